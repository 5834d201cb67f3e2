"""Minta perbaikan: an office above asks one below to look at a record again, and how that is answered.

Nobody above changes a record. The request is a record of the office that asks; receipts tell it downwards until a newer
entry of the record has come up, or the answer that it is right as it is, or until it is withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate
from typing import Any, Literal, cast

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.ids import RECORD_ID, new_record_id
from ppo_desktop.core.offices import is_below, name_of
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, clean
from ppo_desktop.journal.fold import Folded, fold
from ppo_desktop.journal.wire import room_beside
from ppo_desktop.operations.books.recording import unknown
from ppo_desktop.operations.history import journalling
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import Sight, sight
from ppo_desktop.operations.neighbours import notes
from ppo_desktop.records.internal import CORRECTION
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.storage import journal_store, rows, settings_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey

CORRECT = "correct"
"""The verdict."""
LONGEST = 200
"""Characters of a reason."""
MOST_TOLD = 40
"""Requests of one receipt; the oldest first."""
_KEPT = "corrections "
"""Settings ``corrections <code>``: what the newest receipt of that office asks for."""
_KINDS = {kind.name for kind in row_kinds()}
State = Literal["waiting", "changed", "right", "withdrawn", "gone"]


class Request(Struct, frozen=True):
    """One request, as whoever asked or whoever is asked sees it."""

    id: str
    by: str
    """Code of the office that asks."""
    kind: str
    owner: str
    record: str
    title: str
    """Of the record, as far as it may be shown."""
    field: str
    """Name, or ``""``: the whole record."""
    reason: str
    asked_on: str
    state: State = "waiting"
    answer: str = ""
    """What the office below wrote, where it says that the record is right."""
    recorded_on: str = ""
    """When the record was first saved, as its writer's PC showed it."""

    @property
    def mark(self) -> str:
        """What tells records of one kind and day apart where their names are not shown."""
        return self.record[-4:].upper()

    @property
    def about(self) -> str:
        """The label of the field, or ``""``."""
        field = kind_named(self.kind).by_name.get(self.field) if self.kind in _KINDS else None
        return _(field.label) if field else ""

    @property
    def sentence(self) -> str:
        """``Kecamatan Tebas meminta isian Tanggal lahir dilihat lagi: …``."""
        words = _("{upper} meminta isian “{field}” dilihat lagi: {reason}") if self.about else ""
        words = words or _("{upper} meminta catatan ini dilihat lagi: {reason}")
        return words.format(upper=name_of(self.by), field=self.about, reason=self.reason)

    @property
    def standing(self) -> str:
        """How it stands, in words."""
        words: dict[State, str] = {
            "waiting": _("Diminta {day}; belum dijawab."),
            "changed": _("Diminta {day}; sudah diperbaiki."),
            "right": _("Diminta {day}; dijawab: sudah benar."),
            "withdrawn": _("Diminta {day}; ditarik kembali."),
            "gone": _("Diminta {day}; catatannya sudah dihapus."),
        }
        return words[self.state].format(day=long_date(date.fromisoformat(self.asked_on)) if self.asked_on else "–")


# --------------------------------------------------------------------------------- at the office that asks


def why_not_ask(office: Office, kind: RecordKind, owner: str) -> str:
    """Why nobody here can ask for a correction of a record; ``""`` where it can be done."""
    if not is_below(owner, office.code):
        return _("Perbaikan diminta untuk catatan kantor di bawah.")
    return "" if kind.row is not None else _("Catatan ini ditulis program.")


def ask(office: Office, kind: RecordKind, owner: str, record: str, reason: str, field: str = "") -> Changes:
    """Ask ``owner`` to look at a record again; the next receipt takes it along.

    Raises:
        Refused: no reason or one that is too long, not an office below, an unknown record, or one asked about already.
    """
    reason = clean(" ".join(reason.split()))
    if why := why_not_ask(office, kind, owner):
        raise Refused("not-below", why)
    if not reason or len(reason) > LONGEST:
        message = _("Tulis yang perlu dilihat lagi, paling panjang {most} huruf.").format(most=LONGEST)
        raise Refused("reason-form", message, _("Misalnya: tanggal lahir dan NIK tidak cocok."))
    with office.database.transaction() as connection:
        sight(connection, office).demand(owner, record)
        if rows.get(connection, kind, owner, record) is None:
            raise unknown(record)
        if any(one.state == "waiting" for one in asked_with(connection, office, (owner, record))):
            message = _("Perbaikan catatan ini sudah diminta dan belum dijawab.")
            raise Refused("asked-already", message, _("Tarik dahulu permintaan itu, lalu minta lagi."))
        values: dict[str, object] = {
            "to": owner,
            "record": record,
            "kind": kind.name,
            "reason": reason,
            "version": fold(journal_store.of_record(connection, owner, record)).version,
            "asked_on": today(office.clock).isoformat(),
        }
        if field in kind.by_name:
            values["field"] = field
        journalling.write(connection, office, CORRECTION, new_record_id(office.clock), values)
    return Changes(frozenset({(kind.name, owner, record)}))


def withdraw(office: Office, request: str) -> Changes:
    """Take a request back; the next receipt does not name it any more."""
    with office.database.transaction() as connection:
        seen = journal_store.of_record(connection, office.code, request)
        said = fold(seen)
        if said.kind != CORRECTION.name:
            raise unknown(request)
        journalling.write(connection, office, CORRECTION, request, {"withdrawn": True}, seen=seen)
    return Changes(frozenset({(str(said.values["kind"]), str(said.values["to"]), str(said.values["record"]))}))


def asked(office: Office, about: RecordKey | None = None) -> list[Request]:
    """What this office asked for, the newest first."""
    with office.database.reading() as connection:
        return asked_with(connection, office, about)


def asked_with(connection: Connection, office: Office, about: RecordKey | None = None) -> list[Request]:
    """As ``asked``, in the caller's connection; of one record only where ``about`` names it."""
    keys = journal_store.record_keys(connection, CORRECTION.name, office.code)
    said = [(key[1], fold(entries).values) for key, entries in journal_store.of_records(connection, keys)]
    wanted = [(id_, values) for id_, values in said if about is None or (values.get("to"), values["record"]) == about]
    seen = sight(connection, office)
    right = notes.answers(connection, {str(values["to"]) for _id, values in wanted})
    found = [_asked(connection, seen, office.code, id_, values, right.get(id_)) for id_, values in wanted]
    return sorted((one for one in found if (one.owner, one.record) not in seen.closed), key=_newest_first)


def _newest_first(one: Request) -> tuple[int, str]:
    return -date.fromisoformat(one.asked_on).toordinal(), one.id


def _asked(
    connection: Connection, seen: Sight, by: str, id_: str, values: Mapping[str, Any], right: str | None
) -> Request:
    owner, record, kind = str(values["to"]), str(values["record"]), str(values["kind"])
    now = fold(journal_store.of_record(connection, owner, record))
    return Request(
        id=id_,
        by=by,
        kind=kind,
        owner=owner,
        record=record,
        title=_title(connection, seen, kind, (owner, record)),
        field=str(values.get("field") or ""),
        reason=str(values.get("reason") or ""),
        asked_on=str(values["asked_on"]),
        state=_state(values, now, right),
        answer=right or "",
        recorded_on=now.first.time[:10] if now.first else "",
    )


def _state(values: Mapping[str, Any], now: Folded, right: str | None) -> State:
    if values.get("withdrawn"):
        return "withdrawn"
    if now.erased:
        return "gone"
    if right is not None:
        return "right"
    return "changed" if now.version > int(values["version"]) else "waiting"


def _title(connection: Connection, seen: Sight, kind: str, key: RecordKey) -> str:
    row = rows.get(connection, kind_named(kind), *key) if kind in _KINDS else None
    return kind_named(kind).called(seen.one(kind_named(kind), row)) if row else ""


def tell(connection: Connection, office: Office, sender: str, beside: Mapping[str, object]) -> dict[str, object]:
    """What waits for an answer of ``sender``, the oldest first."""
    waiting = [one for one in asked_with(connection, office) if one.owner == sender and one.state == "waiting"]
    lines = [_line(connection, one) for one in reversed(waiting)][:MOST_TOLD]
    room = room_beside({**beside, "verdicts": []})
    count = sum(size <= room for size in accumulate(len(canonical.write(line)) + 1 for line in lines))
    return {"verdicts": lines[:count]}


def _line(connection: Connection, one: Request) -> dict[str, object]:
    said = fold(journal_store.of_record(connection, one.by, one.id)).values
    line = {"record": one.record, "verdict": CORRECT, "request": one.id, "reason": one.reason, "on": one.asked_on}
    return {**line, "version": said["version"], **({"field": one.field} if one.field else {})}


# ---------------------------------------------------------------------------------- at the office that is asked


def learn(connection: Connection, _office: Office, upper: str, values: Mapping[str, object]) -> None:
    """Keep what the newest receipt of an office above asks for; what the one before asked for goes."""
    settings_store.write(connection, f"{_KEPT}{upper}", {"requests": list(_read(values))})


def count_told(values: Mapping[str, object]) -> int:
    """How many requests a receipt holds."""
    return len(list(_read(values)))


def _read(values: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Those of a receipt that this version understands; an office above may have written anything."""
    found = values.get("verdicts")
    for item in found if isinstance(found, list) else ():
        if not isinstance(item, dict) or item.get("verdict") != CORRECT:
            continue
        reason, version, field, on = (item.get(name) for name in ("reason", "version", "field", "on"))
        ids = [item.get(name) for name in ("record", "request")]
        is_text = isinstance(reason, str) and 0 < len(reason) <= LONGEST
        if is_text and type(version) is int and all(isinstance(one, str) and RECORD_ID.fullmatch(one) for one in ids):
            named = field if isinstance(field, str) and len(field) <= LONGEST else ""
            line = {"record": ids[0], "request": ids[1], "reason": reason, "version": version, "field": named}
            yield {**line, "on": on if _is_day(on) else ""}


def _is_day(text: object) -> bool:
    try:
        return isinstance(text, str) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def requested(office: Office, record: str = "") -> list[Request]:
    """What offices above ask of us and nobody here has answered yet; of one record only where it is named."""
    with office.database.reading() as connection:
        told = settings_store.beginning_with(connection, _KEPT)
        lines = [
            (upper, line)
            for upper, values in told.items()
            for line in cast(list[dict[str, Any]], values["requests"])
            if record in ("", line["record"])
        ]
        if not lines:
            return []
        answered = notes.answers(connection, {office.code}).keys()
        seen = sight(connection, office)
        return [
            one
            for upper, line in lines
            if line["request"] not in answered and (one := _requested(connection, office, seen, upper, line))
        ]


def _requested(
    connection: Connection, office: Office, seen: Sight, upper: str, line: Mapping[str, Any]
) -> Request | None:
    record = str(line["record"])
    now = fold(journal_store.of_record(connection, office.code, record))
    is_open = now.kind in _KINDS and not now.erased and not now.values.get("deleted") and now.version <= line["version"]
    if not is_open or (office.code, record) in seen.closed:
        return None
    key = (office.code, record)
    return Request(
        id=str(line["request"]),
        by=upper,
        kind=now.kind,
        owner=office.code,
        record=record,
        title=_title(connection, seen, now.kind, key),
        field=str(line["field"]),
        reason=str(line["reason"]),
        asked_on=str(line["on"]),
    )


def is_right(office: Office, request: Request, text: str = "") -> Changes:
    """Answer that the record is right as it is; the answer travels with the next report."""
    notes.write(office, request.by, text or _("Sudah diperiksa; catatannya sudah benar."), request=request.id)
    return Changes(frozenset({(request.kind, request.owner, request.record)}))
