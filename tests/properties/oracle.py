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
    _of: dict[RecordKey, list[Fact]] = field(default_factory=dict)
    """Record → its facts here, as long as ``_counted`` of them are."""
    _counted: int = 0

    def copy(self) -> Shelf:
        """This shelf as a backup holds it."""
        same = copy.copy(self)
        same.halves, same.taken, same.confirmed = dict(self.halves), set(self.taken), dict(self.confirmed)
        return same

    def of(self, key: RecordKey) -> list[Fact]:
        return self._by_record().get(key, [])

    def records(self) -> set[RecordKey]:
        return set(self._by_record())

    def _by_record(self) -> dict[RecordKey, list[Fact]]:
        if self._counted != len(self.halves):  # nothing ever leaves a shelf
            self._of, self._counted = {}, len(self.halves)
            for fact in map(self.facts.__getitem__, self.halves):
                self._of.setdefault(fact.key, []).append(fact)
        return self._of

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

    def parcel_halves(self) -> dict[bytes, str]:
        """What a carrier for the office above made now would hold: restricted halves stay in the office."""
        return {link: self.halves[link].replace("r", "") for link in self.outbox()}

    def update_halves(self, roots: Iterable[str]) -> dict[bytes, str]:
        """What a carrier for the other PCs of this office made now would hold, but for the entry that says so.

        Args:
            roots: the first identities of the PCs of this office, as their certificates name them.
        """
        ours = {link for link in self.halves if self.facts[link].office == self.office}
        pcs = self._pcs(roots)
        shown = [self._shown(line) for root, line in pcs.items() if root != self._root(self.device)]
        return {link: self.halves[link] for link in ours if any(link not in held for held in shown)}

    def _pcs(self, roots: Iterable[str]) -> dict[str, str]:
        """First identity of each PC known here → the one it writes under now, as far as that is known here."""
        written = {f.device for f in map(self.facts.__getitem__, self.halves) if f.office == self.office}
        lines: dict[str, list[str]] = {root: [] for root in roots}
        for device in written:
            lines.setdefault(self._root(device), []).append(device)
        # Of a PC whose first entries have not come yet, what it writes is taken for another one's.
        known = {device for line in lines.values() for device in line}
        return {
            root: max(line, key=lambda device: (self._said(device).get("generation") or 0, device), default=root)
            for root, line in lines.items()
            if line or root not in known
        }

    def _root(self, device: str) -> str:
        return self.past(device)[-1]

    def past(self, device: str) -> list[str]:
        """An identity and those it continues, as far as that is known here."""
        past = [device]
        while (parent := str(self._said(past[-1]).get("parent") or "").split(" ")[0]) and parent not in past:
            past.append(parent)
        return past

    def _said(self, device: str) -> dict[str, object]:
        return self.values((self.office, device.rjust(32, "0"))) or {}

    def _shown(self, device: str) -> set[bytes]:
        """What that PC has shown to hold: what it said, where it is our journal, and what it wrote itself."""
        held = self._said(device).get("held")
        places = held.items() if isinstance(held, dict) else ()
        tops = [bytes.fromhex(link) for _device, (_seq, link) in places if bytes.fromhex(link) in self.halves]
        shown = {link for top in tops for link in self.before(top)}
        chain = self.chain(device)
        if tops and len({fact.seq for fact in chain}) == len(chain):
            shown |= {fact.link for fact in chain}
        return shown

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
