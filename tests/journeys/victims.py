"""Children that work in an office until they are killed, and what their parent then looks at.

A child says through a pipe what it was told is done ("acknowledged"). Whatever it said must be true for ever.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import select
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import offices
from ppo_desktop.core.clock import Clock
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.exchange import stick
from ppo_desktop.journal.entry import NO_LINK, verifies
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import carriers, sending
from ppo_desktop.operations.carriers.reading import Bringer, Reader, Reading, read_carrier
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.house import bounded
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import carrier_store, driver, journal_store, projection, rows, search
from ppo_desktop.storage.database import Connection

Say = Callable[[str], None]
PERSON = kind("person")
CARRIERS = "PPO-*.pdf"
OPEN = "open"
"""What a child says first, once its office is open."""


@dataclass
class Ground:
    """Two offices on disk (closed), the stick, and everything any child was ever told is done."""

    village: OfficePaths
    camat: OfficePaths
    stick: Path
    clock: Clock
    pace: float
    """Seconds that a report takes here."""
    done: list[str] = field(default_factory=list)
    judged: set[tuple[str, bytes]] = field(default_factory=set)
    """Files that were already found whole: name and digest."""
    cut_short: int = 0
    """Copies that were found under their temporary name."""

    @contextlib.contextmanager
    def open(self, paths: OfficePaths) -> Iterator[Office]:
        office = open_office(paths, "petugas", offices.CLERK_PASSWORD, self.clock)
        try:
            yield office
        finally:
            office.close()


# ------------------------------------------------------------------------------------------- what children do


def saving(ground: Ground, say: Say, salt: str) -> None:
    """New people, changed people, now and then an erased one."""
    random_ = random.Random(salt)
    with ground.open(ground.village) as village:
        say(OPEN)
        mine: list[str] = []
        for number in range(10_000):
            word = f"nama{salt}x{number}z"
            if len(mine) > 1 and random_.random() < 0.2:
                victim = mine.pop(random_.randrange(len(mine)))
                recording.erase(village, victim)
                say(f"erased {victim}")
            elif mine and random_.random() < 0.3:
                recording.save(village, PERSON, {"note": word}, mine[-1])
                say(f"changed {mine[-1]} {word}")
            else:
                typed = {"name": f"Siti {word}", "sex": "P", "born_on": "2000", "no_nik_reason": "TIDAK_DIBAWA"}
                mine.append(recording.save(village, PERSON, typed).record)
                say(f"saved {mine[-1]} {word}")


def reporting_(ground: Ground, say: Say, salt: str) -> None:
    """A report, and its copy to the stick, again and again."""
    with ground.open(ground.village) as village:
        say(OPEN)
        while True:
            made = reporting.close_month(village, offices.NOVEMBER, nihil=True).carrier
            say(f"reported {made.manifest.id}")
            copied = sending.export(village, offices.CAMAT, ground.stick)
            say(f"copied {copied.path.name} {copied.carrier_id}")


def copying(ground: Ground, say: Say, salt: str) -> None:
    """The newest report copied to one empty stick after the other."""
    with ground.open(ground.village) as village:
        say(OPEN)
        for number in range(10_000):
            folder = ground.stick / f"{salt}-{number}"
            folder.mkdir()
            try:
                copied = sending.export(village, offices.CAMAT, folder)
            except Refused as refused:  # all was confirmed, and then something in it was erased
                if refused.code != "nothing-to-send":
                    raise
                reporting.close_month(village, offices.NOVEMBER, nihil=True)
                continue
            say(f"copied {folder.name}/{copied.path.name} {copied.carrier_id}")


def importing(ground: Ground, say: Say, salt: str) -> None:
    """At the camat: take in what is new on the stick, receipts, and their copies to the stick."""
    with ground.open(ground.camat) as camat:
        say(OPEN)
        while True:
            for taken in receiving.take(camat, fresh(ground, "report")):
                if isinstance(taken, Taken):
                    assert taken.inspection.manifest is not None
                    say(f"taken {taken.inspection.manifest.id}")
            for receipt in confirming.write_receipts(camat):
                say(f"receipted {receipt.carrier.manifest.id}")
            for copied in sending.export_receipts(camat, ground.stick):
                say(f"copied {copied.path.name} {copied.carrier_id}")


def confirming_(ground: Ground, say: Say, salt: str) -> None:
    """At the village: take in the newest receipts."""
    with ground.open(ground.village) as village:
        say(OPEN)
        while True:
            for taken in receiving.take(village, fresh(ground, "receipt")):
                if isinstance(taken, Taken):
                    assert taken.inspection.manifest is not None
                    say(f"confirmed {taken.inspection.manifest.id}")
            reporting.close_month(village, offices.NOVEMBER, nihil=True)


def restoring(paths: OfficePaths, file: Path, clock: Clock, say: Say, cut_before: int = 0) -> None:
    """One restore after the other.

    Args:
        cut_before: end at once before the so-many-th renaming of a file (1 is the first); 0: never.
    """
    renamed = 0

    def watch(event: str, _arguments: object) -> None:
        nonlocal renamed
        if event == "os.rename":
            renamed += 1
            if renamed == cut_before:
                os._exit(1)

    sys.addaudithook(watch)
    while True:
        keeping.restore(paths, file, "petugas", offices.CLERK_PASSWORD, clock).office.close()
        say("restored")
        if cut_before:
            return


ROLES = {"save": saving, "report": reporting_, "copy": copying, "import": importing, "confirm": confirming_}


def fresh(ground: Ground, what: str) -> list[Path]:
    """The newest file of a kind on the stick."""
    from_camat = [path for path in ground.stick.glob(CARRIERS) if path.name.startswith(f"PPO-{offices.CAMAT}-")]
    listed = [path for path in ground.stick.glob(CARRIERS) if (path in from_camat) == (what == "receipt")]
    return sorted(listed, key=lambda path: path.stat().st_mtime_ns)[-1:]


class ReaderInProcess:
    """In the place of ``worker.CarrierReader``: reads in the child itself, since a process for each takes longest."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, data: bytes) -> Reading:
        return read_carrier(data, self._reader)

    def read_brought(self, sealed: bytes, bringer: Bringer) -> Reading:
        return read_carrier(sealed, self._reader, bringer)

    def close(self) -> None:
        """Nothing was started."""


# ------------------------------------------------------------------------------------------- killing


def killed(
    work: Callable[[Say], None],
    delay: float,
    after: str = "",
    at_last: Callable[[], object] = lambda: None,
    *,
    stop_early: bool = False,
) -> list[str]:
    """What ``work`` said in a forked child before it was killed.

    Args:
        delay: seconds from its birth, or from the moment it said ``after``.
        at_last: called right before the kill.
        stop_early: do not wait for the moment when the child has ended by itself.
    """
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        bounded.START = "spawn"  # as the program does; the server that tests fork from belongs to our parent
        try:
            work(lambda line: os.write(into, line.encode() + b"\n") and None)
        except BaseException:  # noqa: BLE001 - the parent shows it
            os.write(into, ("error " + traceback.format_exc().replace("\n", " | ") + "\n").encode())
        os._exit(1)
    os.close(into)
    said = b""
    if after:
        delay_from = time.monotonic() + 60
        while f"{after}\n".encode() not in said and b"error" not in said and time.monotonic() < delay_from:
            said += _heard(out, delay_from)
    deadline = time.monotonic() + delay
    while time.monotonic() < deadline:
        said += (part := _heard(out, deadline, wait=not stop_early))
        if stop_early and not part:
            break
    at_last()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while part := os.read(out, 1 << 16):
        said += part
    os.close(out)
    return said.decode().splitlines()


def _heard(out: int, deadline: float, *, wait: bool = True) -> bytes:
    """What comes through the pipe until ``deadline``, at once when something comes."""
    ready = select.select([out], [], [], max(0.0, deadline - time.monotonic()))[0]
    part = os.read(out, 1 << 16) if ready else b""
    if ready and not part and wait:
        time.sleep(max(0.0, deadline - time.monotonic()))  # the child ended by itself; its parent will say why
    return part


# ------------------------------------------------------------------------------------------- looking


def look(ground: Ground, paths: OfficePaths, said: list[str]) -> None:
    """All that must hold after a kill, in the office it happened in; opens it as the next start would."""
    errors = [line for line in said if line.startswith("error")]
    assert not errors, errors
    said = [line for line in said if line != OPEN]
    with ground.open(paths) as office:
        assert office.database.is_intact()
        with office.database.reading() as connection:
            chain_verifies(connection, office)
            nothing_is_half_done(connection, office)
            for line in said:
                is_true(connection, office, line)
            reader = carriers.reader(connection, office)
    ground.done += said
    stick_is_clean(ground, reader)


def is_true(connection: Connection, office: Office, line: str) -> None:
    """An acknowledged line holds (as far as the same child did not go on to change it)."""
    verb, subject, *rest = line.split(" ")
    if verb in ("saved", "changed", "erased"):
        entries = journal_store.of_record(connection, office.code, subject)
        is_gone = any(entry.op == "erase" for entry in entries)
        row = rows.get(connection, PERSON, office.code, subject)
        if verb == "erased":
            assert is_gone, line
            assert row is None, line
            return
        (word,) = rest
        assert entries, line
        if not is_gone:
            assert any(word in str(entry.changes()) for entry in entries), line
            assert row is not None, line
            if verb == "saved":
                assert word in str(row["name"]), line
                assert subject in [document.record for document in search.find(connection, word)], line
    elif verb in ("taken", "confirmed"):
        assert carrier_store.is_known(connection, subject), line
    elif verb in ("reported", "receipted"):
        made = connection.exec_driver_sql("SELECT count(*) FROM outgoing_carrier WHERE id = ?", (subject,)).scalar()
        assert made == 1, line


def chain_verifies(connection: Connection, office: Office) -> None:
    """Every entry of every office held here: digests, links, no hole in our own."""
    for owner in (offices.VILLAGE, offices.CAMAT):
        for device in journal_store.devices(connection, owner):
            head = journal_store.head(connection, owner, device)
            chain = journal_store.chain(connection, owner, device, 1, head.seq)
            assert all(verifies(entry) for entry in chain)
            if owner == office.code:
                assert [entry.seq for entry in chain] == list(range(1, head.seq + 1))
                assert [entry.prev for entry in chain] == [NO_LINK, *(entry.link for entry in chain)][:-1]


def nothing_is_half_done(connection: Connection, office: Office) -> None:
    """Entry and carrier, carrier and entries came together or not at all."""
    kinds = ("report", "receipt")
    for kind_name in kinds:
        entries, made = (
            driver.execute(connection, query, subject).fetchone()[0]
            for query, subject in (
                ("SELECT count(*) FROM journal WHERE office = ? AND kind = ?", (office.code, kind_name)),
                ("SELECT count(*) FROM outgoing_carrier WHERE kind = ?", (kind_name,)),
            )
        )
        assert entries == made, (kind_name, entries, made)
    orphans = connection.exec_driver_sql(
        "SELECT count(*) FROM journal WHERE carrier IS NOT NULL AND carrier NOT IN (SELECT id FROM incoming_carrier)"
    ).scalar()
    assert orphans == 0


def stick_is_clean(ground: Ground, reader: Reader) -> None:
    """What bears a final name is whole, and what is not whole bears the temporary prefix."""
    files = [path for path in ground.stick.rglob("*") if path.is_file() and path.suffix != ".txt"]
    for path in files:
        if path.name.startswith(stick.TEMPORARY):
            ground.cut_short += 1
            continue
        data = path.read_bytes()
        mark = (path.name, hashlib.sha256(data).digest())
        if mark not in ground.judged:
            reading = read_carrier(data, reader)
            assert path.name.endswith(f"{reading.manifest.id[:8]}.pdf"), path
            ground.judged.add(mark)
    names = {str(path.relative_to(ground.stick)) for path in files}
    for line in ground.done:
        if line.startswith("copied "):
            assert line.split(" ")[1] in names, line
    for folder in [path for path in ground.stick.iterdir() if path.is_dir()]:
        shutil.rmtree(folder)
    ground.done = [line for line in ground.done if not (line.startswith("copied ") and "/" in line)]


def rows_are_the_fold(office: Office) -> None:
    """Building all rows and the index anew from the journal changes nothing."""
    with office.database.transaction() as connection:
        before = everything(connection)
        projection.rebuild(connection)
        assert everything(connection) == before


def everything(connection: Connection) -> list[dict[str, object]]:
    return [row for owner in (offices.VILLAGE, offices.CAMAT) for row in rows.all_of(connection, PERSON, owner)]


@dataclass
class Past:
    """One office that is restored again and again, and every number it ever gave to an entry."""

    paths: OfficePaths
    backup: Path
    clock: Clock
    latest: str
    """A record that is in the office now and not in the backup."""
    device: str
    """The identity the office writes under now."""
    numbers: dict[tuple[str, int], bytes] = field(default_factory=dict)

    def look(self) -> str:
        """``before``, ``restored`` or ``between``: what a cut restore left, and that it holds together."""
        state = "between"
        try:
            office = self._open()
        except World as error:
            if error.code != "no-office" or "sebelum-pulih-" not in error.advice:
                raise
            office = keeping.restore(self.paths, self.backup, "petugas", offices.CLERK_PASSWORD, self.clock).office
        else:
            with office.database.reading() as connection:
                held = rows.get(connection, PERSON, office.code, self.latest)
            state = "before" if held else "restored"
        try:
            assert (office.device.id == self.device) == (state == "before")
            self._work(office)
        finally:
            office.close()
        for old in self.paths.folder.glob("sebelum-pulih-*"):
            shutil.rmtree(old)
        return state

    def _open(self) -> Office:
        return open_office(self.paths, "petugas", offices.CLERK_PASSWORD, self.clock)

    def _work(self, office: Office) -> None:
        """Give out the next number, and see that no number was ever given to two entries."""
        typed = {"name": f"Siti {len(self.numbers)}", "sex": "P", "born_on": "2000", "no_nik_reason": "TIDAK_DIBAWA"}
        self.latest, self.device = recording.save(office, PERSON, typed).record, office.device.id
        assert office.database.is_intact()
        with office.database.reading() as connection:
            chain_verifies(connection, office)
            for device in journal_store.devices(connection, office.code):
                head = journal_store.head(connection, office.code, device)
                for entry in journal_store.chain(connection, office.code, device, 1, head.seq):
                    assert self.numbers.setdefault((device, entry.seq), entry.link) == entry.link
