"""One record of every kind as somebody typed it: ``<kind>.json`` in this folder, long and real, with synthetic people.

A value ``"@person"`` stands for the sample of that kind, which is recorded first.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.registry import kind as kind_named

Recorded = dict[str, str]
"""Kind → id of its sample in one office."""


def of(kind: str) -> dict[str, Any]:
    """The sample as it stands in its file."""
    content: dict[str, Any] = json.loads((Path(__file__).parent / f"{kind}.json").read_text(encoding="utf-8"))
    return content


def typed(office: Office, kind: str, recorded: Recorded | None = None) -> dict[str, Any]:
    """The sample of ``kind`` for a form of ``office``; what it refers to is recorded there, once per ``recorded``."""
    known = {} if recorded is None else recorded
    return {name: _meant(office, value, known) for name, value in of(kind).items()}


def save(office: Office, kind: str, recorded: Recorded) -> str:
    """Record the sample of ``kind`` unless ``recorded`` knows it, and what it refers to; its id."""
    if kind not in recorded:
        meant = typed(office, kind, recorded)
        recorded[kind] = recording.save(office, kind_named(kind), with_reasons(office, kind, meant)).record
    return recorded[kind]


def with_reasons(office: Office, kind: str, meant: dict[str, Any]) -> dict[str, Any]:
    """What is meant, with a reason for each warning that would stand in the way."""
    said = recording.preview_check(office, kind_named(kind), meant)
    assert not said.errors, (kind, said.errors)
    reasons = {problem.code: "Sesuai berkas yang diperlihatkan." for problem in said.warnings_without_reason}
    return meant | ({REASONS: reasons} if reasons else {})


def _meant(office: Office, value: object, recorded: Recorded) -> object:
    return save(office, value[1:], recorded) if isinstance(value, str) and value.startswith("@") else value
