"""Nomor surat: who gives numbers, and what they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import PpoError, Refused
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Banner, button, label
from ppo_desktop.gui.screens.settings.section import Section
from ppo_desktop.operations.letters import numbering
from ppo_desktop.operations.letters.numbering import LISTS, OWNERS, TOKENS, Owner, Rule

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.settings import SettingsPage


class NumberingSection(Section):
    """Everything on one card, with the next number as it would be."""

    def __init__(self, page: SettingsPage, title: str) -> None:
        super().__init__(page, title, _("Nomor diberikan saat surat menjadi final, dan tidak pernah dipakai dua kali."))
        self.kept = numbering.rule(self.session.office)
        self.body.addWidget(label(_("Siapa yang memberi nomor"), "strong"))
        group = QButtonGroup(self)
        self.owners: dict[Owner, QRadioButton] = {}
        for name, words in OWNERS.items():
            made = QRadioButton(_(words))
            made.setAccessibleName(_(words))
            made.setChecked(name == self.kept.owner)
            made.toggled.connect(lambda _on: self._draw())
            group.addButton(made)
            self.body.addWidget(made)
            self.owners[name] = made
        self.pattern = line(self.kept.pattern, longest=numbering.LONGEST_PATTERN + 20)
        self.digits, self.last = line(str(self.kept.digits), longest=1), line(longest=6)
        self.digits.setValidator(QIntValidator(1, numbering.MOST_DIGITS, self.digits))
        self.last.setValidator(QIntValidator(0, numbering.LARGEST, self.last))
        year = today(self.session.clock).year
        self.last.setText(str(self.kept.last) if self.kept.year == year else "0")
        for one in (self.digits, self.last):
            one.setFixedWidth(theme().px(96))
        names = ", ".join(f"[{name}] {_(words)}" for name, words in TOKENS.items())
        self.pattern_box = FieldBox(_("Pola nomor"), self.pattern, hint=names)
        last_words = _("Nomor terakhir yang sudah dipakai tahun {year}").format(year=year)
        self.sample = label("", "strong")
        digits_box = FieldBox(_("Banyaknya angka nomor urut"), self.digits)
        last_box = FieldBox(last_words, self.last, hint=_("Menurut buku agenda; program melanjutkan dari sini."))
        self._of_program = (self.pattern_box, self.sample, digits_box, last_box)
        for part in self._of_program:
            self.body.addWidget(part)
        self.body.addWidget(label(_("Kode klasifikasi"), "strong"))
        codes = QButtonGroup(self)
        self.lists: dict[str, QRadioButton] = {}
        for listed, words in LISTS.items():
            made = QRadioButton(_(words))
            made.setAccessibleName(_(words))
            made.setChecked(listed == self.kept.list_name)
            made.toggled.connect(lambda _on: self._draw())
            codes.addButton(made)
            self.body.addWidget(made)
            self.lists[listed] = made
        self.save_action = Action(button(_("Simpan"), self.save, look="primary", keys="Ctrl+S"))
        self.always_seen = self.save_action
        for one in (self.pattern, self.digits, self.last):
            one.textChanged.connect(lambda _text: self._draw())
            one.returnPressed.connect(self.save)
        self._draw()

    def enter(self) -> None:
        """Say what stands in the way of numbers, where something does."""
        why = numbering.why_not(self.session.office) if self.kept.owner != "agenda" else ""
        if why:
            self.page.show_banner(Banner("warn", _("Program belum dapat memberi nomor."), why))

    def first_focus(self) -> QWidget:
        return self.owners[self.kept.owner]

    @property
    def typed(self) -> Rule:
        """As it stands in the fields."""
        return replace(
            self.kept,
            owner=next((name for name, made in self.owners.items() if made.isChecked()), "agenda"),
            pattern=self.pattern.text().strip(),
            digits=int(self.digits.text() or 0),
            list_name=next((name for name, made in self.lists.items() if made.isChecked()), "LAMA"),
            last=int(self.last.text() or 0),
        )

    def save(self) -> None:
        """Number letters like this from now on."""
        if not self.save_action.button.isEnabled():
            return
        office, wanted = self.session.office, self.typed

        def saved(kept: Rule) -> None:
            self.kept = kept
            self.page.clear_banner()
            self.enter()
            self.session.tell(_("Penomoran surat disimpan."))
            self._draw()

        self.work(lambda _job: numbering.save(office, wanted), saved, self._failed)

    def _failed(self, error: PpoError) -> None:
        self.page.show_error(error)

    def _draw(self) -> None:
        wanted = self.typed
        wrong = ""
        try:
            numbering.demand_pattern(wanted.pattern)
        except Refused as error:
            wrong = error.sentence
        self.pattern_box.say(wrong)
        is_agenda = wanted.owner == "agenda"
        for part in self._of_program:
            part.setVisible(not is_agenda)
        example = "" if wrong or is_agenda else numbering.example(self.session.office, wanted)
        self.sample.setText(_("Nomor berikutnya: {number}").format(number=example) if example else "")
        why = self.session.why_not("office") or (_("Perbaiki dahulu polanya.") if wrong else "")
        self.save_action.refuse(why or ("" if wanted != self.kept or self._waits else _("Belum ada yang diubah.")))

    @property
    def _waits(self) -> bool:
        """Whether saving anew, even the same, lets the program go on."""
        return self.kept.owner != "agenda" and bool(numbering.why_not(self.session.office))
