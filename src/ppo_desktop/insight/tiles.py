"""Where regions stand on a schematic map: a field for each, north above; no boundaries, no distances."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from ppo_desktop.core.paths import resource

_ACROSS = 6
"""Fields in a row where nobody has said how the regions lie."""
_HIGH = 12.0


class Tile(Struct, frozen=True):
    """One region."""

    name: str
    place: tuple[int, int]
    """Row and column."""
    level: int | None
    """Index into ``TileMap.levels``; ``None``: nothing is recorded."""
    words: str
    brief: str
    """The same in as little room as there is on a slide; ``brief_title`` of the map says what it counts."""


class TileMap(Struct, frozen=True):
    """All of them, and what their levels mean."""

    title: str
    brief_title: str
    note: str
    levels: tuple[str, ...]
    tiles: tuple[Tile, ...]

    @property
    def height(self) -> float:
        """Millimetres on paper."""
        return 8 + _HIGH * (1 + max((tile.place[0] for tile in self.tiles), default=0))


def places(codes: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Code → row and column: as drawn where all of them are (``resources/regions/tiles.csv``), else in their order."""
    drawn = _drawn()
    if all(code in drawn for code in codes):
        return {code: drawn[code] for code in codes}
    return {code: divmod(place, _ACROSS) for place, code in enumerate(codes)}


@cache
def _drawn() -> dict[str, tuple[int, int]]:
    with resource("regions", "tiles.csv").open(encoding="utf-8", newline="") as file:
        return {line["code"]: (int(line["row"]), int(line["column"])) for line in csv.DictReader(file)}
