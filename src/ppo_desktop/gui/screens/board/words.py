"""How a report of an office below is shown: a word, a shape and a tint, which say the same."""

from __future__ import annotations

from msgspec import Struct

from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _
from ppo_desktop.operations.months.awaited import FromBelow


class Look(Struct, frozen=True):
    """One state."""

    mark: str
    """Word, short enough for a cell; marked with ``N_``."""
    icon: str
    tone: str

    @property
    def word(self) -> str:
        return _(self.mark)


STATES = {
    "received": Look(N_("Diterima"), "circle-check", "ok"),
    "nihil": Look(N_("NIHIL"), "circle", "ok"),
    "late": Look(N_("Terlambat"), "clock", "warn"),
    "paper": Look(N_("Kertas"), "file-pen-line", "info"),
    "awaited": Look(N_("Ditunggu"), "hourglass", "neutral"),
    "missing": Look(N_("Belum"), "circle-alert", "bad"),
    "quarantine": Look(N_("Karantina"), "triangle-alert", "warn"),
}
"""State of ``awaited`` → how it is shown; no two have one shape."""
SUPERSEDED = Look(N_("Digantikan"), "layers", "ok")
"""Of a report whose place an amended one has taken."""


def look(line: FromBelow) -> Look | None:
    """How a cell is shown; ``None`` where no report is awaited and none came.

    NIHIL is for villages: beside the count of a kecamatan's villages its own would be read as theirs.
    """
    if not line.is_counted:
        return None
    state = "received" if line.state == "nihil" and line.compiles else line.state
    return SUPERSEDED if line.is_superseded else STATES[state]


def spoken(line: FromBelow, month: Month) -> str:
    """The cell for who hears it: ``Desa Sempalai, November 2026: diterima 4 Desember 2026``."""
    words = line.state_words if look(line) else _("tidak ditunggu")
    if line.compiles:
        words = _("rekap {state}").format(state=words)
    return _("{office}, {month}: {state}").format(office=line.name, month=month.label, state=words)
