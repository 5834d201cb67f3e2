"""Judging hostile files through ``receiving.inspect`` as users call it, and what each file costs the reading process.

One warm process reads for all offices of a session: what a file costs is then its own cost. The processor time of that
process and the highest memory it ever held are asked of the system (Linux; elsewhere only the verdicts are looked at).
"""

from __future__ import annotations

import contextlib
import hashlib
import pickle
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pytest

from journeys.forging import Hostile
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.carriers import inspecting
from ppo_desktop.operations.carriers.inspection import Inspection
from ppo_desktop.operations.carriers.reading import Bringer, Reader, Reading, read_carrier
from ppo_desktop.operations.house.bounded import BoundedReader
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import receiving

SECONDS = 1.0
"""Processor time that one file may cost."""
SLOW_MACHINE = 4
"""A slower machine, and one that does other work at the same time, may take so many times as long; see ``pace``."""
MEMORY = 300 << 20
"""Bytes that the reading process may ever hold."""
ENGLISH = re.compile(r"\b(the|file|error|invalid|failed|not|is|of|with|bad|unknown|carrier|signature|manifest)\b", re.I)
NEVER_SAID = re.compile(r"\b(ditolak|sah|legal|sidik|kunci laporan)\b", re.I)
"""Words that the glossary keeps from a clerk."""


@dataclass(frozen=True)
class Cost:
    """What one file cost the reading process: processor seconds, and bytes held at most so far."""

    name: str
    seconds: float
    peak: int


@dataclass
class Judge:
    """The one reading process of a session, handed out in place of a process per batch."""

    costs: list[Cost] = field(default_factory=list)
    _process: BoundedReader[Reading] = field(default_factory=lambda: BoundedReader(read_for, "Minta berkas baru."))

    _lock: threading.Lock = field(default_factory=threading.Lock)
    """Files are read ahead by several threads, each of which would have a process of its own."""

    def reader(self, reader: Reader) -> _Turn:
        """In the place of ``worker.CarrierReader``."""
        return _Turn(self, reader)

    def read(self, data: bytes, reader: Reader, bringer: Bringer | None = None) -> Reading:
        with self._lock:
            return self._read(data, reader, bringer)

    def _read(self, data: bytes, reader: Reader, bringer: Bringer | None) -> Reading:
        process = self._process
        if not self.costs or process._process is None:  # loading the libraries is nobody's cost
            with contextlib.suppress(Refused):
                process.read(pickle.dumps((reader, b"%PDF-1.", None)))
        pid = process._process.pid if process._process else None
        assert pid is not None
        before = _processor_seconds(pid)
        try:
            return process.read(pickle.dumps((reader, data, bringer)))
        finally:
            if process._process is not None:  # it was ended over this file otherwise, and its cost is not known
                self.costs.append(Cost("", _processor_seconds(pid) - before, _peak(pid)))
            else:
                self.costs.append(Cost("", float("inf"), 0))

    def close(self) -> None:
        self._process.close()


@dataclass(frozen=True)
class _Turn:
    judge: Judge
    own: Reader

    def read(self, data: bytes) -> Reading:
        return self.judge.read(data, self.own)

    def read_brought(self, sealed: bytes, bringer: Bringer) -> Reading:
        return self.judge.read(sealed, self.own, bringer)

    def close(self) -> None:
        """The process goes on to the next office."""


def read_for(packed: bytes) -> Reading:
    """Runs in the reading process: a carrier for whichever office asks."""
    reader, data, bringer = pickle.loads(packed)
    return read_carrier(data, reader, bringer)


def _processor_seconds(pid: int) -> float:
    if sys.platform != "linux":
        return 0.0
    return time.clock_gettime(~pid << 3 | 2)  # what clock_getcpuclockid(3) gives for a process


def _peak(pid: int) -> int:
    if sys.platform != "linux":
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) << 10 if found else 0


@lru_cache
def pace() -> float:
    """How much slower than a desktop PC of 2020 this machine is just now, at least 1: so that no limit flakes."""
    start = time.process_time()
    for _turn in range(40):
        hashlib.sha256(bytes(1 << 20)).digest()
        sum(range(20_000))
    return max(1.0, (time.process_time() - start) / 0.1)


def judge_all(judge: Judge, office: Office, files: Iterable[Hostile], folder: Path) -> Counter[str]:
    """Inspect all in one call; each must be refused rightly, cheaply, and nothing may change. Codes and how often."""
    listed = list(files)
    paths = [folder / f"{number:04}.pdf" for number in range(len(listed))]
    for path, file in zip(paths, listed, strict=True):
        path.write_bytes(file.data)
    before, spent = state_of(office, folder), len(judge.costs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspecting, "CarrierReader", judge.reader)
        inspections = receiving.inspect(office, paths)
    assert state_of(office, folder) == before
    codes: Counter[str] = Counter()
    for file, inspection in zip(listed, inspections, strict=True):
        if file.is_good:
            assert inspection.verdict in ("ok", "seen"), (file.name, inspection.code, inspection.sentence)
        else:
            assert (inspection.verdict, inspection.code in file.codes) == ("refused", True), (file.name, inspection)
        assert_plain(inspection)
        codes[inspection.code] += 1
    costs = judge.costs[spent:]
    assert len(costs) == len(listed)
    named = [Cost(file.name, cost.seconds, cost.peak) for file, cost in zip(listed, costs, strict=True)]
    slowest, biggest = max(named, key=lambda c: c.seconds), max(named, key=lambda c: c.peak)
    print(
        f"{office.code}: {len(listed)} files, mean {sum(c.seconds for c in named) / len(named) * 1000:.0f} ms, slowest "
        f"{slowest.seconds * 1000:.0f} ms ({slowest.name}), most memory {biggest.peak >> 20} MiB ({biggest.name}), "
        f"{dict(codes)}"
    )
    assert slowest.seconds < SECONDS * SLOW_MACHINE * pace(), slowest
    assert biggest.peak < MEMORY, biggest
    return codes


def state_of(office: Office, folder: Path) -> tuple[object, ...]:
    """Everything that a write would change: the data folder's bytes, the database's own counts, the folder read."""
    with office.database.reading() as connection:
        counts = connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM journal), (SELECT max(n) FROM journal), (SELECT count(*) FROM setting)"
        ).one()
        version = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    with office.database.raw() as raw:
        changes = raw.total_changes
    files = [*office.paths.folder.rglob("*"), *folder.iterdir()]
    return tuple(counts), version, changes, {path: _digest(path) for path in files if not path.name.endswith("-shm")}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def assert_plain(inspection: Inspection) -> None:
    """A sentence for a clerk: Indonesian, no inner names; what is refused also says what to do."""
    sentence = inspection.sentence
    assert sentence.endswith("."), sentence
    if inspection.verdict == "refused":
        assert sentence.count(". ") >= 1, f"no advice: {sentence}"
    assert not ENGLISH.search(sentence), sentence
    assert not NEVER_SAID.search(sentence), sentence
    assert not re.search(r"[_{}<>]|0x|Traceback|None", sentence), sentence


def thinned(files: Iterable[Hostile]) -> list[Hostile]:
    """A third of the files, of every group (the first word of a name) at least the first: for every change."""
    seen: Counter[str] = Counter()
    chosen = []
    for file in files:
        group = file.name.split("-")[0]
        if seen[group] % 3 == 0:
            chosen.append(file)
        seen[group] += 1
    return chosen
