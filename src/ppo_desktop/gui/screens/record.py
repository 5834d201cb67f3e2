"""Lembar catatan: one record in words, with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, Card, button, clear, set_look
from ppo_desktop.gui.forms.beginning import gone
from ppo_desktop.gui.forms.closing import ClosingCard
from ppo_desktop.gui.forms.erasure import ErasedCard, ErasureCard
from ppo_desktop.gui.forms.onward import Onward
from ppo_desktop.gui.forms.photo_wall import PhotoWall
from ppo_desktop.gui.forms.remarks import asking
from ppo_desktop.gui.forms.sealed import sealed_card
from ppo_desktop.gui.forms.sheet import (
    HistoryCard,
    conflict_card,
    group_cards,
    linked_card,
    reasons_card,
    related_card,
    restricted_card,
)
from ppo_desktop.gui.forms.sheet_head import head_banners, print_sheet, why_fixed
from ppo_desktop.gui.forms.taking_back import taker_back
from ppo_desktop.gui.forms.veil import VeilCard
from ppo_desktop.gui.screens.papers.menu import go, keyed, offer
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.books import closing, photos, recording, undoing
from ppo_desktop.operations.books.recording import Erased, Saved
from ppo_desktop.operations.history import erasing
from ppo_desktop.operations.house import access
from ppo_desktop.operations.months import awaited
from ppo_desktop.operations.papers import sheets
from ppo_desktop.operations.papers.sheets import Linked, Sheet
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import Beginning, RecordKind
from ppo_desktop.records.paper_report import PAPER_REPORT
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.registry import referring_to
from ppo_desktop.records.screening import SCREENING

TWO_COLUMNS_FROM, BESIDE_FROM = 1000, 760
"""Widths of the page at 100 %."""


class RecordPage(Page):
    """Arguments: ``kind``, ``record``, ``owner`` (ours by default), ``listed``."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Lembar ini menampilkan satu catatan lengkap, dalam kata-kata."),
        N_("E mengubah, P mencetak, Delete menghapus dari daftar, Alt+← kembali; R membuat kronologi seorang warga."),
        N_("Yang dihapus dari daftar dapat dikembalikan; Urungkan tampil sebentar di kiri bawah."),
        N_("Riwayat di kanan menyebut siapa mengubah apa dan kapan; tiap perubahan dapat diurungkan."),
        N_("Bila dua komputer mengisi berbeda, kedua isian tampil di atas; pilih yang benar."),
        N_("Foto diperbesar dengan Enter; panah ke foto lain. Yang ada wajah anaknya tertutup sampai diminta."),
        N_("Catatan kantor lain hanya dapat dilihat."),
        N_("Catatan yang menyangkut orang kantor ini dapat ditutup baginya: Benturan kepentingan, di kanan."),
        N_("Pada lembar rapat: M memasukkan yang menunggu dibahas, T membuat tugas, B membuat semua bahannya."),
        N_("Hapus demi hak warga menghapus untuk selamanya, juga di kantor di atas."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Lembar catatan"), _("Satu catatan lengkap."))
        self.sheet: Sheet | None = None
        self._listed = ""
        self._has_looked = False
        """Whether the restricted part is in sight."""
        self._inside: Values = {}
        """What an envelope held that was opened here."""
        self.edit = button(_("Ubah"), self.change, look="primary", icon_name="pencil")
        self.depart = button(_("Catat keberangkatan"), self.record_departure, icon_name="plane-takeoff")
        self.remove = button(_("Hapus"), self.take_out, icon_name="trash-2")
        self.onto_paper = button(_("Cetak…"), self.choose_paper, icon_name="printer")
        back = button(_("Kembali"), session.back, look="quiet", icon_name="arrow-left")
        self.interview = button(_("Skrining"), self.begin_interview, icon_name="list-checks")
        self.whole = button(_("Semua cetakan"), self.make_whole, icon_name="folder-open")
        self._actions = (back, self.whole, self.onto_paper, self.remove, self.depart, self.interview, self.edit)
        for made in self._actions:
            self.beside_title.addWidget(made)  # shown without a home, a button would be a window of its own
        self._below_title = Flow()
        self.body.addLayout(self._below_title)
        self._above, self._left, self._right = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.body.addLayout(self._above)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(theme().px(12))
        for side in (self._left, self._right):
            side.setSpacing(theme().px(12))
        self._columns.addLayout(self._left, 3)
        self._columns.addLayout(self._right, 2)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        keyed = (("E", self.edit), ("Del", self.remove), ("K", self.depart), ("S", self.interview))
        for keys, made in (*keyed, ("P", self.onto_paper)):
            shortcut = QShortcut(QKeySequence(keys), self, made.click)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._whole_key = QShortcut(self)
        self._whole_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._whole_key.activated.connect(self.whole.click)
        self._onward = Onward(self)
        self._closing: ClosingCard | None = None

    def enter(self, **arguments: object) -> None:
        """Show the record the arguments name."""
        self._listed = str(arguments.get("listed") or LIST_OF.get(str(arguments["kind"]), ""))
        self._has_looked, self._inside = False, {}
        self._wanted = (str(arguments["kind"]), str(arguments["record"]), str(arguments.get("owner") or ""))
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Anything may be linked with what was saved."""
        if changes.records and self.sheet is not None:
            self._load()

    def first_focus(self) -> QWidget | None:
        return self.edit if self.edit.isEnabled() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where they fit; the buttons below the title where they do not fit beside it."""
        super().resizeEvent(event)
        place = self.beside_title if self.width() >= theme().px(BESIDE_FROM) else self._below_title
        if place.indexOf(self.edit) < 0:
            for made in self._actions:
                place.addWidget(made)
        fits = self.width() >= theme().px(TWO_COLUMNS_FROM)
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom,
        )

    # ------------------------------------------------------------------------------- showing

    def _load(self) -> None:
        kind, record, owner = self._wanted
        office = self.session.office
        try:
            found = sheets.sheet(office, kind_named(kind), record, owner)
            self.sheet = replace(found, values={**found.values, **self._inside})
            lines = recording.history(office, record, self.sheet.owner)
        except PpoError as error:
            self.sheet = None
            self._empty()
            told = gone() if error.code == "unknown-record" else error
            self._offer(told.message)
            self.show_error(told)
            return
        shown = self.sheet
        self.title.setText(shown.title)
        self.setAccessibleName(self.title.text())
        owner_words = "" if shown.is_ours else _("milik {office}").format(office=name_of(shown.owner))
        parts = (_(shown.kind.title), shown.kind.detail_of(shown.values), owner_words)
        self.purpose.setText(" · ".join(part for part in parts if part))
        self.clear_banner()
        self._offer(self._why_not())
        self._empty()
        self._fill(shown, lines)

    def _empty(self) -> None:
        self._closing = None
        for side in (self._above, self._left, self._right):
            clear(side)

    def _fill(self, shown: Sheet, lines: list[recording.HistoryLine]) -> None:
        for banner in head_banners(shown, self.session, self._restore):
            self._above.addWidget(banner)
        if shown.kind is PAPER_REPORT and (words := awaited.outweighed_words(self.session.office, shown.values)):
            self._above.addWidget(Banner("info", words))
        rivals_hidden = shown.kind.restricted_names & shown.conflicts.keys()
        hidden = access.hidden_fields(shown.kind, shown.values) | rivals_hidden if not self._has_looked else frozenset()
        in_sight = {name: rivals for name, rivals in shown.conflicts.items() if name not in hidden}
        if in_sight or (shown.followers and not shown.conflicts):
            self._above.addWidget(conflict_card(replace(shown, conflicts=in_sight), self._settle, self._compute))
        for card in self._onward.cards(shown):
            self._above.addWidget(card)
        for card in self._value_cards(shown, hidden):
            self._left.addWidget(card)
        self._show_photos(shown, hidden)
        if hidden or (not self._has_looked and any(one.is_restricted for one in shown.linked)):
            why_not = "" if access.may_look(self.session.office) else access.why_not_look()
            self._left.addWidget(restricted_card(shown, hidden, self.look, why_not))
        linked = [one for one in shown.linked if self._has_looked or not one.is_restricted]
        if linked:
            self._right.addWidget(linked_card(linked, self._open))
        level = self.session.office.identity.level
        above = {DEPARTURE} if shown.kind is PERSON else set()  # it has its button beside the title
        related = [kind for kind in referring_to(shown.kind) if level in kind.levels and kind not in above]
        apart = [one for one in shown.kind.begins if level in kind_named(one.kind).levels]
        if (related or apart) and not self._why_not():
            self._right.addWidget(related_card(related, self._begin, apart, self._begin_apart))
        if shown.reasons and REASONS not in hidden:
            self._right.addWidget(reasons_card(shown.reasons))
        unseen = shown.kind.restricted_names if not self._has_looked else frozenset()
        told = partial(self.session.go, "paper", paper="chronology", owner=shown.owner, record=shown.record)
        chronology = told if shown.kind is PERSON else None
        self._right.addWidget(HistoryCard(shown, lines, self._take_back, unseen, chronology))
        if closing.may_close(shown.kind) and not shown.is_sealed:
            self._closing = ClosingCard(self, shown)
            self._closing.settled.connect(self._closed_or_opened)
            self._right.addWidget(self._closing)
        if erasing.may_be_asked(shown.kind):
            self._right.addWidget(self._erasure_card(shown))
        self._left.addStretch(1)
        self._right.addStretch(1)

    def _value_cards(self, shown: Sheet, hidden: frozenset[str]) -> Iterator[Card]:
        """The values; in their place what keeps them: a veil over the name, an envelope around everything."""
        if shown.is_sealed and not self._has_looked:
            yield sealed_card(shown, self.session.office, self.look)
            return
        if shown.hidden:
            yield VeilCard(self, shown)
        yield from group_cards(shown, today(self.session.clock), hidden | shown.hidden)

    def _show_photos(self, shown: Sheet, hidden: frozenset[str]) -> None:
        office = self.session.office
        if pictures := photos.shown(office, shown.kind, shown.values, hidden):
            self._left.addWidget(PhotoWall(pictures, partial(photos.jpeg, office), is_ours=shown.is_ours))

    def _erasure_card(self, shown: Sheet) -> ErasureCard:
        card = ErasureCard(self, shown)
        card.wanted.connect(self._erase)
        card.closed.connect(self._load)
        if not shown.is_ours or shown.is_sealed:
            card.refuse(self._why_not())
        return card

    def _why_not(self) -> str:
        return why_fixed(self.sheet, self.session)

    def _offer(self, why_not: str) -> None:
        is_person = self.sheet is not None and self.sheet.kind is PERSON
        self.depart.setVisible(is_person)  # a hidden button does not click, its key does nothing
        self.interview.setVisible(self.sheet is not None and self.sheet.kind is DEPARTURE)
        whole = keyed(self.session, self.sheet.kind.name) if self.sheet and self.sheet.is_ours else None
        self.whole.setVisible(whole is not None)
        if whole is not None:
            self.whole.setText(f"\N{EN SPACE}{_(whole.title)}  ({whole.key})")
            set_look(self.whole, "", whole.icon)
            self.whole.setAccessibleName(_(whole.title))
            self.whole.setToolTip(_(whole.purpose))
            self._whole_key.setKey(QKeySequence(whole.key))
        why_not = why_not or self._why_not()
        changing = ((self.edit, "E"), (self.remove, "Delete"), (self.depart, "K"), (self.interview, "S"))
        paper = (self.onto_paper, "P", "" if self.sheet else why_not)
        for made, keys, why in (*((made, keys, why_not) for made, keys in changing), paper):
            made.setEnabled(not why)
            made.setToolTip(why or keys)
            made.setAccessibleDescription(why)
        if why_not and self.sheet is not None and not self.sheet.is_deleted and not self.sheet.is_sealed:
            self.show_banner(Banner("info", _("Hanya dapat dilihat."), why_not, asking(self.sheet, self.session)))

    # ------------------------------------------------------------------------------- doing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, as it does from the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.session.back()
        else:
            super().keyPressEvent(event)

    def look(self) -> None:
        """Show the restricted part; that it was looked at is written down first."""
        assert self.sheet is not None
        office, shown = self.session.office, self.sheet

        def done(inside: Values) -> None:
            self._has_looked, self._inside = True, inside
            self._load()
            self.edit.setFocus()

        self.work(lambda _job: sheets.look(office, shown), done)

    def choose_paper(self) -> None:
        """This sheet, or a paper about the record."""
        if (shown := self.sheet) is not None:
            offer(self.onto_paper, self.session, (shown.kind.name, shown.owner, shown.record), self.print_sheet)

    def make_whole(self) -> None:
        """The paper with a key of its own, about this record."""
        if (shown := self.sheet) is not None and (paper := keyed(self.session, shown.kind.name)):
            go(self.session, paper, kind=shown.kind.name, owner=shown.owner, record=shown.record)

    def print_sheet(self) -> None:
        """Put the sheet on paper as it is in sight: what is hidden is not printed."""
        if (shown := self.sheet) is not None:
            print_sheet(self, shown, frozenset() if self._has_looked else shown.kind.restricted_names)

    def change(self) -> None:
        """Open the form over this record, or go on with the talk it came from."""
        if self.sheet is not None:
            kind, record = self.sheet.kind, self.sheet.record
            screen = kind.changed_on(self.sheet.values) or kind.begun_by
            self.session.go(screen, kind=kind.name, record=record, listed=self._listed)

    def record_departure(self) -> None:
        """Open a departure form for this person."""
        if self.sheet is not None:
            self._begin(DEPARTURE)

    def begin_interview(self) -> None:
        """Ask about this departure."""
        self._begin(SCREENING)

    def _begin(self, kind: RecordKind) -> None:
        """Open a form of ``kind`` about this record, and about whatever else both belong to."""
        assert self.sheet is not None
        known = {field.refers: self.sheet.values[field.name] for field in self.sheet.kind.fields if field.refers}
        known[self.sheet.kind.name] = self.sheet.record
        typed = {field.name: known[field.refers] for field in kind.fields if known.get(field.refers)}
        self.session.go(kind.begun_by, kind=kind.name, record=None, listed=LIST_OF[kind.name], typed=typed)

    def _begin_apart(self, one: Beginning) -> None:
        """Open a form that will not be linked with this record."""
        assert self.sheet is not None
        typed = dict(one.typed(self.sheet.values))
        self.session.go("form", kind=one.kind, record=None, listed=LIST_OF[one.kind], typed=typed)

    def take_out(self) -> None:
        """Take the record out of the list; Urungkan brings it back."""
        assert self.sheet is not None
        office, kind, record = self.session.office, self.sheet.kind, self.sheet.record
        title = kind.title_of(self.sheet.values)

        def done(saved: Saved) -> None:
            self.sheet = None
            self.session.announce(saved.changes)
            self.session.tell(
                _("{title} dihapus dari daftar.").format(title=title), taker_back(self.session, saved.change)
            )
            self.session.back()

        self.work(lambda _job: undoing.remove(office, kind, record), done)

    def _restore(self) -> None:
        """Undo the removal, which is the last entry that said so."""
        assert self.sheet is not None
        lines = recording.history(self.session.office, self.sheet.record)
        removals = [line for line in lines if line.field == undoing.DELETED and line.new]
        self._take_back(removals[-1].link)

    def _take_back(self, link: bytes) -> None:
        assert self.sheet is not None
        office, change = self.session.office, self.sheet.change(link)

        def done(saved: Saved) -> None:
            self.session.tell(_("Sudah diurungkan."), taker_back(self.session, saved.change))
            self.session.announce(saved.changes)

        self.work(lambda _job: undoing.undo(office, change), done)

    def _settle(self, field: str, value: object) -> None:
        assert self.sheet is not None
        words = _("{label} sudah dipilih.").format(label=_(self.sheet.kind.field(field).label))
        self._save({field: value}, words)

    def _compute(self) -> None:
        """Let the program compute anew what two writers brought apart."""
        self._save({}, _("Sudah dihitung ulang."))

    def _save(self, typed: dict[str, object], words: str) -> None:
        assert self.sheet is not None
        office, kind, record = self.session.office, self.sheet.kind, self.sheet.record

        def done(saved: Saved) -> None:
            self.session.tell(words)
            self.session.announce(saved.changes)

        self.work(lambda _job: recording.save(office, kind, typed, record), done)

    def _closed_or_opened(self) -> None:
        """Show it everywhere; the keyboard stays at the card, which is made anew."""
        kind, record, owner = self._wanted
        self.session.announce(Changes(frozenset({(kind, owner or self.session.office.code, record)})))
        if self._closing is not None:
            self._closing.focus()

    def _erase(self) -> None:
        assert self.sheet is not None
        office, record = self.session.office, self.sheet.record
        title = self.sheet.kind.title_of(self.sheet.values)

        def done(erased: Erased) -> None:
            self.sheet = None
            self._offer("")
            self._empty()
            self.purpose.setText("")
            card = ErasedCard(title, erased)
            onward = button(_("Kembali ke daftar"), partial(self.session.go, self._listed or "home"), look="primary")
            card.body.addWidget(onward, alignment=Qt.AlignmentFlag.AlignLeft)
            self._left.addWidget(card)
            self.title.setText(_("Catatan dihapus"))
            self.session.announce(erased.changes)
            onward.setFocus()

        self.work(lambda _job: recording.erase(office, record), done, holds=True)

    def _open(self, other: Linked) -> None:
        assert self.sheet is not None
        listed = LIST_OF.get(other.kind, self._listed)
        self.session.go("record", kind=other.kind, owner=other.owner, record=other.record, listed=listed)
