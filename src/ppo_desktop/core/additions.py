"""What offices above added to the lists that come with the program: in force for the office that is open.

The lists themselves stay as they are; whoever reads one asks here as well. One process has one office open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

Line = Mapping[str, str]
"""Column → text, as in the list's own file."""

_in_force: dict[str, tuple[Line, ...]] = {}
_readers: list[Callable[[], None]] = []


def lines(name: str) -> tuple[Line, ...]:
    """The lines added to the list of that name."""
    return _in_force.get(name, ())


def use(added: Mapping[str, Sequence[Line]]) -> None:
    """Put these additions into force, in the place of those there were."""
    now = {name: tuple(some) for name, some in added.items() if some}
    if now != _in_force:
        _in_force.clear()
        _in_force.update(now)
        for forget in _readers:
            forget()


def on_change(forget: Callable[[], None]) -> None:
    """Call ``forget`` whenever other additions come into force: whoever keeps a list that was read."""
    _readers.append(forget)
