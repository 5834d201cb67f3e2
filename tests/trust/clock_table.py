"""The table of clocks: 34 situations of certificate and revocation list, and what must be said of each, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from ppo_desktop.core.period import long_date
from ppo_desktop.trust import keys, sealing
from ppo_desktop.trust.certificates import OfficeKey, RootKey, new_crl, new_root
from trust.odd_certificates import odd_certificate
from trust.parties import NOW, Party, Setting, make_party

SOME = [datetime(year, month, 15, tzinfo=UTC) for year, month in (
    (1990, 1), (2009, 1), (2026, 6), (2026, 12), (2027, 6), (2028, 6), (2035, 6), (2037, 6), (2090, 12),
)]  # fmt: skip
ALL = [datetime(year, month, 15, tzinfo=UTC) for year in range(1990, 2091) for month in (1, 7)]
LIST_ENDS, KEY_ENDS = NOW + timedelta(days=401), NOW + timedelta(days=3651)
"""With the day of tolerance, about."""
RECIPIENT = sealing.new_sealing_key()[1]
NAMES = ["ppo://office/61.01.04.2003", "ppo://device/0123456789ab", "ppo://use/assent", f"age:{RECIPIENT}"]
Expected = Callable[[datetime], str]


def always(code: str) -> Expected:
    return lambda _clock: code


def clean(clock: datetime, list_ends: datetime = LIST_ENDS, key_ends: datetime = KEY_ENDS) -> str:
    """What is said of a good key: too early a clock does no harm, too late a one is said to be too late."""
    if clock > key_ends:
        return "expired"
    return "crl-stale" if clock > list_ends else "ok"


@dataclass(frozen=True)
class Case:
    """A situation: what is judged, by whom and by which lists, and what must be said at which clock."""

    name: str
    party: Party
    """Whose key it is, with the certificate that is judged."""
    roots: tuple[bytes, ...]
    lists: tuple[bytes, ...]
    expected: Expected

    @property
    def is_of_another_algorithm(self) -> bool:
        return self.name in ("a short RSA key", "another curve")

    def demand_right_words(self, clock: datetime, code: str, said: str) -> None:
        """Which date is named, and that of a revoked key none is."""
        if code in ("crl-stale", "expired"):
            assert long_date(clock.date()) in said, said
            is_behind = clock < NOW or (self.name == "the root's own list of 2090" and clock < KEY_ENDS)
            assert ("paling awal" in said) == is_behind, (self.name, said)
            assert "jam komputer" in said
        if code == "revoked":
            assert "dicabut" in said
            assert str(clock.year) not in said, "a clock has no say in it"


def cases(setting: Setting) -> Iterator[Case]:
    """The thirty-four."""
    root, village = setting.root, setting.village
    roots = (root.certificate_der,)

    def listing(number: int, *revoked: Party, days: int = 0, by: RootKey = root) -> bytes:
        named = [party.certificate for party in revoked]
        return new_crl(by.key_der, by.certificate_der, number, named, NOW + timedelta(days=days))

    impostor = RootKey(keys.new_signing_key(), root.certificate_der)
    good, revoking = setting.crl, listing(2, village)
    far = 23_400  # days to the year 2090
    flipped = bytes([*revoking[:-3], revoking[-3] ^ 1, *revoking[-2:]])
    good_cases: dict[str, tuple[bytes, ...]] = {
        "a good key": (good,),
        "a forged list of 2090 beside": (good, listing(99, by=impostor, days=far)),
        "a foreign root's list of 2090 beside": (good, listing(99, by=setting.foreign_root, days=far)),
        "revoked by a forged list": (good, listing(99, village, by=impostor)),
        "revoked by a foreign root": (listing(99, village, by=setting.foreign_root), good),
        "a revoking list with a flipped bit": (good, flipped),
        "no list but good ones of two numbers": (listing(3), good),
        "a neighbour revoked": (listing(2, setting.neighbour),),
        "rubbish among the lists": (b"", b"bukan daftar", good, good[:-1]),
        "revoked once, by a higher number no longer": (revoking, listing(3)),
    }
    for name, lists in good_cases.items():
        yield Case(name, village, roots, lists, clean)
    revoked_cases: dict[str, tuple[bytes, ...]] = {
        "revoked": (revoking,),
        "revoked, old list first": (good, revoking),
        "revoked, old list last": (revoking, good),
        "revoked and good under one number": (good, listing(1, village)),
        "revoked by a list of the future": (listing(2, village, days=300),),
        "revoked by a list that is stale": (listing(2, village, days=-390),),
        "revoked, and a forged good list of 2090": (revoking, listing(99, by=impostor, days=far)),
        "revoked with its neighbour": (listing(5, village, setting.neighbour),),
    }
    for name, lists in revoked_cases.items():
        yield Case(name, village, roots, lists, always("revoked"))
    yield Case("no list", village, roots, (), always("crl-missing"))
    yield Case("no list but a forged one", village, roots, (listing(9, by=impostor),), always("crl-missing"))
    ahead = partial(clean, list_ends=LIST_ENDS + timedelta(days=300))
    yield Case("a list newer than the clock", village, roots, (listing(2, days=300),), ahead)
    # What the root itself signs moves the floor, and it is the only one that can.
    yield Case("the root's own list of 2090", village, roots, (listing(2, days=far),), always("expired"))
    late = make_party(root, "61.01.04.2007", now=NOW + timedelta(days=90))
    later = partial(clean, key_ends=KEY_ENDS + timedelta(days=90))
    yield Case("a key newer than the list", late, roots, (good,), later)
    made_blind = make_party(root, "61.01.04.2008", now=datetime(2009, 1, 1, tzinfo=UTC))
    yield Case("a key made on an empty battery", made_blind, roots, (good,), clean)
    past = odd(root, starts=timedelta(days=-900), ends=timedelta(days=-2))
    yield Case("an expired key", past, roots, (good,), always("expired"))
    new = new_root("61.01.04", "Kecamatan Sambas", NOW, False)
    newer = make_party(new, "61.01.04.2003")
    both = (*roots, new.certificate_der)
    yield Case("two roots, a list of each", newer, both, (good, listing(1, by=new)), clean)
    yield Case("two roots, one list", newer, both, (good,), always("crl-missing"))
    yield Case("a stranger's root", setting.stranger, roots, (good,), always("unknown-key"))
    yield Case("no root", village, (), (good,), always("unknown-key"))
    by_office = odd(RootKey(village.key_der, village.certificate))
    yield Case("issued by an office", by_office, roots, (good,), always("unknown-key"))
    yield Case("a short RSA key", odd(root, rsa_bits=1024), roots, (good,), always("wrong-usage"))
    yield Case("another curve", odd(root, curve=ec.SECP384R1()), roots, (good,), always("wrong-usage"))
    yield Case("an unknown critical part", odd(root, unknown=True), roots, (good,), always("wrong-usage"))
    yield Case("for login only", odd(root, usage="auth"), roots, (good,), always("wrong-usage"))


def odd(root: RootKey, **more: Any) -> Party:
    made = odd_certificate(root.key_der, root.certificate_der, NAMES, NOW, **more)
    return Party(OfficeKey("61.01.04.2003", "assent", RECIPIENT, False, "0123456789ab"), made.key, made.certificate, "")
