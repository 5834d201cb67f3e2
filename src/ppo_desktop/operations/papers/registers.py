"""Registers on paper: the rows of a book, read in pages while they are drawn, as whoever prints them may see them.

A book of any length is never held together: its keys are, two hundred rows at a time are read. Records that are closed
to whoever prints are left out and counted; what is restricted is printed only once each look is written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Span, short_date
from ppo_desktop.core.text import _, clean
from ppo_desktop.operations.books import issued, stocktaking
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import Sight, sight
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.filters import Between, Filter
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.screening import SCREENING
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.stock import MOVEMENTS, lines, signed
from ppo_desktop.records.stock_move import STOCK_MOVE
from ppo_desktop.reports import registers
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.register import BOOK, Line, Register, RegisterFacts, register_paper
from ppo_desktop.storage import listing, rows
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.listing import Selection
from ppo_desktop.storage.rows import Row

PAGE = 200
"""Rows that are read at once."""
MOST_WORDS = 300
"""Most characters of a reason."""
_BANDS = ("screened_on", "band", "flags", "instrument_version", "score_total")


class Lines(Struct, frozen=True):
    """The lines of a book; they are read anew each time they are walked through."""

    count: int
    walk: Callable[[], Iterator[Line]]
    closed: int = 0
    """Records left out because they are closed to whoever asks."""

    def __iter__(self) -> Iterator[Line]:
        return self.walk()

    def __len__(self) -> int:
        return self.count


def document(office: Office, register: Register, span: Span | None = None, *, reason: str = "") -> Document:
    """A register, its rows still to be read when it is drawn.

    Args:
        span: which months; ``None`` for all.
        reason: why the restricted columns are needed; each record of which they say something is then written down as
            looked at. ``""`` leaves these columns out.

    Raises:
        Refused: restricted columns are wanted by a role that may not see them.
    """
    register = register.at(office.identity.level)
    why = clean(reason)[:MOST_WORDS] if register.restricted else ""
    found = lines_of(office, register, span, is_restricted=bool(why))
    if why:
        _look_over(office, register, span, why)
    return register_paper(
        RegisterFacts(
            office=office.identity.on_paper(),
            register=register,
            span=span.label if span else "",
            lines=found,
            day=today(office.clock),
            operator=office.user.display_name,
            closed=found.closed,
            is_restricted=bool(why),
            is_training=office.identity.training,
        )
    )


def lines_of(office: Office, register: Register, span: Span | None = None, *, is_restricted: bool = False) -> Lines:
    """The lines of a register, as whoever is at the keyboard may see them."""
    special = _SPECIAL.get(register.name)
    if special:
        return special(office, span)
    with office.database.reading() as connection:
        keys, closed = _keys(connection, office, register, span)
        besides = issued.besides(connection, keys) if register is registers.AGENDA else {}

    def walk() -> Iterator[Line]:
        for start in range(0, len(keys), PAGE):
            part = keys[start : start + PAGE]
            with office.database.reading() as connection:
                found = _page(sight(connection, office), register, part)
            for one in found:
                yield one if is_restricted else _unrestricted(one)
                letter = one.get(LETTER.name, {})
                for number in besides.get((letter.get("office", ""), letter.get("id", "")), ()):
                    yield _issued_too(letter, number)

    return Lines(len(keys) + sum(map(len, besides.values())), walk, closed)


def _issued_too(letter: Mapping[str, Any], number: str) -> Line:
    """The line of a number that another PC gave the same letter: it is used up, and stands in no other line."""
    subject = _("Nomor lain untuk surat yang sama, dibuat final di komputer lain")
    return {
        LETTER.name: {"number": number, "dated_on": letter.get("dated_on"), "subject": subject},
        BOOK: {"owner": ""},
    }


def why_not_restricted(office: Office) -> str:
    """Why whoever is at the keyboard may not have the restricted columns; ``""`` where they may."""
    return "" if access.may_look(office) else access.why_not_look()


def _made(name: str, office: Office, about: About) -> Document:
    """For the catalogue of papers."""
    span = Span.parse(about.span) if about.span else Span.parse(str(today(office.clock).year))
    return document(office, registers.register(name), span)


pmi = partial(_made, "pmi")
events = partial(_made, "kegiatan")
referrals = partial(_made, "rujukan")
stock = partial(_made, "stok")
agenda = partial(_made, "agenda")
expedition = partial(_made, "ekspedisi")


# ------------------------------------------------------------------------------- rows of a kind


def _keys(
    connection: Connection, office: Office, register: Register, span: Span | None
) -> tuple[Sequence[RecordKey], int]:
    """The oldest first; and how many are left out because they are closed, whatever their dates."""
    kind, seen = kind_named(register.kind), sight(connection, office)
    in_span = (Between(register.dated, *span.bounds),) if span else ()
    where = (*register.only, *in_span)
    chosen = Selection((Filter("register", "", where),) if where else (), without=seen.closed)
    # Newest first and turned round: of one day, in the order in which they were recorded.
    found = listing.keys(connection, kind, chosen, today(office.clock), by=register.dated, descending=True)
    closed = rows.some(connection, kind, seen.closed, ("deleted",)).values()
    return found[::-1], sum(not row["deleted"] for row in closed)


def _page(seen: Sight, register: Register, keys: Sequence[RecordKey]) -> list[dict[str, Mapping[str, Any]]]:
    kind = kind_named(register.kind)
    found = rows.some(seen.connection, kind, keys)
    others = {field: _others(seen, kind, field, found) for field in register.tells_too}
    shown = seen.shown(kind, found)
    bands = _screenings(seen, keys) if kind is DEPARTURE else {}
    told: list[dict[str, Mapping[str, Any]]] = []
    for key in keys:
        if key not in shown:
            continue  # erased meanwhile
        line: dict[str, Mapping[str, Any]] = {
            kind.name: shown[key],
            BOOK: {"owner": "" if key[0] == seen.office.code else name_of(key[0])},
            **({SCREENING.name: bands[key]} if key in bands else {}),
        }
        for field, of_field in others.items():
            other = of_field.get((key[0], str(found[key][field])))
            if other:
                line[kind.field(field).refers] = other
        told.append(line)
    return told


def _others(seen: Sight, kind: RecordKind, field: str, found: Mapping[RecordKey, Row]) -> dict[RecordKey, Row]:
    """The records that ``field`` of the rows names, as they may be shown."""
    other = kind_named(kind.field(field).refers)
    wanted = {(owner, str(row[field])) for (owner, _record), row in found.items() if row[field]}
    return seen.shown(other, rows.some(seen.connection, other, wanted))


def _screenings(seen: Sight, keys: Iterable[RecordKey]) -> dict[RecordKey, Row]:
    """Departure → its newest screening."""
    newest: dict[RecordKey, Row] = {}
    found = rows.naming(seen.connection, SCREENING, "departure", keys, (*_BANDS, "person"))
    for row in sorted(seen.open_ones(found), key=lambda row: (text_of(row, "screened_on"), row["id"])):
        newest[row["office"], row["departure"]] = row
    by_record = {(row["office"], row["id"]): (key, row) for key, row in newest.items()}
    shown = seen.shown(SCREENING, {record: row for record, (_key, row) in by_record.items()})
    return {by_record[record][0]: row for record, row in shown.items()}


def _unrestricted(line: Mapping[str, Mapping[str, Any]]) -> Line:
    return {
        name: row
        if name == BOOK
        else {field: value for field, value in row.items() if field not in kind_named(name).restricted_names}
        for name, row in line.items()
    }


def _look_over(office: Office, register: Register, span: Span | None, reason: str) -> None:
    """Write down each record of which the restricted columns say something, before they do."""
    if not access.may_look(office):
        raise Refused("not-allowed", access.why_not_look(), _("Cetak tanpa kolom terbatas, atau minta petugas."))
    looked: dict[str, list[RecordKey]] = {}
    for line in lines_of(office, register, span, is_restricted=True):
        for name in {said.kind for said in register.restricted if said(line)}:
            looked.setdefault(name, []).append((line[name]["office"], line[name]["id"]))
    for name, keys in looked.items():
        access.look_over(office, kind_named(name), keys, reason)


# ------------------------------------------------------------------------------- books that are worked out


def _stock(office: Office, span: Span | None) -> Lines:
    """The movements of each material with what is left after each; what came before the time asked for as one line."""
    names = ("counterpart", "place", "proof", "funding", "note")
    with office.database.reading() as connection:
        book, seen = stocktaking.book(connection, office.code), sight(connection, office)
        materials = {row["id"]: MATERIAL.title_of(row) for row in book.materials}
        events = {row["id"]: row for row in rows.columns_of(connection, SOCIALISATION, _EVENT, office.code)}
        closed = {record for owner, record in seen.closed if owner == office.code}
        wanted = [(office.code, str(move["id"])) for move in book.moves if move["id"] not in closed]
        details = rows.some(connection, STOCK_MOVE, wanted, names)
    words = {code.code: code.label for code in code_list(MOVEMENTS).items}
    moves = sorted(lines(book), key=lambda move: (text_of(move, "moved_on"), text_of(move, "id")))
    told: list[Line] = []
    first, end = span.bounds if span else ("", "~")
    for material in sorted({text_of(move, "material") for move in moves}, key=lambda one: materials.get(one, "")):
        of_it = [move for move in moves if text_of(move, "material") == material]
        left = sum(signed(move) for move in of_it if text_of(move, "moved_on") < first)
        title = materials.get(material) or text_of(of_it[0], "material_title") or _("(bahan tidak dikenal)")
        in_span = [move for move in of_it if first <= text_of(move, "moved_on") < end]
        if left:
            told.append({BOOK: {"material": title, "what": _("Sisa sebelumnya"), "left": left}})
        for move in in_span:
            left += (change := signed(move))
            event = events.get(text_of(move, "event"))
            is_open = text_of(move, "id") not in closed and text_of(move, "event") not in closed
            told.append(
                {
                    STOCK_MOVE.name: details.get((office.code, text_of(move, "id")), {}),
                    BOOK: {
                        "material": title,
                        "day": short_date(text_of(move, "moved_on")),
                        "what": words.get(text_of(move, "movement"), text_of(move, "movement")),
                        "event": SOCIALISATION.title_of(event) if event and is_open else "",
                        "in": change if change > 0 else "",
                        "out": -change if change < 0 else "",
                        "left": left,
                        "short": "" if left >= 0 else _("Sisa kurang dari nol: ada yang belum dicatat masuk."),
                    },
                }
            )
    return Lines(len(told), lambda: iter(told))


_EVENT = ("held_on", "activity", "title", "place")


def _expedition(office: Office, span: Span | None) -> Lines:
    """The files that moved, the oldest first."""
    from ppo_desktop.operations.papers.expedition import in_span, on_paper

    found = in_span(office, span)
    return Lines(len(found), lambda: map(on_paper, found))


_SPECIAL: dict[str, Callable[[Office, Span | None], Lines]] = {
    registers.STOCK.name: _stock,
    registers.EXPEDITION.name: _expedition,
}
