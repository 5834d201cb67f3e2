import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.trust.words import digest_of, fingerprint, words, words_match

digests = st.binary(min_size=12, max_size=32)


def test_words_are_the_published_proquints() -> None:
    assert words(bytes([127, 0, 0, 1]), 2) == "lusab-babad"
    assert words(bytes([63, 84, 220, 193]), 2) == "gutih-tugad"


def test_every_sixteen_bits_have_their_own_word() -> None:
    seen = {words(value.to_bytes(2, "big"), 1) for value in range(1 << 16)}
    assert len(seen) == 1 << 16
    assert all(len(word) == 5 for word in seen)


@given(digests)
def test_words_lead_back_to_the_digest(digest: bytes) -> None:
    assert digest_of(words(digest)) == digest[:12]


@given(digests, st.sampled_from(["-", " ", "", " - ", ".", "\n"]), st.booleans())
def test_words_match_whatever_the_case_and_spaces(digest: bytes, joint: str, upper: bool) -> None:
    typed = joint.join(words(digest).split("-"))
    assert words_match(f" {typed.upper() if upper else typed} ", digest)


@given(digests, digests)
def test_other_digests_do_not_match(one: bytes, other: bytes) -> None:
    assert words_match(words(one), other) == (one[:12] == other[:12])


@given(st.text(max_size=60), digests)
def test_any_text_is_judged_without_error(typed: str, digest: bytes) -> None:
    words_match(typed, digest)


@pytest.mark.parametrize("typed", ["", "dosir", "lusab-babad-lusab-babad-lusab"])
def test_too_few_words_do_not_match(typed: str) -> None:
    assert not words_match(typed, bytes.fromhex("7f0000017f0000017f000001"))


@pytest.mark.parametrize("text", ["lusa", "lusabb", "lesab", "LUSAB", "lusab babad", ""])
def test_malformed_words_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        digest_of(text)


def test_a_digest_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError):
        words(bytes(11))


def test_the_fingerprint_is_sha256() -> None:
    assert fingerprint(b"x") == hashlib.sha256(b"x").digest()
