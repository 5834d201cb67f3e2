"""Files of the enrolment on a stick that is looked at by Terima berkas: they lead on, or need nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

import offices
from gui.conftest import OpenWindow
from gui.hands import keyboard, settle
from ppo_desktop.core.offices import name_of
from ppo_desktop.gui.screens.enrolment import EnrolmentPage
from ppo_desktop.gui.screens.receive import ReceivePage
from ppo_desktop.gui.screens.receive.verdicts import by_name
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.keys import enrolment


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    pair = offices.new_pair(tmp_path, offices.clock_at("2026-12-02T02:00:00"))
    for left in pair.stick.iterdir():
        left.unlink()
    yield pair
    pair.close()


def at_stick(window: MainWindow, pair: offices.Pair) -> ReceivePage:
    """The page after everything on the stick was checked."""
    page = window.page
    assert isinstance(page, ReceivePage)
    page.chooser.take_folder(pair.stick)
    settle(window)
    return page


def test_a_key_request_leads_to_the_page_where_it_is_answered(
    open_window: OpenWindow, pair: offices.Pair, tmp_path: Path, qtbot: Any
) -> None:
    enrolment.request(pair.village, pair.stick, offices.HEAD)
    other = offices.new_office(tmp_path / "lain", offices.OTHER_VILLAGE, pair.clock)
    enrolment.request(other, pair.stick, offices.HEAD)
    window = open_window(pair.camat, "receive")
    page = at_stick(window, pair)
    assert [row.found.shown.who for row in page.rows.rows] == ["Desa Seberkat", "Desa Sempalai"]
    assert [row.action is not None for row in page.rows.rows] == [True, False], "Sempalai is known already"
    (row, _known) = page.rows.rows
    assert row.action is not None
    row.action.setFocus()
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    settle(window)
    assert isinstance(window.page, EnrolmentPage)
    assert window.page.answering is not None
    assert window.page.answering.entry.places[0].hasFocus()


def test_our_own_key_files_on_the_stick_are_told_quietly(
    open_window: OpenWindow, pair: offices.Pair, tmp_path: Path, qtbot: Any
) -> None:
    other = offices.new_office(tmp_path / "lain", offices.OTHER_VILLAGE, pair.clock)
    asked = enrolment.request(other, pair.stick, offices.HEAD)
    enrolment.issue(pair.camat, asked.path, pair.stick, offices.HEAD, lambda _who, _words: True)
    asked.path.unlink()
    page = at_stick(open_window(pair.camat, "receive"), pair)
    (row,) = page.rows.rows
    assert (row.badge.words.text(), row.action) == ("Buatan kantor ini", None)
    assert row.sentence.text() == "Jawaban dari kantor ini sendiri; tidak perlu apa-apa."


def test_a_village_sees_its_own_request_without_a_complaint(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any
) -> None:
    enrolment.request(pair.village, pair.stick, offices.HEAD)
    page = at_stick(open_window(pair.village, "receive"), pair)
    (row,) = page.rows.rows
    assert row.badge.words.text() == "Buatan kantor ini"
    assert row.sentence.text().startswith("Permintaan ini dari kantor ini sendiri. Bawa ke kantor teratas")


def test_a_file_by_an_unknown_key_that_is_not_for_this_office_asks_nobody_to_match_keys(
    open_window: OpenWindow, pair: offices.Pair, tmp_path: Path
) -> None:
    stranger = offices.new_pair(tmp_path / "lain", pair.clock)
    stranger.report(nihil=True)
    report = sending.export(stranger.village, stranger.camat.code, tmp_path).path
    for name in ("61.01.04.2003-2026-11", "61.01.04-tanda-terima-61.01.04.2004", "61.01.04.2004-2026-11"):
        shutil.copy(report, pair.stick / f"PPO-{name}-98c250ab.pdf")
    stranger.close()
    page = at_stick(open_window(pair.village, "receive"), pair)
    told = {row.badge.accessibleName(): row.sentence.text() for row in page.rows.rows}
    assert told["Buatan kantor ini"].endswith("dari kantor ini sendiri; tidak perlu diterima di sini.")
    assert sorted(row.sentence.text() for row in page.rows.rows if row.found.shown.badge == "Untuk kantor lain") == [
        f"Menurut namanya, berkas ini untuk {name_of('61.01.04.2004')}; teruskan ke sana.",
        "Menurut namanya, laporan ini tidak dikirim ke kantor ini; serahkan kepada kantor tujuannya.",
    ]
    assert [row.action for row in page.rows.rows] == [None, None, None]


@pytest.mark.parametrize(
    ("name", "who", "what"),
    [
        ("PPO-61.01.04.2003-2026-11-98c250ab.pdf", "Desa Sempalai", "laporan November 2026, nomor 98c250ab"),
        ("PPO-61.01.04.2003-antarkomputer-98c250ab.pdf", "Desa Sempalai", "berkas kantor itu, nomor 98c250ab"),
        ("PPO-61.01.04.2003-2026-19-98c250ab.pdf", "Desa Sempalai", "berkas kantor itu, nomor 98c250ab"),
        ("undangan.pdf", "undangan.pdf", "Berkas PDF"),
    ],
)
def test_the_name_of_a_file_tells_whose_it_would_be_and_of_which_month(name: str, who: str, what: str) -> None:
    told = by_name(Path(name))
    assert told[0] == who
    assert told[1].endswith(what)
