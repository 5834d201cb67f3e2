"""Values in words."""

from __future__ import annotations

from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.showing import EMPTY, shown


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
