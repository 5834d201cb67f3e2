"""Daftar bersama: additions to lists that everybody uses, published above and in force below; see ``publications``.

The topmost office publishes. A version is called ``<list> <office> <number>``; each has all lines of its office.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core import additions
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.offices import Level, is_below
from ppo_desktop.core.text import _
from ppo_desktop.exchange import stick
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.published.publications import Matter
from ppo_desktop.records import shared_lists
from ppo_desktop.records.internal import LIST
from ppo_desktop.records.shared_lists import MOST_BYTES, TITLES, Line
from ppo_desktop.storage import trust_store
from ppo_desktop.storage.database import Connection

_IDS = uuid.UUID("2a6f5d0e-8b77-5f43-8f2e-0d6a4c1b9e55")
_VERSION = re.compile(r"([a-z-]{1,30}) ([0-9]{2}\.[0-9]{2}(?:\.[0-9]{2})?) ([1-9][0-9]{0,5})")


def _parts(version: str) -> tuple[str, str, int] | None:
    """(list, office, number) of a version; a list of a newer program counts as well: it is passed on."""
    found = _VERSION.fullmatch(version)
    return (found[1], found[2], int(found[3])) if found else None


def _publisher(version: str, receiver: str) -> str:
    parts = _parts(version)
    return parts[1] if parts and is_below(receiver, parts[1]) else ""


def _in_force(versions: Iterable[str]) -> Sequence[str]:
    """The newest of each list and office; what people need first comes first, of two offices the higher one's."""
    newest: dict[tuple[str, str], int] = {}
    for version in versions:
        if parts := _parts(version):
            newest[parts[:2]] = max(newest.get(parts[:2], 0), parts[2])
    order = list(TITLES)
    ranked = sorted(newest, key=lambda key: (order.index(key[0]) if key[0] in TITLES else len(order), len(key[1]), key))
    return [f"{name} {by} {newest[name, by]}" for name, by in ranked]


LISTS = Matter("lists", LIST, _publisher, _in_force, hearsay=False)


class Added(Struct, frozen=True):
    """The additions of one office to one list, as they are in force here."""

    name: str
    by: str
    number: int
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        return _(TITLES[self.name])


def added(office: Office) -> list[Added]:
    """Everything that was added and is known here, in the order of ``TITLES``."""
    with office.database.reading() as connection:
        return _added(connection, office)


def _added(connection: Connection, office: Office) -> list[Added]:
    texts = LISTS.counting(connection, office)
    found = []
    for version in _in_force(texts):
        name, by, number = _parts(version) or ("", "", 0)
        if name in TITLES:
            found.append(Added(name, by, number, _lines(name, texts[version], by)))
    return found


def _lines(name: str, text: str, by: str) -> tuple[Line, ...]:
    try:
        return tuple(shared_lists.read(name, text, by))
    except Refused:
        return ()


def bring_into_force(connection: Connection, office: Office) -> None:
    """Let this process use what is known here; once when an office is opened, and after each change."""
    lines: dict[str, list[Mapping[str, str]]] = {}
    for one in _added(connection, office):
        lines.setdefault(one.name, []).extend(line.columns for line in one.lines if not line.problem)
    additions.use(lines)


def why_not_publish(office: Office) -> str:
    """Why nothing can be published here; ``""`` where it can."""
    with office.database.reading() as connection:
        is_top = office.identity.level is Level.REGENCY or trust_store.key(connection, "root") is not None
    if office.identity.level is Level.VILLAGE or not is_top:
        return _("Daftar bersama diterbitkan kantor teratas; sampaikan usul kepadanya dengan pesan.")
    return roles.why_not(office, "record")


def current(office: Office, name: str) -> tuple[Line, ...]:
    """The lines this office itself has added to a list."""
    return next((one.lines for one in added(office) if (one.name, one.by) == (name, office.code)), ())


def lines_of(office: Office, name: str, file: Path) -> tuple[Line, ...]:
    """The lines of a CSV file, each with what is wrong with it.

    Raises:
        World: it cannot be read. Refused: it is not this list's.
    """
    try:
        text = stick.read(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("Berkas {file} bukan teks UTF-8.").format(file=file.name)
        raise World("file-unreadable", message, _("Simpan lagi sebagai CSV UTF-8.")) from error
    return tuple(shared_lists.read(name, text, office.code))


def publish(office: Office, name: str, text: str) -> str:
    """Put all lines this office adds to a list into force, here and below; the version.

    Raises:
        Refused: not the topmost office, or the text cannot be used, which it says line by line.
    """
    if why := why_not_publish(office):
        raise Refused("kind-not-here", why)
    lines = shared_lists.read(name, text, office.code)
    wrong = [f"{line.key or '–'}: {line.problem}" for line in lines if line.problem]
    if wrong:
        message = _("Belum dapat diterbitkan. {why}").format(why=" ".join(wrong[:5]))
        raise Refused("list-not-ready", message, _("Perbaiki baris itu, lalu terbitkan lagi."))
    text = shared_lists.written(name, [dict(line.columns) for line in lines])
    if len(text.encode()) > MOST_BYTES:
        message = _("Daftar ini terlalu panjang untuk dibawa tanda terima.")
        raise Refused("list-too-long", message, _("Hapus baris yang tidak diperlukan."))
    with office.database.transaction() as connection:
        texts, _disputed = LISTS.texts(connection, office)
        numbers = [parts[2] for version in texts if (parts := _parts(version)) and parts[:2] == (name, office.code)]
        version = f"{name} {office.code} {max(numbers, default=0) + 1}"
        values = {"version": version, "published_on": today(office.clock).isoformat(), "text": text}
        LISTS.publish(connection, office, uuid.uuid5(_IDS, f"{office.code} {name}").hex, values)
        bring_into_force(connection, office)
    return version


def learn(connection: Connection, office: Office, upper: str, values: Mapping[str, object]) -> None:
    """Keep what a receipt brought, and use it at once."""
    LISTS.learn(connection, office, upper, values)
    bring_into_force(connection, office)
