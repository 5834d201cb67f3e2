"""The page every screen is: title and purpose above, a body that scrolls, a bar of buttons that stays in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QRect
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.scrolling import Scroll, canvas
from ppo_desktop.gui.design.tabbing import is_stop, stops_of, tab_after
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, Card, button, clear, label, reasons, yielding
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job

T = TypeVar("T")
EDGE = 20
TITLE_AND_BUTTONS, TITLE = 720, 260
"""Widths of a page and, in it, of its title, from which its buttons stand beside that."""


class Page(QFrame):
    """A screen. It is built when first wanted and entered each time it is shown."""

    help: ClassVar[tuple[str, ...]] = ()
    """Five to ten lines for F1, marked with ``N_``."""
    locks: bool = True
    """Whether the screen locks while nobody touches it; a page that waits for somebody to write a code down says no."""

    def __init__(self, session: Session, title: str, purpose: str = "", *, scrolls: bool = True) -> None:
        """Args: scrolls: the body as a whole; a list that scrolls by itself says no."""
        super().__init__()
        self.session = session
        self._holding: list[Job] = []
        self._way_back: QPushButton | None = None
        self._beside_title: Flow | None = None
        self.setProperty("role", "page")
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        edge = theme().px(EDGE)

        inside = QVBoxLayout()
        self._canvas = canvas(inside)
        inside.setContentsMargins(edge, theme().px(14), edge, theme().px(14))
        inside.setSpacing(theme().px(12))
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._title_column = words = QVBoxLayout()
        words.setSpacing(0)
        self.title = yielding(label(title, "title"), TITLE)
        self.purpose = yielding(label(purpose, "soft"), TITLE)
        if not purpose:
            self.purpose.hide()  # showing a widget that has no parent yet would open a window of its own
        words.addWidget(self.title)
        words.addWidget(self.purpose)
        head.addLayout(words, 1)
        inside.addLayout(head)
        self._withheld = label("", "muted")
        self._withheld.hide()
        inside.addWidget(self._withheld)
        self._news = QVBoxLayout()
        inside.addLayout(self._news)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme().px(12))
        inside.addLayout(self.body, 1)

        if scrolls:
            self._scroll: Scroll | None = _Area(is_wide=True)
            self._scroll.setWidget(self._canvas)
        else:
            self._scroll = None
        outer.addWidget(self._scroll or self._canvas, 1)
        self._bar = QFrame()
        self._bar.setProperty("role", "footer")
        self.footer = QHBoxLayout(self._bar)
        """Buttons that stay in sight; hidden until ``show_footer``."""
        self.footer.setContentsMargins(edge, theme().px(8), edge, theme().px(8))
        self.footer.setSpacing(theme().px(tokens.GAP))
        self._bar.hide()
        outer.addWidget(self._bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page the buttons stand below the title."""
        super().resizeEvent(event)
        px = theme().px
        buttons = self._beside_title.sizeHint().width() if self._beside_title else 0
        room = self.width() - px(2 * EDGE) - buttons
        is_wide = self.width() >= px(TITLE_AND_BUTTONS) and room >= px(TITLE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head.setDirection(across if is_wide else down)

    @property
    def beside_title(self) -> Flow:
        """Buttons beside the title; made for the pages that have some."""
        if self._beside_title is None:
            self._beside_title = Flow()
            self._head.addLayout(self._beside_title)
        return self._beside_title

    # ------------------------------------------------------------------------------- what screens override

    def enter(self, **_arguments: object) -> None:
        """The page is shown now, for this."""

    def leave(self) -> None:
        """Another page will be shown, or the program ends; keep what was typed."""

    def refresh(self, _changes: Changes) -> None:
        """Something was saved while this page is in sight."""

    def first_focus(self) -> QWidget | None:
        """Where the keyboard starts; ``None``: at the first widget that takes it."""
        return None

    def back(self) -> bool:
        """Alt+Left was pressed; whether there was something within this page to go back to."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a page outside of the side bar, unless something typed would go with it."""
        if event.key() == QtCore.Qt.Key.Key_Escape and self._way_back is not None and not self._is_typed_on:
            self.session.back()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Where the keyboard's place went or was disabled, it stays on this page."""
        holder = QApplication.focusWidget()
        moved = super().focusNextPrevChild(forward)
        if holder is not None and self.isVisible() and not self._has(holder):
            now = QApplication.focusWidget()
            if now is None or not self.isAncestorOf(now):
                self._first_stop().setFocus()  # the page may be in the midst of changing
                return True
        return moved

    def take_keyboard(self) -> None:
        """Give the keyboard to where this page begins, or to the page itself: its keys must work."""
        first = self.first_focus()
        if first is None or not self._has(first):
            first = self._first_stop()
        first.setFocus()

    def _first_stop(self) -> QWidget:
        return next((one for one in self.findChildren(QWidget) if is_stop(one) and self._has(one)), self)

    def _has(self, one: QWidget) -> bool:
        """Whether it takes the keyboard, now or once it is laid out: what was hidden or disabled does not."""
        inside: QWidget | None = one
        while inside is not None and inside is not self:
            if inside.isHidden() and inside.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                return False
            inside = inside.parentWidget()
        return one.isEnabled()

    @property
    def _is_typed_on(self) -> bool:
        lines, texts = self.findChildren(QLineEdit), self.findChildren(QPlainTextEdit)
        return any(one.isVisible() and one.isModified() and one.text() for one in lines) or any(
            one.isVisible() and one.document().isModified() and one.toPlainText() for one in texts
        )

    # ------------------------------------------------------------------------------- what screens use

    def offer_way_back(self) -> None:
        """A quiet Kembali above the title."""
        if self._way_back is None:
            self._way_back = button(_("Kembali"), self.session.back, look="link", icon_name="arrow-left")
            self._title_column.insertWidget(0, self._way_back, alignment=QtCore.Qt.AlignmentFlag.AlignLeft)
            tab_after(self, self._way_back)  # before anything else on the page

    def put_keyboard(self, widget: QWidget | None) -> None:
        """Give ``widget`` the keyboard, unless the page was left meanwhile."""
        if widget is not None and self.isVisible():
            widget.setFocus()

    def tell_why_not(self, *made: QPushButton) -> None:
        """Say below the title why some of these cannot be pressed."""
        told = reasons(made)
        self._withheld.setText(told)
        self._withheld.setVisible(bool(told))

    def show_footer(self) -> None:
        self._bar.show()

    def show_banner(self, banner: Banner) -> None:
        """Put a banner on top of the body, instead of the one before, and into sight."""
        self.clear_banner()
        self._news.addWidget(banner)
        self._tab_before_body(banner)
        self.to_top()

    def _tab_before_body(self, banner: Banner) -> None:
        """Tab comes by a banner where it stands, not last because it was made last."""
        stops = stops_of(self)
        mine = [stop for stop in stops if banner.isAncestorOf(stop)]
        others = [stop for stop in stops if stop not in mine]
        above = self._beside_title
        on_page = (s for s in others if self._canvas.isAncestorOf(s))
        first = next((s for s in on_page if above is None or above.indexOf(s) < 0), None)
        if first is not None:
            tab_after(others[others.index(first) - 1], *mine)

    def clear_banner(self) -> None:
        clear(self._news)

    def show_error(self, error: PpoError) -> None:
        """An error of the world, or a refusal, as a card in place: what is wrong and what to do next."""
        self.show_banner(Banner("bad", error.message, error.advice, closes=True))

    def work(
        self,
        operation: Callable[[Job], T],
        done: Callable[[T], object],
        failed: Callable[[PpoError], object] | None = None,
        *,
        holds: bool = False,
        unclaimed: Callable[[T], object] = lambda _result: None,
        owner: QWidget | None = None,
    ) -> Job:
        """Run an operation beside the window; errors with a sentence are shown in place unless ``failed`` is given.

        Args:
            holds: only this page can tell the result: until then it is not built anew and does not lock by itself.
            unclaimed: as of ``Work.start``.
            owner: the part of the page that is told, where it may go before the page does.
        """
        job = self.session.work.start(
            operation, owner=owner or self, done=done, failed=failed or self.show_error, unclaimed=unclaimed
        )
        if holds:
            self._holding = [one for one in self._holding if not one.is_told] + [job]
        return job

    def watch(
        self,
        job: Job,
        place: QLayout,
        title: str,
        stopping: str = "",
        *,
        over: Callable[[Job], object] = lambda _job: None,
        locks: Sequence[QWidget] = (),
    ) -> Job:
        """Show how far a job is, with Batal, until it ends.

        Args:
            place: where its card is put.
            stopping: as of ``Progress``.
            over: told that it ended, whatever became of it, unless the page is gone.
            locks: disabled meanwhile.
        """
        place.addWidget(Progress(job, title, stopping))
        for one in locks:
            one.setEnabled(False)

        def ended() -> None:
            if isValid(self):
                for one in filter(isValid, locks):
                    one.setEnabled(True)
                over(job)

        job.ended.connect(ended)
        return job

    def scrolled(self, inside: QLayout) -> Scroll:
        """``inside`` as what scrolls of this page, which does not as a whole: what stands beside it stays."""
        self._scroll = _Area(inside, is_wide=True)
        return self._scroll

    @property
    def room(self) -> int:
        """Height in which something is seen at once."""
        return self._scroll.maximumViewportSize().height() if self._scroll else self._canvas.height()

    @property
    def is_held(self) -> bool:
        """Whether something runs here whose result only this page can tell."""
        return any(not job.is_told for job in self._holding)

    def to_top(self) -> None:
        """Scroll back to the title."""
        if self._scroll:
            self._scroll.verticalScrollBar().setValue(0)

    def into_sight(self, widget: QWidget, part: QRect | None = None) -> None:
        """Scroll until ``widget`` is seen, or a part of it, in its own coordinates."""
        if self._scroll and part is not None and (inside := self._scroll.widget()):
            middle = widget.mapTo(inside, part.center())
            self._scroll.ensureVisible(middle.x(), middle.y(), 0, part.height() // 2 + theme().px(24))
        elif self._scroll:
            self._scroll.ensureWidgetVisible(widget, 0, theme().px(80))


class _Area(Scroll):
    """Scrolls to what Tab reaches. Where the keyboard's place went or was disabled, what is read stays where it is."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        holder, stood = QApplication.focusWidget(), self.verticalScrollBar().value()
        moved = super().focusNextPrevChild(forward)
        if holder is not None and not (holder.isVisible() and holder.isEnabled()):
            self.verticalScrollBar().setValue(stood)
        return moved


class Progress(Card):
    """A job as a card: what is being done, how far it is, and Batal."""

    def __init__(self, job: Job, title: str, stopping: str = "") -> None:
        """Args: stopping: what is said of what was done so far, once somebody stops it."""
        from PySide6.QtWidgets import QProgressBar

        super().__init__(title)
        self._job = job
        self._stopping = stopping or _("Menghentikan; yang sudah selesai tetap tersimpan.")
        self._cancel = button(_("Batal"), self._stop, look="quiet")
        self.head.addWidget(self._cancel)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._title_column = label("", "soft")
        self.body.addWidget(self._bar)
        self.body.addWidget(self._title_column)
        job.progressed.connect(self._tell)
        job.ended.connect(self.deleteLater)

    def _tell(self, done: int, total: int, words: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._title_column.setText(words or (_("{done} dari {total}").format(done=done, total=total) if total else ""))

    def _stop(self) -> None:
        self._job.cancel()
        self._cancel.setEnabled(False)
        self._title_column.setText(self._stopping)
