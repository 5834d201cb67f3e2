"""The files of the instrument: whole, in our words, and refused with a sentence when they are not."""

from __future__ import annotations

import re

import pytest

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.paths import resource
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import is_date
from ppo_desktop.records.instrument import BANDS, Instrument, Means
from ppo_desktop.records.instruments import Library, instrument, newest, read_instrument, versions

FILE = resource("instruments", "1.0.toml").read_text(encoding="utf-8")
every_version = pytest.mark.parametrize("made", [instrument(version) for version in versions()], ids=versions())


def without(text: str, *, put: str = "") -> str:
    """The file with the only place of ``text`` changed."""
    assert FILE.count(text) == 1, text
    return FILE.replace(text, put)


@every_version
def test_every_question_has_words_points_and_a_source(made: Instrument) -> None:
    for question in made.questions:
        assert question.text.endswith("?"), question.id
        assert question.points > 0
        assert question.why.endswith(".")
        assert question.source
        assert all(answer.reason.endswith(".") for answer in question.answers), question.id
        assert all(answer.words for answer in question.answers)


@every_version
def test_no_word_of_it_judges_anybody(made: Instrument) -> None:
    shown = FILE[FILE.index("[[section]]") :]
    assert not re.search(r"\b(calo|tekong|pelaku|korban|kritis|ilegal|TKI|TKW)\b", shown, re.IGNORECASE)
    assert {band.code: band.words for band in made.bands} == {
        code.code: code.label for code in code_list("screening-bands").items
    }
    assert {dimension.code for dimension in made.dimensions} <= set(code_list("screening-dimensions").by_code)


@every_version
def test_facts_propose_answers_by_codes_that_exist(made: Instrument) -> None:
    lists = {"visa": "visas", "exit_point": "exit-points", "education": "education", "scheme": "schemes"}
    for question in made.questions:
        if question.fact in lists:
            named = [code for answer in question.answers for code in answer.when]
            assert sorted(named) == sorted(code_list(lists[question.fact]).by_code), question.id
        if question.skip:
            assert question.skip[1] <= set(code_list(lists[question.skip[0]]).by_code)


@every_version
def test_every_band_says_what_the_offices_do_and_when(made: Instrument) -> None:
    assert tuple(band.code for band in made.bands) == BANDS[::-1]
    for band in made.bands:
        assert {action.who for action in band.actions} <= {"village", "district", "regency"}
        assert {action.unit for action in band.actions} <= {"hour", "day", "working-day"}
        assert any(action.who == "village" for action in band.actions)
    assert is_date(made.checked_on)


def test_version_one_has_35_questions_and_109_points() -> None:
    made = instrument("1.0")
    assert len(made.questions) == 35
    assert sum(question.points for question in made.questions) == 109
    assert {q.id for q in made.questions if q.automatic} == {"B1", "D1"}
    assert {q.id for q in made.questions if q.waits} >= {"A6", "A8", "E4", "F3"}
    strong = {q.id for q in made.questions if q.tier == "S"}
    assert strong == {"A3", "A6", "A9", "B1"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x = " + "1" * 5000 + "\n" + FILE, "bentuk isiannya salah"),
        (re.sub(r"points = [0-9]+", "points = 0x" + "F" * 3000, FILE, count=1), "ada bilangan yang tidak mungkin"),
        (re.sub(r"points = [0-9]+", "points = 10001", FILE, count=1), "ada bilangan yang tidak mungkin"),
        ("x = " + "[" * 5000 + "]" * 5000, "bentuk isiannya salah"),
    ],
    ids=["of thousands of digits", "of thousands of digits in hexadecimal", "too great", "too deep"],
)
def test_a_number_nobody_can_mean_is_refused_and_stops_no_library(text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_instrument(text)
    library = Library((("1.0.6101.1", text),))
    assert (library.newest().version, library.unusable) == (versions()[-1], ("1.0.6101.1",))


def test_the_newest_version_is_the_one_of_the_greatest_numbers() -> None:
    assert newest().version == versions()[-1]


def test_a_version_nobody_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused) as caught:
        instrument("../../codes")
    assert caught.value.code == "instrument-unknown"
    assert "1.0" in caught.value.advice


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("version = ", "di akhir berkas"),
        (FILE.replace("[scoring]", "[scoring"), "di baris"),
        ("", "scoring"),
        (without('sections = ["D", "F"]', put="sections = 1"), "bentuk isiannya salah"),
        (without('version = "1.0"', put='version = "satu"'), "versi"),
        (without('id = "A2"', put='id = "A1"'), "sama"),
        (without('id = "A2"', put='id = "Z2"'), "Z2"),
        (without('source = "Perban BP2MI 7/2022"\n'), "B6"),
        (without('text = "Sudah lebih dari 6 bulan tidak bekerja?"', put='text = " "'), "F1"),
        (without('question = "A2", answer = "YA"', put='question = "A2", answer = "MUNGKIN"'), "A9"),
        (without('question = "A2", answer = "YA"', put='question = "X2", answer = "YA"'), "A9"),
        (without("any_flag = true"), "bersyarat"),
        (without('code = "TINGGI"', put='code = "GAWAT"'), "KRITIS, TINGGI"),
        (without('words = "Tidak, 18 tahun ke atas", means = "safe"', put='words = "x", means = "aman"'), "B1"),
        (without("unknown_divisor = 2", put="unknown_divisor = 0"), "bilangan"),
        (without('fact = "education"\n'), "D1"),
        (without('sections = ["D", "F"]', put='sections = ["D", "H"]'), "bagian yang tidak ada"),
        (without("lacking = [1, 3]", put="lacking = [1]"), "bentuk"),
        (without("medium_or_weak = 1", put="medium_or_weak = -1"), "bilangan"),
        (without('floor = "SEDANG"', put='floor = "HIJAU"'), "terendah"),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence_that_names_the_place(text: str, what: str) -> None:
    with pytest.raises(Refused) as caught:
        read_instrument(text)
    assert caught.value.code == "instrument-broken"
    assert what in caught.value.message, caught.value.message


def test_a_regency_may_weigh_otherwise_under_a_version_of_its_own() -> None:
    theirs = read_instrument(FILE.replace('version = "1.0"', 'version = "1.1"').replace("most = 8", "most = 10"))
    assert (theirs.version, theirs.caps[0][1]) == ("1.1", 10)
    assert instrument("1.0").caps[0][1] == 8
    assert all(Means.UNKNOWN in {a.means for a in q.answers} for q in theirs.questions)
