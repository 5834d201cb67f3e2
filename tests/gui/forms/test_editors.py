"""Every field of every kind can be typed, shown, and typed again without losing anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

import offices
from ppo_desktop.gui.forms.choosing import AmountsEditor, ChipsEditor, ChoiceEditor, TicksEditor, YesNoEditor
from ppo_desktop.gui.forms.editor import AmountEditor, DateEditor, DigitsEditor, Editor, ParagraphEditor
from ppo_desktop.gui.forms.form import form_fields
from ppo_desktop.gui.forms.known import Known
from ppo_desktop.gui.forms.making import editor
from ppo_desktop.operations.books import closing, recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import is_date
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.photos import Photo
from ppo_desktop.records.reading import read
from ppo_desktop.records.registry import kind, row_kinds

pytestmark = pytest.mark.usefixtures("qapp")
Key = Qt.Key
FIELDS = [(each, field) for each in row_kinds() for field in form_fields(each)]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)


def values(field: Field) -> st.SearchStrategy[Any]:
    """What the journal may hold in a field, and what a person may type into it."""
    codes = [code.code for code in code_list(field.choices).items] if field.choices else []
    known = {
        Shape.YES_NO: st.booleans(),
        Shape.INTEGER: st.integers(*field.range),
        Shape.DATE: st.dates().map(str).filter(is_date),
        Shape.PARTIAL_DATE: st.dates().map(str).flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]])),
    }.get(field.shape)
    if field.shape is Shape.LIST:
        return st.none() | st.lists(st.sampled_from(codes), unique=True, min_size=1)
    if field.shape is Shape.MAPPING:
        return st.none() | st.dictionaries(st.sampled_from(codes), st.integers(*field.range), min_size=1, max_size=4)
    if field.shape is Shape.PHOTOS:
        digests = st.text("0123456789abcdef", min_size=64, max_size=64)
        one = st.builds(Photo, digests, WORDS, st.none() | st.booleans()).map(Photo.write)
        return st.none() | st.lists(one, unique_by=lambda photo: str(photo["digest"]), min_size=1, max_size=3)
    if field.digits:
        known = st.text("0123456789", min_size=field.digits[0], max_size=field.digits[1])
    if codes:
        known = st.sampled_from(codes)
    if field.shape is Shape.YES_NO:
        return st.none() | st.booleans()
    return st.none() | WORDS if known is None else st.none() | known | WORDS


@pytest.mark.parametrize(("of", "field"), FIELDS, ids=[f"{of.name}-{field.name}" for of, field in FIELDS])
def test_what_stands_in_a_field_survives_being_shown_and_read(office: Office, of: RecordKind, field: Field) -> None:
    made = editor(field, Known(office, of))

    @settings(max_examples=25)
    @given(values(field))
    def survives(value: object) -> None:
        made.set_value(value)
        once = made.value()
        made.rest()
        assert made.value() == once
        made.set_value(once)
        assert made.value() == once
        before, after = read(field, value)[0], read(field, once)[0]
        assert after == before or (field.shape is Shape.LIST and set(after) == set(before))  # ticks have their order

    survives()
    made.set_value(None)
    assert made.value() is None


@pytest.mark.parametrize(("of", "field"), FIELDS, ids=[f"{of.name}-{field.name}" for of, field in FIELDS])
def test_everything_the_keyboard_reaches_has_a_name(office: Office, of: RecordKind, field: Field) -> None:
    made = editor(field, Known(office, of))
    made.setAccessibleName(field.label)
    reached = [w for w in [made, *made.findChildren(QWidget)] if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reached
    assert all(widget.accessibleName() for widget in reached)


def shown(office: Office, qtbot: Any, of: str, name: str) -> Editor:
    """An editor in a window of its own, with the keyboard in it."""
    made = editor(kind(of).field(name), Known(office, kind(of)))
    qtbot.addWidget(made)
    made.show()
    QTest.qWaitForWindowActive(made)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def type_(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key: Key, made: QWidget) -> None:
    QApplication.processEvents()
    QTest.keyClick(QApplication.focusWidget(), key)
    made.activateWindow()  # offscreen, a closed list keeps the keyboard; no desktop does that
    QTest.qWaitForWindowActive(made)


def test_a_long_number_is_grouped_and_counted_while_it_is_typed(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "person", "nik")
    assert isinstance(made, DigitsEditor)
    type_("610104520309990")
    assert made.line.text() == "6101 0452 0309 990"
    assert made.reading() == "15 dari 16 angka"
    type_("1")
    assert made.reading() == "16 dari 16 angka"
    assert made.value() == "6101045203099901"


def test_a_digit_put_in_between_leaves_the_cursor_behind_it(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "person", "nik")
    assert isinstance(made, DigitsEditor)
    type_("61010452")
    made.line.setCursorPosition(2)
    type_("99")
    assert made.value() == "6199010452"
    type_("8")
    assert made.value() == "61998010452"


def test_letters_in_a_number_stay_for_the_check_to_judge(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "person", "nik")
    type_("6101O452")
    assert made.value() == "6101O452"
    assert made.reading() == ""


def test_money_is_shown_as_rupiah_after_leaving_and_plain_while_typing(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "departure", "debt")
    assert isinstance(made, AmountEditor)
    type_("1500000")
    assert made.reading() == "Rp1.500.000"
    made.rest()
    assert made.line.text() == "Rp1.500.000"
    assert made.value() == 1_500_000
    made.line.clearFocus()
    made.setFocus()
    assert made.line.text() == "1500000"
    type_("Rp 2.000.000,-")
    assert made.value() == 2_000_000


def test_an_amount_that_is_none_stays_as_typed(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "departure", "debt")
    type_("dua juta")
    made.rest()
    assert made.value() == "dua juta"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("14-3-1988", "14 Maret 1988 (38 tahun)"),
        ("14031988", "14 Maret 1988 (38 tahun)"),
        ("14 mar 1988", "14 Maret 1988 (38 tahun)"),
        ("maret 1988", "Maret 1988 (kira-kira 38 tahun)"),
        ("1988", "1988 (kira-kira 37 tahun)"),
        ("21-11-2027", "21 November 2027"),
        ("31-2-1988", ""),
    ],
)
def test_a_birth_date_is_told_back_in_words_with_the_age(office: Office, qtbot: Any, typed: str, told: str) -> None:
    made = shown(office, qtbot, "person", "born_on")
    assert isinstance(made, DateEditor)
    type_(typed)
    assert made.reading() == told


def test_other_dates_are_told_back_without_an_age(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "departure", "departed_on")
    type_("1-2-2020")
    assert made.reading() == "1 Februari 2020"


def test_yes_and_no_are_three_answers_and_arrows_choose(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "departure", "permit_present")
    assert isinstance(made, YesNoEditor)
    assert made.value() is None
    press(Key.Key_Left, made)
    assert made.value() is False
    press(Key.Key_Left, made)
    assert made.value() is True


def test_one_of_a_list_is_found_by_some_letters(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "departure", "destination_country")
    assert isinstance(made, ChoiceEditor)
    type_("brun")
    press(Key.Key_Return, made)
    assert made.value() == "BN"
    assert made.line.text() == "Brunei Darussalam"


def test_tab_takes_what_the_list_has_marked(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "departure", "destination_country")
    type_("ma")
    press(Key.Key_Tab, made)
    assert made.value() == "MY"


def test_what_no_list_has_stays_as_typed(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "departure", "destination_country")
    type_("negeri antah")
    assert made.value() == "negeri antah"


def test_villages_are_chosen_with_their_district(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "person", "region")
    assert isinstance(made, ChoiceEditor)
    type_("sempalai")
    press(Key.Key_Return, made)
    assert made.value() == "61.01.04.2003"
    assert "Kecamatan Tebas" in made.line.text()


def test_several_of_a_list_are_ticked_by_arrows_and_space(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "departure", "documents")
    assert isinstance(made, TicksEditor)
    press(Key.Key_Space, made)
    press(Key.Key_Down, made)
    press(Key.Key_Right, made)
    press(Key.Key_Space, made)
    assert made.value() == ["KTP", "AKTA_LAHIR"]
    press(Key.Key_Up, made)
    press(Key.Key_Up, made)
    press(Key.Key_Space, made)
    assert made.value() == ["AKTA_LAHIR"]


def test_no_closed_record_is_offered(tmp_path: Path) -> None:
    clerk = offices.new_office(tmp_path, offices.VILLAGE, offices.clock_at())
    siti = {"name": "Siti Aminah", "sex": "P", "born_on": "1999-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
    record = recording.save(clerk, kind("person"), siti).record
    closing.close(clerk, kind("person"), clerk.code, record, (), "Pimpinan masih saudaranya.")
    assert [one.value for one in Known(clerk, kind("departure")).search("person", "")] == [record]
    assert Known(offices.as_head(clerk), kind("departure")).search("person", "") == []


def test_codes_out_of_use_are_kept_though_not_offered(office: Office) -> None:
    made = editor(kind("departure").field("documents"), Known(office, kind("departure")))
    made.set_value(["KTP", "SURAT_JALAN_LAMA"])
    assert made.value() == ["KTP", "SURAT_JALAN_LAMA"]


def test_several_of_a_long_list_become_chips(office: Office, qtbot: Any) -> None:
    made = ChipsEditor(kind("person").field("occupation"), lambda _field: ())
    qtbot.addWidget(made)
    made.show()
    QTest.qWaitForWindowActive(made)
    made.setFocus()
    for typed in ("pelajar", "mengurus"):
        type_(typed)
        press(Key.Key_Return, made)
    assert made.value() == ["3", "2"]
    made.set_value(["3", "2", "penyihir"])
    assert made.value() == ["3", "2", "penyihir"]


def test_amounts_by_kind_grow_a_line_and_miss_no_number(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "socialisation", "materials")
    assert isinstance(made, AmountsEditor)
    type_("komik")
    press(Key.Key_Return, made)
    assert "tulis jumlahnya" in made.complaint()
    stops = made.stops()
    assert len(stops) == 3
    stops[1].setFocus()
    type_("97")
    assert made.value() == {"KOMIK": 97}
    assert made.complaint() == ""
    last = made.stops()[-1]
    assert isinstance(last, QLineEdit)
    QApplication.processEvents()
    last.setFocus()
    press(Key.Key_Tab, made)
    type_("5")
    assert "Pilih jenisnya" in made.complaint()


def test_what_an_office_uses_most_is_offered_first(office: Office) -> None:
    made = ChoiceEditor(kind("departure").field("destination_country"), lambda _field: ("SG", "TW"))
    assert [option.value for option in made.line.options[:3]] == ["SG", "TW", "MY"]


def test_paragraphs_keep_their_lines(office: Office, qtbot: Any) -> None:
    made = shown(office, qtbot, "person", "note")
    assert isinstance(made, ParagraphEditor)
    type_("satu")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    type_("dua")
    assert made.value() == "satu\ndua"


def test_every_shape_of_a_form_has_an_editor() -> None:
    assert {field.shape for _of, field in FIELDS} == set(Shape)
