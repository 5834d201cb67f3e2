"""Faktor akar masalah: what is known of each village, what people say themselves, and which factor has no programme.

A figure is shown only for the region it describes; what exists for the kabupaten alone stands under the kabupaten.
Rates of several regions are never added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ppo_desktop.core.offices import parent, regions
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.insight import factors_paper
from ppo_desktop.insight.by_district import MANY, named
from ppo_desktop.insight.overview import (
    Cell,
    Column,
    Fact,
    Findings,
    Lead,
    Line,
    Overview,
    Question,
    Row,
    Rows,
    Section,
    Tone,
    count_of,
    so_many,
)
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.decimals import as_shown
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.factor import FACTOR
from ppo_desktop.records.factor_rules import INDICATORS, area_of, indicator_of
from ppo_desktop.records.program import PROGRAM
from ppo_desktop.records.rules import codes_of, is_year, text_of

_VILLAGE = "DESA"
NOT_COUNTED = frozenset({"BATAL", "DITUNDA"})
"""States of a programme that answers no factor."""


def find(rows: Rows, question: Question) -> Findings:
    """The four factors, villages by factor, villages by indicator, and where each figure comes from."""
    figures, misplaced = newest(rows[FACTOR.name], question)
    programs = [row for row in rows[PROGRAM.name] if text_of(row, "year") == str(question.year)]
    programs = [row for row in programs if text_of(row, "status") not in NOT_COUNTED]
    left = [row for row in rows[DEPARTURE.name] if question.covers(row.get("registered_on"))]
    villages = villages_of(question.office)
    alarm: Tone = "bad" if left or figures or programs else ""  # who has recorded nothing yet has missed nothing
    without = [code for code in FACTOR_CODES if not _programs_for(programs, code)]
    reached = _reached(villages, left, programs)
    is_long = len({region for region, _indicator in figures} & set(villages)) > MANY
    return Findings(
        (
            Fact(_("Desa dengan angka"), _share(figures, villages) if rows[FACTOR.name] else None),
            Fact(
                _("Alasan berangkat diketahui"),
                count_of(sum(1 for row in left if row.get("reasons")), rows[DEPARTURE.name]),
            ),
            Fact(_("Program tahun itu"), count_of(len(programs), rows[PROGRAM.name])),
            Fact(_("Faktor tanpa program"), _of_all(len(without)) if alarm else None, alarm if without else ""),
        ),
        (
            _by_factor(left, programs, alarm),
            *([_by_village(villages, reached)] if len(villages) > 1 else []),
            *(table for code in (*FACTOR_CODES, "") if (table := _matrix(code, villages, figures)).lines),
            _wider(figures),
            _sources(figures),
        ),
        (
            *([_misplaced(misplaced)] if misplaced else []),
            _("Angka pengangguran terbuka (TPT), TPAK, dan lama sekolah hanya terbit untuk kabupaten."),
            _("Bukti dari desa sendiri adalah alasan berangkat; pemetaan alasan ke faktor tidak resmi."),
        ),
        paper=(
            _by_factor(left, programs, alarm),
            factors_paper.reached(villages, reached),
            *factors_paper.sections(villages, figures),
            _wider(figures),
        )
        if is_long
        else (),
    )


FACTOR_CODES = ("F1", "F2", "F3", "F4")
Figures = dict[tuple[str, str], Row]
"""(region, indicator) → the newest row."""
Both = tuple[int | None, int]
"""People who gave a reason that points to a factor (``None``: no reasons were recorded), and programmes."""


def villages_of(office: str) -> tuple[str, ...]:
    """Codes of the villages in the area of an office, by code; itself where it is one."""
    if area_of(office) == _VILLAGE:
        return (office,)
    return tuple(sorted(code for code in regions() if code.startswith(office + ".") and area_of(code) == _VILLAGE))


def newest(rows: Iterable[Row], question: Question) -> tuple[Figures, int]:
    """The newest figure of each region and indicator up to the year asked about; how many do not belong there."""
    found: Figures = {}
    misplaced = 0
    for row in rows:
        year = text_of(row, "year")
        if not is_year(year) or int(year) > question.year or not isinstance(row.get("hundredths"), int):
            continue
        if not _belongs(row):
            misplaced += 1
            continue
        key = (text_of(row, "region"), text_of(row, "indicator"))
        if key not in found or year >= text_of(found[key], "year"):
            found[key] = row
    return found, misplaced


def _belongs(row: Row) -> bool:
    """Whether the figure describes the region it is written under: an office below may have written anything."""
    indicator, area = indicator_of(row), area_of(text_of(row, "region"))
    if not indicator or area not in indicator.extra["levels"].split():
        return False
    ranks = {code.code: int(code.extra["rank"]) for code in code_list("area-levels").items}
    return ranks.get(text_of(row, "original_level"), 0) <= ranks[area]


def _misplaced(count: int) -> str:
    words = _("{count} angka tidak ditampilkan, karena bukan angka wilayah yang tertulis padanya; perbaiki wilayahnya.")
    return words.format(count=number(count))


def _of_all(count: int) -> str:
    """How many of the factors; which, the first table says in words."""
    return so_many(count, len(FACTOR_CODES)) if count else _("tidak ada")


def _share(figures: Figures, villages: Sequence[str]) -> Cell:
    known = {region for region, _indicator in figures}
    return so_many(len(known & set(villages)), len(villages))


# ------------------------------------------------------------------------------- reasons and programmes


def factors_of(departure: Row) -> set[str]:
    reasons = code_list("reasons").by_code
    return {factor for code in codes_of(departure, "reasons") if code in reasons for factor in reasons[code].factors}


def _programs_for(programs: Iterable[Row], factor: str) -> list[Row]:
    return [row for row in programs if factor in codes_of(row, "factors")]


def _by_factor(left: list[Row], programs: list[Row], alarm: Tone) -> Section:
    pointed = Counter(factor for row in left for factor in factors_of(row))
    lines = []
    for code in code_list("factors").items:
        answering = _programs_for(programs, code.code)
        reached = [row["reached"] for row in answering if isinstance(row.get("reached"), int)]
        lines.append(
            Line(
                (
                    f"{code.code} {code.label}",
                    pointed[code.code] if left else None,
                    len(answering),
                    sum(reached) if reached else None,
                    _("ada program") if answering else _("faktor tanpa program"),
                ),
                "" if answering else alarm,
                Lead(PROGRAM.name, filter="this-year"),
            )
        )
    return Section(
        _("Empat faktor"),
        (
            Column(_("Faktor"), 3),
            Column(_("Alasan yang menunjuk"), 1.4, is_number=True),
            Column(_("Program"), 1, is_number=True),
            Column(_("Orang terjangkau"), 1.2, is_number=True),
            Column(_("Keadaan"), 2),
        ),
        tuple(lines),
        _("Satu orang dapat menyebut beberapa alasan, dan satu program dapat menjawab beberapa faktor."),
        drawn=(1,),
    )


def _reached(villages: Sequence[str], left: list[Row], programs: list[Row]) -> dict[str, tuple[Both, ...]]:
    """Village → for each factor how many gave such a reason, and how many programmes reach it; of those known."""
    pointed = Counter((str(row["office"]), factor) for row in left for factor in factors_of(row))
    heard = {str(row["office"]) for row in left if row.get("reasons")}
    answered = Counter((area_reached(row), factor) for row in programs for factor in set(codes_of(row, "factors")))
    areas = {area_reached(row) for row in programs}
    return {
        village: tuple(
            (
                pointed[village, factor] if village in heard else None,
                sum(answered[area, factor] for area in within(village)),
            )
            for factor in FACTOR_CODES
        )
        for village in villages
        if village in heard or areas & set(within(village))
    }


def _by_village(villages: Sequence[str], reached: Mapping[str, Sequence[Both]]) -> Section:
    names = named(reached)
    lines = [
        Line(
            (names[village], *(_both(reasons, programs) for reasons, programs in told)),
            "bad" if any(reasons and not programs for reasons, programs in told) else "",
        )
        for village, told in reached.items()
    ]
    columns = (Column(_("Desa"), 2.2), *(Column(f"{code.code} {code.label}", 2) for code in code_list("factors").items))
    note = _("Tiap kotak: berapa yang menyebut alasan itu, dan berapa program yang menjangkau desanya.")
    lines += _others(len(villages) - len(reached), len(FACTOR_CODES)) if lines else []
    empty = _("Belum ada desa yang mencatat alasan berangkat, dan belum ada program.")
    return Section(_("Desa dan faktor"), columns, tuple(lines), note if lines else "", empty)


def area_reached(program: Row) -> str:
    """The region a programme reaches, with all villages in it; without one, that of its office."""
    return text_of(program, "region") or str(program["office"])


def within(village: str) -> tuple[str, ...]:
    """The regions a village lies in, itself the first."""
    return village, parent(village), parent(parent(village))


def _both(reasons: int | None, programs: int) -> str:
    said = _("belum ada data alasan") if reasons is None else _("{count} alasan").format(count=number(reasons))
    done = _("{count} program").format(count=number(programs)) if programs else _("tanpa program")
    return f"{said}, {done}"


# ------------------------------------------------------------------------------- figures


def _matrix(factor: str, villages: Sequence[str], figures: Figures) -> Section:
    """Villages by the indicators that exist for a village; what has no figure says so, the others in one line."""
    known = code_list(INDICATORS).items
    indicators = [one for one in known if one.extra["factor"] == factor and _VILLAGE in one.extra["levels"].split()]
    told = [village for village in villages if any((village, one.code) in figures for one in indicators)]
    names = named(told)
    lines = [
        Line((names[village], *(_figure(figures.get((village, one.code))) for one in indicators))) for village in told
    ]
    if lines and len(villages) > 1:
        lines += _others(len(villages) - len(told), len(indicators))
        lines.append(Line((_("Jumlah"), *(factors_paper.summed(one, villages, figures) for one in indicators))))
    heads = (Column(_("{label} ({unit})").format(label=one.label, unit=one.extra["unit"]), 2) for one in indicators)
    title = f"{factor} {code_list('factors').label(factor)}" if factor else _("Keadaan lain di desa")
    note = _("Dalam kurung: tahun angka itu. Angka persen, rata-rata, jarak, dan waktu tidak dijumlahkan.")
    return Section(title, (Column(_("Desa"), 2.2), *heads), tuple(lines), note)


def _others(count: int, columns: int) -> list[Line]:
    """One line for all villages of which nothing is known."""
    words = _("{count} desa lain").format(count=number(count))
    return [Line((words, *(None,) * columns))] if count else []


def _figure(row: Row | None) -> Cell:
    return _("{value} ({year})").format(value=as_shown(row["hundredths"]), year=row["year"]) if row else None


def _wider(figures: Figures) -> Section:
    chosen = {key: row for key, row in figures.items() if area_of(key[0]) != _VILLAGE}
    return Section(
        _("Angka kecamatan dan kabupaten"),
        _source_columns(),
        _source_lines(chosen),
        _("Angka ini menggambarkan seluruh kecamatan atau kabupaten; jangan dipakai sebagai angka sebuah desa."),
        _("Belum ada angka kecamatan atau kabupaten yang dicatat."),
    )


def _sources(figures: Figures) -> Section:
    chosen = {key: row for key, row in figures.items() if area_of(key[0]) == _VILLAGE}
    return Section(
        _("Sumber dan mutu angka desa"),
        _source_columns(),
        _source_lines(chosen),
        empty=_("Belum ada angka desa yang dicatat. Catat di buku Profil faktor: angka, tahun, dan sumbernya."),
    )


def _source_columns() -> tuple[Column, ...]:
    return (
        Column(_("Wilayah"), 2),
        Column(_("Indikator"), 3),
        Column(_("Nilai"), 1, is_number=True),
        Column(_("Satuan"), 1.3),
        Column(_("Tahun"), 0.8),
        Column(_("Mutu"), 1.6),
        Column(_("Tingkat asli"), 1.5),
        Column(_("Sumber"), 2.6),
    )


def _source_lines(figures: Figures) -> tuple[Line, ...]:
    names = named({region for region, _indicator in figures})
    order = {code.code: place for place, code in enumerate(code_list(INDICATORS).items)}
    qualities, levels = code_list("figure-qualities"), code_list("area-levels")
    lines = []
    for region, indicator in sorted(figures, key=lambda key: (key[0], order.get(key[1], len(order)))):
        row = figures[region, indicator]
        known = indicator_of(row)
        cells: tuple[Cell, ...] = (
            names[region],
            known.label if known else indicator,
            as_shown(row["hundredths"]),
            known.extra["unit"] if known else None,
            text_of(row, "year"),
            qualities.label(text_of(row, "quality")) or None,
            levels.label(text_of(row, "original_level")) or None,
            text_of(row, "source") or None,
        )
        lines.append(Line(cells, "", Lead(FACTOR.name, str(row["office"]), str(row["id"]))))
    return tuple(lines)


FACTORS = Overview(
    name="factors",
    title=N_("Faktor akar masalah"),
    purpose=N_("Angka tiap desa, alasan yang disebut warga sendiri, dan faktor yang belum dijawab program."),
    icon="trending-up",
    reads={
        FACTOR.name: ("indicator", "region", "year", "hundredths", "quality", "original_level", "source"),
        DEPARTURE.name: ("registered_on", "reasons"),
        PROGRAM.name: ("year", "status", "region", "factors", "reached"),
    },
    find=find,
)
