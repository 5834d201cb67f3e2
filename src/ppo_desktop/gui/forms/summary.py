"""What a save was refused for, in one place: how many, and a way to each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, button

_FOLLOWS = {"no-nik-reason-required": "nik"}
"""Error → the field that only seems empty while what stands in it cannot be read."""
LONGEST = 70
"""Characters of a link; the field itself says all of it."""


def independent(problems: Sequence[Problem]) -> list[Problem]:
    """Without those that only follow from another."""
    wrong = {problem.field for problem in problems if not problem.is_warning}
    return [problem for problem in problems if _FOLLOWS.get(problem.code) not in wrong]


def headline(problems: Sequence[Problem]) -> str:
    """``Ada 2 isian yang perlu dibetulkan``."""
    warnings = sum(problem.is_warning for problem in problems)
    errors = len(problems) - warnings
    if errors and warnings:
        return _("Ada {errors} isian yang perlu dibetulkan dan {warnings} yang perlu alasan").format(
            errors=errors, warnings=warnings
        )
    if errors:
        return _("Ada {errors} isian yang perlu dibetulkan").format(errors=errors)
    return _("Ada {warnings} hal yang perlu alasan").format(warnings=warnings)


class Summary(Banner):
    """The problems as links; F8 does the same from anywhere."""

    def __init__(self, problems: Sequence[Problem], go: Callable[[Problem], object]) -> None:
        tone = "warn" if all(problem.is_warning for problem in problems) else "bad"
        advice = (
            _("Bila memang demikian, tulis alasannya lalu simpan lagi. F8 ke yang berikutnya.")
            if tone == "warn"
            else _("Belum ada yang hilang; betulkan lalu simpan lagi. F8 ke yang berikutnya.")
        )
        super().__init__(tone, headline(problems), advice)
        self.problems = list(problems)
        self.links: list[QPushButton] = [_link(problem, partial(go, problem)) for problem in problems]
        holder = QWidget()
        holder.setLayout(Flow(self.links, spacing=2))
        self.body.addWidget(holder)


def _link(problem: Problem, go: Callable[[], object]) -> QPushButton:
    words = problem.message
    short = words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
    made = button(short, go, look="doubt" if problem.is_warning else "problem", spoken=words)
    made.setMinimumWidth(theme().px(60))
    made.setToolTip(words)
    return made
