"""The line below a grid: how far it is, taking the last row back, and leaving."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout

from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.widgets import button, label


class Foot:
    """Made last: Tab goes in the order of making."""

    def __init__(self, into: QBoxLayout, take_back: Callable[[], object], finish: Callable[[], object]) -> None:
        self.count = label("", "soft", wraps=False)
        self._back = button(_("Ambil kembali"), take_back, icon_name="undo-2")
        into.addWidget(self.count, 1)
        into.addWidget(self._back)
        into.addWidget(button(_("Selesai"), finish, look="primary"))

    def tell(self, kept: int, held: int, *, of: int | None, can_go_back: bool) -> None:
        """Say how many rows are kept and held up.

        Args:
            of: how many wait for an answer; ``None`` where rows are typed.
        """
        if of is None:
            words = _("{kept} baris tersimpan").format(kept=number(kept))
        else:
            words = _("{kept} dari {all} sudah dijawab").format(kept=number(kept), all=number(of))
        if held:
            words = _("{words} · {held} perlu dilihat (F8)").format(words=words, held=number(held))
        self.count.setText(words)
        why_not = "" if can_go_back else _("Belum ada baris yang tersimpan di sini.")
        self._back.setEnabled(can_go_back)
        self._back.setAccessibleDescription(why_not)
        self._back.setToolTip(why_not or _("Baris yang terakhir tersimpan (Ctrl+Z)"))
