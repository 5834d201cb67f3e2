"""Values in words."""

from __future__ import annotations

from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.showing import EMPTY, shown
from ppo_desktop.records.stock_move import STOCK_MOVE
from ppo_desktop.records.words import in_words


def test_codes_are_shown_by_their_labels() -> None:
    assert shown(PERSON.field("sex"), "P") == "Perempuan"
    assert shown(DEPARTURE.field("destination_country"), "MY") == "Malaysia"


def test_lists_of_codes_stand_on_one_line() -> None:
    assert shown(DEPARTURE.field("reasons"), ["UTANG", "LAIN"]).startswith("Utang, ")


def test_nothing_is_a_dash_and_unknown_fields_show_what_they_hold() -> None:
    assert shown(PERSON.field("nik"), None) == EMPTY
    assert shown(None, "apa pun") == "apa pun"
    assert shown(None, True) == "Ya"


def test_what_programs_read_is_told_by_its_length() -> None:
    assert shown(LETTER.field("source"), "x" * 2345) == "(naskah 2.345 huruf)"


def test_what_can_be_less_than_none_says_its_sign() -> None:
    change = STOCK_MOVE.field("change")
    assert [in_words(change, amount) for amount in (1200, -97, 0)] == ["+1.200", "−97", "0"]
    assert in_words(STOCK_MOVE.field("amount"), 1200) == "1.200"
