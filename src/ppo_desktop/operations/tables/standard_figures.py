"""Angka baku: the masked figures of a year, issued once and handed out again as they were, by all who hold them.

An edition is an entry of the journal, which travels upwards with the next monthly report. What was issued is never
computed again; a further edition names what it says otherwise, and keeps hidden what an earlier one hid.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core import canonical
from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Month, Span, long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.history import guard, journalling
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months.printing import file_name
from ppo_desktop.operations.papers import periods
from ppo_desktop.operations.papers.periods import Told, silent
from ppo_desktop.operations.tables import exporting
from ppo_desktop.operations.tables.exporting import Form, Origin
from ppo_desktop.records.checking import usable
from ppo_desktop.records.data_request import sheet_code
from ppo_desktop.records.dictionary import Meaning
from ppo_desktop.records.internal import FIGURE_SHEET
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.office import check_code
from ppo_desktop.reports.standard_sheet import (
    DEFINITIONS,
    FigureLine,
    StandardFacts,
    changes,
    lines_of,
    standard_sheet,
    still_hidden,
)
from ppo_desktop.storage import journal_store, rows
from ppo_desktop.storage.database import Connection

_IDS = uuid.UUID("4f0b1f9e-51a5-5a0a-9d0e-5c1d6f6f3a11")
_COLUMNS = (
    Meaning("year", N_("Tahun"), N_("Tahun kalender yang sudah selesai."), words=N_("bilangan bulat"), type="integer"),
    Meaning("office", N_("Kode kantor"), N_("Kantor yang angkanya ini."), words=N_("kode wilayah")),
    Meaning("part", N_("Bagian"), N_("Bagian lembar angka baku."), words=N_("teks")),
    Meaning(
        "line", N_("Uraian"), N_("Bulan, kantor, negara, atau hal lain yang dihitung."), words=N_("teks"), width=44
    ),
    Meaning("measure", N_("Ukuran"), N_("Yang dihitung; artinya di Keterangan."), words=N_("teks")),
    Meaning(
        "value",
        N_("Nilai"),
        N_("Kosong bila tidak ditampilkan atau belum ada laporan; lihat Tanda."),
        words=N_("bilangan bulat"),
        type="integer",
        width=10,
    ),
    Meaning("mark", N_("Tanda"), N_("“<5”, “•”, atau “–” di tempat nilai."), words=N_("teks"), width=10),
)


class Edition(Struct, frozen=True):
    """What was handed out, as its entry tells it."""

    owner: str
    """Code of the office whose figures they are."""
    span: Span
    n: int
    """1 for the first of its year."""
    at: datetime
    issued_by: str
    fingerprint: str
    """64 hexadecimal digits over all that it says."""
    lines: Sequence[FigureLine]
    definitions: Sequence[str]
    changes: Sequence[str]

    @property
    def code(self) -> str:
        """``3F2A 91C0 …``: what two people compare."""
        return check_code(self.fingerprint)

    @property
    def name(self) -> str:
        """As a request for data names it."""
        words = _("Angka baku {span}, edisi {n}, {office}, kode {code}")
        return words.format(span=self.span.label, n=self.n, office=name_of(self.owner), code=self.code)

    @property
    def issued(self) -> str:
        return long_date(self.at.date())


def editions(office: Office, span: Span, owner: str = "") -> list[Edition]:
    """The editions of a year, the first first; ``owner``: of an office below."""
    code = owner or office.code
    with office.database.reading() as connection:
        return list(_editions(connection, code, record_of(code, span)))


def all_editions(office: Office) -> list[Edition]:
    """Every edition held here, ours and those of offices below, the newest year first."""
    with office.database.reading() as connection:
        keys = journal_store.record_keys(connection, FIGURE_SHEET.name)
        found = [one for code, record in keys for one in _editions(connection, code, record)]
    return sorted(found, key=lambda one: (one.owner != office.code, -one.span.first.year, one.owner, -one.n))


def years(office: Office) -> list[Span]:
    """The years of which figures may be issued: those that are over, the newest first."""
    found = (choice.span for choice in periods.choices(office, (12,), years=4) if choice.is_over)
    return [span for span in found if is_over(office, span)]


def why_not_first(office: Office, span: Span) -> str:
    """Why there is nothing to issue of a year, ``""`` where there is; quick, for no report is counted."""
    with office.database.reading() as connection:
        has_reports = periods.has_reports(connection, office, span)
    return "" if has_reports else " ".join(_nothing_reported(span))


def _nothing_reported(span: Span) -> tuple[str, str]:
    return (
        _("Belum ada laporan bulanan untuk {span}.").format(span=span.inside),
        _("Tutup dahulu bulan-bulannya; bulan tanpa kejadian dilaporkan NIHIL."),
    )


def now(office: Office, span: Span, told: Told = silent) -> list[FigureLine]:
    """The lines as an edition issued today would have them; for the background.

    Raises:
        Refused: no public figures of that time.
    """
    periods.check_begun(office, span)
    if why := periods.why_not_public(office, span):
        raise Refused("public-span", why, _("Pilih tahun yang sudah selesai."))
    with office.database.reading() as connection:
        found = periods.books(connection, office, span, told)
    facts = periods.facts_of(office, span, found, is_public=True)
    lines = list(lines_of(facts.figures, facts.names))
    for year in (-1, 0, 1):  # the sums of a year stand on the sheet of the next one too
        for earlier in editions(office, Span(Month(span.first.year + year, 1), 12)):
            lines = still_hidden(lines, earlier.lines)
    return lines


def is_over(office: Office, span: Span) -> bool:
    """Whether a year is over by the clock of this PC, which may stand before the day on which its sheet was issued."""
    return not periods.why_not_public(office, span)


def news(office: Office, span: Span, told: Told = silent) -> list[str]:
    """What a further edition would say otherwise than the newest; for the background.

    Raises:
        Refused: as ``now``.
    """
    return changes(editions(office, span)[-1].lines, now(office, span, told))


def issue(office: Office, span: Span, told: Told = silent) -> tuple[Edition, Changes]:
    """Make the next edition of a year.

    Raises:
        Refused: this role may not, the year is not over, no report of it is there, or nothing has changed.
    """
    roles.demand(office, "report")
    lines, record = now(office, span, told), record_of(office.code, span)
    if not any(line.value for line in lines):
        raise Refused("period-empty", *_nothing_reported(span))
    with office.database.transaction() as connection:
        before = list(_editions(connection, office.code, record))
        changed = changes(before[-1].lines, lines) if before else []
        if before and not changed:
            message = _("Angkanya masih sama dengan edisi {n}.").format(n=before[-1].n)
            raise Refused("sheet-same", message, _("Berikan edisi itu; tidak perlu edisi baru."))
        values: dict[str, object] = {
            "span": str(span),
            "lines": [[line.section, line.line, line.measure, line.value, line.mark] for line in lines],
            "definitions": [_(words) for words in DEFINITIONS],
            "changes": changed,
            "issued_by": office.user.display_name,
        }
        seen = journal_store.of_record(connection, office.code, record)
        entry = journalling.write(connection, office, FIGURE_SHEET, record, values, seen=seen)
        made = list(_editions(connection, office.code, record))[-1]
    guard.note(office)
    return made, Changes(frozenset({(FIGURE_SHEET.name, office.code, entry.record)}))


def record_of(code: str, span: Span) -> str:
    """Id of the record of an office's sheets of a year; editions are entries of it."""
    return uuid.uuid5(_IDS, f"{code} {span}").hex


def _editions(connection: Connection, code: str, record: str) -> Iterator[Edition]:
    entries = sorted(journal_store.of_record(connection, code, record), key=lambda entry: entry.order)
    usable_ones = ((entry, usable(FIGURE_SHEET, entry.changes())[0]) for entry in entries)
    found = (made for entry, values in usable_ones if (made := _edition(code, entry, values)))
    for n, one in enumerate(found, start=1):
        yield replace(one, n=n)


def _edition(code: str, entry: Entry, values: Mapping[str, object]) -> Edition | None:
    """``None`` where another office's program wrote something else there."""
    try:
        span = Span.parse(str(values.get("span") or ""))
        at = datetime.fromisoformat(entry.time)
    except (Refused, ValueError):
        return None
    told, definitions = _list(values.get("lines")), [str(one) for one in _list(values.get("definitions"))]
    lines = [line for raw in told if (line := _line(raw))]
    said = [code, str(span), [list(raw) if isinstance(raw, list) else raw for raw in told], definitions]
    fingerprint = hashlib.sha256(canonical.write(said)).hexdigest()
    changed = [str(one) for one in _list(values.get("changes"))]
    return Edition(code, span, 0, at, str(values.get("issued_by") or ""), fingerprint, lines, definitions, changed)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _line(raw: object) -> FigureLine | None:
    match raw:
        case [str(section), str(line), str(measure), int() | None as value, str(mark)]:
            return FigureLine(section, line, measure, value, mark)
    return None


# ------------------------------------------------------------------------------- handed out


def document(office: Office, edition: Edition) -> Document:
    """The sheet on paper."""
    newest = len(editions(office, edition.span, edition.owner))
    return standard_sheet(
        StandardFacts(
            office=office.identity.on_paper(),
            region=_("{name} ({code})").format(name=name_of(edition.owner), code=edition.owner),
            span=edition.span,
            edition=edition.n,
            issued=edition.issued,
            code=edition.code,
            lines=edition.lines,
            definitions=edition.definitions,
            changes=edition.changes,
            newest=newest,
            is_training=office.identity.training,
        )
    )


def pages(office: Office, edition: Edition, size: str = "F4") -> bytes:
    """The sheet as a PDF."""
    from ppo_desktop.pdf.render import render

    return render(document(office, edition), size)


def save(office: Office, edition: Edition, folder: Path, form: Form = "csv") -> Path:
    """The edition as a table with its dictionary; the same bytes each time, from whichever PC of an office.

    Raises:
        World: as ``stick.placed``.
    """
    title = _("Angka baku {span} edisi {n} {office}").format(
        span=edition.span.label, n=edition.n, office=name_of(edition.owner)
    )
    path = folder / file_name(title, "zip" if form == "csv" else "xlsx")
    year = edition.span.first.year
    table = ((year, edition.owner, *line.key, line.value, line.mark or None) for line in edition.lines)
    columns = [replace(one, title=_(one.title), meaning=_(one.meaning), words=_(one.words)) for one in _COLUMNS]
    facts = [
        (_("Wilayah"), name_of(edition.owner)),
        (_("Edisi"), _("{n}, diterbitkan {day}").format(n=number(edition.n), day=edition.issued)),
        (_("Kode lembar"), edition.code),
        *((_("Arti angka") if not place else "", words) for place, words in enumerate(edition.definitions)),
        *((_("Yang berubah") if not place else "", words) for place, words in enumerate(edition.changes)),
    ]
    origin = Origin(title, facts, [_("Tanpa nama; boleh diberikan kepada umum.")], edition.issued_by)
    exporting.save(office, path, form, ("angka_baku", _("Angka baku")), columns, table, lambda: origin, edition.at)
    return path


def of_request(office: Office, about: About) -> Document:
    """The sheet that a request for data was answered with, as it was; for the catalogue of papers.

    Raises:
        Refused: the request names none, or that edition is not held here.
    """
    from ppo_desktop.records.data_request import DATA_REQUEST

    with office.database.reading() as connection:
        row = rows.get(connection, DATA_REQUEST, about.owner or office.code, about.record)
    code = sheet_code(str((row or {}).get("sheet") or ""))
    found = next((one for one in all_editions(office) if code and one.code == code), None)
    if found is None:
        raise Refused(
            "sheet-unknown",
            _("Catatan ini tidak menyebut lembar angka baku yang ada di komputer ini."),
            _("Pilih lembarnya di halaman “Angka baku”, lalu “Berikan dan catat”."),
        )
    return document(office, found)


def typed(office: Office, edition: Edition, day: date) -> dict[str, object]:
    """What a request for data says that is answered with ``edition`` on a day."""
    return {
        "answer": "LEMBAR_BAKU",
        "sheet": edition.name,
        "answered_on": day.isoformat(),
        "answered_by": office.user.display_name,
    }
