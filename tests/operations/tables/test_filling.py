"""Another office's form: pointed once, kept with the office's data, filled every month."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import forms
import offices
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.period import Month
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.tables import figure_values, filling
from ppo_desktop.operations.tables.figure_values import ALL, BELOW, FigureValues
from ppo_desktop.operations.tables.filling import Picked
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.figure_catalogue import figures
from ppo_desktop.reports.foreign_form import Pointed

SHEET = "Lampiran I"
OCTOBER, NOVEMBER = Month(2026, 10), offices.NOVEMBER
CELLS = (
    Pointed(SHEET, "C4", "fact.month"),
    Pointed(SHEET, "C8", "recap.departed.men", offices.VILLAGE),
    Pointed(SHEET, "D8", "recap.departed.women", offices.VILLAGE),
    Pointed(SHEET, "C9", "recap.departed.men", offices.OTHER_VILLAGE),
    Pointed(SHEET, "F8", "totals.registered", offices.VILLAGE),
    Pointed(SHEET, "G8", "totals.registered", BELOW, "year"),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Pair]:
    """A camat who has the November report of a village: two recorded, one of them, a woman, has left."""
    opened = offices.opened_count()
    pair = offices.new_pair(tmp_path_factory.mktemp("meja"))
    pair.departure(pair.person(), status="BERANGKAT", departed_on="2026-11-09", path="prosedural")
    pair.departure(pair.person("Dewi Lestari"))
    pair.report()
    pair.carry_up()
    yield pair
    offices.close_since(opened)


@pytest.fixture
def form(tmp_path: Path) -> Picked:
    path = tmp_path / "Form Disnaker.xlsx"
    path.write_bytes(forms.dinas_form())
    return filling.read(path)


@pytest.fixture
def kept(desk: offices.Pair, form: Picked) -> Iterator[filling.KeptForm]:
    yield filling.keep(desk.camat, "Rekap Disnaker", form, CELLS)
    for one in filling.forms(desk.camat):
        filling.forget(desk.camat, one.name)


def test_a_form_is_filled_for_a_month_with_what_the_reports_say(
    desk: offices.Pair, kept: filling.KeptForm, tmp_path: Path
) -> None:
    made = filling.plan(desk.camat, "rekap disnaker", NOVEMBER)
    assert [line.put for line in made.lines] == ["November 2026", 0, 1, "", 2, 2]
    assert [line.is_missing for line in made.lines] == [False, False, False, True, False, False]
    assert made.remarks[0] == "1 sel: belum ada laporannya."
    assert "menghitung sel kosong sebagai 0" in made.remarks[-1]
    path = filling.save(desk.camat, made, tmp_path)
    assert path.name == "Rekap Disnaker November 2026.xlsx"
    sheet = openpyxl.load_workbook(path)[SHEET]
    found = [sheet[one.cell].value for one in CELLS]
    assert found == ["November 2026", 0, 1, None, 2, 2], "where no report is there stays empty, never 0"
    assert sheet["E8"].value == "=C8+D8"
    (known,) = filling.forms(desk.camat)
    assert (known.filled, known.folder) == ("2026-11", str(tmp_path))


def test_where_there_is_no_figure_the_form_says_so_in_words_if_the_office_wants_that(
    desk: offices.Pair, form: Picked, kept: filling.KeptForm
) -> None:
    filling.keep(desk.camat, kept.name, form, CELLS, "words", before=kept.name)
    made = filling.plan(desk.camat, kept.name, NOVEMBER)
    puts = {line.pointed.cell: line.put for line in made.lines}
    assert "tidak dapat menjumlahkan kata" in made.remarks[-1]
    assert (puts["C9"], puts["C8"]) == ("tidak ada data", 0)
    assert len(filling.forms(desk.camat)) == 1


def test_what_a_clerk_worked_on_is_not_overwritten_and_the_same_is_not_written_twice(
    desk: offices.Pair, kept: filling.KeptForm, tmp_path: Path
) -> None:
    made = filling.plan(desk.camat, kept.name, NOVEMBER)
    first, again = (filling.save(desk.camat, made, tmp_path) for _time in range(2))
    assert first == again
    first.write_bytes(b"her own work")
    second = filling.save(desk.camat, made, tmp_path)
    assert (second.name, first.read_bytes()) == ("Rekap Disnaker November 2026 (2).xlsx", b"her own work")
    with pytest.raises(World):
        filling.save(desk.camat, made, tmp_path / "dicabut")
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".ppo")]


def test_names_are_of_one_form_each_however_they_are_spelt(
    desk: offices.Pair, form: Picked, kept: filling.KeptForm
) -> None:
    for name in ("REKAP  disnaker", "  "):
        with pytest.raises(Refused) as error:
            filling.keep(desk.camat, name, form, CELLS)
        assert error.value.code == "form-name"
    filling.keep(desk.camat, "Rekap", form, CELLS)
    renamed = filling.keep(desk.camat, "Rekap Kabupaten", form, (), before=kept.name)
    assert [one.name for one in filling.forms(desk.camat)] == ["Rekap", "Rekap Kabupaten"]
    filling.forget(desk.camat, "Rekap")
    assert filling.opened(desk.camat, renamed.name)[1].data == form.data, "two had the same file"


def test_a_formula_is_filled_over_only_when_somebody_said_so(desk: offices.Pair, form: Picked) -> None:
    over = Pointed(SHEET, "E8", "totals.departed")
    with pytest.raises(Refused, match="rumus"):
        filling.keep(desk.camat, "Rumus", form, [over])
    allowed = Pointed(SHEET, "E8", "totals.departed", over_formula=True)
    filling.keep(desk.camat, "Rumus", form, [allowed])
    filling.forget(desk.camat, "Rumus")


def test_a_village_fills_from_its_records_before_its_report_and_from_the_report_after(
    tmp_path: Path, form: Picked
) -> None:
    pair = offices.new_pair(tmp_path)
    pair.departure(pair.person(), registered_on="2026-10-04")
    pair.report(OCTOBER)
    pair.departure(pair.person("Dewi"))
    before = FigureValues(pair.village, NOVEMBER)
    assert before.value("totals.registered").value == 1
    assert "belum dibuat" in before.value("totals.registered").remark
    assert before.value("totals.registered", period="year").value == 2
    assert before.value("totals.registered", period="before").value == 1
    reporting.close_month(pair.village, NOVEMBER, number="470/12", assenting=offices.HEAD)
    pair.departure(pair.person("Nur"))
    after = FigureValues(pair.village, NOVEMBER)
    assert (after.value("totals.registered").value, after.value("totals.registered").remark) == (1, "")
    assert (after.value("fact.number").value, after.value("fact.office").value) == ("470/12", "Desa Sempalai")
    filling.keep(pair.village, "Form Disnaker", form, [Pointed(SHEET, "F8", "totals.registered")])
    again = offices.reopened(pair.village)
    assert filling.opened(again, "form disnaker")[1].data == form.data, "it lies in the database"
    again.close()
    pair.close()


def test_sums_over_offices_say_how_many_reports_they_are_of(desk: offices.Pair) -> None:
    values = FigureValues(desk.camat, NOVEMBER)
    assert values.value("totals.departed", BELOW).value == 1
    assert values.value("totals.departed", ALL).value == 1
    assert values.value("recap.departed.countries.MY", offices.VILLAGE).value == 1
    assert values.value("recap.departed.countries.BN", offices.VILLAGE).value == 0
    assert (values.value("fact.came").value, values.value("fact.expected").value) == (1, 1)
    gone = FigureValues(desk.camat, OCTOBER)
    assert gone.value("totals.departed", BELOW).value is None
    assert values.value("recap.no.such.figure").value is None
    assert values.value("fact.head").value == "Abdul Hamid"


def test_a_paper_report_counts_in_totals_and_its_details_are_told_missing(tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path)
    figures_ = {"registered": 5, "departed": 3, "returned": 0, "events": 0, "participants": 0}
    typed = {"sender": offices.VILLAGE, "month": "11-2026", "received_on": "2026-11-20", **figures_}
    typed["warning_reasons"] = {"photos-missing": "di map laporan 2026"}
    recording.save(pair.camat, kind("paper_report"), typed)
    values = FigureValues(pair.camat, NOVEMBER)
    assert values.value("totals.departed", offices.VILLAGE).value == 3
    detail = values.value("recap.departed.men", offices.VILLAGE)
    assert detail.value is None
    assert "Rincian" in detail.remark
    pair.close()


def test_people_of_an_audience_that_came_uncounted_are_no_zero() -> None:
    audiences = {"SISWA": {"events": 2, "people": 40}, "GURU": {"events": 1, "people": 0}}
    told = {"recap": {"books": {"audiences": audiences}}}
    known = figures()
    counts = {
        (code, what): known[f"recap.books.audiences.{code}.{what}"].of(told)
        for code in audiences
        for what in ("people", "events")
    }
    assert counts[("SISWA", "people")] == 40
    assert counts[("GURU", "people")] is None
    assert counts[("GURU", "events")] == 1
    missing = next(one for one in known.values() if one.read == "audience" and ".SISWA." not in one.id)
    assert missing.of({"recap": {"books": {"audiences": {}}}}) == 0
    assert missing.of({"recap": {"books": {}}}) is None


def test_a_month_that_has_not_begun_has_no_figures(desk: offices.Pair) -> None:
    with pytest.raises(Refused) as error:
        filling.plan(desk.camat, "x", Month(2026, 12))
    assert error.value.code == "month-ahead"


def test_who_may_not_report_neither_fills_nor_keeps_forms(desk: offices.Pair, form: Picked) -> None:
    from msgspec.structs import replace

    reader = replace(desk.camat, user=desk.camat.user._replace(role="pemeriksa"))
    for deed in (
        lambda: filling.keep(reader, "x", form, ()),
        lambda: filling.plan(reader, "x", NOVEMBER),
        lambda: filling.forget(reader, "x"),
    ):
        with pytest.raises(Refused) as error:
            deed()
        assert error.value.code == "role"


def test_every_figure_reads_what_a_report_of_this_program_tells(desk: offices.Pair) -> None:
    values = FigureValues(desk.village, NOVEMBER)
    told = {id_: values.value(id_) for id_ in figures()}
    assert {id_ for id_, found in told.items() if found.value is None} == set()
    assert len({one.words for one in figures().values()}) == len(figures()), "no two are called the same"
    assert all(offered.words for offered in figure_values.offered().values())
