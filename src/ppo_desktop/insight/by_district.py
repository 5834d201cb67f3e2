"""Villages on paper: one line each under their kecamatan, and those of which nothing is known named in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ppo_desktop.core.offices import bare_name, name_of, parent
from ppo_desktop.core.text import _
from ppo_desktop.insight.overview import Cell, Line, so_many

MANY = 20
"""Lines of villages from which on paper they stand like this, closer together than on the screen."""


def grouped(told: Mapping[str, tuple[Cell, ...]], villages: Sequence[str], *, beside: int = 1) -> tuple[Line, ...]:
    """Lines of one cell stand across the table.

    Args:
        told: village → what stands behind its name.
        villages: all there are, by code.
        beside: so many villages in one line, for a table whose columns come as often.
    """
    columns = max((len(cells) for cells in told.values()), default=0) + 1
    inside: dict[str, list[str]] = {}
    for village in villages:
        inside.setdefault(parent(village), []).append(village)
    lines: list[Line] = []
    for district, codes in inside.items():
        known = [code for code in codes if code in told]
        lines.append(Line((_head(district, known, codes),)))
        for place in range(0, len(known), beside):
            cells = [cell for code in known[place : place + beside] for cell in (bare_name(code), *told[code])]
            lines.append(Line((*cells, *[""] * (beside * columns - len(cells)))))
    return tuple(lines)


def _head(district: str, known: Sequence[str], codes: Sequence[str]) -> str:
    name = name_of(district)
    if not known:
        words = _("{district}: tidak ada data dari {count} desanya.")
        return words.format(district=name, count=len(codes))
    if len(known) == len(codes):
        return name
    left = ", ".join(bare_name(code) for code in codes if code not in known)
    words = _("{district}: {share} desa. Tidak ada data: {left}.")
    return words.format(district=name, share=so_many(len(known), len(codes)), left=left)
