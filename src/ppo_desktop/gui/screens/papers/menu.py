"""What "Cetak…" offers on the sheet of a record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton

from ppo_desktop.core.text import _
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.papers import catalogue
from ppo_desktop.operations.papers.catalogue import Paper


class Entry(NamedTuple):
    """One paper."""

    title: str
    purpose: str
    icon: str
    open: Callable[[], object]


def entries(session: Session, kind: str, owner: str, record: str) -> list[Entry]:
    """The papers about a record of that kind; opening one goes where it is seen, or filled in."""
    where = {"kind": kind, "owner": owner, "record": record}
    offered = [
        one
        for one in catalogue.offered(session.office.identity.level, kind)
        if not (one.screen and one.key)  # its button stands beside, and nothing is printed there
    ]
    return [Entry(_(one.title), _(one.purpose), one.icon, partial(go, session, one, **where)) for one in offered]


def go(session: Session, paper: Paper, **where: object) -> None:
    """Go to where a paper is seen before it is printed, or filled in before it can be."""
    if paper.screen:
        session.go(paper.screen, **{**where, **paper.arguments})
    else:
        session.go("paper", **{**where, "paper": paper.name})


def keyed(session: Session, kind: str) -> Paper | None:
    """The paper about records of that kind that has a key and a button of its own."""
    offered = catalogue.offered(session.office.identity.level, kind)
    return next((one for one in offered if one.key), None)


def offer(
    made: QPushButton, session: Session, about: tuple[str, str, str], sheet: Callable[[], object]
) -> QMenu | None:
    """Let a menu fall out of "Cetak…": the sheet itself and each paper; where there is none, the sheet is printed.

    Args:
        about: kind, owner and id of the record.
        sheet: prints the sheet as it is in sight.

    Returns:
        The menu, where there is one: arrows and first letters choose, Enter takes.
    """
    offered = entries(session, *about)
    if not offered:
        sheet()
        return None
    menu = QMenu(made)
    menu.setAccessibleName(_("Cetak"))
    menu.setToolTipsVisible(True)
    menu.addAction(_("Lembar catatan ini"), sheet)
    menu.addSeparator()
    for one in offered:
        menu.addAction(one.title, one.open).setToolTip(one.purpose)
    menu.setActiveAction(menu.actions()[0])
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(_below(made, menu))
    return menu


def _below(made: QPushButton, menu: QMenu) -> QPoint:
    """Where ``menu`` begins: below the button, or so far above that it ends where the window does."""
    window, below = made.window(), made.mapToGlobal(made.rect().bottomLeft())
    lowest = window.mapToGlobal(window.rect().bottomLeft()).y() - menu.sizeHint().height()
    highest = window.mapToGlobal(window.rect().topLeft()).y()
    return QPoint(below.x(), max(min(below.y(), lowest), highest))
