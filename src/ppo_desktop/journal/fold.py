"""Fold: what the journal says about a record now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from ppo_desktop.core import canonical
from ppo_desktop.journal.entry import Entry, Ref
from ppo_desktop.records.lasting import LASTING, Lasting


class Candidate(Struct, frozen=True):
    """One of several values that offices or PCs gave a field without knowing of each other."""

    value: object
    author: str
    time: str
    ref: Ref


class Folded(Struct, frozen=True):
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
    other; an entry that sets the field having seen both settles it. Where a kind says that something lasts, the first
    entry that says so has the word: entries that neither saw it nor were seen by it change nothing of what is fixed.
    """
    ordered = sorted(entries, key=lambda entry: entry.order)
    if not ordered:
        return Folded(kind="", erased=False)
    first, last = ordered[0], ordered[-1]
    if any(entry.op == "erase" for entry in ordered):
        return Folded(kind=first.kind, erased=True, version=last.version, first=first, last=last)

    changes = [entry.changes() for entry in ordered]
    is_line = _is_line(ordered)
    if not is_line and (lasting := LASTING.get(first.kind)):
        changes = _lasting(ordered, changes, lasting)
    values: dict[str, object] = {}
    for changed in changes:
        values |= changed
    conflicts = {} if is_line else _conflicts(ordered, changes)
    return Folded(first.kind, False, values, conflicts, last.version, first, last)


def _is_line(ordered: Sequence[Entry]) -> bool:
    """Whether each entry directly follows the one before it: the usual case, which can hold no conflict."""
    return all(later.after == (earlier.ref,) for earlier, later in pairwise(ordered))


def _lasting(
    ordered: Sequence[Entry], changes: Sequence[dict[str, object]], lasting: Lasting
) -> list[dict[str, object]]:
    """The changes without those of what is fixed by writers who had not seen that it is."""

    def says_so(changed: Mapping[str, object]) -> bool:
        return changed.get(lasting.field) in lasting.values

    word = next((entry for entry, changed in zip(ordered, changes, strict=True) if says_so(changed)), None)
    if word is None:
        return list(changes)
    seen, later = seen_by(ordered, word), {word.ref}
    for entry in ordered:  # versions rise along ``after``
        if later.intersection(entry.after):
            later.add(entry.ref)
    return [
        changed
        if entry.ref in seen or entry.ref in later
        else {name: value for name, value in changed.items() if name not in lasting.fixed}
        for entry, changed in zip(ordered, changes, strict=True)
    ]


def seen_by(entries: Iterable[Entry], last: Entry) -> set[Ref]:
    """The entries of its record that the writer of ``last`` had seen, with itself."""
    after, seen, open_ones = {entry.ref: entry.after for entry in entries}, set[Ref](), [last.ref]
    while open_ones:
        ref = open_ones.pop()
        if ref not in seen:
            seen.add(ref)
            open_ones.extend(after.get(ref, ()))
    return seen


def _conflicts(ordered: Sequence[Entry], changes: Sequence[dict[str, object]]) -> dict[str, tuple[Candidate, ...]]:
    writers: dict[str, list[tuple[int, object]]] = {}
    for index, changed in enumerate(changes):
        for name, value in changed.items():
            writers.setdefault(name, []).append((index, value))
    contested = {name: written for name, written in writers.items() if _differ(written)}
    standing = _standing(ordered, contested)
    conflicts: dict[str, tuple[Candidate, ...]] = {}
    for field_number, (name, written) in enumerate(contested.items()):
        rivals = [(index, value) for index, value in written if standing[index] >> field_number & 1]
        if _differ(rivals):
            conflicts[name] = tuple(
                Candidate(value, ordered[index].author, ordered[index].time, ordered[index].ref)
                for index, value in rivals
            )
    return conflicts


def _differ(written: Sequence[tuple[int, object]]) -> bool:
    return len(written) > 1 and len({canonical.rewrite(value) for _index, value in written}) > 1


def _standing(ordered: Sequence[Entry], fields: Mapping[str, Sequence[tuple[int, object]]]) -> list[int]:
    """Per entry a bit set of those of ``fields`` it sets and no entry that sets them has seen.

    Versions rise along ``after``, so walking backwards meets children before parents, and what a child hands down is
    forgotten once its parent was met: memory follows the breadth of the history, not the square of its length.
    """
    writes = [0] * len(ordered)
    for field_number, written in enumerate(fields.values()):
        for index, _value in written:
            writes[index] |= 1 << field_number
    position = {entry.ref: index for index, entry in enumerate(ordered)}
    superseded: dict[int, int] = {}
    standing = [0] * len(ordered)
    for index in reversed(range(len(ordered))):
        by_later = superseded.pop(index, 0)
        standing[index] = writes[index] & ~by_later
        for ref in ordered[index].after:
            parent = position.get(ref)
            if parent is not None and parent < index:
                superseded[parent] = superseded.get(parent, 0) | by_later | writes[index]
    return standing
