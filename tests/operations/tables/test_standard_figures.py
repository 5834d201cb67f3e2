"""Angka baku: issued once, handed out again as it was, never computed again silently, and telling what changed."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Month, Span
from ppo_desktop.operations.books import activity, recording
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.papers import catalogue
from ppo_desktop.operations.tables import standard_figures
from ppo_desktop.operations.tables.standard_figures import Edition
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.document import plain_text
from ppo_desktop.reports.standard_sheet import still_hidden

YEAR, THIS = Span.parse("2025"), Span.parse("2026")
OCTOBER = Month(2025, 10)


@dataclass
class Issued:
    pair: offices.Pair
    first: Edition
    second: Edition
    folder: Path
    """Holds the first as it was saved before the second was there."""


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Issued]:
    """Six people in October of a year that is over, one more told late, in the report of this November."""
    pair, folder = offices.new_pair(tmp_path_factory.mktemp("angka")), tmp_path_factory.mktemp("simpan")
    for number in range(6):
        leaves(pair, f"Warga {number}", sex="L" if number < 2 else "P")
    pair.report(OCTOBER)
    first, _changes = standard_figures.issue(pair.village, YEAR)
    standard_figures.save(pair.village, first, folder)
    leaves(pair, "Terlambat")
    pair.report(Month(2025, 11))
    second, _changes = standard_figures.issue(pair.village, YEAR)
    pair.report(nihil=True)
    pair.carry_up()
    yield Issued(pair, first, second, folder)
    pair.close()


def leaves(pair: offices.Pair, name: str, sex: str = "P") -> None:
    pair.departure(pair.person(name, sex=sex), registered_on="2025-10-05")


def value(edition: Edition, *key: str) -> str:
    (line,) = [line for line in edition.lines if line.key == key]
    return line.shown


def test_the_first_edition_says_the_masked_figures_of_a_year_that_is_over(issued: Issued) -> None:
    first = issued.first
    assert (first.n, first.owner, first.issued_by) == (1, offices.VILLAGE, "Rina")
    assert value(first, "Menurut bulan", "Oktober 2025", "Baru dicatat") == "6"
    assert value(first, "Menurut bulan", "September 2025", "Baru dicatat") == "–"
    assert not any(line.value is not None and 0 < line.value < 5 and line.measure == "Peserta" for line in first.lines)
    assert first.changes == []


def test_a_further_edition_names_what_changed_and_the_first_stands_as_it_was(issued: Issued) -> None:
    told = standard_figures.editions(issued.pair.village, YEAR)
    assert [one.n for one in told] == [1, 2]
    assert told[0] == issued.first
    assert told[1].code != told[0].code
    assert "Jumlah: Tahun 2025, baru dicatat, dari 6 menjadi 7" in told[1].changes
    paper = plain_text(standard_figures.document(issued.pair.village, told[0]))
    assert "Sudah ada edisi 2." in paper
    assert "dari 6 menjadi 7" not in paper
    assert "dari 6 menjadi 7" in plain_text(standard_figures.document(issued.pair.village, told[1]))


def test_what_an_edition_hid_stays_hidden_in_the_next(issued: Issued) -> None:
    hidden = {line.key for line in issued.first.lines if line.mark in ("•", "<5")}
    assert hidden
    assert all(line.value is None for line in issued.second.lines if line.key in hidden)


def test_what_the_sheet_of_a_year_hides_stays_hidden_on_that_of_the_next(issued: Issued) -> None:
    next_year = replace(issued.pair.village, clock=offices.clock_at("2027-02-01T02:00:00"))
    sums = [line.key for line in issued.second.lines if line.key[:2] == ("Jumlah", "Tahun 2025")]
    lines = standard_figures.now(next_year, THIS)
    assert [line.key for line in lines if line.line == "Tahun 2025"] == sums, "one name on both"
    hiding = [replace(line, value=None, mark="•") for line in issued.second.lines if line.key in sums]
    assert all(line.value is None for line in still_hidden(lines, hiding) if line.key in sums)


def test_nothing_new_makes_no_edition_and_an_unfinished_or_empty_year_none_either(issued: Issued) -> None:
    village = issued.pair.village
    assert standard_figures.news(village, YEAR) == []
    with pytest.raises(Refused, match="sheet-same"):
        standard_figures.issue(village, YEAR)
    with pytest.raises(Refused, match="public-span"):
        standard_figures.issue(village, THIS)
    with pytest.raises(Refused, match="period-empty"):
        standard_figures.issue(village, Span.parse("2024"))
    with pytest.raises(Refused, match="role"):
        standard_figures.issue(replace(village, user=village.user._replace(role="pemeriksa")), YEAR)
    assert YEAR in standard_figures.years(village)
    assert THIS not in standard_figures.years(village)


def test_the_same_edition_is_the_same_file_each_time_and_at_the_office_above(issued: Issued, tmp_path: Path) -> None:
    (kept,) = issued.folder.iterdir()
    village, camat = issued.pair.village, issued.pair.camat
    later = replace(offices.as_head(village), clock=offices.clock_at("2026-12-24T02:00:00"))
    assert standard_figures.save(later, issued.first, tmp_path).read_bytes() == kept.read_bytes()
    assert [one.n for one in standard_figures.all_editions(camat)] == [2, 1]
    above = standard_figures.editions(camat, YEAR, offices.VILLAGE)
    assert above == [issued.first, issued.second]
    paper = plain_text(standard_figures.document(camat, above[0]))
    assert "Desa Sempalai (61.01.04.2003)" in paper


def test_the_table_says_what_the_sheet_says_and_explains_itself(issued: Issued) -> None:
    (kept,) = issued.folder.iterdir()
    assert kept.name == "Angka baku Tahun 2025 edisi 1 Desa Sempalai.zip"
    with zipfile.ZipFile(kept) as archive:
        names = set(archive.namelist())
        text = archive.read("angka_baku.csv").decode("utf-8-sig")
        package = json.loads(archive.read("datapackage.json"))
        note = archive.read("BACA DAHULU.txt").decode("utf-8-sig")
    assert names == {"angka_baku.csv", "kamus-data.csv", "datapackage.json", "BACA DAHULU.txt"}
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert [tuple(row.values())[2:] for row in rows] == [
        (*line.key, "" if line.value is None else str(line.value), line.mark) for line in issued.first.lines
    ]
    assert [one["type"] for one in package["resources"][0]["schema"]["fields"]].count("integer") == 2
    assert issued.first.code in note
    assert "Warga 0" not in text + note


def test_a_request_answered_with_a_sheet_prints_that_very_sheet_again(issued: Issued) -> None:
    village = issued.pair.village
    typed = standard_figures.typed(village, issued.first, issued.first.at.date())
    request = {
        "asker": "Ratna",
        "asked_on": "2026-11-20",
        "basis": "LISAN",
        "purpose": "Musrenbang",
        "wanted": "PMI 2025",
        **typed,
    }
    record = recording.save(village, kind("data_request"), request).record
    assert catalogue.make(village, "angka-baku", About(record)).startswith(b"%PDF")
    told = plain_text(standard_figures.of_request(village, About(record)))
    assert issued.first.code in told
    assert "edisi 1" in told
    other = recording.save(village, kind("data_request"), {**request, "sheet": "Angka 2025, kode FFFF 0000 FFFF 0000"})
    with pytest.raises(Refused, match="sheet-unknown"):
        standard_figures.of_request(village, About(other.record))


def test_the_journal_tells_of_an_edition_and_it_cannot_be_taken_back(issued: Issued) -> None:
    told = [one for one in activity.activity(issued.pair.village) if one.kind == "figure_sheet"]
    assert len(told) == 2
    assert all(one.change is None for one in told), "nothing to undo"
