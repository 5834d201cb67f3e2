"""Reports and receipts of insiders that bring other carriers along: whatever lies inside, the outer one stays good.

What is brought along is judged by all the rules for itself; each file here says which verdicts its inner carriers get.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from journeys.exhibits import Exhibits, Hand, hand_of
from journeys.forging import Forger, forger_of
from journeys.insiders import zipped
from ppo_desktop.exchange.manifest import Attachment, Kind, Recipient
from ppo_desktop.exchange.payload import write_payload
from ppo_desktop.operations.house.office import Office
from ppo_desktop.pdf import archive
from ppo_desktop.trust import sealing
from regions import REGENCY, Region
from trust import tampering


class Bringing(Struct, frozen=True):
    """A file that brings carriers along, and what each of these is and may get; the outer one must be good."""

    name: str
    data: bytes
    inner: dict[str, frozenset[str]]
    """In their order: what it is → the codes of which it may get one."""
    further: dict[str, frozenset[str]] = field(default_factory=dict)
    """As ``inner``, of those that one of these brings along."""


def bringing(forger: Forger, *sealed: bytes, name: str = "relay", says: dict[str, object] | None = None) -> bytes:
    """An honest report around attachments that it announces as they are; a receipt, where ``says`` gives its values."""
    kind: Kind = "report" if says is None else "receipt"
    entries = forger.entries(says or {"name": "Siti"}, kind="receipt" if says else "person")
    bound = forger.manifest(entries, kind=kind)
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
    stranger = sealing.seal(carrier, [sealing.new_sealing_key()[1]])
    inside = {
        "rubbish": os.urandom(500),
        "empty": b"",
        "not-sealed": b"PPO" * 500,
        "sealed-rubbish": seal(os.urandom(5000)),
        "sealed-to-a-stranger": stranger,
        "sealed-twice": seal(seal(carrier)),
        "altered": seal(flipped(carrier)),
        "cut": seal(carrier[:-100]),
        "bomb": seal(zipped(b"\0", 300)),
        "of-the-receiver": seal(receipt),
        "of-the-bringer": seal(own),
        "of-another-village": seal(carrier),
        "thief-signs-it-anew": seal(_signed_anew(carrier, thief.hand)),
        "relay-in-a-relay": seal(bringing(thief, seal(carrier))),
    }
    for name, data in inside.items():
        yield Bringing(name, bringing(thief, data), {name: any_})
    many = [seal(flipped(carrier)) for _n in range(20)]
    yield Bringing("many", bringing(thief, *many), {str(number): any_ for number in range(20)})
    yield Bringing("photo-that-is-a-carrier", bringing(thief, seal(carrier), name="photo"), {})


def _signed_anew(carrier: bytes, hand: Hand) -> bytes:
    return tampering.resigned(carrier, tampering.Hand(hand.key_der, hand.certificate_der))


# ------------------------------------------------------------------------------- downwards


def receipt_for(office: Office | Recipient, **more: object) -> dict[str, object]:
    """What a receipt for an office says at least."""
    code = office.code if isinstance(office, Office) else office.office
    held = {office.device.id: [1, "00" * 32]} if isinstance(office, Office) else {}
    return {"to": code, "generation": 0, "held": held, "receipt_for": "00" * 32, **more}


def signed_receipt(writer: Hand, to: Recipient, region: Region, **more: Any) -> bytes:
    """A receipt as it should be, but for what ``more`` says of its manifest."""
    forger = Forger(writer, to, region.camat.clock)
    return forger.carrier(forger.entries(receipt_for(to), kind="receipt"), kind="receipt", **more)()


def downwards_to_the_camat(region: Region, foreign: bytes) -> Bringing:
    """A receipt of the kabupaten for the kecamatan, with receipts for offices below in it and with what is none.

    ``foreign`` is a receipt under a root that nobody in the region knows.
    """
    camat, above, (first, second) = hand_of(region.camat), hand_of(region.regency), map(hand_of, region.villages)
    good = signed_receipt(above, first.as_recipient, region)
    far_key = sealing.new_sealing_key()[1]
    writer = Forger(above, first.as_recipient, region.camat.clock)
    both = tuple(sorted((one.as_recipient for one in (first, second, above)), key=lambda r: (r.office, r.sealing)))
    of_two = writer.entries(*[receipt_for(first.as_recipient)] * 2, kind="receipt")
    nested = bringing(writer, sealing.seal(good, [camat.recipient]), says=receipt_for(first.as_recipient))
    inside: dict[str, tuple[bytes, str]] = {
        "altered": (flipped(good), "altered"),
        "cut": (good[:-100], "truncated"),
        "signed-anew-by-a-village": (_signed_anew(good, second), "wrong-sender"),
        "signed-anew-by-the-receiver": (_signed_anew(good, camat), "wrong-sender"),
        "in-the-kabupatens-name": (signed_receipt(second, first.as_recipient, region, sender=REGENCY), "wrong-sender"),
        "for-a-village-elsewhere": (signed_receipt(above, Recipient("61.01.05.2001", far_key), region), "not-for-us"),
        "for-a-kecamatan-beside": (signed_receipt(above, Recipient("61.01.05", far_key), region), "not-for-us"),
        "for-two-villages": (signed_receipt(above, first.as_recipient, region, recipients=both), "not-for-us"),
        "for-its-writer-alone": (signed_receipt(above, above.as_recipient, region), "not-for-us"),
        "from-village-to-village": (signed_receipt(second, first.as_recipient, region), "wrong-direction"),
        "from-a-village-to-us": (signed_receipt(second, camat.as_recipient, region), "wrong-direction"),
        "of-our-own-hand": (signed_receipt(camat, first.as_recipient, region), "wrong-direction"),
        "a-report-of-a-village": (_report(first, camat, region), "wrong-direction"),
        "of-two-entries": (writer.carrier(of_two, kind="receipt")(), "receipt-form"),
        "another-payload": (_with_another_payload(writer), "payload-differs"),
        "more-than-it-lists": (_with_more(writer), "attachments"),
        "practice": (signed_receipt(above, first.as_recipient, region, training=True), "wrong-sender"),
        "under-another-root": (foreign, "unknown-key"),
        "bomb-for-a-village": (_bomb_for(writer), "entrusted"),  # sealed: what it is shows at the village
        "with-a-relay-of-its-own": (nested, "entrusted"),  # which nobody opens
        "for-a-village": (good, "entrusted"),
    }
    to = [camat.recipient, above.recipient]
    sealed: dict[str, tuple[bytes, str]] = {
        "rubbish": (os.urandom(500), "seal-broken"),
        "empty": (b"", "seal-broken"),
        "sealed-to-the-village-alone": (sealing.seal(good, [first.recipient]), "not-for-us"),
        "sealed-twice": (sealing.seal(sealing.seal(good, to), to), "not-pdf"),
        "gzip-bomb": (sealing.seal(zipped(b"\0", 300), to), "not-pdf"),
        **{name: (sealing.seal(data, to), code) for name, (data, code) in inside.items()},
    }
    outer = Forger(above, camat.as_recipient, region.camat.clock)
    return _bringing_all("to-the-camat", outer, sealed, receipt_for(region.camat))


def downwards_to_a_village(region: Region) -> Bringing:
    """A receipt of a faithless kecamatan for a village: receipts of the kabupaten and carriers given back in it."""
    village, other = map(hand_of, region.villages)
    camat, above = hand_of(region.camat), hand_of(region.regency)
    from_above = Forger(above, village.as_recipient, region.camat.clock)
    good, own = signed_receipt(above, village.as_recipient, region), _report(village, camat, region)
    to = [village.recipient, camat.recipient]
    deepest = bringing(from_above, sealing.seal(good, to), says=receipt_for(region.villages[0]))
    further: dict[str, tuple[bytes, str]] = {
        "altered": (flipped(good), "altered"),
        "given-back-altered": (flipped(own), "altered"),
        "the-other-villages-report": (_report(other, camat, region), "wrong-direction"),
        "of-the-kecamatan": (signed_receipt(camat, village.as_recipient, region), "wrong-direction"),
        "with-a-relay-of-its-own": (deepest, "new"),  # which nobody opens
        "of-the-kabupaten": (good, "new"),
    }
    nested = bringing(
        from_above,
        *(sealing.seal(data, to) for data, _code in further.values()),
        says=receipt_for(region.villages[0]),
    )
    inside: dict[str, tuple[bytes, str]] = {
        "for-the-other-village": (signed_receipt(above, other.as_recipient, region), "not-for-us"),
        "altered": (flipped(good), "altered"),
        "in-the-kabupatens-name": (signed_receipt(camat, village.as_recipient, region, sender=REGENCY), "wrong-sender"),
        "signed-anew": (_signed_anew(good, camat), "wrong-sender"),
        "of-the-other-village": (signed_receipt(other, village.as_recipient, region), "wrong-direction"),
        "bomb": (_bomb_for(from_above), "payload-too-big"),
        "given-back-altered": (flipped(own), "altered"),
        "given-back-signed-anew": (_signed_anew(own, camat), "wrong-sender"),
        "the-other-villages-report": (_report(other, camat, region), "wrong-direction"),
        "a-report-of-the-kecamatan": (_report(camat, above, region), "wrong-direction"),
        "with-relays-of-its-own": (nested, "new"),
        "of-the-kabupaten": (good, "new"),
    }
    sealed = {name: (sealing.seal(data, to), code) for name, (data, code) in inside.items()}
    outer = Forger(camat, village.as_recipient, region.camat.clock)
    bringing_all = _bringing_all("to-a-village", outer, sealed, receipt_for(region.villages[0]))
    return replace(bringing_all, further={what: frozenset({code}) for what, (_data, code) in further.items()})


def _bringing_all(name: str, forger: Forger, sealed: dict[str, tuple[bytes, str]], says: dict[str, object]) -> Bringing:
    data = bringing(forger, *(one for one, _code in sealed.values()), says=says)
    return Bringing(name, data, {what: frozenset({code}) for what, (_data, code) in sealed.items()})


def flipped(data: bytes) -> bytes:
    """One bit of what is signed is another."""
    changed = bytearray(data)
    changed[9000] ^= 1
    return bytes(changed)


def _report(writer: Hand, to: Hand, region: Region) -> bytes:
    forger = Forger(writer, to.as_recipient, region.camat.clock)
    return forger.carrier(forger.entries({"name": "Siti"}))()


def _bomb_for(forger: Forger) -> bytes:
    """A receipt whose sealed part swells to 200 MiB, truly told."""
    bound = forger.manifest(forger.entries(receipt_for(forger.to), kind="receipt"), kind="receipt")
    payload = sealing.seal(zipped(b"\0", 200), [recipient.sealing for recipient in bound.recipients])
    described = forger.describing(bound, payload, b"")
    told = replace(described, payload=replace(described.payload, plain_length=200 << 20))
    return forger.pdf(told.write(), payload)()


def _with_another_payload(forger: Forger) -> bytes:
    entries = forger.entries(receipt_for(forger.to), kind="receipt")
    bound = forger.manifest(entries, kind="receipt")
    described, payload = forger.sealed(bound, write_payload(bound.binding(), entries))
    return forger.pdf(described.write(), payload[:-1] + bytes([payload[-1] ^ 1]))()


def _with_more(forger: Forger) -> bytes:
    entries = forger.entries(receipt_for(forger.to), kind="receipt")
    bound = forger.manifest(entries, kind="receipt")
    described, payload = forger.sealed(bound, write_payload(bound.binding(), entries))
    more = archive.Attachment("relay-0001.age", "application/octet-stream", b"more")
    return forger.pdf(described.write(), payload, more)()
