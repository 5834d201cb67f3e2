"""Two PCs of one office: carriers between them, on real keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import albums
import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange.manifest import read_manifest
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import carriers, sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import confirming, exchanging, receiving
from ppo_desktop.operations.neighbours.receiving import Inspection, Taken
from ppo_desktop.records.photos import Photo
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import carrier_store, trust_store
from regions import DECEMBER


@dataclass
class Twins:
    """A village with two PCs, and the stick that goes between them."""

    first: Office
    second: Office
    stick: Path

    def carry(self, giver: Office, taker: Office) -> Taken | Inspection:
        exchanging.make_update(giver)
        path = sending.export(giver, giver.code, self.stick).path
        (taken,) = receiving.take(taker, [path])
        return taken


@pytest.fixture
def twins(pair: offices.Pair, tmp_path: Path) -> Twins:
    second = offices.second_pc(pair, tmp_path / "desa-2")
    return Twins(pair.village, second, pair.stick)


def person(office: Office, name: str, **more: object) -> str:
    typed = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA", **more}
    return recording.save(office, kind("person"), typed).record


def waiting(office: Office) -> list[int]:
    return [pc.waiting for pc in exchanging.pcs(office) if not pc.is_ours]


def test_what_one_pc_recorded_reaches_the_other_with_its_restricted_parts(twins: Twins) -> None:
    record = person(twins.first, "Siti", note="hanya di kantor")
    taken = twins.carry(twins.first, twins.second)
    assert isinstance(taken, Taken)
    (row,) = offices.rows_at(twins.second, kind("person"))
    assert (row["id"], row["note"]) == (record, "hanya di kantor")
    recording.save(twins.second, kind("person"), {"name": "Siti Aminah"}, record)
    twins.carry(twins.second, twins.first)
    assert offices.names_at(twins.first) == ["Siti Aminah"]


def test_only_what_the_other_has_not_shown_to_hold_travels_again(twins: Twins) -> None:
    for number in range(5):
        person(twins.first, f"Orang {number}")
    before = exchanging.make_update(twins.first).manifest.entry_count
    twins.carry(twins.first, twins.second)
    assert waiting(twins.first)[0] > 5, "the other has not answered yet"
    twins.carry(twins.second, twins.first)
    assert waiting(twins.first) == [0]
    person(twins.first, "Orang baru")
    assert waiting(twins.first) == [1]
    again = exchanging.make_update(twins.first).manifest
    assert again.entry_count == 2 < before, "the person, and what this PC holds"
    assert (again.kind, again.period, again.totals) == ("update", "", {})
    assert {recipient.office for recipient in again.recipients} == {offices.VILLAGE}


def test_a_lost_file_costs_nothing_and_an_old_one_changes_nothing(twins: Twins) -> None:
    person(twins.first, "Siti")
    exchanging.make_update(twins.first)
    lost = sending.export(twins.first, offices.VILLAGE, twins.stick).path
    person(twins.first, "Aminah")
    assert isinstance(twins.carry(twins.first, twins.second), Taken)
    assert sorted(offices.names_at(twins.second)) == ["Aminah", "Siti"]
    (late,) = receiving.take(twins.second, [lost])
    assert sorted(offices.names_at(twins.second)) == ["Aminah", "Siti"]
    assert isinstance(late, Inspection) or late.added == 0


def test_photos_go_along_also_those_of_minors_and_what_is_missing_is_asked_for(twins: Twins) -> None:
    digest = albums.put(twins.first, 3)
    albums.event(twins.first, Photo(digest, "di sekolah", minors=True))
    twins.carry(twins.first, twins.second)
    assert albums.here(twins.second) == {digest}
    with twins.second.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM photo")
    twins.carry(twins.second, twins.first)
    twins.carry(twins.first, twins.second)
    assert albums.here(twins.second) == {digest}


def test_only_the_newest_file_is_kept(twins: Twins) -> None:
    for _time in range(3):
        exchanging.make_update(twins.first)
    with twins.first.database.reading() as connection:
        assert [made.is_kept for made in carrier_store.made(connection, "update")] == [True, False, False]


def test_an_office_with_one_pc_is_told_what_to_do_first(pair: offices.Pair) -> None:
    with pytest.raises(Refused) as refused:
        exchanging.make_update(pair.village)
    assert refused.value.code == "no-other-pc"
    assert refused.value.advice
    assert [pc.is_ours for pc in exchanging.pcs(pair.village)] == [True]


def test_the_camat_does_not_take_what_goes_between_two_pcs_of_a_village(twins: Twins, pair: offices.Pair) -> None:
    person(twins.first, "Siti")
    exchanging.make_update(twins.first)
    path = sending.export(twins.first, offices.VILLAGE, twins.stick).path
    (seen,) = receiving.take(pair.camat, [path])
    assert isinstance(seen, Inspection)
    assert seen.code == "not-for-us"


def test_a_pc_that_is_out_of_use_waits_for_nothing_until_it_speaks_again(twins: Twins) -> None:
    twins.carry(twins.second, twins.first)
    (other,) = (pc for pc in exchanging.pcs(twins.first) if not pc.is_ours)
    assert other.device == twins.second.device.id
    exchanging.retire(twins.first, other.device)
    (other,) = (pc for pc in exchanging.pcs(twins.first) if not pc.is_ours)
    assert (other.retired, other.is_living) == ("2026-11-21", False)
    with pytest.raises(Refused):
        exchanging.make_update(twins.first)
    with pytest.raises(Refused):
        exchanging.retire(twins.first, twins.first.device.id)
    twins.carry(twins.second, twins.first)
    twins.carry(twins.first, twins.second)
    twins.carry(twins.second, twins.first)
    assert [pc.is_living for pc in exchanging.pcs(twins.first)] == [True, True]


def test_an_update_tells_nothing_in_the_clear_and_is_of_no_month(twins: Twins) -> None:
    person(twins.first, "Siti Aminah")
    carrier = exchanging.make_update(twins.first)
    assert b"Siti" not in carrier.pdf
    assert carrier.file_name.startswith(f"PPO-{offices.VILLAGE}-antarkomputer-")
    with_period = carrier.manifest.write().replace(b'"period":""', b'"period":"2026-11"')
    with pytest.raises(Refused):
        read_manifest(with_period)


def test_what_villages_brought_to_one_pc_of_a_kecamatan_reaches_the_other_as_it_was(
    pair: offices.Pair, tmp_path: Path
) -> None:
    second = offices.new_office(tmp_path / "camat-2", offices.CAMAT, pair.clock, clerk="Dewi")
    offices.enrol(second, pair.camat, pair.stick)
    offices.meet(pair.camat, pair.stick)
    with second.database.reading() as connection:
        known = trust_store.peers(connection, [offices.CAMAT])
    with pair.village.database.transaction() as connection:
        for peer in known:
            trust_store.add_peer(connection, peer, "2026-11-21T09:00:00+07:00")
    pair.person("Siti")
    pair.report(nihil=True)
    pair.carry_up()
    twins = Twins(pair.camat, second, pair.stick)
    exchanging.make_update(pair.camat)
    results = receiving.take(second, [sending.export(pair.camat, offices.CAMAT, pair.stick).path])
    assert [type(one) for one in results] == [Taken, Taken]
    assert offices.names_at(second) == ["Siti"]
    twins.carry(second, pair.camat)
    assert not exchanging.make_update(pair.camat).manifest.attachments, "it has said that it holds them"


def test_a_second_pc_that_only_the_kecamatan_met_is_made_known_by_receipts_and_all_three_agree(
    pair: offices.Pair, tmp_path: Path
) -> None:
    """Nobody carries a key by hand: request and answer of the second PC, then reports, receipts and updates alone."""
    village, camat = pair.village, pair.camat
    person(village, "Siti")
    pair.report(nihil=True)
    pair.carry_up()
    second = offices.new_office(tmp_path / "desa-2", offices.VILLAGE, pair.clock, clerk="Budi")
    offices.enrol(second, camat, pair.stick)
    person(second, "Dewi")
    with pytest.raises(Refused, match="no-other-pc"):
        exchanging.make_update(village)
    (receipt,) = pair.carry_down()
    assert isinstance(receipt, Taken)
    assert [pc.name for pc in exchanging.pcs(village)][1:] == [pc.name for pc in exchanging.pcs(second)][:1]

    twins = Twins(village, second, pair.stick)
    twins.carry(village, second)
    twins.carry(second, village)
    assert sorted(offices.names_at(village)) == sorted(offices.names_at(second)) == ["Dewi", "Siti"]

    # The second PC reports the next month for both, and its receipt is for both.
    pair.clock.move(days=20)
    person(village, "Mariam")
    twins.carry(village, second)
    reporting.close_month(second, DECEMBER, nihil=True, assenting=offices.HEAD)
    (taken,) = receiving.take(camat, [sending.export(second, camat.code, pair.stick).path])
    assert isinstance(taken, Taken)
    assert sorted(offices.names_at(camat)) == ["Dewi", "Mariam", "Siti"]
    twins.carry(second, village)
    confirming.write_receipts(camat)
    (path,) = (copy.path for copy in sending.export_receipts(camat, pair.stick))
    for pc in (village, second):
        (taken,) = receiving.take(pc, [path])
        assert isinstance(taken, Taken)
    for pc in (village, second):
        with pc.database.reading() as connection:
            left = carriers.unconfirmed(connection, pc, camat.code)
        assert {entry.kind for entry in left} <= {"device"}, "only what the PCs said to each other since"
    assert waiting(village) == [0]
