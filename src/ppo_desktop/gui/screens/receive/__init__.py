"""Terima berkas: what lies on a stick is checked, taken in, and answered with receipts."""

from ppo_desktop.gui.screens.receive.page import ReceivePage as ReceivePage
