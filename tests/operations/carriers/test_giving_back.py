"""What a village lost comes back from above, also after its key was revoked; a PC whose key is dead is told so."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.carriers import carriers, giving_back, sending
from ppo_desktop.operations.carriers.reading import read_carrier
from ppo_desktop.operations.keys import revoking
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.safekeeping import keeping


def test_entries_signed_by_a_stolen_pc_come_back_to_the_one_in_its_place(pair: offices.Pair, tmp_path: Path) -> None:
    backup = keeping.backup(pair.village, tmp_path / "cadangan")
    pair.person("Budi")
    pair.report(nihil=True)
    pair.carry_up()
    stolen = pair.village.device.id
    pair.village.close()
    paths = OfficePaths(tmp_path / "baru")
    restored = keeping.restore(paths, backup, "petugas", offices.CLERK_PASSWORD, pair.clock)
    pair.village = offices.closed_later(restored.office)
    revoking.revoke(pair.camat, offices.VILLAGE, stolen, "stolen", offices.HEAD, "Sempalai")
    offices.enrol(pair.village, pair.camat, pair.stick)
    pair.report(nihil=True)
    pair.carry_up()
    pair.carry_down()
    assert offices.names_at(pair.village) == ["Budi"]
    pair.report(nihil=True)
    pair.carry_up()
    with pair.camat.database.reading() as connection:
        assert giving_back.due(connection, pair.camat, offices.VILLAGE, "") == giving_back.GivenBack()


def test_what_was_brought_back_twice_and_did_not_open_is_not_promised_again(pair: offices.Pair, tmp_path: Path) -> None:
    backup = keeping.backup(pair.village, tmp_path / "cadangan")
    pair.report(nihil=True)
    pair.carry_up()
    pair.village.close()
    restored = keeping.restore(pair.village.paths, backup, "petugas", offices.CLERK_PASSWORD, pair.clock)
    pair.village = offices.closed_later(restored.office)
    for is_told in (True, True, False):
        pair.report(nihil=True)
        pair.carry_up()
        with pair.camat.database.reading() as connection:
            due = giving_back.due(connection, pair.camat, offices.VILLAGE, "")
        assert (bool(due.relays), bool(due.gone)) == (is_told, not is_told)
        confirming.write_receipts(pair.camat)
        (path,) = (c.path for c in sending.export_receipts(pair.camat, pair.stick) if c.to == offices.VILLAGE)
        list(receiving.take_each(pair.village, [path], only={(path, 0)}))


def test_a_last_own_file_on_the_stick_does_not_hide_that_what_came_before_it_is_lost(
    pair: offices.Pair, tmp_path: Path
) -> None:
    backup = keeping.backup(pair.village, tmp_path / "cadangan")
    for name in ("Budi", "Citra"):
        pair.person(name)
        pair.report(nihil=True)
        pair.carry_up()
        pair.carry_down()
    last = sending.export(pair.village, offices.CAMAT, pair.stick).path
    pair.village.close()
    restored = keeping.restore(pair.village.paths, backup, "petugas", offices.CLERK_PASSWORD, pair.clock)
    pair.village = offices.closed_later(restored.office)
    receiving.take(pair.village, [last])
    assert offices.names_at(pair.village) == ["Citra"]
    pair.report(nihil=True)
    pair.carry_up()
    pair.carry_down()
    assert sorted(offices.names_at(pair.village)) == ["Budi", "Citra"]


def test_a_file_sealed_to_another_key_of_this_office_says_what_to_do(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    data = sending.export(pair.village, offices.CAMAT, pair.stick).path.read_bytes()
    with pair.camat.database.reading() as connection:
        reader = carriers.reader(connection, pair.camat)
    with pytest.raises(Refused, match="kunci komputer ini sudah diganti") as refused:
        read_carrier(data, replace(reader, recipient="age1former", further=()))
    assert refused.value.code == "not-for-us"
    assert "minta kunci baru" in refused.value.sentence
