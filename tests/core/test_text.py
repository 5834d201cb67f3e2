"""Numbers in words: grouped with dots, and below zero with a minus that is no hyphen."""

from __future__ import annotations

import pytest

from ppo_desktop.core.text import difference, inside, number, search_key


@pytest.mark.parametrize(
    ("value", "words", "as_difference"),
    [
        (0, "0", "0"),
        (3, "3", "+3"),
        (-97, "−97", "−97"),
        (1234567, "1.234.567", "+1.234.567"),
        (-1200, "−1.200", "−1.200"),
    ],
)
def test_a_number_below_zero_has_a_true_minus(value: int, words: str, as_difference: str) -> None:
    assert (number(value), difference(value)) == (words, as_difference)


def test_words_to_be_found_are_the_same_whether_or_not_an_accent_is_among_them() -> None:
    text = "Soekardjo_2 d'Arc, Jl. Tjempaka\tNo.12/A\x1f(x)"
    assert search_key(text) == "sukarjo_2 d arc jl cempaka no 12 a x"
    assert search_key(f"{text} é") == f"{search_key(text)} e"


def test_words_inside_a_sentence_begin_small_but_letters_that_are_a_name_stay() -> None:
    assert [inside(words) for words in ("Bertemu langsung", "PMI", "")] == ["bertemu langsung", "PMI", ""]
