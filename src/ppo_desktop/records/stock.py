"""The stock ledger: what is left of each material is the sum of its movements' signed numbers. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.rules import text_of

MOVEMENTS = "stock-movements"
COLUMNS = ("awal", "masuk", "keluar", "rusak", "koreksi")
"""The columns of the stock book, as ``stock-movements`` names them."""


@dataclass(frozen=True)
class Stock:
    """What the book says of one material."""

    columns: dict[str, int]
    """Column of the book → its sum; all but ``koreksi`` count upwards."""
    left: int
    below_zero_on: str = ""
    """The first day at whose end fewer than none were left; ``""`` when that never was.

    Movements without a date come first, and count on the first day that has one.
    """


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
