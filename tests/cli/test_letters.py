"""The verbs ``notes``, ``correct`` and ``lists``: what offices tell and ask each other, without a window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import offices
from ppo_desktop.cli.application import run
from ppo_desktop.core import additions
from ppo_desktop.records.shared_lists import with_usual, written

Say = Callable[..., list[dict[str, object]]]


@pytest.fixture
def camat(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Say]:
    """``camat("notes")``: what a kecamatan with one village says, a person of that village having arrived."""
    pair = offices.new_pair(tmp_path)
    person = pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    pair.close()
    monkeypatch.setenv("PPO_PASSWORD", offices.CLERK_PASSWORD)

    def say(*words: str) -> list[dict[str, object]]:
        folder = str(tmp_path / "camat")
        with pytest.raises(SystemExit) as ended:
            run(["--data", folder, "--user", "petugas", "--json", *(word.replace("@", person) for word in words)])
        assert ended.value.code == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    yield say
    additions.use({})


def test_notes_requests_and_lists_are_written_and_shown(camat: Say, tmp_path: Path) -> None:
    camat("notes", "--to", offices.VILLAGE, "--text", "Terima kasih.")
    (note,) = camat("notes")
    assert (note["text"], note["to"], note["arrived"]) == ("Terima kasih.", offices.VILLAGE, False)
    (asked,) = camat("correct", offices.VILLAGE, "warga", "@", "Tanggal lahirnya benar?", "--field", "born_on")
    assert asked["owner"] == offices.VILLAGE
    file = tmp_path / "sasaran.csv"
    file.write_text(written("audiences", [with_usual("audiences", {"label": "Nelayan"})]), encoding="utf-8")
    (made,) = camat("lists", "audiences", str(file))
    assert made["version"] == f"audiences {offices.CAMAT} 1"
    assert camat("lists") == [{"list": "audiences", "by": offices.CAMAT, "number": 1, "lines": 1}]
