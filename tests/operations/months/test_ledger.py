"""The ledger: where each report is on its way, at the village that made it and at the camat that waits for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.desk import agenda, home
from ppo_desktop.operations.months import awaited, ledger
from ppo_desktop.operations.neighbours import board, confirming
from ppo_desktop.reports.office import Assent
from ppo_desktop.storage import carrier_store


def states(pair: offices.Pair) -> list[tuple[str, int, str]]:
    return [(str(line.month), line.version, line.state) for line in ledger.reports(pair.village)]


def test_a_report_is_made_then_copied_then_received(pair: offices.Pair) -> None:
    pair.departure(pair.person())
    closed = pair.report(number="470/12/2026")
    (line,) = ledger.reports(pair.village)
    assert (line.state, line.state_words) == ("made", "dibuat 21 November 2026, belum disalin ke flashdisk")
    assert (line.number, line.assent, line.signed_by, line.made_by) == (
        "470/12/2026",
        Assent.HEAD,
        "Abdul Hamid",
        "Rina",
    )
    assert (line.is_nihil, line.is_newest, line.totals["registered"]) == (False, True, 1)
    assert ledger.file(pair.village, line.carrier) == closed.carrier.pdf

    pair.clock.move(days=2)
    pair.carry_up()
    (line,) = ledger.reports(pair.village)
    assert (line.state, line.state_words) == ("copied", "disalin ke flashdisk 23 November 2026")
    pair.clock.move(days=1)
    pair.carry_down()
    (line,) = ledger.reports(offices.reopened(pair.village))
    assert (line.state, line.state_words) == ("received", "diterima 24 November 2026")


def test_an_amended_report_follows_the_first_and_a_later_copy_carries_both(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.departure(pair.person())
    pair.report()
    pair.clock.move(days=20)
    pair.report(offices.Month(2026, 12), nihil=True)
    assert states(pair) == [("2026-12", 1, "made"), ("2026-11", 2, "made"), ("2026-11", 1, "made")]
    assert [line.is_newest for line in ledger.reports(pair.village)] == [True, True, False]
    pair.carry_up()
    assert {state for _month, _version, state in states(pair)} == {"copied"}
    pair.carry_down()
    assert {state for _month, _version, state in states(pair)} == {"received"}


def test_an_erasure_withdraws_a_report_that_nobody_received(pair: offices.Pair) -> None:
    person = pair.person()
    pair.report(nihil=True)
    recording.erase(pair.village, person)
    (line,) = ledger.reports(pair.village)
    assert (line.state, line.has_file) == ("withdrawn", False)
    with pytest.raises(Refused, match="file-gone"):
        ledger.file(pair.village, line.carrier)


def test_a_file_that_is_kept_no_more_is_made_again_by_whose_it_is(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    (line,) = ledger.reports(pair.village)
    for office, told in ((pair.village, "buat laporannya lagi"), (pair.camat, "minta berkas baru dari Desa Sempalai")):
        with office.database.transaction() as connection:
            carrier_store.drop_files(connection, [line.carrier])
        with pytest.raises(Refused) as refused:
            ledger.file(office, line.carrier)
        assert told in refused.value.advice


def test_the_camat_sees_who_reported_who_is_late_and_who_is_missing(tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path)
    other = offices.new_office(tmp_path / "other", offices.OTHER_VILLAGE, pair.clock)
    offices.enrol(other, pair.camat, pair.stick)
    lines = awaited.received(pair.camat, offices.NOVEMBER)
    assert [(line.name, line.state) for line in lines] == [
        ("Desa Sempalai", "awaited"),
        ("Desa Seberkat", "awaited"),
    ]

    pair.report(nihil=True)
    pair.carry_up()
    first, second = awaited.received(pair.camat, offices.NOVEMBER)
    assert (first.state, first.is_nihil, first.received_on, first.assent) == (
        "nihil",
        True,
        date(2026, 11, 21),
        Assent.HEAD,
    )
    assert (_receipt(pair), second.state) == ("none", "awaited")
    assert ledger.file(pair.camat, first.carrier).startswith(b"%PDF-")

    confirming.write_receipts(pair.camat)
    assert _receipt(pair) == "made"
    sending.export_receipts(pair.camat, pair.stick)
    assert _receipt(pair) == "copied"

    pair.clock.move(days=15)
    assert awaited.received(pair.camat, offices.NOVEMBER)[1].state_words == "belum ada"
    pair.report(offices.Month(2026, 10), nihil=True)
    pair.carry_up()
    (late,) = awaited.received(pair.camat, offices.Month(2026, 10))
    assert (late.state, late.state_words) == ("late", "diterima 6 Desember 2026, terlambat")


def _receipt(pair: offices.Pair) -> str:
    return board.board(pair.camat, offices.NOVEMBER).lines[0].receipt


def test_a_village_is_expected_from_the_month_in_which_its_key_became_known(pair: offices.Pair) -> None:
    october = offices.Month(2026, 10)
    assert awaited.received(pair.camat, october) == []
    assert home.home_figures(pair.camat, october).expected == 0
    assert "missing-reports" not in {task.kind for task in agenda.agenda(pair.camat)}
    pair.clock.move(days=11)
    pair.report(nihil=True)
    pair.carry_up()  # brings the certificate once more: it is no younger for that
    assert [line.state for line in awaited.received(pair.camat, offices.NOVEMBER)] == ["nihil"]
    pair.report(october, nihil=True)
    assert awaited.received(pair.camat, october) == []
    pair.carry_up()
    assert [line.state for line in awaited.received(pair.camat, october)] == ["late"]
    pair.clock.move(days=31)
    assert [line.state for line in awaited.received(pair.camat, offices.Month(2026, 12))] == ["awaited"]


def test_receipts_are_copied_one_by_one(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    confirming.write_receipts(pair.camat)
    copying = sending.export_receipts_each(pair.camat, pair.stick)
    assert next(copying).to == pair.village.code
    copying.close()
    assert confirming.waiting(pair.camat) == {}
