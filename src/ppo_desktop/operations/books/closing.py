"""Closing a record to all but a few accounts of this PC: where somebody of the office is concerned by it themselves.

It concerns this PC alone, as accounts do, and is kept beside the journal: decision 0014. Who is closed out is decided
in ``sight``.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _, clean
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.storage import closing_store, decided, draft_store, rows
from ppo_desktop.storage.belonging import belonging_to
from ppo_desktop.storage.closing_store import Closing as Stored
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust.accounts import UserInfo, fold
from ppo_desktop.trust.vault import Vault

MOST_WORDS = 300
SHOWN = 200


class Closing(Struct, frozen=True):
    """One closing, as a person reads it who may."""

    kind: str
    title: str
    """``Catatan tertutup`` for whoever is closed out; ``""`` where the record was erased."""
    owner: str
    """``Desa Sempalai``; ``""``: ours."""
    record: str
    closed_at: str
    closed_by: str
    allowed: tuple[str, ...]
    """Shown names, in the order of the accounts."""
    reason: str
    """``""`` for whoever is closed out."""
    lifted_at: str
    """``""`` while it stands."""
    lifted_by: str
    lifted_why: str


def may_close(kind: RecordKind) -> bool:
    """Whether records of this kind can be closed: those that hold anything restricted."""
    return bool(kind.restricted_names)


def candidates(office: Office) -> tuple[UserInfo, ...]:
    """The accounts that may be named beside one's own."""
    return tuple(user for user in Vault.load(office.paths.vault).users if user.name != office.user.name)


def of(office: Office, owner: str, record: str) -> Closing | None:
    """The closing of a record that stands, for those who may see it."""
    with office.database.reading() as connection:
        found = _standing(connection, owner, record)
        return _told(connection, office, found, _names(office)) if found else None


def close(office: Office, kind: RecordKind, owner: str, record: str, others: Collection[str], reason: str) -> None:
    """Close a record, and what belongs to it, to every account but one's own and ``others`` (account names).

    Of a person who was recorded twice, both records are closed.

    Drafts about it are destroyed, whoever typed them.

    Raises:
        Refused: this role may not, the record cannot be closed or is closed already, nobody would be closed out, an
            account is unknown, or no reason was given.
    """
    _demand_role(office)
    allowed = {office.user.name, *others}
    accounts = {user.name for user in Vault.load(office.paths.vault).users}
    if not may_close(kind) or not allowed <= accounts:
        raise Refused("cannot-close", _("Catatan ini tidak dapat ditutup untuk akun-akun itu."))
    if allowed == accounts:
        raise Refused(
            "nobody-closed-out",
            _("Semua akun masih dapat membukanya, jadi tidak ada yang ditutup."),
            _("Hilangkan centang pada akun yang tidak boleh membukanya."),
        )
    why = _reason(reason)
    with office.database.transaction() as connection:
        sight(connection, office).demand(owner, record)
        if rows.get(connection, kind, owner, record) is None:
            raise recording.unknown(record)
        if _standing(connection, owner, record):
            raise Refused(
                "closed-already", _("Catatan ini sudah ditutup."), _("Buka dahulu untuk semua, lalu tutup lagi.")
            )
        told = (stamp(office.clock), office.user.display_name, why)
        number = closing_store.add(connection, kind.name, (owner, record), allowed, told)
        main, *_joined = decided.one_with(connection, (owner, record))
        keys = belonging_to(connection, kind.name, (owner, main))
        closing_store.reach(connection, keys, number)
        draft_store.drop_about(connection, [key[1] for key in keys])


def lift(office: Office, owner: str, record: str, reason: str) -> None:
    """Open a closed record to all accounts again.

    Raises:
        Refused: it is closed to whoever asks, is not closed, or no reason was given.
    """
    _demand_role(office)
    why = _reason(reason)
    with office.database.transaction() as connection:
        sight(connection, office).demand(owner, record)
        found = _standing(connection, owner, record)
        if found is None:
            raise Refused("not-closed", _("Catatan ini tidak sedang ditutup."))
        closing_store.lift(connection, found.n, (stamp(office.clock), office.user.display_name, why))


def closings(office: Office, limit: int = SHOWN) -> list[Closing]:
    """The last closings, lifted ones too, the newest first; for the head of the office. Raises as ``access.looks``."""
    access.demand_head(office)
    names = _names(office)
    with office.database.reading() as connection:
        return [_told(connection, office, one, names) for one in closing_store.latest(connection, limit)]


def demand_others(office: Office, name: str) -> None:
    """An account that alone can open a closed record must stay until somebody else can.

    Raises:
        Refused: taking the account away would leave such a record to nobody.
    """
    left = {user.name for user in Vault.load(office.paths.vault).users} - {name}
    with office.database.reading() as connection:
        orphaned = [one for one in closing_store.standing(connection) if not one.allowed & left]
    if orphaned:
        raise Refused(
            "closed-records-left",
            _("Hanya akun ini yang dapat membuka {count} catatan tertutup.").format(count=len(orphaned)),
            _("Minta pemilik akun ini membukanya untuk semua, lalu hapus akunnya."),
        )


def demand_assent(office: Office, role: str) -> None:
    """While records are closed to some, who reads records is appointed and dismissed by those who may assent alone.

    Raises:
        Refused: whoever is logged in may not assent.
    """
    if office.user.may_assent or role not in access.LOOKERS:
        return
    with office.database.reading() as connection:
        stands = bool(closing_store.standing(connection))
    if stands:
        raise Refused(
            "needs-assent",
            _("Ada catatan tertutup, jadi akun petugas hanya ditambah dan dihapus oleh pimpinan atau sekretaris."),
            _("Masuk dengan akun pimpinan, lalu ulangi."),
        )


def strike(connection: Connection, account: str) -> None:
    """Take an account's name out of every closing that stands: whoever has that name next is somebody else."""
    for one in closing_store.standing(connection):
        if fold(account) in one.allowed:
            closing_store.allow(connection, one.n, one.allowed - {fold(account)})


def _standing(connection: Connection, owner: str, record: str) -> Stored | None:
    """Of a person who was recorded twice, one closing stands for both records."""
    same = decided.one_with(connection, (owner, record))
    found = (one for one in closing_store.standing(connection) if one.owner == owner and one.record in same)
    return next(found, None)


def _told(connection: Connection, office: Office, one: Stored, names: dict[str, str]) -> Closing:
    seen, kind = sight(connection, office), kind_named(one.kind)
    row = rows.get(connection, kind, one.owner, one.record)
    is_closed = (one.owner, one.record) in seen.closed
    return Closing(
        one.kind,
        kind.called(seen.one(kind, row)) if row else "",
        "" if one.owner == office.code else name_of(one.owner),
        one.record,
        one.closed_at,
        one.closed_by,
        tuple(shown for name, shown in names.items() if name in one.allowed),
        "" if is_closed else one.reason,
        one.lifted_at,
        one.lifted_by,
        one.lifted_why,
    )


def _names(office: Office) -> dict[str, str]:
    return {user.name: user.display_name for user in Vault.load(office.paths.vault).users}


def _demand_role(office: Office) -> None:
    if not access.may_look(office):
        raise Refused("not-allowed", _("Catatan hanya ditutup dan dibuka oleh petugas atau pimpinan."))


def _reason(typed: str) -> str:
    why = clean(typed).strip()[:MOST_WORDS]
    if not why:
        raise Refused("reason-missing", _("Tulis dahulu alasannya, walau singkat."))
    return why
