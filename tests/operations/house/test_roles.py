"""What each role may do: one place decides, and every operation asks it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import photos, recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.doors import accounts, setup
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.papers import sheets
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.registry import kind
from ppo_desktop.trust.vault import NewUser

PASSWORD = "sembilan kapal di muara"
PERSON = kind("person")
SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}


def with_role(office: Office, role: str) -> Office:
    return replace(office, user=office.user._replace(name=role, display_name=role.title(), role=role))


@pytest.fixture
def village(tmp_path: Path) -> Office:
    return offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())


def test_every_role_is_known_to_the_one_place_that_decides(village: Office) -> None:
    assert set(roles.MEANINGS) == set(accounts.ROLES)
    for role in accounts.ROLES:
        assert roles.may(with_role(village, role), "assent") == (role in accounts.ASSENTING_ROLES)


def test_who_checks_reads_and_writes_nothing(village: Office, tmp_path: Path) -> None:
    siti = recording.save(village, PERSON, SITI).record
    checker = with_role(village, "pemeriksa")
    head = offices.HEAD
    for deed in deeds(checker, tmp_path, siti):
        with pytest.raises(Refused, match="role"):
            deed()
    with pytest.raises(Refused, match="role"):
        enrolment.request(checker, tmp_path, head)
    with pytest.raises(Refused, match="role"):
        accounts.remove_user(checker, "petugas", PASSWORD)
    with pytest.raises(Refused, match="role"):
        keeping.backup(checker)
    keeping.backup(checker, is_regular=True)
    assert sheets.sheet(checker, PERSON, siti, village.code).title == "Siti Aminah"
    assert [row["name"] for row in offices.rows_at(checker, PERSON)] == ["Siti Aminah"]


def test_who_keeps_accounts_records_nothing_but_adds_and_removes_people(village: Office, tmp_path: Path) -> None:
    siti = recording.save(village, PERSON, SITI).record
    budi = NewUser("admin", "Budi", "admin", PASSWORD)
    with pytest.raises(Refused, match="needs-assent"):
        setup.add_user(village, budi, offices.CLERK_PASSWORD)
    setup.add_user(offices.as_head(village), budi, offices.HEAD_PASSWORD)
    with pytest.raises(Refused, match="needs-assent"):
        accounts.remove_user(village, "admin", offices.CLERK_PASSWORD)
    keeper = with_role(village, "admin")
    for deed in deeds(keeper, tmp_path, siti):
        with pytest.raises(Refused, match="role"):
            deed()
    setup.add_user(keeper, NewUser("cek", "Cici", "pemeriksa", PASSWORD), PASSWORD)
    with pytest.raises(Refused, match="needs-assent"):
        setup.add_user(keeper, NewUser("budi", "Budi", "petugas", PASSWORD), PASSWORD)
    with pytest.raises(Refused, match="needs-assent"):
        accounts.remove_user(keeper, "petugas", PASSWORD)
    accounts.remove_user(offices.as_head(village), "petugas", offices.HEAD_PASSWORD)
    assert [user.name for user in accounts.people(keeper)] == ["pimpinan", "admin", "cek"]
    assert offices.names_at(keeper) == ["Siti Aminah"], "removing a person never removes records"
    with pytest.raises(Refused, match="needs-assent"):
        accounts.remove_user(keeper, "pimpinan", PASSWORD)


def deeds(office: Office, folder: Path, person: str) -> list[Callable[[], object]]:
    """What only those who record, report and receive may do."""
    return [
        lambda: recording.save(office, PERSON, SITI),
        lambda: recording.erase(office, person),
        lambda: photos.take(office, []),
        lambda: receiving.take(office, []),
        lambda: sending.export_receipts(office, folder),
        lambda: reporting.close_month(office, offices.NOVEMBER, nihil=True),
    ]
