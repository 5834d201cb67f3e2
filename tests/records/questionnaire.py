"""Answers to the newest screening instrument, for tests."""

from __future__ import annotations

from ppo_desktop.records.instrument import Means, Question
from ppo_desktop.records.instruments import newest

INSTRUMENT = newest()
RISKY = (Means.RISK, Means.FLAG)


def first(question: Question, *means: Means) -> str:
    """Code of the first answer of that meaning."""
    return next(answer.code for answer in question.answers if answer.means in means)


CALM = {question.id: first(question, Means.SAFE) for question in INSTRUMENT.questions}
"""Nothing is at risk."""


def risky(names: str = "", **more: str) -> dict[str, str]:
    """The calm answers, but those of the questions in ``names`` at risk and those in ``more`` as given."""
    return CALM | {name: first(INSTRUMENT.by_id[name], *RISKY) for name in names.split()} | more


def unknown(names: str) -> dict[str, str]:
    """The calm answers, but those in ``names`` not known."""
    return CALM | {name: INSTRUMENT.by_id[name].unknown.code for name in names.split()}
