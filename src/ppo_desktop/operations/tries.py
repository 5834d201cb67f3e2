"""Wrong passwords at the door, remembered beside the vault so that starting the program anew does not forget them.

No clock is asked: what is waited is counted by the running program, and after a restart from its beginning. So a wrong
or turned clock neither shortens the wait nor locks anybody out, and the longest wait is five minutes. It slows down the
person who guesses at the keyboard; whoever carries the file away is kept out by how passwords are wrapped.
"""

from __future__ import annotations

import contextlib
import json

from ppo_desktop.core.atomic import write_atomically
from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths

FREE = 5
"""Wrong passwords before one has to wait; from then on twice as long each time."""
FIRST_WAIT, LONGEST_WAIT = 10, 300
"""Seconds."""
_MOST = 1000
_MOST_BYTES = 1 << 10


def count(paths: OfficePaths) -> int:
    """Wrong passwords since the last right one; 0 where the note is missing or broken."""
    try:
        with paths.tries.open("rb") as file:
            kept = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return 0
    wrong = kept.get("wrong") if isinstance(kept, dict) else None
    return min(max(wrong, 0), _MOST) if type(wrong) is int else 0


def failed(paths: OfficePaths, before: int) -> int:
    """Note one more wrong password and return how many there are; a disk that cannot be written forgets them.

    Args:
        before: what this run of the program has counted, in case the disk does not remember.
    """
    wrong = min(max(before, count(paths)) + 1, _MOST)
    with contextlib.suppress(World, OSError):
        write_atomically(paths.tries, json.dumps({"wrong": wrong}).encode() + b"\n")
    return wrong


def passed(paths: OfficePaths) -> None:
    """The right password came, or the emergency code."""
    with contextlib.suppress(OSError):
        paths.tries.unlink(missing_ok=True)


def wait_after(wrong: int) -> int:
    """Seconds to wait after that many wrong passwords."""
    return 0 if wrong < FREE else min(FIRST_WAIT << min(wrong - FREE, 10), LONGEST_WAIT)
