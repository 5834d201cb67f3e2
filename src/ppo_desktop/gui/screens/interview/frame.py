"""What surrounds the questions: above, how far the talk has come; below, the way back and on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import button, column, label, row
from ppo_desktop.gui.screens.interview.talk import COMPANY, END, FLAGS, RESULT, Talk


class Frame:
    """Says how many questions are answered, and nothing about what the answers mean."""

    def __init__(
        self,
        footer: QHBoxLayout,
        back: Callable[[], object],
        stop: Callable[[], object],
        onward: Callable[[], object],
        close_fast: QPushButton,
    ) -> None:
        """Args: close_fast: the button that hides everything; it stays in sight with the others."""
        self._heading = label("", "heading", wraps=False)
        self.kept = label("", "muted", wraps=False)
        """When the draft was written."""
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Pertanyaan yang sudah dijawab"))
        self.above = QWidget()
        self.above.setLayout(column(row(self._heading, None, self.kept), self._bar, spacing=6))
        self._count = label("", "soft", wraps=False)
        self.back = button(_("Kembali"), back, look="quiet", icon_name="arrow-left")
        self.stop = button("", stop, spoken=_("Cukup sampai di sini (skrining singkat)"))
        self.onward = button(_("Lanjut"), onward, look="primary")
        self._close_fast = close_fast
        self._is_wide, self._is_counting, self._why_not = True, False, ""
        footer.addWidget(self.back)
        footer.addWidget(self._count)
        footer.addStretch(1)
        footer.addWidget(close_fast)
        footer.addWidget(self.stop)
        footer.addWidget(self.onward)

    def hide(self) -> None:
        """There is nothing to ask yet, or nothing more."""
        self._is_counting, self._why_not = False, ""
        for made in (self.above, self._count, self.back, self.stop, self.onward):
            made.hide()

    def fold(self, *, is_wide: bool) -> None:
        """Where there is little room, buttons say less; how far the talk has come is seen above."""
        self._is_wide = is_wide
        self._place_count()
        words = self._close_fast.accessibleName()
        self._close_fast.setText("\N{EN SPACE}" + (f"{words}  (Esc)" if is_wide else words))
        self.back.setText("\N{EN SPACE}" + _("Kembali") if is_wide else "")
        self.stop.setText(self.stop.accessibleName() if is_wide else _("Skrining singkat"))

    def show(self, talk: Talk, title: str) -> None:
        """Another stage begins; ``title``: of its group of questions, ``""`` where it has none."""
        self._heading.setText(title)
        self.above.setVisible(bool(title))
        self._is_counting = bool(title)
        self.back.setVisible(talk.stage != COMPANY)
        self.stop.setVisible(talk.stage == FLAGS)
        words = {END: _("Tampilkan hasil"), RESULT: _("Simpan")}.get(talk.stage, _("Lanjut"))
        self.onward.setText(words)
        self.onward.setAccessibleName(words)
        self.onward.show()
        self.tell(talk)

    def tell(self, talk: Talk) -> None:
        """Something was answered."""
        count, left = len(talk.asked), len(talk.open_items)
        self._count.setText(_("{done} dari {count} pertanyaan terjawab").format(done=count - left, count=count))
        self._bar.setRange(0, max(count, 1))
        self._bar.setValue(count - left)
        self.refuse("" if talk.company else _("Pilih dahulu siapa yang ada di ruangan."))

    def refuse(self, why_not: str) -> None:
        """Whether one may go on, and why not, which is said where the eye is."""
        self._why_not = why_not
        if why_not:
            self._count.setText(why_not)
        self._place_count()
        self.onward.setEnabled(not why_not)
        self.onward.setToolTip(why_not)
        self.onward.setAccessibleDescription(why_not)

    def _place_count(self) -> None:
        self._count.setVisible(bool(self._why_not) or (self._is_wide and self._is_counting))
