"""The report of a quarter, half a year or a year: what the monthly reports come to, compared, with the trend of twelve
months. Its public version names nobody and hides small figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop.core.period import MONTH_NAMES, Month, Span, long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.reports import period_details
from ppo_desktop.reports.document import (
    Block,
    Chart,
    Column,
    Document,
    ElectronicBlock,
    Heading,
    Paragraph,
    Series,
    Spacer,
    Table,
)
from ppo_desktop.reports.figures import TOTALS
from ppo_desktop.reports.office import TRAINING_MARK, Assent, Office, signature, training_letterhead, unbroken
from ppo_desktop.reports.period_details import DetailTable, Key
from ppo_desktop.reports.period_figures import NOTHING, Figures
from ppo_desktop.reports.period_sums import Book, Summed, missing, recap_of
from ppo_desktop.reports.recap import Labels

_HEADS = {
    "registered": (N_("Baru dicatat"), 1.2),
    "departed": (N_("Berangkat"), 1.6),
    "returned": (N_("Pulang"), 1.2),
    "events": (N_("Kegiatan"), 1.4),
    "participants": (N_("Peserta"), 1.3),
}
"""Total → head of its column, and its share of the width."""
_MOVING = ("registered", "departed", "returned")


class PeriodFacts(Struct, frozen=True, dict=True):
    """Everything the report says."""

    office: Office
    span: Span
    books: Sequence[Book]
    """The office itself, and those below whose reports count."""
    names: Mapping[str, str]
    """Code of a group of offices → how its line is called."""
    day: date
    labels: Labels = field(default_factory=dict)
    is_public: bool = False
    is_training: bool = False
    remarks: Sequence[str] = ()
    """On what is enclosed, a sentence each."""
    number: str | None = None
    """``None`` leaves dots for the pen."""
    assent: Assent = Assent.HEAD
    electronic: ElectronicBlock | None = None
    """``None`` where the report is printed for ink alone."""

    @cached_property
    def figures(self) -> Figures:
        if not self.is_public:
            return self._figures(self.span)
        # The sums of the year before stand on this paper too: those that its own paper hides stay hidden.
        before = self._figures(self.span.previous).hidden
        return self._figures(self.span, frozenset(("previous", *key[1:]) for key in before if key[0] == "span"))

    def _figures(self, span: Span, kept_hidden: frozenset[Key] = frozenset()) -> Figures:
        recap = recap_of(self.books, span)
        tables = period_details.tables(recap, self.labels, is_public=self.is_public)
        told = [table for table in tables if table.lines]
        return Figures(span, self.books, told, self.is_public, kept_hidden)

    def signed(self, number: str | None, assent: Assent, block: ElectronicBlock) -> PeriodFacts:
        """The same with number and block of its signature."""
        return replace(self, number=number, assent=assent, electronic=block)


def period_report(facts: PeriodFacts) -> Document:
    """The report as a sheet of a few pages."""
    office = facts.office
    words = (
        _("Ringkasan untuk Umum: Pelindungan PMI dan Pencegahan TPPO, {span}")
        if facts.is_public
        else _("Laporan Pelindungan PMI dan Pencegahan TPPO, {span}")
    )
    title = words.format(span=unbroken(facts.span.label))
    return Document(
        title=title,
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        number="" if facts.is_public else facts.number,
        blocks=tuple(_blocks(facts)),
        signatures=(signature(office, facts.assent, f"{office.seat}, {unbroken(long_date(facts.day))}"),),
        electronic=facts.electronic,
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, {office} ({code})").format(title=title, office=office.full_name, code=office.code)
        + ("" if facts.is_public else _(". TERBATAS.")),
    )


def _blocks(facts: PeriodFacts) -> Iterator[Block]:
    figures = facts.figures
    yield from _opening(facts)
    has_reports = bool(figures.of("span").came)
    sections: list[tuple[str, list[Block]]] = []
    if has_reports:
        sections.append((_("Jumlah menurut bulan"), list(_by_month(figures))))
        sections.append((_("Perbandingan"), [_comparison(figures)]))
    sections.append((_("Perkembangan dua belas bulan"), list(_trend(figures))))
    if has_reports and len(facts.books) > 1:
        sections.append((_("Menurut kantor"), [_by_group(figures, facts.names)]))
    sections += [(table.title, [_details(table, figures)]) for table in figures.details]
    if programmes := _programmes(facts):
        sections.append((_("Faktor tanpa program"), [programmes]))
    if not facts.is_public and (blocks := list(_missing(facts))):  # no office is put to shame in public
        sections.append((_("Bulan yang belum dilaporkan"), blocks))
    if facts.remarks:
        sections.append((_("Lampiran"), [Paragraph(remark) for remark in facts.remarks]))
    for place, (title, blocks) in enumerate(sections, start=1):
        yield Heading(f"{place}. {title}")
        yield from blocks
        yield Spacer(0.4)
    yield Spacer(0.6)


def _opening(facts: PeriodFacts) -> Iterator[Block]:
    if facts.is_public:
        words = _(
            "Tanpa nama. “<5” berarti satu sampai empat orang. “•” berarti tidak ditampilkan: angka kecil, atau angka "
            "lain yang ikut disembunyikan supaya angka kecil itu tidak dapat dihitung dari jumlahnya. 0 berarti memang "
            "tidak ada; “–” berarti belum ada laporan."
        )
        yield Paragraph(words)
    else:
        yield Paragraph(
            _("TERBATAS: laporan ini memuat angka kecil yang dapat menunjuk orang. Untuk umum, cetak ringkasannya."),
            is_bold=True,
        )
    yield Spacer(0.4)
    told = facts.figures.of("span")
    if not told.came:
        sentence = _("Belum ada laporan bulanan untuk {span}. Ini tidak sama dengan NIHIL.")
        yield Paragraph(sentence.format(span=unbroken(facts.span.inside)), is_boxed=True)
    else:
        sentence = _(
            "Laporan ini dijumlahkan dari {came} laporan bulanan, dari {expected} yang seharusnya ada, di "
            "{office} untuk {span}. Bulan tanpa laporan tidak dihitung sebagai nol."
        )
        told_words = {"came": number(told.came), "expected": number(told.expected), "span": facts.span.inside}
        words = sentence.format(office=facts.office.long_name, **told_words)
        if told.papers:
            more = _("{count} di antaranya dari laporan kertas; rinciannya tidak ada, jadi hanya jumlahnya yang ikut.")
            words = f"{words} {more.format(count=number(told.papers))}"
        yield Paragraph(words, is_indented=True)
    yield Spacer(0.4)


def _columns(first: Column, *more: Column) -> tuple[Column, ...]:
    return (first, *more, *(Column(_(title), share, "right") for title, share in _HEADS.values()))


def _came(told: Summed) -> str:
    """How many of the reports there are."""
    return _("{came} dari {all}").format(came=number(told.came), all=number(told.expected))


def _came_in(figures: Figures, month: Month) -> str:
    told = figures.of("month", str(month))
    if len(figures.books) > 1:
        return _came(told)
    return _("ada") if told.came else _("belum ada laporan") if told.expected else NOTHING


def _month_rows(figures: Figures, months: Sequence[Month]) -> Iterator[tuple[str, ...]]:
    for month in months:
        cells = (figures.shown("month", str(month), key) for key in TOTALS)
        yield month.label, _came_in(figures, month), *cells


def _by_month(figures: Figures) -> Iterator[Block]:
    rows = list(_month_rows(figures, figures.span.months))
    note = _("Angka dihitung menurut tanggal kejadian.")
    if figures.has_late:
        rows.append((_("Tambahan bulan lalu"), "", *(figures.shown("late", "", key) for key in TOTALS)))
        note += " " + _(
            "Tambahan bulan lalu adalah kejadian bulan sebelumnya yang baru tercatat setelah laporan bulan itu dibuat."
        )
    total = (_("Jumlah"), _came(figures.of("span")), *(figures.shown("span", "", key) for key in TOTALS))
    yield Table(_columns(Column(_("Bulan"), 2.4), Column(_("Laporan"), 2.5)), tuple(rows), total, note, size=10)


def _comparison(figures: Figures) -> Table:
    columns = [Column(_("Uraian"), 3), Column(figures.span.label, 1.6, "right")]
    for span in figures.compared.values():
        columns += [Column(span.label, 1.6, "right"), Column(_("Selisih"), 1.5, "right")]
    names = list(figures.compared)
    reports = [_("Laporan bulanan yang ada"), _came(figures.of("span"))]
    for name in names:
        reports += [_came(figures.of(name)) if figures.of(name).expected else _("tidak ada data"), ""]
    rows = [tuple(reports)]
    for key, (label, _unit) in TOTALS.items():
        cells = [_(label), figures.shown("span", "", key)]
        for name in names:
            cells += [figures.shown(name, "", key), figures.difference(name, key)]
        rows.append(tuple(cells))
    note = _("“Tidak sebanding”: banyaknya laporan kedua masa berbeda, sehingga selisihnya menyesatkan.")
    return Table(tuple(columns), tuple(rows), note=note, size=10)


def _trend(figures: Figures) -> Iterator[Block]:
    months = figures.trend
    if not any(figures.of("month", str(month)).came for month in months):
        words = _("Belum ada laporan bulanan dari {first} sampai {last}, jadi tidak ada yang digambar.")
        yield Paragraph(words.format(first=months[0].label, last=months[-1].label))
        return
    categories = tuple(f"{MONTH_NAMES[month.number - 1][:3]} {month.year % 100:02d}" for month in months)

    def series(key: str) -> Series:
        return Series(_(_HEADS[key][0]), tuple(figures.drawn("month", str(month), key) for month in months))

    yield Chart(_("Orang per bulan"), "lines", categories, tuple(map(series, _MOVING)), _("orang"))
    yield Chart(_("Kegiatan sosialisasi per bulan"), "columns", categories, (series("events"),), _("kali"), 40)
    if set(months) != set(figures.span.months):
        rows = tuple(_month_rows(figures, months))
        yield Table(_columns(Column(_("Bulan"), 2.4), Column(_("Laporan"), 2.5)), rows, size=10)
    elif figures.of("span").came:
        yield Paragraph(_("Angkanya ada pada tabel 1. Bulan tanpa laporan tidak digambar."))


def _by_group(figures: Figures, names: Mapping[str, str]) -> Table:
    codes = [code for code in figures.groups if figures.of("group", code).expected]
    rows = [
        (
            number(place),
            names.get(code, code),
            _came(figures.of("group", code)),
            *(figures.shown("group", code, key) for key in TOTALS),
        )
        for place, code in enumerate(codes, start=1)
    ]
    total = ("", _("Jumlah"), _came(figures.of("span")), *(figures.shown("span", "", key) for key in TOTALS))
    columns = _columns(Column(_("No."), 0.8, "center"), Column(_("Kantor"), 3.3), Column(_("Laporan"), 1.8))
    note = _("Termasuk tambahan bulan lalu. “–” berarti belum ada laporan; itu tidak sama dengan NIHIL.")
    return Table(columns, tuple(rows), total, note, size=10)


def _details(table: DetailTable, figures: Figures) -> Table:
    heads = (Column(head, 1.2, "right") for head in table.heads)
    rows = tuple(
        (line.words, *(figures.shown(*table.key(place, column)) for column in range(len(line.counts))))
        for place, line in enumerate(table.lines)
    )
    note = _("Tanpa tambahan bulan lalu.") if table.totals and figures.has_late else ""
    return Table((Column(_("Uraian"), 5), *heads), rows, note=note, size=10)


def _programmes(facts: PeriodFacts) -> Paragraph | None:
    without = period_details.without_programme(recap_of(facts.books, facts.span))
    if without is None:
        return None
    if not without:
        return Paragraph(_("Keempat faktor akar masalah dijawab sedikitnya satu program."))
    words = _("Belum ada program yang menjawab: {factors}.")
    return Paragraph(words.format(factors="; ".join(without)))


def _missing(facts: PeriodFacts) -> Iterator[Block]:
    """A line for each office; of those that stand together under one, a line for each time they all lack."""
    told: dict[tuple[str, str], list[Book]] = {}
    for book in sorted(facts.books, key=lambda book: book.office):
        if months := missing(book, facts.span):
            told.setdefault((book.group, ", ".join(_runs(months))), []).append(book)
    rows = tuple((_named(facts.names.get(group, group), group, books), times) for (group, times), books in told.items())
    if rows:
        yield Table((Column(_("Kantor"), 4), Column(_("Belum ada laporan untuk"), 2)), rows, size=10)


def _named(name: str, group: str, books: Sequence[Book]) -> str:
    """``Kecamatan Tebas: rekapnya, Desa Sempalai, Desa Bekut``."""
    below = [book.name for book in books if book.office != group]
    own = [book.name for book in books if book.office == group]
    if not below:
        return own[0]
    return _("{office}: {names}").format(office=name, names=", ".join([*([_("rekapnya")] if own else []), *below]))


def _runs(months: Sequence[Month]) -> Iterator[str]:
    """Months in a row as one: ``Januari 2026–Maret 2026``."""
    start = months[0]
    for month, following in zip(months, (*months[1:], None), strict=True):
        if following != month.next:
            yield start.label if start == month else f"{start.label}{NOTHING}{month.label}"
            start = following or month
