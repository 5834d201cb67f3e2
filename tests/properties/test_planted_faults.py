"""The machine is only worth its time if it notices: each planted fault is found within so many histories."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from _pytest.mark import ParameterSet
from msgspec.structs import replace

from ppo_desktop.journal import entry as entry_module
from ppo_desktop.journal.entry import Entry, Ref, link_of
from ppo_desktop.journal.merge import MergePlan
from ppo_desktop.operations.carriers import carriers
from ppo_desktop.operations.history import devices, erasing, guard, journalling, merging
from ppo_desktop.operations.neighbours import confirming, exchanging, receiving
from ppo_desktop.storage import carrier_store, journal_store, projection
from properties.test_journal_machine import first_failure

AT_MOST = 300
Plant = Callable[[pytest.MonkeyPatch], None]


def _after_always_empty(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(entry_module, "newest", lambda entries: set[Ref]())


def _after_only_of_this_pc(patch: pytest.MonkeyPatch) -> None:
    right = journalling.write_entry

    def write(heading: Any, *rest: Any) -> Entry:
        written = right(heading, *rest)
        mine = tuple(ref for ref in written.after if ref.device == heading.device)
        wrong = replace(written, after=mine)
        return replace(wrong, link=link_of(wrong))

    patch.setattr(journalling, "write_entry", write)


def _no_new_identity(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(devices, "renew", lambda connection, office, *_why: office)


def _values_that_arrive_after_an_erasure_stay(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_store, "erased", lambda connection: set())


def _an_erasure_is_undone_by_a_later_entry(patch: pytest.MonkeyPatch) -> None:
    right = projection.fold

    def fold(entries: Any) -> Any:
        ordered = sorted(entries, key=lambda entry: entry.order)
        return right([entry for entry in ordered[:-1] if entry.op == "set"] + ordered[-1:])

    patch.setattr(projection, "fold", fold)


def _ties_are_broken_by_arrival(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Entry, "order", property(lambda entry: entry.version))


def _highest_ever_confirmed_counts(patch: pytest.MonkeyPatch) -> None:
    right = carrier_store.replace_confirmed

    def keep_highest(connection: Any, recipient: str, held: Mapping[str, tuple[int, bytes]]) -> None:
        before = carrier_store.confirmed(connection, recipient)
        right(connection, recipient, {d: max(before.get(d, (0, b"")), held.get(d, (0, b""))) for d in before | held})

    patch.setattr(carrier_store, "replace_confirmed", keep_highest)


def _the_receipt_that_arrives_last_counts(patch: pytest.MonkeyPatch) -> None:
    right = confirming.settings_store.read
    patch.setattr(
        confirming.settings_store,
        "read",
        lambda connection, name: None if name.startswith("receipt 6") else right(connection, name),
    )


def _the_second_of_a_fork_is_dropped(patch: pytest.MonkeyPatch) -> None:
    right = merging.merge

    def merge(connection: Any, planned: MergePlan, carrier_id: str) -> Any:
        forked = {(fork.device, fork.seq) for fork in planned.forks}
        kept = tuple(entry for entry in planned.new if (entry.device, entry.seq) not in forked)
        return right(connection, replace(planned, new=kept), carrier_id)

    patch.setattr(receiving, "merge", merge)


def _restricted_values_leave_the_office(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(carriers, "_reaches", lambda entry, level: True)


def _withheld_values_are_not_filled_in(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_store, "complete", lambda connection, entries: None)


def _a_restore_forgets_what_was_erased(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasing, "remembered", lambda office: [])


def _holes_are_confirmed(patch: pytest.MonkeyPatch) -> None:
    def newest(connection: Any, office: str) -> dict[str, tuple[int, bytes]]:
        known = journal_store.devices(connection, office)
        return {device: tuple(journal_store.head(connection, office, device)) for device in known}

    patch.setattr(journal_store, "held_without_gap", newest)


def _two_restores_count_alike(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(devices, "_highest_generation", lambda office: 0)


def _the_guard_is_not_asked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(guard, "check", lambda office: office)


def _what_is_here_counts_as_held_by_the_other_pc(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        exchanging,
        "_shown",
        lambda connection, office, device, told: journal_store.held_without_gap(connection, office.code),
    )


def _only_the_newest_entry_is_shown(patch: pytest.MonkeyPatch) -> None:
    right = journal_store.of_records

    def of_records(connection: Any, keys: Any) -> Any:
        for key, entries in right(connection, keys):
            yield key, _last_two(entries)

    patch.setattr(journal_store, "of_records", of_records)


def _last_two(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.order)[-2:]


FAULTS: tuple[Plant, ...] = (
    _after_always_empty,
    _after_only_of_this_pc,
    _no_new_identity,
    _values_that_arrive_after_an_erasure_stay,
    _an_erasure_is_undone_by_a_later_entry,
    _ties_are_broken_by_arrival,
    _highest_ever_confirmed_counts,
    _the_receipt_that_arrives_last_counts,
    _the_second_of_a_fork_is_dropped,
    _restricted_values_leave_the_office,
    _withheld_values_are_not_filled_in,
    _a_restore_forgets_what_was_erased,
    _holes_are_confirmed,
    _two_restores_count_alike,
    _the_guard_is_not_asked,
    _what_is_here_counts_as_held_by_the_other_pc,
    _only_the_newest_entry_is_shown,
)


AT_ONCE = (
    _after_always_empty,
    _after_only_of_this_pc,
    _no_new_identity,
    _ties_are_broken_by_arrival,
)
"""Those that a few histories meet; the others take up to dozens and are left to the long tests."""


def _named(plant: Plant) -> ParameterSet:
    marks = () if plant in AT_ONCE else (pytest.mark.long,)
    return pytest.param(plant, id=plant.__name__.lstrip("_").replace("_", "-"), marks=marks)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("plant", [_named(plant) for plant in FAULTS])
def test_a_planted_fault_is_found(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    failed = first_failure(range(AT_MOST))
    assert failed is not None, "the machine did not notice"
    print(f"{plant.__name__}: found in history {failed[0] + 1}: {failed[1]!r:.90}")
