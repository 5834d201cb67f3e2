"""Dua desa, orang yang sama: the camat is told by NIK, decides; both villages keep their record and are told next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, Key
from ppo_desktop.gui.screens.duplicates import DuplicatesPage
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import browsing, duplicates, recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.records.registry import kind
from verifiers import run

PERSON = kind("person")
NIK = "6101045203999901"
SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "1999-03-12", "nik": NIK}


def report(office: Office, camat: Office, stick: Path) -> None:
    """Close the month and bring it to the camat."""
    reporting.close_month(office, offices.NOVEMBER, assenting=offices.HEAD, nihil=True)
    receiving.take(camat, [sending.export(office, camat.code, stick).path])


def page_says(hands: Hands) -> str:
    assert hands.window.page is not None
    QApplication.processEvents()
    return "\n".join(one.text() for one in hands.window.page.findChildren(QLabel) if one.isVisible())


def histories(office: Office, keys: list[tuple[str, str]]) -> list[object]:
    return [recording.history(office, record, owner) for owner, record in keys]


def test_a_woman_of_two_villages_is_one_and_stays_recorded_in_both(
    tmp_path: Path, open_window: OpenWindow, qtbot: Any
) -> None:
    pair = offices.new_pair(tmp_path)
    before_moving, after = pair.village, offices.new_office(tmp_path / "lain", offices.OTHER_VILLAGE, pair.clock)
    offices.enrol(after, pair.camat, pair.stick)
    first = recording.save(before_moving, PERSON, {**SITI, "phone": "0812 3456 7890"}).record
    second = recording.save(after, PERSON, {**SITI, "name": "Sitti Aminah", "phone": "0852 1111 2222"}).record
    both = [(before_moving.code, first), (after.code, second)]
    for office in (before_moving, after):
        report(office, pair.camat, pair.stick)

    # The camat's first page names the pair; it is compared side by side and decided by one key.
    hands = Hands(open_window(pair.camat, "home"), qtbot)
    hands.rest()
    assert "Periksa 1 dugaan orang yang sama" in page_says(hands)
    hands.push("Bandingkan: Periksa 1 dugaan orang yang sama")
    page = hands.window.page
    assert isinstance(page, DuplicatesPage)
    compared = page_says(hands)
    for words in ("NIK sama · Nama sama, hanya ejaannya berbeda · Tanggal lahir sama", "Hampir pasti"):
        assert words in compared
    for words in ("0812 3456 7890", "0852 1111 2222", "Desa Sempalai", "Desa Seberkat"):
        assert words in compared
    before = histories(pair.camat, both)
    hands.press(Key.Key_S)
    hands.rest()
    (decision,) = duplicates.decisions(pair.camat)
    assert decision.is_same
    assert "Tidak ada dugaan orang yang sama yang menunggu keputusan." in page_says(hands)

    # Undone and decided again; neither record has changed, both villages keep theirs.
    hands.push("Urungkan: Siti Aminah (Desa Sempalai) – Sitti Aminah (Desa Seberkat)")
    assert duplicates.decisions(pair.camat) == []
    assert hands.at == "Orang yang sama: Siti Aminah"
    hands.press(Key.Key_Return)
    hands.rest()
    assert len(duplicates.decisions(pair.camat)) == 1
    assert histories(pair.camat, both) == before
    assert sorted(browsing.ids(pair.camat, PERSON)) == sorted(both)
    hands.window.close()

    # The next receipts tell each village; the sheet of paper names no person.
    confirming.write_receipts(pair.camat)
    for copied in sending.export_receipts(pair.camat, pair.stick):
        office, other = (
            (before_moving, "Desa Seberkat") if copied.to == before_moving.code else (after, "Desa Sempalai")
        )
        paper = " ".join(run("pdftotext", "-layout", copied.path, "-").split())
        assert "Mungkin orang yang sama dengan warga di kantor lain" in paper
        assert other in paper
        assert "Aminah" not in paper
        receiving.take(office, [copied.path])
    told_and_answered(open_window, qtbot, before_moving, first)
    assert recording.history(after, second), "nothing was deleted"


def told_and_answered(open_window: Callable[..., Any], qtbot: Any, village: Office, record: str) -> None:
    """The village sees it on its first page and on her sheet, asks her, and answers."""
    hands = Hands(open_window(village, "home"), qtbot)
    hands.rest()
    assert "Tanyakan 1 warga yang mungkin tercatat juga di kantor lain" in page_says(hands)
    hands.window.show_place(Place("record", {"kind": "person", "record": record, "listed": "people"}))
    hands.rest()
    assert isinstance(hands.window.page, RecordPage)
    sentence = "Menurut Kecamatan Tebas, mungkin orang yang sama dengan warga yang dicatat Desa Seberkat; tanyakan."
    assert sentence in page_says(hands)
    hands.push("Jawab")
    assert "Isinya tidak ada di kantor ini." in page_says(hands)
    assert "0852 1111 2222" not in page_says(hands)
    hands.press(Key.Key_S)
    hands.rest()
    hands.window.show_place(Place("record", {"kind": "person", "record": record, "listed": "people"}))
    hands.rest()
    assert sentence not in page_says(hands)
    assert browsing.count(village, PERSON) == 1
    hands.window.close()
