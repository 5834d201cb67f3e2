"""Villages by name; on paper one line each under their kecamatan, those of which nothing is known in its head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ppo_desktop.core.offices import Level, bare_name, name_of, office_type, parent
from ppo_desktop.core.text import _
from ppo_desktop.insight.overview import Cell, Line, so_many

MANY = 20
"""Lines of villages from which on paper they stand like this, closer together than on the screen."""


def named(codes: Iterable[str]) -> dict[str, str]:
    """Code → name; of villages in several kecamatan with the kecamatan, for in a kabupaten names come twice."""
    known = list(codes)
    villages = {code for code in known if office_type(code).level is Level.VILLAGE}
    is_wide = len({parent(code) for code in villages}) > 1
    return {
        code: f"{name_of(code)}, {bare_name(parent(code))}" if is_wide and code in villages else name_of(code)
        for code in known
    }


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
