"""The merge plan: union, gaps, forks, completion."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from journal.chains import OFFICE, A, Writer, span
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.merge import Fork, Gap, MergePlan, combine, plan


def chain(length: int) -> list[Entry]:
    writer = Writer()
    for n in range(length):
        writer.write({"rt": n}, restricted={"note": n})
    return writer.chain


def planned(incoming: Sequence[Entry], held: Sequence[Entry], held_to: int | None = None) -> MergePlan:
    places: dict[tuple[str, int], list[Entry]] = {}
    for entry in held:
        places.setdefault((entry.device, entry.seq), []).append(entry)
    top = max((entry.seq for entry in held), default=0) if held_to is None else held_to
    return plan(OFFICE, incoming, [span(incoming)], places, {A: top})


@given(st.integers(1, 6), st.integers(0, 6), st.integers(0, 5))
def test_union_takes_what_is_not_held_and_tells_what_is_missing(length: int, held: int, first: int) -> None:
    entries = chain(length)
    held, first = min(held, length), min(first, length - 1)
    result = planned(entries[first:], entries[:held])
    assert list(result.new) == entries[max(held, first) :]
    assert result.known == max(0, held - first)
    assert result.forks == ()
    assert result.gaps == ((Gap(A, held + 1, first),) if first > held else ())
    assert result.changes_something == bool(result.new)


def test_what_is_all_held_changes_nothing() -> None:
    entries = chain(3)
    assert not planned(entries, entries).changes_something


def test_two_entries_under_one_number_are_a_fork_and_both_are_kept() -> None:
    first, left = chain(2)
    twin = Writer()
    twin.chain = [first]
    right = twin.write({"rt": 9})
    result = planned([right], [first, left])
    assert result.forks == (Fork(A, 2, left.link, right.link),)
    assert result.new == (right,)
    assert result.gaps == ()


def test_a_run_that_continues_another_history_is_a_fork() -> None:
    ours, theirs = chain(3), chain(3)
    result = planned(theirs[2:], ours[:2])
    assert result.forks == (Fork(A, 2, ours[1].link, theirs[1].link),)


def test_a_second_run_of_one_device_inside_the_first_is_no_gap() -> None:
    entries = chain(4)
    twin = Writer()
    twin.chain = entries[:2]
    branch = twin.write({"rt": 9})
    result = plan(OFFICE, [*entries, branch], [span(entries), span([branch])], {}, {})
    assert result.gaps == ()


def test_an_entry_held_without_its_values_is_completed() -> None:
    (entry,) = chain(1)
    for less in (entry.withholding_restricted(), entry.without_content()):
        result = planned([entry], [less])
        assert (result.completed, result.new, result.known) == ((entry,), (), 0)
        assert combine(less, entry) == entry
        assert planned([less], [entry]).known == 1
        assert combine(entry, less) == entry


def test_halves_that_came_on_different_ways_are_combined() -> None:
    (entry,) = chain(1)
    opened = entry.withholding_restricted()
    assert entry.open is not None
    only_restricted = combine(entry.without_content(), entry)
    assert combine(opened, only_restricted) == entry
