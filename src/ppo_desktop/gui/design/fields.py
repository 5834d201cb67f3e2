"""A labelled field: label above, hint below it, then what is wrong, then the editor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.naming import put
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, label, set_role


class FieldPlace(QWidget):
    """Where an editor stands with its label, hint and message, once it is ``furnished``.

    The message is said where the eye is, between hint and editor.
    """

    def furnish(self, title: str, editor: QWidget, *, hint: str = "", optional: bool = False) -> None:
        """Put the editor in; once."""
        self.title = title
        self._editor = editor
        self.hint = hint
        shown = _("{label} (boleh kosong)").format(label=title) if optional else title
        self.label = label(shown.replace("&", "&&"), "strong")
        self.label.setBuddy(editor)
        # Most fields never say anything: these are made when there is something to say.
        self._hint = label(hint, "muted") if hint else None
        self._message: QLabel | None = None
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(hint)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme().px(tokens.TIGHT))
        for widget in (self.label, self._hint, editor):
            if widget:
                self.column.addWidget(widget)
        self.column.addStretch(1)

    @property
    def editor(self) -> QWidget:
        return self._editor

    @property
    def message(self) -> str:
        return self._message.text() if self._message else ""

    @property
    def told(self) -> str:
        """The hint in sight."""
        return self._hint.text() if self._hint else ""

    @property
    def head(self) -> list[QLabel]:
        """What stands above the editor now."""
        return [part for part in (self.label, self._hint, self._message) if part and not part.isHidden()]

    def say(self, message: str = "", tone: str = "bad") -> None:
        """Show what is wrong (``bad``) or odd (``warn``); ``""`` takes it back."""
        if message and not self._message:
            self._message = label()
            self.column.insertWidget(self.column.indexOf(self.editor), self._message)
        if self._message:
            self._message.setText(message)
            self._message.setVisible(bool(message))
            set_role(self._message, "warning" if tone == "warn" else "error")
        target = self.editor.property("styled") or self.editor
        set_role(target, tone if message else "", name="state")
        self.editor.setAccessibleDescription(f"{message} {self.hint}".strip())

    def tell(self, hint: str) -> None:
        """Replace the hint, for what was read from the typing: ``14 Maret 1988 (38 tahun)``."""
        if hint and not self._hint:
            self._hint = label("", "muted")
            self.column.insertWidget(self.column.indexOf(self.label) + 1, self._hint)
        if self._hint:
            self._hint.setText(hint or self.hint)
            self._hint.setVisible(bool(hint or self.hint))


class FieldBox(FieldPlace):
    """A field as most are: furnished from the beginning."""

    def __init__(self, title: str, editor: QWidget, *, hint: str = "", optional: bool = False) -> None:
        super().__init__()
        self.furnish(title, editor, hint=hint, optional=optional)


def line(
    text: str = "", *, placeholder: str = "", longest: int = 200, enter: Callable[[], object] | None = None
) -> QLineEdit:
    """One line of text."""
    made = QLineEdit(text)
    made.setPlaceholderText(placeholder)
    made.setMaxLength(longest)
    if enter:
        made.returnPressed.connect(enter)
    return made


def paragraph(text: str = "", *, lines: int = 4) -> QPlainTextEdit:
    """Several lines of text; Tab goes on to the next field."""
    made = QPlainTextEdit(text)
    made.setTabChangesFocus(True)
    made.setFixedHeight(theme().px(lines * 20 + 20))
    return made


class Password(QWidget):
    """A password with a button that shows it, and a word when Caps Lock seems to be on."""

    def __init__(self, *, enter: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.line = _Secret(self._tell_caps)
        self.line.setMaxLength(128)
        if enter:
            self.line.returnPressed.connect(enter)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        put(self.line, "inputMethodHints", "ImhSensitiveData|ImhNoPredictiveText")
        self.setFocusProxy(self.line)
        self.setProperty("styled", self.line)
        self._eye = button("", self._toggle, look="quiet", icon_name="eye", spoken=_("Tampilkan kata sandi"))
        self._eye.setCheckable(True)
        self._caps = label(_("Huruf besar semua: tombol Caps Lock mungkin menyala."), "warning")
        self._caps.hide()
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(theme().px(tokens.TIGHT))
        top.addWidget(self.line, 1)
        top.addWidget(self._eye)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(tokens.TIGHT))
        inside.addLayout(top)
        inside.addWidget(self._caps)

    def text(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        self.line.clear()

    def setAccessibleName(self, name: str) -> None:
        """Name the line inside, which is what gets the focus."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def _toggle(self) -> None:
        shown = self._eye.isChecked()
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _tell_caps(self, event: QKeyEvent) -> None:
        if event.text().isalpha():
            is_shifted = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            self._caps.setVisible(event.text().isupper() and not is_shifted)


class _Secret(QLineEdit):
    """Qt does not tell the state of Caps Lock; a capital letter typed without Shift does."""

    def __init__(self, look: Callable[[QKeyEvent], None]) -> None:
        super().__init__()
        self._look = look

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at the key before it is typed."""
        self._look(event)
        super().keyPressEvent(event)
