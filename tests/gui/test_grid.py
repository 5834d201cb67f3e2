"""Many at once, by real keys in the real window: how few they are, what holds a row up, what is never lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import offices
from gui.conftest import OpenWindow
from gui.hands import CTRL, SHIFT, Hands, keyboard, settle
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.grid.entry import State
from ppo_desktop.gui.screens.grid.page import GridPage
from ppo_desktop.gui.screens.grid.table import ROW
from ppo_desktop.gui.screens.home import HomePage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import batches, browsing, grids, recording
from ppo_desktop.operations.books.batches import Line
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind

Key = Qt.Key
NAMES = ("Siti Aminah", "Ahmad Fauzi", "Dewi Lestari", "Rosmiati", "Hamdan", "Budi Santoso", "Nur Halimah", "Jumadi")
SHARED: Mapping[str, object] = {
    "person.no_nik_reason": "TIDAK_TAHU",
    "departure.destination_country": "MY",
    "departure.source": "RT",
}


class Counted(Hands):
    """Hands that count the keys which are not text."""

    def __init__(self, window: MainWindow, qtbot: Any) -> None:
        super().__init__(window, qtbot)
        self.keys = 0

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(keyboard(), letter)
            QApplication.processEvents()

    def enter(self, *texts: str) -> None:
        """Type into cells, Enter behind each."""
        for text in texts:
            self.type(text)
            self.hit(Key.Key_Return)

    def hit(self, *keys: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += len(keys)
        self.press(*keys, held=held)

    @property
    def grid(self) -> GridPage:
        assert isinstance(self.window.page, GridPage)
        return self.window.page

    @property
    def states(self) -> list[State]:
        return [entry.state for entry in self.grid.rows.entries]


def opened(open_window: OpenWindow, office: Office, qtbot: Any, name: str, **more: Any) -> Counted:
    window = open_window(office, "grid", grid=name, **more)
    settle(window)
    return Counted(window, qtbot)


def all_of(office: Office, name: str) -> list[browsing.Row]:
    of = kind(name)
    return [row for row in browsing.window(office, of, browsing.ids(office, of), tuple(of.by_name)) if row]


def people(count: int) -> list[str]:
    return [f"{NAMES[n % len(NAMES)]} {'abcdefghijklmnopqrstuvwxyz'[n // len(NAMES)].upper()}" for n in range(count)]


def abroad(office: Office, names: list[str], **more: object) -> None:
    for name in names:
        typed = {"person.name": name, "person.sex": "P", "person.born_on": "1985", "departure.departed_on": "2015"}
        assert batches.keep(office, grids.grid("abroad"), SHARED, Line(typed | more, is_other=True), "buku").is_kept


def share(hands: Counted, *values: str) -> None:
    """Fill in the shared fields from the first empty one on; Enter passes by what is there."""
    for value in values:
        if value:
            hands.type(value)
            if hands.grid.strip.isAncestorOf(keyboard()) and getattr(keyboard(), "is_open", False):
                hands.hit(Key.Key_Return)
        hands.hit(Key.Key_Return)


def type_abroad(hands: Counted, count: int) -> None:
    share(hands, "3", "", "Kuching", "Kebun sawit", "", "", "")
    assert keyboard() is hands.grid.table.line
    for number, name in enumerate(people(count)):
        hands.enter(name)
        hands.type("LP"[number % 2])
        hands.enter(str(1950 + number % 40), str(2010 + number % 15))
        if not number:
            hands.hit(Key.Key_F7, Key.Key_F7, Key.Key_Return)  # this book has no families
    hands.rest()


# ------------------------------------------------------------------------------- how few keys


@pytest.mark.parametrize("count", [12, pytest.param(100, marks=pytest.mark.long)])
def test_people_abroad_take_three_keys_each_beside_their_text(
    open_window: OpenWindow, village: Office, qtbot: Any, count: int
) -> None:
    hands = opened(open_window, village, qtbot, "abroad")
    type_abroad(hands, count)
    print(f"{count} abroad: {hands.keys} keys beside the text, {hands.keys / count:.2f} each")
    assert hands.states == [State.KEPT] * count + [State.OPEN]
    rows = all_of(village, "departure")
    assert len(rows) == count
    assert {row["status"] for row in rows} == {"bekerja"}
    assert {row["destination_place"] for row in rows} == {"Kuching"}
    assert hands.keys <= 3 * count + 12


def test_a_group_of_ten_takes_two_keys_each(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    hands = opened(open_window, village, qtbot, "group")
    reason = hands.grid.strip.reason
    assert reason.fontMetrics().horizontalAdvance(reason.text()) < reason.width(), "the sentence is read whole"
    share(hands, "aruk", "Pak Usman, KB 1234 XY", "", "Kuching", "perkeb", "belum", "4", "", "")
    for number, name in enumerate(people(10)):
        hands.enter(name)
        hands.type("LP"[number % 2])
        hands.enter(str(1985 + number % 10))
    hands.rest()
    print(f"group of 10: {hands.keys} keys beside the text, {hands.keys / 10:.2f} each with all that is shared")
    rows = all_of(village, "departure")
    assert len(rows) == 10
    assert {(row["exit_point"], row["escort"], row["path"], row["sector"], row["status"]) for row in rows} == {
        ("PLBN_ARUK", "Pak Usman, KB 1234 XY", "belum_jelas", "PERKEBUNAN", "berangkat")
    }
    assert hands.keys <= 3 * 10 + 5


@pytest.mark.parametrize("count", [12, pytest.param(60, marks=pytest.mark.long)])
def test_a_contact_sheet_takes_one_key_each(open_window: OpenWindow, village: Office, qtbot: Any, count: int) -> None:
    abroad(village, people(count), **{"person.rt": "3"})
    hands = opened(open_window, village, qtbot, "news")
    for number in range(count):
        letter = {1: Key.Key_T, 2: Key.Key_P}.get(number % 10, Key.Key_B)
        hands.hit(letter)
    hands.rest()
    print(f"contact sheet of {count}: {hands.keys} keys, {hands.keys / count:.2f} each")
    assert hands.states == [State.KEPT] * count
    rows = all_of(village, "departure")
    heard = [row for row in rows if row["last_contact_on"] == "2026-11-21"]
    assert {row["last_contact_channel"] for row in heard} == {"KELUARGA"}
    quiet = count // 10 + (count % 10 > 1)
    assert len(heard) == count - quiet
    assert sum(row["status"] == "pulang" for row in rows) == count // 10 + (count % 10 > 2)
    assert hands.keys == count


def test_a_month_of_twenty_rts_takes_one_key_each(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    hands = opened(open_window, village, qtbot, "rt")
    assert hands.at == "RT tertinggi, untuk semua baris"  # no address names an RT yet
    hands.type("20")
    hands.hit(Key.Key_Return, Key.Key_Return)
    hands.rest()
    for number in range(20):
        hands.hit((Key.Key_L, Key.Key_T, Key.Key_A, Key.Key_B)[number % 4])
    hands.rest()
    print(f"20 RT reports: {hands.keys} keys, {hands.keys / 20:.2f} each")
    rows = all_of(village, "rt_report")
    assert sorted(row["rt"] for row in rows) == [f"{n:03d}" for n in range(1, 21)]
    assert {row["month"] for row in rows} == {"2026-11"}
    assert [row["received_on"] for row in rows if row["state"] == "BELUM"] == [None] * 5
    assert hands.keys <= 20 + 6


# ------------------------------------------------------------------------------- what holds a row up


def test_a_row_that_cannot_be_kept_stays_says_why_and_is_kept_when_it_is_right(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    hands = opened(open_window, village, qtbot, "abroad")
    hands.grid.table.line.setFocus()
    hands.enter("Rosmiati")
    hands.type("p")
    hands.enter("1985-02-31", "2015")
    hands.press(Key.Key_Return, held=CTRL)
    hands.enter("Hamdan")
    hands.type("L")
    hands.enter("1970", "2001")
    hands.press(Key.Key_Return, held=CTRL)
    hands.rest()
    assert hands.states == [State.HELD, State.KEPT, State.OPEN]
    assert "bukan tanggal" in hands.grid.rows.entries[0].sentence
    assert hands.grid.foot.count.text() == "1 baris tersimpan · 1 perlu dilihat (F8)"
    hands.press(Key.Key_F8)
    assert hands.at == "Lahir, baris 1"
    hands.type("1985")
    hands.press(Key.Key_Return, held=CTRL)
    hands.rest()
    assert hands.states[:2] == [State.KEPT, State.KEPT]
    assert {row["person_name"] for row in all_of(village, "departure")} == {"Rosmiati", "Hamdan"}


def test_what_the_one_reason_does_not_answer_asks_for_its_own(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    hands = opened(open_window, village, qtbot, "abroad")
    hands.grid.table.line.setFocus()
    hands.enter("Rosmiati")
    hands.type("P")
    hands.enter("2009", "2024")
    hands.press(Key.Key_Return, held=CTRL)
    hands.rest()
    assert hands.states == [State.HELD, State.OPEN]
    hands.press(Key.Key_F8)
    assert hands.at == "Alasan untuk baris ini"
    hands.enter("Sudah dirujuk ke dinas")
    hands.rest()
    assert hands.states == [State.KEPT, State.OPEN]
    assert all_of(village, "departure")[0]["warning_reasons"]["under-18"] == "Sudah dirujuk ke dinas"


def test_somebody_recorded_already_is_said_at_the_row_and_taken_by_one_key(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    typed = {"name": "Hamdan", "sex": "L", "born_on": "1985", "rt": "7", "no_nik_reason": "TIDAK_TAHU"}
    recording.save(village, kind("person"), typed)
    hands = opened(open_window, village, qtbot, "group")
    hands.grid.table.line.setFocus()
    hands.enter("Hamdan")
    hands.rest()
    assert "Mungkin sudah tercatat: Hamdan" in hands.grid.notice.words.text()
    hands.press(Key.Key_F2)
    hands.rest()
    assert hands.states == [State.KEPT, State.OPEN]
    assert len(all_of(village, "person")) == 1
    hands.enter("Hamdan")
    hands.type("L")
    hands.enter("1985", "7")  # typed on without a look at the question
    hands.rest()
    assert hands.states == [State.KEPT, State.HELD, State.OPEN]
    hands.press(Key.Key_F8, Key.Key_F3)
    hands.rest()
    assert hands.states == [State.KEPT, State.KEPT, State.OPEN]
    assert len(all_of(village, "person")) == 2


def test_ctrl_d_and_a_quote_repeat_what_stands_above(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    hands = opened(open_window, village, qtbot, "abroad")
    hands.grid.table.line.setFocus()
    hands.enter("Rosmiati")
    hands.type("P")
    hands.enter("1985", "2015", "4", "Miri", "Kedai")
    hands.press(Key.Key_Return, held=CTRL)
    hands.enter("Hamdan")
    hands.type("L")
    hands.enter("1970", '"')
    hands.press(Key.Key_D, Key.Key_D, held=CTRL)
    hands.enter('"')
    hands.press(Key.Key_Return, held=CTRL)
    hands.rest()
    found = all_of(village, "departure")
    assert {(row["departed_on"], row["destination_place"], row["job"]) for row in found} == {("2015", "Miri", "Kedai")}
    assert {row["rt"] for row in all_of(village, "person")} == {"004"}


def test_ctrl_z_takes_the_last_row_back_and_it_can_be_kept_again(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    hands = opened(open_window, village, qtbot, "abroad")
    type_abroad(hands, 2)
    hands.press(Key.Key_Z, held=CTRL)
    hands.rest()
    assert len(all_of(village, "person")) == 1
    assert hands.states[:2] == [State.KEPT, State.OPEN]
    assert hands.at == "Nama lengkap, baris 2"
    hands.type("Rosmiati")
    hands.press(Key.Key_Return, held=CTRL)
    hands.rest()
    assert {row["name"] for row in all_of(village, "person")} == {"Siti Aminah A", "Rosmiati"}


def test_a_kept_row_can_be_changed_and_one_left_before_its_end_waits(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    hands = opened(open_window, village, qtbot, "abroad")
    type_abroad(hands, 2)
    hands.type("Ju")
    hands.press(Key.Key_Up, Key.Key_Up)
    hands.type("Rosmiati")
    hands.press(Key.Key_Down)
    hands.rest()
    assert {row["name"] for row in all_of(village, "person")} == {"Rosmiati", "Ahmad Fauzi A"}
    assert hands.states == [State.KEPT, State.KEPT, State.HELD]
    assert "belum selesai" in hands.grid.rows.entries[2].sentence


def test_what_is_not_kept_waits_until_one_comes_back(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    hands = opened(open_window, village, qtbot, "abroad")
    hands.grid.table.line.setFocus()
    hands.enter("Rosmiati")
    hands.type("P")
    hands.type("198")
    window = hands.window
    window.show_place(Place("home"))
    settle(window)
    assert isinstance(window.page, HomePage)
    hands.push("Lanjutkan Warga yang sudah di luar negeri")
    (row, _new) = hands.grid.rows.entries
    assert row.typed == {"person.name": "Rosmiati", "person.sex": "P", "person.born_on": "198"}


def test_tab_goes_through_a_row_and_out_of_an_empty_one(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    hands = opened(open_window, village, qtbot, "group")
    hands.grid.table.line.setFocus()
    hands.press(Key.Key_Tab)
    assert keyboard() is not hands.grid.table.line
    hands.grid.table.line.setFocus()
    hands.type("Rosmiati")
    hands.press(Key.Key_Tab)
    assert hands.at == "L/P, baris 1"
    hands.press(Key.Key_Tab, held=SHIFT)
    assert hands.at == "Nama lengkap, baris 1"


def test_trouble_offers_to_record_what_follows(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    abroad(village, ["Rosmiati", "Siti"])
    hands = opened(open_window, village, qtbot, "news")
    hands.press(Key.Key_M)
    hands.rest()
    assert hands.at == "Jawaban, Rosmiati, baris 1"
    hands.press(Key.Key_F4)
    hands.rest()
    assert hands.form.kind.name == "follow_up"
    found = next(row for row in all_of(village, "departure") if row["person_name"] == "Rosmiati")
    assert (
        found["id"] in hands.form.form.everything().values() or found["person"] in hands.form.form.everything().values()
    )


def test_above_villages_each_row_says_in_which_village_it_is(
    open_window: OpenWindow, tmp_path: Path, qtbot: Any
) -> None:
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at())
    hands = opened(open_window, camat, qtbot, "abroad")
    assert hands.grid.strip.isAncestorOf(keyboard())
    assert keyboard().accessibleName() == "Desa, untuk semua baris"
    share(hands, "Sempalai", "3", "", "Kuching", "Kebun sawit", "", "", "")
    hands.enter("Siti Aminah")
    hands.type("P")
    hands.enter("1985", "2015", "", "")
    hands.rest()
    (person,) = all_of(camat, "person")
    assert (person["region"], person["rt"]) == (offices.VILLAGE, "003")


def test_a_narrow_window_gives_its_height_to_the_rows(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    hands = opened(open_window, village, qtbot, "group", size=(1024, 600))
    assert not hands.grid.strip.is_folded
    hands.grid.table.line.setFocus()
    hands.enter("Rosmiati")
    assert hands.grid.strip.is_folded


def test_a_sheet_of_answers_in_a_low_window_shows_its_rows_and_its_hint_without_scrolling(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    abroad(village, people(12))
    grid = opened(open_window, village, qtbot, "news", size=(1024, 600)).grid
    assert grid.strip.is_folded
    assert grid.table.viewport().height() >= 6 * theme().px(ROW)
    assert grid.notice.words.visibleRegion().boundingRect() == grid.notice.words.rect()
    assert grid._scroll is not None
    assert grid._scroll.verticalScrollBar().maximum() == 0


def test_where_nobody_is_on_a_sheet_no_key_is_offered(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    hands = opened(open_window, village, qtbot, "news")
    assert "Tidak ada yang tercatat di sini" in hands.sight
    assert not hands.grid.notice.keys.isVisible()
    assert hands.grid.notice.words.text() == ""


def test_from_the_list_two_keys_lead_to_a_grid(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    hands = Counted(open_window(village, "departures"), qtbot)
    hands.rest()
    hands.push("Isi banyak sekaligus")
    hands.press(Key.Key_2)
    hands.rest()
    assert hands.grid.title.text() == "Rombongan"
    hands.press(Key.Key_Escape)
    hands.rest()
    assert not isinstance(hands.window.page, GridPage)
