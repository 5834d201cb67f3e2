"""New keys in place of old ones: asked for in the journal, issued by a person, installed from a receipt."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

import offices
from journeys.exhibits import hand_of
from journeys.forging import Forger
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.desk.agenda import agenda
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import enrolment, renewal, renewal_answers, revoking
from ppo_desktop.operations.keys.renewal_answers import Asked
from ppo_desktop.operations.neighbours import confirming, notes, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.reports.office import Assent
from ppo_desktop.storage import trust_store


def asked(camat: Office) -> Asked:
    (one,) = renewal_answers.asked(camat)
    return one


def answer(pair: offices.Pair, *, same_words: bool = True) -> None:
    one = asked(pair.camat)
    renewal_answers.answer(pair.camat, one.office, one.device, offices.HEAD, lambda _who, _words: same_words)


def prints(office: Office) -> dict[str, bytes | None]:
    with office.database.reading() as connection:
        found = {name: trust_store.key(connection, name) for name in ("assent", "dispatch", "sealing")}
    return {name: pair.certificate for name, pair in found.items() if pair}


def up(pair: offices.Pair, *, by_head: bool = True) -> None:
    pair.report(nihil=True, assenting=offices.HEAD if by_head else None)
    (taken,) = pair.carry_up()
    assert isinstance(taken, Taken), taken


def down(pair: offices.Pair) -> None:
    assert all(isinstance(one, Taken) for one in pair.carry_down())


def test_new_keys_come_and_the_old_ones_are_revoked_once_they_are_needed_no_more(pair: offices.Pair) -> None:
    before = prints(pair.village)
    renewal.ask(pair.village, offices.HEAD)
    assert prints(pair.village) == before, "until the answer is here nothing changes"
    up(pair)
    assert (asked(pair.camat).name, asked(pair.camat).by_head) == ("Desa Sempalai", True)
    answer(pair, same_words=False)  # nobody is asked: the head's own key signed the request
    assert renewal_answers.asked(pair.camat) == []
    down(pair)
    after = prints(pair.village)
    assert all(after[name] != before[name] for name in after)
    assert renewal.state(pair.village).asked_on is None
    with pytest.raises(Refused, match="not-proven"):
        revoking.revoke_replaced(pair.camat, offices.VILLAGE, pair.village.device.id, offices.HEAD)
    up(pair)
    (pc,) = [pc for pc in revoking.pcs(pair.camat) if pc.office == offices.VILLAGE]
    assert (pc.replaced, pc.is_proven, pc.standing) == (2, True, "known")
    made = revoking.revoke_replaced(pair.camat, offices.VILLAGE, pc.device, offices.HEAD)
    assert made.names == 2
    up(pair)
    down(pair)
    with pair.village.database.reading() as connection:
        assert len(keyring.sealing_secrets(connection)) == 2, "what was sealed to the old key still opens"


def test_an_answer_given_after_the_receipt_makes_another_one_due(pair: offices.Pair) -> None:
    renewal.ask(pair.village, offices.HEAD)
    up(pair)
    kinds = [task.kind for task in agenda(pair.camat, 50)]
    assert kinds.index("key-requests") < kinds.index("receipts"), "answered first, it goes along"
    confirming.write_receipts(pair.camat)
    assert confirming.waiting(pair.camat) == {}
    answer(pair)
    assert confirming.waiting(pair.camat) == {offices.VILLAGE: "news"}
    down(pair)
    assert confirming.waiting(pair.camat) == {}
    assert renewal.state(pair.village).asked_on is None
    notes.write(pair.camat, offices.VILLAGE, "Rapat hari Senin.")
    assert confirming.waiting(pair.camat) == {offices.VILLAGE: "news"}
    assert len(confirming.write_receipts(pair.camat)) == 1
    assert confirming.waiting(pair.camat) == {}


@pytest.mark.long
def test_a_stick_that_gets_lost_costs_a_month_and_nothing_else(pair: offices.Pair) -> None:
    renewal.ask(pair.village, offices.HEAD)
    pair.report(nihil=True)  # lost
    up(pair)
    answer(pair)
    pair.carry_up()
    up(pair)
    down(pair)
    assert renewal.state(pair.village).asked_on is None


@pytest.mark.long
def test_only_the_newest_request_is_answered(pair: offices.Pair) -> None:
    renewal.ask(pair.village, offices.HEAD)
    up(pair)
    first = asked(pair.camat).words
    renewal.ask(pair.village, offices.HEAD)
    up(pair)
    assert asked(pair.camat).words == renewal.state(pair.village).words != first
    answer(pair)
    up(pair)
    down(pair)
    assert renewal.state(pair.village).asked_on is None


def test_the_last_year_of_a_certificate_is_told(pair: offices.Pair) -> None:
    assert renewal.state(pair.village).why == ""
    pair.clock.moment += timedelta(days=3650 - 364)
    assert renewal.state(pair.village).why == "ends"
    pair.clock.moment -= timedelta(days=9000)
    assert renewal.state(pair.village).why == "", "a clock that is behind ends no certificate"


def test_a_new_head_loses_no_month_and_the_former_ones_key_signs_no_more(pair: offices.Pair) -> None:
    renewal.ask(pair.village, offices.HEAD, former_head="Abdul Hamid")
    told = renewal.state(pair.village)
    assert told.new_head
    assert [name for name, _day in told.former_heads] == ["Abdul Hamid"]
    with pytest.raises(Refused, match="head-waits"):
        pair.report(nihil=True)
    assert pair.report(nihil=True, assenting=None).assent is Assent.NONE
    pair.carry_up()
    assert not asked(pair.camat).by_head
    with pytest.raises(Refused, match="words-differ"):
        answer(pair, same_words=False)
    answer(pair)
    down(pair)
    assert pair.report(nihil=True).assent is Assent.HEAD


@pytest.mark.long
def test_a_clock_that_is_years_behind_keeps_nobody_from_new_keys(pair: offices.Pair) -> None:
    renewal.ask(pair.village, offices.HEAD)
    up(pair)
    answer(pair)
    pair.village = replace(pair.village, clock=offices.clock_at("1995-01-05T02:00:00"))
    down(pair)
    assert renewal.state(pair.village).asked_on is None


@pytest.mark.long
def test_a_stolen_key_asks_in_vain_once_it_is_revoked(pair: offices.Pair) -> None:
    renewal.ask(pair.village, offices.HEAD)
    up(pair)
    revoking.revoke(pair.camat, offices.VILLAGE, pair.village.device.id, "stolen", offices.HEAD, "Sempalai")
    with pytest.raises(Refused, match="revoked"):
        answer(pair)


def test_no_pc_asks_in_the_name_of_another(pair: offices.Pair) -> None:
    """A second PC of the village knows what the first asked for; its carrier holds that entry too."""
    second = offices.new_office(pair.stick.parent / "desa2", offices.VILLAGE, pair.clock)
    offices.enrol(second, pair.camat, pair.stick)
    renewal.ask(pair.village, offices.HEAD)
    pair.report(nihil=True)
    with pair.village.database.reading() as connection:
        from ppo_desktop.operations.carriers import carriers

        entries = carriers.unconfirmed(connection, pair.village, pair.camat.code)
    thief = Forger(hand_of(second), hand_of(pair.camat).as_recipient, pair.clock)
    path = pair.stick / "dari-komputer-lain.pdf"
    made = thief.carrier(tuple(carriers.in_runs(entries)), kind="report", period="2026-11")
    path.write_bytes(made() if callable(made) else made)
    (taken,) = receiving.take(pair.camat, [path])
    assert isinstance(taken, Taken), taken
    assert renewal_answers.asked(pair.camat) == []


@pytest.mark.long
def test_a_root_renews_its_own_keys_at_once(pair: offices.Pair) -> None:
    before = prints(pair.camat)
    renewal.ask(pair.camat, offices.HEAD, former_head="Abdul Hamid")
    assert prints(pair.camat) != before
    assert not renewal.state(pair.camat).new_head
    up(pair)
    down(pair)
    up(pair)
    with pair.village.database.reading() as connection:
        known = trust_store.peers(connection, [offices.CAMAT])
    assert prints(pair.camat)["dispatch"] in {peer.certificate for peer in known}


def test_an_office_that_nobody_knows_yet_has_nothing_to_renew(pair: offices.Pair) -> None:
    fresh = offices.new_office(pair.stick.parent / "baru", offices.OTHER_VILLAGE, pair.clock)
    with pytest.raises(Refused, match="not-enrolled"):
        renewal.ask(fresh, offices.HEAD)


def test_what_was_written_before_enrolment_arrives_with_the_first_carrier_after_it(pair: offices.Pair) -> None:
    """The months before count from paper; the first carrier brings all that they were counted from."""
    fresh = offices.new_office(pair.stick.parent / "baru", offices.OTHER_VILLAGE, pair.clock)
    early = offices.Pair(pair.camat, fresh, pair.stick, pair.clock)
    early.departure(early.person("Siti Aminah"))
    pair.clock.moment += timedelta(days=40)
    early.person("Dewi Lestari")
    with pytest.raises(Refused, match="not-enrolled"):
        early.report()
    offices.enrol(fresh, pair.camat, pair.stick)
    early.report(offices.NOVEMBER)
    early.carry_up()
    assert sorted(offices.names_at(pair.camat)) == ["Dewi Lestari", "Siti Aminah"]


def test_a_second_pc_is_introduced_by_the_root_and_met_by_the_first(pair: offices.Pair) -> None:
    second = offices.new_office(pair.stick.parent / "desa2", offices.VILLAGE, pair.clock)
    request = enrolment.request(second, pair.stick, offices.HEAD)
    seen = enrolment.inspect_request(pair.camat, request.path)
    assert (seen.name, seen.of_other_pc) == (f"Desa Sempalai, Komputer {second.device.id[:4].upper()}", True)
    done = enrolment.issue(pair.camat, request.path, pair.stick, offices.HEAD, lambda _who, _words: True)
    enrolment.accept(second, done.path, lambda _who, _words: True)
    assert enrolment.inspect_answer(pair.village, done.path).of_other_pc
    enrolment.accept(pair.village, done.path, lambda _who, _words: False)  # its root is trusted: nothing to compare
    for office, other in ((pair.village, second), (second, pair.village)):
        with office.database.reading() as connection:
            assert other.device.id in {peer.device for peer in trust_store.peers(connection, [offices.VILLAGE])}
    named = {f"Desa Sempalai, Komputer {one.device.id[:4].upper()}" for one in (pair.village, second)}
    assert {pc.name for pc in revoking.pcs(pair.camat)[1:]} == named
