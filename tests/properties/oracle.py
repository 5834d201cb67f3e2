"""What the rules of the journal say should happen, told again in plain sets, without the program's fold or plan.

Facts are immutable and shared; a ``Shelf`` is what one database should hold of them. Each entry's ancestry is the set
of entries its writer really held, taken from the shelf at the moment of writing, not from what the entry says.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field

RecordKey = tuple[str, str]


@dataclass(frozen=True)
class Fact:
    """One entry as it was born."""

    link: bytes
    office: str
    device: str
    seq: int
    kind: str
    record: str
    version: int
    op: str
    prev: bytes
    seen: frozenset[bytes]
    open: dict[str, object] = field(hash=False)
    restricted: dict[str, object] = field(hash=False)

    @property
    def key(self) -> RecordKey:
        return self.office, self.record


@dataclass(frozen=True)
class Parcel:
    """A carrier as the oracle sees it: link → the halves (``o``, ``r``) whose values travel."""

    id: str
    kind: str
    sender: str
    to: str
    maker: str
    born: int
    halves: dict[bytes, str] = field(hash=False)
    held: dict[str, tuple[int, bytes]] = field(default_factory=dict, hash=False)
    """Of a receipt: what it confirms."""


@dataclass
class Shelf:
    """What one database should hold."""

    office: str
    device: str
    facts: dict[bytes, Fact]
    """All facts of the world; shared."""
    halves: dict[bytes, str] = field(default_factory=dict)
    erased_outside: set[RecordKey] = field(default_factory=set)
    """Kept beside the database: shared between a database and its older copies."""
    taken: set[str] = field(default_factory=set)
    confirmed: dict[str, bytes] = field(default_factory=dict)
    newest_receipt: int = -1

    def copy(self) -> Shelf:
        """This shelf as a backup holds it."""
        same = copy.copy(self)
        same.halves, same.taken, same.confirmed = dict(self.halves), set(self.taken), dict(self.confirmed)
        return same

    def of(self, key: RecordKey) -> list[Fact]:
        return [self.facts[link] for link in self.halves if self.facts[link].key == key]

    def records(self) -> set[RecordKey]:
        return {self.facts[link].key for link in self.halves}

    def chain(self, device: str) -> list[Fact]:
        """Facts of one of our devices, in order."""
        mine = [f for f in map(self.facts.__getitem__, self.halves) if (f.office, f.device) == (self.office, device)]
        return sorted(mine, key=lambda fact: fact.seq)

    def is_erased(self, key: RecordKey) -> bool:
        return any(fact.op == "erase" for fact in self.of(key))

    def add(self, links: Iterable[tuple[bytes, str]]) -> None:
        """Union; then nothing erased keeps a value, whatever came first."""
        touched = set()
        for link, halves in links:
            self.halves[link] = "".join(sorted({*self.halves.get(link, ""), *halves}))
            touched.add(self.facts[link].key)
        for key in touched:
            if self.is_erased(key):
                self.erased_outside.add(key)
            if key in self.erased_outside:
                for fact in self.of(key):
                    self.halves[fact.link] = ""

    def told(self, fact: Fact) -> dict[str, object]:
        """The values of an entry that are here."""
        here = self.halves[fact.link]
        return {**(fact.open if "o" in here else {}), **(fact.restricted if "r" in here else {})}

    def values(self, key: RecordKey) -> dict[str, object] | None:
        """Newest value of each field; ``None`` when the record is erased."""
        if self.is_erased(key):
            return None
        merged: dict[str, object] = {}
        for fact in sorted(self.of(key), key=lambda f: (f.version, f.device, f.link)):
            merged.update(self.told(fact))
        return merged

    def conflicts(self, key: RecordKey) -> dict[str, list[object]]:
        """Field → rival values that were set without knowing of each other."""
        if self.is_erased(key):
            return {}
        facts = self.of(key)
        found: dict[str, list[object]] = {}
        for name in {name for fact in facts for name in self.told(fact)}:
            writers = [fact for fact in facts if name in self.told(fact)]
            rivals = [f for f in writers if not any(f.link in other.seen for other in writers)]
            values: list[object] = []
            for rival in rivals:
                if self.told(rival)[name] not in values:
                    values.append(self.told(rival)[name])
            if len(values) > 1:
                found[name] = values
        return found

    def is_whole(self, key: RecordKey) -> bool:
        """Whether every entry that a held one's writer knew is held as well."""
        return all(fact.seen <= self.halves.keys() for fact in self.of(key))

    def before(self, link: bytes) -> set[bytes]:
        """``link`` and all that lies below it in its device's chain, as far as the world knows."""
        chain = set()
        while link in self.facts:
            chain.add(link)
            link = self.facts[link].prev
        return chain

    def outbox(self) -> set[bytes]:
        """Our entries that the office above has not said it holds."""
        settled = {link for top in self.confirmed.values() for link in self.before(top)}
        return {link for link in self.halves if self.facts[link].office == self.office} - settled

    def parcel_halves(self, *, for_above: bool) -> dict[bytes, str]:
        """What a carrier made now would hold: restricted halves stay in the office."""
        if for_above:
            return {link: self.halves[link].replace("r", "") for link in self.outbox()}
        return {link: halves for link, halves in self.halves.items() if self.facts[link].office == self.office}

    def without_gap(self, office: str) -> dict[str, set[tuple[int, bytes]]]:
        """Per device of ``office`` the tops of the longest chains that are held from the first entry on."""
        tops: dict[str, set[tuple[int, bytes]]] = {}
        for link in self.halves:
            fact = self.facts[link]
            chain = self.before(link)
            if fact.office == office and chain <= self.halves.keys() and len(chain) == fact.seq:
                best = tops.setdefault(fact.device, set())
                if not best or fact.seq > max(best)[0]:
                    best.clear()
                if not best or fact.seq == max(best)[0]:
                    best.add((fact.seq, link))
        return tops
