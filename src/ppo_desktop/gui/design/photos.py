"""Photos on screen: small ones that fit a frame, and the frame where there is none to be seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel

from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import column, label, picture

WIDTH, HEIGHT = 216, 148
"""Of a photo among others, in pixels at 100 %."""


def drawn(jpeg: bytes, width: int, height: int) -> QPixmap:
    """A picture as large as fits."""
    made = QPixmap()
    made.loadFromData(jpeg, "JPEG")
    shape, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return made if made.isNull() else made.scaled(width, height, shape, smooth)


def small(jpeg: bytes) -> QPixmap:
    """A picture as large as it stands among others."""
    return drawn(jpeg, theme().px(WIDTH), theme().px(HEIGHT))


def thumbnail(jpeg: bytes) -> QLabel:
    """A photo that is only looked at."""
    made = QLabel()
    made.setProperty("role", "sunken")
    made.setPixmap(small(jpeg))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setFixedSize(theme().px(WIDTH), theme().px(HEIGHT))
    return made


class NoPhoto(QFrame):
    """In the place of a photo that is not to be seen: why."""

    def __init__(self, icon_name: str, why: str) -> None:
        super().__init__()
        self.setProperty("role", "sunken")
        self.setFixedSize(theme().px(WIDTH), theme().px(HEIGHT))
        words = label(why, "soft")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign = picture(icon_name, "muted", 28)
        self.setLayout(column(sign, words, margins=tokens.GAP))
        inside = self.layout()
        assert inside is not None
        inside.setAlignment(sign, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        inside.setAlignment(words, Qt.AlignmentFlag.AlignTop)


def size_in_words(length: int) -> str:
    """``245 KB``."""
    return _("{count} KB").format(count=number(max(round(length / 1000), 1)))
