"""Where to go next: villages with the most written reasons first, a place, an audience and material for each. Pure.

A proposal with its reasons beside it, for people to decide on; nothing is hidden in a score.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ppo_desktop.core.text import _, number
from ppo_desktop.insight.need import Village
from ppo_desktop.insight.overview import Cell, Lead, Question, Row, Rows, by_office
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.coverage import Reached
from ppo_desktop.records.institution import INSTITUTION, group_of
from ppo_desktop.records.kind import StockBook
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.stock import lines, stock
from ppo_desktop.records.stock_move import STOCK_MOVE

MOST = 10
"""Villages that are put forward."""
_SORTS = {
    "SLTP": ("SOS_SLTP", "SISWA", 0),
    "SLTA": ("SOS_SLTA", "SISWA", 0),
    "DUSUN": ("SOS_DESA", "UMUM", 1),
    "KELOMPOK": ("SOS_DESA", "PEREMPUAN", 2),
    "": ("SOS_DESA", "UMUM", 3),
}
"""Group of an institution → activity, audience, and which comes first where several wait."""
_AT_HOME = ("SOS_CPMI", "CPMI")
"""Where people leave and every place was reached."""


class Next(Struct, frozen=True):
    """One village to go to."""

    village: str
    why: str
    where: Cell
    audience: str
    material: Cell
    """What the asking office has most of; ``None`` while it has nothing, or no stock book."""
    lead: Lead
    """A new record of the event, with what is proposed typed in."""


def suggested(villages: Sequence[Village], rows: Rows, question: Question) -> list[Next]:
    """The villages with reasons to go to, those with the most first; equal ones by code."""
    material = _in_stock(rows, question)
    weighed = [(village, _reasons(village)) for village in villages]
    wanted = sorted((item for item in weighed if item[1]), key=lambda item: (-len(item[1]), item[0].code))
    return [_next(village, reasons, material) for village, reasons in wanted[:MOST]]


def _reasons(village: Village) -> list[str]:
    """One for each factor that nobody answers, one for places never reached, one for people who leave unreached."""
    factors = code_list("factors")
    found = [
        _("{code} {factor} tinggi, tanpa program").format(code=code, factor=factors.label(code).lower())
        for code in village.unmet
    ]
    if never := len(_never(village)):
        words = _("{never} dari {all} tempat belum pernah dijangkau")
        found.append(words.format(never=number(never), all=number(len(village.places))))
    if village.left and village.people is None:
        words = _("{count} keberangkatan dicatat, tanpa sosialisasi tahun itu")
        found.append(words.format(count=number(village.left)))
    return found


def _never(village: Village) -> list[tuple[Row, Reached]]:
    """Schools first, then those with more pupils or members."""
    waiting = [(row, reached) for row, reached in village.places if not reached.events]
    return sorted(
        waiting, key=lambda one: (_SORTS[group_of(one[0])][2], -(one[0].get("members") or 0), str(one[0]["id"]))
    )


def _next(village: Village, reasons: Sequence[str], material: Cell) -> Next:
    place = next(iter(_never(village)), None)
    activity, audience, _order = _SORTS[group_of(place[0])] if place else (*_AT_HOME, 0)
    where = INSTITUTION.title_of(place[0]) if place else None
    typed: dict[str, object] = {"activity": activity, "audiences": [audience], "region": village.code}
    if place:
        typed["place"] = where
    return Next(
        village.code,
        "; ".join(reasons) + ".",
        where or _("di desa"),
        code_list("audiences").label(audience),
        material,
        Lead(SOCIALISATION.name, typed=typed),
    )


def _in_stock(rows: Rows, question: Question) -> Cell:
    """The material of which the asking office has most, with how many are left by its book."""
    materials, moves, events = (
        by_office(rows[kind.name]).get(question.office, []) for kind in (MATERIAL, STOCK_MOVE, SOCIALISATION)
    )
    titles = {text_of(row, "id"): MATERIAL.title_of(row) for row in materials}
    left = {
        one: found.left for one, found in stock(lines(StockBook(materials, moves, events))).items() if one in titles
    }
    most = max(left, key=lambda one: (left[one], one), default="")
    if not most or left[most] <= 0:
        return None
    return _("{title} (sisa {count})").format(title=titles[most], count=number(left[most]))
