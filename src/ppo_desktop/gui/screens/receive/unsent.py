"""Receipts that lie here and are on no stick yet: offered where a stick brings nothing, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.widgets import Action, Card, button, label, row
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import confirming

MOST = 5
"""Names that are shown."""


def unsent(office: Office) -> tuple[str, ...]:
    """The offices below whose receipt is due to be written, or written and not copied."""
    due = set(confirming.waiting(office))
    with office.database.reading() as connection:
        return tuple(sorted(due | {made.recipient for made in sending.uncopied(connection)}))


class Unsent(Card):
    """For whom, and a button that writes and copies them."""

    def __init__(self, codes: Sequence[str], copy: Callable[[], object], why_not: str) -> None:
        super().__init__(_("Tanda terima yang belum disalin"))
        names = ", ".join(name_of(code) for code in codes[:MOST])
        if len(codes) > MOST:
            names = _("{names}, dan {count} kantor lain").format(names=names, count=number(len(codes) - MOST))
        self.body.addWidget(label(_("Untuk {names}.").format(names=names)))
        words = _("Tulis {count} tanda terima ke flashdisk").format(count=number(len(codes)))
        self.copy = Action(button(words, copy, icon_name="usb"))
        self.copy.refuse(why_not)
        self.body.addLayout(row(self.copy, None))
