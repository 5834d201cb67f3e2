"""Sebelum dan sesudah: how people left in the year before a village was reached, and since. Counts, and no proof.

Whoever is reached differs from who is not, and other things change meanwhile. The page shows what was counted on both
sides of the first event or programme, with the numbers behind it, and says how little that proves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import years_off
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.insight.by_district import named
from ppo_desktop.insight.factors import NOT_COUNTED, area_reached, villages_of, within
from ppo_desktop.insight.need import place_of
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
    count_of,
    so_many,
)
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.institution import INSTITUTION
from ppo_desktop.records.program import PROGRAM
from ppo_desktop.records.rules import codes_of, text_of
from ppo_desktop.records.socialisation import SOCIALISATION

_PROCEDURAL, _UNCLEAR = "prosedural", frozenset({"", "belum_jelas"})
FEWEST = 10
"""Departures on a side below which a share would say more than the numbers do."""


class Side(Struct, frozen=True):
    """Departures before, or since."""

    all: int
    procedural: int
    known: int
    """Of ``all``, those whose path is known."""
    complete: int
    """With all core documents."""


def find(rows: Rows, question: Question) -> Findings:
    """Villages by their first event of the year, by a year's first programme, and answers before and after events."""
    villages = villages_of(question.office)
    events = [row for row in rows[SOCIALISATION.name] if question.covers(row.get("held_on"))]
    by_event = _by_event(villages, events, rows[DEPARTURE.name], question)
    by_program = _by_program(villages, rows[PROGRAM.name], rows[DEPARTURE.name], question)
    answers = _answers(events, {str(row["id"]): INSTITUTION.title_of(row) for row in rows[INSTITUTION.name]})
    return Findings(
        (
            Fact(_("Desa dengan kegiatan tahun itu"), count_of(len(by_event), rows[SOCIALISATION.name])),
            Fact(_("Desa dengan program tahun itu"), count_of(len(by_program), rows[PROGRAM.name])),
            Fact(_("Kegiatan dengan nilai sebelum dan sesudah"), count_of(len(answers), rows[SOCIALISATION.name])),
        ),
        (
            Section(
                _("Desa: dua belas bulan sebelum kegiatan pertama, dan sesudahnya"),
                (Column(_("Desa"), 2.2), Column(_("Kegiatan pertama"), 1.4), *_sides()),
                tuple(by_event),
                _(_NO_PROOF) if by_event else "",
                _("Belum ada kegiatan sosialisasi yang tercatat pada tahun itu."),
            ),
            Section(
                _("Desa dengan program: tahun sebelumnya, dan tahun itu"),
                (Column(_("Desa"), 2.2), Column(_("Program"), 1.4), *_sides()),
                tuple(by_program),
                _("Dibandingkan menurut tahun, karena program dicatat menurut tahun."),
                _("Belum ada program yang tercatat pada tahun itu."),
            ),
            Section(
                _("Jawaban pengetahuan sebelum dan sesudah kegiatan"),
                (
                    Column(_("Tempat"), 3),
                    Column(_("Tanggal"), 1.2),
                    Column(_("Peserta"), 1, is_number=True),
                    Column(_("Nilai sebelum"), 1.1, is_number=True),
                    Column(_("Nilai sesudah"), 1.1, is_number=True),
                    Column(_("Selisih"), 1, is_number=True),
                ),
                tuple(answers),
                _("Nilai rata-rata dari 100 pada kegiatan yang sama; mengukur ingatan hari itu, bukan perilaku."),
                _("Belum ada kegiatan dengan nilai sebelum dan sesudah."),
                drawn=(3, 4),
            ),
        ),
        (
            *(() if by_event else (_(_NO_PROOF),)),
            _("“Dokumen pokok lengkap”: {documents}.").format(documents=", ".join(_core_labels())),
            _("Bagian prosedural dihitung dari yang jalurnya diketahui; “belum jelas” tidak dihitung di kedua sisi."),
            _("Di bawah {count} keberangkatan pada satu sisi tidak ditulis persen.").format(count=FEWEST),
        ),
    )


_NO_PROOF = N_(
    "Perbedaan sebelum dan sesudah bukan bukti bahwa kegiatannya yang menyebabkan; pencatatan pun dapat berubah."
)


def _sides() -> tuple[Column, ...]:
    return (
        Column(_("Prosedural sebelum"), 1.7),
        Column(_("Prosedural sesudah"), 1.7),
        Column(_("Dokumen lengkap sebelum"), 1.7),
        Column(_("Dokumen lengkap sesudah"), 1.7),
    )


def _by_event(villages: Sequence[str], events: Iterable[Row], left: Iterable[Row], question: Question) -> list[Line]:
    first: dict[str, str] = {}
    for event in events:
        held, place = text_of(event, "held_on"), place_of(event)
        first[place] = min(first.get(place, held), held)
    lines, names = [], named(villages)
    for village in villages:
        if village not in first:
            continue
        day = date.fromisoformat(first[village])
        since, until = years_off(day, -1).isoformat(), min(years_off(day, 1), question.today).isoformat()
        of_it = [row for row in left if row["office"] == village]
        before = _side(row for row in of_it if since <= text_of(row, "registered_on") < day.isoformat())
        after = _side(row for row in of_it if day.isoformat() <= text_of(row, "registered_on") <= until)
        lines.append(Line((names[village], written(first[village]), *_cells(before, after))))
    return lines


def _by_program(
    villages: Sequence[str], programs: Iterable[Row], left: Iterable[Row], question: Question
) -> list[Line]:
    of_year = [
        area_reached(row)
        for row in programs
        if text_of(row, "year") == str(question.year) and text_of(row, "status") not in NOT_COUNTED
    ]
    lines, names = [], named(villages)
    for village in villages:
        count = sum(1 for area in of_year if area in within(village))
        if not count:
            continue
        of_it = [row for row in left if row["office"] == village]
        before = _side(row for row in of_it if text_of(row, "registered_on").startswith(str(question.year - 1)))
        after = _side(row for row in of_it if question.covers(row.get("registered_on")))
        told = _("{count} program").format(count=number(count))
        lines.append(Line((names[village], told, *_cells(before, after)), "", Lead(PROGRAM.name, filter="this-year")))
    return lines


def _side(rows: Iterable[Row]) -> Side:
    rows, core = list(rows), _core()
    known = [row for row in rows if text_of(row, "path") not in _UNCLEAR]
    return Side(
        len(rows),
        sum(1 for row in known if text_of(row, "path") == _PROCEDURAL),
        len(known),
        sum(1 for row in rows if core <= set(codes_of(row, "documents"))),
    )


def _cells(before: Side, after: Side) -> tuple[Cell, ...]:
    return (
        *(_share(side.procedural, side.known) for side in (before, after)),
        *(_share(side.complete, side.all) for side in (before, after)),
    )


def _share(count: int, whole: int) -> Cell:
    if not whole:
        return None
    told = so_many(count, whole)
    return f"{told} ({round(100 * count / whole)} %)" if whole >= FEWEST else told


def _answers(events: Iterable[Row], names: dict[str, str]) -> list[Line]:
    lines = []
    for event in sorted(events, key=lambda row: (text_of(row, "held_on"), str(row["id"]))):
        before, after = event.get("pre_test"), event.get("post_test")
        if isinstance(before, int) and isinstance(after, int):
            place = names.get(text_of(event, "institution")) or name_of(place_of(event))
            day, came = written(text_of(event, "held_on")), event.get("participants")
            lead = Lead(SOCIALISATION.name, str(event["office"]), str(event["id"]))
            lines.append(Line((place, day, came, before, after, after - before), "", lead))
    return lines


def _core() -> frozenset[str]:
    return frozenset(code.code for code in code_list("documents").items if code.extra.get("core") == "1")


def _core_labels() -> list[str]:
    return [code.label.lower() for code in code_list("documents").items if code.code in _core()]


BEFORE_AFTER = Overview(
    name="before-after",
    title=N_("Sebelum dan sesudah"),
    purpose=N_("Keberangkatan prosedural, dokumen, dan pengetahuan sebelum dan sesudah desa dijangkau."),
    icon="scale",
    reads={
        DEPARTURE.name: ("registered_on", "path", "documents"),
        SOCIALISATION.name: ("held_on", "region", "institution", "participants", "pre_test", "post_test"),
        PROGRAM.name: ("year", "status", "region"),
        INSTITUTION.name: ("name", "kind"),
    },
    find=find,
)
