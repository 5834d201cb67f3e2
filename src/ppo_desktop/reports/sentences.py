"""Sentences that papers say, kept in files of ``resources/`` which an office may adapt."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TypeVar

from ppo_desktop.core.paths import resource

W = TypeVar("W")


@cache
def sentences(form: type[W], *parts: str) -> W:
    """The texts of a TOML file as fields of ``form``; lists as tuples.

    Args:
        parts: folder and name below ``resources/``.
    """
    told = tomllib.loads(resource(*parts).read_text(encoding="utf-8"))
    return form(**{name: tuple(said) if isinstance(said, list) else said for name, said in told.items()})
