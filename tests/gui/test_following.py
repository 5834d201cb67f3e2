"""What lies below the first screenful comes after the first paint, in order, or at once when somebody goes there."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ppo_desktop.gui.design import following
from ppo_desktop.gui.design.following import Following


@pytest.fixture
def page(qtbot: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_nothing_follows_before_the_page_was_painted_then_all_in_order(page: QWidget, qtbot: Any) -> None:
    taken: list[int] = []
    Following(page).add(*(lambda number=number: taken.append(number) for number in range(5)))
    qtbot.wait(20)
    assert taken == []
    page.show()
    qtbot.waitUntil(lambda: taken == [0, 1, 2, 3, 4])


def test_the_window_has_its_turn_between_steps_that_take_long(
    page: QWidget, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "AT_A_TIME", -1.0)  # each step is longer than that
    taken: list[str] = []
    steps = Following(page)
    steps.add(lambda: QTimer.singleShot(0, lambda: taken.append("a key")), lambda: taken.append("second step"))
    page.show()
    qtbot.waitUntil(lambda: taken == ["a key", "second step"])


def test_who_goes_below_finds_all_of_it_and_no_step_is_taken_twice(page: QWidget, qtbot: Any) -> None:
    taken: list[int] = []
    steps = Following(page)
    steps.add(lambda: taken.append(1), lambda: taken.append(2))
    steps.finish()
    assert taken == [1, 2]
    page.show()
    qtbot.wait(30)
    assert taken == [1, 2]
