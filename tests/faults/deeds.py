"""The deeds that the faults hit, each in a form that may be repeated until it succeeds: the road between offices.

Those of a desk are in ``desk``, those of accounts and keys in ``keys``, backups in ``safekeeping``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import offices
from journeys import victims
from ppo_desktop.core.clock import Clock
from ppo_desktop.core.errors import PpoError, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.exchange import stick
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.doors.setup import create_office
from ppo_desktop.operations.house.office import Identity, Office, Official
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.records.registry import kind
from ppo_desktop.trust.slots import FLOOR_COST
from ppo_desktop.trust.vault import NewUser

TYPED = {"name": "Siti Aminah", "sex": "P", "born_on": "2000", "no_nik_reason": "TIDAK_DIBAWA", "note": "x" * 1900}


@dataclass(frozen=True)
class Deed:
    """Something that writes; ``do`` may be repeated after each failure, ``look`` says what must hold afterwards."""

    name: str
    do: Callable[[], object]
    look: Callable[[], None]
    onto_stick: bool = False
    stride: int = 1
    """In the ordinary run only every so-many-th place is tried: costly ones have many."""
    anew: Callable[[], object] | None = None
    """Makes it something to do again, where what was done once is done."""
    may_leave: str = ""
    """Pattern of further files that may differ after a failure, whole."""


@dataclass
class Ground:
    """A village, its camat and a stick on one small disk."""

    pair: offices.Pair
    root: Path
    saved: set[str] = field(default_factory=set)
    """Records that were acknowledged, and not erased since."""
    newest: str = ""
    """The last of them."""
    made: dict[str, Path] = field(default_factory=dict)
    receipts: set[Path] = field(default_factory=set)
    """Those that were copied to the stick."""
    passwords: list[str] = field(default_factory=lambda: [offices.CLERK_PASSWORD, "empat perahu di hilir"])
    """The one that opens now, and the next."""

    def deeds(self) -> Iterable[Deed]:
        """In an order in which each finds what it needs."""
        holds = self.holds
        return [
            Deed("save", self.save, holds, stride=2),
            Deed("erase", self.erase, holds, stride=2),
            Deed("close month", self.close_month, holds, stride=9),
            Deed("copy to stick", self.copy, holds, onto_stick=True),
            Deed("take a carrier", self.take, holds, anew=self.next_carrier, stride=4),
            Deed("write receipts", self.write_receipts, holds, stride=12),
            Deed("copy receipts", self.copy_receipts, holds, onto_stick=True),
            Deed("take a receipt", self.confirm, holds, anew=self.next_receipt, stride=4),
            Deed("first run", self.first_run, self.new_is_whole, anew=self.nothing_new, stride=25),
            Deed("enrolment request", self.ask, holds, onto_stick=True, stride=3),
            Deed("enrolment answer", self.answer, holds, onto_stick=True, stride=3),
            Deed("enrolment accepted", self.accept, holds, anew=self.next_answer, stride=3),
        ]

    # ------------------------------------------------------------------------------------ at the village and camat

    def save(self) -> None:
        self.newest = recording.save(self.pair.village, kind("person"), TYPED).record
        self.saved.add(self.newest)

    def erase(self) -> None:
        victim = min(self.saved)
        self.saved.discard(victim)
        try:
            recording.erase(self.pair.village, victim)
        except PpoError:
            assert victim in persons_at(self.pair.village), "it was not erased, so it is there"
            self.saved.add(victim)
            raise

    def close_month(self) -> None:
        reporting.close_month(self.pair.village, offices.NOVEMBER, nihil=True)

    def copy(self) -> None:
        self.made["carrier"] = sending.export(self.pair.village, self.pair.camat.code, self.pair.stick).path

    def next_carrier(self) -> None:
        self.save()
        self.close_month()
        self.copy()

    def next_receipt(self) -> None:
        self.next_carrier()
        self.take()
        self.write_receipts()
        self.clear_receipts()
        self.copy_receipts()

    def take(self) -> None:
        take(self.pair.camat, [self.made["carrier"]])
        assert persons_at(self.pair.camat) >= self.saved

    def write_receipts(self) -> None:
        for one in confirming.write_receipts(self.pair.camat):
            if isinstance(one, confirming.Unwritten):
                raise one.error

    def clear_receipts(self) -> None:
        """Else every file of earlier tries would be read again."""
        for file in self.receipts:
            file.unlink()
        self.receipts.clear()

    def copy_receipts(self) -> None:
        self.receipts.update(copied.path for copied in sending.export_receipts(self.pair.camat, self.pair.stick))

    def confirm(self) -> None:
        found = stick.find(self.pair.stick, b"%PDF-")
        files = [file for file in found if file.name.startswith(f"PPO-{offices.CAMAT}-")]
        assert self.receipts <= set(files), "one that cannot be read is found by its name"
        take(self.pair.village, files)

    def holds(self) -> None:
        """Whatever was acknowledged is there, nothing is half done, and the database is sound."""
        for office in (self.pair.village, self.pair.camat):
            assert office.database.is_intact()
            with office.database.reading() as connection:
                victims.chain_verifies(connection, office)
                victims.nothing_is_half_done(connection, office)
        assert persons_at(self.pair.village) >= self.saved

    def offices(self) -> list[Office]:
        """Those whose databases are open."""
        return [office for office in (self.pair.village, self.pair.camat) if not office.database.is_closed]

    def open_again(self) -> None:
        """Open the village where a deed that was cut short has left it closed."""
        if self.pair.village.database.is_closed:
            self.pair.village = opened(self.pair.village.paths.folder, self.pair.clock, self.passwords[0])

    # ------------------------------------------------------------------------------------ another office begins

    @property
    def new(self) -> Path:
        return self.root / "baru"

    def first_run(self) -> None:
        if "new" in self.made:
            return
        users = (
            NewUser("petugas", "Budi", "petugas", offices.CLERK_PASSWORD),
            NewUser("pimpinan", "Abdul Hamid", "pimpinan", offices.HEAD_PASSWORD),
        )
        identity = Identity(offices.OTHER_VILLAGE, Official("Abdul Hamid"), Official("Siti Rahmah"), "Jalan 1", False)
        create_office(
            OfficePaths(self.new), identity, users, self.pair.clock, is_root=False, cost=FLOOR_COST
        ).office.close()
        self.made["new"] = self.new

    def nothing_new(self) -> None:
        shutil.rmtree(self.new)
        del self.made["new"]

    def next_answer(self) -> None:
        self.ask()
        self.answer()

    def new_is_whole(self) -> None:
        if "new" in self.made:
            opened(self.new, self.pair.clock, offices.CLERK_PASSWORD).close()
        else:
            assert not OfficePaths(self.new).vault.exists()
            assert not OfficePaths(self.new).database.exists()

    def ask(self) -> None:
        with_new = opened(self.new, self.pair.clock, offices.CLERK_PASSWORD)
        try:
            self.made["request"] = enrolment.request(with_new, self.pair.stick, offices.HEAD).path
        finally:
            with_new.close()

    def answer(self) -> None:
        told = enrolment.issue(
            self.pair.camat, self.made["request"], self.pair.stick, offices.HEAD, lambda who, words: True
        )
        self.made["answer"] = told.path

    def accept(self) -> None:
        with_new = opened(self.new, self.pair.clock, offices.CLERK_PASSWORD)
        try:
            enrolment.accept(with_new, self.made["answer"], lambda who, words: True)
        finally:
            with_new.close()


def take(office: Office, files: list[Path]) -> None:
    """Take files in that are whole; one that could not be read just now is told among them."""
    told = receiving.take(office, files)
    assert len(told) == len(files)
    for one in told:
        if not isinstance(one, Taken) and one.code == "file-unreadable":
            raise World(one.code, one.sentence, one.sentence)
        assert isinstance(one, Taken) or one.verdict == "seen", one


def opened(folder: Path, clock: Clock, password: str) -> Office:
    return open_office(OfficePaths(folder), "petugas", password, clock)


def persons_at(office: Office) -> set[str]:
    """Ids of the persons an office holds."""
    with office.database.reading() as connection:
        return {str(row["id"]) for row in victims.everything(connection)}
