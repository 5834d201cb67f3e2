"""Two of three sheets give the emergency code; one gives nothing; what is mistyped or mixed up is told apart."""

from __future__ import annotations

import secrets
from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ppo_desktop.core.errors import Refused, World
from ppo_desktop.trust import codes, shares
from ppo_desktop.trust.shares import Share

LETTERS = st.text(codes.ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)


def typed(share: Share) -> str:
    return "-".join(share.groups)


@given(LETTERS)
@settings(max_examples=25, deadline=None)
def test_any_two_sheets_give_the_code_in_either_order(letters: str) -> None:
    code = "-".join(codes.groups(letters))
    made = shares.split(code)
    for one, other in permutations(made, 2):
        assert shares.combine(shares.read(typed(one)), shares.read(typed(other))) == code
    assert all(letters not in "".join(share.groups) for share in made)


def test_typing_is_as_forgiving_as_with_the_code_itself() -> None:
    share = shares.split(codes.new_code())[1]
    assert shares.read(typed(share).lower().replace("0", "o").replace("1", "l").replace("-", "  ")) == share


@pytest.mark.parametrize("number", [0, 1, 2])
def test_one_sheet_says_nothing_of_the_code(number: int) -> None:
    """Of two codes as different as can be, a sheet's bytes are alike: each of 256 values, as often."""
    seen = []
    for code in ("0" * codes.LENGTH, "Z" * codes.LENGTH):
        counted = Counter(byte for _time in range(600) for byte in shares.split(code)[number].height[1:])
        expected = 600 * 18 / 256
        distance = sum((counted[value] - expected) ** 2 / expected for value in range(256))
        assert distance < 400, (
            "chi-square with 255 degrees of freedom: 400 has a chance of less than one in ten million"
        )
        seen.append(counted)
    assert len(seen[0]) == len(seen[1]) == 256


def test_every_code_fits_one_sheet() -> None:
    """Whatever the code, there is another sheet with which a given one yields it."""
    (one, _two, _three) = shares.split(codes.new_code())
    for code in (codes.new_code() for _time in range(20)):
        letters = code.replace("-", "")
        number = 0
        for letter in letters:
            number = number << 5 | codes.ALPHABET.index(letter)
        wanted = number.to_bytes(19, "big")
        slope = bytes(a ^ b for a, b in zip(one.height, wanted, strict=True))
        doubled = bytes((b << 1 ^ (0x11B if b & 128 else 0)) & 0xFF for b in slope)
        other = Share(2, one.set, bytes(a ^ b for a, b in zip(wanted, doubled, strict=True)))
        assert shares.combine(one, other) == code


def test_a_wrong_letter_names_its_group_and_so_do_two_that_are_swapped() -> None:
    share = shares.split(codes.new_code())[0]
    for place, group in enumerate(share.groups):
        for at in range(5):
            for letter in codes.ALPHABET:
                changed = group[:at] + letter + group[at + 1 :]
                assert shares.is_group(changed, place) is (changed == group)
        for at in range(4):
            swapped = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
            assert shares.is_group(swapped, place) is (swapped == group)
    parts = list(share.groups)
    parts[3] = ("1" if parts[3][0] != "1" else "2") + parts[3][1:]
    parts[7] = parts[6]
    with pytest.raises(Refused, match="Kelompok 4, 8 belum benar"):
        shares.read("".join(parts))


def test_groups_in_another_order_are_found_out() -> None:
    first, second, *rest = shares.split(codes.new_code())[0].groups
    with pytest.raises(Refused, match="Kelompok 1, 2"):
        shares.read("".join((second, first, *rest)))


def is_refused(text: str) -> bool:
    try:
        shares.read(text)
    except Refused as refusal:
        return refusal.code == "share-wrong"
    return False


def test_groups_of_two_sheets_put_together_are_found_out() -> None:
    one, other, _third = shares.split(codes.new_code())
    mixtures = ["".join(one.groups[:cut] + other.groups[cut:]) for cut in range(1, 9)]
    # One mixture in 256 passes by chance; its code would open nothing.
    assert sum(is_refused(mixture) for mixture in mixtures) >= len(mixtures) - 2


def test_sheets_of_two_makings_and_one_sheet_twice_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    names = iter((17, 4711))
    monkeypatch.setattr(secrets, "randbits", lambda _bits: next(names))
    code = codes.new_code()
    old, new = shares.split(code), shares.split(code)
    with pytest.raises(Refused, match="share-sets"):
        shares.combine(old[0], new[1])
    with pytest.raises(Refused, match="share-same"):
        shares.combine(new[1], new[1])


@pytest.mark.parametrize("text", ["", "ABC", "A" * 44, "A" * 46])
def test_a_sheet_that_is_not_typed_whole_says_how_much_is_missing(text: str) -> None:
    with pytest.raises(Refused, match="45 huruf dan angka"):
        shares.read(text)


@pytest.mark.parametrize("code", ["", "A" * 29, "U" * 30])
def test_what_is_no_code_is_not_split(code: str) -> None:
    with pytest.raises(World, match="wrong-code"):
        shares.split(code)
