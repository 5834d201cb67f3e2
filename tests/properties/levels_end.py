"""How a history of three levels ends: nothing is lost any more, files go round, and all must agree."""

from __future__ import annotations

from collections import Counter

from ppo_desktop.operations.carriers import carriers
from ppo_desktop.storage import journal_store
from properties import levels_keys
from properties.levels_play import LevelsPlay
from properties.levels_world import PLACES, VILLAGES, above

ROUNDS = 4
"""Up and down again at most: an old copy is found out, says so, and gets back what it lost."""

MACHINERY = {"report", "device"}
"""What PCs of one office write whenever they make files for each other and for those above."""


def finish(play: LevelsPlay) -> None:
    """Clocks are set right, the revoked office is certified anew, and the files of a few rounds all arrive."""
    for name in sorted(play.holders):
        play.set_clock(name, 0)
    levels_keys.certify_anew(play)
    for left in reversed(range(ROUNDS)):
        _round(play)
        try:
            _all_agree(play)
        except AssertionError:
            if not left:
                raise
        else:
            return


def _all_agree(play: LevelsPlay) -> None:
    for code in sorted({holder.office for name, holder in play.holders.items() if name in VILLAGES}):
        _agree(play, code)
    for name in VILLAGES:
        if name in play.holders:
            _is_empty(play, name)


def _round(play: LevelsPlay) -> None:
    villages = [name for name in VILLAGES if name in play.holders]
    uppers = sorted({above(name) for name in villages} | {name for name in ("D", "E") if name in play.holders})
    pair = [name for name in ("d1", "d1b") if name in play.holders]
    for name in (*villages, *uppers):
        play.make_report(name)
        play.deliver(above(name), len(play.carriers) - 1)
    for name in pair if len(pair) == 2 else ():
        play.make_update(name)
        play.deliver(pair[1 - pair.index(name)], len(play.carriers) - 1)
    for upper in ("K", *uppers):
        for receipt in play.write_receipts(upper):
            for name in sorted(play.holders):
                if PLACES[name] == receipt.to and above(name) == upper:
                    play.deliver(name, receipt.born)


def _agree(play: LevelsPlay, code: str) -> None:
    """What one office wrote, as it stands at its own PCs and above."""
    own = [name for name in play.holders if PLACES[name] == code]
    entries = {name: holder.of_office(code) for name, holder in play.holders.items()}
    upper = above(own[0])
    # Two PCs have always something on its way that they wrote for each other.
    passing = MACHINERY if len(own) > 1 else set()

    def kinds(links: set[bytes]) -> set[str]:
        return {play.facts[link].kind for link in links}

    for name in own:
        assert kinds(entries[name] - entries[upper]) <= passing, "nothing true was lost on its way up"
        # Of two histories under one name a person decides; what one of them lacks is not given back.
        if not play.unguarded & set(own):
            assert kinds(entries[upper] - entries[name]) <= passing, "what a restored PC lost has come back"
    assert entries[upper] <= entries["K"], "what the kecamatan has, the kabupaten has"
    if not play.went_back & {*own, upper}:
        assert entries["K"] == entries[upper], "and nothing else"


def _is_empty(play: LevelsPlay, name: str) -> None:
    """Receipts have emptied the outbox, of all that the offices above hold and of nothing else."""
    holder, office, upper = play.holders[name], play.world.pcs[name].office, PLACES[above(name)]
    with office.database.reading() as connection:
        waiting = {entry.link for entry in carriers.unconfirmed(connection, office, upper)}
        for device in journal_store.devices(connection, office.code):
            assert journal_store.chain(connection, office.code, device, 1, 1), "no chain without its beginning"
    assert waiting == holder.due(upper)
    forked = _forked(play, set().union(*(play.holders[one].of_office(office.code) for one in (name, above(name), "K"))))
    assert not forked or play.unguarded & {one for one, holder in play.holders.items() if holder.office == office.code}
    # A receipt names one branch of two under one number, be it one that is held above alone; the other goes along each
    # time, until a person decides.
    left = {play.facts[link].kind for link in waiting if play.facts[link].device not in forked}
    assert left <= (MACHINERY if name in ("d1", "d1b") else set()), "receipts empty the outbox"


def _forked(play: LevelsPlay, links: set[bytes]) -> set[str]:
    """The devices that gave a number twice."""
    places = Counter((play.facts[link].device, play.facts[link].seq) for link in links)
    return {device for (device, _seq), count in places.items() if count > 1}
