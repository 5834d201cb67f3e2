"""Kunci kantor: two offices compare words, and from then on know each other's files."""

from ppo_desktop.gui.screens.enrolment.page import EnrolmentPage as EnrolmentPage
