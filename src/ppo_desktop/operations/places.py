"""Where an office's data lie: in its folder, or on a server whose address the folder names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ppo_desktop.core.atomic import write_atomically
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _
from ppo_desktop.operations import roles
from ppo_desktop.operations.office import Office
from ppo_desktop.storage.database import Database
from ppo_desktop.trust import vault

if TYPE_CHECKING:  # its libraries are those of the upper offices alone
    from ppo_desktop.storage.server import Secrets, ServerDatabase

MOST_LETTERS = 2000


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
    if found := address(paths):
        return _server().open_at(found, secrets(key))
    return Database.open(paths.database, key)


def move_to_server(office: Office, url: str, progress: Callable[[str], object] = lambda _table: None) -> Path:
    """Copy everything to an empty database on a server and close the office; it opens there from now on.

    Args:
        progress: told the table that is copied; what it raises ends the moving, and all is as it was.

    Returns:
        Where the file was put that held the data so far; it is not deleted.

    Raises:
        Refused: this role may not, ``server-url``, or the data are on a server already.
        World: the server cannot be reached or used, or holds an office already; then all is as it was.
    """
    roles.demand(office, "office")
    if office.database.is_shared:
        raise Refused("on-server", _("Data kantor ini sudah ada di server."), _("Tidak ada yang perlu dipindahkan."))
    from ppo_desktop.storage.server import copy_all

    paths = office.paths
    target = _server().create_at(url, secrets(office.database.key))
    try:
        copy_all(office.database, target, progress)
    finally:
        target.close()
    office.close()
    write_atomically(paths.server, f"{url.strip()}\n".encode())
    paths.server.chmod(0o600)
    aside = paths.database.with_name(f"{paths.database.stem}-sebelum-server.db")
    paths.database.rename(aside)
    return aside


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
