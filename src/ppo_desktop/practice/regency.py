"""A simulated regency: every village with its own journal, keys and certificates, signed files on sticks, all levels.

Only what the program itself does is used: offices are set up and enrolled, clerks record, months are closed, sticks are
carried (and lost, and brought twice), files are checked and taken in, receipts go back. What must come of it stands in
``regency_books``; ``regency_differences`` holds the two against each other.

Everything lies in one folder and can be taken up again there: what is marked as done is not done again, and what is
carried twice changes nothing.
"""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from ppo_desktop.core.clock import WIB, FixedClock
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.offices import Level, office_type, parent, region
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.period import Month
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import relaying, sending
from ppo_desktop.operations.carriers.inspection import Inspection
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.doors.setup import KdfCost, NewUser, create_office
from ppo_desktop.operations.house import bounded
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Identity, Office, Official
from ppo_desktop.operations.keys import enrolment, revoking_lists
from ppo_desktop.operations.months import reporting, waiting
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.practice.regency_books import DEPARTURE, PERSON, Plan, Road, life
from ppo_desktop.practice.stage import must
from ppo_desktop.records.registry import kind

CHEAPEST = KdfCost(8 * 1024, 1, 1)
"""Nobody guesses passwords here."""
PASSWORD, HEAD_PASSWORD = "perahu di sungai sambas", "kantor di tepi sungai"
_HEAD = Credentials("pimpinan", HEAD_PASSWORD)
MANY = 100_000
"""More departures than a village has."""
_WHY = "Data simulasi."
_REASONS = dict.fromkeys(("incomplete", "passport-ends-early", "visa-no-work", "duplicate-nik", "nik-taken"), _WHY)
VILLAGES_ON, DISTRICTS_ON, REGENCY_ON, LOOKED_ON = 2, 4, 12, 16
"""Days of the following month: reports are made, taken in at the district, taken in at the regency; all is due."""
_DUE = {Level.DISTRICT: DISTRICTS_ON + 1, Level.REGENCY: LOOKED_ON - 1}
Told = Callable[[str], object]


class Regency(Struct, dict=True):
    """The offices of one process: those of some districts, or the regency itself."""

    folder: Path
    plan: Plan
    _open: dict[str, Office] = field(default_factory=dict)
    _departures: dict[str, dict[str, str]] = field(default_factory=dict)

    @cached_property
    def road(self) -> Road:
        """How far everybody has come, by the books."""
        return Road(self.plan)

    def office(self, code: str, day: date) -> Office:
        """The office of that code on that day, opened when it is first asked for; then it stays open."""
        if code not in self._open:
            self._open[code] = open_office(self._paths(code), "petugas", PASSWORD, FixedClock(_at(day)))
        office = self._open[code]
        clock = office.clock
        assert isinstance(clock, FixedClock), "opened here"
        clock.moment = _at(day)
        return office

    def when_due(self, code: str, month: Month) -> Office:
        """As ``office``, on the day when all reports of a month are due."""
        return self.office(code, _day(month, LOOKED_ON))

    def __enter__(self) -> Regency:
        return self

    def __exit__(self, *_what: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every office that was opened here."""
        while self._open:
            self._open.popitem()[1].close()

    # --------------------------------------------------------------------------- the beginning

    def set_up(self, told: Told = lambda _words: None) -> None:
        """Set up and enrol whoever is not there yet: the regency is root, districts come before their villages."""
        day = self.plan.first.first
        for code in (self.plan.code, *self.plan.district_codes, *self.plan.village_codes):
            if not (self.folder / "enrolled" / code).exists():
                self._begin(code, day)
                told(code)
                if office_type(code).level is Level.VILLAGE:
                    self._open.pop(code).close()

    def _begin(self, code: str, day: date) -> None:
        marks = self.folder / "enrolled"
        marks.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self._paths(code).folder, ignore_errors=True)  # what an interrupted run left
        self._open[code] = office = self._new(code, day)
        if office.identity.level is not Level.VILLAGE:
            waiting.set_due_day(office, _DUE[office.identity.level])
        if code != self.plan.code:
            asked = enrolment.request(office, marks, _HEAD)
            root = self.office(self.plan.code, day)
            answer = enrolment.issue(root, asked.path, marks, _HEAD, lambda _who, _words: True)
            enrolment.accept(office, answer.path, lambda _who, _words: True)
            for path in (asked.path, answer.path):
                path.unlink()
        (marks / code).touch()

    def _new(self, code: str, day: date) -> Office:
        users = (
            NewUser("petugas", "Petugas Simulasi", "petugas", PASSWORD),
            NewUser("pimpinan", "Pimpinan Simulasi", "pimpinan", HEAD_PASSWORD),
        )
        here = Official("Pimpinan Simulasi")
        identity = Identity(code, here, Official("Sekretaris Simulasi"), region(code).full_name, training=True)
        clock = FixedClock(_at(day))
        is_root = code == self.plan.code
        return create_office(self._paths(code), identity, users, clock, is_root=is_root, cost=CHEAPEST).office

    # --------------------------------------------------------------------------- a month, in three parts

    def villages_report(self, district: str, month: Month) -> None:
        """The villages of a district record and report, what arrives is taken in there, and the district reports."""
        stick = self._stick("up", month, district)
        for code in self.plan.villages_of(district):
            if not self._is_done("recorded", code, month):
                self._record(code, month)
                self._done("recorded", code, month)
            self._report(code, month, stick)
        camat = self.office(district, _day(month, DISTRICTS_ON))
        _take(camat, receiving.expand([stick]))
        self._report(district, month, self._stick("up", month, self.plan.code))

    def regency_receives(self, month: Month) -> None:
        """The regency takes in what its districts brought, and answers; it does what its first page asks of a root."""
        regency = self.office(self.plan.code, _day(month, REGENCY_ON))
        listed = revoking_lists.state(regency, counts_behind=False)
        if listed and listed.is_due:
            revoking_lists.renew(regency, _HEAD)
        _take(regency, receiving.expand([self._stick("up", month, self.plan.code)]))
        confirming.write_receipts(regency)
        self._answer(regency, month)

    def receipts_come_down(self, district: str, month: Month) -> None:
        """The district takes in the regency's receipts and answers its villages, which take in theirs."""
        camat = self.office(district, _day(month, REGENCY_ON + 1))
        _take(camat, self._for(district, month, self.plan.code))
        confirming.write_receipts(camat)
        self._answer(camat, month)
        for code in self.plan.villages_of(district):
            if paths := self._for(code, month, district):
                _take(self.office(code, _day(month, REGENCY_ON + 2)), paths)

    def last_call(self) -> None:
        """Whose newest file has not come brings it once more, and nothing is lost: everybody above has everything."""
        month = self.plan.span[-1]
        for district in self.plan.district_codes:
            late = [one for one in self.plan.villages_of(district) if self.road.at_district[one][month] != month]
            stick = self._stick("last", month, district)
            for village in late:
                sending.export(self.when_due(village, month), district, stick)
            _take(self.when_due(district, month), receiving.expand([stick]))
            while self._passes_on(district, month):
                pass

    def _passes_on(self, district: str, month: Month) -> bool:
        """Carry a district's file to the regency and the receipt back; whether more waits than one file takes along."""
        camat, regency = (self.when_due(code, month) for code in (district, self.plan.code))
        reporting.close_month(camat, month, nihil=True)
        path = sending.export(camat, regency.code, self._stick("last", month, regency.code)).path
        _take(regency, [path])
        confirming.write_receipts(regency)
        back = sending.export_receipts(regency, self._stick("back", month, district))
        _take(camat, [copied.path for copied in back if copied.to == district])
        return relaying.foreseen(camat, regency.code).going > 0

    def _record(self, code: str, month: Month) -> None:
        """Write down what happens in a month: all of it in one transaction."""
        village = self.office(code, month.last)
        left = self._left(village)
        with village.database.transaction() as connection:
            person = ""
            for deed in life(self.plan, code).deeds[month]:
                typed = {**deed.values, "warning_reasons": _REASONS}
                if "person" in typed:
                    typed["person"] = person
                record = None if deed.is_new else left[deed.key]
                saved = recording.save_with(connection, village, kind(deed.kind), typed, record).record
                if deed.kind == PERSON:
                    person = saved
                elif deed.kind == DEPARTURE:
                    left[deed.key] = saved

    def _left(self, village: Office) -> dict[str, str]:
        """Key → id of the departures recorded in a village, also those of an earlier run."""
        if village.code not in self._departures:
            rows = recording.listing(village, kind(DEPARTURE), limit=MANY)
            self._departures[village.code] = {str(row["register_number"])[-5:]: str(row["id"]) for row in rows}
        return self._departures[village.code]

    def _report(self, code: str, month: Month, stick: Path) -> None:
        """Close the month, and carry the file as often and as far as fate has it."""
        level = office_type(code).level
        office = self.office(code, _day(month, VILLAGES_ON if level is Level.VILLAGE else DISTRICTS_ON))
        if not self._is_done("reported", code, month):
            reporting.close_month(office, month, nihil=reporting.figures(office, month).is_nihil)
            self._done("reported", code, month)
        path = sending.export(office, parent(code), stick).path
        if self.plan.is_lost(code, month):
            path.unlink()
        elif self.plan.is_doubled(code, month):
            shutil.copyfile(path, path.with_stem(f"{path.stem} (1)"))

    def _answer(self, upper: Office, month: Month) -> None:
        """Copy the newest receipts, and lose some; one that is lost is made good by the next."""
        stick = self._stick("down", month, upper.code)
        for copied in sending.export_receipts(upper, stick):
            folder = stick / copied.to
            folder.mkdir(exist_ok=True)
            copied.path.replace(folder / copied.path.name)
            if self.plan.is_lost(copied.to, month, "down"):
                shutil.rmtree(folder)

    def _for(self, code: str, month: Month, upper: str) -> list[Path]:
        """The receipts that arrive at an office."""
        return receiving.expand([folder]) if (folder := self._stick("down", month, upper) / code).exists() else []

    def is_over(self, month: Month) -> bool:
        """Whether everybody has done everything for a month."""
        return self._is_done("over", self.plan.code, month)

    def end(self, month: Month) -> None:
        """Note that everybody has."""
        self._done("over", self.plan.code, month)

    def _is_done(self, what: str, code: str, month: Month) -> bool:
        return (self.folder / "done" / str(month) / f"{what} {code}").exists()

    def _done(self, what: str, code: str, month: Month) -> None:
        mark = self.folder / "done" / str(month) / f"{what} {code}"
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()

    def _paths(self, code: str) -> OfficePaths:
        return OfficePaths(self.folder / "offices" / code)

    def _stick(self, way: str, month: Month, to: str) -> Path:
        folder = self.folder / "sticks" / str(month) / way / to
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def play(folder: Path, plan: Plan, workers: int = 1) -> Iterator[Month]:
    """Set the regency up and play the months of the plan; each is handed over when it is over.

    Args:
        workers: processes that share the districts among them; the regency stays in this one. With one, all do.
    """
    with Regency(folder, plan) as first:
        first.set_up()
        if workers > 1:
            first.close()
        with _crews(first, workers) as crews:
            for month in plan.span:
                if not first.is_over(month):
                    crews("villages_report", month)
                    first.regency_receives(month)
                    crews("receipts_come_down", month)
                    first.end(month)
                yield month


Crews = Callable[[str, Month], object]


@contextmanager
def _crews(first: Regency, workers: int) -> Iterator[Crews]:
    """Who does the work of the districts: a district is always kept by the same process, where its offices are open."""
    districts = first.plan.district_codes
    if workers == 1:
        yield lambda what, month: [getattr(first, what)(district, month) for district in districts]
        return
    context = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        pools = [
            stack.enter_context(ProcessPoolExecutor(1, context, _begin_work, (first.folder, first.plan)))
            for _worker in range(workers)
        ]

        def crews(what: str, month: Month) -> None:
            asked = [pools[place % workers].submit(_work, what, one, month) for place, one in enumerate(districts)]
            for one in asked:
                one.result()

        yield crews
        for pool in pools:
            pool.submit(_end_work).result()


_mine: list[Regency] = []
"""Of a worker process: its own."""


def read_in_forks() -> None:
    """Let this process begin its reading processes as forks of one that has loaded what reads, where the system can.

    One is begun for every stick; otherwise most of the time would go into loading the same modules again.
    """
    if "forkserver" in multiprocessing.get_all_start_methods():
        bounded.START = "forkserver"
        # __name__: every fork runs the script again that imports this module; Python 3.11 cannot preload the script.
        read_by = ["ppo_desktop.operations.carriers.worker", "ppo_desktop.trust.opening"]
        multiprocessing.set_forkserver_preload([__name__, *read_by])


def _begin_work(folder: Path, plan: Plan) -> None:
    read_in_forks()
    _mine.append(Regency(folder, plan))


def _work(what: str, district: str, month: Month) -> None:
    try:
        getattr(_mine[0], what)(district, month)
    except PpoError as error:  # not made to travel between processes
        raise RuntimeError(f"{district} {month}: {error.code}, {error.sentence}") from None


def _end_work() -> None:
    _mine.pop().close()


def _take(office: Office, paths: Sequence[Path]) -> None:
    """Take files in; raises ``World`` where one is refused, for all are honest."""
    results = receiving.take(office, paths)
    refused = [one.code for one in results if isinstance(one, Inspection) and one.verdict == "refused"]
    must(not refused, f"{office.code}: {', '.join(refused)}")


def _day(month: Month, day: int) -> date:
    """A day of the month after."""
    return month.next.first.replace(day=day)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=WIB)
