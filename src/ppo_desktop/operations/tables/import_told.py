"""Rows that an office above told of, as those of a table; and the answer that somebody is not ours."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import cast

from ppo_desktop.core.errors import Invalid, Refused
from ppo_desktop.core.text import _, number
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.books.listed_people import PASSED, Told
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import notes
from ppo_desktop.operations.tables.import_lines import Line, Raw, Weighing
from ppo_desktop.operations.tables.importing import Plan, as_kept
from ppo_desktop.storage import rows, settings_store


def plan(office: Office, told: Told, common: Mapping[str, object] | None = None) -> Plan:
    """The rows of a list that an office above told of, as those of a table.

    Args:
        common: meaning → as typed, for rows that do not say it.

    Raises:
        Refused: this user may not record.
    """
    roles.demand(office, "record")
    said = as_kept(common or {})
    with office.database.reading() as connection:
        weighing = Weighing(connection, office, told.shape, {})
        lines = []
        for place, one in enumerate(told.lines, start=1):
            values = told.shape.finish({**told.shape.fills, **said, **one["values"]})
            lines.append(weighing.weigh(Raw(one["line"] or place, values, answers=one["id"])))
    return Plan(told.source, told.shape, tuple(lines), common=said)


def acknowledge(office: Office, told: Told, line: Line) -> None:
    """What a list tells is recorded already: the record says from now on that it answers the list.

    Where it answers another one, or cannot be kept as it is, the office above is written to.

    Raises:
        Refused: as ``pass_by``.
    """
    event = told.shape.event
    with office.database.reading() as connection:
        row = rows.get(connection, event, office.code, line.event) if line.event else None
    if row is not None and not row["answers"]:
        with suppress(Invalid):
            recording.save(office, event, {"answers": line.raw.answers}, line.event)
            return
    pass_by(office, told, line.raw.answers, _("sudah tercatat di desa."))


def pass_by(office: Office, told: Told, id_: str, why: str) -> None:
    """Somebody is not ours, or is recorded already: tell the office above, without a name, and offer it no more.

    Raises:
        Refused: as ``notes.write``.
    """
    line = next((one for one in told.lines if one["id"] == id_), None)
    if line is None:
        raise Refused("listed-gone", _("Nama ini tidak menunggu lagi."), _("Buka halaman ini sekali lagi."))
    words = _("{source}, baris {line}: {why}")
    notes.write(office, told.by, words.format(source=told.source, line=number(line["line"]), why=why))
    with office.database.transaction() as connection:
        kept = cast(list[str], (settings_store.read(connection, PASSED) or {}).get("lines", []))
        settings_store.write(connection, PASSED, {"lines": [*kept, id_]})
