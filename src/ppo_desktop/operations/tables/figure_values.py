"""What the figures of the catalogue are for an office and a month: from the reports held here, as on every paper.

Of the office that asks, the records of a month count as long as its report is not there, and that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, is_below, name_of, office_type, region, regions
from ppo_desktop.core.period import MONTH_NAMES, Month, Span, long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.papers import periods
from ppo_desktop.operations.papers.periods import Told, silent
from ppo_desktop.reports.brief_recaps import brief
from ppo_desktop.reports.figure_catalogue import Figure, figures
from ppo_desktop.reports.period_sums import Book, Reported, recap_of, summed
from ppo_desktop.storage import report_store

BELOW, ALL = "below", "all"
"""Instead of one office: all below together, and these with the office itself."""
PERIODS = {
    "month": N_("Bulan itu"),
    "before": N_("Januari sampai bulan lalu"),
    "year": N_("Januari sampai bulan itu"),
}


class Value(Struct, frozen=True):
    """What a figure or fact is."""

    value: int | str | None
    """``None``: nobody told, which is never 0."""
    remark: str = ""
    """What whoever uses it should know, a sentence."""


class Offered(Struct, frozen=True):
    """One line of the list of what can be asked for."""

    id: str
    words: str
    is_fact: bool


_Fact = Callable[["FigureValues", str], "int | str"]
_FACTS: dict[str, tuple[str, _Fact]] = {
    "fact.month": (N_("Bulan dan tahun laporan"), lambda known, _of: known.month.label),
    "fact.month_name": (N_("Nama bulan laporan"), lambda known, _of: MONTH_NAMES[known.month.number - 1]),
    "fact.month_number": (N_("Angka bulan laporan (1 sampai 12)"), lambda known, _of: known.month.number),
    "fact.year": (N_("Tahun laporan"), lambda known, _of: known.month.year),
    "fact.office": (N_("Nama kantor"), lambda known, of: name_of(of or known.office.code)),
    "fact.code": (N_("Kode wilayah kantor"), lambda known, of: of or known.office.code),
    "fact.district": (N_("Nama kecamatan"), lambda known, _of: known.district),
    "fact.regency": (N_("Nama kabupaten atau kota"), lambda known, _of: known.regency),
    "fact.address": (N_("Alamat kantor ini"), lambda known, _of: known.office.identity.address),
    "fact.head": (N_("Nama pimpinan kantor ini"), lambda known, _of: known.office.identity.head.name),
    "fact.head_title": (
        N_("Jabatan pimpinan kantor ini"),
        lambda known, _of: known.office.identity.on_paper().head_title,
    ),
    "fact.head_number": (N_("NIP atau NIPD pimpinan"), lambda known, _of: known.office.identity.head.number),
    "fact.today": (N_("Tanggal hari ini"), lambda known, _of: long_date(today(known.office.clock))),
    "fact.number": (N_("Nomor surat laporan bulan itu"), lambda known, _of: known.letter_number),
    "fact.came": (N_("Jumlah kantor di bawah yang laporannya sudah ada"), lambda known, _of: known.reports[0]),
    "fact.expected": (N_("Jumlah kantor di bawah yang ditunggu laporannya"), lambda known, _of: known.reports[1]),
    "fact.clerk": (N_("Nama pengguna yang mengisi"), lambda known, _of: known.office.user.display_name),
}


def offered() -> dict[str, Offered]:
    """Every figure and fact by id, in the order of offering."""
    found = {id_: Offered(id_, one.words, is_fact=False) for id_, one in figures().items()}
    return found | {id_: Offered(id_, _(words), is_fact=True) for id_, (words, _make) in _FACTS.items()}


def offices_below(office: Office) -> dict[str, str]:
    """Code → name of those a figure may be about: all below by the list of regions, in order."""
    return {code: name_of(code) for code in sorted(regions()) if is_below(code, office.code)}


class FigureValues:
    """All figures of one month, as an office knows them."""

    office: Office
    month: Month
    letter_number: str
    """Of the office's own report of the month; ``""`` where it has none."""

    def __init__(self, office: Office, month: Month, told: Told = silent) -> None:
        """Reads the reports of the year; for the background.

        Raises:
            Refused: ``month-ahead``, the month has not begun.
        """
        if month > Month.of(today(office.clock)):
            raise Refused(
                "month-ahead",
                _("{month} belum mulai.").format(month=month.label),
                _("Pilih bulan yang sudah berjalan."),
            )
        self.office, self.month = office, month
        self._year = Span(Month(month.year, 1), month.number)
        self._figures: dict[str, Figure] = figures()
        self._known: dict[tuple[str, str], tuple[Mapping[str, Any], str, str]] = {}
        with office.database.reading() as connection:
            found = periods.books(connection, office, self._year, told)
            own = next(book for book in found if book.office == office.code)
            self.is_reported = str(month) in own.months
            """Whether the office's own report of the month is there."""
            if not self.is_reported:
                counted = counting.month_figures(connection, office.code, month)
                said = Reported(counted.totals, counted.late, brief(counted.recap))
                found[found.index(own)] = replace(own, months={**own.months, str(month): said})
            self._books: list[Book] = found
            newest = report_store.newest(connection, office.code, counting.report_record(office.code, month))
            said_number = newest and counting.reports_by_record(connection, office.code).get(newest.record, {})
        self.letter_number = str((said_number or {}).get("number") or "")

    @cached_property
    def reports(self) -> tuple[int, int]:
        """How many reports of offices below came for the month, and of how many."""
        both = summed([book for book in self._books if self._belongs(book, BELOW)], [self.month])
        return both.came, both.expected

    @cached_property
    def district(self) -> str:
        """Bare name of the kecamatan that the office is or lies in; ``""`` above it."""
        parts = self.office.code.split(".")
        return region(".".join(parts[:3])).name if len(parts) > 2 else ""

    @cached_property
    def regency(self) -> str:
        return name_of(".".join(self.office.code.split(".")[:2]))

    def value(self, figure: str, of: str = "", period: str = "month") -> Value:
        """What a figure is.

        Args:
            figure: id of a figure or fact; one this version does not know has no value, and says so.
            of: code of an office; ``""``: this one; ``BELOW``, ``ALL``.
            period: one of ``PERIODS``.
        """
        if figure in _FACTS:
            made = _FACTS[figure][1](self, "" if of in (BELOW, ALL) else of)
            is_there = made != ""
            return Value(made if is_there else None, "" if is_there else _("Belum diisi di kantor ini."))
        known = self._figures.get(figure)
        if known is None:
            return Value(None, _("Versi program ini tidak mengenal angka itu; pilih yang lain."))
        if period == "before" and self.month.number == 1:
            return Value(0)
        told, remark, of_recap = self._told(of, period)
        found = known.of(told)
        if figure.startswith("recap."):
            remark = " ".join(part for part in (remark, of_recap) if part)
        return Value(found, remark or ("" if found is not None else _("Laporannya tidak memuat angka ini.")))

    def sum_up(self) -> None:
        """Make the sums over many offices now, so that nobody waits for them later."""
        for of in (BELOW, ALL):
            for period in PERIODS:
                self._told(of, period)

    def _told(self, of: str, period: str) -> tuple[Mapping[str, Any], str, str]:
        """Totals, late and recap of an office and a time, and what is to be known of all and of the recap's."""
        if (of, period) not in self._known:
            self._known[of, period] = self._summed(of, period)
        return self._known[of, period]

    def _summed(self, of: str, period: str) -> tuple[Mapping[str, Any], str, str]:
        last = max(self.month.number - (period == "before"), 1)  # nobody asks for what was before January
        span = Span(self.month) if period == "month" else Span(self._year.first, last)
        books = [book for book in self._books if self._belongs(book, of)]
        both = summed(books, span.months)
        if not both.came:
            return {}, _("Belum ada laporannya."), ""
        said = [book.months[str(month)] for book in books for month in span.months if str(month) in book.months]
        detailed = sum(report.recap is not None for report in said)
        told: dict[str, Any] = {"totals": both.totals if period == "month" else both.both, "late": both.late}
        if detailed:
            told["recap"] = recap_of(books, span)
        few = _("Baru {came} dari {all} laporan.").format(came=number(both.came), all=number(both.expected))
        own = any(book.office == self.office.code for book in books) and period != "before"
        live = (
            _("Masih dapat berubah, karena laporan {month} kantor ini belum dibuat.").format(month=self.month.label)
            if own and not self.is_reported
            else ""
        )
        less = _("Rincian hanya ada pada {count} dari {came} laporan.")
        remark = " ".join(part for part in (few if both.came < both.expected else "", live) if part)
        of_recap = less.format(count=number(detailed), came=number(both.came)) if detailed < both.came else ""
        return told, remark, of_recap

    def _belongs(self, book: Book, of: str) -> bool:
        if of == ALL:
            return True
        if of == BELOW:
            return book.office != self.office.code
        wanted = of or self.office.code
        is_group = bool(of) and of != self.office.code and is_below(book.office, of)
        return book.office == wanted or is_group


def of_words(office: Office, of: str) -> str:
    """Whom a figure is about: ``Desa Sempalai``, ``semua desa dan kelurahan``."""
    if of == BELOW:
        is_district = office_type(office.code).level is Level.DISTRICT
        return _("semua desa dan kelurahan") if is_district else _("semua kantor di bawah")
    if of == ALL:
        return _("semua, dengan kantor ini")
    return name_of(of) if of else _("kantor ini")
