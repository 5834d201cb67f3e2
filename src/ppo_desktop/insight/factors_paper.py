"""The figures of many villages on paper: all indicators beside each other, and the sources indicator by indicator.

The screen has a table for each factor and a line for each figure; of a whole kabupaten that were hundreds of pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ppo_desktop.core.text import _, number
from ppo_desktop.insight.by_district import grouped
from ppo_desktop.insight.overview import Cell, Column, Line, Row, Section
from ppo_desktop.records.codes import Code, code_list
from ppo_desktop.records.decimals import as_shown
from ppo_desktop.records.factor_rules import INDICATORS, is_rate, total
from ppo_desktop.records.rules import text_of

Figures = Mapping[tuple[str, str], Row]
"""(region, indicator) → the newest row."""
_MOST_COLUMNS = 12
"""Indicators that stand beside each other across the paper, at 8 points."""
_MOST_SOURCES = 4
_NOTHING = "–"


def sections(villages: Sequence[str], figures: Figures) -> Iterator[Section]:
    """Villages by indicators, then where the figures come from."""
    known = {indicator for region, indicator in figures if region in set(villages)}
    every = [one for one in code_list(INDICATORS).items if one.code in known]
    tables = -(-len(every) // _MOST_COLUMNS)
    for place in range(tables):
        begin, end = place * len(every) // tables, (place + 1) * len(every) // tables
        yield _matrix(every[begin:end], villages, figures)
    yield _sources(every, villages, figures)


def reached(villages: Sequence[str], told: Mapping[str, Sequence[tuple[int | None, int]]]) -> Section:
    """Of each village people who gave a reason that points to a factor, and programmes; two villages beside each other.

    Args:
        told: village → both for each factor.
    """
    heads = [Column(_("Desa"), 3)]
    for factor in code_list("factors").items:
        heads += [
            Column(_("{factor}: alasan").format(factor=factor.code), 1, is_number=True),
            Column(_("{factor}: program").format(factor=factor.code), 1.2, is_number=True),
        ]
    cells = {village: tuple(_dash(cell) for both in pairs for cell in both) for village, pairs in told.items()}
    return Section(
        _("Desa dan faktor"),
        (*heads, *heads),
        grouped(cells, villages, beside=2),
        _("Berapa yang menyebut alasan itu, dan berapa program yang menjangkau desanya. “–”: alasan belum dicatat."),
    )


def _dash(cell: int | None) -> Cell:
    return _NOTHING if cell is None else cell


def _matrix(indicators: Sequence[Code], villages: Sequence[str], figures: Figures) -> Section:
    years = {one.code: _year(one, villages, figures) for one in indicators}
    told: dict[str, tuple[Cell, ...]] = {}
    for village in villages:
        rows = [figures.get((village, one.code)) for one in indicators]
        if any(rows):
            told[village] = tuple(_figure(row, years[one.code]) for row, one in zip(rows, indicators, strict=True))
    heads = [_head(one, years[one.code]) for one in indicators]
    first, last = (one.label.partition(" ")[0] for one in (indicators[0], indicators[-1]))
    return Section(
        _("Angka desa: {first} sampai {last}").format(first=first, last=last),
        (Column(_("Desa"), 2.5), *heads),
        grouped(told, villages),
        _("Tahun angka tertulis di kepala kolom; angka tahun lain diberi tahunnya. “–” berarti tidak ada data."),
    )


def _head(indicator: Code, year: str) -> Column:
    """As wide as its longest word."""
    words = _("{label} ({unit}), {year}")
    title = words.format(label=indicator.label, unit=indicator.extra["unit"], year=year)
    return Column(title, max(1.8, 0.165 * max(map(len, title.split()))), is_number=True)


def _year(indicator: Code, villages: Sequence[str], figures: Figures) -> str:
    """The year most of its figures are of; the newer of two."""
    found = Counter(text_of(row, "year") for village in villages if (row := figures.get((village, indicator.code))))
    return max(found, key=lambda year: (found[year], year))


def _figure(row: Row | None, year: str) -> str:
    if row is None:
        return _NOTHING
    shown = as_shown(row["hundredths"])
    return shown if row["year"] == year else _("{value} ({year})").format(value=shown, year=row["year"])


def _sources(indicators: Sequence[Code], villages: Sequence[str], figures: Figures) -> Section:
    qualities = code_list("figure-qualities")
    lines = []
    for one in indicators:
        rows = [row for village in villages if (row := figures.get((village, one.code)))]
        years = sorted({text_of(row, "year") for row in rows})
        good = Counter(qualities.label(text_of(row, "quality")) or _("tidak ada data") for row in rows)
        said = Counter(text_of(row, "source") or _("sumber tidak ditulis") for row in rows)
        lines.append(Line((one.label, summed(one, villages, figures), ", ".join(years), _most(good), _most(said))))
    return Section(
        _("Jumlah, sumber, dan mutu angka desa"),
        (
            Column(_("Indikator"), 3),
            Column(_("Jumlah"), 2),
            Column(_("Tahun"), 1),
            Column(_("Mutu (banyaknya desa)"), 3),
            Column(_("Sumber (banyaknya desa)"), 5),
        ),
        tuple(lines),
        _("Sumber tiap angka ada di buku Profil faktor, dan di halaman ini bila disimpan sebagai tabel."),
    )


def summed(indicator: Code, villages: Iterable[str], figures: Figures) -> Cell:
    """Only of counts, and only where all are of one year; with how many villages it comes from."""
    if is_rate(indicator.code):
        return _("tidak dijumlahkan")
    known = [row for village in villages if (row := figures.get((village, indicator.code)))]
    if not known:
        return None
    if len({row["year"] for row in known}) > 1:
        return _("tahunnya berbeda")
    amount = as_shown(total(indicator.code, (row["hundredths"] for row in known)))
    return _("{amount} dari {known} desa").format(amount=amount, known=len(known))


def _most(counted: Counter[str]) -> str:
    """``Resmi (120); Perkiraan desa (30)``; the most frequent by name, the others counted."""
    named = [f"{words} ({number(count)})" for words, count in counted.most_common(_MOST_SOURCES)]
    if left := len(counted) - len(named):
        named.append(_("dan {count} lainnya").format(count=number(left)))
    return "; ".join(named)
