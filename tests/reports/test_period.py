"""Reports of a quarter, half a year and a year: sums, comparison, trend; and their public version."""

from __future__ import annotations

from datetime import date
from itertools import product

from papers import VILLAGE
from ppo_desktop.core.period import Span
from ppo_desktop.reports.brief_recaps import brief
from ppo_desktop.reports.document import Chart, Document, Table, plain_text
from ppo_desktop.reports.figures import TOTALS
from ppo_desktop.reports.period import PeriodFacts, period_report
from ppo_desktop.reports.period_sums import recap_of
from reports.periods import LABELS, YEAR, book, reported, village_year

DAY = date(2027, 1, 4)


def facts(*books: object, span: str = "2026", **more: object) -> PeriodFacts:
    told = {"labels": LABELS, "names": {}, **more}
    return PeriodFacts(VILLAGE, Span.parse(span), books, day=DAY, **told)  # type: ignore[arg-type]  # as they are


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def column(table: Table, place: int) -> list[str]:
    return [row[place] for row in table.rows]


def test_the_months_add_up_to_the_sum_and_a_missing_month_is_no_zero() -> None:
    document = period_report(facts(village_year(without=("2026-08",))))
    by_month = tables(document)[0]
    assert by_month.total_row is not None
    for place in range(2, 2 + len(TOTALS)):
        cells = column(by_month, place)
        assert cells[7] == "–"
        assert sum(int(cell) for cell in cells if cell != "–") == int(by_month.total_row[place].replace(".", ""))
    assert column(by_month, 1)[7] == "belum ada laporan"
    assert by_month.total_row[1] == "11 dari 12"
    assert "Desa Sempalai | Agustus 2026" in plain_text(document)


def test_offices_under_one_that_lack_the_same_months_stand_in_one_line() -> None:
    names = {"61.01.04": "Kecamatan Tebas", "61.01.06": "Kecamatan Sejangkung"}
    books = [
        book(code, name, {f"2026-{month:02d}": reported(1) for month in range(1, 13 - lacking)}, "2026-01", group)
        for code, name, group, lacking in (
            ("61.01.04", "Kecamatan Tebas", "61.01.04", 1),
            ("61.01.04.2003", "Desa Sempalai", "61.01.04", 1),
            ("61.01.04.2004", "Desa Bekut", "61.01.04", 1),
            ("61.01.04.2005", "Desa Seberkat", "61.01.04", 2),
            ("61.01.06", "Kecamatan Sejangkung", "61.01.06", 1),
        )
    ]
    document = period_report(facts(*books, names=names))
    assert list(tables(document)[-1].rows) == [
        ("Kecamatan Tebas: rekapnya, Desa Sempalai, Desa Bekut", "Desember 2026"),
        ("Kecamatan Tebas: Desa Seberkat", "November 2026–Desember 2026"),
        ("Kecamatan Sejangkung", "Desember 2026"),
    ]


def test_what_was_told_late_stands_apart_and_counts() -> None:
    document = period_report(facts(book("61.01.04.2003", "Desa Sempalai", {"2026-05": reported(3, late=2)})))
    by_month = tables(document)[0]
    assert list(by_month.rows)[-1][:3] == ("Tambahan bulan lalu", "", "2")
    assert by_month.total_row is not None
    assert by_month.total_row[2] == "5"


def test_a_quarter_is_compared_with_the_one_before_and_that_of_last_year() -> None:
    told = {"2026-07": reported(9), "2026-04": reported(4), "2025-08": reported(1)}
    whole = {str(month): reported(0) for span in ("2026-T3", "2026-T2") for month in Span.parse(span).months}
    document = period_report(facts(book("61.01.04.2003", "Desa", {**whole, **told}, "2025-07"), span="2026-T3"))
    comparison = tables(document)[1]
    assert [one.title for one in comparison.columns] == [
        "Uraian",
        "Triwulan III 2026",
        "Triwulan II 2026",
        "Selisih",
        "Triwulan III 2025",
        "Selisih",
    ]
    rows = list(comparison.rows)
    assert rows[0][1:] == ("3 dari 3", "3 dari 3", "", "1 dari 3", "")
    assert rows[1][1:] == ("9", "4", "+5", "1", "tidak sebanding")


def test_where_there_was_no_report_at_all_nothing_is_zero() -> None:
    document = period_report(facts(book("61.01.04.2003", "Desa Sempalai", {})))
    words = plain_text(document)
    assert "Belum ada laporan bulanan untuk tahun\xa02026. Ini tidak sama dengan NIHIL." in words
    assert [table.columns[1].title for table in tables(document)] == ["Belum ada laporan untuk"]
    assert not [block for block in document.blocks if isinstance(block, Chart)], "an empty chart says nothing"
    assert "Belum ada laporan bulanan dari Januari 2026 sampai Desember 2026, jadi tidak ada yang digambar." in words


def test_the_trend_is_drawn_from_the_same_figures_and_its_gaps_are_no_zeros() -> None:
    document = period_report(facts(village_year(without=("2026-08",)), span="2026-S2"))
    chart = next(block for block in document.blocks if isinstance(block, Chart))
    assert (len(chart.categories), chart.categories[0], chart.categories[-1]) == (12, "Jan 26", "Des 26")
    trend = tables(document)[2]
    for series, place in zip(chart.series, (2, 3, 4), strict=True):
        assert [cell.replace("–", "") for cell in column(trend, place)] == [
            "" if value is None else str(int(value)) for value in series.values
        ]


def test_offices_add_up_to_the_same_sum_and_one_without_report_shows_a_dash() -> None:
    other = book("61.01.04.2005", "Desa Sebayan", {"2026-01": reported(40)})
    silent = book("61.01.04.2006", "Desa Bekut", {})
    names = {"61.01.04.2003": "Desa Sempalai", "61.01.04.2005": "Desa Sebayan", "61.01.04.2006": "Desa Bekut"}
    document = period_report(facts(village_year(), other, silent, names=names))
    by_office = next(table for table in tables(document) if table.columns[1].title == "Kantor")
    assert column(by_office, 1) == ["Desa Sempalai", "Desa Sebayan", "Desa Bekut"]
    assert [row[2:4] for row in by_office.rows][1:] == [("1 dari 12", "40"), ("0 dari 12", "–")]
    assert by_office.total_row is not None
    assert sum(int(cell) for cell in column(by_office, 3)[:2]) == int(by_office.total_row[3])
    assert by_office.total_row[3] == tables(document)[0].total_row[2]  # type: ignore[index]  # there is one
    assert "Desa Bekut | Januari 2026–Desember 2026" in plain_text(document)


def test_of_what_tells_how_things_stand_only_the_last_month_counts() -> None:
    recap = recap_of([village_year(), book("61.01.04.2005", "Desa", {"2026-03": reported(1)})], YEAR)
    assert recap["books"]["programs"] == {"F4": 2}
    assert recap["books"]["cases"]["running"] == {"DUGAAN": 4}
    told = sum(said.totals["registered"] for key, said in village_year().months.items() if key.startswith("2026"))
    assert sum(recap["registered"]["countries"].values()) == told + 1


def test_factors_that_no_programme_answers_are_named() -> None:
    words = plain_text(period_report(facts(village_year())))
    assert "Belum ada program yang menjawab: F1 Pertumbuhan penduduk" in words
    assert "F4 Kesempatan" not in words.partition("Belum ada program")[2].partition("\n")[0]


def test_what_another_program_wrote_into_a_recap_breaks_nothing() -> None:
    odd = {"registered": {"countries": ["MY"], "men": "3", "women": True}, "books": 7, "x": {"y": {"z": None}}}
    said = reported(5)._replace(recap=brief(odd))
    document = period_report(facts(book("61.01.04.2003", "Desa", {"2026-01": said, "2026-02": reported(5)})))
    assert "Negara: Malaysia | 4 | 1" in plain_text(document)


def public(*books: object, **more: object) -> PeriodFacts:
    return facts(*books, is_public=True, **more)


def test_the_public_version_shows_no_small_count_of_people_and_explains_its_marks() -> None:
    told = public(village_year(), book("61.01.04.2005", "Desa Sebayan", {"2026-01": reported(40, 13)}))
    document = period_report(told)
    words = plain_text(document)
    assert "“<5” berarti satu sampai empat orang" in words
    assert "•" in words.partition("Jumlah menurut bulan")[2]
    assert "TERBATAS" not in words + document.footer
    small = {str(number) for number in range(1, 5)}
    by_month = tables(document)[0]
    assert not small & {cell for place in (2, 3, 4, 6) for cell in column(by_month, place)}
    assert "Kasus" not in words
    assert "Faktor yang ditunjuk" not in words, "each figure there is bounded by those of the reasons"
    figures = told.figures
    assert all(figures.shown(*key) in ("•", "<5") for key in figures.hidden)


def test_nobody_computes_a_small_figure_from_all_the_tables_of_a_public_paper() -> None:
    """Each small figure can be another one while every sum on the paper, of whatever table, stays what it is."""
    told = public(
        book("61.01.04.2003", "Desa A", {"2026-01": reported(3, 1), "2026-02": reported(9, 4), "2026-03": reported(0)}),
        book("61.01.04.2005", "Desa B", {"2026-01": reported(20, 6), "2026-02": reported(8, 8, late=1)}),
        span="2026-T1",
    )
    figures = told.figures
    for key in ("registered", "departed"):
        in_sums = {one for total, parts in figures.sums for one in (total, *parts)}
        mine = [one for one in figures.hidden if one in in_sums and (one[2] == key or one[0] == "detail")]
        small = {one for one in mine if figures.values[one] < 5 and one[2] == key}
        assert small
        unknown = sorted(mine)[:14]
        open_ones = set(small) & set(unknown)
        for changes in product((0, 1, -1), repeat=len(unknown)):
            guess = {**figures.weighed}
            for one, change in zip(unknown, changes, strict=True):
                guess[one] += change
            if all(guess[one] >= 1 for one in unknown) and all(
                sum(guess[part] for part in parts) == guess[total] for total, parts in figures.sums
            ):
                open_ones = {one for one in open_ones if guess[one] == figures.values[one]}
            if not open_ones:
                break
        assert not open_ones


def test_nobody_computes_a_small_figure_of_an_earlier_span_where_something_was_told_late() -> None:
    months = {str(month): reported(12, 6) for year in ("2025", "2026") for month in Span.parse(year).months}
    months["2026-05"] = reported(12, 6, late=1)
    told = public(book("61.01.04.2003", "Desa", months, "2025-01"), span="2026-T3")
    figures = told.figures
    quarter = [("month", f"2026-0{month}", "registered") for month in (4, 5, 6)]
    earlier = figures.values["previous", "", "registered"]
    assert earlier - sum(figures.values[key] for key in quarter) == 1, "the one that was told late"
    assert figures.hidden & set(quarter), "else the late one is the quarter without its months"
    assert "•" in column(tables(period_report(told))[2], 2)
    assert all(figures.shown(*key) in ("•", "<5") for key in figures.hidden)


def test_a_public_paper_names_nobody_and_draws_no_hidden_figure() -> None:
    document = period_report(public(village_year(), span="2026-T3"))
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    values = {value for chart in charts[:1] for series in chart.series for value in series.values}
    assert None in values
    assert not values & {1.0, 2.0, 3.0, 4.0}


def test_a_sum_that_last_years_public_paper_hides_does_not_stand_in_this_years() -> None:
    ones = {f"2025-{month:02}": reported(1 if month <= 5 else 0, 1 if month <= 5 else 0) for month in range(1, 13)}
    many = {f"2026-{month:02}": reported(20, 9) for month in range(1, 13)}
    desa = book("61.01.04.2003", "Desa", {**ones, **many}, "2025-01")
    last, this = public(desa, span="2025").figures, public(desa, span="2026").figures
    assert last.values["span", "", "registered"] == 5, "not small, but with it five hidden months are one each"
    assert last.shown("span", "", "registered") == "•"
    assert this.shown("previous", "", "registered") == "•"
    assert this.difference("previous", "registered") == "•"
    assert this.shown("span", "", "registered") == "240"
