"""Pesan dan permintaan: what two offices tell and ask each other beside reports."""

from ppo_desktop.gui.screens.letters.page import LettersPage

__all__ = ["LettersPage"]
