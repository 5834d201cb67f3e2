"""Compound files (``.xls``): whether the chains of their sectors end, before a library follows them.

[MS-CFB] 2.2 to 2.5. The library that reads workbooks follows a chain wherever it leads; one that runs in a circle takes
all memory there is, and only some systems let the reading process be bounded.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here on mean the end of a chain, an unused sector, or one that holds the table itself."""
_IN_HEADER = 109
"""Places of the header that name sectors of the table."""


def is_sound(data: bytes) -> bool:
    """Whether no chain of sectors of the file runs in a circle; what is cut off or odd otherwise is for the library."""
    if len(data) < 512:
        return False
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        return False
    size = 1 << shift
    count = -(-len(data) // size) - 1
    mini, _minis, further = struct.unpack_from("<III", data, 60)
    places = [place for place in struct.unpack_from(f"<{_IN_HEADER}I", data, 76) if place < _LAST_SECTOR]
    seen: set[int] = set()
    while further < _LAST_SECTOR:
        if further in seen or further >= count:
            return False
        seen.add(further)
        *more, further = _numbers(data, further, size)
        places += [place for place in more if place < _LAST_SECTOR]
    if len(places) > count or len(set(places)) != len(places) or any(place >= count for place in places):
        return False
    table = [number for place in places for number in _numbers(data, place, size)][:count]
    if _has_circle(table):
        return False
    chain = [mini] if mini < len(table) else []
    while chain and table[chain[-1]] < len(table):  # ends: there is no circle
        chain.append(table[chain[-1]])
    return not _has_circle([number for place in chain for number in _numbers(data, place, size)])


def _numbers(data: bytes, sector: int, size: int) -> tuple[int, ...]:
    """What a sector holds as numbers; one that is cut off holds fewer, and ends a chain."""
    held = data[(sector + 1) * size : (sector + 2) * size]
    found = struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4])
    return found if len(held) == size else (*found, _LAST_SECTOR)


def _has_circle(table: Sequence[int]) -> bool:
    """Whether following ``table`` from any of its places comes back to where it was."""
    done = bytearray(len(table))  # 1: on the way, 2: known to end
    for start in range(len(table)):
        way = []
        place = start
        while place < len(table) and not done[place]:
            done[place] = 1
            way.append(place)
            place = table[place]
        if place < len(table) and done[place] == 1:
            return True
        for each in way:
            done[each] = 2
    return False
