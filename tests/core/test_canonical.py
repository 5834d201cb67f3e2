"""Canonical JSON: one byte form, and nothing else is read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.core import canonical

CLEAN = st.text(max_size=20).filter(canonical.is_clean)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.MAX_INTEGER, canonical.MAX_INTEGER) | CLEAN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(CLEAN, inner, max_size=4),
)


@given(VALUES)
def test_what_is_written_is_read_again(value: object) -> None:
    assert canonical.read(canonical.write(value)) == value


@given(VALUES)
def test_there_is_one_form_only(value: object) -> None:
    data = canonical.write(value)
    spaced = json.dumps(value, sort_keys=True, ensure_ascii=False).encode()
    if spaced != data:
        with pytest.raises(ValueError):
            canonical.read(spaced)


@given(st.binary(max_size=40))
def test_whatever_is_read_is_already_canonical(data: bytes) -> None:
    try:
        value = canonical.read(data)
    except ValueError:
        return
    assert canonical.write(value) == data


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b"1.0",
        b"[1.5]",
        b"1e3",
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"-0",
        b"[-0]",
        b"01",
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b"[1, 2]",
        b" 1",
        b"1\n",
        b'{"a":1}x',
        b"",
        b"'a'",
        b"\xff",
        b"\xef\xbb\xbf1",
        b"9007199254740992",
        b"[9007199254740992]",
        b"-9007199254740992",
        b"1" * 5000,
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\\ud83d\\ude00"',
        b'"\\u0000"',
        b'"\x01"',
        b'"\x7f"',
        b'"a\\rb"',
        '"\u202e"'.encode(),
        '"\u2066a\u2069"'.encode(),
        '"a\u0301"'.encode(),
        '"\u0085"'.encode(),
    ],
)
def test_any_other_form_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        canonical.read(data)


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), 2**53, -(2**53), b"x", {1: 2}, {"a": {1.5}}, "\ud800", "\r", "\u202e"]
)
def test_what_has_no_canonical_form_is_not_written(value: object) -> None:
    with pytest.raises(ValueError):
        canonical.write(value)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_nesting_is_refused_without_recursion(opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    fits = opening * canonical.MAX_DEPTH + "1" * (opening != "[") + closing * canonical.MAX_DEPTH
    assert canonical.write(canonical.read(fits.encode())) == fits.encode()
    for depth in (canonical.MAX_DEPTH + 1, 100_000):
        with pytest.raises(ValueError):
            canonical.read((opening * depth + "1" + closing * depth).encode())


def test_brackets_inside_texts_do_not_count_as_nesting() -> None:
    assert canonical.read(canonical.write(["[{" * 50, '"[[[' * 20])) == ["[{" * 50, '"[[[' * 20]


def test_line_breaks_and_tabs_are_allowed_and_escaped() -> None:
    assert canonical.write("satu\n\tdua") == b'"satu\\n\\tdua"'


@given(st.lists(st.binary(max_size=5), max_size=4), st.lists(st.binary(max_size=5), max_size=4))
def test_parts_cannot_be_shifted_across_their_joints(left: list[bytes], right: list[bytes]) -> None:
    assert (canonical.sha256(*left) == canonical.sha256(*right)) == (left == right)
