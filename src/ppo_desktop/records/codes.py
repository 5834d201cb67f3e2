"""Code lists: data in ``resources/codes``, one CSV file per list, read when first asked for.

A code is never used again for something else; one that is out of use stays in its file as inactive. Codes of official
lists are the official numbers. Columns beyond ``code,label,active,frequent`` are the list's own (``factors``,
``stage`` …) and reach the code as ``extra``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache, cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop.core import additions
from ppo_desktop.core.offices import Level, office_type, regions
from ppo_desktop.core.paths import resource
from ppo_desktop.core.text import search_key

VILLAGES = "villages"
REGIONS = "regions"
"""Every office's area: regencies, districts and villages."""

# Lists that cannot be complete: a code of this form may be saved although the list does not have it, with a reason.
_OUTSIDE = {
    VILLAGES: re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}"),
    REGIONS: re.compile(r"[0-9]{2}\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?"),
    "countries": re.compile(r"[A-Z]{2}"),
    "budget-lines": re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}"),
}
_COLUMNS = frozenset({"code", "label", "active", "frequent"})


class Code(Struct, frozen=True):
    """One line of a list."""

    code: str
    label: str
    active: bool = True
    frequent: bool = False
    """Offered first."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """The list's own columns."""

    @property
    def factors(self) -> tuple[str, ...]:
        """Of a reason for leaving: the root factors it speaks for, as codes of ``factors``."""
        return tuple(self.extra.get("factors", "").split())


class CodeList(Struct, frozen=True, dict=True):
    """A list of codes in the order of its file."""

    name: str
    items: tuple[Code, ...]

    @cached_property
    def by_code(self) -> dict[str, Code]:
        return {code.code: code for code in self.items}

    @cached_property
    def _by_words(self) -> dict[str, str]:
        words = {search_key(code.code): code.code for code in reversed(self.items)}
        return {search_key(code.label): code.code for code in reversed(self.items)} | words

    @property
    def active(self) -> tuple[Code, ...]:
        """What a form offers: the frequent ones first, else in the order of the file."""
        return tuple(sorted((c for c in self.items if c.active), key=lambda c: not c.frequent))

    def contains(self, code: str) -> bool:
        return code in self.by_code

    def label(self, code: str) -> str:
        """The words for ``code``; a code this version does not know stands for itself."""
        found = self.by_code.get(code)
        return found.label if found else code

    def find(self, text: str) -> str | None:
        """The code somebody meant who typed the code itself or its words, in any case; ``None`` when there is none."""
        return text if text in self.by_code else self._by_words.get(search_key(text))

    def may_be_outside(self, code: str) -> bool:
        """Whether ``code`` has the form of this list, which is known to be incomplete."""
        pattern = _OUTSIDE.get(self.name)
        return bool(pattern and pattern.fullmatch(code))


@cache
def code_list(name: str) -> CodeList:
    """The list of that name; raises ``FileNotFoundError`` for a name nobody declared."""
    if name == VILLAGES:
        return CodeList(name, tuple(_villages()))
    if name == REGIONS:
        return CodeList(name, (*_wider_regions(), *_villages()))
    with resource("codes", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        items = {line["code"]: _code(line) for line in csv.DictReader(file)}
    for line in additions.lines(name):
        added = _code(line)
        before = items.get(added.code)
        # A code keeps its meaning: what comes later may only take it out of use, or put it back.
        items[added.code] = replace(before, active=added.active, frequent=added.frequent) if before else added
    return CodeList(name, tuple(items.values()))


additions.on_change(code_list.cache_clear)


def _code(line: Mapping[str, str]) -> Code:
    extra = {column: text for column, text in line.items() if column not in _COLUMNS}
    return Code(line["code"], line["label"], line["active"] == "1", line["frequent"] == "1", extra)


def _wider_regions() -> list[Code]:
    """Regencies and then districts, these with their regency."""
    known = regions()
    regencies = [Code(code, known[code].full_name) for code in known if office_type(code).level is Level.REGENCY]
    districts = [
        Code(code, f"{known[code].full_name}, {known[code[:5]].full_name}")
        for code in known
        if office_type(code).level is Level.DISTRICT and code[:5] in known
    ]
    return [*regencies, *districts]


def _villages() -> list[Code]:
    """Villages with their district, since one regency has several villages of one name."""
    known = regions()
    return [
        Code(code, f"{known[code].full_name}, {known[code[:8]].full_name}")
        for code in known
        if office_type(code).level is Level.VILLAGE and code[:8] in known
    ]
