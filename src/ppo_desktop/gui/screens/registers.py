"""Semua buku: every book the office keeps, on shelves, with its purpose and count; then the other pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.following import Following
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, Square, button, column, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screens import LIST_OF, SCREENS
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.books import browsing
from ppo_desktop.records.kind import RecordKind, Shelf
from ppo_desktop.records.registry import row_kinds

_ORDER = list(Shelf)
AT_ONCE = 10
"""Lines in sight from the first paint on, a screen of them; the shelves below follow one by one."""


class RegistersPage(Page):
    """One card per shelf, one line per book, and a card of the pages that are no books."""

    help = (
        N_("Setiap baris adalah satu buku: apa isinya, dan berapa catatannya."),
        N_("Di bawah buku-buku ada halaman lain: gambaran, impor tabel, angka baku, surat, dan alat kantor."),
        N_("Enter pada tombol Buka membuka daftarnya; di sana N mencatat yang baru."),
        N_("Ctrl+K mencari isi semua buku sekaligus, juga formulirnya: ketik misalnya “catat rapat”."),
        N_("Buku yang tidak dicatat di kantor ini tetap tampak bila ada catatan dari kantor di bawahnya."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Semua buku"), _("Pilih satu untuk membuka daftarnya."))
        self._counted: dict[str, QLabel] = {}
        self._counts: dict[str, int] = {}
        self.doors: dict[str, QWidget] = {}
        """Name of the kind or of the page → its button."""
        self._others: Card | None = None
        self._first_beside: QWidget | None = None
        self.down = button(
            _("Halaman lain"), self._go_down, icon_name="arrow-down", spoken=_("Ke halaman lain di bawah")
        )
        self.beside_title.addWidget(self.down)
        self._shelves = column(spacing=tokens.GAP + 4)
        self.body.addLayout(self._shelves)
        self.body.addStretch(1)
        self._following = Following(self)
        level = session.office.identity.level
        books = sorted(row_kinds(), key=lambda kind: _ORDER.index(kind.shelf))
        for shelf, kinds in groupby(books, key=lambda kind: kind.shelf):
            there = [kind for kind in kinds if min(kind.levels) <= level]
            if len(self.doors) < AT_ONCE:
                self._shelf(shelf, there)
            else:
                self._following.add(partial(self._shelf, shelf, there))
        self._following.add(self._beside)

    def _beside(self) -> None:
        """The pages that are no books."""
        self._others = card = Card(_("Halaman lain"))
        for screen in SCREENS:
            if screen.purpose and screen.is_book:
                spoken = _("Buka {name}").format(name=_(screen.title).lower())
                door = button(_("Buka"), partial(self.session.go, screen.name), spoken=spoken)
                words = column(label(_(screen.title), "strong"), label(_(screen.purpose), "soft"), spacing=1)
                line = row(Square(screen.icon, "info"), words, door, spacing=12)
                line.setStretch(1, 1)
                card.body.addLayout(line)
                self.doors[screen.name] = door
                self._first_beside = self._first_beside or door
        self._shelves.addWidget(card)

    def _go_down(self) -> None:
        """To the pages below the books."""
        self._following.finish()
        if self._first_beside and self._others:
            self._first_beside.setFocus(Qt.FocusReason.OtherFocusReason)
            self.into_sight(self._others, QRect(0, 0, 1, self.room - theme().px(48)))

    def _shelf(self, shelf: Shelf, kinds: Sequence[RecordKind]) -> None:
        if not kinds:
            return
        card = Card(_(shelf.value))
        for kind in kinds:
            name = _(kind.plural)
            counted = label("", "soft", wraps=False)
            counted.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            counted.setFixedWidth(theme().px(112))  # the words beside it do not wrap anew when the count comes
            door = button(
                _("Buka"), partial(self.session.go, LIST_OF[kind.name]), spoken=_("Buka buku {name}").format(name=name)
            )
            words = column(label(name, "strong"), label(_(kind.purpose), "soft"), spacing=1)
            line = row(Square(kind.icon, "info"), words, counted, door, spacing=12)
            line.setStretch(1, 1)
            card.body.addLayout(line)
            self._counted[kind.name] = counted
            self.doors[kind.name] = door
        self._shelves.addWidget(card)
        self._tell(self._counts)

    def enter(self, **_arguments: object) -> None:
        """Count again."""
        office = self.session.office

        def counted() -> dict[str, int]:
            return {kind.name: browsing.count(office, kind) for kind in row_kinds()}

        self.work(lambda _job: counted(), self._tell)

    def refresh(self, changes: Changes) -> None:
        """Something was written: the numbers may be others."""
        if any(kind in self._counted for kind, _owner, _record in changes.records):
            self.enter()

    def first_focus(self) -> QWidget | None:
        return next(iter(self.doors.values()), None)

    def _tell(self, counts: dict[str, int]) -> None:
        """Say what was counted, also in the lines that follow; before anything was, nothing is said."""
        self._counts = counts
        for name, counted in self._counted.items() if counts else ():
            count = counts.get(name, 0)
            counted.setText(_("{count} catatan").format(count=number(count)) if count else _("kosong"))
