"""Overviews: figures over many books, for looking at, for paper, and as a table for another program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _, clean
from ppo_desktop.exchange import stick
from ppo_desktop.exchange.table_writing import DELIMITER, safe
from ppo_desktop.insight import registry
from ppo_desktop.insight.overview import REPORTS, Cell, Findings, Overview, Question, Row, shown
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.months.report_rows import report_rows
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.overview_sheet import SheetFacts, overview_sheet
from ppo_desktop.storage import opening_store, rows
from ppo_desktop.storage.database import Connection

MOST_WORDS = 300
"""Most characters of a reason."""
_PAGE = ""
"""Stands in the register of looks for a page about many records."""
YEARS = 5
"""How many years may be asked about, the present one included."""


offered = registry.offered


def years(office: Office) -> tuple[int, ...]:
    """The years that may be asked about, this one first."""
    this = today(office.clock).year
    return tuple(range(this, this - YEARS, -1))


def find(office: Office, overview: Overview, year: int = 0, *, is_hiding: bool = False) -> Findings:
    """What the records held here say; reads whole books, so for the background.

    Args:
        year: 0 for this one.
        is_hiding: whether people stay unnamed although a reason was given, because somebody else looks on.

    People are named in a guarded one once ``unveil`` was given a reason, to that account and for that day.
    """
    day = today(office.clock)
    with office.database.reading() as connection:
        is_named = overview.is_guarded and not is_hiding and _is_unveiled(connection, office)
        seen = sight(connection, office)
        held: dict[str, Sequence[Row]] = {
            name: seen.counted(kind(name), rows.columns_of(connection, kind(name), columns))
            for name, columns in overview.reads.items()
        }
    if overview.counts_reports:
        held[REPORTS] = report_rows(office, year or day.year)
    return overview.find(held, Question(office.code, day, year or day.year, is_named))


def unveil(office: Office, overview: Overview, year: int, reason: str) -> None:
    """Show the names in a guarded overview to whoever is at the keyboard, until the day is over; it is written down.

    Raises:
        Refused: this role may not, or there is no reason.
    """
    why = clean(reason)[:MOST_WORDS]
    if not why:
        raise Refused("reason-missing", _("Tulis dahulu alasannya, walau singkat."))
    told = _("{page}: {reason}").format(page=title(overview, year), reason=why)
    access.look_over(office, kind(next(iter(overview.reads))), [(office.code, _PAGE)], told)


def _is_unveiled(connection: Connection, office: Office) -> bool:
    opened = opening_store.reasoned_on(connection, office.user.name, today(office.clock).isoformat())
    return access.may_look(office) and (office.code, _PAGE) in opened


def title(overview: Overview, year: int) -> str:
    """``Cakupan sosialisasi 2026``; without the year where it is about today alone."""
    return f"{_(overview.title)} {year}" if overview.of_year else _(overview.title)


def paper(office: Office, overview: Overview, year: int, findings: Findings, paper_size: str = "F4") -> bytes:
    """The findings as pages."""
    from ppo_desktop.pdf.render import render

    facts = SheetFacts(
        office=office.identity.on_paper(),
        title=title(overview, year),
        purpose=_(overview.purpose),
        findings=findings,
        printed_by=office.user.display_name,
        day=today(office.clock),
        is_training=office.identity.training,
    )
    return render(overview_sheet(facts), paper_size)


def save_table(overview: Overview, year: int, findings: Findings, folder: Path) -> Path:
    """Write the findings into ``folder`` as a table file that Excel opens; raises ``World`` as ``stick.put``."""
    return stick.put(folder, f"{title(overview, year)}.csv", _table(findings))


def _table(findings: Findings) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=DELIMITER, lineterminator="\r\n").writerows(_rows(findings))
    return text.getvalue().encode("utf-8-sig")


def _rows(findings: Findings) -> Iterator[list[str]]:
    yield from ([safe(fact.label), _plain(fact.value)] for fact in findings.facts)
    for section in findings.sections:
        yield []
        yield [safe(section.title)]
        yield [safe(column.title) for column in section.columns]
        yield from ([_plain(cell) for cell in line.cells] for line in section.lines)
    yield []
    yield from ([safe(note)] for note in findings.notes)


def _plain(cell: Cell) -> str:
    """Counts as bare digits, so that they can be counted with."""
    return str(cell) if isinstance(cell, int) else safe(shown(cell))
