"""The table of a grid and its keyboard: from cell to cell, from row to row, each row handed on as it is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.painting import Ink, Type
from ppo_desktop.gui.design.tables import Table
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option
from ppo_desktop.gui.screens.grid.cell import CellLine, Step
from ppo_desktop.gui.screens.grid.entry import Entry, State, complaint, words_of
from ppo_desktop.gui.screens.grid.model import MARK_WIDTH, GridModel
from ppo_desktop.gui.screens.grid.offering import LookUp
from ppo_desktop.gui.screens.grid.painter import CellPainter
from ppo_desktop.gui.screens.grid.stops import Stops
from ppo_desktop.operations.books.batches import Column

ROW, SENTENCE, PAGE = 36, 24, 8
"""Height of a row, and of the sentence below one that is held up, in pixels at 100 %; rows of PgUp and PgDn."""
DITTO = '"'
_LONGEST = 300
_GROWS = 90
"""Columns from that width, at 100 %, take what room is left over, and give what is lacking."""
_GIVES = 0.2
"""What part of its width a column that is typed into may give; where more is lacking the table scrolls."""

Offer = Callable[[Column], Sequence[Option] | LookUp]


class GridTable(Table):
    """Shows a ``GridModel``; only its line takes the keyboard."""

    left_row = Signal(object)
    """An ``Entry`` that was typed into and is left."""
    left_unfinished = Signal(object)
    """An ``Entry`` that is left before its last cell."""
    left_cell = Signal(object, object)
    """``Entry`` and ``Column`` whose text is another now."""
    answered = Signal(object, str)
    """``Entry`` and the letter pressed."""
    moved = Signal()
    """The keyboard is in another cell."""
    wants_back = Signal()
    """The row kept last is to be taken back."""

    def __init__(self, rows: GridModel, offer: Offer, name: str, stays_at: Callable[[str], bool]) -> None:
        """Args: offer: what a column offers; stays_at: whether more is to be said after the answer of that letter."""
        super().__init__(name, height=ROW)
        self.rows = rows
        self._stays_at = stays_at
        self._stops = Stops(rows, self.isColumnHidden)
        self._offer = offer
        self._options: dict[str, Sequence[Option] | LookUp] = {}
        self.place, self.column = 0, -1
        self._ink, self._small = Ink(), Type(tokens.SMALL)
        self.setModel(rows)
        self.setItemDelegate(CellPainter(self, rows))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setMinimumHeight(theme().px(4 * ROW))
        self.line = CellLine(self.viewport(), self._keeps_tab)
        self.line.hide()
        self.setFocusProxy(self.line)
        self.line.went.connect(self._go)
        self.line.looked_up.connect(self._looked_up)
        self.clicked.connect(self._clicked)
        for scrolled in (self.verticalScrollBar(), self.horizontalScrollBar()):
            scrolled.valueChanged.connect(lambda _value: self._settle())
        rows.setParent(self)  # what is connected to rows that are nobody's would stay, with the page, for good
        rows.dataChanged.connect(lambda *_ends: self._heights())
        rows.modelReset.connect(self._heights)
        for number in range(rows.columnCount()):
            typed = rows.column(number)
            self.setColumnHidden(number, typed is not None and typed.is_rare)

    # ------------------------------------------------------------------------------- where the keyboard is

    @property
    def entry(self) -> Entry | None:
        """The row the keyboard is in."""
        return self.rows.entries[self.place] if 0 <= self.place < len(self.rows.entries) else None

    def stand(self, place: int, column: int | None = None, *, ends: bool = False) -> None:
        """Go to a row, and to a column or the first one that is to be filled there; what is left is handed on.

        Args:
            ends: whoever types says that the row which is left is done.
        """
        count = len(self.rows.entries)
        if not count:
            self.line.hide()
            return
        place = min(max(place, 0), count - 1)
        if self.column >= 0:
            self.take()
        entry = self.entry
        if place != self.place and entry is not None and entry.is_touched and not entry.is_empty:
            is_done = bool(entry.records) or ends or not self._empty_stops()
            (self.left_row if is_done else self.left_unfinished).emit(entry)
        before, self.place = self.place, place
        self.column = self._stops.first(self.entry) if column is None else column
        index = self.rows.index(place, self.column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if self.column == self._stops.first_of_all():
            self.horizontalScrollBar().setValue(0)
        self._serve()
        for changed in {before, place}:
            self._repaint(changed)
        self.moved.emit()

    def again(self) -> None:
        """Show what the rows hold now in the cell the keyboard is in."""
        self._heights()
        self._serve()

    def _serve(self) -> None:
        entry = self.entry
        if entry is None or self.column < 0:
            return
        typed = self.rows.column(self.column)
        if typed is None:
            letters = {answer.letter: answer.letter for answer in self.rows.grid.answers}
            self.line.serve(entry.answer, entry.answer, letters=letters, longest=1)
            what, whom = _("Jawaban"), self.rows.text(self.place, 1)
        else:
            raw = entry.typed.get(typed.key, "")
            offered = () if typed.letters else self._offered(typed)
            self.line.serve(raw, words_of(typed, raw), offered, letters=typed.letters, longest=_LONGEST)
            self.line.setPlaceholderText(words_of(typed, self.rows.usual(typed, entry)))
            what, whom = typed.words, ""
        number = _("baris {number}").format(number=self.place + 1)
        self.line.setAccessibleName(", ".join(part for part in (what, whom, number) if part))
        self.line.setAccessibleDescription(entry.sentence)
        self.line.show()
        self._settle()

    def _looked_up(self, chosen: str) -> None:
        entry, typed = self.entry, self.rows.column(self.column)
        if entry and typed and isinstance(offered := self._offered(typed), LookUp):
            offered.put(chosen, typed, entry, self.rows.grid)
            self.rows.told(entry)
            self._serve()
            self.left_cell.emit(entry, typed)

    def _offered(self, typed: Column) -> Sequence[Option] | LookUp:
        if typed.key not in self._options:
            self._options[typed.key] = self._offer(typed)
        return self._options[typed.key]

    def _settle(self) -> None:
        """Put the line where its cell is; the sentence of the row stays free."""
        if self.column >= 0 and self.place < len(self.rows.entries):
            cell = self.visualRect(self.rows.index(self.place, self.column))
            cell.setHeight(theme().px(ROW) - 1)
            self.line.setGeometry(cell)

    def take(self) -> None:
        """Put what was typed into the row."""
        entry, typed = self.entry, self.rows.column(self.column)
        if entry is None or typed is None:
            return
        raw = self.line.raw
        if raw == DITTO:
            raw = self._above(typed)
        stood, usual = entry.typed.get(typed.key, ""), self.rows.usual(typed, entry)
        if raw == words_of(typed, stood):
            raw = stood  # the cell shows it in other words
        if raw in (usual, words_of(typed, usual)) and not stood:
            raw = ""
        if not entry.type(typed, raw):
            return
        wrong = complaint(typed, raw)
        if wrong is not None:
            entry.problems = (*entry.problems, wrong)
        self.rows.told(entry)
        self.left_cell.emit(entry, typed)

    def _above(self, typed: Column) -> str:
        if not self.place:
            return ""
        above = self.rows.entries[self.place - 1]
        return above.typed.get(typed.key) or self.rows.usual(typed, above)

    # ------------------------------------------------------------------------------- steps

    def _keeps_tab(self, forward: bool) -> bool:
        entry = self.entry
        if entry is None or self.rows.grid.answers:
            return False
        is_begun = not entry.is_empty or bool(self.line.raw)
        return is_begun and (forward or self._beside(-1) is not None)

    def _go(self, step: Step) -> None:
        entry = self.entry
        if entry is None:
            return
        match step:
            case Step.NEXT | Step.END if self.rows.grid.answers:
                self._answer(entry)
            case Step.NEXT:
                self._next()
            case Step.END:
                self._end()
            case Step.DITTO:
                self._ditto()
            case Step.PREVIOUS | Step.LEFT:
                self._step(self._beside(-1, everywhere=step is Step.LEFT))
            case Step.RIGHT:
                self._step(self._beside(1, everywhere=True))
            case Step.UP | Step.PAGE_UP:
                self.stand(self.place - (1 if step is Step.UP else PAGE), self.column)
            case Step.DOWN | Step.PAGE_DOWN:
                self.stand(self.place + (1 if step is Step.DOWN else PAGE), self.column)
            case Step.BACK:
                self.wants_back.emit()
            case Step.EMPTY:
                self.empty()

    def _step(self, column: int | None) -> None:
        if column is not None:
            self.stand(self.place, column)

    def _next(self) -> None:
        self.take()
        following = self._beside(1)
        if following is None:
            self._end()
        else:
            self.stand(self.place, following)

    def _end(self) -> None:
        self.take()
        entry = self.entry
        if entry is None or entry.is_empty:
            self.stand(self.place)
            return
        entry.is_touched = entry.is_touched or entry.state is State.HELD  # Enter tries once more
        if self.place == len(self.rows.entries) - 1:
            self.rows.append()
        self.stand(self.place + 1, ends=True)

    def _ditto(self) -> None:
        typed = self.rows.column(self.column)
        if typed is not None:
            raw = self._above(typed)
            self.line.put(raw, words_of(typed, raw))
            self._next()

    def _answer(self, entry: Entry) -> None:
        letter = self.line.raw
        if letter and (letter != entry.answer or entry.state is State.HELD):
            self.answered.emit(entry, letter)
            if self._stays_at(letter):
                self.stand(self.place)
                return
        self.stand(self.place + 1)

    def go_on(self) -> None:
        """To the first column of the row that is still empty; a row that has all is done."""
        self.column = -1
        empty = self._empty_stops()
        if empty:
            self.stand(self.place, empty[0])
        else:
            self._end()

    def answer(self, letter: str) -> None:
        """As if that key was pressed."""
        self.line.put(letter, letter)
        self._go(Step.NEXT)

    def empty(self) -> None:
        """Take a row away that is not kept."""
        entry = self.entry
        if entry is None or entry.subject or entry.records or entry.state is State.WAITS:
            return
        self.line.put("", "")
        self.column = -1
        if self.place < len(self.rows.entries) - 1:
            self.rows.drop(self.place)
        else:
            self.rows.entries[self.place] = Entry()
        self._heights()
        self.stand(self.place)
        self.left_cell.emit(self.rows.entries[self.place], None)

    def _empty_stops(self) -> list[int]:
        return self._stops.empty(self.entry)

    def _beside(self, step: int, *, everywhere: bool = False) -> int | None:
        return self._stops.beside(self.entry, self.column, step, everywhere=everywhere)

    def _clicked(self, index: QModelIndex) -> None:
        column = index.column() if self.rows.is_typed(index.column()) else None
        self.stand(index.row(), column)
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)

    # ------------------------------------------------------------------------------- columns and rows

    def hide_column(self) -> None:
        """The book has nothing of this column."""
        typed = self.rows.column(self.column)
        if typed is None or len(self._stops.of(self.entry)) < 2:
            return
        hidden = self.column
        following = self._beside(1) or self._beside(-1)
        self.take()
        self.setColumnHidden(hidden, True)
        self.fit()
        self._step(following)

    def show_columns(self) -> None:
        """All columns are in sight."""
        for number in range(self.rows.columnCount()):
            self.setColumnHidden(number, False)
        self.fit()

    @property
    def hides_columns(self) -> bool:
        return any(self.isColumnHidden(number) for number in range(self.rows.columnCount()))

    def fit(self) -> None:
        """Give the columns their widths and what room is left over."""
        px = theme().px
        shown = [number for number in range(self.rows.columnCount()) if not self.isColumnHidden(number)]
        widths = {number: px(self.rows.width(number)) for number in shown}
        over = self.viewport().width() - sum(widths.values())
        wide = [number for number in shown if self.rows.width(number) >= _GROWS]
        all_ = sum(widths[number] for number in wide)
        if wide and (over > -_GIVES * all_ or self.rows.grid.answers):  # a sheet of answers fits; typed rows may not
            widths |= {number: widths[number] + over * widths[number] // all_ for number in wide}
        for number, width in widths.items():
            self.setColumnWidth(number, width)
        self._settle()

    def sizeHint(self) -> QSize:
        """As high as the page leaves room for."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _heights(self) -> None:
        """A row that is held up has room for its sentence."""
        for place, entry in enumerate(self.rows.entries):
            wanted = theme().px(ROW + (SENTENCE if entry.sentence else 0))
            if self.rowHeight(place) != wanted:
                self.setRowHeight(place, wanted)
        self._settle()

    def _repaint(self, place: int) -> None:
        top, height = self.rowViewportPosition(place), self.rowHeight(place)
        self.viewport().update(0, top, self.viewport().width(), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sentences stand across all columns."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        first = max(self.rowAt(0), 0)
        for place in range(first, len(self.rows.entries)):
            top = self.rowViewportPosition(place)
            if top > self.viewport().height():
                break
            if sentence := self.rows.entries[place].sentence:
                painter.setPen(self._ink.colour(self.rows.tone(place) or "warn"))
                left = theme().px(MARK_WIDTH + 6)
                room = self.viewport().width() - left - theme().px(6)
                self._small.draw(painter, left, top + theme().px(ROW), room, sentence)
