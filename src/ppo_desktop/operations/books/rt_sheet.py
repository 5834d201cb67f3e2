"""Laporan RT: one page for one month, one key for every RT."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ppo_desktop.core.clock import today
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _, search_key
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.books.batches import Answer, Column, Grid, Head, Subject, Typed
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records import dates
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.rt_report import RT_REPORT
from ppo_desktop.records.rules import text_of
from ppo_desktop.storage.rows import Row

_LATE = 15
"""Up to that day of a month the reports that come in are about the month before."""
Place: TypeAlias = tuple[str, str, str]
"""RT, RW and hamlet."""
Said: TypeAlias = dict[tuple[str, str, str, str], Row]
"""Place as it is compared, and month → the report."""
_STATES = {"ADA": "A", "NIHIL_LISAN": "L", "NIHIL_TERTULIS": "T", "BELUM": "B"}


def _month_due(office: Office) -> dict[str, object]:
    day = today(office.clock)
    month = Month.of(day).previous if day.day <= _LATE else Month.of(day)
    return {"rt_report.month": dates.written(str(month)), "rt_report.received_on": dates.written(day.isoformat())}


def _reported(state: str) -> Callable[[Typed], dict[str, object]]:
    def fills(shared: Typed) -> dict[str, object]:
        day = None if state == "BELUM" else shared.get("rt_report.received_on")
        return {
            "rt_report.month": shared.get("rt_report.month"),
            "rt_report.state": state,
            "rt_report.received_on": day,
        }

    return fills


def _neighbourhoods(office: Office, shared: Typed) -> list[Subject]:
    """The RTs known from addresses and earlier reports, and those up to the highest number that was typed."""
    month = (dates.read_date(str(shared.get("rt_report.month") or "")) or "")[:7]
    reports = browsing.rows_of(office, RT_REPORT, ("rt", "rw", "hamlet", "month", "state"))
    people = browsing.rows_of(office, PERSON, ("rt", "rw", "hamlet"))
    highest = str(shared.get("rt_report.rt") or "")
    counted = range(1, (int(highest) if highest.isdecimal() and len(highest) < 4 else 0) + 1)
    known = {_folded(place): place for row in reversed([*reports, *people]) if (place := _place(row))[0]}
    said = {(*_folded(_place(row)), text_of(row, "month")): row for row in reversed(reports)}
    clear = {place for place in known if not any(_says_more(other, place) for other in known)}
    for vague in known.keys() - clear:
        clearer = [place for place in clear if _says_more(place, vague)]
        if len(clearer) == 1:
            _take_over(said, vague, clearer[0])
    found = [known[place] for place in known if place in clear or (*place, month) in said]
    found += [(rt, "", "") for n in counted if (rt := f"{n:03d}") not in {place[0] for place in found}]
    previous = str(Month.parse(month).previous) if len(month) == 7 else ""
    return [_neighbourhood(place, month, said, previous) for place in sorted(found)]


def _place(row: Values) -> Place:
    return text_of(row, "rt"), text_of(row, "rw"), text_of(row, "hamlet")


def _folded(place: Place) -> Place:
    """As places are compared."""
    return place[0], place[1], search_key(place[2])


def _says_more(other: Place, place: Place) -> bool:
    """Whether another address of the same RT says all that ``place`` says, and more."""
    (rt, rw, hamlet), (its_rt, its_rw, its_hamlet) = place, other
    return other != place and its_rt == rt and rw in ("", its_rw) and hamlet in ("", its_hamlet)


def _take_over(said: Said, vague: Place, place: Place) -> None:
    """Reports of ``vague`` are those of ``place``, the only one it can mean, for months of which that has none."""
    for of in list(said):
        if of[:3] == vague and (*place, of[3]) not in said:
            said[(*place, of[3])] = said.pop(of)


def _neighbourhood(place: Place, month: str, said: Said, previous: str) -> Subject:
    rt, rw, hamlet = place
    now, before = (said.get((*_folded(place), of)) for of in (month, previous))
    last = code_list("rt-report-states").label(text_of(before, "state")) if before else ""
    return Subject(
        "/".join(place),
        (_("RT {number}").format(number=rt), rw, hamlet, last),
        {"rt_report": str(now["id"])} if now else {},
        {"rt_report.rt": rt, "rt_report.rw": rw or None, "rt_report.hamlet": hamlet or None},
        answer=_STATES.get(text_of(now, "state"), "") if now else "",
    )


RT_SHEET = Grid(
    name="rt",
    title=N_("Laporan RT"),
    purpose=N_("Satu halaman untuk satu bulan: satu tombol untuk setiap RT."),
    icon="map-pin",
    kinds=("rt_report",),
    shared=(
        Column("rt_report", "month"),
        Column("rt_report", "received_on"),
        Column("rt_report", "rt", title=N_("RT tertinggi")),
    ),
    begins=_month_due,
    reason=N_("Jumlahnya menyusul"),
    heads=(
        Head(N_("RT"), 110),
        Head(N_("RW"), 70),
        Head(N_("Dusun atau lingkungan"), 190),
        Head(N_("Bulan sebelumnya"), 190),
    ),
    subjects=_neighbourhoods,
    answers=(
        Answer("A", N_("Ada kejadian"), "info", _reported("ADA")),
        Answer("L", N_("NIHIL, lisan"), "ok", _reported("NIHIL_LISAN")),
        Answer("T", N_("NIHIL, tertulis"), "ok", _reported("NIHIL_TERTULIS")),
        Answer("B", N_("Belum melapor"), "warn", _reported("BELUM")),
    ),
)
