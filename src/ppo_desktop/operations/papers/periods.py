"""Reports of a quarter, half a year, a year: what the monthly reports held here come to.

Only reports count, never records that nobody has reported yet: whoever has the monthly papers can add them up again. Of
a village whose own report is not held here, what its district says counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, is_below, name_of, office_type, parent
from ppo_desktop.core.period import Month, Span
from ppo_desktop.core.text import N_, _
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import compiling, overviews, paper_reports
from ppo_desktop.records.codes import code_list
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.overview_sheet import SheetFacts, overview_sheet
from ppo_desktop.reports.period import PeriodFacts, period_report
from ppo_desktop.reports.period_figures import TREND
from ppo_desktop.reports.period_sums import Book, Reported
from ppo_desktop.reports.recap import LABEL_LISTS
from ppo_desktop.storage import report_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.report_store import InForce

ENCLOSED = ("factors", "reasons", "coverage", "policy", "help")
"""Overviews that a report of a whole year encloses."""
_WHAT_COUNTS = N_("Lampiran memuat catatan yang ada di kantor ini; angka laporan dari laporan kantor di bawah.")

Told = Callable[[int, int, str], object]
"""Done, total, words; may raise to stop."""


def silent(_done: int, _total: int, _words: str) -> None:
    """Nobody wants to know how far it is."""


def documents(office: Office, span: Span, *, is_public: bool = False, told: Told = silent) -> list[Document]:
    """The report, and the overviews that one of a whole year encloses; reads much, so for the background.

    Raises:
        Refused: the months have not begun, or the public version is not offered of them.
    """
    check_begun(office, span)
    if is_public and (why := why_not_public(office, span)):
        raise Refused("public-span", why, _("Pilih tahun yang sudah selesai, atau cetak yang untuk kantor ini."))
    with office.database.reading() as connection:
        found = books(connection, office, span, told)
    if is_public:
        return [period_report(facts_of(office, span, found, is_public=True))]
    attached = enclosed(office, span, told)
    return [period_report(facts_of(office, span, found, remarks=attached.remarks)), *attached.sheets]


def check_begun(office: Office, span: Span) -> None:
    """Raises ``Refused('period-ahead')`` of months that have not begun."""
    if span.first > Month.of(today(office.clock)):
        raise Refused(
            "period-ahead",
            _("{span} belum mulai.").format(span=span.label),
            _("Pilih masa yang sudah berjalan."),
        )


def why_not_public(office: Office, span: Span) -> str:
    """Why there is no public version of a span; ``""`` where there is one.

    Only of calendar years that are over: what is hidden in a quarter could be computed from a year, and what is hidden
    in a part of a year from the whole of it.
    """
    if span.is_year and span.last.last < today(office.clock):
        return ""
    return _("Hanya untuk satu tahun yang sudah selesai, supaya angka kecil tidak dapat ditebak.")


def facts_of(
    office: Office, span: Span, found: Sequence[Book], *, is_public: bool = False, remarks: Sequence[str] = ()
) -> PeriodFacts:
    """What the paper says of these reports, printed today."""
    return PeriodFacts(
        office=office.identity.on_paper(),
        span=span,
        books=found,
        names={book.group: name_of(book.group) for book in found},
        day=today(office.clock),
        labels={name: {code.code: code.label for code in code_list(name).items} for name in LABEL_LISTS},
        is_public=is_public,
        is_training=office.identity.training,
        remarks=remarks,
    )


def berkala(office: Office, about: About) -> list[Document]:
    """For the catalogue of papers. Where no time is named, of the last quarter; for everybody of the year."""
    span = Span.parse(about.span) if about.span else last_year(office) if about.is_public else latest(office)
    return documents(office, span, is_public=about.is_public)


def latest(office: Office) -> Span:
    """The quarter that ended last."""
    month = Month.of(today(office.clock))
    return Span(Month(month.year, (month.number - 1) // 3 * 3 + 1), 3).previous


def last_year(office: Office) -> Span:
    """The calendar year that ended last."""
    return Span(Month(today(office.clock).year - 1, 1), 12)


class Choice(Struct, frozen=True):
    """A time that can be chosen."""

    span: Span
    is_over: bool

    @property
    def words(self) -> str:
        """``Triwulan IV 2026 (belum selesai)``."""
        return self.span.label if self.is_over else _("{span} (belum selesai)").format(span=self.span.label)


def choices(office: Office, lengths: tuple[int, ...], years: int = 3) -> list[Choice]:
    """The months, quarters, halves and years that have begun, the newest first; lengths in months."""
    day = today(office.clock)
    found = [
        Choice(Span(Month(year, first), length), Span(Month(year, first), length).last.last < day)
        for length in lengths
        for year in range(day.year, day.year - years, -1)
        for first in range(13 - length, 0, -length)
    ]
    return [one for one in found if one.span.first <= Month.of(day)]


# ------------------------------------------------------------------------------- what the reports said


def books(connection: Connection, office: Office, span: Span, told: Told = silent) -> list[Book]:
    """The reports of the office itself and of all below, as far as a report of ``span`` asks for them."""
    since = {code: at[:7] for code, at in trust_store.offices(connection).items() if is_below(code, office.code)}
    first = min(span.previous.first, span.year_before.first, Span(span.last.next, TREND).previous.first)
    own: dict[str, list[InForce]] = {office.code: [], **{code: [] for code in sorted(since)}}
    for report in report_store.in_force(connection, str(first), str(span.last)):
        if report.office in own:
            own[report.office].append(report)
    reports: dict[str, dict[str, Reported]] = {}
    for place, (code, found) in enumerate(own.items()):
        told(place, len(own), _("Membaca laporan {office}").format(office=name_of(code)))
        reports[code] = {one.month: Reported(one.totals, one.late, one.recap) for one in found}
    for code, month in report_store.first_months(connection).items():
        if code in reports:
            since[code] = min(since.get(code, month), month)
    districts = [code for code in own if office_type(code).level is Level.DISTRICT and code != office.code]
    heard = [one for district in districts for one in _second_hand(own[district])]
    typed: dict[bool, list[tuple[str, str, Reported]]] = {True: [], False: []}
    for sender, papers in paper_reports.of(connection, office.code).items():
        for month, paper in papers.items():
            is_ours = paper.typed_by == office.code
            typed[is_ours].append((sender, month, Reported(paper.totals, is_paper=True)))
    # A file that a district holds counts before any paper, a paper typed here before one typed there.
    for below, month, said in (*(one for one in heard if not one[2].is_paper), *typed[True], *heard, *typed[False]):
        reports.setdefault(below, {}).setdefault(month, said)
        since[below] = min(since.get(below, month), month)
    until = str(Month.of(today(office.clock)).previous)
    return [
        Book(code, name_of(code), months, _group(office, code), since.get(code, ""), until)
        for code, months in sorted(reports.items())
    ]


def has_reports(connection: Connection, office: Office, span: Span) -> bool:
    """Whether a month of the span was reported to this office, as a file or on paper, or by it."""
    if report_store.reported(connection, str(span.first), str(span.last)):
        return True
    months = {str(month) for month in span.months}
    return any(months & typed.keys() for typed in paper_reports.of(connection, office.code).values())


def _second_hand(said: Iterable[InForce]) -> Iterator[tuple[str, str, Reported]]:
    """Village, month and what the reports of its district say of it."""
    for report in said:
        for village, of_it in compiling.told_in(report).items():
            if of_it.counts:
                yield village, report.month, Reported(of_it.totals, is_paper=not of_it.carrier)


def _group(office: Office, code: str) -> str:
    """Under which office directly below the figures stand, itself where it is one."""
    while code != office.code and parent(code) != office.code and is_below(code, office.code):
        code = parent(code)
    return code


class Enclosed(Struct, frozen=True):
    """The overviews that a report of a whole year encloses; none for other spans."""

    sheets: tuple[Document, ...] = ()
    remarks: tuple[str, ...] = ()
    """What the report says of them, a sentence each: what they count, and which are left out as nothing is in them."""


def enclosed(office: Office, span: Span, told: Told = silent) -> Enclosed:
    """What goes with the report; reads much."""
    year = span.first.year
    if not span.is_year or year not in overviews.years(office):
        return Enclosed()
    known = {one.name: one for one in overviews.offered(office.identity.level)}
    wanted = [known[name] for name in ENCLOSED if name in known]
    sheets, remarks = list[Document](), list[str]()
    for place, overview in enumerate(wanted):
        title = overviews.title(overview, year)
        told(place, len(wanted), title)
        findings = overviews.find(office, overview, year)
        if not (findings.map or any(section.lines for section in findings.paper or findings.sections)):
            remarks.append(_("Lampiran {title}: tidak ada catatan.").format(title=title))
            continue
        facts = SheetFacts(
            office=office.identity.on_paper(),
            title=_("Lampiran: {title}").format(title=title),
            purpose=_(overview.purpose),
            findings=findings,
            printed_by=office.user.display_name,
            day=today(office.clock),
            is_training=office.identity.training,
        )
        sheets.append(overview_sheet(facts))
    if sheets and office.identity.level is not Level.VILLAGE:
        remarks.insert(0, _(_WHAT_COUNTS))
    return Enclosed(tuple(sheets), tuple(remarks))
