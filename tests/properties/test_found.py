"""What the machine found, or what reading for it found, told one by one on the real operations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ppo_desktop.operations.neighbours import receiving
from properties import world
from properties.play import VILLAGE_PCS, Play
from properties.world import VILLAGE


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Iterator[Play]:
    world.pass_through(monkeypatch)
    world.be_older(monkeypatch)
    played = Play()
    yield played
    played.close()


def _share(play: Play, maker: str) -> None:
    play.make_carrier(maker, above=False)
    play.deliver("AB".replace(maker, ""), len(play.parcels) - 1)


def test_the_value_on_the_screen_can_be_chosen_to_settle_a_conflict(play: Play) -> None:
    play.new_person("A", note=False)
    _share(play, "A")
    (person,) = play.people
    for pc in VILLAGE_PCS:
        play.edit(pc, person, "hamlet")
    _share(play, "B")
    play.edit("A", person, "hamlet", same_as_shown=True)
    assert play.shelves["A"].conflicts((VILLAGE, person)) == {}


def test_a_record_with_fields_of_a_newer_program_can_be_edited(play: Play) -> None:
    play.new_person("A", note=False)
    play.write_newer_field("A", play.people[0])
    play.edit("A", play.people[0], "hamlet")


def test_restricted_values_reach_the_other_pc_of_the_office(play: Play) -> None:
    play.new_person("A", note=True)
    _share(play, "A")
    assert play.world.pcs["B"].query("SELECT note FROM person") == play.world.pcs["A"].query("SELECT note FROM person")


def test_a_receipt_for_entries_of_the_other_pc_does_not_renew_this_one(play: Play) -> None:
    play.new_person("B", note=False)
    play.make_carrier("B", above=True)
    play.deliver("C", 0)
    play.write_receipts()
    device = play.shelves["A"].device
    play.deliver("A", 1)
    assert play.shelves["A"].device == device


def test_an_office_that_reads_its_own_receipt_from_the_stick_stays_who_it_is(play: Play) -> None:
    play.make_carrier("A", above=True)
    play.deliver("C", 0)
    play.write_receipts()
    device = play.shelves["C"].device
    receiving.take(play.world.pcs["C"].office, [play.parcels[1][1]])
    assert play.world.pcs["C"].query("SELECT count(DISTINCT device) FROM journal WHERE office = '61.01.04'") == [(1,)]
    assert play.shelves["C"].device == device


def test_an_open_program_writes_under_the_new_identity_at_once(play: Play) -> None:
    play.backup("A")
    play.new_person("A", note=False)
    play.make_carrier("A", above=True)
    play.deliver("C", 0)
    play.write_receipts()
    play.put_back_unnoticed("A", 0, is_guarded=False)
    old = play.shelves["A"].device
    play.deliver("A", 1)
    play.new_person("A", note=False)
    assert play.shelves["A"].device != old


def test_values_of_an_erased_record_are_not_kept_in_a_carrier_that_comes_late(play: Play) -> None:
    play.new_person("A", note=True)
    play.make_carrier("A", above=True)
    play.erase("A", play.people[0])
    play.make_carrier("A", above=True)
    play.deliver("C", 1)
    play.deliver("C", 0)


def test_the_camat_forgets_again_after_a_restore_what_the_village_erased(play: Play) -> None:
    play.new_person("A", note=False)
    play.make_carrier("A", above=True)
    play.deliver("C", 0)
    play.backup("C")
    play.erase("A", play.people[0])
    play.make_carrier("A", above=True)
    play.deliver("C", 1)
    play.restore("C", 0)


def test_of_two_restores_of_one_backup_the_later_ones_receipt_counts(play: Play) -> None:
    play.backup("C")
    for _again in range(2):
        play.restore("C", 0)
        play.make_carrier("A", above=True)
        play.deliver("C", len(play.parcels) - 1)
        play.write_receipts()
        play.make_carrier("A", above=True)
        play.deliver("C", len(play.parcels) - 1)
        play.write_receipts()
        play.deliver("A", len(play.parcels) - 1)
    play.make_carrier("A", above=True)


def test_an_office_that_holds_a_fork_of_its_own_still_sends_all_of_it(play: Play) -> None:
    play.backup("A")
    play.new_person("A", note=False)
    _share(play, "A")
    play.put_back_unnoticed("A", 0, is_guarded=False)
    play.new_person("A", note=False)
    _share(play, "A")
    _share(play, "B")
    play.make_carrier("A", above=True)
    play.deliver("C", len(play.parcels) - 1)
    play.finish()


def test_an_old_database_put_in_place_by_hand_forgets_again_what_was_erased(play: Play) -> None:
    play.new_person("A", note=True)
    play.backup("A")
    play.erase("A", play.people[0])
    play.put_back_unnoticed("A", 0)
    assert play.world.pcs["A"].query("SELECT * FROM person") == []
