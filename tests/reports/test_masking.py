"""Small figures cannot be computed from what a public paper shows, tried by somebody who solves every sum."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ppo_desktop.reports.masking import Sum, hidden, is_small

Cell = tuple[int, int]
Table = list[list[int]]
SUM = -1


def as_figures(table: Table) -> tuple[dict[Cell, int], list[Sum[Cell]]]:
    """Cells with their sums of rows, columns and all."""
    rows, columns = len(table), len(table[0])
    values = {(r, c): table[r][c] for r in range(rows) for c in range(columns)}
    values |= {(r, SUM): sum(table[r]) for r in range(rows)}
    values |= {(SUM, c): sum(row[c] for row in table) for c in range(columns)}
    values[SUM, SUM] = sum(map(sum, table))
    sums: list[Sum[Cell]] = [((r, SUM), [(r, c) for c in range(columns)]) for r in [*range(rows), SUM]]
    sums += [((SUM, c), [(r, c) for r in range(rows)]) for c in [*range(columns), SUM]]
    return values, sums


def fillings(table: Table, unknown: frozenset[Cell]) -> Iterator[dict[Cell, int]]:
    """Every way to fill in what is hidden, by one more or less, that agrees with all that is read off the paper.

    Who hides at least one knows nothing more of it; whoever finds two fillings cannot tell which of them is true.
    """
    read, _sums = as_figures(table)
    inside = [cell for cell in sorted(unknown) if SUM not in cell]
    for changes in product((0, 1, -1), repeat=len(inside)):
        tried = [list(row) for row in table]
        for (row, column), change in zip(inside, changes, strict=True):
            tried[row][column] += change
        guess, _sums = as_figures(tried)
        if all(guess[cell] >= 1 if cell in unknown else guess[cell] == read[cell] for cell in read):
            yield guess


counts = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 9])
tables = st.integers(1, 3).flatmap(
    lambda columns: st.lists(st.lists(counts, min_size=columns, max_size=columns), min_size=1, max_size=3)
)


@settings(max_examples=40, deadline=None)
@given(tables)
@example([[1, 1, 1], [1, 1, 0], [0, 0, 0]])
@example([[3, 0, 0], [9, 0, 0]])
@example([[1, 9], [9, 9]])
@example([[4, 6], [6, 4]])
def test_whoever_tries_all_fillings_of_a_table_finds_two_for_each_small_figure(table: Table) -> None:
    values, sums = as_figures(table)
    unknown = hidden(values, sums, values.keys())
    open_ones = {cell for cell, value in values.items() if is_small(value)}
    for guess in fillings(table, unknown):
        open_ones = {cell for cell in open_ones if guess[cell] == values[cell]}
        if not open_ones:
            break
    assert not open_ones, unknown


@settings(max_examples=40, deadline=None)
@given(tables)
def test_only_what_counts_people_starts_it_and_nothing_is_hidden_without_need(table: Table) -> None:
    values, sums = as_figures(table)
    assert hidden(values, sums, ()) == frozenset()
    found = hidden(values, sums, values.keys())
    assert all(values[cell] > 0 for cell in found), "nobody at all points at nobody"
    if not any(map(is_small, values.values())):
        assert not found


def test_a_small_figure_takes_its_smallest_neighbour_along_and_never_an_unrelated_one() -> None:
    values = {"men": 3, "women": 8, "unknown": 20, "all": 31, "events": 2, "apart": 7, "alone": 4}
    sums: list[Sum[str]] = [("all", ["men", "women", "unknown"])]
    assert hidden(values, sums, {"men", "women", "unknown", "all", "alone"}) == {"men", "women", "alone"}


def test_what_is_all_ones_is_not_given_away_by_their_number() -> None:
    values = {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "all": 5}
    assert hidden(values, [("all", ["a", "b", "c", "d", "e"])], values.keys()) == values.keys()


def test_a_sum_that_stands_in_two_tables_protects_both() -> None:
    values = {"m": 2, "w": 10, "all": 12, "MY": 12, "later": 12, "jan": 6, "feb": 6}
    sums: list[Sum[str]] = [("all", ["m", "w"]), ("all", ["MY"]), ("all", ["jan", "feb"])]
    assert hidden(values, sums, values.keys()) == {"m", "w"}
    values |= {"w": 0, "all": 2, "MY": 2, "jan": 1, "feb": 1}
    assert hidden(values, sums, values.keys()) >= {"m", "all", "MY", "jan", "feb"}
