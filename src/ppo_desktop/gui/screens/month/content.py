"""Step 1: the figures, and what the month's records still lack, each with the way to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Badge, button, clear, label, row, set_look
from ppo_desktop.gui.screens.month.standing import Standing
from ppo_desktop.gui.screens.month.steps import Step
from ppo_desktop.gui.screens.month.totals import compiled_totals, own_totals
from ppo_desktop.operations.books.review import Remark

FIRST_SHOWN = 4
"""Remarks seen at first; the others on request."""
_SEVERITIES = {
    "bad": ("bad", N_("Perlu dibetulkan")),
    "warn": ("warn", N_("Belum lengkap")),
    "info": ("info", N_("Untuk diketahui")),
}


class CheckStep(Step):
    """What will be reported. Says NIHIL where nothing happened, and lets a person say so in one go."""

    def __init__(self, accepted: Callable[[], object], opened: Callable[[Remark], object]) -> None:
        super().__init__(1, _("Periksa isi"))
        self._opened = opened
        self._shows_all = False
        self._standing: Standing | None = None
        self._nihil = label("", "body")
        self._totals = QVBoxLayout()
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(tokens.GAP))
        self.primary = button(_("Sudah diperiksa, lanjut"), accepted, look="primary", icon_name="check")
        self.body.addWidget(self._nihil)
        self.body.addLayout(self._totals)
        self.body.addLayout(self._list)
        self.body.addLayout(row(self.primary, None))

    def tell(self, standing: Standing) -> None:
        """Show the figures of ``standing`` and what is to be mended."""
        self._standing = standing
        clear(self._totals)
        if standing.compiled:
            self._totals.addWidget(compiled_totals(standing.figures, standing.compiled))
        elif not standing.figures.is_nihil:
            self._totals.addWidget(own_totals(standing.figures))
        if standing.figures.is_nihil:
            self._nihil.setText(nihil_words(standing).format(month=standing.month.label))
            yes = _("Ya, catatan kantor ini NIHIL") if standing.compiled else _("Ya, laporan NIHIL")
            self._press(_("Lanjut") if standing.is_top else yes, is_loud=standing.day > standing.month.last)
        else:
            self._nihil.setText("")
            lacks = any(remark.severity != "info" for remark in standing.remarks)
            self._press(_("Lanjut apa adanya") if lacks else _("Sudah diperiksa, lanjut"))
        self._nihil.setHidden(not self._nihil.text())
        self._fill()

    def summary(self, standing: Standing) -> str:
        """One line: how complete the month is."""
        lacking = len({remark.record for remark in standing.remarks if remark.severity != "info"})
        if standing.figures.is_nihil:
            return nihil_summary(is_own=bool(standing.compiled))
        if lacking:
            return _("{count} catatan belum lengkap.").format(count=number(lacking))
        if explained := len({remark.record for remark in standing.remarks}):
            return _("{count} catatan belum lengkap, semuanya sudah diberi alasan.").format(count=number(explained))
        return _("Tidak ada isian yang kurang.")

    def _press(self, words: str, *, is_loud: bool = True) -> None:
        set_look(self.primary, "primary" if is_loud else "", "check")
        self.primary.setText("\N{EN SPACE}" + words)
        self.primary.setAccessibleName(words)

    def _fill(self) -> None:
        clear(self._list)
        assert self._standing is not None, "told before"
        remarks = self._standing.remarks
        shown = remarks if self._shows_all else _first(remarks)
        for remark in shown:
            self._list.addWidget(self._row(remark))
        if len(shown) < len(remarks):
            more = (_("Tampilkan {count} lainnya") if shown else _("Tampilkan {count} catatan itu")).format(
                count=number(len(remarks) - len(shown))
            )
            self._list.addLayout(row(button(more, self._show_all, look="quiet", icon_name="chevron-down"), None))

    def _show_all(self) -> None:
        self._shows_all = True
        before = len(_first(self._standing.remarks)) if self._standing else 0
        self._fill()
        item = self._list.itemAt(before)
        widget = item.widget() if item else None
        if isinstance(widget, _Remark):
            widget.open.setFocus()

    def _row(self, remark: Remark) -> QWidget:
        return _Remark(remark, self._opened)


class _Remark(QWidget):
    """What one record lacks, with the button that opens it."""

    def __init__(self, remark: Remark, opened: Callable[[Remark], object]) -> None:
        super().__init__()
        tone, words = _SEVERITIES[remark.severity]
        self.open = button(
            _("Buka"),
            lambda: opened(remark),
            spoken=_("Buka {title}: {sentence}").format(title=remark.title, sentence=remark.sentence),
        )
        texts = QVBoxLayout()
        texts.setSpacing(theme().px(2))
        texts.addWidget(label(remark.title, "strong"))
        texts.addWidget(label(remark.sentence, "soft"))
        if remark.reason:
            texts.addWidget(label(_("Alasan: {reason}").format(reason=remark.reason), "muted"))
        else:
            texts.addLayout(row(Badge(_(words), tone), None))
        across = row(spacing=tokens.GAP)
        across.addLayout(texts, 1)
        across.addWidget(self.open)
        self.setLayout(across)


def _first(remarks: Sequence[Remark]) -> Sequence[Remark]:
    """What is seen at first: what nobody has explained yet, but not more than there is room for."""
    return [remark for remark in remarks if remark.severity != "info"][:FIRST_SHOWN]


def nihil_words(standing: Standing) -> str:
    """What is said, and asked, where the office itself recorded nothing; ``{month}`` is left to be filled in."""
    if not standing.compiled:
        said = _("Belum ada kegiatan pada {month}.")
        return said if standing.is_top else said + " " + _("Kirim laporan NIHIL?")
    said = _("Kantor ini sendiri belum mencatat kegiatan pada {month}.")
    if standing.is_top:
        return said
    return said + " " + _("Benar NIHIL? Angka kantor di bawah tetap ikut dilaporkan.")


def nihil_summary(*, is_own: bool) -> str:
    """One line of a month in which nothing happened. Args: is_own: whether others are below, whose figures go along."""
    if is_own:
        return _("NIHIL: tidak ada kejadian di catatan kantor ini sendiri.")
    return _("NIHIL: tidak ada kejadian bulan ini.")
