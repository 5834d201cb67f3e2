"""What the offices below have sent and what is awaited of them, month by month: received, NIHIL, late, missing.

An office is expected from the month in which its key became known here, or of which it first reported, whichever is
earlier; one whose keys are all revoked is not expected. Who is counted is therefore never fewer than who has reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import is_below, name_of, office_type, parent, regions
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.merge import Gap
from ppo_desktop.operations import counting, keyring, waiting
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.waiting import Silence
from ppo_desktop.reports.figures import TOTALS, Row
from ppo_desktop.reports.office import Assent
from ppo_desktop.reports.receipt import Difference
from ppo_desktop.storage import carrier_store, journal_store, trust_store
from ppo_desktop.storage.carrier_store import Arrived
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust.certificates import is_revoked

Arrival = Literal["received", "nihil", "late", "awaited", "missing", "quarantine"]
ReceiptState = Literal["none", "made", "copied"]


@dataclass(frozen=True)
class Version:
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


@dataclass(frozen=True)
class FromBelow:
    """How an office below stands with its report of one month."""

    office: str
    name: str
    """``Desa Sempalai``."""
    state: Arrival
    """``awaited`` until the day it is due, then ``missing``; ``late`` where it came after that day; ``quarantine``:
    a report came that this version of the program cannot use."""
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

    @property
    def newest(self) -> Version | None:
        """The report in force."""
        return self.versions[-1] if self.versions else None

    @property
    def is_nihil(self) -> bool:
        return bool(self.newest and self.newest.is_nihil)

    @property
    def totals(self) -> Mapping[str, int]:
        return self.newest.totals if self.newest else {}

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
        words = {"late": _("diterima {day}, terlambat"), "nihil": _("NIHIL, diterima {day}")}
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
        if self.unusable:
            told.append(_("{count} isian belum dapat dipakai di sini.").format(count=number(self.unusable)))
        if self.silence and self.silence.tone != "ok":
            told.append(self.silence.words)
        return told

    @property
    def villages_words(self) -> str:
        """``2 dari 5 desa sudah melapor``; ``""`` where none is known."""
        if not self.villages:
            return ""
        came, known = counted(self.villages)
        kind = _(office_type(self.villages[0].office).title).lower()
        words = _("{came} dari {all} {kind} sudah melapor")
        return words.format(came=number(came), all=number(max(known, self.villages_there)), kind=kind)

    @property
    def villages_there(self) -> int:
        """How many villages lie in it, by the list of regions."""
        return sum(parent(code) == self.office for code in regions())


def counted(lines: Sequence[FromBelow]) -> tuple[int, int]:
    """(how many reports came, of how many offices)."""
    counting_ = [line for line in lines if line.is_expected or line.received_on]
    return sum(line.received_on is not None for line in counting_), len(counting_)


def gap_words(gaps: Sequence[Gap]) -> str:
    """``5–9``, ``5, 12–14``."""
    return ", ".join(str(gap.first) if gap.first == gap.last else f"{gap.first}–{gap.last}" for gap in gaps)


def received(office: Office, month: Month) -> list[FromBelow]:
    """How the offices directly below stand with their report of ``month``, sorted by code; without remarks."""
    with office.database.reading() as connection:
        known = look_up(connection, office, month)
        lines = [from_below(connection, office, code, known) for code in known.codes if parent(code) == office.code]
    return [line for line in lines if line.is_expected or line.received_on]


@dataclass(frozen=True)
class Known:
    """What is looked up once for all offices below."""

    month: Month
    due: date
    day: date
    since: Mapping[str, str]
    """Office below → the stamp of when its key became known."""
    arrived: Mapping[str, Arrived]

    @property
    def codes(self) -> list[str]:
        return sorted(self.since)


def look_up(connection: Connection, office: Office, month: Month) -> Known:
    """What is known of all offices below."""
    return Known(
        month=month,
        due=waiting.due_on(connection, month),
        day=today(office.clock),
        since={code: at for code, at in trust_store.offices(connection).items() if is_below(code, office.code)},
        arrived={carrier.id: carrier for carrier in carrier_store.arrived(connection, "report")},
    )


def from_below(connection: Connection, office: Office, code: str, known: Known) -> FromBelow:
    """How one of them stands, without remarks."""
    record = counting.report_record(code, known.month)
    entries = journal_store.of_record(connection, code, record)
    brought = journal_store.brought_by(connection, code, record) if entries else {}
    came = [known.arrived[carrier] for carrier in brought.values() if carrier in known.arrived]
    versions = _versions(entries, brought, known)
    if not came:
        state: Arrival = "awaited" if known.day <= known.due else "missing"
        return FromBelow(code, name_of(code), state, is_expected=_is_expected(connection, office, code, known))
    received_on = date.fromisoformat(came[0].received_at[:10])
    if not versions:
        return FromBelow(code, name_of(code), "quarantine", received_on)
    in_time: Arrival = "nihil" if versions[-1].is_nihil else "received"
    state = "late" if received_on > known.due else in_time
    return FromBelow(code, name_of(code), state, received_on, versions, place=_newest_place(entries))


def _newest_place(entries: Sequence[Entry]) -> tuple[str, int]:
    newest = max(entries, key=lambda entry: entry.order)
    return newest.device, newest.seq


def _versions(entries: Sequence[Entry], brought: Mapping[bytes, str], known: Known) -> tuple[Version, ...]:
    reports = [
        (known.arrived[brought[entry.link]], values)
        for entry, values in counting.report_versions(entries)
        if brought.get(entry.link) in known.arrived
    ]
    return tuple(
        _version(carrier, values, place, is_newest=place == len(reports))
        for place, (carrier, values) in enumerate(reports, start=1)
    )


def _version(carrier: Arrived, values: Row, place: int, *, is_newest: bool) -> Version:
    return Version(
        carrier=carrier.id,
        received_on=date.fromisoformat(carrier.received_at[:10]),
        is_nihil=values.get("nihil") is True,
        number=str(values.get("number") or ""),
        assent=counting.assent_of(values) if carrier.use == "assent" else Assent.NONE,
        signed_by=str(values.get("signed_by") or ""),
        totals=values.get("totals") or {},
        has_file=carrier.is_kept,
        place=place,
        is_newest=is_newest,
    )


def _is_expected(connection: Connection, office: Office, code: str, known: Known) -> bool:
    reported = [carrier.period for carrier in known.arrived.values() if carrier.sender == code]
    first = min([known.since[code][:7], *(period for period in reported if period)])
    if first > str(known.month):
        return False
    trust = keyring.trust(connection, office)
    return not all(is_revoked(peer.certificate, trust) for peer in trust_store.peers(connection, [code]))
