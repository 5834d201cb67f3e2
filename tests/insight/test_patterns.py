"""Patterns over villages: what sounds alike in several offices, journeys at one time, and never a single village."""

from __future__ import annotations

from insight.test_overviews import CAMAT, OTHER, VILLAGE, a, find, section
from ppo_desktop.insight.overview import Row
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


def test_a_broker_who_is_called_alike_in_two_villages_is_one_line_with_what_they_say() -> None:
    rows = [
        broker("b1", VILLAGE, "Pak Long Ujang"),
        broker("b2", OTHER, "Ujang Long", aliases="Pak Long Udjang, Ujang"),
        broker("b3", OTHER, "Siti Maryam"),
        left("d1", VILLAGE, "2026-03-01", broker="b1"),
        left("d2", OTHER, "2026-05-01", broker="b2"),
        left("d3", OTHER, "2026-06-01", broker="b3"),
    ]
    (line,) = section(find("patterns", rows, CAMAT), NAMED).lines
    assert line.cells[0] == "Pak Long Ujang / Ujang Long"
    assert line.cells[2] == 2
    assert line.cells[4] == "01-03-2026 sampai 01-05-2026"
    assert line.lead
    assert (line.lead.kind, line.lead.record) == ("broker", "b1")


def test_one_word_or_one_village_makes_no_pattern() -> None:
    one_word = [broker("b1", VILLAGE, "Ujang"), broker("b2", OTHER, "Ujang")]
    one_village = [broker("b3", VILLAGE, "Pak Long Amat"), broker("b4", VILLAGE, "Pak Long Amat")]
    assert section(find("patterns", [*one_word, *one_village], CAMAT), NAMED).lines == ()


def test_departures_on_one_way_within_days_of_each_other_are_a_journey_of_several_villages() -> None:
    together = [
        left("d1", VILLAGE, "2026-03-01"),
        left("d2", OTHER, "2026-03-01"),
        left("d3", OTHER, f"2026-03-{1 + NEAR:02d}"),
    ]
    (line,) = section(find("patterns", together, CAMAT), JOURNEYS).lines
    assert line.cells[2] == 3
    apart = [*together[:2], left("d3", OTHER, f"2026-03-{2 + NEAR:02d}")]
    assert section(find("patterns", apart, CAMAT), JOURNEYS).lines == ()
    procedural = [
        left(f"d{n}", office, "2026-03-01", path="prosedural") for n, office in enumerate((VILLAGE, OTHER, OTHER))
    ]
    assert section(find("patterns", procedural, CAMAT), JOURNEYS).lines == ()
    alone = [left(f"d{n}", VILLAGE, "2026-03-01") for n in range(4)]
    assert section(find("patterns", alone, CAMAT), JOURNEYS).lines == ()


def test_an_escort_named_in_two_villages_is_told() -> None:
    rows = [
        left("d1", VILLAGE, "2026-03-01", escort="Bang Hasan Basri"),
        left("d2", OTHER, "2026-08-01", escort="Hasan Basri bang"),
        left("d3", OTHER, "2026-08-02", escort="Bang Hasan Basri"),
    ]
    (line,) = section(find("patterns", rows, CAMAT), ESCORTS).lines
    assert line.cells[0] == "Bang Hasan Basri"
    assert line.cells[2] in (2, 3)
