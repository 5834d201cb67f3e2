"""A whole regency for tests: a kabupaten that is root, a kecamatan and two villages that know both, and one stick."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import offices
import servers
from ppo_desktop.core.clock import FixedClock
from ppo_desktop.core.period import Month
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.carriers.inspection import Inspection
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import trust_store

REGENCY = "61.01"
DECEMBER = Month(2026, 12)
_CODES = {"kab": REGENCY, "camat": offices.CAMAT, "desa": offices.VILLAGE, "lain": offices.OTHER_VILLAGE}
_NOW = "2026-12-02T02:00:00"


@dataclass
class Region:
    """The offices, and the stick that lies at whoever needs it."""

    regency: Office
    camat: Office
    villages: list[Office]
    stick: Path
    clock: FixedClock

    def person(self, village: Office, name: str) -> str:
        """Save a person at a village; the record id."""
        typed = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
        return recording.save(village, kind("person"), typed).record

    def report(self, office: Office, month: Month = offices.NOVEMBER) -> Path:
        """A month's report, copied onto the stick."""
        figures = reporting.figures(office, month)
        reporting.close_month(office, month, nihil=figures.is_nihil)
        return sending.export(office, reporting.receiver(office), self.stick).path

    def up(self, village: Office, month: Month = offices.NOVEMBER) -> Path:
        """The village's report, taken in at the kecamatan."""
        path = self.report(village, month)
        assert all(isinstance(one, Taken) for one in receiving.take(self.camat, [path]))
        return path

    def down(self, upper: Office, lower: Office) -> list[Taken | Inspection]:
        """Receipts of ``upper`` onto the stick, those for ``lower`` taken in there."""
        return receiving.take(lower, self.receipts(upper, lower))

    def receipts(self, upper: Office, lower: Office) -> list[Path]:
        """Receipts of ``upper`` onto the stick; those for ``lower``."""
        assert all(isinstance(one, confirming.Receipt) for one in confirming.write_receipts(upper))
        return [one.path for one in sending.export_receipts(upper, self.stick) if one.to == lower.code]


def new_region(folder: Path) -> Region:
    """Copies of one such region, in ``folder``."""
    for name in _CODES:
        shutil.copytree(_a_region() / name, folder / name)
        servers.copied(folder / name)
    stick = folder / "stick"
    stick.mkdir()
    clock = offices.clock_at(_NOW)
    regency, camat, *villages = (offices.opened_at(folder / name, clock) for name in _CODES)
    return Region(regency, camat, villages, stick, clock)


def know(upper: Office, *lower: Office) -> None:
    """As the answer of an enrolment tells it: the certificates of an office are known to those below."""
    with upper.database.reading() as there:
        peers = trust_store.peers(there, [upper.code])
    for office in lower:
        with office.database.transaction() as here:
            for peer in peers:
                trust_store.add_peer(here, peer, "2026-11-21T02:00:00Z")


@cache
def _a_region() -> Path:
    """Where the region lies that others are copied from; made once per process."""
    folder = Path(tempfile.mkdtemp(prefix="ppo-region-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clock: FixedClock = offices.clock_at(_NOW)
    made = {
        name: offices.new_office(folder / name, code, clock, is_root=name == "kab") for name, code in _CODES.items()
    }
    for name in ("camat", "desa", "lain"):
        offices.enrol(made[name], made["kab"], folder)
    know(made["camat"], made["desa"], made["lain"])
    for office in made.values():
        office.close()
    for lock in folder.glob("*/lock"):
        lock.unlink()
    return folder
