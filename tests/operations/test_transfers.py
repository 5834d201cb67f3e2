"""The transfer journal: every file out and in has its line, and no line names anybody but offices, users, carriers."""

from __future__ import annotations

import shutil

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations import receiving, sending, transfers
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.transfers import Narrowing


def lines(office: Office, wanted: Narrowing | None = None) -> list[tuple[str, str, str, str]]:
    """(direction, other, kind, code) of the carriers, the oldest first."""
    found = reversed(transfers.page(office, wanted))
    return [
        (line.direction, line.other, line.kind, line.code) for line in found if line.kind not in ("request", "answer")
    ]


def test_both_sides_write_down_a_report_and_its_receipt(pair: offices.Pair) -> None:
    pair.departure(pair.person())
    closed = pair.report()
    pair.carry_up()
    pair.carry_down()
    village, camat = pair.village.code, pair.camat.code
    assert lines(pair.village) == [("out", camat, "report", "copied"), ("in", camat, "receipt", "taken")]
    assert lines(pair.camat) == [("in", village, "report", "taken"), ("out", village, "receipt", "copied")]
    came = transfers.of_carrier(pair.camat, closed.carrier.manifest.id)
    assert [(line.file_name, line.period, line.user) for line in came] == [
        (closed.carrier.file_name, "2026-11", "Yanti")
    ]
    assert came[0].counts == {"person": 1, "departure": 1, "report": 1, "device": 1}
    (left,) = transfers.of_carrier(pair.village, closed.carrier.manifest.id)
    assert left.counts == came[0].counts, "what is said to have left is what arrives"
    assert left.counts_words.startswith("1 Warga, 1 Keberangkatan")


def test_a_file_that_cannot_be_received_or_comes_again_has_one_line_a_day(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    path = sending.export(pair.village, pair.camat.code, pair.stick).path
    (pair.stick / "surat Siti Aminah.pdf").write_bytes(path.read_bytes().replace(b"/Type", b"/Tyqe", 1))
    for _time in range(2):
        receiving.take(pair.camat, receiving.expand([pair.stick]))
    assert sorted(code for _direction, _other, _kind, code in lines(pair.camat)) == ["altered", "seen", "taken"]
    (refused,) = transfers.page(pair.camat, Narrowing("refused"))
    assert (refused.file_name, refused.other, refused.state_words) == ("", "", "Belum dapat diterima")
    assert "Siti" not in refused.sentence, "a name somebody gave a file may be a person's"
    pair.clock.move(days=1)
    receiving.take(pair.camat, [path])
    assert [line.code for line in transfers.page(pair.camat)][:2] == ["seen", "seen"]


def test_an_older_file_after_a_newer_one_is_told_and_changes_nothing(pair: offices.Pair) -> None:
    pair.departure(pair.person())
    older = pair.report(offices.Month(2026, 10), nihil=True)
    kept = pair.stick / "lama.pdf"
    shutil.copy(sending.export(pair.village, pair.camat.code, pair.stick).path, kept)
    pair.report()
    pair.carry_up()
    before = offices.names_at(pair.camat)
    (looked,) = receiving.inspect(pair.camat, [kept])
    assert (looked.code, looked.sentence) == (
        "older",
        "Berkas ini lebih lama dari yang sudah ada; semua isinya sudah ada di sini.",
    )
    (taken,) = receiving.take(pair.camat, [kept])
    assert isinstance(taken, receiving.Taken)
    assert (taken.added, offices.names_at(pair.camat)) == (0, before)
    assert [line.code for line in transfers.of_carrier(pair.camat, older.carrier.manifest.id)] == ["older"]


def test_who_carried_a_file_is_typed_and_remembered_for_the_office(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    (line,) = transfers.page(pair.camat, Narrowing(other=pair.village.code, direction="in", month="2026-11"))[:1]
    assert transfers.usual_carrier(pair.camat, pair.village.code) == ""
    (named,) = transfers.carried(pair.camat, [line], "  Pak  Jono ")
    assert named.carried_by == "Pak Jono"
    assert transfers.page(pair.camat, Narrowing(direction="in"))[0] == named
    assert transfers.usual_carrier(pair.camat, pair.village.code) == "Pak Jono"
    assert transfers.known_carriers(pair.camat) == ["Pak Jono"]
    with pytest.raises(Refused) as refused:
        transfers.carried(pair.camat, [line], "J" * 61)
    assert refused.value.code == "carrier-name-too-long"


def test_lines_are_narrowed_by_direction_office_and_month_and_read_page_by_page(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    pair.clock.move(days=20)
    pair.carry_down()
    assert lines(pair.camat, Narrowing("out")) == [("out", pair.village.code, "receipt", "copied")]
    assert lines(pair.camat, Narrowing("in", month="2026-12")) == []
    assert transfers.months(pair.camat) == ["2026-12", "2026-11"]
    assert transfers.offices(pair.camat) == [pair.village.code]
    first = transfers.page(pair.camat, limit=1)
    assert transfers.page(pair.camat, before=first[-1].number) == transfers.page(pair.camat)[1:]
