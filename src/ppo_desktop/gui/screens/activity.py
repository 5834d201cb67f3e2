"""Catatan kegiatan: who did what, what stood there before, and taking it back later."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.scrolling import Inner
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import (
    Card,
    Empty,
    ListCard,
    allow,
    button,
    clear,
    column,
    label,
    reasons,
    row,
    rule,
)
from ppo_desktop.gui.forms.taking_back import taker_back
from ppo_desktop.gui.screens.listing.dated import clock_of, day_words
from ppo_desktop.gui.screens.listing.deeds import DeedsList, DeedsModel, line_of, title_of
from ppo_desktop.gui.screens.listing.kind_chips import FEW_SHOWN, FIRST_SHOWN, KindChips
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.books import activity, undoing
from ppo_desktop.operations.books.activity import Activity, Deed
from ppo_desktop.operations.books.recording import Change, HistoryLine, Saved
from ppo_desktop.operations.doors import accounts
from ppo_desktop.records.internal import (
    CORRECTION,
    DEVICE,
    FIGURE_SHEET,
    INSTRUMENT,
    LIST,
    NOTE,
    PERIOD_REPORT,
    RECEIPT,
    REPORT,
)
from ppo_desktop.records.registry import KINDS, row_kinds
from ppo_desktop.records.words import in_words

PAGE = activity.PAGE
_PANE, _CONTENTS = 384, 96
"""Width of the pane, and least height of what it tells, in pixels at 100 %."""
_UNLIMITED = 16777215
"""Qt's largest size."""
_OFFERED = (*row_kinds(), REPORT, PERIOD_REPORT, FIGURE_SHEET, RECEIPT)
"""The kinds one may look for; what else the program writes stands among all."""
_WRITTEN = N_("Baris ini ditulis program dengan sendirinya.")
_WRITTEN_WHEN = {
    REPORT.name: N_("Baris ini ditulis program waktu laporan itu dibuat."),
    PERIOD_REPORT.name: N_("Baris ini ditulis program waktu laporan itu ditandatangani."),
    FIGURE_SHEET.name: N_("Baris ini ditulis program waktu edisi lembar itu diterbitkan."),
    RECEIPT.name: N_("Baris ini ditulis program waktu tanda terima itu dibuat."),
    INSTRUMENT.name: N_("Baris ini ditulis waktu instrumen itu diterbitkan."),
    LIST.name: N_("Baris ini ditulis waktu tambahan pada daftar bersama itu diterbitkan."),
    CORRECTION.name: N_("Baris ini ditulis waktu perbaikan itu diminta atau ditarik kembali."),
    NOTE.name: N_("Baris ini ditulis waktu pesan itu dikirim."),
    DEVICE.name: N_("Baris ini ditulis program tentang komputer itu."),
}
_FIELDS = {kind.name: kind.by_name for kind in KINDS}
_HIDDEN = {kind.name: kind.restricted_names for kind in KINDS}


class ActivityPage(Page):
    """The journal of this office, newest first, with the way back for each change."""

    help = (
        N_("Di sini tercatat setiap perubahan: apa, oleh siapa, dan kapan menurut jam komputer waktu itu."),
        N_("Panah atas dan bawah memilih; di sebelahnya tampil isian sebelum dan sesudahnya."),
        N_("U mengurungkan perubahan yang dipilih; yang dihapus dari daftar dapat dipulihkan."),
        N_("Yang sudah diubah lagi sesudahnya tidak dapat diurungkan; buka catatannya lalu ubah isiannya."),
        N_("Enter membuka lembar catatan."),
        N_("Saring menurut orang atau jenis catatan di atas daftar; yang tidak tampil diketik di “Jenis lainnya”."),
        N_("Catatan kegiatan tidak dapat dihapus: mengurungkan pun menjadi satu baris baru."),
    )

    def __init__(self, session: Session) -> None:
        purpose = _("Siapa mengubah apa di kantor ini, dan cara mengurungkannya.")
        super().__init__(session, _("Catatan kegiatan"), purpose)
        self._is_stale = True
        self._is_reading = False
        """Whether what changed stands in the place of the list, in a narrow window."""
        self._loading: Job | None = None
        self.deeds = DeedsModel(today(session.clock))
        self.list = DeedsList(self.deeds)
        self.who = TypeAhead(self._people)
        self.kinds = KindChips(_OFFERED)
        self._build()
        self._show_later = QTimer(self)
        self._show_later.setSingleShot(True)
        self._show_later.setInterval(80)
        self._show_later.timeout.connect(self._show_chosen)
        self.deeds.wants_more.connect(self._more)
        self.list.moved.connect(self._show_later.start)
        self.list.opened.connect(self.open_record)
        self.who.chosen.connect(lambda _name: self._load())
        self.who.textChanged.connect(self._who_typed)
        self.kinds.chosen.connect(lambda _name: self._load())
        session.changed.connect(self._note)

    # ------------------------------------------------------------------------------- the parts

    def _build(self) -> None:
        card = ListCard()
        self.who.setPlaceholderText(_("Semua orang"))
        self.who.setAccessibleName(_("Hanya yang ditulis orang ini"))
        self.who.setClearButtonEnabled(True)
        self.who.setFixedWidth(theme().px(200))
        narrowing = QWidget()
        narrowing.setLayout(Flow((self.who, *self.kinds.widgets), spacing=6))
        head = QWidget()
        head.setLayout(column(narrowing, margins=12))
        card.body.addWidget(head)
        self._views = QStackedWidget()
        self._views.addWidget(self.list)
        self._nothing = QWidget()
        self._nothing.setLayout(QVBoxLayout())
        self._views.addWidget(self._nothing)
        card.body.addWidget(self._views, 1)

        self.pane = Card(margins=0, spacing=0)
        self.pane.setAccessibleName(_("Isi perubahan yang dipilih"))
        self._told = QVBoxLayout()
        self._told.setContentsMargins(*(theme().px(tokens.PAD),) * 4)
        self._told.setSpacing(theme().px(tokens.GAP))
        self._contents = Inner(self._told, least=_CONTENTS)
        self.pane.body.addWidget(self._contents, 1)
        self.read_button = button("", self.toggle_reading, icon_name="eye")
        self.undo_button = button(_("Urungkan"), self.undo_chosen, icon_name="undo-2")
        self.open_button = button(_("Buka"), self.open_record, icon_name="file-text", spoken=_("Buka lembar catatan"))
        self._why_not = label("", "muted")
        self.pane.body.addWidget(rule())
        doors = row(self.read_button, self.undo_button, self.open_button, None)
        self.pane.body.addLayout(column(doors, self._why_not, margins=12))

        self._beside = QHBoxLayout()
        self._beside.setSpacing(theme().px(12))
        self._beside.addWidget(card, 1)
        self._card = card
        self._beside.addWidget(self.pane)
        self.body.addLayout(self._beside, 1)
        shortcut = QShortcut(QKeySequence("U"), self, self.undo_chosen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._show_chosen()

    def _people(self) -> list[Option]:
        names = dict.fromkeys(user.display_name for user in accounts.people(self.session.office))
        return [Option(name, name) for name in names]

    def _who_typed(self, text: str) -> None:
        if not text:
            self.who.set_value("")
            self._load()

    def show_all(self) -> None:
        """Everybody and everything."""
        self.who.blockSignals(True)
        self.who.set_value("")
        self.who.clear()
        self.who.blockSignals(False)
        self.kinds.choose("")
        self.list.setFocus()

    # ------------------------------------------------------------------------------- what the window calls

    def enter(self, **_arguments: object) -> None:
        """Show the newest activities."""
        self.clear_banner()
        self.kinds.offer(activity.kinds(self.session.office))
        if self._is_stale:
            self._load()

    def leave(self) -> None:
        self._show_later.stop()

    def first_focus(self) -> QWidget | None:
        return self.list

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pane stands beside the list in a wide window; in a narrow one only its buttons do, below the list."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_wide = self.window().width() >= theme().px(tokens.FOLD_BELOW) and self.width() >= theme().px(880)
        self._is_reading &= not is_wide
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(way)
        self.pane.setMinimumWidth(theme().px(_PANE) if is_wide else 0)
        self.pane.setMaximumWidth(theme().px(_PANE) if is_wide else _UNLIMITED)
        self.kinds.show_first(FIRST_SHOWN if is_wide else FEW_SHOWN)
        self._card.setHidden(self._is_reading)
        self._contents.setVisible(is_wide or self._is_reading)
        self.read_button.setHidden(is_wide)
        words = _("Kembali ke daftar") if self._is_reading else _("Lihat isinya")
        self.read_button.setText("\N{EN SPACE}" + words)
        self.read_button.setAccessibleName(words)

    def toggle_reading(self) -> None:
        """In a narrow window: what changed in the place of the list, and back."""
        self._is_reading = not self._is_reading
        self._arrange()
        (self.read_button if self._is_reading else self.list).setFocus()

    def back(self) -> bool:
        """From what changed to the list."""
        if self._is_reading:
            self.toggle_reading()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc too."""
        if event.key() != Qt.Key.Key_Escape or not self.back():
            super().keyPressEvent(event)

    # ------------------------------------------------------------------------------- reading

    def _note(self, _changes: Changes) -> None:
        self._is_stale = True
        if self.isVisible():
            self._load()

    def _load(self) -> None:
        """The first page again, in the background."""
        self._is_stale = False
        if self._loading:
            self._loading.cancel()
        office, user, kind = self.session.office, self.who.value, self.kinds.value
        self._loading = self.work(
            lambda _job: activity.activity(office, user=user, kind=kind), partial(self._arrived, (user, kind))
        )

    def _arrived(self, asked: tuple[str, str], items: list[Activity]) -> None:
        if asked != (self.who.value, self.kinds.value):
            return
        self.deeds.start(items, is_whole=len(items) < PAGE)
        if items:
            self._views.setCurrentWidget(self.list)
            self.list.choose(0)
        else:
            self._show_nothing(narrows=any(asked))
        self._show_later.start()

    def _more(self) -> None:
        last = self.deeds.last
        if last is None or (self._loading and not self._loading.is_over):
            return
        office, user, kind = self.session.office, self.who.value, self.kinds.value

        def arrived(items: list[Activity]) -> None:
            if self.deeds.last is last:
                self.deeds.add(items, is_whole=len(items) < PAGE)

        self._loading = self.work(
            lambda _job: activity.activity(office, before=last.place, user=user, kind=kind), arrived
        )

    def _show_nothing(self, *, narrows: bool) -> None:
        layout = self._nothing.layout()
        assert layout is not None
        clear(layout)
        if narrows:
            made = button(_("Tampilkan semua"), self.show_all)
            layout.addWidget(Empty("list-filter", _("Tidak ada kegiatan yang cocok dengan saringan ini."), made))
        else:
            layout.addWidget(Empty("history", _("Belum ada kegiatan. Setiap perubahan akan tercatat di sini.")))
        self._views.setCurrentWidget(self._nothing)

    # ------------------------------------------------------------------------------- the chosen activity

    def _show_chosen(self) -> None:
        item = self.list.chosen if self._views.currentWidget() is self.list else None
        clear(self._told)
        allow(self.open_button, "" if item is not None and _may_open(item) else _why_not_open(item))
        is_removed = item is not None and item.deed is Deed.REMOVED
        self.undo_button.setText("\N{EN SPACE}" + (_("Pulihkan") if is_removed else _("Urungkan")))
        self.undo_button.setAccessibleName(self.undo_button.text().strip())
        allow(self.undo_button, "" if item is not None and item.change else _why_no_way_back(item))
        if self.undo_button.isEnabled():
            self.undo_button.setToolTip("U")
        self.read_button.setEnabled(item is not None)
        self._why_not.setText("" if item is None else reasons((self.undo_button, self.open_button)))
        self._why_not.setVisible(bool(self._why_not.text()))
        if item is None:
            if self._views.currentWidget() is self.list:
                self._told.addWidget(label(_("Pilih satu baris untuk melihat apa yang berubah."), "soft"))
            self._told.addStretch(1)
            return
        self._told.addWidget(label(title_of(item), "heading"))
        self._told.addWidget(label(line_of(item), "soft"))
        when = f"{day_words(item.time, today(self.session.clock))}, {clock_of(item)}"
        self._told.addWidget(label(when, "muted"))
        self._told.addWidget(rule())
        if item.kind in LIST_OF and item.deed is not Deed.ERASED:
            self._told.addLayout(_before_and_after(item, activity.lines(self.session.office, item)))
        elif item.kind not in LIST_OF:
            self._told.addWidget(label(_(_WRITTEN_WHEN.get(item.kind, _WRITTEN)), "soft"))
        self._told.addStretch(1)

    def open_record(self) -> None:
        """Enter: the sheet of the record."""
        item = self.list.chosen
        if item is not None and _may_open(item):
            owner = self.session.office.code
            self.session.go("record", kind=item.kind, owner=owner, record=item.record, listed=LIST_OF[item.kind])

    def undo_chosen(self) -> None:
        """U: take the chosen change back, by one more entry."""
        item = self.list.chosen
        if item is not None and item.change is not None:
            self._undo(item.change)

    def _undo(self, change: Change) -> None:
        office = self.session.office
        self.clear_banner()
        self.work(lambda _job: undoing.undo(office, change), self._undone)

    def _undone(self, saved: Saved) -> None:
        self.session.announce(saved.changes)
        self.session.tell(_("Sudah diurungkan."), taker_back(self.session, saved.change))


def _before_and_after(item: Activity, lines: list[HistoryLine]) -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(theme().px(12))
    made.setVerticalSpacing(theme().px(6))
    is_new = item.deed is Deed.RECORDED
    heads = (_("Isian"), _("Isi")) if is_new else (_("Isian"), _("Sebelum"), _("Sesudah"))
    for place, head in enumerate(heads):
        made.addWidget(label(head, "tiny"), 0, place)
        made.setColumnStretch(place, 2 if place == 0 else 3)
    made.setColumnMinimumWidth(0, theme().px(104))
    fields = _FIELDS.get(item.kind, {})
    hidden = _HIDDEN.get(item.kind, frozenset())
    order = {name: place for place, name in enumerate(fields)}
    # What a record refers to is named by its own fields; an id says nothing to anybody.
    told = [line for line in lines if line.field not in fields or not fields[line.field].refers]
    for number, line in enumerate(sorted(told, key=lambda line: order.get(line.field, 0)), start=1):
        made.addWidget(label(line.label, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
        if not line.field:
            continue
        field = fields.get(line.field)
        values = (line.new,) if is_new else (line.old, line.new)
        for place, value in enumerate(values, start=1):
            is_hidden = line.field in hidden
            text = _("(terbatas)") if is_hidden else in_words(field, value)  # whoever passes by reads this page
            words = label(text, "soft" if place < len(values) else "body")
            words.setAccessibleName(f"{line.label}, {heads[place]}: {words.text()}")
            made.addWidget(words, number, place, Qt.AlignmentFlag.AlignTop)
    return made


def _may_open(item: Activity) -> bool:
    return item.kind in LIST_OF and bool(item.title)


def _why_not_open(item: Activity | None) -> str:
    if item is None:
        return _("Pilih dahulu satu baris.")
    if item.kind in LIST_OF:
        return _("Catatannya sudah dihapus untuk selamanya.")
    return _("Yang seperti ini tidak punya lembar sendiri.")


def _why_no_way_back(item: Activity | None) -> str:
    if item is None:
        return _("Pilih dahulu satu baris.")
    if item.deed is Deed.ERASED or not item.title:
        return _("Sudah dihapus untuk selamanya, jadi tidak dapat dikembalikan.")
    if item.kind not in LIST_OF:
        return _("Catatan yang ditulis program tidak dapat diurungkan.")
    return _("Isi lengkapnya tidak ada di komputer ini, jadi tidak dapat diurungkan.")
