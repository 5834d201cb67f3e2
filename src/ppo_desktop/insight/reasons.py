"""Alasan berangkat: why people say they leave, by factor, by reason and by village."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ppo_desktop.core.text import N_, _
from ppo_desktop.insight.by_district import named
from ppo_desktop.insight.overview import (
    Column,
    Fact,
    Findings,
    Line,
    Overview,
    Question,
    Row,
    Rows,
    Section,
    by_office,
    count_of,
)
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.rules import codes_of, text_of

_GROWN_UP = 18


def find(rows: Rows, question: Question) -> Findings:
    """The departures recorded in the year, beside those of the year before."""
    now = [row for row in rows[DEPARTURE.name] if question.covers(row.get("registered_on"))]
    before = [row for row in rows[DEPARTURE.name] if text_of(row, "registered_on").startswith(str(question.year - 1))]
    told, told_before = [[row for row in of if row.get("reasons")] for of in (now, before)]
    silent = len(now) - len(told)
    sections = [_by_factor(told, told_before), _by_reason(told, told_before)]
    if any(row["office"] != question.office for row in now):
        sections.append(_by_village(now))
    return Findings(
        (
            Fact(_("Keberangkatan dicatat"), count_of(len(now), rows[DEPARTURE.name])),
            Fact(_("Alasannya diketahui"), count_of(len(told), rows[DEPARTURE.name])),
            Fact(_("Alasannya belum diisi"), count_of(silent, rows[DEPARTURE.name]), "warn" if silent else ""),
        ),
        tuple(sections),
        (
            _("Satu orang dapat menyebut beberapa alasan; karena itu jumlah alasan dapat melebihi jumlah orang."),
            _("Yang alasannya belum diisi tidak dihitung sebagai “tanpa alasan”."),
            _("Pemetaan alasan ke faktor adalah usulan program ini, tidak resmi."),
        ),
    )


def _people(rows: Iterable[Row]) -> tuple[int, int, int, int]:
    """All, men, women, under 18."""
    rows = list(rows)
    sexes = Counter(text_of(row, "sex") for row in rows)
    ages = [row.get("age_at_departure") for row in rows]
    return len(rows), sexes["L"], sexes["P"], sum(1 for age in ages if isinstance(age, int) and age < _GROWN_UP)


def _columns(first: Column, *between: Column) -> tuple[Column, ...]:
    return (
        first,
        *between,
        Column(_("Orang"), 1, is_number=True),
        Column(_("Laki-laki"), 1, is_number=True),
        Column(_("Perempuan"), 1.1, is_number=True),
        Column(_("Di bawah 18"), 1.1, is_number=True),
    )


def _last_year() -> Column:
    return Column(_("Tahun sebelumnya"), 1.3, is_number=True)


def _factors(row: Row) -> set[str]:
    known = code_list("reasons").by_code
    found = {factor for code in codes_of(row, "reasons") if code in known for factor in known[code].factors}
    return found or {""}


def _by_factor(told: list[Row], before: list[Row]) -> Section:
    labels = {code.code: f"{code.code} {code.label}" for code in code_list("factors").items}
    labels[""] = _("Alasan lain saja")
    lines = [
        Line(
            (
                label,
                *_people(row for row in told if factor in _factors(row)),
                sum(1 for row in before if factor in _factors(row)) if before else None,
            )
        )
        for factor, label in labels.items()
    ]
    columns = (*_columns(Column(_("Faktor"), 4)), _last_year())
    known = tuple(lines) if told or before else ()
    return Section(_("Menurut faktor"), columns, known, empty=_(_NOTHING), drawn=(1, len(columns) - 1))


_NOTHING = N_("Belum ada alasan berangkat yang dicatat pada tahun itu. Tanyakan saat mencatat keberangkatan.")


def _by_reason(told: list[Row], before: list[Row]) -> Section:
    lines = []
    for reason in code_list("reasons").items:
        saying = [row for row in told if reason.code in codes_of(row, "reasons")]
        said = sum(1 for row in before if reason.code in codes_of(row, "reasons"))
        if saying or said:
            factors = ", ".join(reason.factors) or _("bukan faktor")
            lines.append(Line((reason.label, factors, *_people(saying), said if before else None)))
    lines.sort(key=lambda line: -(line.cells[2] if isinstance(line.cells[2], int) else 0))
    columns = (*_columns(Column(_("Alasan"), 4), Column(_("Faktor"), 1.3)), _last_year())
    return Section(_("Menurut alasan"), columns, tuple(lines), empty=_(_NOTHING), drawn=(2, len(columns) - 1))


def _by_village(now: list[Row]) -> Section:
    factors = [code.code for code in code_list("factors").items]
    lines = []
    offices = by_office(now)
    names = named(offices)
    for office, rows in offices.items():
        told = [row for row in rows if row.get("reasons")]
        counts = [sum(1 for row in told if factor in _factors(row)) if told else None for factor in factors]
        lines.append(Line((names[office], len(rows), len(told), *counts)))
    columns = (
        Column(_("Kantor"), 3),
        Column(_("Dicatat"), 1, is_number=True),
        Column(_("Alasan diketahui"), 1.3, is_number=True),
        *(Column(factor, 1, is_number=True) for factor in factors),
    )
    return Section(_("Menurut kantor"), columns, tuple(lines))


REASONS = Overview(
    name="reasons",
    title=N_("Alasan berangkat"),
    purpose=N_("Apa yang disebut warga sebagai alasan, dan faktor apa yang ditunjuknya."),
    icon="plane-takeoff",
    reads={DEPARTURE.name: ("registered_on", "reasons", "sex", "age_at_departure")},
    find=find,
)
