"""The line in which a clerk says why a warning may stand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import column, label

_CHECKED = N_("Sudah diperiksa, memang demikian")
_CLOCK = N_("Jam komputer ini keliru")
_LATER = N_("Menyusul")
_UNKNOWN = N_("Tidak diketahui keluarga")
_CIVIL_REGISTRY = N_("Sedang diperbaiki di Dukcapil")
_READY = {
    "left-over": (N_("Dibiarkan sebagai riwayat"), _CHECKED),
    "incomplete": (_LATER, _UNKNOWN),
    "born-on-missing": (_UNKNOWN, _LATER),
    "born-on-future": (_CLOCK,),
    "nik-born-on": (N_("Menurut akta lahir"), _CIVIL_REGISTRY),
    "nik-sex": (_CIVIL_REGISTRY, _CHECKED),
    "nik-double": (N_("Orang lain; KTP keduanya sudah dilihat"), _CIVIL_REGISTRY),
    "under-18": (N_("Sudah dirujuk ke dinas kabupaten"), N_("Baru rencana; keluarga sudah diberi tahu")),
    "participants-missing": (N_("Daftar hadir belum dihitung"), _LATER),
    "held-on-future": (_CLOCK,),
    "planned-on-future": (_CLOCK,),
    "departed-on-future": (_CLOCK,),
    "returned-on-future": (_CLOCK,),
    "registered-on-future": (_CLOCK,),
    "screened-on-future": (_CLOCK,),
    "last-contact-on-future": (_CLOCK,),
}
"""Warning code → what is often the reason; every other may be looked at and left as it is."""


class ReasonLine(QWidget):
    """One warning and its reason, typed or taken from the usual ones."""

    changed = Signal()

    def __init__(self, problem: Problem, text: str = "", *, says_what: bool = False) -> None:
        """Args: says_what: the warning is not said anywhere near."""
        super().__init__()
        self.problem = problem
        self.code = problem.code
        ready = [_(text) for text in _READY.get(problem.code, (_CHECKED,))]
        self.line = TypeAhead([Option(answer, answer) for answer in ready])
        self.line.show_value("", text)
        self.line.setMaxLength(1000)
        self.line.setPlaceholderText(_("Misalnya: {answer}").format(answer=ready[0]))
        self.line.setAccessibleName(_("Alasannya"))
        self.line.setAccessibleDescription(problem.message)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.chosen.connect(lambda _value: self.changed.emit())
        title = label(_("Alasannya"), "strong")
        title.setBuddy(self.line)
        said = (label(problem.message, "warning"),) if says_what else ()
        self.setLayout(column(*said, title, self.line, spacing=tokens.TIGHT))
        self.setFocusProxy(self.line)

    def focus(self) -> None:
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def text(self) -> str:
        return self.line.text().strip()
