"""The first run, driven by keyboard over a real folder until an office stands there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import offices
from gui.hands import in_front, keyboard, settle
from ppo_desktop.core.offices import Level
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.design.strength import strength
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.first_run import FirstRunPage
from ppo_desktop.gui.screens.first_run.answers import long_name, offices_of
from ppo_desktop.gui.shell.people import account_name
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.doors import accounts
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.trust.slots import FLOOR_COST

CLERK = "payung biru di dermaga"
CHIEF = "empat bangau pulang sore"


@pytest.fixture
def window(qapp: object, qtbot: Any, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(Session(OfficePaths(tmp_path / "kantor"), offices.clock_at()))
    made.session.kdf_cost = FLOOR_COST
    in_front(made)
    made.show_place(Place("first-run"))
    yield made
    made.close()


def page(window: MainWindow) -> FirstRunPage:
    assert isinstance(window.page, FirstRunPage)
    return window.page


def step(window: MainWindow) -> Any:
    return page(window).step


def press(qtbot: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, as far apart from the next one as a person's keys are."""
    qtbot.keyClick(keyboard(), key, modifier)
    QApplication.processEvents()


def enter(qtbot: Any, *typed: str) -> None:
    """Type each into what has the focus, and press Enter."""
    for text in typed:
        qtbot.keyClicks(keyboard(), text)
        QApplication.processEvents()
        press(qtbot, Qt.Key.Key_Return)


def people_typed(qtbot: Any, window: MainWindow) -> None:
    """From the page of the papers to the last look."""
    enter(qtbot, "Jalan Poros 1", "Abdul Hamid, S.E.", "", "Siti Rahmah", "")
    assert type(step(window)).__name__ == "ClerkStep"
    enter(qtbot, "Rina Oktaviani", "", CLERK, CLERK)
    assert type(step(window)).__name__ == "ChiefStep"
    assert step(window).name.text() == "Abdul Hamid, S.E."
    enter(qtbot, CHIEF, CHIEF)
    assert type(step(window)).__name__ == "LookStep"


def test_a_village_is_set_up_by_keyboard_alone(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "kantor"
    press(qtbot, Qt.Key.Key_1)
    assert type(step(window)).__name__ == "PlaceStep"
    qtbot.keyClicks(keyboard(), "sempalai teb")
    QApplication.processEvents()
    assert step(window).typed._shown[0].label == "Desa Sempalai, Kecamatan Tebas, Kabupaten Sambas"
    press(qtbot, Qt.Key.Key_Return)
    assert step(window).typed.value == offices.VILLAGE
    press(qtbot, Qt.Key.Key_Return)
    people_typed(qtbot, window)
    assert ("Akun petugas", "Rina Oktaviani (rina.oktaviani)") in step(window).told
    assert not folder.exists(), "nothing is written before the last look"

    press(qtbot, Qt.Key.Key_Return)
    settle(window)
    assert type(step(window)).__name__ == "CodeStep"
    code, proof = page(window).answers.emergency_code.split("-"), step(window).code
    press(qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert type(step(window)).__name__ == "CodeStep", "what was made is not undone by going back"
    proof.fields[0].setFocus()
    enter(qtbot, "AAAAA", code[proof.asked[1]])
    assert proof.boxes[0].message
    assert not proof.boxes[1].message
    assert not accounts.code_state(window.session.office).confirmed_at
    proof.fields[0].selectAll()
    enter(qtbot, code[proof.asked[0]].lower())
    press(qtbot, Qt.Key.Key_Return)
    settle(window)
    assert accounts.code_state(window.session.office).confirmed_at

    assert type(step(window)).__name__ == "BackupStep"
    stick = tmp_path / "flashdisk"
    stick.mkdir()
    step(window).places.take_folder(stick)
    settle(window)
    step(window).make.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    settle(window)
    assert step(window).written in list(stick.iterdir())
    looks = [made.property("role") for made in (step(window).make, page(window).next_button)]
    assert looks == ["secondary", "primary"], "one button is the next one"
    assert keeping.backups(window.session.office).elsewhere
    press(qtbot, Qt.Key.Key_Return)
    assert type(step(window)).__name__ == "DoneStep"
    assert window.session.kept
    press(qtbot, Qt.Key.Key_Return)
    assert window.page is not None
    assert not isinstance(window.page, FirstRunPage)
    assert not window.session.kept, "the code is forgotten"

    identity = window.session.office.identity
    assert (identity.code, identity.head.name, identity.address) == (
        offices.VILLAGE,
        "Abdul Hamid, S.E.",
        "Jalan Poros 1",
    )
    window.close()
    for name, password in (("rina.oktaviani", CLERK), ("abdul.hamid", CHIEF)):
        open_office(OfficePaths(folder), name, password, offices.clock_at()).close()


def test_a_kecamatan_is_asked_about_its_kabupaten_and_becomes_root_without_it(qtbot: Any, window: MainWindow) -> None:
    press(qtbot, Qt.Key.Key_2)
    assert type(step(window)).__name__ == "RootStep"
    press(qtbot, Qt.Key.Key_2)
    assert page(window).answers.has_regency is True
    assert page(window).answers.is_root is False
    press(qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    press(qtbot, Qt.Key.Key_1)
    assert page(window).answers.is_root is True
    enter(qtbot, "tebas", "")
    assert page(window).answers.code == offices.CAMAT


def test_nothing_typed_is_lost_by_going_back_or_by_larger_letters(qtbot: Any, window: MainWindow) -> None:
    press(qtbot, Qt.Key.Key_1)
    enter(qtbot, "sempalai teb", "")
    enter(qtbot, "Jalan Poros 1")
    qtbot.keyClicks(keyboard(), "Abdul Hamid")
    press(qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert step(window).typed.text() == "Desa Sempalai, Kecamatan Tebas, Kabupaten Sambas"
    press(qtbot, Qt.Key.Key_Return)
    try:
        theme().set(zoom=150)
        assert step(window).head.text() == "Abdul Hamid"
        assert step(window).preview.lines == [
            "PEMERINTAH KABUPATEN SAMBAS",
            "KECAMATAN TEBAS",
            "DESA SEMPALAI",
            "Jalan Poros 1",
            "Kepala Desa Sempalai,",
            "Abdul Hamid",
            "",
        ]
    finally:
        theme().set(zoom=100)


def test_what_is_missing_is_said_at_its_field(qtbot: Any, window: MainWindow) -> None:
    page(window).next_button.click()
    assert type(step(window)).__name__ == "KindStep"
    press(qtbot, Qt.Key.Key_1)
    page(window).next_button.click()
    assert "Pilih satu" in step(window).box.message
    enter(qtbot, "sempalai teb", "")
    page(window).next_button.click()
    assert step(window).head_box.message
    enter(qtbot, "Abdul Hamid", "", "", "")
    for first, second, at, said in (
        ("pendek", "", 0, "Masih kurang 2 huruf"),
        ("rina oktaviani 1", "", 0, "Mudah ditebak"),
        (CLERK, "lain", 1, "Belum sama"),
    ):
        step(window).name.setText("Rina Oktaviani")
        step(window).password.first.line.setText(first)
        step(window).password.second.line.setText(second)
        page(window).next_button.click()
        boxes = (step(window).password.first_box, step(window).password.second_box)
        assert said in boxes[at].message
    step(window).password.set_password(CLERK)
    page(window).next_button.click()
    step(window).password.set_password(CLERK)
    page(window).next_button.click()
    assert "sama dengan milik petugas" in step(window).password.first_box.message


def test_a_folder_that_cannot_be_written_is_told_and_the_typing_stays(
    qtbot: Any, window: MainWindow, tmp_path: Path
) -> None:
    press(qtbot, Qt.Key.Key_1)
    enter(qtbot, "sempalai teb", "")
    people_typed(qtbot, window)
    (tmp_path / "kantor").write_text("")  # a file where the folder is to be
    press(qtbot, Qt.Key.Key_Return)
    settle(window)
    assert type(step(window)).__name__ == "LookStep"
    assert page(window).next_button.isEnabled()
    assert page(window)._news.count() == 1
    assert page(window).answers.clerk.password == CLERK


@pytest.mark.parametrize(
    ("name", "account"),
    [
        ("Rina Oktaviani", "rina.oktaviani"),
        ("Drs. Uray Syafrudin, M.Si.", "uray.syafrudin"),
        ("José", "jose"),
        ("", ""),
    ],
)
def test_account_names_come_from_names(name: str, account: str) -> None:
    assert account_name(name) == account


@pytest.mark.parametrize(
    ("password", "judged"),
    [
        ("tujuh77", "short"),
        ("12345678", "obvious"),
        ("qwertyuiop", "obvious"),
        ("bismillah1", "obvious"),
        ("sempalai2026", "obvious"),
        ("aaaaaaaaaaaa", "obvious"),
        ("01031990", "obvious"),
        ("ikan parit", "fair"),
        ("tiga ikan di parit", "strong"),
    ],
)
def test_strength_is_judged_by_what_others_would_try_first(password: str, judged: str) -> None:
    assert strength(password, ("Sempalai",)) == judged


def test_every_office_of_the_list_can_be_told_from_the_others() -> None:
    for level in Level:
        names = [long_name(one) for one in offices_of(level)]
        assert len(names) == len(set(names)) > 10 - 5 * (level is Level.REGENCY)


def test_a_second_pc_of_a_kecamatan_is_no_root_and_is_told_what_will_happen(qtbot: Any, window: MainWindow) -> None:
    step(window).second.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert page(window).answers.is_second
    assert type(step(window)).__name__ == "KindStep"
    press(qtbot, Qt.Key.Key_2)
    assert type(step(window)).__name__ == "SecondStep"
    assert "root" not in page(window).names
    press(qtbot, Qt.Key.Key_Return)
    assert type(step(window)).__name__ == "PlaceStep"
    page(window).answers.has_regency = False
    assert not page(window).answers.is_root, "the root key stays where it is"
    page(window).back()
    page(window).back()
    step(window).first.click()
    assert not page(window).answers.is_second
    assert "second" not in page(window).names
