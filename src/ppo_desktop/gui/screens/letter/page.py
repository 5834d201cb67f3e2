"""The page on which a letter is written: answers at the left, the page that comes of them at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.widgets import Action, Banner, button, clear, label, yielding
from ppo_desktop.gui.forms import drafts
from ppo_desktop.gui.forms.drafts import NOTHING, Content, DraftKeeper
from ppo_desktop.gui.screens.letter.answers import Answers
from ppo_desktop.gui.screens.letter.halves import Halves
from ppo_desktop.gui.screens.letter.standing import StandingCard
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.books.recording import Saved
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.letters import issuing, numbering
from ppo_desktop.operations.letters.issuing import Writing
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.months import printing
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.letter import LETTER
from ppo_desktop.reports.letter_template import words
from ppo_desktop.reports.signing_words import SignatureLevel

MOST_TOLD = 4
"""Words that are told to be empty."""


class LetterPage(Page):
    """Arguments: ``template``, with ``kind`` and ``record`` of what it is about; or ``record`` alone, a letter."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Isian yang sudah tercatat terisi otomatis; periksa, lalu isi yang masih kosong."),
        N_("Yang dikosongkan tercetak sebagai titik-titik untuk ditulis dengan pena."),
        N_("Halaman di kanan mengikuti yang diketik; di jendela sempit tekan F7 untuk melihatnya."),
        N_("Ctrl+S menyimpan sebagai draf; draf belum bernomor dan tercetak dengan tanda DRAF."),
        N_("F9 menjadikan surat final: nomornya diberikan saat itu dan isinya tidak berubah lagi."),
        N_("Surat final yang salah dibatalkan dengan alasan; nomornya tetap tercatat dan tidak dipakai lagi."),
        N_("Agama hanya dicetak pada surat, tidak disimpan."),
        N_("Ctrl+P mencetak; tanpa printer, halamannya disimpan sebagai PDF."),
        N_("Kata-kata surat dapat disesuaikan kantor: Surat dan cetakan, Templat surat."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Surat"), scrolls=False)
        self.writing: Writing | None = None
        self.answers: Answers | None = None
        self.standing: StandingCard | None = None
        self.pdf: bytes | None = None
        self._opening: Job | None = None
        self._keeper: DraftKeeper | None = None
        self._wish = 0
        self._why_no_number = ""
        back = button(_("Kembali"), session.back, look="quiet", icon_name="arrow-left")
        self.into_file = button(_("Simpan PDF"), self.save_pages, icon_name="save")
        self.onto_paper = button(_("Cetak"), self.print_pages, icon_name="printer")
        self.onto_paper.setToolTip(SignatureLevel.INK.title)
        self.halves = Halves(_("Halaman surat"), self.first_focus, self._draw)
        self.preview, self._room = self.halves.preview, self.halves.room
        for made in (back, self.halves.turn, self.into_file, self.onto_paper):
            self.beside_title.addWidget(made)
        self.body.addWidget(self.halves, 1)
        self.draft = Action(button(_("Simpan sebagai draf"), self.save_draft, keys="Ctrl+S", icon_name="save"))
        self.final = Action(button(_("Jadikan final"), self.finish, look="primary", keys="F9", icon_name="check"))
        self.empty = yielding(label("", "soft"), 120)
        self.footer.addWidget(self.empty, 1)
        self.footer.addWidget(self.draft)
        self.footer.addWidget(self.final)
        shortcut = QShortcut(QKeySequence("Ctrl+P"), self, self.onto_paper.click)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------------------------- coming and going

    def enter(self, **arguments: object) -> None:
        """Begin a letter, or go on with one."""
        kind, record = str(arguments.get("kind") or ""), str(arguments.get("record") or "")
        office = self.session.office
        if record and kind in ("", LETTER.name):
            self._open(lambda: issuing.resume(office, record))
        else:
            template, subject = str(arguments["template"]), self._subject(arguments)
            said = arguments.get("filled")
            filled = said if isinstance(said, dict) else {}
            self._open(lambda: issuing.again(issuing.begin(office, template, subject), filled, ""))

    def _open(self, opened: Callable[[], Writing]) -> None:
        """Show what an operation hands back: it reads many records and writes down that somebody looks."""
        office = self.session.office
        self._refuse(_("Surat ini sedang dibuka."))
        self.preview.say(_("Membuka surat…"))

        def done(found: tuple[Writing, str]) -> None:
            self.writing, self._why_no_number = found
            focused = QApplication.focusWidget()
            is_here = focused is None or focused is self or self.isAncestorOf(focused)
            self._show()
            if is_here:
                self._focus_first()

        def failed(error: PpoError) -> None:
            self.writing = None
            self._refuse(error.message)
            self.preview.say("")
            self.show_error(error)

        self._opening = self.work(lambda _job: (opened(), numbering.why_not(office)), done, failed)

    def _focus_first(self) -> None:
        if (first := self.first_focus()) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _subject(self, arguments: dict[str, object]) -> Subject:
        """What the arguments name; else what the draft that waits for this letter is about."""
        if arguments.get("kind") and arguments.get("record"):
            return Subject(str(arguments["kind"]), str(arguments["record"]))
        draft = drafts.find(self.session, DraftKey(f"letter/{arguments['template']}"))
        typed = draft.typed if draft else {}
        return Subject(str(typed.get("kind") or ""), str(typed.get("about") or ""))

    def leave(self) -> None:
        if self._opening is not None:
            self._opening.cancel()  # who turns back before it was opened has not looked
        if self._keeper is not None:
            self._keeper.hand_over()

    def first_focus(self) -> QWidget | None:
        if self.answers is not None:
            found = self.answers.first_focus()
            if found is not None:
                self.halves.see(found)
            return found
        return self.onto_paper if self.pdf else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; what was typed is kept as a draft."""
        if event.key() == Qt.Key.Key_Escape:
            self.session.back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.halves.arrange(self.width())

    # ------------------------------------------------------------------------------- showing

    def _show(self) -> None:
        writing = self.writing
        assert writing is not None
        self.clear_banner()
        clear(self._room)
        self.answers = self.standing = self._keeper = None
        title = code_list("letters").label(writing.template.code)
        self.title.setText(title)
        self.setAccessibleName(title)
        about = writing.filled.get("nama", "")
        self.purpose.setText(about)
        self.purpose.setVisible(bool(about))
        self.preview.name(title)
        self.preview.say(_("Menyiapkan halaman…"))
        if writing.state == "DRAF":
            self._offer_answers(writing)
        else:
            self.standing = StandingCard(self, writing)
            self.standing.settled.connect(self._reload)
            self._room.addWidget(self.standing)
            self._room.addStretch(1)
        self._bar.setVisible(writing.state == "DRAF")
        self._draw()

    def _offer_answers(self, writing: Writing) -> None:
        office = self.session.office
        key = DraftKey(f"letter/{writing.template.code}", writing.record)
        draft = drafts.find(self.session, key)
        filled = draft.typed.get("filled") if draft else None
        if draft and isinstance(filled, dict) and draft.typed.get("about") == writing.subject.record:
            kept = {str(name): str(text) for name, text in filled.items()}
            writing = issuing.again(writing, kept, str(draft.typed.get("reason") or ""))
        self.answers = Answers(writing, today(office.clock), self._why_no_number)
        self.answers.changed.connect(self._changed)
        for banner in self._decision(writing):
            self._room.addWidget(banner)
        self._room.addWidget(self.answers)
        self._keeper = DraftKeeper(self, self.session, key, self._content)
        self._keeper.failed.connect(self.show_error)
        why = self.session.why_not("record")
        self.draft.refuse(why)
        self.final.refuse(why or (_("Undang-undang belum membolehkan surat ini.") if writing.bar else ""))

    def _decision(self, writing: Writing) -> Iterator[Banner]:
        """What the law or the head decides, with the way to the notice that says so."""
        if writing.bar:
            notice = button(_("Buat pemberitahuan"), self.write_notice, look="primary")
            yield Banner("bad", _("Surat ini belum dapat diterbitkan."), writing.bar, [notice])
        elif writing.template.bar:
            notice = button(_("Belum dapat diterbitkan…"), self.write_notice)
            words_ = _("Bila pimpinan memutuskan belum, buat pemberitahuannya; alasannya ikut disimpan.")
            yield Banner("info", _("Pimpinan yang memutuskan."), words_, [notice])

    def _content(self) -> Content:
        """What is typed, but for what is not to be kept."""
        if self.answers is None or self.writing is None:
            return NOTHING
        written = self.answers.written
        filled = {name: text for name, text in written.filled.items() if words()[name].is_kept}
        typed = {"kind": written.subject.kind, "about": written.subject.record, "filled": filled}
        return Content({**typed, "reason": written.reason}, self.title.text())

    def _refuse(self, why: str) -> None:
        for made in (self.draft, self.final):
            made.refuse(why)
        self._allow_paper(why)

    def _allow_paper(self, why_not: str) -> None:
        for made in (self.into_file, self.onto_paper):
            made.setEnabled(not why_not)
            made.setToolTip(why_not)
            made.setAccessibleDescription(why_not)

    def _changed(self) -> None:
        if self._keeper is not None:
            self._keeper.touched()
        self.halves.draw_soon()

    def _draw(self) -> None:
        """The page as it would be printed now; of several wishes only the last is shown."""
        writing = self.answers.written if self.answers is not None else self.writing
        if writing is None:
            return
        self._wish += 1
        wish, office = self._wish, self.session.office
        size = preferences.load(self.session.paths).paper

        def done(made: tuple[bytes, tuple[str, ...]]) -> None:
            if wish == self._wish:
                self.pdf, empty = made
                self.preview.show_pdf(self.pdf)
                self._allow_paper("")
                self._tell_empty(empty)

        self.work(lambda _job: (issuing.preview(office, writing, size), issuing.unfilled(office, writing)), done)

    def _tell_empty(self, empty: tuple[str, ...]) -> None:
        """What the pen is left to fill in, beside the buttons."""
        told = ", ".join(empty[:MOST_TOLD]) + (_(", dan lainnya") if len(empty) > MOST_TOLD else "")
        self.empty.setText(_("Masih kosong, menjadi titik-titik: {labels}.").format(labels=told) if empty else "")

    # ------------------------------------------------------------------------------- doing

    def _written(self) -> Writing | None:
        """What is written, unless the day cannot be read."""
        assert self.answers is not None
        problem = self.answers.problem
        self.answers.day_box.say(problem)
        if problem:
            self.answers.day.setFocus()
            return None
        return self.answers.written

    def save_draft(self) -> None:
        """Keep it in the register, without number."""
        if (writing := self._written()) is None:
            return
        office = self.session.office

        def done(saved: Saved) -> None:
            self._forget_draft()
            self._reload(saved, lambda _shown: _("Draf surat disimpan."))

        self.work(lambda _job: issuing.save_draft(office, writing), done, holds=True)

    def finish(self) -> None:
        """Give it its number and keep it as it is."""
        if (writing := self._written()) is None:
            return
        office = self.session.office
        self.final.refuse(_("Sedang disimpan."))

        def told(shown: Writing) -> str:
            number = shown.number
            return _("Surat final, nomor {number}.").format(number=number) if number else _("Surat final.")

        def done(saved: Saved) -> None:
            self._forget_draft()
            self._reload(saved, told)

        def failed(error: PpoError) -> None:
            self.final.refuse("")
            self.show_error(error)
            if error.code == "reason-missing" and self.answers is not None:
                self.answers.reason.setFocus()

        self.work(lambda _job: issuing.finish(office, writing), done, failed, holds=True)

    def write_notice(self) -> None:
        """Instead of this letter one that says why it cannot be issued yet."""
        assert self.answers is not None
        office, writing = self.session.office, self.answers.written

        def done(notice: Writing) -> None:
            self._forget_draft()
            self.writing = notice
            self._show()
            self._focus_first()

        self.work(lambda _job: issuing.withheld_from(office, writing), done)

    def _forget_draft(self) -> None:
        if self._keeper is not None:
            self._keeper.settle()
            drafts.hand_over(self.session, self._keeper.key, NOTHING)

    def _reload(self, saved: Saved, told: Callable[[Writing], str] = lambda _shown: "") -> None:
        """Show the letter as the register has it now, and tell so."""
        office = self.session.office
        self._refuse(_("Surat ini sedang disimpan."))  # twice would be two letters

        def done(shown: Writing) -> None:
            self.writing = shown
            self._show()
            self._focus_first()
            if words_ := told(shown):
                self.session.tell(words_)

        def failed(error: PpoError) -> None:
            self._refuse(_("Surat ini sudah tersimpan; buka lagi dari daftar surat keluar."))
            self.show_error(error)

        self.session.announce(saved.changes)
        self.work(lambda _job: issuing.reread(office, saved.record), done, failed, holds=True)

    def print_pages(self) -> None:
        """Onto a printer, or as a PDF where this PC has none."""
        pdf, name = self.pdf, self._file_name()
        if pdf is not None:
            print_or_save(self, self.title.text(), name, lambda: pdf)

    def save_pages(self) -> None:
        """Into a folder a person picks."""
        pdf, name = self.pdf, self._file_name()
        picked = QFileDialog.getExistingDirectory(self, _("Simpan PDF di folder"), str(Path.home())) if pdf else ""
        if pdf and picked:
            self.work(
                lambda _job: printing.save_pdf(name, pdf, Path(picked)),
                lambda path: self.show_banner(
                    Banner("ok", _("Tersimpan di folder {folder}.").format(folder=path.parent.name), path.name)
                ),
            )

    def _file_name(self) -> str:
        """What the file is called; who it is about only where the letter is no secret one."""
        writing = self.writing
        assert writing is not None
        name = "" if writing.template.is_secret else writing.filled.get("nama", "")
        return " ".join(part for part in (self.title.text(), name, writing.number.replace("/", "-")) if part)
