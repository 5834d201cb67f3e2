"""Deportasi massal: a list of 27 from P4MI at the kabupaten; each village hears of its own people and records them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

import offices
from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key
from ppo_desktop.exchange.spreadsheet import read_sheets
from ppo_desktop.gui.screens.imports import ImportsPage
from ppo_desktop.operations.books import counting, listed_people
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import confirming, notes, receiving
from ppo_desktop.operations.tables.import_lines import Verdict
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.homecoming import HOMECOMING
from ppo_desktop.records.listed import LISTED
from ppo_desktop.records.person import PERSON
from verifiers import run

HEADING = "No;Nama PMI;L/P;Tempat/Tgl Lahir;NIK;Desa;Kecamatan;Kabupaten;Tgl Deportasi;Pelanggaran;Debarkasi"
NIK = "6101045203909901"
HERE, THERE = "Sempalai;Tebas;Sambas", "Seberkat;Tebas;Sambas"
END = "20/11/2026;Overstay;Entikong"
FIRST = ("Hamdan", "Rosmiati", "Jumadi", "Halimah", "Zulkifli", "Suryani", "Burhan", "Maimunah", "Tarmizi", "Lastri")
LAST = ("Saputra", "Kurniawan")
LIST = "P4MI Entikong 20 November.csv"


def the_list() -> str:
    """27 people: of two villages, one of another kabupaten, one whose village nobody wrote, some rows with faults."""
    rows = [
        f"SITI AMINAH;P;Sambas, 12/03/1990;'{NIK};{HERE};{END}",
        f"MOH. DJAMIL;L;Sambas, 01/05/1988;;{HERE};{END}",
        f"SITTI ROHANI;P;Tebas, 4/4/1979;;{HERE};{END}",
        f"YOSEF;L;Lumar, 3/4/1991;;Lumar;Lumar;Bengkayang;{END}",
        f"NURHAYATI;P;Tebas, 1980;;;;Sambas;{END}",
        f"RUDI HARTONO;L;;;{HERE};31/31/2026;Overstay;Entikong",
        f";L;Tebas, 7/7/1987;;{HERE};{END}",
    ]
    names = [f"{first} {last}".upper() for last in LAST for first in FIRST]
    for place, name in enumerate(names):
        village = HERE if place < len(FIRST) else THERE
        rows.append(f"{name};{'LP'[place % 2]};Sambas, {place + 1}/8/{1970 + place};;{village};{END}")
    numbered = [f"{number};{row}" for number, row in enumerate(rows, 1)]
    return "\n".join(["DAFTAR PMI DEPORTASI", "", HEADING, *numbered, f"JUMLAH;{len(rows)}"])


def brought_up(office: Office, regency: Office, stick: Path, *, nihil: bool = False) -> None:
    reporting.close_month(office, offices.NOVEMBER, assenting=offices.HEAD, nihil=nihil)
    receiving.take(regency, [sending.export(office, offices.CAMAT, stick).path])


def names(office: Office) -> list[str]:
    return sorted(offices.names_at(office))


def page_of(hands: Hands) -> ImportsPage:
    page = hands.window.page
    assert isinstance(page, ImportsPage)
    return page


def test_a_list_of_27_is_taken_in_and_villages_get_their_own_people_only(
    tmp_path: Path, open_window: OpenWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "rumah" / "Downloads"
    home.mkdir(parents=True)
    (home / LIST).write_text(the_list(), encoding="utf-8")
    monkeypatch.setenv("HOME", str(home.parent))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    pair, regency = offices.new_levels(tmp_path)
    here = pair.village
    there = offices.new_office(tmp_path / "lain", offices.OTHER_VILLAGE, pair.clock)
    offices.enrol(there, regency, pair.stick)
    siti = pair.person("Siti Aminah", born_on="1990-03-12", nik=NIK, no_nik_reason=None)
    jamil = pair.person("Muhammad Jamil", sex="L", born_on="1988-05-01")
    pair.person("Siti Rohani", born_on="1979")
    pair.departure(jamil, status="bekerja", departed_on="2025-02", path="nonprosedural", exit_point="PLBN_ARUK")
    for village in (here, there):
        brought_up(village, regency, pair.stick, nihil=village is there)

    looked_at_and_taken(open_window, qtbot, regency, tmp_path, monkeypatch)
    carried_down(regency, here, there, pair.stick)
    recorded_at_the_village(open_window, qtbot, here, siti, jamil)

    # The other village hears of its ten and of nobody else; nothing there is recorded before somebody does.
    (told,) = listed_people.proposed(there)
    assert {str(line["values"]["person.name"]).split()[1] for line in told.lines} == {LAST[1].upper()}
    assert len(told.lines) == len(FIRST)
    assert names(there) == []

    # The next report says who was recorded, and that one is nobody of theirs; nobody is counted twice.
    pair.clock.move(days=31)
    reporting.close_month(here, offices.NOVEMBER.next, assenting=offices.HEAD)
    receiving.take(regency, [sending.export(here, offices.CAMAT, pair.stick).path])
    assert listed_people.waiting_by_village(regency) == {here.code: 1, there.code: len(FIRST)}
    assert [note.text for note in notes.exchanged(regency)] == [
        "P4MI Entikong 20 November, baris 8: bukan warga desa ini."
    ]
    with regency.database.reading() as connection:
        figures = {
            code: counting.month_figures(connection, code, offices.NOVEMBER) for code in (regency.code, here.code)
        }
    assert figures[regency.code].is_nihil
    assert sum(figures[here.code].recap["books"]["homecomings"]["reasons"].values()) == 13
    assert [row["status"] for row in offices.rows_at(regency, DEPARTURE)] == ["pulang"]


def looked_at_and_taken(
    open_window: OpenWindow, qtbot: Any, regency: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clerk of the kabupaten finds the page, sees every row, names a village, and takes what is right."""
    hands = Hands(open_window(regency, "registers"), qtbot)
    hands.rest()
    hands.push("Buka impor tabel")
    page = page_of(hands)
    hands.press(Key.Key_Return)
    hands.rest()
    plan = page.plan
    assert plan is not None
    assert {verdict: plan.counts[verdict] for verdict in Verdict} == {
        Verdict.ASK: 0,
        Verdict.PLACE: 1,
        Verdict.UNREADABLE: 2,
        Verdict.NEW: 20,
        Verdict.KNOWN: 3,
        Verdict.APART: 1,
        Verdict.RECORDED: 0,
    }
    seen = hands.sight
    for words in (
        "Tanggal pulang: “31/31/2026” bukan tanggal.",
        "Nama kosong.",
        "Untuk Desa Sempalai; tercatat di Desa Sempalai: NIK sama · Nama sama · Tanggal lahir sama",
        "Nama sama, hanya ejaannya berbeda · Tanggal lahir sama",
        "Untuk Desa Seberkat; belum tercatat di sana.",
        "Menurut daftar: Lumar, Lumar, Bengkayang. Disimpan terpisah, untuk diserahkan.",
        "tanpa NIK",
    ):
        assert words in seen, words
    apart = "1 di antaranya untuk daerah lain: disimpan terpisah, lalu diserahkan dengan lembar serah"
    assert apart in page._counted.text()
    assert offices.rows_at(regency, LISTED) == [], "looking keeps nothing"

    # The village that is missing is chosen by its letters.
    village = next(made for made in page.findChildren(QWidget) if made.accessibleName() == "Desa NURHAYATI")
    village.setFocus()
    hands.type("Sempalai")
    hands.press(Key.Key_Return)

    # What is not taken goes back to whoever made the list, as a table.
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))
    hands.push("Simpan lembar perbaikan")
    (sheet,) = read_sheets((folder / f"Perlu diperbaiki {LIST.removesuffix('.csv')}.xlsx").read_bytes())
    assert [row.text(2) for row in sheet.rows] == ["Nama PMI", "RUDI HARTONO", ""]

    assert page.take.button.accessibleName() == "Ambil 25 baris"
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    kept = offices.rows_at(regency, LISTED)
    assert sorted(row["state"] for row in kept) == ["DESA"] * 24 + ["LUAR"]
    assert offices.rows_at(regency, HOMECOMING) == []
    hands.press(Key.Key_Escape)
    hands.rest()
    assert "24 nama menunggu dicatat desanya: Desa Sempalai (14), Desa Seberkat (10)." in hands.sight
    assert "1 nama untuk daerah lain menunggu diserahkan." in hands.sight

    # The same file again brings nothing.
    hands.push(f"{LIST}, {folder / 'rumah' / 'Downloads'}")
    assert page.take.why_not
    hands.window.close()


def carried_down(regency: Office, here: Office, there: Office, stick: Path) -> None:
    """Receipts are due because of it; each is sealed to its village, and the paper names nobody."""
    assert set(confirming.waiting(regency)) == {here.code, there.code}
    confirming.write_receipts(regency)
    for copied in sending.export_receipts(regency, stick):
        office = here if copied.to == here.code else there
        paper = " ".join(run("pdftotext", "-layout", copied.path, "-").split())
        assert "nama dari daftar kantor lain menunggu dicatat" in paper
        assert not any(name.upper() in paper.upper() for name in ("Siti", *FIRST))
        (taken,) = receiving.take(office, [copied.path])
        assert isinstance(taken, receiving.Taken)


def recorded_at_the_village(open_window: OpenWindow, qtbot: Any, village: Office, siti: str, jamil: str) -> None:
    """The first page names the task; known people are found, one is nobody of theirs, the rest is new, "tanpa NIK"."""
    hands = Hands(open_window(village, "home"), qtbot)
    hands.rest()
    assert "Catat 14 warga dari daftar Kabupaten Sambas" in hands.sight
    hands.window.session.go("imports")
    hands.rest()
    hands.press(Key.Key_Return)
    hands.rest()
    page = page_of(hands)
    plan = page.plan
    assert plan is not None
    by_name = {line.title: line for line in plan.lines}
    assert (by_name["SITI AMINAH"].person, by_name["MOH. DJAMIL"].person) == (siti, jamil)
    assert by_name["SITTI ROHANI"].verdict is Verdict.ASK
    assert {"YOSEF", "RUDI HARTONO"}.isdisjoint(by_name)
    assert not any(title.endswith(LAST[1].upper()) for title in by_name)
    before = names(village)

    # The doubtful row waits in the first place of the keyboard; Enter takes her for the woman who is recorded.
    assert hands.at == "Siti Rohani (1979): SITTI ROHANI"
    hands.press(Key.Key_Return)

    # One of them is nobody of theirs: the kabupaten hears it, without a name.
    hands.push("Bukan warga desa ini: NURHAYATI")
    assert "NURHAYATI" not in hands.sight
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    back = offices.rows_at(village, HOMECOMING)
    assert len(back) == 13
    assert all(row["answers"] and row["reason"] == "DEPORTASI" for row in back)
    new = [row for row in offices.rows_at(village, PERSON) if row["name"] not in before]
    assert len(new) == len(FIRST)
    assert all(row["no_nik_reason"] == "TIDAK_TAHU" and row["region"] == village.code for row in new)
    (departure,) = offices.rows_at(village, DEPARTURE)
    assert (departure["status"], departure["returned_on"]) == ("pulang", "2026-11-20")

    # All of it is taken back by one key, and taken again.
    hands.push("Urungkan impor: 13 baris dari “P4MI Entikong 20 November”")
    assert (names(village), offices.rows_at(village, HOMECOMING)) == (before, [])
    hands.push("Periksa dan catat: 13 nama dari daftar kepulangan (P4MI Entikong 20 November)")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert len(offices.rows_at(village, HOMECOMING)) == 13
    hands.window.close()
