"""Receipts: what their page says, for whom they are written, and to which PCs they are sealed."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest

import offices
from journeys.exhibits import hand_of
from journeys.forging import Forger
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange.manifest import MAX_COUNTS
from ppo_desktop.operations.carriers import carriers, sending
from ppo_desktop.operations.history import devices, journalling
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import confirming, feedback, receiving, verdicts
from ppo_desktop.operations.neighbours.confirming import Receipt, Unwritten
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.published.publishing import INSTRUMENTS
from ppo_desktop.records.same_person import SAME, SAME_PERSON
from ppo_desktop.storage import carrier_store, driver, journal_store, settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust import issuing, vault
from ppo_desktop.trust.vault import Vault

BESIDE = "61.01.04.2005"
AGREES = "sama dengan hitungan kami"
NOT_COUNTED = "Jumlah belum dapat dihitung ulang di sini."


def exported(pair: offices.Pair) -> Path:
    """The village's newest carrier, on the stick."""
    return sending.export(pair.village, pair.camat.code, pair.stick).path


def the_page(pair: offices.Pair) -> str:
    """The words on the one receipt the camat writes now, as a PDF reader shows them."""
    (receipt,) = confirming.write_receipts(pair.camat)
    assert isinstance(receipt, Receipt)
    path = pair.stick / "tanda-terima.pdf"
    path.write_bytes(receipt.carrier.pdf)
    command = ["pdftotext", "-layout", str(path), "-"]
    return " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def revoking(pair: offices.Pair, code: str, number: int = 2) -> bytes:
    """A newer list of the camat's root that revokes every certificate of an office."""
    with pair.camat.database.reading() as connection:
        root = trust_store.key(connection, "root")
        certificates = [peer.certificate for peer in trust_store.peers(connection, [code])]
    assert root is not None
    assert root.certificate is not None
    opened = Vault.load(pair.camat.paths.vault).unlock_assent("pimpinan", offices.HEAD_PASSWORD)
    key = vault.unwrap(opened, root.secret, "root-key")
    return issuing.new_crl(key, root.certificate, number, certificates, pair.clock.now())


def learn(office: Office, crl: bytes) -> None:
    with office.database.transaction() as connection:
        keyring.learn_crl(connection, crl)


def test_a_recount_that_agrees_is_told(pair: offices.Pair) -> None:
    pair.departure(pair.person())
    pair.report()
    pair.carry_up()
    page = the_page(pair)
    assert AGREES in page
    assert "Catatan baru : 4 catatan" in page


def test_where_nothing_was_compared_the_page_does_not_say_that_it_agrees(pair: offices.Pair) -> None:
    pair.departure(pair.person())
    pair.report()
    older = exported(pair)
    pair.departure(pair.person("Dewi Lestari"))
    pair.report()
    newer = exported(pair)
    receiving.take(pair.camat, [newer])
    (late,) = receiving.take(pair.camat, [older])
    assert isinstance(late, Taken)
    assert late.agrees is None
    page = the_page(pair)
    assert NOT_COUNTED in page
    assert AGREES not in page
    assert "Catatan baru : 0 catatan" in page


def test_new_entries_are_those_the_carrier_added_not_all_it_holds(pair: offices.Pair) -> None:
    pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    pair.person("Dewi Lestari")
    closed = pair.report(nihil=True)
    assert closed.carrier.manifest.entry_count == 5
    pair.carry_up()
    assert "Catatan baru : 2 catatan" in the_page(pair)


def test_a_sender_with_more_pcs_than_a_manifest_can_count_gets_its_receipt_too(pair: offices.Pair) -> None:
    office = pair.village
    with office.database.transaction() as connection:
        for _n in range(MAX_COUNTS + 2):
            office = devices.renew(connection, office)
    pair.report(nihil=True)
    pair.carry_up()
    (receipt,) = confirming.write_receipts(pair.camat)
    assert isinstance(receipt, Receipt)
    assert len(receipt.carrier.manifest.confirmed) == MAX_COUNTS
    path = pair.stick / receipt.carrier.file_name
    path.write_bytes(receipt.carrier.pdf)
    assert isinstance(receiving.take(pair.village, [path])[0], Taken)
    with pair.village.database.reading() as connection:
        assert len(carrier_store.confirmed(connection, offices.CAMAT)) == MAX_COUNTS + 3


def test_one_receipt_that_cannot_be_written_does_not_stop_the_others(pair: offices.Pair, tmp_path: Path) -> None:
    other = offices.new_office(tmp_path / "tetangga", offices.OTHER_VILLAGE, pair.clock, clerk="Budi")
    offices.enrol(other, pair.camat, pair.stick)
    neighbours = offices.Pair(pair.camat, other, pair.stick, pair.clock)
    for each in (pair, neighbours):
        each.report(nihil=True)
        each.carry_up()
    learn(pair.camat, revoking(pair, offices.VILLAGE))
    answers = confirming.write_receipts(pair.camat)
    assert [answer.to for answer in answers] == [offices.VILLAGE, offices.OTHER_VILLAGE]
    refused, written = answers
    assert isinstance(refused, Unwritten)
    assert refused.error.code == "recipient-revoked"
    assert isinstance(written, Receipt)


def test_of_more_doubles_than_find_room_the_newest_unanswered_are_told_and_the_page_counts_the_rest(
    pair: offices.Pair,
) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    records = [f"{number:032x}" for number in range(500)]
    instrument = {"1.0.6101.1": "x" * 22_000}
    with pair.camat.database.transaction() as connection:
        INSTRUMENTS.learn(connection, pair.camat, "", {"instruments": instrument})
        for record in records:
            decide(connection, pair.camat, record, main=record, other=record)
        decide(connection, pair.village, "f" * 32, main=records[-1], other=None)  # the newest, answered below
    words = the_page(pair)
    pair.carry_down()
    with pair.village.database.reading() as connection:
        assert INSTRUMENTS.tell(connection, pair.village, "", {}) == {"instruments": instrument}
        kept = verdicts.read(settings_store.read(connection, f"verdicts {pair.camat.code}") or {})
    told = {verdict["record"] for verdict in kept}
    assert 350 < len(told) < len(records)
    assert told == {*records[-len(told) - 1 : -1]}
    assert f" {len(told)}. Namanya" in words
    assert f"{len(records) - len(told) - 1} dugaan lagi belum muat" in words


def decide(connection: Connection, office: Office, record: str, *, main: str, other: str | None) -> None:
    """The office says that a person of the village is also one of the village beside it."""
    values = {"verdict": SAME, "main_office": offices.VILLAGE, "main": main, "other_office": BESIDE, "other": other}
    journalling.write(connection, office, SAME_PERSON, record, values)


def test_nothing_is_sealed_to_a_revoked_pc(pair: offices.Pair) -> None:
    learn(pair.village, revoking(pair, offices.CAMAT))
    with (
        pair.village.database.reading() as connection,
        pytest.raises(Refused, match="recipient-revoked"),
    ):
        carriers.recipients_of(connection, pair.village, offices.CAMAT)


def test_a_list_that_came_in_a_receipt_counts_for_the_next_file_of_the_batch(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    (honest,) = confirming.write_receipts(pair.camat)
    assert isinstance(honest, Receipt)
    camat = Forger(hand_of(pair.camat), hand_of(pair.village).as_recipient, pair.clock)
    crl = base64.b64encode(revoking(pair, offices.CAMAT)).decode()
    values = {"to": offices.VILLAGE, "generation": 0, "held": {}, "receipt_for": "00" * 32, "crl": crl}
    files = [pair.stick / "a.pdf", pair.stick / "b.pdf"]
    files[0].write_bytes(camat.carrier(camat.entries(values, kind="receipt"), kind="receipt")())
    files[1].write_bytes(honest.carrier.pdf)
    bringing, refused = receiving.take(pair.village, files)
    assert isinstance(bringing, Taken)
    assert not isinstance(refused, Taken)
    assert refused.code == "revoked"


def test_the_page_names_the_gap_and_tells_no_small_number_of_others(pair: offices.Pair, tmp_path: Path) -> None:
    other = offices.new_office(tmp_path / "tetangga", offices.OTHER_VILLAGE, pair.clock, clerk="Budi")
    offices.enrol(other, pair.camat, pair.stick)
    neighbours = offices.Pair(pair.camat, other, pair.stick, pair.clock)
    pair.departure(pair.person(), departed_on="2026-11-05", status="BEKERJA")
    for each in (pair, neighbours):
        each.report(nihil=each is neighbours)
        each.carry_up()
    confirming.write_receipts(neighbours.camat)
    with pair.camat.database.reading() as connection:
        newest = {one.sender: one.id for one in carrier_store.arrived(connection, "report")}
        to_other = feedback.figures(connection, carrier_store.incoming(connection, newest[other.code]))
        to_village = feedback.figures(connection, carrier_store.incoming(connection, newest[pair.village.code]))
        (device,) = journal_store.held_without_gap(connection, pair.village.code)
        assert feedback.missing(connection, pair.village.code, device, 1) == ""
        cut = "DELETE FROM journal WHERE device = ? AND seq = 2"
        driver.execute(connection, cut, (device,))
        assert feedback.missing(connection, pair.village.code, device, 1) == "2"
    figures, count = to_other
    assert count == 2
    assert [one.together for one in figures if one.key == "departed"] == [None], "the one departure is the neighbour's"
    assert [one.together for one in to_village[0] if one.key == "departed"] == [1]
