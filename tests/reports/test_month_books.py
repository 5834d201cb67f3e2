"""The recap of the other books: by date of event, the same on every day and in every office."""

from __future__ import annotations

from typing import Any

from ppo_desktop.core import canonical
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.figures import MonthRows, count_month
from ppo_desktop.reports.month_books import READS, Row, count_books


def rows(kind_name: str, *values: dict[str, Any]) -> list[Row]:
    record_kind = kind(kind_name)
    empty = dict.fromkeys(record_kind.by_name)
    return [
        {**empty, **row, **record_kind.derive({**empty, **row}), "id": f"{kind_name}-{number}"}
        for number, row in enumerate(values)
    ]


def test_nothing_that_is_restricted_is_counted() -> None:
    for name, columns in READS.items():
        assert set(columns) <= set(kind(name).by_name)
        assert not set(columns) & kind(name).restricted_names


def test_what_happened_in_the_month_counts_whenever_it_was_written_down() -> None:
    counted = count_books(
        "2026-11",
        {
            "screening": rows(
                "screening",
                {"screened_on": "2026-11-03", "band": "KRITIS", "flags": ["A9", "B2"], "provisional": True},
                {"screened_on": "2026-11-04", "band": "KRITIS", "flags": ["A9"]},
                {"screened_on": "2026-10-31", "band": "RENDAH"},
            ),
            "referral": rows(
                "referral",
                {"effort": "PENAL", "sent_on": "2026-10-30", "answered_on": "2026-11-02"},
                {"effort": "NONPENAL", "sent_on": "2026-11-02"},
            ),
            "incoming_report": rows("incoming_report", {"received_on": "2026-11-30"}, {"received_on": "2026-12-01"}),
            "homecoming": rows("homecoming", {"returned_on": "2026-11", "reason": "DEPORTASI", "sex": "L"}),
            "service": rows("service", {"service": "PEMULANGAN", "started_on": "2026-11-05", "heading": "REINTEGRASI"}),
            "rt_report": rows("rt_report", *({"month": "2026-11", "state": one} for one in ("ADA", "BELUM", "BELUM"))),
            "program": rows("program", {"year": "2026", "status": "BERJALAN", "factors": ["F2", "F4"]}),
        },
    )
    assert counted["screenings"] == {"bands": {"KRITIS": 2}, "provisional": 1, "flags": {"A9": 2, "B2": 1}}
    assert counted["referrals"] == {"sent": {"NONPENAL": 1}, "answered": {"PENAL": 1}}
    assert counted["incoming_reports"] == 1
    assert counted["homecomings"] == {"sexes": {"L": 1}, "reasons": {"DEPORTASI": 1}}
    assert counted["services"] == {"started": {"REINTEGRASI": 1}, "closed": 0}
    assert counted["rt_reports"] == {"BELUM": 2, "ADA": 1}
    assert counted["programs"] == {"F2": 1, "F4": 1}


def test_overdue_and_running_are_told_for_the_end_of_the_month() -> None:
    follow_ups = rows(
        "follow_up",
        {"decided_on": "2026-11-01", "due_on": "2026-11-08", "done_on": "2026-11-08"},
        {"decided_on": "2026-11-01", "due_on": "2026-11-08", "done_on": "2026-12-01"},
        {"decided_on": "2026-11-01", "due_on": "2026-11-30"},
        {"decided_on": "2026-11-29", "due_on": "2026-12-02"},
        {"decided_on": "2026-11-01", "due_on": "2026-11-08", "outcome": "TIDAK_PERLU"},
    )
    cases = rows(
        "case",
        {"opened_on": "2026-10-01", "status": "DUGAAN"},
        {"opened_on": "2026-10-01", "status": "PUTUSAN", "closed_on": "2026-11-20"},
        {"opened_on": "2026-12-01", "status": "DUGAAN"},
    )
    counted = count_books("2026-11", {"follow_up": follow_ups, "case": cases})
    assert counted["follow_ups"] == {"decided": 5, "done": 1, "in_time": 1, "overdue": 2}
    assert counted["cases"] == {"opened": 0, "closed": 1, "running": {"DUGAAN": 1}}


def test_materials_are_counted_by_their_type_also_those_of_events() -> None:
    books = {
        "material": rows("material", {"medium": "KOMIK"}),
        "stock_move": rows(
            "stock_move",
            {"material": "material-0", "movement": "TERIMA", "moved_on": "2026-10-01", "amount": 80},
            {"material": "material-0", "movement": "CETAK", "moved_on": "2026-11-02", "amount": 40},
            {"material": "material-0", "movement": "SERAH", "moved_on": "2026-11-03", "amount": 10},
        ),
        "socialisation": rows(
            "socialisation",
            {"held_on": "2026-11-05", "materials": {"KOMIK": 25}, "audiences": ["SISWA"], "present": {"GURU": 3}},
        ),
    }
    counted = count_books("2026-11", books)
    assert counted["stock"] == {"in": {"KOMIK": 40}, "out": {"KOMIK": 25}, "handed_over": {"KOMIK": 10}}
    assert counted["audiences"] == {"GURU": {"events": 1, "people": 3}, "SISWA": {"events": 1, "people": 0}}


def test_the_recap_holds_the_books_beside_the_five_totals_and_can_be_signed() -> None:
    events = {"e": {"id": "e", "held_on": "2026-11-05", "audiences": ["SISWA"], "men": 2}}
    figures = count_month("2026-11", MonthRows({}, events, {}, books={}))
    assert list(figures.totals) == ["registered", "departed", "returned", "events", "participants"]
    assert figures.recap["books"]["audiences"] == {"SISWA": {"events": 1, "people": 0}}
    assert canonical.read(canonical.write(figures.recap)) == figures.recap
