"""One thing to do next, as the first page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

from ppo_desktop.core.text import _

Severity = Literal["bad", "warn", "info"]
LIST = "list"
"""Screen of tasks that are done in the list of a kind, which their arguments name."""


class Task(Struct, frozen=True):
    """One thing to do, and where."""

    kind: str
    """Stable code: ``month``, ``copy``, ``backup`` …"""
    sentence: str
    """What to do: ``Buat laporan November 2026``."""
    reason: str
    """Why, in one line."""
    severity: Severity
    screen: str
    """Name of the screen where it is done; ``""`` where whoever is at the keyboard can only ask somebody else."""
    arguments: Mapping[str, object] = field(default_factory=dict)
    """What that screen is to show: plain values."""
    due: str = ""
    """``lewat 4 hari``, ``hari ini``, ``9 hari lagi``, or nothing."""
    left: int | None = None
    """Days left until somebody else is let down by it, negative afterwards; ``None``: nobody waits."""
    is_report: bool = False
    """Whether it is about this office's own monthly report."""


def due_words(day: date, due: date) -> str:
    """``lewat 4 hari``, ``hari ini`` or ``9 hari lagi``."""
    left = (due - day).days
    if left < 0:
        return _("lewat {days} hari").format(days=-left)
    return _("{days} hari lagi").format(days=left) if left else _("hari ini")
