"""Six variables of how the policy is carried out: counted parts, and never a gap taken for zero."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ppo_desktop.core.period import Quarter
from ppo_desktop.insight.policy import Part, PolicyRows, Row, Variable, quarters_over, six_variables
from ppo_desktop.insight.role_activity import ActivityRows, activity
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.plan_item import PLAN_ITEM
from ppo_desktop.records.policy_survey import ITEMS

SOME = settings(max_examples=40)
TODAY = date(2026, 11, 21)
NAMES = ("standards", "resources", "organisation", "communication", "disposition", "surroundings")

DATES = st.sampled_from([None, "2025", "2026", "2026-03", "2026-03-10", "2026-11-20", "2026-11-21", "2026-12-01"])
DAYS = st.sampled_from([None, "2025-12-31", "2026-03-10", "2026-11-20", "2026-11-21", "2026-12-01"])
YEARS = st.sampled_from([None, "2025", "2026"])
AMOUNTS = st.sampled_from([None, 0, 1, 5, 10])
OFFICES = st.sampled_from([None, ["DESA"], ["DESA", "POLSEK", "DINSOS"]])


def rows_of(**columns: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Row]]:
    return st.lists(st.fixed_dictionaries(columns | {"deleted": st.sampled_from([None, None, True])}), max_size=4)


def with_totals(items: list[Row]) -> list[Row]:
    return [{**item, **PLAN_ITEM.derive(item)} for item in items]


BOOKS = st.builds(
    PolicyRows,
    plan_items=rows_of(
        year=YEARS,
        unit=st.sampled_from([None, "desa"]),
        institution=st.sampled_from([None, "DP3A"]),
        factors=st.sampled_from([None, ["F2"]]),
        budget_plan=AMOUNTS,
        budget_real=AMOUNTS,
        **{f"{name}_{quarter}": AMOUNTS for name in ("target", "real") for quarter in (1, 2, 3, 4)},
    ).map(with_totals),
    resources=rows_of(
        year=YEARS,
        resource_kind=st.sampled_from(["ORANG_TERLATIH", "BAHAN"]),
        planned=AMOUNTS,
        available=AMOUNTS,
        budget_plan=AMOUNTS,
        budget_real=AMOUNTS,
    ),
    role_holders=rows_of(
        role=st.sampled_from(["RT", "CAMAT"]),
        name=st.sampled_from([None, "Budi"]),
        decree=st.sampled_from([None, "SK 1"]),
        capacity=st.sampled_from([None, "DEFINITIF", "PLT"]),
        since=DATES,
        until=DATES,
    ),
    meetings=rows_of(held_on=DAYS, invited=OFFICES, present=OFFICES, decisions=st.sampled_from([None, "Lanjut"])),
    tasks=rows_of(due=DAYS, done_on=DAYS, status=st.sampled_from(["BELUM", "BERJALAN", "SELESAI", "BATAL"])),
    surveys=rows_of(year=YEARS, **{name: st.sampled_from([None, "1", "3", "5"]) for name in ITEMS}),
    local_events=rows_of(happened_on=DATES, effect_kind=st.sampled_from([None, "MENDORONG", "MENAHAN"])),
)


def judged(rows: PolicyRows, name: str) -> Variable:
    return {variable.name: variable for variable in six_variables(2026, rows, TODAY)}[name]


def part(rows: PolicyRows, variable: str, name: str) -> Part:
    return {one.name: one for one in judged(rows, variable).parts}[name]


@SOME
@given(BOOKS)
def test_scores_lie_between_0_and_100_and_are_missing_exactly_where_no_part_can_be_judged(rows: PolicyRows) -> None:
    variables = six_variables(2026, rows, TODAY)
    assert tuple(variable.name for variable in variables) == NAMES
    for variable in variables:
        scores = [one.score for one in variable.parts if one.score is not None]
        assert all(0 <= score <= 100 for score in scores)
        assert (variable.score is None) == (not scores)
        assert variable.score is None or min(scores) <= variable.score <= max(scores)
        assert variable.judged == len(scores)
        assert len(variable.missing) == len(variable.parts) - len(scores) + len(variable.absent)
        assert variable.score is not None or variable.missing
        assert all(one.left_out >= 0 for one in variable.parts)


@SOME
@given(BOOKS)
def test_a_part_that_cannot_be_judged_changes_no_score(rows: PolicyRows) -> None:
    for variable in six_variables(2026, rows, TODAY):
        known = tuple(one for one in variable.parts if one.score is not None)
        assert replace(variable, parts=known).score == variable.score


@SOME
@given(BOOKS)
def test_a_record_without_numbers_is_left_out_and_lowers_nothing(rows: PolicyRows) -> None:
    gaps = replace(
        rows,
        resources=[*rows.resources, {"year": "2026", "planned": 9, "budget_plan": 9}],
        surveys=[*rows.surveys, {"year": "2026"}],
        meetings=[*rows.meetings, {"held_on": "2026-03-10", "invited": ["POLSEK"]}],
        tasks=[*rows.tasks, {"due": "2026-03-10", "status": "SELESAI"}],
    )
    for name in ("resources", "disposition"):
        assert judged(gaps, name).score == judged(rows, name).score
    for name in ("attendance", "in-time"):
        one, other = part(rows, "communication", name), part(gaps, "communication", name)
        assert (one.met, one.of, one.left_out + 1) == (other.met, other.of, other.left_out)


@SOME
@given(BOOKS)
def test_the_order_of_rows_and_what_was_removed_do_not_matter(rows: PolicyRows) -> None:
    def turned(some: Any) -> list[Row]:
        return [row for row in reversed(some) if not row.get("deleted")]

    other = PolicyRows(*(turned(getattr(rows, name)) for name in rows.__struct_fields__[:-1]))
    assert six_variables(2026, other, TODAY) == six_variables(2026, rows, TODAY)


@SOME
@given(BOOKS, st.integers(0, 3))
def test_doing_a_task_in_time_never_lowers_communication(rows: PolicyRows, number: int) -> None:
    tasks = list(rows.tasks)
    if number >= len(tasks) or not tasks[number].get("due") or tasks[number].get("status") not in {"BELUM", "BERJALAN"}:
        return
    tasks[number] = {**tasks[number], "status": "SELESAI", "done_on": tasks[number]["due"]}
    before, after = judged(rows, "communication").score, judged(replace(rows, tasks=tasks), "communication").score
    assert (before is None) == (after is None)
    assert before is None or after is None or after >= before


def test_empty_books_judge_nothing_and_say_what_is_missing() -> None:
    for variable in six_variables(2026, PolicyRows(), TODAY):
        assert variable.score is None
        assert variable.missing


def test_a_plan_is_held_against_the_quarters_that_are_over() -> None:
    assert quarters_over(2026, TODAY) == (1, 2, 3)
    assert quarters_over(2025, TODAY) == (1, 2, 3, 4)
    assert quarters_over(2027, TODAY) == ()
    item = {"year": "2026", "unit": "desa", "institution": "DP3A", "target_1": 4, "target_4": 40, "real_1": 4}
    late = item | {"real_1": 3}
    silent = item | {"real_1": None}
    rows = PolicyRows(plan_items=with_totals([item, late, silent]))
    reached = part(rows, "standards", "reached")
    assert (reached.met, reached.of, reached.left_out) == (1, 2, 1)
    assert part(rows, "standards", "complete").score == 100
    assert part(rows, "standards", "factors").score == 0
    standards = judged(rows, "standards")
    assert (standards.score, standards.judged, standards.is_provisional) == (50, 3, False)


def test_a_score_of_fewer_than_half_of_the_parts_is_provisional() -> None:
    parts = [Part(str(place), str(place), 1, 1 if place < 2 else 0, "") for place in range(4)]
    several = [Variable("x", "x", tuple(parts[place:])) for place in range(4)]
    assert [(one.score, one.judged, len(one.parts), one.is_provisional) for one in several] == [
        (100, 2, 4, False),
        (100, 1, 3, True),
        (None, 0, 2, False),
        (None, 0, 1, False),
    ]


def test_money_beyond_one_plan_does_not_make_up_for_another() -> None:
    spent = [
        {"year": "2026", "budget_plan": 100, "budget_real": 300},
        {"year": "2026", "budget_plan": 100, "budget_real": 0},
    ]
    assert part(PolicyRows(resources=spent), "resources", "resource-budget").score == 50


def test_a_post_is_filled_while_somebody_holds_it_and_an_old_term_does_not_count_against_it() -> None:
    before = {"role": "RT", "rt": "003", "name": "Ani", "decree": "SK 1", "until": "2025"}
    now = {"role": "RT", "rt": "003", "name": "Budi", "decree": "SK 2", "since": "2026", "capacity": "PLT"}
    vacant = {"role": "KADUS", "hamlet": "Merpati"}
    rows = PolicyRows(role_holders=[before, now, vacant])
    filled, decree = part(rows, "organisation", "filled"), part(rows, "organisation", "decree")
    assert (filled.met, filled.of) == (1, 2)
    assert (decree.met, decree.of) == (1, 1)
    assert part(rows, "organisation", "definitive").score == 0
    assert part(PolicyRows(role_holders=[before]), "organisation", "filled").score == 0


def test_attendance_counts_whom_one_invited_and_tasks_count_once_their_day_is_over() -> None:
    rows = PolicyRows(
        meetings=[
            {"held_on": "2026-03-10", "invited": ["DESA", "POLSEK"], "present": ["DESA", "PKK"], "decisions": "Ya"},
            {"held_on": "2026-12-10", "invited": ["DESA"], "present": []},
        ],
        tasks=[
            {"due": "2026-11-20", "status": "SELESAI", "done_on": "2026-11-20"},
            {"due": "2026-11-20", "status": "BERJALAN"},
            {"due": "2026-11-20", "status": "BATAL"},
            {"due": "2026-11-21", "status": "BELUM"},
        ],
    )
    assert part(rows, "communication", "attendance").score == 50
    assert part(rows, "communication", "decisions").score == 100
    in_time = part(rows, "communication", "in-time")
    assert (in_time.met, in_time.of) == (1, 2)


def test_a_mean_of_fewer_than_three_sheets_is_not_shown() -> None:
    sheets = [{"year": "2026", "agrees": answer} for answer in ("5", "3")]
    assert part(PolicyRows(surveys=sheets), "disposition", "agrees").score is None
    assert part(PolicyRows(surveys=[*sheets, {"year": "2026", "agrees": "1"}]), "disposition", "agrees").score == 50


def test_parts_counted_elsewhere_join_their_variable_and_are_no_longer_missed() -> None:
    replies = Part("replies", "Balasan", 1, 4, "")
    rows = PolicyRows(more={"communication": [replies]})
    assert judged(rows, "communication").score == 25
    assert judged(rows, "communication").absent == ("Laporan bulanan yang tepat waktu.",)


def test_events_are_told_as_counts_and_never_as_a_score() -> None:
    rows = PolicyRows(local_events=[{"happened_on": "2026-09", "effect_kind": "MENDORONG"}] * 2)
    assert judged(rows, "surroundings").score is None
    (fact,) = judged(rows, "surroundings").facts
    assert (fact.label, fact.count) == (code_list("local-event-effects").label("MENDORONG"), 2)


def test_what_holders_did_is_counted_by_quarter_in_the_order_of_posts() -> None:
    holders = [
        {"office": "61.01.04.2003", "id": "b", "role": "KADUS", "name": "Ani"},
        {"office": "61.01.04.2003", "id": "a", "role": "RT", "rt": "003", "name": "Budi", "institution": "DESA"},
        {"office": "61.01.04.2003", "id": "c", "role": "RT", "rt": "004"},
    ]
    done = {"office": "61.01.04.2003", "holder": "b", "given_on": "2026-07-01", "due": "2026-08-01"}
    done |= {"status": "SELESAI", "done_on": "2026-07-31"}
    late = done | {"given_on": "2026-09-30", "due": "2026-10-01", "done_on": "2026-10-02"}
    meeting = {"office": "61.01.04.2003", "held_on": "2026-11-12", "present": ["DESA"]}
    third, fourth = Quarter(2026, 3), Quarter(2026, 4)
    rows = ActivityRows(holders, [done, late, done | {"deleted": True}], [meeting, meeting | {"office": "61.01.04"}])
    rows = replace(rows, more={("61.01.04.2003", "b"): {fourth: {"visits": 4}}})
    budi, ani = activity([third, fourth], rows)
    assert (budi.row["name"], ani.row["name"]) == ("Budi", "Ani")
    assert ani.quarters[0] == {"given": 2, "due": 1, "in_time": 1, "meetings": None}
    assert ani.quarters[1] == {"given": 0, "due": 1, "in_time": 0, "meetings": None, "visits": 4}
    assert [counts["meetings"] for counts in budi.quarters] == [0, 1]


def test_quarters_hold_their_months_and_no_bare_year() -> None:
    third = Quarter.of(date(2026, 9, 30))
    assert (third.label, third.last, third.previous) == ("Triwulan III 2026", date(2026, 9, 30), Quarter(2026, 2))
    assert Quarter(2026, 1).previous == Quarter(2025, 4)
    assert [third.holds(text) for text in ("2026-07", "2026-09-30", "2026-10-01", "2026", None)] == [
        True, True, False, False, False,
    ]  # fmt: skip
