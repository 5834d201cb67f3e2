"""The cards of the page of pairs: two records side by side with what speaks for and against, and decisions taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Badge, Card, button, clear, column, label, row, rule
from ppo_desktop.gui.forms.sheet import moment
from ppo_desktop.operations.books.duplicates import Decision, Pair, Party
from ppo_desktop.operations.house.sight import why_hidden
from ppo_desktop.operations.neighbours.verdicts import Told
from ppo_desktop.records.kind import HIDDEN
from ppo_desktop.records.likeness import Likeness
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.same_person import DIFFERENT, SAME, SAME_PERSON
from ppo_desktop.records.words import in_words

COMPARED = (
    "name",
    "nik",
    "born_on",
    "birth_place",
    "sex",
    "mother_name",
    "father_name",
    "address",
    "hamlet",
    "rt",
    "phone",
)
CERTAIN = 70
"""Points from which hardly anything is left to doubt."""
FIRST_SHOWN = 8
"""Decisions shown before somebody asks for all of them."""
Decide = Callable[[Party, Party, str, str], object]
"""The main record, the other one, the verdict, a note."""


class PairCard(Card):
    """Two records that may be one person's; a person decides."""

    def __init__(
        self, one: Party, other: Party, ours: str, day: date, decide: Decide, open_: Callable[[Party], object]
    ) -> None:
        """Args: ours: code of this office; open_: show the sheet of a record."""
        super().__init__(one.title)
        self._parties, self._decide = (one, other), decide
        self.pair = frozenset({one.key, other.key})
        """Which two records it is about."""
        self.note = line(placeholder=_("Bagaimana diketahui (boleh kosong, tanpa nama orang)"), longest=_NOTE)
        self.note.setAccessibleName(_("Keterangan tentang {name}").format(name=one.title))
        self.answers = QVBoxLayout()
        self.answers.setSpacing(theme().px(tokens.TIGHT))
        self.body.addLayout(self.answers)
        self.body.addLayout(self._table(day, open_))
        for why in {why_hidden(party.values) for party in self._parties} - {""}:
            self.body.addWidget(label(why, "soft"))
        self.body.addWidget(self.note)
        self.buttons = self._buttons(is_within=one.owner == other.owner == ours)
        self.body.addLayout(Flow(self.buttons))

    @classmethod
    def of_pair(cls, pair: Pair, ours: str, day: date, decide: Decide, open_: Callable[[Party], object]) -> PairCard:
        """A pair that the program suspects."""
        made = cls(pair.one, pair.other, ours, day, decide, open_)
        made.head.addWidget(_badge(pair.likeness))
        made.answers.addWidget(label(pair.likeness.words, "strong"))
        if pair.likeness.doubts:
            made.answers.addWidget(label(_("Tetapi: {doubts}").format(doubts=pair.likeness.doubts), "warning"))
        return made

    @classmethod
    def of_told(
        cls,
        told: Told,
        ours: str,
        day: date,
        decide: Decide,
        open_: Callable[[Party], object],
        came_from: Callable[[Told], object],
    ) -> PairCard:
        """What an office above says."""
        made = cls(told.ours, Party(told.office, "", {}), ours, day, decide, open_)
        made.head.addWidget(Badge(_("Perlu ditanyakan"), "warn"))
        made.answers.addWidget(label(told.sentence, "strong"))
        if told.origin:
            words = _("Ya, pindahan dari {village}").format(village=name_of(told.office))
            spoken = f"{words}: {told.ours.title}"
            came = button(words, partial(came_from, told), look="primary", icon_name="map-pin", spoken=spoken)
            made.answers.addLayout(row(came, None))
        return made

    def answer(self, verdict: str) -> None:
        """Decide, the left record being the main one."""
        self._say(verdict, *self._parties)

    def _say(self, verdict: str, main: Party, other: Party) -> None:
        self._decide(main, other, verdict, self.note.text().strip())

    def _buttons(self, *, is_within: bool) -> Sequence[QPushButton]:
        one, other = self._parties
        name = one.title
        no = button(_("Bukan orang yang sama"), partial(self._say, DIFFERENT, one, other))
        no.setAccessibleName(_("Bukan orang yang sama: {name}").format(name=name))
        if not is_within:
            yes = button(_("Orang yang sama"), partial(self._say, SAME, one, other), look="primary")
            yes.setAccessibleName(_("Orang yang sama: {name}").format(name=name))
            return (yes, no)
        left = button(_("Sama; pakai yang kiri"), partial(self._say, SAME, one, other), look="primary")
        left.setAccessibleName(_("Orang yang sama, pakai yang kiri: {name}").format(name=name))
        right = button(_("Sama; pakai yang kanan"), partial(self._say, SAME, other, one))
        right.setAccessibleName(_("Orang yang sama, pakai yang kanan: {name}").format(name=other.title))
        return (left, right, no)

    def _table(self, day: date, open_: Callable[[Party], object]) -> QGridLayout:
        made = QGridLayout()
        made.setHorizontalSpacing(theme().px(tokens.PAD))
        made.setVerticalSpacing(theme().px(tokens.TIGHT))
        for place, stretch in enumerate((2, 4, 4)):
            made.setColumnStretch(place, stretch)
        for column_, party in enumerate(self._parties, 1):
            made.addWidget(label(party.place, "heading"), 0, column_)
        rows = [(name, _(PERSON.field(name).label), *self._texts(name, day)) for name in COMPARED]
        told = [line for line in rows if any(line[2:])]
        for place, (name, what, *texts) in enumerate(told, 1):
            made.addWidget(label(what, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
            role = "strong" if all(texts) and texts[0].casefold() != texts[1].casefold() else "body"
            for column_, (text, party) in enumerate(zip(texts, self._parties, strict=True), 1):
                if party.values:
                    absent = _("disembunyikan") if name in party.values.get(HIDDEN, ()) else _("belum diisi")
                    shown = label(text, role) if text else label(absent, "muted")
                    made.addWidget(shown, place, column_, Qt.AlignmentFlag.AlignTop)
                elif place == 1:
                    made.addWidget(label(_("Isinya tidak ada di kantor ini."), "muted"), place, column_)
        for column_, party in enumerate(self._parties, 1):
            if party.record:
                spoken = _("Buka lembar {name}, {office}").format(name=party.title, office=party.place)
                door = button(_("Buka lembar"), partial(open_, party), look="link", spoken=spoken)
                made.addWidget(door, len(told) + 1, column_, Qt.AlignmentFlag.AlignLeft)
        return made

    def _texts(self, name: str, day: date) -> list[str]:
        """What each of the two says in a field, in words."""
        field = PERSON.field(name)
        values = [party.values.get(name) for party in self._parties]
        return [in_words(field, value, day) if value else "" for value in values]


class DecidedCard(Card):
    """What was decided, the newest first, each with a way back where it is ours."""

    def __init__(self, decisions: Sequence[Decision], ours: str, undo: Callable[[Decision], object]) -> None:
        super().__init__(_("Sudah diputuskan"))
        self._decisions, self._ours, self._undo = decisions, ours, undo
        self.doors: dict[str, QPushButton] = {}
        """Decision → its Urungkan."""
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(tokens.GAP))
        self.body.addLayout(self._list)
        self.show_first(FIRST_SHOWN)

    def show_first(self, most: int) -> None:
        """Show so many."""
        clear(self._list)
        self.doors = {}
        for place, decision in enumerate(self._decisions[:most]):
            if place:
                self._list.addWidget(rule())
            self._list.addWidget(self._line(decision))
        if len(self._decisions) > most:
            words = _("Tampilkan semua ({count})").format(count=len(self._decisions))
            self._list.addWidget(button(words, partial(self.show_first, len(self._decisions)), look="quiet"))

    def _line(self, decision: Decision) -> QWidget:
        names = " – ".join(f"{party.title} ({party.place})" for party in (decision.main, decision.other))
        by = _("{author}, {when}").format(author=decision.author, when=moment(decision.changed_at))
        if decision.office != self._ours:
            by = f"{Party(decision.office, '', {}).place} · {by}"
        words = column(label(names, "strong"), label(by, "soft"), spacing=1)
        if decision.note:
            words.addWidget(label(decision.note, "soft"))
        badge = (
            Badge(_("Orang yang sama"), "ok", "link") if decision.is_same else Badge(_("Bukan"), "neutral", "unlink")
        )
        made = row(words, badge)
        made.setStretch(0, 1)
        if decision.office == self._ours:
            spoken = _("Urungkan: {names}").format(names=names)
            door = button(_("Urungkan"), partial(self._undo, decision), look="quiet", spoken=spoken)
            made.addWidget(door)
            self.doors[decision.record] = door
        held = QWidget()
        held.setLayout(made)
        return held


_NOTE = SAME_PERSON.field("note").max_length
_LIKELY, _POSSIBLE = N_("Hampir pasti"), N_("Mungkin")


def _badge(likeness: Likeness) -> Badge:
    is_certain = likeness.points >= CERTAIN
    return Badge(_(_LIKELY if is_certain else _POSSIBLE), "bad" if is_certain else "warn", "users")
