"""How people call a PC, on every page and paper: the first four signs of its first identity."""

from __future__ import annotations

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.operations.history import lines
from ppo_desktop.storage.database import Connection


def called(connection: Connection, code: str, device: str) -> str:
    """``Komputer E623``, whichever identity of that PC of the office ``code`` is asked about."""
    return by_first(lines.of(connection, code, device)[-1])


def by_first(device: str) -> str:
    """``Komputer E623``, of a PC's first identity."""
    return _("Komputer {name}").format(name=device[:4].upper())


def at_office(code: str, device: str) -> str:
    """``Desa Sempalai, Komputer E623``, of a PC's first identity."""
    return _("{office}, {pc}").format(office=name_of(code), pc=by_first(device))
