"""A real PostgreSQL server for tests: ``PPO_DESKTOP_TEST_SERVER=1`` lays the data of every office on one.

It is made anew for each test process, listens on a socket in a folder of its own, and goes with the process. An office
has a database of its own there; copying an office's folder copies its database.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.storage.server import checked

_NAME = "DATABASE"
IS_WANTED = os.environ.get("PPO_DESKTOP_TEST_SERVER") == "1"


in_a_file = pytest.mark.skipif(IS_WANTED, reason="about a file: copied, put back, or read by SQLite's own planner")


def lay(folder: Path) -> None:
    """Let the office that will be made in ``folder`` keep its data on the server."""
    folder.mkdir(parents=True, exist_ok=True)
    OfficePaths(folder).server.write_text(new_database())


def copied(folder: Path) -> None:
    """Give the office in ``folder``, a copy of another's that is closed, a copy of its database."""
    paths = OfficePaths(folder)
    if paths.server.exists():
        url = sa.make_url(paths.server.read_text())
        name = f"t{uuid4().hex}"
        _do(f"CREATE DATABASE {name} TEMPLATE {url.database}")
        paths.server.write_text(_server().replace(_NAME, name))


def new_database() -> str:
    """The address of a new, empty database."""
    name = f"t{uuid4().hex}"
    _do(f"CREATE DATABASE {name} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'UTF8'")
    return _server().replace(_NAME, name)


def is_installed() -> bool:
    """Whether there is a server to start, and somebody else than root to start it as."""
    try:
        somebody = os.getuid() != 0 or pwd.getpwnam("postgres")
    except KeyError:
        return False
    return bool(somebody) and shutil.which(_found("initdb")) is not None


def _do(statement: str) -> None:
    engine = sa.create_engine(checked(_server().replace(_NAME, "postgres")), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@cache
def _server() -> str:
    """Start it; the address of its databases but for their names."""
    folder = Path(tempfile.mkdtemp(prefix="ppo-pg-"))
    data = folder / "data"
    if os.getuid() == 0:  # it refuses to run as root
        shutil.chown(folder, "postgres")
    _run("initdb", "-D", data, "-U", "ppo", "-A", "trust", "--locale=C", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=300"
    _run("pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(_run, "pg_ctl", "-D", data, "-m", "immediate", "stop")
    return f"postgresql://ppo@/{_NAME}?host={folder}"


def _run(program: str, *arguments: object) -> None:
    command = [_found(program), *map(str, arguments)]
    if os.getuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    subprocess.run(command, check=True, capture_output=True, cwd="/")


def _found(program: str) -> str:
    """Debian keeps a server's programs beside, not on the path."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return str(beside[-1]) if beside else program
