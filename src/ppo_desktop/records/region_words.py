"""Where somebody lives by the words of a list: names of village, district and regency in columns, or in one address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from ppo_desktop.core import additions
from ppo_desktop.core.offices import CODE, Level, is_below, name_of, office_type, regions
from ppo_desktop.core.text import search_key
from ppo_desktop.records.table_shapes import DISTRICT, REGENCY, VILLAGE

_TITLES = {
    VILLAGE: ("desa", "ds", "kelurahan", "kel", "kampung", "desa kelurahan"),
    DISTRICT: ("kecamatan", "kec"),
    REGENCY: ("kabupaten", "kab", "kota", "kota administrasi"),
}
_LEVELS = {REGENCY: Level.REGENCY, DISTRICT: Level.DISTRICT, VILLAGE: Level.VILLAGE}
_IN_ADDRESS = {
    VILLAGE: re.compile(r"\b(?:desa|ds|kelurahan|kel)\b[.\s]*([^,;/]+)", re.IGNORECASE),
    DISTRICT: re.compile(r"\b(?:kecamatan|kec)\b[.\s]*([^,;/]+)", re.IGNORECASE),
    REGENCY: re.compile(r"\b(?:kabupaten|kab)\b[.\s]*([^,;/]+)|\b(kota\s+[^,;/]+)", re.IGNORECASE),
}
_STOPS = re.compile(
    r"\b(?:desa|ds|kelurahan|kel|kecamatan|kec|kabupaten|kab|kota|provinsi|prov|rt|rw|dusun|dsn|kalbar|kalimantan)\b",
    re.IGNORECASE,
)


class Where(Struct, frozen=True):
    """What a row says of where somebody lives."""

    code: str = ""
    """Of the narrowest region that is certain; ``""``: none is."""
    words: str = ""
    """As it stands there, the narrowest first; ``""``: it says nothing."""
    is_elsewhere: bool = False
    """Whether it names a regency that is none of those we know."""

    def is_outside(self, area: str) -> bool:
        """Whether that certainly lies outside of the region ``area``."""
        return self.is_elsewhere or bool(
            self.code and self.code != area and not is_below(self.code, area) and not is_below(area, self.code)
        )

    def area(self, seen_from: str) -> str:
        """The area whose office is to hear of it: another regency, or another district of the same; by its name."""
        if not self.code:
            return self.words.rpartition(", ")[2]
        is_same = self.code[:5] == seen_from[:5]
        return name_of(self.code[:8] if is_same else self.code[:5])

    @property
    def village(self) -> str:
        """The code, where it is a village's."""
        return self.code if self.code and office_type(self.code).level is Level.VILLAGE else ""


def where(told: Mapping[str, str], address: str, area: str) -> Where:
    """Where ``told`` (``VILLAGE`` … → words) or else an address says it is, seen from the office of ``area``.

    A village that is named alone is looked for in ``area`` first; of several of one name none is meant.
    """
    said = {what: told.get(what) or _of_address(what, address) for what in (VILLAGE, DISTRICT, REGENCY)}
    words = ", ".join(part for part in said.values() if part)
    for text in said.values():
        if CODE.fullmatch(text) and text in regions():
            return Where(text, words)
    code = ""
    for what in (REGENCY, DISTRICT, VILLAGE):
        if not said[what]:
            continue
        found = _named(what, said[what], code)
        if what is REGENCY and not found:
            return Where("", words, is_elsewhere=True)
        if len(found) > 1:
            found = [one for one in found if _is_near(one, area)]
        if len(found) == 1:
            code = found[0]
    return Where(code, words)


def _is_near(code: str, area: str) -> bool:
    return is_below(code, area) or code == area or is_below(area, code)


def _named(what: str, text: str, within: str) -> list[str]:
    """The regions of that name and level, inside ``within``."""
    found = _by_name(_LEVELS[what]).get(_fold(what, text), ())
    if what is REGENCY and len(found) > 1:  # a kota and a kabupaten of one name
        is_city = search_key(text).startswith("kota ")
        found = tuple(code for code in found if (office_type(code).name == "kota") is is_city)
    return [code for code in found if not within or is_below(code, within)]


def _of_address(what: str, address: str) -> str:
    match = _IN_ADDRESS[what].search(address)
    if not match:
        return ""
    text = next(part for part in match.groups() if part)
    stop = _STOPS.search(text, 4 if text.casefold().startswith("kota") else 0)
    return text[: stop.start() if stop else None].strip(" .,-")


def _fold(what: str, text: str) -> str:
    words = search_key(text).split()
    titles = {word for title in _TITLES[what] for word in title.split()}
    while len(words) > 1 and words[0] in titles:
        words = words[1:]
    return "".join(words)


@cache
def _by_name(level: Level) -> Mapping[str, tuple[str, ...]]:
    what = next(one for one, its in _LEVELS.items() if its is level)
    found: dict[str, tuple[str, ...]] = {}
    for code, region in regions().items():
        if CODE.fullmatch(code) and office_type(code).level is level:
            key = _fold(what, region.name)
            found[key] = (*found.get(key, ()), code)
    return found


additions.on_change(_by_name.cache_clear)
