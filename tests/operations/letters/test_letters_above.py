"""What a letter of a village says where it is veiled: at the kecamatan, after the report of the month."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

import offices
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.letters import issuing, letter_templates
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.papers import registers
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.letter import LETTER
from ppo_desktop.reports.letter_template import TEXTS
from ppo_desktop.reports.registers import AGENDA
from ppo_desktop.storage import rows


def test_above_no_letter_names_whom_it_is_about_not_even_as_who_gets_it(tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path)
    village, camat = pair.village, pair.camat
    texts = {name: letter_templates.original("PELACAKAN").text(name) for name in TEXTS}
    letter_templates.adapt(offices.as_head(village), "PELACAKAN", texts | {"subject": "Pelacakan {nama}"})
    departure = pair.departure(pair.person("Siti Aminah"))
    for number, code in enumerate(("BELUM_TERBIT", "PELACAKAN")):
        writing = issuing.begin(village, code, Subject("departure", departure))
        issuing.finish(village, replace(writing, number=f"562/00{number}", reason="Belum lengkap"))
    (withheld, asked) = sorted(offices.rows_at(village, LETTER), key=lambda row: str(row["number"]))
    assert withheld["addressee"] == "Sdr. Siti Aminah", "at home it stands in the register"
    assert asked["subject"] == code_list("letters").label("PELACAKAN")
    pair.report()
    pair.carry_up()
    with camat.database.reading() as connection:
        seen = sight(connection, camat)
        shown = [seen.one(LETTER, row) for row in rows.page(connection, LETTER)]
        called = [LETTER.called(row) for row in shown]
    lines = registers.lines_of(camat, AGENDA)
    told = [str([column.cell(line) for column in AGENDA.columns]) for line in lines]
    assert len(shown) == len(told) == 2
    for words in (*map(str, shown), *called, *told):
        assert "Siti" not in words, words
    assert "562/000" in str(told)
    pair.close()


def test_a_template_is_shown_above_with_the_office_above_and_not_with_some_village(tmp_path: Path) -> None:
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at())
    minutes = issuing.sample(camat, letter_templates.original("BA_WAWANCARA"))
    assert minutes.filled["acara_tempat"] == "Kantor Kecamatan Tebas"
    assert minutes.filled["nama"] == "Siti Aminah"
