"""The journal as a list: days as headings, below each what was done, by whom and when."""

from __future__ import annotations

from datetime import date

from ppo_desktop.core.text import _
from ppo_desktop.gui.screens.listing.dated import DatedList, DatedModel, Look
from ppo_desktop.operations.books.activity import Activity, Deed
from ppo_desktop.records.registry import KINDS

_ICONS = {
    Deed.RECORDED: ("plus", "ok"),
    Deed.CHANGED: ("pencil", "info"),
    Deed.REMOVED: ("trash-2", "warn"),
    Deed.RESTORED: ("undo-2", "ok"),
    Deed.ERASED: ("x", "bad"),
}
_KIND_TITLES = {kind.name: kind.title for kind in KINDS}


def title_of(item: Activity) -> str:
    """What the record is called, also when that was erased or is of a newer program."""
    return item.title or _("(sudah dihapus untuk selamanya)")


def line_of(item: Activity) -> str:
    """``Keberangkatan · dicatat · Rina``."""
    kind = _KIND_TITLES.get(item.kind)
    return " · ".join(part for part in (_(kind) if kind else item.kind, item.words, item.author) if part)


def look_of(item: Activity) -> Look:
    """How an activity is shown."""
    return Look(title_of(item), line_of(item), *_ICONS[item.deed])


class DeedsModel(DatedModel[Activity]):
    """Pages of the journal."""

    def __init__(self, today: date) -> None:
        super().__init__(today, look_of)


class DeedsList(DatedList[Activity]):
    """Shows a ``DeedsModel``."""

    def __init__(self, deeds: DeedsModel) -> None:
        super().__init__(deeds, _("Catatan kegiatan"))
        self.deeds = deeds
