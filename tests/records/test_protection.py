"""Rules of the kinds of protection and follow-up: who goes between, what is done next, who answers."""

from __future__ import annotations

import pytest

from ppo_desktop.records.checking import check
from ppo_desktop.records.registry import kind
from records.office import SITI, Office

UDIN = "01890000000070008000000000000002"
UJANG: dict[str, object] = {"name": "Ujang", "category": "TANPA_IZIN", "standing": "DIKETAHUI"}


def codes(name: str, typed: dict[str, object], office: Office) -> set[str]:
    return {problem.code for problem in check(kind(name), typed, office).problems}


def test_a_go_between_without_shown_permit_is_recorded_without_a_word_and_one_of_a_company_is_asked_for_it(
    office: Office,
) -> None:
    assert codes("broker", UJANG, office) == set()
    assert codes("broker", UJANG | {"category": "PETUGAS_P3MI"}, office) == {"licence-missing"}
    said = codes("broker", UJANG | {"licence_number": "SIP3MI 9901", "licence_result": "BERLAKU"}, office)
    assert said == {"category-against-licence", "licence-check-missing"}


def test_a_go_between_is_found_by_the_words_people_use_and_never_called_by_them() -> None:
    ujang = kind("broker")
    assert {"calo", "tekong", "ujang"} <= set(ujang.search_text(UJANG).split())
    assert "calo" not in (ujang.title_of(UJANG) + ujang.detail_of(UJANG)).lower()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0812 9900 1122, 016-9900112", "+6281299001122, +62169900112"), ("0812 tanya istrinya", "0812 tanya istrinya")],
)
def test_numbers_are_kept_in_one_form_unless_words_stand_among_them(office: Office, typed: str, kept: str) -> None:
    assert check(kind("broker"), UJANG | {"phones": typed}, office).values["phones"] == kept


def test_a_departure_may_name_a_go_between_of_this_office_only(office: Office) -> None:
    going = {"person": SITI, "status": "niat", "registered_on": "2026-11-20", "destination_country": "MY"}
    assert "broker-unknown" in codes("departure", going | {"broker": UDIN}, office)
    office.others["broker", UDIN] = UJANG
    assert "broker-unknown" not in codes("departure", going | {"broker": UDIN}, office)
