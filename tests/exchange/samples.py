"""A manifest and the entries it announces."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec.structs import replace

from journal.chains import OFFICE, B, Writer, span
from ppo_desktop.exchange.manifest import Manifest, Recipient, Sealed
from ppo_desktop.exchange.payload import write_payload
from ppo_desktop.journal.entry import Entry

CAMAT = "61.01.04"


def some_entries() -> list[Entry]:
    """Two devices, three entries."""
    a, b = Writer(), Writer(B)
    first = a.write({"name": "Siti"})
    return [first, a.write({"rt": "003"}, [first]), b.write({"name": "Dewi"}, [first], restricted={"note": "x"})]


def manifest_of(runs: Sequence[Sequence[Entry]]) -> Manifest:
    """What announces ``runs``; the payload's digests are those of nothing."""
    none = hashlib.sha256(b"").hexdigest()
    return Manifest(
        kind="report",
        training=False,
        sender=OFFICE,
        certificate="c" * 64,
        recipients=(Recipient(CAMAT, "age1" + "q" * 58), Recipient(OFFICE, "age1" + "p" * 58)),
        period="2026-11",
        spans=tuple(span(run) for run in runs),
        totals={"registered": 1},
        late={"registered": 0},
        confirmed={"c" * 12: 7},
        payload=Sealed(0, none, 0, none),
    )


def sample() -> tuple[Manifest, list[Entry], bytes]:
    """A manifest, its entries and its plain payload."""
    entries = some_entries()
    manifest = manifest_of([entries[:2], entries[2:]])
    return manifest, entries, write_payload(manifest.binding(), entries)


def moved(manifest: Manifest) -> Manifest:
    """The same carrier as if it had been signed by another key."""
    return replace(manifest, certificate="d" * 64)
