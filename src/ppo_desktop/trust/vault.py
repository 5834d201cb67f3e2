"""``vault.json``: the office's two secrets, wrapped once for every person who may use them.

The *database key* opens the database; every user has a slot for it. The *assent key* opens what signs in the office
head's name (kept inside the database, see ``wrap``); only head and secretary have a slot for it. The emergency code
opens both. The shape, canonical JSON::

    {"format": "ppo-vault", "version": 1, "id": <32 hex>,
     "users": [{"name", "display_name", "role", "database": SLOT, "assent": SLOT or null}],
     "code": SLOT,
     "check": <SHA-256 hex over the rest>}
    SLOT = {"memory", "passes", "lanes", "salt", "nonce", "sealed"}    KiB, numbers, and lower-case hex

A slot is AES-256-GCM under Argon2id of the password (RFC 9106). Its associated data are the vault's id, the user's
name, display name, role, the kind of slot and its parameters, so none of them can be edited without the password.
``check`` only tells a damaged file from a wrong password; it protects nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct

from ppo_desktop.core import canonical, tries
from ppo_desktop.core.atomic import write_atomically
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _
from ppo_desktop.trust import codes, slots
from ppo_desktop.trust.accounts import (
    FORMAT,
    MAX_FILE,
    MAX_USERS,
    VERSION,
    NewUser,
    UserInfo,
    check_password,
    check_user,
    damaged,
    fold,
    password_bytes,
    people_in,
    read_vault,
)
from ppo_desktop.trust.codes import code_groups_match
from ppo_desktop.trust.slots import DEFAULT_COST, FLOOR_COST, SMALL_COST, KdfCost, Slot, calibrate

__all__ = [
    "DEFAULT_COST",
    "FLOOR_COST",
    "MAX_FILE",
    "SMALL_COST",
    "Created",
    "KdfCost",
    "NewUser",
    "Unlocked",
    "UnlockedByCode",
    "UserInfo",
    "Vault",
    "calibrate",
    "code_groups_match",
    "create_vault",
    "unwrap",
    "wrap",
]


class Unlocked(Struct, frozen=True):
    """A user whose password fitted, and the 32-byte database key."""

    user: UserInfo
    database_key: bytes


class UnlockedByCode(Struct, frozen=True):
    """Both 32-byte keys, opened by the emergency code."""

    database_key: bytes
    assent_key: bytes


class Created(Struct, frozen=True):
    """A new vault with everything in it; the code is shown once and kept nowhere."""

    vault: Vault
    database_key: bytes
    assent_key: bytes
    emergency_code: str


class _Entry(Struct, frozen=True):
    user: UserInfo
    database: Slot
    assent: Slot | None


class Vault:
    """The wrapped keys of one office. Every change is on disk before the method returns, or nothing has changed."""

    def __init__(
        self, path: Path, vault_id: str, entries: Sequence[_Entry], code: Slot, guessed: OfficePaths | None = None
    ) -> None:
        self._path = path
        self._guessed = guessed or OfficePaths(path.parent)
        self._id = vault_id
        self._entries = tuple(entries)
        self._code = code

    @classmethod
    def load(cls, path: Path, guessed: OfficePaths | None = None) -> Vault:
        """The vault at ``path``; raises ``World`` with ``vault-missing``, ``vault-unreadable`` or ``vault-damaged``.

        Args:
            guessed: where wrong passwords are counted, for a copy in a scratch folder; ``None``: beside the vault.
        """
        value = read_vault(path)
        try:
            return cls(path, str(value["id"]), _entries(value), Slot.parse(value["code"]), guessed)
        except (ValueError, KeyError, TypeError) as error:
            raise damaged() from error

    @property
    def users(self) -> tuple[UserInfo, ...]:
        """Everyone with an account, in the order they were added."""
        return tuple(e.user for e in self._entries)

    def unlock(self, name: str, password: str) -> Unlocked:
        """The database key for a user; raises ``World('wrong-password')``, alike for an unknown name, or ``wait``."""
        entry = self._entry(name)
        return Unlocked(entry.user, self._open(entry.user, "database", entry.database, password))

    def unlock_assent(self, name: str, password: str) -> bytes:
        """The assent key; raises ``World('wrong-password')``, or ``Refused('may-not-assent')`` for other roles."""
        entry = self._entry(name)
        if entry.assent is None:
            raise Refused(
                "may-not-assent",
                _("Akun ini tidak berwenang menyetujui laporan."),
                _("Minta pimpinan atau sekretaris memasukkan kata sandinya."),
            )
        return self._open(entry.user, "assent", entry.assent, password)

    def unlock_with_code(self, code: str) -> UnlockedByCode:
        """Both keys; raises ``World('wrong-code')``. Letters O, I and L, case, spaces and hyphens are forgiven."""
        bits = codes.code_bits(code)
        with tries.guess(self._guessed, tries.CODE):
            opened = slots.open_slot(self._code, bits, self._aad(None, "code"))
            if opened is None or len(opened) != 64:
                raise codes.wrong_code()
        return UnlockedByCode(opened[:32], opened[32:])

    def add_user(
        self, user: NewUser, database_key: bytes, assent_key: bytes | None = None, cost: KdfCost | None = None
    ) -> UserInfo:
        """Add an account; ``assent_key`` is needed when the role may assent (``ValueError`` otherwise).

        Raises ``Refused``: ``user-name``, ``user-exists``, ``user-role``, ``password-short``, ``too-many-users``.
        ``cost`` is by default the dearest of the present slots.
        """
        info = check_user(user)
        if any(e.user.name == info.name for e in self._entries):
            raise Refused("user-exists", _("Nama akun itu sudah dipakai."), _("Pilih nama akun lain."))
        if len(self._entries) >= MAX_USERS:
            raise Refused("too-many-users", _("Akun di kantor ini sudah terlalu banyak."), _("Hapus akun lama dahulu."))
        entry = self._make(info, user.password, database_key, assent_key, cost or self._cost())
        self._save((*self._entries, entry), self._code)
        return info

    def remove_user(self, name: str) -> None:
        """Take an account away; raises ``Refused('last-user')`` rather than leave no one, or no one who may assent.

        Whoever may have copied the database key keeps it: change the key as well when that is a worry.
        """
        gone = self._entry(name)
        rest = tuple(e for e in self._entries if e is not gone)
        if not rest or (gone.assent and not any(e.assent for e in rest)):
            raise Refused(
                "last-user",
                _("Akun ini yang terakhir dan tidak dapat dihapus."),
                _("Buat akun penggantinya lebih dahulu."),
            )
        self._save(rest, self._code)

    def change_password(self, name: str, old: str, new: str, cost: KdfCost | None = None) -> None:
        """Wrap the user's keys under a new password; raises ``wrong-password``, ``password-short``."""
        check_password(new)
        database_key = self.unlock(name, old).database_key
        entry = self._entry(name)
        assent_key = self.unlock_assent(name, old) if entry.assent else None
        self._replace(self._make(entry.user, new, database_key, assent_key, cost or entry.database.cost))

    def reset_password_with_code(self, code: str, name: str, new: str, cost: KdfCost | None = None) -> UnlockedByCode:
        """Give a user a new password by the emergency code; raises ``wrong-code``, ``user-unknown``."""
        check_password(new)
        opened = self.unlock_with_code(code)
        entry = self._find(name)
        if entry is None:
            raise Refused("user-unknown", _("Tidak ada akun dengan nama itu."), _("Periksa nama akunnya."))
        new_entry = self._make(entry.user, new, opened.database_key, opened.assent_key, cost or entry.database.cost)
        self._replace(new_entry)
        return opened

    def new_emergency_code(self, database_key: bytes, assent_key: bytes) -> str:
        """Replace the emergency code (the old sheet was seen or lost) and return the new one, to be shown once."""
        code = codes.new_code()
        self._save(self._entries, self._code_slot(code, database_key, assent_key))
        return code

    def _entry(self, name: str) -> _Entry:
        entry = self._find(name)
        if entry is None:
            raise _wrong_password()
        return entry

    def _find(self, name: str) -> _Entry | None:
        wanted = fold(name)
        return next((e for e in self._entries if e.user.name == wanted), None)

    def _cost(self) -> KdfCost:
        return max((e.database.cost for e in self._entries), key=lambda c: c.memory * c.passes, default=DEFAULT_COST)

    def _aad(self, user: UserInfo | None, kind: str) -> tuple[str, ...]:
        who = (user.name, user.display_name, user.role) if user else ("", "", "")
        return (FORMAT, str(VERSION), self._id, *who, kind)

    def _open(self, user: UserInfo, kind: str, slot: Slot, password: str) -> bytes:
        with tries.guess(self._guessed, user.name):
            opened = slots.open_slot(slot, password_bytes(password), self._aad(user, kind))
            if opened is None or len(opened) != 32:
                raise _wrong_password()
        return opened

    def _make(
        self, user: UserInfo, password: str, database_key: bytes, assent_key: bytes | None, cost: KdfCost
    ) -> _Entry:
        _demand_key(database_key)
        secret = password_bytes(password)
        assent = None
        if user.may_assent:
            if assent_key is None:
                raise ValueError("a user who may assent needs the assent key")
            _demand_key(assent_key)
            assent = slots.make_slot(assent_key, secret, cost, self._aad(user, "assent"))
        return _Entry(user, slots.make_slot(database_key, secret, cost, self._aad(user, "database")), assent)

    def _code_slot(self, code: str, database_key: bytes, assent_key: bytes) -> Slot:
        _demand_key(database_key)
        _demand_key(assent_key)
        # 150 random bits need no stretching: the floor keeps the sheet usable on the weakest PC.
        bits = codes.code_bits(code)
        return slots.make_slot(database_key + assent_key, bits, FLOOR_COST, self._aad(None, "code"))

    def _replace(self, entry: _Entry) -> None:
        self._save(tuple(entry if e.user.name == entry.user.name else e for e in self._entries), self._code)

    def _save(self, entries: Sequence[_Entry], code: Slot) -> None:
        write_atomically(self._path, _dump(self._id, entries, code))
        self._entries, self._code = tuple(entries), code


def create_vault(path: Path, users: Sequence[NewUser], cost: KdfCost = DEFAULT_COST) -> Created:
    """A new vault at ``path`` with fresh keys, a slot for each of ``users`` and an emergency code.

    Raises ``World('vault-exists')``, ``World('memory')``, ``World('disk')`` and what ``Vault.add_user`` refuses; at
    least one user must be able to assent (``Refused('no-head')``). Nothing is written unless everything fits.
    """
    if path.exists():
        raise World("vault-exists", _("Kantor ini sudah disiapkan di komputer ini."), _("Pilih map data lain."))
    infos = [check_user(user) for user in users]
    if len({i.name for i in infos}) != len(infos):
        raise Refused("user-exists", _("Dua akun tidak boleh bernama sama."), _("Pilih nama akun lain."))
    if not any(i.may_assent for i in infos):
        raise Refused("no-head", _("Akun pimpinan belum dibuat."), _("Isi nama dan kata sandi pimpinan."))
    database_key, assent_key, code = os.urandom(32), os.urandom(32), codes.new_code()
    vault = Vault(path, os.urandom(16).hex(), (), Slot(FLOOR_COST, b"", b"", b""))
    entries = [vault._make(i, u.password, database_key, assent_key, cost) for i, u in zip(infos, users, strict=True)]
    vault._save(entries, vault._code_slot(code, database_key, assent_key))
    return Created(vault, database_key, assent_key, code)


def wrap(assent_key: bytes, plain: bytes, purpose: str) -> bytes:
    """``plain`` under the assent key, bound to ``purpose`` (``"assent-key"``, ``"root-key"``): 29 bytes longer."""
    nonce = os.urandom(12)
    return b"\x01" + nonce + AESGCM(assent_key).encrypt(nonce, plain, b"ppo-wrap:" + purpose.encode())


def unwrap(assent_key: bytes, wrapped: bytes, purpose: str) -> bytes:
    """The reverse of ``wrap``; raises ``World('key-damaged')`` for another key, another purpose or changed bytes."""
    try:
        if wrapped[:1] != b"\x01":
            raise ValueError("unknown wrapping")
        return AESGCM(assent_key).decrypt(wrapped[1:13], wrapped[13:], b"ppo-wrap:" + purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise World(
            "key-damaged",
            _("Kunci tanda tangan di komputer ini rusak."),
            _("Pulihkan dari cadangan, atau minta kunci baru dari kantor di atas."),
        ) from error


def _entries(value: Mapping[str, object]) -> tuple[_Entry, ...]:
    wrapped = cast(list[Mapping[str, object]], value["users"])
    return tuple(_entry_of(info, own) for info, own in zip(people_in(value), wrapped, strict=True))


def _entry_of(user: UserInfo, value: Mapping[str, object]) -> _Entry:
    assent = None if value["assent"] is None else Slot.parse(value["assent"])
    return _Entry(user, Slot.parse(value["database"]), assent)


def _dump(vault_id: str, entries: Sequence[_Entry], code: Slot) -> bytes:
    users: list[object] = [
        {
            "name": e.user.name,
            "display_name": e.user.display_name,
            "role": e.user.role,
            "database": e.database.dump(),
            "assent": e.assent.dump() if e.assent else None,
        }
        for e in entries
    ]
    value: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "id": vault_id,
        "users": users,
        "code": code.dump(),
    }
    return canonical.write({**value, "check": canonical.sha256(canonical.write(value)).hex()}) + b"\n"


def _demand_key(key: bytes) -> None:
    if len(key) != 32:
        raise ValueError("a key has 32 bytes")


def _wrong_password() -> World:
    return World(
        "wrong-password",
        _("Nama akun atau kata sandi tidak cocok."),
        _("Coba lagi; perhatikan huruf besar dan Caps Lock."),
    )
