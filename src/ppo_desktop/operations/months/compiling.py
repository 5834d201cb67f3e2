"""The compiled table of a month: each office below with its state and five totals, and the sum at the foot.

A district's report carries it, in its pages and in its entry, so that the regency can compare it with the villages' own
carriers. The totals of a report's manifest stay the office's own: nobody is counted twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from ppo_desktop.core.offices import CODE, Level, is_below, name_of, office_type, parent
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _, number
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import awaited
from ppo_desktop.operations.months.awaited import FromBelow, Known
from ppo_desktop.records.internal import TOTALS
from ppo_desktop.reports import compiled, figures
from ppo_desktop.reports.compiled import CompiledRow, CompiledTable
from ppo_desktop.storage import report_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.report_store import InForce

MOST_BELOW = 500
"""No district has as many villages."""
_CARRIER = re.compile(r"([0-9a-f]{64})?")


class Told(Struct, frozen=True):
    """What a district's compilation says of one village."""

    state: str
    """A state of ``awaited``."""
    totals: Mapping[str, int]
    carrier: str
    """Id of the village's carrier it was taken from; ``""`` where none had come."""

    @property
    def counts(self) -> bool:
        """Whether a report stood behind it: a carrier, or one on paper."""
        return bool(self.carrier) or self.state == "paper"


def compile_month(connection: Connection, office: Office, month: Month) -> CompiledTable | None:
    """The table of the offices below, as their reports stand here; ``None`` where none is expected.

    At a regency the villages stand below their district. Of a village whose own carrier is not held here, what its
    district says counts, and is marked so; a paper that was typed here gives way only to a carrier that is held there.
    """
    return compile_months(connection, office, [month])[month]


def compile_months(
    connection: Connection, office: Office, months: Sequence[Month]
) -> dict[Month, CompiledTable | None]:
    """Month → its table, as ``compile_month`` tells it; what the offices below are is looked up once for all."""
    known = awaited.look_up(connection, office, months)
    return {month: _table(connection, office, month, known) for month in months}


def _table(connection: Connection, office: Office, month: Month, known: Known) -> CompiledTable | None:
    lines = [awaited.from_below(code, month, known) for code in known.codes]
    lines = [line for line in lines if line.is_counted]
    rows: list[CompiledRow] = []
    for line in (line for line in lines if parent(line.office) == office.code):
        rows.append(_row(line))
        if office_type(line.office).level is Level.DISTRICT:
            rows += _below(connection, line.office, month, lines)
    orphans = [line for line in lines if not any(row.office == line.office for row in rows)]
    rows += [_row(line) for line in orphans]
    return compiled.table(rows) if rows else None


def told_by(connection: Connection, district: str, month: Month) -> dict[str, Told]:
    """Village → what the district's report of the month says of it; what is not of the right form is left out."""
    said = report_store.newest(connection, district, counting.report_record(district, month))
    return told_in(said) if said else {}


def told_in(said: InForce) -> dict[str, Told]:
    """Village → what a district's report says of it; what is not of the right form is left out."""
    return read_told(json.loads(said.compiled), said.office)


def read_told(found: object, district: str) -> dict[str, Told]:
    """What a ``compiled`` of the district says, village by village; what is not of the right form is left out.

    It was written by another office's program: whatever stands in it, the office that reads it goes on.
    """
    told = list(found.items())[:MOST_BELOW] if isinstance(found, dict) else []
    of_district = ((code, value) for code, value in told if is_below(code, district) and CODE.fullmatch(code))
    return {code: said for code, value in of_district if (said := _said(value)) is not None}


def in_entry(table: CompiledTable, code: str) -> dict[str, object]:
    """The table as the report's entry of the office ``code`` has it: those directly below."""
    return {
        row.office: {"state": row.state, "totals": dict(row.totals or {}), "carrier": row.carrier}
        for row in table.rows
        if parent(row.office) == code
    }


def disagreements(connection: Connection, district: str, month: Month) -> list[str]:
    """In what a district's compilation and the villages' own reports held here differ, a sentence each."""
    if office_type(district).level is not Level.DISTRICT:
        return []
    sentences = []
    for code, told in sorted(told_by(connection, district, month).items()):
        own = _own_totals(connection, code, month)
        if own is None or not told.carrier:
            continue
        sentences += [
            _("{village}, {label}: {told} di rekap kecamatan, {own} di laporan desanya sendiri.").format(
                village=name_of(code),
                label=_(figures.TOTALS[key][0]),
                told=number(told.totals.get(key, 0)),
                own=number(own.get(key, 0)),
            )
            for key in TOTALS
            if told.totals.get(key, 0) != own.get(key, 0)
        ]
    return sentences


def _below(connection: Connection, district: str, month: Month, lines: Sequence[FromBelow]) -> list[CompiledRow]:
    """The villages of a district: by their own carriers, else by what the district says of them."""
    own = {line.office: line for line in lines if is_below(line.office, district)}
    told = told_by(connection, district, month)
    rows = []
    for code in sorted({*own, *told}):
        line, said = own.get(code), told.get(code)
        is_paper = line is not None and line.state == "paper"
        is_ours = is_paper and line is not None and line.paper is not None and line.paper.typed_by != district
        if line and (said is None or (is_ours and not said.carrier) or (line.received_on and not is_paper)):
            rows.append(_row(line, is_second_hand=is_paper and not is_ours))
        elif said:
            totals = said.totals if said.counts else None
            rows.append(CompiledRow(code, name_of(code), said.state, totals, said.carrier, is_second_hand=True))
    return rows


def _row(line: FromBelow, *, is_second_hand: bool = False) -> CompiledRow:
    totals = line.totals if line.counts else None
    return CompiledRow(line.office, line.name, line.state, totals, line.carrier, is_second_hand)


def _own_totals(connection: Connection, code: str, month: Month) -> Mapping[str, int] | None:
    said = report_store.newest(connection, code, counting.report_record(code, month))
    return said.totals if said else None


def _said(value: object) -> Told | None:
    if not isinstance(value, dict):
        return None
    state, totals, carrier = value.get("state"), value.get("totals"), value.get("carrier")
    if not isinstance(state, str) or state not in compiled.STATES or not isinstance(totals, dict):
        return None
    if not isinstance(carrier, str) or not _CARRIER.fullmatch(carrier):
        return None
    counts = {key: totals[key] for key in TOTALS if key in totals}
    if not all(type(count) is int and 0 <= count <= report_store.MOST_COUNTED for count in counts.values()):
        return None
    return Told(state, counts, carrier)
