"""Patterns over villages: what sounds alike in several offices, journeys at one time, and never a single village."""

from __future__ import annotations

from insight.test_overviews import CAMAT, OTHER, VILLAGE, a, find, section
from ppo_desktop.insight.overview import Findings, Row
from ppo_desktop.insight.patterns import NEAR
from ppo_desktop.records.broker import BROKER
from ppo_desktop.records.departure import DEPARTURE

NAMED = "Perantara yang disebut di beberapa desa"
JOURNEYS = "Keberangkatan dari beberapa desa, searah dan sewaktu"
ESCORTS = "Pengantar atau penjemput yang sama namanya"


def broker(record: str, office: str, name: str, **more: object) -> tuple[str, Row]:
    return a(BROKER, record, office, name=name, category="TANPA_IZIN", standing="DISEBUT", **more)


def left(record: str, office: str, day: str, **more: object) -> tuple[str, Row]:
    told = {"registered_on": "2026-01-01", "departed_on": day, "destination_country": "MY", "exit_point": "ARUK"}
    return a(DEPARTURE, record, office, **{**told, "path": "nonprosedural", **more})


def named(rows: list[tuple[str, Row]]) -> Findings:
    """As somebody sees them who gave a reason."""
    return find("patterns", rows, CAMAT, is_named=True)


def test_a_broker_who_is_called_alike_in_two_villages_is_one_line_with_what_they_say() -> None:
    rows = [
        broker("b1", VILLAGE, "Pak Long Ujang"),
        broker("b2", OTHER, "Ujang Long", aliases="Pak Long Udjang, Ujang"),
        broker("b3", OTHER, "Siti Maryam"),
        left("d1", VILLAGE, "2026-03-01", broker="b1"),
        left("d2", OTHER, "2026-05-01", broker="b2"),
        left("d3", OTHER, "2026-06-01", broker="b3"),
    ]
    (line,) = section(named(rows), NAMED).lines
    assert line.cells[0] == "Pak Long Ujang / Ujang Long"
    assert line.cells[2] == 2
    assert line.cells[4] == "01-03-2026 sampai 01-05-2026"
    assert line.lead
    assert (line.lead.kind, line.lead.record) == ("broker", "b1")


def test_one_word_or_one_village_makes_no_pattern() -> None:
    one_word = [broker("b1", VILLAGE, "Ujang"), broker("b2", OTHER, "Ujang")]
    one_village = [broker("b3", VILLAGE, "Pak Long Amat"), broker("b4", VILLAGE, "Pak Long Amat")]
    assert section(named([*one_word, *one_village]), NAMED).lines == ()


def test_departures_on_one_way_within_days_of_each_other_are_a_journey_of_several_villages() -> None:
    together = [
        left("d1", VILLAGE, "2026-03-01"),
        left("d2", OTHER, "2026-03-01"),
        left("d3", OTHER, f"2026-03-{1 + NEAR:02d}"),
    ]
    (line,) = section(named(together), JOURNEYS).lines
    assert line.cells[2] == 3
    apart = [*together[:2], left("d3", OTHER, f"2026-03-{2 + NEAR:02d}")]
    assert section(named(apart), JOURNEYS).lines == ()
    procedural = [
        left(f"d{n}", office, "2026-03-01", path="prosedural") for n, office in enumerate((VILLAGE, OTHER, OTHER))
    ]
    assert section(named(procedural), JOURNEYS).lines == ()
    alone = [left(f"d{n}", VILLAGE, "2026-03-01") for n in range(4)]
    assert section(named(alone), JOURNEYS).lines == ()


def test_an_escort_named_in_two_villages_is_told() -> None:
    rows = [
        left("d1", VILLAGE, "2026-03-01", escort="Bang Hasan Basri"),
        left("d2", OTHER, "2026-08-01", escort="Hasan Basri bang"),
        left("d3", OTHER, "2026-08-02", escort="Bang Hasan Basri"),
    ]
    (line,) = section(named(rows), ESCORTS).lines
    assert line.cells[0] == "Bang Hasan Basri"
    assert line.cells[2] in (2, 3)


def test_without_a_reason_nobody_is_named_and_nothing_can_be_passed_on() -> None:
    rows = [
        broker("b1", VILLAGE, "Pak Long Ujang", company="PT Maju Bersama"),
        broker("b2", OTHER, "Pak Long Ujang"),
        left("d1", VILLAGE, "2026-03-01", broker="b1", escort="Bang Hasan Basri", agency="PT Maju Bersama"),
        left("d2", OTHER, "2026-03-01", broker="b2", escort="Bang Hasan Basri", agency="PT Maju Bersama"),
        left("d3", OTHER, "2026-03-02"),
    ]
    veiled, open_ = find("patterns", rows, CAMAT), named(rows)
    assert (veiled.is_veiled, open_.is_veiled) == (True, False)
    assert not any(name in repr(veiled) for name in ("Ujang", "Hasan", "Maju"))
    assert section(veiled, NAMED).lines[0].cells[0] == "Perantara 1"
    assert [one.cells[1:] for one in section(veiled, NAMED).lines] == [
        one.cells[1:] for one in section(open_, NAMED).lines
    ]
    assert not section(veiled, NAMED).lines[0].passing
    assert section(veiled, JOURNEYS).lines[0].passing, "a way is no name"
    passing = section(open_, NAMED).lines[0].passing
    assert passing["pola_nama"] == "Perantara: Pak Long Ujang"
    assert passing["pola_uraian"].splitlines() == [
        "Dicatat oleh: Desa Sempalai, Desa Seberkat",
        "Keberangkatan yang terkait: 2",
        "Tujuan dan titik keluar: Malaysia, ARUK",
        "Waktu: 01-03-2026",
    ]


def test_where_nothing_was_recorded_there_is_no_data_and_not_none() -> None:
    assert [fact.value for fact in named([]).facts] == [None] * 4
    assert "Belum ada yang dicatat" in section(named([]), NAMED).empty
    one = [broker("b1", VILLAGE, "Pak Long Ujang"), left("d1", VILLAGE, "2026-03-01")]
    assert [fact.value for fact in named(one).facts] == [0, None, None, 0]
    assert "lebih dari satu desa" in section(named(one), NAMED).empty
