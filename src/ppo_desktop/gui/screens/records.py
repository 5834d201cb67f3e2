"""The list of one record kind: find, look, open, record, take out of the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import asdict, replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option
from ppo_desktop.gui.design.widgets import Card, Empty, beside, button, clear, label, row, rule, withhold
from ppo_desktop.gui.forms.taking_back import taker_back
from ppo_desktop.gui.screens.listing.columns import layout_of
from ppo_desktop.gui.screens.listing.detail import DetailPane
from ppo_desktop.gui.screens.listing.loading import Loader
from ppo_desktop.gui.screens.listing.many import many_button
from ppo_desktop.gui.screens.listing.model import Key, Row, RowsModel
from ppo_desktop.gui.screens.listing.narrowing import Narrowing, Wanted
from ppo_desktop.gui.screens.listing.table import RecordTable
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.operations.books import browsing, undoing
from ppo_desktop.operations.books.recording import Saved
from ppo_desktop.operations.house.sight import is_closed
from ppo_desktop.records.registry import kind as kind_named

_AFTER_MOVING, _AFTER_LIST = 80, 150
"""Milliseconds until the pane shows the chosen record."""


class RecordsPage(Page):
    """The list of one kind; above villages also of the records of the offices below."""

    help = (
        N_("Daftar ini memuat semua catatan jenis ini, yang terbaru di atas."),
        N_("Panah atas dan bawah memilih baris; Home dan End ke awal dan akhir daftar."),
        N_("Enter membuka lembar catatan; E mengubah; N mencatat yang baru; P mencetak lembar atau suratnya."),
        N_("T menyimpan daftar seperti yang terlihat sebagai tabel: untuk Excel atau program lain."),
        N_("Formulir kosong mencetak isian buku ini untuk ditulis tangan."),
        N_("Delete menghapus dari daftar. Ctrl+Z atau Catatan kegiatan mengembalikannya."),
        N_("Tombol garis miring ( / ) menyaring menurut nama, nomor, atau tempat; Esc menampilkan semua lagi."),
        N_("Tombol di atas daftar menyaring menurut keadaan; angkanya jumlah catatan."),
        N_("Klik judul kolom untuk mengurutkan; klik lagi untuk membalik, sekali lagi kembali ke yang terbaru."),
        N_("Catatan desa lain hanya dapat dilihat; yang mengubahnya desa itu sendiri."),
    )

    def __init__(self, session: Session, kind: str) -> None:
        self._kind = kind_named(kind)
        self._layout = layout_of(self._kind)
        super().__init__(session, _(self._kind.plural), _(self._layout.purpose) if self._layout.purpose else "")
        self._listed = LIST_OF[kind]
        self._order = ("", False)
        self._is_stale = True
        self._was_shown = False
        self._wanted_key: Key | None = None
        self._returns = False
        """Whether the next entering comes back from a record of this list, and must find everything as it was."""
        self._loaded: Wanted | None = None
        self._is_kept_here = session.office.identity.level in self._kind.levels
        self._why_not_record = session.why_not("record")
        self._may_record = self._is_kept_here and not self._why_not_record

        office = session.office
        self.rows = RowsModel(self._layout, self._fetch, office.code, today(session.clock))
        self.table = RecordTable(self.rows, self._layout, self.title.text())
        self.narrowing = Narrowing(self._kind)
        self._loader = Loader(self, self._kind, self._arrived, self._counted)
        self.pane = DetailPane(self._kind, self.rows.today, self._whose)
        self.count = label("", "soft", wraps=False)
        self._build()
        self._show_later = QTimer(self)
        self._show_later.setSingleShot(True)
        self._show_later.timeout.connect(self._show_chosen)
        self.table.opened.connect(self.open_record)
        self.table.moved.connect(self._moved)
        self.table.sorted.connect(self._sort)
        self.narrowing.changed.connect(self._load)
        self.narrowing.left.connect(self.table.setFocus)
        session.changed.connect(self._note)
        session.wants.connect(self._went)

    # ------------------------------------------------------------------------------- the parts

    def _build(self) -> None:
        if self._is_kept_here:
            if self._kind.is_on_paper:
                go = partial(self.session.go, "paper", paper="blank-forms", choice=self._kind.name)
                blank = button(_("Formulir kosong"), go, look="quiet", icon_name="printer")
                blank.setToolTip(_("Formulir buku ini untuk ditulis tangan (cetak)"))
                self.beside_title.addWidget(blank)
            if (many := many_button(self.session, self._kind.name)) is not None:
                self.beside_title.addWidget(withhold(many, self._why_not_record))
            new = _(self._layout.new)
            self.new = button(_("Catat baru"), self.record_new, look="primary", icon_name="plus", keys="N", spoken=new)
            self.beside_title.addWidget(withhold(self.new, self._why_not_record))
        card = Card(margins=0, spacing=0)
        head = QVBoxLayout()
        head.setContentsMargins(*(theme().px(12),) * 3, theme().px(tokens.GAP))
        head.addWidget(self.narrowing)
        card.body.addLayout(head)
        self._views = QStackedWidget()
        self._views.addWidget(self.table)
        self._nothing = QWidget()
        self._nothing.setLayout(QVBoxLayout())
        self._views.addWidget(self._nothing)
        card.body.addWidget(self._views, 1)
        self.to_table = button(_("Simpan sebagai tabel"), self.save_table, look="quiet", icon_name="download")
        self.to_table.setToolTip(_("Untuk Excel atau program lain (T)"))
        self._foot_actions = QWidget()
        foot = QWidget()
        foot.setLayout(beside(row(self.count, self.to_table, None), self._foot_actions))
        foot.setContentsMargins(theme().px(14), theme().px(6), theme().px(12), theme().px(6))
        card.body.addWidget(rule())
        card.body.addWidget(foot)
        both = QHBoxLayout()
        both.setSpacing(theme().px(12))
        both.addWidget(card, 1)
        both.addWidget(self.pane)
        self.body.addLayout(both, 1)
        self._in_pane = self._actions()
        self._printing = button("", self.print_record, icon_name="printer", spoken=_("Cetak catatan atau suratnya"))
        self._printing.setToolTip(_("Cetak… (P)"))
        self.pane.offer((*self._in_pane, self._printing))
        self._in_foot = self._actions()
        self._foot_actions.setLayout(row(*self._in_foot))
        for keys, action in (
            ("/", self.narrowing.line.setFocus),
            ("E", self.change_record),
            ("P", self.print_record),
            ("T", self.save_table),
            ("Delete", self.remove_record),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, action)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _actions(self) -> tuple[QPushButton, ...]:
        """Buka, Ubah, Hapus: at the foot of the pane, or of the list where there is no pane."""
        opening = button(_("Buka"), self.open_record, icon_name="file-text", spoken=_("Buka lembar catatan"))
        opening.setToolTip(_("Enter"))
        changing = button(_("Ubah"), self.change_record, icon_name="pencil", spoken=_("Ubah catatan"))
        changing.setToolTip("E")
        removing = button("", self.remove_record, icon_name="trash-2", spoken=_("Hapus dari daftar"))
        removing.setToolTip(_("Hapus dari daftar (Delete)"))
        for made in (changing, removing):
            made.hide()  # until a record of ours is chosen
        return opening, changing, removing

    # ------------------------------------------------------------------------------- what the window calls

    def enter(self, filter: object = None, owner: object = None, **_arguments: object) -> None:
        """Show the list, with one filter on when it is named, and of one office."""
        returns, self._returns = self._returns, False
        wanted, whose = self.narrowing.wanted, owner if isinstance(owner, str) else None
        if isinstance(filter, str) and not returns and (filter, whose or "") != (wanted.filter, wanted.owner):
            self.narrowing.choose(filter, whose)
        elif self._is_stale:
            self._load()

    def leave(self) -> None:
        """Nothing is read any more for a list nobody sees."""
        self._show_later.stop()
        self.narrowing.stop()

    def first_focus(self) -> QWidget | None:
        """The list; where it is empty, the button that fills it."""
        if self._views.currentWidget() is self.table:
            return self.table
        buttons = self._nothing.findChildren(QPushButton)
        return buttons[0] if buttons else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pane is there only in a wide window."""
        super().resizeEvent(event)
        self._show_parts()

    def _show_parts(self) -> None:
        """What narrows a list and what tells of a record are there where there is a list."""
        is_wide = self.window().width() >= theme().px(tokens.FOLD_BELOW) and self.width() >= theme().px(880)
        has_rows = self._views.currentWidget() is self.table
        self.narrowing.setVisible(self._loader.total != 0)
        self.pane.setVisible(is_wide and has_rows)
        self._foot_actions.setVisible(has_rows and not is_wide)
        if self.pane.isVisible():
            self._moved()

    def _went(self, place: Place) -> None:
        if place.screen not in ("record", "table", self._kind.begun_by, self._listed):
            self._returns = False

    def _go(self, screen: str, **arguments: object) -> None:
        """To a sheet or a form of this list, and back to the same place afterwards."""
        self._returns = True
        self.session.go(screen, kind=self._kind.name, listed=self._listed, **arguments)

    # ------------------------------------------------------------------------------- reading

    def _fetch(self, keys: Sequence[Key]) -> Sequence[Row | None]:
        return browsing.window(self.session.office, self._kind, keys, self._layout.fields)

    def _load(self) -> None:
        self._is_stale = False
        self._loader.load(self._wanted, is_first=not self.rows.keys)

    @property
    def _wanted(self) -> Wanted:
        return replace(self.narrowing.wanted, by=self._order[0], descending=self._order[1])

    def _arrived(self, wanted: Wanted, keys: list[Key], is_all: bool) -> None:
        new = self._wanted_key
        if not is_all:
            self.table.show_keys(keys, new)
            self._show_table()
            self.count.setText(_("Menghitung…"))
            return
        if new and new not in keys and wanted.narrows and self.rows.place(new) < 0:
            self.narrowing.clear()  # what was just recorded is never hidden by a filter
            return
        self._wanted_key = None
        is_other = self._loaded is not None and wanted != self._loaded
        self._loaded = wanted
        self.table.show_keys(keys, new)
        if is_other and not new and keys:
            self.table.choose(0)
        self._show_count(wanted, len(keys))
        if keys:
            self._show_table()
        else:
            self._show_nothing(wanted)

    def _show_table(self) -> None:
        self._views.setCurrentWidget(self.table)
        self._show_parts()

    def _show_count(self, wanted: Wanted, found: int) -> None:
        if wanted.narrows and self._loader.total is not None:
            words = _("{found} dari {total} catatan").format(found=number(found), total=number(self._loader.total))
        else:
            words = _("{count} catatan").format(count=number(found))
        self.count.setText(words)

    def _counted(self, counts: dict[str, int], owners: list[browsing.Owner]) -> None:
        self.narrowing.tell_counts(counts)
        self.narrowing.offer_owners(
            [Option(owner.code, _("Kantor ini") if owner.is_ours else owner.name) for owner in owners]
        )
        if self._loaded is not None:
            self._show_count(self._loaded, len(self.rows.keys))
            if not self.rows.keys:
                self._show_nothing(self._loaded)

    def _show_nothing(self, wanted: Wanted) -> None:
        self.pane.show_record(None)
        sentence, is_hidden = _(self._layout.nothing), wanted.narrows and self._loader.total != 0
        if is_hidden:
            sentence = _("Tidak ada yang cocok dengan {what}.").format(what=self._narrowed_by(wanted))
            if self._loader.total:
                sentence += " " + _("{count} catatan tersembunyi.").format(count=number(self._loader.total))
        elif not self._is_kept_here:
            sentence = _("Belum ada catatan dari kantor di bawah kantor ini.")
        if sentence != self._nothing.accessibleName():  # else the button in it would lose the focus
            self._nothing.setAccessibleName(sentence)
            made: QPushButton | None = None
            if is_hidden:
                made = button(_("Tampilkan semua"), self.show_all)
            elif self._may_record:
                made = button(_(self._layout.new), self.record_new, look="primary", icon_name="plus")
            layout = self._nothing.layout()
            assert layout is not None
            clear(layout)
            layout.addWidget(Empty("list-filter" if is_hidden else self._layout.icon, sentence, made))
        had_focus = self.table.hasFocus()
        self._views.setCurrentWidget(self._nothing)
        self._show_parts()
        if had_focus and (first := self.first_focus()) is not None:
            first.setFocus()

    def _narrowed_by(self, wanted: Wanted) -> str:
        parts = (self.narrowing.chosen_title, wanted.typed, name_of(wanted.owner) if wanted.owner else "")
        return ", ".join(f"“{part}”" for part in parts if part)

    def show_all(self) -> None:
        """No filter at all."""
        self.narrowing.clear()
        self.table.setFocus()

    def _sort(self, column: int) -> None:
        """A click on a head orders by it, a second one the other way round, a third one newest first again."""
        field = self._layout.columns[column].sort
        if not field:
            return
        by, descending = self._order
        self._order = (field, False) if by != field else ("", False) if descending else (field, True)
        across = self.table.horizontalHeader()
        across.setSortIndicatorShown(bool(self._order[0]))
        direction = Qt.SortOrder.DescendingOrder if self._order[1] else Qt.SortOrder.AscendingOrder
        across.setSortIndicator(column, direction)
        self._load()

    # ------------------------------------------------------------------------------- what changed

    def _note(self, changes: Changes) -> None:
        """Something was saved, here or on another page."""
        touched = [(owner, record) for kind, owner, record in changes.records if kind == self._kind.name]
        if not touched:
            return
        if len(touched) == 1:
            self._wanted_key = touched[0]
        self._is_stale = True
        self._loader.note_change(len(touched))
        if self.isVisible():
            self._load()

    # ------------------------------------------------------------------------------- the chosen record

    def _moved(self) -> None:
        # Holding an arrow down shows nothing but the list; the list comes before the pane the first time.
        self._show_later.start(_AFTER_MOVING if self._was_shown else _AFTER_LIST)

    def _show_chosen(self) -> None:
        self._was_shown = True
        key = self.table.key
        chosen = self._whole(key)
        is_ours = chosen is not None and chosen["office"] == self.session.office.code and not is_closed(chosen)
        for actions in (self._in_pane, self._in_foot):
            opening, changing, removing = actions
            opening.setEnabled(key is not None)
            changing.setVisible(is_ours and self._may_record)
            removing.setVisible(is_ours and self._may_record)
        if self.pane.isVisible():
            self.pane.show_record(chosen)

    def _whole(self, key: Key | None) -> Row | None:
        if key is None:
            return None
        names = [field.name for field in self._kind.fields]
        return browsing.window(self.session.office, self._kind, [key], names)[0]

    def _whose(self, owner: str) -> str:
        if owner == self.session.office.code:
            return ""
        return _("Catatan {office}; hanya kantor itu yang dapat mengubahnya.").format(office=name_of(owner))

    def open_record(self) -> None:
        """Enter: the sheet of the chosen record."""
        if key := self.table.key:
            owner, record = key
            self._go("record", owner=owner, record=record)

    def change_record(self) -> None:
        """E: the form of the chosen record, when it is ours."""
        if (key := self._own_key()) is not None:
            (row,) = browsing.window(self.session.office, self._kind, [key], tuple(self._kind.by_name))
            self._go(self._kind.changed_on(row or {}) or self._kind.begun_by, record=key[1])

    def print_record(self) -> None:
        """P: the sheet of the chosen record, or a paper about it."""
        from ppo_desktop.gui.screens.listing.printing import offer_papers  # what shows pages takes long to load

        if (key := self.table.key) and self._views.currentWidget() is self.table:
            offer_papers(self, self._printing if self.pane.isVisible() else self._in_foot[0], self._kind, key)

    def save_table(self) -> None:
        """T: the list as it is seen, as a file."""
        self._go("table", **asdict(self._wanted))

    def record_new(self) -> None:
        """N: an empty form."""
        if self._may_record:
            self._go(self._kind.begun_by, record=None)

    def remove_record(self) -> None:
        """Delete: out of the list, with a way back."""
        if (key := self._own_key()) is not None:
            office, kind = self.session.office, self._kind
            self.work(lambda _job: undoing.remove(office, kind, key[1]), self._removed)

    def _own_key(self) -> Key | None:
        key = self.table.key
        if key is None or not self._may_record or self._views.currentWidget() is not self.table:
            return None
        if key[0] != self.session.office.code:
            self.session.tell(self._whose(key[0]))
            return None
        return key

    def _removed(self, saved: Saved) -> None:
        self.session.announce(saved.changes)
        if saved.change:
            self.session.tell(_("Dihapus dari daftar."), taker_back(self.session, saved.change))
