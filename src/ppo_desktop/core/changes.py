"""What one operation changed; screens and the command line decide from it what to show again."""

from __future__ import annotations

from typing import NamedTuple


class Changes(NamedTuple):
    """The records an operation touched, by kind."""

    records: frozenset[tuple[str, str, str]] = frozenset()
    """(kind, owner office code, record id)"""

    def touches(self, kind: str) -> bool:
        return any(k == kind for k, _office, _id in self.records)
