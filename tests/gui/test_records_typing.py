"""Letters typed into the line above a list: what is read while they are, and what waits."""

from __future__ import annotations

from typing import Any

import pytest

from gui.conftest import OpenWindow
from gui.test_records import calm, many, person
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.house.office import Office


def test_while_one_types_nothing_is_counted_that_the_next_key_would_wait_for(
    open_window: OpenWindow, village: Office, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(village, 3)
    person(village, "Soekarno Djaja")
    window = open_window(village, "people")
    page = calm(window, qtbot)
    counted: list[str] = []
    count_each = browsing.count_each

    def noted(*of: Any, typed: str, **more: Any) -> dict[str, int]:
        counted.append(typed)
        return count_each(*of, typed=typed, **more)

    monkeypatch.setattr(browsing, "count_each", noted)
    for letter in "suk":
        qtbot.keyClicks(page.narrowing.line, letter)
        qtbot.waitUntil(lambda: page._loader._asked.typed == page.narrowing.line.text())
        qtbot.waitUntil(lambda: not window.session.work.is_busy)
    assert counted == []
    calm(window, qtbot)
    assert counted == ["suk"]
    assert next(iter(page.narrowing._chips.values())).accessibleName() == "Semua 1"
