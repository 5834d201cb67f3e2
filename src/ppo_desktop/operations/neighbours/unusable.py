"""What an office above could not use of what we sent: its program keeps it and tries again, and says so in receipts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from msgspec import Struct

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours.quarantine import NEWER
from ppo_desktop.records.registry import KINDS
from ppo_desktop.storage import settings_store, summaries
from ppo_desktop.storage.database import Connection

MOST_TOLD = 30
_KEPT = "unusable "
_KINDS = {kind.name: kind for kind in KINDS}
_WORDS = {True: N_("programnya di sana lebih lama"), False: N_("isinya tidak dapat dibaca di sana; periksa isian itu")}


class Unusable(Struct, frozen=True):
    """One sort of value that an office above could not use."""

    by: str
    kind: str
    field: str
    reason: str
    """Code, as ``records.checking.usable`` gives it."""
    count: int

    @property
    def sentence(self) -> str:
        """``Kecamatan Tebas belum dapat memakai 3 isian “Visa” (Keberangkatan): …``."""
        kind = _KINDS.get(self.kind)
        field = kind.by_name.get(self.field) if kind else None
        words = _("{upper} belum dapat memakai {count} isian “{field}” ({kind}): {why}. Tidak ada yang hilang.")
        return words.format(
            upper=name_of(self.by),
            count=number(self.count),
            field=_(field.label) if field else self.field or _("seluruh catatan"),
            kind=_(kind.title) if kind else self.kind,
            why=_(_WORDS[self.reason in NEWER]),
        )


def tell(connection: Connection, _office: Office, sender: str, _beside: Mapping[str, object]) -> dict[str, object]:
    """What of ``sender`` lies in quarantine here, by kind, field and reason."""
    found = summaries.quarantined_of(connection, sender)[:MOST_TOLD]
    lines = [
        {"kind": kind[:120], "field": field[:120], "reason": reason, "count": count}
        for kind, field, reason, count in found
    ]
    return {"unusable": lines} if lines else {}


def learn(connection: Connection, _office: Office, upper: str, values: Mapping[str, object]) -> None:
    """Keep what the newest receipt says; what the one before said goes."""
    settings_store.write(connection, f"{_KEPT}{upper}", {"lines": list(_read(values))})


def _read(values: Mapping[str, object]) -> Iterator[dict[str, object]]:
    found = values.get("unusable")
    for item in found[:MOST_TOLD] if isinstance(found, list) else ():
        if not isinstance(item, dict):
            continue
        texts = {name: item.get(name) for name in ("kind", "field", "reason")}
        count = item.get("count")
        if (
            all(isinstance(text, str) and len(text) <= 120 for text in texts.values())
            and type(count) is int
            and count > 0
        ):
            yield {**texts, "count": count}


def told(office: Office) -> list[Unusable]:
    """What offices above could not use of ours, by their newest receipts."""
    with office.database.reading() as connection:
        kept = settings_store.beginning_with(connection, _KEPT)
    return [
        Unusable(upper, **line)
        for upper, values in kept.items()
        for line in cast(list[dict[str, Any]], values["lines"])
    ]
