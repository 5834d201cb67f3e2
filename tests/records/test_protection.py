"""Rules of the kinds of protection and follow-up: who goes between, what is done next, who answers."""

from __future__ import annotations

import pytest

from ppo_desktop.records.checking import check
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.instruments import Library, newest, program_text
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


VISIT: dict[str, object] = {"person": SITI, "action": "KUNJUNGAN_KELUARGA", "decided_on": "2026-11-20"}
SENT: dict[str, object] = {
    "person": SITI,
    "institution": "UPTD_PPA",
    "urgency": "SEGERA",
    "basis": "KEWAJIBAN_HUKUM",
    "status": "DIKIRIM",
    "sent_on": "2026-11-13",
}


def test_an_action_without_a_due_day_gets_the_one_of_the_instrument_and_working_days_leave_out_the_weekend(
    office: Office,
) -> None:
    follow_up = kind("follow_up")
    assert check(follow_up, VISIT, office).values["due_on"] == "2026-11-27"
    assert check(follow_up, VISIT | {"due_on": "2026-11-22"}, office).values["due_on"] == "2026-11-22"
    friday = VISIT | {"action": "RUJUK_TERTULIS"}
    assert check(follow_up, friday, office).values["due_on"] == "2026-11-24"
    assert check(follow_up, VISIT | {"action": "TELEPON_POLISI"}, office).values["due_on"] == "2026-11-20"
    assert check(follow_up, VISIT | {"action": "DAMPINGI_DOKUMEN"}, office).values["due_on"] == "2026-11-27"
    assert "due_on" not in check(follow_up, VISIT | {"action": "LAIN", "details": "Menunggu"}, office).values
    assert codes("follow_up", VISIT | {"action": "LAIN"}, office) == {"details-missing"}


def test_how_soon_an_action_is_due_stands_in_one_place_only() -> None:
    instrument = newest()
    of_instrument = [code for band in instrument.bands for action in band.actions for code in action.codes]
    assert len(of_instrument) == len(set(of_instrument))
    for code in code_list("follow-up-actions").active:
        places = [code.code in of_instrument, bool(code.extra["days"])]
        assert places.count(True) == (code.code != "LAIN"), code.code


def test_an_instrument_of_the_regency_sets_its_own_days(office: Office) -> None:
    text = program_text("1.0").replace('version = "1.0"', 'version = "2.0"')
    text = text.replace(
        'within = 7, unit = "day", codes = ["KUNJUNGAN', 'within = 3, unit = "day", codes = ["KUNJUNGAN'
    )
    office.instruments = Library((("2.0", text),))
    assert check(kind("follow_up"), VISIT, office).values["due_on"] == "2026-11-23"
    office.others["screening", UDIN] = {"instrument_version": "1.0", "band": "SEDANG"}
    assert check(kind("follow_up"), VISIT | {"screening": UDIN}, office).values["due_on"] == "2026-11-27"


def test_an_action_is_overdue_when_its_day_is_over_and_nothing_closed_it(office: Office) -> None:
    follow_up = kind("follow_up")
    overdue = follow_up.filter("overdue")

    def is_overdue(**more: object) -> bool:
        values = VISIT | {"due_on": "2026-11-20"} | more
        return overdue.holds(values | follow_up.derive(values), office.today)

    assert is_overdue()
    assert is_overdue(outcome="TIDAK_BERTEMU")
    assert not is_overdue(due_on="2026-11-21")
    assert not is_overdue(done_on="2026-11-21")
    assert not is_overdue(outcome="TIDAK_PERLU")


def test_what_was_done_says_when_and_with_what_outcome(office: Office) -> None:
    assert codes("follow_up", VISIT | {"done_on": "2026-11-21"}, office) == {"outcome-missing"}
    assert codes("follow_up", VISIT | {"outcome": "SELESAI"}, office) == {"done-on-missing"}
    assert codes("follow_up", VISIT | {"due_on": "2026-11-19"}, office) == {"due-on-before-decided-on"}
    assert "referral-unknown" in codes("follow_up", VISIT | {"referral": UDIN}, office)


def test_a_referral_counts_as_penal_by_its_institution_unless_somebody_says_otherwise(office: Office) -> None:
    referral = kind("referral")
    assert check(referral, SENT, office).values["effort"] == "NONPENAL"
    assert check(referral, SENT | {"institution": "POLRES"}, office).values["effort"] == "PENAL"
    assert (
        check(referral, SENT | {"institution": "POLRES", "effort": "NONPENAL"}, office).values["effort"] == "NONPENAL"
    )


def test_a_child_is_always_referred_to_those_for_children_too(office: Office) -> None:
    assert codes("referral", SENT, office) == set()
    assert codes("referral", SENT | {"institution": "DISNAKERTRANS"}, office) == {"child-elsewhere"}
    office.people[SITI]["born_on"] = "1990"
    assert codes("referral", SENT | {"institution": "DISNAKERTRANS"}, office) == set()


@pytest.mark.parametrize(("urgency", "sent_on", "is_late"), [
    ("BIASA", "2026-11-13", True),
    ("BIASA", "2026-11-14", False),
    ("SEGERA", "2026-11-19", True),
    ("SEGERA", "2026-11-20", False),
])  # fmt: skip
def test_a_referral_is_overdue_when_the_time_to_answer_of_its_urgency_is_over(
    office: Office, urgency: str, sent_on: str, is_late: bool
) -> None:
    waiting = kind("referral").filter("no-answer")

    def holds(**more: object) -> bool:
        values = SENT | {"urgency": urgency, "sent_on": sent_on} | more
        return waiting.holds(values | kind("referral").derive(values), office.today)

    assert holds() is is_late
    assert not holds(answered_on="2026-11-20")
    assert not holds(status="DISIAPKAN", sent_on=None)
    assert holds(sent_on=None, received_on=sent_on) is is_late


def test_a_return_slip_cannot_be_older_than_its_letter(office: Office) -> None:
    assert codes("referral", SENT | {"received_on": "2026-11-12"}, office) == {"received-on-before-sent-on"}
    assert codes("referral", SENT | {"status": "SELESAI"}, office) == {"answered-on-missing"}
    assert codes("referral", SENT | {"status": "DISIAPKAN"}, office) == {"status-unsent"}
    assert codes("referral", SENT | {"sent_on": None}, office) == {"sent-on-missing"}
