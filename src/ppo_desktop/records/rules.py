"""What the rules of all kinds share."""

from __future__ import annotations

from ppo_desktop.core.errors import Problem
from ppo_desktop.records.field import Values


def text_of(values: Values, name: str) -> str:
    """The text of a field, ``""`` where it is empty or no text."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def warning(field: str, code: str, message: str) -> Problem:
    """A remark that may be saved with a reason."""
    return Problem(field, code, message, is_warning=True)
