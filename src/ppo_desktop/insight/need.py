"""What each village needs and what was done there in a year: root factors beside programmes and socialisation. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from ppo_desktop.insight.factors import (
    FACTOR_CODES,
    NOT_COUNTED,
    area_reached,
    factors_of,
    newest,
    villages_of,
    within,
)
from ppo_desktop.insight.overview import Question, Row, Rows
from ppo_desktop.insight.severity import HIGH, Severity, population, severities
from ppo_desktop.records.coverage import Reached, coverage
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.factor import FACTOR
from ppo_desktop.records.institution import INSTITUTION
from ppo_desktop.records.program import PROGRAM
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.socialisation import SOCIALISATION


class Village(Struct, frozen=True):
    """What is known of one village in the year."""

    code: str
    severity: Mapping[str, Severity]
    """Factor → how heavily it weighs, where that can be told."""
    programs: Mapping[str, int]
    """Factor → programmes of the year that reach the village."""
    places: Sequence[tuple[Row, Reached]]
    """Schools, hamlets and groups, with what reached them so far."""
    reached: int
    """Of ``places``, those reached in the year."""
    people: int | None
    """Who came to socialisation there in the year; ``None`` where nobody counted."""
    population: int | None
    reasons: Mapping[str, int]
    """Factor → who named a reason for leaving that points to it."""
    left: int
    """Departures recorded in the year."""

    @property
    def unmet(self) -> tuple[str, ...]:
        """The factors that weigh heavily and that no programme of the year answers."""
        return tuple(
            factor
            for factor in FACTOR_CODES
            if (known := self.severity.get(factor)) and known.level == HIGH and not self.programs[factor]
        )

    @property
    def is_known(self) -> bool:
        """Whether anything at all is recorded of it."""
        return bool(self.severity or any(self.programs.values()) or self.places or self.left or self.people is not None)


def read(rows: Rows, question: Question) -> list[Village]:
    """Every village in the area of the asking office."""
    codes = villages_of(question.office)
    figures, _misplaced = newest(rows[FACTOR.name], question)
    weights = severities(figures, codes)
    programs = Counter(
        (area_reached(row), factor)
        for row in rows[PROGRAM.name]
        if text_of(row, "year") == str(question.year) and text_of(row, "status") not in NOT_COUNTED
        for factor in set(row.get("factors") or ())
    )
    at: dict[str, list[Row]] = {}
    for row in rows[INSTITUTION.name]:
        at.setdefault(place_of(row), []).append(row)
    done = coverage(rows[INSTITUTION.name], rows[SOCIALISATION.name], question.day)
    came: dict[str, int] = {}
    for event in rows[SOCIALISATION.name]:
        if question.covers(event.get("held_on")) and isinstance(people := event.get("participants"), int):
            came[place_of(event)] = came.get(place_of(event), 0) + people
    left = [row for row in rows[DEPARTURE.name] if question.covers(row.get("registered_on"))]
    pointed = Counter((str(row["office"]), factor) for row in left for factor in factors_of(row))
    counted = Counter(str(row["office"]) for row in left)
    return [
        Village(
            code,
            {factor: weights[code, factor] for factor in FACTOR_CODES if (code, factor) in weights},
            {factor: sum(programs[area, factor] for area in within(code)) for factor in FACTOR_CODES},
            [(row, done[str(row["id"])]) for row in at.get(code, ())],
            sum(1 for row in at.get(code, ()) if question.covers(done[str(row["id"])].last_on)),
            came.get(code),
            population(figures, code),
            {factor: pointed[code, factor] for factor in FACTOR_CODES if pointed[code, factor]},
            counted[code],
        )
        for code in codes
    ]


def place_of(row: Row) -> str:
    """The village an institution or event belongs to: the one it names, else its office."""
    return text_of(row, "region") or str(row["office"])
