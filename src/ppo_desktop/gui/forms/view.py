"""A form on its page: sections that scroll, notices above them, help and twins beside them where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ppo_desktop.core.errors import Problem
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.scrolling import Scroll
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, clear
from ppo_desktop.gui.forms.aside import FieldHelp, TwinsPanel
from ppo_desktop.gui.forms.cell import Cell
from ppo_desktop.gui.forms.form import RecordForm
from ppo_desktop.gui.forms.reasons import ReasonLine
from ppo_desktop.gui.forms.summary import Summary

ASIDE_FROM, ASIDE_BESIDE = 1200, 880
"""Widths of window and view, at 100 %, from which help stands beside the form."""
ASIDE_WIDTH = 290


class FormView(QWidget):
    """Shows one ``RecordForm`` at a time and leads the keyboard through it."""

    left = Signal(str)
    """The keyboard has left a field, whose format was checked."""
    summed_up = Signal()
    """``summary`` is another one, or none."""
    ended = Signal()
    """Enter in the last field."""

    def __init__(self) -> None:
        super().__init__()
        self.form: RecordForm | None = None
        self.summary: Summary | None = None
        self._at: Cell | None = None
        self._seen_at: int | None = None
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 0, theme().px(tokens.GAP), 0)
        self._inside.setSpacing(theme().px(12))
        self._notices = QVBoxLayout()
        self._inside.addLayout(self._notices)
        self._above = QVBoxLayout()
        self._inside.addLayout(self._above)
        self._twins_above = QVBoxLayout()
        self._inside.addLayout(self._twins_above)
        self._area = Scroll(self._inside)
        self.field_help = FieldHelp()
        self.twins = TwinsPanel()
        self._beside = QVBoxLayout()
        self._aside = Scroll(self._beside)
        self._aside.setFixedWidth(theme().px(ASIDE_WIDTH))
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(theme().px(12))
        self._beside.addWidget(self.twins)
        self._beside.addWidget(self.field_help)
        self._beside.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme().px(tokens.GAP))
        across.addWidget(self._area, 1)
        across.addWidget(self._aside)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def show_form(self, form: RecordForm, above: QWidget | None = None) -> None:
        """Show ``form`` in the place of the one before, without notices.

        Args:
            above: what helps to fill it in; the keyboard begins there if it takes it and nobody has typed yet.
        """
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.clear_banner()
        self.twins.tell(())
        self._at = None
        clear(self._above)
        if above is not None:
            self._above.addWidget(above)
        self.form = form
        self._inside.addWidget(form, 1)
        form.changed.connect(self._changed)
        form.moving.connect(self._note_place)
        form.moved.connect(self._keep_place)
        form.skipping.asked.connect(self.into_sight)
        form.to_see.connect(self.into_sight)
        self._area.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Help and twins beside the form where there is room; else the twins above it."""
        super().resizeEvent(event)
        px = theme().px
        has_aside = self.window().width() >= px(ASIDE_FROM) and self.width() >= px(ASIDE_BESIDE)
        self._aside.setVisible(has_aside)
        if has_aside:
            self._beside.insertWidget(0, self.twins)
        else:
            self._twins_above.addWidget(self.twins)

    # ------------------------------------------------------------------------------- notices

    def show_banner(self, banner: Banner) -> None:
        """On top of the form, where it scrolls with it: little windows keep their room."""
        self.clear_banner()
        self._notices.addWidget(banner)
        self._area.verticalScrollBar().setValue(0)

    def clear_banner(self) -> None:
        clear(self._notices)
        self.summary = None

    def into_sight(self, widget: QWidget) -> None:
        """Scroll until ``widget`` is seen, once it stands where it will stand."""

        def scroll() -> None:
            if shiboken6.isValid(widget):
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
                self._area.ensureWidgetVisible(widget, 0, theme().px(60))

        QTimer.singleShot(0, self, scroll)

    def _note_place(self) -> None:
        self._seen_at = self._place_of_focus()

    def _keep_place(self) -> None:
        """What has the keyboard stays where it is seen, whatever comes or goes above it."""
        if self._seen_at is None:
            return
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if (now := self._place_of_focus()) is not None:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + now - self._seen_at)

    def _place_of_focus(self) -> int | None:
        """Pixels from the top of what is in sight; ``None`` where nothing of the form has the keyboard."""
        focused = QApplication.focusWidget()
        if focused is None or self.form is None or not self.form.isAncestorOf(focused) or not self.form.isVisible():
            return None
        return focused.mapTo(self._area, QPoint(0, 0)).y()

    # ------------------------------------------------------------------------------- the keyboard

    def first_focus(self, *, is_untouched: bool = False, is_new: bool = True, at: str = "") -> QWidget | None:
        """The field ``at``, what helps to fill in an untouched form, else the first field that is empty: of a record
        there is already, the first that must not be."""
        item = self._above.itemAt(0)
        above = item.widget() if item and is_untouched else None
        if not at and above is not None and (helps := above.focusProxy()) is not None:
            return helps
        cells = [cell for cell in self.form.cells.values() if not cell.is_skipped] if self.form else []
        wanted = (cell for cell in cells if cell.field.name == at)
        empty = (cell for cell in cells if cell.value is None and (is_new or cell.field.always_required))
        free = (cell for cell in cells if not cell.why_fixed)
        first = next(chain(wanted, empty, free, cells), None)
        if first and self.form and not first.isVisibleTo(self.form):
            self.form.unfold()
        return first.editor.focusProxy() if first else None

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self.form is None or now is None:
            return
        cell = self.form.cell_of(now) if self.form.isAncestorOf(now) else None
        if cell is not None:  # of one that is taller than what is in sight, the part the keyboard is in
            fits = cell.height() <= self._area.maximumViewportSize().height()
            self._area.ensureWidgetVisible(cell if fits else now, 0, theme().px(24))
        if cell is self._at:
            return
        left, self._at = self._at, cell
        if left is not None:
            self.form.check_format(left.field.name)
            self.left.emit(left.field.name)
        if cell is not None:
            self.field_help.tell(cell.field, cell.why_fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field, or to the reason its warning waits for."""
        focused = QApplication.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        in_form = self.form is not None and focused is not None and self.form.isAncestorOf(focused)
        if not is_enter or not in_form or isinstance(focused, QPlainTextEdit | QPushButton):
            super().keyPressEvent(event)
            return
        assert self.form is not None
        assert focused is not None
        following = self.form.after(focused)
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.ended.emit()

    # ------------------------------------------------------------------------------- problems

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Show why nothing was saved, and go to the first place."""
        assert self.form is not None
        self.form.judge(problems)
        self._sum_up()
        self._area.verticalScrollBar().setValue(0)
        if troubled := self.form.troubled():
            self._jump(troubled[0])

    def next_problem(self) -> None:
        """To the next place that waits, after the one the keyboard is in."""
        troubled = self.form.troubled() if self.form else []
        focused = QApplication.focusWidget()
        here = next((place for place, widget in enumerate(troubled) if _is_in(focused, widget)), -1)
        if troubled:
            self._jump(troubled[(here + 1) % len(troubled)])

    def _changed(self) -> None:
        if self.summary is not None:
            self._sum_up()

    def _sum_up(self) -> None:
        assert self.form is not None
        standing = self.form.standing()
        if self.summary is not None and standing == self.summary.problems:
            return
        self.clear_banner()
        if standing:
            self.summary = Summary(standing, self._go_to)
            self._notices.addWidget(self.summary)
        self.summed_up.emit()

    def _go_to(self, problem: Problem) -> None:
        place = self.form.place_of(problem) if self.form else None
        if place is not None:
            self._jump(place)

    def _jump(self, place: Cell | ReasonLine) -> None:
        place.focus()
        focused = QApplication.focusWidget()
        self.into_sight(focused if focused is not None and place.isAncestorOf(focused) else place)


def _is_in(focused: QWidget | None, place: QWidget) -> bool:
    return focused is not None and (focused is place or place.isAncestorOf(focused))
