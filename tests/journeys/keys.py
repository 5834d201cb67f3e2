"""Hostile files by keys that are not what they should be, all certified by the receiver's own root."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from journeys.exhibits import Exhibits, Hand, hand_of
from journeys.forging import Forger, Hostile, forger_of, hostile
from trust.odd_certificates import odd_certificate


def odd_keys(exhibits: Exhibits) -> Iterator[Hostile]:
    """Each file is honest but for the certificate it is signed with."""
    honest = forger_of(exhibits, "other", "camat")
    root = hand_of(exhibits.pair.camat, "root")
    hand, now = honest.hand, honest.clock.now()
    names = [f"ppo://office/{hand.code}", f"ppo://device/{hand.device}", "ppo://use/dispatch", f"age:{hand.recipient}"]

    def by(name: str, uris: list[str], *codes: str, issuer: Hand = root, **more: Any) -> Hostile:
        odd = odd_certificate(issuer.key_der, issuer.certificate_der, uris, now, **more)
        forger = Forger(replace(hand, key_der=odd.key, certificate_der=odd.certificate), honest.to, honest.clock)
        return hostile(f"key-{name}", forger.carrier(forger.entries({"name": "Siti"})), *codes)

    yield replace(by("control", names), name="control-odd-key")
    odd_names = {
        "two-offices": [*names, "ppo://office/61.01.04.2003"],
        "no-office": names[1:],
        "two-devices": [*names, "ppo://device/0123456789ab"],
        "two-uses": [*names, "ppo://use/assent"],
        "unknown-use": [*names[:2], "ppo://use/both", names[3]],
        "two-sealing-keys": [*names, f"age:{honest.to.sealing}"],
        "administrator": [*names, "ppo://admin/yes"],
        "web-address": [*names, "https://example.com"],
        "called-a-root": [f"ppo://root/{exhibits.pair.camat.code}"],
        "nameless": [],
    }
    for name, uris in odd_names.items():
        yield by(name, uris, "wrong-usage")
    elsewhere = ["ppo://office/61.01.05.2001", *names[1:]]
    yield by("of-another-region", elsewhere, "wrong-office")
    yield by("of-the-office-above", ["ppo://office/61.01", *names[1:]], "wrong-office")
    yield by("for-practice", [*names, "ppo://training"], "wrong-office")
    yield by("for-login-only", names, "wrong-usage", usage="auth")
    yield by("for-nothing", names, "wrong-usage", usage="none")
    yield by("of-an-authority", names, "wrong-usage", ca=True)
    yield by("with-an-unknown-critical-part", names, "wrong-usage", unknown=True)
    yield by("expired", names, "expired", starts=timedelta(days=-900), ends=timedelta(days=-2))
    # What the root dates, moves the floor clock: only the list is then too old, and says so.
    yield by("of-the-year-2090", names, "crl-stale", starts=timedelta(days=23_400), ends=timedelta(days=24_000))
    yield by("issued-by-a-village", names, "unknown-key", issuer=hand)
    yield by("issued-by-itself", names, "unknown-key", issuer=hand_of(exhibits.pair.village, "assent"))
    camat = forger_of(exhibits, "camat", "camat")
    authority = Forger(replace(root, code=hand.code), honest.to, honest.clock)
    yield hostile("key-of-the-root", authority.carrier(authority.entries({"name": "x"})), "wrong-usage")
    other = forger_of(exhibits, "other", "camat", "assent")
    mixed = replace(other.hand, certificate_der=hand.certificate_der)
    swapped = Forger(mixed, camat.to, honest.clock)
    yield hostile("key-and-certificate-of-two", swapped.carrier(swapped.entries({"name": "x"})), "altered")
