"""People who do not exist, as a village in Kabupaten Sambas might record them.

The same village and seed give the same people on every run and every PC. Whatever numbers them can be told from the
real: NIK and KK serials begin with 99, telephone numbers with 0840, a prefix no operator has.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from random import Random

from ppo_desktop.core.paths import resource

FIRST_SERIAL = 9901
"""Serials of practice people; the registry counts from 0001 and does not come this far on one day."""
PHONE_PREFIX = "0840"
HAMLETS = 3
"""Per village."""
_HERITAGES = ("melayu",) * 6 + ("dayak",) * 2 + ("tionghoa",) * 2
_EARLIEST, _LATEST = date(1976, 1, 1), date(2007, 12, 31)
# Codes of the lists "education" and "occupations"; a value stands as often as it is common.
_EDUCATION = ("3", "3", "4", "4", "4", "5", "5", "5", "2", "6", "8")
_OCCUPATIONS = {"L": ("9", "9", "20", "19", "13", "11", "1", "15"), "P": ("2", "2", "2", "9", "1", "8", "15", "20")}
_NOT_YET_WED = 23
_NO_MORE: Mapping[str, object] = {}


class Village:
    """The invented inhabitants of one village, one after another."""

    def __init__(self, code: str, seed: int = 1) -> None:
        """Args: code: of a desa or kelurahan, ``61.01.04.2003``."""
        self._code = code
        self._draw = Random(f"{code} {seed}")
        self._serials: Counter[str] = Counter()
        self._names: set[str] = set()
        self._phones = 0
        self._hamlets = self._draw.sample(_texts("places", "hamlet"), HAMLETS)

    def person(
        self, sex: str = "", born_on: date | None = None, more: Mapping[str, object] = _NO_MORE
    ) -> dict[str, object]:
        """The next inhabitant: field → value of the kind ``person``.

        Args:
            sex: ``L`` or ``P``; drawn when empty.
            born_on: drawn (1976 to 2007) when missing.
            more: fields that are to differ from what was drawn; ``None`` leaves one out.
        """
        draw = self._draw
        sex = sex or draw.choice("LP")
        born_on = born_on or _EARLIEST + timedelta(days=draw.randrange((_LATEST - _EARLIEST).days))
        is_wed = 2026 - born_on.year > _NOT_YET_WED and draw.random() < 0.75
        values: dict[str, object] = {
            "name": self._name(sex),
            "nik": self._nik(sex, born_on),
            "family_card": self._family_card(),
            "birth_place": draw.choice(("Tebas", "Tebas", "Sambas", "Pemangkat", "Teluk Keramat", "Singkawang")),
            "born_on": born_on.isoformat(),
            "sex": sex,
            "address": f"{draw.choice(_texts('places', 'lane'))} No. {draw.randrange(1, 90)}",
            "rt": f"{draw.randrange(1, 9):03d}",
            "rw": f"{draw.randrange(1, 4):03d}",
            "hamlet": draw.choice(self._hamlets),
            "region": self._code,
            "education": draw.choice(_EDUCATION),
            "occupation": draw.choice(_OCCUPATIONS[sex]),
            "marital_status": "2" if is_wed else "1",
            "family_relation": {"L": "1", "P": "3"}[sex] if is_wed else "4",
            "phone": self._phone(),
            "contact_name": self._name("P" if sex == "L" else "L"),
            "contact_relation": {"L": "ISTRI", "P": "SUAMI"}[sex] if is_wed else {"L": "IBU", "P": "AYAH"}[sex],
            "contact_phone": self._phone(),
        }
        return {name: value for name, value in {**values, **more}.items() if value is not None}

    def _name(self, sex: str) -> str:
        """A name not given before, while the lists last."""
        name = ""
        for _attempt in range(20):
            heritage = self._draw.choice(_HERITAGES)
            parts = (self._draw.choice(_texts("names", part, heritage, sex)) for part in ("first", "last"))
            name = " ".join(parts)
            if name not in self._names:
                break
        self._names.add(name)
        return name

    def _nik(self, sex: str, born_on: date) -> str:
        """District, birth date with the day of women raised by 40, serial (PP 37/2007 art. 37)."""
        day = born_on.day + (40 if sex == "P" else 0)
        return self._numbered(f"{self._district}{day:02d}{born_on:%m%y}")

    def _family_card(self) -> str:
        issued = date(2012, 1, 2) + timedelta(days=self._draw.randrange(4700))
        return self._numbered(f"{self._district}{issued:%d%m%y}")

    def _numbered(self, beginning: str) -> str:
        serial = FIRST_SERIAL + self._serials[beginning]
        if serial > 9999:
            raise ValueError("more practice people of one birth date than there are serials")
        self._serials[beginning] += 1
        return f"{beginning}{serial}"

    def _phone(self) -> str:
        self._phones += 1
        return f"{PHONE_PREFIX}{self._code[-4:]}{self._phones:04d}"

    @property
    def _district(self) -> str:
        return self._code[:8].replace(".", "")


@cache
def _texts(file: str, part: str, heritage: str = "", sex: str = "") -> list[str]:
    """The texts of one part of a list; a line without sex is for both."""
    with resource("practice", f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return [
            line["text"]
            for line in csv.DictReader(lines)
            if line["part"] == part and line.get("heritage", "") == heritage and line.get("sex", "") in ("", sex)
        ]
