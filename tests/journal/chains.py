"""Short chains of real entries for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ppo_desktop.journal.entry import ChainHead, Entry, Heading, write_entry
from ppo_desktop.journal.merge import Span

OFFICE = "61.01.04.2003"
RECORD = "0193" + "a" * 28
A, B, C = "a" * 12, "b" * 12, "c" * 12


class Writer:
    """One device that writes entry after entry."""

    def __init__(self, device: str = A) -> None:
        self.device = device
        self.chain: list[Entry] = []

    def write(
        self,
        changes: dict[str, object] | None = None,
        seen: Sequence[Entry] = (),
        *,
        restricted: dict[str, object] | None = None,
        record: str = RECORD,
        op: Any = "set",
    ) -> Entry:
        heading = Heading(OFFICE, self.device, 1, "Rina", "2026-11-21T09:30:00+07:00")
        head = ChainHead(self.chain[-1].seq, self.chain[-1].link) if self.chain else ChainHead()
        entry = write_entry(heading, head, "person", record, op, (changes or {}, restricted or {}), seen)
        self.chain.append(entry)
        return entry


def span(run: Sequence[Entry]) -> Span:
    """The span that announces ``run``."""
    return Span(run[0].device, run[0].seq, run[-1].seq, run[0].prev, run[-1].link)
