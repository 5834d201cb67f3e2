"""The rows of a table under what would become of them, with what a person decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.offices import is_below
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Badge, Card, beside, button, column, label, row, rule
from ppo_desktop.operations.tables import import_keeping
from ppo_desktop.operations.tables.import_keeping import Decision
from ppo_desktop.operations.tables.import_lines import Line, Verdict
from ppo_desktop.operations.tables.importing import Plan
from ppo_desktop.records.codes import VILLAGES, code_list

AT_ONCE = 30
"""Rows of one card that are shown at once."""
_NAMED = 3
"""Rows that are named in a sentence."""
TONES = {
    Verdict.ASK: "warn",
    Verdict.PLACE: "warn",
    Verdict.UNREADABLE: "bad",
    Verdict.NEW: "ok",
    Verdict.KNOWN: "ok",
    Verdict.APART: "info",
    Verdict.RECORDED: "neutral",
}
_TOLD = {
    Verdict.ASK: N_("Baris yang belum ditentukan tidak diambil."),
    Verdict.UNREADABLE: N_("Perbaiki di berkasnya, lalu ambil lagi; yang sudah diambil dikenali dan tidak digandakan."),
    Verdict.RECORDED: N_("Tidak ada yang perlu dilakukan."),
}


class LinesCard(Card):
    """Those of one verdict; more of them when somebody asks."""

    decided = Signal(int, object)
    """Place of a row in the plan, and the decision; ``None``: none any more."""
    not_ours = Signal(int)
    """Somebody says that a told row is nobody of ours."""
    acknowledged = Signal(int)
    """Somebody says that a told row is recorded already."""

    def __init__(
        self,
        verdict: Verdict,
        lines: Sequence[tuple[int, Line]],
        decisions: dict[int, Decision],
        area: str,
        *,
        is_told: bool,
        told: str = "",
    ) -> None:
        super().__init__(_(verdict))
        self._lines, self._decisions, self._verdict, self._area = lines, decisions, verdict, area
        self._is_told = is_told
        self._shown = 0
        self.head.addWidget(Badge(number(len(lines)), TONES[verdict]))
        if words := told or _(_TOLD.get(verdict, "")):
            self.body.addWidget(label(words, "soft"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme().px(tokens.GAP))
        self.body.addLayout(self._rows)
        self.chips: dict[int, list[QPushButton]] = {}
        """Place → what can be pressed in that row."""
        self.more = button("", self.show_more, look="quiet", icon_name="chevron-down")
        self.body.addLayout(row(self.more, None))
        self.show_more()

    def show_more(self) -> None:
        """The next rows."""
        for place, line in self._lines[self._shown : self._shown + AT_ONCE]:
            if self._shown:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(place, line))
            self._shown += 1
        left = len(self._lines) - self._shown
        if not left:
            self.more.hide()
        words = _("Tampilkan {count} lagi").format(count=number(min(left, AT_ONCE)))
        self.more.setText(f"\N{EN SPACE}{words}")
        self.more.setAccessibleName(words)

    def _row(self, place: int, line: Line) -> QWidget:
        named = _("{title} · baris {number}").format(title=line.title, number=number(line.number))
        words = column(label(named, "strong"), spacing=1)
        if line.detail:
            words.addWidget(label(line.detail, "soft"))
        if line.why:
            words.addWidget(label(line.why, "error" if line.verdict is Verdict.UNREADABLE else "soft"))
        for remark in dict.fromkeys(line.raw.remarks):
            words.addWidget(label(remark, "warning"))
        if line.raw.unread and line.verdict is not Verdict.UNREADABLE:
            words.addWidget(label(_("Isian itu dikosongkan."), "warning"))
        holder = QWidget()
        around = QVBoxLayout(holder)
        around.setContentsMargins(0, 0, 0, 0)
        controls = list(self._controls(place, line))
        around.addLayout(beside(words, *controls) if controls else words)
        return holder

    def _controls(self, place: int, line: Line) -> Iterator[QWidget]:
        if line.verdict is Verdict.PLACE:
            yield self._village(place, line)
        if line.verdict is Verdict.ASK:
            yield self._answers(place, line)
        elif line.verdict in (Verdict.NEW, Verdict.KNOWN, Verdict.PLACE, Verdict.APART):
            yield self._skip(place, line)
        if self._is_told and line.verdict is Verdict.RECORDED:
            spoken = _("Tandai sudah tercatat: {title}").format(title=line.title)
            yield button(_("Tandai sudah tercatat"), partial(self.acknowledged.emit, place), spoken=spoken)
        elif self._is_told:
            spoken = _("Bukan warga desa ini: {title}").format(title=line.title)
            yield button(_("Bukan warga desa ini"), partial(self.not_ours.emit, place), look="quiet", spoken=spoken)

    # ------------------------------------------------------------------------------- deciding

    def _answers(self, place: int, line: Line) -> QWidget:
        """One of those it may be, somebody new, or left out."""
        answers: list[tuple[str, Decision]] = [
            (f"{one.title} ({one.detail})" if one.detail else one.title, Decision(person=one.record))
            for one in line.candidates
        ]
        answers.append((_("Orang baru") if line.candidates else _("Ambil"), Decision()))
        answers.append((_("Lewati"), Decision(skips=True)))
        chips: list[QPushButton] = []

        def choose(chosen: int) -> None:
            for other, chip in enumerate(chips):
                chip.setChecked(other == chosen)
            self.decided.emit(place, answers[chosen][1])

        for at, (words, decision) in enumerate(answers):
            chip = button(words, partial(choose, at), look="chip", spoken=f"{words}: {line.title}")
            chip.setCheckable(True)
            chip.setChecked(self._decisions.get(place) == decision)
            chips.append(chip)
        self.chips[place] = chips
        holder = QWidget()
        holder.setLayout(Flow(chips))
        return holder

    def _skip(self, place: int, line: Line) -> QWidget:
        before = self._decisions.get(place)
        chip = button(_("Lewati"), look="chip", spoken=_("Lewati {title}").format(title=line.title))
        chip.setCheckable(True)
        chip.setChecked(bool(before and before.skips))
        chip.clicked.connect(lambda skips: self.decided.emit(place, Decision(skips=True) if skips else None))
        self.chips[place] = [chip]
        return chip

    def _village(self, place: int, line: Line) -> QWidget:
        made = TypeAhead(partial(_villages, self._area))
        made.setAccessibleName(_("Desa {title}").format(title=line.title))
        made.setPlaceholderText(_("Ketik nama desanya"))
        made.setMinimumWidth(theme().px(220))
        before = self._decisions.get(place)
        if before and before.region:
            made.set_value(before.region)
        made.chosen.connect(lambda code: self.decided.emit(place, Decision(region=code)))
        return made

    def first_open(self) -> QWidget | None:
        """Where a decision is waited for."""
        waiting = (self.chips.get(place) for place, _line in self._lines if place not in self._decisions)
        return next((chips[0] for chips in waiting if chips), None) if self._verdict is Verdict.ASK else None


def _villages(area: str) -> list[Option]:
    return [Option(code.code, code.label) for code in code_list(VILLAGES).active if is_below(code.code, area)]


def grouped(lines: Sequence[Line]) -> dict[Verdict, list[tuple[int, Line]]]:
    """Rows with their places, by verdict, in the order of showing."""
    found: dict[Verdict, list[tuple[int, Line]]] = {}
    for verdict in Verdict:
        of_verdict = [(place, line) for place, line in enumerate(lines) if line.verdict is verdict]
        if of_verdict:
            found[verdict] = of_verdict
    return found


def told_taken(plan: Plan, decisions: Mapping[int, Decision], count: int, *, is_village: bool) -> str:
    """How many rows of the table would be taken, which would not, and why; ``""`` before there are any."""
    if not plan.lines:
        return ""
    left: dict[str, list[int]] = {}
    apart = 0
    for place, line in enumerate(plan.lines):
        if import_keeping.taken(plan, place, decisions, is_village=is_village):
            apart += line.verdict is Verdict.APART
        else:
            skips = place in decisions and decisions[place].skips
            left.setdefault(_("dilewati") if skips else _(line.verdict).lower(), []).append(line.number)
    told = [_("{count} dari {all} baris akan diambil").format(count=number(count), all=number(len(plan.lines)))]
    if apart:
        words = _("{count} di antaranya untuk daerah lain: disimpan terpisah, lalu diserahkan dengan lembar serah")
        told.append(words.format(count=number(apart)))
    for why, rows in left.items():
        more = _(" dan {count} lagi").format(count=number(len(rows) - _NAMED)) if len(rows) > _NAMED else ""
        rows_told = ", ".join(map(number, rows[:_NAMED])) + more
        told.append(_("baris {rows} {why}").format(rows=rows_told, why=why))
    return "; ".join(told) + "."


def still_decided(before: Plan | None, decisions: Mapping[int, Decision], plan: Plan) -> dict[int, Decision]:
    """What was decided about rows that are still what they were."""
    if before is None or (before.source, before.shape) != (plan.source, plan.shape):
        return {}
    known = {
        (before.lines[place].number, before.lines[place].verdict): decision for place, decision in decisions.items()
    }
    found = {place: known.get((line.number, line.verdict)) for place, line in enumerate(plan.lines)}
    return {place: decision for place, decision in found.items() if decision is not None}
