"""The window: doors before an office is open, side bar and pages behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.tabbing import is_stop
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.shell.caretaker import Caretaker
from ppo_desktop.gui.shell.help import HelpPanel
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screens import DOORS, lit_at, screen, side_bar
from ppo_desktop.gui.shell.session import Place, Session, Toast
from ppo_desktop.gui.shell.side import SideBar, TopBar
from ppo_desktop.gui.shell.stripe import practice_stripe
from ppo_desktop.gui.shell.toast import Toaster

if TYPE_CHECKING:
    from ppo_desktop.gui.shell.search import SearchPanel

MINUTE = 60 * 1000
"""Milliseconds."""
LATER = MINUTE
"""Milliseconds until the next try, where the page in sight does not lock yet."""
SOON = 200
"""Milliseconds until the page in sight is built anew, where it waits for the end of its work."""
_DOOR_NAMES = frozenset(door.name for door in DOORS)


class MainWindow(QMainWindow):
    """One window; everything is a page in it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setWindowTitle("PPO Desktop")
        self.setMinimumSize(760, 480)
        self.resize(1180, 700)
        self._pages: dict[str, Page] = {}
        self._trail: list[Place] = []
        self._place: Place | None = None
        self.page: Page | None = None
        self._side: SideBar | None = None
        self._search: SearchPanel | None = None
        self.toaster = Toaster(self, self._rooms_for_toasts)
        session.wants.connect(self.show_place)
        session.wants_back.connect(self.back)
        session.opened.connect(self._opened)
        session.closed.connect(self._closed)
        session.changed.connect(self._changed)
        session.told.connect(self._tell)
        session.untold.connect(self.toaster.forget)
        theme().changed.connect(self.rebuild)
        for keys, action in (
            ("Alt+Left", self.back),
            ("F1", self.toggle_help),
            ("Ctrl+K", self.open_search),
            ("Ctrl++", lambda: theme().step(1)),
            ("Ctrl+=", lambda: theme().step(1)),
            ("Ctrl+-", lambda: theme().step(-1)),
            ("Ctrl+0", lambda: theme().set(zoom=100)),
            ("F6", self._next_area),
            ("Ctrl+L", self.lock),
        ):
            QShortcut(QKeySequence(keys, QKeySequence.SequenceFormat.PortableText), self, action)
        self._anew = QTimer(self)
        self._anew.setSingleShot(True)
        self._anew.setInterval(SOON)
        self._anew.timeout.connect(self.rebuild)
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._idle_over)
        self._caretaker = Caretaker(session, lambda: self._idle.interval() - self._idle.remainingTime(), self)

    # ------------------------------------------------------------------------------- places

    def show_place(self, place: Place) -> None:
        """Show a screen; the page before keeps what was typed."""
        if place.screen not in _DOOR_NAMES and not self.session.is_open:
            place = Place("unlock")
        if place.screen in _DOOR_NAMES and self.session.is_open:
            self._close_office()
        deed = screen(place.screen).deed
        if deed and (why := self.session.why_not(deed)):
            self.session.tell(why)
            return
        is_door_behind_us = self._place and self._place.screen in _DOOR_NAMES and self.session.is_open
        if self._place and self._place != place and not is_door_behind_us:
            self._trail.append(self._place)
            del self._trail[:-50]
        self._show(place)

    def back(self) -> None:
        """Go back within the page, or to the place before."""
        if self.page and self.page.back():
            return
        if self._trail:
            self._show(self._trail.pop())
        elif self.session.is_open:
            self._show(Place("home"))

    def _show(self, place: Place) -> None:
        self._leave()
        self.toaster.move_on()
        wanted = screen(place.screen)
        page = self._pages.get(place.screen)
        if page is None:
            page = wanted.build(self.session)
            self._pages[place.screen] = page
        self._place, self.page = place, page
        is_door = place.screen in _DOOR_NAMES
        if is_door:
            self._take_apart()
            self._pages = {place.screen: page}
            self.setCentralWidget(page)
        else:
            if self._side is None:
                self._build_inside()
            self._stack.addWidget(page)
            self._stack.setCurrentWidget(page)
            if wanted.gets_way_back:
                page.offer_way_back()
            assert self._side is not None
            self._side.light(lit_at(place.screen, str(place.arguments.get("kind", ""))))
            self._help.hide()
        try:
            page.enter(**place.arguments)
        except PpoError as error:  # what it reads at once may meet a disk that fails
            page.show_error(error)
        page.take_keyboard()

    def _leave(self) -> None:
        if self.page is None or self._place is None:
            return
        self.page.leave()
        if not screen(self._place.screen).keeps:
            self._pages.pop(self._place.screen, None)
            if self._place.screen not in _DOOR_NAMES:
                self._stack.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
        self.page = None

    def rebuild(self) -> None:
        """Make everything anew, for another theme; typing is kept as drafts."""
        place = self._place
        if place is None or self._anew.isActive():
            return
        if self.page and self.page.is_held:
            self._anew.start()
            return
        self._leave()
        self._take_apart()
        self._place = None
        self._show(place)

    # ------------------------------------------------------------------------------- the frame

    def _build_inside(self) -> None:
        from ppo_desktop.gui.shell.people import role_words

        office = self.session.office
        inside = QFrame()
        inside.setProperty("role", "page")
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if office.identity.training:
            outer.addWidget(practice_stripe(lambda: self.session.go("practice")))
        across = QHBoxLayout()
        across.setSpacing(0)
        outer.addLayout(across, 1)
        self._side = SideBar(side_bar(office.identity.level), office.identity.on_paper().full_name, self.session.go)
        self._side.help_wanted.connect(lambda _checked=False: self.toggle_help())
        across.addWidget(self._side)
        right = QVBoxLayout()
        right.setSpacing(0)
        across.addLayout(right, 1)
        self._top = TopBar(office.user.display_name, role_words(office.user.role), self.open_search, self.lock)
        right.addWidget(self._top)
        self._stack = QStackedWidget()
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._stack, 1)
        self._help = HelpPanel(self.toggle_help)
        self._help.hide()
        beside.addWidget(self._help)
        right.addLayout(beside, 1)
        self.setCentralWidget(inside)
        self._fold()

    def _take_apart(self) -> None:
        self._pages = {}
        self._side = None
        if self._search:  # a child of the window, not of what is taken apart
            self._search.close_panel()
            self._search.deleteLater()
            self._search = None

    def _rooms_for_toasts(self) -> list[QRect]:
        """In the top bar: beside what stands in it, then over it; never over the page."""
        if self._side is None:
            return []
        gap = theme().px(12)
        rooms = (self._top.spare, self._top.rect().adjusted(gap, 0, -gap, 0))
        return [QRect(self._top.mapTo(self, room.topLeft()), room.size()) for room in rooms]

    def _fold(self) -> None:
        if self._side:
            self._side.fold(self.width() < theme().px(tokens.FOLD_BELOW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the side bar in a narrow window."""
        super().resizeEvent(event)
        self._fold()

    def toggle_help(self) -> None:
        """Show or hide the help of this page."""
        if self._side is None or self.page is None or self._place is None:
            return
        if self._help.isVisible():
            self._help.hide()
            self.page.take_keyboard()
        else:
            self._help.tell(_(screen(self._place.screen).title), self.page.help)
            self._help.show()

    def open_search(self) -> None:
        """Show the search panel over the page."""
        if not self.session.is_open or self._side is None:
            return
        if self._search is None:
            from ppo_desktop.gui.shell.search import SearchPanel

            self._search = SearchPanel(self.session, self)
        self._search.open()

    def _next_area(self) -> None:
        """F6: from side bar to page and back."""
        focused = QApplication.focusWidget()
        if self._side is None or self.page is None:
            return
        if focused and self._side.isAncestorOf(focused):
            self.page.take_keyboard()
        else:
            first = next(one for one in self._side.findChildren(QWidget) if _takes_tab(one))
            first.setFocus(QtCore.Qt.FocusReason.TabFocusReason)

    # ------------------------------------------------------------------------------- the session

    def _opened(self) -> None:
        from ppo_desktop.operations.house import preferences

        self.session.lock_after = preferences.load(self.session.home).lock_after
        self._trail.clear()
        self.winId()  # makes the system's window, should it not be there yet
        self.windowHandle().installEventFilter(self)  # not the application: it has thousands of events for a page
        self._idle.start(self.session.lock_after * MINUTE)

    def _closed(self) -> None:
        self.windowHandle().removeEventFilter(self)
        self._idle.stop()

    def _idle_over(self) -> None:
        if self.page is None or (self.page.locks and not self.page.is_held):
            self.lock()
        else:
            self._idle.start(LATER)  # somebody writes a code down, or something is being signed

    def lock(self) -> None:
        """Close the office and ask for the password again; what was typed waits as a draft."""
        if self.session.is_open:
            self.show_place(Place("unlock"))

    def _close_office(self) -> None:
        self._leave()
        self._trail.clear()
        self._place = None
        self.toaster.hide()  # it may name people, and what it offers to take back is closed
        self.session.close()

    def _changed(self, changes: Changes) -> None:
        if self._search:
            self._search.forget(changes)
        if self.page:
            self.page.refresh(changes)

    def _tell(self, toast: Toast) -> None:
        self.toaster.show(toast)

    def keep_work(self) -> None:
        """Keep what is being typed, whatever happens next."""
        if self.page:
            self.page.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key or mouse press shows that somebody is here."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self._idle.start(self.session.lock_after * MINUTE)
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed, let running work end, close the office."""
        self.session.work.cancel()
        self._leave()  # drafts kept now are still written
        self._place = None
        self.session.close()
        self.session.work.stop()
        super().closeEvent(event)


def _takes_tab(widget: QWidget) -> bool:
    return is_stop(widget) and widget.isEnabled() and widget.isVisibleTo(widget.window())
