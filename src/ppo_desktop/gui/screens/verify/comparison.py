"""The figures of an original beside a photocopy: line by line, or all the same at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, Card, button, clear, column, label
from ppo_desktop.operations.papers import comparing
from ppo_desktop.operations.papers.comparing import FigureRow, FigureTable, Original, Place
from ppo_desktop.reports.office import check_code

MOST_ROWS = 60
"""More lines than that are compared with the page itself."""
_LARGEST = 999_999_999


class ComparisonCard(Card):
    """One original."""

    def __init__(self, original: Original, show_pages: Callable[[], object]) -> None:
        super().__init__(original.what, spacing=10)
        self.original = original
        where = _("Dibuat di sini {day}.") if original.is_own else _("Diterima di sini {day}.")
        held = (
            _("Berkas asli ada di kantor ini.")
            if original.has_file
            else _("Angka berkas asli tercatat di kantor ini; berkasnya sendiri tidak lagi disimpan.")
        )
        told = _("{held} {where} Kode periksa berkas: {code}").format(
            held=held, where=where.format(day=long_date(original.on)), code=check_code(original.id)
        )
        self.body.addWidget(label(told, "soft"))
        if original.newer:
            self.body.addWidget(Banner("warn", original.newer, _("Minta fotokopi laporan yang terbaru.")))
        self._verdict = QVBoxLayout()
        self.all_same = button(_("Semua sama"), self.say_all_same, look="primary", icon_name="check")
        self.anew = button(_("Ulangi"), self.forget, look="quiet", icon_name="undo-2")
        pages = button(_("Lihat halaman asli"), show_pages, icon_name="eye")
        pages.setEnabled(original.has_file)
        if not original.has_file:
            pages.setToolTip(_("Halamannya tidak lagi disimpan; angkanya masih ada."))
        self.rows: list[RowLine] = []
        if original.tables:
            words = _("Lihat fotokopinya baris demi baris: apakah angkanya sama dengan berkas asli di bawah ini?")
            self.body.addWidget(label(words))
            for place, table in enumerate(original.tables):
                self.body.addWidget(self._table(place, table))
            self.body.addLayout(self._verdict)
            self.body.addLayout(Flow((self.all_same, self.anew, pages)))
        else:
            words = _("Berkas ini tidak memuat tabel angka. Bandingkan fotokopinya dengan halaman asli.")
            self.body.addWidget(label(words))
            self.body.addLayout(Flow((pages,)))
        note = _("Nama, kalimat, cap, dan tanda tangan basah Anda periksa sendiri.")
        if original.tables:
            note = _("Yang dibandingkan hanya angkanya.") + " " + note
        self.body.addWidget(label(note, "muted"))
        self._tell()

    @property
    def copy(self) -> dict[Place, int]:
        """What was said of the photocopy so far."""
        return {place: count for row in self.rows for place, count in row.copy.items()}

    @property
    def verdict(self) -> str:
        """What is said of it now."""
        return comparing.compare(self.original, self.copy).verdict

    def say_all_same(self) -> None:
        """Every line says what the original says."""
        for row in self.rows:
            row.say(is_same=True)

    def forget(self) -> None:
        """Begin anew."""
        for row in self.rows:
            row.forget()

    def _table(self, place: int, table: FigureTable) -> QWidget:
        made = QWidget()
        made.setAccessibleName(table.title)
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(tokens.PAD))
        grid.setVerticalSpacing(theme().px(tokens.TIGHT))
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(table.title, "muted"), 0, 0)
        for column_, title in enumerate(table.columns, start=1):
            head = label(title, "muted")
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(head, 0, column_)
        for n, figures in enumerate(table.rows[:MOST_ROWS]):
            row = RowLine(self.original, (place, n), figures, self._tell)
            self.rows.append(row)
            at = 2 * n + 1
            grid.addWidget(label(figures.title), at, 0)
            for column_, count in enumerate(figures.counts, start=1):
                shown = "–" if count is None else number(count)
                grid.addWidget(label(shown, "strong", wraps=False), at, column_, Qt.AlignmentFlag.AlignRight)
            if row.places:
                grid.addWidget(row, at, len(table.columns) + 1)
            grid.addWidget(row.typed, at + 1, 0, 1, len(table.columns) + 2)
        return made

    def _tell(self) -> None:
        clear(self._verdict)
        told = comparing.compare(self.original, self.copy)
        if not self.copy or not self.original.tables:
            return
        if told.differing:
            advice = _("Yang berlaku berkas aslinya. Tanyakan kepada yang membawa fotokopi ini.")
            self._verdict.addWidget(Banner("bad", told.verdict, " ".join((*told.differing, advice))))
        elif told.unsaid:
            self._verdict.addWidget(Banner("info", told.verdict))
        else:
            self._verdict.addWidget(Banner("ok", told.verdict))


class RowLine(QWidget):
    """Sama or Berbeda for one line; where it differs, what the photocopy says."""

    def __init__(
        self, original: Original, place: tuple[int, int], figures: FigureRow, told: Callable[[], object]
    ) -> None:
        super().__init__()
        self.places = [(*place, n) for n, count in enumerate(figures.counts) if count is not None]
        self._original, self._told = original, told
        self.same = self._chip(_("Sama"), figures.title, is_same=True)
        self.other = self._chip(_("Berbeda"), figures.title, is_same=False)
        self.setLayout(Flow((self.same, self.other), spacing=tokens.TIGHT))
        self.typed = QWidget()
        """Where the photocopy's figures are typed."""
        self.typed.hide()
        self.editors: dict[Place, QLineEdit] = {}

    def _chip(self, text: str, about: str, *, is_same: bool) -> QPushButton:
        made = button(text, partial(self.say, is_same=is_same), look="chip", spoken=f"{text}: {about}")
        made.setCheckable(True)
        return made

    @property
    def copy(self) -> dict[Place, int]:
        """What is known of the photocopy."""
        figures = self._original.figures
        if self.same.isChecked():
            return {place: figures[place] for place in self.places}
        if self.other.isChecked():
            return {place: int(one.text()) for place, one in self.editors.items() if one.text()}
        return {}

    def say(self, *, is_same: bool) -> None:
        """This line is the same, or not."""
        self.same.setChecked(is_same)
        self.other.setChecked(not is_same)
        if not is_same and not self.editors:
            self._ask()
        self.typed.setVisible(not is_same)
        if not is_same:
            next(iter(self.editors.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        self._told()

    def forget(self) -> None:
        """Nothing was said."""
        for one in (self.same, self.other):
            one.setChecked(False)
        self.typed.hide()
        for editor in self.editors.values():
            editor.clear()
        self._told()

    def _ask(self) -> None:
        boxes: list[QWidget] = []
        for place in self.places:
            editor = line()
            editor.setValidator(QIntValidator(0, _LARGEST, editor))
            editor.textChanged.connect(lambda _text: self._told())
            table, _row, column_ = place
            box = FieldBox(
                _("Fotokopi: {what}").format(what=self._original.tables[table].columns[column_].lower()), editor
            )
            editor.setAccessibleName(_("{what} pada fotokopi").format(what=comparing.title(self._original, place)))
            box.setFixedWidth(theme().px(230))
            self.editors[place] = editor
            boxes.append(box)
        self.typed.setLayout(column(Flow(boxes)))
