"""A forgotten password, put right with the code on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import offices
from gui.hands import in_front, keyboard, settle
from ppo_desktop.core import tries
from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.screens.recover import RecoverPage
from ppo_desktop.gui.screens.unlock import UnlockPage
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.doors.setup import create_office
from ppo_desktop.operations.house.office import Identity, Official
from ppo_desktop.trust.slots import FLOOR_COST
from ppo_desktop.trust.vault import NewUser

NEW = "empat bangau pulang sore"


def test_the_code_gives_the_marked_account_a_new_password(qapp: object, qtbot: Any, tmp_path: Path) -> None:
    users = (
        NewUser("petugas", "Rina", "petugas", offices.CLERK_PASSWORD),
        NewUser("pimpinan", "Abdul Hamid", "pimpinan", offices.HEAD_PASSWORD),
    )
    paths, clock = OfficePaths(tmp_path), offices.clock_at()
    identity = Identity(offices.VILLAGE, Official("Abdul Hamid"), Official(""))
    created = create_office(paths, identity, users, clock, is_root=False, cost=FLOOR_COST)
    created.office.close()
    window = MainWindow(Session(paths, clock))
    for _try in range(4):
        tries.failed(paths, "pimpinan")
    in_front(window)
    window.show_place(Place("unlock"))
    assert isinstance(window.page, UnlockPage)
    window.page.people.set_value("pimpinan")
    window.show_place(Place("recover", {"account": window.page.account}))
    page = window.page
    assert isinstance(page, RecoverPage)

    QApplication.processEvents()

    def typed(text: str) -> None:
        qtbot.keyClicks(keyboard(), text)
        qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
        settle(window)

    typed("AAAAA AAAAA")
    assert page.code_box.told == "10 dari 30 huruf dan angka"
    typed(NEW)
    typed(NEW)
    assert "30 huruf dan angka" in page.code_box.message
    page.code.setText("A" * 30)
    page.reset()
    settle(window)
    assert "tidak cocok" in page.code_box.message
    page.code.setText(created.emergency_code.lower().replace("-", " "))
    page.password.second.line.setFocus()
    typed("")
    assert isinstance(window.page, UnlockPage)
    assert tries.count(paths, "pimpinan") == 0
    assert "Kata sandi baru" in window.toaster.text
    window.close()
    open_office(paths, "pimpinan", NEW, clock).close()
    with pytest.raises(World, match="wrong-password"):
        open_office(paths, "pimpinan", offices.HEAD_PASSWORD, clock)
