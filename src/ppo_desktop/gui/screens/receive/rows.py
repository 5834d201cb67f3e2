"""One file as a row: who, what, badge, plan, button; its details open below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, clean, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.preview import Preview
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Badge, breakable, button, column, label, picture
from ppo_desktop.gui.screens.receive.finding import Found
from ppo_desktop.operations.carriers.planning import described
from ppo_desktop.reports.figures import TOTALS
from ppo_desktop.reports.signing_words import SignatureLevel

_STACKS_BELOW = 720
"""Width at 100 % under which the parts of a row stand above each other."""


class FileRow(QFrame):
    """A file that was found; Enter or Space opens what there is to know about it."""

    moved = Signal(int)
    """Up (-1) or down (1) was pressed."""

    def __init__(self, found: Found, action: QPushButton | None) -> None:
        super().__init__()
        self.found = found
        self.action = action
        self.setProperty("role", "entry")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(found.shown.spoken)
        self.setAccessibleDescription(_("Enter membuka rincian."))
        edge = theme().px(8)
        outer = QVBoxLayout(self)
        # What came inside another file stands below it, moved in.
        outer.setContentsMargins(edge + (theme().px(28) if found.is_inside else 0), edge, edge, edge)
        outer.setSpacing(theme().px(tokens.GAP))
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(theme().px(12))
        outer.addLayout(self._line)
        self._mark = picture("chevron-right", "muted", 16)
        self._line.addWidget(self._mark)
        self._who = _names(found)
        self._line.addWidget(self._who)
        self.badge = Badge(found.shown.badge, found.shown.tone, found.shown.icon)
        self.sentence = label(found.shown.sentence, "soft")
        told = column(self.badge, self.sentence, spacing=tokens.TIGHT)
        told.insertStretch(0, 1)
        told.addStretch(1)
        self._line.addLayout(told, 1)
        if action:
            self._line.addWidget(action)
        self._details: Details | None = None
        self._outer = outer

    @property
    def is_open(self) -> bool:
        """Whether its details are in sight."""
        return self._details is not None

    @property
    def has_keyboard(self) -> bool:
        """Whether it, or something in it, has the focus."""
        focused = QApplication.focusWidget()
        return focused is self or (focused is not None and self.isAncestorOf(focused))

    def toggle(self) -> None:
        """Show or hide the details."""
        if self._details:
            self._outer.removeWidget(self._details)
            self._details.hide()
            self._details.deleteLater()
            self._details = None
        else:
            self._details = Details(self.found)
            self._outer.addWidget(self._details)
        self._mark.setPixmap(picture("chevron-down" if self.is_open else "chevron-right", "muted", 16).pixmap())
        told = _("Enter menutup rincian.") if self.is_open else _("Enter membuka rincian.")
        self.setAccessibleDescription(told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open, the arrows go on to the next row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.toggle()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the row itself opens it as Enter does."""
        if event.button() is Qt.MouseButton.LeftButton and self._line.geometry().contains(event.position().toPoint()):
            self.toggle()
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme().px(_STACKS_BELOW)
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if way is not self._line.direction():
            self._line.setDirection(way)
        self._mark.setVisible(not is_narrow)
        self._who.setFixedWidth(self.width() - theme().px(20) if is_narrow else theme().px(210))


def _names(found: Found) -> QWidget:
    made = QWidget()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(0)
    inside.addStretch(1)
    inside.addWidget(label(breakable(clean(found.shown.who)), "strong"))
    inside.addWidget(label(found.shown.what, "tiny"))
    if found.shown.where:
        inside.addWidget(label(found.shown.where, "tiny"))
    inside.addStretch(1)
    return made


def action_of(found: Found, take: Callable[[Found], object], match_keys: Callable[[], object]) -> QPushButton | None:
    """The button of a row: take it in, match keys first, or none."""
    made: QPushButton | None = None
    if found.shown.is_takeable and not found.taken:
        made = button(_("Terima"), partial(take, found))
    elif found.shown.needs_enrolment:
        made = button(_("Cocokkan kunci"), match_keys, icon_name="key-round")
    if made:
        made.setAccessibleName(f"{made.text().strip()}: {found.shown.who}, {found.shown.what}")
    return made


class Details(QWidget):
    """Everything about one file: figures, what would change, who signed, and its pages."""

    def __init__(self, found: Found) -> None:
        super().__init__()
        self._way = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._way.setContentsMargins(theme().px(28), 0, 0, 0)
        self._way.setSpacing(theme().px(tokens.PAD))
        words = QVBoxLayout()
        words.setSpacing(theme().px(tokens.TIGHT))
        self._words = words
        self._way.addLayout(words, 2)
        self._tell(found)
        words.addStretch(1)
        pdf = found.inspection.pdf if found.inspection else None
        if pdf:
            pages = Preview(_("Halaman berkas dari {who}").format(who=found.shown.who))
            pages.setFixedHeight(theme().px(440))
            pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            pages.show_pdf(pdf)
            self._way.addWidget(pages, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pages stand below where there is little room."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme().px(_STACKS_BELOW)
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if way is not self._way.direction():
            self._way.setDirection(way)

    def minimumSizeHint(self) -> QSize:
        """Never the reason for a sideways scroll."""
        return QSize(0, super().minimumSizeHint().height())

    def _tell(self, found: Found) -> None:
        inspection = found.inspection
        told = described(inspection) if inspection else None
        if inspection is None or told is None or inspection.reading is None:
            self._say(_("Berkas: {name}").format(name=breakable(clean(found.path.name))))
            self._say(_("Halamannya tidak dibuka, karena belum diketahui siapa yang menulisnya."))
            return
        manifest = inspection.reading.manifest
        if told.kind == "report":
            recount = found.taken.recount if found.taken else None
            self._words.addWidget(_figures(manifest.totals, recount, is_taken=found.taken is not None))
            self._late(manifest.late)
            self._say(_("Yang berubah di sini: {words}.").format(words=told.effect.words))
        self._say(
            _("{assent} Atas nama: {name}. Tanggal menurut komputer pengirim: {day}.").format(
                assent=told.assent.sentence, name=told.signed_by or _("tidak disebut"), day=long_date(told.signed_on)
            )
        )
        self._say(
            _("Kunci kantor {who} dikenal di sini. {level}.").format(
                who=told.sender, level=SignatureLevel.OFFICE_KEY.title
            )
        )
        self._say(_("Kode periksa berkas: {code}").format(code=manifest.id[:16]))
        self._say(_("Berkas: {name}").format(name=breakable(clean(found.path.name))))

    def _late(self, late: Mapping[str, int]) -> None:
        told = [_("{label}: {count}").format(label=_(TOTALS[key][0]), count=number(n)) for key, n in late.items() if n]
        if told:
            self._say(_("Susulan dari bulan sebelumnya: {parts}.").format(parts="; ".join(told)))

    def _say(self, text: str) -> None:
        self._words.addWidget(label(text, "soft"))


def _figures(totals: Mapping[str, int], recount: Mapping[str, int] | None, *, is_taken: bool) -> QWidget:
    """The report's figures beside those counted here."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, theme().px(tokens.GAP))
    grid.setHorizontalSpacing(theme().px(tokens.PAD))
    grid.setVerticalSpacing(theme().px(tokens.TIGHT))
    grid.setColumnStretch(0, 1)
    heads = [_("Angka laporan"), _("Dilaporkan")] + ([_("Dihitung di sini")] if recount is not None else [])
    for place, text in enumerate(heads):
        grid.addWidget(label(text, "muted", wraps=False), 0, place, _side(place))
    for line, (key, (title, unit)) in enumerate(TOTALS.items(), start=1):
        told, here = totals.get(key, 0), (recount or {}).get(key, 0)
        differs = recount is not None and told != here
        grid.addWidget(label(_(title)), line, 0)
        shown = label(f"{number(told)} {_(unit)}", "warning" if differs else "strong", wraps=False)
        grid.addWidget(shown, line, 1, _side(1))
        if recount is not None:
            words = _("{count} (berbeda)").format(count=number(here)) if differs else number(here)
            grid.addWidget(label(words, "warning" if differs else "soft", wraps=False), line, 2, _side(2))
    if not is_taken:
        grid.addWidget(label(_("Dihitung ulang di sini setelah diterima."), "tiny"), len(TOTALS) + 1, 0, 1, 3)
    made.setAccessibleName(_("Angka laporan"))
    return made


def _side(place: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft


class Rows(QWidget):
    """All rows, one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.rows: list[FileRow] = []

    def fill(self, found: Sequence[Found], action: Callable[[Found], QPushButton | None]) -> None:
        """Show these instead; a row that says the same stays, with the keyboard on it and its details open.

        Args:
            action: the button of a row.
        """
        focused = next((row.found.key for row in self.rows if row.has_keyboard), None)
        before = {row.found.key: row for row in self.rows}
        rows = []
        for one in found:
            row = before.get(one.key)
            if row is None or row.found is not one:
                made = FileRow(one, action(one))
                made.moved.connect(partial(self._move, made))
                if row and row.is_open:
                    made.toggle()
                rows.append(made)
            else:
                rows.append(before.pop(one.key))
        for gone in before.values():
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.rows = rows
        for place, row in enumerate(rows):
            self._column.insertWidget(place, row)
            if row.found.key == focused and not row.has_keyboard:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, row: FileRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)
