"""How the window is to look and who used it last: a small file beside the database that holds nothing secret.

Loads nothing heavy: the page people log in on reads it first. The only personal datum in it are account names.
"""

from __future__ import annotations

import json
from typing import Any, Literal, NamedTuple, get_args

from ppo_desktop.core.atomic import write_atomically
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.house.lock import prepare_folder

Theme = Literal["light", "dark", "system"]
Paper = Literal["F4", "A4"]
LEAST_ZOOM, MOST_ZOOM = 100, 200
LOCKS_AFTER = (5, 10, 30)
"""Minutes that can be chosen; never to lock cannot."""
_MOST_ACCOUNTS = 20
_MOST_BYTES = 1 << 16


class Preferences(NamedTuple):
    """What this PC remembers about its window."""

    theme: Theme = "system"
    zoom: int = 100
    """Per cent."""
    paper: Paper = "F4"
    """What pages are printed on."""
    lock_after: int = 10
    """Minutes without key or mouse after which the screen locks: one of ``LOCKS_AFTER``."""
    accounts: tuple[str, ...] = ()
    """Names of accounts that logged in here, the last one first."""
    training: bool = False
    """Whether the practice office was open last."""


def load(paths: OfficePaths) -> Preferences:
    """The preferences kept in ``paths``; of a missing or broken file, and of every odd value in it, the defaults."""
    try:
        with paths.preferences.open("rb") as file:
            kept = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    return _usable(kept) if isinstance(kept, dict) else Preferences()


def save(paths: OfficePaths, preferences: Preferences) -> None:
    """Keep ``preferences``, whole or not at all; raises ``World`` where the folder cannot be written."""
    prepare_folder(paths)
    text = json.dumps(preferences._asdict(), ensure_ascii=False, indent=1, sort_keys=True)
    write_atomically(paths.preferences, text.encode() + b"\n")


def entered(preferences: Preferences, account: str) -> Preferences:
    """The same with ``account`` as the last one that logged in."""
    others = (name for name in preferences.accounts if name != account)
    return preferences._replace(accounts=(account, *others)[:_MOST_ACCOUNTS])


def _usable(kept: dict[str, Any]) -> Preferences:
    usual = Preferences()
    zoom, accounts = kept.get("zoom"), kept.get("accounts")
    names = [name for name in accounts if isinstance(name, str)] if isinstance(accounts, list) else []
    return Preferences(
        theme=_one_of(kept.get("theme"), get_args(Theme), usual.theme),
        zoom=min(max(zoom, LEAST_ZOOM), MOST_ZOOM) if type(zoom) is int else usual.zoom,
        paper=_one_of(kept.get("paper"), get_args(Paper), usual.paper),
        lock_after=_one_of(kept.get("lock_after"), LOCKS_AFTER, usual.lock_after),
        accounts=tuple(dict.fromkeys(names))[:_MOST_ACCOUNTS],
        training=kept.get("training") is True,
    )


def _one_of(value: object, allowed: tuple[Any, ...], usual: Any) -> Any:
    return value if value in allowed else usual
