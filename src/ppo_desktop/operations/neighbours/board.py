"""The board: every office below for one month, with what there is to know of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core import canonical
from ppo_desktop.core.offices import Level, above, name_of, office_type, parent, regions
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _, number
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import awaited, compiling, waiting
from ppo_desktop.operations.months.awaited import FromBelow, Known, counted
from ppo_desktop.operations.neighbours import confirming
from ppo_desktop.reports.receipt import Difference
from ppo_desktop.storage import carrier_store, journal_store, summaries
from ppo_desktop.storage.carrier_store import Made
from ppo_desktop.storage.database import Connection


class Board(Struct, frozen=True, dict=True):
    """All offices below, for one month."""

    month: Month
    due: date
    lines: Sequence[FromBelow]
    """Directly below: those expected, those that reported all the same, and those of which only a village is known."""
    others: int
    """Offices directly below, by the list of regions, whose key was not known in that month."""

    @cached_property
    def answering(self) -> list[FromBelow]:
        """Who reports to this office itself: also villages of which no office between is known."""
        return awaited.answering(one for line in self.lines for one in (line, *line.villages))

    @property
    def words(self) -> str:
        """``2 dari 5 diterima, 3 belum.``; where nobody directly below is known, that is said first."""
        came, known = counted(self.answering)
        if not counted(self.lines)[1]:
            return self._unknown_words
        told = _("{came} dari {all} diterima, {left} belum.") if came < known else _("{came} dari {all} diterima.")
        words = told.format(came=number(came), all=number(known), left=number(known - came))
        if self.others:
            more = _("{count} kantor lain belum ditunggu laporannya: pada bulan itu kuncinya belum dicocokkan.")
            words += " " + more.format(count=number(self.others))
        return words

    @property
    def _unknown_words(self) -> str:
        came, known = counted(self.answering)
        if not known:
            return _("Pada bulan itu belum ada kunci kantor di bawah yang dicocokkan.")
        words = _("Pada bulan itu belum ada kunci kecamatan yang dicocokkan; {came} dari {all} desa sudah melapor.")
        return words.format(came=number(came), all=number(known))

    @property
    def silent(self) -> list[FromBelow]:
        """Those answering to this office whose report is awaited or missing."""
        return [line for line in self.answering if line.state in ("awaited", "missing")]

    @property
    def none_silent(self) -> str:
        """Why nobody is reminded; ``""`` where somebody is silent."""
        if not counted(self.answering)[1]:
            return _("Kunci kantor di bawah dicocokkan dahulu, di Kunci kantor.")
        words = _("Tidak ada laporan {month} yang masih ditunggu.")
        return "" if self.silent else words.format(month=self.month.label)


def board(office: Office, month: Month) -> Board:
    """All offices below for ``month``, with what there is to know of each; those of a district stand below it."""
    is_top = office.identity.level is Level.REGENCY
    with office.database.reading() as connection:
        known = awaited.look_up(connection, office, [month])
        more = _More(
            summaries.quarantined_by_office(connection),
            sending.copies(connection),
            sending.newest_receipts(connection),
        )
        lines = [awaited.from_below(code, month, known) for code in known.codes]
        every = [_told(connection, office, line, known, more) for line in lines]
        notes = {code: compiling.disagreements(connection, code, month) for code in known.codes} if is_top else {}
    told = {line.office: line for line in every if line.is_counted}
    direct = {code: line for code, line in told.items() if parent(code) == office.code}
    if is_top:
        for village in (line for line in told.values() if office_type(line.office).level is Level.VILLAGE):
            district = above(village.office, Level.DISTRICT)
            line = direct.get(district) or FromBelow(district, name_of(district), "awaited", is_expected=False)
            direct[district] = replace(line, villages=(*line.villages, village))
    there = sum(parent(code) == office.code for code in regions())
    for code, sentences in notes.items():
        if sentences and code in direct:
            direct[code] = replace(direct[code], notes=sentences)
    return Board(
        month,
        known.due(month),
        sorted(direct.values(), key=lambda line: line.office),
        max(there - counted(list(direct.values()))[1], 0),
    )


class OfficeYear(Struct, frozen=True):
    """An office below and how it stands with its report of each month of a year."""

    office: str
    name: str
    months: Sequence[FromBelow]
    """January … December, without remarks; where nothing came and ``is_expected`` is false, no report is awaited."""

    @property
    def level(self) -> Level:
        return office_type(self.office).level


def year(office: Office, number: int) -> list[OfficeYear]:
    """All offices below for a year, by code: so each district is followed by the villages known in it.

    A few queries, however many offices there are. What arrived for a month is judged as ``board`` does.
    """
    months = [Month(number, place) for place in range(1, 13)]
    with office.database.reading() as connection:
        known = awaited.look_up(connection, office, months)
    lines = {code: [awaited.from_below(code, month, known) for month in months] for code in known.codes}
    for between in {parent(code) for code in known.codes} - {office.code, *lines}:
        lines[between] = [FromBelow(between, name_of(between), "awaited", is_expected=False)] * len(months)
    return [OfficeYear(code, name_of(code), cells) for code, cells in sorted(lines.items())]


class _More(Struct, frozen=True):
    """What is looked up once for the remarks."""

    unusable: Mapping[str, int]
    copied: Mapping[str, str]
    receipts: Mapping[str, Made]


def _told(connection: Connection, office: Office, line: FromBelow, known: Known, more: _More) -> FromBelow:
    heard = known.heard.get(line.office)
    line = replace(
        line,
        gaps=tuple(journal_store.holes(connection, line.office)),
        unusable=more.unusable.get(line.office, 0),
        silence=waiting.silence(line.office, heard.last_at, known.day) if heard else None,
        differences=_differences(connection, line),
    )
    device, seq = line.place
    receipt = more.receipts.get(line.office)
    if receipt is None or not seq or confirming.told_to(connection, office, line.office).get(device, 0) < seq:
        return line
    return replace(line, receipt="copied" if receipt.id in more.copied else "made")


def _differences(connection: Connection, line: FromBelow) -> tuple[Difference, ...]:
    """In which totals the newest report and what was counted here when it came differ."""
    if not line.newest:
        return ()
    recount = carrier_store.incoming(connection, line.newest.carrier).recount
    if not recount:
        return ()
    counted_here = cast(dict[str, int], canonical.read(recount.encode()))
    return counting.differences(line.newest.totals, counted_here)
