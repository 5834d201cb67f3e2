"""Reports on paper: counted until the carrier of the month is here, then replaced, and never added."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Invalid
from ppo_desktop.core.period import Span
from ppo_desktop.operations.books import recording, undoing
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import awaited, compiling, reporting
from ppo_desktop.operations.neighbours import board, receiving
from ppo_desktop.operations.papers import periods
from ppo_desktop.records.paper_report import PAPER_REPORT
from ppo_desktop.reports.compiled import CompiledTable, compiled_blocks
from ppo_desktop.reports.document import Document, plain_text
from ppo_desktop.reports.period_sums import summed

NO_PHOTO = {"photos-missing": "aslinya di map laporan"}
FIGURES = {"registered": "7", "departed": "3", "returned": "0", "events": "1", "participants": "40"}
SPAN = Span(offices.NOVEMBER, 1)


def typed(sender: object = offices.VILLAGE, **more: object) -> dict[str, object]:
    """A paper of November."""
    base = {"sender": sender, "month": "11-2026", "received_on": "2026-11-21", "warning_reasons": NO_PHOTO}
    return {**base, **FIGURES, **more}


def table(office: Office) -> CompiledTable:
    with office.database.reading() as connection:
        made = compiling.compile_month(connection, office, offices.NOVEMBER)
    assert made is not None
    return made


def counted(office: Office) -> tuple[int, int]:
    """How many were registered, by the month's table and by the sums over months; the office's own count nothing."""
    with office.database.reading() as connection:
        books = periods.books(connection, office, SPAN)
    return table(office).totals["registered"], summed(books, SPAN.months).totals["registered"]


@pytest.mark.parametrize("orders", [("PCA", "APC"), pytest.param(("PAC", "CPA", "CAP", "ACP"), marks=pytest.mark.long)])
def test_paper_carrier_and_amended_carrier_in_any_order_are_never_added(
    pair: offices.Pair, tmp_path: Path, orders: tuple[str, ...]
) -> None:
    pair.departure(pair.person())
    pair.report()
    first = sending.export(pair.village, pair.camat.code, pair.stick).path
    pair.departure(pair.person("Dewi Lestari"))
    pair.report()
    amended = sending.export(pair.village, pair.camat.code, pair.stick).path
    pair.camat.close()
    for order in orders:
        folder = tmp_path / order
        shutil.copytree(tmp_path / "camat", folder)
        camat, seen = offices.opened_at(folder, pair.clock), ""
        for step in order:
            seen += step
            if step == "P":
                recording.save(camat, PAPER_REPORT, typed())
            else:
                receiving.take(camat, [first if step == "C" else amended])
            expected = 2 if "A" in seen else 1 if "C" in seen else 7
            assert counted(camat) == (expected, expected), seen
        (line,) = awaited.received(camat, offices.NOVEMBER)
        assert (line.state, bool(line.paper)) == ("received", True), "both are kept"
        camat.close()


def test_what_takes_the_place_of_a_paper_says_in_what_they_differ(pair: offices.Pair) -> None:
    recording.save(pair.camat, PAPER_REPORT, typed())
    (line,) = board.board(pair.camat, offices.NOVEMBER).lines
    assert (line.state, line.state_words, line.remarks) == ("paper", "laporan kertas, diterima 21 November 2026", [])
    assert not board.board(pair.camat, offices.NOVEMBER).silent
    pair.departure(pair.person())
    pair.report()
    pair.carry_up()
    (line,) = board.board(pair.camat, offices.NOVEMBER).lines
    assert line.remarks[0] == "Ada juga laporan kertas; yang dihitung adalah berkas ini, dan keduanya disimpan."
    assert "Berangkat: 3 di kertas, 0 di berkas." in line.remarks


def test_a_paper_is_taken_back_and_corrected_like_any_record(pair: offices.Pair) -> None:
    saved = recording.save(pair.camat, PAPER_REPORT, typed())
    recording.save(pair.camat, PAPER_REPORT, {"registered": "5"}, saved.record)
    assert counted(pair.camat) == (5, 5)
    with pytest.raises(Invalid, match="sudah dicatat"):
        recording.save(pair.camat, PAPER_REPORT, typed())
    undoing.remove(pair.camat, PAPER_REPORT, saved.record)
    (line,) = awaited.received(pair.camat, offices.NOVEMBER)
    assert (line.state, line.paper) == ("awaited", None)


def test_an_office_without_the_program_stands_on_the_board_from_its_first_paper(pair: offices.Pair) -> None:
    recording.save(
        pair.camat, PAPER_REPORT, typed(offices.OTHER_VILLAGE, month="2026-10", nihil="ya", **dict.fromkeys(FIGURES))
    )
    months = {one.office: one.months for one in board.year(pair.camat, 2026)}[offices.OTHER_VILLAGE]
    assert [line.state for line in months[8:]] == ["missing", "paper", "awaited", "awaited"]
    assert [line.is_expected for line in months[8:]] == [False, True, True, False]
    assert months[9].is_nihil
    assert set(months[9].totals.values()) == {0}


def test_a_paper_that_cannot_be_so_is_not_kept(pair: offices.Pair) -> None:
    wrong: tuple[tuple[dict[str, object], str], ...] = (
        ({"sender": "61.01.05.2001"}, "berada di bawah kantor ini"),
        ({"month": "2026"}, "tulis bulan dan tahun"),
        (dict.fromkeys(FIGURES), "pilih Ya pada NIHIL"),
        ({"events": None}, "tulis 0 bila tidak ada"),
        ({"events": "0"}, "Ada peserta"),
    )
    for more, said in wrong:
        with pytest.raises(Invalid, match=said):
            recording.save(pair.camat, PAPER_REPORT, typed(**more))
    assert board.board(pair.camat, offices.NOVEMBER).silent, "nothing was kept"


def test_a_districts_report_carries_its_papers_to_the_regency_as_such(tmp_path: Path) -> None:
    clock, stick = offices.clock_at("2026-12-02T02:00:00"), tmp_path / "stick"
    stick.mkdir()
    regency = offices.new_office(tmp_path / "kab", "61.01", clock, is_root=True)
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, clock)
    offices.enrol(camat, regency, stick)
    recording.save(camat, PAPER_REPORT, typed())
    reporting.close_month(camat, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
    receiving.take(regency, [sending.export(camat, regency.code, stick).path])
    row = table(regency).rows[-1]
    assert (row.office, row.state, row.is_second_hand) == (offices.VILLAGE, "paper", True)
    stood = {one.office: one.months[10].state for one in board.year(regency, 2026)}
    assert stood[offices.VILLAGE] == "paper", "nobody is called silent whose paper lies one level below"
    assert counted(regency) == (7, 7)
    recording.save(regency, PAPER_REPORT, typed(registered="9"))
    assert counted(regency) == (9, 9), "of two papers one counts"
    text = plain_text(Document("", None, compiled_blocks(table(regency))))
    assert "Desa Sempalai | laporan kertas | 9" in text
    assert "1 baris dari laporan kertas" in text
