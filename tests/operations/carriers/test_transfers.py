"""The transfer journal: every file out and in has its line, and no line names anybody but offices, users, carriers."""

from __future__ import annotations

import io
import shutil

import pikepdf
import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.carriers import sending, transfers
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.papers import expedition
from ppo_desktop.operations.papers.expedition import Narrowing


def lines(office: Office, wanted: Narrowing | None = None) -> list[tuple[str, str, str, str]]:
    """(direction, other, kind, code) of the carriers, the oldest first."""
    found = reversed(expedition.page(office, wanted))
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
    came = expedition.of_carrier(pair.camat, closed.carrier.manifest.id)
    assert [(line.file_name, line.period, line.user) for line in came] == [
        (closed.carrier.file_name, "2026-11", "Yanti")
    ]
    assert came[0].counts == {"person": 1, "departure": 1, "report": 1, "device": 1}
    (left,) = expedition.of_carrier(pair.village, closed.carrier.manifest.id)
    assert left.counts == came[0].counts, "what is said to have left is what arrives"
    assert left.counts_words.startswith("1 Warga, 1 Keberangkatan")


def test_a_file_that_cannot_be_received_or_comes_again_has_one_line_a_day(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    path = sending.export(pair.village, pair.camat.code, pair.stick).path
    (pair.stick / "surat Siti Aminah.pdf").write_bytes(path.read_bytes().replace(b"/Type", b"/Tyqe", 1))
    for _time in range(2):
        receiving.take(pair.camat, receiving.expand([pair.stick]))
    assert sorted(code for _direction, _other, _kind, code in lines(pair.camat)) == ["altered", "seen", "taken"]
    (refused,) = expedition.page(pair.camat, Narrowing("refused"))
    assert (refused.file_name, refused.other, refused.state_words) == ("", "", "Belum dapat diterima")
    assert "Siti" not in refused.sentence, "a name somebody gave a file may be a person's"
    pair.clock.move(days=1)
    receiving.take(pair.camat, [path])
    assert [line.code for line in expedition.page(pair.camat)][:2] == ["seen", "seen"]


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
    assert [line.code for line in expedition.of_carrier(pair.camat, older.carrier.manifest.id)] == ["older"]


def test_who_carried_a_file_is_typed_and_remembered_for_the_office(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    (line,) = expedition.page(pair.camat, Narrowing(other=pair.village.code, direction="in", month="2026-11"))[:1]
    assert expedition.usual_carrier(pair.camat, pair.village.code) == ""
    (named,) = expedition.carried(pair.camat, [line], "  Pak  Jono ")
    assert named.carried_by == "Pak Jono"
    assert expedition.page(pair.camat, Narrowing(direction="in"))[0] == named
    assert expedition.usual_carrier(pair.camat, pair.village.code) == "Pak Jono"
    assert expedition.known_carriers(pair.camat) == ["Pak Jono"]
    with pytest.raises(Refused) as refused:
        expedition.carried(pair.camat, [line], "J" * 61)
    assert refused.value.code == "carrier-name-too-long"


def test_lines_are_narrowed_by_direction_office_and_month_and_read_page_by_page(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    pair.clock.move(days=20)
    pair.carry_down()
    assert lines(pair.camat, Narrowing("out")) == [("out", pair.village.code, "receipt", "copied")]
    assert lines(pair.camat, Narrowing("in", month="2026-12")) == []
    assert expedition.months(pair.camat) == ["2026-12", "2026-11"]
    assert expedition.offices(pair.camat) == [pair.village.code]
    first = expedition.page(pair.camat, limit=1)
    assert expedition.page(pair.camat, before=first[-1].number) == expedition.page(pair.camat)[1:]


def test_the_book_is_printed_line_by_line_over_as_many_pages_as_it_takes(pair: offices.Pair) -> None:
    pair.departure(pair.person())
    pair.report()
    pair.carry_up()
    with pair.camat.database.transaction() as connection:
        for _line in range(60):
            transfers.note(connection, pair.camat, "in", other="61.01.04.2004", kind="report", code="altered")
    written = expedition.book(pair.camat)
    with pikepdf.open(io.BytesIO(written)) as pages:
        assert len(pages.pages) > 2
    facts = [expedition.on_paper(line)["book"] for line in expedition.page(pair.camat, limit=-1)]
    assert sum(one["office"] == "Desa Bekut" for one in facts) == 60
    assert facts[-1]["when"] == "21-11-2026 09.00"
    told = " ".join(str(each) for each in facts)
    assert "Laporan November 2026" in told
    assert "Siti" not in told
