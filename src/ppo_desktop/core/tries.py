"""Wrong passwords, remembered beside the vault so that starting the program anew does not forget them.

Every opening of a vault asks here first, wherever in the program the password was typed; each account has its own
count, so that one's own right password does not make up for guesses at another's. No clock is asked: what is waited is
counted by the running program, and after a restart from its beginning. So a wrong or turned clock neither shortens the
wait nor locks anybody out, and the longest wait is five minutes. It slows down the person who guesses at the keyboard;
whoever carries the file away is kept out by how passwords are wrapped.
"""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

from ppo_desktop.core.atomic import write_atomically
from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _

FREE = 5
"""Wrong passwords before one has to wait; from then on twice as long each time."""
FIRST_WAIT, LONGEST_WAIT = 10, 300
"""Seconds."""
CODE = ""
"""Stands for the emergency code where an account's name would."""
_MOST = 1000
_MOST_BYTES = 1 << 14
_EARLY = 1.0
"""Seconds by which whoever counted a wait may be wrong."""
_counted: dict[tuple[Path, str], int] = {}
_last: dict[tuple[Path, str], float] = {}
"""What this run of the program has counted, in case the disk does not remember, and when the last one was."""
_began = monotonic()
_waiter: Callable[[int], object] | None = None


def count(paths: OfficePaths, account: str) -> int:
    """Wrong passwords of an account since its last right one; 0 where the note is missing or broken."""
    wrong = _noted(paths).get(account, 0)
    return max(min(max(wrong, 0), _MOST) if type(wrong) is int else 0, _counted.get((paths.folder, account), 0))


def left(paths: OfficePaths, account: str) -> int:
    """Seconds still to wait before the next try."""
    wait = wait_after(count(paths, account))
    since = monotonic() - _last.get((paths.folder, account), _began)
    return min(wait, max(0, math.ceil(wait - since)))


@contextlib.contextmanager
def guess(paths: OfficePaths, account: str) -> Iterator[None]:
    """Around one try; what is raised inside as ``wrong-password`` or ``wrong-code`` is counted.

    Raises:
        World: ``wait``: it is too early for another try; nothing is tried.
    """
    seconds = left(paths, account)
    if seconds > _EARLY:
        if _waiter is None:
            raise World(
                "wait",
                _("Sudah {count} kali kata sandi tidak cocok.").format(count=count(paths, account)),
                _("Tunggu {seconds} detik, lalu coba lagi.").format(seconds=seconds),
            )
        _waiter(seconds)
    try:
        yield
    except World as error:
        if error.code in ("wrong-password", "wrong-code"):
            failed(paths, account)
        raise
    passed(paths, account)


@contextlib.contextmanager
def waiting_by(waiter: Callable[[int], object]) -> Iterator[None]:
    """Let ``waiter(seconds)`` pass the time where a window would say how long: for programs that run once."""
    global _waiter
    _waiter = waiter
    try:
        yield
    finally:
        _waiter = None


def failed(paths: OfficePaths, account: str) -> int:
    """Note one more wrong password and return how many there are; a disk that cannot be written forgets them."""
    wrong = min(count(paths, account) + 1, _MOST)
    _counted[paths.folder, account] = wrong
    _last[paths.folder, account] = monotonic()
    _note(paths, {**_noted(paths), account: wrong})
    return wrong


def passed(paths: OfficePaths, account: str) -> None:
    """The right password came; the emergency code opens for everybody."""
    for folder, name in [*_counted]:
        if folder == paths.folder and account in (name, CODE):
            _counted.pop((folder, name), None)
            _last.pop((folder, name), None)
    noted = _noted(paths)
    others = {} if account == CODE else {name: wrong for name, wrong in noted.items() if name != account}
    if not others:
        with contextlib.suppress(OSError):
            paths.tries.unlink(missing_ok=True)
    elif others != noted:
        _note(paths, others)


def wait_after(wrong: int) -> int:
    """Seconds to wait after that many wrong passwords."""
    return 0 if wrong < FREE else min(FIRST_WAIT << min(wrong - FREE, 10), LONGEST_WAIT)


def _noted(paths: OfficePaths) -> dict[str, int]:
    """Account → wrong passwords, as the disk remembers."""
    try:
        with paths.tries.open("rb") as file:
            kept = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    wrong = kept.get("wrong") if isinstance(kept, dict) else None
    return wrong if isinstance(wrong, dict) else {}


def _note(paths: OfficePaths, wrong: dict[str, int]) -> None:
    with contextlib.suppress(World, OSError):
        write_atomically(paths.tries, json.dumps({"wrong": wrong}).encode() + b"\n")
