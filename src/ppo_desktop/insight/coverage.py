"""Cakupan sosialisasi: which schools, hamlets and groups were reached, the never reached ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _, number
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
    by_office,
    count_of,
    for_one_office,
    so_many,
)
from ppo_desktop.records.codes import VILLAGES, code_list
from ppo_desktop.records.coverage import Reached, coverage
from ppo_desktop.records.dates import written
from ppo_desktop.records.institution import INSTITUTION, group_of
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.socialisation import SOCIALISATION

_NOT_YET = "–"
"""Where there was no event that anything could be said of."""
_GROUPS = {
    "SLTP": N_("SLTP"),
    "SLTA": N_("SLTA"),
    "DUSUN": N_("Dusun, RT, dan RW"),
    "KELOMPOK": N_("Kelompok"),
    "": N_("Lainnya"),
}


def find(rows: Rows, question: Question) -> Findings:
    """How far each sort of institution was reached in the year, then each institution by itself."""
    institutions, events = by_office(rows[INSTITUTION.name]), by_office(rows[SOCIALISATION.name])
    known: list[tuple[Row, Reached]] = []
    for office, of_office in institutions.items():
        reached = coverage(of_office, events.get(office, ()), question.day)
        known += [(row, reached[str(row["id"])]) for row in of_office]
    of_year = [row for row in rows[SOCIALISATION.name] if question.covers(row.get("held_on"))]
    return Findings(
        _facts(known, rows[SOCIALISATION.name], of_year, question),
        (
            _by_type(known, question),
            for_one_office(_each(known), is_one=set(institutions) <= {question.office}),
            _by_audience(of_year),
        ),
        _notes(of_year),
    )


def _is_reached(reached: Reached, question: Question) -> bool:
    return question.covers(reached.last_on)


def _facts(
    known: list[tuple[Row, Reached]], events: Sequence[Row], of_year: list[Row], question: Question
) -> tuple[Fact, ...]:
    never = sum(1 for _row, reached in known if not reached.events)
    reached = sum(1 for _row, one in known if _is_reached(one, question))
    people = [row["participants"] for row in of_year if isinstance(row.get("participants"), int)]
    of_known = so_many(reached, len(known)) if known else None
    return (
        Fact(_("Terakhir dijangkau pada {year}").format(year=question.year), of_known),
        Fact(_("Belum pernah dijangkau"), count_of(never, known), "warn" if never else ""),
        Fact(_("Kegiatan tahun itu"), count_of(len(of_year), events)),
        Fact(_("Peserta tahun itu"), count_of(sum(people), people if of_year else events)),
    )


def _by_type(known: list[tuple[Row, Reached]], question: Question) -> Section:
    kinds = code_list("institution-kinds")
    order = {code.code: place for place, code in enumerate(kinds.items)}
    of_kind: dict[tuple[str, str], list[Reached]] = {}
    for row, reached in known:
        of_kind.setdefault((group_of(row), text_of(row, "kind")), []).append(reached)
    groups = list(_GROUPS)
    lines = []
    for group, kind in sorted(of_kind, key=lambda one: (groups.index(one[0]), order.get(one[1], len(order)))):
        of_it = of_kind[group, kind]
        never = sum(1 for one in of_it if not one.events)
        in_year = sum(1 for one in of_it if _is_reached(one, question))
        cells = (_(_GROUPS[group]), kinds.label(kind), len(of_it), in_year, len(of_it) - never, never)
        lines.append(Line(cells, "warn" if never else ""))
    return Section(
        _("Menurut jenis lembaga"),
        (
            Column(_("Kelompok"), 2),
            Column(_("Jenis"), 2.6),
            Column(_("Lembaga"), 1.1, is_number=True),
            Column(_("Pada {year}").format(year=question.year), 1.1, is_number=True),
            Column(_("Pernah dijangkau"), 1.4, is_number=True),
            Column(_("Belum dijangkau"), 1.4, is_number=True),
        ),
        tuple(lines),
        _("“Pada {year}” menghitung lembaga yang kegiatan terakhirnya pada tahun itu.").format(year=question.year),
        empty=_(_NOTHING),
        subject=1,
        drawn=(2, 4),
        name="kinds",
    )


_NOTHING = N_("Belum ada lembaga yang dicatat. Catat sekolah, dusun, dan kelompok di buku Lembaga.")


def _each(known: list[tuple[Row, Reached]]) -> Section:
    villages, kinds = code_list(VILLAGES), code_list("institution-kinds")
    lines = []
    for row, reached in sorted(known, key=lambda one: (one[1].last_on, str(one[0].get("name")), str(one[0]["id"]))):
        last: Cell = written(reached.last_on) if reached.events else _("belum dijangkau")
        cells: tuple[Cell, ...] = (
            name_of(str(row["office"])),
            INSTITUTION.title_of(row),
            kinds.label(text_of(row, "kind")),
            villages.label(text_of(row, "region")).partition(",")[0] or None,
            row.get("members"),
            last,
            reached.events,
            reached.last_people if reached.events else _NOT_YET,
            _materials(reached),
        )
        lead = Lead(INSTITUTION.name, str(row["office"]), str(row["id"]))
        lines.append(Line(cells, "" if reached.events else "warn", lead))
    return Section(
        _("Tiap lembaga, yang belum dijangkau lebih dahulu"),
        (
            Column(_("Kantor"), 2.2),
            Column(_("Lembaga"), 3),
            Column(_("Jenis"), 1.7),
            Column(_("Desa"), 2),
            Column(_("Anggota"), 1.3, is_number=True),
            Column(_("Terakhir"), 1.5),
            Column(_("Kegiatan"), 1.3, is_number=True),
            Column(_("Peserta terakhir"), 1.3, is_number=True),
            Column(_("Dengan bahan"), 2.1),
        ),
        tuple(lines),
        empty=_(_NOTHING),
        subject=1,
    )


def _materials(reached: Reached) -> Cell:
    if not reached.events:
        return _NOT_YET
    words = code_list("materials")
    handed_out = (f"{words.label(code)} {number(count)}" for code, count in reached.materials if count)
    return ", ".join(handed_out) or _("tanpa bahan")


def _present(counted: Sequence[int], events: int) -> Cell:
    """How many came, of the events where somebody counted them; ``None`` where nobody did."""
    if not counted or len(counted) == events:
        return sum(counted) if counted else None
    return _("{count} (dari {events} kegiatan)").format(count=number(sum(counted)), events=number(len(counted)))


def _by_audience(of_year: list[Row]) -> Section:
    events: Counter[str] = Counter()
    counted: dict[str, list[int]] = {}
    for row in of_year:
        present: dict[str, object] = row.get("present") or {}
        events.update({*(row.get("audiences") or ()), *present})
        for code, count in present.items():
            if isinstance(count, int):
                counted.setdefault(code, []).append(count)
    lines = [
        Line((code.label, events[code.code], _present(counted.get(code.code, ()), events[code.code])))
        for code in code_list("audiences").items
        if events[code.code]
    ]
    return Section(
        _("Menurut unsur peserta"),
        (Column(_("Unsur"), 4), Column(_("Kegiatan"), 1, is_number=True), Column(_("Hadir"), 1.6, is_number=True)),
        tuple(lines),
        _("Satu kegiatan dapat menjangkau beberapa unsur, dan satu orang dapat terhitung pada dua unsur."),
        _("Tidak ada kegiatan pada tahun itu yang menyebut unsur pesertanya."),
    )


def _notes(of_year: list[Row]) -> tuple[str, ...]:
    nowhere = sum(1 for row in of_year if not row.get("institution"))
    if not nowhere:
        return ()
    words = _("{count} kegiatan tahun itu tidak menyebut lembaganya, jadi tidak terhitung pada lembaga mana pun.")
    return (words.format(count=number(nowhere)),)


COVERAGE = Overview(
    name="coverage",
    title=N_("Cakupan sosialisasi"),
    purpose=N_("Sekolah, dusun, dan kelompok mana yang sudah dijangkau, kapan, dan mana yang belum."),
    icon="school",
    reads={
        INSTITUTION.name: ("name", "kind", "region", "members"),
        SOCIALISATION.name: ("held_on", "institution", "participants", "materials", "audiences", "present"),
    },
    find=find,
)
