"""A stick that comes back holds our own files too; taking them in again must do no harm."""

from __future__ import annotations

import offices
from ppo_desktop.operations.books import recording, searching
from ppo_desktop.operations.house.office import read_device
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.records.person import PERSON


def test_our_own_report_on_the_stick_gets_no_receipt_from_us(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    pair.carry_down()
    receiving.take(pair.village, receiving.expand([pair.stick]))
    assert confirming.write_receipts(pair.village) == []


def test_our_own_receipt_on_the_stick_leaves_our_device_as_it_is(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    pair.carry_down()
    receiving.take(pair.camat, receiving.expand([pair.stick]))
    with pair.camat.database.reading() as connection:
        assert read_device(connection) == pair.camat.device


def test_an_old_carrier_of_ours_brings_no_erased_person_back(pair: offices.Pair) -> None:
    pair.departure(pair.person())
    pair.report()
    pair.carry_up()
    recording.erase(pair.village, str(recording.listing(pair.village, PERSON)[0]["id"]))
    receiving.take(pair.village, receiving.expand([pair.stick]))
    assert not searching.find(pair.village, "siti")
    with pair.village.database.reading() as connection:
        files = connection.exec_driver_sql("SELECT count(*) FROM incoming_carrier WHERE pdf IS NOT NULL").scalar()
    assert files == 0
