"""Papers kept whole in the database: what was made once and must stay as it was, or was signed outside."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.storage import driver


class Paper(NamedTuple):
    """A kept paper, but for its pages."""

    n: int
    kind: str
    about: str
    """What it belongs to, such as a month; empty where the kind says all."""
    name: str
    """Of its file."""
    kept_at: str
    kept_by: str
    digest: str
    """SHA-256 of the file, hexadecimal."""


def keep(connection: Connection, paper: tuple[str, str, str, str, str], content: bytes) -> Paper:
    """Keep a paper: kind, about, name, stamp, by whom. The same file about the same thing is kept once."""
    kind, about, *_rest = paper
    digest = hashlib.sha256(content).hexdigest()
    same = next((one for one in of_kind(connection, kind, about) if one.digest == digest), None)
    if same is None:
        statement = (
            "INSERT INTO paper (kind, about, name, kept_at, kept_by, digest, content) VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        driver.execute(connection, statement, (*paper, digest, content))
        same = of_kind(connection, kind, about)[-1]
    return same


def of_kind(connection: Connection, kind: str, about: str | None = None) -> list[Paper]:
    """Papers of a kind, about one thing or all, the oldest first."""
    query = f"SELECT {', '.join(Paper._fields)} FROM paper WHERE kind = ? AND about = coalesce(?, about) ORDER BY n"
    return [Paper(*row) for row in driver.execute(connection, query, (kind, about))]


def content(connection: Connection, n: int) -> bytes | None:
    """The file itself."""
    found = driver.execute(connection, "SELECT content FROM paper WHERE n = ?", (n,)).fetchone()
    return bytes(found[0]) if found else None
