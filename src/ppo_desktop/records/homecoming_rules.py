"""Rules of the kind ``homecoming``."""

from __future__ import annotations

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import certainly_before, written
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.rules import (
    from_person,
    joined,
    not_recorded,
    not_yet,
    out_of_order,
    text_of,
    unknown_person,
)

LEAVING_AGAIN = frozenset({"BERANGKAT_RESMI", "BERANGKAT_LAGI"})


def complete(values: Values, context: CheckContext) -> dict[str, object]:
    """The person as they are now; the country of the departure where nobody said."""
    written_by_us = from_person(values, context)
    departure = context.record("departure", text_of(values, "departure"))
    if departure and not text_of(values, "from_country"):
        written_by_us["from_country"] = departure.get("destination_country")
    return written_by_us


def check(values: Values, context: CheckContext) -> list[Problem]:
    """The person and the departure belong together; order of dates."""
    return [
        *unknown_person(values, context),
        *not_recorded(values, context, "departure", "departure", _("Keberangkatan ini tidak ada di kantor ini.")),
        *not_yet(values, context, "returned_on", _("Tanggal pulang")),
        *not_yet(values, context, "visited_on", _("Tanggal kunjungan")),
        *out_of_order(values, "returned_on", "visited_on", _("Tanggal kunjungan sebelum tanggal pulang.")),
        *_departure_problems(values, context),
    ]


def _departure_problems(values: Values, context: CheckContext) -> list[Problem]:
    departure = context.record("departure", text_of(values, "departure"))
    if not departure:
        return []
    problems = []
    person, returned_on, left_on = (
        text_of(values, "person"),
        text_of(values, "returned_on"),
        departure.get("departed_on"),
    )
    if person and departure.get("person") != person:
        message = _("Keberangkatan ini milik orang lain; pilih keberangkatan warga yang sama.")
        problems.append(Problem("departure", "departure-of-another", message))
    if returned_on and isinstance(left_on, str) and left_on and certainly_before(returned_on, left_on):
        message = _("Tanggal pulang sebelum berangkat.")
        problems.append(Problem("returned_on", "returned-before-departed", message))
    return problems


def title_of(values: Values) -> str:
    """Person and day: ``Siti Aminah – pulang 11-2026``."""
    day = written(text_of(values, "returned_on"))
    came = _("pulang {day}").format(day=day) if day else ""
    return " – ".join(part for part in (text_of(values, "person_name"), came) if part) or _("(tanpa nama)")


def detail_of(values: Values) -> str:
    """Reason, country and entry point: ``Deportasi · Malaysia · PLBN Entikong (Sanggau)``."""
    reason = code_list("return-reasons").label(text_of(values, "reason"))
    country = code_list("countries").label(text_of(values, "from_country"))
    return joined(reason, country, code_list("exit-points").label(text_of(values, "entry_point")))


def search_text(values: Values) -> str:
    """Person, country and reason."""
    reason = code_list("return-reasons").label(text_of(values, "reason"))
    country = code_list("countries").label(text_of(values, "from_country"))
    return folded(values.get("person_name"), country, reason, values.get("route"))
