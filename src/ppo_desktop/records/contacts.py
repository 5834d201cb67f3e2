"""Telephone numbers of services: the hotlines every office starts with, and one form for short and long numbers."""

from __future__ import annotations

import csv
import re
from functools import cache

from msgspec import Struct

from ppo_desktop.core import additions
from ppo_desktop.core.errors import Problem
from ppo_desktop.core.paths import resource
from ppo_desktop.records import numbers

CONTACTS = "contacts"
"""Name of the list to which numbers are added."""
# 110, 129, 1500630; 0800 and 0804 are dialled as they stand and have no form abroad.
_AS_DIALLED = re.compile(r"[1-9][0-9]{2,7}|080[0-9][0-9]{4,8}")


class Hotline(Struct, frozen=True):
    """One line of ``resources/contacts``."""

    name: str
    service: str
    """Code of ``contact-services``."""
    phone: str
    phone_2: str
    whatsapp: str
    hours: str
    area: str
    checked_on: str
    """ISO date on which somebody last compared the line with its source."""
    to_verify: str
    """What must be made sure of first, in Indonesian ("nomor WhatsApp"); ``""``: nothing."""
    note: str

    @property
    def typed(self) -> dict[str, str]:
        """As values for the form of a ``contact``, where an office takes it over; a doubt stands in the note."""
        names = ("name", "service", "phone", "phone_2", "whatsapp", "hours", "area", "checked_on", "note")
        return {name: text for name in names if (text := getattr(self, name))}


@cache
def hotlines() -> tuple[Hotline, ...]:
    """The start list, in the order of its file, and what was added; a line of the same name replaces the older one."""
    with resource("contacts", "kalbar.csv").open(encoding="utf-8", newline="") as file:
        known = {line["name"]: Hotline(**line) for line in csv.DictReader(file)}
    known |= {line["name"]: Hotline(**line) for line in additions.lines(CONTACTS)}
    return tuple(known.values())


additions.on_change(hotlines.cache_clear)


class Abroad(Struct, frozen=True):
    """Whom to call in another country; ``""`` where nothing sure is known."""

    police: str
    ambulance: str
    workers: str
    """A line for foreign workers that answers in Indonesian."""
    checked_on: str
    """As of ``Hotline``."""


@cache
def _abroad() -> dict[str, Abroad]:
    with resource("contacts", "abroad.csv").open(encoding="utf-8", newline="") as file:
        return {line.pop("country"): Abroad(**line) for line in csv.DictReader(file)}


def abroad(country: str) -> Abroad | None:
    """The emergency numbers of a country, a code of ``countries``; ``None`` where none is known."""
    return _abroad().get(country)


def number(text: str) -> str:
    """Short and free numbers as their digits (``110``, ``08001000``), all others as ``numbers.phone``."""
    digits = re.sub(r"[\s().\-/]+", "", text)
    return digits if _AS_DIALLED.fullmatch(digits) else numbers.phone(text)


def number_problem(field: str, text: str) -> Problem | None:
    """A warning when nobody can dial it."""
    return None if _AS_DIALLED.fullmatch(text) else numbers.phone_problem(field, text)
