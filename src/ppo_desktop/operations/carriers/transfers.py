"""The transfer journal (buku ekspedisi): each file out and in, when, of which office, how it ended.

Every operation that hands a file over notes it here, within the transaction of what it did; ``expedition`` reads it.
The lines stand for themselves: they name offices, users and whoever carried the file, and nobody who is recorded in the
books.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.offices import CODE, name_of
from ppo_desktop.core.text import N_, clean
from ppo_desktop.exchange.manifest import Manifest
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.carriers.inspection import Inspection
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import journal_store, settings_store, transfer_store
from ppo_desktop.storage.database import Connection

Direction = Literal["in", "out"]
_LONGEST_SENTENCE = 300
_CONTENTS = "contents "
"""Settings ``contents <carrier>``: kind of record → number, of a carrier made here."""
_OUR_NAME = re.compile(r"PPO-[\w.-]{1,100}\.(?:pdf|txt)", re.ASCII)
_OFFICE_IN_NAME = re.compile(rf"PPO-(?:permintaan-|jawaban-)?({CODE.pattern})[-.]")
_NO_TRANSFER = frozenset({"own", "not-for-us", "wrong-direction", "not-signed", "not-pdf", "file-unreadable"})
"""Codes of files that are none of ours, or were not handed to this office: they only lie on the stick."""

DONE = {
    "taken": N_("Diterima"),
    "copied": N_("Disalin ke flashdisk"),
    "seen": N_("Sudah diterima sebelumnya"),
    "older": N_("Diterima, lebih lama dari yang sudah ada"),
    "given-back": N_("Dikembalikan"),
    "brought": N_("Diterima, dibawa {office}"),
    "relayed": N_("Diterima sebagai titipan untuk kantor di bawah"),
    "written": N_("Ditulis ke flashdisk"),
}
"""How a transfer ended well: code → words. Every other code says why a file could not be received.

Of ``brought`` the line's sentence names the office in whose file it came.
"""


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
        kind: of the carrier; ``request`` or ``answer`` of an enrolment; where it could not be read ``""``, and
            ``relay`` inside another.
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
    brought_by: str = "",
) -> int:
    """A carrier was taken in; called where that is done.

    Args:
        code: ``relayed`` where it is kept for an office below, ``older`` where more is held already.
        brought_by: code of the office in whose carrier it came.
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
        sentence=name_of(brought_by) if brought_by else "",
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
    if not told or not roles.may(office, "receive"):
        return  # who only checks writes nothing
    day = stamp(office.clock)[:10]
    with office.database.transaction() as connection:
        for one in told:
            manifest = one.manifest
            carrier = manifest.id if manifest else ""
            name = one.path.name if _OUR_NAME.fullmatch(one.path.name) else ""
            if transfer_store.has_line_of(connection, day, name, carrier, one.code):
                continue
            by_name = _OFFICE_IN_NAME.match(name)
            note(
                connection,
                office,
                "in",
                other=manifest.sender if manifest else by_name[1] if by_name else "",
                kind=manifest.kind if manifest else "relay" if one.place else "",
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


def _by_kind(records: Collection[tuple[str, str]]) -> dict[str, int]:
    return dict(Counter(kind for kind, _record in records))
