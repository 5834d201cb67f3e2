"""The editor of a field with photos: a row of them, each with its caption and the mark for faces of minors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QFrame, QVBoxLayout, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.photos import NoPhoto, size_in_words, thumbnail
from ppo_desktop.gui.design.tabbing import tab_after
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, button, column, label, row
from ppo_desktop.gui.forms.editor import Editor
from ppo_desktop.gui.forms.known import Known
from ppo_desktop.gui.shell.page import Progress
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.books.photos import NotTaken, Stored
from ppo_desktop.records.field import Field
from ppo_desktop.records.photos import LONGEST_CAPTION, MOST, Photo, photos

FILES = "*.jpg *.jpeg *.png *.webp *.heic *.JPG *.JPEG *.PNG *.WEBP *.HEIC"


class PhotosEditor(Editor):
    """Photos are made ready elsewhere: ``picked`` says of which files, ``arrived`` takes what came of them."""

    is_wide = True
    picked = Signal(object)
    """Paths of files that are to become photos."""
    came = Signal(object)
    """A part that is to be seen: it came, or the keyboard went there, where nothing stood before."""

    def __init__(self, field: Field, known: Known) -> None:
        super().__init__(field)
        self._known = known
        self._tiles: list[_Tile] = []
        self._removed: list[tuple[int, Photo]] = []
        self._waiting: Job | None = None
        self._minors_present = False
        self.setAcceptDrops(True)
        self.add = button(_("Tambah foto"), self._ask, icon_name="image")
        self._door = Action(self.add)
        self._told = label("", "muted")
        self._undo = button(_("Urungkan"), self._bring_back, look="link", spoken=_("Kembalikan foto yang dibuang"))
        self._undone = QWidget()
        self._undone.setLayout(row(label(_("Foto dibuang."), "soft", wraps=False), self._undo, None))
        self._undone.hide()
        self._news = label("", "error")
        self._news.hide()
        self._progress = QVBoxLayout()
        self._wall = Flow(spacing=tokens.PAD)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(theme().px(tokens.GAP))
        above = row(self._door, self._told)
        above.setStretch(1, 1)
        outside.addLayout(above)
        outside.addLayout(self._progress)
        outside.addWidget(self._news)
        outside.addLayout(self._wall)
        outside.addWidget(self._undone)
        self.setFocusProxy(self.add)
        self._tell()

    # ------------------------------------------------------------------------------- as every editor

    def value(self) -> object:
        return [tile.photo.write() for tile in self._tiles] or None

    def set_value(self, value: object) -> None:
        for tile in self._tiles:
            self._take_off(tile)
        self._tiles, self._removed = [], []
        named = photos(value)
        here = self._known.photos([photo.digest for photo in named])
        for photo in named:
            self._put(len(self._tiles), photo, here.get(photo.digest))
        self._tell()

    def complaint(self) -> str:
        return _("Foto masih disiapkan. Tunggu sebentar, lalu simpan.") if self._waiting else ""

    def consider(self, values: Mapping[str, object]) -> None:
        """What else the form holds says whether minors took part."""
        self._minors_present = self._known.kind.minors_present(values)
        self._tell()

    def stops(self) -> list[QWidget]:
        """The button, then caption and mark of each photo."""
        return [self.add, *(part for tile in self._tiles for part in (tile.caption, tile.minors))]

    # ------------------------------------------------------------------------------- new photos

    def _ask(self) -> None:
        names = _("Foto ({endings})").format(endings=FILES)
        picked, _kind = QFileDialog.getOpenFileNames(self, _("Pilih foto"), str(Path.home()), names)
        self._pick([Path(one) for one in picked])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if event.mimeData().hasUrls() and not self._door.why_not:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files were dropped here."""
        event.acceptProposedAction()
        self._pick([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _pick(self, paths: Sequence[Path]) -> None:
        if self._waiting:  # the button stays enabled: the keyboard would go on to another field
            self._complain([_("Tunggu sebentar; foto yang tadi masih disiapkan.")])
            return
        room = MOST - len(self._tiles)
        too_many = _("Paling banyak {most} foto; {count} yang terakhir tidak ditambahkan.")
        self._complain([too_many.format(most=MOST, count=len(paths) - room)] if len(paths) > room else [])
        if paths[:room]:
            self.picked.emit(list(paths[:room]))

    def wait_for(self, job: Job) -> None:
        """Photos are being made ready."""
        self._waiting = job
        self._progress.addWidget(Progress(job, _("Menyiapkan foto")))
        job.ended.connect(self._waited)

    def _waited(self) -> None:
        self._waiting = None

    def arrived(self, taken: Sequence[Stored | NotTaken]) -> None:
        """What came of the files that were picked."""
        complaints = [self._news.text()] if self._news.text() else []
        first: _Tile | None = None
        for one in taken:
            if isinstance(one, NotTaken):
                complaints.append(f"{one.name}: {one.error.sentence}")
            elif any(tile.photo.digest == one.digest for tile in self._tiles):
                complaints.append(_("Satu foto sudah ada di sini, jadi tidak ditambahkan lagi."))
            else:
                tile = self._put(len(self._tiles), Photo(one.digest), one)
                first = first or tile
        self._complain(complaints)
        self._tell()
        if first is not None:
            self.changed.emit()
            focused = QApplication.focusWidget()
            if focused is not None and self.isAncestorOf(focused):  # nobody is typing elsewhere by now
                self._go_to(first.caption)

    def failed(self, error: PpoError) -> None:
        """No photo could be made ready."""
        self._complain([error.sentence])

    def _complain(self, sentences: Sequence[str]) -> None:
        self._news.setText("\n".join(sentences))
        self._news.setVisible(bool(sentences))
        if sentences:
            self.came.emit(self._news)

    def _go_to(self, part: QWidget) -> None:
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        self.came.emit(part)

    # ------------------------------------------------------------------------------- the photos

    def _put(self, place: int, photo: Photo, stored: Stored | None) -> _Tile:
        tile = _Tile(photo, stored, self.changed.emit)
        tile.remove.clicked.connect(partial(self._remove, tile))
        self._tiles.insert(place, tile)
        while self._wall.takeAt(0) is not None:
            pass
        for one in self._tiles:
            self._wall.addWidget(one)
        tab_after(self.add, *(part for one in self._tiles for part in (one.caption, one.minors, one.remove)))
        self._wall.invalidate()
        return tile

    def _remove(self, tile: _Tile, _checked: bool = False) -> None:
        place = self._tiles.index(tile)
        self._removed.append((place, tile.photo))
        self._tiles.remove(tile)
        self._take_off(tile)
        self._tell()
        self.changed.emit()
        self._go_to(self._undo)

    def _bring_back(self) -> None:
        place, photo = self._removed.pop()
        stored = self._known.photos([photo.digest]).get(photo.digest)
        tile = self._put(min(place, len(self._tiles)), photo, stored)
        self._tell()
        self.changed.emit()
        self._go_to(tile.caption)

    def _take_off(self, tile: _Tile) -> None:
        self._wall.removeWidget(tile)
        tile.hide()
        tile.deleteLater()
        self._wall.invalidate()

    def _tell(self) -> None:
        """Bring numbers, marks and sentences up to date."""
        for place, tile in enumerate(self._tiles, 1):
            tile.name(place, self._minors_present)
        is_full = len(self._tiles) >= MOST
        full = _("Sudah {most} foto, jumlah terbanyak.").format(most=MOST)
        self._door.refuse(full if is_full else "")
        self._undone.setVisible(bool(self._removed) and not is_full)
        if not self._tiles:
            self._told.setText(_("Atau seret foto ke sini. Paling banyak {most} foto.").format(most=MOST))
        elif self._minors_present and any(tile.photo.minors is None for tile in self._tiles):
            self._told.setText(
                _("Ada peserta anak, jadi foto dianggap memperlihatkan wajah anak sampai tandanya dilepas. ")
                + _("Foto bertanda tidak dikirim dan tidak dicetak.")
            )
        else:
            self._told.setText(_("Foto bertanda “Ada wajah anak” tidak dikirim dan tidak dicetak."))

    def setAccessibleName(self, name: str) -> None:
        """The button says what it does; the photos say which they are."""
        QWidget.setAccessibleName(self, name)


class _Tile(QFrame):
    """One photo in a form."""

    def __init__(self, photo: Photo, stored: Stored | None, changed: Callable[[], object]) -> None:
        super().__init__()
        self._photo, self._changed = photo, changed
        gone = _("Foto ini tidak ada di komputer ini.")
        self.caption = line(photo.caption, placeholder=_("Keterangan foto"), longest=LONGEST_CAPTION)
        self.caption.setCursorPosition(0)
        self.caption.textEdited.connect(lambda _text: changed())
        self.minors = QCheckBox(_("Ada wajah anak"))
        self.minors.clicked.connect(self._say)
        self.remove = button("", look="quiet", icon_name="trash-2")
        size = f"{stored.width} × {stored.height} · {size_in_words(stored.length)}" if stored else ""
        picture = thumbnail(stored.small) if stored else NoPhoto("image", gone)
        below = row(self.minors, None, self.remove)
        self.setLayout(column(picture, self.caption, below, label(size, "tiny"), spacing=tokens.TIGHT))
        self.setFixedWidth(picture.width())

    @property
    def photo(self) -> Photo:
        """As it stands here now."""
        return self._photo._replace(caption=" ".join(self.caption.text().split()))

    def name(self, place: int, minors_present: bool) -> None:
        """Say which photo this is, and show the mark that counts."""
        marked = self._photo.minors
        self.minors.setChecked(minors_present if marked is None else marked)
        self.caption.setAccessibleName(_("Foto {place}: keterangan").format(place=place))
        self.minors.setAccessibleName(_("Foto {place}: ada wajah anak").format(place=place))
        self.remove.setAccessibleName(_("Buang foto {place}").format(place=place))
        self.remove.setToolTip(_("Buang foto {place}").format(place=place))

    def _say(self, marked: bool) -> None:
        self._photo = self._photo._replace(minors=marked)
        self._changed()
