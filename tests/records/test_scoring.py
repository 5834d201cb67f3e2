"""What the answers of a screening come to: the vectors of its authors, and what holds for any answers at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ppo_desktop.records.instrument import Means, Question, severity
from ppo_desktop.records.scoring import Sign, answer_problems, proposed, score
from records.questionnaire import CALM, INSTRUMENT, RISKY, first, risky, unknown

QUESTIONS = INSTRUMENT.questions
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries(
    {}, optional={q.id: st.sampled_from([answer.code for answer in q.answers]) for q in QUESTIONS}
)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "scheme": st.sampled_from(["P3MI", "MANDIRI", "G_TO_G", "TANPA_SKEMA"]),
        "age_at_departure": st.integers(0, 90) | st.integers(0, 90).map(str),
        "education": st.sampled_from([str(level) for level in range(1, 11)]),
    },
)
risk_questions = st.sampled_from(QUESTIONS)


@pytest.mark.parametrize(
    ("answers", "certain", "total", "band", "dimensions"),
    [
        (risky(), 0, 0, "RENDAH", ()),
        (risky("D1 F1 F2 G1 G2 G3"), 7, 7, "RENDAH", ()),
        (risky("A5 B4 C3 D1 F1 F2 G1 G2 G3"), 16, 16, "SEDANG", ()),
        (risky("A1 A2 A3 A5 B6 C1 G1 G2 G3"), 25, 25, "TINGGI", ("D",)),
        (risky("A1 B6 G1", B3="KUNJUNGAN"), 13, 13, "KRITIS", ()),
        (unknown("A2 A3 A5 B3"), 0, 10, "SEDANG", ()),
    ],
)
def test_the_six_vectors(
    answers: dict[str, str], certain: int, total: int, band: str, dimensions: tuple[str, ...]
) -> None:
    result = score(INSTRUMENT, answers, {})
    assert (result.score_certain, result.score_total, result.band, result.dimensions) == (
        certain,
        total,
        band,
        dimensions,
    )
    assert bool(result.flags) == (band == "KRITIS")


def test_poverty_and_misfortune_alone_give_no_more_than_their_cap() -> None:
    result = score(INSTRUMENT, risky("D1 D2 D3 D4 F1 F2 F3 F4"), {})
    assert (result.score_certain, result.band, result.dimensions) == (8, "RENDAH", ())
    assert [question for question, _offer in result.offers] == ["D3", "F3"]


def test_a_state_of_need_counts_as_a_dimension_only_beside_an_offer_or_a_debt_at_risk() -> None:
    assert score(INSTRUMENT, risky("D3 F3 D1"), {}).dimensions == ()
    assert score(INSTRUMENT, risky("D3 F3 D1 C1"), {}).dimensions == ("V",)


def test_one_strong_sign_alone_is_no_dimension_and_with_any_other_it_is() -> None:
    assert score(INSTRUMENT, risky("A3"), {}).band == "RENDAH"
    assert score(INSTRUMENT, risky("A3 E3"), {}).band == "TINGGI"


@pytest.mark.parametrize(
    ("answers", "flags"),
    [
        (risky(A7="YA"), ()),
        (risky(A7="YA_BAYARAN"), ("A7",)),
        (risky(B2="TIDAK"), ()),
        (risky(B2="DIUBAH"), ("B2",)),
        (risky(B3="TANPA_IZIN"), ("B3",)),
        (risky(B3="PLB"), ("B3",)),
        (risky(B3="TT"), ()),
        (risky(B4="AGEN"), ()),
        (risky(B4="AGEN_MENOLAK"), ("B4",)),
        (risky(E1="TIDAK_RESMI"), ("E1",)),
        (risky(A9="YA"), ()),
        (risky(A9="YA", A2="TIDAK"), ("A9",)),
        (risky(A9="YA", A2="TT"), ("A9",)),
    ],
)
def test_signs_that_demand_referral_only_under_a_condition(answers: dict[str, str], flags: tuple[str, ...]) -> None:
    assert score(INSTRUMENT, answers, {}).flags == flags


def test_online_work_needs_a_permit_that_was_shown_and_no_scheme_stands_in_for_it() -> None:
    assert score(INSTRUMENT, risky(A9="YA", A2="YA"), {"scheme": "MANDIRI"}).flags == ("A9",)


def test_age_and_schooling_come_from_the_records_and_typing_can_only_add_to_them() -> None:
    facts = {"age_at_departure": 17, "education": "2"}
    result = score(INSTRUMENT, CALM, facts)
    assert (result.flags, result.score_certain) == (("B1",), 7)
    assert score(INSTRUMENT, CALM | {"B1": "YA"}, {"age_at_departure": "18"}).flags == ("B1",)
    assert score(INSTRUMENT, {k: v for k, v in CALM.items() if k not in ("B1", "D1")}, {}).unknown == ("B1", "D1")


def test_visa_and_way_of_crossing_are_proposed_from_the_departure() -> None:
    facts = {"visa": "plb", "exit_point": "PLBN_ARUK", "education": "3", "scheme": "P3MI"}
    assert proposed(INSTRUMENT, facts) == {"B3": "PLB", "E1": "RESMI", "D1": "YA"}
    assert proposed(INSTRUMENT, {"visa": "BELUM_TAHU"}) == {"B3": "TT"}


def test_a_screening_stopped_early_is_never_ready() -> None:
    flags_only = {q.id: CALM[q.id] for q in INSTRUMENT.flag_questions}
    assert [q.id for q in INSTRUMENT.flag_questions] == ["A6", "A7", "A8", "A9", "B1", "B2", "B3", "B4", "E1", "E4"]
    short = score(INSTRUMENT, flags_only, {}, short=True)
    assert (short.band, short.is_data_lacking, short.score_total) == ("SEDANG", True, 1)  # schooling is not known
    assert score(INSTRUMENT, CALM, {}, short=True).band == "SEDANG"
    all_but_one = {name: code for name, code in CALM.items() if name != "G3"}
    result = score(INSTRUMENT, all_but_one, {})
    assert (result.band, result.unanswered, result.is_data_lacking) == ("SEDANG", ("G3",), False)


def test_before_others_a_reassuring_answer_to_what_must_wait_is_no_answer_but_a_cry_for_help_is() -> None:
    result = score(INSTRUMENT, CALM, {}, accompanied=True)
    assert result.waiting == ("A6", "A7", "A8", "B4", "D4", "E4", "F3")
    assert result.unanswered == result.waiting
    assert (result.is_provisional, result.band) == (True, "SEDANG")
    assert score(INSTRUMENT, risky("A6"), {}, accompanied=True).band == "KRITIS"


def test_more_than_a_third_not_known_is_too_little_to_go_on() -> None:
    light = "B7 D1 D2 D4 F1 F2 F4 G1 G2 G3 E3 D3"
    assert not score(INSTRUMENT, unknown(light[:-3]), {}).is_data_lacking  # 11 of 35
    assert score(INSTRUMENT, unknown(light), {}).is_data_lacking  # 12 of 35
    assert score(INSTRUMENT, unknown(light[:-3]) | {"A2": "YA"}, {"scheme": "MANDIRI"}).not_applicable == ("A2",)


def test_what_does_not_apply_is_not_counted_when_data_are_said_to_be_lacking() -> None:
    exactly = unknown("B7 D1 D2 D4 F1 F2 G1 G2 G3 E3 D3") | {"F4": "TIDAK_PERLU"}
    assert not score(INSTRUMENT, exactly, {"scheme": "MANDIRI"}).is_data_lacking  # 11 of 33
    stricter = replace(INSTRUMENT, lacking=(1, 5))
    seven = unknown("B7 D1 D2 D4 F1 F2 G1")
    assert not score(stricter, seven, {}).is_data_lacking  # 7 of 35
    assert score(stricter, seven, {"scheme": "MANDIRI"}).is_data_lacking  # 7 of 34


def test_what_becomes_known_may_lower_the_band() -> None:
    before, after = unknown("A2 A3 A5 B3"), unknown("A2 A5 B3")
    assert score(INSTRUMENT, before, {}).band == "SEDANG"
    assert score(INSTRUMENT, after, {}).band == "RENDAH"


def test_reasons_begin_with_what_demands_referral_and_say_why_in_a_sentence() -> None:
    result = score(INSTRUMENT, risky("G1 A3 A6", B3="TT"), {})
    assert [(reason.question, reason.sign) for reason in result.reasons] == [
        ("A6", Sign.FLAG),
        ("A3", Sign.RISK),
        ("G1", Sign.RISK),
        ("B3", Sign.UNKNOWN),
    ]
    assert result.reasons[0].sentence == "Ada yang memaksa, mengancam, atau menekan untuk berangkat."


def test_an_answer_nobody_can_give_is_named() -> None:
    said = answer_problems(INSTRUMENT, {"A1": "dinas", "B3": "KAPAL", "Z9": "YA"})
    assert [problem.message.split(":")[0] for problem in said] == [
        "B3",
        "Tidak ada pertanyaan Z9 dalam instrumen versi 1.0.",
    ]


@given(ANSWERS, FACTS, risk_questions, st.booleans())
def test_more_confirmed_risk_never_lowers_a_score(
    answers: dict[str, str], facts: dict[str, object], question: Question, accompanied: bool
) -> None:
    less = score(INSTRUMENT, answers, facts, accompanied=accompanied)
    more = score(INSTRUMENT, answers | {question.id: first(question, *RISKY)}, facts, accompanied=accompanied)
    if answers.get(question.id) not in [answer.code for answer in question.answers if answer.means is Means.FLAG]:
        assert more.score_certain >= less.score_certain
        assert more.score_total >= less.score_total
        assert set(more.dimensions) >= set(less.dimensions)


@given(FACTS, st.sets(risk_questions), risk_questions)
def test_what_turns_from_calm_to_risk_never_makes_the_band_milder(
    facts: dict[str, object], known: set[Question], question: Question
) -> None:
    answers = risky(" ".join(one.id for one in known - {question}))
    worse = answers | {question.id: first(question, *RISKY)}
    assert severity(score(INSTRUMENT, worse, facts).band) >= severity(score(INSTRUMENT, answers, facts).band)


@given(ANSWERS, FACTS, st.booleans(), st.booleans())
def test_the_gravest_band_is_that_of_a_sign_that_demands_referral_and_of_nothing_else(
    answers: dict[str, str], facts: dict[str, object], short: bool, accompanied: bool
) -> None:
    result = score(INSTRUMENT, answers, facts, short=short, accompanied=accompanied)
    assert (result.band == "KRITIS") == bool(result.flags)
    assert result.score_certain <= result.score_total
    assert not (result.is_short and result.band == "RENDAH")
    sorts = (*result.flags, *result.unknown, *result.unanswered, *result.not_applicable)
    assert len(sorts) == len(set(sorts))


@given(ANSWERS, FACTS, st.sampled_from(["YA", "TIDAK", "TT"]))
def test_what_does_not_apply_never_counts(answers: dict[str, str], facts: dict[str, object], answer: str) -> None:
    alone = facts | {"scheme": "MANDIRI"}
    without = {name: code for name, code in answers.items() if name != "A2"}
    assert score(INSTRUMENT, without, alone) == score(INSTRUMENT, without | {"A2": answer}, alone)
    nobody_left = score(INSTRUMENT, answers | {"F4": "TIDAK_PERLU"}, facts)
    assert "F4" in nobody_left.not_applicable
    assert "F4" not in {reason.question for reason in nobody_left.reasons}


@given(
    st.dictionaries(st.sampled_from(list(CALM)) | st.text(max_size=4), JSON, max_size=12),
    st.dictionaries(st.sampled_from(sorted(INSTRUMENT.facts)) | st.text(max_size=4), JSON, max_size=5),
)
def test_any_json_gets_a_result(answers: dict[str, object], facts: dict[str, object]) -> None:
    result = score(INSTRUMENT, answers, facts)
    assert result.band in {band.code for band in INSTRUMENT.bands}
    assert 0 <= result.score_certain <= result.score_total
    answer_problems(INSTRUMENT, answers)
    proposed(INSTRUMENT, facts)
