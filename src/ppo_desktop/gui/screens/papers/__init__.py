"""Surat dan cetakan: what can be printed, and each paper before it is."""

from ppo_desktop.gui.screens.papers.hub import PapersPage
from ppo_desktop.gui.screens.papers.paper import PaperPage

__all__ = ["PaperPage", "PapersPage"]
