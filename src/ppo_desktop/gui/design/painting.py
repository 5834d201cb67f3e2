"""What painters of rows share: fonts, colours and icons at hand, one line of text, a badge.

A screen of rows is a hundred small pieces of text; each may cost some hundredths of a millisecond and no more.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.icons import pixmap
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.tokens import Palette
from ppo_desktop.gui.design.widgets import TONE_ICONS

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_BADGE_ICON, _BADGE_GAP, _BADGE_ENDS = 14, 5, 18
_DIM = QColor(0, 0, 0, 128)
_WIDEST = 0.75
"""Of an ordinary text the letters are on average narrower than this part of the font's size."""


class Scrim(QWidget):
    """Dims what lies below it, and lets the mouse through.

    It shows a picture of that, made once: else all below would be painted anew with each letter typed above.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over, self._picture = over, QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def cover(self) -> None:
        """Dim all there is to see now."""
        self.hide()
        self._picture = self._over.grab()
        painter = QPainter(self._picture)
        painter.fillRect(self._picture.rect(), _DIM)
        painter.end()
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.drawPixmap(0, 0, self._picture)
        painter.end()


class Ink:
    """Colours and icons of the palette in force; made anew when it changes."""

    def __init__(self) -> None:
        self._palette: Palette | None = None
        self._colours: dict[str, QColor] = {}
        self._pictures: dict[tuple[str, str, int], QPixmap] = {}

    def colour(self, name: str) -> QColor:
        self._look()
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = theme().colour(name)
        return found

    def picture(self, name: str, colour: str, size: int) -> QPixmap:
        """As ``icons.pixmap``."""
        self._look()
        key = (name, colour, theme().px(size))
        found = self._pictures.get(key)
        if found is None:
            found = self._pictures[key] = pixmap(name, colour, size)
        return found

    def _look(self) -> None:
        if self._palette is not theme().palette:
            self._palette = theme().palette
            self._colours.clear()
            self._pictures.clear()


class Type:
    """A font with its measures."""

    def __init__(self, size: int = tokens.BODY, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        self.font = theme().font(size, weight)
        self.metrics = QFontMetrics(self.font)
        self.height = self.metrics.height()
        self._letter = self.font.pixelSize() * _WIDEST

    def fitting(self, text: str, width: int) -> str:
        """``text``, cut with an ellipsis where it is wider than ``width``; measured only where that is in doubt."""
        if len(text) * self._letter <= width:
            return text
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def width_of(self, text: str, above: int) -> int:
        """How wide ``text`` is, where that is more than ``above``; ``above`` otherwise."""
        return above if len(text) * self._letter <= above else max(above, self.metrics.horizontalAdvance(text))

    def draw(self, painter: QPainter, left: int, top: int, width: int, text: str) -> None:
        """One line of ``text`` in the painter's pen."""
        painter.setFont(self.font)
        painter.drawText(left, top, width, self.height, LEFT, self.fitting(text, width))


def badge_width(word: Type, text: str) -> int:
    """Pixels a badge takes that says ``text``."""
    return word.metrics.horizontalAdvance(text) + sum(map(theme().px, (_BADGE_ICON, _BADGE_GAP, _BADGE_ENDS)))


def draw_badge(painter: QPainter, ink: Ink, word: Type, area: QRect, text: str, tone: str, *, is_edged: bool) -> None:
    """A word on its tint with its icon, at the left of ``area``; edged where the tint alone would not be seen."""
    px = theme().px
    side, gap = px(_BADGE_ICON), px(_BADGE_GAP)
    height = max(word.height, side) + px(6)
    shown = word.fitting(text, area.width() - side - gap - px(_BADGE_ENDS))
    width = badge_width(word, shown)
    left, top = area.left(), area.top() + (area.height() - height) // 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(ink.colour(tone) if is_edged else Qt.PenStyle.NoPen)
    painter.setBrush(ink.colour(f"{tone}_soft"))
    painter.drawRoundedRect(left, top, width, height, height / 2, height / 2)
    painter.drawPixmap(left + px(8), top + (height - side) // 2, ink.picture(TONE_ICONS[tone], tone, _BADGE_ICON))
    painter.setPen(ink.colour(tone))
    painter.setFont(word.font)
    painter.drawText(left + px(8) + side + gap, top, width, height, LEFT, shown)
