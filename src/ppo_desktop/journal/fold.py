"""Fold: what the journal says about a record now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ppo_desktop.core import canonical
from ppo_desktop.journal.entry import Entry, Ref


@dataclass(frozen=True)
class Candidate:
    """One of several values that offices or PCs gave a field without knowing of each other."""

    value: object
    author: str
    time: str
    ref: Ref


@dataclass(frozen=True)
class Folded:
    """A record as its entries tell it."""

    kind: str
    erased: bool
    values: dict[str, object] = field(default_factory=dict)
    """Field → newest value, by entry order; empty when erased."""
    conflicts: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    """Field → the rival values, where writers did not know of each other; ``values`` holds the last of them."""
    version: int = 0
    first: Entry | None = None
    last: Entry | None = None


def fold(entries: Iterable[Entry]) -> Folded:
    """The record that one record's ``entries`` (any order, without repetition) amount to.

    An erase entry absorbs everything, whatever its place. Otherwise values apply in entry order, field by field. Two
    entries are in conflict over a field when they set it differently and neither is an ancestor (by ``after``) of the
    other; an entry that sets the field having seen both settles it.
    """
    ordered = sorted(entries, key=lambda entry: entry.order)
    if not ordered:
        return Folded(kind="", erased=False)
    first, last = ordered[0], ordered[-1]
    if any(entry.op == "erase" for entry in ordered):
        return Folded(kind=first.kind, erased=True, version=last.version, first=first, last=last)

    changes = [entry.changes() for entry in ordered]
    values = {name: value for changed in changes for name, value in changed.items()}
    conflicts = {} if _is_line(ordered) else _conflicts(ordered, changes)
    return Folded(first.kind, False, values, conflicts, last.version, first, last)


def _is_line(ordered: Sequence[Entry]) -> bool:
    """Whether each entry directly follows the one before it: the usual case, which can hold no conflict."""
    return all(later.after == (earlier.ref,) for earlier, later in pairwise(ordered))


def _conflicts(ordered: Sequence[Entry], changes: Sequence[dict[str, object]]) -> dict[str, tuple[Candidate, ...]]:
    writers: dict[str, list[tuple[int, object]]] = {}
    for index, changed in enumerate(changes):
        for name, value in changed.items():
            writers.setdefault(name, []).append((index, value))
    ancestors = _ancestors(ordered)
    conflicts: dict[str, tuple[Candidate, ...]] = {}
    for name, written in writers.items():
        superseded = 0
        for index, _value in written:
            superseded |= ancestors[index]
        rivals = [(index, value) for index, value in written if not superseded >> index & 1]
        if len({canonical.write(value) for _index, value in rivals}) > 1:
            conflicts[name] = tuple(
                Candidate(value, ordered[index].author, ordered[index].time, ordered[index].ref)
                for index, value in rivals
            )
    return conflicts


def _ancestors(ordered: Sequence[Entry]) -> list[int]:
    """Per entry a bit set of the entries its writer had seen. Versions rise along ``after``, so parents come first."""
    position = {entry.ref: index for index, entry in enumerate(ordered)}
    ancestors: list[int] = []
    for entry in ordered:
        seen = 0
        for ref in entry.after:
            parent = position.get(ref)
            if parent is not None and parent < len(ancestors):
                seen |= ancestors[parent] | 1 << parent
        ancestors.append(seen)
    return ancestors
