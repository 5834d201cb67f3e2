"""Judging certificates by clocks that are wrong in every way; the table in docs follows these cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.core.errors import Refused
from ppo_desktop.trust import keys, sealing
from ppo_desktop.trust.certificates import (
    OfficeKey,
    RootKey,
    Trust,
    check_office_certificate,
    issue,
    new_crl,
    new_request,
    new_root,
    newest_crls,
    office_key_of,
    read_request,
    root_of,
    this_update,
)
from trust.odd_certificates import odd_certificate
from trust.parties import NOW, Party, Setting, make_party, trust_in

CLOCKS = [datetime(year, 6, 15, tzinfo=UTC) for year in range(1990, 2091)]
RECIPIENT = sealing.new_sealing_key()[1]


def verdict(certificate: bytes, trust: Trust) -> str:
    try:
        check_office_certificate(certificate, trust)
    except Refused as refused:
        return refused.code
    return "ok"


def crl(root: RootKey, number: int, *revoked: Party, now: datetime = NOW) -> bytes:
    return new_crl(root.key_der, root.certificate_der, number, [p.certificate for p in revoked], now)


def at(year: int) -> datetime:
    moment: datetime = NOW.replace(year=year)
    return moment


# --------------------------------------------------------------------------------------------- what is inside


@pytest.mark.parametrize("use", ["assent", "dispatch"])
@pytest.mark.parametrize("training", [False, True])
def test_a_certificate_says_what_the_request_asked_for(use: str, training: bool) -> None:
    root = new_root("61.01", "Kabupaten Sambas", NOW, training)
    party = make_party(root, "61.01.04.2003", use, training)
    assert check_office_certificate(party.certificate, trust_in(root, crl(root, 1))) == party.office_key
    assert office_key_of(party.certificate) == party.office_key
    assert root_of(root.certificate_der).training == training


def test_a_request_proves_its_key_and_any_flip_is_refused(setting: Setting) -> None:
    party = setting.village
    request = new_request(party.key_der, party.office_key)
    assert read_request(request).office_key == party.office_key
    assert read_request(request).public_der == keys.public_der(party.key_der)
    for place in range(len(request)):
        flipped = request[:place] + bytes([request[place] ^ 1 << place % 8]) + request[place + 1 :]
        with pytest.raises(Refused, match="bad-request"):
            read_request(flipped)


@given(st.binary(max_size=300))
def test_random_bytes_are_neither_request_nor_certificate(data: bytes) -> None:
    with pytest.raises(Refused, match="bad-request"):
        read_request(data)
    with pytest.raises(Refused, match="wrong-usage"):
        office_key_of(data)
    with pytest.raises(Refused, match="wrong-usage"):
        root_of(data)


GOOD = ["ppo://office/61.01.04.2003", "ppo://device/0123456789ab", "ppo://use/assent", f"age:{RECIPIENT}"]


def hand_made(
    root: RootKey, uris: list[str], usage: str = "sign", ca: bool = False, curve: ec.EllipticCurve | None = None
) -> bytes:
    """A certificate with unusual content, truly signed by ``root``."""
    made = odd_certificate(root.key_der, root.certificate_der, uris, NOW, usage=usage, ca=ca, curve=curve)
    return made.certificate


def test_the_hand_made_certificate_is_fine_when_nothing_is_odd(setting: Setting) -> None:
    assert verdict(hand_made(setting.root, GOOD), setting.trust) == "ok"


@pytest.mark.parametrize(
    "uris",
    [
        GOOD[1:],
        GOOD[:3],
        [*GOOD, "ppo://office/61.01.04.2004"],
        [*GOOD, GOOD[0]],
        [*GOOD, "ppo://use/dispatch"],
        [*GOOD, f"age:{RECIPIENT}"],
        [*GOOD, "ppo://admin/yes"],
        [*GOOD, "https://example.com"],
        [*GOOD, "ppo://training", "ppo://training"],
        ["ppo://office/61.01.04.2003x", *GOOD[1:]],
        ["ppo://office/61.01.04.٢٠٠٣".encode().decode("latin-1"), *GOOD[1:]],
        ["ppo://office/", *GOOD[1:]],
        [GOOD[0], "ppo://device/0123456789AB", *GOOD[2:]],
        [*GOOD[:2], "ppo://use/both", GOOD[3]],
        [*GOOD[:3], "age:age1qqqq"],
        [u.upper() for u in GOOD],
        ["ppo://root/61.01.04"],
        [],
    ],
)
def test_names_that_are_missing_double_or_unknown_are_refused(setting: Setting, uris: list[str]) -> None:
    try:
        certificate = hand_made(setting.root, uris)
    except ValueError:
        return  # a URI that cannot even be written
    assert verdict(certificate, setting.trust) == "wrong-usage"


def test_other_uses_authorities_and_curves_are_refused(setting: Setting) -> None:
    odd = [
        hand_made(setting.root, GOOD, usage="auth"),
        hand_made(setting.root, GOOD, usage="none"),
        hand_made(setting.root, GOOD, ca=True),
        hand_made(setting.root, GOOD, curve=ec.SECP384R1()),
        setting.root.certificate_der,
        setting.village.certificate + b"\x00",
    ]
    assert [verdict(c, setting.trust) for c in odd] == ["wrong-usage"] * len(odd)


def test_a_root_speaks_only_for_its_own_region_and_kind() -> None:
    root = new_root("61.01.04", "Kecamatan Sambas", NOW, False)
    with pytest.raises(Refused, match="wrong-office"):
        make_party(root, "61.01.05.2001")
    with pytest.raises(Refused, match="wrong-office"):
        make_party(root, "61.01")
    with pytest.raises(Refused, match="wrong-office"):
        make_party(root, "61.01.04.2003", training=True)
    elsewhere = hand_made(root, ["ppo://office/61.01.05.2001", *GOOD[1:]])
    assert verdict(elsewhere, trust_in(root, crl(root, 1))) == "wrong-office"
    assert verdict(hand_made(root, [*GOOD, "ppo://training"]), trust_in(root, crl(root, 1))) == "wrong-office"


# --------------------------------------------------------------------------------------------- whose it is


def test_a_key_no_root_of_ours_signed_is_unknown(setting: Setting) -> None:
    assert verdict(setting.stranger.certificate, setting.trust) == "unknown-key"
    assert verdict(setting.village.certificate, Trust((), (setting.crl,), NOW)) == "unknown-key"


def test_an_office_cannot_issue_for_another(setting: Setting) -> None:
    village = setting.village
    fake_root = RootKey(village.key_der, village.certificate)
    request = new_request(keys.new_signing_key(), setting.neighbour.office_key)
    with pytest.raises(Refused, match="wrong-usage"):
        issue(fake_root.key_der, fake_root.certificate_der, request, NOW)
    assert verdict(hand_made(fake_root, GOOD), setting.trust) == "unknown-key"


def test_two_roots_side_by_side_each_vouch_for_their_own(setting: Setting) -> None:
    new = new_root("61.01.04", "Kecamatan Sambas", NOW, False)
    late = make_party(new, "61.01.04.2003")
    both = Trust((setting.root.certificate_der, new.certificate_der), (setting.crl, crl(new, 1)), NOW)
    assert verdict(setting.village.certificate, both) == verdict(late.certificate, both) == "ok"
    half = Trust(both.roots, (setting.crl,), NOW)
    assert verdict(setting.village.certificate, half) == "ok"
    assert verdict(late.certificate, half) == "crl-missing"


# --------------------------------------------------------------------------------------------- clocks and lists


def test_a_clock_that_is_behind_never_locks_out(setting: Setting) -> None:
    for clock in CLOCKS:
        if clock < NOW:
            assert verdict(setting.village.certificate, Trust(setting.trust.roots, setting.trust.crls, clock)) == "ok"


def test_a_certificate_newer_than_the_list_is_fine_on_an_empty_clock_battery(setting: Setting) -> None:
    late = make_party(setting.root, "61.01.04.2007", now=NOW + timedelta(days=90))
    assert verdict(late.certificate, trust_in(setting.root, setting.crl, now=at(2009))) == "ok"


def test_a_revoked_key_is_refused_at_every_clock(setting: Setting) -> None:
    lists = (setting.crl, crl(setting.root, 2, setting.village))
    for clock in CLOCKS:
        for given_lists in (lists, lists[::-1], lists[1:]):
            trust = Trust((setting.root.certificate_der,), given_lists, clock)
            assert verdict(setting.village.certificate, trust) == "revoked"


def test_pyhanko_alone_also_sees_the_revocation(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own look into the list comes first; this shows that the validator behind it does not depend on that."""
    from ppo_desktop.trust import certificates

    monkeypatch.setattr(certificates, "_is_listed", lambda *_: False)
    trust = trust_in(setting.root, crl(setting.root, 2, setting.village))
    for clock in (at(1990), at(2009), at(2026), NOW + timedelta(days=300)):
        assert verdict(setting.village.certificate, Trust(trust.roots, trust.crls, clock)) == "revoked"
        assert verdict(setting.neighbour.certificate, Trust(trust.roots, trust.crls, clock)) == "ok"


def test_a_clock_that_is_ahead_is_named_in_the_refusal(setting: Setting) -> None:
    with pytest.raises(Refused) as stale:
        check_office_certificate(setting.village.certificate, trust_in(setting.root, setting.crl, now=at(2032)))
    assert stale.value.code == "crl-stale"
    assert "21 November 2032" in stale.value.message
    assert "jam komputer" in stale.value.advice
    with pytest.raises(Refused) as expired:
        check_office_certificate(setting.village.certificate, trust_in(setting.root, setting.crl, now=at(2090)))
    assert expired.value.code == "expired"
    assert "21 November 2090" in expired.value.message


def test_a_list_holds_for_four_hundred_days(setting: Setting) -> None:
    for days, expected in ((399, "ok"), (402, "crl-stale")):
        trust = trust_in(setting.root, setting.crl, now=NOW + timedelta(days=days))
        assert verdict(setting.village.certificate, trust) == expected


def test_after_ten_years_a_key_is_expired_even_with_a_fresh_list(setting: Setting) -> None:
    late = NOW + timedelta(days=3700)
    assert verdict(setting.village.certificate, trust_in(setting.root, crl(setting.root, 9, now=late), now=late)) == (
        "expired"
    )


def test_without_a_list_nothing_is_accepted(setting: Setting) -> None:
    assert verdict(setting.village.certificate, trust_in(setting.root)) == "crl-missing"


def test_a_forged_list_neither_revokes_nor_moves_the_clock(setting: Setting) -> None:
    impostor = RootKey(keys.new_signing_key(), setting.root.certificate_der)
    forged = crl(impostor, 99, setting.village, now=at(2090))
    foreign = crl(setting.foreign_root, 99, setting.village, now=at(2090))
    flipped = bytearray(crl(setting.root, 5, setting.neighbour))
    flipped[-3] ^= 1
    trust = trust_in(setting.root, setting.crl, forged, foreign, bytes(flipped), b"bukan daftar")
    assert newest_crls(trust.roots, trust.crls) == (setting.crl,)
    assert trust.moment == NOW
    assert verdict(setting.village.certificate, trust) == verdict(setting.neighbour.certificate, trust) == "ok"
    assert verdict(setting.village.certificate, trust_in(setting.root, forged, foreign)) == "crl-missing"


@given(st.permutations([0, 1, 2, 3]), st.integers(1, 4))
def test_the_highest_number_wins_in_any_order(setting: Setting, order: list[int], count: int) -> None:
    chosen = order[:count]
    found = newest_crls((setting.root.certificate_der,), tuple(four_lists(setting)[i] for i in chosen))
    assert found == (four_lists(setting)[max(chosen)],)


_made: dict[bytes, tuple[bytes, ...]] = {}


def four_lists(setting: Setting) -> tuple[bytes, ...]:
    """Four lists; the newer ones carry older dates on purpose: the number decides."""
    key = setting.root.certificate_der
    if key not in _made:
        _made[key] = tuple(crl(setting.root, n, now=NOW + timedelta(days=10 - n)) for n in (1, 2, 3, 4))
    return _made[key]


def test_of_two_lists_with_one_number_the_stricter_counts(setting: Setting) -> None:
    strict = crl(setting.root, 1, setting.village)
    for lists in ((setting.crl, strict), (strict, setting.crl)):
        assert newest_crls((setting.root.certificate_der,), lists) == (strict,)


def test_the_floor_is_the_newest_date_a_root_signed(setting: Setting) -> None:
    later = crl(setting.root, 2, now=NOW + timedelta(days=30))
    assert trust_in(setting.root, setting.crl, later, now=at(2009)).moment == NOW + timedelta(days=30)
    assert trust_in(setting.root, now=at(2009)).moment == NOW - timedelta(days=1)
    assert trust_in(setting.root, setting.crl, now=at(2030)).moment == at(2030)


def test_a_revocation_counts_from_the_first_day_of_the_key(setting: Setting) -> None:
    made = x509.load_der_x509_crl(crl(setting.root, 2, setting.village, setting.village, now=at(2030)))
    (entry,) = list(made)
    start = x509.load_der_x509_certificate(setting.village.certificate).not_valid_before_utc
    assert entry.revocation_date_utc == start


def test_a_root_on_a_pc_with_an_empty_battery_still_makes_usable_lists_and_keys(setting: Setting) -> None:
    assert this_update(crl(setting.root, 2, now=at(2009))) >= NOW - timedelta(days=1)
    party = make_party(setting.root, "61.01.04.2009", now=at(2009))
    assert verdict(party.certificate, setting.trust) == "ok"


def test_a_malformed_office_key_is_an_error_before_anything_is_signed() -> None:
    for key in (
        OfficeKey("61.1", "assent", RECIPIENT, False, "0123456789ab"),
        OfficeKey("61.01.04.2003", "assent", "age1x", False, "0123456789ab"),
        OfficeKey("61.01.04.2003", "assent", RECIPIENT, False, "pc"),
    ):
        with pytest.raises(ValueError):
            new_request(keys.new_signing_key(), key)
