"""The transfer journal (buku ekspedisi): each file out and in, when, of which office, how it ended, who carried it.

Every operation that hands a file over notes it here, within the transaction of what it did. The lines stand for
themselves: they name offices, users and whoever carried the file, and nobody who is recorded in the books.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import CODE, name_of
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _, clean, number
from ppo_desktop.exchange.manifest import Manifest
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.inspection import Inspection
from ppo_desktop.operations.office import Office
from ppo_desktop.records.registry import KINDS
from ppo_desktop.storage import journal_store, settings_store, transfer_store
from ppo_desktop.storage.database import Connection

Direction = Literal["in", "out"]
PAGE = 100
LONGEST_NAME = 60
_LONGEST_SENTENCE = 300
_CONTENTS = "contents "
"""Settings ``contents <carrier>``: kind of record → number, of a carrier made here."""
_CARRIED = "carried "
"""Settings ``carried <office>``: who carried its files last."""
_OUR_NAME = re.compile(r"PPO-[\w.-]{1,100}\.(?:pdf|txt)", re.ASCII)
_OFFICE_IN_NAME = re.compile(rf"PPO-(?:permintaan-|jawaban-)?({CODE.pattern})[-.]")
_NO_TRANSFER = frozenset({"own", "not-for-us", "wrong-direction", "not-signed", "not-pdf", "file-unreadable"})
"""Codes of files that are none of ours, or were not handed to this office: they only lie on the stick."""

KINDS_OF_FILES = {
    "report": N_("Laporan"),
    "receipt": N_("Tanda terima"),
    "update": N_("Catatan antarkomputer"),
    "return": N_("Berkas yang dikembalikan"),
    "request": N_("Permintaan kunci"),
    "answer": N_("Jawaban kunci"),
    "": N_("Berkas"),
}
DONE = {
    "taken": N_("Diterima"),
    "copied": N_("Disalin ke flashdisk"),
    "seen": N_("Sudah diterima sebelumnya"),
    "older": N_("Diterima, lebih lama dari yang sudah ada"),
    "given-back": N_("Dikembalikan"),
    "relayed": N_("Diteruskan"),
    "written": N_("Ditulis ke flashdisk"),
}
"""How a transfer ended well: code → words. Every other code says why a file could not be received."""
_KIND_TITLES = {kind.name: kind.title for kind in KINDS}
_PLACES = {kind: place for place, kind in enumerate(_KIND_TITLES)}


@dataclass(frozen=True)
class Transfer:
    """One line of the journal, as it is shown."""

    number: int
    """Where it stands among all; hand the last one's to ``page(before=…)``."""
    time: str
    """Stamp of this PC's clock."""
    direction: Direction
    other: str
    """Code of the other office, ``""`` where the file did not tell."""
    kind: str
    carrier: str
    file_name: str
    """``""`` where the file bore a name that is not the program's."""
    period: str
    counts: Mapping[str, int]
    """Kind of record → number."""
    code: str
    sentence: str
    carried_by: str
    user: str

    @property
    def is_done(self) -> bool:
        """Whether the file arrived, or left; else it could not be received."""
        return self.code in DONE

    @property
    def office_name(self) -> str:
        """``Desa Sempalai``."""
        return name_of(self.other) if self.other else _("Kantor tidak diketahui")

    @property
    def kind_words(self) -> str:
        """``Laporan``, ``Tanda terima`` …"""
        return _(KINDS_OF_FILES.get(self.kind, KINDS_OF_FILES[""]))

    @property
    def title(self) -> str:
        """``Laporan November 2026``."""
        month = Month.parse(self.period).label if self.period else ""
        return f"{self.kind_words} {month}".strip()

    @property
    def state_words(self) -> str:
        """``Diterima``, ``Disalin ke flashdisk``, ``Belum dapat diterima`` …"""
        return _(DONE.get(self.code, N_("Belum dapat diterima")))

    @property
    def counts_words(self) -> str:
        """``2 Warga, 1 Keberangkatan``."""
        kinds = sorted(self.counts, key=lambda kind: (_PLACES.get(kind, len(_PLACES)), kind))
        return ", ".join(f"{number(self.counts[kind])} {_(_KIND_TITLES.get(kind, kind))}" for kind in kinds)


@dataclass(frozen=True)
class Narrowing:
    """Which lines are wanted; empty: all."""

    direction: Direction | Literal["refused", ""] = ""
    """``refused``: what could not be received."""
    other: str = ""
    month: str = ""
    """``2026-11``: the month in which the file moved."""


def note(
    connection: Connection,
    office: Office,
    direction: Direction,
    *,
    other: str,
    kind: str,
    code: str,
    file_name: str = "",
    carrier: str = "",
    period: str = "",
    counts: Mapping[str, int] | None = None,
    sentence: str = "",
) -> int:
    """Write one line within the caller's transaction; its number.

    Args:
        other: code of the office it came from or goes to.
        kind: of the carrier; ``request`` or ``answer`` of an enrolment; ``""`` where it could not be read.
        code: one of ``DONE``, else why the file could not be received.
        file_name: is kept only where it is a name the program gives, since others may name people.
        counts: ``counted`` of what it holds.
    """
    transfer = transfer_store.Transfer(
        time=stamp(office.clock),
        direction=direction,
        other=other,
        kind=kind,
        carrier=carrier,
        file_name=file_name if _OUR_NAME.fullmatch(file_name) else "",
        period=period,
        counts=counts or {},
        code=code,
        sentence=clean(sentence)[:_LONGEST_SENTENCE],
        carried_by="",
        user=office.user.display_name,
    )
    return transfer_store.add(connection, transfer)


def note_taken(
    connection: Connection,
    office: Office,
    manifest: Manifest,
    entries: Iterable[Entry],
    file_name: str,
    *,
    code: str = "taken",
) -> int:
    """A carrier was taken in; called where that is done.

    Args:
        code: ``relayed`` where it came inside another, ``older`` where more is held already.
    """
    return note(
        connection,
        office,
        "in",
        other=manifest.sender,
        kind=manifest.kind,
        code=code,
        file_name=file_name,
        carrier=manifest.id,
        period=manifest.period,
        counts=counted(entries),
    )


def note_copied(
    connection: Connection, office: Office, *, to: str, kind: str, carrier: str, file_name: str, period: str
) -> int:
    """A carrier made here was copied to a stick; called where that is done."""
    held = settings_store.read(connection, f"{_CONTENTS}{carrier}") or {}
    counts = {kind: count for kind, count in held.items() if isinstance(count, int)}
    return note(
        connection,
        office,
        "out",
        other=to,
        kind=kind,
        code="copied",
        file_name=file_name,
        carrier=carrier,
        period=period,
        counts=counts,
    )


def remember_contents(connection: Connection, office: Office, manifest: Manifest) -> None:
    """Keep what a carrier made here holds, by kind of record; its file is sealed when it is copied."""
    records = {
        key
        for span in manifest.spans
        for key in journal_store.records_within(connection, office.code, span.device, span.first, span.last)
    }
    settings_store.write(connection, f"{_CONTENTS}{manifest.id}", dict(_by_kind(records)))


def note_looked(office: Office, inspections: Sequence[Inspection]) -> None:
    """Write down those of the files looked at that could not be received or had come before; once a day for each."""
    told = [one for one in inspections if one.verdict != "ok" and one.code not in _NO_TRANSFER]
    if not told:
        return
    today = stamp(office.clock)[:10]
    with office.database.transaction() as connection:
        for one in told:
            manifest = one.manifest
            carrier = manifest.id if manifest else ""
            name = one.path.name if _OUR_NAME.fullmatch(one.path.name) else ""
            if transfer_store.has_line_of(connection, today, name, carrier, one.code):
                continue
            by_name = _OFFICE_IN_NAME.match(name)
            note(
                connection,
                office,
                "in",
                other=manifest.sender if manifest else by_name[1] if by_name else "",
                kind=manifest.kind if manifest else "",
                code=one.code,
                file_name=name,
                carrier=carrier,
                period=manifest.period if manifest else "",
                counts=counted(one.reading.entries) if one.reading else None,
                sentence=one.sentence,
            )


def counted(entries: Iterable[Entry]) -> dict[str, int]:
    """Kind of record → how many records ``entries`` are about."""
    return _by_kind({(entry.kind, entry.record) for entry in entries})


def page(
    office: Office, wanted: Narrowing | None = None, before: int | None = None, limit: int = PAGE
) -> list[Transfer]:
    """A page of the lines, the newest first.

    Args:
        before: ``number`` of the last one already shown.
        limit: -1 for all.
    """
    with office.database.reading() as connection:
        return _lines(connection, wanted or Narrowing(), before, limit)


def of_carrier(office: Office, carrier: str) -> list[Transfer]:
    """All that happened to one carrier, the newest first."""
    with office.database.reading() as connection:
        return [line for line in _lines(connection, Narrowing(), None, -1) if line.carrier == carrier]


def offices(office: Office) -> list[str]:
    """Codes of the offices that have lines."""
    with office.database.reading() as connection:
        return transfer_store.offices(connection)


def months(office: Office) -> list[str]:
    """The months (``2026-11``) that have lines, the newest first."""
    with office.database.reading() as connection:
        return transfer_store.months(connection)


def carried(office: Office, lines: Collection[Transfer], name: str) -> list[Transfer]:
    """Write down who carried the files of ``lines``; ``""`` forgets it. The lines as they are now.

    Raises:
        Refused: the name is too long.
    """
    name = " ".join(clean(name).split())
    if len(name) > LONGEST_NAME:
        raise Refused(
            "carrier-name-too-long",
            _("Nama pembawa paling panjang {most} huruf.").format(most=LONGEST_NAME),
            _("Tulis namanya saja."),
        )
    with office.database.transaction() as connection:
        transfer_store.name_carrier(connection, [line.number for line in lines], name)
        for other in {line.other for line in lines if line.other and name}:
            settings_store.write(connection, f"{_CARRIED}{other}", {"name": name})
    return [replace(line, carried_by=name) for line in lines]


def usual_carrier(office: Office, other: str) -> str:
    """Who carried the files of an office last; ``""`` where nobody was named."""
    with office.database.reading() as connection:
        known = settings_store.read(connection, f"{_CARRIED}{other}")
    return str(known["name"]) if known else ""


def known_carriers(office: Office, other: str = "") -> list[str]:
    """Who carried files of an office, or of any, the latest first."""
    with office.database.reading() as connection:
        return transfer_store.carriers_by(connection, other)


def _by_kind(records: Collection[tuple[str, str]]) -> dict[str, int]:
    return dict(Counter(kind for kind, _record in records))


def _lines(connection: Connection, wanted: Narrowing, before: int | None, limit: int) -> list[Transfer]:
    is_refused = wanted.direction == "refused"
    found = transfer_store.latest(
        connection,
        limit,
        before,
        direction="in" if is_refused else wanted.direction,
        other=wanted.other,
        month=wanted.month,
        without=tuple(DONE) if is_refused else None,
    )
    return [_shown(number, line) for number, line in found]


def _shown(number: int, line: transfer_store.Transfer) -> Transfer:
    direction: Direction = "in" if line.direction == "in" else "out"
    return Transfer(number=number, **{**line._asdict(), "direction": direction})


def day_of(line: Transfer) -> date:
    """The day of a line, by the clock of this PC then."""
    return date.fromisoformat(line.time[:10])
