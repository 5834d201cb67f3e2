"""People with an account: who they are, and what counts as a usable name and password."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _

ROLES = ("petugas", "pimpinan", "sekretaris", "admin")
ASSENTING_ROLES = frozenset({"pimpinan", "sekretaris"})
MIN_PASSWORD = 8


@dataclass(frozen=True)
class UserInfo:
    """A person with an account."""

    name: str
    """What is typed to log in: lower case, unique."""
    display_name: str
    role: str
    """One of ``ROLES``."""

    @property
    def may_assent(self) -> bool:
        return self.role in ASSENTING_ROLES


@dataclass(frozen=True)
class NewUser:
    """A person who is to get an account."""

    name: str
    display_name: str
    role: str
    password: str


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
            _("Pilih petugas, pimpinan, sekretaris, atau admin."),
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
