"""What the rules of all kinds share."""

from __future__ import annotations

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.records import dates
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext

_FROM_PERSON = {"name": "person_name", "born_on": "born_on", "sex": "sex"}


def text_of(values: Values, name: str) -> str:
    """The text of a field, ``""`` where it is empty or no text."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def codes_of(values: Values, name: str) -> list[str]:
    """The codes in a list field; none where it is empty or no list."""
    value = values.get(name)
    return [code for code in value if isinstance(code, str)] if isinstance(value, list) else []


def warning(field: str, code: str, message: str) -> Problem:
    """A remark that may be saved with a reason."""
    return Problem(field, code, message, is_warning=True)


def from_person(values: Values, context: CheckContext) -> dict[str, object]:
    """``person_name``, ``born_on`` and ``sex`` as the person's record says them now: lists and reports need no more."""
    person = context.record("person", text_of(values, "person"))
    return {ours: person.get(theirs) for theirs, ours in _FROM_PERSON.items()} if person else {}


def unknown_person(values: Values, context: CheckContext) -> list[Problem]:
    """An error when the person is not one of this office."""
    message = _("Orang ini tidak ada dalam catatan kantor ini; catat orangnya dahulu.")
    return not_recorded(values, context, "person", "person", message)


def not_recorded(values: Values, context: CheckContext, field: str, kind: str, message: str) -> list[Problem]:
    """An error when the record that ``field`` names is not one of this office."""
    record = text_of(values, field)
    if not record or context.record(kind, record) is not None:
        return []
    return [Problem(field, f"{field.replace('_', '-')}-unknown", message)]


def not_yet(values: Values, context: CheckContext, field: str, label: str) -> list[Problem]:
    """A warning, since the clock of this PC may be the one that is wrong, when the date lies in the future."""
    text = text_of(values, field)
    if not text or dates.earliest(text) <= context.today:
        return []
    message = _("{label} belum tiba; periksa juga jam komputer.").format(label=label)
    return [warning(field, f"{field.replace('_', '-')}-future", message)]


def out_of_order(values: Values, earlier: str, later: str, message: str) -> list[Problem]:
    """An error when the date in ``later`` certainly lies before the one in ``earlier``."""
    first, then = text_of(values, earlier), text_of(values, later)
    if not (first and then and dates.certainly_before(then, first)):
        return []
    return [Problem(later, f"{later.replace('_', '-')}-before-{earlier.replace('_', '-')}", message)]


def joined(*parts: str) -> str:
    """Parts of the line under a title, gaps left out: ``Dikirim · 2 Maret 2026``."""
    return " · ".join(part for part in parts if part)


def year_problems(values: Values, context: CheckContext, name: str) -> list[Problem]:
    """An error for a year nobody means, a warning for one that has not come yet."""
    text = text_of(values, name)
    if not text:
        return []
    if not is_year(text):
        message = _("Tahun {year} tidak mungkin; tulis seperti {example}.").format(
            year=text, example=context.today.year
        )
        return [Problem(name, f"{name.replace('_', '-')}-impossible", message)]
    if int(text) > context.today.year:
        return [warning(name, f"{name.replace('_', '-')}-future", _("Tahun {year} belum tiba.").format(year=text))]
    return []


def is_year(text: str) -> bool:
    """Whether ``text`` is a year from 1900 to 2100."""
    return len(text) == 4 and text.isascii() and text.isdecimal() and 1900 <= int(text) <= 2100
