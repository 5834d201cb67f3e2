"""The fixed tables. Record kinds declare their own, which are a cache; these carry the schema version."""

from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy import Index, LargeBinary, MetaData, Table, text
from sqlmodel import Field, SQLModel

from ppo_desktop.records.declaring import Declared
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.storage import carrier_tables as carrier_tables

SCHEMA_VERSION = 1


class JournalRow(Declared, table=True):
    """One journal entry; ``journal.entry.Entry`` in columns. Entries are added and emptied, never changed."""

    __tablename__ = "journal"
    __table_args__: ClassVar = (
        # Also what finds a link and keeps it from standing here twice: an index of links alone is written all over.
        Index("journal_place", "office", "device", "seq", "link", "prev", unique=True),
        Index("journal_record", "office", "record"),
        Index("journal_kind", "office", "kind"),
        Index(
            "journal_erased",
            "office",
            "record",
            sqlite_where=text("op = 'erase'"),
        ),
    )
    n: int | None = Field(default=None, primary_key=True)
    link: bytes = Field(sa_type=LargeBinary)
    office: str
    device: str
    seq: int
    schema_number: int
    author: str
    time: str
    kind: str
    record: str
    version: int
    after: str
    op: str
    prev: bytes = Field(sa_type=LargeBinary)
    open_digest: bytes | None = Field(default=None, sa_type=LargeBinary)
    open_nonce: bytes | None = Field(default=None, sa_type=LargeBinary)
    open_changes: bytes | None = Field(default=None, sa_type=LargeBinary)
    restricted_digest: bytes | None = Field(default=None, sa_type=LargeBinary)
    restricted_nonce: bytes | None = Field(default=None, sa_type=LargeBinary)
    restricted_changes: bytes | None = Field(default=None, sa_type=LargeBinary)
    carrier: str | None = None


class Setting(Declared, table=True):
    """Facts about this database and its office, one canonical JSON value per name."""

    name: str = Field(primary_key=True)
    value: str


class PaperRow(Declared, table=True):
    """A paper that is kept as it was made or brought: minutes of a hand-over, a report signed outside."""

    __tablename__ = "paper"
    n: int | None = Field(default=None, primary_key=True)
    kind: str
    about: str
    name: str
    kept_at: str
    kept_by: str
    digest: str
    content: bytes = Field(sa_type=LargeBinary)


class OwnKey(Declared, table=True):
    """This device's keys: ``assent``, ``dispatch``, ``sealing`` and, at the root office, ``root``."""

    __tablename__ = "own_key"
    name: str = Field(primary_key=True)
    secret: bytes = Field(sa_type=LargeBinary)
    certificate: bytes | None = Field(default=None, sa_type=LargeBinary)


class TrustRoot(Declared, table=True):
    """A root certificate a person has confirmed by its words."""

    __tablename__ = "trust_root"
    fingerprint: str = Field(primary_key=True)
    certificate: bytes = Field(sa_type=LargeBinary)
    confirmed_by: str
    confirmed_at: str


class RevocationList(Declared, table=True):
    """A revocation list of a trusted root; the highest number counts."""

    __tablename__ = "revocation_list"
    fingerprint: str = Field(primary_key=True)
    crl: bytes = Field(sa_type=LargeBinary)


class PeerCertificate(Declared, table=True):
    """Another office's certificate: issued here, or learned from an answer or a carrier."""

    __tablename__ = "peer_certificate"
    fingerprint: str = Field(primary_key=True)
    certificate: bytes = Field(sa_type=LargeBinary)
    office: str = Field(index=True)
    device: str
    use: str
    sealing: str
    learned_at: str


class QuarantinedValue(Declared, table=True):
    """A value the fold could not use: kept in the journal, out of the row, retried at each rebuild."""

    __tablename__ = "quarantined_value"
    office: str = Field(primary_key=True)
    record: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    kind: str
    reason: str


class OpenConflict(Declared, table=True):
    """A field that was set differently by writers who did not know of each other."""

    __tablename__ = "open_conflict"
    office: str = Field(primary_key=True)
    record: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    kind: str
    candidates: str


class SearchDocument(Declared, table=True):
    """What a record can be found by; the full-text index is made from it."""

    __tablename__ = "search_document"
    __table_args__: ClassVar = (Index("search_document_record", "office", "record", unique=True),)
    n: int | None = Field(default=None, primary_key=True)
    office: str
    kind: str
    record: str
    title: str
    text: str


class ReportLineRow(Declared, table=True):
    """What one entry of a monthly report says; of an amended one each version. A cache, as rows are."""

    __tablename__ = "report_line"
    __table_args__: ClassVar = (
        Index("report_line_record", "office", "record"),
        Index("report_line_month", "month", "office"),
    )
    link: bytes = Field(sa_type=LargeBinary, primary_key=True)
    office: str
    record: str
    version: int
    device: str
    seq: int
    month: str
    """``YYYY-MM``; ``""`` where this version of the program cannot use the entry as a report."""
    nihil: bool
    number: str
    assent: str
    signed_by: str
    registered: int
    departed: int
    returned: int
    events: int
    participants: int
    late_registered: int
    """What belongs to earlier months, as those that follow."""
    late_departed: int
    late_returned: int
    late_events: int
    late_participants: int
    recap: str
    """As ``brief_recaps.brief`` tells it: rows stay small, and a year is read and added up in a tenth of the time."""
    compiled: str
    """JSON."""


class DraftRow(Declared, table=True):
    """What a user typed and has not saved yet. Not in the journal: it never leaves this PC but in a backup."""

    __tablename__ = "draft"
    user: str = Field(primary_key=True)
    form: str = Field(primary_key=True)
    record: str = Field(primary_key=True)
    """Id of the record that is being changed, ``""`` while it is new."""
    typed: str
    """JSON object."""
    title: str
    version: int
    kept_at: str


class PhotoRow(Declared, table=True):
    """A photo that a record or a draft names."""

    __tablename__ = "photo"
    n: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    width: int
    height: int
    length: int
    small: bytes = Field(sa_type=LargeBinary)
    jpeg: bytes = Field(sa_type=LargeBinary)


class CarriedPhoto(Declared, table=True):
    """A photo that a carrier made here took along."""

    __tablename__ = "carried_photo"
    carrier: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    recipient: str = Field(index=True)
    is_confirmed: bool


class OpeningRow(Declared, table=True):
    """That somebody looked at the restricted part of a record. Of this PC alone, as drafts are."""

    __tablename__ = "opening"
    __table_args__: ClassVar = (Index("opening_record", "office", "record"),)
    n: int | None = Field(default=None, primary_key=True)
    time: str
    user: str
    display_name: str
    kind: str
    office: str
    """Whose record it is."""
    record: str


class ResidentRow(Declared, table=True):
    """One line of the village's own population list (``records.resident``): for looking up, no record, in no journal.

    Lines stand in the order of their names. The index of names beside it is made with each list.
    """

    __tablename__ = "resident"
    n: int | None = Field(default=None, primary_key=True)
    name: str
    nik: str = Field(index=True)
    family_card: str = Field(index=True)
    sex: str
    birth_place: str
    born_on: str
    address: str
    rt: str
    rw: str
    hamlet: str
    education: str
    occupation: str
    marital_status: str
    family_relation: str
    father_name: str
    mother_name: str


class OpeningReasonRow(Declared, table=True):
    """Why somebody looked, where a reason was asked for; ``n`` is that of the look."""

    __tablename__ = "opening_reason"
    n: int | None = Field(default=None, primary_key=True)
    reason: str


class ClosingRow(Declared, table=True):
    """That a record was closed to all but a few accounts of this PC, and perhaps opened to all again."""

    __tablename__ = "closing"
    n: int | None = Field(default=None, primary_key=True)
    kind: str
    office: str
    record: str
    allowed: str
    """JSON array of account names."""
    closed_at: str
    closed_by: str
    reason: str
    lifted_at: str = ""
    """``""`` while it stands."""
    lifted_by: str = ""
    lifted_why: str = ""


class TransferRow(Declared, table=True):
    """A file that went out or came in, also one that could not be received. Lines are added, never changed but for who
    carried it. No name of a person stands here but those of users and carriers."""

    __tablename__ = "transfer"
    n: int | None = Field(default=None, primary_key=True)
    time: str
    direction: str
    """``in`` or ``out``."""
    other: str = Field(index=True)
    """Code of the other office; ``""`` where nobody knows."""
    kind: str
    """``report``, ``receipt`` …, ``request`` and ``answer`` of an enrolment."""
    carrier: str
    """Id of the carrier; ``""`` of a file that has none, or could not be read."""
    file_name: str
    period: str
    counts: str
    """JSON object: kind of record → number."""
    code: str
    sentence: str
    carried_by: str
    user: str
    """Shown name."""


class ClosedRecordRow(Declared, table=True):
    """A record that a standing closing reaches: its own and what belongs to it. A cache, as rows are."""

    __tablename__ = "closed_record"
    office: str = Field(primary_key=True)
    record: str = Field(primary_key=True)
    closing: int = Field(primary_key=True)


METADATA: MetaData = SQLModel.metadata


def row_table(kind: RecordKind) -> Table:
    """The table of a kind that has rows."""
    assert kind.row is not None, f"{kind.name} has no table"
    table: Table = kind.row.__table__  # type: ignore[attr-defined]  # set on table classes
    return table


def is_kept(table: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether a row was not deleted."""
    return sa.func.coalesce(table.c.deleted, sa.false()).is_(sa.false())


def is_listed(table: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether a row stands in lists and figures: not deleted, its owner did not find another to be the same, and no
    other village goes on for whoever moved.
    """
    if not table.is_derived_from(row_table(PERSON)):
        return is_kept(table)
    replaced = sa.text(NOT_LISTED).columns(sa.column("office"), sa.column("id"))
    return is_kept(table) & sa.tuple_(table.c.office, table.c.id).not_in(replaced)


REPLACED = """
    WITH RECURSIVE decision (office, id, main) AS (
        SELECT office, replaced, main FROM same_person
        WHERE replaced IS NOT NULL AND deleted IS NOT TRUE AND EXISTS (
            SELECT 1 FROM person
            WHERE person.office = same_person.office AND person.id = main AND person.deleted IS NOT TRUE
        )
    ),
    shown (office, id, main) AS (
        SELECT office, id, main FROM decision WHERE (office, main) NOT IN (SELECT office, id FROM decision)
        UNION
        SELECT decision.office, decision.id, shown.main FROM shown
            JOIN decision ON decision.office = shown.office AND decision.main = shown.id
    )
    SELECT office, id, main FROM shown"""
"""Owner and id of every record in whose place another of the same office is shown, and the id of that one.

It begins at those that stand in the list themselves. So whatever decisions two PCs bring together, a ring, or a main
record that is gone, somebody is shown.
"""

MOVED = """
    SELECT old.office, old.id FROM person AS old
    JOIN person AS new ON new.moved_from = old.office AND new.office = old.moved_to
    WHERE old.moved_to IS NOT NULL AND new.deleted IS NOT TRUE
        AND (new.moved_to IS NULL OR (coalesce(old.moved_on, ''), old.id) < (coalesce(new.moved_on, ''), new.id))
        AND (new.moved_from_record = old.id OR new.nik = old.nik OR EXISTS (
            SELECT 1 FROM same_person AS s WHERE s.verdict = 'SAMA' AND s.deleted IS NOT TRUE AND (
                (s.main_office = old.office AND s.main = old.id AND s.other_office = new.office AND s.other = new.id)
                OR (s.main_office = new.office AND s.main = new.id AND s.other_office = old.office AND s.other = old.id)
            )))"""
"""Owner and id of every person who moved and for whom the village they moved to goes on, as both villages say.

That the two records are one person says the newer one, the NIK, or a decision. Of people who move round, the record of
the latest move is shown.
"""
NOT_LISTED = f"SELECT office, id FROM ({REPLACED}) AS replaced UNION ALL {MOVED}"


# The order of every list, without reading a row; and what refers to a record, found and written in one place for each
# office, since the ids of an office's records lie all over an index of ids alone.
for _kind in row_kinds():
    _table = row_table(_kind)
    _order = (_table.c.id.desc(), _table.c.office, _table.c.deleted)
    Index(f"{_table.name}_listed", *_order, sqlite_where=is_kept(_table))
    for _field in _kind.fields:
        if _field.refers:
            _column, _owner = _table.c[_field.name], _table.c[_field.owner or "office"]
            Index(f"{_table.name}_{_column.name}", _owner, _column, sqlite_where=_column.is_not(None))

# Persons of one birth year, and of one name as it sounds, whose rows are read where the birth date fits too: who may be
# recorded twice. Only the first has all that is asked for: with it in both, half of what a file writes would be these.
_person = row_table(PERSON).c
Index("person_twins", _person.born_on, _person.name_key, _person.deleted, _person.office, _person.id)
Index("person_moved", _person.moved_to, _person.office, sqlite_where=_person.moved_to.is_not(None))
Index("person_came", _person.moved_from, _person.office, sqlite_where=_person.moved_from.is_not(None))
Index("person_names", _person.name_key, _person.born_on)
