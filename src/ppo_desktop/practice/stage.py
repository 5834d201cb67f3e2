"""The stage of the demonstration: folders, open offices, a clock that is moved, and what has been recorded."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct, field

from ppo_desktop.core.clock import WIB, FixedClock
from ppo_desktop.core.errors import World
from ppo_desktop.core.offices import region
from ppo_desktop.core.text import _
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.practice.offices import CAMAT
from ppo_desktop.practice.people import Village
from ppo_desktop.practice.story import Case, Note, Typed, story
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.kind import HIDDEN, RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind, row_kinds
from ppo_desktop.records.socialisation import SOCIALISATION

Row: TypeAlias = dict[str, Any]
MANY = 1000
"""More records than the demonstration makes."""


def must(holds: bool, what: str) -> None:
    """Raise ``World('practice-failed')`` when something that was to be shown does not hold."""
    if not holds:
        raise World(
            "practice-failed",
            _("Pemeriksaan latihan gagal: {what}.").format(what=what),
            _("Program ini tidak boleh dipakai begini; hubungi pendamping PPO Desktop."),
        )


class Recorded(Struct, frozen=True):
    """Name and record ids of one case."""

    name: str
    person: str
    departure: str = ""


class Stage(Struct):
    """Everything the scenes share."""

    out: Path
    clock: FixedClock
    offices: dict[str, Office] = field(default_factory=dict)
    recorded: dict[Case, Recorded] = field(default_factory=dict)
    noted: dict[str, str] = field(default_factory=dict)
    """Key of a note → id of its record."""
    inhabitants: dict[str, Village] = field(default_factory=dict)
    _registered: dict[str, int] = field(default_factory=dict)

    @property
    def stick(self) -> Path:
        return self.out / "stick"

    @property
    def camat(self) -> Office:
        return self.offices[CAMAT.code]

    def folder(self, code: str) -> Path:
        """The data folder of an office."""
        return self.out / "offices" / code

    def prints(self, code: str) -> Path:
        """Where pages for the printer of an office go."""
        folder = self.out / "cetak" / code
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def at(self, day: date, hour: int = 9, minute: int = 0) -> None:
        """Move the clock to that time in West Kalimantan."""
        self.clock.moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=WIB)

    def case(self, key: str) -> Recorded:
        """What was recorded for the case of that key."""
        return next(ids for case, ids in self.recorded.items() if case.key == key)

    def record_until(self, first: date, last: date) -> dict[str, int]:
        """Let the clerks record what the story has from ``first`` to ``last``, in the order of days; counts by kind."""
        due: list[tuple[date, int, Case | Note | tuple[Case, Typed]]] = []
        told = story()
        for number, case in enumerate(told.cases):
            due.append((case.day, number, case))
            due += [(day, number, (case, values)) for day, values in case.later]
        due += [(note.day, number, note) for number, note in enumerate(told.notes, len(told.cases))]
        counts = {PERSON.name: 0, DEPARTURE.name: 0, SOCIALISATION.name: 0, "others": 0, "changes": 0}
        for position, (day, _number, what) in enumerate(sorted(due, key=lambda item: item[:2])):
            if first <= day <= last:
                self.at(day, 8 + position % 6, position * 7 % 60)
                self._record(what, counts)
        return counts

    def _record(self, what: Case | Note | tuple[Case, Typed], counts: dict[str, int]) -> None:
        if isinstance(what, Case):
            self.recorded[what] = self._record_case(what, counts)
        elif isinstance(what, Note):
            self._write_down(what)
            counts[what.kind if what.kind in counts else "others"] += 1
        else:
            case, values = what
            recording.save(self.offices[case.village], DEPARTURE, values, self.recorded[case].departure)
            counts["changes"] += 1

    def _write_down(self, note: Note) -> None:
        values = {name: self._meant(value) for name, value in note.values.items()}
        typed = {**values, "warning_reasons": dict(note.reasons)}
        saved = recording.save(self.offices[note.village], kind(note.kind), typed)
        if note.key:
            self.noted[note.key] = saved.record

    def _meant(self, value: object) -> object:
        """The record that ``"@key"`` stands for: a note, or of a case the person (``"@key"``) or departure."""
        if not isinstance(value, str) or not value.startswith("@"):
            return value
        key, _dot, part = value[1:].partition(".")
        return self.noted[key] if key in self.noted else getattr(self.case(key), part or "person")

    def _record_case(self, case: Case, counts: dict[str, int]) -> Recorded:
        office = self.offices[case.village]
        inhabitants = self.inhabitants.setdefault(case.village, Village(case.village))
        values = inhabitants.person(case.sex, case.born_on, case.person)
        person = recording.save(office, PERSON, values).record
        counts[PERSON.name] += 1
        if not case.departure:
            return Recorded(str(values["name"]), person)
        number = self._registered[case.village] = self._registered.get(case.village, 0) + 1
        typed = {
            "person": person,
            "register_number": f"REG/{case.village}/{case.day.year}/{number:04d}",
            "registered_on": case.day.isoformat(),
            **case.departure,
            "warning_reasons": dict(case.reasons),
        }
        counts[DEPARTURE.name] += 1
        return Recorded(str(values["name"]), person, recording.save(office, DEPARTURE, typed).record)

    def close(self) -> None:
        """Close every office."""
        for office in self.offices.values():
            office.close()


def name_of(code: str) -> str:
    """For people: ``Desa Sempalai``."""
    return region(code).full_name


def same_rows(village: Office, above: Office) -> int:
    """How many records ``above`` has of ``village``; raises unless they are the same, as far as shown there."""
    count = 0
    for listed in row_kinds():
        own, arrived = (_rows(office, listed, village.code) for office in (village, above))
        same = own.keys() == arrived.keys() and all(_agree(listed, own[one], arrived[one]) for one in own)
        must(same, f"{_(listed.plural)} {village.code} = {above.code}")
        count += len(own)
    return count


def _rows(office: Office, kind: RecordKind, owner: str) -> dict[str, Row]:
    return {str(row["id"]): row for row in recording.listing(office, kind, limit=MANY) if row["office"] == owner}


def _agree(kind: RecordKind, own: Row, arrived: Row) -> bool:
    """Less what stays at home, and what is shown above only after a reason was given."""
    hidden: frozenset[str] = arrived.get(HIDDEN, frozenset())
    return all(arrived[name] == own[name] for name in kind.by_name.keys() - kind.restricted_names - hidden)
