"""One paper out of the window: onto a printer, or as a PDF where this PC has none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.shell.page import Page


def print_or_save(page: Page, title: str, name: str, make: Callable[[], bytes]) -> None:
    """Ask where to, make the pages in the background and tell on the page what came of it.

    Args:
        title: how the paper is called in the printer's queue.
        name: of the file, without its ending.
        make: the PDF; runs in the background thread.
    """
    from ppo_desktop.gui.shell import printing
    from ppo_desktop.operations.house import preferences
    from ppo_desktop.operations.months import printing as papers

    if not printing.has_printer():
        picked = QFileDialog.getExistingDirectory(page, _("Simpan PDF untuk dicetak"), str(Path.home()))
        if picked:
            page.work(
                lambda _job: papers.save_pdf(name, make(), Path(picked)),
                lambda path: page.show_banner(
                    Banner("ok", _("Tersimpan di folder {folder}.").format(folder=path.parent.name), path.name)
                ),
            )
        return
    printer = printing.ask_printer(page, title, preferences.load(page.session.paths).paper)
    if printer is not None:
        page.work(
            lambda job: printing.draw([make()], printer, job.progress),
            lambda pages: page.show_banner(
                Banner("ok", _("Sudah dikirim ke printer: {count} halaman.").format(count=number(pages)))
            ),
        )
