"""The stock ledger: what is left of each material is the sum of its movements' signed numbers. Pure.

What an event handed out is not typed a second time: the book draws it from the event itself (``drawn``), as far as no
movement speaks of it. Only so can the two never tell different things.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import StockBook
from ppo_desktop.records.material import WITHDRAWN
from ppo_desktop.records.rules import text_of

MOVEMENTS = "stock-movements"
HANDED_OUT, PUT_UP, HANDED_OVER, RECEIVED = "BAGI", "PASANG", "SERAH", "TERIMA"
COLUMNS = ("awal", "masuk", "keluar", "rusak", "koreksi")
"""The columns of the stock book, as ``stock-movements`` names them."""


class Stock(Struct, frozen=True):
    """What the book says of one material."""

    columns: dict[str, int]
    """Column of the book → its sum; all but ``koreksi`` count upwards."""
    left: int
    below_zero_on: str = ""
    """The first day at whose end fewer than none were left; ``""`` when that never was.

    Movements without a date come first, and count on the first day that has one.
    """


def lines(book: StockBook) -> list[Values]:
    """Every movement of a book, those drawn from events included."""
    return [*book.moves, *(draw.move for draw in drawn(book) if draw.material)]


def left(book: StockBook, material: str) -> int:
    """How many are left of a material."""
    found = stock(lines(book)).get(material)
    return found.left if found else 0


class Draw(Struct, frozen=True):
    """So many pieces of one type that an event handed out and no movement speaks of."""

    event: str
    """Id of the event."""
    on: str
    medium: str
    amount: int
    material: str
    """Id of the only material of this type whose stock was kept by then; ``""``: there are several."""

    @property
    def move(self) -> Values:
        """As a movement of the stock."""
        told = {"material": self.material, "movement": HANDED_OUT, "moved_on": self.on}
        return {**told, "amount": self.amount, "event": self.event}


def drawn(book: StockBook) -> list[Draw]:
    """What events handed out of materials whose stock is kept; before a book was begun nothing is taken from it."""
    medium_of = {text_of(row, "id"): text_of(row, "medium") for row in book.materials}
    begun: dict[str, str] = {}
    said: Counter[tuple[str, str]] = Counter()
    for move in book.moves:
        material, day = text_of(move, "material"), text_of(move, "moved_on")
        begun[material] = min(begun.get(material, day), day)
        if text_of(move, "movement") in (HANDED_OUT, PUT_UP):
            said[text_of(move, "event"), medium_of.get(material, "")] += -signed(move)
    in_use = {text_of(row, "id") for row in book.materials if text_of(row, "state") != WITHDRAWN}
    draws = []
    for event, medium, handed_out in _handed_out(book.events):
        on, of = text_of(event, "held_on"), text_of(event, "id")
        kept = [one for one, day in begun.items() if medium_of.get(one) == medium and day <= on]
        rest = handed_out - said[of, medium]
        if kept and rest > 0:
            fitting = [one for one in kept if one in in_use] or kept
            draws.append(Draw(of, on, medium, rest, fitting[0] if len(fitting) == 1 else ""))
    return draws


def _handed_out(events: Iterable[Values]) -> Iterator[tuple[Values, str, int]]:
    """Event, type and number of all that events say they handed out."""
    for event in events:
        materials = event.get("materials")
        for medium, amount in materials.items() if isinstance(materials, Mapping) else ():
            if isinstance(amount, int) and not isinstance(amount, bool):
                yield event, str(medium), amount


def unreceived(book: StockBook, handed_over: Iterable[Values]) -> list[Values]:
    """Of what other offices say they handed over to this one: what this one has not written down as received.

    What names the movement it answers answers that one; of the others the k-th of one office and title answers the k-th
    of the other. How many arrived is for the receiver to count.
    """
    received = [move for move in book.moves if text_of(move, "movement") == RECEIVED]
    answered = {(text_of(move, "other_office"), text_of(move, "answers")) for move in received}
    counted = Counter(
        (text_of(move, "other_office"), text_of(move, "material_title"))
        for move in received
        if not text_of(move, "answers")
    )
    waiting = []
    for move in sorted(handed_over, key=lambda move: (text_of(move, "moved_on"), text_of(move, "id"))):
        if (text_of(move, "office"), text_of(move, "id")) in answered:
            continue
        key = (text_of(move, "office"), text_of(move, "material_title"))
        counted[key] -= 1
        if counted[key] < 0:
            waiting.append(move)
    return waiting


def signed(move: Values) -> int:
    """How one movement changes the stock; 0 for a movement or number that cannot be used."""
    kind = code_list(MOVEMENTS).by_code.get(text_of(move, "movement"))
    amount = move.get("amount")
    if not kind or isinstance(amount, bool) or not isinstance(amount, int):
        return 0
    return int(kind.extra["sign"]) * amount


def stock(moves: Iterable[Values]) -> dict[str, Stock]:
    """Material id → its stock, from movements in any order; those of no material are left out. Total."""
    by_material: dict[str, list[Values]] = {}
    for move in moves:
        if material := text_of(move, "material"):
            by_material.setdefault(material, []).append(move)
    return {material: _stock(of_it) for material, of_it in by_material.items()}


def _stock(moves: list[Values]) -> Stock:
    columns = Counter(dict.fromkeys(COLUMNS, 0))
    for move in moves:
        kind = code_list(MOVEMENTS).by_code.get(text_of(move, "movement"))
        if kind:
            column = kind.extra["column"]
            columns[column] += signed(move) if column == "koreksi" else abs(signed(move))
    return Stock(dict(columns), sum(map(signed, moves)), _below_zero_on(moves))


def _below_zero_on(moves: list[Values]) -> str:
    by_day: Counter[str] = Counter()
    for move in moves:
        by_day[text_of(move, "moved_on")] += signed(move)
    left = 0
    for day, change in sorted(by_day.items()):
        left += change  # what came in on a day may have been handed out on it: only its end counts
        if day and left < 0:
            return day
    return ""
