"""How a month stands, gathered in one go beside the window, and what follows from it for the five steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from ppo_desktop.core.clock import WIB, today
from ppo_desktop.core.offices import Level, name_of, parent
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.operations.books import review
from ppo_desktop.operations.books.review import Remark
from ppo_desktop.operations.carriers import relaying
from ppo_desktop.operations.doors import pc_clock
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.months import amending, awaited, compiling, ledger, reporting, waiting
from ppo_desktop.operations.months.awaited import FromBelow
from ppo_desktop.operations.months.ledger import Passage, ReportLine
from ppo_desktop.reports.compiled import CompiledTable
from ppo_desktop.reports.figures import TOTALS, MonthFigures
from ppo_desktop.reports.monthly import Amends
from ppo_desktop.reports.office import Assent

OLDEST = 24
"""Months that can be chosen, counted back from this one."""


class Assenter(Struct, frozen=True):
    """Somebody who may assent with an own password."""

    account: str
    name: str
    title: str
    """``Kepala Desa``, ``Sekretaris Desa a.n. Kepala Desa``."""


class Standing(Struct, frozen=True):
    """A month of an office: its figures, what its records lack, who may sign, and the reports made so far."""

    month: Month
    day: date
    figures: MonthFigures
    remarks: Sequence[Remark]
    lines: Sequence[ReportLine]
    """Of all months, the newest first."""
    people: Sequence[Assenter]
    to: str
    """Code of the office the report in sight is for; empty where nobody is above."""
    receivers: Sequence[str]
    """The offices above whose keys are known, the nearest first: it receives the reports if nobody says otherwise."""
    sealed: Sequence[Passage]
    """What is sealed for an office above and has not left this PC."""
    barrier: str
    """Why nothing can be signed, in plain words; empty when it can."""
    is_top: bool
    """Whether nobody above receives a report of this office: its recap is signed for its own files."""
    along: str
    """What the report of the month takes along, or took, of the offices below; empty where there is nothing."""
    below: Sequence[FromBelow]
    """How the offices directly below stand with their reports of this month."""
    compiled: CompiledTable | None
    """What the reports of all offices below come to; ``None`` where none is expected."""
    due: date
    """The day the report is due."""
    amends: Amends | None
    """What a report made now would replace and change; ``None`` where the month was not reported yet."""
    clock_words: str
    """What is odd about this PC's clock; empty when nothing is."""

    @property
    def upper(self) -> str:
        """Who receives the report: ``Kecamatan Tebas``; empty where nobody is above."""
        return name_of(self.to) if self.to else ""

    @property
    def newest(self) -> ReportLine | None:
        """The report of this month to this office that is in force."""
        return next((line for line in self.lines if _is_newest_of(line, self.month, self.to)), None)

    @property
    def below_words(self) -> str:
        """How many offices below have reported, and who has not; empty where none is expected."""
        if not self.below:
            return ""
        missing = [line.name for line in self.below if line.received_on is None]
        words = _("{came} dari {all} kantor di bawah sudah melapor {month}.").format(
            came=number(len(self.below) - len(missing)), all=number(len(self.below)), month=self.month.label
        )
        if not missing:
            return words
        named = _("Belum: {names} dan lainnya.") if len(missing) > 3 else _("Belum: {names}.")
        return f"{words} {named.format(names=', '.join(missing[:3]))}"

    @property
    def is_late(self) -> bool:
        return self.day > self.due

    @property
    def due_words(self) -> str:
        words = _("Sudah lewat: paling lambat {day}.") if self.is_late else _("Paling lambat {day}.")
        return words.format(day=long_date(self.due))

    @property
    def changed_words(self) -> tuple[str, ...]:
        """What is not as the newest report says by now: ``Berangkat: 3 menjadi 4``, ``Desa Bekut: menyusul``."""
        line = self.newest
        if line is None:
            return ()
        now, then = self.figures.totals, line.totals
        own = (
            _("{label}: {then} menjadi {now}").format(
                label=_(label), then=number(then.get(key, 0)), now=number(now.get(key, 0))
            )
            for key, (label, _unit) in TOTALS.items()
            if now.get(key, 0) != then.get(key, 0)
        )
        below = self.amends.below if self.amends else ()
        return (*own, *below)

    @property
    def amended_title(self) -> str:
        """``Laporan perbaikan ke-1``, ``Rekap perbaikan ke-2``: what a report made now is called."""
        title = _("Rekap perbaikan ke-{n}") if self.is_top or self.below else _("Laporan perbaikan ke-{n}")
        return title.format(n=self.amends.n if self.amends else 1)


def gather(office: Office, month: Month, to: str = "") -> Standing:
    """Everything the page shows of a month but its pages; for the background.

    Args:
        to: the office the report is for; empty: the one that receives the reports.
    """
    with office.database.reading() as connection:
        has_receiver = reporting.has_receiver(connection, office)
        receivers = reporting.receivers(connection, office) if has_receiver else []
        compiled = compiling.compile_month(connection, office, month)
    to = to or next(iter(receivers), "")
    lines = ledger.reports(office)
    made = next((line.carrier for line in lines if _is_newest_of(line, month, to) and line.carrier), "")
    return Standing(
        month=month,
        day=today(office.clock),
        figures=reporting.figures(office, month),
        remarks=review.check_month(office, month),
        lines=lines,
        people=_people(office),
        to=to,
        receivers=receivers,
        sealed=[passage for passage in ledger.passages(office) if not passage.has_left],
        barrier=_barrier(office),
        is_top=not has_receiver,
        along="" if not to else (relaying.taken_along(office, made) if made else relaying.foreseen(office, to)).words,
        below=awaited.received(office, month) if office.identity.level is not Level.VILLAGE else (),
        compiled=compiled,
        due=waiting.due_days(office)(month),
        amends=amending.since_report(office, month),
        clock_words=_clock_words(office),
    )


def _is_newest_of(line: ReportLine, month: Month, to: str) -> bool:
    return line.month == month and line.recipient == to and line.is_newest


def usual_month(office: Office) -> Month:
    """The month before this one until it is reported, then this one."""
    this = Month.of(today(office.clock))
    reported = {line.month for line in ledger.reports(office)}
    return this if this.previous in reported else this.previous


def months(office: Office) -> list[Month]:
    """The months that can be chosen, the newest first; never one that has not begun."""
    month = Month.of(today(office.clock))
    found = []
    for _count in range(OLDEST):
        found.append(month)
        month = month.previous
    return found


def signed_words(line: ReportLine) -> str:
    """Who answers for a report: ``Disetujui Abdul Hamid, 2 Desember 2026``."""
    day = long_date(line.made_on)
    if line.assent is Assent.NONE:
        return _("Dikirim petugas {name}, {day}. Pimpinan menandatangani cetakannya.").format(
            name=line.signed_by, day=day
        )
    if line.assent is Assent.SECRETARY:
        return _("Disetujui {name} a.n. pimpinan, {day}.").format(name=line.signed_by, day=day)
    return _("Disetujui {name}, {day}.").format(name=line.signed_by, day=day)


def line_title(line: ReportLine) -> str:
    """``November 2026``, ``November 2026, perbaikan ke-1``."""
    if line.version == 1:
        return line.month.label
    return _("{month}, perbaikan ke-{number}").format(month=line.month.label, number=line.version - 1)


def _people(office: Office) -> list[Assenter]:
    kind = office.identity.type
    titles = {
        "pimpinan": f"{office.identity.head.acting} {_(kind.head)}".strip(),
        "sekretaris": _("{secretary} a.n. {head}").format(secretary=_(kind.secretary), head=_(kind.head)),
    }
    return [Assenter(user.name, user.display_name, titles[user.role]) for user in reporting.assenters(office)]


def _barrier(office: Office) -> str:
    if why := roles.why_not(office, "report"):
        return why
    standing = enrolment.state(office)
    upper = name_of(parent(office.code))
    if standing.kind in ("root", "enrolled"):
        return ""
    if office.identity.level is Level.REGENCY:
        return _("Kantor ini belum menjadi kantor teratas, jadi rekapnya belum dapat ditandatangani di sini.")
    if standing.kind == "asked":
        return _("Permintaan kunci sudah dibuat; jawaban dari {upper} belum diterima di sini.").format(upper=upper)
    if standing.kind == "not-asked":
        return _("Kunci kantor ini belum dikenal {upper}, jadi laporan belum dapat ditandatangani.").format(upper=upper)
    return ""


def _clock_words(office: Office) -> str:
    newest = pc_clock.newest_known(office)
    if newest is None or newest <= office.clock.now():
        return ""
    return _(
        "Jam komputer menunjukkan {day}, padahal catatan terakhir dibuat {newest}. Tanggal itu akan tercetak pada "
        "laporan. Betulkan dahulu tanggal komputer, lalu buka lagi programnya."
    ).format(day=long_date(today(office.clock)), newest=long_date(newest.astimezone(WIB).date()))
