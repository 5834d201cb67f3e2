"""What is awaited of the offices below: months, amended reports, missing numbers, silence, and no more than all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
import servers
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.desk.home import home_figures
from ppo_desktop.operations.months import awaited, silent, waiting
from ppo_desktop.operations.months.awaited import FromBelow
from ppo_desktop.operations.neighbours import board, receiving
from ppo_desktop.records.internal import TOTALS
from ppo_desktop.records.paper_report import PAPER_REPORT

OCTOBER = offices.Month(2026, 10)


def test_an_amended_report_takes_the_place_of_the_first_and_both_are_listed(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    pair.departure(pair.person())
    pair.clock.move(days=2)
    pair.report(number="7/PMI/2026")
    pair.carry_up()
    (line,) = awaited.received(pair.camat, offices.NOVEMBER)
    assert [version.words for version in line.versions] == [
        "Laporan, diterima 21 November 2026, sudah diganti",
        "Perbaikan ke-1, diterima 23 November 2026",
    ]
    assert (line.state, line.totals["registered"], line.newest and line.newest.number) == ("received", 1, "7/PMI/2026")
    assert line.state_words == "diterima 21 November 2026; berlaku perbaikan ke-1 (23 November 2026)"
    assert line.more_words == "21 November 2026; berlaku perbaikan ke-1 (23 November 2026)"
    assert all(version.has_file for version in line.versions), "the one that was replaced can still be read"


def test_missing_numbers_are_named_until_the_file_that_brings_them_comes(pair: offices.Pair, tmp_path: Path) -> None:
    pair.camat.close()
    shutil.copytree(tmp_path / "camat", tmp_path / "old copy")
    servers.copied(tmp_path / "old copy")
    pair.camat = offices.opened_at(tmp_path / "camat", pair.clock)
    pair.report(OCTOBER, nihil=True)
    pair.carry_up()
    first = sending.export(pair.village, pair.camat.code, tmp_path).path
    pair.carry_down()
    pair.report(nihil=True)
    pair.camat.close()
    pair.camat = offices.opened_at(tmp_path / "old copy", pair.clock)
    pair.carry_up()
    (line,) = board.board(pair.camat, offices.NOVEMBER).lines
    assert line.remarks == ["Catatan nomor 1–2 belum ada; menyusul dengan berkas berikut."]
    receiving.take(pair.camat, [first])
    (line,) = board.board(pair.camat, offices.NOVEMBER).lines
    assert line.remarks == []


def test_only_what_reported_or_is_expected_is_counted(pair: offices.Pair) -> None:
    seen = board.board(pair.camat, offices.NOVEMBER)
    assert seen.words.startswith("0 dari 1 diterima, 1 belum.")
    assert [(line.name, line.more_words) for line in seen.silent] == [("Desa Sempalai", "")]
    assert board.board(pair.camat, OCTOBER).lines == []
    pair.report(OCTOBER, nihil=True)
    pair.carry_up()
    assert awaited.counted(awaited.received(pair.camat, OCTOBER)) == (1, 1)
    pair.report(offices.Month(2026, 8), nihil=True)
    pair.carry_up()
    september = awaited.received(pair.camat, offices.Month(2026, 9))
    assert [line.state for line in september] == ["missing"], "since it has begun, every month is expected"


def test_where_nobody_directly_below_is_known_no_noughts_are_counted() -> None:
    village = FromBelow("61.01.04.2003", "Desa Sempalai", "missing")
    between = FromBelow("61.01.04", "Kecamatan Tebas", "awaited", is_expected=False, villages=(village,))
    of_no_one = board.Board(offices.NOVEMBER, date(2026, 12, 5), (), 19)
    assert of_no_one.words == "Pada bulan itu belum ada kunci kantor di bawah yang dicocokkan."
    assert replace(of_no_one, lines=(between,)).words == (
        "Pada bulan itu belum ada kunci kecamatan yang dicocokkan; 0 dari 1 desa sudah melapor."
    )


def test_the_day_reports_are_due_is_set_by_the_office(pair: offices.Pair) -> None:
    pair.clock.move(days=16)  # 7 December
    assert [line.state for line in awaited.received(pair.camat, offices.NOVEMBER)] == ["missing"]
    waiting.set_due_day(pair.camat, 10)
    assert [line.state for line in awaited.received(pair.camat, offices.NOVEMBER)] == ["awaited"]
    assert board.board(pair.camat, offices.NOVEMBER).due.day == 10
    with pytest.raises(Refused, match="due-day"):
        waiting.set_due_day(pair.camat, 31)


def test_a_long_silence_is_told_on_both_sides_and_turns_grave(pair: offices.Pair) -> None:
    assert waiting.silence_above(pair.village) is None
    pair.report(nihil=True)
    assert waiting.silence_above(pair.village) is None, "what was not copied is not awaited"
    pair.carry_up()
    pair.carry_down()
    pair.clock.move(days=40)
    above = waiting.silence_above(pair.village)
    assert above is not None
    assert above.words == "Sudah 40 hari sejak tanda terima terakhir (21 November 2026) dari Kecamatan Tebas."
    assert above.tone == "warn"
    (line,) = board.board(pair.camat, offices.NOVEMBER).lines
    assert line.remarks == ["Sudah 40 hari sejak berkas terakhir (21 November 2026) dari Desa Sempalai."]
    pair.clock.move(days=30)
    silence = waiting.silence_above(pair.village)
    assert silence is not None
    assert silence.tone == "bad"


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[offices.Office]:
    """A kabupaten to which one village hands its reports itself, on paper; no kecamatan is known. 21 December."""
    regency = offices.new_office(tmp_path / "kab", "61.01", offices.clock_at("2026-12-21T02:00:00"))
    reasons = {"photos-missing": "aslinya di map laporan"}
    typed = {"sender": offices.VILLAGE, "month": "2026-10", "received_on": "2026-11-03", "warning_reasons": reasons}
    recording.save(regency, PAPER_REPORT, {**typed, **dict.fromkeys(TOTALS, "1")})
    yield regency
    regency.close()


def test_a_village_without_a_kecamatan_that_reports_answers_to_the_kabupaten_itself(alone: offices.Office) -> None:
    assert [(line.office, line.state) for line in awaited.received(alone, OCTOBER)] == [(offices.VILLAGE, "paper")]
    seen = board.board(alone, offices.NOVEMBER)
    assert [line.name for line in seen.silent] == ["Desa Sempalai"], "it is reminded from here"
    assert seen.none_silent == ""
    assert seen.words.endswith("; 0 dari 1 desa sudah melapor.")
    counts = {str(one.month): (one.paper, one.missing) for one in silent.standing(alone).months}
    assert (counts["2026-10"], counts["2026-11"]) == ((1, 0), (0, 1))
    assert home_figures(alone, offices.NOVEMBER).expected == 1


def test_where_a_kecamatan_reports_its_villages_do_not_answer_to_the_kabupaten() -> None:
    village = FromBelow("61.01.04.2003", "Desa Sempalai", "missing")
    elsewhere = FromBelow("61.01.09.2001", "Desa Sejangkung", "missing")
    district = FromBelow("61.01.04", "Kecamatan Tebas", "received", received_on=date(2026, 12, 3))
    assert awaited.answering([district, village, elsewhere]) == [district, elsewhere]
    assert awaited.answering([replace(district, received_on=None, is_expected=False), village]) == [village]
