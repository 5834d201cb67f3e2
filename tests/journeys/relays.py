"""Reports and receipts of insiders that bring other carriers along: whatever lies inside, the outer one stays good.

What is brought along is judged by all the rules for itself; each file here says which verdicts its inner carriers get.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace

from journeys.exhibits import Exhibits, Hand
from journeys.forging import Forger, forger_of
from journeys.insiders import zipped
from ppo_desktop.exchange.manifest import Attachment
from ppo_desktop.exchange.payload import write_payload
from ppo_desktop.pdf import archive
from ppo_desktop.trust import sealing
from trust import tampering


@dataclass(frozen=True)
class Bringing:
    """A file that brings carriers along, and the codes that these may get; the outer one must be good."""

    name: str
    data: bytes
    inner: tuple[frozenset[str], ...]


def bringing(forger: Forger, *sealed: bytes, name: str = "relay") -> bytes:
    """An honest report around attachments that it announces as they are."""
    entries = forger.entries({"name": "Siti"})
    bound = forger.manifest(entries)
    files = {f"{name}-{number:04}.age": data for number, data in enumerate(sealed, 1)}
    listed = tuple(Attachment(n, len(d), hashlib.sha256(d).hexdigest()) for n, d in sorted(files.items()))
    described, payload = forger.sealed(bound, write_payload(bound.binding(), entries))
    manifest = replace(described, attachments=listed)
    others = [archive.Attachment(n, "application/octet-stream", d) for n, d in sorted(files.items())]
    return forger.pdf(manifest.write(), payload, *others)()


def relays(exhibits: Exhibits) -> Iterator[Bringing]:
    """From another village to the camat, so that none of the inner carriers is where it belongs."""
    thief = forger_of(exhibits, "other", "camat")
    to = [thief.to.sealing, thief.hand.recipient]

    def seal(data: bytes) -> bytes:
        return sealing.seal(data, to)

    carrier, receipt = exhibits.carrier.read_bytes(), exhibits.receipt.read_bytes()
    own = thief.carrier(thief.entries({"name": "Aminah"}))()
    any_ = frozenset({
        "seal-broken", "not-for-us", "not-pdf", "altered", "wrong-direction", "wrong-sender", "signature-form",
        "truncated", "not-signed", "unreadable", "payload-moved", "unknown-key", "too-big", "attachments",
    })  # fmt: skip
    flipped = bytearray(carrier)
    flipped[9000] ^= 1
    stranger = sealing.seal(carrier, [sealing.new_sealing_key()[1]])
    inside = {
        "rubbish": os.urandom(500),
        "empty": b"",
        "not-sealed": b"PPO" * 500,
        "sealed-rubbish": seal(os.urandom(5000)),
        "sealed-to-a-stranger": stranger,
        "sealed-twice": seal(seal(carrier)),
        "altered": seal(bytes(flipped)),
        "cut": seal(carrier[:-100]),
        "bomb": seal(zipped(b"\0", 300)),
        "of-the-receiver": seal(receipt),
        "of-the-bringer": seal(own),
        "of-another-village": seal(carrier),
        "thief-signs-it-anew": seal(_signed_anew(carrier, thief.hand)),
        "relay-in-a-relay": seal(bringing(thief, seal(carrier))),
    }
    for name, data in inside.items():
        yield Bringing(name, bringing(thief, data), (any_,))
    yield Bringing("many", bringing(thief, *[seal(bytes(flipped)) for _n in range(20)]), (any_,) * 20)
    yield Bringing("photo-that-is-a-carrier", bringing(thief, seal(carrier), name="photo"), ())


def _signed_anew(carrier: bytes, hand: Hand) -> bytes:
    return tampering.resigned(carrier, tampering.Hand(hand.key_der, hand.certificate_der))
