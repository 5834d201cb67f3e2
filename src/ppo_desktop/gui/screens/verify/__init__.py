"""Periksa berkas: any PDF in three lines, and a photocopy beside its signed original."""

from ppo_desktop.gui.screens.verify.page import VerifyPage as VerifyPage
