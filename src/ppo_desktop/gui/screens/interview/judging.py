"""What the officer adds to the result: another band, who asked, and a note; with it the screening is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.choices import BigRow, Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, line, paragraph
from ppo_desktop.gui.design.widgets import Card, button, column, label
from ppo_desktop.gui.forms.reasons import ReasonLine
from ppo_desktop.gui.screens.interview.talk import Talk
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.instrument import severity


class JudgingCard(Card):
    """Up is free; down needs a reason and a second officer, and is not offered while a sign demands referral."""

    changed = Signal()

    def __init__(self, talk: Talk, kept: Mapping[str, object], interviewer: str) -> None:
        """Args: kept: what was typed here before, as ``typed`` gave it."""
        super().__init__(_("Catatan petugas"))
        instrument, result = talk.instrument, talk.result()
        self._result = result
        self.interviewer = line(str(kept.get("interviewer") or interviewer), longest=100)
        self.body.addWidget(FieldBox(_("Petugas yang bertanya"), self.interviewer))
        self.woman = QCheckBox(_("Ditanya oleh petugas perempuan"))
        self.woman.setAccessibleName(self.woman.text())
        self.woman.setChecked(kept.get("woman_officer") is True)
        self.body.addWidget(self.woman)
        self.note = paragraph(str(kept.get("note") or ""), lines=3)
        self.body.addWidget(FieldBox(_("Catatan"), self.note, hint=_("Tetap di kantor ini."), optional=True))
        self.other = button(_("Petugas menilai lain"), self._open, look="quiet", icon_name="pencil")
        self.body.addWidget(self.other)
        if result.flags:
            self.other.hide()
            words = _("Selama ada tanda wajib rujuk, hasilnya tetap “{band}”.")
            self.body.addWidget(label(words.format(band=instrument.band(result.band).words), "muted"))
        self._more = QWidget()
        self.bands = Choices([Choice(band.code, band.words) for band in instrument.bands], keys=False)
        self.reason = paragraph(str(kept.get("band_reason") or ""), lines=3)
        self.reason_box = FieldBox(_("Alasan"), self.reason)
        self.second = line(str(kept.get("second_officer") or ""), longest=100)
        self.second_box = FieldBox(_("Petugas kedua yang setuju"), self.second)
        self._more.setLayout(column(self.bands, self.reason_box, self.second_box, spacing=10))
        self._more.hide()
        self.body.addWidget(self._more)
        self._reasons = dict(given) if isinstance(given := kept.get(REASONS), Mapping) else {}
        # What was agreed on another result is no agreement on this one.
        is_same = kept.get("band_computed") in (None, result.band) and not result.flags
        given = str(kept.get("band_given") or "") if is_same else ""
        self.bands.set_value(given if given in self.bands.rows else result.band)
        if given and given != result.band:
            self._open()
        self._judged()
        self.bands.chosen.connect(lambda _value: self._judged())
        self.interviewer.textChanged.connect(self.changed)
        self.second.textChanged.connect(self.changed)
        self.woman.toggled.connect(self.changed)
        for text in (self.note, self.reason):
            text.textChanged.connect(self.changed)

    @property
    def is_lowered(self) -> bool:
        """Whether the officer judges more mildly than the answers."""
        return severity(self.bands.value) < severity(self._result.band)

    def complain(self) -> QWidget | None:
        """Say at the fields what is missing; the first of them, or ``None`` where nothing is."""
        first: QWidget | None = None
        for box, is_missing, message in self._demands():
            box.say(message if is_missing else "")
            if is_missing and first is None:
                first = box.editor
        return first

    def ask_reasons(self, problems: Sequence[Problem]) -> list[ReasonLine]:
        """Lines that ask why what is odd may be saved all the same, to be put where the eye is."""
        remarks = [ReasonLine(each, str(self._reasons.get(each.code, "")), says_what=True) for each in problems]
        for remark in remarks:
            remark.changed.connect(partial(self._explain, remark))
        return remarks

    def _explain(self, remark: ReasonLine) -> None:
        self._reasons[remark.code] = remark.text
        self.changed.emit()

    def _demands(self) -> list[tuple[FieldBox, bool, str]]:
        second = self.second.text().strip().casefold()
        alone = not second or second == self.interviewer.text().strip().casefold()
        return [
            (self.reason_box, self.is_lowered and not _text(self.reason), _("Hasil diturunkan: tulis alasannya.")),
            (self.second_box, self.is_lowered and alone, _("Isi nama petugas kedua, bukan petugas yang bertanya.")),
        ]

    @property
    def typed(self) -> dict[str, object]:
        """As fields of a screening."""
        is_other = self.bands.value != self._result.band
        return {
            "interviewer": self.interviewer.text().strip(),
            "woman_officer": self.woman.isChecked() or None,
            "note": _text(self.note) or None,
            "band_given": self.bands.value if is_other else None,
            "band_reason": (_text(self.reason) or None) if is_other else None,
            "second_officer": (self.second.text().strip() or None) if is_other else None,
            REASONS: {code: reason for code, reason in self._reasons.items() if reason} or None,
        }

    def _open(self) -> None:
        self.other.hide()
        self._more.show()
        chosen: BigRow = self.bands.rows[self.bands.value]
        chosen.setFocus()

    def _judged(self) -> None:
        is_other = self.bands.value != self._result.band
        self.reason_box.setVisible(is_other)
        self.second_box.setVisible(self.is_lowered)
        if not self.is_lowered:
            self.complain()
        self.changed.emit()


def _text(editor: QPlainTextEdit) -> str:
    return editor.toPlainText().strip()
