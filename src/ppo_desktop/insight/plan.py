"""Rencana aksi per triwulan: what the regional plan promised for each quarter, and what was done. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import QUARTER_NUMERALS
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.insight.overview import (
    Cell,
    Column,
    Fact,
    Findings,
    Lead,
    Line,
    Overview,
    Question,
    Row,
    Rows,
    Section,
    Tone,
    count_of,
    for_one_office,
    so_many,
)
from ppo_desktop.insight.policy import quarters_over
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.kind import ABOVE_VILLAGES
from ppo_desktop.records.plan_item import PLAN_ITEM, QUARTERS
from ppo_desktop.records.rules import text_of

REACHED, BEHIND, UNTOLD, NOT_YET = N_("tercapai"), N_("belum tercapai"), N_("belum ditulis"), N_("belum waktunya")
_NO_TARGET = N_("tanpa target")
_ORDER = (BEHIND, UNTOLD, REACHED, NOT_YET, _NO_TARGET)
_TONES: dict[str, Tone] = {BEHIND: "warn", UNTOLD: "warn", REACHED: "ok"}


class Progress(Struct, frozen=True):
    """One activity up to the last quarter that is over."""

    row: Row
    state: str
    """Marked words: ``REACHED``, ``BEHIND`` …"""
    target: int | None
    """Of the quarters that are over; ``None`` where none of them has one."""
    real: int | None
    """Of the same; ``None`` where it was written for none of them."""


def progress(row: Row, over: Sequence[int]) -> Progress:
    """How far an activity is after the quarters ``over``; what was not written is no failure, and says so."""
    if not any(_count(row, "target", quarter) for quarter in QUARTERS):
        return Progress(row, _NO_TARGET, None, _sum(row, "real", over))
    due = [quarter for quarter in over if _count(row, "target", quarter)]
    target, real = _sum(row, "target", over), _sum(row, "real", over)
    if not due:
        return Progress(row, NOT_YET, None, real)
    if any(_count(row, "real", quarter) is None for quarter in due):
        return Progress(row, REACHED if (real or 0) >= (target or 0) else UNTOLD, target, real)
    return Progress(row, REACHED if (real or 0) >= (target or 0) else BEHIND, target, real)


def _count(row: Row, name: str, quarter: int) -> int | None:
    value = row.get(f"{name}_{quarter}")
    return value if isinstance(value, int) else None


def _sum(row: Row, name: str, quarters: Iterable[int]) -> int | None:
    known = [count for quarter in quarters if (count := _count(row, name, quarter)) is not None]
    return sum(known) if known else None


def find(rows: Rows, question: Question) -> Findings:
    """Activities of the year: those that lag first, each quarter with what was done of what was planned."""
    of_year = [row for row in rows[PLAN_ITEM.name] if text_of(row, "year") == str(question.year)]
    over = quarters_over(question.year, question.today)
    found = [progress(row, over) for row in of_year]
    found.sort(key=lambda one: (_ORDER.index(one.state), str(one.row["office"]), text_of(one.row, "activity")))
    due = [one for one in found if one.state in (REACHED, BEHIND, UNTOLD)]
    reached = sum(1 for one in due if one.state == REACHED)
    untold = sum(1 for one in due if one.state == UNTOLD)
    is_one = all(row["office"] == question.office for row in of_year)
    return Findings(
        (
            Fact(_("Kegiatan rencana aksi"), count_of(len(of_year), rows[PLAN_ITEM.name])),
            Fact(_("Tercapai sampai triwulan lalu"), so_many(reached, len(due)) if due else None),
            Fact(_("Realisasi belum ditulis"), count_of(untold, due), "warn" if untold else ""),
            Fact(_("Anggaran terpakai"), _spent(of_year)),
        ),
        (for_one_office(_activities(found, over), is_one=is_one), _headings(found)),
        (
            _("Target dan realisasi dijumlahkan sampai triwulan terakhir yang sudah lewat."),
            _("“Belum ditulis”: realisasi suatu triwulan belum diisi; itu tidak dihitung sebagai gagal."),
        ),
    )


def _spent(rows: Iterable[Row]) -> Cell:
    """Rupiah of rupiah, where both are written."""
    told = [row for row in rows if isinstance(row.get("budget_plan"), int) and isinstance(row.get("budget_real"), int)]
    if not told:
        return None
    spent, plan = (sum(row[name] for row in told) for name in ("budget_real", "budget_plan"))
    return _("Rp{spent} dari Rp{plan}").format(spent=number(spent), plan=number(plan))


def _activities(found: Sequence[Progress], over: Sequence[int]) -> Section:
    until = QUARTER_NUMERALS[over[-1] - 1] if over else ""
    so_far = (_("Target s.d. {quarter}"), _("Realisasi s.d. {quarter}")) if over else (_("Target"), _("Realisasi"))
    institutions = code_list("institutions")
    lines = [
        Line(
            (
                name_of(str(one.row["office"])),
                text_of(one.row, "activity") or None,
                institutions.label(text_of(one.row, "institution")) or None,
                text_of(one.row, "unit") or None,
                *(_quarter(one.row, quarter) for quarter in QUARTERS),
                one.target,
                one.real,
                _(one.state),
            ),
            _TONES.get(one.state, ""),
            Lead(PLAN_ITEM.name, str(one.row["office"]), str(one.row["id"])),
        )
        for one in found
    ]
    return Section(
        _("Tiap kegiatan: realisasi dari target tiap triwulan"),
        (
            Column(_("Kantor"), 2),
            Column(_("Kegiatan"), 3.4),
            Column(_("Instansi"), 2.6),
            Column(_("Satuan"), 1.1),
            *(Column(_("Triwulan {numeral}").format(numeral=numeral), 1.3) for numeral in QUARTER_NUMERALS),
            *(Column(words.format(quarter=until), 1.3, is_number=True) for words in so_far),
            Column(_("Keadaan"), 1.5),
        ),
        tuple(lines),
        empty=_("Belum ada rencana aksi tahun itu. Catat kegiatan dan target tiap triwulan di buku Rencana aksi."),
        subject=1,
        name="activities",
    )


def _quarter(row: Row, quarter: int) -> Cell:
    """``3 dari 5``; ``– dari 5`` where nothing was written of what was done, ``–`` where nothing was planned either."""
    target, real = _count(row, "target", quarter), _count(row, "real", quarter)
    if target is None:
        return "–" if real is None else number(real)
    return so_many(real, target) if real is not None else _("– dari {all}").format(all=number(target))


def _headings(found: Sequence[Progress]) -> Section:
    lines = []
    for code in code_list("regulation-headings").items:
        states = [one.state for one in found if one.row.get("heading") == code.code]
        if states:
            cells: tuple[Cell, ...] = (
                code.label,
                len(states),
                *(states.count(state) for state in (REACHED, BEHIND, UNTOLD)),
            )
            lines.append(Line(cells, "", Lead(PLAN_ITEM.name, filter="this-year")))
    return Section(
        _("Menurut bidang"),
        (
            Column(_("Bidang"), 4),
            Column(_("Kegiatan"), 1.2, is_number=True),
            Column(_("Tercapai"), 1.2, is_number=True),
            Column(_("Belum tercapai"), 1.2, is_number=True),
            Column(_("Belum ditulis"), 1.2, is_number=True),
        ),
        tuple(lines),
        empty=_("Belum ada kegiatan yang menyebut bidangnya."),
    )


PLAN = Overview(
    name="plan",
    title=N_("Rencana aksi per triwulan"),
    purpose=N_("Target rencana aksi tiap triwulan, yang sudah dikerjakan, dan yang tertinggal."),
    icon="scroll-text",
    reads={
        PLAN_ITEM.name: (
            *("activity", "year", "heading", "institution", "unit", "budget_plan", "budget_real"),
            *(f"{name}_{quarter}" for name in ("target", "real") for quarter in QUARTERS),
        )
    },
    find=find,
    levels=ABOVE_VILLAGES,
)
