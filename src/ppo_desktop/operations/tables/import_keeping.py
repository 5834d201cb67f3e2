"""Keeping what was decided about a table, all of it in one transaction, and taking a whole import back.

What is remembered of an import: where it came from, how it is taken back, and marks by which its rows are known again;
nobody is named. It lies on this PC alone.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from msgspec import Struct

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import WIB, stamp, today
from ppo_desktop.core.errors import Invalid, Refused
from ppo_desktop.core.ids import new_record_id
from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import _, clean, number
from ppo_desktop.exchange import stick
from ppo_desktop.exchange.table_writing import Table, write_workbook
from ppo_desktop.operations.books import undoing
from ppo_desktop.operations.books.listed_people import listed_form
from ppo_desktop.operations.books.recording import Change, judged, known_here, save_with
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.tables.import_lines import Line, Verdict, abroad, event_form, new_person
from ppo_desktop.operations.tables.importing import IMPORTS, Plan, remember
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.homecoming import HOMECOMING
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.listed import LISTED
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.resident_table import Cell
from ppo_desktop.records.rules import text_of
from ppo_desktop.storage import rows, settings_store
from ppo_desktop.storage.database import Connection

MOST_REMEMBERED = 50
"""Imports that can be taken back, the newest."""
_BACK = {"CUTI": "cuti", "MENINGGAL": "meninggal"}
"""Reason for coming home → the status of the departure; of every other it is ``pulang``."""
_EACH = 5
Tick = Callable[[int, int], object]


class Decision(Struct, frozen=True):
    """What a person decided about a row that waits for one, or about any other."""

    person: str = ""
    """Id of the person of ours it is about; ``""``: somebody new."""
    region: str = ""
    """Above villages: the village it is for; ``""``: as the plan says."""
    skips: bool = False


Decisions = Mapping[int, Decision]
"""Place in ``Plan.lines`` → what was decided."""


class Import(Struct, frozen=True):
    """An import that was kept."""

    id: str
    source: str
    title: str
    """Of its shape."""
    at: datetime
    by: str
    count: int
    """Rows that were taken."""
    undone: bool
    changes: Changes

    @property
    def sentence(self) -> str:
        """``27 baris dari “P4MI Entikong”``."""
        words = _("{count} baris dari “{source}”")
        return words.format(count=number(self.count), source=self.source)


def taken(plan: Plan, place: int, decisions: Decisions, *, is_village: bool) -> bool:
    """Whether that row would be kept as things are decided."""
    line, decision = plan.lines[place], decisions.get(place)
    if decision is not None and decision.skips:
        return False
    if line.verdict in (Verdict.NEW, Verdict.KNOWN):
        return True
    if line.verdict is Verdict.ASK:
        return decision is not None
    return line.verdict in (Verdict.PLACE, Verdict.APART) and not is_village


def count_taken(office: Office, plan: Plan, decisions: Decisions) -> int:
    """How many rows would be kept."""
    is_village = office.identity.level is Level.VILLAGE
    return sum(taken(plan, place, decisions, is_village=is_village) for place in range(len(plan.lines)))


def take(office: Office, plan: Plan, decisions: Decisions, tick: Tick = lambda _done, _total: None) -> Import:
    """Keep what was decided: every row of it, or nothing at all.

    Args:
        tick: told after some rows; may raise to stop, and then nothing was kept.

    Raises:
        Refused: nothing is to be kept, this user may not, or a row cannot be kept after all: it is named.
    """
    roles.demand(office, "record")
    is_village = office.identity.level is Level.VILLAGE
    wanted = [place for place in range(len(plan.lines)) if taken(plan, place, decisions, is_village=is_village)]
    if not wanted:
        raise Refused("nothing-to-take", _("Belum ada baris yang akan diambil."), _("Tentukan dahulu baris-barisnya."))
    kept: list[Change] = []
    touched: set[tuple[str, str, str]] = set()
    with office.database.transaction() as connection:
        saver = _Saver(connection, office, plan, kept, touched)
        for done, place in enumerate(wanted):
            if done % _EACH == 0:
                tick(done, len(wanted))
            line = plan.lines[place]
            try:
                saver.save(line, decisions.get(place) or Decision(line.person, line.region))
            except Invalid as error:
                words = _("Baris {number} ({title}) belum dapat disimpan: {problems}")
                problems = " ".join(problem.message for problem in error.problems)
                raise Refused(
                    "row-misfit",
                    words.format(number=line.number, title=line.title, problems=problems),
                    _("Tidak ada yang disimpan. Lewati baris itu, lalu coba lagi."),
                ) from error
        remember(connection, plan)
        told: dict[str, object] = {
            "source": plan.source,
            "shape": plan.shape.title,
            "at": stamp(office.clock),
            "by": office.user.display_name,
            "count": len(wanted),
            "keys": [key for place in wanted if (key := plan.lines[place].raw.key)],
            "changes": [[change.record, change.link.hex()] for change in kept],
        }
        id_ = new_record_id(office.clock)
        settings_store.write(connection, IMPORTS + id_, told)
        _forget_old(connection)
        tick(len(wanted), len(wanted))
    return _described(id_, told, Changes(frozenset(touched)))


class _Saver:
    """Saves row after row in one transaction."""

    def __init__(
        self,
        connection: Connection,
        office: Office,
        plan: Plan,
        kept: list[Change],
        touched: set[tuple[str, str, str]],
    ) -> None:
        self._connection, self._office, self._plan = connection, office, plan
        self._kept, self._touched = kept, touched
        self._reason = _("Menurut {source}").format(source=plan.source)

    def save(self, line: Line, decision: Decision) -> None:
        if self._office.identity.level is not Level.VILLAGE:
            self._keep_for_village(line, decision)
            return
        shape, values = self._plan.shape, line.raw.values
        event = event_form(self._office, shape, values)
        if shape.is_about_people:
            person = decision.person or self._same_nik(values)
            person = person or self._write(PERSON, new_person(values, self._office.code))
            event["person"] = person
            if shape.event is HOMECOMING:
                event |= self._come_home(person, event)
        if line.raw.answers:
            event["answers"] = line.raw.answers
        self._write(shape.event, event)

    def _same_nik(self, values: Mapping[str, object]) -> str:
        """The person that an earlier row of this table made."""
        nik = text_of(values, "person.nik")
        found = rows.where(self._connection, PERSON, self._office.code, nik=nik) if nik else []
        return str(found[0]["id"]) if found else ""

    def _come_home(self, person: str, event: Mapping[str, object]) -> dict[str, object]:
        """The departure that is over now, if there is one and only one; it is closed with the day and the reason."""
        departure = abroad(self._connection, self._office, person)
        if not departure:
            return {}
        reason = text_of(event, "reason")
        closing: dict[str, object] = {
            "status": _BACK.get(reason, "pulang"),
            "returned_on": event.get("returned_on"),
            "return_reason": reason or None,
            "deportation_cause": event.get("deportation_cause"),
        }
        self._write(DEPARTURE, closing, departure)
        return {"departure": departure}

    def _keep_for_village(self, line: Line, decision: Decision) -> None:
        is_apart = line.verdict is Verdict.APART
        region = "" if is_apart else decision.region or line.region
        typed = listed_form(self._plan.shape, line.raw.values, text_of(line.raw.values, self._plan.shape.day))
        where = line.raw.where
        self._write(
            LISTED,
            {
                **typed,
                "source": self._plan.source,
                "listed_on": today(self._office.clock).isoformat(),
                "line": line.number,
                "region": region or None,
                "elsewhere": where.area(self._office.code)[:100] if is_apart else None,
                "address": typed["address"] or where.words[:200] or None,
            },
        )

    def _write(self, kind: RecordKind, typed: dict[str, object], record: str | None = None) -> str:
        """Save; what a form would ask a reason for stands because the list says so."""
        _entries, folded = known_here(self._connection, self._office, kind, record)
        standing = judged(self._connection, self._office, kind, folded, typed, record).warnings_without_reason
        if standing:
            before = folded.values.get(REASONS)
            reasons = dict.fromkeys((problem.code for problem in standing), self._reason)
            typed = {**typed, REASONS: {**(before if isinstance(before, Mapping) else {}), **reasons}}
        saved = save_with(self._connection, self._office, kind, typed, record)
        if saved.change:
            self._kept.append(saved.change)
        self._touched |= saved.changes.records
        return saved.record


# ----------------------------------------------------------------------------------- what was taken


def imports(office: Office) -> list[Import]:
    """The imports that are remembered on this PC, the newest first."""
    with office.database.reading() as connection:
        found = settings_store.beginning_with(connection, IMPORTS)
    return [_described(id_, told, Changes()) for id_, told in sorted(found.items(), reverse=True)]


def undo(office: Office, id_: str) -> Changes:
    """Take everything back that an import made: all of it, or nothing.

    Raises:
        Refused: it is taken back already or not remembered, or something of it was changed since.
    """
    roles.demand(office, "record")
    with office.database.transaction() as connection:
        told = settings_store.read(connection, IMPORTS + id_) or {}
        changes = [Change(record, bytes.fromhex(link)) for record, link in cast(list[Any], told.get("changes", []))]
        if not changes:  # taken back already, or so long ago that nobody knows how
            raise Refused("import-gone", _("Impor ini sudah diurungkan atau tidak diingat lagi."))
        try:
            undone = undoing.undo_all_with(connection, office, changes)
        except Refused as error:
            advice = _("Tidak ada yang diurungkan. Hapus satu per satu yang masih perlu dihapus, dari lembarnya.")
            raise Refused(error.code, error.message, advice) from error
        settings_store.write(connection, IMPORTS + id_, {**told, "undone": True, "changes": [], "keys": []})
    return undone


def _described(id_: str, told: Mapping[str, object], changes: Changes) -> Import:
    at = datetime.fromisoformat(str(told["at"])).astimezone(WIB)
    return Import(
        id_,
        str(told["source"]),
        str(told["shape"]),
        at,
        str(told["by"]),
        int(str(told["count"])),
        bool(told.get("undone")),
        changes,
    )


def _forget_old(connection: Connection) -> None:
    """Of older imports only the marks of their rows stay."""
    found = sorted(settings_store.beginning_with(connection, IMPORTS).items(), reverse=True)
    for id_, told in found[MOST_REMEMBERED:]:
        if told.get("changes"):
            settings_store.write(connection, IMPORTS + id_, {**told, "changes": []})


# ----------------------------------------------------------------------------------- what was not


def left(office: Office, plan: Plan, decisions: Decisions) -> list[tuple[Line, str]]:
    """The rows that would not be kept, each with what is to be done; those that are recorded already are none."""
    is_village = office.identity.level is Level.VILLAGE
    return [
        (line, _("Dilewati petugas.") if (decisions.get(place) or Decision()).skips else _why(line))
        for place, line in enumerate(plan.lines)
        if line.verdict is not Verdict.RECORDED and not taken(plan, place, decisions, is_village=is_village)
    ]


def _why(line: Line) -> str:
    """What is to be done; nothing where the remarks of the row say it all."""
    return line.why or ("" if line.raw.remarks else _(line.verdict))


def save_left(office: Office, plan: Plan, decisions: Decisions, folder: Path) -> Path:
    """Write these rows into ``folder`` as a table with their own columns and one that says what is to be put right.

    Corrected there, it can be taken in as it is.

    Raises:
        World: as ``stick.put``.
    """
    columns = plan.layout.columns
    heads = [one.heading or one.letter for one in columns]
    rows_left = [
        (number(line.number), *(_cell(line.raw.cells, one.place) for one in columns), _joined(line, why))
        for line, why in left(office, plan, decisions)
    ]
    table = Table(
        _("Perlu diperbaiki"),
        [_("Baris"), *heads, _("Yang perlu diperbaiki")],
        rows_left,
        (8, *(18 for _head in heads), 60),
    )
    file = io.BytesIO()
    made = office.clock.now().astimezone(WIB).replace(tzinfo=None)
    write_workbook(file, [table], made)
    name = _("Perlu diperbaiki {source}").format(source=_as_file_name(plan.source))
    return stick.put(folder, f"{name}.xlsx", file.getvalue())


def _joined(line: Line, why: str) -> str:
    return " ".join(dict.fromkeys((why, *line.raw.remarks)))


def _cell(cells: Sequence[Cell], place: int) -> str | int | date | None:
    """Long numbers as text, so that no spreadsheet rounds them."""
    cell = cells[place] if place < len(cells) else None
    return None if cell is None else str(cell)


def _as_file_name(text: str) -> str:
    return "".join(sign if sign.isalnum() or sign in " -_.," else "-" for sign in clean(text))[:60].strip()
