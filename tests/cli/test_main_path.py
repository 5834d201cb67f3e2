"""The month by the real program: one process per command, as a clerk's terminal does it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "src"
CAMAT, VILLAGE = "61.01.04", "61.01.04.2003"
CLERK, HEAD = "tiga ikan di parit", "lima perahu ke hulu"


@dataclass
class Terminal:
    """Calls the program with ``--json`` and reads its lines."""

    folder: Path

    def __call__(self, office: str, *verb: str, status: int = 0, user: str = "petugas") -> list[dict[str, Any]]:
        done = subprocess.run(
            [sys.executable, "-m", "ppo_desktop", "--data", self.data(office), "--user", user, "--json", *verb],
            env={
                **os.environ,
                "PYTHONPATH": str(SOURCES),
                "PPO_PASSWORD": CLERK if user == "petugas" else HEAD,
                "PPO_HEAD_PASSWORD": HEAD,
                "PPO_ASSENT_PASSWORD": HEAD,
                "PPO_NEW_PASSWORD": CLERK,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        assert done.stderr == ""
        return [json.loads(line) for line in done.stdout.splitlines()]

    def data(self, office: str) -> str:
        return str(self.folder / office)

    def file(self, values: dict[str, object]) -> str:
        path = self.folder / "masukan.json"
        path.write_text(json.dumps(values), encoding="utf-8")
        return str(path)


@pytest.fixture
def call(tmp_path: Path) -> Terminal:
    (tmp_path / "stick").mkdir()
    return Terminal(tmp_path)


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
