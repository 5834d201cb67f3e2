"""The month, end to end: record, report, carry, import, receipt."""

from __future__ import annotations

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording, searching
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.carriers.inspection import Inspection
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import carrier_store, trust_store
from ppo_desktop.trust import issuing, vault
from ppo_desktop.trust.vault import Vault


def test_a_month_reaches_the_camat_and_its_receipt_empties_the_outbox(pair: offices.Pair) -> None:
    person = pair.person()
    pair.departure(person)
    closed = pair.report()
    assert closed.figures.totals["registered"] == 1

    (taken,) = pair.carry_up()
    assert isinstance(taken, Taken)
    assert taken.agrees is True
    assert offices.names_at(pair.camat) == ["Siti Aminah"]

    (answer,) = pair.carry_down()
    assert isinstance(answer, Taken)
    with pair.village.database.reading() as connection:
        held = carrier_store.confirmed(connection, pair.camat.code)
    assert held == {pair.village.device.id: (4, closed.carrier.manifest.spans[0].link)}


def test_the_same_file_a_second_time_changes_nothing(pair: offices.Pair) -> None:
    pair.person()
    pair.report(nihil=True)
    path = sending.export(pair.village, pair.camat.code, pair.stick).path
    receiving.take(pair.camat, [path])
    with pair.camat.database.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*), max(n) FROM journal").one()
    (again,) = receiving.take(pair.camat, [path])
    assert isinstance(again, Inspection)
    assert again.verdict == "seen"
    with pair.camat.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*), max(n) FROM journal").one() == before


def test_after_a_receipt_the_next_carrier_holds_only_what_is_new(pair: offices.Pair) -> None:
    pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    pair.carry_down()
    pair.person("Dewi Lestari")
    closed = pair.report(nihil=True)
    assert [(span.first, span.last) for span in closed.carrier.manifest.spans] == [(4, 5)]


def test_a_lost_carrier_costs_nothing_because_the_next_holds_it_all(pair: offices.Pair) -> None:
    pair.person()
    pair.report(nihil=True)
    pair.person("Dewi Lestari")
    pair.report(nihil=True)
    pair.carry_up()
    names = set(offices.names_at(pair.camat))
    assert names == {"Siti Aminah", "Dewi Lestari"}


def test_nihil_must_be_said_and_must_be_true(pair: offices.Pair) -> None:
    with pytest.raises(Refused, match="nihil-unstated"):
        pair.report()
    pair.departure(pair.person())
    with pytest.raises(Refused, match="nihil-untrue"):
        pair.report(nihil=True)


def test_without_assent_the_camat_sees_that_a_clerk_sent_it(pair: offices.Pair) -> None:
    pair.report(nihil=True, assenting=None)
    (taken,) = pair.carry_up()
    assert isinstance(taken, Taken)
    assert taken.inspection.reading is not None
    assert taken.inspection.reading.signer.use == "dispatch"


def test_restricted_fields_stay_in_the_village(pair: offices.Pair) -> None:
    pair.person(note="dirahasiakan")
    pair.report(nihil=True)
    pair.carry_up()
    (row,) = offices.rows_at(pair.camat, kind("person"))
    assert row["note"] is None
    (own,) = recording.listing(pair.village, kind("person"))
    assert own["note"] == "dirahasiakan"


def test_an_erased_person_is_gone_at_the_camat_too_and_at_once_from_search(pair: offices.Pair) -> None:
    person = pair.person()
    pair.departure(person)
    pair.report()
    pair.carry_up()
    assert searching.find(pair.camat, "siti")
    recording.erase(pair.village, person)
    assert not searching.find(pair.village, "siti")
    pair.report(nihil=True)
    pair.carry_up()
    assert not searching.find(pair.camat, "siti")
    with pair.camat.database.reading() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM journal WHERE open_changes LIKE '%Aminah%'").scalar()
    assert left == 0


def test_a_receipt_brings_the_newest_revocation_list_down(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    root_key = vault.unwrap(
        Vault.load(pair.camat.paths.vault).unlock_assent("pimpinan", offices.HEAD_PASSWORD), *_root(pair.camat)[:2]
    )
    newer = issuing.new_crl(root_key, _root(pair.camat)[2], 2, (), pair.clock.now())
    with pair.camat.database.transaction() as connection:
        trust_store.add_crl(connection, newer)
    pair.carry_down()
    with pair.village.database.reading() as connection:
        assert keyring.newest_crl(connection) == newer


def _root(office: Office) -> tuple[bytes, str, bytes]:
    with office.database.reading() as connection:
        pair = trust_store.key(connection, "root")
    assert pair is not None
    assert pair.certificate is not None
    return pair.secret, "root-key", pair.certificate
