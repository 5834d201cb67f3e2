"""The photos of a record on its sheet, and one of them large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.photos import HEIGHT, WIDTH, NoPhoto, drawn, small
from ppo_desktop.gui.design.tabbing import tab_after
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Badge, Card, button, column, label, row
from ppo_desktop.operations.books.photos import Shown

ViewOne = Callable[[str], bytes | None]
"""The large picture of a digest."""


class PhotoWall(Card):
    """The photos in a row; those that show minors are covered until somebody asks."""

    def __init__(self, photos: Sequence[Shown], large: ViewOne, *, is_ours: bool) -> None:
        super().__init__(_("Foto"))
        self._photos, self._large, self._is_ours = photos, large, is_ours
        self._uncovered: set[str] = set()
        self._wall = Flow(spacing=tokens.PAD)
        self.body.addLayout(self._wall)
        for place, shown in enumerate(photos, 1):
            self._wall.addWidget(self._tile(place, shown))

    def _tile(self, place: int, shown: Shown) -> QWidget:
        made = QWidget()
        caption = label(shown.photo.caption, "soft")
        inside = column(self._picture(place, shown), caption, spacing=tokens.TIGHT)
        if shown.photo.minors:
            inside.insertWidget(1, Badge(_("Ada wajah anak"), "info", "eye-off"))
        inside.addStretch(1)
        made.setLayout(inside)
        made.setFixedWidth(theme().px(WIDTH))
        return made

    def _picture(self, place: int, shown: Shown) -> QWidget:
        name = _("Foto {place}: {caption}").format(place=place, caption=shown.photo.caption or _("tanpa keterangan"))
        if shown.stored is None:
            return NoPhoto("image", self._why_absent(shown))
        if shown.photo.minors and shown.photo.digest not in self._uncovered:
            cover = NoPhoto("eye-off", _("Memperlihatkan wajah anak."))
            spoken = _("Tampilkan foto {place}").format(place=place)
            ask = button(_("Tampilkan"), partial(self._uncover, place), look="quiet", spoken=spoken)
            inside = cover.layout()
            assert isinstance(inside, QVBoxLayout)
            inside.addWidget(ask, alignment=Qt.AlignmentFlag.AlignHCenter)
            return cover
        made = QPushButton()
        made.setProperty("role", "photo")
        made.setIcon(QIcon(small(shown.stored.small)))
        made.setIconSize(QSize(theme().px(WIDTH), theme().px(HEIGHT)))
        made.setFixedSize(theme().px(WIDTH), theme().px(HEIGHT))
        made.setAccessibleName(_("Perbesar {name}").format(name=name))
        made.setToolTip(_("Perbesar"))
        made.setAutoDefault(True)
        made.clicked.connect(lambda _checked=False: self.enlarge(place))
        return made

    def _why_absent(self, shown: Shown) -> str:
        if self._is_ours:
            return _("Foto ini tidak ada di komputer ini.")
        if shown.photo.minors:
            return _("Memperlihatkan wajah anak; tidak dikirim ke kantor ini.")
        return _("Belum tiba; menyusul dengan berkas laporan berikut.")

    def _uncover(self, place: int) -> None:
        shown = self._photos[place - 1]
        self._uncovered.add(shown.photo.digest)
        item = self._wall.itemAt(place - 1)
        tile = item.widget() if item else None
        inside = tile.layout() if tile else None
        assert isinstance(inside, QVBoxLayout)
        cover = inside.takeAt(0)
        assert cover is not None
        made = self._picture(place, shown)
        inside.insertWidget(0, made)
        covered = cover.widget()
        asked = covered.findChild(QPushButton) if covered else None
        assert covered is not None
        assert asked is not None
        tab_after(asked, made)
        made.show()
        made.setFocus(Qt.FocusReason.OtherFocusReason)
        covered.hide()
        covered.deleteLater()

    def enlarge(self, place: int) -> None:
        """Show one photo large; the arrow keys go on to the others that are not covered."""
        seen = [one for one in self._photos if one.stored and self._is_open(one)]
        viewer = PhotoViewer(seen, seen.index(self._photos[place - 1]), self._large, self.window())
        viewer.open()

    def _is_open(self, shown: Shown) -> bool:
        return not shown.photo.minors or shown.photo.digest in self._uncovered


class PhotoViewer(QDialog):
    """One photo as large as the window; Left and Right turn over, Esc closes."""

    def __init__(self, photos: Sequence[Shown], place: int, large: ViewOne, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._photos, self._place, self._large = photos, place, large
        self._jpeg = b""
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(theme().px(240), theme().px(160))
        self.caption = label("", "soft")
        self._back = button("", partial(self._turn, -1), icon_name="chevron-left", spoken=_("Foto sebelumnya"))
        self._on = button("", partial(self._turn, 1), icon_name="chevron-right", spoken=_("Foto berikutnya"))
        close = button(_("Tutup"), self.accept, look="primary")
        below = row(self.caption, self._back, self._on, close)
        below.setStretch(0, 1)
        self.setLayout(column(self.picture, below, margins=tokens.PAD))
        inside = self.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.setStretch(0, 1)
        self.resize(parent.size() * 0.9)
        for keys, by in (("Left", -1), ("Right", 1)):
            QShortcut(QKeySequence(keys), self, partial(self._turn, by))  # buttons keep arrows to themselves
        self._show()
        close.setFocus()

    def _turn(self, by: int) -> None:
        self._place = min(max(self._place + by, 0), len(self._photos) - 1)
        self._show()

    def _show(self) -> None:
        photo = self._photos[self._place].photo
        self._jpeg = self._large(photo.digest) or b""
        place = _("Foto {place} dari {count}").format(place=self._place + 1, count=len(self._photos))
        self.setWindowTitle(place)
        self.caption.setText(f"{place}. {photo.caption}".strip())
        self.picture.setAccessibleName(photo.caption or place)
        for made, by in ((self._back, -1), (self._on, 1)):
            is_there = 0 <= self._place + by < len(self._photos)
            made.setEnabled(is_there)
            made.setToolTip("" if is_there else _("Tidak ada foto lagi ke arah ini."))
        self._draw()

    def _draw(self) -> None:
        self.picture.setPixmap(drawn(self._jpeg, self.picture.width(), self.picture.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The photo is as large as the window lets it."""
        super().resizeEvent(event)
        self._draw()
