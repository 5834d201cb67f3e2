"""Which stick: those plugged in now, watched while the question is in sight, or any folder in a stick's place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, button, clear, label, picture, row

if TYPE_CHECKING:
    from ppo_desktop.gui.shell.session import Session
    from ppo_desktop.gui.shell.work import Job

EVERY = 2000
"""Milliseconds between two looks."""
SOON = 250
"""Milliseconds to the next try where other work is under way."""
NEEDED = 8_000_000
"""Bytes that must be free: room for the largest files we usually write."""


class Place(Struct, frozen=True):
    """A stick or folder as it is offered."""

    folder: Path
    name: str
    room: str
    """``14,2 GB kosong``."""
    why_not: str = ""
    """Why it cannot be used, in plain words; ``""`` when it can."""
    is_stick: bool = True
    warning: str = ""
    """What is odd about it, though it can be used."""


class StickChooser(QWidget):
    """Sticks as large buttons: name, free room, or why one cannot be used.

    Looks every two seconds in the background while it is shown. The only usable stick is chosen by itself; what a
    person chose stays chosen until it is pulled out.
    """

    chosen = Signal(Path)
    """Another folder is in force now."""
    lost = Signal()
    """The folder in force is gone, or can no longer be used."""
    entered = Signal()
    """Enter on a stick that is in force."""

    def __init__(self, session: Session, *, needed: int = NEEDED, writes: bool = True) -> None:
        """Args: needed: free bytes. writes: the stick is to be written; else full and read-only ones are as good."""
        super().__init__()
        self._session = session
        self.needed = needed
        """Bytes that must be free."""
        self._writes = writes
        self._folder: Path | None = None
        self._by_hand: Path | None = None
        self._places: tuple[Place, ...] | None = None
        self._job: Job | None = None
        self._group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(tokens.GAP))
        self.other = button(_("Pilih folder lain"), self._ask, look="quiet", icon_name="folder-open")
        """The way to any folder; the keyboard starts here where there is no stick."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(tokens.GAP))
        outer.addLayout(self._list)
        outer.addLayout(row(self.other, None))
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.look)
        self._show(())

    @property
    def folder(self) -> Path | None:
        """The folder in force; ``None`` while there is none that can be used."""
        return self._folder

    @property
    def words(self) -> str:
        """What is offered, as one text; for the line above and for tests."""
        places = self._places or ()
        return "\n".join(f"{place.name}: {place.why_not or place.warning or place.room}" for place in places) or _none()

    @property
    def is_watching(self) -> bool:
        """Whether it looks again and again: only while it is in sight."""
        return self._timer.isActive()

    def take_folder(self, folder: Path) -> None:
        """Offer ``folder`` beside the sticks and put it in force, as when a person picks it."""
        self._by_hand = self._folder = folder
        self.look()
        self.chosen.emit(folder)

    def look(self) -> None:
        """Look now, beside the window; waits its turn where something else is being done."""
        if self._job and not self._job.is_over:
            return
        if self._session.work.is_busy and self._places is not None:
            if self.isVisible():
                self._soon.start()  # a signature or a copy is under way: look after it
            return
        by_hand = self._by_hand
        self._job = self._session.work.start(
            lambda _job: _look(by_hand, self.needed, self._writes),
            owner=self,
            done=lambda places: self._seen(by_hand, places),
        )

    # ------------------------------------------------------------------------------- what is seen

    def showEvent(self, event: QShowEvent) -> None:
        """Watch while in sight."""
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is polled for a page nobody sees."""
        super().hideEvent(event)
        self._timer.stop()
        self._soon.stop()

    def _seen(self, by_hand: Path | None, places: tuple[Place, ...]) -> None:
        if by_hand == self._by_hand:
            self._show(places)
        else:
            self.look()  # a folder was picked meanwhile

    def _show(self, places: tuple[Place, ...]) -> None:
        usable = [place.folder for place in places if not place.why_not]
        before = self._folder
        if before not in usable:
            self._folder = usable[0] if len(usable) == 1 else None
        if places != self._places:
            self._places = places
            self._draw(places)
        for made in self._group.buttons():
            made.setChecked(made.property("folder") == self._folder)
        if before is not None and self._folder != before:
            self.lost.emit()
        if self._folder is not None and self._folder != before:
            self.chosen.emit(self._folder)

    def _draw(self, places: Sequence[Place]) -> None:
        focused = next((made for made in self._group.buttons() if made.hasFocus()), None)
        kept = focused.property("folder") if focused else None
        clear(self._list)
        if not places:
            self._list.addWidget(label(_none(), "soft"))
        for place in places:
            self._list.addWidget(self._tile(place) if not place.why_not else _unusable(place))
            if place.warning:
                self._list.addWidget(
                    Banner("warn", _("Hati-hati dengan {name}").format(name=place.name), place.warning)
                )
        again = next((made for made in self._group.buttons() if made.property("folder") == kept), None)
        if focused:
            (again or self.other).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tile(self, place: Place) -> _Tile:
        made = _Tile(place, self.entered.emit)
        made.clicked.connect(lambda _checked=False: self._choose(place.folder))
        self._group.addButton(made)
        return made

    def _choose(self, folder: Path) -> None:
        if folder != self._folder:
            self._folder = folder
            self.chosen.emit(folder)

    def _ask(self) -> None:
        start = str(self._folder or Path.home())
        picked = QFileDialog.getExistingDirectory(self, _("Pilih folder"), start)
        if picked:
            self.take_folder(Path(picked))


class _Tile(QPushButton):
    """One place that can be used: two lines, the whole of it pressed."""

    def __init__(self, place: Place, entered: Callable[[], object]) -> None:
        super().__init__()
        self._entered = entered
        self.setProperty("role", "tile")
        self.setProperty("folder", place.folder)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setMinimumHeight(theme().px(tokens.ROW_HEIGHT))
        words = QVBoxLayout()
        words.setSpacing(0)
        name = label(place.name, "strong", wraps=False)
        name.setMinimumWidth(0)
        words.addWidget(name)
        words.addWidget(label(place.room, "soft"))
        inside = row(picture("usb" if place.is_stick else "folder-open", "brand", 22), spacing=12)
        inside.setContentsMargins(theme().px(12), theme().px(6), theme().px(12), theme().px(6))
        inside.addLayout(words, 1)
        self._tick = picture("circle-check", "brand", 20)
        inside.addWidget(self._tick)
        self.setLayout(inside)
        self.setAccessibleName(place.name)
        self.setAccessibleDescription(place.room)
        self.setToolTip(str(place.folder))
        self._tick.setVisible(False)
        self.toggled.connect(self._tick.setVisible)

    def sizeHint(self) -> QSize:
        """As large as what stands in it; a button would only count its own text."""
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint().expandedTo(QSize(0, theme().px(tokens.ROW_HEIGHT)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on with the stick; Space only chooses it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            self._entered()
        else:
            super().keyPressEvent(event)


def free_words(free: int) -> str:
    """``14,2 GB kosong``, counted as sticks are sold: 1 GB is 1.000.000.000 bytes."""
    if free >= 1_000_000_000:
        return _("{size} GB kosong").format(size=f"{free / 1e9:.1f}".replace(".", ","))
    return _("{size} MB kosong").format(size=free // 1_000_000)


def _none() -> str:
    return _("Belum ada flashdisk. Colokkan flashdisk ke komputer, tunggu sebentar; namanya muncul di sini.")


def _unusable(place: Place) -> Banner:
    return Banner("warn", place.name, place.why_not)


def _look(by_hand: Path | None, needed: int, is_written: bool) -> tuple[Place, ...]:
    """What can be chosen now; slow where a stick is slow."""
    from ppo_desktop.operations.carriers import sticks

    found = sticks.sticks()
    if by_hand and all(stick.folder != by_hand for stick in found):
        found.append(sticks.in_place_of(by_hand))
    return tuple(
        Place(
            stick.folder,
            stick.name,
            free_words(stick.free),
            stick.trouble_words(needed, writes=is_written),
            stick.is_drive,
            sticks.warning(stick.folder),
        )
        for stick in found
    )
