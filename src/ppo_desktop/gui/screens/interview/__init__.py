"""Skrining: the interview across a desk, its result, and its saving."""

from ppo_desktop.gui.screens.interview.page import InterviewPage as InterviewPage
