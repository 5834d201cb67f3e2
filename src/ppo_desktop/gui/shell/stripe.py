"""The stripe that says practice mode is on."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import label, row


def practice_stripe() -> QFrame:
    """For the top of the window and of its doors."""
    made = QFrame()
    made.setProperty("role", "training")
    words = label(
        _("MODE LATIHAN. Data di sini bukan data sungguhan; kantor sungguhan menolak berkasnya."), wraps=False
    )
    made.setLayout(row(None, words, None, margins=4))
    return made
