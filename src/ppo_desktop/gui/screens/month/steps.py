"""One step of five: its number or tick, its name, how it stands, and what is to be done in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.icons import pixmap
from ppo_desktop.gui.design.tabbing import tab_after
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, button, clear, column, label, row, set_role

COUNT = 5
State = Literal["done", "current", "open", "waiting"]
"""``open``: may be done now, though another step is the next one."""
STATE_WORDS = {
    "done": N_("selesai"),
    "current": N_("kerjakan sekarang"),
    "open": N_("boleh dikerjakan"),
    "waiting": N_("menunggu"),
}


def is_whole(widget: QWidget) -> bool:
    """Whether all of it is in sight."""
    return widget.visibleRegion().boundingRect() == widget.rect()


class Step(QFrame):
    """A step; what is done in it stands in ``body`` and is seen while it is current or open."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self.number = number
        self.title = title
        self.state: State = "waiting"
        self._mark = QLabel()
        self._mark.setProperty("role", "step")
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side = theme().px(28)
        self._mark.setFixedSize(side, side)
        self._name = label(title, "strong")
        self._words = label("", "soft")
        self.news = News()
        """Sentences in place: what stood in the way, what was done."""
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, theme().px(tokens.TIGHT), 0, 0)
        self.body.setSpacing(theme().px(tokens.GAP))
        self._busy = _Busy()
        self._side = row(spacing=0)
        self.primary: QPushButton
        """What Enter does in this step."""
        above = self._head = row(spacing=tokens.GAP)
        above.addLayout(column(self._name, self._words, spacing=2), 1)
        above.addLayout(self._side)
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        right = QVBoxLayout(holder)
        right.setContentsMargins(0, theme().px(tokens.TIGHT), 0, 0)
        right.setSpacing(theme().px(2))
        right.addLayout(above)
        right.addWidget(self.news)
        right.addWidget(self._inside)
        right.addWidget(self._busy)
        across = row(spacing=12)
        across.addWidget(self._mark, alignment=Qt.AlignmentFlag.AlignTop)
        across.addWidget(holder, 1)
        self.setLayout(across)
        self._busy.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def show_state(self, state: State, words: str, *, is_folded: bool = False) -> None:
        """Say how the step stands.

        Args:
            words: what was done, what is to be done, or what it waits for.
            is_folded: what is done in it is not seen before somebody wants it.
        """
        self.state = state
        done = state == "done"
        self._mark.setText("" if done else str(self.number))
        if done:
            self._mark.setPixmap(pixmap("check", "on_brand", 18))
        set_role(self._mark, state, name="state")
        self._words.setText(words)
        self._words.setHidden(not words)
        self._inside.setHidden(is_folded or state in ("done", "waiting"))
        self.setAccessibleName(
            _("Langkah {number} dari {count}: {title}, {state}. {words}").format(
                number=self.number, count=COUNT, title=self.title, state=_(STATE_WORDS[state]), words=words
            )
        )

    def show_busy(self, words: str) -> None:
        """Show that something is being done; ``""`` when it is over. ``body`` is locked meanwhile."""
        self._busy.tell(words)
        self._inside.setEnabled(not words)

    def offer(
        self, words: str, action: Callable[[], object] | None = None, icon_name: str = "", *, is_below: bool = False
    ) -> None:
        """A button beside a step of which nothing else is seen: ``Ubah``, ``Cetak draf``; ``""`` takes it back.

        Args:
            is_below: it stands below a long reason, which has no room beside it.
        """
        clear(self._side)
        self._head.setDirection(QBoxLayout.Direction.TopToBottom if is_below else QBoxLayout.Direction.LeftToRight)
        self._head.setAlignment(self._side, Qt.AlignmentFlag.AlignLeft if is_below else Qt.AlignmentFlag(0))
        if action:
            spoken = _("{action}: {title}").format(action=words, title=self.title)
            made = button(words, action, look="quiet", icon_name=icon_name, spoken=spoken)
            self._side.addWidget(made)
            tab_after(self._mark, made)

    def first(self) -> QWidget:
        """Where the keyboard starts in this step."""
        return self.primary

    def start(self) -> QWidget:
        """The same, or the button beside a step of which nothing else is seen."""
        item = self._side.itemAt(0)
        beside = item.widget() if item else None
        return beside if self._inside.isHidden() and beside is not None else self.first()


class News(QWidget):
    """Where a sentence is said, one at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)

    @property
    def words(self) -> str:
        """What is said now; ``""`` where nothing is."""
        item = self._inside.itemAt(0)
        banner = item.widget() if item else None
        return f"{banner.title.text()} {banner.text.text()}".strip() if isinstance(banner, Banner) else ""

    def say(self, tone: str, title: str, text: str = "") -> None:
        """Show a sentence instead of the one before."""
        self.put(Banner(tone, title, text))

    def fail(self, error: PpoError) -> None:
        """Say what stood in the way and what to do next."""
        self.say("bad", error.message, error.advice)

    def put(self, widget: QWidget) -> None:
        """Show something else in this place, such as a card with progress."""
        self.quiet()
        self._inside.addWidget(widget)

    def quiet(self) -> None:
        """Take back what was said."""
        clear(self._inside)


class _Busy(QWidget):
    """A thin line that moves, with words."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, theme().px(tokens.TIGHT), 0, 0)
        inside.setSpacing(theme().px(tokens.TIGHT))
        inside.addWidget(self.words)
        inside.addWidget(self.bar)

    def tell(self, words: str) -> None:
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.setHidden(not words)
