"""What the root does with keys while a history of three levels is played."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from ppo_desktop.core.errors import World
from ppo_desktop.exchange.enrolment_files import to_text
from ppo_desktop.operations.house import keyring
from properties import levels_world
from properties.levels_play import LevelsPlay
from properties.levels_world import PLACES, THIEF


def revoke(play: LevelsPlay) -> None:
    """The root takes the keys of the thief's PC out of use, once in a history."""
    if play.is_revoked or play.is_stale("K"):
        return
    root = play._tick("K")
    play._tick(THIEF)
    _by_root(play, partial(levels_world.revoke, root.office, PLACES[THIEF], full=play._full))
    play.is_revoked = play.holders["K"].knows_revoked = True
    with root.office.database.reading() as connection:
        play.list = to_text(keyring.newest_crl(connection) or b"")
    play._born("K", {})


def certify_anew(play: LevelsPlay) -> None:
    """The office whose keys were revoked gets new certificates, and the list with them."""
    if not play.is_revoked or play.key_of_thief or play.is_stale("K") or play.is_stale(THIEF):
        return
    root, pc = play._tick("K"), play._tick(THIEF)
    _by_root(play, partial(levels_world.certify_anew, root.office, pc.office, play.world.folder, full=play._full))
    play.key_of_thief, play.holders[THIEF].knows_revoked = 1, True
    for name in ("K", THIEF):
        play._born(name, {})


def _by_root(play: LevelsPlay, deed: Callable[[], None]) -> None:
    """A root whose clock cannot be right is told so and dates nothing; then its clock is set right."""
    if play._full and play._wrong.get("K", timedelta()) < timedelta():
        with pytest.raises(World, match="clock"):
            deed()
        play.set_clock("K", 0)
    deed()
