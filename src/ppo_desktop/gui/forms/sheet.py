"""The parts of a record sheet: values by group, linked records, conflicts, history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Badge, Card, button, clear, label, row, rule
from ppo_desktop.operations.books import undoing
from ppo_desktop.operations.books.recording import HistoryLine
from ppo_desktop.operations.papers.sheets import Linked, Sheet
from ppo_desktop.records.applying import GAPS, applying
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.kind import Beginning, RecordKind
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.words import in_words

FIRST_SHOWN = 8
"""Changes shown before somebody asks for all of them."""
_SAID_ELSEWHERE = frozenset({REASONS, undoing.DELETED})


def moment(stamp: str) -> str:
    """``21 November 2026, 09.30`` of a stamp; what is no stamp stands as it is."""
    try:
        day = date.fromisoformat(stamp[:10])
    except ValueError:
        return stamp
    return _("{day}, {time}").format(day=long_date(day), time=stamp[11:16].replace(":", "."))


def group_cards(sheet: Sheet, today: date, hidden: frozenset[str]) -> list[Card]:
    """The values in words, grouped as in the form; at the end, in a few lines, what is not filled in.

    Args:
        hidden: fields of which nothing is said.
    """
    unsaid = _SAID_ELSEWHERE | hidden
    fields = [field for field in sheet.kind.fields if field.is_said and not field.refers and field.name not in unsaid]
    cards, gaps = [], []
    told = sheet.tell(sheet.values)
    for group, of_group in groupby(fields, key=lambda field: field.group):
        filled, empty = _parted(list(of_group), sheet)
        title = _(group) if group else _("Saat dicatat")
        filled = [field for field in filled if field.shape is not Shape.PHOTOS]  # they are shown, not told
        if filled:
            card = Card(title)
            card.body.addLayout(
                pairs((_(f.label), told.get(f.name) or in_words(f, sheet.values[f.name], today)) for f in filled)
            )
            cards.append(card)
        if group and empty:
            names = ", ".join(_(field.label) for field in empty)
            gaps.append(_("Pada “{group}”: {fields}.").format(group=title, fields=names))
    if gaps:
        card = Card(_("Belum diisi"))
        for told_gap in gaps:  # one sentence each: names of fields are not to be read as what these hold
            card.body.addWidget(label(told_gap, "muted"))
        cards.append(card)
    return cards


def _parted(fields: Sequence[Field], sheet: Sheet) -> tuple[list[Field], list[Field]]:
    """Fields that hold something, and those that do not though a person could fill them in."""
    filled = [field for field in fields if sheet.values.get(field.name) not in GAPS]
    applies = applying(sheet.kind, sheet.values)
    return filled, [f for f in fields if f not in filled and f.name in applies and not f.derived]


def pairs(items: Iterable[tuple[str, str]], role: str = "body") -> QGridLayout:
    """Names at the left, values at the right, which can be copied; ``role`` is that of the values."""
    made = QGridLayout()
    made.setHorizontalSpacing(theme().px(tokens.PAD))
    made.setVerticalSpacing(theme().px(6))
    made.setColumnStretch(0, 2)
    made.setColumnStretch(1, 3)
    for place, (name, words) in enumerate(items):
        value = label(words, role)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAccessibleName(f"{name}: {words}")
        made.addWidget(label(name, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
        made.addWidget(value, place, 1, Qt.AlignmentFlag.AlignTop)
    return made


def restricted_card(sheet: Sheet, hidden: frozenset[str], look: Callable[[], object], why_not: str) -> Card:
    """In the place of fields that are not for every eye: how many there are, and a button that shows them.

    Args:
        why_not: why whoever is here may not look; ``""`` for those who may.
    """
    card = Card(_("Isian terbatas"))
    card.head.addWidget(Badge(_("Disembunyikan"), "info"))
    names = ", ".join(_(field.label) for field in sheet.kind.fields if field.name in hidden)
    card.body.addWidget(label(names, "strong"))
    card.body.addWidget(label(_("Buka bila perlu saja. Siapa yang membuka dan kapan akan dicatat."), "soft"))
    door = Action(button(_("Tampilkan isian terbatas"), look, icon_name="eye"))
    card.body.addLayout(row(door, None))
    if why_not:
        door.refuse(why_not)
    return card


def linked_card(linked: Sequence[Linked], go: Callable[[Linked], object]) -> Card:
    """The records this one belongs together with."""
    card = Card(_("Catatan yang terkait"))
    for other in linked:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(other.title, "strong"))
        kind = _(kind_named(other.kind).title)
        words.addWidget(label(" · ".join(part for part in (kind, other.detail) if part), "soft"))
        spoken = _("Buka {kind} {title}").format(kind=kind, title=other.title)
        line = row(words, button(_("Buka"), partial(go, other), spoken=spoken))
        line.setStretch(0, 1)
        card.body.addLayout(line)
    return card


def related_card(
    kinds: Sequence[RecordKind],
    begin: Callable[[RecordKind], object],
    apart: Sequence[Beginning],
    begin_apart: Callable[[Beginning], object],
) -> Card:
    """A button for each book in which something can be recorded about this one.

    Args:
        apart: what is begun from here and will not be linked with it.
    """
    card = Card(_("Catat yang berkaitan"))
    places = Flow()
    for kind in kinds:
        name = _(kind.title)
        spoken = _("Catat {kind}").format(kind=name.lower())
        places.addWidget(button(name, partial(begin, kind), icon_name=kind.icon, spoken=spoken))
    for one in apart:
        icon_name = kind_named(one.kind).icon
        places.addWidget(button(_(one.words), partial(begin_apart, one), icon_name=icon_name))
    card.body.addLayout(places)
    return card


def reasons_card(reasons: Sequence[tuple[str, str]]) -> Card:
    """What was odd and saved all the same."""
    card = Card(_("Disimpan dengan alasan"))
    for message, reason in reasons:
        if message:
            card.body.addWidget(label(message, "warning"))
        card.body.addWidget(label(_("Alasan: {reason}").format(reason=reason), "soft"))
    return card


def conflict_card(sheet: Sheet, choose: Callable[[str, object], object], compute: Callable[[], object]) -> Card:
    """Both values of each field in conflict; choosing one settles it, and what follows from it is computed anew."""
    card = Card(_("Isian yang bentrok"))
    card.head.addWidget(Badge(_("Perlu dipilih") if sheet.conflicts else _("Perlu dihitung ulang"), "warn"))
    if sheet.conflicts:
        words = _("Dua orang mengisi tanpa saling tahu. Pilih yang benar; yang lain tetap ada di riwayat.")
        card.body.addWidget(label(words, "soft"))
    for name, rivals in sheet.conflicts.items():
        field = sheet.kind.by_name[name]
        card.body.addWidget(label(_(field.label), "strong"))
        told = [_told(sheet, field, rival.value).splitlines() for rival in rivals]
        for rival, lines in zip(rivals, told, strict=True):
            words = "\n".join(line for line in lines if not all(line in other for other in told)) or "–"
            said = label(words)
            by = label(_("{author}, {when}").format(author=rival.author, when=moment(rival.time)), "muted")
            beside = QVBoxLayout()
            beside.setSpacing(1)
            beside.addWidget(said)
            beside.addWidget(by)
            spoken = _("Pakai {value} untuk {label}").format(value=words, label=_(field.label))
            use = button(_("Pakai ini"), partial(choose, name, rival.value), spoken=spoken)
            line = row(beside, use) if sheet.is_ours else row(beside)  # the page says that it can only be looked at
            line.setStretch(0, 1)
            card.body.addLayout(line)
    if sheet.followers:
        names = ", ".join(_(sheet.kind.by_name[name].label) for name in sheet.followers)
        card.body.addWidget(label(_("Ikut dihitung ulang oleh program: {names}.").format(names=names), "soft"))
    if sheet.is_ours and not sheet.conflicts:
        card.body.addLayout(row(button(_("Hitung ulang"), compute, icon_name="refresh-cw"), None))
    return card


def _told(sheet: Sheet, field: Field, value: object) -> str:
    return sheet.tell({**sheet.values, field.name: value}).get(field.name) or in_words(field, value)


class HistoryCard(Card):
    """What happened to the record, field by field, the newest first."""

    def __init__(
        self,
        sheet: Sheet,
        lines: Sequence[HistoryLine],
        undo: Callable[[bytes], object],
        hidden: frozenset[str] = frozenset(),
        chronology: Callable[[], object] | None = None,
    ) -> None:
        """Args:
        hidden: fields of which only the label is told.
        chronology: makes the paper that tells everything about a person in its order, where this is one.
        """
        super().__init__(_("Riwayat"))
        if chronology:
            self.head.addWidget(button(_("Kronologi"), chronology, look="quiet", icon_name="history", keys="R"))
        self._sheet, self._undo, self._hidden = sheet, undo, hidden
        # Entries come in order; lines of one entry stand together.
        self._changes = [list(of) for _link, of in groupby(lines, key=lambda line: line.link)][::-1]
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(tokens.GAP))
        self.body.addLayout(self._list)
        self._show(FIRST_SHOWN)
        if not self._changes:
            self.body.addWidget(label(_("Riwayat tampak setelah yang disembunyikan dibuka."), "soft"))

    def _show(self, most: int) -> None:
        clear(self._list)
        for place, lines in enumerate(self._changes[:most]):
            if place:
                self._list.addWidget(rule())
            self._list.addWidget(self._change(lines, is_first=place == len(self._changes) - 1))
        if len(self._changes) > most:
            more = _("Tampilkan semua ({count})").format(count=len(self._changes))
            self._list.addWidget(button(more, partial(self._show, len(self._changes)), look="quiet"))

    def _change(self, lines: Sequence[HistoryLine], *, is_first: bool) -> QWidget:
        first = lines[0]
        made = QWidget()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(tokens.TIGHT))
        head = label(moment(first.time), "strong")
        who = label(_("Dicatat oleh {name}") if is_first else _(_what(lines)), "soft")
        who.setText(who.text().format(name=first.author))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(head)
        words.addWidget(who)
        line = row(words)
        line.setStretch(0, 1)
        if first.link in self._sheet.undoable and not is_first:
            spoken = _("Urungkan perubahan {when}").format(when=moment(first.time))
            line.addWidget(button(_("Urungkan"), partial(self._undo, first.link), look="quiet", spoken=spoken))
        inside.addLayout(line)
        for change in sorted((line for line in lines if self._tells(line)), key=self._place):
            inside.addWidget(label(self._words(change, is_first=is_first), "soft"))
        return made

    def _tells(self, line: HistoryLine) -> bool:
        """Whether a line adds to what stands above it: a removal is said there, and an id says nothing to a person."""
        field = self._sheet.kind.by_name.get(line.field)
        return line.field != undoing.DELETED and not (field is not None and field.refers)

    def _place(self, line: HistoryLine) -> int:
        """Lines stand in the order of the form."""
        names = list(self._sheet.kind.by_name)
        return names.index(line.field) if line.field in names else len(names)

    def _words(self, line: HistoryLine, *, is_first: bool) -> str:
        if not line.field:
            return line.label
        field = self._sheet.kind.by_name.get(line.field)
        if line.field == REASONS and isinstance(line.new, dict):
            return _("Disimpan dengan alasan: {reasons}").format(reasons="; ".join(line.new.values()))
        if line.field in self._hidden:
            return _("{label}: (terbatas)").format(label=line.label)
        old, new = in_words(field, line.old), in_words(field, line.new)
        if is_first:
            return f"{line.label} {new}" if line.label.endswith("?") else f"{line.label}: {new}"
        return _("{label}: {old} → {new}").format(label=line.label, old=old, new=new)


def _what(lines: Sequence[HistoryLine]) -> str:
    removal = next((line for line in lines if line.field == undoing.DELETED), None)
    if removal is None:
        return N_("Diubah oleh {name}")
    return N_("Dihapus dari daftar oleh {name}") if removal.new else N_("Dikembalikan ke daftar oleh {name}")
