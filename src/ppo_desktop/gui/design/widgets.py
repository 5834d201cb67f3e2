"""Factories: every label, button, card, badge and banner comes from here, with its name for screen readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.icons import icon, pixmap
from ppo_desktop.gui.design.layouts import Beside, Flow
from ppo_desktop.gui.design.naming import put
from ppo_desktop.gui.design.theme import theme

Box = TypeVar("Box", QHBoxLayout, QVBoxLayout)
TONE_ICONS = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-alert",
    "info": "info",
    "neutral": "dot",
}


def set_role(widget: QWidget, role: str, value: str = "", *, name: str = "role") -> None:
    """Say what a widget is, so that the style sheet finds it; also after it was shown."""
    widget.setProperty(name, value or role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Words(QLabel):
    """Text in lines. A word too long for any line goes on in the next, so that it makes no page wider."""

    _text = ""

    def text(self) -> str:
        """As it was given."""
        return self._text

    def setText(self, text: str) -> None:
        """Show this."""
        self._text = text
        super().setText(_LONG_WORD.sub(lambda word: _LONG_WORD.sub(_in_pieces, breakable(word[0])), text))


def _in_pieces(word: re.Match[str]) -> str:
    return _PIECE.sub("\\g<0>\N{ZERO WIDTH SPACE}", word[0])


_LONG_WORD = re.compile("[^\\s\N{ZERO WIDTH SPACE}]{31,}")
_PIECE = re.compile(r".{12}(?=.)")


def label(text: str = "", role: str = "body", *, wraps: bool = True) -> QLabel:
    """Text. Roles: title, heading, strong, body, soft, muted, tiny, figure, error, warning, code."""
    made = Words() if wraps else QLabel()
    put(made, "textFormat", "PlainText")  # names and notes are data, never markup
    made.setText(text)
    made.setWordWrap(wraps)
    made.setProperty("role", role)
    if wraps:
        policy = made.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def yielding(words: QLabel, width: int) -> QLabel:
    """``words`` that take what things beside them leave, and at least ``width`` pixels at 100 %."""
    policy = words.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    words.setSizePolicy(policy)
    words.setMinimumWidth(theme().px(width))
    return words


def picture(name: str, colour: str = "ink", size: int = 18) -> QLabel:
    """An icon that only decorates: the words beside it say the same."""
    made = QLabel()
    made.setPixmap(pixmap(name, colour, size))
    made.setFixedSize(QSize(theme().px(size), theme().px(size)))
    return made


_ICON_COLOURS = {"primary": "on_brand", "quiet": "link", "link": "link", "danger": "bad"}


def button(
    text: str,
    action: Callable[[], object] | None = None,
    *,
    look: str = "",
    icon_name: str = "",
    keys: str = "",
    spoken: str = "",
) -> QPushButton:
    """A button. Looks: ``""`` ordinary, primary, danger, quiet, link (a low quiet one), chip, tile.

    Args:
        keys: shortcut, shown behind the text, as ``Ctrl+S``.
        spoken: its name where the text alone says too little ("Terima" → "Terima laporan Desa Sempalai").
    """
    shown = text.replace("&", "&&")
    made = QPushButton(f"{shown}  ({keys})" if keys else shown)
    made.setAccessibleName(spoken or text)
    made.setProperty("role", look or "secondary")
    made.setAutoDefault(True)  # Enter presses it, as Space does
    if icon_name:
        made.setIcon(icon(icon_name, _ICON_COLOURS.get(look, "ink")))
        made.setIconSize(QSize(theme().px(18), theme().px(18)))
        if text:
            made.setText("\N{EN SPACE}" + made.text())
    if keys:
        QShortcut(QKeySequence(keys), made, made.click)  # the button's own one would wait for a tenth of a second
    if action:
        made.clicked.connect(lambda _checked=False: action())
    return made


def set_look(made: QPushButton, look: str, icon_name: str) -> None:
    """Give a button with an icon another look, as ``button`` knows them; also after it was shown."""
    set_role(made, look or "secondary")
    made.setIcon(icon(icon_name, _ICON_COLOURS.get(look, "ink")))


REASON = 560
"""Width, in pixels at 100 %, that a reason below a button may take for one line."""


class Action(QWidget):
    """A button that says below itself why it cannot be pressed, and below those that stand beside it."""

    def __init__(self, made: QPushButton, *beside: QPushButton) -> None:
        super().__init__()
        self.button = made
        self._others = beside
        self._why = label("", "muted")
        self._why.hide()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(tokens.TIGHT))
        if beside:
            column.addLayout(Flow((made, *beside)))
        else:
            column.addWidget(made)
        column.addWidget(self._why)

    @property
    def why_not(self) -> str:
        """Why the button is disabled; ``""`` while it is not."""
        return "" if self.button.isEnabled() else self._why.text()

    def refuse(self, why: str) -> None:
        """Disable the button and say why; ``""`` enables it again."""
        self.button.setEnabled(not why)
        self.button.setAccessibleDescription(why)
        self.button.setToolTip(why)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        side = QtCore.Qt.AlignmentFlag.AlignLeft if why else QtCore.Qt.AlignmentFlag(0)  # not as wide as its reason
        self._column.setAlignment(self.button, side)

    def sizeHint(self) -> QSize:
        """A reason is a sentence: it gets the room of one where there is room."""
        hint = super().sizeHint()
        if self._why.isHidden():
            return hint
        words = min(self._why.fontMetrics().horizontalAdvance(self._why.text()) + 2, theme().px(REASON))
        return QSize(max(hint.width() if self._others else self.button.sizeHint().width(), words), hint.height())


def withhold(made: QPushButton, why: str) -> QPushButton:
    """Disable a button for good and say why where one points at it; ``""`` leaves it as it is."""
    if why:
        made.setEnabled(False)
        made.setToolTip(why)
        made.setAccessibleDescription(why)
    return made


def allow(made: QWidget, why_not: str) -> None:
    """Enable ``made``, or disable it and say why where one points at it."""
    made.setEnabled(not why_not)
    made.setToolTip(why_not)
    made.setAccessibleDescription(why_not)


def reasons(made: Iterable[QPushButton]) -> str:
    """Why those among these that are disabled cannot be pressed, to be said in sight: a line for each reason, begun
    by the words of those it is about."""
    told: dict[str, list[str]] = {}
    for one in made:
        if not one.isEnabled() and one.toolTip():
            told.setdefault(one.toolTip(), []).append(one.text().strip())
    return "\n".join(f"{', '.join(buttons)}: {why}" for why, buttons in told.items())


def breakable(text: str) -> str:
    """``text`` that may go on in the next line after a hyphen or a slash: numbers and names of files are long words."""
    return re.sub("([-/])", "\\1\N{ZERO WIDTH SPACE}", text)


def column(*items: QWidget | QLayout, spacing: int = tokens.GAP, margins: int = 0) -> QVBoxLayout:
    """A vertical layout of the given things."""
    return _filled(QVBoxLayout(), items, spacing, margins)


def row(*items: QWidget | QLayout | None, spacing: int = tokens.GAP, margins: int = 0) -> QHBoxLayout:
    """A horizontal layout; ``None`` stands for a stretch."""
    return _filled(QHBoxLayout(), items, spacing, margins)


def _filled(layout: Box, items: Sequence[QWidget | QLayout | None], spacing: int, margins: int) -> Box:
    layout.setContentsMargins(*(theme().px(margins),) * 4)
    layout.setSpacing(theme().px(spacing))
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout


def beside(words: QLayout, *others: QWidget) -> Beside:
    """Words, with buttons to their right; below them in a narrow window."""
    held = QWidget()
    held.setLayout(words)
    policy = held.sizePolicy()
    policy.setHeightForWidth(True)
    held.setSizePolicy(policy)
    return Beside(held, *others)


def rule() -> QFrame:
    """A thin line between two things."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


class Card(QFrame):
    """A white area with a title; put things into ``body``."""

    def __init__(
        self, title: str = "", *, role: str = "card", spacing: int = tokens.GAP, margins: int = tokens.PAD
    ) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*(theme().px(margins),) * 4)
        self.body.setSpacing(theme().px(spacing))
        self.head = QHBoxLayout()
        self.head.setSpacing(theme().px(tokens.GAP))
        if title:
            self.title = label(title, "heading")
            self.head.addWidget(self.title, 1)
            self.body.addLayout(self.head)
            self.setAccessibleName(title)


class ListCard(Card):
    """A card that a list fills from edge to edge; it ends where the round corners begin."""

    def __init__(self) -> None:
        super().__init__(margins=0, spacing=0)
        self.body.setContentsMargins(0, 0, 0, theme().px(tokens.RADIUS))


class Badge(QFrame):
    """A word with an icon on its tint; says the same in three ways."""

    def __init__(self, text: str, tone: str = "neutral", icon_name: str = "") -> None:
        super().__init__()
        self.setProperty("role", "badge")
        self.setProperty("tone", tone)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(theme().px(8), theme().px(3), theme().px(10), theme().px(3))
        inside.setSpacing(theme().px(5))
        inside.addWidget(picture(icon_name or TONE_ICONS[tone], tone, 14))
        self.words = label(text, "badge", wraps=False)
        inside.addWidget(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)


class Square(QFrame):
    """An icon on a tinted square, at the head of a row."""

    def __init__(self, icon_name: str, tone: str = "info") -> None:
        super().__init__()
        self.setProperty("role", "square")
        self.setProperty("tone", tone)
        side = theme().px(38)
        self.setFixedSize(side, side)
        self.setLayout(row(None, picture(icon_name, tone, 20), None, spacing=0))


class Banner(QFrame):
    """What a person must know now, where they look: what is wrong, what to do next, and buttons for it."""

    def __init__(
        self,
        tone: str,
        title: str,
        text: str = "",
        actions: Sequence[QPushButton] = (),
        *,
        closes: bool = False,
        escape: Callable[[], object] | None = None,
    ) -> None:
        """Args: escape: of a question, the harmless answer: what Esc does while the keyboard is in it."""
        super().__init__()
        self._escape = escape
        self.setProperty("tone", tone)
        self.setProperty("role", "banner")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(*(theme().px(12),) * 4)
        outer.setSpacing(theme().px(12))
        outer.addWidget(picture(TONE_ICONS[tone], tone, 22), alignment=QtCore.Qt.AlignmentFlag.AlignTop)
        self.title = label(title, "strong")
        self.text = label(text, "soft")
        if not text:
            self.text.hide()
        self.body = column(self.title, self.text, spacing=tokens.TIGHT)
        self.buttons = tuple(actions)
        outer.addLayout(beside(self.body, *actions), 1)
        if closes:
            close = button("", self.deleteLater, look="quiet", icon_name="x", spoken=_("Tutup pemberitahuan"))
            outer.addWidget(close, alignment=QtCore.Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc answers a question, and does not leave the page it stands on."""
        if self._escape and event.key() == QtCore.Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)


class Empty(QWidget):
    """Nothing here yet: one picture, one sentence, one button."""

    def __init__(self, icon_name: str, sentence: str, made: QPushButton | None = None) -> None:
        super().__init__()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(tokens.ROOM),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addStretch(1)
        inside.addWidget(picture(icon_name, "muted", 44), alignment=QtCore.Qt.AlignmentFlag.AlignHCenter)
        words = label(sentence, "soft")
        put(words, "alignment", "AlignCenter")
        inside.addWidget(words)
        if made:
            inside.addWidget(made, alignment=QtCore.Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(2)


def clear(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()
