"""The restore drill proves a backup without touching the office; shares of the emergency code open it as well."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import PpoError, Refused, World
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.desk import agenda
from ppo_desktop.operations.doors import accounts, code_shares
from ppo_desktop.operations.doors.setup import reset_password
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.safekeeping import backups, drill, keeping
from ppo_desktop.records.registry import kind
from verifiers import text_of_pdf

PERSON = {"sex": "P", "born_on": "2000", "no_nik_reason": "TIDAK_DIBAWA"}


@pytest.fixture
def village(tmp_path: Path) -> Office:
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    recording.save(village, kind("person"), {"name": "Siti Aminah", **PERSON})
    return village


def proved(office: Office, password: str = offices.CLERK_PASSWORD) -> drill.Proved:
    file = drill.newest(office)
    assert file is not None
    return drill.prove(office, file, "petugas", password)


def leftovers(office: Office) -> list[str]:
    return [path.name for path in office.paths.folder.iterdir() if path.name.startswith(".")]


def test_a_drill_counts_what_is_in_the_backup_beside_what_is_here(village: Office) -> None:
    assert drill.newest(village) is None
    made = backups.make_regular(village).here
    recording.save(village, kind("person"), {"name": "Dewi Lestari", **PERSON})
    before = village.paths.database.stat().st_mtime_ns
    done = proved(village)
    assert (done.file, done.there, done.now) == (made, 1, 2)
    assert [(count.words, count.there, count.now) for count in done.counts] == [("warga", 1, 2)]
    assert leftovers(village) == []
    assert village.device == offices.reopened(village).device, "nothing was put back"
    assert village.paths.database.stat().st_mtime_ns >= before
    assert drill.proved_at(village) == village.clock.now()


@pytest.mark.parametrize("damage", ["password", "flipped", "other office"])
def test_a_drill_that_fails_says_why_and_proves_nothing(village: Office, tmp_path: Path, damage: str) -> None:
    file = keeping.backup(village)
    if damage == "flipped":
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    elif damage == "other office":
        other = offices.new_office(tmp_path / "lain", offices.OTHER_VILLAGE, village.clock)
        file = keeping.backup(other, tmp_path / "cadangan lain")
    password = "bukan sandinya" if damage == "password" else offices.CLERK_PASSWORD
    with pytest.raises(PpoError) as told:
        drill.prove(village, file, "petugas", password)
    assert told.value.code == {"password": "wrong-password", "flipped": "not-a-backup"}.get(damage, "other-office")
    assert drill.proved_at(village) is None
    assert leftovers(village) == []


def test_after_ninety_days_somebody_is_reminded(village: Office) -> None:
    day = date(2026, 11, 21)
    assert not list(drill.tasks(village, day))
    (task,) = drill.tasks(village, day + timedelta(days=90))
    assert "Belum pernah dicoba" in task.reason
    keeping.backup(village)
    proved(village)
    assert not list(drill.tasks(village, day + timedelta(days=89)))
    village.clock.move(days=90)  # type: ignore[attr-defined]  # a clock that stands still
    assert "backup-drill" in [one.kind for one in agenda.agenda(village, most=50)]
    moment = drill.proved_at(village)
    assert moment is not None
    told = [drill.days_ago(moment, day + timedelta(days=days)) for days in (0, 1, 3, -4)]
    assert told == ["hari ini", "kemarin", "3 hari lalu", "21 November 2026"]


# ------------------------------------------------------------------------------- the code, and its three sheets


def test_the_code_opens_a_drill_and_two_of_three_sheets_give_the_code(village: Office) -> None:
    head = offices.as_head(village)
    code = accounts.new_emergency_code(head, offices.HEAD_PASSWORD)
    made = code_shares.make(head, code)
    file = keeping.backup(village)
    typed = ["-".join(share.groups) for share in made]
    again = code_shares.code_from(typed[2], typed[0])
    assert drill.prove(village, file, "", again).there == 1
    reset_password(village.paths, again, "petugas", "empat bangau pulang sore")
    assert code not in file.read_text("latin-1")
    assert not any(text in file.read_text("latin-1") for text in typed)


def test_only_who_may_assent_splits_the_code_and_only_the_present_one(village: Office) -> None:
    head = offices.as_head(village)
    code = accounts.new_emergency_code(head, offices.HEAD_PASSWORD)
    with pytest.raises(Refused, match="needs-assent"):
        code_shares.make(village, code)
    with pytest.raises(World, match="wrong-code"):
        code_shares.make(head, "A" * 30)
    assert code_shares.state(head) is None
    made = code_shares.make(head, code)
    state = code_shares.state(head)
    assert state is not None
    assert (state.set_name, state.is_current) == (made[0].set_name, True)
    village.clock.move(days=1)  # type: ignore[attr-defined]  # a clock that stands still
    accounts.new_emergency_code(head, offices.HEAD_PASSWORD)
    state = code_shares.state(head)
    assert state is not None
    assert not state.is_current, "a new code makes old sheets worthless"


def test_a_sheet_has_its_groups_and_not_the_code(village: Office) -> None:
    head = offices.as_head(village)
    code = accounts.new_emergency_code(head, offices.HEAD_PASSWORD)
    share = code_shares.make(head, code)[1]
    text = text_of_pdf(code_shares.sheet(head, share))
    assert "lembar 2 dari 3" in text.lower()
    assert share.set_name in text
    letters = text.replace(" ", "")
    assert all(group in letters for group in share.groups)
    assert not any(group in letters for group in code.split("-"))
    assert "Kecamatan" in text_of_pdf(accounts.code_sheet(head, code)), "the envelope may lie at the office above"
