"""Pesan: short notes between two offices, upwards in the journal, downwards in receipts.

What was written stays in the journal of its writer. Downwards each receipt repeats what its reader is not known to
have: reports name the newest receipt that was read. So neither a lost stick nor a later receipt loses a note.

A note may answer a referral of an office below: then only that it was answered is printed, and the office writes what
it says into its own record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import accumulate
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core import canonical
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.ids import RECORD_ID, new_record_id
from ppo_desktop.core.offices import is_below, name_of
from ppo_desktop.core.text import _, clean
from ppo_desktop.journal.fold import fold
from ppo_desktop.journal.wire import room_beside
from ppo_desktop.operations.carriers import carriers, words_above
from ppo_desktop.operations.history import journalling
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import closed_words, sight
from ppo_desktop.operations.months import reporting
from ppo_desktop.records.internal import NOTE, RECEIPT
from ppo_desktop.records.referral import REFERRAL
from ppo_desktop.storage import carrier_store, journal_store, rows, settings_store, trust_store
from ppo_desktop.storage.database import Connection

LONGEST = 400
"""Characters of a note."""
MOST_BYTES = 12_000
"""Of all notes of one receipt."""
_SEEN = "notes seen"


class Note(Struct, frozen=True):
    """One note."""

    id: str
    sender: str
    to: str
    text: str
    written_on: str
    request: str = ""
    """Id of the request for correction it answers."""
    referral: str = ""
    """Id of the receiver's referral it answers."""
    title: str = ""
    """Of that referral, as far as it may be shown."""
    has_arrived: bool = False
    """Whether the other office is known to have it."""
    is_new: bool = False
    """Whether nobody here has opened the page since it came."""


def why_not(office: Office) -> str:
    """Why nothing can be written to anybody; ``""`` where something can."""
    return "" if partners(office) else _("Belum ada kantor lain yang kuncinya dikenal di sini.")


def partners(office: Office) -> list[str]:
    """The offices that can be written to: those above first, then those below."""
    with office.database.reading() as connection:
        known = set(trust_store.offices(connection)) - {office.code}
        known |= {arrived.sender for arrived in carrier_store.arrived(connection, "report")} - {office.code}
        above = [code for code in reporting.receivers(connection, office) if code in known]
    return [*above, *sorted(code for code in known if is_below(code, office.code))]


def write(office: Office, to: str, text: str, *, request: str = "", referral: str = "") -> str:
    """Keep a note for another office; it travels with the next report or receipt. Its id.

    Args:
        request: the request for correction it answers.
        referral: the referral of an office below it answers.

    Raises:
        Refused: no text, a text that is too long, an office that is neither above nor below, or no such referral.
    """
    text = clean(text)
    if not text or len(text) > LONGEST:
        message = _("Tulis pesannya, paling panjang {most} huruf.").format(most=LONGEST)
        raise Refused("note-form", message, _("Hal yang panjang lebih baik dibicarakan atau disuratkan."))
    if not (is_below(to, office.code) or is_below(office.code, to)):
        message = _("{office} bukan kantor di atas atau di bawah kantor ini.").format(office=name_of(to))
        raise Refused("not-a-partner", message)
    values: dict[str, object] = {"to": to, "text": text, "written_on": today(office.clock).isoformat()}
    if request:
        values["request"] = request
    note = new_record_id(office.clock)
    with office.database.transaction() as connection:
        if referral:
            sight(connection, office).demand(to, referral)
            row = rows.get(connection, REFERRAL, to, referral)
            if row is None or row["deleted"] or not is_below(to, office.code):
                raise Refused("unknown-referral", _("Rujukan itu tidak ada di sini."), _("Buka dahulu rujukannya."))
            values["referral"] = referral
        journalling.write(connection, office, NOTE, note, values)
    return note


def exchanged(office: Office) -> list[Note]:
    """Every note to and from this office, the newest first."""
    with office.database.reading() as connection:
        last = _seen(connection)
        ours = list(_ours(connection, office))
        theirs = [*_from_below(connection, office, last), *_from_above(connection, office, last)]
        found = [_titled(connection, office, note) for note in (*ours, *theirs)]
    return sorted(found, key=lambda note: (note.written_on, note.id), reverse=True)


def answering(office: Office, referral: str) -> list[Note]:
    """The answers to a referral, the oldest first."""
    return [note for note in reversed(exchanged(office)) if note.referral == referral]


def unread(office: Office) -> list[Note]:
    """What came since somebody here last looked at the notes; the first page asks for it, so ours are not read."""
    with office.database.reading() as connection:
        last = _seen(connection)
        theirs = [*_from_below(connection, office, last), *_from_above(connection, office, last)]
    return [note for note in theirs if note.is_new]


def seen(office: Office) -> None:
    """Somebody looks at the notes now."""
    with office.database.transaction() as connection:
        settings_store.write(connection, _SEEN, {"n": journal_store.newest_number(connection)})


def answers(connection: Connection, offices: Iterable[str]) -> dict[str, str]:
    """Request for correction → what one of ``offices`` answered, as far as it is held here."""
    return {
        str(values["request"]): str(values.get("text") or "")
        for office in offices
        for _id, values in _written(connection, office)
        if values.get("request")
    }


def _seen(connection: Connection) -> int:
    return int(str((settings_store.read(connection, _SEEN) or {}).get("n", 0)))


def _written(connection: Connection, office: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(id, values) of the notes an office wrote, as far as they are held here."""
    keys = journal_store.record_keys(connection, NOTE.name, office)
    for (_office, record), entries in journal_store.of_records(connection, keys):
        folded = fold(entries)
        if folded.values.get("text") and not folded.erased:
            yield record, folded.values


def written_to(connection: Connection, office: str) -> dict[str, set[str]]:
    """Office → ids of the notes that ``office`` wrote to it."""
    found: dict[str, set[str]] = defaultdict(set)
    for id_, values in _written(connection, office):
        found[str(values["to"])].add(id_)
    return found


def _note(id_: str, sender: str, values: Mapping[str, Any], *, has_arrived: bool, is_new: bool = False) -> Note:
    request, referral = str(values.get("request") or ""), str(values.get("referral") or "")
    on = str(values.get("written_on") or "")
    text, to = str(values["text"]), str(values["to"])
    return Note(id_, sender, to, text, on, request, referral, has_arrived=has_arrived, is_new=is_new)


def _titled(connection: Connection, office: Office, note: Note) -> Note:
    """With the title of the referral it answers; who may not read its restricted part reads no answer to it either."""
    if not note.referral:
        return note
    seen = sight(connection, office)
    if (note.to, note.referral) in seen.closed:
        return replace(note, title=closed_words(), text="–", referral="")
    if not access.may_look(office):
        note = replace(note, text=access.why_not_look())
    row = rows.get(connection, REFERRAL, note.to, note.referral)
    return replace(note, title=REFERRAL.called(seen.one(REFERRAL, row)) if row else "")


def _ours(connection: Connection, office: Office) -> Iterator[Note]:
    waiting: dict[str, set[str]] = {}
    for id_, values in _written(connection, office.code):
        to = str(values["to"])
        if to not in waiting:
            is_upper = is_below(office.code, to)
            waiting[to] = _unconfirmed(connection, office, to) if is_upper else _untold(connection, office, to)
        yield _note(id_, office.code, values, has_arrived=id_ not in waiting[to])


def _unconfirmed(connection: Connection, office: Office, to: str) -> set[str]:
    return {entry.record for entry in carriers.unconfirmed(connection, office, to) if entry.kind == NOTE.name}


def _from_below(connection: Connection, office: Office, last: int) -> Iterator[Note]:
    senders = {arrived.sender for arrived in carrier_store.arrived(connection, "report")} - {office.code}
    for sender in sorted(senders):
        new = {entry.record for n, entry in journal_store.newest(connection, sender, 50, kind=NOTE.name) if n > last}
        for id_, values in _written(connection, sender):
            if values.get("to") == office.code:
                yield _note(id_, sender, values, has_arrived=True, is_new=id_ in new)


def _from_above(connection: Connection, office: Office, last: int) -> Iterator[Note]:
    """Every note of every receipt that was ever taken in."""
    for upper in settings_store.beginning_with(connection, "receipt "):
        found: dict[str, Note] = {}
        for n, entry in journal_store.newest(connection, upper, 10_000, kind=RECEIPT.name):
            for id_, values in read(entry.changes()):
                one = _note(id_, upper, {**values, "to": office.code}, has_arrived=True, is_new=n > last)
                found[id_] = one  # the older receipt last: it says when the note came
        yield from found.values()


# ----------------------------------------------------------------------------------------- in receipts


def tell(connection: Connection, office: Office, sender: str, beside: Mapping[str, object]) -> dict[str, object]:
    """The notes for ``sender`` that it is not known to have, the oldest first, as far as there is room."""
    untold = _untold(connection, office, sender)
    lines = [
        {"id": id_, "text": values["text"], "on": values.get("written_on") or "", **_answering(values)}
        for id_, values in _written(connection, office.code)
        if id_ in untold
    ]
    room = min(room_beside({**beside, "notes": []}), MOST_BYTES)
    count = sum(size <= room for size in accumulate(len(canonical.write(line)) + 1 for line in lines))
    return {"notes": lines[:count]} if count else {}


def learn(_connection: Connection, _office: Office, _upper: str, _values: Mapping[str, object]) -> None:
    """Nothing more to be kept: the receipt's entry stays in the journal, and notes are read from there."""


def read(values: Mapping[str, object]) -> Iterator[tuple[str, dict[str, str]]]:
    """(id, values) of the notes of a receipt that this version understands."""
    found = values.get("notes")
    for item in found if isinstance(found, list) else ():
        if not isinstance(item, dict):
            continue
        id_, text, on = (item.get(name) for name in ("id", "text", "on"))
        if isinstance(id_, str) and RECORD_ID.fullmatch(id_) and isinstance(text, str) and 0 < len(text) <= LONGEST:
            yield (
                id_,
                {"text": text, "written_on": on if isinstance(on, str) and _is_day(on) else "", **_answering(item)},
            )


def _answering(values: Mapping[str, Any]) -> dict[str, str]:
    referral = values.get("referral")
    return {"referral": referral} if isinstance(referral, str) and RECORD_ID.fullmatch(referral) else {}


def _untold(connection: Connection, office: Office, sender: str) -> set[str]:
    """Our notes for ``sender`` but those in receipts that its reports say it has read."""
    ours = {id_ for id_, values in _written(connection, office.code) if values["to"] == sender}
    if not ours:
        return ours
    read_there = words_above.read_by(connection, office, sender)
    for _n, entry in journal_store.newest(connection, office.code, 10_000, kind=RECEIPT.name):
        said = entry.changes()
        places = {(entry.device, entry.seq), (said.get("generation"), entry.seq)}
        if said.get("to") == sender and places & read_there:
            ours -= {id_ for id_, _values in read(said)}
    return ours


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
