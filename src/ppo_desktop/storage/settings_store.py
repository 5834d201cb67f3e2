"""Named facts about this database: office, device, newest receipts."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Connection
from sqlmodel import Session

from ppo_desktop.core import canonical
from ppo_desktop.storage.tables import Setting


def read(connection: Connection, name: str) -> dict[str, object] | None:
    """The value kept under ``name``."""
    with Session(connection) as session:
        setting = session.get(Setting, name)
        return cast(dict[str, object], canonical.read(setting.value.encode())) if setting else None


def write(connection: Connection, name: str, value: dict[str, object]) -> None:
    """Keep ``value`` (canonical JSON) under ``name``."""
    with Session(connection) as session:
        session.merge(Setting(name=name, value=canonical.write(value).decode()))
        session.flush()
