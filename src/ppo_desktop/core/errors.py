"""Errors a person can act on, and nothing else.

::

    PpoError          code, message (plain Indonesian), advice (what to do next)
    ├── Refused       what was asked or handed in is not acceptable        exit 1
    │   └── Invalid   typed-in values: one Problem per field
    └── World         disk, stick, password, clock: the world, not us      exit 3

Everything that is not a ``PpoError`` is our own bug and ends in the crash path, never in a sentence for the clerk.
``code`` is stable: tests, ``--json`` output and the manual use it; ``message`` may be reworded at any time.
"""

from __future__ import annotations

from typing import NamedTuple

from ppo_desktop.core.text import _


class PpoError(Exception):
    """An error with a sentence for the user; ``exit_status`` is what the command line returns."""

    exit_status = 1

    def __init__(self, code: str, message: str, advice: str = "") -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.advice = advice

    @property
    def sentence(self) -> str:
        """Message and advice as one text for the screen."""
        return f"{self.message} {self.advice}".strip()


class Refused(PpoError):
    """What was asked or handed in is not acceptable; nothing was changed."""


class World(PpoError):
    """Disk, stick, password or clock stood in the way; nothing was half-written."""

    exit_status = 3


class Problem(NamedTuple):
    """One remark about typed-in values."""

    field: str
    """Field name, or ``""`` when the remark is about several fields together."""
    code: str
    """Stable code, unique within the record kind."""
    message: str
    """The sentence for the clerk, in Indonesian."""
    is_warning: bool = False
    """A warning may be saved with a reason; an error may not."""


class Invalid(Refused):
    """Typed-in values were refused, or warnings still lack their reason."""

    def __init__(self, problems: list[Problem]) -> None:
        lines = "; ".join(p.message for p in problems)
        advice = (
            _("Perbaiki isian itu, atau tuliskan alasannya bila memang demikian.")
            if all(p.is_warning for p in problems)
            else _("Perbaiki isian itu lalu simpan lagi.")
        )
        super().__init__("invalid", lines, advice)
        self.problems = tuple(problems)
