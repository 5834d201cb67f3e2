"""Entries, digests and links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from journal.chains import B, Writer
from ppo_desktop.journal.entry import NO_LINK, Part, link_of, newest, verifies


def test_a_chain_starts_at_one_and_each_entry_names_the_link_before_it() -> None:
    writer = Writer()
    first, second = writer.write({"name": "Siti"}), writer.write({"name": "Dewi"})
    assert (first.seq, first.prev) == (1, NO_LINK)
    assert (second.seq, second.prev) == (2, first.link)


def test_the_version_is_one_more_than_the_highest_seen() -> None:
    a, b = Writer(), Writer(B)
    first = a.write({"name": "Siti"})
    second = a.write({"name": "Dewi"}, [first])
    rival = b.write({"name": "Aminah"}, [first])
    assert [entry.version for entry in (first, second, rival)] == [1, 2, 2]
    assert b.write({"name": "Siti"}, [first, second, rival]).version == 3


def test_after_names_only_the_newest_entries_its_writer_had_seen() -> None:
    a, b = Writer(), Writer(B)
    first = a.write({"name": "Siti"})
    second, rival = a.write({"name": "Dewi"}, [first]), b.write({"name": "Aminah"}, [first])
    settled = a.write({"name": "Dewi"}, [rival, first, second])
    assert set(settled.after) == {second.ref, rival.ref} == newest([first, second, rival])
    assert list(settled.after) == sorted(settled.after)


def test_withheld_and_erased_halves_still_verify_and_keep_the_link() -> None:
    entry = Writer().write({"name": "Siti"}, restricted={"note": "rahasia"})
    for less in (entry.withholding_restricted(), entry.without_content()):
        assert verifies(less)
        assert (less.link, link_of(less)) == (entry.link, entry.link)
    assert entry.withholding_restricted().changes() == {"name": "Siti"}
    assert entry.without_content().changes() == {}
    assert not entry.without_content().has_content


def test_equal_values_have_different_digests_so_that_none_can_be_guessed() -> None:
    writer = Writer()
    first, second = writer.write({"sex": "P"}), writer.write({"sex": "P"})
    assert first.open is not None
    assert second.open is not None
    assert first.open.digest != second.open.digest


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("author", "Yanti"),
        ("seq", 2),
        ("version", 7),
        ("record", "0" * 32),
        ("op", "erase"),
        ("schema", 2),
        ("after", ()),
    ],
)
def test_a_changed_header_no_longer_verifies(field: str, value: object) -> None:
    writer = Writer()
    entry = writer.write({"name": "Dewi"}, [writer.write({"name": "Siti"})])
    changed = replace(entry, **{field: value})
    assert verifies(entry)
    assert verifies(changed) == (getattr(entry, field) == value)


@given(st.binary(min_size=1, max_size=40))
def test_changed_values_no_longer_verify(body: bytes) -> None:
    entry = Writer().write({"name": "Siti"})
    assert entry.open is not None
    swapped = replace(entry, open=Part(entry.open.digest, entry.open.nonce, body))
    assert verifies(swapped) == (body == entry.open.changes)


def test_a_value_without_canonical_form_is_not_written() -> None:
    with pytest.raises(ValueError, match="float"):
        Writer().write({"age": 1.5})
