"""Sosialisasi SLTA dan bahannya: more comics handed out than there were, and two pupils who whisper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import albums
import offices
from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key, choose_from_menu
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.papers import PaperPage
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import browsing, recording, stocktaking
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.photos import Photo
from ppo_desktop.records.registry import kind
from ppo_desktop.records.stock import left
from verifiers import run

SAMBAS = "61.01.01"
EVENT = {
    "title": "Sosialisasi bagi siswa kelas XII SMA Negeri 1 Sambas",
    "number": "400.2.3/118/Kesra/2026",
    "basis": "Surat tugas Camat Sambas Nomor 800/211/2026",
    "purpose": "Siswa mengenali janji kerja yang tidak benar",
    "time": "08.00-10.30",
    "place": "Aula SMA Negeri 1 Sambas",
    "audiences": ["SISWA", "GURU"],
    "attendance_sheets": "4",
    "speakers": "Dewi Kartikasari, Kasi Kesra, syarat bekerja di luar negeri",
    "topics": "Syarat umur dan dokumen",
    "outcome": "Acara dibuka kepala sekolah",
    "agreements": "Tiap kelas menunjuk dua siswa penghubung",
    "cases_raised": "2",
    "pre_test": "54",
    "post_test": "82",
    "budget": "2450000",
    "funding": "APBD_KAB",
    "obstacles": "Pengeras suara rusak",
    "follow_up": "Kasi Kesra menghubungi siswa penghubung, Desember 2026",
    "documentation": "Undangan dan kliping",
    "closing": "Demikian laporan ini dibuat",
    "reported_by": "Yanti, Kasi Kesra",
    "reported_on": "21-11-2026",
    "materials": {"KOMIK": 97, "LEAFLET": 97, "BALIHO": 1},
}
THIRTEEN_PARTS = (
    "400.2.3/118/Kesra/2026",
    "Surat tugas Camat Sambas",
    "mengenali janji kerja",
    "Aula SMA Negeri 1 Sambas",
    "Lampiran lain",
    "Dewi Kartikasari",
    "Komik 97 eksemplar",
    "Baliho 1 buah",
    "54 dari 100",
    "82 dari 100",
    "2 laporan, dicatat tersendiri dan dirahasiakan",
    "dua siswa penghubung",
    "Rp2.450.000",
    "Pengeras suara rusak",
    "Undangan dan kliping",
    "Demikian laporan ini dibuat",
    "Pelapor,",
    "Yanti",
)
TALL, WIDE = (48, 96), (96, 48)
"""Shapes by which photos are known again on paper."""
WHISPERED = ("Kakak kelas dijemput malam hari", "Paman saya menyimpan paspor tetangga")


@pytest.fixture
def camat(tmp_path: Path) -> Office:
    """Kecamatan Sambas with eighty comics on the shelf."""
    office = offices.new_office(tmp_path / "camat", SAMBAS, offices.clock_at(), is_root=True, clerk="Yanti")
    comic = recording.save(office, kind("material"), {"medium": "KOMIK", "title": "Janji Manis"}).record
    begun = {"material": comic, "movement": "AWAL", "moved_on": "2026-11-02", "amount": "80"}
    recording.save(office, kind("stock_move"), begun)
    return office


@pytest.fixture
def hands(camat: Office, open_window: OpenWindow, qtbot: Any) -> Hands:
    return Hands(open_window(camat), qtbot)


@pytest.fixture
def go(hands: Hands) -> Callable[..., None]:
    def go_(screen: str, **arguments: object) -> None:
        hands.window.show_place(Place(screen, arguments))
        hands.rest()

    return go_


def comics(office: Office) -> int:
    """How many are left, as the stock book tells."""
    ((_owner, comic),) = browsing.ids(office, kind("material"))
    with office.database.reading() as connection:
        return left(stocktaking.book(connection, office.code), comic)


def save(hands: Hands) -> None:
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()


def test_more_comics_than_there_were_need_a_reason_and_a_correction_and_whispers_stay_apart(
    camat: Office, hands: Hands, go: Callable[..., None], tmp_path: Path
) -> None:
    # The event: 120 invited, 97 came, and 97 comics went with them.
    go("form", kind="socialisation", record=None, listed="events")
    hands.form.form.fill(EVENT)
    hands.fill_in(activity="Sosialisasi di SLTA", held_on="20-11-2026", invited="120", men="41", women="56")
    hands.fill_in(under_18="90")
    save(hands)
    assert isinstance(hands.window.page, FormPage), "nothing is saved below zero without a word"
    assert "Komik: Janji Manis: menurut buku stok tinggal 80, dengan kegiatan ini menjadi −17." in hands.sight
    hands.type("Tujuh belas dipinjam dari dinas, belum dicatat")
    save(hands)
    assert not isinstance(hands.window.page, FormPage), hands.sight
    assert comics(camat) == -17

    # The first page says so until the book is put right.
    go("home")
    hands.push("Hitung lagi: Stok −17 menurut buku: Komik: Janji Manis")
    hands.fill_in(movement="Koreksi, bertambah", moved_on="21-11-2026", amount="17")
    save(hands)
    assert comics(camat) == 0
    go("home")
    assert "menurut buku" not in hands.sight

    # Two pupils whisper: what they say is in a book of its own, and nothing leads there from the event.
    ((_owner, event),) = browsing.ids(camat, kind("socialisation"))
    for words in WHISPERED:
        go("record", kind="socialisation", record=event, listed="events")
        hands.push("Catat laporan rahasia")
        assert hands.form.kind.name == "incoming_report"
        hands.form.form.cells["about_own_staff"].focus()
        hands.press(Key.Key_Left)  # from “belum diisi” to “tidak”
        hands.fill_in(subject="Tawaran kerja yang mencurigakan")
        hands.form.form.cells["content"].focus()
        hands.type(words)
        save(hands)
        assert isinstance(hands.window.page, RecordPage), hands.sight
        assert hands.window.page.sheet is not None
        assert not [one for one in hands.window.page.sheet.linked if one.kind == "incoming_report"]
        assert words not in hands.sight
    reports = browsing.window(camat, kind("incoming_report"), browsing.ids(camat, kind("incoming_report")), ("way",))
    assert [row["way"] for row in reports if row] == ["KEGIATAN", "KEGIATAN"]

    # The report has every part and every figure, none of the whispers, and no photo of a pupil.
    faces = [(albums.put(camat, 1, TALL), "Para siswa", None), (albums.put(camat, 2, WIDE), "Narasumber", False)]
    pictures = [Photo(*face).write() for face in faces]
    recording.save(camat, kind("socialisation"), {"photos": pictures, "photo_consent": "LISAN"}, event)
    go("record", kind="socialisation", record=event, listed="events")
    hands.press(Key.Key_P)
    choose_from_menu("Laporan kegiatan")
    hands.rest()
    assert isinstance(hands.window.page, PaperPage), hands.sight
    assert hands.window.page.pdf is not None
    paper = tmp_path / "laporan.pdf"
    paper.write_bytes(hands.window.page.pdf)
    said = " ".join(run("pdftotext", "-layout", paper, "-").split())
    assert [part for part in THIRTEEN_PARTS if part not in said] == []
    assert not [words for words in WHISPERED if words in said]
    assert "Jumlah 120 41 56 97 90 7" in said.replace("Jumlah L P Jumlah Di bawah 18 18 ke atas", "Jumlah")
    shown = [line.split() for line in run("pdfimages", "-list", paper).splitlines()[2:]]
    assert [(int(line[3]), int(line[4])) for line in shown] == [WIDE]
    assert "1 foto tidak dicetak karena memperlihatkan wajah anak." in said

    # An event that is taken out of its list gives its comics back to the book.
    go("record", kind="socialisation", record=event, listed="events")
    hands.press(Key.Key_Delete)
    hands.rest()
    assert comics(camat) == 97
