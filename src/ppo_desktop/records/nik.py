"""The NIK: what its sixteen digits say, and what they cannot say.

PPKKCC + DDMMYY + serial: province, regency and district **where first registered**, birth date (women: day + 40), and
a serial from 0001 (PP 37/2007 art. 37). It is kept for life, does not follow a move, and is not issued again when
the birth date is corrected (PP 40/2019 art. 30). There is no check digit: offline we can
only say that the form is right.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.offices import regions
from ppo_desktop.core.text import _
from ppo_desktop.records import dates
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.rules import warning

OLDEST = 110
"""Years beyond which a birth date is not taken for possible."""
_HOME = "61"
_SEPARATORS = re.compile(r"[\s.\-]+")


class Nik(Struct, frozen=True):
    """What a NIK says; parts are empty where the digits do not allow them."""

    digits: str
    """Without spaces, dots and dashes."""
    district: str = ""
    """District of first registration, ``61.01.04``."""
    place: str = ""
    """Its name as far as we know it: ``Kecamatan Tebas, Kabupaten Sambas``, or the province."""
    sex: str = ""
    """``L`` or ``P``."""
    births: tuple[date, ...] = ()
    """Possible birth dates, the latest first: two when both centuries fit, then the clerk must be asked."""
    problems: tuple[Problem, ...] = ()

    @property
    def format_is_right(self) -> bool:
        """The strongest thing to be said without the civil registry; shown as “format benar”."""
        return all(problem.is_warning for problem in self.problems)


def strip(text: str) -> str:
    """``text`` without the spaces, dots and dashes people put between the digits."""
    return _SEPARATORS.sub("", text)


def decode_nik(text: str, today: date) -> Nik:
    """What the NIK says on the day ``today``; never raises."""
    digits = strip(text)
    if not re.fullmatch(r"[0-9]{16}", digits):
        return _wrong(digits, "nik-digits", _("NIK terdiri dari 16 angka."))
    if len(set(digits)) == 1:
        return _wrong(digits, "nik-all-equal", _("Semua angka NIK sama."))
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    sex = "P" if day > 40 else "L"
    births = _births(day - 40 if day > 40 else day, month, year, today)
    if not births:
        message = _("Angka ke-7 sampai ke-12 pada NIK ({part}) bukan tanggal lahir yang mungkin.")
        return _wrong(digits, "nik-date", message.format(part=digits[6:12]))
    if digits[12:] == "0000":
        return _wrong(digits, "nik-serial", _("Nomor urut NIK (empat angka terakhir) dimulai dari 0001."))
    district = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}"
    return Nik(digits, district, _place(district), sex, births, tuple(_region_problems(district)))


def compare(nik: Nik, born_on: str | None, sex: str | None) -> list[Problem]:
    """Warnings where a person's data differ from the NIK; ``born_on`` may be partial.

    Living elsewhere than the NIK says is no problem at all: the NIK does not follow a move.
    """
    problems = []
    if nik.births and born_on and not any(_fits(born_on, birth) for birth in nik.births):
        said = _(" atau ").join(dates.written(birth.isoformat()) for birth in nik.births)
        message = _("Tanggal lahir beda dengan NIK: pada NIK {nik}, pada isian {typed}.")
        problems.append(warning("born_on", "nik-born-on", message.format(nik=said, typed=dates.written(born_on))))
    if nik.sex and sex and sex != nik.sex:
        message = _("Jenis kelamin beda dengan NIK: pada NIK {nik}.")
        words = code_list("sexes").label(nik.sex).lower()
        problems.append(warning("sex", "nik-sex", message.format(nik=words)))
    return problems


def _births(day: int, month: int, year: int, today: date) -> tuple[date, ...]:
    """Dates the digits may mean; where all lie ahead, as under a clock of 1990, what the calendar allows counts."""
    found = []
    for century in (2000, 1900):
        try:
            birth = date(century + year, month, day)
        except ValueError:
            continue
        if today.year - birth.year <= OLDEST:
            found.append(birth)
    return tuple(birth for birth in found if birth <= today) or tuple(found)


def _fits(born_on: str, birth: date) -> bool:
    return birth.isoformat().startswith(born_on)


def _place(district: str) -> str:
    known = regions()
    if district in known:
        return f"{known[district].full_name}, {known[district[:5]].full_name}"
    old = code_list("retired-districts").by_code.get(district)
    if old:
        return _("{place} (kode lama)").format(place=known[old.extra["regency"]].full_name)
    if district[:5] in known:
        return known[district[:5]].full_name
    provinces = code_list("provinces")
    return provinces.label(district[:2]) if provinces.contains(district[:2]) else ""


def _region_problems(district: str) -> list[Problem]:
    province = district[:2]
    if not code_list("provinces").contains(province):
        message = _("Dua angka pertama NIK ({code}) bukan kode provinsi yang dikenal.")
        return [warning("nik", "nik-province-unknown", message.format(code=province))]
    if province != _HOME or district in regions():
        return []
    old = code_list("retired-districts").by_code.get(district)
    if old:
        message = _("Kode kecamatan lama pada NIK: {code}, sekarang termasuk {now}.")
        now = regions()[old.extra["regency"]].full_name
        return [warning("nik", "nik-district-old", message.format(code=district, now=now))]
    message = _("Kode kecamatan pada NIK ({code}) tidak ada dalam daftar Kalimantan Barat.")
    return [warning("nik", "nik-district-unknown", message.format(code=district))]


def _wrong(digits: str, code: str, message: str) -> Nik:
    return Nik(digits, problems=(Problem("nik", code, message),))
