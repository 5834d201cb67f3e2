"""Merge plan: what taking a set of entries would change, told before anything is changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.journal.entry import NO_LINK, Entry

Place = tuple[str, int]
"""(device, seq) inside one office."""


class Span(NamedTuple):
    """A contiguous run of one device's entries, as a carrier announces it."""

    device: str
    first: int
    last: int
    prev: bytes
    """Link of the entry before ``first``; ``NO_LINK`` when ``first`` is 1."""
    link: bytes
    """Link of the entry ``last``."""


class Fork(NamedTuple):
    """Two different histories under one device: a copied database, or one put back from a backup."""

    device: str
    seq: int
    held: bytes
    incoming: bytes


class Gap(NamedTuple):
    """Entries of a device that are still missing below what has arrived."""

    device: str
    first: int
    last: int


class MergePlan(Struct, frozen=True):
    """What a carrier would change here."""

    office: str
    new: tuple[Entry, ...]
    """Entries not held yet."""
    completed: tuple[Entry, ...]
    """Entries held without (all) their values, which now arrive with more."""
    known: int
    """Entries already held."""
    forks: tuple[Fork, ...]
    gaps: tuple[Gap, ...]

    @property
    def changes_something(self) -> bool:
        return bool(self.new or self.completed)


def plan(
    office: str,
    incoming: Sequence[Entry],
    spans: Sequence[Span],
    held: Mapping[Place, Collection[Entry]],
    held_to: Mapping[str, int],
) -> MergePlan:
    """How ``incoming`` (verified entries of one office) relates to what is held.

    Args:
        held: the entries held at the places of ``incoming`` and at the places just before each span; several under
            one place after a fork.
        held_to: per device the last seq held without gap.
    """
    new: list[Entry] = []
    completed: list[Entry] = []
    forks: list[Fork] = []
    known = 0
    for entry in incoming:
        here = held.get((entry.device, entry.seq), ())
        same = next((other for other in here if other.link == entry.link), None)
        if same is None:
            new.append(entry)
            forks.extend(Fork(entry.device, entry.seq, other.link, entry.link) for other in here)
        elif _brings_more(entry, same):
            completed.append(entry)
        else:
            known += 1
    for span in spans:
        before = held.get((span.device, span.first - 1), ())
        if span.prev != NO_LINK and before and all(other.link != span.prev for other in before):
            forks.extend(Fork(span.device, span.first - 1, other.link, span.prev) for other in before)
    return MergePlan(office, tuple(new), tuple(completed), known, tuple(dict.fromkeys(forks)), _gaps(spans, held_to))


def _gaps(spans: Sequence[Span], held_to: Mapping[str, int]) -> tuple[Gap, ...]:
    gaps = []
    reach = dict(held_to)
    for span in sorted(spans, key=lambda span: (span.device, span.first)):
        top = reach.get(span.device, 0)
        if span.first > top + 1:
            gaps.append(Gap(span.device, top + 1, span.first - 1))
        reach[span.device] = max(top, span.last)
    return tuple(gaps)


def combine(held: Entry, incoming: Entry) -> Entry:
    """One entry with all values either copy has; both must carry the same link."""
    return replace(
        held,
        open=incoming.open if incoming.open and incoming.open.changes is not None else held.open,
        restricted=(
            incoming.restricted if incoming.restricted and incoming.restricted.changes is not None else held.restricted
        ),
    )


def _brings_more(incoming: Entry, held: Entry) -> bool:
    pairs = ((incoming.open, held.open), (incoming.restricted, held.restricted))
    return any(
        new is not None and new.changes is not None and (old is None or old.changes is None) for new, old in pairs
    )
