"""Editors of a copy: one question, one result with its actions, one question more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, line, paragraph
from ppo_desktop.gui.design.widgets import Card, button, label, row
from ppo_desktop.records.instrument import Band, Instrument
from ppo_desktop.records.instrument_copy import LIMITS, LONGEST_TEXT, NO, YES, InstrumentCopy, NewQuestion

_MOST_POINTS = 99
_Part: TypeAlias = QPlainTextEdit | QLineEdit | QCheckBox | Choices


class Editor(Card):
    """Changes one part of a copy; ``Selesai`` takes it over, ``Batal`` leaves it as it was."""

    changed = Signal()
    """Something was typed or chosen."""

    def __init__(self, title: str, done: Callable[[], object], over: Callable[[], object]) -> None:
        """Args: done: after something was taken over; over: after nothing was."""
        super().__init__(title)
        self._done = done
        self.finish = button(_("Selesai"), self.take_over, look="primary")
        self._give_up = button(_("Batal"), over)
        self._parts: dict[str, _Part] = {}
        self._opened_with: dict[str, object] = {}

    def _close(self, **parts: _Part) -> None:
        """All editors are made, of which these hold what somebody may lose; the buttons come last."""
        self._parts = parts
        self._opened_with = self.typed
        for part in parts.values():
            _change_of(part).connect(lambda *_what: self.changed.emit())
        self.body.addLayout(row(self.finish, self._give_up, None))

    @property
    def typed(self) -> dict[str, object]:
        """What stands in it, for ``fill``; anything JSON can hold."""
        return {name: _value(part) for name, part in self._parts.items()}

    @property
    def is_changed(self) -> bool:
        return self.typed != self._opened_with

    def fill(self, typed: Mapping[str, object]) -> None:
        """What stood in one like it when somebody left."""
        for name, part in self._parts.items():
            if name in typed:
                _set_value(part, typed[name])

    @property
    def first(self) -> QWidget:
        """Where the keyboard starts."""
        raise NotImplementedError

    def take_over(self) -> None:
        """Change the copy, or say at the fields what is wrong."""
        wrong = self.complain()
        if wrong:
            wrong.setFocus()
            return
        self.write()
        self._done()

    def complain(self) -> QWidget | None:
        """The first editor that holds something wrong, which is said there."""
        return None

    def write(self) -> None:
        """Change the copy."""
        raise NotImplementedError


class QuestionEditor(Editor):
    """Wording, help and points; a question that may demand referral by itself cannot be switched off."""

    def __init__(
        self,
        edited: InstrumentCopy,
        name: str,
        *,
        may_flag: bool,
        done: Callable[[], object],
        over: Callable[[], object],
    ) -> None:
        super().__init__(_("Pertanyaan {id}").format(id=name), done, over)
        self._edited, self._name = edited, name
        question = edited.question(name)
        self.text = paragraph(str(question["text"]), lines=2)
        self.why = paragraph(str(question["why"]), lines=2)
        self.points = _points(int(question["points"]))
        self.text_box = FieldBox(_("Pertanyaan"), self.text, hint=_("Dibacakan kepada orangnya, apa adanya."))
        self.why_box = FieldBox(_("Mengapa ditanyakan"), self.why, hint=_("Untuk petugas; tidak dibacakan."))
        self.points_box = FieldBox(_("Poin bila jawabannya berisiko"), self.points)
        self.is_asked = QCheckBox(_("Ditanyakan"))
        self.is_asked.setAccessibleName(self.is_asked.text())
        self.is_asked.setChecked(not question.get("off"))
        for box in (self.text_box, self.why_box, self.points_box, self.is_asked):
            self.body.addWidget(box)
        if may_flag:
            why = _("Tanda wajib rujuk selalu ditanyakan.")
            self.is_asked.setEnabled(False)
            self.is_asked.setToolTip(why)
            self.is_asked.setAccessibleDescription(why)
            self.body.addWidget(label(why, "muted"))
        self._close(text=self.text, why=self.why, points=self.points, is_asked=self.is_asked)

    @property
    def first(self) -> QWidget:
        return self.text

    def complain(self) -> QWidget | None:
        texts = [(self.text_box, self.text), (self.why_box, self.why)]
        return _unfit(*texts) or _no_points(self.points_box, self.points)

    def write(self) -> None:
        points = int(self.points.text())
        self._edited.change(self._name, text=self.text.toPlainText(), why=self.why.toPlainText(), points=points)
        self._edited.switch(self._name, on=self.is_asked.isChecked())


class BandEditor(Editor):
    """The limit of a result, where it has one, and what the offices do about it."""

    def __init__(
        self, edited: InstrumentCopy, band: Band, *, done: Callable[[], object], over: Callable[[], object]
    ) -> None:
        super().__init__(band.words, done, over)
        self._edited, self._band = edited, band.code
        self._limit = next((name for code, name in LIMITS if code == band.code), "")
        self.limit: QLineEdit | None = None
        if self._limit:
            self.limit = _points(edited.limit(band.code, self._limit))
            self._limit_box = FieldBox(_("Mulai berapa poin"), self.limit)
            self.body.addWidget(self._limit_box)
        self.sentences = [paragraph(words, lines=2) for words in edited.actions(band.code)]
        self._boxes = [
            FieldBox(_("Tindakan {number}").format(number=place), editor)
            for place, editor in enumerate(self.sentences, start=1)
        ]
        for box in self._boxes:
            self.body.addWidget(box)
        sentences: dict[str, _Part] = {f"action {place}": one for place, one in enumerate(self.sentences)}
        self._close(**sentences, **({"limit": self.limit} if self.limit else {}))

    @property
    def first(self) -> QWidget:
        return self.limit or self.sentences[0]

    def complain(self) -> QWidget | None:
        wrong = _no_points(self._limit_box, self.limit) if self.limit else None
        return wrong or _unfit(*zip(self._boxes, self.sentences, strict=True))

    def write(self) -> None:
        if self.limit:
            self._edited.set_limit(self._band, self._limit, int(self.limit.text()))
        for place, editor in enumerate(self.sentences):
            self._edited.set_action(self._band, place, editor.toPlainText())


class NewQuestionEditor(Editor):
    """A question of the office's own, answered by yes or no."""

    def __init__(
        self,
        edited: InstrumentCopy,
        instrument: Instrument,
        section: str,
        *,
        done: Callable[[], object],
        over: Callable[[], object],
    ) -> None:
        title = {known.id: known.title for known in instrument.sections}[section]
        super().__init__(_("Pertanyaan baru: {section}").format(section=title), done, over)
        self._edited, self._section = edited, section
        self.text, self.reason, self.points = paragraph(lines=2), paragraph(lines=2), _points(1)
        self.text_box = FieldBox(_("Pertanyaan"), self.text, hint=_("Yang dapat dijawab ya atau tidak."))
        self.risky = Choices([Choice(YES, _("Ya")), Choice(NO, _("Tidak"))], keys=False)
        self.risky.set_value(YES)
        self.reason_box = FieldBox(
            _("Kalimat pada hasil"), self.reason, hint=_("Misalnya: Ada yang menunggu di seberang.")
        )
        self.points_box = FieldBox(_("Poin bila jawabannya berisiko"), self.points)
        for box in (self.text_box, FieldBox(_("Jawaban yang berisiko"), self.risky), self.reason_box, self.points_box):
            self.body.addWidget(box)
        self._close(text=self.text, risky=self.risky, reason=self.reason, points=self.points)

    @property
    def first(self) -> QWidget:
        return self.text

    def complain(self) -> QWidget | None:
        texts = [(self.text_box, self.text), (self.reason_box, self.reason)]
        return _unfit(*texts) or _no_points(self.points_box, self.points)

    def write(self) -> None:
        text, reason = self.text.toPlainText(), self.reason.toPlainText()
        self._edited.add(NewQuestion(self._section, text, reason, int(self.points.text()), self.risky.value))


def _points(points: int) -> QLineEdit:
    return line(str(points), longest=2)


def _unfit(*texts: tuple[FieldBox, QPlainTextEdit]) -> QWidget | None:
    wrong = [editor for box, editor in texts if _say(box, _complaint(" ".join(editor.toPlainText().split())))]
    return wrong[0] if wrong else None


def _complaint(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        return _("Paling panjang {most} huruf; ini {count}.").format(most=LONGEST_TEXT, count=len(text))
    return "" if text else _("Isi dahulu.")


def _no_points(box: FieldBox, editor: QLineEdit) -> QWidget | None:
    text = editor.text().strip()
    is_right = text.isascii() and text.isdecimal() and 1 <= int(text) <= _MOST_POINTS
    return editor if _say(box, "" if is_right else _("Bilangan 1 sampai {most}.").format(most=_MOST_POINTS)) else None


def _say(box: FieldBox, complaint: str) -> bool:
    box.say(complaint)
    return bool(complaint)


def _change_of(part: _Part) -> SignalInstance:
    if isinstance(part, Choices):
        return part.chosen
    return part.toggled if isinstance(part, QCheckBox) else part.textChanged


def _value(part: _Part) -> object:
    if isinstance(part, QPlainTextEdit):
        return part.toPlainText()
    if isinstance(part, QCheckBox):
        return part.isChecked()
    return part.text() if isinstance(part, QLineEdit) else part.value


def _set_value(part: _Part, value: object) -> None:
    if isinstance(part, QPlainTextEdit):
        part.setPlainText(str(value))
    elif isinstance(part, QCheckBox):
        part.setChecked(bool(value))
    elif isinstance(part, QLineEdit):
        part.setText(str(value))
    else:
        part.set_value(str(value))
