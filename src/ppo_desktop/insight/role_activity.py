"""Keaktifan pemegang peran: what holders did in each quarter, as counts, for a talk with them and never a ranking.

Holders stand in the order of posts and areas, whatever the counts say, and no total is made of different things.
Visits to families name no holder and are not counted; what is counted elsewhere is handed in as ``more``. A meeting
names institutions, not persons: it is counted as "the institution was there".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct, field

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import QUARTER_NUMERALS, Quarter
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.insight.overview import (
    REPORTS,
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
    count_of,
    for_one_office,
)
from ppo_desktop.insight.policy import is_in_time
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import latest
from ppo_desktop.records.meeting import MEETING
from ppo_desktop.records.plan_item import QUARTERS
from ppo_desktop.records.role_holder import ROLE_HOLDER
from ppo_desktop.records.rt_report import RT_REPORT
from ppo_desktop.records.rt_report_rules import NIL, SOME
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.task import TASK

Key: TypeAlias = tuple[str, str]
"""Owner office and record id."""

COUNTS = {
    "given": N_("Tugas diberikan"),
    "due": N_("Tugas jatuh tempo"),
    "in_time": N_("Selesai tepat waktu"),
    "meetings": N_("Rapat yang dihadiri instansinya"),
}
"""Count → label, in the order of showing."""


class HolderActivity(Struct, frozen=True):
    """One holder over the quarters asked for."""

    key: Key
    row: Row
    quarters: tuple[Mapping[str, int | None], ...]
    """For each quarter, in the order asked: count → number; ``None``: the books cannot tell."""


class ActivityRows(Struct, frozen=True):
    """The rows to count; removed ones are passed over."""

    role_holders: Sequence[Row] = ()
    tasks: Sequence[Row] = ()
    meetings: Sequence[Row] = ()
    more: Mapping[Key, Mapping[Quarter, Mapping[str, int]]] = field(default_factory=dict)
    """Counts made elsewhere, by holder and quarter."""


def activity(quarters: Sequence[Quarter], rows: ActivityRows) -> list[HolderActivity]:
    """What each holder with a name did; vacant posts have no line. Pure."""
    tasks: dict[Key, list[Row]] = {}
    for task in _alive(rows.tasks):
        tasks.setdefault((str(task.get("office")), str(task.get("holder"))), []).append(task)
    found = []
    for row in sorted((row for row in _alive(rows.role_holders) if row.get("name")), key=_order):
        key = (str(row.get("office")), str(row.get("id")))
        more = rows.more.get(key, {})
        counts = tuple(
            {**_of_quarter(quarter, row, tasks.get(key, ()), rows.meetings), **more.get(quarter, {})}
            for quarter in quarters
        )
        found.append(HolderActivity(key, row, counts))
    return found


def _of_quarter(quarter: Quarter, holder: Row, tasks: Sequence[Row], meetings: Sequence[Row]) -> dict[str, int | None]:
    due = [task for task in tasks if quarter.holds(task.get("due")) and task.get("status") != "BATAL"]
    return {
        "given": sum(1 for task in tasks if quarter.holds(task.get("given_on"))),
        "due": len(due),
        "in_time": sum(1 for task in due if is_in_time(task)),
        "meetings": _meetings(quarter, holder, meetings),
    }


def _meetings(quarter: Quarter, holder: Row, meetings: Sequence[Row]) -> int | None:
    """Meetings of the holder's office at which the institution was; ``None`` for a holder without institution."""
    institution = holder.get("institution")
    if not institution:
        return None
    held = (row for row in _alive(meetings) if row.get("office") == holder.get("office"))
    return sum(1 for row in held if quarter.holds(row.get("held_on")) and institution in (row.get("present") or ()))


def _order(row: Row) -> tuple[object, ...]:
    """By office, post in the order of the list, area and name."""
    roles = [code.code for code in code_list("roles").items]
    role = str(row.get("role") or "")
    place = roles.index(role) if role in roles else len(roles)
    return (str(row.get("office")), place, *(str(row.get(name) or "") for name in ("hamlet", "rw", "rt", "name", "id")))


def _alive(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if not row.get("deleted")]


# ------------------------------------------------------------------------------- the page


_HEARD = NIL | {SOME}
"""States of an RT's report that has come in."""
_HEADS = frozenset({"KADES", "LURAH", "CAMAT"})
_REPORTING = frozenset({"RT", "RW", "KADUS"}) | _HEADS
"""Roles through which somebody reports."""
_NOT_THERE = frozenset({"awaited", "missing"})


def find(rows: Rows, question: Question) -> Findings:
    """One line for each holder with a name: counts by quarter, in the order of posts and areas; then vacant posts."""
    holders = rows[ROLE_HOLDER.name]
    quarters = [Quarter(question.year, number) for number in QUARTERS]
    quarters = [quarter for quarter in quarters if quarter.months[0].first <= question.today]
    serving = [row for row in holders if row.get("name") and not _is_over(row, question)]
    reports = _reports(serving, rows[RT_REPORT.name], quarters) | _of_heads(serving, rows.get(REPORTS, ()), quarters)
    found = activity(quarters, ActivityRows(serving, rows[TASK.name], rows[MEETING.name], reports))
    vacant = sorted((row for row in holders if not row.get("name")), key=_order)
    over = sum(1 for row in holders if _is_over(row, question))
    is_one = all(row["office"] == question.office for row in holders)
    note = _("Menurut triwulan: “IV: 2” berarti dua pada triwulan IV, “0” berarti tidak ada sampai sekarang.")
    return Findings(
        (
            Fact(_("Pemegang peran"), count_of(len(serving), holders)),
            Fact(_("Jabatan kosong"), count_of(len(vacant), holders), _tone(len(vacant))),
            Fact(_("Masa jabatan habis"), count_of(over, holders), _tone(over)),
        ),
        (
            for_one_office(_holders(found, quarters, note), is_one=is_one),
            *([for_one_office(_vacant(vacant), is_one=is_one)] if vacant else []),
        ),
        (
            _("Untuk bahan pembicaraan, bukan peringkat; urutannya menurut jabatan dan wilayah."),
            _("Laporan RW dan kepala dusun adalah laporan RT di wilayahnya; NIHIL juga laporan."),
            _("Laporan kepala desa, lurah, dan camat adalah laporan bulanan kantornya yang ada di sini."),
            _("Rapat dihitung dari instansi yang hadir. Kunjungan keluarga belum dapat dihitung per orang."),
        ),
    )


def _tone(count: int) -> Literal["", "warn"]:
    return "warn" if count else ""


def _is_over(row: Row, question: Question) -> bool:
    return bool(row.get("until")) and latest(row["until"]) < question.day


def _reports(
    holders: Iterable[Row], reports: Iterable[Row], quarters: Sequence[Quarter]
) -> dict[Key, dict[Quarter, dict[str, int]]]:
    """Holder → quarter → reports of the RT they answer for that came in; nothing where no report is known at all."""
    counted: dict[Key, dict[Quarter, dict[str, int]]] = {}
    of_office: dict[str, list[Row]] = {}
    for report in reports:
        of_office.setdefault(str(report["office"]), []).append(report)
    for holder in holders:
        theirs = [row for row in of_office.get(str(holder["office"]), ()) if _answers_for(holder, row)]
        for quarter in quarters:
            known = [row for row in theirs if quarter.holds(row.get("month"))]
            if known:
                came = sum(1 for row in known if row.get("state") in _HEARD)
                counted.setdefault((str(holder["office"]), str(holder["id"])), {})[quarter] = {"reports": came}
    return counted


def _of_heads(
    holders: Iterable[Row], reports: Iterable[Row], quarters: Sequence[Quarter]
) -> dict[Key, dict[Quarter, dict[str, int]]]:
    """As ``_reports``, of heads of offices: the monthly reports of theirs."""
    of_office: dict[str, list[Row]] = {}
    for report in reports:
        of_office.setdefault(str(report["office"]), []).append(report)
    counted: dict[Key, dict[Quarter, dict[str, int]]] = {}
    for holder in holders:
        if holder.get("role") not in _HEADS:
            continue
        theirs = of_office.get(text_of(holder, "region") or str(holder["office"]), ())
        for quarter in quarters:
            if known := [row for row in theirs if quarter.holds(row["month"])]:
                came = sum(1 for row in known if row["state"] not in _NOT_THERE)
                counted.setdefault((str(holder["office"]), str(holder["id"])), {})[quarter] = {"reports": came}
    return counted


def _answers_for(holder: Row, report: Row) -> bool:
    """Whether an RT's report comes from the area of a holder; RW and hamlet need not be written on both."""
    role = holder.get("role")
    wanted = {"RT": ("rt",), "RW": ("rw",), "KADUS": ("hamlet",)}.get(str(role), ())
    if not wanted or any(_area(holder, name) != _area(report, name) or not _area(holder, name) for name in wanted):
        return False
    others = (name for name in ("rw", "hamlet") if name not in wanted)
    return all(not _area(report, name) or _area(holder, name) in ("", _area(report, name)) for name in others)


def _area(row: Row, name: str) -> str:
    text = text_of(row, name)
    return text.zfill(3) if name in ("rt", "rw") and text else text.casefold()


def _holders(found: Iterable[HolderActivity], quarters: Sequence[Quarter], note: str) -> Section:
    lines = []
    for holder in found:
        row = holder.row
        counts = [_trend(quarters, holder.quarters, name) for name in ("reports", *COUNTS)]
        if row.get("role") not in _REPORTING:
            counts[0] = ""  # nobody reports through them
        lead = Lead(ROLE_HOLDER.name, *holder.key)
        cells = (name_of(holder.key[0]), code_list("roles").label(text_of(row, "role")), row["name"], _place(row))
        lines.append(Line((*cells, *counts), "", lead))
    columns = (
        Column(_("Kantor"), 2.2),
        Column(_("Peran"), 1.8),
        Column(_("Nama"), 2.4),
        Column(_("Wilayah"), 1.8),
        *(Column(_(label), 1.5) for label in (N_("Laporan masuk"), *COUNTS.values())),
    )
    empty = _("Belum ada pemegang peran yang dicatat. Catat ketua RT, RW, dan lainnya di buku Pemegang peran.")
    return Section(_("Pemegang peran"), columns, tuple(lines), note, empty, subject=2)


def _trend(quarters: Sequence[Quarter], counted: Iterable[Mapping[str, int | None]], name: str) -> Cell:
    """``III: 1, IV: 2``, of the quarters that know; where all do, without those of which there is none."""
    counts = [of_it.get(name) for of_it in counted]
    if all(count is None for count in counts):
        return None
    told = [
        f"{QUARTER_NUMERALS[quarter.number - 1]}: {number(count)}"
        for quarter, count in zip(quarters, counts, strict=True)
        if count or (count is not None and None in counts)
    ]
    return ", ".join(told) or number(0)


def _place(row: Row) -> str:
    parts = (_("{area} {number}").format(area=name.upper(), number=row[name]) for name in ("rt", "rw") if row.get(name))
    return ", ".join([*parts, *([row["hamlet"]] if row.get("hamlet") else [])])


def _vacant(rows: Iterable[Row]) -> Section:
    roles = code_list("roles")
    lines = [
        Line(
            (name_of(str(row["office"])), roles.label(text_of(row, "role")), _place(row)),
            "warn",
            Lead(ROLE_HOLDER.name, str(row["office"]), str(row["id"])),
        )
        for row in rows
    ]
    columns = (Column(_("Kantor"), 2), Column(_("Peran"), 2), Column(_("Wilayah"), 3))
    return Section(_("Jabatan kosong"), columns, tuple(lines), subject=1)


ROLE_ACTIVITY = Overview(
    name="roles",
    title=N_("Keaktifan pemegang peran"),
    purpose=N_("Laporan, tugas, dan rapat ketua RT, RW, kepala dusun, kades, dan camat, tiap triwulan."),
    icon="badge-check",
    reads={
        ROLE_HOLDER.name: ("role", "name", "institution", "rt", "rw", "hamlet", "region", "until"),
        TASK.name: ("holder", "given_on", "due", "status", "done_on"),
        MEETING.name: ("held_on", "present"),
        RT_REPORT.name: ("month", "rt", "rw", "hamlet", "state"),
    },
    find=find,
    counts_reports=True,
)
