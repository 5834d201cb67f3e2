"""The stripe that says practice mode is on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.naming import put
from ppo_desktop.gui.design.widgets import button, label, row


def practice_stripe(change: Callable[[], object] | None = None) -> QFrame:
    """For the top of the window and of its doors.

    Args: change: goes to another practice office, or back to the real one; none at the doors, which offer it below.
    """
    made = QFrame()
    made.setProperty("role", "training")
    words = label(_("MODE LATIHAN. Data di sini rekaan; berkasnya tidak diterima kantor sungguhan."))
    put(words, "alignment", "AlignCenter")
    inside = row(words, margins=4)
    inside.setStretch(0, 1)
    if change:
        inside.addWidget(button(_("Ganti kantor atau keluar"), change, look="chip"))
    made.setLayout(inside)
    return made
