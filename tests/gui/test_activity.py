"""Catatan kegiatan: what it tells, page by page, and how a change is taken back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QLabel

import samples
from gui.conftest import OpenWindow
from gui.hands import settle
from gui.watchdog import watching
from ppo_desktop.core.clock import FixedClock
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.tokens import ROW_HEIGHT
from ppo_desktop.gui.screens.activity import PAGE, ActivityPage
from ppo_desktop.gui.screens.listing.dated import Day
from ppo_desktop.gui.screens.listing.deeds import title_of
from ppo_desktop.gui.screens.listing.kind_chips import FIRST_SHOWN
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import activity, browsing, recording, undoing
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind, row_kinds
from ppo_desktop.records.same_person import SAME_PERSON

Key = Qt.Key
PERSON = kind("person")


def person(office: Office, name: str, **more: object) -> recording.Saved:
    known = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA", **more}
    return recording.save(office, PERSON, known)


def move(office: Office, **step: float) -> None:
    assert isinstance(office.clock, FixedClock)
    office.clock.move(**step)


def shown(window: MainWindow, qtbot: Any) -> ActivityPage:
    page = window.page
    assert isinstance(page, ActivityPage)
    settle(window)
    return page


def titles(page: ActivityPage) -> list[str]:
    return [f"# {entry.title}" if isinstance(entry, Day) else entry.title for entry in page.deeds.entries]


def told(page: ActivityPage) -> list[str]:
    return [child.text() for child in page.pane.findChildren(QLabel) if child.isVisible()]


def test_days_stand_above_what_was_done_newest_first(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    person(village, "Siti Aminah")
    move(village, days=1, hours=-3)
    person(village, "Ahmad Fauzi")
    move(village, minutes=5)
    person(village, "Dewi Lestari")
    page = shown(open_window(village, "activity"), qtbot)
    assert titles(page)[:5] == [
        "# Hari ini, 22 November 2026",
        "Dewi Lestari",
        "Ahmad Fauzi",
        "# Kemarin, 21 November 2026",
        "Siti Aminah",
    ]
    assert page.list.chosen is not None
    assert page.list.chosen.title == "Dewi Lestari"
    spoken = page.deeds.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Dewi Lestari, Warga · dicatat · Rina, Hari ini, 22 November 2026, pukul 06.05."


def test_arrows_pass_over_days_and_enter_opens_the_record(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    first = person(village, "Siti Aminah")
    move(village, days=1)
    person(village, "Ahmad Fauzi")
    window = open_window(village, "activity")
    page = shown(window, qtbot)
    places: list[Place] = []
    window.session.wants.disconnect(window.show_place)
    window.session.wants.connect(places.append)
    qtbot.keyClick(page.list, Key.Key_Down)
    qtbot.keyClick(page.list, Key.Key_Return)
    record = {"kind": "person", "owner": village.code, "record": first.record, "listed": "people"}
    assert places == [Place("record", record)]
    qtbot.keyClick(page.list, Key.Key_Home)
    assert page.list.chosen is not None
    assert page.list.chosen.title == "Ahmad Fauzi"


def test_a_change_shows_what_stood_before_and_is_taken_back_by_u(
    open_window: OpenWindow, village: Office, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = person(village, "Siti Aminah", hamlet="Dusun Barat")
    later = {"hamlet": "Dusun Timur", "born_on": "2001-05-02", "note": "Rumah cat biru."}
    recording.save(village, PERSON, later, saved.record)
    window = open_window(village, "activity")
    page = shown(window, qtbot)
    words = told(page)
    for text in ("Sebelum", "Sesudah", "Dusun Barat", "Dusun Timur", "12 Maret 2000", "2 Mei 2001", "(terbatas)"):
        assert text in words
    assert "Rumah cat biru." not in words
    with watching(monkeypatch):
        qtbot.keyClick(page.list, Key.Key_U)
        qtbot.waitUntil(lambda: window.toaster.text == "Sudah diurungkan.")
        shown(window, qtbot)
    row = browsing.window(village, PERSON, [(village.code, saved.record)])[0]
    assert row is not None
    assert row["hamlet"] == "Dusun Barat"
    assert titles(page).count("Siti Aminah") == 3  # taking back is one more line
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    shown(window, qtbot)
    row = browsing.window(village, PERSON, [(village.code, saved.record)])[0]
    assert row is not None
    assert row["hamlet"] == "Dusun Timur"


def test_what_was_deleted_from_the_list_is_restored(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    saved = person(village, "Siti Aminah")
    undoing.remove(village, PERSON, saved.record)
    assert browsing.count(village, PERSON) == 0
    window = open_window(village, "activity")
    page = shown(window, qtbot)
    assert page.undo_button.accessibleName() == "Pulihkan"
    qtbot.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    shown(window, qtbot)
    assert browsing.count(village, PERSON) == 1


def test_what_was_changed_again_says_why_it_cannot_be_taken_back(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    saved = person(village, "Siti Aminah", hamlet="Dusun Barat")
    for hamlet in ("Dusun Timur", "Dusun Utara"):
        recording.save(village, PERSON, {"hamlet": hamlet}, saved.record)
    window = open_window(village, "activity")
    page = shown(window, qtbot)
    qtbot.keyClick(page.list, Key.Key_Down)
    qtbot.keyClick(page.list, Key.Key_U)
    qtbot.waitUntil(lambda: any("sudah diubah lagi" in label.text() for label in page.findChildren(QLabel)))


def test_what_was_erased_cannot_be_brought_back_and_says_so(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    saved = person(village, "Siti Aminah")
    recording.erase(village, saved.record)
    window = open_window(village, "activity")
    page = shown(window, qtbot)
    assert "Siti Aminah" not in titles(page)
    assert not page.undo_button.isEnabled()
    assert "Sudah dihapus untuk selamanya" in page.undo_button.accessibleDescription()
    assert any(words.startswith("Urungkan: Sudah dihapus untuk selamanya") for words in told(page))
    assert not page.open_button.isEnabled()


def test_more_comes_when_one_scrolls_on(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    saved = person(village, "Siti Aminah")
    for number in range(PAGE + 20):
        recording.save(village, PERSON, {"hamlet": f"Dusun {number}"}, saved.record)
    window = open_window(village, "activity")
    page = shown(window, qtbot)
    assert len(titles(page)) == PAGE + 1
    qtbot.keyClick(page.list, Key.Key_End)
    qtbot.waitUntil(lambda: page.deeds.is_whole)
    everything = activity.activity(village, limit=10_000)
    assert [entry.link for entry in page.deeds.entries if not isinstance(entry, Day)] == [a.link for a in everything]
    assert sum(isinstance(entry, Day) for entry in page.deeds.entries) == 1


def test_one_kind_and_one_person_can_be_looked_at(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    siti = person(village, "Siti Aminah").record
    leaving = {"person": siti, "registered_on": "2026-11-03", "status": "niat", "destination_country": "MY"}
    recording.save(village, kind("departure"), leaving)
    window = open_window(village, "activity")
    page = shown(window, qtbot)
    offered = [name for name, chip in page.kinds.chips.items() if not chip.isHidden()]
    assert offered == ["", "person", "departure"], "books in which nothing stands are not offered"
    page.kinds.chips["departure"].setFocus()
    qtbot.keyClick(page.kinds.chips["departure"], Key.Key_Space)
    shown(window, qtbot)
    assert "Siti Aminah" not in titles(page)
    assert "Siti Aminah – Malaysia" in titles(page)
    page.show_all()
    shown(window, qtbot)
    assert "Siti Aminah" in titles(page)
    page.who.setFocus()
    qtbot.keyClicks(page.who, "abdul")
    qtbot.keyClick(page.who, Key.Key_Return)
    shown(window, qtbot)
    assert page.who.value == "Abdul Hamid"
    assert "Siti Aminah" not in titles(page)
    page.who.clear()
    shown(window, qtbot)
    assert "Siti Aminah" in titles(page)


def record_one_of_each(office: Office) -> None:
    """A long sample in every book the office has."""
    recorded: samples.Recorded = {}
    for one in row_kinds():
        if office.identity.level in one.levels and one is not SAME_PERSON:
            samples.save(office, one.name, recorded)


def test_where_there_are_many_books_the_rarer_ones_stand_in_a_list(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    record_one_of_each(village)
    window = open_window(village, "activity")
    page = shown(window, qtbot)
    in_sight = [chip for chip in page.kinds.widgets if not chip.isHidden()]
    assert len(in_sight) == 2 + FIRST_SHOWN
    assert len({chip.y() for chip in in_sight}) <= 2, "lines at 1366x768"
    assert page.kinds.more.isVisible()
    page.kinds.more.setFocus()
    qtbot.keyClicks(page.kinds.more, "rapat")
    qtbot.keyClick(page.kinds.more, Key.Key_Return)
    shown(window, qtbot)
    assert {entry.kind for entry in page.deeds.entries if not isinstance(entry, Day)} == {"meeting"}
    assert page.kinds.chips["meeting"].isVisible()
    assert page.kinds.chips["meeting"].isChecked()
    assert page.kinds.more.text() == ""
    page.show_all()
    assert not page.kinds.chips["meeting"].isVisible()


def test_in_a_narrow_window_the_buttons_stay_in_sight_and_what_changed_takes_the_place_of_the_list(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    record_one_of_each(village)
    window = open_window(village, "activity", size=(1024, 600))
    page = shown(window, qtbot)
    assert page._scroll is not None
    assert page._scroll.verticalScrollBar().maximum() == 0
    assert len({chip.y() for chip in page.kinds.widgets if chip.isVisible()}) == 1
    assert page.list.height() >= 4 * theme().px(ROW_HEIGHT)
    for made in (page.read_button, page.undo_button, page.open_button):
        assert made.visibleRegion().boundingRect() == made.rect()
    qtbot.mouseClick(page.read_button, Qt.MouseButton.LeftButton)
    assert not page.list.isVisible()
    assert title_of(page.list.chosen) in told(page)  # type: ignore[arg-type]  # one is chosen
    qtbot.keyClick(page.read_button, Key.Key_Escape)
    assert page.list.hasFocus()
    assert window.page is page


def test_days_of_the_week_agree_with_qt(qapp: object) -> None:
    from datetime import date

    from ppo_desktop.gui.screens.listing.dated import day_words

    for day in (date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 22)):
        qt = QLocale(QLocale.Language.Indonesian).toString(QDate(day.year, day.month, day.day), "dddd")
        assert day_words(day.isoformat(), date(2027, 1, 1)).startswith(qt)
