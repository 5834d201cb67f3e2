"""Beranda over real offices: tasks lead where they say, drafts are offered, figures are those of the records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

import offices
from gui.conftest import OpenWindow
from gui.hands import settle
from gui.watchdog import watching
from ppo_desktop.gui.design.chart import ChartView
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.home import FigureCard, HomePage
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.document import Chart, Series


def page_of(window: Any, qtbot: Any) -> HomePage:
    assert isinstance(window.page, HomePage)
    settle(window)
    assert window.page._first is not None
    return window.page


def buttons(page: QWidget) -> list[str]:
    return [found.accessibleName() for found in page.findChildren(QPushButton) if not found.isHidden()]


def test_a_new_village_is_told_its_first_steps_and_one_key_opens_them(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    window = open_window(village)
    page = page_of(window, qtbot)
    offered = [name for name in buttons(page) if ":" in name]
    assert any("Catat warga pertama" in name for name in offered)
    assert any("Kenalkan kunci" in name for name in offered)
    assert len(offered) <= 5
    places: list[str] = []
    window.session.wants.connect(lambda place: places.append(place.screen))
    window.session.wants.disconnect(window.show_place)
    number = next(place for place, name in enumerate(offered, start=1) if "Kenalkan kunci" in name)
    qtbot.keyClick(page, Qt.Key(Qt.Key.Key_0.value + number))
    assert places == ["enrolment"]


def test_what_only_the_head_can_do_a_clerk_is_told_to_ask_for_and_not_led_to(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    window = open_window(village)
    page = page_of(window, qtbot)
    told = [words.text() for words in page.findChildren(QLabel) if words.isVisible()]
    assert sum(words.startswith("Ingatkan pimpinan") for words in told) == 1
    assert any("Hanya pimpinan atau sekretaris" in words for words in told)
    assert not any("kode" in name for name in buttons(page))
    places: list[str] = []
    window.session.wants.connect(lambda place: places.append(place.screen))
    window.session.wants.disconnect(window.show_place)
    qtbot.keyClick(page, Qt.Key.Key_2)
    assert places == [], "its number opens nothing"
    head = page_of(open_window(offices.as_head(village)), qtbot)
    assert any("Periksa kode" in name for name in buttons(head))


def test_months_of_which_nothing_is_known_are_no_zeros(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    page = page_of(open_window(village), qtbot)
    chart = page._departures._chart
    assert chart is not None
    assert chart.series[0].values == chart.series[1].values == (*[None] * 10, 0, None)


def test_the_most_urgent_task_has_the_focus_and_enter_opens_it(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    window = open_window(village)
    page = page_of(window, qtbot)
    first = page._first
    assert first is not None
    assert first.hasFocus()
    assert first.property("role") == "primary"


@pytest.mark.parametrize("zoom", [125, 200])
def test_large_letters_in_a_small_window_ask_nobody_to_scroll_sideways(
    open_window: OpenWindow, tmp_path: Path, qtbot: Any, zoom: int
) -> None:
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at(), is_root=True)
    theme().set(zoom=zoom)
    page = page_of(open_window(camat, size=(1024, 600)), qtbot)
    (area,) = (one for one in page.findChildren(QScrollArea) if one.isVisible())
    assert area.horizontalScrollBar().maximum() == 0


def test_where_villages_report_to_receiving_comes_first(open_window: OpenWindow, tmp_path: Path, qtbot: Any) -> None:
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at(), is_root=True)
    page = page_of(open_window(camat), qtbot)
    first, *_others = [made for made in page.findChildren(QPushButton) if not made.isHidden()]
    assert first.accessibleName() == "Terima berkas"
    assert first.property("role") == "primary"


def test_when_the_task_in_focus_is_done_the_keyboard_stays_on_the_page(
    open_window: OpenWindow, village: Office, tmp_path: Path, qtbot: Any
) -> None:
    enrolment.request(village, tmp_path, offices.HEAD)
    window = open_window(village)
    page = page_of(window, qtbot)
    page._tasks.itemAt(page._tasks.count() - 1).widget().findChild(QPushButton).setFocus()
    window.session.tell("Siti Aminah tersimpan.", undo=lambda: None)
    page._show_tasks([])
    qtbot.wait(10)
    assert QApplication.focusWidget() is page._record_button


def test_an_unfinished_form_is_offered_again(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    drafting.keep(village, DraftKey("person"), {"name": "Siti Aminah"}, title="Siti Aminah")
    page = page_of(open_window(village), qtbot)
    assert "Lanjutkan Siti Aminah" in buttons(page)


def test_figures_are_those_of_the_records(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    typed = {"activity": "PENYULUHAN", "held_on": "2026-11-03", "men": "12", "women": "30"}
    activity = kind("socialisation").field("activity")
    from ppo_desktop.records.codes import code_list

    typed["activity"] = code_list(activity.choices).active[0].code
    recording.save(village, kind("socialisation"), typed)
    page = page_of(open_window(village), qtbot)
    told = [card.accessibleName() for card in page.findChildren(FigureCard)]
    assert any("42" in words and "1 kegiatan" in words for words in told)


def test_above_villages_the_figures_of_the_month_before_are_those_of_the_reports(
    open_window: OpenWindow, tmp_path: Path, qtbot: Any
) -> None:
    pair = offices.new_pair(tmp_path, offices.clock_at("2026-12-02T02:00:00"))
    pair.departure(
        pair.person(), departed_on="2026-11-07", status="berangkat", warning_reasons={"incomplete": "menyusul"}
    )
    pair.report()
    pair.carry_up()
    page = page_of(open_window(pair.camat), qtbot)
    told = [card.accessibleName() for card in page.findChildren(FigureCard)]
    assert "Berangkat November 2026, menurut laporan: 1" in told
    assert any(words.startswith("Laporan November 2026 diterima: 1/1") for words in told)
    pair.close()


def test_home_fills_without_holding_the_window(
    open_window: OpenWindow, village: Office, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(village)
    page = page_of(window, qtbot)
    with watching(monkeypatch):
        page.enter()
        settle(window)


@pytest.mark.usefixtures("qapp")
def test_a_chart_tells_its_numbers_to_a_screen_reader() -> None:
    view = ChartView("Keberangkatan 2026")
    series = (Series("Prosedural", (3, 0, None)), Series("Nonprosedural", (1, 0, 2)))
    view.show_chart(Chart("Keberangkatan 2026", "stacked", ("Jan", "Feb", "Mar"), series))
    assert view.accessibleDescription() == "Jan: 3 prosedural, 1 nonprosedural; Mar: tidak ada data, 2 nonprosedural"
