"""The theme in force: palette, zoom, fonts and the style sheet made from the tokens."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ppo_desktop.core.paths import resource
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.stylesheet import stylesheet
from ppo_desktop.gui.design.tokens import DARK, LIGHT, ZOOMS, Palette

FAMILY = "Inter"
STYLE = ("-style", "Fusion")
"""Told to the application when it is made: ``setStyle`` hands back a style, and with it a thousand names of Qt."""
MODES = ("system", "light", "dark")


class Theme(QObject):
    """Light or dark, and how large. Painted widgets read it when they paint; the window rebuilds when it changes."""

    changed = Signal()

    def __init__(self, mode: str = "light", zoom: int = 100) -> None:
        super().__init__()
        self.mode = mode if mode in MODES else "light"
        self.zoom = zoom if zoom in ZOOMS else 100

    @property
    def is_dark(self) -> bool:
        if self.mode == "system":
            return _system_is_dark()
        return self.mode == "dark"

    @property
    def palette(self) -> Palette:
        return DARK if self.is_dark else LIGHT

    def colour(self, name: str) -> QColor:
        """The colour of that name in the palette in force."""
        return QColor(getattr(self.palette, name))

    def px(self, size: float) -> int:
        """Logical pixels at the zoom in force, of a size at 100 %."""
        return round(size * self.zoom / 100)

    def font(self, size: int = tokens.BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The typeface at a size in pixels at 100 %, for what is painted by hand."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(weight)
        return font

    def set(self, *, mode: str | None = None, zoom: int | None = None) -> None:
        """Change mode or zoom (to the nearest of ``ZOOMS``) and apply it, unless all is as it was."""
        before = self.mode, self.zoom
        self.mode = mode if mode in MODES else self.mode
        if zoom is not None:
            self.zoom = min(ZOOMS, key=lambda known: abs(known - zoom))
        if (self.mode, self.zoom) != before:
            self.apply()
            self.changed.emit()

    def step(self, direction: int) -> None:
        """The next larger (1) or smaller (-1) zoom."""
        place = min(max(ZOOMS.index(self.zoom) + direction, 0), len(ZOOMS) - 1)
        self.set(zoom=ZOOMS[place])

    def apply(self) -> None:
        """Give the application this theme."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setFont(self.font())
        application.setPalette(self._qt_palette())
        application.setStyleSheet(stylesheet(self.palette, self.px))

    def _qt_palette(self) -> QPalette:
        colours = QPalette()
        named = {
            QPalette.ColorRole.Window: "page",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Base: "card",
            QPalette.ColorRole.AlternateBase: "sunken",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.Button: "card",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.PlaceholderText: "muted",
            QPalette.ColorRole.Highlight: "brand",
            QPalette.ColorRole.HighlightedText: "on_brand",
            QPalette.ColorRole.ToolTipBase: "card",
            QPalette.ColorRole.ToolTipText: "ink",
            QPalette.ColorRole.Link: "link",
        }
        for role, name in named.items():
            colours.setColor(role, self.colour(name))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            colours.setColor(QPalette.ColorGroup.Disabled, role, self.colour("muted"))
        return colours


@cache
def _system_is_dark() -> bool:
    """By the palette that was there before ours: the style hints would tell it with all names of Qt (``naming``)."""
    given = QGuiApplication.palette()
    return given.windowText().color().lightness() > given.window().color().lightness()


_theme: Theme | None = None


def theme() -> Theme:
    """The one theme of this process."""
    assert _theme is not None, "install_theme comes first"
    return _theme


def install_theme(_application: QApplication, mode: str = "light", zoom: int = 100) -> Theme:
    """Load the fonts and put a theme in force."""
    global _theme
    _system_is_dark()
    for weight in ("Regular", "Medium", "SemiBold", "Bold"):
        QFontDatabase.addApplicationFont(str(resource("fonts", f"Inter-{weight}.ttf")))
    _theme = Theme(mode, zoom)
    _theme.apply()
    return _theme
