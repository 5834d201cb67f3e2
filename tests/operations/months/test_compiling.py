"""The compiled table: what a district's report says of its villages, and what the regency makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
from ppo_desktop.journal.fold import fold
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import compiling, recapping, reporting
from ppo_desktop.operations.neighbours import board, receiving
from ppo_desktop.reports.compiled import CompiledRow, CompiledTable, compiled_blocks
from ppo_desktop.reports.document import Document, plain_text
from ppo_desktop.storage import journal_store

REGENCY = "61.01"


@pytest.fixture
def levels(tmp_path: Path) -> Iterator[tuple[offices.Pair, Office]]:
    pair, regency = offices.new_levels(tmp_path)
    yield pair, regency
    pair.close()
    regency.close()


@pytest.fixture
def pair(levels: tuple[offices.Pair, Office]) -> offices.Pair:
    return levels[0]


@pytest.fixture
def regency(levels: tuple[offices.Pair, Office]) -> Office:
    return levels[1]


def table(office: Office) -> CompiledTable:
    with office.database.reading() as connection:
        made = compiling.compile_month(connection, office, offices.NOVEMBER)
    assert made is not None
    return made


def rows(office: Office) -> list[tuple[str, str, int | None, bool]]:
    """(office, state, how many were recorded, whether the district says so) of each row."""
    return [
        (row.name, row.state, None if row.totals is None else row.totals.get("registered", 0), row.is_second_hand)
        for row in table(office).rows
    ]


def said(office: Office) -> dict[str, object]:
    """What the entry of the office's own report says of those below."""
    with office.database.reading() as connection:
        record = counting.report_record(office.code, offices.NOVEMBER)
        return fold(journal_store.of_record(connection, office.code, record)).values


def up(pair: offices.Pair, regency: Office) -> None:
    """The camat's report of November, taken in at the regency with what it takes along."""
    reporting.close_month(pair.camat, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
    receiving.take(regency, [sending.export(pair.camat, REGENCY, pair.stick).path])


def test_the_camats_report_says_how_each_village_stands_and_the_regency_recounts_it(
    pair: offices.Pair, regency: Office
) -> None:
    assert rows(pair.camat) == [("Desa Sempalai", "awaited", None, False)]
    up(pair, regency)
    assert said(pair.camat)["compiled"] == {pair.village.code: {"state": "awaited", "totals": {}, "carrier": ""}}
    assert rows(regency) == [("Kecamatan Tebas", "nihil", 0, False), ("Desa Sempalai", "awaited", None, True)]

    pair.departure(pair.person())
    closed = pair.report()
    pair.carry_up()
    assert rows(pair.camat) == [("Desa Sempalai", "received", 1, False)]
    up(pair, regency)
    told = said(pair.camat)["compiled"]
    assert isinstance(told, dict)
    assert told[pair.village.code]["carrier"] == closed.carrier.manifest.id
    assert said(pair.camat)["totals"] == dict.fromkeys(counting.TOTALS, 0), "those of the camat's own records"
    assert rows(regency) == [("Kecamatan Tebas", "nihil", 0, False), ("Desa Sempalai", "received", 1, False)]
    assert table(regency).totals["registered"] == 1
    (line,) = board.board(regency, offices.NOVEMBER).lines
    assert (line.name, line.villages_words, line.notes) == ("Kecamatan Tebas", "1 dari 23 desa sudah melapor", ())


def test_where_camat_and_village_tell_different_figures_the_regency_names_them(
    pair: offices.Pair, regency: Office
) -> None:
    pair.departure(pair.person())
    pair.report()
    pair.carry_up()
    up(pair, regency)
    pair.departure(pair.person("Dewi Lestari"))
    pair.report()
    receiving.take(regency, [sending.export(pair.village, pair.camat.code, pair.stick).path])
    (line,) = board.board(regency, offices.NOVEMBER).lines
    assert line.notes == [
        "Desa Sempalai, Calon PMI dan PMI yang baru dicatat: 1 di rekap kecamatan, 2 di laporan desanya sendiri."
    ]
    assert line.notes[0] in line.remarks
    assert rows(regency)[1] == ("Desa Sempalai", "received", 2, False), "the village's own word counts"


def test_on_paper_no_report_is_a_dash_and_the_sum_stands_at_the_foot() -> None:
    one = CompiledRow("61.01.04", "Kecamatan Tebas", "received", {"registered": 2, "events": 1})
    made = CompiledTable(
        (
            one,
            CompiledRow("61.01.04.2003", "Desa Sempalai", "nihil", {}),
            CompiledRow("61.01.04.2004", "Desa Bekut", "missing", None),
            replace(one, office="61.01.04.2005", name="Desa Seberkat", is_second_hand=True),
        )
    )
    text = plain_text(Document("", None, compiled_blocks(made)))
    assert "Desa Sempalai | NIHIL | 0 | 0 | 0 | 0 | 0" in text
    assert "Desa Bekut | belum ada | - | - | - | - | -" in text
    assert "Jumlah | 3 dari 4 | 4 | 0 | 0 | 2 | 0" in text
    assert "Desa Seberkat *" in text
    assert "menurut rekap kecamatannya" in text
    own = CompiledTable((replace(one, state="nihil", totals={}),))
    assert "Kecamatan Tebas | diterima | 0" in plain_text(Document("", None, compiled_blocks(own)))


def test_what_a_district_writes_of_odd_villages_keeps_nobody_from_the_regencys_month(
    pair: offices.Pair, regency: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fine = {"state": "received", "totals": {"registered": 3}, "carrier": "0" * 64}
    foul: dict[str, object] = {
        f"{offices.CAMAT}.x;y": fine,
        f"{offices.CAMAT}.9xyz": fine,
        f"{offices.CAMAT}.2003.1": fine,
        "61.02.01.2001": fine,
        f"{offices.CAMAT}.2007": {**fine, "state": {"x": 1}},
        f"{offices.CAMAT}.2008": {**fine, "state": ["received"]},
        f"{offices.CAMAT}.2009": {**fine, "totals": {"registered": "viele"}},
        f"{offices.CAMAT}.2010": {**fine, "totals": {"registered": True}},
        f"{offices.CAMAT}.2011": {**fine, "totals": {"registered": 10**15}},
        f"{offices.CAMAT}.2012": {**fine, "carrier": "../x"},
        f"{offices.CAMAT}.2013": {**fine, "totals": {"registered": 3, "newer": "of another program"}},
    }
    monkeypatch.setattr(compiling, "in_entry", lambda _table, _code: foul)
    up(pair, regency)
    assert set(said(pair.camat)["compiled"]) == set(foul), "it has come as it was written"  # type: ignore[call-overload]  # a dict, as every entry holds it
    monkeypatch.undo()
    (kept,) = [row for row in table(regency).rows if row.is_second_hand]
    assert (kept.office, kept.totals) == (f"{offices.CAMAT}.2013", {"registered": 3})
    with regency.database.reading() as connection:
        assert compiling.disagreements(connection, offices.CAMAT, offices.NOVEMBER) == []
    assert recapping.preview(regency, offices.NOVEMBER).startswith(b"%PDF-")


def test_what_is_no_compilation_says_nothing(pair: offices.Pair) -> None:
    with pair.camat.database.reading() as connection:
        assert compiling.told_by(connection, pair.camat.code, offices.NOVEMBER) == {}
        assert compiling.disagreements(connection, pair.village.code, offices.NOVEMBER) == []
    assert date(2026, 12, 5) == board.board(pair.camat, offices.NOVEMBER).due
