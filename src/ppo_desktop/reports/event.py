"""What the papers of an event say: the record ``socialisation`` in words and figures, read once for all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from ppo_desktop.core.period import long_date, weekday
from ppo_desktop.core.text import _
from ppo_desktop.records.codes import VILLAGES, code_list
from ppo_desktop.records.dates import is_date
from ppo_desktop.records.decisions import task_of
from ppo_desktop.records.field import Values
from ppo_desktop.records.payments import Payment, payments
from ppo_desktop.records.rules import codes_of, text_of
from ppo_desktop.reports.document import Blank
from ppo_desktop.reports.office import Office
from ppo_desktop.reports.record_sheet import SheetPhotos

PEN_LINES = Blank("", lines=2)
"""In the place of words nobody wrote: an official looks for every part, and it is filled in by hand before signing."""
DASH = "–"
"""In the place of a figure nobody recorded; never a 0."""
FREE = "TANPA_BIAYA"
"""Code of ``funding``."""
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.\s?)+[A-Za-z]{0,5}\.?|[A-Z]{2}")


class Named(Struct, frozen=True):
    """Somebody in a line of names: ``Siti Rahmah, S.Sos., Kasi Kesra, Kecamatan Tebas, syarat umur``."""

    name: str
    role: str = ""
    """Post, and where."""
    topic: str = ""


class Deed(Struct, frozen=True):
    """What is to be done, by whom, until when, as it was written."""

    what: str
    who: str = ""
    due: str = ""
    """In words."""


class EventFacts(Struct, frozen=True):
    """Everything the papers of one event say. Texts are empty, figures ``None`` where nobody wrote anything."""

    office: Office
    day: date
    """Of printing."""
    title: str
    number: str
    basis: str
    purpose: str
    executor: str
    committee: tuple[Named, ...]
    held_on: date | None
    time: str
    place: str
    region: str
    """``Desa Sempalai, Kecamatan Tebas``."""
    region_code: str
    institution: str
    audiences: tuple[tuple[str, int | None], ...]
    """Words, and how many came where that was counted."""
    audience_codes: tuple[str, ...]
    invited: int | None
    men: int | None
    women: int | None
    under_18: int | None
    attendance_sheets: int | None
    speakers: tuple[Named, ...]
    topics: str
    materials: tuple[tuple[str, int, str], ...]
    """Words, amount, unit."""
    material_codes: tuple[str, ...]
    outcome: str
    agreements: str
    cases_raised: int | None
    pre_test: int | None
    post_test: int | None
    budget: int | None
    is_free: bool
    """Whether somebody said that it cost nothing."""
    funding: str
    budget_line: str
    payments: tuple[Payment, ...]
    obstacles: str
    follow_ups: tuple[Deed, ...]
    photos: SheetPhotos
    consent: str
    """Code of ``photo-consents``, or ``""``."""
    documentation: str
    signed: frozenset[str]
    """Codes of ``event-papers``."""
    closing: str
    reporter: Named
    reported_on: date | None
    is_training: bool = False

    @property
    def came(self) -> int | None:
        """Men and women together."""
        return (self.men or 0) + (self.women or 0) if (self.men, self.women) != (None, None) else None

    @property
    def adults(self) -> int | None:
        """Those who came and were not counted as minors."""
        return self.came - self.under_18 if self.came is not None and self.under_18 is not None else None

    @property
    def weekday_and_date(self) -> str:
        """``Jumat, 20 November 2026``."""
        return f"{weekday(self.held_on)}, {long_date(self.held_on)}" if self.held_on else ""

    @property
    def paid(self) -> int:
        """Rupiah of all payments that can be read."""
        return sum(one.amount or 0 for one in self.payments)

    @property
    def footer(self) -> str:
        """At the foot of every page, after the name of the paper."""
        whose = _("{office} ({code})").format(office=self.office.full_name, code=self.office.code)
        return ", ".join(part for part in (self.title, whose) if part)


def event_facts(
    office: Office,
    values: Values,
    day: date,
    *,
    photos: SheetPhotos | None = None,
    institution: str = "",
    is_training: bool = False,
) -> EventFacts:
    """The facts of a record.

    Args:
        values: the record as in the journal.
        photos: those that are printed, and how many are not.
        institution: the name of the one it names.
    """
    held_on, region = text_of(values, "held_on"), text_of(values, "region")
    executor, whose = text_of(values, "executor_name"), code_list("executors").label(text_of(values, "executor"))
    present = values.get("present")
    counted = dict(present) if isinstance(present, Mapping) else {}
    groups = tuple(dict.fromkeys((*codes_of(values, "audiences"), *counted)))
    given = values.get("materials")
    materials = code_list("materials").by_code
    handed_out = dict(given) if isinstance(given, Mapping) else {}
    reporter = (*named(text_of(values, "reported_by"), has_topic=False), Named(""))[0]
    return EventFacts(
        office=office,
        day=day,
        title=text_of(values, "title") or code_list("activities").label(text_of(values, "activity")),
        number=text_of(values, "number"),
        basis=text_of(values, "basis"),
        purpose=text_of(values, "purpose"),
        executor=f"{executor} ({whose})" if executor and whose else executor or whose,
        committee=named(text_of(values, "committee"), has_topic=False),
        held_on=_day(held_on),
        time=text_of(values, "time"),
        place=text_of(values, "place"),
        region=code_list(VILLAGES).label(region),
        region_code=region,
        institution=institution,
        audiences=tuple((code_list("audiences").label(code), _count(counted.get(code))) for code in groups),
        audience_codes=groups,
        invited=_count(values.get("invited")),
        men=_count(values.get("men")),
        women=_count(values.get("women")),
        under_18=_count(values.get("under_18")),
        attendance_sheets=_count(values.get("attendance_sheets")),
        speakers=named(text_of(values, "speakers")),
        topics=text_of(values, "topics"),
        materials=tuple(
            (code_list("materials").label(code), amount, materials[code].extra["unit"] if code in materials else "")
            for code, amount in handed_out.items()
        ),
        material_codes=tuple(handed_out),
        outcome=text_of(values, "outcome"),
        agreements=text_of(values, "agreements"),
        cases_raised=_count(values.get("cases_raised")),
        pre_test=_count(values.get("pre_test")),
        post_test=_count(values.get("post_test")),
        budget=_count(values.get("budget")),
        is_free=text_of(values, "funding") == FREE or values.get("budget") == 0,
        funding=code_list("funding").label(text_of(values, "funding")),
        budget_line=code_list("budget-lines").label(text_of(values, "budget_line")),
        payments=payments(text_of(values, "payments")),
        obstacles=text_of(values, "obstacles"),
        follow_ups=deeds(text_of(values, "follow_up"), values),
        photos=photos or SheetPhotos(),
        consent=text_of(values, "photo_consent"),
        documentation=text_of(values, "documentation"),
        signed=frozenset(codes_of(values, "papers_signed")),
        closing=text_of(values, "closing"),
        reporter=reporter,
        reported_on=_day(text_of(values, "reported_on")),
        is_training=is_training,
    )


def named(lines: str, *, has_topic: bool = True) -> tuple[Named, ...]:
    """Who stands in lines of the form ``name, post, place, topic``; a semicolon ends a person as a line does.

    Degrees stay with the name; of three or more parts the last one is the topic, where there may be one.
    """
    return tuple(_named(line, has_topic) for line in re.split(r"[;\n]", lines) if line.strip(" ,\t"))


def _named(line: str, has_topic: bool) -> Named:
    name, *others = (part for piece in line.split(",") if (part := piece.strip()))
    while others and _DEGREE.fullmatch(others[0]):
        name = f"{name}, {others.pop(0)}"
    topic = others.pop() if has_topic and len(others) > 1 else ""
    return Named(name, ", ".join(others), topic)


def deeds(lines: str, record: Values) -> tuple[Deed, ...]:
    """What is to be done by lines of the form ``what; who; until when``, read as the decisions of a meeting are."""
    return tuple(_deed(line, record) for line in lines.splitlines() if line.strip())


def _deed(line: str, record: Values) -> Deed:
    task = task_of(line, record)
    due, institution = str(task.get("due", "")), task.get("institution")
    who = code_list("institutions").label(str(institution)) if institution else str(task.get("owner", ""))
    what = str(task.get("note") or task.get("what") or line.strip())
    return Deed(what, who, long_date(date.fromisoformat(due)) if is_date(due) else due)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if is_date(text) else None
