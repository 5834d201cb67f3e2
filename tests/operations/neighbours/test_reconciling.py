"""Rekonsiliasi: both sides count one journal alike, and name the records that differ."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.insight.overview import Findings
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.history import holdings
from ppo_desktop.operations.neighbours import reconciling
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.document import plain_text
from ppo_desktop.reports.overview_sheet import SheetFacts, overview_sheet


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Pair]:
    """A village whose report is at the camat, and whose receipt is back; then one record more, and one changed."""
    pair = offices.new_pair(tmp_path_factory.mktemp("pair"))
    person = pair.person()
    pair.departure(person)
    pair.report()
    pair.carry_up()
    pair.carry_down()
    pair.person("Dewi Lestari")
    recording.save(pair.village, kind("person"), {"phone": "0812 0000 1111"}, person)
    yield pair
    pair.close()


def by_kind(found: Findings) -> dict[object, tuple[object, ...]]:
    (section,) = [section for section in found.sections if section.title == "Menurut jenis"]
    return {line.cells[0]: line.cells[1:] for line in section.lines}


def differing(found: Findings) -> list[tuple[object, object]]:
    """(kind, why) of each record that differs."""
    section = found.sections[-1]
    return [(line.cells[0], line.cells[3]) for line in section.lines]


def test_above_every_record_up_to_the_report_is_there(pair: offices.Pair) -> None:
    found = reconciling.find(pair.camat, pair.village.code)
    assert by_kind(found) == {"Warga": (1, 1, 0, 0), "Keberangkatan": (1, 1, 0, 0)}
    assert differing(found) == []
    assert found.facts[1].value == "tidak ada"


def test_below_it_is_known_which_records_the_office_above_has_not_seen(pair: offices.Pair) -> None:
    found = reconciling.find(pair.village)
    assert by_kind(found) == {"Warga": (2, 1, -1), "Keberangkatan": (1, 1, 0)}
    assert differing(found) == [("Warga", "belum dipegang di sana"), ("Warga", "perubahannya belum sampai")]
    sheet = SheetFacts(pair.village.identity.on_paper(), "Rekonsiliasi", "", found, "Rina", offices.clock_at().now())
    assert "Dewi Lestari | belum dipegang di sana" in plain_text(overview_sheet(sheet))


def test_what_stands_behind_the_place_of_a_report_is_told_apart_from_what_came_later(pair: offices.Pair) -> None:
    with pair.camat.database.reading() as connection:
        held = holdings.split(connection, pair.village.code, {})
        lines = list(reconciling._differing(connection, pair.village.code, held))
    assert held.before == {}
    assert [(one.kind, one.why) for one in lines] == [
        ("departure", "baru sesudah laporan itu"),
        ("person", "baru sesudah laporan itu"),
    ]


def test_an_office_above_which_none_receives_chooses_one_below(pair: offices.Pair) -> None:
    for ask in (reconciling.title, reconciling.find):
        with pytest.raises(Refused, match="no-office-chosen"):
            ask(pair.camat)
    assert reconciling.title(pair.village) == "Rekonsiliasi dengan Kecamatan Tebas"


def test_nothing_can_be_compared_before_the_first_report(pair: offices.Pair) -> None:
    with pytest.raises(Refused, match="nothing-to-reconcile"):
        reconciling.find(pair.camat, offices.OTHER_VILLAGE)
    with pytest.raises(Refused, match="not-below"):
        reconciling.find(pair.camat, "61.02.01.2001")
