"""Materials handed to an office below: receipts tell what was handed over until the receiver has taken it in.

There it is a proposal. Taking it in makes one movement of the stock that names the one it answers, so that nothing is
counted twice, however often it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import asdict

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.ids import RECORD_ID
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.operations.books import recording, stocktaking
from ppo_desktop.operations.books.recording import Change
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.stock import HANDED_OVER, RECEIVED, unreceived
from ppo_desktop.records.stock_move import PIECES, STOCK_MOVE
from ppo_desktop.storage import rows, settings_store
from ppo_desktop.storage.database import Connection

MOST_TOLD = 30
_KEPT = "handed "
_LONGEST = 200


class Handed(Struct, frozen=True):
    """So many pieces that an office above says it handed to us, and that we have not taken in."""

    by: str
    move: str
    """Id of its movement."""
    medium: str
    title: str
    amount: int
    on: str
    proof: str

    @property
    def sentence(self) -> str:
        """``Kecamatan Tebas menyerahkan 80 Komik: Jangan Mudah Percaya pada 12 November 2026.``"""
        words = _("{upper} menyerahkan {count} {medium} “{title}” pada {day}.")
        return words.format(
            upper=name_of(self.by),
            count=number(self.amount),
            medium=code_list("materials").label(self.medium),
            title=self.title,
            day=long_date(date.fromisoformat(self.on)),
        )


def tell(connection: Connection, office: Office, sender: str, _beside: Mapping[str, object]) -> dict[str, object]:
    """What was handed to ``sender`` and its book does not have yet, the oldest first."""
    handed = rows.where(connection, STOCK_MOVE, office.code, other_office=sender, movement=HANDED_OVER)
    waiting = unreceived(stocktaking.book(connection, sender), handed) if handed else []
    keys = {(office.code, str(move["material"])) for move in waiting if move["material"]}
    materials = rows.some(connection, MATERIAL, keys)
    lines = []
    for move in waiting[:MOST_TOLD]:
        material = materials.get((office.code, str(move["material"])), {})
        line = {"move": move["id"], "amount": move["amount"], "on": move["moved_on"], "proof": move["proof"] or ""}
        lines.append({**line, "medium": material.get("medium") or "", "title": material.get("title") or ""})
    lines = [line for line in lines if _is_whole(line)]
    return {"handed": lines} if lines else {}


def learn(connection: Connection, _office: Office, upper: str, values: Mapping[str, object]) -> None:
    """Keep what the newest receipt tells; what the one before told goes."""
    settings_store.write(connection, f"{_KEPT}{upper}", {"lines": list(_read(values))})


def read(values: Mapping[str, object], upper: str = "") -> list[Handed]:
    """What a receipt tells, as far as it can be understood."""
    return [Handed(upper, **cast(dict[str, Any], line)) for line in _read(values)]


def _read(values: Mapping[str, object]) -> Iterator[dict[str, object]]:
    found = values.get("handed")
    for item in found[:MOST_TOLD] if isinstance(found, list) else ():
        if isinstance(item, dict) and _is_whole(item):
            yield {name: item[name] for name in ("move", "medium", "title", "amount", "on", "proof")}


def _is_whole(item: Mapping[str, object]) -> bool:
    texts = [item.get(name) for name in ("move", "medium", "title", "on", "proof")]
    if not all(isinstance(text, str) and len(text) <= _LONGEST for text in texts):
        return False
    amount = item.get("amount")
    is_amount = type(amount) is int and 0 < amount <= PIECES
    try:
        date.fromisoformat(str(item["on"]))
    except ValueError:
        return False
    return is_amount and bool(RECORD_ID.fullmatch(str(item["move"])) and item["medium"] and item["title"])


def proposed(office: Office) -> list[Handed]:
    """What may be taken in, by the newest receipts of the offices above."""
    with office.database.reading() as connection:
        return _proposed(connection, office)


def _proposed(connection: Connection, office: Office) -> list[Handed]:
    kept = settings_store.beginning_with(connection, _KEPT)
    told = [
        Handed(upper, **line) for upper, values in kept.items() for line in cast(list[dict[str, Any]], values["lines"])
    ]
    if not told:
        return []
    as_moves = [
        {"office": one.by, "id": one.move, "moved_on": one.on, "material_title": MATERIAL.title_of(asdict(one))}
        for one in told
    ]
    waiting = {move["id"] for move in unreceived(stocktaking.book(connection, office.code), as_moves)}
    return [one for one in told if one.move in waiting]


def take_in(office: Office, handed: Handed, amount: int | None = None) -> tuple[Changes, tuple[Change, ...]]:
    """Write down that it arrived: one movement of the stock, and the material where the catalogue lacks it.

    Args:
        amount: how many were counted, where it is another number.

    Returns:
        What changed, and for ``undoing.undo_all`` how to take it back.

    Raises:
        Refused: it was taken in already. Invalid: the number cannot be.
    """
    with office.database.transaction() as connection:
        if handed.move not in {one.move for one in _proposed(connection, office)}:
            raise Refused("taken-in-already", _("Penyerahan ini sudah dicatat."), _("Lihat buku stok bahan."))
        known = rows.where(connection, MATERIAL, office.code, medium=handed.medium, title=handed.title)
        saved = []
        if not known:
            typed = {"medium": handed.medium, "title": handed.title}
            saved.append(recording.save_with(connection, office, MATERIAL, typed))
        typed_move: dict[str, object] = {
            "material": known[0]["id"] if known else saved[0].record,
            "movement": RECEIVED,
            "moved_on": today(office.clock).isoformat(),
            "amount": amount or handed.amount,
            "counterpart": name_of(handed.by),
            "other_office": handed.by,
            "proof": handed.proof or None,
            "answers": handed.move,
        }
        saved.append(recording.save_with(connection, office, STOCK_MOVE, typed_move))
    touched = frozenset().union(*(one.changes.records for one in saved))
    return Changes(touched), tuple(one.change for one in saved if one.change)
