"""One grid: what is shared above, rows below, each kept as it is left."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from msgspec import Struct, field
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, Empty, clear, column
from ppo_desktop.gui.forms import drafts
from ppo_desktop.gui.forms.drafts import Content, DraftKeeper
from ppo_desktop.gui.screens.grid.entry import Entry, State, pending, restored, unfinished
from ppo_desktop.gui.screens.grid.foot import Foot
from ppo_desktop.gui.screens.grid.keeping import TELL_APART, RowKeeper
from ppo_desktop.gui.screens.grid.model import GridModel
from ppo_desktop.gui.screens.grid.notice import Notice
from ppo_desktop.gui.screens.grid.offering import offered
from ppo_desktop.gui.screens.grid.strip import SharedStrip
from ppo_desktop.gui.screens.grid.table import GridTable
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.books import batches, grids
from ppo_desktop.operations.books.batches import Column, Grid, Subject, Typed
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.records import dates
from ppo_desktop.records.field import Shape
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.registry import row_kinds

FORM = "grid/"
"""Drafts of grids are called so, with the name of the grid behind."""
_LOW = 640
"""Height of the page, at 100 %, below which the shared fields fold while rows are typed."""
_PAUSE = 250
"""Milliseconds after the last change of what is shared until known rows are read anew."""


class _Left(Struct):
    """What a page leaves for the next one of the same grid, as long as the program runs."""

    shared: dict[str, object]
    reason: str
    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    """Month of the sheet and id of a subject → an answer that no record tells, or not in full."""


class GridPage(Page):
    """See ``operations.books.batches`` for what a grid is."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Yang sama bagi semua ditulis sekali di atas; kolomnya lalu dilewati, tetapi tetap dapat diubah."),
        N_("Enter ke isian berikutnya; di isian terakhir Enter menyimpan baris dan memulai yang baru."),
        N_("Ctrl+Enter menyimpan baris dari mana saja. Setiap baris langsung aman, juga bila listrik padam."),
        N_("Ctrl+D, atau tanda petik lalu Enter, mengisi seperti baris di atas. L atau P cukup satu huruf."),
        N_("F7 melewati kolom yang tidak ada di buku; Shift+F7 menampilkan semua kolom, juga NIK."),
        N_("Baris yang belum dapat disimpan tetap di tempatnya dengan kalimatnya; F8 ke baris itu."),
        N_("Bila ada daftar penduduk: ketik sebagian nama, panah bawah, lalu Enter mengambil orangnya."),
        N_("Bila namanya sudah tercatat: F2 untuk orang yang sama, F3 untuk orang lain."),
        N_("Ctrl+Z mengambil kembali baris yang terakhir tersimpan; Ctrl+Delete mengosongkan baris."),
        N_("Pada lembar satu tombol: tekan huruf jawabannya; kursor turun sendiri ke orang berikutnya."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Isi banyak sekaligus"), _("Satu baris untuk satu orang."))
        self._reload = QTimer(self)
        self._reload.setSingleShot(True)
        self._reload.setInterval(_PAUSE)
        self._reload.timeout.connect(self._load)
        for keys, action in (("F8", self.next_held), ("F7", self._hide_column), ("Shift+F7", self._show_columns)):
            QShortcut(QKeySequence(keys), self, action)

    # ------------------------------------------------------------------------------- opening

    def enter(self, grid: object = "", **_arguments: object) -> None:
        """Show a grid; rows that were not kept the last time stand in it."""
        self.grid: Grid = grids.grid(str(grid) or grids.GRIDS[0].name).at(self.session.office.identity.level)
        self.title.setText(_(self.grid.title))
        self.setAccessibleName(_(self.grid.title))
        self.purpose.setText(_(self.grid.purpose))
        self.key = DraftKey(FORM + self.grid.name)
        self._drafts = DraftKeeper(self, self.session, self.key, self._content)
        self.keeper = RowKeeper(self, self.session, self.grid, self._late)
        self.rows = GridModel(self.grid)
        self.strip = SharedStrip(self.grid, self.session.office)
        left = self.session.kept.get(self._place)
        self._left = left if isinstance(left, _Left) else _Left(batches.begun(self.grid, self.session.office), "")
        self.strip.fill(self._left.shared)
        if self._left.reason:
            self.strip.reason.setText(self._left.reason)
        offer = partial(offered, self.session.office)
        self.table = GridTable(self.rows, offer, _(self.grid.title), lambda letter: bool(self._form_of(letter)))
        self.notice = Notice(self.grid)
        self.body.addWidget(self.strip)
        card = Card(margins=4, spacing=0)
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)
        self.body.addWidget(self.notice)
        self._empty = column()
        card.body.addLayout(self._empty)
        self.foot = Foot(self.footer, self.take_back, self.finish)
        self.show_footer()
        self._connect()
        self.rows.share(self.strip.values)
        self._changes = self._shown = 0  # of what is shared: how many there were, and which the rows belong to
        if self.grid.answers:
            self._load()
        else:
            draft = drafts.find(self.session, self.key)
            self.rows.show([*(restored(self.grid, draft.typed) if draft else ()), Entry()])
            self.table.stand(len(self.rows.entries) - 1)
        self._tell()

    def _connect(self) -> None:
        self.strip.changed.connect(self._shared_changed)
        self.strip.ended.connect(lambda: self.table.line.setFocus(Qt.FocusReason.TabFocusReason))
        self.keeper.told.connect(self._told)
        self.keeper.taken_back.connect(self._taken_back)
        self.table.left_row.connect(self.keep)
        self.table.left_unfinished.connect(self._leave_unfinished)
        self.table.left_cell.connect(self._left_cell)
        self.table.answered.connect(self._answer)
        self.table.moved.connect(self._moved)
        self.table.wants_back.connect(self.take_back)
        self.notice.same.connect(self.is_same)
        self.notice.other.connect(self.is_other)
        self.notice.reason_given.connect(self._give_reason)
        self.notice.follow.connect(self._follow)
        self.notice.answered.connect(self.table.answer)

    @property
    def _place(self) -> str:
        return f"grid {self.session.office.user.name} {self.grid.name}"

    def first_focus(self) -> QWidget | None:
        """The rows, where they need nothing from above; else the first shared field that is empty."""
        if self.grid.answers:
            return self  # until the rows have been read
        return self.table.line if any(not entry.is_empty for entry in self.rows.entries) else self.strip.first()

    def leave(self) -> None:
        """What was typed and not kept waits as a draft."""
        if self.keeper.is_left:
            return
        self._reload.stop()
        self.table.take()
        self.keeper.is_left = True
        self.session.kept[self._place] = _Left(self.strip.values, self.strip.reason.text(), self._left.answers)
        self._drafts.touched()
        self._drafts.hand_over()

    def _content(self) -> Content:
        return Content(pending(self.rows.entries), _(self.grid.title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, it belongs to the rows."""
        super().resizeEvent(event)
        self.purpose.setVisible(self.height() >= theme().px(_LOW))

    # ------------------------------------------------------------------------------- known rows

    def _load(self) -> None:
        if not self.strip.check() or self.grid.subjects is None:
            return
        office, shared, read = self.session.office, self.strip.values, self.grid.subjects
        self.work(lambda _job: read(office, shared), partial(self._arrived, self._changes))

    def _sheet(self, shared: Typed) -> str:
        """The month a sheet is about."""
        days = (column.key for column in self.grid.shared if column.field.shape in (Shape.DATE, Shape.PARTIAL_DATE))
        return (dates.read_date(str(shared.get(next(days, "")) or "")) or "")[:7]

    def _arrived(self, change: int, subjects: list[Subject]) -> None:
        if change != self._changes:
            return  # others are on their way
        self._shown, sheet, left = change, self._sheet(self.strip.values), self._left.answers
        entries = [Entry(subject=one, answer=left.get((sheet, one.id)) or one.answer) for one in subjects]
        for entry in entries:
            entry.kept_answer = entry.answer
            entry.state = State.KEPT if entry.answer else State.OPEN
        self.table.column = -1
        self.rows.show(entries)
        self.table.stand(next((number for number, entry in enumerate(entries) if not entry.answer), 0))
        self._tell()
        if self.focusWidget() is None or self.hasFocus():
            (self.table.line if entries else self.strip.first()).setFocus(Qt.FocusReason.OtherFocusReason)
            self._fold()

    def _answer(self, entry: Entry, letter: str) -> None:
        subject, answer = entry.subject, self.grid.answer(letter)
        if subject is None or answer is None or entry.state is State.WAITS or not self.strip.check():
            return
        if self._shown != self._changes:
            self.session.tell(_("Tunggu sebentar: lembar ini sedang dibaca ulang."))
            return
        shared, left = self.strip.values, self._left.answers
        left.pop(place := (self._sheet(shared), subject.id), None)
        if answer.form or not answer.fills({**shared, **subject.knows}):
            left[place] = letter
        self.keeper.answer(entry, letter, shared, self.strip.reason.text().strip())
        self.rows.told(entry)

    # ------------------------------------------------------------------------------- keeping

    def keep(self, entry: Entry) -> None:
        """Keep a row that is left."""
        if entry.subject:
            return
        if entry.shared is not None or self.strip.check():
            self.keeper.keep(entry, self.strip.values, self.strip.reason.text().strip())
        else:
            entry.hold(Problem("", "shared", _("Betulkan dahulu isian untuk semua baris.")))
        self._told(entry)

    def _leave_unfinished(self, entry: Entry) -> None:
        entry.shared = dict(self.strip.values) if entry.shared is None else entry.shared
        entry.hold(unfinished())
        self._told(entry)

    def _told(self, entry: Entry) -> None:
        """Something about a row is other now."""
        place = self.rows.told(entry)
        if entry.is_touched and entry.state is State.OPEN and entry.records and place != self.table.place:
            self.keep(entry)  # it was typed into while it was on its way, and left
        if not entry.subject:
            self._drafts.touched()
        self._tell()

    def _late(self) -> None:
        """A row has come to its end after the page was left: the draft has to agree."""
        drafts.hand_over(self.session, self.key, self._content())

    # ------------------------------------------------------------------------------- what is said of a row

    def _left_cell(self, entry: Entry, column: Column | None) -> None:
        self._drafts.touched()
        if column is not None and column.key in TELL_APART:
            self.keeper.ask(entry)

    def is_same(self) -> None:
        """The row is about the person who is recorded already."""
        entry, ours = self.table.entry, self.session.office.code
        twin = next((twin for twin in entry.twins if twin.owner == ours), None) if entry else None
        if entry is None or twin is None:
            return
        self.table.take()
        entry.person, entry.called, entry.twins, entry.is_touched = twin.record, twin.title, (), True
        entry.typed = {key: text for key, text in entry.typed.items() if not key.startswith("person.")}
        self._go_on(entry)

    def is_other(self) -> None:
        """The row is about somebody of the same name."""
        if (entry := self.table.entry) is not None and entry.twins:
            self.table.take()
            entry.is_other, entry.twins = True, ()
            self._go_on(entry)

    def _give_reason(self, reason: str) -> None:
        if reason and (entry := self.table.entry) is not None:
            entry.explain(reason)
            self.notice.reason.clear()
            self._go_on(entry)

    def _go_on(self, entry: Entry) -> None:
        """A question about a row is answered: a row that was held up is tried again, another one is typed on."""
        self.rows.told(entry)
        if entry.state is State.HELD:
            self._answer(entry, entry.answer) if entry.subject else self.keep(entry)
            self.table.column = -1
            held = self._held()
            self.table.stand(held[0] if held else len(self.rows.entries) - 1)
        else:
            self.table.go_on()
        self.table.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _follow(self) -> None:
        entry = self.table.entry
        form = self._follows(entry)
        if entry is None or entry.subject is None or not form:
            return
        known = {**entry.subject.records, "person": entry.subject.person}
        fields = kind_named(form).fields
        typed = {one.name: known[one.refers] for one in fields if one.refers and known.get(one.refers)}
        self.session.go("form", kind=form, record=None, listed=LIST_OF[form], typed=typed)

    def _follows(self, entry: Entry | None) -> str:
        """The form that may follow from a row's answer, where this office has such a book."""
        return self._form_of(entry.answer) if entry and entry.answer else ""

    def _form_of(self, letter: str) -> str:
        answer, level = self.grid.answer(letter), self.session.office.identity.level
        known = {kind.name for kind in row_kinds() if level in kind.levels}
        return answer.form if answer and answer.form in known else ""

    # ------------------------------------------------------------------------------- taking back, going about

    def take_back(self) -> None:
        """Undo the row that was kept last; what was typed in it stays in sight."""
        self.keeper.take_back()

    def _taken_back(self, entry: Entry) -> None:
        if entry.subject:
            self._left.answers.pop((self._sheet(entry.shared or {}), entry.subject.id), None)
        place = self.rows.told(entry)
        if place < 0:  # of a sheet that is not in sight any more
            self.session.tell(_("Jawaban yang terakhir diambil kembali."))
            self._load()
            return
        self.table.column = -1
        self.table.stand(place, self.rows.answers_in)
        self.table.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.session.tell(_("Baris {number} diambil kembali.").format(number=place + 1))
        self._drafts.touched()
        self._tell()

    def _held(self) -> list[int]:
        return [number for number, entry in enumerate(self.rows.entries) if entry.state is State.HELD]

    def next_held(self) -> None:
        """To the next row that waits for somebody to look, after the one the keyboard is in."""
        held = self._held()
        if held:
            later = [number for number in held if number > self.table.place]
            place = (later or held)[0]
            wrong = [self.rows.place_of(one.field) for one in self.rows.entries[place].problems]
            self.table.stand(place, next((column for column in wrong if column >= 0), None))
            is_asked = self.notice.reason.isVisible()
            (self.notice.reason if is_asked else self.table.line).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def finish(self) -> None:
        """Leave; rows that are not kept wait here."""
        self.table.take()
        entry = self.table.entry
        if entry is not None and entry.is_touched and not entry.subject:
            self.keep(entry)
        if held := len(self._held()):
            words = _("{count} baris belum tersimpan; menunggu di halaman ini.")
            self.session.tell(words.format(count=number(held)))
        self.session.back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; nothing typed is lost."""
        if event.key() == Qt.Key.Key_Escape:
            self.finish()
        else:
            super().keyPressEvent(event)

    def _hide_column(self) -> None:
        self.table.hide_column()

    def _show_columns(self) -> None:
        self.table.show_columns()

    # ------------------------------------------------------------------------------- telling

    def _shared_changed(self) -> None:
        self.rows.share(self.strip.values)
        self.table.again()
        if self.grid.answers:
            self._changes += 1
            self._reload.start()

    def _moved(self) -> None:
        self._fold()
        self._tell()

    def _fold(self) -> None:
        """In a low window what is shared gives its height to the rows, once the keyboard is in them."""
        if self.table.line.hasFocus() and self.height() < theme().px(_LOW) and not self.strip.is_folded:
            self.strip.fold(True)

    def _tell(self) -> None:
        entry = self.table.entry
        self.notice.tell(entry, self.session.office.code, self._follows(entry))
        kept = sum(one.state is State.KEPT for one in self.rows.entries)
        asked = len(self.rows.entries) if self.grid.answers else None
        self.foot.tell(kept, len(self._held()), of=asked, can_go_back=self.keeper.has_kept)
        self._say_empty()

    def _say_empty(self) -> None:
        """A sheet nobody is on says so."""
        is_wanted = bool(self.grid.answers) and not self.rows.entries and not self.session.work.is_busy
        clear(self._empty)
        if is_wanted:
            asked = _(" dan ").join(f"“{name}”" for name in self.strip.unfilled)
            fill = _("Isi {fields}").format(fields=asked) if asked else _("Ubah isiannya")
            words = _("Tidak ada yang tercatat di sini untuk isian di atas. {fill}, atau catat dahulu orangnya.")
            self._empty.addWidget(Empty(self.grid.icon, words.format(fill=fill)))
        self.table.setVisible(not is_wanted)
