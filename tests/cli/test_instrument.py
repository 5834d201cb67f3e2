"""The verb ``instrument``: a regency looks, copies, tries and publishes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import offices
from ppo_desktop.cli.application import run

Call = Callable[..., str]


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the verb at a kabupaten; what it writes, or the code of its refusal."""
    offices.new_office(tmp_path / "kantor", "61.01", offices.clock_at(), is_root=True).close()
    monkeypatch.setenv("PPO_PASSWORD", offices.CLERK_PASSWORD)

    def call_(*words: str) -> str:
        with pytest.raises(SystemExit) as ended:
            run(["--data", str(tmp_path / "kantor"), "--user", "petugas", "--json", "instrument", *words])
        said = capsys.readouterr()
        return said.out if not ended.value.code else said.out + said.err

    return call_


def test_a_copy_is_written_tried_and_published(call: Call, tmp_path: Path) -> None:
    assert json.loads(call())["version"] == "1.0"
    text = call("--copy")
    edited = tmp_path / "salinan.toml"
    edited.write_text(text.replace("certain_from = 20", "certain_from = 18"), encoding="utf-8")
    assert json.loads(call("--try", str(edited))) == {"count": 0, "changed": [], "objections": []}
    assert json.loads(call())["version"] == "1.0"
    assert '"1.0.6101.1"' in call(str(edited))
    assert json.loads(call())["versions"] == ["1.0", "1.0.6101.1"]
    assert "Belum ada yang diubah." in call(str(edited))
    edited.write_text("rusak [", encoding="utf-8")
    assert "tulisannya salah" in call(str(edited))
    assert "file-unreadable" in call(str(tmp_path / "tidak-ada"))
