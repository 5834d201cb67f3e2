"""One PC of the office, as a line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.widgets import Badge, Banner, Square, beside, button, clear, column, label, row, withhold
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.neighbours import exchanging
from ppo_desktop.operations.neighbours.exchanging import Pc

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.pcs.page import PcsPage


class Machine(QWidget):
    """Its name, how it stands, and a way to say that it is out of use."""

    def __init__(self, page: PcsPage, pc: Pc, heard_at: str) -> None:
        super().__init__()
        self._page, self._pc = page, pc
        words, tone = _badge(pc)
        self.told = _lines(pc, heard_at)
        head = Flow((label(pc.name, "strong", wraps=False), Badge(words, tone)), spacing=12)
        texts = column(head, *(label(text, "soft") for text in self.told), spacing=2)
        buttons = []
        if not pc.is_ours and pc.is_living:
            spoken = _("{name} tidak dipakai lagi").format(name=pc.name)
            end = button(_("Tidak dipakai lagi"), self._ask, look="quiet", spoken=spoken)
            buttons = [withhold(end, roles.why_not(page.session.office, "keys"))]
        shown = row(Square("monitor", "info" if pc.is_living else "neutral"), beside(texts, *buttons), spacing=12)
        shown.setStretch(1, 1)
        self._question = column()
        self.setLayout(column(shown, self._question))
        self.setAccessibleName(pc.name)

    def _ask(self) -> None:
        clear(self._question)
        sure = button(_("Ya, tidak dipakai lagi"), self._retire, look="danger")
        keep = button(_("Batal"), self._leave, look="quiet")
        text = _(
            "Sesudah ini berkas antarkomputer tidak menunggu komputer itu. Catatannya yang sudah ada di sini tetap. "
            "Bila komputer itu hilang atau dicuri, minta juga kuncinya dicabut di halaman Kunci kantor."
        )
        self._question.addWidget(
            Banner(
                "warn",
                _("{name} benar-benar tidak dipakai lagi?").format(name=self._pc.name),
                text,
                [sure, keep],
                escape=self._leave,
            )
        )
        keep.setFocus()

    def _leave(self) -> None:
        clear(self._question)
        self._page.first_focus().setFocus()

    def _retire(self) -> None:
        office, device = self._page.session.office, self._pc.device
        self._page.work(lambda _job: exchanging.retire(office, device), self._page.settled)


def _badge(pc: Pc) -> tuple[str, str]:
    if pc.is_ours:
        return _("Komputer ini"), "ok"
    if pc.is_revoked:
        return _("Kunci dicabut"), "neutral"
    if pc.retired:
        return _("Tidak dipakai lagi"), "neutral"
    if not pc.told_at:
        return _("Belum bertukar berkas"), "warn"
    return (_("Berkas menunggu"), "info") if pc.waiting else (_("Sama dengan di sini"), "ok")


def _lines(pc: Pc, heard_at: str) -> list[str]:
    lines = [_("Dipakai sejak {day}.").format(day=_day(pc.since))] if pc.since else []
    if pc.is_ours:
        return lines
    if pc.retired:
        return [*lines, _("Tidak dipakai lagi sejak {day}.").format(day=_day(pc.retired))]
    if heard_at:
        lines.append(_("Berkas terakhir dari sana diterima {day}.").format(day=_day(heard_at)))
    else:
        lines.append(_("Belum ada berkas dari sana yang diterima di sini."))
    if pc.is_living and pc.waiting:
        lines.append(_("{count} catatan di sini belum tentu ada di sana.").format(count=number(pc.waiting)))
    return lines


def _day(stamp: str) -> str:
    try:
        return long_date(date.fromisoformat(stamp[:10]))
    except ValueError:  # what another PC wrote
        return stamp[:10]
