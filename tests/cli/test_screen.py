"""The verb ``screen``: answers in, result out, without an office."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from ppo_desktop.cli.application import run


def called(
    asked: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *before: str
) -> tuple[object, str, str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(asked))
    with pytest.raises(SystemExit) as ended:
        run([*before, "screen"])
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


def test_answers_come_in_and_the_result_goes_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = {"version": "1.0", "answers": {"B3": "kunjungan"}, "facts": {"age_at_departure": 17}}
    status, out, err = called(json.dumps(asked), capsys, monkeypatch, "--data", str(tmp_path / "tidak-ada"))
    told = json.loads(out)
    assert (status, err) == (0, "")
    assert (told["band"], told["band_words"], told["flags"]) == ("KRITIS", "Perlu tindakan hari ini", ["B1", "B3"])
    assert told["reasons"][0] == {
        "question": "B1",
        "sign": "flag",
        "points": 6,
        "sentence": "Umur saat berangkat di bawah 18 tahun.",
    }
    assert told["actions"][0]["within"] == 24
    assert not (tmp_path / "tidak-ada").exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"jawaban": {}},
        {"answers": []},
        {"answers": {"B3": "KAPAL"}},
        {"answers": {"Z1": "YA"}},
        {"facts": {"umur": 17}},
        {"version": "7.3"},
    ],
)
def test_nothing_written_is_passed_over_in_silence(
    asked: dict[str, object], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, err = called(json.dumps(asked), capsys, monkeypatch)
    assert (status, out) == (1, "")
    assert err.strip()
