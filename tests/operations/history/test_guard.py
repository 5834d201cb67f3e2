"""The guard: an old copy of the database and a copy on another PC are found out when they are opened."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import offices
from ppo_desktop.core import machine, paths
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.history import devices, guard, losses
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import exchanging
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.registry import kind


@pytest.fixture(autouse=True)
def _own_guards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PPO_DESKTOP_GUARDS", str(tmp_path / "guards"))


@pytest.fixture
def village(tmp_path: Path) -> Office:
    return offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())


def _person(office: Office, name: str) -> None:
    typed = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
    recording.save(office, kind("person"), typed)


def _parent(office: Office) -> str:
    with office.database.reading() as connection:
        return str(devices.of(connection, office, office.device.id).get("parent") or "")


def _put_back(office: Office, database: bytes) -> Office:
    office.close()
    office.paths.database.write_bytes(database)
    return offices.reopened(office)


def test_an_old_copy_is_found_out_at_opening_and_writes_under_a_new_name_that_names_its_parent(village: Office) -> None:
    village.close()
    old = village.paths.database.read_bytes()
    village = offices.reopened(village)
    for name in ("Siti", "Aminah"):
        _person(village, name)
    again = _put_back(village, old)
    assert again.device.id != village.device.id
    assert _parent(again).startswith(f"{village.device.id} 1 ")
    (notice,) = losses.notices(again)
    assert (notice.why, notice.device, notice.held, notice.known) == ("old-copy", village.device.id, 1, 3)
    assert "nomor 2 sampai 3" in notice.advice(losses.upper_name(again))
    assert "Kecamatan Tebas" in notice.advice(losses.upper_name(again))
    assert offices.reopened(again).device == again.device, "it is found out once"


def test_a_notice_stands_until_somebody_says_that_it_is_all_right(village: Office) -> None:
    village.close()
    old = village.paths.database.read_bytes()
    village = offices.reopened(village)
    _person(village, "Siti")
    again = _put_back(village, old)
    losses.accept(again, village.device.id)
    assert losses.notices(again) == []
    assert losses.notices(offices.reopened(again)) == []


def test_another_history_at_the_same_number_is_an_old_copy_too(village: Office, tmp_path: Path) -> None:
    village.close()
    old = village.paths.database.read_bytes()
    village = offices.reopened(village)
    _person(village, "Siti")
    village.close()
    (file,) = paths.guards().iterdir()
    known = file.read_bytes()
    file.unlink()
    other = _put_back(village, old)
    assert other.device.id == village.device.id, "without its guard nobody can tell"
    _person(other, "Aminah")
    other.close()
    file.write_bytes(known)
    again = offices.reopened(other)
    assert again.device.id != village.device.id


def test_a_copy_put_back_from_before_a_new_identity_is_found_out(village: Office) -> None:
    village.close()
    old = village.paths.database.read_bytes()
    village = offices.reopened(village)
    _person(village, "Siti")
    second = _put_back(village, old)
    _person(second, "Aminah")
    third = _put_back(second, old)
    assert len({village.device.id, second.device.id, third.device.id}) == 3
    assert _parent(third).startswith(f"{village.device.id} 1 ")
    assert {notice.device for notice in losses.notices(third)} == {village.device.id, second.device.id}


def test_a_copy_of_an_identity_that_was_left_behind_is_found_out_too(village: Office) -> None:
    """Two old copies in turn: neither identity is written under again, whichever comes back."""
    village.close()
    old = village.paths.database.read_bytes()
    second = _put_back(_with(village, "Siti"), old)
    second.close()
    younger = second.paths.database.read_bytes()
    third = _put_back(_with(second, "Aminah"), old)
    fourth = _put_back(third, younger)
    assert len({office.device.id for office in (village, second, third, fourth)}) == 4


def _with(office: Office, name: str) -> Office:
    office = offices.reopened(office)
    _person(office, name)
    return office


def test_a_database_that_is_ahead_of_its_guard_is_the_usual_one(village: Office) -> None:
    assert not paths.guards().exists(), "an office that was just made has no guard before it is closed"
    village = offices.reopened(village)
    (file,) = paths.guards().iterdir()
    behind = file.read_bytes()
    _person(village, "Siti")
    village.close()
    (before,), (after,) = (json.loads(text)["heads"].values() for text in (behind, file.read_bytes()))
    assert after[0] == before[0] + 1, "closing moves it"
    file.write_bytes(behind)
    again = offices.reopened(village)
    assert again.device == village.device
    assert losses.notices(again) == []


def test_a_copy_of_the_folder_beside_the_first_has_a_guard_of_its_own(village: Office, tmp_path: Path) -> None:
    _person(village, "Siti")
    village.close()
    shutil.copytree(village.paths.folder, tmp_path / "salinan")
    village = offices.reopened(village)
    _person(village, "Aminah")
    copy = offices.opened_at(tmp_path / "salinan", village.clock)
    assert copy.device == village.device
    copy.close()
    assert len(list(paths.guards().iterdir())) == 2


def test_data_that_comes_from_another_pc_is_written_on_under_a_new_name(
    village: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    village.close()
    monkeypatch.setattr(machine, "fingerprint", lambda: "00" * 8)
    shutil.rmtree(paths.guards(), ignore_errors=True)
    copy = offices.reopened(village)
    assert copy.device.id != village.device.id
    (notice,) = losses.notices(copy)
    assert notice.why == "copied"
    assert "disalin dari komputer lain" in notice.sentence
    with copy.database.reading() as connection:
        assert devices.lineage(connection, copy) == [copy.device.id], "what the other PC writes on is its own"
    assert offices.reopened(copy).device == copy.device


def test_a_folder_that_is_used_at_two_pcs_in_turn_takes_one_name_and_no_more(
    village: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = village.device.id
    names = []
    pcs = machine.fingerprint(), "02" * 8
    _person(village, "Siti")
    for turn in range(1, 6):
        village.close()
        monkeypatch.setattr(machine, "fingerprint", lambda turn=turn: pcs[turn % 2])
        village = offices.reopened(village)
        _person(village, f"Siti {'ABCDEF'[turn]}")
        names.append(village.device.id)
    assert len(set(names)) == 1, "it is carried, not copied, once it has come back"
    assert [(pc.is_ours, pc.is_living) for pc in exchanging.pcs(village)] == [(True, True), (False, False)]
    assert exchanging.pcs(village)[1].device == first, "which nobody writes under any more"
    assert {notice.why for notice in losses.notices(village)} == {"copied"}, "told once, nothing is lost"


def test_a_folder_that_comes_back_without_what_was_written_here_takes_a_new_name(
    village: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "fingerprint", lambda: "01" * 8)
    village = offices.reopened(village)
    village.close()
    here, there = village.paths.folder, tmp_path / "komputer lain"
    shutil.copytree(here, there)
    village = offices.reopened(village)
    _person(village, "Siti")
    village.close()
    monkeypatch.setattr(machine, "fingerprint", lambda: "02" * 8)
    other = offices.opened_at(there, village.clock)
    _person(other, "Aminah")
    other.close()
    shutil.rmtree(here)
    shutil.copytree(there, here)
    monkeypatch.setattr(machine, "fingerprint", lambda: "01" * 8)
    again = offices.opened_at(here, village.clock)
    assert again.device.id not in {village.device.id, other.device.id}, "two histories: Siti is missing in this one"
    offices.closed_later(again)


def test_a_name_under_which_nothing_was_written_is_no_pc(village: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    _person(village, "Siti")
    for turn in range(4):
        village.close()
        monkeypatch.setattr(machine, "fingerprint", lambda turn=turn: f"{turn + 1:02}" * 8)
        village = offices.reopened(village)
    assert [pc.is_ours for pc in exchanging.pcs(village)] == [True, False], "and where somebody was written down"


def test_a_pc_that_notes_nothing_about_itself_is_not_judged(village: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    village.close()
    monkeypatch.setattr(machine, "fingerprint", lambda: "")
    assert offices.reopened(village).device == village.device


def test_a_restored_office_keeps_its_identity_and_is_told_what_it_lacks(village: Office) -> None:
    backup = keeping.backup(village)
    _person(village, "Siti")
    village.close()
    restored = keeping.restore(village.paths, backup, "petugas", offices.CLERK_PASSWORD, village.clock).office
    offices.closed_later(restored)
    (notice,) = losses.notices(restored)
    assert (notice.why, notice.device, notice.missing) == ("restored", village.device.id, 1)
    assert offices.reopened(restored).device == restored.device


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format":"ppo-guard","version":1}', b"\xff" * 20_000])
def test_a_guard_that_cannot_be_read_stops_nothing(village: Office, content: bytes) -> None:
    village.close()
    (file,) = paths.guards().iterdir()
    file.write_bytes(content)
    again = offices.reopened(village)
    assert again.device == village.device
    assert json.loads(file.read_bytes())["device"] == village.device.id, "and it is written anew"


def test_a_guard_that_cannot_be_written_stops_nothing(village: Office) -> None:
    paths.guards().parent.joinpath("guards").write_text("no folder", encoding="ascii")
    _person(village, "Siti")
    assert offices.reopened(village).device == village.device


def test_practice_offices_have_no_guard(tmp_path: Path) -> None:
    offices.new_office(tmp_path / "latihan", offices.VILLAGE, offices.clock_at(), training=True).close()
    assert not paths.guards().exists()


def test_an_office_made_anew_in_the_same_folder_is_no_old_copy(village: Office) -> None:
    _person(village, "Siti")
    village.close()
    shutil.rmtree(village.paths.folder)
    new = offices.new_office(village.paths.folder, offices.VILLAGE, village.clock)
    again = offices.reopened(new)
    assert again.device == new.device
    assert losses.notices(again) == []


def test_the_guard_says_nothing_about_people(village: Office) -> None:
    _person(village, "Siti Aminah")
    guard.note(village)
    (file,) = paths.guards().iterdir()
    assert set(json.loads(file.read_bytes())) == {"device", "format", "heads", "office", "version"}
