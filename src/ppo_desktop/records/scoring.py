"""What the answers of a screening come to, under one version of the instrument. Pure, and total over any JSON value.

A sign raises a question and proves nothing; nothing here is a verdict about anybody. Words to say so are the caller's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.records.instrument import (
    Answer,
    Band,
    Dimension,
    Instrument,
    Means,
    Question,
    severity,
)

Given = Mapping[str, object]
"""Question id → code of the answer; anything else there counts as not asked."""
Facts = Mapping[str, object]
"""Fact → code or number, from the departure and the person: ``scheme``, ``visa``, ``exit_point``, ``education``,
``age_at_departure``; what is missing is not known."""


class Sign(StrEnum):
    """What kind of reason a question gave; in the order of showing."""

    FLAG = "flag"
    RISK = "risk"
    UNKNOWN = "unknown"


class Reason(Struct, frozen=True):
    """Why the score is what it is: one question, in one sentence."""

    question: str
    sign: Sign
    points: int
    """What it counts for, before the cap of its section."""
    sentence: str


class Result(Struct, frozen=True):
    """What the answers come to. Questions are named by id, in the order of the instrument."""

    version: str
    band: str
    score_certain: int
    """Points of the answers that confirm a risk."""
    score_total: int
    """The same and a part of the points of what is not known."""
    flags: tuple[str, ...]
    """Questions whose answer alone demands referral."""
    dimensions: tuple[str, ...]
    """The positive ones."""
    reasons: tuple[Reason, ...]
    """Flags first, then the heaviest."""
    unknown: tuple[str, ...]
    unanswered: tuple[str, ...]
    """What applies and was not asked, or has to be asked again alone."""
    waiting: tuple[str, ...]
    """Of these, the ones that wait until nobody else is in the room."""
    not_applicable: tuple[str, ...]
    is_data_lacking: bool
    is_provisional: bool
    """Others were in the room."""
    is_short: bool
    """Stopped early or short: the band is not the mildest."""
    offers: tuple[tuple[str, str], ...]
    """(question, help to be offered whatever the band)."""


def score(
    instrument: Instrument, answers: Given, facts: Facts, *, short: bool = False, accompanied: bool = False
) -> Result:
    """What ``answers`` come to, given ``facts``.

    ``accompanied``: others were in the room, so reassuring answers to the questions that wait for being alone do not
    count as answers.
    """
    stand = {question.id: _standing(question, answers, facts) for question in instrument.questions}
    means = {
        question.id: Means.NONE if is_skipped(question, facts) else _meaning(question, stand, accompanied)
        for question in instrument.questions
    }
    signs = _signs(instrument, means, stand)
    certain = [sign for sign in signs if sign.sign is not Sign.UNKNOWN]
    risks = [instrument.by_id[sign.question] for sign in certain]
    unanswered = _those(means, None)
    unclear = len(unanswered) + len(signs) - len(certain)
    result = Result(
        version=instrument.version,
        band=instrument.bands[-1].code,
        score_certain=_points(instrument, certain),
        score_total=_points(instrument, signs),
        flags=_those(means, Means.FLAG),
        dimensions=tuple(d.code for d in instrument.dimensions if _is_positive(instrument, d, risks)),
        reasons=tuple(sorted(signs, key=lambda sign: (list(Sign).index(sign.sign), -sign.points))),
        unknown=_those(means, Means.UNKNOWN),
        unanswered=unanswered,
        waiting=tuple(name for name in unanswered if accompanied and instrument.by_id[name].waits),
        not_applicable=_those(means, Means.NONE),
        is_data_lacking=_is_more(unclear, len(means) - len(_those(means, Means.NONE)), instrument.lacking),
        is_provisional=accompanied,
        is_short=short or bool(unanswered),
        offers=tuple((q.id, answer.offer) for q in risks if (answer := stand[q.id]) and answer.offer),
    )
    band = next(band.code for band in instrument.bands if _matches(band, result))
    return replace(result, band=max(band, instrument.floor, key=severity) if result.is_short else band)


def proposed(instrument: Instrument, facts: Facts) -> dict[str, str]:
    """Question id → the answer the facts speak for; of automatic questions and of those a person only confirms."""
    found = {question.id: _proposal(question, facts) for question in instrument.questions}
    return {name: answer.code for name, answer in found.items() if answer}


def is_skipped(question: Question, facts: Facts) -> bool:
    """Whether the question does not apply under these facts."""
    return bool(question.skip and facts.get(question.skip[0]) in tuple(question.skip[1]))


def answer_problems(instrument: Instrument, answers: Given) -> list[Problem]:
    """An error for every answer this version of the instrument does not know."""
    problems = []
    for name in answers:
        question = instrument.by_id.get(name)
        if not question:
            message = _("Tidak ada pertanyaan {id} dalam instrumen versi {version}.")
        elif _chosen(question, answers):
            continue
        else:
            message = _("{id}: jawabannya salah satu dari {codes}.")
        codes = ", ".join(question.by_code) if question else ""
        words = message.format(id=str(name)[:20], version=instrument.version, codes=codes)
        problems.append(Problem("answers", "answer-unknown", words))
    return problems


def _standing(question: Question, answers: Given, facts: Facts) -> Answer | None:
    """The answer that holds. An automatic question is answered by its fact; an answer beside it can only add risk."""
    if is_skipped(question, facts):
        return None
    given = _chosen(question, answers)
    if not question.automatic:
        return given
    of_fact = _proposal(question, facts)
    candidates = [answer for answer in (of_fact, given) if answer and answer.means is not Means.UNKNOWN]
    return max(candidates, key=lambda a: _WEIGHT.index(a.means), default=question.unknown)


_WEIGHT = (Means.NONE, Means.SAFE, Means.RISK, Means.FLAG)


def _chosen(question: Question, answers: Given) -> Answer | None:
    code = answers.get(question.id)
    return question.by_code.get(code.strip().upper()) if isinstance(code, str) else None


def _proposal(question: Question, facts: Facts) -> Answer | None:
    value = facts.get(question.fact) if question.fact else None
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip().upper() if isinstance(value, str) or abs(value) < 10**6 else ""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
    return next((answer for answer in question.answers if _speaks_for(answer, text, number)), None)


def _speaks_for(answer: Answer, text: str, number: int | None) -> bool:
    if answer.least is None and answer.below is None:
        return text in answer.when
    is_reached = number is not None and (answer.least is None or number >= answer.least)
    return is_reached and number is not None and (answer.below is None or number < answer.below)


def _meaning(question: Question, stand: Mapping[str, Answer | None], accompanied: bool) -> Means | None:
    """What the answer that holds counts for; ``None``: not asked yet, or to be asked again alone."""
    answer = stand[question.id]
    if not answer:
        return None
    if answer.unless and (other := stand[answer.unless[0]]) and other.code == answer.unless[1]:
        return Means.SAFE
    is_reassuring = answer.means in (Means.SAFE, Means.NONE)
    return None if accompanied and question.waits and is_reassuring else answer.means


def _those(means: Mapping[str, Means | None], meaning: Means | None) -> tuple[str, ...]:
    return tuple(name for name, its in means.items() if its is meaning)


def _signs(
    instrument: Instrument, means: Mapping[str, Means | None], stand: Mapping[str, Answer | None]
) -> list[Reason]:
    signs = []
    for question in instrument.questions:
        sign, answer = _SIGNS.get(means[question.id]), stand[question.id]
        if sign and answer:
            is_unknown = sign is Sign.UNKNOWN
            points = -(-question.points // instrument.unknown_divisor) if is_unknown else question.points
            sentence = _("Belum diketahui: {question}").format(question=question.text) if is_unknown else answer.reason
            signs.append(Reason(question.id, sign, points, sentence))
    return signs


_SIGNS: Mapping[Means | None, Sign] = {
    Means.FLAG: Sign.FLAG,
    Means.RISK: Sign.RISK,
    Means.UNKNOWN: Sign.UNKNOWN,
}


def _points(instrument: Instrument, signs: Iterable[Reason]) -> int:
    """The sum, where sections with a cap give no more than it together."""
    by_section: Counter[str] = Counter()
    for sign in signs:
        by_section[instrument.by_id[sign.question].section] += sign.points
    points = 0
    for sections, most in instrument.caps:
        points += min(most, sum(by_section.pop(section, 0) for section in sorted(sections)))
    return points + by_section.total()


def _is_positive(instrument: Instrument, dimension: Dimension, risks: list[Question]) -> bool:
    if dimension.only_with and not any(question.section in dimension.only_with for question in risks):
        return False
    tiers = Counter(question.tier for question in risks if question.dimension == dimension.code)
    return any(
        tiers["S"] >= rule.strong
        and tiers["M"] >= rule.medium
        and tiers["W"] >= rule.weak
        and tiers["M"] + tiers["W"] >= rule.medium_or_weak
        for rule in instrument.positive
    )


def _is_more(count: int, of: int, fraction: tuple[int, int]) -> bool:
    return count * fraction[1] > of * fraction[0]


def _matches(band: Band, result: Result) -> bool:
    """Whether one of the conditions of ``band`` holds, or it has none."""
    conditions = (
        (band.any_flag, bool(result.flags)),
        (band.any_dimension, bool(result.dimensions)),
        (band.certain_from is not None, result.score_certain >= (band.certain_from or 0)),
        (band.total_from is not None, result.score_total >= (band.total_from or 0)),
        (band.data_lacking, result.is_data_lacking),
    )
    return any(holds for is_asked, holds in conditions if is_asked) or not any(is_asked for is_asked, _h in conditions)
