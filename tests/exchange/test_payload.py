"""The payload: bound to its manifest, whole or refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from exchange.samples import manifest_of, moved, sample, some_entries
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange.payload import read_payload, write_payload

SAMPLE = sample()
CODES = ("payload-form", "payload-moved", "entry-form", "entry-chain")


def test_what_is_written_is_read_again() -> None:
    manifest, entries, plain = SAMPLE
    assert read_payload(plain, manifest) == entries


def test_withheld_halves_travel_as_digests_and_no_value_with_them() -> None:
    manifest, entries, _plain = SAMPLE
    less = [entry.withholding_restricted() for entry in entries]
    plain = write_payload(manifest.binding(), less)
    assert read_payload(plain, manifest) == less
    assert b"note" not in plain


def test_a_payload_cannot_be_moved_into_another_carrier() -> None:
    manifest, _entries, plain = SAMPLE
    with pytest.raises(Refused, match="payload-moved"):
        read_payload(plain, moved(manifest))
    with pytest.raises(Refused, match="payload-moved"):
        read_payload(plain, replace(manifest, recipients=manifest.recipients[:1]))


def test_two_payloads_of_the_same_entries_differ() -> None:
    manifest, entries, plain = SAMPLE
    assert write_payload(manifest.binding(), entries) != plain


def test_entries_of_another_history_under_the_same_announcement_are_refused() -> None:
    manifest, _entries, _plain = SAMPLE
    with pytest.raises(Refused, match="entry-chain"):
        read_payload(write_payload(manifest.binding(), some_entries()), manifest)


def test_an_entry_more_or_less_is_refused() -> None:
    manifest, entries, _plain = SAMPLE
    for others in (entries[:-1], [*entries, entries[-1]]):
        with pytest.raises(Refused, match="payload-form"):
            read_payload(write_payload(manifest.binding(), others), manifest)


def test_a_payload_that_was_cut_anywhere_is_refused() -> None:
    manifest, _entries, plain = SAMPLE
    for cut in range(len(plain)):
        with pytest.raises(Refused) as refusal:
            read_payload(plain[:cut], manifest)
        assert refusal.value.code in CODES


@settings(max_examples=300)
@given(st.data())
def test_a_changed_byte_is_refused(data: st.DataObject) -> None:
    _manifest, entries, plain = SAMPLE
    changed = bytearray(plain)
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    # The payload's own nonce may differ and nothing notices here; the digest in the manifest covers it.
    assert _read(bytes(changed)) in (*CODES, entries)


def _read(plain: bytes) -> object:
    """The entries, or the code why they are refused."""
    try:
        return read_payload(plain, SAMPLE[0])
    except Refused as refusal:
        return refusal.code


@given(st.binary(max_size=80), st.booleans())
def test_any_bytes_are_refused_and_nothing_else(data: bytes, braced: bool) -> None:
    with pytest.raises(Refused):
        read_payload(b"{" + data + b"\n" if braced else data, manifest_of([some_entries()[:2]]))
