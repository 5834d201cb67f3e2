"""The page for a signature from outside, and the certificate in the settings, through the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, Key
from operations.months.test_outside import FILE_PASSWORD, p12
from ppo_desktop.gui.screens.month.page import MonthPage
from ppo_desktop.gui.screens.outside import OutsidePage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import outside


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    made = offices.new_pair(tmp_path)
    made.departure(made.person())
    made.report()
    yield made
    made.close()


def test_the_page_goes_out_comes_back_signed_and_may_be_signed_here_with_a_certificate(
    open_window: OpenWindow, qtbot: Any, pair: offices.Pair, tmp_path: Path
) -> None:
    hands = Hands(open_window(pair.village, "month", month="2026-11"), qtbot)
    hands.rest()
    hands.push("Tanda tangan di luar program")
    page = hands.window.page
    assert isinstance(page, OutsidePage)
    assert "Laporan November 2026" in hands.sight
    assert page.sign_action.why_not == "Belum ada sertifikat. Berkas .p12 dari penerbit diambil di Pengaturan."
    assert hands.sight.count("Belum ada sertifikat.") == 1
    page.ask_folder = lambda: str(tmp_path)
    hands.push("Simpan halaman saja")
    saved = tmp_path / "PPO-laporan-2026-11-halaman.pdf"
    assert saved.exists()
    page.ask_file = lambda: str(saved)
    hands.push("Pilih PDF bertanda tangan")
    assert "belum memuat tanda tangan" in hands.sight
    signed = tmp_path / "kembali.pdf"
    signed.write_bytes(saved.read_bytes() + b"/ByteRange")
    page.ask_file = lambda: str(signed)
    hands.push("Pilih PDF bertanda tangan")
    assert "Halamannya sama dengan laporan ini." in hands.sight
    assert "Kode periksa berkas:" in hands.sight

    hands.window.show_place(Place("settings", {"section": "keys"}))
    hands.rest()
    box = hands.window.page.section.certified  # type: ignore[union-attr]  # the settings are in sight
    box.ask_file = lambda: str(p12(tmp_path, ec.generate_private_key(ec.SECP256R1())))
    hands.push("Ambil berkas .p12")
    hands.fill("bukan ini", offices.HEAD_PASSWORD)
    hands.rest()
    assert "Kata sandi berkas sertifikat tidak cocok" in box.file_box.message
    hands.fill(FILE_PASSWORD)
    hands.press(Key.Key_Return)
    hands.rest()
    assert "Abdul Hamid, dari Penerbit Contoh" in hands.sight
    hands.push("Matikan sertifikat")
    assert "Dimatikan" in hands.sight
    hands.push("Nyalakan sertifikat")

    hands.window.show_place(Place("outside", {}))
    hands.rest()
    page = hands.window.page
    assert isinstance(page, OutsidePage)
    assert "Program ini tidak memeriksa penerbitnya." in hands.sight
    page.ask_folder = lambda: str(tmp_path)
    page.assent.focus()
    hands.fill(offices.HEAD_PASSWORD)
    hands.rest()
    assert (tmp_path / "PPO-laporan-2026-11-bertanda-tangan.pdf").exists()
    assert page.line is not None
    assert len(outside.attached(pair.village, page.line)) == 2


def test_before_the_first_report_the_page_leads_to_it(open_window: OpenWindow, qtbot: Any, village: Office) -> None:
    hands = Hands(open_window(village, "outside"), qtbot)
    hands.rest()
    assert "Belum ada laporan yang ditandatangani di komputer ini." in hands.sight
    assert "Simpan halaman saja" not in hands.sight
    hands.press(Key.Key_Space)
    hands.rest()
    assert isinstance(hands.window.page, MonthPage)
