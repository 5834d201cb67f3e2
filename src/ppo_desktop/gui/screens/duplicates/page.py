"""Dugaan ganda: compare, decide, undo; nothing is deleted and no record is changed."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Invalid, PpoError
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.widgets import Banner, Card, Empty, button, clear, label
from ppo_desktop.gui.forms.taking_back import taker_back
from ppo_desktop.gui.screens.duplicates.pairs import DecidedCard, PairCard
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.books import duplicates, undoing
from ppo_desktop.operations.books.duplicates import Decision, Pair, Party
from ppo_desktop.operations.books.recording import Saved
from ppo_desktop.operations.neighbours import verdicts
from ppo_desktop.operations.neighbours.verdicts import Told
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.same_person import DIFFERENT, SAME, SAME_PERSON

AT_ONCE = 20
"""Pairs in sight; more when somebody asks."""
PATIENCE = 300
"""Milliseconds of searching before progress is shown."""
PAUSE = 600
"""Milliseconds after which a pair that came into the place of a decided one is decided: not by the same keystroke."""
_ABOUT = frozenset({PERSON.name, SAME_PERSON.name})


class _Found(Struct, frozen=True):
    """What the page shows, read beside the window."""

    told: list[Told]
    pairs: list[Pair]
    decisions: list[Decision]


class DuplicatesPage(Page):
    """Arguments: ``person`` and ``owner``, or ``typed["main"]``, for one person; ``record`` for one decision."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Di sini dibandingkan dua catatan warga yang mungkin satu orang, yang paling mirip di atas."),
        N_("S: orang yang sama. B: bukan orang yang sama. Berlaku untuk kartu tempat Anda berada."),
        N_("Kedua catatan, pemiliknya, dan riwayatnya tetap ada; yang disimpan hanya keputusan Anda."),
        N_(
            "Bila keduanya milik kantor ini, daftar dan angka hanya memakai yang dipilih; yang lain tetap dapat dibuka."
        ),
        N_("Desa yang mencatat diberi tahu lewat tanda terima berikutnya, tanpa isi catatan desa lain."),
        N_("Setiap keputusan dapat diurungkan, di bawah halaman ini."),
        N_("Huruf tebal menandai isian yang berbeda."),
    )

    def __init__(self, session: Session) -> None:
        purpose = _(
            "Dua catatan yang mungkin satu orang. Apa pun keputusannya, kedua catatan dan riwayatnya tetap ada."
        )
        super().__init__(session, _("Dugaan ganda"), purpose)
        self._person: tuple[str, str] | None = None
        self._decision = ""
        self._most = AT_ONCE
        self._found = _Found([], [], [])
        self.cards: list[PairCard] = []
        self._deciding: set[frozenset[tuple[str, str]]] = set()
        """Pairs of which a decision is on its way, or written while they are still in sight."""
        self._is_new = True
        self._is_decided = False
        self._followed = QElapsedTimer()
        """Runs since another pair came into the place of a decided one."""
        self.everything = button(_("Tampilkan semua dugaan"), self.show_all)
        self.everything.hide()
        self.beside_title.addWidget(self.everything)
        self._progress = QVBoxLayout()
        self._list = QVBoxLayout()
        self._list.setSpacing(self.body.spacing())
        self.body.addLayout(self._progress)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        for keys, verdict in (("S", SAME), ("B", DIFFERENT)):
            shortcut = QShortcut(QKeySequence(keys), self, lambda verdict=verdict: self._answer(verdict))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self, **arguments: object) -> None:
        """Look for pairs, of one person or of all."""
        typed = arguments.get("typed")
        person = arguments.get("person") or (typed.get("main") if isinstance(typed, dict) else None)
        owner = str(arguments.get("owner") or self.session.office.code)
        self._person = (owner, str(person)) if person else None
        self._decision = str(arguments.get("record") or "")
        self._most, self._is_new = AT_ONCE, True
        self._load()

    def show_all(self) -> None:
        """Every pair, not only those of one person."""
        self._person = None
        self._is_new = True
        self._load()

    def refresh(self, changes: Changes) -> None:
        if any(kind in _ABOUT for kind, _owner, _record in changes.records):
            self._load()

    def first_focus(self) -> QWidget | None:
        return next((made for card in self.cards for made in card.buttons), None)

    def _load(self) -> None:
        office, person = self.session.office, self._person
        if why := duplicates.why_not(office):
            clear(self._list)
            self._list.addWidget(label(why, "soft"))
            return

        def read(job: Job) -> _Found:
            told = [one for one in verdicts.told(office) if person in (None, one.ours.key)]
            pairs = duplicates.about(office, person) if person else duplicates.suspected(office, job.progress)
            return _Found(told, pairs, duplicates.decisions(office))

        job = self.work(read, self._show)
        QTimer.singleShot(PATIENCE, self, lambda: self._tell_progress(job))

    def _tell_progress(self, job: Job) -> None:
        if not job.is_over:
            self.watch(job, self._progress, _("Membandingkan catatan warga"))

    # ------------------------------------------------------------------------------- showing

    def _show(self, found: _Found) -> None:
        self._found = found
        focused = QApplication.focusWidget()
        had_focus = focused is None or self.isAncestorOf(focused)
        notes = {card.pair: card.note.text() for card in self.cards}
        noted = next((card.pair for card in self.cards if card.note is focused), None)
        clear(self._list)
        self.everything.setVisible(self._person is not None)
        office, day = self.session.office, today(self.session.clock)
        self.cards = [
            PairCard.of_told(one, office.code, day, self._decide, self._open, self._came_from) for one in found.told
        ]
        self.cards += [
            PairCard.of_pair(pair, office.code, day, self._decide, self._open) for pair in found.pairs[: self._most]
        ]
        self._deciding &= {card.pair for card in self.cards}
        for card in self.cards:
            card.note.setText(notes.get(card.pair, ""))
            self._list.addWidget(card)
        if not self.cards:
            sentence = _("Tidak ada dugaan orang yang sama yang menunggu keputusan.")
            self._list.addWidget(_calm(sentence))
        left = len(found.pairs) - self._most
        if left > 0:
            words = _("Tampilkan berikutnya ({count} lagi)").format(count=number(left))
            self._list.addWidget(button(words, self._show_more))
        decided = DecidedCard(found.decisions, office.code, self._undo)
        if found.decisions:
            if self._decision not in decided.doors and any(one.record == self._decision for one in found.decisions):
                decided.show_first(len(found.decisions))
            self._list.addWidget(decided)
        if had_focus or self._is_new:
            written = next((card.note for card in self.cards if card.pair == noted), None)
            self._put_focus(decided.doors.get(self._decision) or written)
        if self._is_decided and PAUSE:
            self._followed.start()
        else:
            self._followed.invalidate()
        self._is_new, self._is_decided, self._decision = False, False, ""

    def _put_focus(self, wanted: QWidget | None) -> None:
        place = wanted or self.first_focus()
        if place is not None and self.isVisible():
            place.setFocus()
            QTimer.singleShot(0, place, lambda: self.into_sight(place))

    def _show_more(self) -> None:
        self._most += AT_ONCE
        self._show(self._found)

    # ------------------------------------------------------------------------------- deciding

    def _answer(self, verdict: str) -> None:
        """For the card the keyboard is in, and for none besides."""
        focused = QApplication.focusWidget()
        for card in self.cards:
            if focused is not None and card.isAncestorOf(focused):
                card.answer(verdict)

    def _decide(self, main: Party, other: Party, verdict: str, note: str) -> None:
        office, pair = self.session.office, frozenset({main.key, other.key})
        if pair in self._deciding or (self._followed.isValid() and not self._followed.hasExpired(PAUSE)):
            return
        self._deciding.add(pair)
        words = _("Dicatat: orang yang sama.") if verdict == SAME else _("Dicatat: bukan orang yang sama.")

        def done(saved: Saved) -> None:
            self._is_decided = True
            self.session.tell(words, taker_back(self.session, saved.change))
            self.session.announce(saved.changes)

        def failed(error: PpoError) -> None:
            self._deciding.discard(pair)
            if isinstance(error, Invalid):
                words = " ".join(problem.message for problem in error.problems)
                self.show_banner(Banner("bad", _("Belum tersimpan."), words, closes=True))
            else:
                self.show_error(error)

        self.work(lambda _job: duplicates.decide(office, main.key, other.key, verdict, note), done, failed, holds=True)

    def _came_from(self, told: Told) -> None:
        office = self.session.office

        def done(saved: Saved) -> None:
            self.session.tell(_("Dicatat: pindahan dari {village}.").format(village=name_of(told.office)))
            self.session.announce(saved.changes)

        self.work(lambda _job: verdicts.came_from(office, told), done, holds=True)

    def _undo(self, decision: Decision) -> None:
        office = self.session.office

        def done(saved: Saved) -> None:
            self.session.tell(_("Keputusan diurungkan."), taker_back(self.session, saved.change))
            self.session.announce(saved.changes)

        self.work(lambda _job: undoing.remove(office, SAME_PERSON, decision.record), done)

    def _open(self, party: Party) -> None:
        self.session.go("record", kind=PERSON.name, owner=party.owner, record=party.record, listed="people")


def _calm(sentence: str) -> Card:
    card = Card()
    card.body.addWidget(Empty("circle-check", sentence))
    card.body.addWidget(label(_("Yang baru muncul di sini dan di Beranda dengan sendirinya."), "muted"))
    return card
