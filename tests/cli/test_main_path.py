"""The month by the real program: one process per command, as a clerk's terminal does it.

Starting one takes longer than most commands, so only some get their own in the usual run; in the long one all do.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ppo_desktop.cli.application import run

SOURCES = Path(__file__).resolve().parents[2] / "src"
CAMAT, VILLAGE = "61.01.04", "61.01.04.2003"
CLERK, HEAD = "tiga ikan di parit", "lima perahu ke hulu"


ALONE = ("init", "report", "import")
"""Commands that get a process of their own: they write first, load most, and start a process themselves."""


@dataclass
class Terminal:
    """Calls the program with ``--json`` and reads its lines."""

    folder: Path
    alone: Collection[str]
    """Commands with a process of their own; empty: all."""
    patch: pytest.MonkeyPatch
    captured: pytest.CaptureFixture[str]

    def __call__(self, office: str, *verb: str, status: int = 0, user: str = "petugas") -> list[dict[str, Any]]:
        arguments = ["--data", self.data(office), "--user", user, "--json", *verb]
        self.patch.setenv("PPO_PASSWORD", CLERK if user == "petugas" else HEAD)
        is_alone = not self.alone or verb[0] in self.alone
        ended, out, err = self.process(arguments) if is_alone else self.here(arguments)
        assert ended == status, out + err
        assert err == ""
        return [json.loads(line) for line in out.splitlines()]

    def process(self, arguments: list[str]) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "ppo_desktop", *arguments],
            env={**os.environ, "PYTHONPATH": str(SOURCES)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def here(self, arguments: list[str]) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            run(arguments)
        return int(ended.value.code or 0), *self.captured.readouterr()

    def data(self, office: str) -> str:
        return str(self.folder / office)

    def file(self, values: dict[str, object]) -> str:
        path = self.folder / "masukan.json"
        path.write_text(json.dumps(values), encoding="utf-8")
        return str(path)


@pytest.fixture(params=[ALONE, pytest.param((), marks=pytest.mark.long)], ids=["some alone", "all alone"])
def call(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    (tmp_path / "stick").mkdir()
    for name, password in (("HEAD", HEAD), ("ASSENT", HEAD), ("NEW", CLERK)):
        monkeypatch.setenv(f"PPO_{name}_PASSWORD", password)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    return Terminal(tmp_path, request.param, monkeypatch, capsys)


@pytest.mark.timeout(400)
def test_a_month_goes_up_and_its_receipt_comes_down(call: Terminal) -> None:
    stick = str(call.folder / "stick")
    (made,) = call(CAMAT, "init", "--code", CAMAT, "--head", "Camat Latih", "--root", "--training")
    assert made["name"] == "Kecamatan Tebas"
    assert len(made["emergency_code"]) == 35
    call(VILLAGE, "init", "--code", VILLAGE, "--head", "Kades Latih", "--training")

    (asked,) = call(VILLAGE, "enrol", "request", "--stick", stick, "--assent", "pimpinan")
    issue = ("enrol", "issue", asked["file"], "--stick", stick, "--assent", "pimpinan", "--words")
    (answer,) = call(CAMAT, *issue, asked["words"])
    call(VILLAGE, "enrol", "accept", answer["file"], "--words", answer["words"].upper().replace("-", " "))

    person = {"name": "Siti Latihan", "sex": "P", "born_on": "12-03-2001", "nik": "6101045203019901"}
    (saved,) = call(VILLAGE, "record", "warga", call.file(person))
    departure = {"person": saved["id"], "registered_on": "2026-10-05", "status": "niat", "destination_country": "MY"}
    call(VILLAGE, "record", "keberangkatan", call.file(departure))

    (report,) = call(VILLAGE, "report", "--month", "2026-10", "--assent", "pimpinan", "--print-to", str(call.folder))
    assert report["totals"]["registered"] == 1
    assert all(Path(path).exists() for path in report["printed"])
    (sent,) = call(VILLAGE, "export", "--to", CAMAT, "--stick", stick)

    (seen,) = call(CAMAT, "inspect", sent["file"])
    assert (seen["verdict"], seen["sender"], seen["period"], seen["entries"]) == ("ok", VILLAGE, "2026-10", 4)
    assert [seen[line]["yes"] for line in ("whole", "known", "official")] == [True, True, False]
    assert seen["what"] == "Laporan bulan Oktober 2026 dari Desa Sempalai"
    (taken,) = call(CAMAT, "import", stick)
    assert (taken["added"], taken["agrees"]) == (4, True)
    (receipt,) = call(CAMAT, "receipt", "--stick", stick)
    answers = {answer["file"]: answer for answer in call(VILLAGE, "import", stick)}
    assert answers[receipt["file"]]["kind"] == "receipt"
