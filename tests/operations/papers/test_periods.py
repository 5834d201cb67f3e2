"""Reports of several months from the monthly reports that are held here: at the village, the camat and the regency."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Month, Span
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import compiling, reporting
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.papers import catalogue, periods
from ppo_desktop.reports.document import plain_text

REGENCY = "61.01"
OCTOBER = Month(2026, 10)
YEAR = Span.parse("2026")


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


def text(office: Office, span: Span = YEAR, *, is_public: bool = False) -> str:
    return plain_text(periods.documents(office, span, is_public=is_public)[0])


def row(words: str, start: str) -> list[str]:
    return next(line for line in words.splitlines() if line.startswith(start)).split(" | ")


def test_a_year_at_village_camat_and_regency_is_the_sum_of_the_same_monthly_reports(
    pair: offices.Pair, regency: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = pair.person()
    pair.departure(person, registered_on="2026-10-05")
    pair.report(OCTOBER)
    pair.departure(pair.person("Dewi"), registered_on="2026-10-20")  # told late, in November
    for name in ("Ayu", "Nur"):
        pair.departure(pair.person(name))
    pair.report()
    pair.carry_up()
    reporting.close_month(pair.camat, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
    receiving.take(regency, [sending.export(pair.camat, REGENCY, pair.stick).path])

    at_village = text(pair.village)
    assert row(at_village, "Oktober 2026")[1:3] == ["ada", "1"]
    assert row(at_village, "November 2026")[1:3] == ["ada", "2"]
    assert row(at_village, "September 2026")[1:3] == ["–", "–"]
    assert row(at_village, "Tambahan bulan lalu")[2] == "1"
    assert row(at_village, "Jumlah | ")[1:3] == ["2 dari 2", "4"]

    at_camat = text(pair.camat)
    assert row(at_camat, "1 | Kecamatan Tebas")[2:4] == ["1 dari 1", "0"]
    assert row(at_camat, "2 | Desa Sempalai")[2:4] == ["2 dari 2", "4"]
    with pair.camat.database.reading() as connection:
        (book,) = (one for one in periods.books(connection, pair.camat, YEAR) if one.office == pair.village.code)
        compiled = compiling.compile_month(connection, pair.camat, offices.NOVEMBER)
    assert compiled is not None
    assert book.months["2026-11"].totals == compiled.totals, "as on the camat's monthly report"

    assert "Lampiran memuat catatan yang ada di kantor ini" in at_camat

    at_regency = text(regency)
    assert row(at_regency, "1 | Kecamatan Tebas")[2:4] == ["3 dari 3", "4"]
    assert row(at_regency, "Jumlah | ")[2] == "4"
    assert "Dewi" not in at_regency

    # Of a village that only its district tells of, the totals count.
    told = {"61.01.04.2009": compiling.Told("received", {"registered": 7}, "0" * 64)}
    monkeypatch.setattr(compiling, "told_in", lambda _report: told)
    assert row(text(regency), "Jumlah | ")[2] == "11"


def test_a_quarter_that_has_not_begun_is_refused_and_a_year_encloses_its_overviews(tmp_path: Path) -> None:
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at("2026-12-02T02:00:00"))
    with pytest.raises(Refused, match="period-ahead"):
        periods.documents(village, Span.parse("2027"))
    titles = [one.title for one in periods.documents(village, YEAR)]
    assert "Laporan Pelindungan PMI" in titles[0]
    assert any(title.startswith("Lampiran: Faktor") for title in titles[1:])
    assert not any(title.startswith("Lampiran: Cakupan") for title in titles[1:]), "nothing would stand on it"
    assert "\nLampiran Cakupan sosialisasi 2026: tidak ada catatan.\n" in text(village)
    assert "Lampiran memuat catatan" not in text(village), "here both are the village's own"
    assert len(periods.documents(village, Span.parse("2025"), is_public=True)) == 1
    told: list[str] = []
    periods.documents(village, YEAR, told=lambda _done, _all, words: told.append(words))
    assert told[0] == "Membaca laporan Desa Sempalai"
    assert str(periods.latest(village)) == "2026-07/2026-09"
    words = [one.words for one in periods.choices(village, (3, 12))]
    assert words[:2] == ["Triwulan IV 2026 (belum selesai)", "Triwulan III 2026"]
    assert "Tahun 2026 (belum selesai)" in words
    for told_twice in ("2025-T4", "2025-S1", "2026"):
        with pytest.raises(Refused, match="public-span"):
            catalogue.make(village, "laporan-berkala", About(span=told_twice, is_public=True))
    made = catalogue.make(village, "laporan-berkala", About(is_public=True))
    with pikepdf.open(io.BytesIO(made)) as pages:
        assert len(pages.pages) >= 1
