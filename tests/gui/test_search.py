"""Ctrl+K: what is found, in which order, by which keys it is opened, and where the keyboard goes afterwards."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication

from gui.conftest import OpenWindow
from gui.hands import settle
from gui.watchdog import watching
from ppo_desktop.core.offices import Level
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.shell import search as panels
from ppo_desktop.gui.shell.found import Entries, Found, Heading, matched, menu
from ppo_desktop.gui.shell.search import SearchPanel
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import recording, searching
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind, row_kinds

Key = Qt.Key


def save(office: Office, what: str, /, **typed: object) -> str:
    return recording.save(office, kind(what), typed).record


@pytest.fixture
def filled(village: Office) -> Office:
    """Two persons, one departure, one event."""
    known = {"sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
    siti = save(village, "person", name="Siti Aminah", **known)
    save(village, "person", name="Soekarno Djaja", **known | {"sex": "L"})
    save(
        village,
        "departure",
        person=siti,
        registered_on="2026-11-03",
        status="NIAT",
        destination_country="MY",
        warning_reasons={"incomplete": "menyusul"},
    )
    save(
        village, "socialisation", activity="SOS_SLTP", title="Siang bersama siswa", held_on="2026-11-20", men=3, women=4
    )
    return village


def opened(window: MainWindow) -> SearchPanel:
    window.open_search()
    assert window._search is not None
    return window._search


def typed(panel: SearchPanel, qtbot: Any, text: str) -> None:
    panel.line.clear()
    qtbot.keyClicks(panel.line, text)
    qtbot.waitUntil(lambda: not panel._pause.isActive())


def shown(panel: SearchPanel) -> list[str]:
    return [f"# {entry.title}" if isinstance(entry, Heading) else entry.title for entry in panel.model.entries]


def chosen(panel: SearchPanel) -> str:
    found = panel.model.found(panel.list.currentIndex().row())
    return found.title if found else ""


def test_ctrl_k_finds_in_groups_while_one_types(
    open_window: OpenWindow, filled: Office, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(filled, "home")
    qtbot.keyClick(window, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    panel = window._search
    assert panel is not None
    assert panel.isVisible()
    assert QApplication.focusWidget() is panel.line
    with watching(monkeypatch):
        typed(panel, qtbot, "si")
    assert shown(panel) == [
        "# Warga",
        "Siti Aminah",
        "# Keberangkatan",
        "Siti Aminah – Malaysia",
        "# Sosialisasi",
        "Siang bersama siswa, 20-11-2026",
    ]
    assert chosen(panel) == "Siti Aminah"


def test_what_the_menu_needs_is_loaded_beside_the_window(
    open_window: OpenWindow, village: Office, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, loading = open_window(village, "home"), []
    monkeypatch.setattr(panels, "load_places", lambda level: loading.append((level, threading.current_thread())))
    opened(window)
    qtbot.waitUntil(lambda: bool(loading))
    ((level, thread),) = loading
    assert level is Level.VILLAGE
    assert thread is not threading.main_thread()


def test_one_letter_finds_nothing_yet(open_window: OpenWindow, filled: Office, qtbot: Any) -> None:
    panel = opened(open_window(filled, "home"))
    typed(panel, qtbot, "s")
    assert shown(panel) == []
    assert panel.words.text() == "Ketik dua huruf atau lebih."
    typed(panel, qtbot, "xyz")
    assert "Tidak ada yang cocok dengan “xyz”" in panel.words.text()


def test_where_nothing_is_recorded_yet_that_is_said_instead_of_advice(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    panel = opened(open_window(village, "home"))
    typed(panel, qtbot, "xyz")
    assert panel.words.text() == "Tidak ada halaman bernama “xyz”, dan belum ada catatan di sini."


def test_arrows_skip_headings_and_enter_opens(open_window: OpenWindow, filled: Office, qtbot: Any) -> None:
    window = open_window(filled, "home")
    places: list[Place] = []
    window.session.wants.disconnect(window.show_place)
    window.session.wants.connect(places.append)
    panel = opened(window)
    typed(panel, qtbot, "siti")
    for key, title in (
        (Key.Key_Down, "Siti Aminah – Malaysia"),
        (Key.Key_Down, "Siti Aminah – Malaysia"),
        (Key.Key_Up, "Siti Aminah"),
        (Key.Key_PageDown, "Siti Aminah – Malaysia"),
    ):
        qtbot.keyClick(panel.line, key)
        assert chosen(panel) == title
    assert "Siti Aminah – Malaysia" in panel.line.accessibleDescription()
    qtbot.keyClick(panel.line, Key.Key_Return)
    assert not panel.isVisible()
    assert places[0].screen == "record"
    assert places[0].arguments["kind"] == "departure"
    assert places[0].arguments["listed"] == "departures"


def test_enter_does_not_wait_for_the_pause(open_window: OpenWindow, filled: Office, qtbot: Any) -> None:
    window = open_window(filled, "home")
    places: list[Place] = []
    window.session.wants.disconnect(window.show_place)
    window.session.wants.connect(places.append)
    panel = opened(window)
    qtbot.keyClicks(panel.line, "pengaturan")
    qtbot.keyClick(panel.line, Key.Key_Return)
    assert places == [Place("settings")]


def test_escape_closes_and_gives_the_keyboard_back(open_window: OpenWindow, filled: Office, qtbot: Any) -> None:
    window = open_window(filled, "people")
    before = QApplication.focusWidget()
    assert before is not None
    panel = opened(window)
    qtbot.keyClick(panel.line, Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is before


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_page_behind_is_dimmed_while_the_panel_is_open(open_window: OpenWindow, filled: Office, mode: str) -> None:
    theme().set(mode=mode)
    window = open_window(filled, "people")
    settle(window)

    def title() -> int:
        assert window.page is not None
        place = window.page.title.mapTo(window, QPoint(0, 0))
        seen = window.grab(QRect(place, QSize(50, window.page.title.height()))).toImage()
        return max(seen.pixelColor(x, y).lightness() for x in range(seen.width()) for y in range(seen.height()))

    before = title()
    panel = opened(window)
    assert title() <= before * 0.55
    panel.close_panel()
    assert title() == before


def test_a_click_elsewhere_closes_and_one_inside_opens(open_window: OpenWindow, filled: Office, qtbot: Any) -> None:
    window = open_window(filled, "people")
    panel = opened(window)
    assert window.page is not None
    qtbot.mouseClick(window.page, Qt.MouseButton.LeftButton, pos=QPoint(3, window.page.height() - 3))
    assert not panel.isVisible()
    panel = opened(window)
    typed(panel, qtbot, "keberang")
    where = panel.list.visualRect(panel.model.index(1)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert not panel.isVisible()
    assert window.page.title.text() == "Keberangkatan"


def test_what_was_opened_is_offered_before_one_types(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    window = open_window(village, "home")
    for word in ("warga", "beranda", "warga"):
        panel = opened(window)
        typed(panel, qtbot, word)
        qtbot.keyClick(panel.line, Key.Key_Return)
    panel = opened(window)
    assert shown(panel) == ["# Menu", "Warga", "Beranda"]


def test_who_was_erased_is_not_offered_again(open_window: OpenWindow, filled: Office, qtbot: Any) -> None:
    window = open_window(filled, "home")
    panel = opened(window)
    typed(panel, qtbot, "soekarno")
    qtbot.keyClick(panel.line, Key.Key_Return)
    (found,) = [one for one in panel._recent if one.title == "Soekarno Djaja"]
    window.session.announce(recording.erase(filled, str(dict(found.arguments)["record"])).changes)
    assert shown(opened(window)) == []


def test_the_panel_stays_inside_a_small_window_at_double_size(
    open_window: OpenWindow, filled: Office, qtbot: Any
) -> None:
    window = open_window(filled, "home", size=(1024, 600))
    theme().set(zoom=200)
    panel = opened(window)
    typed(panel, qtbot, "si")
    QApplication.processEvents()
    assert window.rect().contains(panel.geometry())


def test_whoever_types_the_whole_name_of_a_page_finds_it_before_records_that_say_the_same(village: Office) -> None:
    recording.save(
        village,
        kind("person"),
        {"name": "Warga Angka Baku", "sex": "P", "born_on": "1999", "no_nik_reason": "TIDAK_DIBAWA"},
    )
    for typed, first in (("angka baku", "Angka baku"), ("warga", "Warga"), ("angka", "Warga Angka Baku")):
        found = Entries(searching.look(village, typed), menu(Level.VILLAGE, typed), typed=typed)
        assert next(one.title for one in found if isinstance(one, Found)) == first


def test_letters_that_were_typed_are_marked_also_in_old_spelling() -> None:
    assert matched("Siti Aminah", "am si") == [(0, 2), (5, 2)]
    assert matched("Soekarno Djaja", "sukar ja") == [(0, 6), (9, 3)]
    assert matched("Bun Sui Fa", "rahayu") == []
    assert matched("“Siti” Aminah", "siti") == [(0, 5)]


def test_the_menu_offers_what_may_be_done_at_this_level() -> None:
    of_villages = [kind.title.lower() for kind in row_kinds() if Level.VILLAGE in kind.levels]
    assert "rencana aksi" not in of_villages
    found = [found.title for found in menu(Level.VILLAGE, "catat")]
    assert found[: len(of_villages) + 1] == ["Catatan kegiatan", *(f"Catat {title}" for title in of_villages)]
    assert menu(Level.VILLAGE, "") == []
    assert all(isinstance(found, Found) for found in menu(Level.DISTRICT, "peng"))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("hilang", "Insiden data"),
        ("dicuri", "Insiden data"),
        ("serah terima", "Serah terima jabatan"),
        ("kades baru", "Serah terima jabatan"),
        ("cadangan", "Cadangan"),
        ("kata sandi", "Pengguna"),
        ("lupa", "Kode darurat dalam tiga lembar"),
    ],
)
def test_what_a_worried_person_types_is_found(typed: str, wanted: str) -> None:
    assert wanted in [found.title for found in menu(Level.VILLAGE, typed)][:2]
