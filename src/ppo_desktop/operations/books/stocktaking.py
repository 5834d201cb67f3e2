"""The stock of an office, as its books tell it."""

from __future__ import annotations

from ppo_desktop.records.kind import StockBook
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.stock import HANDED_OVER
from ppo_desktop.records.stock_move import STOCK_MOVE
from ppo_desktop.storage import rows
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.rows import Row

_MATERIAL = ("medium", "title", "state")
_MOVE = ("material", "material_title", "movement", "moved_on", "amount", "event", "other_office", "answers")
_EVENT = ("held_on", "materials")


def book(connection: Connection, office: str) -> StockBook:
    """The stock book of an office; where nothing ever moved, no event is read."""
    moves = rows.columns_of(connection, STOCK_MOVE, _MOVE, office)
    events = rows.columns_of(connection, SOCIALISATION, _EVENT, office) if moves else ()
    return StockBook(rows.columns_of(connection, MATERIAL, _MATERIAL, office), moves, events)


def handed_over(connection: Connection, office: str) -> list[Row]:
    """What other offices wrote down as handed over to this one."""
    return rows.where(connection, STOCK_MOVE, None, other_office=office, movement=HANDED_OVER)
