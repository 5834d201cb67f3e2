"""Rapat evaluasi tahunan: the kabupaten's report of the year over all its villages, for ink, signed, for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

import offices
import samples
from bench import sambas
from gui.conftest import OpenWindow
from gui.hands import Hands, Key, settle
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import number
from ppo_desktop.gui.screens.figures.page import FiguresPage
from ppo_desktop.gui.screens.periods import PeriodsPage, Version
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.insight.overview import Findings
from ppo_desktop.journal import merge
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import carriers
from ppo_desktop.operations.history import merging
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger
from ppo_desktop.operations.papers import verifying
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.office import check_code
from verifiers import run

PEOPLE = 105
"""Departures of one village in November: more than 20,000 in all."""
SILENT = sambas.VILLAGES[-3:]
FEW = sambas.VILLAGES[0]
"""In May it alone reports, of three people."""


@pytest.fixture(scope="module")
def regency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The kabupaten on 5 January, with what all its villages but three have reported."""
    clock = offices.clock_at("2026-10-02T02:00:00")
    made = sambas.regency(tmp_path_factory.mktemp("kab"), clock)
    for sender in sambas.senders(made, sambas.VILLAGES):
        if sender.office.code in SILENT:
            continue
        code = sender.office.code
        chain = [*sambas.entries(code, sender.device, offices.NOVEMBER, 2 * PEOPLE, clock)]
        take_in(made, code, chain)
        if code == FEW:
            take_in(made, code, [*sambas.entries(code, "0123456789ab", Month(2026, 5), 6, clock)])
    clock.move(days=95)
    yield made
    made.close()


def take_in(office: Office, code: str, chain: list[Entry]) -> None:
    """As from a file, whose seals and signatures other tests try."""
    plan = merge.plan(code, chain, carriers.spans_of(chain), {}, {})
    with office.database.transaction() as connection:
        merging.merge(connection, plan, "carrier")


def record(office: Office, name: str, recorded: dict[str, str], **other: object) -> str:
    """The sample of a kind with other values; its id."""
    meant = {**samples.typed(office, name, recorded), **other}
    return recording.save(office, kind(name), samples.with_reasons(office, name, meant)).record


def a_year_of_work(office: Office) -> None:
    """Factors of three years, a programme, a school, an event, referrals of both sorts."""
    recorded: dict[str, str] = {}
    for year, value in (("2024", "4,9"), ("2025", "4,6"), ("2026", "4,4")):
        told = {"year": year, "value": value, "source": "BPS, Sakernas Agustus"}
        kabupaten = {"indicator": "F2A", "region": office.code, "original_level": "KABUPATEN", "quality": "RESMI"}
        record(office, "factor", {}, **kabupaten, **told, note="")
    record(office, "factor", {}, region=FEW)
    record(office, "program", recorded, region=office.code)
    record(office, "socialisation", recorded)
    record(office, "referral", recorded, effort="PENAL", number="300/1/GT/2026")
    record(office, "referral", recorded, effort="NONPENAL", number="300/2/GT/2026")


def seen(hands: Hands, overview: str, year: int = 2026) -> Findings:
    """What an overview says of the year, on its page."""
    hands.window.show_place(Place("figures", {"overview": overview, "year": year}))
    hands.rest()
    page = hands.window.page
    assert isinstance(page, FiguresPage)
    assert page.findings is not None
    return page.findings


def cells(findings: Findings, title: str) -> dict[str, tuple[object, ...]]:
    """Lines of the section of that title: first cell → the others."""
    section = next(one for one in findings.sections if title in one.title)
    return {str(line.cells[0]): tuple(line.cells[1:]) for line in section.lines}


@pytest.mark.long
def test_the_year_of_the_whole_kabupaten_is_looked_at_signed_and_published(
    regency: Office, open_window: OpenWindow, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_year_of_work(regency)
    hands = Hands(open_window(regency), qtbot)

    # What nobody recorded is no zero, rates of the kabupaten stand nowhere else, and two factors have no programme.
    factors = seen(hands, "factors")
    facts = {fact.label: fact.value for fact in factors.facts}
    assert facts["Desa dengan angka"] == f"1 dari {len(sambas.VILLAGES)}"
    assert facts["Faktor tanpa program"] == "2 dari 4"
    assert str(cells(factors, "Desa dan faktor")[name_of(SILENT[0])][0]).startswith("belum ada data alasan")
    villages = cells(factors, "F3 Pendidikan rendah")
    assert villages[f"{len(sambas.VILLAGES) - 1} desa lain"] == (None,) * 4, "shown as: tidak ada data"
    (wider,) = cells(factors, "Angka kecamatan dan kabupaten").values()
    assert any("4,4" in str(cell) for cell in wider), "the newest of three years"
    assert cells(seen(hands, "policy"), "Enam variabel")["2. Sumber daya"][0] == "belum dapat dinilai"
    assert cells(seen(hands, "coverage"), "Menurut jenis lembaga")["SLTA"] == ("SMA", 1, 1, 1, 0)
    efforts = cells(seen(hands, "help"), "Rujukan penal dan nonpenal")
    assert sorted((name.split()[0], line[0]) for name, line in efforts.items()) == [("Nonpenal", 1), ("Penal", 1)]

    # The report for ink: every kecamatan has its line, and who is silent is named.
    hands.window.show_place(Place("periods", {"span": "2026"}))
    settle(hands.window, 300_000)
    page = hands.window.page
    assert isinstance(page, PeriodsPage)
    words = saved(hands, tmp_path / "tinta", monkeypatch)
    came, people = len(sambas.VILLAGES) - len(SILENT) + 1, PEOPLE * (len(sambas.VILLAGES) - len(SILENT)) + 3
    assert people > 20_000
    assert re.search(rf"Jumlah +{came} dari \d+ +{number(people)} ", words)
    assert {int(place) for place in re.findall(r"^ *(\d+) +Kecamatan\b", words, re.MULTILINE)} == set(range(1, 20))
    assert re.search(rf"{name_of(SILENT[0])} +Oktober 2026–Desember 2026", words)
    assert re.search(r"Agustus 2026 +\d+ dari \d+( +–){5}", words)
    assert "Kode periksa berkas" not in words, "the head signs it with a pen"

    # Signed with the office key, by the head's password; kept, and believed.
    hands.push("Tandatangani")
    hands.type("400/1/GT/2027")
    hands.press(Key.Key_Return)
    hands.type(offices.HEAD_PASSWORD)
    hands.press(Key.Key_Return)
    settle(hands.window, 300_000)
    assert page.signed is not None
    words = saved(hands, tmp_path / "kunci", monkeypatch)
    assert f"Kode periksa berkas: {check_code(page.signed.id)}" in words.replace("\u00a0", " ")
    (signed,) = (tmp_path / "kunci").glob("*.pdf")
    assert signed.read_bytes() == ledger.file(regency, page.signed.id)
    told = verifying.verify(regency, signed)
    assert (told.what, told.whole.is_yes, told.known.is_yes) == ("Laporan Tahun 2026 dari Kabupaten Sambas", True, True)

    # For everybody: nobody learns that three people left the one village that reported May.
    page.versions[Version.PUBLIC].click()
    settle(hands.window, 300_000)
    assert "umumkan dari satu tingkat saja" in hands.sight
    words = saved(hands, tmp_path / "umum", monkeypatch)
    assert re.search(r"Mei 2026 +1 dari 1 +• +•", words)
    assert "TERBATAS" not in words
    assert number(people) in words


def saved(hands: Hands, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The words of the pages in sight, saved into ``folder``."""
    folder.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
        hands.push("Simpan PDF")
    (path,) = folder.glob("*.pdf")
    return run("pdftotext", "-layout", path, "-")
