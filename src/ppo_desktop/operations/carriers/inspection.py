"""One file that was looked at: what it is, and what taking it in would do."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.text import _, number
from ppo_desktop.exchange.manifest import Manifest
from ppo_desktop.journal.merge import MergePlan
from ppo_desktop.operations.carriers.reading import Reading

Verdict = Literal["ok", "seen", "refused"]


class Effect(Struct, frozen=True):
    """What taking a carrier in would do to the records people see."""

    added: int = 0
    changed: int = 0
    erased: int = 0
    conflicts: int = 0
    """Fields that would newly have rival values."""

    @property
    def words(self) -> str:
        """``10 catatan baru, 2 catatan diubah, 1 isian bentrok``; only what is not nothing."""
        parts = (
            (self.added, _("{count} catatan baru")),
            (self.changed, _("{count} catatan diubah")),
            (self.erased, _("{count} catatan dihapus")),
            (self.conflicts, _("{count} isian bentrok")),
        )
        told = ", ".join(words.format(count=number(count)) for count, words in parts if count)
        return told or _("tidak ada catatan yang berubah")


Key = tuple[Path, int]
"""Which carrier: the file, and the place among those that the file brings along; 0 is the file itself."""
WITHIN = 1000
"""More than one carrier can bring along."""


def numbered(place: int) -> str:
    """A place as people read it: ``2``, or ``2.1`` of the first inside the second."""
    outer, inner = divmod(place, WITHIN)
    return f"{outer}.{inner}" if outer else str(inner)


class Inspection(Struct, frozen=True):
    """What one file is and what taking it would change. Making it writes nothing."""

    path: Path
    verdict: Verdict
    code: str
    """Stable: ``new``, ``older``, ``gap``, ``fork``, ``nothing-new``, ``returned`` (ours, lost here) or ``entrusted``
    (for an office below) with verdict ``ok``; ``seen`` or ``own`` with ``seen``; else why it is refused."""
    sentence: str
    """For the person, in Indonesian."""
    reading: Reading | None = None
    plan: MergePlan | None = None
    pdf: bytes | None = None
    effect: Effect | None = None
    """With verdict ``ok``: what taking it would do to records."""
    place: int = 0
    """1, 2, … of a carrier that the file at ``path`` brings along; 0 of the file itself. Of one inside such a one its
    own number and ``WITHIN`` times that of the other."""
    brought_by: str = ""
    """Code of the office that brought it along."""
    is_own: bool = False
    """Whether this office wrote it, on this PC or another, now or before it lost it."""
    within: str = ""
    """Id of the carrier that brought it along."""

    @property
    def key(self) -> Key:
        return self.path, self.place

    @property
    def without_files(self) -> Inspection:
        """The same, small enough to be kept for a page: without photos, and without a file that stands in another."""
        reading = replace(self.reading, photos=(), file=None) if self.reading else None
        return replace(self, reading=reading, pdf=None if self.place else self.pdf)

    @property
    def manifest(self) -> Manifest | None:
        return self.reading.manifest if self.reading else None
