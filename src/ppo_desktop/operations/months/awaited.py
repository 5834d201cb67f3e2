"""What the offices below have sent and what is awaited of them, month by month: received, NIHIL, late, missing.

An office is expected from the month in which its key became known here, or of which it first reported, whichever is
earlier; one whose keys are all revoked is not expected. Who is counted is therefore never fewer than who has reported.
A report on paper (``paper_reports``) counts as one until the carrier of that month is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import Level, is_below, name_of, office_type, parent, regions
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.journal.merge import Gap
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import paper_reports, waiting
from ppo_desktop.operations.months.paper_reports import Months, PaperReport
from ppo_desktop.operations.months.waiting import Silence
from ppo_desktop.records.paper_report_rules import is_month
from ppo_desktop.records.rules import text_of
from ppo_desktop.reports.figures import TOTALS, Row
from ppo_desktop.reports.office import Assent
from ppo_desktop.reports.receipt import Difference
from ppo_desktop.storage import carrier_store, report_store, trust_store
from ppo_desktop.storage.carrier_store import Heard
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.report_store import Told
from ppo_desktop.trust.certificates import is_revoked

Arrival = Literal["received", "nihil", "late", "paper", "awaited", "missing", "quarantine"]
ReceiptState = Literal["none", "made", "copied"]
NAMED = 6
"""So many silent villages of a district are named."""


class Version(Struct, frozen=True):
    """One report of a month. An amended one takes the place of the one before; both are kept."""

    carrier: str
    """Id of the carrier that brought it."""
    received_on: date
    is_nihil: bool
    number: str
    assent: Assent
    signed_by: str
    totals: Mapping[str, int]
    has_file: bool
    place: int = 1
    """1 for the first report of its month."""
    is_newest: bool = True

    @property
    def title(self) -> str:
        """``Laporan``, ``Perbaikan ke-1``."""
        return _("Laporan") if self.place == 1 else _("Perbaikan ke-{n}").format(n=self.place - 1)

    @property
    def words(self) -> str:
        """``Perbaikan ke-1, diterima 4 Desember 2026``; of one that was replaced it says so."""
        words = _("{title}, diterima {day}") if self.is_newest else _("{title}, diterima {day}, sudah diganti")
        return words.format(title=self.title, day=long_date(self.received_on))


class FromBelow(Struct, frozen=True):
    """How an office below stands with its report of one month."""

    office: str
    name: str
    """``Desa Sempalai``."""
    state: Arrival
    """``awaited`` until the day it is due, then ``missing``; ``late`` where it came after that day; ``quarantine``:
    a report came that this version of the program cannot use; ``paper``: one on paper counts, for nothing else can."""
    received_on: date | None = None
    """When the first report of the month came."""
    versions: Sequence[Version] = ()
    """The oldest first."""
    is_expected: bool = True
    place: tuple[str, int] = ("", 0)
    """(device, seq) of the entry that is the newest report."""
    receipt: ReceiptState = "none"
    gaps: Sequence[Gap] = ()
    """Numbers of its journal that are missing below what has arrived."""
    unusable: int = 0
    """Values of its records that wait in quarantine."""
    silence: Silence | None = None
    """How long no file of it has come; ``None`` where none ever did."""
    differences: Sequence[Difference] = ()
    """Totals in which its report and what was counted here when it came differ."""
    notes: Sequence[str] = ()
    """Of a district: in what its compilation differs from the villages' own reports, a sentence each."""
    villages: Sequence[FromBelow] = ()
    """Of a district, seen from its regency: the villages known here."""
    paper: PaperReport | None = None
    """Its report on paper; it counts while no carrier of the month is here that can be used."""

    @property
    def newest(self) -> Version | None:
        """The report in force."""
        return self.versions[-1] if self.versions else None

    @property
    def counts(self) -> Version | PaperReport | None:
        """What its figures are taken from: the newest report, else the paper; never both."""
        return self.newest or self.paper

    @property
    def is_counted(self) -> bool:
        """Whether it is one of those that report: it is expected to, or has done so."""
        return self.is_expected or self.received_on is not None

    @property
    def is_nihil(self) -> bool:
        return bool(self.counts and self.counts.is_nihil)

    @property
    def totals(self) -> Mapping[str, int]:
        return self.counts.totals if self.counts else {}

    @property
    def compiles(self) -> bool:
        """Whether its report sums up others below it: then NIHIL is said of its own records alone."""
        return office_type(self.office).level > Level.VILLAGE

    @property
    def is_superseded(self) -> bool:
        """Whether an amended report took the place of the first."""
        return len(self.versions) > 1

    @property
    def carrier(self) -> str:
        """Id of the carrier that brought its newest version."""
        return self.newest.carrier if self.newest else ""

    @property
    def has_file(self) -> bool:
        return bool(self.newest and self.newest.has_file)

    @property
    def assent(self) -> Assent:
        return self.newest.assent if self.newest else Assent.NONE

    @property
    def state_words(self) -> str:
        """``diterima 4 Desember 2026``; of an amended report it says which one counts."""
        if self.state == "quarantine":
            return _("diterima, tetapi isinya belum dapat dipakai di sini")
        if self.received_on is None:
            return _("belum ada") if self.state == "missing" else _("ditunggu")
        words = {
            "late": _("diterima {day}, terlambat"),
            "nihil": _("diterima {day}") if self.compiles else _("NIHIL, diterima {day}"),
            "paper": _("laporan kertas NIHIL, diterima {day}")
            if self.is_nihil
            else _("laporan kertas, diterima {day}"),
        }
        return self._amended(words.get(self.state, _("diterima {day}")).format(day=long_date(self.received_on)))

    @property
    def more_words(self) -> str:
        """What stands beside a badge of the state: ``4 Desember 2026``; ``""`` where nothing came."""
        if self.state == "quarantine":
            return _("Isinya belum dapat dipakai di sini.")
        return self._amended(long_date(self.received_on)) if self.received_on else ""

    def _amended(self, told: str) -> str:
        if self.newest is None or self.newest.place == 1:
            return told
        return _("{state}; berlaku perbaikan ke-{n} ({day})").format(
            state=told, n=self.newest.place - 1, day=long_date(self.newest.received_on)
        )

    @property
    def gap_sentence(self) -> str:
        """``Catatan nomor 5–9 belum ada …``"""
        words = _("Catatan nomor {missing} belum ada; menyusul dengan berkas berikut.")
        return words.format(missing=gap_words(self.gaps))

    @property
    def remarks(self) -> list[str]:
        """What else there is to know, a sentence each: missing numbers, figures that differ, quarantine, silence."""
        told = []
        if self.gaps:
            told.append(self.gap_sentence)
        told += [
            _("{label}: {reported} di laporan, {recounted} menurut hitungan di sini.").format(
                label=_(TOTALS[one.key][0]), reported=number(one.reported), recounted=number(one.recounted)
            )
            for one in self.differences
        ]
        told += self.notes
        if self.paper and self.newest:
            told.append(_("Ada juga laporan kertas; yang dihitung adalah berkas ini, dan keduanya disimpan."))
            told += self.paper.differences(self.newest.totals)
        if self.unusable:
            told.append(_("{count} isian belum dapat dipakai di sini.").format(count=number(self.unusable)))
        if self.silence and self.silence.tone != "ok":
            told.append(self.silence.words)
        return told

    @property
    def own_words(self) -> str:
        """Of a report that sums up others, what NIHIL in it means; ``""`` where it says nothing of the kind."""
        if not self.compiles or not self.is_nihil:
            return ""
        words = _("Catatan {office} sendiri bulan itu NIHIL; ini tidak berlaku bagi desa-desanya.")
        return words.format(office=self.name)

    @property
    def villages_words(self) -> str:
        """``2 dari 5 desa sudah melapor, 1 di antaranya NIHIL``; ``""`` where none is known."""
        if not self.villages:
            return ""
        came, known = counted(self.villages)
        kind = _(office_type(self.villages[0].office).title).lower()
        nothing = sum(line.is_nihil for line in self.villages)
        words = _("{came} dari {all} {kind} sudah melapor")
        if nothing:
            words = _("{came} dari {all} {kind} sudah melapor, {nothing} di antaranya NIHIL")
        all_ = number(max(known, self.villages_there))
        return words.format(came=number(came), all=all_, kind=kind, nothing=number(nothing))

    @property
    def silent_words(self) -> str:
        """Which villages have not reported, the first of them by name; ``""`` where none is known to be silent."""
        names = [line.name for line in self.villages if line.is_counted and line.received_on is None]
        if not names:
            return ""
        told, more = ", ".join(names[:NAMED]), len(names) - NAMED
        words = _("Belum melapor: {names}.") if more <= 0 else _("Belum melapor: {names}, dan {n} lagi.")
        return words.format(names=told, n=number(more))

    @property
    def villages_there(self) -> int:
        """How many villages lie in it, by the list of regions."""
        return sum(parent(code) == self.office for code in regions())


def counted(lines: Sequence[FromBelow]) -> tuple[int, int]:
    """(how many reports came, of how many offices)."""
    counting_ = [line for line in lines if line.is_counted]
    return sum(line.received_on is not None for line in counting_), len(counting_)


def answering(lines: Iterable[FromBelow]) -> list[FromBelow]:
    """Those of one month that answer to this office itself: they report, and no office between does."""
    counting_ = {line.office: line for line in lines if line.is_counted}
    return [line for code, line in counting_.items() if parent(code) not in counting_]


def gap_words(gaps: Sequence[Gap]) -> str:
    """``5–9``, ``5, 12–14``."""
    return ", ".join(str(gap.first) if gap.first == gap.last else f"{gap.first}–{gap.last}" for gap in gaps)


def received(office: Office, month: Month) -> list[FromBelow]:
    """How those ``answering`` to this office stand with their report of ``month``, sorted by code; without remarks."""
    with office.database.reading() as connection:
        known = look_up(connection, office, [month])
    return answering(from_below(code, month, known) for code in known.codes)


class Known(Struct, frozen=True):
    """What is looked up once for all offices below."""

    due_day: int
    day: date
    since: Mapping[str, str]
    """Office below → the first month (``YYYY-MM``) of which a report is expected."""
    gone: frozenset[str]
    """Those of them whose keys are all revoked."""
    heard: Mapping[str, Heard]
    told: Mapping[RecordKey, Sequence[Told]]
    papers: Mapping[str, Months]
    """Office below → its reports on paper, typed here or at an office between."""

    @property
    def codes(self) -> list[str]:
        return sorted(self.since)

    def due(self, month: Month) -> date:
        """The day the report of ``month`` is due."""
        return month.next.first.replace(day=self.due_day)


def look_up(connection: Connection, office: Office, months: Sequence[Month]) -> Known:
    """What is known of all offices below, and of their reports of these months.

    One of which only papers came is known since the first of them.
    """
    papers = paper_reports.of(connection, office.code)
    heard = carrier_store.heard(connection)
    learned = {code: at[:7] for code, at in trust_store.offices(connection).items() if is_below(code, office.code)}
    first = {code: heard[code].first_period for code in learned if code in heard}
    return Known(
        due_day=waiting.due_day(connection),
        day=today(office.clock),
        since={code: min(months) for code, months in papers.items()}
        | {code: min(since, first.get(code) or since) for code, since in learned.items()},
        gone=_gone(connection, office),
        heard=heard,
        told=report_store.told(connection, [str(month) for month in months]),
        papers=papers,
    )


def _gone(connection: Connection, office: Office) -> frozenset[str]:
    trust = keyring.trust(connection, office)
    standing: dict[str, bool] = {}
    for peer in trust_store.peers(connection):
        if not standing.get(peer.office):
            standing[peer.office] = not is_revoked(peer.certificate, trust)
    return frozenset(code for code, stands in standing.items() if not stands)


def from_below(code: str, month: Month, known: Known) -> FromBelow:
    """How one of them stands, without remarks."""
    told = known.told.get((code, counting.report_record(code, month)), ())
    came = [one for one in told if one.carrier]
    paper = known.papers.get(code, {}).get(str(month))
    if paper and not any(one.is_report for one in came):
        return FromBelow(code, name_of(code), "paper", paper.received_on, paper=paper)
    if not came:
        state: Arrival = "awaited" if known.day <= known.due(month) else "missing"
        is_expected = known.since[code] <= str(month) <= str(known.day) and code not in known.gone
        return FromBelow(code, name_of(code), state, is_expected=is_expected)
    received_on = date.fromisoformat(came[0].received_at[:10])
    versions = _versions(came)
    if not versions:
        return FromBelow(code, name_of(code), "quarantine", received_on)
    in_time: Arrival = "nihil" if versions[-1].is_nihil else "received"
    state = "late" if received_on > known.due(month) else in_time
    newest = max(came, key=lambda one: one.order)
    place = (newest.device, newest.seq)
    return FromBelow(code, name_of(code), state, received_on, versions, place=place, paper=paper)


def outweighed_words(office: Office, row: Row) -> str:
    """What to say of a report on paper whose month is here as a file, since or already; ``""`` while the paper counts.

    Args:
        row: of the record of that paper.
    """
    sender, month = text_of(row, "sender"), text_of(row, "month")
    if not is_month(month):
        return ""
    with office.database.reading() as connection:
        told = report_store.told(connection, [month])
    versions = _versions(told.get((sender, counting.report_record(sender, Month.parse(month))), ()))
    if not versions:
        return ""
    words = _(
        "Laporan kertas ini tidak dihitung: berkas bulan itu sudah diterima {day}, dan angka berkaslah yang dipakai."
    )
    return words.format(day=long_date(versions[-1].received_on))


def _versions(told: Iterable[Told]) -> tuple[Version, ...]:
    """The reports that came as files and can be used here, the oldest first."""
    reports = sorted((one for one in told if one.carrier and one.is_report), key=lambda one: one.order)
    return tuple(_version(one, place, len(reports)) for place, one in enumerate(reports, start=1))


def _version(told: Told, place: int, count: int) -> Version:
    return Version(
        carrier=told.carrier or "",
        received_on=date.fromisoformat(told.received_at[:10]),
        is_nihil=told.nihil,
        number=told.number,
        assent=counting.assent_of({"assent": told.assent}) if told.use == "assent" else Assent.NONE,
        signed_by=told.signed_by,
        totals=told.counts,
        has_file=told.is_kept,
        place=place,
        is_newest=place == count,
    )
