"""Dates as people write them, and what can be said when only the year or the month is known."""

from __future__ import annotations

import re
from datetime import date

from ppo_desktop.core.period import MONTH_NAMES, Month, is_partial_date

# Seen in village books beside the first letters of today's month names; English ones come from spreadsheets.
_OTHER_SPELLINGS = {"peb": 2, "pebruari": 2, "may": 5, "ags": 8, "agt": 8, "aug": 8, "oct": 10, "dec": 12}
_OTHER_SPELLINGS |= dict.fromkeys(("nop", "nopember"), 11)
_DAY_FIRST = re.compile(r"(?:([0-9]{1,2})[-/. ])?([0-9]{1,2})[-/. ]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?(?:[T ]00:00(?::00)?)?")
# No year of ours can be taken for day and month: 19880314 has no 88th month, 20011203 would lie in the year 1203.
_RUN_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_NAMED = re.compile(r"(?:([0-9]{1,2})[-/. ]*)?([a-zA-Z]{3,})[-/. ,]*([0-9]{4})")
# Two digits are a year only behind a day and a month: "3-04" could as well be a day.
_SHORT = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{2})")
_NAMED_SHORT = re.compile(r"([0-9]{1,2})[-/. ]*([a-zA-Z]{3,})[-/. ,]*([0-9]{2})")
_CENTURIES = (*[2000] * 30, *[0] * 20, *[1900] * 50)
"""What two digits leave out; 0: from 30 to 49 it could be a birth as well as the end of a contract."""


def read_date(text: str) -> str | None:
    """ISO text (whole or partial) of what was typed, day before month; ``None`` unless a date from 1900 to 2100.

    A year of two digits is read in a whole date where it can mean one century only: ``12-3-04``, ``12 Maret 88``.
    """
    text = text.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    elif (match := _DAY_FIRST.fullmatch(text)) or (match := _RUN_TOGETHER.fullmatch(text)):
        day, month, year = match.groups()
    elif (match := _NAMED.fullmatch(text)) and (number := month_number(match[2])):
        day, month, year = match[1], str(number), match[3]
    elif (match := _SHORT.fullmatch(text)) and (century := _CENTURIES[int(match[3])]):
        day, month, year = match[1], match[2], str(century + int(match[3]))
    elif (
        (match := _NAMED_SHORT.fullmatch(text))
        and (number := month_number(match[2]))
        and (century := _CENTURIES[int(match[3])])
    ):
        day, month, year = match[1], str(number), str(century + int(match[3]))
    else:
        return None
    parts = [str(int(year)).zfill(4), *(str(int(part)).zfill(2) for part in (month, day) if part)]
    iso = "-".join(parts)
    return iso if is_partial_date(iso) else None


def is_date(text: str) -> bool:
    """Whether ``text`` is a whole ISO date of the calendar."""
    return len(text) == 10 and text.isascii() and is_partial_date(text)


def earliest(text: str) -> date:
    """First day a partial ISO date may mean."""
    return date.fromisoformat((text + "-01-01")[:10])


def latest(text: str) -> date:
    """Last day a partial ISO date may mean."""
    if len(text) == 4:
        return date(int(text), 12, 31)
    return Month(int(text[:4]), int(text[5:])).last if len(text) == 7 else date.fromisoformat(text)


def written(text: str) -> str:
    """A partial ISO date the Indonesian way round: ``21-11-2026``, ``11-2026``, ``2026``."""
    return "-".join(reversed(text.split("-")))


def certainly_before(one: str, other: str) -> bool:
    """Whether ``one`` lies before ``other`` whatever the unknown parts are."""
    return latest(one) < earliest(other)


def age_on(born_on: str, on: str) -> int:
    """Full years at ``on``; with partial dates the youngest age they allow, so that no child is taken for grown up.

    Born on 29 February: in a common year the year of age is full on 1 March.
    """
    born, then = latest(born_on), earliest(on)
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


def month_number(word: str) -> int | None:
    """The month a word stands for, as people write it: ``Des``, ``nopember``."""
    word = word.casefold()
    found = [n for n, name in enumerate(MONTH_NAMES, 1) if name.casefold().startswith(word)]
    return found[0] if found else _OTHER_SPELLINGS.get(word)
