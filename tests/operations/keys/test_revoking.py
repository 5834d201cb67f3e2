"""Taking keys out of use: what a revoked PC can no longer do, and how the list of such keys stays young."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import offices
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.operations.carriers import carriers, sending
from ppo_desktop.operations.carriers.inspection import Inspection
from ppo_desktop.operations.doors import setup
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.keys import renewal, renewal_answers, revoking, revoking_lists
from ppo_desktop.operations.keys.revoking import Pc
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.storage import trust_store


def the_village(pair: offices.Pair) -> Pc:
    return next(pc for pc in revoking.pcs(pair.camat) if pc.office == offices.VILLAGE)


def revoke(pair: offices.Pair, reason: str = "stolen", typed: str = "sempalai") -> revoking_lists.ListState:
    return revoking.revoke(pair.camat, offices.VILLAGE, the_village(pair).device, reason, offices.HEAD, typed)


def later(pair: offices.Pair, days: int) -> None:
    pair.clock.moment += timedelta(days=days)


def lists(pair: offices.Pair) -> tuple[revoking_lists.ListState, revoking_lists.ListState]:
    """What counts at the camat and at the village."""
    above, below = revoking_lists.state(pair.camat), revoking_lists.state(pair.village)
    assert above is not None
    assert below is not None
    return above, below


def test_what_a_revoked_pc_signs_is_refused_and_nothing_is_sealed_to_it(pair: offices.Pair) -> None:
    assert (the_village(pair).standing, the_village(pair).heard) == ("known", None)
    pair.report(nihil=True)
    path = sending.export(pair.village, pair.camat.code, pair.stick).path
    made = revoke(pair)
    assert (made.names, made.behind) == (2, ())
    (told,) = receiving.take(pair.camat, [path])
    assert isinstance(told, Inspection)
    assert told.code == "revoked"
    revoked = the_village(pair)
    assert revoked.standing == "revoked"
    assert revoked.told == "dicuri, 21 November 2026, Abdul Hamid"
    with pair.camat.database.reading() as connection, pytest.raises(Refused, match="recipient-revoked"):
        carriers.recipients_of(connection, pair.camat, offices.VILLAGE)


def test_nobody_revokes_by_a_slip_or_without_the_head(pair: offices.Pair) -> None:
    with pytest.raises(Refused, match="not-confirmed"):
        revoke(pair, typed="Sebayan")
    device = the_village(pair).device
    wrong = Credentials("pimpinan", "bukan sandinya ini")
    with pytest.raises(World, match="wrong-password"):
        revoking.revoke(pair.camat, offices.VILLAGE, device, "lost", wrong, "Sempalai")
    with pytest.raises(Refused, match="not-root"):
        revoking.revoke(pair.village, offices.CAMAT, pair.camat.device.id, "lost", offices.HEAD, "Tebas")
    with pytest.raises(Refused, match="this-pc"):
        revoking.revoke(pair.camat, offices.CAMAT, pair.camat.device.id, "lost", offices.HEAD, "Tebas")
    assert the_village(pair).standing == "known"


def test_each_list_names_what_the_one_before_named_even_where_nobody_remembers_those_keys(pair: offices.Pair) -> None:
    revoke(pair)
    with pair.camat.database.transaction() as connection:  # as after a restore: the certificates are not known any more
        connection.exec_driver_sql("DELETE FROM peer_certificate WHERE office = ?", (offices.VILLAGE,))
    before, _below = lists(pair)
    renewed = revoking_lists.renew(pair.camat, offices.HEAD)
    assert renewed.names == before.names == 2
    assert renewed.number > before.number


@pytest.mark.long
def test_the_newest_list_goes_down_and_the_root_knows_who_has_it(pair: offices.Pair) -> None:
    first, _below = lists(pair)
    assert first.behind == (offices.VILLAGE,), "no report has said yet that it holds the first list"
    pair.report(nihil=True)
    pair.carry_up()
    assert lists(pair)[0].behind == ()
    revoking_lists.renew(pair.camat, offices.HEAD)
    pair.carry_down()
    above, below = lists(pair)
    assert above.number == below.number
    assert above.behind == (offices.VILLAGE,)
    pair.report(nihil=True)
    pair.carry_up()
    assert lists(pair)[0].behind == ()


def test_a_list_is_due_long_before_it_ends(pair: offices.Pair) -> None:
    later(pair, 301)
    above, below = lists(pair)
    assert (above.is_due, below.is_due) == (True, False)
    later(pair, 30)
    assert lists(pair)[1].is_due
    assert not revoking_lists.renew(pair.camat, offices.HEAD).is_due


def test_a_clock_that_is_behind_neither_ages_a_list_nor_dates_the_next_one_before_it(pair: offices.Pair) -> None:
    above, _below = lists(pair)
    later(pair, -20)
    assert lists(pair)[0].age == 0
    assert revoking_lists.renew(pair.camat, offices.HEAD).made_on == above.made_on
    later(pair, -300)
    with pytest.raises(World, match="clock"):
        revoking_lists.renew(pair.camat, offices.HEAD)


@pytest.mark.long
def test_a_root_put_back_from_an_old_backup_gets_its_newer_list_back_from_below(pair: offices.Pair) -> None:
    with pair.camat.database.reading() as connection:
        old = trust_store.crls(connection)
    pair.report(nihil=True)
    pair.carry_up()
    newer = revoking_lists.renew(pair.camat, offices.HEAD)
    pair.carry_down()
    with pair.camat.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM revocation_list")
        for crl in old:
            trust_store.add_crl(connection, crl)
    pair.report(nihil=True)
    (taken,) = pair.carry_up()
    assert isinstance(taken, Taken)
    assert lists(pair)[0].number == newer.number


@pytest.mark.long
def test_a_root_whose_clock_was_as_far_ahead_as_is_possible_locks_nobody_out(pair: offices.Pair) -> None:
    """Its list lifts everybody's floor by ten years, and no key issued by now is older than that by then."""
    now = pair.clock.moment
    pair.clock.moment = datetime(setup.LATEST.year, setup.LATEST.month, setup.LATEST.day, tzinfo=UTC)
    revoking_lists.renew(pair.camat, offices.HEAD)
    pair.clock.moment = now
    for _month in range(2):  # the first receipt brings the list down
        pair.report(nihil=True)
        assert all(isinstance(one, Taken) for one in (*pair.carry_up(), *pair.carry_down()))
    assert lists(pair)[0].number == lists(pair)[1].number
    renewal.ask(pair.village, offices.HEAD)
    pair.report(nihil=True)
    pair.carry_up()
    (asked,) = renewal_answers.asked(pair.camat)
    renewal_answers.answer(pair.camat, asked.office, asked.device, offices.HEAD, lambda _who, _words: True)
    assert all(isinstance(one, Taken) for one in pair.carry_down())
    pair.report(nihil=True)
    assert all(isinstance(one, Taken) for one in (*pair.carry_up(), *pair.carry_down()))


@pytest.mark.long
def test_a_receipt_is_written_for_the_others_when_one_office_is_revoked(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    revoke(pair, "lost")
    (unwritten,) = confirming.write_receipts(pair.camat)
    assert isinstance(unwritten, confirming.Unwritten)
    assert unwritten.error.code == "recipient-revoked"
