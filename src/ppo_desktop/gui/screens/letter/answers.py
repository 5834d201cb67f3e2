"""What is filled in for a letter: day, number, who signs, and the words of its template group by group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from itertools import groupby

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line, paragraph
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, label
from ppo_desktop.gui.forms.cell import Cell
from ppo_desktop.gui.forms.editor import DateEditor, Editor, ParagraphEditor, TextEditor
from ppo_desktop.gui.forms.section import Section
from ppo_desktop.operations.letters.issuing import OTHER, SIGNERS, Writing
from ppo_desktop.records.dates import read_date
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.letter import LETTER, MOST_WORDS
from ppo_desktop.reports.letter import Signer
from ppo_desktop.reports.letter_template import Word, words

_SHORT = 300


class Answers(QWidget):
    """The form of one letter."""

    changed = Signal()

    def __init__(self, writing: Writing, today: date, numbered: str) -> None:
        """Args: numbered: what is to be said of the number; ``""``: the program gives it."""
        super().__init__()
        self._writing, self._today = writing, today
        self.cells: dict[str, Cell] = {}
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(12))
        self.reason = paragraph(writing.reason, lines=2)
        if writing.remarks and not writing.bar:
            inside.addWidget(self._decision())
        asked = [words()[name] for name in writing.asked]
        for group, of_group in groupby(sorted(asked, key=lambda one: _first(one, asked)), key=lambda one: one.group):
            section = Section(_(group), [self._cell(word) for word in of_group])
            section.arrange()
            inside.addWidget(section)
        inside.addWidget(self._letter(numbered))
        inside.addWidget(self._signing())
        inside.addStretch(1)
        for one in self.findChildren(QLineEdit):
            one.returnPressed.connect(self.focusNextChild)  # Enter goes on, as in every form

    def first_focus(self) -> QWidget | None:
        """The reason that is asked for, else the first word that is not known, else the first."""
        if self._writing.remarks and not self._writing.bar and not self._writing.reason:
            return self.reason
        open_ones = (cell for cell in self.cells.values() if cell.value is None)
        found = next(open_ones, None) or next(iter(self.cells.values()), None)
        return found.stops()[0] if found else self.day

    @property
    def written(self) -> Writing:
        """The letter as it stands here."""
        filled = {name: _text(cell) for name, cell in self.cells.items()}
        typed = self.other
        other = Signer((typed[0].text(),), *(part.text().strip() for part in typed[1:]))
        return replace(
            self._writing,
            filled={name: text for name, text in filled.items() if text},
            dated_on=read_date(self.day.text()) or "",
            number=self.number.text().strip(),
            classification=self.classification.text().strip(),
            signer=self.signer,
            other=other if self.signer == OTHER else Signer(()),
            reason=self.reason.toPlainText().strip(),
        )

    @property
    def signer(self) -> str:
        return next((name for name, made in self.signers.items() if made.isChecked()), "")

    @property
    def problem(self) -> str:
        """What is wrong with the day, ``""``: nothing."""
        typed = self.day.text().strip()
        return _("Tanggal surat tidak terbaca. Tulis seperti 21-11-2026.") if typed and not read_date(typed) else ""

    def _decision(self) -> Card:
        card = Card(_("Keputusan pimpinan"))
        for remark in self._writing.remarks:
            card.body.addWidget(label(remark, "warning"))
        hint = _("Disimpan di kantor ini, tidak dicetak dan tidak ikut dikirim.")
        card.body.addWidget(FieldBox(_("Alasan pimpinan menerbitkan surat ini"), self.reason, hint=hint))
        self.reason.textChanged.connect(self.changed)
        return card

    def _letter(self, numbered: str) -> Card:
        card = Card(_("Tanggal dan nomor"))
        day = self._writing.dated_on
        self.day = line(f"{day[8:]}-{day[5:7]}-{day[:4]}" if day else "", longest=20)
        self.number = line(self._writing.number, longest=80)
        self.classification = line(self._writing.classification, longest=20)
        self.day_box = FieldBox(
            _("Tanggal surat"), self.day, hint=_("Kosongkan untuk ditulis dengan pena."), optional=True
        )
        card.body.addWidget(self.day_box)
        if self._writing.template.is_numbered:
            card.body.addWidget(FieldBox(_("Kode klasifikasi"), self.classification, optional=True))
            if numbered:
                card.body.addWidget(FieldBox(_("Nomor surat"), self.number, hint=numbered, optional=True))
            else:
                card.body.addWidget(label(_("Nomor surat diberikan program saat surat menjadi final."), "soft"))
        for one in (self.day, self.number, self.classification):
            one.textChanged.connect(self.changed)
        return card

    def _signing(self) -> Card:
        card = Card(_("Yang menandatangani untuk kantor"))
        group = QButtonGroup(self)
        self.signers: dict[str, QRadioButton] = {}
        for name, words_ in SIGNERS.items():
            made = QRadioButton(_(words_))
            made.setAccessibleName(_(words_))
            made.setChecked(name == self._writing.signer)
            made.toggled.connect(self._signer_changed)
            group.addButton(made)
            card.body.addWidget(made)
            self.signers[name] = made
        kept = self._writing.other
        titles = kept.titles[-1] if kept.titles else ""
        self.other = (
            line(titles, longest=100),
            line(kept.name, longest=100),
            line(kept.rank, longest=100),
            line(kept.number_line, longest=60),
        )
        labels = (_("Jabatan"), _("Nama"), _("Pangkat"), _("NIP atau NIPD"))
        self._others = QWidget()
        boxes = QVBoxLayout(self._others)
        boxes.setContentsMargins(0, 0, 0, 0)
        for title, one in zip(labels, self.other, strict=True):
            boxes.addWidget(FieldBox(title, one, optional=title != labels[0]))
            one.textChanged.connect(self.changed)
        card.body.addWidget(self._others)
        if self._writing.signer != OTHER:
            self._others.hide()
        if not any(place.by_office for place in self._writing.template.places):
            card.hide()
        return card

    def _signer_changed(self) -> None:
        self._others.setVisible(self.signer == OTHER)
        self.changed.emit()

    def _cell(self, word: Word) -> Cell:
        makers: Mapping[str, Callable[[Field], Editor]] = {
            "long": ParagraphEditor,
            "date": partial(DateEditor, today=self._today),
        }
        cell = Cell(_field(word), makers.get(word.shape, TextEditor))
        cell.ready()
        cell.set_value(self._writing.filled.get(word.name))
        cell.changed.connect(lambda _name: self.changed.emit())
        self.cells[word.name] = cell
        return cell


def _first(word: Word, asked: list[Word]) -> int:
    """Where the group of a word is met first in the letter."""
    return next(place for place, one in enumerate(asked) if one.group == word.group)


def _text(cell: Cell) -> str:
    """What is filled in: a day as ISO where it can be read, else as it was typed."""
    text = str(cell.value or "")
    return (read_date(text) or text) if cell.field.shape is Shape.DATE else text


def _field(word: Word) -> Field:
    """A word as the editors of forms take it."""
    like = LETTER.field("dated_on" if word.shape == "date" else "reason" if word.shape == "long" else "addressee")
    longest = MOST_WORDS if word.shape == "long" else _SHORT
    return replace(
        like,
        name=word.name,
        label=word.label,
        group=word.group,
        help=word.help,
        example=word.example,
        required_at="",
        range=(0, longest),
    )
