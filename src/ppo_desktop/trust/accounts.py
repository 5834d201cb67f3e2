"""People with an account: who they are, what counts as a usable name and password, and the vault's file but its slots.

Loads no cryptography: the page people log in on is drawn from here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.text import _

FORMAT, VERSION = "ppo-vault", 1
MAX_FILE = 1 << 20
MAX_USERS = 100
ROLES = ("petugas", "pimpinan", "sekretaris", "admin", "pemeriksa")
ASSENTING_ROLES = frozenset({"pimpinan", "sekretaris"})
MIN_PASSWORD = 8


class UserInfo(NamedTuple):
    """A person with an account."""

    name: str
    """What is typed to log in: lower case, unique."""
    display_name: str
    role: str
    """One of ``ROLES``."""

    @property
    def may_assent(self) -> bool:
        return self.role in ASSENTING_ROLES


class NewUser(NamedTuple):
    """A person who is to get an account."""

    name: str
    display_name: str
    role: str
    password: str


def read_vault(path: Path) -> dict[str, object]:
    """The contents of the vault's file, undamaged as far as its checksum and its people tell; see ``vault``.

    Raises:
        World: ``vault-missing``, ``vault-unreadable`` or ``vault-damaged``.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except FileNotFoundError as error:
        raise World(
            "vault-missing",
            _("Berkas kunci kantor ini tidak ditemukan."),
            _("Pulihkan dari cadangan terakhir."),
        ) from error
    except OSError as error:
        raise World(
            "vault-unreadable",
            _("Berkas kunci kantor ini tidak dapat dibaca."),
            _("Periksa diska dan izin berkas, lalu coba lagi."),
        ) from error
    try:
        return _checked(data)
    except (ValueError, KeyError, TypeError) as error:
        raise damaged() from error


def people_in(vault: Mapping[str, object]) -> tuple[UserInfo, ...]:
    """Who has an account, in the order they were added; ``vault`` as ``read_vault`` returns it."""
    users = vault["users"]
    if not isinstance(users, list) or not 1 <= len(users) <= MAX_USERS:
        raise ValueError("users")
    people = tuple(_person(user) for user in users)
    if len({person.name for person in people}) != len(people):
        raise ValueError("users")
    return people


def damaged() -> World:
    """The error for a vault that is not as it was written."""
    return World(
        "vault-damaged",
        _("Berkas kunci kantor ini rusak."),
        _("Pulihkan dari cadangan terakhir; kata sandi tidak berubah."),
    )


def check_user(user: NewUser) -> UserInfo:
    """The account a new user would get; raises ``Refused`` for an odd name, role or password."""
    info = UserInfo(fold(user.name), unicodedata.normalize("NFC", user.display_name).strip(), user.role)
    if not (1 <= len(info.name) <= 32 and info.name.isascii() and all(c.isalnum() or c in "._-" for c in info.name)):
        raise Refused(
            "user-name",
            _("Nama akun hanya boleh berisi huruf, angka, titik, dan garis, paling panjang 32."),
            _("Contoh: sri.wahyuni"),
        )
    if not 1 <= len(info.display_name) <= 100 or not canonical.is_clean(info.display_name):
        raise Refused("display-name", _("Nama orang belum diisi dengan benar."), _("Isi nama lengkapnya."))
    if info.role not in ROLES:
        raise Refused(
            "user-role",
            _("Peran akun tidak dikenal."),
            _("Pilih petugas, pimpinan, sekretaris, admin, atau pemeriksa."),
        )
    check_password(user.password)
    return info


def check_password(password: str) -> None:
    """Raise ``Refused`` for a password that is too short or absurdly long."""
    if len(password) < MIN_PASSWORD:
        raise Refused(
            "password-short",
            _("Kata sandi terlalu pendek."),
            _("Pakai paling sedikit {count} huruf; beberapa kata lebih mudah diingat.").format(count=MIN_PASSWORD),
        )
    if len(password) > 1000:
        raise Refused("password-long", _("Kata sandi terlalu panjang."), _("Pakai kata sandi yang lebih pendek."))


def fold(name: str) -> str:
    """A login name as it is compared: case and outer spaces do not matter."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def password_bytes(password: str) -> bytes:
    """A password as key material: NFC, so that two keyboards' ways to write é fit alike."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _checked(data: bytes) -> dict[str, object]:
    if len(data) > MAX_FILE:
        raise ValueError("too big")
    value = canonical.read(data.removesuffix(b"\n"))
    if not isinstance(value, dict) or set(value) != {"format", "version", "id", "users", "code", "check"}:
        raise ValueError("not a vault")
    check = value.pop("check")
    if check != canonical.sha256(canonical.write(value)).hex():
        raise ValueError("checksum")
    if value["format"] != FORMAT or value["version"] != VERSION or len(bytes.fromhex(value["id"])) != 16:
        raise ValueError("not a vault of this version")
    people_in(value)
    return value


def _person(value: Mapping[str, object]) -> UserInfo:
    if set(value) != {"name", "display_name", "role", "database", "assent"}:
        raise ValueError("user")
    user = UserInfo(str(value["name"]), str(value["display_name"]), str(value["role"]))
    if user.name != fold(user.name) or user.role not in ROLES or (value["assent"] is not None) != user.may_assent:
        raise ValueError("user")
    return user
