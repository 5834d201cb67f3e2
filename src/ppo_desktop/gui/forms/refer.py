"""The editor for a reference: people are searched while typing, and a new one can be recorded on the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from ppo_desktop.core.ids import RECORD_ID
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import button
from ppo_desktop.gui.forms.editor import Editor
from ppo_desktop.gui.forms.known import Known
from ppo_desktop.records.field import Field
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind as kind_named

_NEW = "\0new"
"""Value of the list's last line; no record is called so."""
_LETTERS = 3
"""From so many letters on, what is typed may be a name."""


class SearchAhead(TypeAhead):
    """Offers what a search finds, not what begins with the typing; the last line records what was typed."""

    wants_new = Signal()

    def __init__(self, search: Callable[[str], list[Option]], title: str) -> None:
        """Args: title: of the kind that is searched, ``Warga``."""
        super().__init__(lambda: search(""))
        self._search = search
        self._title = title

    def _fitting(self, typed: str) -> list[Option]:
        return self._search(typed)

    def _offered(self, typed: str) -> list[Option]:
        name = " ".join(typed.split())
        words = _("Catat “{name}” sebagai {kind} baru").format(name=name, kind=self._title.lower())
        return [*self._fitting(typed), *([Option(_NEW, words)] if len(name) >= _LETTERS else [])]

    def _take(self, option: Option) -> None:
        if option.value != _NEW:
            super()._take(option)
        else:
            self.close_list()
            self.wants_new.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on in the form; only Enter or the mouse leads to another one."""
        if self.marked == _NEW:
            self.close_list()
        return super().focusNextPrevChild(forward)


class ReferEditor(Editor):
    """One record of another kind, by its title."""

    wants_new = Signal(str)
    """The person is not recorded yet; what was typed, to begin with."""

    def __init__(self, field: Field, known: Known) -> None:
        super().__init__(field)
        self._known = known
        title = _(kind_named(field.refers).title)
        self.line = SearchAhead(lambda typed: known.search(field.refers, typed), title)
        is_person = field.refers == PERSON.name
        self.line.setPlaceholderText(_("Ketik nama atau NIK") if is_person else _("Ketik nama"))
        spoken = _("{kind} baru").format(kind=title)
        self.new = button(_("Baru"), self._new, icon_name="user-plus" if is_person else "plus", spoken=spoken)
        self.new.setToolTip(spoken)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.chosen.connect(lambda _value: self.changed.emit())
        self.line.wants_new.connect(self._new)
        self.holds(self.line, self.new)

    def value(self) -> object:
        return self.line.value or self.line.text().strip() or None

    @property
    def is_settled(self) -> bool:
        return bool(self.line.value)

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if RECORD_ID.fullmatch(text):
            title, _detail = self._known.called(self.field.refers, text)
            self.line.show_value(text, title or text)
        else:
            self.line.show_value("", text)

    def reading(self) -> str:
        told = self._known.called(self.field.refers, self.line.value)[1] if self.line.value else ""
        return " · ".join(filter(None, (told, _("tidak dapat diganti")))) if self.why_fixed else told

    def fix(self) -> None:
        """A record stays with the one it belongs to."""
        self.why_fixed = _("Catatan ini tetap milik yang tertulis di sini. Bila keliru: hapus, lalu catat yang baru.")
        self.line.setToolTip(self.why_fixed)
        self.line.setReadOnly(True)
        self.new.hide()
        for action in self.line.actions():
            action.setVisible(False)

    def _new(self) -> None:
        self.wants_new.emit("" if self.line.value else self.line.text().strip())
