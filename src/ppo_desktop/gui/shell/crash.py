"""Our own bugs: the work is kept, the person is told in plain words, and may go on."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from ppo_desktop import __version__
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, column, label, row


def place_of(error: BaseException) -> str:
    """Type of the error and where it happened; never its values, which could name people."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    return f"PPO Desktop {__version__}: {type(error).__name__}, {places}"


class CrashDialog(QDialog):
    """What happened, that the data is safe, and a line for whoever helps."""

    def __init__(self, place: str, parent: QWidget | None, close_program: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("PPO Desktop"))
        self.setMinimumWidth(theme().px(520))
        self._place = place
        shown = label(place, "tiny")
        shown.setAccessibleName(_("Keterangan untuk pendamping"))
        go_on = button(_("Lanjutkan bekerja"), self.accept, look="primary")
        self.setLayout(
            column(
                label(_("Program mengalami kesalahan"), "heading"),
                label(
                    _(
                        "Ini kesalahan program, bukan kesalahan Anda. Yang sudah tersimpan aman, dan isian yang sedang "
                        "diketik disimpan sebagai draf."
                    )
                ),
                label(_("Bila terulang, kirim baris ini kepada pendamping PPO Desktop. Tidak ada nama di dalamnya:")),
                shown,
                row(
                    button(_("Salin baris"), self._copy, icon_name="copy"),
                    None,
                    button(_("Tutup program"), self.reject),
                    go_on,
                ),
                spacing=12,
                margins=20,
            )
        )
        self.rejected.connect(close_program)
        go_on.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._place)


def install(keep_work: Callable[[], object], window: Callable[[], QWidget | None], close: Callable[[], object]) -> None:
    """Catch what nobody caught, in the window's thread or brought back from the background.

    Args:
        keep_work: keeps what is being typed; called first.
        window: over which to show the dialog.
        close: ends the program in good order.
    """
    shown: list[CrashDialog] = []

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        sys.__excepthook__(kind, error, trace)  # for whoever started us from a terminal
        if shown:
            return  # one at a time: a bug in painting would come sixty times a second
        try:
            keep_work()
        except Exception:  # noqa: BLE001 - the first error is what counts; the dialog must come
            traceback.print_exc()
        dialog = CrashDialog(place_of(error), window(), close)
        shown.append(dialog)
        dialog.finished.connect(lambda _result: shown.clear())
        dialog.open()

    sys.excepthook = caught
