"""Instrumen skrining: every office reads it; a regency edits a copy, tries it and publishes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from ppo_desktop.core.errors import PpoError, Refused
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.tabbing import tab_after
from ppo_desktop.gui.design.widgets import Action, Banner, Card, button, clear
from ppo_desktop.gui.forms import drafts
from ppo_desktop.gui.forms.drafts import Content, DraftKeeper
from ppo_desktop.gui.screens.instrument.editing import BandEditor, Editor, NewQuestionEditor, QuestionEditor
from ppo_desktop.gui.screens.instrument.showing import Doors, objections_banner, trial_card
from ppo_desktop.gui.screens.instrument.view import InstrumentView
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.published import publishing
from ppo_desktop.operations.published.publishing import DRAFT, Trial
from ppo_desktop.records.instrument import BANDS, GRAVEST, Instrument
from ppo_desktop.records.instrument_copy import InstrumentCopy
from ppo_desktop.records.instruments import Library, read_instrument
from ppo_desktop.records.words import date_in_words

_TEXT, _EDITOR, _OF = "text", "editor", "of"
"""In the draft: the file of the copy; what stands in the editor that is open, and what that one is of."""
_Make = Callable[[Callable[[], object], Callable[[], object]], Editor]
"""Makes an editor, given what follows when something was taken over, and when nothing was."""


class InstrumentPage(Page):
    """The instrument of new screenings; or a copy of it, while somebody edits one."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Halaman ini menampilkan semua pertanyaan skrining, poinnya, dan tindakan untuk tiap hasil."),
        N_("Semua kantor dapat membacanya; kabupaten dapat membuat salinan dan mengubahnya."),
        N_("Salinan tidak dipakai siapa pun sebelum diterbitkan; yang diubah tersimpan sebagai draf."),
        N_("Alt+Kiri menyimpan yang diketik ke salinan dan kembali; Esc membatalkannya."),
        N_("Coba dahulu: program menghitung ulang skrining yang sudah ada tanpa mengubahnya."),
        N_("Tanda wajib rujuk tidak dapat dimatikan; nomor pertanyaan tidak pernah dipakai ulang."),
        N_("Versi yang terbit turun ke kecamatan dan desa bersama tanda terima."),
        N_("Skrining lama tetap memakai versi dan hasilnya sendiri."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Instrumen skrining"), _("Pertanyaan, poin, dan tindakan yang dipakai."))
        self.edited: InstrumentCopy | None = None
        self.editor: Editor | None = None
        self.view: InstrumentView | None = None
        self._opened = ""
        self._tried: Card | None = None
        self._library = Library()
        self._first: QWidget = self
        self.copying = button(_("Buat salinan"), self.copy, icon_name="pencil")
        self.trying = button(_("Coba"), self.try_out, icon_name="list-checks")
        self.publishing = Action(button(_("Terbitkan"), self.publish, look="primary", icon_name="send"))
        self.discarding = button(_("Buang salinan"), self.discard)
        self._edits = (self.discarding, self.trying, self.publishing)
        self.beside_title.addWidget(self.copying)
        self._above, self._room = QVBoxLayout(), QVBoxLayout()
        self.body.addLayout(self._above)
        self.body.addLayout(self._room)
        self.body.addStretch(1)
        self.footer.addStretch(1)
        for made in self._edits:
            self.footer.addWidget(made)

    # ------------------------------------------------------------------------------- showing

    def enter(self, **_arguments: object) -> None:
        """The instrument that is used now; the copy, if one is being edited."""
        office = self.session.office
        self._library = publishing.instruments_of(office)
        self._keeper = DraftKeeper(self, self.session, DRAFT, self._content)
        self._keeper.failed.connect(self.show_error)
        draft = drafts.find(self.session, DRAFT) if publishing.may_publish(office) else None
        text = draft.typed.get(_TEXT) if draft else None
        self.edited = InstrumentCopy(text) if isinstance(text, str) else None
        self._tried = None
        self._show()
        if draft and self.edited:
            self._resume(draft.typed.get(_EDITOR))

    def first_focus(self) -> QWidget | None:
        if self.editor:
            return self.editor.first
        return self.trying if self.edited else self._first

    def leave(self) -> None:
        self._keeper.hand_over()

    def back(self) -> bool:
        """Alt+Left: out of an editor first; what was typed there is taken over, or what is wrong with it is said."""
        if self.editor is None:
            return False
        if self.editor.is_changed:
            self.editor.take_over()
        else:
            self._return(self._opened)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up what is typed in an editor, or goes back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.editor:
            self._give_up()
        else:
            self.session.back()

    def _show(self) -> None:
        """All of it anew."""
        self.clear_banner()
        self.editor = None
        clear(self._above)
        clear(self._room)
        is_regency = publishing.may_publish(self.session.office)
        self.copying.setVisible(is_regency and self.edited is None)
        shown = read_instrument(self.edited.text) if self.edited else self._library.newest()
        if self._library.unusable and not self.edited:
            self._above.addWidget(self._unusable(shown))
        if self._library.disputed and not self.edited:
            self._above.addWidget(self._disputed())
        doors = Doors(self.change_question, self.change_band, self.add_question) if self.edited else None
        self.view = InstrumentView(shown, self._sentence(shown), self.edited, doors)
        self._room.addWidget(self.view)
        self._first = self.copying if is_regency else self.view.first
        self._show_edits()

    def _show_edits(self) -> None:
        self._bar.setVisible(self.edited is not None)
        self.publishing.refuse("" if self._tried else _("Coba dahulu."))

    def _return(self, name: str) -> None:
        """From an editor to the whole; the keyboard goes to the button of that name."""
        assert self.view is not None
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
        self.view.show()
        self._show_edits()
        if name in self.view.changes:
            self.view.changes[name].setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, partial(self._see, name))  # when all has its place

    def _see(self, name: str) -> None:
        if self.view is not None and self.editor is None and name in self.view.changes:
            self.into_sight(self.view.changes[name])

    def _sentence(self, shown: Instrument) -> str:
        words = _("Salinan versi {version}; belum dipakai siapa pun.") if self.edited else _("Versi {version}.")
        checked = _("Sumber dicek {day}.").format(day=date_in_words(shown.checked_on))
        return f"{words.format(version=shown.version)} {checked}"

    def _unusable(self, shown: Instrument) -> Banner:
        title = _("Versi {versions} dari kabupaten belum dapat dipakai program ini.")
        words = _("Sementara itu versi {version} yang dipakai. Perbarui program ini bila ada versi baru.")
        versions = ", ".join(self._library.unusable)
        return Banner("warn", title.format(versions=versions), words.format(version=shown.version))

    def _disputed(self) -> Banner:
        title = _("Versi {versions} pernah datang lagi dengan isi yang berbeda.")
        words = _("Yang datang pertama tetap dipakai. Minta kabupaten menerbitkan lagi yang benar; nomornya akan baru.")
        return Banner("warn", title.format(versions=", ".join(self._library.disputed)), words)

    # ------------------------------------------------------------------------------- editing

    def copy(self) -> None:
        """Begin to edit a copy of what is used now."""
        office = self.session.office

        def begun(made: InstrumentCopy) -> None:
            self.edited = made
            self._keeper.touched()
            self._show()
            self._return(GRAVEST)

        self.work(lambda _job: publishing.copy(office), begun)

    def change_question(self, name: str) -> None:
        """Edit one question."""
        assert self.edited is not None
        found = self._library.newest().by_id.get(name)
        may_flag = found is not None and found.may_flag
        self._open(name, lambda done, over: QuestionEditor(self._copy, name, may_flag=may_flag, done=done, over=over))

    def change_band(self, code: str) -> None:
        """Edit the limit and the actions of a result."""
        band = read_instrument(self._copy.text).band(code)
        self._open(code, lambda done, over: BandEditor(self._copy, band, done=done, over=over))

    def add_question(self, section: str) -> None:
        """Write a question of one's own."""
        shown = read_instrument(self._copy.text)
        self._open(section, lambda done, over: NewQuestionEditor(self._copy, shown, section, done=done, over=over))

    @property
    def _copy(self) -> InstrumentCopy:
        assert self.edited is not None
        return self.edited

    def _open(self, name: str, make: _Make) -> None:
        """One editor alone, so that the keyboard goes through it from top to bottom."""
        before = self._copy.text

        def done() -> None:
            try:
                shown = read_instrument(self._copy.text)
            except Refused as refused:
                self.edited = InstrumentCopy(before)
                self._return(name)
                self.show_banner(Banner("bad", _("Perubahan ini tidak diambil."), refused.sentence, closes=True))
                return
            self._tried = None
            clear(self._above)
            self._keeper.touched()
            assert self.view is not None
            self.view.renew(shown, self._copy, name)
            self._return(name)

        assert self.view is not None
        self.clear_banner()
        self.view.hide()
        self._bar.hide()
        self._opened = name
        self.editor = make(done, self._give_up)
        self.editor.changed.connect(self._keeper.touched)
        self._room.addWidget(self.editor)
        self.editor.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up(self) -> None:
        """Out of an editor, and the copy stays as it was; Urungkan shows again what was typed."""
        unsaved = self._unsaved()
        self._return(self._opened)
        if unsaved:
            self._keeper.touched()
            self.session.tell(_("Perubahan tidak diambil."), undo=partial(self._resume, unsaved))

    def _unsaved(self) -> Mapping[str, object]:
        return {_OF: self._opened, **self.editor.typed} if self.editor and self.editor.is_changed else {}

    def _resume(self, unsaved: object) -> None:
        """Open the editor that was left, with what was typed in it; the page may be gone."""
        if not isValid(self) or self.edited is None or self.editor or not isinstance(unsaved, Mapping):
            return
        name = str(unsaved.get(_OF))
        if self.view is None or name not in self.view.changes:
            return
        is_question = any(question["id"] == name for question in self.edited.questions)
        door = self.change_band if name in BANDS else self.change_question if is_question else self.add_question
        door(name)
        assert self.editor is not None
        self.editor.fill(unsaved)

    def _content(self) -> Content:
        if self.edited is None:
            return drafts.NOTHING
        unsaved = self._unsaved()
        typed = {_TEXT: self.edited.text} | ({_EDITOR: unsaved} if unsaved else {})
        return Content(typed, _("Salinan instrumen skrining"))

    def discard(self) -> None:
        """Drop the copy; Urungkan brings it back."""
        content, session = self._content(), self.session
        self._keeper.settle()
        drafts.hand_over(session, DRAFT, drafts.NOTHING)

        def bring_back() -> None:
            drafts.hand_over(session, DRAFT, content)
            session.go("instrument")

        self.edited, self._tried = None, None
        self._show()
        session.tell(_("Salinan dibuang."), undo=bring_back)

    # ------------------------------------------------------------------------------- publishing

    def try_out(self) -> None:
        """Say what stands in the way, and what the copy would have said about the screenings that are here."""
        office, edited = self.session.office, self._copy

        def tried(found: tuple[list[str], Trial]) -> None:
            objections, trial = found
            self._tried = None
            self.clear_banner()
            clear(self._above)
            if objections:
                self.show_banner(objections_banner(objections))
            else:
                self._show_trial(trial_card(trial, self._library.newest()))
            self._show_edits()

        self.work(lambda _job: (publishing.objections(office, edited), publishing.try_out(office, edited)), tried)

    def _show_trial(self, card: Card) -> None:
        """What came of it is read first: the keyboard goes there, and not to what cannot be taken back."""
        self._tried = card
        card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._above.addWidget(card)
        tab_after(self.trying, card)
        self.into_sight(self.title)
        card.setFocus(Qt.FocusReason.OtherFocusReason)

    def publish(self) -> None:
        """Ask once."""
        yes = button(_("Ya, terbitkan"), self._publish, look="primary")
        no = button(_("Batal"), self._do_not_publish)
        title = _("Terbitkan versi {version}?").format(version=self._copy.version)
        words = _("Yang sudah terbit tidak dapat ditarik kembali.")
        self.show_banner(Banner("warn", title, words, [yes, no], escape=self._do_not_publish))
        no.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, no, lambda: self.into_sight(no))  # when all has its place

    def _do_not_publish(self) -> None:
        self.clear_banner()
        self.publishing.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _publish(self) -> None:
        """Make the copy the instrument of new screenings."""
        office, edited = self.session.office, self._copy
        self._keeper.settle()
        self.clear_banner()
        self.publishing.refuse(_("Sedang diterbitkan…"))
        if self._tried:
            self._tried.setFocus(Qt.FocusReason.OtherFocusReason)

        def published(version: str) -> None:
            self.edited, self._tried = None, None
            self._library = publishing.instruments_of(office)
            self._show()
            words = _("Desa dan kecamatan menerimanya bersama tanda terima berikutnya; di sini berlaku mulai sekarang.")
            self.show_banner(Banner("ok", _("Versi {version} terbit.").format(version=version), words, closes=True))
            self.copying.setFocus(Qt.FocusReason.OtherFocusReason)

        def failed(error: PpoError) -> None:
            self._keeper.touched()
            self._show_edits()
            self.show_error(error)

        self.work(lambda _job: publishing.publish(office, edited), published, failed, holds=True)
