"""Impor tabel at the window: by keyboard from the file to what is kept, decided row by row, stopped and taken back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

import offices
from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key
from ppo_desktop.exchange.spreadsheet import read_sheets
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.imports import ImportsPage
from ppo_desktop.operations.books import listed_people, recording, residents
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.tables import import_keeping, importing
from ppo_desktop.operations.tables.import_lines import Verdict
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.homecoming import HOMECOMING
from ppo_desktop.records.person import PERSON

HEADING = "Nama;L/P;Tgl Lahir;Tgl Pulang"


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the browser of the user puts what it downloads; files are read in this process."""
    folder = tmp_path / "rumah" / "Downloads"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)

    def read(path: Path, tick: object = None) -> residents.ListFile:
        return residents.ListFile(path.name, read_sheets(path.read_bytes()))

    monkeypatch.setattr(importing, "read_file", read)
    return folder


def opened(open_window: OpenWindow, office: Office, qtbot: Any, **more: Any) -> tuple[Hands, ImportsPage]:
    hands = Hands(open_window(office, "imports", **more), qtbot)
    hands.rest()
    assert isinstance(hands.window.page, ImportsPage)
    return hands, hands.window.page


def put(folder: Path, *rows: str, heading: str = HEADING, name: str = "daftar.csv") -> None:
    (folder / name).write_text("\n".join((heading, *rows)), encoding="utf-8")


def test_a_village_takes_its_own_list_by_the_keyboard_alone(
    open_window: OpenWindow, village: Office, downloads: Path, qtbot: Any
) -> None:
    put(downloads, "Siti Aminah;P;12/03/1990;3/11/2026", "Ahmad;L;1/5/1988;3/11/2026", "Rudi;L;;besok")
    hands, page = opened(open_window, village, qtbot)
    hands.press(Key.Key_Return)
    hands.rest()
    assert "Alasan pulang wajib diisi." in hands.sight
    assert page.take.why_not == "Tidak ada baris yang dapat diambil; lihat sebabnya di bawah."

    # What the title of the list says is said once for all rows; without it no row is taken, so it is asked first.
    assert hands.at == "Alasan pulang"
    assert "Alasan pulang (wajib)" in hands.sight
    hands.type("Deportasi")
    hands.press(Key.Key_Return)
    hands.rest()
    assert page.plan is not None
    assert page.plan.counts == {Verdict.NEW: 2, Verdict.UNREADABLE: 1}
    assert hands.at == "Ambil 2 baris"
    assert "2 dari 3 baris akan diambil; baris 4 belum dapat diambil." in hands.sight
    assert "Tanggal pulang wajib diisi." not in hands.sight, "that it could not be read is said already"
    hands.press(Key.Key_Return)
    hands.rest()
    assert {row["reason"] for row in offices.rows_at(village, HOMECOMING)} == {"DEPORTASI"}
    assert sorted(offices.names_at(village)) == ["Ahmad", "Siti Aminah"]
    assert {line.verdict for line in page.plan.lines} == {Verdict.RECORDED, Verdict.UNREADABLE}
    assert hands.at == "Kembali ke awal"

    # Esc leads to the start, where the whole import is taken back.
    hands.press(Key.Key_Escape)
    hands.rest()
    hands.push("Urungkan impor: 2 baris dari “daftar”")
    assert offices.names_at(village) == []
    assert "Sudah diurungkan" in hands.sight


def test_nothing_is_asked_of_all_rows_that_each_of_them_says(
    open_window: OpenWindow, village: Office, downloads: Path, qtbot: Any
) -> None:
    put(downloads, "Siti;P;12/03/1990;3/11/2026;Overstay", heading=f"{HEADING};Pelanggaran")
    hands, page = opened(open_window, village, qtbot)
    hands.press(Key.Key_Return)
    hands.rest()
    assert page.plan is not None
    assert page.plan.counts == {Verdict.NEW: 1}
    assert "Alasan pulang (wajib)" not in hands.sight, "who was deported has a reason"


def test_what_other_offices_made_is_offered_before_what_this_program_saved_itself(
    open_window: OpenWindow, village: Office, downloads: Path, qtbot: Any
) -> None:
    put(downloads, "Siti Aminah;P;12/03/1990;3/11/2026", name="P4MI Entikong 2026-11-20.csv")
    os.utime(downloads / "P4MI Entikong 2026-11-20.csv", (0, 0))
    for number in range(7):
        put(downloads, name=f"Keberangkatan 2026-11-{number + 10}.csv")
    put(downloads, name="Warga 2026-11-23 (2).csv")
    _hands, page = opened(open_window, village, qtbot)
    assert page.files is not None
    assert page.files.choices is not None
    offered = [made.choice.title for made in page.files.choices.rows.values()]
    assert offered[0] == "P4MI Entikong 2026-11-20.csv"
    assert len(offered) == 6
    assert offered[1].startswith(("Keberangkatan", "Warga")), "what was saved here is not hidden"


def test_a_doubtful_row_is_decided_by_chips_and_may_be_left_out(
    open_window: OpenWindow, village: Office, downloads: Path, qtbot: Any
) -> None:
    typed = {"name": "Nurhayati", "sex": "P", "born_on": "1980", "no_nik_reason": "TIDAK_DIBAWA"}
    known = recording.save(village, PERSON, typed).record
    put(
        downloads, "Nurhayati;P;;3/11/2026;Sakit", "Ahmad;L;1/5/1988;3/11/2026;Cuti", heading=f"{HEADING};Alasan Pulang"
    )
    hands, page = opened(open_window, village, qtbot)
    hands.press(Key.Key_Return)
    hands.rest()
    assert hands.at == "Nurhayati (1980): Nurhayati"
    assert page.take.button.accessibleName() == "Ambil 1 baris"
    hands.press(Key.Key_Return)
    assert page.take.button.accessibleName() == "Ambil 2 baris"
    hands.push("Lewati Ahmad")
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    (back,) = offices.rows_at(village, HOMECOMING)
    assert back["person"] == known


def test_another_sort_of_table_and_other_columns_are_chosen_and_what_was_decided_stays(
    open_window: OpenWindow, village: Office, downloads: Path, qtbot: Any
) -> None:
    put(downloads, "Siti;P;12/03/1990;3/10/2026;Malaysia", heading="Nama;L/P;Tgl Lahir;Hari;Negara")
    hands, page = opened(open_window, village, qtbot)
    hands.press(Key.Key_Return)
    hands.rest()
    hands.push("Daftar keberangkatan atau penempatan")
    assert page.plan is not None
    assert page.plan.meanings[4] == "departure.destination_country"
    assert page.columns is not None
    page.columns.lines[3].setFocus()
    hands.press(Key.Key_A, held=CTRL)
    hands.type("Tanggal berangkat")
    hands.press(Key.Key_Return)
    hands.rest()
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    (departure,) = offices.rows_at(village, DEPARTURE)
    assert (departure["departed_on"], departure["status"]) == ("2026-10-03", "bekerja")
    put(downloads, "Ahmad;L;1/5/1988;5/10/2026;Malaysia", heading="Nama;L/P;Tgl Lahir;Hari;Negara", name="lain.csv")
    page.start_over()
    hands.rest()
    page.read(downloads / "lain.csv")
    hands.rest()
    assert "Arti kolomnya seperti dipilih untuk tabel semacam ini sebelumnya." in hands.sight
    assert page.plan.counts == {Verdict.NEW: 1}


def test_a_long_table_is_shown_in_parts_and_taken_whole(
    open_window: OpenWindow, village: Office, downloads: Path, qtbot: Any
) -> None:
    words = ["Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan"]
    rows = [
        f"{one} {other};L;{place + 1}/{at + 1}/1980;3/11/2026;Cuti"
        for at, one in enumerate(words)
        for place, other in enumerate(words)
    ]
    put(downloads, *rows, heading=f"{HEADING};Alasan Pulang")
    hands, _page = opened(open_window, village, qtbot, size=(1024, 600))
    hands.press(Key.Key_Return)
    hands.rest()
    assert "Satu Dua · baris 3" in hands.sight
    assert "Delapan Delapan · baris 65" not in hands.sight
    hands.push("Tampilkan 30 lagi")
    hands.push("Tampilkan 4 lagi")
    assert "Delapan Delapan · baris 65" in hands.sight
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert len(offices.rows_at(village, HOMECOMING)) == 64


def test_who_stops_the_saving_keeps_nothing_and_loses_nothing(
    open_window: OpenWindow, village: Office, downloads: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(downloads, "Siti;P;12/03/1990;3/11/2026;Cuti", heading=f"{HEADING};Alasan Pulang")
    hands, page = opened(open_window, village, qtbot)
    hands.press(Key.Key_Return)
    hands.rest()
    taking = import_keeping.take

    def stopped(*arguments: Any) -> object:
        *others, tick = arguments
        tick.__self__.cancel()  # the job; the page may not have it yet
        return taking(*others, tick)

    monkeypatch.setattr(import_keeping, "take", stopped)
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert offices.rows_at(village, HOMECOMING) == []
    monkeypatch.setattr(import_keeping, "take", taking)
    assert page.take.button.accessibleName() == "Ambil 1 baris"
    assert page.take.why_not == ""
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert len(offices.rows_at(village, HOMECOMING)) == 1


def test_a_file_that_is_no_table_says_what_to_do(
    open_window: OpenWindow, village: Office, downloads: Path, qtbot: Any
) -> None:
    (downloads / "surat.csv").write_text("Dengan hormat", encoding="utf-8")
    hands, page = opened(open_window, village, qtbot)
    hands.press(Key.Key_Return)
    hands.rest()
    assert page.plan is None
    assert "Buka di Excel atau LibreOffice, simpan sebagai .xlsx atau .csv, lalu pilih berkas itu." in hands.sight
    assert "Berkas yang mana?" in hands.sight


def test_at_double_size_nothing_is_wider_than_the_page(
    open_window: OpenWindow, village: Office, downloads: Path, qtbot: Any
) -> None:
    put(downloads, "Siti Aminah binti Abdurrahman;P;12/03/1990;3/11/2026", "Rudi;L;;besok")
    theme().set(zoom=200)
    hands, page = opened(open_window, village, qtbot, size=(1024, 600))
    hands.press(Key.Key_Return)
    hands.rest()
    assert page._canvas.width() <= page.width()
    assert all(card.width() <= page.width() for card in page.cards)


def test_names_that_were_told_are_answered_when_they_are_recorded_already_or_nobody_of_theirs(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    typed = {"name": "Siti", "sex": "P", "born_on": "1990", "no_nik_reason": "TIDAK_DIBAWA"}
    person = recording.save(village, PERSON, typed).record
    recording.save(village, HOMECOMING, {"person": person, "returned_on": "2026-11-03", "reason": "SAKIT"})
    values = {"person.sex": "P", "person.born_on": "1990", "homecoming.returned_on": "2026-11-03"}
    lines = [
        {"id": n * 32, "sort": "PULANG", "source": "P4MI", "line": int(n), "values": {**values, "person.name": name}}
        for n, name in (("1", "Siti"), ("2", "Zulkifli"), ("3", "Maimunah"))
    ]
    with village.database.transaction() as connection:
        listed_people.learn(connection, village, offices.CAMAT, {"listed": lines})
    hands, page = opened(open_window, village, qtbot)
    hands.push("Periksa dan catat: 3 nama dari daftar kepulangan (P4MI)")
    assert page.about is not None
    page.about.fields["homecoming.reason"].setFocus()
    hands.type("Cuti")
    hands.press(Key.Key_Return)
    hands.rest()
    hands.push("Tandai sudah tercatat: Siti")
    hands.push("Bukan warga desa ini: Maimunah")
    assert "Zulkifli · baris 2" in hands.sight
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert listed_people.proposed(village) == []
    answered = {row["person_name"]: row["answers"] for row in offices.rows_at(village, HOMECOMING)}
    assert answered == {"Siti": "1" * 32, "Zulkifli": "2" * 32}
