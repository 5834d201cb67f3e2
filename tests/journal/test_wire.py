"""Entries as lines and back."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from journal.chains import OFFICE, A, B, Writer, span
from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.journal.entry import Entry, verifies
from ppo_desktop.journal.wire import MAX_LINE_BYTES, demand_travels, read_lines, write_line

CLEAN = st.text(max_size=12).filter(canonical.is_clean)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.MAX_INTEGER, canonical.MAX_INTEGER) | CLEAN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CLEAN, inner, max_size=3),
    max_leaves=8,
)
CHANGES = st.dictionaries(CLEAN, VALUES, max_size=4)


def read(entries: list[Entry]) -> list[Entry]:
    return read_lines(OFFICE, map(write_line, entries), [span(entries)])


@given(st.lists(st.tuples(CHANGES, CHANGES), min_size=1, max_size=4))
def test_what_is_written_is_read_again(halves: list[tuple[dict[str, object], dict[str, object]]]) -> None:
    writer = Writer()
    for opened, restricted in halves:
        writer.write(opened, writer.chain, restricted=restricted)
    assert read(writer.chain) == writer.chain


@given(CHANGES, CHANGES)
def test_withheld_and_erased_halves_travel_as_digests(opened: dict[str, object], restricted: dict[str, object]) -> None:
    entry = Writer().write(opened, restricted=restricted)
    for less in (entry.withholding_restricted(), entry.without_content()):
        (arrived,) = read([less])
        assert arrived == less
        assert verifies(arrived)


@settings(max_examples=150)
@given(st.data())
def test_a_changed_byte_is_refused_or_gives_another_link(data: st.DataObject) -> None:
    a, b = Writer(), Writer(B)
    first = a.write({"name": "Siti"})
    line = bytearray(write_line(b.write({"name": "Dewi", "rt": 3}, [first], restricted={"note": "tunggu"})))
    place = data.draw(st.integers(0, len(line) - 1))
    line[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Refused) as refusal:
        read_lines(OFFICE, [bytes(line)], [span(b.chain)])
    assert refusal.value.code in ("entry-form", "entry-chain")


@given(CHANGES, CHANGES, st.sampled_from(({"indent": 0}, {"separators": (", ", ":")}, {"ensure_ascii": True}, {})))
def test_a_line_in_any_but_the_canonical_form_is_refused(
    opened: dict[str, object], restricted: dict[str, object], form: dict[str, Any]
) -> None:
    """Reading compares with what it writes itself, part by part; as a whole it must accept what ``canonical`` does."""
    entry = Writer().write(opened, restricted=restricted)
    line = write_line(entry)
    assert canonical.read(line) == canonical.parse(line)
    turned = json.loads(line, object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    other = json.dumps(turned, **{"ensure_ascii": False, "separators": (",", ":"), **form}).encode()
    if other == line:
        assert read_lines(OFFICE, [other], [span([entry])]) == [entry]
        return
    with pytest.raises(ValueError):
        canonical.read(other)
    with pytest.raises(Refused, match="entry-form"):
        read_lines(OFFICE, [other], [span([entry])])


@given(CHANGES, CHANGES)
def test_an_entry_comes_whole_through_the_pipe_of_the_reading_process(
    opened: dict[str, object], restricted: dict[str, object]
) -> None:
    entry = Writer().write(opened, restricted=restricted)
    forms = [entry, entry.withholding_restricted(), entry.without_content()]
    assert pickle.loads(pickle.dumps(forms)) == forms


def test_a_run_that_starts_in_the_middle_hangs_on_the_link_before_it() -> None:
    writer = Writer()
    for name in ("Siti", "Dewi", "Aminah"):
        writer.write({"name": name})
    assert read(writer.chain[1:]) == writer.chain[1:]
    wrong = span(writer.chain[1:])._replace(prev=b"x" * 32)
    with pytest.raises(Refused, match="entry-chain"):
        read_lines(OFFICE, map(write_line, writer.chain[1:]), [wrong])


def test_both_branches_of_a_fork_travel_as_runs_of_their_own() -> None:
    writer = Writer()
    first = writer.write({"name": "Siti"})
    twin = Writer()
    twin.chain = [first]
    left, right = writer.write({"rt": 1}), twin.write({"rt": 2})
    runs = [[first, left], [right]]
    sent = [entry for run in runs for entry in run]
    assert read_lines(OFFICE, map(write_line, sent), [span(run) for run in runs]) == sent


@pytest.mark.parametrize("change", ["missing", "added", "swapped", "twice"])
def test_lines_that_do_not_fill_the_announced_spans_are_refused(change: str) -> None:
    writer = Writer()
    for name in ("Siti", "Dewi", "Aminah"):
        writer.write({"name": name})
    lines = [write_line(entry) for entry in writer.chain]
    changed = {
        "missing": lines[:2],
        "added": [*lines, lines[2]],
        "swapped": [lines[1], lines[0], lines[2]],
        "twice": [lines[0], lines[0], lines[2]],
    }[change]
    with pytest.raises(Refused, match="entry-chain"):
        read_lines(OFFICE, changed, [span(writer.chain)])


def _line(**changed: object) -> bytes:
    fields: dict[str, object] = {
        "device": A, "seq": 1, "schema": 1, "author": "Rina", "time": "2026-11-21", "kind": "person",
        "record": "0" * 32, "version": 1, "after": [], "op": "set", "open": None, "restricted": None,
    }  # fmt: skip
    return canonical.write(list({**fields, **changed}.values()))


@pytest.mark.parametrize(
    "changed",
    [
        {"device": "A" * 12},
        {"device": 7},
        {"seq": 0},
        {"seq": True},
        {"seq": 2**31},
        {"version": -1},
        {"author": ""},
        {"kind": "x" * 121},
        {"record": "0" * 31},
        {"op": "delete"},
        {"op": "erase", "open": "0" * 64},
        {"after": [[A, 1, "0" * 15]]},
        {"after": [[B, 1, "0" * 16], [A, 1, "0" * 16]]},
        {"after": [[A, 1, "0" * 16], [A, 1, "0" * 16]]},
        {"after": {}},
        {"open": "0" * 63},
        {"open": ["0" * 32, []]},
        {"open": ["0" * 31, {}]},
        {"open": ["0" * 32]},
        {"restricted": 1},
    ],
)
def test_a_line_of_another_form_is_refused(changed: dict[str, object]) -> None:
    writer = Writer()
    writer.write({})
    with pytest.raises(Refused, match="entry-form"):
        read_lines(OFFICE, [_line(**changed)], [span(writer.chain)])


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_and_nothing_else(data: bytes) -> None:
    writer = Writer()
    writer.write({})
    with pytest.raises(Refused, match="entry-form"):
        read_lines(OFFICE, [data], [span(writer.chain)])


def test_a_line_that_is_too_long_is_refused_before_it_is_read() -> None:
    writer = Writer()
    writer.write({"name": "x" * 70_000})
    with pytest.raises(Refused, match="entry-form"):
        read(writer.chain)


def test_runs_that_overlap_are_refused_since_an_entry_may_stand_only_once() -> None:
    writer = Writer()
    for name in ("Siti", "Dewi", "Aminah"):
        writer.write({"name": name})
    runs = [writer.chain, writer.chain[1:]]
    lines = [write_line(entry) for run in runs for entry in run]
    with pytest.raises(Refused, match="entry-chain"):
        read_lines(OFFICE, lines, [span(run) for run in runs])


@given(CHANGES, CHANGES)
def test_what_may_be_written_can_travel(opened: dict[str, object], restricted: dict[str, object]) -> None:
    entry = Writer().write(opened, restricted=restricted)
    demand_travels(entry)
    for form in (entry, entry.withholding_restricted()):
        assert read_lines(OFFICE, [write_line(form)], [span([form])]) == [form]


def test_what_no_reader_would_take_must_not_be_written() -> None:
    room = MAX_LINE_BYTES - len(write_line(Writer().write({"name": ""})))
    demand_travels(Writer().write({"name": "x" * room}))
    with pytest.raises(Refused, match="record-too-long"):
        demand_travels(Writer().write({"name": "x" * (room + 1)}))


def test_a_line_that_grows_too_long_when_its_short_restricted_half_is_withheld_must_not_be_written() -> None:
    room = MAX_LINE_BYTES - len(write_line(Writer().write({"name": ""}, restricted={"n": 1})))
    entry = Writer().write({"name": "x" * room}, restricted={"n": 1})
    assert len(write_line(entry)) == MAX_LINE_BYTES < len(write_line(entry.withholding_restricted()))
    with pytest.raises(Refused, match="record-too-long"):
        demand_travels(entry)


def test_an_author_no_reader_would_take_must_not_be_written() -> None:
    entry = replace(Writer().write({"name": "Siti"}), author="x" * 121)
    with pytest.raises(Refused, match="record-too-long"):
        demand_travels(entry)
