"""A regency's own copy of the instrument: what may be changed, and what not."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import pytest

from ppo_desktop.records.instrument_copy import InstrumentCopy, NewQuestion, copied, next_version, written
from ppo_desktop.records.instrument_rules import objections
from ppo_desktop.records.instruments import Library, instrument, program_text, read_instrument
from ppo_desktop.records.scoring import score
from records.questionnaire import CALM, risky

BASE = instrument("1.0")
TEXT = program_text("1.0")
OURS = "1.0.6101.1"


@pytest.fixture
def edited() -> InstrumentCopy:
    """A copy in which one limit is another."""
    made = copied(TEXT, OURS, status="Salinan Kabupaten Sambas", checked_on="2026-11-21")
    made.set_limit("TINGGI", "certain_from", 18)
    return made


def said(made: InstrumentCopy) -> str:
    return " ".join(objections(made, BASE, TEXT))


def test_the_file_is_written_as_it_is_read() -> None:
    assert tomllib.loads(written(tomllib.loads(TEXT))) == tomllib.loads(TEXT)
    odd = {
        "a": 'kutip " dan \\ garis\n"""',
        "b": [1, True, []],
        "c": {"d": {"e": "’é\u200b"}},
        "f": [{"g": 1}, {"g": 2}],
    }
    assert tomllib.loads(written(odd)) == odd


def test_a_changed_copy_may_be_published_and_is_read_by_the_same_reader(edited: InstrumentCopy) -> None:
    edited.change("A1", text="Siapa yang pertama kali\n menawari Anda bekerja?", why="Awal tawaran.", points=4)
    edited.set_action("RENDAH", 0, "Berikan leaflet.")
    edited.switch("G1", on=False)
    assert objections(edited, BASE, TEXT) == []
    made = read_instrument(edited.text)
    assert (made.version, made.by_id["A1"].text) == (OURS, "Siapa yang pertama kali menawari Anda bekerja?")
    assert made.by_id["A1"].points == 4
    assert "G1" not in made.by_id
    assert made.band("RENDAH").actions[0].words == "Berikan leaflet."


def test_a_question_of_ones_own_counts(edited: InstrumentCopy) -> None:
    wanted = NewQuestion("E", "Apakah sudah ada yang menunggu di seberang?", "Ada yang menunggu.", 12, "YA")
    assert edited.add(wanted) == "E5"
    assert objections(edited, BASE, TEXT) == []
    made = read_instrument(edited.text)
    assert [question.id for question in made.questions][-12:-7] == ["E1", "E2", "E3", "E4", "E5"]
    assert score(made, CALM | {"E5": "YA"}, {"age_at_departure": 20, "education": "5"}).score_certain == 12


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda c: c.switch("A6", on=False), "A6: tanda wajib rujuk tidak boleh dimatikan"),
        (lambda c: c.questions.remove(c.question("A6")), "A6: pertanyaan tidak boleh dibuang"),
        (lambda c: c.question("B1")["answers"][1].update(below=16), "B1: tanda wajib rujuk"),
        (lambda c: c.question("A6")["answers"][1].update(means="risk"), "A6: "),
        (lambda c: c.question("A1")["answers"].pop(0), "A1: pilihan jawaban"),
        (lambda c: c.questions.append({**c.question("A1"), "off": True}), "A1: nomor ini dipakai dua kali."),
        (lambda c: c.change("A1", text="", why="x", points=3), "A1: ada teks yang kosong"),
        (lambda c: c.change("A1", text="x", why="x", points=0), "A1: ada bilangan yang tidak mungkin"),
        (lambda c: c.set_limit("SEDANG", "total_from", 18), "harus lebih besar"),
        (lambda c: c.content["scoring"].update(floor="RENDAH"), "belum lengkap tidak boleh berakhir “Siap”"),
        (lambda c: c.change("F1", text="x?", why="x", points=40) or c.content["scoring"].update(cap=[]), "Kemiskinan"),
        (lambda c: c.set_limit("TINGGI", "certain_from", 20), "Belum ada yang diubah."),
        (
            lambda c: c.change("A1", text="x" * 60_000, why="x", points=3) or c.content.update(title="y" * 50_000),
            "panjang",
        ),
    ],
)
def test_what_law_and_principles_demand_stays(
    edited: InstrumentCopy, change: Callable[[InstrumentCopy], object], sentence: str
) -> None:
    change(edited)
    assert sentence in said(edited)


def test_versions_are_numbered_by_regency_and_never_twice() -> None:
    assert next_version("1.0", "61.01", ["1.0"]) == "1.0.6101.1"
    assert next_version("1.0.6101.9", "61.01", ["1.0", "1.0.6101.9", "1.0.6171.12"]) == "1.0.6101.10"


def test_a_text_that_cannot_be_read_stops_nobody(edited: InstrumentCopy) -> None:
    library = Library((("1.0.6101.1", edited.text), ("1.0.6101.2", "rusak ["), ("1.0.6101.3", edited.text)))
    assert library.newest().version == "1.0.6101.1"
    assert library.unusable == ("1.0.6101.2", "1.0.6101.3")
    assert library.instrument("1.0").version == "1.0"
    assert Library((("9", ""),)).newest().version == "1.0"
    assert score(library.newest(), risky("A6"), {}).band == "KRITIS"
