"""What the verbs of board, expedition book and quarantine print, in one process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import offices
from ppo_desktop.cli.application import run
from ppo_desktop.core.period import Month


@pytest.fixture
def pair(tmp_path: Path) -> offices.Pair:
    return offices.new_pair(tmp_path)


def test_what_came_is_told_listed_and_printed(
    pair: offices.Pair, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.departure(pair.person())
    pair.report()
    pair.carry_up()
    folder = pair.camat.paths.folder
    pair.close()
    monkeypatch.setenv("PPO_PASSWORD", offices.CLERK_PASSWORD)

    def call(*verb: str) -> list[dict[str, Any]]:
        with pytest.raises(SystemExit) as ended:
            run(["--data", str(folder), "--user", "petugas", "--json", *verb])
        said = capsys.readouterr()
        assert (ended.value.code, said.err) == (0, ""), said
        return [json.loads(line) for line in said.out.splitlines()]

    board, village = call("board", "2026-11")
    assert (board["awaited"], village["office"], village["state"]) == (0, pair.village.code, "received")
    assert village["totals"]["registered"] == 1
    told = call("transfers", "--save", str(tmp_path))
    assert [line["code"] for line in told[:-1]] == ["taken", "written", "taken"]
    assert Path(told[-1]["file"]).read_bytes().startswith(b"%PDF-")
    assert call("quarantine") == [{"waiting": 0}]
    assert call("due-day", "10") == [{"day": 10}]
    (made,) = call("recap", "2026-11", "--number", "7")
    assert made["totals"]["registered"] == 0, "its own records; the villages' stand in the table"
    (tmp_path / "sandi.txt").write_text(offices.HEAD_PASSWORD)
    agreed = ("--assent", "pimpinan", "--assent-password-file", str(tmp_path / "sandi.txt"))
    (year,) = call("period-report", "2026", *agreed, "--save", str(tmp_path))
    assert Path(year["file"]).name == "Laporan pelindungan PMI Tahun 2026, bertanda tangan.pdf"


def test_figures_of_a_year_are_issued_once_told_and_saved(
    pair: offices.Pair, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.departure(pair.person(), registered_on="2025-10-05")
    pair.report(Month(2025, 10))
    folder = pair.village.paths.folder
    pair.close()
    monkeypatch.setenv("PPO_PASSWORD", offices.CLERK_PASSWORD)

    def call(*verb: str) -> tuple[int, list[dict[str, Any]]]:
        with pytest.raises(SystemExit) as ended:
            run(["--data", str(folder), "--user", "petugas", "--json", "open-figures", *verb])
        code = ended.value.code
        assert isinstance(code, int)
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    _code, (sheet, saved) = call("2025", "--issue", "--save", str(tmp_path))
    assert (sheet["edition"], sheet["changes"]) == (1, [])
    assert Path(saved["paper"]).read_bytes().startswith(b"%PDF")
    assert Path(saved["file"]).is_file()
    assert call() == (0, [sheet])
    code, (refused,) = call("2025", "--issue")
    assert (code, refused["error"]) == (1, "sheet-same")
