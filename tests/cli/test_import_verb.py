"""The verb import-table, in one process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import offices
from ppo_desktop.cli.application import run

ROWS = "Nama;L/P;Tgl Lahir;Tgl Pulang\nSiti;P;12/03/1990;3/11/2026\nRudi;L;;besok\n"


def call(folder: Path, capsys: pytest.CaptureFixture[str], *verb: str, code: int = 0) -> list[dict[str, Any]]:
    with pytest.raises(SystemExit) as ended:
        run(["--data", str(folder), "--user", "petugas", "--json", *verb])
    said = capsys.readouterr()
    assert ended.value.code == code, said
    return [json.loads(line) for line in said.out.splitlines()]


def test_a_table_is_looked_at_taken_known_again_and_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at()).close()
    monkeypatch.setenv("PPO_PASSWORD", offices.CLERK_PASSWORD)
    file = tmp_path / "P4MI.csv"
    file.write_text(ROWS, encoding="utf-8")
    folder, taking = tmp_path / "desa", ("import-table", str(file), "--set", "homecoming.reason=deportasi")
    (looked,) = call(folder, capsys, *taking, "--plan", "--left", str(tmp_path))
    assert (looked["sort"], looked["counts"], looked["taken"]) == ("returnees", {"new": 1, "unreadable": 1}, 0)
    assert Path(looked["left"]).name == "Perlu diperbaiki P4MI.xlsx"
    (taken,) = call(folder, capsys, *taking, "--as", "returnees", "--source", "P4MI Entikong")
    assert [row["verdict"] for row in taken["rows"]] == ["new", "unreadable"]
    call(folder, capsys, *taking, code=1)
    (said,) = call(folder, capsys, "import-table")
    assert said["imports"] == [{"id": taken["import"], "source": "P4MI Entikong", "count": 1, "undone": False}]
    assert call(folder, capsys, "import-table", "--undo", taken["import"]) == [{"undone": 2}]
    call(folder, capsys, *taking, "--set", "hujan", code=1)
