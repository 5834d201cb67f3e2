"""The law's own bars, and nothing beyond them."""

from __future__ import annotations

from ppo_desktop.records.bars import of_departure

GIRL = {"born_on": "2009-03-12", "planned_on": "2026-12-10"}


def test_no_letter_of_permission_for_somebody_under_18_whoever_agrees() -> None:
    (notice,) = of_departure(GIRL | {"permit_giver": "Hasan", "permit_present": True})
    assert notice.title == "Surat izin keluarga belum dapat diterbitkan."
    assert "17 tahun" in notice.words
    assert "UU 18/2017" in notice.words
    assert "dicek 21-11-2026" in notice.words


def test_nothing_is_barred_on_the_18th_birthday_without_a_date_or_when_they_have_left() -> None:
    assert of_departure(GIRL | {"planned_on": "2027-03-12"}) == ()
    assert of_departure({"born_on": "2009-03-12"}) == ()
    assert of_departure(GIRL | {"departed_on": "2026-12-10"}) == ()
    assert of_departure({"born_on": 7, "planned_on": None}) == ()
