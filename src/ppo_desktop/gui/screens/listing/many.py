"""The way from a list to the pages on which many records are entered at once."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import button
from ppo_desktop.gui.shell.session import Place, Session

_MANY = {"departure": Place("grids"), "rt_report": Place("grid", {"grid": "rt"})}


def many_button(session: Session, kind: str) -> QPushButton | None:
    """The button that leads there; ``None`` where a kind has no such page."""
    place = _MANY.get(kind)
    if place is None:
        return None
    return button(_("Isi banyak sekaligus"), lambda: session.go(place.screen, **place.arguments), icon_name="layers")
