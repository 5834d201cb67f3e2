"""Peta kebutuhan pencegahan: where a root factor weighs heavily and nothing was done about it, and where to go next.

It compares effort with need. It counts nobody's trafficking, and no village is shamed: an open field says what the
offices have not reached yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ppo_desktop.core.offices import Level, name_of, parent
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.insight.by_district import MANY, grouped, named
from ppo_desktop.insight.factors import FACTOR_CODES
from ppo_desktop.insight.need import Village, read
from ppo_desktop.insight.needs_next import Next, suggested
from ppo_desktop.insight.overview import (
    NO_DATA,
    Cell,
    Column,
    Fact,
    Findings,
    Line,
    Overview,
    Question,
    Rows,
    Section,
    Tone,
    count_of,
    so_many,
)
from ppo_desktop.insight.severity import FEWEST, HIGH, LOW, MIDDLE
from ppo_desktop.insight.tiles import Tile, TileMap, places
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.factor import FACTOR
from ppo_desktop.records.institution import INSTITUTION
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.program import PROGRAM
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.stock_move import STOCK_MOVE

_LEVELS = {LOW: N_("rendah"), MIDDLE: N_("sedang"), HIGH: N_("tinggi")}
_DASH = "–"
_REACHED, _PARTLY, _NOT_YET = range(3)
_NOT_PREVALENCE = N_(
    "Peta ini membandingkan kebutuhan dengan upaya. Jangan dibaca sebagai jumlah atau kerawanan perdagangan orang."
)


def find(rows: Rows, question: Question) -> Findings:
    """Matrix and map of the villages in the asking office's area, and the places to go to next, with the reasons."""
    villages = read(rows, question)
    told = [village for village in villages if village.is_known]
    unmet = [village for village in told if village.unmet]
    compared = sum(1 for village in told if village.severity)
    of_all = so_many(compared, len(villages))
    never = sum(1 for village in told for _row, one in village.places if not one.events)
    chosen, names = suggested(told, rows, question), named(village.code for village in told)
    return Findings(
        (
            Fact(_("Desa yang dapat dibandingkan"), of_all if compared or rows[FACTOR.name] else None),
            Fact(_("Desa dengan faktor belum dijangkau"), len(unmet) if compared else None, "bad" if unmet else ""),
            Fact(_("Tempat yang belum pernah dijangkau"), count_of(never, told), "warn" if never else ""),
        ),
        (_matrix(told, names, len(villages) - len(told)), _next(chosen, names), _evidence(told, names)),
        (
            _(_NOT_PREVALENCE),
            _("“Tinggi”: termasuk sepertiga desa dengan angka terberat, di antara desa yang angkanya ada di sini."),
            _("Angka hitungan dibandingkan per penduduk; tanpa jumlah penduduk desanya, angka itu tidak dibandingkan."),
            _("Bila kurang dari {count} desa punya angka yang sama, tidak ada yang dibandingkan.").format(count=FEWEST),
            _("Pengangguran terbuka hanya ada untuk kabupaten; F2 dan F4 desa memakai hitungan desa sendiri."),
        ),
        _map(villages, question),
        paper=(_together(told, [village.code for village in villages]), _next(chosen, names))
        if len(told) > MANY
        else (),
    )


def _is_wide(villages: Sequence[Village]) -> bool:
    """Whether they lie in several kecamatan."""
    return len({parent(village.code) for village in villages}) > 1


# ------------------------------------------------------------------------------- matrix


def _matrix(told: Sequence[Village], names: Mapping[str, str], others: int) -> Section:
    lines = []
    for village in told:
        found = [_cell(village, factor) for factor in FACTOR_CODES]
        cells: list[Cell] = [names[village.code], *(cell for cell, _tone in found), _places(village), _heads(village)]
        tones: list[Tone] = ["", *(tone for _cell, tone in found)]
        tones += ["warn" if village.places and not village.reached else "", ""]
        lines.append(Line(tuple(cells), "", None, tuple(tones)))
    if lines and others:
        words = _("{count} desa lain").format(count=number(others))
        lines.append(Line((words, *(None,) * (len(FACTOR_CODES) + 2))))
    factors = code_list("factors")
    return Section(
        _("Desa dan faktor: beban dan program"),
        (
            Column(_("Desa"), 2),
            *(Column(f"{code} {factors.label(code)}", 1.9) for code in FACTOR_CODES),
            Column(_("Sosialisasi di tempat"), 1.7),
            Column(_("Peserta per 100 penduduk"), 1.4),
        ),
        tuple(lines),
        _("Tiap kotak: seberapa berat faktor itu di antara desa-desa, dan program tahun itu yang menjangkau desanya."),
        _("Belum ada angka, program, atau kegiatan dari desa mana pun. Mulailah dari buku Profil faktor dan Program."),
    )


def _together(told: Sequence[Village], villages: Sequence[str]) -> Section:
    """Matrix and evidence of many villages in one table, for paper."""
    cells: dict[str, tuple[Cell, ...]] = {}
    for village in told:
        known = (_cell(village, factor)[0] for factor in FACTOR_CODES)
        said = (village.reasons.get(factor, 0) if village.reasons else None for factor in FACTOR_CODES)
        row = (*known, village.left, *said, _places(village), _heads(village))
        cells[village.code] = tuple(_DASH if cell is None else cell for cell in row)
    factors = code_list("factors")
    return Section(
        _("Desa dan faktor: beban, program, dan alasan berangkat"),
        (
            Column(_("Desa"), 2.4),
            *(Column(f"{code} {factors.label(code)}", 2.3) for code in FACTOR_CODES),
            Column(_("Berangkat dicatat"), 1.2, is_number=True),
            *(Column(_("Alasan {factor}").format(factor=code), 0.9, is_number=True) for code in FACTOR_CODES),
            Column(_("Tempat dijangkau"), 1.2),
            Column(_("Peserta per 100 penduduk"), 1.2, is_number=True),
        ),
        grouped(cells, villages),
        _(
            "Beban faktor di antara desa-desa dan program tahun itu; lalu berapa yang menyebut alasan yang menunjuk "
            "faktor itu. “–” berarti tidak ada data."
        ),
    )


def _cell(village: Village, factor: str) -> tuple[Cell, Tone]:
    known, programs = village.severity.get(factor), village.programs[factor]
    done = _("{count} program").format(count=number(programs)) if programs else _("tanpa program")
    if not known:
        return (_("tidak ada data; {done}").format(done=done) if programs else None), ""
    if known.level == HIGH and not programs:
        return _("tinggi; belum dijangkau"), "bad"
    words = _("{level}; {done}").format(level=_(_LEVELS[known.level]), done=done)
    return words, "ok" if known.level == HIGH else ""


def _places(village: Village) -> Cell:
    return so_many(village.reached, len(village.places)) if village.places else None


def _heads(village: Village) -> Cell:
    if village.people is None or not village.population:
        return None
    tenths = round(1000 * village.people / village.population)
    return f"{number(tenths // 10)},{tenths % 10}"


# ------------------------------------------------------------------------------- next, evidence, map


def _next(chosen: Sequence[Next], names: Mapping[str, str]) -> Section:
    lines = [
        Line((number(place), names[one.village], one.why, one.where, one.audience, one.material), "", one.lead)
        for place, one in enumerate(chosen, 1)
    ]
    return Section(
        _("Usulan: ke mana lebih dahulu"),
        (
            Column(_("No"), 0.5),
            Column(_("Desa"), 1.8),
            Column(_("Mengapa"), 4),
            Column(_("Tempat"), 2),
            Column(_("Sasaran"), 1.7),
            Column(_("Bahan yang ada"), 2),
        ),
        tuple(lines),
        _("Diurutkan menurut banyaknya alasan yang tertulis; kantor yang memutuskan."),
        _("Tidak ada usulan: tidak tercatat faktor tinggi tanpa program atau tempat yang belum dijangkau."),
        subject=1,
    )


def _evidence(told: Sequence[Village], names: Mapping[str, str]) -> Section:
    lines = [
        Line((names[village.code], village.left, *(village.reasons.get(factor, 0) for factor in FACTOR_CODES)))
        for village in told
        if village.reasons
    ]
    return Section(
        _("Bukti dari desa sendiri: alasan berangkat"),
        (
            Column(_("Desa"), 3),
            Column(_("Keberangkatan dicatat"), 1.4, is_number=True),
            *(Column(factor, 1, is_number=True) for factor in FACTOR_CODES),
        ),
        tuple(lines),
        _("Berapa yang menyebut alasan yang menunjuk faktor itu; satu orang dapat menyebut beberapa."),
        _("Belum ada alasan berangkat yang dicatat pada tahun itu."),
    )


def _map(villages: Sequence[Village], question: Question) -> TileMap | None:
    """Fields for the kecamatan of a kabupaten, for the villages of a kecamatan; none for a single village."""
    if len(villages) < 2:
        return None
    is_wide = _is_wide(villages)
    areas: dict[str, list[Village]] = {}
    for village in villages:
        areas.setdefault(parent(village.code) if is_wide else village.code, []).append(village)
    laid = places(tuple(areas))
    return TileMap(
        _("Peta skematis {area} {year}").format(area=name_of(question.office), year=question.year),
        _("Desa yang belum dijangkau, dari semua yang angkanya ada")
        if is_wide
        else _("Faktor tinggi yang belum dijangkau, dari semua faktor tinggi desa itu"),
        " ".join(
            (
                *(() if any(village.severity for village in villages) else (_nothing_to_compare(),)),
                _(_NOT_PREVALENCE),
                _("Letak kotak hanya kira-kira; bukan batas wilayah."),
            )
        ),
        (_("semua faktor tinggi ada programnya"), _("sebagian belum dijangkau"), _("sebagian besar belum dijangkau")),
        tuple(
            Tile(name_of(code).removeprefix(_("Kecamatan ")).removeprefix(_("Desa ")), laid[code], *_field(inside))
            for code, inside in areas.items()
        ),
    )


def _nothing_to_compare() -> str:
    words = _("Belum ada yang dapat dibandingkan: perlu angka yang sama dari sedikitnya {count} desa di Profil faktor.")
    return words.format(count=FEWEST)


def _field(inside: Sequence[Village]) -> tuple[int | None, str, str]:
    """Level, words and few words of a field: by villages where it holds several, else by factors."""
    if len(inside) == 1:
        (village,) = inside
        heavy = [factor for factor, known in village.severity.items() if known.level == HIGH]
        if not village.severity:
            return None, _(NO_DATA), _(NO_DATA)
        open_, whole = len(village.unmet), len(heavy)
        words = _("{open} dari {all} faktor tinggi belum dijangkau") if heavy else _("tidak ada faktor tinggi")
    else:
        open_ = sum(1 for village in inside if village.unmet)
        whole = sum(1 for village in inside if village.severity)
        if not whole:
            return None, _(NO_DATA), _(NO_DATA)
        words = _("{open} dari {all} desa belum dijangkau")
    level = _REACHED if not open_ else _NOT_YET if 2 * open_ > whole else _PARTLY
    brief = so_many(open_, whole) if whole else _("tidak ada")
    return level, words.format(open=number(open_), all=number(whole)), brief


NEEDS = Overview(
    name="needs",
    title=N_("Peta kebutuhan pencegahan"),
    purpose=N_("Di mana faktor akar berat tetapi belum dijangkau, dan ke mana sebaiknya pergi lebih dahulu."),
    icon="map-pin",
    reads={
        FACTOR.name: ("indicator", "region", "year", "hundredths", "quality", "original_level", "source"),
        PROGRAM.name: ("year", "status", "region", "factors", "reached"),
        DEPARTURE.name: ("registered_on", "reasons"),
        INSTITUTION.name: ("name", "kind", "region", "members"),
        SOCIALISATION.name: ("held_on", "region", "institution", "participants", "materials", "audiences", "present"),
        MATERIAL.name: ("medium", "title", "unit", "state"),
        STOCK_MOVE.name: ("material", "material_title", "movement", "moved_on", "amount", "event"),
    },
    find=find,
    levels=frozenset({Level.DISTRICT, Level.REGENCY}),  # a village has nothing to be compared with
)
