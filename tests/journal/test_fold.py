"""What entries amount to: newest values, true conflicts, erasure."""

from __future__ import annotations

import random
import tracemalloc
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from journal.chains import A, B, C, Writer
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.fold import fold


@st.composite
def journals(draw: st.DrawFn) -> tuple[list[Entry], dict[bytes, set[bytes]]]:
    """Entries of one record by three writers who sometimes hear of each other; what each entry's writer had seen."""
    writers = {device: Writer(device) for device in (A, B, C)}
    known: dict[str, list[Entry]] = {device: [] for device in writers}
    everything: list[Entry] = []
    seen: dict[bytes, set[bytes]] = {}
    for _n in range(draw(st.integers(1, 9))):
        device = draw(st.sampled_from([A, B, C]))
        if draw(st.booleans()):
            other = known[draw(st.sampled_from([A, B, C]))]
            known[device] += [entry for entry in other if entry not in known[device]]
        changes = draw(st.dictionaries(st.sampled_from("fg"), st.integers(0, 2), min_size=1))
        entry = writers[device].write(dict(changes), known[device])
        seen[entry.link] = {before.link for before in known[device]}
        known[device].append(entry)
        everything.append(entry)
    return everything, seen


@given(journals(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(
    journal: tuple[list[Entry], dict[bytes, set[bytes]]], shuffle: random.Random
) -> None:
    entries, _seen = journal
    shuffled = list(entries)
    shuffle.shuffle(shuffled)
    assert fold(shuffled) == fold(entries)


@given(journals())
def test_a_conflict_stands_exactly_where_neither_writer_knew_of_the_other(
    journal: tuple[list[Entry], dict[bytes, set[bytes]]],
) -> None:
    entries, seen = journal
    expected = {}
    for name in "fg":
        writers = [entry for entry in entries if name in entry.changes()]
        rivals = [e for e in writers if not any(e.link in seen[other.link] for other in writers)]
        values = {entry.changes()[name] for entry in rivals}
        if len(values) > 1:
            expected[name] = values
    found = {name: {c.value for c in rivals} for name, rivals in fold(entries).conflicts.items()}
    assert found == expected


@given(journals())
def test_an_entry_that_saw_all_ends_the_conflict(journal: tuple[list[Entry], dict[bytes, set[bytes]]]) -> None:
    entries, _seen = journal
    settled = Writer("d" * 12).write({"f": 1, "g": 2}, entries)
    folded = fold([*entries, settled])
    assert folded.conflicts == {}
    assert folded.values == {"f": 1, "g": 2}
    assert folded.last == settled


@given(journals(), st.integers(0, 9))
def test_erasure_absorbs_whatever_its_place(journal: tuple[list[Entry], dict[bytes, set[bytes]]], place: int) -> None:
    entries, _seen = journal
    erasure = Writer("d" * 12).write(None, entries[:place], op="erase")
    folded = fold([erasure, *entries])
    assert folded.erased
    assert (folded.values, folded.conflicts) == ({}, {})


def test_equal_values_set_at_the_same_time_are_no_conflict() -> None:
    entries = [Writer(A).write({"rt": "003"}), Writer(B).write({"rt": "003"})]
    assert fold(entries).conflicts == {}


def test_ties_are_broken_by_device_so_that_all_offices_decide_alike() -> None:
    late, early = Writer(B).write({"rt": "002"}), Writer(A).write({"rt": "001"})
    assert fold([late, early]).values == fold([early, late]).values == {"rt": "002"}


def test_a_higher_version_wins_over_a_higher_device() -> None:
    a = Writer(A)
    first = a.write({"rt": "001"})
    rival = Writer(B).write({"rt": "002"})
    assert fold([rival, a.write({"rt": "003"}, [first]), first]).values == {"rt": "003"}


def test_what_is_withheld_takes_no_part() -> None:
    a = Writer(A)
    first = a.write({"name": "Siti"}, restricted={"note": "x"}).withholding_restricted()
    assert fold([first]).values == {"name": "Siti"}


def test_no_entries_are_no_record() -> None:
    folded = fold([])
    assert (folded.kind, folded.erased, folded.values) == ("", False, {})


def test_a_long_history_with_rivals_takes_little_memory() -> None:
    """One hostile carrier can bring this; a set of all ancestors for each entry would take 50 MB here."""
    writer, seen = Writer(A), list[Entry]()
    for number in range(20_000):
        seen = [writer.write({"name": str(number)}, seen)]
    entries = [*writer.chain, Writer(B).write({"name": "lain"})]
    tracemalloc.start()
    folded = fold(entries)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert {candidate.value for candidate in folded.conflicts["name"]} == {"19999", "lain"}
    assert peak < 25 << 20


def test_what_lasts_is_changed_by_nobody_who_has_not_seen_it() -> None:
    one, two, three = Writer(A), Writer(B), Writer(C)
    draft = one.write({"state": "DRAF", "subject": "Draf"})
    final = one.write({"state": "FINAL", "number": "1"}, [draft])
    typed = two.write({"subject": "Lain", "state": "DRAF", "deleted": True}, [draft])
    rival = two.write({"state": "FINAL", "number": "2"}, [draft, typed])
    more = two.write({"number": "3", "state": "FINAL"}, [draft, typed, rival])
    void = three.write({"state": "BATAL", "void_reason": "salah"}, [draft, final])
    entries = [replace(entry, kind="letter") for entry in (draft, final, typed, rival, more, void)]
    for order in permutations(entries):
        folded = fold(order)
        assert folded.values == {"state": "BATAL", "subject": "Draf", "number": "1", "void_reason": "salah"}
        assert not folded.conflicts
