"""Lembar angka baku: the masked figures of a year as lines that are kept, compared, printed and handed out again. Pure.

A line is the same whoever reads it: part of the sheet, what it is about, what was counted, and either the count or the
mark that stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.period import Span
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.reports.document import Block, Column, Document, Facts, Heading, Paragraph, Spacer, Table
from ppo_desktop.reports.figures import TOTALS
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead, unbroken
from ppo_desktop.reports.period_details import Key
from ppo_desktop.reports.period_figures import HIDDEN, NOTHING, SMALL, Figures

MEASURES = {
    "registered": N_("Baru dicatat"),
    "departed": N_("Berangkat"),
    "returned": N_("Pulang"),
    "events": N_("Kegiatan"),
    "participants": N_("Peserta"),
}
"""Total → what it is called on the sheet."""
CAME, EXPECTED = N_("Laporan ada"), N_("Laporan seharusnya")
DEFINITIONS = (
    N_("Baru dicatat: keberangkatan, rencana maupun yang sudah terjadi, menurut tanggal dicatat di kantor desa."),
    N_("Berangkat, Pulang: menurut tanggal berangkat dan tanggal pulang, semua jalur."),
    N_("Satu orang yang berangkat dua kali dalam setahun dihitung dua kali."),
    N_("Kegiatan: sosialisasi menurut tanggal pelaksanaannya. Peserta: orang yang hadir, setiap kali hadir."),
    N_("Tambahan bulan lalu: kejadian bulan sebelumnya yang baru tercatat sesudah laporan bulan itu dibuat."),
    N_("Rincian (jenis kelamin, umur, negara, skema, jalur, alasan) tanpa tambahan bulan lalu."),
    N_("Angka dijumlahkan dari laporan bulanan. Bulan tanpa laporan tidak dihitung nol: lihat Laporan ada."),
    N_("“<5”: satu sampai empat. “•”: tidak ditampilkan, supaya angka kecil tidak dapat dihitung dari jumlahnya."),
    N_("“–”: belum ada laporan. 0: memang tidak ada."),
    N_("Yang tidak diketahui desa tidak ada di sini. Angka ini bukan perkiraan jumlah seluruh PMI."),
)
MOST_CHANGES = 40
"""Changes of an edition that are named one by one."""


class FigureLine(Struct, frozen=True):
    """One figure of the sheet."""

    section: str
    line: str
    measure: str
    value: int | None
    mark: str = ""
    """What stands in the place of the figure; ``""`` where there is one."""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.section, self.line, self.measure

    @property
    def shown(self) -> str:
        return self.mark if self.value is None else number(self.value)


def lines_of(figures: Figures, names: Mapping[str, str]) -> Iterator[FigureLine]:
    """Every figure of a public report and none beside: those it hides come as their mark.

    Args:
        names: code of an office → how its line is called.
    """
    year = figures.span.label
    yield from _totals(figures, _("Jumlah"), year, ("span", ""))
    if figures.of("previous").expected:
        yield from _totals(figures, _("Jumlah"), figures.span.previous.label, ("previous", ""))
    for month in figures.span.months:
        yield from _totals(figures, _("Menurut bulan"), month.label, ("month", str(month)))
    if figures.has_late:
        words = _("Tambahan bulan lalu")
        yield from (_line(figures, _("Menurut bulan"), words, _(name), ("late", "", key)) for key, name in _each())
    if len(figures.books) > 1:
        for code in figures.groups:
            if figures.of("group", code).expected:
                yield from _totals(figures, _("Menurut kantor"), names.get(code, code), ("group", code))
    for table in figures.details:
        for place, line in enumerate(table.lines):
            for column, head in enumerate(table.heads[: len(line.counts)]):
                yield _line(figures, table.title, line.words, head, table.key(place, column))


def _each() -> Iterable[tuple[str, str]]:
    return ((key, MEASURES[key]) for key in TOTALS)


def _totals(figures: Figures, section: str, line: str, place: tuple[str, str]) -> Iterator[FigureLine]:
    told = figures.of(*place)
    yield FigureLine(section, line, _(CAME), told.came)
    yield FigureLine(section, line, _(EXPECTED), told.expected)
    for key, name in _each():
        yield _line(figures, section, line, _(name), (*place, key))


def _line(figures: Figures, section: str, line: str, measure: str, key: Key) -> FigureLine:
    shown = figures.shown(*key)
    is_shown = shown not in (HIDDEN, SMALL, NOTHING)
    return FigureLine(section, line, measure, figures.values[key] if is_shown else None, "" if is_shown else shown)


def still_hidden(now: Iterable[FigureLine], earlier: Iterable[FigureLine]) -> list[FigureLine]:
    """``now``, with all that an earlier edition hid hidden here as well."""
    hidden = {line.key for line in earlier if line.mark in (HIDDEN, SMALL)}
    return [
        replace(line, value=None, mark=HIDDEN) if line.key in hidden and line.value is not None else line
        for line in now
    ]


def changes(earlier: Iterable[FigureLine], now: Iterable[FigureLine]) -> list[str]:
    """What an edition says otherwise than the one before, in words; long lists end with how many more."""
    before, after = ({line.key: line for line in lines} for lines in (earlier, now))
    told = []
    for key in dict.fromkeys((*before, *after)):
        old, new = (found[key].shown if key in found else _("tidak ada") for found in (before, after))
        if old == new:
            continue
        words = _("{section}: {line}, {measure}, dari {old} menjadi {new}")
        if key in after and after[key].mark in (HIDDEN, SMALL):  # what it was would say what is hidden now
            words = _("{section}: {line}, {measure}, sekarang tidak ditampilkan")
        section, line, measure = key
        told.append(words.format(section=section, line=line, measure=measure.lower(), old=old, new=new))
    if len(told) > MOST_CHANGES:
        rest = _("dan {count} angka lain").format(count=number(len(told) - MOST_CHANGES))
        told = [*told[:MOST_CHANGES], rest]
    return told


# ------------------------------------------------------------------------------- on paper


class StandardFacts(Struct, frozen=True):
    """Everything the sheet says."""

    office: Office
    """Who hands it out."""
    region: str
    """Whose figures they are: ``Desa Sempalai (61.01.04.2003)``."""
    span: Span
    edition: int
    issued: str
    """``3 Februari 2027``."""
    code: str
    """By which two people know that they hold the same edition."""
    lines: Sequence[FigureLine]
    definitions: Sequence[str]
    changes: Sequence[str] = ()
    newest: int = 0
    """The newest edition there is; 0: this one."""
    is_training: bool = False


def standard_sheet(facts: StandardFacts) -> Document:
    """The sheet, which says the same every time it is printed."""
    title = _("Angka Baku {span}, Edisi {n}").format(span=unbroken(facts.span.label), n=facts.edition)
    return Document(
        title=title,
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=tuple(_blocks(facts)),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, {office} ({code}). Kode {check}.").format(
            title=title, office=facts.office.full_name, code=facts.office.code, check=facts.code
        ),
    )


def _blocks(facts: StandardFacts) -> Iterator[Block]:
    yield Facts(
        (
            (_("Wilayah"), facts.region),
            (_("Diterbitkan"), _("{day}, edisi {n}").format(day=facts.issued, n=facts.edition)),
            (_("Kode lembar"), facts.code),
        )
    )
    yield Spacer(0.3)
    if facts.newest > facts.edition:
        words = _("Sudah ada edisi {n}. Lembar ini tetap seperti waktu diberikan; pakailah edisi terbaru.")
        yield Paragraph(words.format(n=facts.newest), is_boxed=True)
        yield Spacer(0.3)
    words = _(
        "Lembar ini menjawab setiap permintaan data tentang masa ini, dari kantor mana pun, dengan angka yang sama. "
        "Tanpa nama. Bila angkanya berubah, terbit edisi baru yang menyebut perubahannya."
    )
    yield Paragraph(words)
    yield Spacer(0.4)
    place = 0
    for place, (section, of_section) in enumerate(groupby(facts.lines, key=lambda line: line.section), start=1):
        yield Heading(f"{place}. {section}")
        yield _table(section, list(of_section))
        yield Spacer(0.3)
    yield Heading(f"{place + 1}. {_('Arti angka')}")
    yield Paragraph("\n".join(f"– {one}" for one in facts.definitions))
    if facts.edition > 1:
        yield Spacer(0.3)
        yield Heading(f"{place + 2}. {_('Yang berubah dari edisi sebelumnya')}")
        yield Paragraph("\n".join(f"– {one}" for one in facts.changes))


def _table(section: str, lines: Sequence[FigureLine]) -> Table:
    """What came and what should have come share one column."""
    came, expected = _(CAME), _(EXPECTED)
    measures = [one for one in dict.fromkeys(line.measure for line in lines) if one != expected]
    shown = {line.key: line.shown for line in lines}

    def cell(name: str, measure: str) -> str:
        told = shown.get((section, name, measure), "")
        awaited = shown.get((section, name, expected), "") if measure == came else ""
        return _("{came} dari {all}").format(came=told, all=awaited) if awaited else told

    rows = tuple(
        (name, *(cell(name, measure) for measure in measures)) for name in dict.fromkeys(line.line for line in lines)
    )
    heads = (Column(_("Laporan") if one == came else one, 1.5, "right") for one in measures)
    return Table((Column(_("Uraian"), 2.6 if len(measures) > 2 else 5), *heads), rows, size=10)
