"""A fork: which PC, from which number, what each side holds, and what a person found out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.fields import FieldBox, paragraph
from ppo_desktop.gui.design.widgets import Action, Badge, Card, button, label, row, rule
from ppo_desktop.operations.history import forks
from ppo_desktop.operations.history.forks import Branch, Fork
from ppo_desktop.operations.house import roles

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ppo_desktop.core.errors import PpoError
    from ppo_desktop.gui.screens.pcs.page import PcsPage


class TwoHistories(Card):
    """Both histories side by side, and ``Selesai`` with a note."""

    def __init__(self, page: PcsPage, fork: Fork) -> None:
        super().__init__(_("Data {office} rupanya dipakai di dua komputer").format(office=fork.office_name))
        self._page, self.fork = page, fork
        badge = Badge(_("Selesai"), "ok") if fork.note else Badge(_("Perlu diselesaikan"), "bad")
        self.head.addWidget(badge)
        self.told = [_opening(fork), *(_line(place, one) for place, one in enumerate(fork.branches, start=1))]
        self.body.addWidget(label(self.told[0]))
        for text in self.told[1:]:
            self.body.addWidget(label(text, "soft"))
        self.body.addWidget(rule())
        self.field: QWidget | None = None
        if fork.note:
            self.body.addWidget(label(_("{who}: {note}").format(who=fork.settled_by, note=fork.note)))
        else:
            self._ask()

    def _ask(self) -> None:
        advice = _(
            "Tidak ada yang hilang: semua catatan dari keduanya ada, dan isian yang bentrok diputuskan satu per satu "
            "seperti biasa. Cari tahu dengan kantor itu sebabnya, biasanya folder data disalin ke komputer lain atau "
            "dikembalikan ke keadaan lama, dan pastikan tinggal satu yang dipakai."
        )
        self.body.addWidget(label(advice, "soft"))
        self.note = paragraph("")
        self.field = self.note
        self.box = FieldBox(_("Sebabnya, dan apa yang sudah dilakukan"), self.note)
        self.done = Action(button(_("Selesai"), self._settle, look="primary", icon_name="check"))
        self.done.refuse(roles.why_not(self._page.session.office, "receive"))
        self.body.addWidget(self.box)
        self.body.addLayout(row(self.done, None))

    def _settle(self) -> None:
        office, fork, note = self._page.session.office, self.fork, self.note.toPlainText()
        self._page.work(
            lambda _job: forks.settle(office, fork.office, fork.device, note), self._page.settled, self._failed
        )

    def _failed(self, error: PpoError) -> None:
        self.box.say(f"{error.message} {error.advice}")
        self.note.setFocus()


def _opening(fork: Fork) -> str:
    words = _("{pc}: mulai catatan nomor {first} isinya berbeda. Tanyakan ke kantor itu; keduanya tersimpan.").format(
        pc=fork.name, first=number(fork.parts_at)
    )
    if fork.since:
        words += " " + _("Diketahui di sini {day}.").format(day=_day(fork.since))
    return words


def _line(place: int, branch: Branch) -> str:
    days = dict.fromkeys((_day(branch.since), _day(branch.until)))
    return _("Yang ke-{place}: nomor {first} sampai {last}, {records} catatan, {days}, oleh {who}.").format(
        place=place,
        first=number(branch.first),
        last=number(branch.last),
        records=number(branch.records),
        days=" – ".join(days),
        who=", ".join(branch.authors),
    )


def _day(stamp: str) -> str:
    try:
        return long_date(date.fromisoformat(stamp[:10]))
    except ValueError:  # as another PC wrote it
        return stamp[:10]
