"""Buku ekspedisi: every file that went out or came in."""

from ppo_desktop.gui.screens.transfers.page import TransfersPage as TransfersPage
