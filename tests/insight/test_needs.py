"""The map of needs: thirds of what is known, red where nothing was done, no data never a zero, and where to go next."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from insight.test_overviews import CAMAT, a, find, section
from ppo_desktop.core.offices import name_of
from ppo_desktop.insight.factors import villages_of
from ppo_desktop.insight.overview import Findings, Line, Row, shown
from ppo_desktop.insight.severity import HIGH, LOW, severities
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.factor import FACTOR
from ppo_desktop.records.institution import INSTITUTION
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.program import PROGRAM
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.stock_move import STOCK_MOVE

VILLAGES = villages_of(CAMAT)
MATRIX, NEXT = "Desa dan faktor: beban dan program", "Usulan: ke mana lebih dahulu"


def figure(village: str, indicator: str, value: str, year: str = "2025") -> tuple[str, Row]:
    told = {"indicator": indicator, "region": village, "year": year, "value": value, "original_level": "DESA"}
    return a(FACTOR, f"{village}{indicator}{year}", CAMAT, **told)


def low_schooling(*shares: int) -> list[tuple[str, Row]]:
    """Share of grown-ups with primary school at most, for the first villages of the kecamatan."""
    return [figure(village, "F3C", str(share)) for village, share in zip(VILLAGES, shares, strict=False)]


def of(findings: Findings, village: str, title: str = MATRIX) -> Line:
    return next(one for one in section(findings, title).lines if name_of(village) in one.cells[:2])


def schooling(findings: Findings, village: str) -> str:
    heads = [column.title[:2] for column in section(findings, MATRIX).columns]
    return shown(of(findings, village).cells[heads.index("F3")])


def test_on_paper_many_villages_have_matrix_and_reasons_in_one_line() -> None:
    rows = low_schooling(*range(10, 32))
    rows.append(a(DEPARTURE, "d1", VILLAGES[0], registered_on="2026-03-01", reasons=["SEKOLAH"]))
    findings = find("needs", rows, CAMAT)
    together, next_ = findings.paper
    assert next_.title == NEXT
    assert together.lines[0].cells == ("Kecamatan Tebas: 22 dari 23 desa. Tidak ada data: Seret Ayon.",)
    heads = [column.title for column in together.columns]
    cells = dict(zip(heads, together.lines[1].cells, strict=True))
    assert cells["F3 Pendidikan rendah"] == schooling(findings, VILLAGES[0]) == "rendah; tanpa program"
    assert (cells["Berangkat dicatat"], cells["Alasan F3"], cells["Alasan F1"]) == (1, 1, 0)
    assert together.lines[2].cells[heads.index("Alasan F3")] == "–"


def test_a_factor_is_high_in_the_third_with_the_worst_figures_and_red_where_nobody_answers_it() -> None:
    rows = low_schooling(10, 20, 30, 40, 50, 60)
    program = a(PROGRAM, "p1", CAMAT, year="2026", status="BERJALAN", region=VILLAGES[5], factors=["F3"])
    findings = find("needs", [*rows, program], CAMAT)
    assert [schooling(findings, village) for village in VILLAGES[:6]] == [
        "rendah; tanpa program",
        "rendah; tanpa program",
        "sedang; tanpa program",
        "sedang; tanpa program",
        "tinggi; belum dijangkau",
        "tinggi; 1 program",
    ]
    place = [column.title[:2] for column in section(findings, MATRIX).columns].index("F3")
    assert [of(findings, village).tones[place] for village in VILLAGES[3:6]] == ["", "bad", "ok"]
    assert findings.facts[1].value == 1


def test_what_is_not_recorded_is_no_data_and_never_low() -> None:
    findings = find("needs", low_schooling(10, 20, 30, 40, 50, 60), CAMAT)
    others = section(findings, MATRIX).lines[-1]
    assert others.cells[0] == f"{len(VILLAGES) - 6} desa lain"
    assert set(others.cells[1:]) == {None}
    fields = {tile.name: tile for tile in findings.map.tiles} if findings.map else {}
    assert fields[name_of(VILLAGES[6]).removeprefix("Desa ")].level is None
    assert fields[name_of(VILLAGES[4]).removeprefix("Desa ")].words == "1 dari 1 faktor tinggi belum dijangkau"
    briefly = [fields[name_of(VILLAGES[place]).removeprefix("Desa ")].brief for place in (0, 4, 6)]
    assert briefly == ["tidak ada", "1 dari 1", "tidak ada data"]


def test_too_few_villages_are_not_compared_and_a_count_needs_the_number_of_people() -> None:
    few = find("needs", low_schooling(10, 20, 30, 40, 50), CAMAT)
    assert few.facts[0].value == f"0 dari {len(VILLAGES)}"
    assert few.map
    assert all(tile.level is None for tile in few.map.tiles)
    why = "Belum ada yang dapat dibandingkan: perlu angka yang sama dari sedikitnya 6 desa di Profil faktor."
    assert few.map.note.startswith(why)
    seekers = [figure(village, "F2C", "30") for village in VILLAGES[:6]]
    assert str(find("needs", seekers, CAMAT).facts[0].value).startswith("0 dari ")
    people = [
        figure(village, code, str(100 * (place + 1)))
        for place, village in enumerate(VILLAGES[:6])
        for code in ("F1B_L", "F1B_P")
    ]
    findings = find("needs", [*seekers, *people], CAMAT)
    assert findings.map
    assert "Belum ada yang dapat dibandingkan" not in findings.map.note
    assert shown(of(findings, VILLAGES[0]).cells[2]) == "tinggi; belum dijangkau", "30 of 200 weigh more than of 1,200"
    assert shown(of(findings, VILLAGES[5]).cells[2]) == "rendah; tanpa program"


def test_the_rate_of_the_kabupaten_is_never_a_villages_figure() -> None:
    rate = a(FACTOR, "t", "61.01", indicator="F2A", region="61.01", year="2025", value="5,08")
    findings = find("needs", [rate], "61.01")
    assert str(findings.facts[0].value).startswith("0 dari ")
    assert section(findings, MATRIX).lines == ()


def test_the_proposal_names_village_place_audience_material_and_why() -> None:
    school = a(INSTITUTION, "i1", CAMAT, name="SMPN 2 Tebas", kind="SMP", region=VILLAGES[4], members=210)
    hamlet = a(INSTITUTION, "i2", VILLAGES[4], name="Dusun Sentosa", kind="DUSUN", members=400)
    comic = a(MATERIAL, "m1", CAMAT, medium="KOMIK", title="Nur", unit="eksemplar")
    came = a(STOCK_MOVE, "s1", CAMAT, material="m1", movement="TERIMA", moved_on="2026-10-01", amount=80)
    left = a(DEPARTURE, "d1", VILLAGES[0], registered_on="2026-03-01", reasons=["TIDAK_ADA_PEKERJAAN"])
    rows = [*low_schooling(10, 20, 30, 40, 50, 60), school, hamlet, comic, came, left]
    first, *rest = section(find("needs", rows, CAMAT), NEXT).lines
    assert first.cells[1] == name_of(VILLAGES[4])
    assert first.cells[2] == "F3 pendidikan rendah tinggi, tanpa program; 2 dari 2 tempat belum pernah dijangkau."
    assert (first.cells[3], first.cells[4]) == ("SMP: SMPN 2 Tebas", "Siswa") or first.cells[3] == "SMPN 2 Tebas"
    assert first.cells[5] == "Komik: Nur (sisa 80)"
    assert first.lead
    assert first.lead.typed["region"] == VILLAGES[4]
    assert first.lead.typed["activity"] == "SOS_SLTP"
    assert [line.cells[1] for line in rest] == [name_of(VILLAGES[0]), name_of(VILLAGES[5])]
    reached = a(SOCIALISATION, "e1", CAMAT, held_on="2026-05-01", institution="i1", region=VILLAGES[4], participants=50)
    first = section(find("needs", [*rows, reached], CAMAT), NEXT).lines[0]
    assert first.cells[3] == "Dusun Sentosa", "the school was reached, the hamlet is next"


def test_fields_of_a_kabupaten_are_its_kecamatan_and_no_two_lie_in_one_place() -> None:
    found = find("needs", [], "61.01").map
    assert found is not None
    assert len(found.tiles) == 19
    assert len({tile.place for tile in found.tiles}) == 19
    assert "Jangan dibaca" in found.note


@given(st.lists(st.integers(0, 9000), min_size=6, max_size=40))
def test_thirds_follow_the_figures_whatever_they_are(values: list[int]) -> None:
    villages = [f"61.01.04.{2000 + place}" for place in range(len(values))]
    figures = {(one, "F3C"): {"hundredths": value} for one, value in zip(villages, values, strict=True)}
    levels = {key[0]: found.level for key, found in severities(figures, villages).items()}
    assert {*levels} == {*villages}
    for one, value in zip(villages, values, strict=True):
        better = Fraction(sum(other < value for other in values), len(values))
        assert levels[one] == min(HIGH, int(3 * better))
    assert levels[villages[values.index(min(values))]] == LOW
