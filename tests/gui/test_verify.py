"""Periksa berkas: any file in three lines, a photocopy beside its original, and certificates of authorities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit

import offices
import strangers
from gui.conftest import OpenWindow
from gui.hands import Hands, Key, keyboard
from ppo_desktop.core.offices import Level
from ppo_desktop.gui.screens.verify import VerifyPage
from ppo_desktop.gui.shell.found import menu
from ppo_desktop.gui.shell.printing import draw, prepared
from ppo_desktop.operations.months import ledger
from ppo_desktop.operations.papers import verifying
from verifiers import run


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Pair]:
    made = offices.new_pair(tmp_path_factory.mktemp("pair"))
    made.departure(made.person())
    made.report()
    made.carry_up()
    yield made
    made.close()


Open = Callable[..., tuple[VerifyPage, Hands]]


@pytest.fixture
def opened(open_window: OpenWindow, qtbot: Any, pair: offices.Pair) -> Open:
    """The page at the camat, reached from Terima berkas."""

    def open_(**arguments: object) -> tuple[VerifyPage, Hands]:
        hands = Hands(open_window(pair.camat, "receive", **arguments), qtbot)
        hands.rest()
        hands.push("Periksa berkas")
        page = hands.window.page
        assert isinstance(page, VerifyPage)
        hands.rest()
        return page, hands

    return open_


def carrier(pair: offices.Pair) -> Path:
    return next(pair.stick.glob("PPO-*.pdf"))


def code(pair: offices.Pair) -> str:
    return ledger.reports(pair.village)[0].carrier[:16].upper()


def test_a_file_is_chosen_judged_in_three_lines_and_compared_with_a_photocopy(opened: Open, pair: offices.Pair) -> None:
    page, hands = opened()
    assert keyboard() is page.pick
    page.ask_file = lambda: str(carrier(pair))
    hands.press(Key.Key_Return)
    hands.rest()
    assert page.result is not None
    assert [line.accessibleName().partition(" (")[0] for line in page.result.lines] == [
        "Berkas utuh: ya",
        "Kunci dikenal kantor ini: ya",
        "Sertifikat resmi PSrE: tidak",
    ]
    assert "Laporan bulan November 2026 dari Desa Sempalai" in hands.sight
    hands.push("Bandingkan dengan fotokopi")
    (card,) = page.cards
    assert keyboard() is card.all_same
    hands.press(Key.Key_Return)
    assert card.verdict == "Semua 10 angka pada fotokopi sama dengan berkas asli."
    hands.push("Berbeda: Berangkat")
    assert isinstance(keyboard(), QLineEdit)
    assert keyboard().accessibleName() == "Berangkat, bulan ini pada fotokopi"
    hands.type("7")
    assert "Berangkat, bulan ini: berkas asli 0, fotokopi 7." in hands.sight
    hands.push("Ulangi")
    assert card.copy == {}
    hands.push("Lihat halaman asli")
    assert "Halaman 1 dari 1" in hands.sight


def test_a_code_is_typed_and_whatever_is_wrong_with_it_is_said_where_it_stands(
    opened: Open, pair: offices.Pair
) -> None:
    page, hands = opened()
    hands.press(Key.Key_Tab)
    assert keyboard() is page.code
    hands.type("12ab")
    hands.press(Key.Key_Return)
    assert "Yang diketik ada 4." in page.box.message
    page.code.clear()
    hands.fill("0000 0000 0000 0000")
    hands.rest()
    assert "tidak ada di sini" in hands.sight
    assert "Tanyakan kepada kantor yang tercantum pada kop" in hands.sight
    page.code.clear()
    hands.fill(code(pair).lower())
    hands.rest()
    assert page.cards[0].original.sender == pair.village.code
    assert not page.cards[0].original.is_own


def test_a_scan_that_is_dropped_leads_to_its_original_and_one_without_a_code_asks_for_it(
    opened: Open, pair: offices.Pair, tmp_path: Path
) -> None:
    run("pdftoppm", "-r", "150", "-png", "-singlefile", carrier(pair), tmp_path / "scan")
    run("pdftoppm", "-r", "40", "-png", "-singlefile", carrier(pair), tmp_path / "coarse")
    page, hands = opened()
    for name, count in (("scan", 1), ("coarse", 0)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / f"{name}.png"))])
        no = Qt.KeyboardModifier.NoModifier
        page.dropEvent(QDropEvent(QPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, no))
        hands.rest()
        assert len(page.cards) == count
    assert "ketik kode periksa yang tercetak di sampingnya" in hands.sight
    assert keyboard() is page.code


def test_an_authority_is_compared_installed_and_removed_again(opened: Open, tmp_path: Path) -> None:
    person = strangers.person()
    letter, authority = tmp_path / "surat.pdf", tmp_path / "induk.cer"
    letter.write_bytes(strangers.signed(strangers.letter(), person))
    authority.write_bytes(person.authority)
    page, hands = opened()
    assert "Belum ada yang dipasang." in hands.sight
    page.authorities.ask_file = lambda: str(authority)
    hands.push("Pasang sertifikat")
    assert "Kode sertifikat (SHA-256)" in hands.sight
    assert keyboard().accessibleName() == "Jangan"  # type: ignore[attr-defined]  # a button
    hands.push("Sudah cocok, pasang")
    assert "Penerbit Contoh" in hands.sight
    page.check(letter)
    hands.rest()
    assert page.result is not None
    assert page.result.told.certified.is_yes
    hands.push("Lepas sertifikat Penerbit Contoh")
    hands.push("Lepas")
    assert "Belum ada yang dipasang." in hands.sight


@pytest.mark.parametrize("words", ["keaslian", "fotokopi", "psre"])
def test_the_page_is_found_by_what_people_call_it(words: str) -> None:
    assert "Periksa berkas" in [place.title for place in menu(Level.DISTRICT, words)]


def test_printing_a_signed_report_leaves_the_file_and_its_signature_as_they_were(
    qapp: object, pair: offices.Pair, tmp_path: Path
) -> None:
    kept = ledger.reports(pair.village)[0].carrier
    before = ledger.file(pair.village, kept)
    printer = prepared("Laporan", "F4")
    printer.setOutputFileName(str(tmp_path / "cetakan.pdf"))
    assert draw([before], printer, lambda *_told: None) == 1
    assert (tmp_path / "cetakan.pdf").read_bytes().startswith(b"%PDF-")
    assert ledger.file(pair.village, kept) == before
    (tmp_path / "sesudah.pdf").write_bytes(before)
    assert verifying.verify(pair.village, tmp_path / "sesudah.pdf").whole.is_yes
