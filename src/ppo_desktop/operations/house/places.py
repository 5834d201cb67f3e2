"""Where an office's data lie: in its folder, or on a server whose address the folder names."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ppo_desktop.core.atomic import write_atomically
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.ids import new_record_id
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import settings_store
from ppo_desktop.storage.database import Database
from ppo_desktop.trust import vault

if TYPE_CHECKING:  # its libraries are those of the upper offices alone
    from ppo_desktop.storage.server import Secrets, ServerDatabase

MOST_LETTERS = 2000
_MOVING = "moving to a server"
"""Setting: ``by``, the moving that made a copy on a server. While it stands there nobody has worked with that copy."""


def address(paths: OfficePaths) -> str:
    """The address of the server that keeps the data of the office in ``paths``; ``""`` where the folder does."""
    try:
        return paths.server.read_text(encoding="utf-8")[:MOST_LETTERS].strip()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise World(
            "server-address",
            _("Alamat server di {file} tidak dapat dibaca.").format(file=paths.server.name),
            _("Tulis alamatnya lagi, atau minta kepada pengelola server."),
        ) from error


def create(paths: OfficePaths, key: bytes) -> Database:
    """New, empty tables at the place; raises as ``Database.create`` and ``ServerDatabase.create_at``."""
    if found := address(paths):
        return _server().create_at(found, secrets(key))
    return Database.create(paths.database, key)


def open_(paths: OfficePaths, key: bytes) -> Database:
    """The tables there; raises as ``Database.open`` and ``ServerDatabase.open_at``."""
    if not (found := address(paths)):
        return Database.open(paths.database, key)
    database = _server().open_at(found, secrets(key))
    with database.reading() as connection:
        is_new = settings_store.read(connection, _MOVING) is not None
    if is_new:
        _put_aside(paths)  # where a power cut came before that
        with database.transaction() as connection:
            settings_store.forget(connection, _MOVING)
    return database


def move_to_server(office: Office, url: str, progress: Callable[[str], object] = lambda _table: None) -> Path:
    """Copy everything to an empty database on a server and close the office; it opens there from now on.

    Until the address stands in the folder the file is what counts. A copy that an earlier, interrupted moving of this
    file left there is replaced by a new one, for the file may have gone on since; once opened there, it never is.

    Args:
        progress: told the table that is copied; what it raises ends the moving, and all is as it was.

    Returns:
        Where the file was put that held the data so far; it is not deleted.

    Raises:
        Refused: this role may not, ``server-url``, or the data are on a server already.
        World: the server cannot be reached or used, or holds another office already, or the folder cannot be written;
            then the file is what counts, and moving may be tried again.
    """
    roles.demand(office, "office")
    if office.database.is_shared:
        raise Refused("on-server", _("Data kantor ini sudah ada di server."), _("Tidak ada yang perlu dipindahkan."))
    from ppo_desktop.storage.server import copy_all

    paths = office.paths
    with office.database.transaction() as connection:
        moving = settings_store.read(connection, _MOVING) or {"by": new_record_id(office.clock)}
        settings_store.write(connection, _MOVING, moving)
    target = _server().create_at(
        url,
        secrets(office.database.key),
        lambda there: settings_store.read(there, _MOVING) == moving,
    )
    try:
        copy_all(office.database, target, progress)
    finally:
        target.close()
    office.close()
    write_atomically(paths.server, f"{url.strip()}\n".encode())
    return _put_aside(paths)


def _put_aside(paths: OfficePaths) -> Path:
    """Give the file that held the data so far another name; where that cannot be done it stays where it is."""
    stem = f"{paths.database.stem}-sebelum-server"
    names = (f"{stem}.db" if number == 1 else f"{stem}-{number}.db" for number in itertools.count(1))
    aside = next(file for name in names if not (file := paths.folder / name).exists())
    with contextlib.suppress(OSError):  # what belongs to it first: cut short, the next opening goes on with this name
        for file in sorted(paths.folder.glob(f"{paths.database.name}*"), reverse=True):
            file.rename(f"{aside}{file.name.removeprefix(paths.database.name)}")
    return aside if aside.exists() else paths.database


def secrets(key: bytes) -> Secrets:
    """How secret keys are wrapped on a server: by the database key, which no server ever sees."""
    from ppo_desktop.storage.server import Secrets

    return Secrets(
        lambda plain, name: vault.wrap(key, plain, f"server {name}"),
        lambda wrapped, name: vault.unwrap(key, wrapped, f"server {name}"),
    )


def _server() -> type[ServerDatabase]:
    try:
        from ppo_desktop.storage.server import ServerDatabase
    except ImportError as error:
        raise World(
            "server-library",
            _("Program ini dipasang tanpa bagian untuk server basis data."),
            _("Pasang PPO Desktop untuk kabupaten, lalu buka lagi."),
        ) from error
    return ServerDatabase
