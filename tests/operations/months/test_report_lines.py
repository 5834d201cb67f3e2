"""What the table of monthly reports says of entries that any office may have written."""

from __future__ import annotations

from pathlib import Path

import offices
from ppo_desktop.journal.entry import ChainHead, Entry, Heading, write_entry
from ppo_desktop.records.internal import TOTALS, report_record
from ppo_desktop.storage import report_store

DEVICE = "a" * 12
NONE = dict.fromkeys(TOTALS, 0)


def written(month: str, record: str = "", after: Entry | None = None, **more: object) -> Entry:
    heading = Heading(offices.VILLAGE, DEVICE, 1, "Rina", "2026-12-02T09:00:00+07:00")
    head = ChainHead(after.seq, after.link) if after else ChainHead()
    values = {"month": month, "nihil": False, "totals": {"registered": 3}, "cutoff": {DEVICE: 1}, **more}
    record = record or report_record(offices.VILLAGE, month)
    return write_entry(heading, head, "report", record, "set", (values, {}), (after,) if after else ())


def in_force(folder: Path, *entries: Entry) -> dict[str, report_store.InForce]:
    """Month → the report in force in November and December, where these entries arrived in this order."""
    office = offices.new_office(folder / "camat", offices.CAMAT, offices.clock_at("2026-12-02T02:00:00"))
    with office.database.transaction() as connection:
        for entry in entries:
            report_store.add(connection, report_store.lines((offices.VILLAGE, entry.record), [entry]))
        found = {one.month: one for one in report_store.in_force(connection, "2026-11", "2026-12")}
        assert all(report_store.newest(connection, offices.VILLAGE, one.record) == one for one in found.values())
        assert report_store.first_months(connection) == {offices.VILLAGE: "2026-11"}
    office.close()
    return found


def test_of_a_month_the_newest_report_is_in_force_whatever_order_they_came_in(tmp_path: Path) -> None:
    first = written("2026-11", totals={"registered": 3, "events": 1}, late={"departed": 2})
    amended = written("2026-11", after=first, totals={"registered": 4})
    later = written("2027-01", totals={"registered": 9})
    (one,) = in_force(tmp_path, amended, first, later).values()
    assert (one.month, one.totals, one.late) == ("2026-11", {**NONE, "registered": 4}, NONE)


def test_a_report_in_the_place_of_another_month_counts_for_neither(tmp_path: Path) -> None:
    first = written("2026-11")
    astray = written("2026-12", first.record, after=first, totals={"registered": 99})
    found = in_force(tmp_path, first, astray)
    assert {month: one.totals["registered"] for month, one in found.items()} == {"2026-11": 3}


def test_a_total_of_which_a_report_says_nothing_is_0(tmp_path: Path) -> None:
    found = in_force(tmp_path, written("2026-11", totals={"returned": 2, "more": 5}))
    assert found["2026-11"].totals == {**NONE, "returned": 2}
