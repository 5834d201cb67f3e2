"""Real offices for tests: a camat who is root and villages enrolled with it, with real keys and a real database."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from msgspec.structs import replace

import servers
from ppo_desktop.core.clock import FixedClock
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.period import Month
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.doors.setup import create_office
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Identity, Office, Official
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import rows, trust_store
from ppo_desktop.trust.slots import FLOOR_COST
from ppo_desktop.trust.vault import NewUser

CAMAT = "61.01.04"
VILLAGE = "61.01.04.2003"
OTHER_VILLAGE = "61.01.04.2005"
CLERK_PASSWORD = "tiga ikan di parit"
HEAD_PASSWORD = "lima perahu ke hulu"
HEAD = Credentials("pimpinan", HEAD_PASSWORD)
NOVEMBER = Month(2026, 11)
_LEVELS = {"camat": (CAMAT, "Yanti"), "desa": (VILLAGE, "Rina"), "kab": ("61.01", "Dewi")}


def clock_at(text: str = "2026-11-21T02:00:00") -> FixedClock:
    """A standing clock, UTC."""
    return FixedClock(datetime.fromisoformat(text).replace(tzinfo=UTC))


def new_office(
    folder: Path, code: str, clock: FixedClock, *, is_root: bool = False, training: bool = False, clerk: str = "Rina"
) -> Office:
    """An office set up in ``folder`` and open for its clerk; account names ``petugas`` and ``pimpinan``."""
    users = (
        NewUser("petugas", clerk, "petugas", CLERK_PASSWORD),
        NewUser("pimpinan", "Abdul Hamid", "pimpinan", HEAD_PASSWORD),
    )
    identity = Identity(code, Official("Abdul Hamid"), Official("Siti Rahmah"), "Jalan Raya Nomor 1", training)
    paths = OfficePaths(folder)
    if servers.IS_WANTED:
        servers.lay(folder)
    return closed_later(create_office(paths, identity, users, clock, is_root=is_root, cost=FLOOR_COST).office)


_opened: list[Office] = []


def closed_later(office: Office) -> Office:
    """``office``, to be closed when the test ends."""
    _opened.append(office)
    return office


def opened_count() -> int:
    """How many offices were opened so far and not closed by ``close_since``."""
    return len(_opened)


def close_since(count: int) -> None:
    """Close what was opened since ``opened_count`` said ``count``; closing twice does no harm."""
    while len(_opened) > count:
        _opened.pop().close()


def enrol(village: Office, camat: Office, stick: Path) -> None:
    """Request, answer, acceptance; every word is confirmed."""
    asked = enrolment.request(village, stick, HEAD)
    answered = enrolment.issue(camat, asked.path, stick, HEAD, lambda who, words: True)
    enrolment.accept(village, answered.path, lambda who, words: True)


def reopened(office: Office) -> Office:
    """The same office closed and opened again, for its clerk."""
    office.close()
    return closed_later(open_office(office.paths, "petugas", CLERK_PASSWORD, office.clock))


def opened_at(folder: Path, clock: FixedClock) -> Office:
    """The office in ``folder``, opened for its clerk."""
    return closed_later(open_office(OfficePaths(folder), "petugas", CLERK_PASSWORD, clock))


def as_head(office: Office) -> Office:
    """The same open office with the head at the keyboard."""
    return replace(office, user=office.user._replace(name="pimpinan", display_name="Abdul Hamid", role="pimpinan"))


def rows_at(office: Office, of: RecordKind) -> list[rows.Row]:
    """What stands in an office's database, the newest record first, whoever may see it."""
    with office.database.reading() as connection:
        return rows.page(connection, of)


def names_at(office: Office) -> list[str]:
    """The names of all persons there, as ``rows_at``."""
    return [row["name"] for row in rows_at(office, kind("person"))]


@dataclass
class Pair:
    """A camat, a village and the stick between them."""

    camat: Office
    village: Office
    stick: Path
    clock: FixedClock

    def person(self, name: str = "Siti Aminah", **more: object) -> str:
        """Save a person at the village; the record id."""
        typed = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA", **more}
        return recording.save(self.village, kind("person"), typed).record

    def departure(self, person: str, **more: object) -> str:
        """Save a departure of ``person`` at the village; the record id."""
        typed = {
            "person": person,
            "registered_on": "2026-11-03",
            "status": "NIAT",
            "destination_country": "MY",
            "warning_reasons": {"incomplete": "menyusul"},
            **more,
        }
        return recording.save(self.village, kind("departure"), typed).record

    def report(self, month: Month = NOVEMBER, **more: object) -> reporting.Closed:
        """Close a month at the village with the head's assent."""
        return reporting.close_month(self.village, month, **{"assenting": HEAD, **more})  # type: ignore[arg-type]  # the words go through as they are

    def carry_up(self) -> list[receiving.Taken | receiving.Inspection]:
        """Copy the village's newest carrier to the stick and take in at the camat what lies there."""
        path = sending.export(self.village, self.camat.code, self.stick).path
        return receiving.take(self.camat, [path])

    def carry_down(self) -> list[receiving.Taken | receiving.Inspection]:
        """Write receipts at the camat and take them in at the village."""
        confirming.write_receipts(self.camat)
        paths = [c.path for c in sending.export_receipts(self.camat, self.stick) if c.to == self.village.code]
        return receiving.take(self.village, paths)

    def close(self) -> None:
        self.camat.close()
        self.village.close()


def new_pair(folder: Path, clock: FixedClock | None = None) -> Pair:
    """A camat (root) and a village enrolled with it, in ``folder``; with the usual clock copies of one such pair."""
    stick = folder / "stick"
    stick.mkdir(parents=True)
    if clock is not None:
        camat = new_office(folder / "camat", CAMAT, clock, is_root=True, clerk="Yanti")
        village = new_office(folder / "desa", VILLAGE, clock)
        enrol(village, camat, stick)
        return Pair(camat, village, stick, clock)
    for name in ("camat", "desa"):
        shutil.copytree(_a_pair() / name, folder / name)
        servers.copied(folder / name)
    clock = clock_at()
    return Pair(opened_at(folder / "camat", clock), opened_at(folder / "desa", clock), stick, clock)


@cache
def _a_pair() -> Path:
    """Where the pair lies that others are copied from; made once per process."""
    folder = Path(tempfile.mkdtemp(prefix="ppo-pair-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    new_pair(folder, clock_at()).close()
    for lock in folder.glob("*/lock"):
        lock.unlink()
    return folder


def new_levels(folder: Path) -> tuple[Pair, Office]:
    """Copies of a camat and a village that know each other since October, and of the regency (root) above both.

    It is 2 December 2026.
    """
    for name in _LEVELS:
        shutil.copytree(_three_levels() / name, folder / name)
        servers.copied(folder / name)
    stick, clock = folder / "stick", clock_at("2026-12-02T02:00:00")
    stick.mkdir()
    camat, village, regency = (opened_at(folder / name, clock) for name in _LEVELS)
    return Pair(camat, village, stick, clock), regency


@cache
def _three_levels() -> Path:
    """Where those lie that others are copied from; made once per process."""
    folder = Path(tempfile.mkdtemp(prefix="ppo-levels-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clock = clock_at("2026-12-02T02:00:00")
    camat, village, regency = (
        new_office(folder / name, code, clock, is_root=name == "kab", clerk=clerk)
        for name, (code, clerk) in _LEVELS.items()
    )
    for lower in (camat, village):
        enrol(lower, regency, folder)
    for one, other in ((camat, village), (village, camat)):
        with one.database.reading() as there, other.database.transaction() as here:
            for peer in trust_store.peers(there, [one.code]):
                trust_store.add_peer(here, peer, "2026-10-21T02:00:00+07:00")
    for office in (camat, village, regency):
        office.close()
        (folder / office.paths.folder.name / "lock").unlink(missing_ok=True)
    return folder


def second_pc(pair: Pair, folder: Path) -> Office:
    """Another PC of the village, enrolled with the camat; the first one meets it by the answer on the stick."""
    second = new_office(folder, VILLAGE, pair.clock, clerk="Budi")
    enrol(second, pair.camat, pair.stick)
    meet(pair.village, pair.stick)
    return second


def meet(first: Office, stick: Path) -> None:
    """A PC takes from the answer on the stick, made for another PC of its office, whose keys that one has."""
    (answer,) = (path for path in enrolment.find(stick, answers=True) if first.code in path.name)
    enrolment.accept(first, answer, lambda who, words: False)  # its root is trusted: nothing to compare
