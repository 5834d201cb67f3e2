"""Side bar and top bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.icons import icon
from ppo_desktop.gui.design.naming import put
from ppo_desktop.gui.design.scrolling import Scroll
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, column, label, picture, row, rule, set_role
from ppo_desktop.gui.shell.screen import Screen
from ppo_desktop.gui.shell.screens import keys_of

ROOM_FOR_PLACES = 620
"""Height of the side bar from which its places are as high as other buttons; else lower, so that all are in sight."""
ROOM_FOR_TOAST = 300
"""Width beside the search in which a toast can be read."""
ROOM_FOR_WORDS = 600
"""Widths of the top bar from which it shows who is logged in."""


class SideBar(QFrame):
    """The screens of this office; folds to icons in a narrow window."""

    def __init__(self, screens: tuple[Screen, ...], office: str, go: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAccessibleName(_("Menu utama"))
        self._go = go
        self._places: dict[str, QPushButton] = {}
        self._is_low = False
        self._group = QButtonGroup(self)
        self._outer = outer = QVBoxLayout(self)
        outer.setSpacing(theme().px(2))
        self._names = QWidget()
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addWidget(label("PPO Desktop", "strong", wraps=False))
        self._office = label(office, "muted")
        names.addWidget(self._office)
        brand = QHBoxLayout()
        brand.setContentsMargins(theme().px(4), theme().px(2), 0, theme().px(8))
        brand.setSpacing(theme().px(10))
        brand.addWidget(picture("shield-check", "side_ink", 28))
        brand.addWidget(self._names, 1)
        outer.addLayout(brand)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(2))
        group, keys = 0, keys_of(screens)
        for screen in screens:
            if screen.group != group:
                group = screen.group
                self._column.addSpacing(theme().px(5))
                self._column.addWidget(rule())
                self._column.addSpacing(theme().px(5))
            self._column.addWidget(self._place(screen, keys.get(screen.name, "")))
        self._column.addStretch(1)
        scroll = Scroll(self._column)
        put(scroll, "verticalScrollBarPolicy", "ScrollBarAlwaysOff")  # wheel and Tab scroll; it has no room
        outer.addWidget(scroll, 1)
        self._help = self._entry("circle-help", _("Bantuan"), "F1")
        self._help.setCheckable(False)
        outer.addWidget(self._help)
        self.help_wanted = self._help.clicked

    def _place(self, screen: Screen, keys: str) -> QPushButton:
        made = self._entry(screen.icon, _(screen.title), keys)
        made.setCheckable(True)
        made.clicked.connect(lambda _checked=False, name=screen.name: self._go(name))
        if keys:
            QShortcut(QKeySequence(keys), self, lambda name=screen.name: self._go(name))
        self._group.addButton(made)
        self._places[screen.name] = made
        return made

    def _entry(self, icon_name: str, title: str, keys: str) -> QPushButton:
        made = button("", look="place", spoken=title)
        made.setProperty("title", title)
        made.setIcon(icon(icon_name, "side_ink", 18))
        made.setIconSize(QSize(theme().px(18), theme().px(18)))
        made.setToolTip(f"{title} ({keys})" if keys else title)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All places are to be in sight in a low window too."""
        super().resizeEvent(event)
        is_low = self.height() < theme().px(ROOM_FOR_PLACES)
        if is_low != self._is_low:
            self._is_low = is_low
            for made in (*self._places.values(), self._help):
                set_role(made, "low" if is_low else "", name="state")

    def light(self, name: str) -> None:
        """Show where one is."""
        for known, made in self._places.items():
            made.setChecked(known == name)
        if name not in self._places:
            self._group.setExclusive(False)
            for made in self._places.values():
                made.setChecked(False)
            self._group.setExclusive(True)

    def fold(self, folded: bool) -> None:
        """Icons only, or icons and words."""
        self._names.setVisible(not folded)
        beside, above = theme().px(8 if folded else 12), theme().px(12)  # folded, an icon needs all the width there is
        self._outer.setContentsMargins(beside, above, beside, above)
        for made in (*self._places.values(), self._help):
            made.setText("" if folded else "\N{EN SPACE}" + made.property("title"))
        self.setFixedWidth(theme().px(tokens.SIDE_NARROW if folded else tokens.SIDE_WIDE))


class TopBar(QFrame):
    """Search to the left, the person to the right."""

    def __init__(self, person: str, role: str, search: Callable[[], object], lock: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(theme().px(20), theme().px(7), theme().px(20), theme().px(7))
        inside.setSpacing(theme().px(12))
        self.search = button("", search, icon_name="search", spoken=_("Cari"))
        self.search.setProperty("role", "searchbox")
        inside.addWidget(self.search)
        inside.addStretch(1)
        self._person = QWidget()
        names = column(label(person, "strong", wraps=False), label(role, "tiny", wraps=False), spacing=0)
        self._person.setLayout(row(picture("user-round", "brand", 22), names, spacing=12))
        inside.addWidget(self._person)
        self._lock = button(_("Kunci layar"), lock, look="quiet", icon_name="lock")
        self._lock.setToolTip(_("Ctrl+L. Yang sedang diketik disimpan sebagai draf."))
        inside.addWidget(self._lock)

    @property
    def spare(self) -> QRect:
        """Between the search and who is logged in; over the name where that is narrow, then all of it."""
        gap = theme().px(12)
        left = self.search.geometry().right() + gap
        ends = [one.geometry().left() - gap for one in (self._person, self._lock) if one.isVisibleTo(self)]
        right = next((end for end in ends if end - left >= theme().px(ROOM_FOR_TOAST)), 0)
        if not right:
            left, right = gap, self.width() - gap
        return QRect(left, 0, right - left, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where letters are large and the window is not, the words give way."""
        super().resizeEvent(event)
        is_wide = self.width() >= theme().px(ROOM_FOR_WORDS)
        words = _("Cari nama, NIK, nomor…   Ctrl+K") if is_wide else _("Cari   Ctrl+K")
        self.search.setText("\N{EN SPACE}" + words)
        self.search.setMinimumWidth(theme().px(280 if is_wide else 0))
        self._person.setVisible(is_wide)
