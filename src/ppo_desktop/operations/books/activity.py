"""What was done in this office, entry by entry: who, when, to which record, and what to hand to ``undoing.undo``."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from ppo_desktop.core.text import N_, _
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.fold import fold
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.books.recording import Change, HistoryLine
from ppo_desktop.operations.books.undoing import DELETED, is_undoable
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import Sight, sight
from ppo_desktop.records.checking import REASONS, usable
from ppo_desktop.records.internal import DEVICE, FIGURE_SHEET, PERIOD_REPORT, RECEIPT, REPORT
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import KINDS
from ppo_desktop.reports.office import Assent
from ppo_desktop.storage import journal_store, rows
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey

PAGE = 100
_REPORTS = frozenset({REPORT.name, PERIOD_REPORT.name})
_PAPERS = _REPORTS | {RECEIPT.name, FIGURE_SHEET.name}
"""Kinds whose entries are papers that were made."""
_KINDS_BY_NAME = {kind.name: kind for kind in KINDS}


class Deed(StrEnum):
    """What an entry did to its record."""

    RECORDED = "recorded"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"
    ERASED = "erased"


_WORDS = {
    Deed.RECORDED: N_("dicatat"),
    Deed.CHANGED: N_("{count} isian diubah"),
    Deed.REMOVED: N_("dihapus"),
    Deed.RESTORED: N_("dipulihkan"),
    Deed.ERASED: N_("dihapus selamanya"),
}


class Activity(Struct, frozen=True):
    """One entry of our journal, as a person reads it."""

    place: int
    """Where it stands among all; hand the last one's to ``activity(before=…)``."""
    time: str
    author: str
    device: str
    kind: str
    record: str
    title: str
    """How the record is called now; ``""`` when it was erased."""
    deed: Deed
    count: int
    """How many fields it changed."""
    link: bytes
    change: Change | None
    """What to undo, where that may be offered."""
    signed_by: str = ""
    """Of a report: who assented to it."""

    @property
    def words(self) -> str:
        """``dicatat``, ``3 isian diubah`` …; of what the program writes for somebody: that it was made, if anything."""
        if self.kind == DEVICE.name:
            return ""  # its title says it
        if self.kind in _PAPERS and self.deed is not Deed.ERASED:
            is_again = self.kind in _REPORTS and self.deed is not Deed.RECORDED
            made = _("dibuat lagi") if is_again else _("dibuat")
            return _("{made}, ditandatangani {name}").format(made=made, name=self.signed_by) if self.signed_by else made
        return _(_WORDS[self.deed]).format(count=self.count)


def activity(
    office: Office, before: int | None = None, limit: int = PAGE, *, user: str = "", kind: str = ""
) -> list[Activity]:
    """A page of what was written in this office on any of its PCs, newest first.

    Args:
        before: ``place`` of the last one already shown.
        user: name of the writer as entries have it (``UserInfo.display_name``); empty: everybody.
        kind: name of a kind; empty: all.
    """
    with office.database.reading() as connection:
        found = journal_store.newest(connection, office.code, limit, before, user, kind)
        seen = sight(connection, office)
        titles = _titles(connection, seen, [entry for _place, entry in found])
    return [_told(place, entry, titles, seen) for place, entry in found]


def kinds(office: Office) -> frozenset[str]:
    """The kinds of which this office wrote anything at all."""
    with office.database.reading() as connection:
        return frozenset(journal_store.kinds(connection, office.code))


def lines(office: Office, item: Activity) -> list[HistoryLine]:
    """Field by field what an activity changed, with the values before and after; nothing of a closed record."""
    with office.database.reading() as connection:
        if (office.code, item.record) in sight(connection, office).closed:
            return []
    return [line for line in recording.history(office, item.record) if line.link == item.link]


def _told(place: int, entry: Entry, titles: dict[RecordKey, str], seen: Sight) -> Activity:
    kind = _KINDS_BY_NAME.get(entry.kind)
    key = (entry.office, entry.record)
    changed = entry.changes().keys() - {REASONS}
    may_undo = kind is not None and key in titles and key not in seen.closed and is_undoable(kind, entry)
    return Activity(
        place,
        entry.time,
        entry.author,
        entry.device,
        entry.kind,
        entry.record,
        titles.get(key, ""),
        deed_of(entry),
        len(changed),
        entry.link,
        Change(entry.record, entry.link) if may_undo else None,
        _signer(entry) if entry.kind in _REPORTS else "",
    )


def _signer(report: Entry) -> str:
    """Who assented to a report; ``""`` where its print is signed."""
    values = report.changes()
    is_agreed = values.get("assent") not in (None, Assent.NONE.value)
    return str(values.get("signed_by") or "") if is_agreed else ""


def deed_of(entry: Entry) -> Deed:
    """What an entry did."""
    if entry.op == "erase":
        return Deed.ERASED
    if not entry.after:
        return Deed.RECORDED
    changes = entry.changes()
    if changes.keys() == {DELETED}:
        return Deed.REMOVED if changes[DELETED] else Deed.RESTORED
    return Deed.CHANGED


def _titles(connection: Connection, seen: Sight, entries: list[Entry]) -> dict[RecordKey, str]:
    """How the records of these entries are called now; erased ones and those of unknown kinds are left out."""
    keys: dict[str, set[RecordKey]] = {}
    for entry in entries:
        keys.setdefault(entry.kind, set()).add((entry.office, entry.record))
    return {
        key: title
        for name, of_kind in keys.items()
        if (kind := _KINDS_BY_NAME.get(name))
        for key, title in _titles_of(connection, seen, kind, of_kind).items()
    }


def _titles_of(connection: Connection, seen: Sight, kind: RecordKind, keys: set[RecordKey]) -> dict[RecordKey, str]:
    if kind.row:
        found = seen.shown(kind, rows.some(connection, kind, keys))
        return {key: kind.called(row) for key, row in found.items()}
    folded = ((key, fold(entries)) for key, entries in journal_store.of_records(connection, keys))
    return {key: kind.title_of(usable(kind, record.values)[0]) for key, record in folded if not record.erased}
