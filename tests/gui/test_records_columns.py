"""The columns of lists: their widths, their cells, short words."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication

from ppo_desktop.gui.screens.listing.columns import fitting, layout_of
from ppo_desktop.gui.screens.listing.model import RowsModel
from ppo_desktop.gui.screens.listing.table import RecordTable
from ppo_desktop.gui.screens.listing.words import phone_in_words, short_date
from ppo_desktop.records.registry import kind, row_kinds

TODAY = date(2026, 11, 21)


def test_columns_go_from_the_right_when_room_is_short() -> None:
    columns = layout_of(kind("departure")).columns
    asked = sum(column.width for column in columns)
    for width in (200, 400, 716, 920, asked, 1400):
        widths = fitting(columns, width, round)
        assert sum(widths) == width
        assert widths[0] > 0
        shown = [bool(one) for one in widths]
        assert shown == sorted(shown, reverse=True)
    assert all(fitting(columns, asked, round))


def test_every_kind_with_a_list_has_cells_for_an_empty_row() -> None:
    for known in row_kinds():
        layout = layout_of(known)
        assert set(known.list_columns) <= set(layout.fields), known.name
        for column in layout.columns:
            column.cell({}, date(2026, 11, 21))


def test_days_and_numbers_of_rarer_books_leave_room_for_names() -> None:
    name, asked, answer, _answered = fitting(layout_of(kind("data_request")).columns, 716, round)
    assert asked < answer < name / 1.5
    (day,) = [one for one in layout_of(kind("data_request")).columns if one.fields == ("asked_on",)]
    assert day.cell({"asked_on": "2026-11-02"}, date(2026, 11, 21)).first == "2 Nov 2026"


def test_room_that_is_left_goes_to_words_not_to_days_and_numbers() -> None:
    for name in ("plan_item", "meeting", "data_request", "person", "socialisation"):
        columns = layout_of(kind(name)).columns
        asked = sum(column.width for column in columns)
        for column, width in list(zip(columns, fitting(columns, asked + 300, round), strict=True))[1:]:
            assert (width > column.width) == column.grows, (name, column.title)
    shown = {column.title: column for column in layout_of(kind("plan_item")).columns}
    assert not shown["Tahun"].grows
    assert not shown["Target setahun"].grows


def test_of_few_rows_after_many_the_columns_are_as_wide_as_their_words(qapp: object) -> None:
    layout = layout_of(kind("person"))
    rows = RowsModel(layout, lambda keys: [_person(record) for _owner, record in keys], "61.01.04.2003", TODAY)
    table = RecordTable(rows, layout, "Warga")
    keys = [("61.01.04.2003", f"{place:03}") for place in range(500)]
    table.show_keys(keys)
    table.resize(900, 400)
    table.show()
    QApplication.processEvents()
    before = [table.columnWidth(place) for place in range(3)]
    assert before[2] > 144, "the hamlet is read whole"
    table.choose(499)
    table.show_keys(keys[:3])
    assert [table.columnWidth(place) for place in range(3)] == before


def _person(record: str) -> dict[str, object]:
    hamlet = "Kampung Baru Laut Seberang Utara"
    return {"office": "61.01.04.2003", "id": record, "name": "Siti", "sex": "P", "hamlet": hamlet}


def test_a_long_request_is_cut_between_words() -> None:
    asked = {
        "institution": "Bappeda",
        "wanted": "PMI menurut negara tujuan dan jenis kelamin, tahun 2025, tiap desa",
    }
    title = kind("data_request").title_of({**asked, "wanted": f"{asked['wanted']} dan tiap dusun"})
    assert title.endswith("…")
    assert title.removesuffix("…").split()[-1] in asked["wanted"].split()
    assert kind("data_request").title_of(asked).endswith("tiap desa")


def test_short_dates_and_phones() -> None:
    assert [short_date(text) for text in ("2026-11-21", "2026-05", "2026", "?")] == [
        "21 Nov 2026",
        "Mei 2026",
        "2026",
        "?",
    ]
    assert phone_in_words("+6281234567890") == "0812 3456 7890"
    assert phone_in_words("+62562391234") == "0562 391234"
    assert phone_in_words("+622129244800") == "021 29244800"
    assert phone_in_words("+60123456789") == "+60123456789"


def test_what_words_do_not_need_goes_to_names_and_days_keep_their_width() -> None:
    columns = layout_of(kind("person")).columns
    asked = [column.width for column in columns]
    needed = [300, 90, 100, 60, 40]
    name, born, lives, phone, nik = fitting(columns, sum(asked), round, needed)
    assert (born, phone, nik) == (asked[1], asked[3], asked[4]), "longer ones may follow"
    assert lives == 100
    assert name == asked[0] + asked[2] - 100
    wide = fitting(columns, sum(asked) + 400, round, [300, 90, 200, 60, 40])
    assert wide[0] >= 300
    assert wide[2] >= 200
    assert sum(wide) == sum(asked) + 400
    slim = fitting(columns, sum(asked), round, [10, 10, 10, 10, 10])
    assert slim[2] >= 72, "a head is read"
    narrow = fitting(columns, 300, round, needed)
    assert [bool(one) for one in narrow] == [bool(one) for one in fitting(columns, 300, round)], "which ones are seen"


def test_a_badge_that_would_be_cut_gets_room_once_names_have_theirs() -> None:
    columns = layout_of(kind("departure")).columns
    asked = [column.width for column in columns]
    needed = [250, 230, 100, 100, 100, 210]
    name, badge, *_others = fitting(columns, sum(asked) + 100, round, needed)
    assert (name >= 250, badge) == (True, 230)
    assert fitting(columns, 420, round, needed)[:2] == [420 - asked[1], asked[1]], "names come first"
