"""Family card, telephone and passport numbers: one written form, and remarks that never block."""

from __future__ import annotations

import re
from datetime import date

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.records.dates import earliest

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
PASSPORT_MONTHS = 6
"""A passport should outlive the journey by this many months (practice of immigration offices)."""


def family_card_problem(digits: str) -> Problem | None:
    """A warning when the digits of a KK (region 6, date of issue 6, serial 4) hold no possible date."""
    try:
        date(2000 + int(digits[10:12]), int(digits[8:10]), int(digits[6:8]))
    except ValueError:
        message = _("Angka ke-7 sampai ke-12 nomor KK biasanya tanggal terbit; {part} bukan tanggal.")
        return Problem("family_card", "family-card-date", message.format(part=digits[6:12]), is_warning=True)
    return None


def phone(text: str) -> str:
    """``text`` in E.164 (``+628123456789``) when it is a number from here or with country code; else as typed."""
    digits = re.sub(r"[\s().\-/]+", "", text)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif re.fullmatch(r"0[1-9][0-9]+", digits):
        digits = "+62" + digits[1:]
    elif re.fullmatch(r"(62|60)[0-9]{8,}", digits):
        digits = "+" + digits
    elif re.fullmatch(r"8[0-9]{8,11}", digits):
        digits = "+62" + digits
    digits = digits.replace("+620", "+62", 1) if digits.startswith("+620") else digits
    return digits if _E164.fullmatch(digits) else text


def phone_problem(field: str, number: str) -> Problem | None:
    """A warning when the number has no form that can be dialled; Indonesian mobiles have 10 to 13 digits from 08."""
    fits = _E164.fullmatch(number) and (not number.startswith("+628") or 12 <= len(number) <= 15)
    if fits:
        return None
    message = _("“{number}” tidak tampak seperti nomor telepon.").format(number=number)
    return Problem(field, f"{field.replace('_', '-')}-unusual", message, is_warning=True)


def passport(text: str) -> str:
    """Capital letters, no separators."""
    return re.sub(r"[\s.\-]+", "", text).upper()


def passport_problem(number: str) -> Problem | None:
    """A warning unless it is one letter and seven digits; travel documents in lieu of a passport (SPLP) differ."""
    if re.fullmatch(r"[A-Z][0-9]{7}", number):
        return None
    message = _("Nomor paspor biasanya satu huruf dan tujuh angka; ini “{number}”.").format(number=number)
    return Problem("passport", "passport-unusual", message, is_warning=True)


def passport_ends_early(until: str, leaving_on: str) -> bool:
    """Whether the passport ends within six months of ``leaving_on`` (ISO dates, the latter may be partial)."""
    start = earliest(leaving_on)
    year, month = divmod(start.year * 12 + start.month - 1 + PASSPORT_MONTHS, 12)
    return until < f"{year:04d}-{month + 1:02d}-{start.day:02d}"
