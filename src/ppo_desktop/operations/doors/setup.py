"""First run: an office is set up, its keys are made, its people get accounts."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop import __version__
from ppo_desktop.core.atomic import sync_folder, write_atomically
from ppo_desktop.core.clock import Clock, stamp, today
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.ids import new_device_id
from ppo_desktop.core.offices import Level, region
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, clean
from ppo_desktop.operations.doors.accounts import note_new_code
from ppo_desktop.operations.history import devices, guard
from ppo_desktop.operations.house import keyring, officials, places, roles
from ppo_desktop.operations.house.lock import FolderLock, make_private, not_writable, prepare_folder
from ppo_desktop.operations.house.office import Device, Identity, Office, Official, read_device, write_identity
from ppo_desktop.storage import projection, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.trust_store import KeyPair, Peer
from ppo_desktop.trust import issuing, keys, requesting, sealing, vault
from ppo_desktop.trust.accounts import fold
from ppo_desktop.trust.naming import USES, OfficeKey
from ppo_desktop.trust.vault import Created, Vault
from ppo_desktop.trust.vault import KdfCost as KdfCost
from ppo_desktop.trust.vault import NewUser as NewUser

EARLIEST, LATEST = date(2026, 10, 1), date(2036, 10, 1)
"""A PC's clock outside of these dates is wrong: this version is not older, and not meant to be used for longer."""
_UNFINISHED = b"Kantor sedang disiapkan. Bila listrik padam, buka PPO Desktop dan ulangi.\n"
LONGEST_LINE = 120
"""Characters in a name, number or address, which stand on one line of a paper."""


class NewOffice(Struct, frozen=True):
    """An office just set up."""

    office: Office
    emergency_code: str
    """Shown once, for printing or copying by hand; it opens the database when all passwords are forgotten."""


def create_office(
    paths: OfficePaths,
    identity: Identity,
    users: Sequence[NewUser],
    clock: Clock,
    *,
    is_root: bool,
    cost: KdfCost | None = None,
) -> NewOffice:
    """Set an office up in ``paths`` and leave it open for the first of ``users``.

    Args:
        users: a clerk and someone who may assent (head or secretary), at least.
        is_root: this is the topmost participating office: it makes the root key and its first revocation list.
        cost: of guessing a password; ``None``: what takes this PC about 0.7 s.

    Raises:
        Refused: unknown region, overlong names, nobody may assent, or a village that wants to be root.
        World: the folder is in use or cannot be written, or a root's clock is impossible; then nothing is left behind.
    """
    region(identity.code)
    if is_root and identity.level is Level.VILLAGE:
        raise Refused(
            "root-level",
            _("Desa atau kelurahan tidak menjadi akar kepercayaan."),
            _("Akar adalah kecamatan atau kabupaten; desa meminta kunci kepadanya."),
        )
    if is_root:
        demand_clock(clock)
    identity = tidied(identity)
    is_unfinished = paths.unfinished.exists()
    if not is_unfinished and (paths.vault.exists() or paths.database.exists()):
        raise World("database-exists", _("Di folder ini sudah ada data kantor."), _("Pilih folder lain."))
    prepare_folder(paths)
    lock = FolderLock(paths.lock)
    database = None
    try:
        if is_unfinished:
            _clear_away(paths)
        write_atomically(paths.unfinished, _UNFINISHED)
        created = _create_vault(paths, users, cost or _usual_cost(identity))
        database = places.create(paths, created.database_key)
        if paths.database.exists():
            make_private(paths.database)
        device = Device(new_device_id(), 0)
        office = Office(paths, database, clock, created.vault.users[0], identity, device, lock.release, guard.note)
        with database.transaction() as connection:
            projection.note_makers(connection, __version__)
            write_identity(connection, identity, device)
            _make_keys(connection, created.assent_key)
            if is_root:
                _make_root(connection, office, created.assent_key)
            devices.register(connection, office)
            devices.note_machine(connection)
            note_new_code(connection, office)
        try:
            paths.unfinished.unlink()
            sync_folder(paths.folder)
        except OSError as error:
            raise not_writable(paths.folder, error) from error
    except BaseException:
        if database is not None:
            database.close()
        _clear_away(paths)
        with contextlib.suppress(OSError):
            paths.unfinished.unlink(missing_ok=True)
        lock.release()
        raise
    return NewOffice(office, created.emergency_code)


def _clear_away(paths: OfficePaths) -> None:
    """Remove what an unfinished set-up left; nobody ever saw the code or a record of it."""
    for leftover in (paths.vault, *paths.folder.glob(f"{paths.database.name}*")):
        with contextlib.suppress(OSError):
            leftover.unlink(missing_ok=True)


def add_user(office: Office, user: NewUser, by_password: str) -> None:
    """Give ``user`` an account; the one who is logged in proves it is them.

    Raises:
        Refused: an odd name, role or password, or a role that whoever is logged in may not give.
        World: wrong password.
    """
    roles.demand(office, "accounts")
    if not roles.may_appoint(office, user.role):
        raise Refused(
            "needs-assent",
            _("Akun pengelola hanya dapat ditambah oleh pimpinan, sekretaris, atau pengelola.")
            if user.role == "admin"
            else _("Akun petugas hanya dapat ditambah oleh petugas, pimpinan, atau sekretaris.")
            if user.role == "petugas"
            else _("Akun pimpinan atau sekretaris hanya dapat ditambah oleh pimpinan atau sekretaris."),
            _("Masuk dengan akun pimpinan, lalu tambahkan akunnya."),
        )
    from ppo_desktop.operations.books import closing  # loads the books, which setting up need not

    opened, user = Vault.load(office.paths.vault), user._replace(name=fold(user.name))
    database_key = opened.unlock(office.user.name, by_password).database_key
    assent_key = opened.unlock_assent(office.user.name, by_password) if office.user.may_assent else None
    closing.demand_assent(office, user.role)
    if all(one.name != user.name for one in opened.users):
        with office.database.transaction() as connection:
            closing.strike(connection, user.name)  # also where an earlier version left the name of one who has gone
    opened.add_user(user, database_key, assent_key)


def change_identity(office: Office, identity: Identity) -> Office:
    """Let the office's papers say something else from now on: officials, address, letterhead; the office to go on with.

    Papers that were made stay as they are.

    Raises:
        Refused: this role may not, another code or another kind of office, or overlong lines.
    """
    roles.demand(office, "office")
    if (identity.code, identity.training) != (office.identity.code, office.identity.training):
        raise Refused(
            "identity-fixed",
            _("Kode wilayah kantor tidak dapat diganti."),
            _("Siapkan kantor baru di folder lain untuk wilayah itu."),
        )
    identity = tidied(identity)
    with office.database.transaction() as connection:
        officials.note_change(connection, office, identity)
        write_identity(connection, identity, read_device(connection))
    return replace(office, identity=identity)


def demand_clock(clock: Clock) -> None:
    """Raise ``World('clock')`` where certificates are to be dated by a clock that cannot be right."""
    if not EARLIEST <= today(clock) <= LATEST:
        raise World(
            "clock",
            _("Tanggal komputer ini {date}, dan itu tidak mungkin benar.").format(date=long_date(today(clock))),
            _("Betulkan tanggal dan jam komputer, lalu coba lagi."),
        )


def is_code_group(code: str, group: int, typed: str) -> bool:
    """Whether ``typed`` is the group (counted from 0) of the emergency code, as forgiving as the code itself is."""
    return vault.code_groups_match(code, typed, (group,))


def tidied(identity: Identity) -> Identity:
    """The identity with every name, number and address on one clean line; raises ``Refused('too-long')``."""

    def line(text: str) -> str:
        text = " ".join(clean(text).split())
        if len(text) > LONGEST_LINE:
            raise Refused(
                "too-long",
                _('"{beginning}…" terlalu panjang untuk satu baris.').format(beginning=text[:20]),
                _("Paling banyak {count} huruf; persingkat, lalu coba lagi.").format(count=LONGEST_LINE),
            )
        return text

    def official(of: Official) -> Official:
        return Official(line(of.name), line(of.number), line(of.acting), line(of.rank))

    return replace(
        identity,
        head=official(identity.head),
        secretary=official(identity.secretary),
        address=line(identity.address),
        lines=tuple(line(text) for text in identity.lines),
        title=line(identity.title),
    )


def _usual_cost(identity: Identity) -> KdfCost:
    """Practice offices hold no real data and are set up several at once: nothing is measured for them."""
    return vault.DEFAULT_COST if identity.training else vault.calibrate()


def _create_vault(paths: OfficePaths, users: Sequence[NewUser], cost: KdfCost) -> Created:
    try:
        return vault.create_vault(paths.vault, users, cost)
    except World as error:
        if error.code != "memory":
            raise
    return vault.create_vault(paths.vault, users, vault.SMALL_COST)


def _make_keys(connection: Connection, assent_key: bytes) -> None:
    """The device's three keys; the assent key's secret is wrapped once more, so that a clerk cannot use it."""
    secret, recipient = sealing.new_sealing_key()
    trust_store.put_key(connection, "sealing", KeyPair(secret.encode(), recipient.encode()))
    trust_store.put_key(connection, "dispatch", KeyPair(keys.new_signing_key(), None))
    assent = vault.wrap(assent_key, keys.new_signing_key(), "assent-key")
    trust_store.put_key(connection, "assent", KeyPair(assent, None))


def _make_root(connection: Connection, office: Office, assent_key: bytes) -> None:
    """Root key and first revocation list, and this office's own certificates under it."""
    now = office.clock.now()
    root = issuing.new_root(office.code, region(office.code).full_name, now, office.identity.training)
    wrapped = vault.wrap(assent_key, root.key_der, "root-key")
    trust_store.put_key(connection, "root", KeyPair(wrapped, root.certificate_der))
    trust_store.add_root(connection, root.certificate_der, office.user.display_name, stamp(office.clock))
    trust_store.add_crl(connection, issuing.new_crl(root.key_der, root.certificate_der, 1, (), now))
    recipient = keyring.sealing_recipient(connection)
    for use in USES:
        pair = trust_store.key(connection, use)
        assert pair is not None, "made just before"
        secret = vault.unwrap(assent_key, pair.secret, "assent-key") if use == "assent" else pair.secret
        office_key = OfficeKey(office.code, use, recipient, office.identity.training, office.device.id)
        request = requesting.new_request(secret, office_key)
        certificate = issuing.issue(root.key_der, root.certificate_der, request, now)
        trust_store.put_key(connection, use, KeyPair(pair.secret, certificate))
        peer = Peer(certificate, office.code, office.device.id, use, office_key.sealing)
        trust_store.add_peer(connection, peer, stamp(office.clock))


def reset_password(paths: OfficePaths, code: str, name: str, new: str) -> None:
    """Give an account a new password by the emergency code; raises ``World('wrong-code')`` or ``Refused``."""
    Vault.load(paths.vault).reset_password_with_code(code, name, new)


def accounts(paths: OfficePaths) -> tuple[vault.UserInfo, ...]:
    """Who has an account in ``paths``; needs no password, as the unlock page does not."""
    return Vault.load(paths.vault).users
