"""What became of a file: three lines, always in the same order, each with its reason and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ppo_desktop.core.text import _, clean
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.widgets import Card, breakable, column, label, picture, row, rule
from ppo_desktop.operations.papers.verifying import Answer, Verification
from ppo_desktop.reports.office import check_code


class Result(Card):
    """One file."""

    def __init__(self, told: Verification, actions: Sequence[QPushButton] = ()) -> None:
        super().__init__(breakable(told.what), spacing=tokens.GAP)
        self.told = told
        self.lines = [_Line(answer, _tone(told, answer)) for answer in told.lines]
        for place, line in enumerate(self.lines):
            if place:
                self.body.addWidget(rule())
            self.body.addWidget(line)
        self.body.addWidget(rule())
        file = _("Berkas: {name}").format(name=breakable(clean(told.path.name)))
        about = [file, *told.signers]
        if told.carrier:
            about.append(_("Kode periksa berkas: {code}").format(code=check_code(told.carrier)))
        self.body.addLayout(column(*(label(words, "muted") for words in about), spacing=tokens.TIGHT))
        if actions:
            self.body.addLayout(Flow(actions))


class _Line(QWidget):
    """Ya or tidak, said by an icon, by the words and by their colour."""

    def __init__(self, answer: Answer, tone: str) -> None:
        super().__init__()
        icon_name = "circle-check" if answer.is_yes else "circle-x"
        words = column(
            label(answer.words, "strong"),
            label(f"{answer.why} {answer.advice}", "soft"),
            spacing=tokens.TIGHT,
        )
        inside = row(spacing=12)
        inside.addWidget(picture(icon_name, tone, 24), alignment=Qt.AlignmentFlag.AlignTop)
        inside.addLayout(words, 1)
        self.setLayout(inside)
        self.setAccessibleName(answer.words)
        self.setAccessibleDescription(f"{answer.why} {answer.advice}")


def _tone(told: Verification, answer: Answer) -> str:
    """A file that is not whole is bad; a key or a certificate that nobody knows is only that."""
    if answer.is_yes:
        return "ok" if told.whole.is_yes else "warn"
    if answer is told.whole:
        return "warn" if told.code in ("not-signed", "encrypted") else "bad"
    return "muted" if answer is told.certified else "warn"
