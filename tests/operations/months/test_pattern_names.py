"""Names in patterns over villages: for a reason, to who may look, once a day; then passed on as a letter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.insight.patterns import PATTERNS
from ppo_desktop.operations.books import browsing, recording, searching
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.letters import issuing
from ppo_desktop.operations.months import overviews
from ppo_desktop.operations.papers import sheets
from ppo_desktop.records.broker import BROKER
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.document import plain_text

UJANG = {"name": "Pak Long Ujang", "category": "TANPA_IZIN", "standing": "DIKETAHUI"}


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Pair]:
    """A camat that holds the go-between of a village, and wrote down one of the same name."""
    made = offices.new_pair(tmp_path_factory.mktemp("pola"))
    recording.save(made.village, BROKER, UJANG)
    made.report(nihil=True)
    made.carry_up()
    recording.save(made.camat, BROKER, UJANG)
    yield made
    made.close()


def names(office: Office) -> list[object]:
    return [line.cells[0] for line in overviews.find(office, PATTERNS, 2026).sections[0].lines]


def looks(office: Office) -> list[access.Look]:
    return access.looks(offices.as_head(office))


def test_names_are_shown_for_a_reason_once_written_down_until_the_day_is_over(pair: offices.Pair) -> None:
    camat = pair.camat
    assert names(camat) == ["Perantara 1"]
    assert looks(camat) == [], "figures without names are no look"
    with pytest.raises(Refused, match="reason-missing"):
        overviews.unveil(camat, PATTERNS, 2026, "  ")
    keeper = replace(camat, user=camat.user._replace(role="admin"))
    with pytest.raises(Refused, match="not-allowed"):
        overviews.unveil(keeper, PATTERNS, 2026, "Ingin tahu.")
    overviews.unveil(camat, PATTERNS, 2026, "Menyusun surat kepada Polres.")
    for _again in range(3):
        assert names(camat) == ["Pak Long Ujang"]
    overviews.paper(camat, PATTERNS, 2026, overviews.find(camat, PATTERNS, 2026))
    (look,) = looks(camat)
    assert (look.who, look.title) == ("Yanti", "Pola lintas desa 2026: Menyusun surat kepada Polres.")
    assert names(keeper) == ["Perantara 1"]
    assert names(offices.as_head(camat)) == ["Perantara 1"], "another account"
    assert names(replace(camat, clock=offices.clock_at("2026-11-22T02:00:00"))) == ["Perantara 1"]


def test_a_line_is_passed_on_as_a_letter_that_names_nobody_who_leaves(pair: offices.Pair) -> None:
    overviews.unveil(pair.camat, PATTERNS, 2026, "Menyusun surat kepada Polres.")
    line = overviews.find(pair.camat, PATTERNS, 2026).sections[0].lines[0]
    begun = issuing.again(issuing.begin(pair.camat, PATTERNS.letter), line.passing, "")
    begun = issuing.again(begun, {"instansi": "Kapolres Sambas", "instansi_tempat": "Sambas"}, "")
    saved = issuing.finish(pair.camat, begun)
    told = issuing.document(pair.camat, issuing.resume(pair.camat, saved.record))
    assert (told.nature, told.addressee[1]) == ("RAHASIA", "Yth. Kapolres Sambas")
    said = plain_text(told).replace("\u00a0", " ")
    assert "Perantara: Pak Long Ujang" in said
    assert "Dicatat oleh: Kecamatan Tebas, Desa Sempalai" in said
    assert "Lembar balik" in said


def test_the_go_between_of_a_village_is_veiled_above_by_every_way_of_reading(pair: offices.Pair) -> None:
    camat = pair.camat
    below = next(key for key in browsing.ids(camat, BROKER) if key[0] == offices.VILLAGE)
    sheet = sheets.sheet(camat, BROKER, below[1], below[0])
    assert sheet.title == "Perantara Desa Sempalai"
    window = [row for row in browsing.window(camat, BROKER, [below]) if row]
    assert [BROKER.called(row) for row in window] == ["Perantara Desa Sempalai"]
    assert not [hit for hit in searching.find(camat, "ujang") if "Sempalai" in hit.line and "Ujang" in hit.title]
    ways = [recording.history(camat, below[1], below[0]), recording.listing(camat, BROKER), sheet.values]
    assert not any("ujang" in repr(one).casefold() for one in (ways[0], ways[2]))
    assert repr(ways[1]).casefold().count("ujang") == 1, "our own"
    sheets.unveil(camat, sheet, "Polres menanyakan.")
    assert sheets.sheet(camat, BROKER, below[1], below[0]).title == "Pak Long Ujang"
    assert (looks(camat)[0].kind, looks(camat)[0].reason) == ("broker", "Polres menanyakan.")
    assert kind("broker").about == "id"
