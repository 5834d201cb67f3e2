"""Values in words, as a clerk says them: dates written out, money as Rupiah, long numbers in groups, codes as words."""

from __future__ import annotations

from datetime import date

from ppo_desktop.core.period import Month, is_partial_date, long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.records.dates import age_on, earliest
from ppo_desktop.records.decimals import as_shown, hundredths
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.showing import shown

RUPIAH = "rupiah"
BIRTH = "born_on"
GROUPED = 12
"""Numbers that are names are written in groups of four from so many digits on."""


def in_words(field: Field | None, value: object, today: date | None = None) -> str:
    """``value`` as a record sheet shows it; with ``today`` a birth date tells the age."""
    if field and isinstance(value, str):
        if field.shape in (Shape.DATE, Shape.PARTIAL_DATE) and is_partial_date(value):
            return birth_in_words(value, today) if today and field.name == BIRTH else date_in_words(value)
        if field.is_decimal and (amount := hundredths(value)) is not None:
            return as_shown(amount)
        if field.digits:
            return in_groups(value)
        if field.name.endswith(("phone", "whatsapp")):
            return phone_in_words(value)
    if field and isinstance(value, int) and not isinstance(value, bool):
        return amount_in_words(field, value)
    return shown(field, value)


def date_in_words(iso: str) -> str:
    """``14 Maret 1988``, ``Maret 1988``, ``1988``."""
    if len(iso) == 10:
        return long_date(date.fromisoformat(iso))
    return Month(int(iso[:4]), int(iso[5:])).label if len(iso) == 7 else iso


def birth_in_words(iso: str, today: date) -> str:
    """A birth date with the age: ``14 Maret 1988 (38 tahun)``."""
    words = date_in_words(iso)
    if earliest(iso) > today:
        return words
    years = max(age_on(iso, today.isoformat()), 0)
    age = _("{years} tahun") if len(iso) == 10 else _("kira-kira {years} tahun")
    return f"{words} ({age.format(years=years)})"


def amount_in_words(field: Field, value: int) -> str:
    """``Rp1.500.000``, ``45 orang``; where less than none is possible, ``+2``."""
    if field.unit == RUPIAH:
        return f"Rp{number(value)}"
    sign = "+" if field.range[0] < 0 < value else ""
    return f"{sign}{number(value)} {_(field.unit)}".strip() if field.unit else f"{sign}{number(value)}"


def in_groups(digits: str) -> str:
    """Sixteen digits as people read them out: ``6101 0452 0309 9901``; shorter ones and other texts as they are."""
    if len(digits) < GROUPED or not digits.isdecimal():
        return digits
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


_SHORT_AREAS = frozenset({"021", "022", "024", "031", "061"})
"""Area codes of the largest cities have a digit less."""


def phone_in_words(text: str) -> str:
    """A number of this country as people dial it, ``0812 3456 7890`` or ``0562 391234``; others as they stand."""
    if not text.startswith("+62"):
        return text
    digits = "0" + text[3:]
    if not digits.startswith("08"):
        area = 3 if digits[:3] in _SHORT_AREAS else 4
        return f"{digits[:area]} {digits[area:]}"
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
