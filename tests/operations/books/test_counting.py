"""Counting a month over whatever a journal holds."""

from __future__ import annotations

import random

import pytest

import offices
from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Month
from ppo_desktop.insight.registry import OVERVIEWS
from ppo_desktop.journal.fold import fold
from ppo_desktop.operations.books import counting, searching
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.history import journalling
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import overviews
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.records.internal import REPORT
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import KINDS, kind
from ppo_desktop.storage import journal_store, projection

DECEMBER = Month(2026, 12)
POOL: list[object] = [
    "", "x", "1975-06", "1900", "2100-12", "2100-12-31", "2026-11", "2026-11-03", "2026-1x", "niat", "hilang_kontak",
    "a" * 32, "L", "MY", 0, 1, -1, 2**31 - 1, 2**53 - 1, True, None, [], ["x"], [[1]], [{}], {}, {"x": 0}, {"x": "y"},
    {"KOMIK": 97}, {"KOMIK": -1}, {"4f1c2a9b77d0": [1]}, {"4f1c2a9b77d0": 2**53 - 1},
]  # fmt: skip


def write(office: Office, kind: RecordKind, record: str, values: dict[str, object]) -> None:
    """What a broken or hostile program at an enrolled office could write: no rule is asked."""
    with office.database.transaction() as connection:
        journalling.write(connection, office, kind, record, values)


def test_a_report_with_a_cutoff_of_another_type_stops_neither_village_nor_camat(pair: offices.Pair) -> None:
    pair.departure(pair.person())
    write(pair.village, REPORT, "a" * 32, {"month": "2026-01", "cutoff": {pair.village.device.id: [1]}})
    assert pair.report().figures.totals["registered"] == 1
    (taken,) = receiving.take(pair.camat, [sending.export(pair.village, pair.camat.code, pair.stick).path])
    assert isinstance(taken, Taken)
    assert taken.agrees is True


def test_an_erased_report_or_one_of_no_month_is_no_earlier_report(pair: offices.Pair) -> None:
    write(pair.village, REPORT, "a" * 32, {"month": "1x-\u00e9!.", "cutoff": {}})
    write(pair.village, REPORT, "b" * 32, {"month": "2026-13", "cutoff": {}})
    with pair.village.database.transaction() as connection:
        entry = journalling.write(connection, pair.village, REPORT, "c" * 32, {"month": "2026-10", "cutoff": {}})
        journalling.erase(connection, pair.village, "c" * 32, [entry])
        assert counting.reports(connection, pair.village.code) == []


def test_the_previous_report_is_the_newest_of_an_earlier_month_as_it_stands_now(pair: offices.Pair) -> None:
    code, cutoff = pair.village.code, {"4f1c2a9b77d0": 1}
    months = [Month(2026, 8), Month(2026, 9), offices.NOVEMBER]
    for month in months:
        record = counting.report_record(code, month)
        write(pair.village, REPORT, record, {"month": str(month), "cutoff": cutoff})
    with pair.village.database.transaction() as connection:
        seen = journal_store.of_record(connection, code, counting.report_record(code, months[1]))
        amended = {"month": "2026-09", "cutoff": {"4f1c2a9b77d0": 2}}
        journalling.write(connection, pair.village, REPORT, seen[0].record, amended, seen=seen)
        told = [counting.previous_report(connection, code, month) for month in (DECEMBER, *reversed(months))]
        assert [report and (report["month"], *report["cutoff"].values()) for report in told] == [
            *(("2026-11", 1), ("2026-09", 2), ("2026-08", 1), None),
        ]
        seen = journal_store.of_record(connection, code, counting.report_record(code, offices.NOVEMBER))
        journalling.erase(connection, pair.village, seen[0].record, seen)
        assert counting.previous_report(connection, code, DECEMBER) == told[1]


def test_any_journal_can_be_counted(pair: offices.Pair) -> None:
    choose = random.Random(20261121)
    pair.departure(pair.person())
    pair.report()
    with pair.village.database.transaction() as connection:
        for number in range(300):
            kind = choose.choice(KINDS)
            values = {name: choose.choice(POOL) for name in kind.by_name if choose.random() < 0.5}
            journalling.write(connection, pair.village, kind, f"{number:032x}", values)
        for month in (offices.NOVEMBER, DECEMBER, Month(1990, 1), Month(2100, 12)):
            counted = counting.month_figures(connection, pair.village.code, month)
            assert all(
                type(total) is int and total >= 0 for total in (*counted.totals.values(), *counted.late.values())
            )
            assert canonical.write(counted.recap)
            assert counting.month_totals(connection, pair.village.code, month) == counted.totals
    for overview in OVERVIEWS:
        overviews.find(pair.village, overview)


def test_totals_a_newer_program_added_are_no_difference() -> None:
    assert counting.differences({"registered": 2, "visited": 7}, {"registered": 2}) == ()
    (difference,) = counting.differences({"registered": 2}, {"registered": 1, "visited": 7})
    assert (difference.key, difference.reported, difference.recounted) == ("registered", 2, 1)


def test_under_a_clock_of_1990_work_and_report_go_on(pair: offices.Pair) -> None:
    pair.clock.moment = offices.clock_at("1990-01-05T02:00:00").moment
    reasons = {"born-on-future": "jam komputer"}
    person = pair.person(
        "Budi", born_on="1999-01-31", sex="L", nik="6101043101990001", no_nik_reason=None, warning_reasons=reasons
    )
    ahead = {"registered-on-future": "jam komputer"}
    pair.departure(person, warning_reasons=ahead)
    assert pair.report().figures.totals["registered"] == 1
    with pytest.raises(Refused, match="month-ahead") as refusal:
        pair.report(DECEMBER, nihil=True)
    assert refusal.value.advice == "Periksa bulan dan jam komputer."


def test_the_number_of_a_report_is_cleaned_and_has_an_end(pair: offices.Pair) -> None:
    closed = pair.report(nihil=True, number="  No\u0301\x07 ")
    with pair.village.database.reading() as connection:
        (report,) = counting.reports(connection, pair.village.code)
    assert closed.carrier.pdf
    assert report["number"] == "N\u00f3\ufffd"
    with pytest.raises(Refused, match="number-too-long"):
        pair.report(nihil=True, number="9" * 61)


def test_someone_born_in_a_month_long_ago_can_be_saved_and_travels(pair: offices.Pair) -> None:
    person = pair.person("Hasanah", born_on="1975-06")
    long_ago = {"status": "bekerja", "departed_on": "1989-06"}
    pair.departure(person, **long_ago, warning_reasons={"incomplete": "lama", "under-18": "lama"})
    pair.report()
    pair.carry_up()
    assert searching.find(pair.camat, "hasanah")


def add(office: Office, record: str, values: dict[str, object]) -> None:
    """One more entry of a departure."""
    with office.database.transaction() as connection:
        seen = journal_store.of_record(connection, office.code, record)
        journalling.write(connection, office, kind("departure"), record, values, seen=seen)


def test_records_stand_before_a_cutoff_as_the_fold_of_what_was_written_till_then(pair: offices.Pair) -> None:
    """Of records that are new since then nothing is read: the same as folding no entries."""
    first = pair.departure(pair.person())
    add(pair.village, first, {"status": "berangkat", "departed_on": "2026-11-03"})
    second = pair.departure(pair.person("Dewi"))
    add(pair.village, first, {"status": "pulang"})
    with pair.village.database.reading() as connection:
        for device, last in counting.chain_heads(connection, offices.VILLAGE).items():
            for cutoff in ({}, *({device: seq} for seq in range(last + 1))):
                before = counting._rows_before(connection, offices.VILLAGE, cutoff)
                for record in (first, second):
                    entries = journal_store.of_record(connection, offices.VILLAGE, record)
                    is_changed = any(entry.seq > cutoff.get(entry.device, 0) for entry in entries)
                    then = [entry for entry in entries if entry.seq <= cutoff.get(entry.device, 0)]
                    folded = projection.row_of(fold(then), offices.VILLAGE, record) if then else None
                    assert before.get(record, "unchanged") == (folded if is_changed else "unchanged")
