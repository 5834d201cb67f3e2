"""An office whose data lie on a real PostgreSQL server: moved there, shared there, and equal to one in its folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

import offices
import servers
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house import places
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.registry import kind, row_kinds
from ppo_desktop.storage import driver, journal_store, rows, trust_store
from ppo_desktop.storage.server import checked

pytestmark = pytest.mark.skipif(not servers.is_installed(), reason="PostgreSQL is not installed here")


def everything(office: Office) -> dict[str, object]:
    """Rows of every kind and the whole journal, as they stand at an office."""
    with office.database.reading() as connection:
        found: dict[str, object] = {
            one.name: sorted(rows.columns_of(connection, one, one.row.__table__.c.keys()), key=lambda row: row["id"])
            for one in row_kinds()
        }
        for code in journal_store.offices(connection):
            for device in journal_store.devices(connection, code):
                found[f"{code} {device}"] = journal_store.chain(connection, code, device, 1, 2**40)
    return found


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> offices.Pair:
    """A pair of which the camat's office, with a month in it, was moved to a server; and the village's next month."""
    pair = offices.new_pair(tmp_path_factory.mktemp("shared"))
    pair.departure(pair.person())
    pair.report()
    pair.carry_up()
    before = everything(pair.camat)
    aside = places.move_to_server(pair.camat, servers.new_database())
    assert aside.exists()
    pair.camat = offices.opened_at(pair.camat.paths.folder, pair.clock)
    assert pair.camat.database.is_shared
    assert everything(pair.camat) == before
    return pair


def test_what_came_before_and_after_the_moving_is_held_as_in_a_folder(shared: offices.Pair, tmp_path: Path) -> None:
    shutil.copytree(
        shared.camat.paths.folder, tmp_path / "as-it-was", ignore=shutil.ignore_patterns("server.txt", "lock")
    )
    (tmp_path / "as-it-was" / "kantor-sebelum-server.db").rename(tmp_path / "as-it-was" / "kantor.db")
    in_folder = offices.opened_at(tmp_path / "as-it-was", shared.clock)
    shared.person("Dewi Lestari", hamlet="Sentosa")
    shared.report(offices.Month(2026, 10), nihil=True)
    path = sending.export(shared.village, shared.camat.code, shared.stick).path
    for camat in (in_folder, shared.camat):
        (taken,) = receiving.take(camat, [path])
        assert isinstance(taken, receiving.Taken)
        assert taken.agrees
        (seen,) = receiving.take(camat, [path])
        assert not isinstance(seen, receiving.Taken), "twice changes nothing"
    here, there = everything(in_folder), everything(shared.camat)
    own = [name for name in here if name.startswith(f"{offices.CAMAT} ")]
    assert {name: value for name, value in here.items() if name not in own} == {
        name: value for name, value in there.items() if name not in own and not name.startswith(f"{offices.CAMAT} ")
    }
    assert "Dewi Lestari" in offices.names_at(shared.camat)


def test_two_officers_write_into_one_journal(shared: offices.Pair, tmp_path: Path) -> None:
    for name in ("vault.json", "server.txt"):
        shutil.copy(shared.camat.paths.folder / name, tmp_path)
    other = offices.opened_at(tmp_path, shared.clock)
    meeting = kind("meeting")
    made = [
        recording.save(
            office, meeting, {"held_on": "2026-11-20", "meeting_kind": "RAKOR_KECAMATAN", "subject": f"Rapat {number}"}
        ).record
        for number, office in enumerate((shared.camat, other, shared.camat, other))
    ]
    with other.database.reading() as connection:
        assert {row["id"] for row in rows.page(connection, meeting)} == {*made}
        (device,) = journal_store.devices(connection, offices.CAMAT)
        assert not journal_store.is_forked(connection, offices.CAMAT, device)
        assert journal_store.holes(connection, offices.CAMAT) == []


def test_the_keys_of_the_office_lie_wrapped_on_the_server(shared: offices.Pair) -> None:
    with shared.camat.database.reading() as connection:
        pair = trust_store.key(connection, "dispatch")
        assert pair is not None
        stored = driver.execute(connection, "SELECT secret FROM own_key").fetchall()
    assert all(pair.secret not in bytes(secret) for (secret,) in stored)


def test_views_for_other_programs_count_and_name_nobody(shared: offices.Pair) -> None:
    with shared.camat.database.reading() as connection:
        found = connection.execute(sa.text("SELECT * FROM figures_departures"))
        assert set(found.keys()) == {"office", "month", "destination_country", "path", "sex", "records"}
        assert sum(row.records for row in found) == 1


def test_no_backup_of_a_server_is_made_here(shared: offices.Pair) -> None:
    with pytest.raises(Refused, match="server") as refused:
        keeping.backup(offices.as_head(shared.camat))
    assert refused.value.code == "server-keeps"
    assert keeping.why_not(shared.camat)


@pytest.mark.parametrize(
    ("url", "is_taken"),
    [
        ("postgresql:///ppo?host=/run/postgresql", True),
        ("postgresql://ppo@localhost/ppo", True),
        ("postgresql://ppo@server.sambas/ppo?sslmode=verify-full", True),
        ("postgresql://ppo@server.sambas/ppo?sslmode=require", False),
        ("postgresql://ppo@server.sambas/ppo", False),
        ("postgresql://ppo@server.sambas/", False),
        ("mysql://ppo@localhost/ppo", False),
        ("server.sambas", False),
        ("", False),
    ],
)
def test_an_address_without_a_guarded_connection_is_refused(url: str, *, is_taken: bool) -> None:
    if is_taken:
        assert checked(url).database == "ppo"
        return
    with pytest.raises(Refused) as refused:
        checked(url)
    assert refused.value.code == "server-url"


def test_a_server_that_does_not_answer_is_told_in_a_sentence(shared: offices.Pair, tmp_path: Path) -> None:
    shutil.copy(shared.camat.paths.vault, tmp_path)
    OfficePaths(tmp_path).server.write_text(f"postgresql://ppo@/ppo?host={tmp_path}")
    with pytest.raises(World) as silent:
        offices.opened_at(tmp_path, shared.clock)
    assert silent.value.code == "server-silent"
    assert shared.camat.code


def test_a_server_that_holds_an_office_is_not_used_for_another(shared: offices.Pair, tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path)
    with pytest.raises(World) as refused:
        places.move_to_server(pair.camat, shared.camat.paths.server.read_text())
    assert refused.value.code == "database-exists"
    assert offices.names_at(pair.camat) == [], "it goes on in its folder"


def test_a_moving_that_was_cut_short_is_begun_anew_with_what_was_saved_since(tmp_path: Path) -> None:
    pair, url = offices.new_pair(tmp_path), servers.new_database()
    camat = pair.camat.paths
    pair.departure(pair.person("Siti Rahmah"))
    pair.report()
    pair.carry_up()
    camat.server.mkdir()  # the address cannot be written: everything is copied by then
    with pytest.raises(World, match="disk"):
        places.move_to_server(pair.camat, url)
    camat.server.rmdir()
    in_folder = offices.opened_at(camat.folder, pair.clock)
    assert not in_folder.database.is_shared
    pair.camat = in_folder
    pair.person("Dewi Lestari")
    pair.report(offices.Month(2026, 10), nihil=True)
    pair.carry_up()
    before = everything(in_folder)
    aside = places.move_to_server(in_folder, url)
    assert camat.server.stat().st_mode & 0o777 == 0o600
    aside.rename(camat.database)  # as a power cut before the last step leaves it
    moved = offices.opened_at(camat.folder, pair.clock)
    assert moved.database.is_shared
    assert everything(moved) == before
    assert aside.exists()
    assert not camat.database.exists()
    moved.close()
    camat.server.unlink()
    shutil.copy(aside, camat.database)
    with pytest.raises(World) as refused:
        places.move_to_server(offices.opened_at(camat.folder, pair.clock), url)
    assert refused.value.code == "database-exists", "somebody has worked there since"
