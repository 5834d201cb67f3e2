"""Many at once, a second look: what is kept stays as it was kept, and an answer belongs to its own sheet."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from gui.conftest import OpenWindow
from gui.test_grid import abroad, all_of, opened, share
from ppo_desktop.gui.screens.grid.entry import Entry, State, pending, restored
from ppo_desktop.operations.books import grids
from ppo_desktop.operations.house.office import Office

Key = Qt.Key


def test_a_kept_row_keeps_what_was_shared_when_it_was_kept(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    hands = opened(open_window, village, qtbot, "group")
    share(hands, "aruk", "Pak Usman", "", "Kuching", "perkeb", "belum", "4", "", "")
    hands.enter("Rosmiati")
    hands.type("P")
    hands.enter("5-1-90")
    hands.rest()
    assert hands.states == [State.KEPT, State.OPEN]
    strip = hands.grid.strip
    strip.fill({**strip.values, "departure.escort": "Pak Amir", "departure.destination_place": "Miri"})
    hands.grid._shared_changed()
    hands.grid.table.stand(0)
    hands.press(Key.Key_Right, Key.Key_Right, Key.Key_Left)
    assert not hands.grid.rows.entries[0].is_touched  # the date stands there in other words
    hands.grid.table.stand(0, hands.grid.rows.place_of("person.name"))
    hands.type("Rosmiati binti Ali")
    hands.press(Key.Key_Down)
    hands.rest()
    assert hands.states == [State.KEPT, State.OPEN]
    (departure,) = all_of(village, "departure")
    assert (departure["escort"], departure["destination_place"]) == ("Pak Usman", "Kuching")
    assert all_of(village, "person")[0]["name"] == "Rosmiati binti Ali"


def test_marks_belong_to_their_month_and_an_answer_out_of_sight_can_be_taken_back(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    abroad(village, ["Rosmiati", "Siti"])
    hands = opened(open_window, village, qtbot, "news")
    strip = hands.grid.strip

    def turn(day: str) -> None:
        strip.fill({**strip.values, "departure.last_contact_on": day})
        hands.grid._shared_changed()
        hands.press(Key.Key_T)  # refused: the rows of that day are not here yet
        qtbot.wait(400)
        hands.rest()

    turn("5-10-2026")
    assert [entry.answer for entry in hands.grid.rows.entries] == ["", ""]
    hands.press(Key.Key_T, Key.Key_B)
    hands.rest()
    assert [entry.answer for entry in hands.grid.rows.entries] == ["T", "B"]
    turn("5-11-2026")
    assert [entry.answer for entry in hands.grid.rows.entries] == ["", ""]
    hands.grid.take_back()
    hands.rest()
    assert {row["last_contact_on"] for row in all_of(village, "departure")} == {None}
    turn("6-10-2026")
    assert [entry.answer for entry in hands.grid.rows.entries] == ["T", ""]


def test_a_reason_for_a_known_row_goes_with_its_answer(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    abroad(village, ["Rosmiati"])
    hands = opened(open_window, village, qtbot, "news")
    hands.grid.strip.fill({"departure.last_contact_on": "5-12-2026", "departure.last_contact_channel": "TELEPON"})
    hands.grid._shared_changed()
    qtbot.wait(400)
    hands.rest()
    hands.press(Key.Key_B)
    hands.rest()
    (entry,) = hands.grid.rows.entries
    assert (entry.state, entry.is_touched) == (State.HELD, False)
    hands.grid._give_reason("Ditulis untuk bulan depan")
    hands.rest()
    (departure,) = all_of(village, "departure")
    assert departure["last_contact_on"] == "2026-12-05"
    assert departure["warning_reasons"]["last-contact-on-future"] == "Ditulis untuk bulan depan"
    assert departure["destination_country"] == "MY"


def test_a_draft_remembers_what_a_row_was_kept_with() -> None:
    typed = {"person.name": "Rosmiati"}
    row = Entry(dict(typed), state=State.HELD, records={"person": "p1"}, reasons={"under-18": "Dirujuk"})
    row.shared, row.kept = {"departure.escort": "Pak Usman"}, {"person.name": "Rosmi"}
    (found,) = restored(grids.grid("group"), pending([row]))
    assert (found.typed, found.records, found.reasons) == (typed, row.records, row.reasons)
    assert (found.shared, found.kept) == (row.shared, row.kept)
