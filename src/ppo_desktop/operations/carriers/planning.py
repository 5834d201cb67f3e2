"""What a file would do here, worked out and told in one line of plain words, before anybody takes it in."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from ppo_desktop.core.clock import WIB
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _, clean
from ppo_desktop.exchange.manifest import Kind
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.fold import fold
from ppo_desktop.journal.merge import MergePlan, combine
from ppo_desktop.operations.carriers.inspection import Effect, Inspection
from ppo_desktop.operations.carriers.reading import Reading
from ppo_desktop.records.internal import REPORT
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.reports.office import Assent
from ppo_desktop.storage import journal_store
from ppo_desktop.storage.database import Connection

_LONGEST_NAME = 100


class Description(Struct, frozen=True):
    """One file that could be read, for a list."""

    sender: str
    """``Desa Sempalai``."""
    kind: Kind
    month: str
    """``November 2026``: the month of a report, or of the report that a receipt answers; may be empty."""
    is_nihil: bool
    effect: Effect
    assent: Assent
    signed_by: str
    """Who assented, or who sent it; as the sender wrote the name."""
    signed_on: date
    """By the sender's clock."""


def effect(connection: Connection, planned: MergePlan) -> Effect:
    """What ``planned`` would do to records, looked up in the journal held here."""
    arriving: dict[str, list[Entry]] = {}
    shown = _shown_kinds()
    for entry in (*planned.new, *planned.completed):
        if entry.kind in shown:
            arriving.setdefault(entry.record, []).append(entry)
    keys = [(planned.office, record) for record in arriving]
    held = {key[1]: entries for key, entries in journal_store.of_records(connection, keys)}
    count: dict[str, int] = {}
    conflicts = 0
    for record, entries in arriving.items():
        what, rivals = _on_record(held.get(record, []), entries)
        count[what] = count.get(what, 0) + 1
        conflicts += rivals
    return Effect(count.get("added", 0), count.get("changed", 0), count.get("erased", 0), conflicts)


def described(inspection: Inspection) -> Description | None:
    """What the file says about itself; ``None`` where it could not be read."""
    reading = inspection.reading
    if reading is None:
        return None
    manifest = reading.manifest
    values = _report_values(reading)
    return Description(
        sender=name_of(manifest.sender),
        kind=manifest.kind,
        month=Month.parse(manifest.period).label if manifest.period else "",
        is_nihil=values.get("nihil") is True,
        effect=inspection.effect or Effect(),
        assent=_assent(reading, values),
        signed_by=_signed_by(reading, values),
        signed_on=reading.signed_at.astimezone(WIB).date(),
    )


def plan_words(inspection: Inspection) -> str:
    """One line for a list: who, which month, what would change, who stands behind it; else why it cannot be taken."""
    told = described(inspection)
    if told is None:
        return inspection.sentence
    signed = told.assent.sentence.removesuffix(".")
    who = _("{assent} ({name})").format(assent=signed, name=told.signed_by) if told.signed_by else signed
    if inspection.verdict == "seen":
        what = inspection.sentence.removesuffix(".")
    elif told.kind == "receipt":
        return _("Tanda terima dari {sender} untuk laporan {month}.").format(sender=told.sender, month=told.month)
    else:
        what = _("NIHIL, {effect}").format(effect=told.effect.words) if told.is_nihil else told.effect.words
    return _("{sender}, {month}: {what}. {who}.").format(sender=told.sender, month=told.month, what=what, who=who)


def _on_record(held: list[Entry], arriving: list[Entry]) -> tuple[Literal["added", "changed", "erased"], int]:
    """What becomes of one record, and how many fields of it get rivals."""
    if not held and len(arriving) == 1 and arriving[0].op == "set":
        return "added", 0  # nearly all that a month brings
    before = fold(held)
    links = {entry.link: entry for entry in arriving}
    after = fold(
        [
            *(combine(entry, links.pop(entry.link)) if entry.link in links else entry for entry in held),
            *links.values(),
        ]
    )
    if after.erased:
        return "erased" if not before.erased else "changed", 0
    return "changed" if held else "added", len(after.conflicts.keys() - before.conflicts.keys())


def _shown_kinds() -> frozenset[str]:
    return frozenset(kind.name for kind in row_kinds())


def _report_values(reading: Reading) -> dict[str, object]:
    """What the newest report entry of the carrier's month says; any office may have written anything in it."""
    for entry in reversed(reading.entries):
        values = entry.changes() if entry.kind == REPORT.name else {}
        if values.get("month") == reading.manifest.period:
            return values
    return {}


def _assent(reading: Reading, values: dict[str, object]) -> Assent:
    """The key that signed decides; only whether it was head or secretary is the sender's word."""
    if reading.signer.use == "dispatch":
        return Assent.NONE
    return Assent.SECRETARY if values.get("assent") == Assent.SECRETARY.value else Assent.HEAD


def _signed_by(reading: Reading, values: dict[str, object]) -> str:
    name = values.get("signed_by")
    if isinstance(name, str):
        return clean(name)[:_LONGEST_NAME]
    return reading.entries[-1].author if reading.entries else ""
