"""Runs under the shim: each way of writing, cut short by a full, failing or vanishing disk at one place after another.

``python -m faults.stage FOLDER WHERE HOW EACH [DEED …]``: ``WHERE`` is one of ``GROUNDS``. ``HOW`` is ``full`` (room
for 0, 4096, 8192 … bytes, then "no space"), ``error`` (the first, second, third … call that writes fails once with an
I/O error), ``gone`` (the stick is pulled at that call) or ``unread`` (a call that reads fails once: the first ones,
then ever sparser ones drawn by chance, for there are many). ``EACH`` is ``each`` place or ``some``. Where deeds are
named, those before them are done without a fault. Prints a line per deed; a fault that does harm ends in a traceback.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import offices
from faults.deeds import Deed, Ground
from faults.desk import Desk
from faults.keys import Keys
from faults.moving import Moving
from faults.safekeeping import Safekeeping
from journeys import victims
from ppo_desktop.core.errors import PpoError
from ppo_desktop.exchange import stick
from ppo_desktop.operations.books import photos
from ppo_desktop.operations.carriers import carriers, inspecting
from ppo_desktop.operations.carriers.reading import read_carrier

GROUNDS = {"road": Ground, "desk": Desk, "keys": Keys, "safekeeping": Safekeeping, "server": Moving}
SHIM = ctypes.CDLL(None)
SHIM.fault_calls.restype = SHIM.fault_bytes.restype = ctypes.c_long
WRITING = {"backup-failed", "disk", "disk-error", "disk-full", "disk-read-only", "drill-failed", "restore-failed"}
ALLOWED = {
    "full": {*WRITING, "stick-full"},
    "error": {*WRITING, "backup-unreadable", "stick-error"},
    "gone": {"stick-pulled", "stick-missing", "backup-failed"},
    "unread": {
        *WRITING,
        *("backup-differs", "backup-unreadable", "database-key", "database-unread", "file-unreadable"),
        *("stick-differs", "stick-error", "vault-unreadable"),
    },
}
LEFT = re.compile(r"^(desa/sebelum-pulih-|desa/cadangan/|stick/|penjaga/)|/(lock|erased\.txt|generation\.txt)$")
"""What may differ after a failure: a whole file on the stick, a whole backup, what a restore put aside, notes."""
MOST = 4000
"""Places at which one deed is cut at most; a deed that is never done has not met its end."""


class _InProcess:
    """In the place of ``bounded.BoundedReader``, as ``victims.ReaderInProcess``."""

    def __init__(self, read: Callable[[bytes], object], *_told: object) -> None:
        self.read = read

    def close(self) -> None:
        """Nothing was started."""


def strike(ground: Ground, deed: Deed, how: str, stride: int) -> Counter[str]:
    """Do ``deed`` with one fault after the other until one comes too late to matter; how often it ended how."""
    ends: Counter[str] = Counter()
    for place in _sparse(deed.name, stride) if how == "unread" else range(0 if how == "full" else 1, MOST, stride):
        before = final_names(ground)
        end, is_over = struck(ground, deed, how, place)
        ends[end] += 1
        deed.look()
        whole(ground, before if end != "done" else None, deed, place)
        if end == "done" and is_over:
            return ends
        if end == "done" and deed.anew:
            deed.anew()
    raise AssertionError(f"{deed.name} is never done")


def _sparse(name: str, stride: int) -> Iterator[int]:
    """The first dozen calls, then each about a 24th further on, as chance has it; for one name always the same."""
    draw, place = random.Random(name), 1
    while place < 100 * MOST:
        yield place
        place += draw.randint(1, 1 + place // 12) * stride


def struck(ground: Ground, deed: Deed, how: str, place: int) -> tuple[str, bool]:
    """How the deed ended, and whether the fault came too late."""
    under = ground.pair.stick if how == "gone" else ground.root
    room, nth = (place * 4096, 0) if how == "full" else (-1, place)
    reason = errno.ENOSPC if how == "full" else errno.EIO
    is_gone = how == "gone"
    if how == "unread":
        for office in ground.offices():
            with office.database.raw() as one, office.database.raw() as other:
                for raw in (one, other):
                    raw.execute("PRAGMA shrink_memory")  # else their caches spare them the reading
        SHIM.fault_arm_reads(str(under).encode(), ctypes.c_long(nth), reason)
    else:
        SHIM.fault_arm(str(under).encode(), ctypes.c_long(room), ctypes.c_long(nth), reason, is_gone, is_gone)
    try:
        deed.do()
    except PpoError as error:
        if error.code not in ALLOWED[how]:
            raise
        plain(error, ground)
        end = error.code
    except Exception as error:
        raise AssertionError(f"{deed.name}, {how} at {place}: {error!r}") from error
    else:
        end = "done"
    finally:
        is_over = SHIM.fault_calls() < nth if nth else SHIM.fault_bytes() < room
        SHIM.fault_disarm()
        away = under.with_name(f"{under.name}.tercabut")
        if away.exists():
            assert not under.exists(), "the program made a folder where the stick had been"
            away.rename(under)
    return end, is_over


def plain(error: PpoError, ground: Ground) -> None:
    """A sentence for a clerk, and what to do."""
    assert error.message.endswith("."), error.message
    assert error.advice.endswith("."), error.advice
    said = error.sentence.replace(str(ground.root), "")
    assert not re.search(r"Errno|Traceback|[_{}<>]|\b(disk is full|error|failed)\b", said), said


def final_names(ground: Ground) -> dict[str, str]:
    """What bears a final name, but for databases, whose own journal vouches for them: name → digest."""
    found = {}
    for path in sorted(ground.root.rglob("*")):
        name = str(path.relative_to(ground.root))
        if path.is_dir() or ".db" in path.name or any(part.startswith(".") for part in Path(name).parts):
            continue
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def whole(ground: Ground, before: dict[str, str] | None, deed: Deed, place: int) -> None:
    """No half file under a final name; a deed that failed has changed none."""
    with ground.pair.camat.database.reading() as connection:
        reader = carriers.reader(connection, ground.pair.camat)
    with ground.pair.village.database.reading() as connection:
        own = carriers.reader(connection, ground.pair.village)
    now = final_names(ground)
    if before is not None:
        changed = {name for name in {*now, *before} if now.get(name) != before.get(name)}
        left = re.compile(f"{LEFT.pattern}|{deed.may_leave or LEFT.pattern}")
        assert not [name for name in changed if not left.search(name)], (deed.name, place, changed)
    empty = [folder for folder in ground.root.glob("*/sebelum-pulih-*") if not any(folder.iterdir())]
    assert not empty, (deed.name, place, "a folder put aside that holds nothing")
    for name, mark in now.items():
        if before is not None and before.get(name) == mark:
            continue
        path = ground.root / name
        if path.name.startswith(stick.TEMPORARY):
            continue
        if path.suffix == ".json":
            json.loads(path.read_bytes())
        elif path.suffix == ".csv":
            assert path.read_bytes().endswith(b"\r\n")
        elif path.suffix == ".pdf" and not path.name.startswith("PPO-6"):
            assert path.read_bytes().rstrip().endswith(b"%%EOF")
        elif path.suffix == ".pdf":
            reading = read_carrier(path.read_bytes(), own if path.name[4:12] == offices.CAMAT else reader)
            assert path.name.endswith(f"{reading.manifest.id[:8]}.pdf")
        elif path.suffix == ".ppo-cadangan":
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None
        elif path.suffix == ".txt" and path.name.startswith("PPO-"):
            assert path.read_bytes().endswith(b"}\n")


def main(folder: str, where: str, how: str, each: str, *only: str) -> None:
    root = Path(folder)
    os.environ["PPO_DESKTOP_GUARDS"] = str(root / "penjaga")  # on the disk that fails, as everything else
    inspecting.CarrierReader = victims.ReaderInProcess  # no process per file: it would not be under the shim
    photos.BoundedReader = _InProcess
    ground = GROUNDS[where](offices.new_pair(root), root)
    for number in range(3):
        ground.saved.add(ground.pair.person(f"Siti {number}", note="catatan " * 40))
    wanted = set(only)
    for deed in ground.deeds():
        if only and not wanted:
            break
        is_wanted = not only or deed.name in wanted
        wanted.discard(deed.name)
        if not is_wanted or (how == "gone" and not deed.onto_stick):
            deed.do()
            deed.look()
            continue
        start = time.process_time()
        ends = strike(ground, deed, how, 1 if each == "each" else 2 * deed.stride)
        print(f"{deed.name}: {ends.total()} faults, {time.process_time() - start:.1f} s, {dict(ends)}", flush=True)
    ground.pair.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
