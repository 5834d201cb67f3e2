"""Where everything stands on the page: the stick, what runs, how it ended, the files, and the board beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.sticks import StickChooser
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, button, label
from ppo_desktop.gui.screens.receive.board import Board, has_below
from ppo_desktop.gui.screens.receive.rows import Rows
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session

QWIDGETSIZE_MAX = 16777215
"""Qt's largest size."""


class Places(Page):
    """The page without what it does: files may be picked, dropped, or lie on a stick."""

    def __init__(self, session: Session, title: str, purpose: str) -> None:
        super().__init__(session, title, purpose)
        self.setAcceptDrops(True)
        self._pick = button(_("Pilih berkas"), self.ask, icon_name="folder-input")
        letters = button(_("Pesan"), partial(session.go, "letters"), icon_name="send", spoken=_("Pesan dan permintaan"))
        transfers = button(_("Buku ekspedisi"), partial(session.go, "transfers"), icon_name="scroll-text")
        verify = button(_("Periksa berkas"), partial(session.go, "verify"), icon_name="file-check")
        self.beside_title.addWidget(verify)
        self.beside_title.addWidget(letters)
        self.beside_title.addWidget(transfers)
        self.beside_title.addWidget(self._pick)
        left = QVBoxLayout()
        left.setSpacing(theme().px(12))
        stick = Card(margins=12)
        self.chooser = StickChooser(session, writes=False)
        stick.body.addWidget(self.chooser)
        left.addWidget(stick)
        self._busy = QVBoxLayout()
        left.addLayout(self._busy)
        self._end = QVBoxLayout()
        left.addLayout(self._end)
        self._card = Card(_("Hasil pemeriksaan"), margins=12)
        self._count = label("", "muted", wraps=False)
        self._card.head.addWidget(self._count)
        self._more = button("", self.check_all, look="quiet")
        self._card.head.addWidget(self._more)
        self.rows = Rows()
        self._card.body.addWidget(self.rows)
        left.addWidget(self._card)
        self._nothing = QVBoxLayout()
        left.addLayout(self._nothing)
        left.addStretch(1)
        self.board = Board(self) if has_below(self) else None
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(theme().px(12))
        self._beside.addLayout(left, 1)
        if self.board:
            self._beside.addWidget(self.board)
        self.body.addLayout(self._beside)

    def check(self, paths: Sequence[Path], *, all_of_them: bool = False) -> None:
        """Judge what lies in ``paths``."""
        raise NotImplementedError

    def check_all(self) -> None:
        """Judge also what its name says to be no news."""
        raise NotImplementedError

    def ask(self) -> None:
        """Let the person pick files."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The board stands beside the files in a wide window, below them in a narrow one."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.board:
            is_wide = self.window().width() >= theme().px(tokens.FOLD_BELOW)
            across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            self._beside.setDirection(across if is_wide else down)
            self.board.setMaximumWidth(theme().px(300) if is_wide else QWIDGETSIZE_MAX)
            self.board.setMinimumWidth(theme().px(300) if is_wide else 0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """What was dropped is checked."""
        if paths := [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]:
            self.check(paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from anywhere on the page to the rows."""
        if event.key() == Qt.Key.Key_Down and self.rows.rows:
            self.rows.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
