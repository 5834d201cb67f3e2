"""Bahan tayang: what a meeting is shown, eight pages in large type. Pure.

Everybody in the room sees them, and a photo of the wall travels: nobody is named, and a count of one to four people is
hidden as in the public version of a report (``masking``), with whatever would give it away. Each page says where its
figures come from and of which day they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.period import MONTH_NAMES, Month, long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.insight.overview import Cell, Findings, Section, shown
from ppo_desktop.reports.document import (
    Beside,
    Block,
    Chart,
    Column,
    Document,
    Numbered,
    Paragraph,
    Series,
    Slide,
    Spacer,
    Table,
)
from ppo_desktop.reports.figures import TOTALS
from ppo_desktop.reports.masking import hidden, is_small
from ppo_desktop.reports.office import TRAINING_MARK, Office
from ppo_desktop.reports.overview_sheet import map_of
from ppo_desktop.reports.period import PeriodFacts
from ppo_desktop.reports.period_figures import HIDDEN, NOTHING, SMALL, Figures
from ppo_desktop.reports.period_sums import recap_of, tally

MOST = 7
"""Lines of a table: more cannot be read from the last row of a room."""
_SHORT = {
    "registered": N_("Baru dicatat"),
    "departed": N_("Berangkat"),
    "returned": N_("Pulang"),
    "events": N_("Kegiatan sosialisasi"),
    "participants": N_("Peserta sosialisasi"),
}
_MOVING = ("registered", "departed", "returned")
_HALF = 9.0
"""Points of a table in half the width."""
_FEWEST = 4
"""Months with reports below which nothing is drawn."""
_FLAT = 0.85
"""Part of its height on paper that a map has, so that its words are larger."""
_MASKED = N_("“•” dan “<5”: angka kecil tidak ditampilkan.")


class SlideFacts(Struct, frozen=True):
    """What stands around the slides."""

    office: Office
    subject: str
    """Of the meeting."""
    when: str
    """Its day in words; ``""`` where none is set."""
    slides: tuple[Slide, ...]
    is_training: bool = False


class MonthOfReports(Struct, frozen=True):
    """How many of the reports of a month came; each is counted once."""

    month: Month
    in_time: int
    late: int
    paper: int
    missing: int
    """Not there, whether due or not yet."""
    waiting: int
    """Of these, the ones that are not due yet."""


class Silent(Struct, frozen=True):
    """An office whose newest reports are missing."""

    name: str
    months: int
    count: str
    """``months`` in words."""
    since: Month
    """The first that is missing."""


class Open(Struct, frozen=True):
    """A task that is not done yet; who does it is told by institution, never by name."""

    what: str
    institution: str
    due: str
    """In words."""
    is_late: bool


def deck(facts: SlideFacts) -> Document:
    """The slides as one file."""
    title = _("Bahan tayang: {subject}").format(subject=facts.subject) if facts.subject else _("Bahan tayang rapat")
    whose = _("{office} ({code})").format(office=facts.office.full_name, code=facts.office.code)
    return Document(
        title=title,
        letterhead=None,
        number="",
        blocks=facts.slides,
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=", ".join(part for part in (facts.subject or _("Bahan tayang rapat"), facts.when, whose) if part),
        is_wide=True,
    )


def _source(words: str, day: date) -> str:
    return _("Sumber: {source}. Keadaan {day}.").format(source=words, day=long_date(day))


# ------------------------------------------------------------------------------- 1 reports of the offices below


def reports(months: Sequence[MonthOfReports], silent: Sequence[Silent], day: date) -> Slide:
    """How many reports came month by month, and who is silent, in the order of their codes."""
    parts = {
        _("Tepat waktu"): [one.in_time for one in months],
        _("Terlambat"): [one.late for one in months],
        _("Kertas"): [one.paper for one in months],
        _("Belum ada"): [one.missing for one in months],
    }
    series = tuple(Series(name, tuple(map(float, counts))) for name, counts in parts.items())
    categories = tuple(f"{MONTH_NAMES[one.month.number - 1][:3]} {one.month.year % 100:02d}" for one in months)
    chart = Chart(_("Laporan bulanan"), "stacked", categories, series, _("laporan"), 68)
    waits = _("{month}: {count} laporan belum jatuh tempo.")
    waiting = [
        Paragraph(waits.format(month=one.month.label, count=number(one.waiting))) for one in months if one.waiting
    ]
    words = _("{office}: {count} bulan, sejak {month}")
    lines = tuple(words.format(office=one.name, count=one.count, month=one.since.label) for one in silent[:MOST])
    right: list[Block] = [Paragraph(_("Belum melapor"), is_bold=True), Spacer(0.3)]
    right += [Numbered(lines)] if lines else [Paragraph(_("Tidak ada: semua laporan yang jatuh tempo sudah diterima."))]
    right += _more(len(silent), _("{count} kantor lain ada pada papan laporan."))
    blocks: tuple[Block, ...] = (Beside((chart, *waiting), tuple(right)),)
    if not any(map(any, parts.values())):
        blocks = (Paragraph(_("Belum ada kantor di bawah yang dikenal di sini.")),)
    return Slide(_("Laporan kantor di bawah"), blocks, _source(_("laporan bulanan yang diterima di kantor ini"), day))


def _more(count: int, words: str) -> list[Block]:
    return [Spacer(0.3), Paragraph(words.format(count=number(count - MOST)))] if count > MOST else []


# ------------------------------------------------------------------------------- 2 referrals


def referrals(found: Findings, day: date) -> Slide:
    """Institutions that owe an answer, with how long answers usually take."""
    section = found.section("institutions")
    places = {"waiting": 2, "overdue": 3, "in_time": 4, "late": 5}
    lines = [line.cells for line in section.lines]
    owing = [cells for cells in lines if _count(cells[places["waiting"]]) + _count(cells[places["overdue"]])]
    owing.sort(key=lambda cells: (-_count(cells[places["overdue"]]), -_count(cells[places["waiting"]])))
    counts = masked([[_count(cells[places[name]]) for name in ("waiting", "overdue")] for cells in owing])
    rows = [
        (
            str(cells[0]),
            *counted,
            _usual(cells[_DAYS], _count(cells[places["in_time"]]) + _count(cells[places["late"]])),
        )
        for cells, counted in zip(owing, counts, strict=False)
    ]
    columns = (
        Column(_("Instansi"), 3.6),
        Column(_("Menunggu, masih dalam waktu"), 1.7, "right"),
        Column(_("Jawaban lewat tenggat"), 1.5, "right"),
        Column(_("Lama jawaban (hari)"), 1.5, "right"),
    )
    blocks: tuple[Block, ...] = (Paragraph(_("Tidak ada rujukan yang menunggu jawaban.")),)
    if rows:
        total = (_("Jumlah"), *counts[-1], "") if len(owing) > 1 else None
        note = _("Lama jawaban: nilai tengah dari yang dijawab tahun ini.") + " " + _(_MASKED)
        blocks = (Table(columns, tuple(rows[:MOST]), total, note), *_more(len(rows), _("{count} instansi lain.")))
    return Slide(
        _("Rujukan yang belum dijawab"), blocks, _source(_("buku rujukan kantor ini dan kantor di bawah"), day)
    )


_DAYS = 7
"""Place of the usual days between sending and answer."""


def _usual(days: Cell, answered: int) -> str:
    return NOTHING if days is None else HIDDEN if is_small(answered) else shown(days)


def _count(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def masked(rows: Sequence[Sequence[int]]) -> list[list[str]]:
    """Counts of people as they may be shown, and the sums of the columns as a last row.

    A single row has no sum beside it, which would say the same.
    """
    values = {(str(place), str(at)): count for place, row in enumerate(rows) for at, count in enumerate(row)}
    width = len(rows[0]) if rows else 0
    sums = []
    if len(rows) > 1:
        for at in range(width):
            parts = [(str(place), str(at)) for place in range(len(rows))]
            values["sum", str(at)] = sum(values[part] for part in parts)
            sums.append((("sum", str(at)), parts))
    left_out = hidden(values, sums, values)

    def words(key: tuple[str, str]) -> str:
        if key not in left_out:
            return number(values[key])
        return HIDDEN if sums else SMALL

    places = [*map(str, range(len(rows))), *(["sum"] if sums else [])]
    return [[words((place, str(at))) for at in range(width)] for place in places]


# ------------------------------------------------------------------------------- 3, 4 what the reports come to


def totals(facts: PeriodFacts) -> Slide:
    """The five totals against the span before and the same months a year ago, with twelve months as a drawing."""
    figures = facts.figures
    blocks: list[Block] = [_nothing_reported(facts)]
    if figures.of("span").came:
        spans = {"span": facts.span, **figures.compared}
        columns = [Column(_("Uraian"), 2.6), *(Column(span.label, 1.2, "right") for span in spans.values())]
        columns.insert(3, Column(_("Selisih"), 1.5, "right"))
        rows = []
        for key in TOTALS:
            cells = [_(_SHORT[key]), *(figures.shown(name, "", key) for name in spans)]
            cells.insert(3, figures.difference("previous", key))
            rows.append(tuple(cells))
        blocks = [Table(tuple(columns), tuple(rows), note=_came(figures)), *_trend(figures)]
    title = _("Angka {span}").format(span=facts.span.label)
    return Slide(title, tuple(blocks), _source(_("laporan bulanan yang diterima di kantor ini"), facts.day))


def _nothing_reported(facts: PeriodFacts) -> Paragraph:
    words = _("Belum ada laporan bulanan untuk {span}. Ini tidak sama dengan NIHIL.")
    return Paragraph(words.format(span=facts.span.label))


def _came(figures: Figures) -> str:
    told = figures.of("span")
    words = _("Dari {came} laporan bulanan, dari {all} yang seharusnya ada.")
    return f"{words.format(came=number(told.came), all=number(told.expected))} {_(_MASKED)}"


def _trend(figures: Figures) -> Iterator[Block]:
    """Only figures of which no month is hidden: a gap in a line says that there is no report."""
    told = [key for key in _MOVING if not any(("month", str(month), key) in figures.hidden for month in figures.trend)]
    if not told or sum(bool(figures.of("month", str(month)).came) for month in figures.trend) < _FEWEST:
        return
    categories = tuple(f"{MONTH_NAMES[month.number - 1][:3]} {month.year % 100:02d}" for month in figures.trend)
    series = tuple(
        Series(_(_SHORT[key]), tuple(figures.drawn("month", str(month), key) for month in figures.trend))
        for key in told
    )
    yield Spacer(0.4)
    title = _("Orang per bulan: {what}").format(what=", ".join(one.name.lower() for one in series))
    yield Chart(title, "lines", categories, series, _("orang"), 48)


def paths(facts: PeriodFacts, bands: Mapping[str, str]) -> Slide:
    """By which path people left, and what screenings came to.

    Args:
        bands: code of a band → how it is called.
    """
    figures = facts.figures
    title = _("Jalur keberangkatan dan hasil skrining, {span}").format(span=facts.span.label)
    source = _source(_("laporan bulanan yang diterima di kantor ini"), facts.day)
    if not figures.of("span").came:
        return Slide(title, (_nothing_reported(facts),), source)
    people = next((table for table in figures.details if table.name == "people"), None)
    rows = [
        (_begun(line.words.partition(": ")[2]), *(figures.shown(*people.key(place, column)) for column in (0, 1)))
        for place, line in enumerate(people.lines if people else ())
        if people and line.of == "paths"
    ]
    left: list[Block] = [Paragraph(_("Jalur"), is_bold=True), Spacer(0.3)]
    columns = (Column(_("Jalur"), 2.2), Column(_("Baru dicatat"), 1.2, "right"), Column(_("Berangkat"), 1.7, "right"))
    left.append(Table(columns, tuple(rows[:MOST]), size=_HALF) if rows else Paragraph(_("Jalurnya belum dicatat.")))
    counted = tally(recap_of(facts.books, facts.span), "books", "screenings", "bands")
    codes = [code for code in bands if counted[code]]
    right: list[Block] = [Paragraph(_("Hasil skrining"), is_bold=True), Spacer(0.3)]
    if codes:
        counts = masked([[counted[code]] for code in codes])
        lines = tuple((bands[code], *one) for code, one in zip(codes, counts, strict=False))
        total = (_("Jumlah"), *counts[-1]) if len(codes) > 1 else None
        right.append(Table((Column(_("Hasil"), 2.6), Column(_("Skrining"), 1.2, "right")), lines, total, size=_HALF))
    else:
        right.append(Paragraph(_("Laporan masa ini tidak memuat skrining.")))
    note = _("Skrining menimbulkan pertanyaan, bukan bukti tentang seseorang.")
    blocks = (Beside(tuple(left), tuple(right)), Spacer(0.5), Paragraph(f"{note} {_(_MASKED)}"))
    return Slide(title, blocks, source)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


# ------------------------------------------------------------------------------- 5 to 7 overviews


def coverage(found: Findings, year: int, day: date) -> Slide:
    """Schools, hamlets and groups that were reached, and how many never were."""
    section = found.section("kinds")
    facts = [fact for fact in found.facts[:2] if fact.value is not None]
    told = "; ".join(f"{fact.label}: {shown(fact.value)}" for fact in facts)
    blocks: list[Block] = [Paragraph(told, is_bold=True), Spacer(0.4)] if told else []
    blocks += _picked(section, (1, 2, 3, 5))
    return Slide(
        _("Cakupan sosialisasi {year}").format(year=year), tuple(blocks), _source(_("buku lembaga dan kegiatan"), day)
    )


def needs(found: Findings, year: int, day: date) -> Slide:
    """The schematic map: where a factor weighs heavily and nothing was done this year."""
    blocks: tuple[Block, ...] = (Paragraph(_("Belum ada yang dapat dibandingkan: angka desa-desa belum dicatat.")),)
    if found.map and any(tile.level is not None for tile in found.map.tiles):
        said = tuple(tile.brief for tile in found.map.tiles)
        drawn = replace(map_of(found.map), title=found.map.brief_title, said=said)
        blocks = (replace(drawn, height=drawn.height * _FLAT), Paragraph(found.map.note))
    source = _source(_("profil faktor, program, dan kegiatan yang tercatat"), day)
    return Slide(_("Peta kebutuhan pencegahan {year}").format(year=year), blocks, source)


def plan(found: Findings, year: int, day: date) -> Slide:
    """Activities of the plan, those that lag first."""
    section = found.section("activities")
    first = section.subject  # an office stands before it where there are several
    facts = "; ".join(f"{fact.label}: {shown(fact.value)}" for fact in found.facts if fact.value is not None)
    blocks: list[Block] = [Paragraph(facts, is_bold=True), Spacer(0.4)] if section.lines else []
    blocks += _picked(section, (first, first + 1, -3, -2, -1))
    title = _("Rencana aksi {year}: target dan realisasi").format(year=year)
    return Slide(title, tuple(blocks), _source(_("buku rencana aksi"), day))


def _picked(section: Section, places: Sequence[int]) -> Iterator[Block]:
    """Some columns of the first lines of a section."""
    if not section.lines:
        yield Paragraph(section.empty or _("Tidak ada."))
        return
    chosen = [section.columns[place] for place in places]
    rows = tuple(tuple(shown(line.cells[place]) for place in places) for line in section.lines[:MOST])
    columns = tuple(Column(one.title, one.share, "right" if one.is_number else "left") for one in chosen)
    yield Table(columns, rows)
    yield from _more(len(section.lines), _("{count} baris lain ada pada gambaran lengkapnya."))


# ------------------------------------------------------------------------------- 8 decisions


def decisions(tasks: Sequence[Open], help_: Findings, silent: int, day: date) -> Slide:
    """Tasks that are open, those of which the day is over first, and how much else waits for the meeting.

    Args:
        silent: offices of which a meeting is told.
    """
    columns = (
        Column(_("Tugas"), 4.0),
        Column(_("Instansi"), 2.2),
        Column(_("Tenggat"), 1.8),
        Column(_("Keadaan"), 1.3),
    )
    rows = tuple(
        (one.what, one.institution or NOTHING, one.due or NOTHING, _("lewat") if one.is_late else _("berjalan"))
        for one in tasks[:MOST]
    )
    blocks: list[Block] = [Table(columns, rows)] if rows else [Paragraph(_("Tidak ada tugas yang belum selesai."))]
    blocks += _more(len(tasks), _("{count} tugas lain ada di buku Tugas."))
    late = [(fact.label.lower(), _count(fact.value)) for fact in help_.facts if fact.tone == "bad"]
    told = [f"{what} {SMALL if is_small(count) else number(count)}" for what, count in late]
    told += [_("kantor yang lama belum melapor {count}").format(count=number(silent))] if silent else []
    if told:
        words = _("Menunggu dibahas: {what}.").format(what="; ".join(told))
        blocks += [Spacer(0.4), Paragraph(words, is_bold=True)]
    return Slide(_("Keputusan yang belum selesai"), tuple(blocks), _source(_("buku tugas dan rapat"), day))
