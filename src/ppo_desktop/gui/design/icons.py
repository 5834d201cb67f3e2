"""Icons: Lucide drawings in ``resources/icons``, tinted and drawn for the screen they appear on."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache, QScreen
from PySide6.QtSvg import QSvgRenderer

from ppo_desktop.core.paths import resource
from ppo_desktop.gui.design.theme import theme


def pixmap(name: str, colour: str = "ink", size: int = 18) -> QPixmap:
    """The icon ``name`` in a palette colour, ``size`` pixels wide at 100 %."""
    side = theme().px(size)
    screen: QScreen | None = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen else 1.0
    tint = theme().colour(colour).name()
    known = f"{name} {tint} {side} {ratio}"
    drawn: QPixmap | None = QPixmapCache.find(known)  # type: ignore[call-overload]  # as it is; its stub is wrong
    if drawn is not None:
        return drawn
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    drawing = resource("icons", f"{name}.svg").read_bytes()
    tinted = drawing.replace(b"currentColor", tint.encode())
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(tinted)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    QPixmapCache.insert(known, picture)
    return picture


def icon(name: str, colour: str = "ink", size: int = 18, *, disabled: str = "muted") -> QIcon:
    """The same as an icon for buttons, paler where the button is disabled."""
    made = QIcon(pixmap(name, colour, size))
    made.addPixmap(pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return made
