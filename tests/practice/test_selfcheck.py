"""The check of the program by itself: it passes here, and it notices what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ppo_desktop.core.errors import World
from ppo_desktop.practice import selfcheck


def test_every_part_works_here() -> None:
    names = [result.name for result in selfcheck.run()]
    assert names == [
        "resources",
        "database",
        "enrolment",
        "recording",
        "carrier",
        "import",
        "receipt",
        "recap",
        "scan",
        "residents",
        "backup",
    ]


def test_a_missing_font_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(selfcheck, "resource", lambda *parts: tmp_path.joinpath(*parts))
    with pytest.raises(World) as world:
        next(selfcheck.run())
    assert world.value.code == "check-failed"
    assert "huruf" in world.value.message
