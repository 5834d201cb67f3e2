"""What each PC of three levels should hold: a set of entries per PC, and what the newest receipt of each office said.

``oracle.Shelf`` knows entries, records and chains; here is what carriers, receipts and relays do to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from ppo_desktop.core.offices import Level, above, is_below
from properties.oracle import Fact, Shelf

Outcome = Literal["taken", "kept", "seen", "refused"]


@dataclass(frozen=True)
class Parcel:
    """A carrier as the model sees it."""

    id: str
    kind: str
    sender: str
    to: str
    maker: str
    born: int
    """Its place among all that were made."""
    key: int
    """0: signed with the first key of its maker, 1: with the one certified after that was revoked."""
    readers: frozenset[str] = field(hash=False)
    """PCs whose keys it is sealed to."""
    halves: dict[bytes, str] = field(hash=False)
    """Link → the halves (``o``, ``r``) whose values travel."""
    inside: tuple[str, ...] = ()
    """Ids of the carriers it takes along."""
    held: dict[str, tuple[int, bytes]] = field(default_factory=dict, hash=False)
    """Of a receipt: what it confirms."""


@dataclass
class Holder(Shelf):
    """One PC of one office, at whatever level."""

    by_upper: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """Office above → device → link of the last entry its newest receipt confirms."""
    newest_of: dict[str, int] = field(default_factory=dict)
    """Office above → place among all carriers of its newest receipt that came."""
    arrived: dict[str, str] = field(default_factory=dict)
    """Office below → id of the newest report that was taken in."""
    answered: dict[str, str] = field(default_factory=dict)
    """Office below → id of the report that the newest receipt answers."""
    entrusted: dict[tuple[str, str], Parcel] = field(default_factory=dict)
    """(sender, receiver) → the receipt that is kept to be passed on."""
    knows_revoked: bool = False
    """Whether the list that names the revoked keys has come."""

    def copy(self) -> Holder:
        """This PC as a backup holds it."""
        same = super().copy()
        assert isinstance(same, Holder)
        for name in ("by_upper", "newest_of", "arrived", "answered", "entrusted"):
            setattr(same, name, dict(getattr(self, name)))
        return same

    def sealed_to(self, to: str) -> list[str]:
        """The offices that a report for ``to`` is sealed to."""
        return [to, *(code for level in Level if (code := above(to, level)) and code != to)]

    def due(self, to: str) -> set[bytes]:
        """Our entries that a report for ``to`` made now must bring: those any of its readers has not confirmed."""
        ours = {link for link in self.halves if self.facts[link].office == self.office}
        confirmed = [
            {link for device, top in self.by_upper.get(code, {}).items() for link in self._up_to(device, top)}
            for code in self.sealed_to(to)
        ]
        return ours - set.intersection(*confirmed)

    def _up_to(self, device: str, top: bytes) -> Iterable[bytes]:
        """What a receipt confirms that names an entry; with pieces of two histories here, only what hangs on it."""
        if not self.is_torn(device):
            return self.before(top)
        hanging = []
        while top in self.halves:
            hanging.append(top)
            top = self.facts[top].prev
        return hanging

    def is_torn(self, device: str) -> bool:
        """Whether pieces of two histories of a device are here."""
        ours = {link: self.facts[link] for link in self.halves if self.facts[link].device == device}
        by_seq = {fact.seq: link for link, fact in ours.items()}
        return len(by_seq) < len(ours) or any(
            by_seq.get(fact.seq - 1, fact.prev) != fact.prev for fact in ours.values()
        )

    def judge(self, name: str, parcel: Parcel, thief: str, bringer: Parcel | None = None) -> Outcome:
        """What becomes of a whole carrier that comes to this PC now.

        Args:
            name: of this PC.
            thief: the PC whose first key was revoked, if ``knows_revoked``.
            bringer: the carrier that it came in.
        """
        if self.knows_revoked and parcel.maker == thief and parcel.key == 0:
            return "refused"
        if bringer and not self._may_bring(bringer, parcel):
            return "refused"
        if bringer and parcel.kind == "receipt" and is_below(parcel.to, self.office):
            return "seen" if self._is_kept(parcel) else "kept"
        is_own = parcel.sender == self.office
        from_below = parcel.kind == "report" and is_below(parcel.sender, self.office)
        from_above = parcel.kind == "receipt" and is_below(self.office, parcel.sender)
        if name not in parcel.readers or not (is_own or from_below or from_above):
            return "refused"
        if parcel.id in self.taken or (is_own and self.holds(parcel)):
            return "seen"
        return "taken"

    def holds(self, parcel: Parcel) -> bool:
        """Whether all that a carrier brings is here."""
        return all(
            link in self.halves and set(halves) <= set(self.halves[link]) for link, halves in parcel.halves.items()
        )

    def _may_bring(self, bringer: Parcel, parcel: Parcel) -> bool:
        if bringer.kind != "receipt":
            return parcel.kind == "report" and is_below(parcel.sender, bringer.sender)
        if parcel.kind == "receipt":
            return parcel.sender == bringer.sender or is_below(bringer.sender, parcel.sender)
        return parcel.kind == "report" and parcel.sender == self.office

    def _is_kept(self, parcel: Parcel) -> bool:
        kept = self.entrusted.get((parcel.sender, parcel.to))
        return (
            kept is not None
            and self._place(kept)[0] == self._place(parcel)[0]
            and (self._place(kept)[1] >= self._place(parcel)[1])
        )

    def _place(self, receipt: Parcel) -> tuple[str, int]:
        (link,) = receipt.halves
        return self.facts[link].device, self.facts[link].seq

    def take(self, parcel: Parcel) -> bool:
        """Put what a carrier brings on the shelf; whether this PC finds out by it that it is an old copy."""
        self.taken.add(parcel.id)
        is_old_copy = any(self._is_unknown_own(self.facts[link]) for link in parcel.halves)
        self.add(parcel.halves.items())
        if parcel.kind == "report" and parcel.sender != self.office:
            self.arrived[parcel.sender] = parcel.id
        if parcel.kind == "receipt" and parcel.sender != self.office:
            is_old_copy |= self._believe(parcel)
        return is_old_copy

    def _is_unknown_own(self, fact: Fact) -> bool:
        return (fact.office, fact.device) == (self.office, self.device) and fact.link not in self.halves

    def _believe(self, receipt: Parcel) -> bool:
        if receipt.born <= self.newest_of.get(receipt.sender, -1):
            return False
        self.newest_of[receipt.sender] = receipt.born
        truly = {device: link for device, (_seq, link) in receipt.held.items() if link in self.halves}
        self.by_upper[receipt.sender] = truly
        return self.device in receipt.held and self.device not in truly

    def gaps(self, code: str) -> set[tuple[str, int]]:
        """(device, number) of an office's entries that are missing below what has arrived."""
        numbers: dict[str, set[int]] = {}
        for fact in map(self.facts.__getitem__, self.halves):
            if fact.office == code:
                numbers.setdefault(fact.device, set()).add(fact.seq)
        return {(device, n) for device, there in numbers.items() for n in range(1, max(there)) if n not in there}

    def of_office(self, code: str) -> set[bytes]:
        """The entries of an office that are here."""
        return {link for link in self.halves if self.facts[link].office == code}
