"""Recording: save, erase, look at, search, and the history of a record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Problem, Refused
from ppo_desktop.core.ids import new_record_id
from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import _
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.fold import Folded, fold
from ppo_desktop.operations.books import issued, listed_people, photos, stocktaking
from ppo_desktop.operations.history import erasing, journalling
from ppo_desktop.operations.house import drafting, envelopes
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import Sight, sight
from ppo_desktop.operations.published import publishing
from ppo_desktop.records import reading
from ppo_desktop.records.checking import Checked, check, hours_gone, must_pass, usable
from ppo_desktop.records.field import Values
from ppo_desktop.records.instruments import Library
from ppo_desktop.records.kind import HIDDEN, RecordKind, StockBook
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.showing import shown
from ppo_desktop.storage import carrier_store, journal_store, photo_store, rows
from ppo_desktop.storage.belonging import belonging_to
from ppo_desktop.storage.database import Connection

DELETED = "deleted"
"""The field that takes a record out of lists, search and figures."""


class Change(NamedTuple):
    """Names one entry of our own journal, so that it can be taken back (``undoing.undo``)."""

    record: str
    link: bytes


class Saved(Struct, frozen=True):
    """A save that is on disk."""

    record: str
    warnings: tuple[Problem, ...]
    """What was saved all the same, each with its reason."""
    changes: Changes
    change: Change | None = None
    """What to hand to ``undoing.undo``; ``None`` where nothing was different, or nobody may take it back."""


class HistoryLine(Struct, frozen=True):
    """One field of one change."""

    time: str
    author: str
    device: str
    field: str
    """Field name, or ``""`` for an erasure."""
    label: str
    old: object
    new: object
    old_words: str = ""
    new_words: str = ""
    is_here: bool = True
    """False where the value was withheld or erased."""
    link: bytes = b""
    """Of the entry this line belongs to."""


class Surroundings(Struct, frozen=True, dict=True):
    """What the rules of a kind may ask while a record is saved."""

    connection: Connection
    office: Office
    record_id: str | None

    @cached_property
    def today(self) -> date:
        return today(self.office.clock)

    @property
    def code(self) -> str:
        return self.office.code

    def record(self, kind: str, record_id: str) -> Values | None:
        return rows.get(self.connection, kind_named(kind), self.office.code, record_id)

    def same_nik(self, nik: str, except_id: str | None) -> tuple[str, str] | None:
        for row in rows.where(self.connection, PERSON, self.office.code, nik=nik):
            if row["id"] != except_id:
                return str(row["id"]), PERSON.called(sight(self.connection, self.office).one(PERSON, row))
        return None

    @cached_property
    def instruments(self) -> Library:
        return publishing.instruments_with(self.connection, self.office)

    def stock_book(self) -> StockBook:
        return stocktaking.book(self.connection, self.office.code)

    def same(self, kind: str, values: Values) -> tuple[str, str] | None:
        of_kind = kind_named(kind)
        found = rows.where(self.connection, of_kind, self.office.code, deleted_too=False, **values)
        if of_kind is LETTER and (number := values.get("number")):  # what was given may stand in no record any more
            found += issued.letters_with(self.connection, self.office.code, str(number))
        for row in found:
            if row["id"] != self.record_id:
                return str(row["id"]), of_kind.called(sight(self.connection, self.office).one(of_kind, row))
        return None

    def can_seal_to(self, level: Level) -> bool:
        return bool(envelopes.recipients(self.connection, self.office, level))


def save(
    office: Office,
    kind: RecordKind,
    typed: Mapping[str, object],
    record: str | None = None,
    *,
    draft: DraftKey | None = None,
) -> Saved:
    """Check what was typed and keep it: entry, row and search index in one durable transaction.

    Args:
        typed: field → value as typed; for an existing record only what changes need be there.
        record: id of the record to change; ``None`` makes a new one.
        draft: this user's draft that is done with now; it goes in the same transaction.

    Raises:
        Invalid: errors, or warnings without a reason; nothing was kept.
        Refused: unknown, erased or foreign record, or a kind this office does not record.
    """
    with office.database.transaction() as connection:
        return save_with(connection, office, kind, typed, record, draft=draft)


def save_with(
    connection: Connection,
    office: Office,
    kind: RecordKind,
    typed: Mapping[str, object],
    record: str | None = None,
    *,
    draft: DraftKey | None = None,
) -> Saved:
    """As ``save``, in the caller's transaction: records that belong together are kept together or not at all.

    While values of a record are in conflict, any save computes anew what the program computes of them.
    """
    _demand_recorded_here(office, kind)
    entries, folded = known_here(connection, office, kind, record, deleted_too=DELETED in typed)
    followers = kind.computed_names if folded.conflicts else frozenset()
    checked = judged(connection, office, kind, folded, {**dict.fromkeys(followers), **typed}, record)
    values = must_pass(checked)
    _demand_same_references(kind, folded.values, values)
    changes = {
        name: value
        for name, value in values.items()
        if _is_change(folded, name, value) or (name in folded.conflicts and (name in typed or name in followers))
    }
    warnings = tuple(problem for problem in checked.problems if problem.is_warning)
    if draft:
        drafting.drop_with(connection, office, draft)
    if not changes and record:
        return Saved(record, warnings, Changes())
    is_sealed = envelopes.is_meant(kind, values)
    if is_sealed and record:
        raise envelopes.too_late()
    record = record or new_record_id(office.clock)
    if is_sealed:
        changes = envelopes.seal(connection, office, kind, record, changes)
    entry = journalling.write(connection, office, kind, record, changes, seen=entries)
    touched = Changes(frozenset({(kind.name, office.code, record)}))
    return Saved(record, warnings, touched, None if is_sealed else Change(record, entry.link))


def preview_check(office: Office, kind: RecordKind, typed: Mapping[str, object], record: str | None = None) -> Checked:
    """What ``save`` would say about a form, in the same surroundings; writes nothing.

    Raises:
        Refused: as ``save``.
    """
    _demand_recorded_here(office, kind)
    with office.database.reading() as connection:
        _entries, folded = known_here(connection, office, kind, record)
        return judged(connection, office, kind, folded, typed, record)


class Erased(Struct, frozen=True):
    """An erasure that is on disk."""

    changes: Changes
    withdrawn: int
    """Kept carriers that held the values and were dropped; a new report is needed before the next export."""
    out_of_reach: tuple[Path, ...]
    """Old copies in the data folder that a person must destroy; those on sticks nobody here can list."""


def erase(office: Office, record: str) -> Erased:
    """Erase a record, and with a person everything that belongs to them, for good (UU 27/2022 art. 43-44).

    Records of ours in whose place this one is shown go too: it is the person who asked to be forgotten. Every holder
    that merges the erase entries drops the values too.
    """
    with office.database.transaction() as connection:
        entries = journal_store.of_record(connection, office.code, record)
        folded = fold(entries)
        if not entries or folded.erased or kind_named(folded.kind).row is None:
            raise unknown(record)
        keys = belonging_to(connection, folded.kind, (office.code, record))
        listed_people.forget(connection, keys)
        for key in keys:
            seen = journal_store.of_record(connection, *key)
            journalling.erase(connection, office, key[1], seen)
        carrier_store.drop_incoming_files(connection, office.code)  # from other PCs of this office
        withdrawn = erasing.forget_files(connection, office)
        photo_store.sweep(connection)
    erasing.remember(office, keys)
    touched = frozenset((kind, *key) for key, kind in keys.items())
    return Erased(Changes(touched), withdrawn, tuple(erasing.out_of_reach(office)))


def listing(office: Office, kind: RecordKind, before: str = "", limit: int = rows.PAGE) -> list[rows.Row]:
    """A page of records, newest first; ``before``: id of the last one already shown.

    Raises:
        Refused: a kind that has no list.
    """
    if kind.row is None:
        raise Refused(
            "kind-not-here",
            _("{kind} tidak punya daftar.").format(kind=_(kind.title)),
            _("Pilih catatan yang lain."),
        )
    with office.database.reading() as connection:
        page = rows.page(connection, kind, before, limit)
        found = {(row["office"], row["id"]): row for row in page}
        return list(sight(connection, office).shown(kind, found).values())


def history(office: Office, record: str, owner: str | None = None) -> list[HistoryLine]:
    """What happened to a record, field by field, oldest first; ``owner``: the office it belongs to, ours by default."""
    owner = owner or office.code
    with office.database.reading() as connection:
        seen = sight(connection, office)
        seen.demand(owner, record)
        entries = journal_store.of_record(connection, owner, record)
        if not entries:
            raise unknown(record)
        hidden = _hidden(connection, seen, entries[0])
    lines = _history_lines(sorted(entries, key=lambda entry: entry.order))
    return [line for line in lines if line.field not in hidden]


def _hidden(connection: Connection, seen: Sight, entry: Entry) -> Collection[str]:
    """The fields of an entry's record that are not shown to whoever asks."""
    kind = kind_named(entry.kind)
    row = rows.get(connection, kind, entry.office, entry.record) if kind.row else None
    hidden: Collection[str] = seen.one(kind, row).get(HIDDEN, ()) if row else ()
    return hidden


def _demand_recorded_here(office: Office, kind: RecordKind) -> None:
    if kind.row is None or office.identity.level not in kind.levels:
        raise Refused("kind-not-here", _("{kind} tidak dicatat di kantor ini.").format(kind=_(kind.title)))


def known_here(
    connection: Connection, office: Office, kind: RecordKind, record: str | None, *, deleted_too: bool = False
) -> tuple[list[Entry], Folded]:
    """What the journal says about a record of ours, which must exist, and be in the list, when it is named."""
    if record:
        sight(connection, office).demand(office.code, record)
    entries = journal_store.of_record(connection, office.code, record) if record else []
    folded = fold(entries)
    if record and (not entries or folded.erased or folded.kind != kind.name):
        raise unknown(record)
    if folded.values.get(DELETED) and not deleted_too:
        raise Refused(
            "record-deleted",
            _("Catatan ini sudah dihapus dari daftar, jadi tidak dapat diubah."),
            _("Buka catatannya dan tekan “Pulihkan” bila masih diperlukan."),
        )
    envelopes.demand_unsealed(folded.values)
    return entries, folded


def judged(
    connection: Connection,
    office: Office,
    kind: RecordKind,
    folded: Folded,
    typed: Mapping[str, object],
    record: str | None,
) -> Checked:
    """What ``check`` says of a whole record: what is known of it with what was typed."""
    # What this version cannot use (a newer program's fields) stays in the journal as it is and is not judged here.
    known, _unusable = usable(kind, folded.values)
    whole = {**known, **hours_gone(kind, known, typed), **typed}
    out_of_reach = {problem.field: problem for problem in _out_of_reach(connection, office, kind, known, whole)}
    checked = check(kind, {**whole, **dict.fromkeys(out_of_reach)}, Surroundings(connection, office, record))
    said = (problem for problem in checked.problems if problem.field not in out_of_reach)
    gone = photos.missing(connection, kind, folded.values, checked.values)
    return replace(checked, problems=(*said, *out_of_reach.values(), *gone))


def _out_of_reach(
    connection: Connection, office: Office, kind: RecordKind, before: Values, typed: Values
) -> Iterator[Problem]:
    """Errors for records newly named that are closed to whoever types, or another office's that is not held here."""

    def told(name: str) -> object:
        return reading.read(kind.field(name), typed.get(name))[0]

    closed = sight(connection, office).closed
    for field in kind.fields:
        record = told(field.name) if field.refers else None
        if not record or record == before.get(field.name):
            continue
        key = str(told(field.owner) if field.owner else office.code), str(record)
        if key in closed:
            message = _("{label}: catatan ini ditutup untuk akun Anda. Tanyakan kepada petugas lain di kantor ini.")
            yield reading.problem(field, "closed", message)
        elif field.owner and rows.get(connection, kind_named(field.refers), *key) is None:
            message = _("{label}: catatan ini tidak ada di kantor ini; pilih dari daftar.")
            yield reading.problem(field, "unknown", message)


def _demand_same_references(kind: RecordKind, before: Mapping[str, object], after: Mapping[str, object]) -> None:
    """A record stays with the person it was made for: erasing that person must find all that was ever said of them."""
    for field in kind.fields:
        if field.belongs and before.get(field.name) and after.get(field.name) != before[field.name]:
            raise Refused(
                "reference-fixed",
                _("{label} pada catatan ini tidak dapat diganti.").format(label=_(field.label)),
                _("Hapus catatan ini, lalu buat catatan baru untuk orang yang benar."),
            )


def _is_change(folded: Folded, name: str, value: object) -> bool:
    return value != folded.values.get(name) and not (value is None and name not in folded.values)


def _history_lines(entries: list[Entry]) -> Iterator[HistoryLine]:
    kind = kind_named(entries[0].kind)
    known: dict[str, object] = {}
    for entry in entries:
        line = partial(HistoryLine, entry.time, entry.author, entry.device, link=entry.link)
        if entry.op == "erase":
            yield line("", _("Dihapus untuk selamanya"), None, None)
            continue
        for part in (entry.open, entry.restricted):
            if part is not None and part.changes is None:
                yield line("", _("(isi tidak ada di komputer ini)"), None, None, is_here=False)
        for name, value in entry.changes().items():
            field = kind.by_name.get(name)
            label = _(field.label) if field else name
            old = known.get(name)
            yield line(name, label, old, value, shown(field, old), shown(field, value))
            known[name] = value


def unknown(record: str) -> Refused:
    """What to say about a record that is not there."""
    return Refused(
        "unknown-record",
        _("Catatan {record} tidak ada di kantor ini, atau sudah dihapus.").format(record=record),
        _("Cari dahulu namanya."),
    )
