"""What a screening instrument is made of; its content is data (see ``instruments.py``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

BANDS = ("RENDAH", "SEDANG", "TINGGI", "KRITIS")
"""Codes of the bands, the mildest first; the code list ``screening-bands`` has their words."""
GRAVEST = BANDS[-1]
NO_DIMENSION = "-"
_SATURDAY = 5


class Means(StrEnum):
    """What an answer counts for."""

    SAFE = "safe"
    RISK = "risk"
    FLAG = "flag"
    """Risk, and a sign that alone demands referral (tanda wajib rujuk)."""
    UNKNOWN = "unknown"
    NONE = "none"
    """The question does not apply."""


class Answer(Struct, frozen=True):
    """One choice of a question."""

    code: str
    words: str
    means: Means
    reason: str
    """The sentence that says what this answer tells, where it is a risk."""
    offer: str
    """Help that is offered whatever the band, or ``""``."""
    unless: tuple[str, str] | None
    """(question, answer): given that answer there, this one is safe."""
    when: frozenset[str]
    """Codes of the question's fact that propose this answer."""
    least: int | None
    """Smallest number of the fact that proposes this answer."""
    below: int | None
    """The number of the fact must lie below."""


class Question(Struct, frozen=True, dict=True):
    """One item of the instrument."""

    id: str
    section: str
    text: str
    points: int
    tier: str
    """``S`` strong, ``M`` medium, ``W`` weak, ``-`` none (ILO-EC 2009)."""
    dimension: str
    why: str
    source: str
    answers: tuple[Answer, ...]
    automatic: bool
    """Answered from the fact, not asked."""
    waits: bool
    """Asked only when nobody else is in the room."""
    fact: str
    skip: tuple[str, frozenset[str]] | None
    """(fact, codes) under which the question does not apply."""

    @cached_property
    def by_code(self) -> Mapping[str, Answer]:
        return {answer.code: answer for answer in self.answers}

    @property
    def may_flag(self) -> bool:
        """Whether some answer alone demands referral; these come first in a short screening."""
        return any(answer.means is Means.FLAG for answer in self.answers)

    @cached_property
    def flags(self) -> frozenset[tuple[object, ...]]:
        """What alone demands referral: each such answer, with the facts it follows from."""
        found = [answer for answer in self.answers if answer.means is Means.FLAG]
        return frozenset((answer.code, answer.unless, answer.when, answer.least, answer.below) for answer in found)

    @property
    def unknown(self) -> Answer:
        return next(answer for answer in self.answers if answer.means is Means.UNKNOWN)


class Section(Struct, frozen=True):
    """A group of questions, one page of the interview."""

    id: str
    title: str


class Dimension(Struct, frozen=True):
    """A side of trafficking that several signs together speak for."""

    code: str
    words: str
    only_with: frozenset[str]
    """Counts only if a question of one of these sections is at risk as well; empty: always."""


class Positive(Struct, frozen=True):
    """One way in which a dimension is positive: at least so many confirmed signs of each tier."""

    strong: int
    medium: int
    weak: int
    medium_or_weak: int


class Action(Struct, frozen=True):
    """What an office does about a band."""

    who: str
    """Level: ``village``, ``district``, ``regency``."""
    words: str
    within: int
    unit: str
    """``hour``, ``day`` or ``working-day``."""
    codes: tuple[str, ...] = ()
    """The ``follow-up-actions`` that carry it out."""

    def due(self, decided: date) -> date:
        """The last day for it; what has some hours is for the day itself, and holidays are not known."""
        if self.unit != "working-day":
            return decided + timedelta(self.within if self.unit == "day" else (self.within - 1) // 24)
        left, day = self.within, decided
        while left:
            day += timedelta(1)
            left -= day.weekday() < _SATURDAY
        return day


class Band(Struct, frozen=True):
    """A result in words; it matches if any of its conditions holds, or when it has none."""

    code: str
    words: str
    any_flag: bool
    any_dimension: bool
    certain_from: int | None
    total_from: int | None
    data_lacking: bool
    actions: tuple[Action, ...]


class Instrument(Struct, frozen=True, dict=True):
    """One version of the instrument, checked: whatever is named in it exists in it."""

    version: str
    title: str
    status: str
    checked_on: str
    principles: tuple[str, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    dimensions: tuple[Dimension, ...]
    positive: tuple[Positive, ...]
    bands: tuple[Band, ...]
    """In the order in which they are tried, the gravest first."""
    caps: tuple[tuple[frozenset[str], int], ...]
    """(sections, most points they give together)."""
    unknown_divisor: int
    lacking: tuple[int, int]
    """Data are lacking when more than this fraction of what applies is unknown."""
    floor: str
    """The mildest band of a screening that is not whole."""

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    def band(self, code: str) -> Band:
        """The band of that code; raises ``KeyError``."""
        return {band.code: band for band in self.bands}[code]

    def action(self, follow_up: str, band: str = "") -> Action | None:
        """What ``follow_up`` carries out after a result of ``band``, else after the gravest that asks for it."""
        ordered = sorted(self.bands, key=lambda one: one.code != band)
        return next((action for one in ordered for action in one.actions if follow_up in action.codes), None)

    def of_section(self, section: str) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.section == section)

    @property
    def flag_questions(self) -> tuple[Question, ...]:
        """What a short screening asks, on one page."""
        return tuple(question for question in self.questions if question.may_flag)

    def keeps_flags_of(self, question: Question) -> bool:
        """Whether ``question`` of another version is asked here in the same way, with all of its ``flags``."""
        now = self.by_id.get(question.id)
        asked = [(q.automatic, q.fact, q.skip) for q in (question, now) if q]
        return now is not None and asked[0] == asked[1] and question.flags <= now.flags

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts some question asks the records for."""
        names = {question.fact for question in self.questions if question.fact}
        return frozenset(names | {question.skip[0] for question in self.questions if question.skip})

    def words(self, question: str, answer: str) -> str:
        """The words of an answer; codes this version does not know stand for themselves."""
        found = self.by_id[question].by_code.get(answer) if question in self.by_id else None
        return found.words if found else answer


def severity(band: str) -> int:
    """Place of a band, 0 the mildest; -1 for a code that is none."""
    return BANDS.index(band) if band in BANDS else -1
