"""The emergency code in three sheets: made in the window, and two of them used at the door."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

import offices
from gui.hands import in_front, keyboard, settle
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.screens.recover import RecoverPage
from ppo_desktop.gui.screens.shares import SharesPage
from ppo_desktop.gui.screens.unlock import UnlockPage
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.doors import accounts, code_shares
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.house.office import Office

NEW = "empat bangau pulang sore"


def entered(qtbot: Any, window: MainWindow, text: str) -> None:
    """Type into what has the keyboard, press Enter, and wait."""
    qtbot.keyClicks(keyboard(), text)
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    settle(window)


def test_the_code_is_split_on_paper_each_sheet_proved(qtbot: Any, open_window: Any, village: Office) -> None:
    head = offices.as_head(village)
    code = accounts.new_emergency_code(head, offices.HEAD_PASSWORD)
    window = open_window(head, "shares")
    page = window.page
    assert isinstance(page, SharesPage)
    entered(qtbot, window, "A" * 30)
    assert "tidak cocok" in page.box.message
    page.code.clear()
    entered(qtbot, window, code.lower())
    sheets = page.sheets
    assert len(sheets) == 3
    assert not page.locks, "the screen does not lock while somebody writes"
    for share in sheets:
        assert page.shown is not None
        assert page.shown.share == share
        entered(qtbot, window, "XXXXX")
        assert page.shown.box.message
        entered(qtbot, window, share.groups[page.shown.asked].lower())
    assert page.sheets == ()
    assert page.locks
    assert [found.accessibleName() for found in page.findChildren(Banner)] == ["Ketiga lembar sudah di kertas."]
    state = code_shares.state(head)
    assert state is not None
    assert state.is_current
    page.leave()


def test_a_clerk_does_not_split_the_code(qtbot: Any, open_window: Any, village: Office) -> None:
    window = open_window(village, "shares")
    assert "pimpinan" in window.page.wanted.why_not
    window.page.code.setText("A" * 30)
    window.page.make()
    assert not window.session.work.is_busy


def test_two_sheets_give_an_account_a_new_password(qapp: object, qtbot: Any, village: Office) -> None:
    head = offices.as_head(village)
    old = code_shares.make(head, accounts.new_emergency_code(head, offices.HEAD_PASSWORD))
    made = code_shares.make(head, accounts.new_emergency_code(head, offices.HEAD_PASSWORD))
    village.close()
    window = MainWindow(Session(village.paths, village.clock))
    in_front(window)
    window.show_place(Place("recover", {"account": "petugas"}))
    page = window.page
    assert isinstance(page, RecoverPage)
    page.other_way.setFocus()
    qtbot.keyClick(keyboard(), Qt.Key.Key_Space)
    assert keyboard() is page.sheets.fields[0]
    groups = list(made[0].groups)
    right, groups[3] = groups[3], ("1" if groups[3][0] != "1" else "2") + groups[3][1:]
    entered(qtbot, window, " ".join(groups))
    assert "lihat lagi kelompok 4" in page.sheets.boxes[0].told
    page.sheets.fields[0].setText(" ".join(made[0].groups).replace(groups[3], right))
    for other, told in ((made[0], "lembar yang sama"), (old[1], "bukan dari pembuatan yang sama")):
        page.sheets.fields[1].setText(" ".join(other.groups))
        page.reset()
        if other.set != made[0].set or other is made[0]:
            assert told in page.sheets.boxes[1].message
    page.sheets.fields[1].setText(" ".join(made[2].groups))
    page.password.first.line.setFocus()
    entered(qtbot, window, NEW)
    entered(qtbot, window, NEW)
    assert isinstance(window.page, UnlockPage)
    window.close()
    open_office(village.paths, "petugas", NEW, village.clock).close()


def test_two_old_sheets_say_that_the_code_has_changed(qapp: object, qtbot: Any, village: Office) -> None:
    head = offices.as_head(village)
    old = code_shares.make(head, accounts.new_emergency_code(head, offices.HEAD_PASSWORD))
    accounts.new_emergency_code(head, offices.HEAD_PASSWORD)
    village.close()
    window = MainWindow(Session(village.paths, village.clock))
    in_front(window)
    window.show_place(Place("recover", {"account": "petugas"}))
    page = window.page
    assert isinstance(page, RecoverPage)
    page.turn()
    for field, share in zip(page.sheets.fields, old, strict=False):
        field.setText("".join(share.groups))
    page.password.set_password(NEW)
    page.reset()
    settle(window)
    assert "kode lama" in page.sheets.boxes[1].message
    window.close()
