"""What one operation changed; screens and the command line decide from it what to show again."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """The records an operation touched, by kind."""

    records: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)
    """(kind, owner office code, record id)"""

    def touches(self, kind: str) -> bool:
        return any(k == kind for k, _office, _id in self.records)
