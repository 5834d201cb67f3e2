"""Enrolment: what two offices must agree on before one believes the other."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.exchange.enrolment_files import MAX_CERTIFICATES
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.keys.enrolment import same_words
from ppo_desktop.operations.months import reporting
from ppo_desktop.storage import trust_store


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick


def test_both_sides_are_shown_the_same_words(tmp_path: Path, stick: Path) -> None:
    clock = offices.clock_at()
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, clock, is_root=True)
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, clock)
    shown: list[str] = []

    def compare(_who: str, words: str) -> bool:
        shown.append(words)
        return True

    asked = enrolment.request(village, stick, offices.HEAD)
    answered = enrolment.issue(camat, asked.path, stick, offices.HEAD, compare)
    accepted = enrolment.accept(village, answered.path, compare)
    assert shown == [asked.words, answered.words]
    assert accepted.words == answered.words
    assert same_words(asked.words.upper().replace("-", "  "), asked.words)
    assert not same_words(answered.words, asked.words)


def test_words_that_differ_change_nothing_on_either_side(tmp_path: Path, stick: Path) -> None:
    clock = offices.clock_at()
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, clock, is_root=True)
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, clock)
    asked = enrolment.request(village, stick, offices.HEAD)
    with pytest.raises(Refused, match="words-differ"):
        enrolment.issue(camat, asked.path, stick, offices.HEAD, lambda who, words: False)
    assert [path.name for path in stick.iterdir()] == [asked.path.name]
    answered = enrolment.issue(camat, asked.path, stick, offices.HEAD, lambda who, words: True)
    with pytest.raises(Refused, match="words-differ"):
        enrolment.accept(village, answered.path, lambda who, words: False)
    with village.database.reading() as connection:
        assert trust_store.roots(connection) == []
    with pytest.raises(Refused, match="not-enrolled"):
        reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)


def test_an_answer_for_another_village_is_refused(tmp_path: Path, stick: Path) -> None:
    pair = offices.new_pair(tmp_path / "pair")
    other = offices.new_office(tmp_path / "lain", offices.OTHER_VILLAGE, pair.clock)
    asked = enrolment.request(other, stick, offices.HEAD)
    answered = enrolment.issue(pair.camat, asked.path, stick, offices.HEAD, lambda who, words: True)
    with pytest.raises(Refused, match="answer-not-ours"):
        enrolment.accept(pair.village, answered.path, lambda who, words: True)


def test_practice_and_real_offices_never_come_to_know_each_other(tmp_path: Path, stick: Path) -> None:
    clock = offices.clock_at()
    practice = offices.new_office(tmp_path / "camat", offices.CAMAT, clock, is_root=True, training=True)
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, clock)
    asked = enrolment.request(village, stick, offices.HEAD)
    with pytest.raises(Refused, match="training"):
        enrolment.issue(practice, asked.path, stick, offices.HEAD, lambda who, words: True)


def test_a_village_of_another_kecamatan_is_refused(tmp_path: Path, stick: Path) -> None:
    clock = offices.clock_at()
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, clock, is_root=True)
    stranger = offices.new_office(tmp_path / "desa", "61.01.05.2001", clock)
    asked = enrolment.request(stranger, stick, offices.HEAD)
    with pytest.raises(Refused, match="not-below"):
        enrolment.issue(camat, asked.path, stick, offices.HEAD, lambda who, words: True)


def test_a_village_cannot_answer_requests(tmp_path: Path, stick: Path) -> None:
    clock = offices.clock_at()
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, clock)
    other = offices.new_office(tmp_path / "lain", offices.OTHER_VILLAGE, clock)
    asked = enrolment.request(other, stick, offices.HEAD)
    with pytest.raises(Refused, match="not-root"):
        enrolment.issue(village, asked.path, stick, offices.HEAD, lambda who, words: True)


def test_any_changed_byte_of_a_request_is_refused_or_shows_other_words(tmp_path: Path, stick: Path) -> None:
    clock = offices.clock_at()
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, clock, is_root=True)
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, clock)
    asked = enrolment.request(village, stick, offices.HEAD)
    good = asked.path.read_bytes()
    changed = stick / "diubah.txt"
    for place in range(0, len(good), 37):
        changed.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        with pytest.raises(Refused) as refusal:
            enrolment.issue(camat, changed, stick, offices.HEAD, lambda who, words: words == asked.words)
        assert refusal.value.message.endswith(".")


def test_only_an_answer_to_the_newest_request_is_accepted(tmp_path: Path, stick: Path) -> None:
    clock = offices.clock_at()
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, clock, is_root=True)
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, clock)
    asked = enrolment.request(village, stick, offices.HEAD)
    old = enrolment.issue(camat, asked.path, stick, offices.HEAD, lambda who, words: True).path
    old = old.rename(stick / "jawaban-lama.txt")
    asked = enrolment.request(village, stick, offices.HEAD)
    with pytest.raises(Refused, match="answer-not-ours"):
        enrolment.accept(village, old, lambda who, words: True)
    new = enrolment.issue(camat, asked.path, stick, offices.HEAD, lambda who, words: True).path
    enrolment.accept(village, new, lambda who, words: True)


def test_a_root_with_many_pcs_still_writes_answers_that_can_be_read(tmp_path: Path, stick: Path) -> None:
    """It holds more certificates of its own office than an answer may bring; this PC's own are among those brought."""
    clock = offices.clock_at()
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, clock, is_root=True)
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, clock)
    for number in range(5):
        more = offices.new_office(tmp_path / f"camat{number}", offices.CAMAT, clock)
        asked = enrolment.request(more, stick, offices.HEAD)
        enrolment.issue(camat, asked.path, stick, offices.HEAD, lambda who, words: True).path.unlink()
    asked = enrolment.request(village, stick, offices.HEAD)
    answered = enrolment.issue(camat, asked.path, stick, offices.HEAD, lambda who, words: True)
    enrolment.accept(village, answered.path, lambda who, words: True)
    with village.database.reading() as connection:
        known = trust_store.peers(connection, [offices.CAMAT])
    assert len(known) == MAX_CERTIFICATES
    assert camat.device.id in {peer.device for peer in known}


@pytest.mark.parametrize("moment", ["1990-01-05T02:00:00", "2036-12-01T02:00:00"])
def test_no_certificate_is_dated_by_an_impossible_clock(tmp_path: Path, stick: Path, moment: str) -> None:
    wrong = offices.clock_at(moment)
    with pytest.raises(World, match="clock"):
        offices.new_office(tmp_path / "akar", offices.CAMAT, wrong, is_root=True)
    assert not (tmp_path / "akar" / "kantor.db").exists()
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at(), is_root=True)
    asked = enrolment.request(offices.new_office(tmp_path / "desa", offices.VILLAGE, wrong), stick, offices.HEAD)
    camat.clock.moment = wrong.moment  # type: ignore[attr-defined]  # a FixedClock, as tests hand in
    with pytest.raises(World, match="clock"):
        enrolment.issue(camat, asked.path, stick, offices.HEAD, lambda who, words: True)
