"""One journal entry: what it says, its digests, and its link in the device's hash chain."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core import canonical

Op = Literal["set", "erase"]
NO_LINK = bytes(32)
"""The ``prev`` of a device's first entry."""
NONCE_BYTES = 16
MARK_DIGITS = 16
_DEPTH_ON_THE_WIRE = 2
"""How deep the changes stand in a line: what is written here must be readable there."""


class Ref(NamedTuple):
    """Names an entry of the same office inside another: its place, and the start of its link to tell forks apart."""

    device: str
    seq: int
    mark: str
    """First 16 hexadecimal digits of the entry's link."""


class Part(Struct, frozen=True):
    """The open or the restricted half of an entry's changes."""

    digest: bytes
    """``sha256("ppo-part", nonce, changes)``: stays when the content is withheld or erased."""
    nonce: bytes | None
    """16 random bytes, so that a digest of few possible values cannot be guessed."""
    changes: bytes | None
    """Canonical JSON object, field name → new value, exactly the bytes that were hashed; ``None``: not here."""

    def without_content(self) -> Part:
        return Part(self.digest, None, None)


class Entry(Struct, frozen=True):
    """One saved change of one record, as its office wrote it."""

    office: str
    device: str
    seq: int
    """1, 2, 3 … per device."""
    schema: int
    author: str
    time: str
    """As the writer's PC showed it, ISO 8601; shown to people, never used for order."""
    kind: str
    record: str
    version: int
    """1 + the highest version of the record its writer had seen."""
    after: tuple[Ref, ...]
    """The record's newest entries its writer had seen, sorted."""
    op: Op
    open: Part | None
    restricted: Part | None
    prev: bytes
    """Link of this device's entry before this one, ``NO_LINK`` for the first."""
    link: bytes
    """SHA-256 chain link: the entry's identity."""

    @property
    def ref(self) -> Ref:
        return Ref(self.device, self.seq, self.link.hex()[:MARK_DIGITS])

    @property
    def order(self) -> tuple[int, str, bytes]:
        """Sort key inside a record; never the wall clock, village PCs have dead batteries."""
        return (self.version, self.device, self.link)

    @property
    def has_content(self) -> bool:
        return any(part is not None and part.changes is not None for part in (self.open, self.restricted))

    def changes(self) -> dict[str, object]:
        """All changed fields that are here, open and restricted together."""
        opened, restricted = _read_changes(self.open), _read_changes(self.restricted)
        return opened | restricted if restricted else opened

    def without_content(self) -> Entry:
        """The same entry with its values dropped; digests and link stay and still verify."""
        return replace(
            self,
            open=self.open and self.open.without_content(),
            restricted=self.restricted and self.restricted.without_content(),
        )

    def withholding_restricted(self) -> Entry:
        """The same entry as it travels to an office its restricted half must not reach."""
        return replace(self, restricted=self.restricted and self.restricted.without_content())


class Heading(NamedTuple):
    """What the writer says about an entry besides its place in the chain."""

    office: str
    device: str
    schema: int
    author: str
    time: str


class ChainHead(NamedTuple):
    """The newest entry of a device; seq 0 and ``NO_LINK`` for an empty chain."""

    seq: int = 0
    link: bytes = NO_LINK


def write_entry(
    heading: Heading,
    head: ChainHead,
    kind: str,
    record: str,
    op: Op,
    changes: tuple[dict[str, object], dict[str, object]],
    seen: Sequence[Entry],
    random: Callable[[int], bytes] = os.urandom,
) -> Entry:
    """The next entry of ``heading.device`` after ``head``.

    Args:
        changes: open and restricted changes; an empty dict makes no part.
        seen: the record's entries its writer holds (all of them, or at least its newest ones).

    Raises:
        ValueError: when a change has no canonical form.
    """
    canonical.check([*heading, kind, record])
    parts = tuple(_new_part(half, random) if half else None for half in changes)
    unlinked = Entry(
        office=heading.office,
        device=heading.device,
        seq=head.seq + 1,
        schema=heading.schema,
        author=heading.author,
        time=heading.time,
        kind=kind,
        record=record,
        version=1 + max((entry.version for entry in seen), default=0),
        after=tuple(sorted(newest(seen))),
        op=op,
        open=parts[0],
        restricted=parts[1],
        prev=head.link,
        link=b"",
    )
    return replace(unlinked, link=link_of(unlinked))


def newest(entries: Sequence[Entry]) -> set[Ref]:
    """Those of one record's ``entries`` that no other of them has seen."""
    covered = {ref for entry in entries for ref in entry.after}
    return {entry.ref for entry in entries} - covered


def link_of(entry: Entry) -> bytes:
    """The chain link: ``sha256("ppo-link", prev, header)``."""
    return link_under(entry.prev, entry.office, canonical.rewrite(said_of(entry)), entry.open, entry.restricted)


def link_under(prev: bytes, office: str, said: bytes, opened: Part | None, restricted: Part | None) -> bytes:
    """As ``link_of``; ``said``: ``said_of`` the entry as canonical JSON.

    The header is everything an entry says except its values, one canonical array; the values stand in it by their
    digests.
    """
    digests = (b"null" if part is None else b'"%s"' % part.digest.hex().encode() for part in (opened, restricted))
    header = b"[%s,%s,%s,%s]" % (canonical.rewrite(office), said[1:-1], *digests)
    return canonical.sha256(b"ppo-link", prev, header)


def said_of(entry: Entry) -> list[object]:
    """What an entry says in clear, as it stands both in its line and under its link."""
    return [
        entry.device,
        entry.seq,
        entry.schema,
        entry.author,
        entry.time,
        entry.kind,
        entry.record,
        entry.version,
        [list(ref) for ref in entry.after],
        entry.op,
    ]


def digest_of(nonce: bytes, changes: bytes) -> bytes:
    return canonical.sha256(b"ppo-part", nonce, changes)


def verifies(entry: Entry) -> bool:
    """Whether link and digests agree with what the entry says."""
    parts = (entry.open, entry.restricted)
    return entry.link == link_of(entry) and all(
        part is None or part.nonce is None or part.changes is None or part.digest == digest_of(part.nonce, part.changes)
        for part in parts
    )


def _new_part(changes: dict[str, object], random: Callable[[int], bytes]) -> Part:
    canonical.check(changes, _DEPTH_ON_THE_WIRE)
    nonce, body = random(NONCE_BYTES), canonical.rewrite(changes)
    return Part(digest_of(nonce, body), nonce, body)


def _read_changes(part: Part | None) -> dict[str, object]:
    if part is None or part.changes is None:
        return {}
    # Already checked as canonical when it was written or received; reading it again need not be strict.
    value, _end = _DECODER.raw_decode(part.changes.decode())
    assert isinstance(value, dict)
    return value


_DECODER = json.JSONDecoder()
