"""What an office above may write into a receipt beside the form that is demanded: anything at all does no harm.

The members are those that the parts of a receipt say and listen to now; one that is added is tried from its first day.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from journeys.exhibits import Exhibits
from ppo_desktop.core.offices import name_of
from ppo_desktop.operations.months import compiling
from ppo_desktop.operations.neighbours import confirming
from ppo_desktop.operations.neighbours.confirming import PARTS, Part
from ppo_desktop.reports.compiled import CompiledRow, compiled_blocks, table
from ppo_desktop.reports.document import Document, plain_text

DEEP: Any = 0
for _turn in range(12):
    DEEP = [DEEP] if _turn % 2 else {"a": DEEP}
JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**53 - 1, "", "x", "=cmd|'/c calc'!A1", "../../etc/passwd", "61.01.04.2003",
    "2026-13-45", "AAAA", "é" * 400, "x" * 60_000, [], {}, [[]], [None] * 3, [{}], {"": None}, {"61.01.04.2003": []},
    DEEP, ["x"] * 2000, "0" * 32, "0" * 64,
    [["0" * 12, 1, "0" * 16]], {"0" * 12: [1, "0" * 64]}, "MIIB", [-1, "0" * 64],
)  # fmt: skip


MEMBERS = ("crl", "certificates", "relayed", "verdicts", "notes", "lists", "instruments")
"""Those that must be among what is tried, also where nothing was to be said just now."""


class _Undone(Exception):
    """Ends a transaction without keeping anything."""


def listeners(name: str) -> list[Part]:
    """The parts whose modules name the member; all, where none does."""
    named = [part for part in PARTS if f'"{name}"' in inspect.getsource(sys.modules[part.learn.__module__])]
    return named or list(PARTS)


def spoiled(value: Any, junk: tuple[Any, ...] = JUNK) -> Iterator[Any]:
    """``value`` with each of its nodes, one at a time, replaced by each piece of junk."""
    yield from junk
    if isinstance(value, dict):
        for key, inner in [*value.items()][:6]:
            yield {name: one for name, one in value.items() if name != key}
            yield from ({**value, key: changed} for changed in spoiled(inner, junk[:16:2]))
        yield {**value, "zusatz": 1}
    if isinstance(value, list):
        for place, inner in enumerate(value[:2]):
            yield [*value[:place], *value[place + 1 :]]
            yield from ([*value[:place], changed, *value[place + 1 :]] for changed in spoiled(inner, junk[:16:2]))
        yield value * 2


def test_no_member_of_a_receipt_can_do_harm_whatever_it_holds(exhibits: Exhibits) -> None:
    camat, village = exhibits.pair.camat, exhibits.pair.village
    said: dict[str, object] = {}
    with camat.database.reading() as connection:
        for part in PARTS:
            said |= part.tell(connection, camat, village.code, said)
    names = {*said, *MEMBERS}
    tried = 0
    for name in sorted(names):
        hearing = listeners(name)
        for value in spoiled(said.get(name)):
            with suppress(_Undone), village.database.transaction() as connection:
                for part in hearing:
                    part.learn(connection, village, camat.code, {**said, name: value})
                tried += 1
                raise _Undone
    print(f"{tried} receipts with one foul member of {sorted(names)}")
    assert tried > 250


def test_what_a_report_says_of_offices_below_can_do_no_harm_whatever_it_holds() -> None:
    told = {"state": "received", "totals": {"registered": 3}, "carrier": "0" * 64}
    tried = 0
    for value in spoiled({"61.01.04.2003": told, "61.01.04.x;y": told}):
        for code, said in compiling.read_told(value, "61.01.04").items():
            row = CompiledRow(code, name_of(code), said.state, said.totals, said.carrier, is_second_hand=True)
            plain_text(Document("", None, compiled_blocks(table([row]))))
        tried += 1
    assert tried > 80


def test_a_receipt_confirms_only_what_is_truly_ours(exhibits: Exhibits) -> None:
    """Places we never wrote to, links of others, devices that are not ours: nothing of it counts."""
    village = exhibits.pair.village
    ours, other = village.device.id, exhibits.other.device.id
    lies = [
        {ours: (10_000, b"1" * 32)}, {ours: (1, bytes(32))}, {other: (1, b"1" * 32)}, {"0" * 12: (5, b"2" * 32)}, {},
        {f"{number:012x}": (1, b"3" * 32) for number in range(500)},
    ]  # fmt: skip
    for held in lies:
        with village.database.reading() as connection:
            assert not confirming._truly_ours(connection, village, held)


def test_junk_is_junk() -> None:
    assert len(list(spoiled({"a": [1, {"b": "x"}]}))) > 50
