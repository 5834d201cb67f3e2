"""An office in memory: the context in which rules ask about other records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ppo_desktop.core.offices import Level
from ppo_desktop.records.instruments import Library
from ppo_desktop.records.kind import StockBook

TODAY = date(2026, 11, 21)
SITI = "01890000000070008000000000000001"


@dataclass
class Office:
    """What an office has recorded so far: a real implementation of ``CheckContext`` over a dict."""

    today: date = TODAY
    record_id: str | None = None
    people: dict[str, dict[str, object]] = field(default_factory=dict)
    others: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)
    """(kind, id) → values of what is no person."""
    instruments: Library = field(default_factory=Library)
    code: str = ""
    seals: bool = False
    """Whether a key of the office above is known."""

    def record(self, kind: str, record_id: str) -> Mapping[str, object] | None:
        return self.people.get(record_id) if kind == "person" else self.others.get((kind, record_id))

    def same(self, kind: str, values: Mapping[str, object]) -> tuple[str, str] | None:
        for (name, known), one in self.others.items():
            if name == kind and known != self.record_id and values.items() <= one.items():
                return known, known
        return None

    def same_nik(self, nik: str, except_id: str | None) -> tuple[str, str] | None:
        others = ((i, p) for i, p in self.people.items() if p.get("nik") == nik and i != except_id)
        return next(((i, str(p["name"])) for i, p in others), None)

    def can_seal_to(self, level: Level) -> bool:  # noqa: ARG002 - the context asks in one way
        return self.seals

    def stock_book(self) -> StockBook:
        kinds = ("material", "stock_move", "socialisation")
        return StockBook(*([row | {"id": i} for (kind, i), row in self.others.items() if kind == of] for of in kinds))
