"""The demonstration leaves what it promises; it verifies itself as it goes, so a broken promise ends it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ppo_desktop.core.clock import SystemClock
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.practice import demonstration
from ppo_desktop.practice.offices import CAMAT, OFFICES
from ppo_desktop.practice.stage import must
from ppo_desktop.practice.story import SEBERKAT, SEMPALAI
from ppo_desktop.records.person import PERSON


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("peragaan")


@pytest.fixture(scope="module")
def steps(out: Path) -> list[demonstration.Step]:
    return list(demonstration.run(out))


def facts(steps: list[demonstration.Step], name: str) -> list[Mapping[str, object]]:
    return [step.facts for step in steps if step.name == name]


def test_the_months_go_as_told(steps: list[demonstration.Step]) -> None:
    told = [(fact["office"], fact["month"], fact["nihil"], fact["assent"]) for fact in facts(steps, "report")]
    assert told == [
        (SEMPALAI, "2026-10", False, "head"),
        (SEBERKAT, "2026-10", True, "none"),
        (SEMPALAI, "2026-11", False, "head"),
        (SEBERKAT, "2026-11", False, "secretary"),
    ]
    assert [fact["agrees"] for fact in facts(steps, "import")] == [True] * 4
    assert [fact["signed_with"] for fact in facts(steps, "import")] == ["assent", "dispatch", "assent", "assent"]


def test_the_damaged_copy_is_refused_and_does_not_lie_on_the_stick(steps: list[demonstration.Step], out: Path) -> None:
    (damaged,) = facts(steps, "damaged")
    assert damaged["verdict"] == "refused"
    assert Path(str(damaged["file"])).parent == out / "contoh-rusak"
    assert not list((out / "stick").glob("rusak*"))


def test_the_folder_holds_offices_stick_prints_and_a_guide(steps: list[demonstration.Step], out: Path) -> None:
    assert steps[-1].name == "readme"
    assert {path.name for path in (out / "offices").iterdir()} == {office.code for office in OFFICES}
    assert len(list((out / "stick").glob("*.pdf"))) == 8
    assert len(list((out / "cetak").rglob("*.pdf"))) == 8
    guide = (out / "README.txt").read_text(encoding="utf-8")
    assert "LATIHAN" in guide
    for office in OFFICES:
        for user in office.users:
            assert user.password in guide


def test_anyone_can_go_on_with_the_passwords_of_the_guide(steps: list[demonstration.Step], out: Path) -> None:
    clerk = CAMAT.users[0]
    paths = OfficePaths(out / "offices" / CAMAT.code)
    office = open_office(paths, clerk.name, clerk.password, SystemClock())
    try:
        assert len(recording.listing(office, PERSON)) == 24
        verdicts = {one.verdict for one in receiving.inspect(office, receiving.expand([out / "stick"]))}
    finally:
        office.close()
    assert "refused" not in verdicts


def test_no_name_stands_in_the_clear_in_data_or_on_the_stick(steps: list[demonstration.Step], out: Path) -> None:
    clerk = CAMAT.users[0]
    office = open_office(OfficePaths(out / "offices" / CAMAT.code), clerk.name, clerk.password, SystemClock())
    names = [str(row["name"]).encode() for row in recording.listing(office, PERSON)]
    office.close()
    files = [
        path for folder in ("offices", "stick", "cadangan") for path in (out / folder).rglob("*") if path.is_file()
    ]
    for path in files:
        data = path.read_bytes()
        assert not [name for name in names if name in data], path


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("penting")
    with pytest.raises(Refused) as refused:
        next(demonstration.run(tmp_path))
    assert refused.value.code == "folder-not-empty"
    assert [path.name for path in tmp_path.iterdir()] == ["surat.txt"]


def test_what_does_not_hold_ends_the_demonstration() -> None:
    with pytest.raises(World, match="practice-failed"):
        must(False, "dua sama dengan tiga")
