"""Offices and their levels, read from the region code. Level is data: nothing else asks ``if level == ...``.

Codes follow Permendagri 58/2021: ``PP.KK`` kabupaten (01-69) or kota (71-99), ``PP.KK.CC`` kecamatan,
``PP.KK.CC.VVVV`` village, whose first digit tells kelurahan (1), desa (2) and desa adat (3) apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from ppo_desktop.core import additions
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.paths import resource
from ppo_desktop.core.text import N_, _

REGIONS = "regions"
"""Name of the list to which codes are added."""
CODE = re.compile(r"[0-9]{2}\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?")


class Level(IntEnum):
    """Where an office stands; a higher number is higher up."""

    VILLAGE = 1
    DISTRICT = 2
    REGENCY = 3


class OfficeType(NamedTuple):
    """What differs between offices of one level: titles and letterhead lines."""

    name: str
    """``desa``, ``kelurahan``, ``kecamatan``, ``kabupaten`` or ``kota``."""
    level: Level
    title: str
    """As printed before the place name: ``Desa``, ``Kecamatan`` ..."""
    head: str
    """The office head's title: ``Kepala Desa``, ``Lurah``, ``Camat`` ..."""
    secretary: str
    """Who may assent a.n. the head."""
    treasurer: str
    """Who pays: of a desa the Kaur Keuangan (Permendagri 20/2018)."""


_TREASURER = N_("Bendahara Pengeluaran")
OFFICE_TYPES = {
    t.name: t
    for t in (
        OfficeType("desa", Level.VILLAGE, N_("Desa"), N_("Kepala Desa"), N_("Sekretaris Desa"), N_("Kaur Keuangan")),
        OfficeType("kelurahan", Level.VILLAGE, N_("Kelurahan"), N_("Lurah"), N_("Sekretaris Kelurahan"), _TREASURER),
        OfficeType("kecamatan", Level.DISTRICT, N_("Kecamatan"), N_("Camat"), N_("Sekretaris Kecamatan"), _TREASURER),
        OfficeType(
            "kabupaten", Level.REGENCY, N_("Kabupaten"), N_("Ketua Harian Gugus Tugas"), N_("Sekretaris"), _TREASURER
        ),
        OfficeType("kota", Level.REGENCY, N_("Kota"), N_("Ketua Harian Gugus Tugas"), N_("Sekretaris"), _TREASURER),
    )
}


@lru_cache(5000)  # the regions of a province; asked of each of them again and again
def office_type(code: str) -> OfficeType:
    """The type of office a region code names; raises ``Refused('office-code')`` for anything else."""
    if not CODE.fullmatch(code):
        raise Refused(
            "office-code",
            _("“{code}” bukan kode wilayah.").format(code=code),
            _("Contoh kode desa: 61.01.04.2003."),
        )
    parts = code.split(".")
    if len(parts) == 2:
        name = "kota" if int(parts[1]) > 70 else "kabupaten"
    elif len(parts) == 3:
        name = "kecamatan"
    else:
        name = "kelurahan" if parts[3].startswith("1") else "desa"
    return OFFICE_TYPES[name]


def parent(code: str) -> str:
    """The code one level up: the village's kecamatan, the kecamatan's kabupaten, the kabupaten's province."""
    return code.rpartition(".")[0]


def above(code: str, level: Level) -> str:
    """The code of the office of ``level`` in whose region ``code`` lies; ``""`` where it stands as high itself."""
    if office_type(code).level >= level:
        return ""
    while office_type(code).level < level:
        code = parent(code)
    return code


def is_below(code: str, above: str) -> bool:
    """Whether ``code`` lies inside the region ``above`` (and is not ``above`` itself)."""
    return code.startswith(above + ".")


class Region(NamedTuple):
    """One row of ``resources/regions/wilayah-61.csv``."""

    code: str
    name: str

    @property
    def full_name(self) -> str:
        """``Desa Sebayan``, ``Kecamatan Sambas``, ``Kabupaten Sambas``."""
        title = office_type(self.code).title
        return self.name if self.name.startswith(title) else f"{title} {self.name}"


@cache
def regions() -> dict[str, Region]:
    """Region code → region, for West Kalimantan (source and licence beside the file), with what was added since."""
    return {region.code: region for region in _read_regions()}


additions.on_change(regions.cache_clear)


def region(code: str) -> Region:
    """The region of ``code``; raises ``Refused('office-unknown')`` when the list does not have it."""
    office_type(code)
    found = regions().get(code)
    if not found:
        raise Refused(
            "office-unknown",
            _("Kode wilayah {code} tidak ada dalam daftar Kalimantan Barat.").format(code=code),
            _("Periksa kodenya, atau minta daftar wilayah terbaru."),
        )
    return found


def name_of(code: str) -> str:
    """``Desa Sebayan``; the code itself where the list does not have it, as of a newer list."""
    found = regions().get(code)
    return found.full_name if found else code


def bare_name(code: str) -> str:
    """``Sebayan``, for where there is no room; the code itself as for ``name_of``."""
    found = regions().get(code)
    return found.name if found else code


@cache
def seats() -> dict[str, str]:
    """Code → where the office sits, of kabupaten whose capital has another name than they."""
    return {row["code"]: row["seat"] for row in _rows("seats.csv")}


def _read_regions() -> Iterator[Region]:
    for row in _rows("wilayah-61.csv"):
        if CODE.fullmatch(row["code"]):
            yield Region(row["code"], row["name"])
    yield from (Region(row["code"], row["name"]) for row in additions.lines(REGIONS))


def _rows(name: str) -> Iterator[dict[str, str]]:
    import csv  # here: the page people log in on reads none of these

    with resource("regions", name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
