"""The manifest: strict about form, stable in identity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exchange.samples import manifest_of, sample, some_entries
from journal.chains import Writer
from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange.manifest import read_manifest


def test_what_is_written_is_read_again() -> None:
    manifest, entries, _plain = sample()
    again = read_manifest(manifest.write())
    assert again == manifest
    assert (again.id, again.entry_count) == (manifest.id, len(entries))


def test_a_fork_is_announced_as_two_runs_of_one_device() -> None:
    writer = Writer()
    first, left = writer.write({"name": "Siti"}), writer.write({"rt": "001"})
    twin = Writer()
    twin.chain = [first]
    manifest = manifest_of([[first, left], [twin.write({"rt": "002"})]])
    assert read_manifest(manifest.write()) == manifest


def test_the_identity_covers_every_word_of_it() -> None:
    manifest, _entries, _plain = sample()
    others = [
        replace(manifest, totals={"registered": 2}),
        replace(manifest, late={}),
        replace(manifest, confirmed={}),
        replace(manifest, payload=replace(manifest.payload, length=1)),
        replace(manifest, training=True),
    ]
    assert len({manifest.id, *(other.id for other in others)}) == len(others) + 1


def _set(*path: Any) -> Callable[[Any], None]:
    *way, last, value = path

    def change(content: Any) -> None:
        for step in way:
            content = content[step]
        content[last] = value

    return change


CHANGES = {
    "another format": _set("format", "zip"),
    "an unknown kind": _set("kind", "letter"),
    "a training mark that is no boolean": _set("training", 0),
    "a sender that is no code": _set("sender", "61.01"[:-1]),
    "an upper-case digest": _set("certificate", "C" * 64),
    "a month that does not exist": _set("period", "2026-13"),
    "no spans": _set("spans", []),
    "spans out of order": lambda content: content["spans"].reverse(),
    "a span twice": lambda content: content["spans"].append(content["spans"][-1]),
    "a span that ends before it begins": _set("spans", 0, 2, 0),
    "a span that begins at zero": _set("spans", 0, 1, 0),
    "a first entry with something before it": _set("spans", 0, 3, "1" * 64),
    "too many spans": lambda content: content["spans"].extend([content["spans"][0]] * 64),
    "a negative count": _set("totals", {"registered": -1}),
    "a count that is a boolean": _set("totals", {"registered": True}),
    "no recipients": _set("recipients", []),
    "recipients out of order": lambda content: content["recipients"].reverse(),
    "a recipient that is no age key": _set("recipients", 0, 1, "age1short"),
    "a payload without length": lambda content: content["payload"].pop("length"),
    "a negative length": _set("payload", "plain_length", -1),
    "a key too many": _set("extra", 1),
    "a key too few": lambda content: content.pop("late"),
    "a version that is no number": _set("version", "1"),
    "version zero": _set("version", 0),
}


@pytest.mark.parametrize("name", CHANGES)
def test_another_form_is_refused(name: str) -> None:
    manifest, _entries, _plain = sample()
    content = canonical.read(manifest.write())
    CHANGES[name](content)
    with pytest.raises(Refused, match="manifest-form"):
        read_manifest(canonical.write(content))


def test_a_later_version_is_told_apart_from_a_broken_one() -> None:
    manifest, _entries, _plain = sample()
    content = canonical.read(manifest.write())
    assert isinstance(content, dict)
    with pytest.raises(Refused, match="manifest-newer"):
        read_manifest(canonical.write({**content, "version": 2, "surprise": []}))


@given(st.data())
def test_a_changed_byte_is_refused_or_gives_another_identity(data: st.DataObject) -> None:
    manifest = manifest_of([some_entries()[:2]])
    written = bytearray(manifest.write())
    written[data.draw(st.integers(0, len(written) - 1))] ^= data.draw(st.integers(1, 255))
    assert _identity(bytes(written)) != manifest.id


def _identity(data: bytes) -> str:
    """The carrier's id, or the code why the manifest is refused."""
    try:
        return read_manifest(data).id
    except Refused as refusal:
        return refusal.code


@given(st.binary(max_size=50))
def test_any_bytes_are_refused_and_nothing_else(data: bytes) -> None:
    with pytest.raises(Refused, match="manifest-form"):
        read_manifest(data)
