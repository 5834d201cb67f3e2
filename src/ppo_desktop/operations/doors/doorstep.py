"""Before anybody has logged in: is there an office here, and who may open it.

Loads neither the database nor any cryptography, so that the first page stands at once on an old PC.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.house.lock import FolderLock
from ppo_desktop.trust.accounts import UserInfo, people_in, read_vault

Situation = Literal["none", "ready", "cut", "damaged"]


class State(NamedTuple):
    """What stands in a data folder."""

    situation: Situation
    """``none``: no office, or one whose setting up was cut short; ``ready``: one with accounts; ``cut``: a restore was
    cut short, what was there before lies in ``aside``; ``damaged``: ``problem`` tells what is wrong."""
    accounts: tuple[UserInfo, ...] = ()
    """The last one that logged in here first; those who never did in the order they were added."""
    aside: Path | None = None
    """The newest folder that a restore put aside."""
    problem: World | None = None
    was_cut_short: bool = False
    """The program did not come to its end the last time, as when the power fails: what was not folded back into the
    database file still lies beside it. It is read when somebody logs in, and nothing saved is lost."""


def state(paths: OfficePaths) -> State:
    """What stands in ``paths``; needs no password and never raises."""
    try:
        aside = next(iter(reversed(paths.put_aside())), None)
        if paths.unfinished.exists():
            return State("none")
        has_vault, has_database = paths.vault.exists(), paths.has_data
    except OSError:
        return State("damaged", problem=_unreadable(paths))
    if not has_vault and aside:
        return State("cut", aside=aside, problem=_cut(aside))
    if not has_vault and not has_database:
        return State("none")
    if not has_database:
        return State("damaged", aside=aside, problem=_no_database())
    try:
        people = people_in(read_vault(paths.vault))
    except World as problem:
        return State("damaged", aside=aside, problem=problem)
    return State(
        "ready",
        _last_first(people, preferences.load(paths).accounts),
        aside,
        was_cut_short=_was_cut_short(paths),
    )


def _was_cut_short(paths: OfficePaths) -> bool:
    try:
        if not paths.database.with_name(f"{paths.database.name}-wal").stat().st_size:
            return False
        FolderLock(paths.lock).release()
    except (OSError, World):  # none; or another program has the office open
        return False
    return True


def _last_first(people: tuple[UserInfo, ...], entered: tuple[str, ...]) -> tuple[UserInfo, ...]:
    rank = {name: position for position, name in enumerate(entered)}
    return tuple(sorted(people, key=lambda person: rank.get(person.name, len(rank))))


def _cut(aside: Path) -> World:
    return World(
        "restore-cut",
        _("Pemulihan dari cadangan terputus."),
        _("Ulangi pemulihannya. Data sebelumnya aman di folder {aside}.").format(aside=aside.name),
    )


def _no_database() -> World:
    return World(
        "database-missing",
        _("Berkas data kantor tidak ditemukan, tetapi berkas kuncinya ada."),
        _("Pulihkan dari cadangan terakhir, atau kembalikan berkas kantor.db ke folder data."),
    )


def _unreadable(paths: OfficePaths) -> World:
    return World(
        "disk-read-only",
        _("Folder {folder} tidak dapat dibaca.").format(folder=paths.folder),
        _("Minta izin membaca folder itu, lalu buka lagi programnya."),
    )
