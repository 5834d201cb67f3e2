"""NIK lama dan tidak cocok: an old district code, a birth date that was corrected, and a search by either."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication, QLabel

from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import browsing, recording, searching
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind

PERSON = kind("person")
NIK = "6102041203809902"


def said(hands: Hands, role: str) -> str:
    """What stands on the page in words of a role."""
    assert hands.window.page is not None
    QApplication.processEvents()
    labels = hands.window.page.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible() and one.property("role") == role)


def save_with_reasons(hands: Hands, reason: str) -> list[str]:
    """Ctrl+S, and a reason wherever one is asked for; what was odd."""
    odd: list[str] = []
    for _attempt in range(4):
        page = hands.window.page
        assert isinstance(page, FormPage)
        hands.press(Key.Key_S, held=CTRL)
        hands.rest()
        if hands.window.page is not page:
            return odd
        assert said(hands, "error") == "", "nothing is called wrong"
        odd += [line for line in said(hands, "warning").splitlines() if line not in odd]
        hands.type(reason)
    raise AssertionError("it is not saved")


def find(hands: Hands, text: str) -> list[str]:
    """Titles that the search of the window shows for what is typed."""
    hands.window.open_search()
    panel = hands.window._search
    assert panel is not None
    panel.line.clear()
    hands.type(text)
    hands.rest()
    titles = [entry.title for entry in panel.model.entries]
    hands.press(Key.Key_Escape)
    return titles


def test_a_man_with_an_old_number_and_a_corrected_birth_date(
    village: Office, open_window: OpenWindow, qtbot: Any
) -> None:
    window = open_window(village, "people")
    hands = Hands(window, qtbot)
    window.show_place(Place("form", {"kind": "person", "record": None, "listed": "people"}))
    QApplication.processEvents()
    hands.fill("Bujang Hamdan", NIK)
    for name, text in {"born_on": "12-3-1980", "sex": "laki", "region": "sempalai"}.items():
        hands.form.form.cells[name].focus()
        hands.type(text)
        hands.press(Key.Key_Return)
    odd = save_with_reasons(hands, "Sesuai KTP yang diperlihatkan")
    assert "Kode kecamatan lama pada NIK: 61.02.04, sekarang termasuk Kabupaten Kubu Raya." in odd

    # A year later a court has corrected his birth date and his name.
    ((_owner, record),) = browsing.ids(village, PERSON)
    window.show_place(Place("record", {"kind": "person", "record": record, "listed": "people"}))
    hands.rest()
    hands.press(Key.Key_E)
    hands.rest()
    form = hands.form.form
    for name, text in {"name": "Hamdani", "born_on": "21-3-1981"}.items():
        form.cells[name].focus()
        hands.press(Key.Key_A, held=CTRL)
        hands.type(text)
        hands.press(Key.Key_Return)
    odd = save_with_reasons(hands, "Penetapan pengadilan 2025")
    assert "Tanggal lahir beda dengan NIK: pada NIK 12-03-1980, pada isian 21-03-1981." in odd
    hands.rest()
    page = window.page
    assert isinstance(page, RecordPage)
    reasons = [label.text() for label in page.findChildren(QLabel) if label.text().startswith("Alasan:")]
    assert any("Penetapan pengadilan 2025" in reason for reason in reasons)
    assert any("Sesuai KTP" in reason for reason in reasons)

    # He is found by what is true now and by what people still have on paper.
    for typed in (NIK, "6102 0412 0380 9902", "hamdani", "bujang", "21-03-1981", "12-3-1980"):
        assert "Hamdani" in find(hands, typed), typed
    (hit,) = searching.find(village, "bujang")
    assert hit.detail.endswith("cocok dengan isian lama")
    recording.erase(village, record)
    assert find(hands, "bujang") == []
