"""Templat surat: an office puts a letter in its own words, sees the page, and can always come back."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.fields import FieldBox, line, paragraph
from ppo_desktop.gui.design.widgets import Action, Card, button, clear, label, yielding
from ppo_desktop.gui.forms import drafts
from ppo_desktop.gui.forms.drafts import NOTHING, Content, DraftKeeper
from ppo_desktop.gui.screens.letter.halves import Halves
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.letters import issuing, letter_templates
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.words import date_in_words
from ppo_desktop.reports.letter_template import LINES, OFFICE_WORDS, TEXTS, Template, words

_LABELS = {
    "title": N_("Judul"),
    "subject": N_("Hal"),
    "nature": N_("Sifat"),
    "attachment": N_("Lampiran"),
    "addressee": N_("Alamat surat"),
    "body": N_("Isi surat"),
    "carbon_copies": N_("Tembusan"),
    "copies": N_("Lembar yang dicetak"),
}
_HINTS = {
    "addressee": N_("Satu baris setiap baris."),
    "body": N_(
        "Kata dalam { } diisi program; daftarnya di bawah. Baris kosong memisahkan paragraf; “Label : isi” menjadi "
        "daftar; “1. ” menjadi nomor urut; empat spasi di awal membuat barisnya menjorok."
    ),
    "carbon_copies": N_("Satu baris satu penerima."),
    "copies": N_("Satu baris satu lembar, misalnya “Lembar 1 untuk Kantor Imigrasi”. Kosong: satu lembar."),
}
_HEIGHTS = {"body": 18}


class TemplatePage(Page):
    """Arguments: ``template``."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Kata dalam kurung kurawal, misalnya {nama}, diganti dengan isian saat surat ditulis."),
        N_("Daftar isian yang dikenal ada di bawah teks; yang salah tulis disebut dengan saran."),
        N_("Halaman contoh mengikuti yang diketik; datanya karangan."),
        N_("Ctrl+S menyimpan; surat yang sudah final tidak berubah."),
        N_("“Kembali ke asli” memakai lagi kata-kata program."),
        N_("Tempat tanda tangan tidak diubah di sini."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Templat surat"), scrolls=False)
        self.code = ""
        self.editors: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._template: Template | None = None
        self._wish = 0
        self._keeper: DraftKeeper | None = None
        back = button(_("Kembali"), session.back, look="quiet", icon_name="arrow-left")
        self.beside_title.addWidget(back)
        self.halves = Halves(_("Contoh surat"), self.first_focus, self._draw)
        self.preview, self._room = self.halves.preview, self.halves.room
        self.beside_title.addWidget(self.halves.turn)
        self.body.addWidget(self.halves, 1)
        self.problems = label("", "error")
        self.original = Action(button(_("Kembali ke asli"), self.restore, icon_name="undo-2"))
        self.keep = Action(button(_("Simpan"), self.save, look="primary", keys="Ctrl+S"))
        self.footer.addWidget(yielding(self.problems, 200), 1)
        self.footer.addWidget(self.original)
        self.footer.addWidget(self.keep)
        self.show_footer()

    def enter(self, **arguments: object) -> None:
        """Show the words of a template as this office uses them."""
        self.code = str(arguments["template"])
        self._keeper = DraftKeeper(self, self.session, DraftKey(f"letter-template/{self.code}"), self._content)
        self._keeper.failed.connect(self.show_error)
        try:
            self._show(letter_templates.template(self.session.office, self.code))
        except PpoError as error:
            self.show_error(error)
            return
        draft = drafts.find(self.session, self._keeper.key)
        texts = draft.typed.get("texts") if draft else None
        for name, made in self.editors.items():
            if isinstance(texts, dict) and isinstance(text := texts.get(name), str):
                made.setText(text) if isinstance(made, QLineEdit) else made.setPlainText(text)

    def leave(self) -> None:
        if self._keeper is not None:
            self._keeper.hand_over()

    def _content(self) -> Content:
        return Content({"texts": self.texts}, self.title.text()) if self._is_changed else NOTHING

    def first_focus(self) -> QWidget | None:
        return self.editors.get("body")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; what was typed is kept as a draft."""
        if event.key() == Qt.Key.Key_Escape:
            self.session.back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.halves.arrange(self.width())

    @property
    def texts(self) -> dict[str, str]:
        """As they stand in the fields."""
        return {
            name: made.text() if isinstance(made, QLineEdit) else made.toPlainText()
            for name, made in self.editors.items()
        }

    @property
    def _is_changed(self) -> bool:
        template = self._template
        return template is not None and any(
            text != template.text(name).strip("\n") for name, text in self.texts.items()
        )

    def _anew(self, template: Template) -> None:
        """What was typed is kept, or not wanted any more."""
        if self._keeper is not None:
            self._keeper.settle()
            drafts.hand_over(self.session, self._keeper.key, NOTHING)
        self._show(template)
        self.editors["body"].setFocus()

    def _show(self, template: Template) -> None:
        self._template = template
        self.clear_banner()
        clear(self._room)
        title = code_list("letters").label(self.code)
        self.title.setText(title)
        self.setAccessibleName(_("Templat {name}").format(name=title))
        is_own = letter_templates.is_own(self.session.office, self.code)
        self.purpose.setText(_("Kata-kata kantor ini.") if is_own else _("Kata-kata asli program."))
        self.purpose.show()
        self.editors = {}
        card = Card(_("Kata-kata"))
        for name in TEXTS:
            if name in ("subject", "nature", "attachment", "addressee") and not template.subject:
                continue
            text = template.text(name).strip("\n")
            is_long = name in LINES or name == "body"
            made = paragraph(text, lines=_HEIGHTS.get(name, 3)) if is_long else line(text, longest=200)
            made.textChanged.connect(lambda *_text: self._changed())
            card.body.addWidget(
                FieldBox(_(_LABELS[name]), made, hint=_(_HINTS.get(name, "")) if name in _HINTS else "")
            )
            self.editors[name] = made
        self._room.addWidget(card)
        self._room.addWidget(_known_words(template))
        self._room.addStretch(1)
        self.original.refuse(self.session.why_not("office") or ("" if is_own else _("Ini sudah kata-kata asli.")))
        self._judge()
        self._draw()

    def _changed(self) -> None:
        if self._keeper is not None:
            self._keeper.touched()
        self._judge()
        self.halves.draw_soon()

    def _judge(self) -> None:
        template = self._template
        assert template is not None
        wrong = letter_templates.problems({**{name: template.text(name) for name in TEXTS}, **self.texts})
        self.problems.setText("\n".join(wrong[:3]))
        why = self.session.why_not("office") or (_("Perbaiki dahulu yang disebut di kiri.") if wrong else "")
        self.keep.refuse(why or ("" if self._is_changed else _("Belum ada yang diubah.")))

    def _draw(self) -> None:
        template, office = self._template, self.session.office
        assert template is not None
        self._wish += 1
        wish, shown = self._wish, template.with_texts(self.texts)
        size = preferences.load(self.session.paths).paper

        def done(pdf: bytes) -> None:
            if wish == self._wish:
                self.preview.show_pdf(pdf)

        self.work(lambda _job: issuing.preview(office, issuing.sample(office, shown), size), done)

    def save(self) -> None:
        """Use these words from now on."""
        office, code, texts = self.session.office, self.code, self.texts
        if not self.keep.button.isEnabled():
            return

        def done(template: Template) -> None:
            self._anew(template)
            self.session.tell(_("Templat surat disimpan; surat final tidak berubah."))

        self.work(lambda _job: letter_templates.adapt(office, code, texts), done, holds=True)

    def restore(self) -> None:
        """Use the program's words again."""
        office, code = self.session.office, self.code

        def done(template: Template) -> None:
            self._anew(template)
            self.session.tell(_("Kata-kata asli dipakai lagi."))

        self.work(lambda _job: letter_templates.restore(office, code), done, holds=True)


def _known_words(template: Template) -> Card:
    """What may stand in braces, those of this letter first, and the law it rests on."""
    card = Card(_("Isian yang dikenal"))
    used = [name for name in template.words if name in words()]
    others = [name for name in words() if name not in used]
    for title, names in ((_("Dipakai surat ini"), used), (_("Lainnya"), others)):
        if names:
            card.body.addWidget(label(title, "strong"))
            listed = [f"{{{name}}} {words()[name].label}" for name in names]
            card.body.addWidget(label(" · ".join(listed), "soft"))
    card.body.addWidget(label(_("Selalu terisi"), "strong"))
    card.body.addWidget(label(" · ".join(f"{{{name}}}" for name in OFFICE_WORDS), "soft"))
    for basis in template.bases:
        words_ = _("Dasar: {text} (dicek {day}).").format(text=basis.text, day=date_in_words(basis.checked_on))
        card.body.addWidget(label(words_, "soft"))
    return card
