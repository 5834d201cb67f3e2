"""What a package must carry besides the program: the papers of all that others made."""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LICENSES = ROOT / "packaging" / "licenses"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(name: str, seen: set[str]) -> Iterator[str]:
    """``name`` and every package it needs at run time on this system, by normal names."""
    if normal(name) not in seen:
        seen.add(normal(name))
        yield normal(name)
        for line in importlib.metadata.requires(name) or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                yield from needed(requirement.name, seen)


def test_every_package_that_is_shipped_is_named_with_its_licence() -> None:
    table = (LICENSES / "THIRD-PARTY.md").read_text("utf-8")
    named = dict(re.findall(r"^\| ([a-z0-9-]+) \| ([A-Z].*) \|$", table, re.MULTILINE))
    assert set(needed("ppo-desktop", set())) - {"ppo-desktop"} == set(named)


def test_whoever_gets_qt_from_us_gets_its_licence_and_the_way_to_replace_it() -> None:
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (LICENSES / "LGPL-3.0.txt").read_text("utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (LICENSES / "GPL-3.0.txt").read_text("utf-8")
    version = re.search(r"^pyside6_essentials==(\d+\.\d+)", (ROOT / "constraints.txt").read_text("utf-8"), re.M | re.I)
    assert version is not None
    assert f"Qt and PySide {version[1]}" in (LICENSES / "REPLACE-QT.md").read_text("utf-8")
