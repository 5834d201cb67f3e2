"""Blank forms say everything their declaration asks, for every kind."""

from __future__ import annotations

import pytest

from ppo_desktop.core.text import _
from ppo_desktop.pdf.page import frame
from ppo_desktop.pdf.render import lay_out
from ppo_desktop.records import hints
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Shape
from ppo_desktop.records.instruments import newest
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind, row_kinds
from ppo_desktop.reports.blank_form import (
    ALWAYS_REQUIRED,
    MOST_BOXES,
    RESTRICTED,
    FormFacts,
    blank_form,
    condition,
    form_fields,
    marked,
)
from ppo_desktop.reports.document import Blank, Boxes, Heading, Table, plain_text
from ppo_desktop.reports.office import Office, Person, letterhead

OFFICE = Office("61.01.04.2003", "desa", "Sempalai", letterhead("desa", "Sempalai"), Person("Abdul Hamid"))
FACTS = FormFacts(OFFICE, "0.1.0")


@pytest.mark.parametrize("of", row_kinds(), ids=lambda of: of.name)
def test_every_field_and_every_choice_of_a_short_list_has_its_place_on_the_form(of: RecordKind) -> None:
    form = blank_form(of, FACTS)
    said = plain_text(form)
    titles = [block.text for block in form.blocks if isinstance(block, Heading)]
    for field in form_fields(of):
        assert marked(field) in said
        assert any(title.startswith(_(field.group)) for title in (*titles, _(field.label)))
        for when in field.when:
            assert condition(of, when) in said, field.name
        offered = code_list(field.choices).active if field.choices else ()
        for code in offered if len(offered) <= MOST_BOXES else [code for code in offered if code.frequent]:
            assert code.label in said, (field.name, code.code)
    assert form.footer.startswith(form.title)
    assert "versi 0.1.0" in form.footer
    assert ("Nama atau nomor: ....." in form.footer) is not of.is_nameless, "loose sheets find each other again"


def test_a_form_asks_for_nothing_that_the_program_works_out_itself() -> None:
    said = plain_text(blank_form(kind("departure"), FACTS))
    assert "Umur saat berangkat" not in said
    assert "Nama saat dicatat" not in said
    assert "Amplop" not in plain_text(blank_form(kind("incoming_report"), FACTS))


def test_required_and_restricted_fields_are_marked_and_the_marks_explained_where_they_occur() -> None:
    departure = blank_form(kind("departure"), FACTS)
    labels = {block.label for block in departure.blocks if isinstance(block, Blank | Boxes)}
    assert {"Tanggal catat *", "Sektor (*)", "Biaya yang diminta (rupiah) [T]", "Kata tanda bahaya [T]"} <= labels
    assert "(*) boleh menyusul" in plain_text(departure)
    assert "[T] isian terbatas" in plain_text(departure)
    institution = plain_text(blank_form(kind("institution"), FACTS))
    assert f"{ALWAYS_REQUIRED} wajib diisi" in institution
    assert RESTRICTED not in institution


def test_dates_and_numbers_have_a_box_for_each_digit_and_long_texts_several_lines() -> None:
    places = {block.label: block for block in blank_form(kind("person"), FACTS).blocks if isinstance(block, Blank)}
    assert places["NIK"].cells == (4, 4, 4, 4)
    assert places["Tanggal lahir"].cells == (2, 2, 4)
    assert places["RT"].cells == (3,)
    assert {"Bulan *": (2, 4)}.items() <= {
        block.label: block.cells for block in blank_form(kind("rt_report"), FACTS).blocks if isinstance(block, Blank)
    }.items()
    assert places["Catatan [T]"].lines > 1
    assert "Diisi bila “Pindah ke desa” terisi" in places["Pindah pada"].hint


def test_numbers_for_each_code_stand_in_a_table_with_all_of_them() -> None:
    of = kind("socialisation")
    tables = [block for block in blank_form(of, FACTS).blocks if isinstance(block, Table)]
    mappings = [field for field in form_fields(of) if field.shape is Shape.MAPPING and field.choices]
    assert [table.groups for table in tables] == [((marked(field), 4),) for field in mappings]
    assert len(mappings) == 2
    cells = {cell for table in tables for row in table.rows for cell in row}
    assert {code.label for code in code_list("audiences").active} <= cells


def test_a_condition_is_said_in_the_words_of_the_form() -> None:
    departure = kind("departure")
    assert condition(departure, hints.When("passport")) == "Diisi bila “Nomor paspor” terisi"
    assert condition(kind("person"), hints.When("nik", (None,))) == "Diisi bila “NIK” kosong"
    assert (
        condition(departure, hints.When("permit_present", (True,))) == "Diisi bila “Pemberi izin hadir di kantor”: Ya"
    )
    several = condition(departure, hints.When("status", ("niat", "proses", "siap")))
    assert several.endswith("Berniat berangkat, Proses dokumen, atau Siap berangkat")


def test_the_sheet_for_the_talk_has_every_question_that_is_asked_and_nothing_of_what_answers_count_for() -> None:
    instrument = newest()
    said = plain_text(blank_form(kind("screening"), FormFacts(OFFICE, "0.1.0", instrument)))
    for question in instrument.questions:
        assert (f"{question.id}. {question.text}" in said) is not question.automatic
        assert (f"{question.text} [S]" in said) is (question.waits and not question.automatic)
        if not question.automatic:
            assert all(answer.words in said for answer in question.answers)
            assert not any(answer.reason in said for answer in question.answers if answer.reason)
    assert "poin" not in said.casefold()
    assert "wajib rujuk" not in said.replace("Singkat (tanda wajib rujuk saja)", "")
    assert f"instrumen {instrument.version}" in blank_form(kind("screening"), FormFacts(OFFICE, "1", instrument)).footer


def test_a_statement_is_read_before_the_boxes_that_answer_it() -> None:
    (trust,) = [
        block
        for block in blank_form(kind("policy_survey"), FACTS).blocks
        if isinstance(block, Boxes) and block.label.startswith("Percaya data")
    ]
    assert trust.label == "Percaya data: Saya percaya data yang dilaporkan"
    assert not trust.hint


def test_who_filled_in_a_form_is_asked_but_not_where_nobody_is_to_be_known() -> None:
    assert "Diisi oleh (nama, tanda tangan)" in plain_text(blank_form(kind("task"), FACTS))
    assert "Diisi oleh" not in plain_text(blank_form(kind("policy_survey"), FACTS))


@pytest.mark.parametrize("of", [one for one in row_kinds() if one.is_on_paper], ids=lambda of: of.name)
def test_no_form_goes_on_for_only_a_few_lines_on_a_further_page(of: RecordKind) -> None:
    instrument = newest() if of.name == "screening" else None
    *_others, last = lay_out(blank_form(of, FormFacts(OFFICE, "0.1.0", instrument)), "F4")
    top, lowest = frame("F4").y_top, min(y - item.height for y, item in last)
    assert top - lowest > frame("F4").height * 0.15
