"""The columns every record table has. Portable types only: the same tables run on SQLite and PostgreSQL."""

from typing import Annotated

import sqlalchemy as sa
import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records.declaring import Declared
from ppo_desktop.records.hints import Choices, Date, Label, Personal, Range


class Json(sa.JSON):
    """JSON column where ``None`` is SQL NULL, not the JSON text ``null``."""

    def __init__(self, none_as_null: bool = True) -> None:
        super().__init__(none_as_null=none_as_null)


class RecordRow(Declared):
    """What the journal says about one record now: a cache that may be dropped and folded again.

    Every column of a field is nullable: a gap or a withheld part must not break the row. Values come from
    ``checking.usable``.
    """

    office: str = sqlmodel.Field(primary_key=True)
    """Code of the owner office."""
    id: str = sqlmodel.Field(primary_key=True)
    """32 hexadecimal digits."""
    version: int = 0
    """Highest version among the record's entries."""
    recorded_at: str = ""
    """Stamp of the first entry, as the writer's PC showed it."""
    changed_at: str = ""
    """Stamp of the newest entry."""
    author: str = ""
    """Who wrote the newest entry."""

    warning_reasons: Annotated[
        dict[str, str] | None,
        Label(N_("Alasan menyimpan meski ada peringatan")),
        Personal(),
        Range(0, 1000),
        sqlmodel.Field(sa_type=Json),
    ] = None
    """Warning code → the reason the clerk typed."""
    deleted: Annotated[bool | None, Label(N_("Dihapus dari daftar"))] = None
    """A field like any other: it can be set back."""


class AboutPerson(RecordRow):
    """A record about the person in its field ``person``: copies of what lists and reports tell of them.

    Copied at saving (``rules.from_person``): the record keeps the name and the birth date under which it was written,
    and an age can be told wherever it is read, whether or not the person's own entries have arrived.
    """

    person_name: Annotated[str | None, Label(N_("Nama saat dicatat")), Personal(), Range(0, 100)] = None
    born_on: Annotated[str | None, Label(N_("Tanggal lahir saat dicatat")), Personal(), Date(partial=True)] = None
    sex: Annotated[str | None, Label(N_("Jenis kelamin")), Choices("sexes"), Personal()] = None
