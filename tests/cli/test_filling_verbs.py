"""The verb that fills forms of other offices, in one process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import forms
import offices
from ppo_desktop.cli.application import run


def test_a_form_is_kept_looked_at_filled_and_deleted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = offices.new_pair(tmp_path)
    pair.departure(pair.person())
    folder = pair.village.paths.folder
    pair.close()
    monkeypatch.setenv("PPO_PASSWORD", offices.CLERK_PASSWORD)
    (tmp_path / "form.xlsx").write_bytes(forms.dinas_form())

    def call(*verb: str, status: int = 0) -> list[dict[str, Any]]:
        with pytest.raises(SystemExit) as ended:
            run(["--data", str(folder), "--user", "petugas", "--json", "fill-form", *verb])
        said = capsys.readouterr()
        assert ended.value.code == status, said
        return [json.loads(line) for line in (said.out or said.err).splitlines()]

    cells = ("--cell", "Lampiran I!C4=fact.month", "--cell", "Lampiran I!F8=totals.registered:year")
    assert {"totals.registered", "fact.month"} <= {line["id"] for line in call("--figures")}
    (kept,) = call("Disnaker", "--add", str(tmp_path / "form.xlsx"), *cells)
    assert (kept["name"], kept["cells"]) == ("Disnaker", 2)
    assert [line["name"] for line in call()] == ["Disnaker"]
    (seen,) = call("Disnaker", "--month", "2026-11", "--plan")
    assert seen["cells"] == {"Lampiran I!C4": "November 2026", "Lampiran I!F8": 1}
    (made,) = call("disnaker", "--month", "2026-11", "--out", str(tmp_path))
    assert openpyxl.load_workbook(made["file"])["Lampiran I"]["F8"].value == 1
    for wrong in (
        "F8=totals.registered",
        "Lampiran I!F8=x",
        "Lampiran I!F8=totals.registered:hari",
        "Lain!A1=fact.month",
    ):
        (told,) = call("Lain", "--add", str(tmp_path / "form.xlsx"), "--cell", wrong, status=1)
        assert told["error"] == "form-cell"
    call("Disnaker", "--delete")
    (gone,) = call("Disnaker", status=1)
    assert gone["error"] == "form-unknown"
