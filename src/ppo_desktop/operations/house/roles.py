"""What each role of this office may do: the one place that decides, for buttons and for operations alike.

Loads nothing heavy: pages ask it while they are built. Whose restricted parts are seen is decided in ``access`` and
``sight``; whose password opens the key of the office head, in the vault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import N_, _
from ppo_desktop.trust.accounts import ASSENTING_ROLES

if TYPE_CHECKING:
    from ppo_desktop.operations.house.office import Office

Deed = Literal["record", "report", "receive", "keys", "backup", "accounts", "office", "assent"]

_CLERK: frozenset[Deed] = frozenset({"record", "report", "receive", "keys", "backup", "accounts", "office"})
_MAY: dict[str, frozenset[Deed]] = {
    "petugas": _CLERK,
    "pimpinan": _CLERK | {"assent"},
    "sekretaris": _CLERK | {"assent"},
    "admin": frozenset({"keys", "backup", "accounts", "office"}),
    "pemeriksa": frozenset(),
}
MEANINGS: dict[str, str] = {
    "petugas": N_("Mencatat dan menyiapkan laporan."),
    "pimpinan": N_("Menyetujui laporan."),
    "sekretaris": N_("Menyetujui laporan a.n. pimpinan."),
    "admin": N_("Mengurus akun, kunci, dan cadangan; tidak mencatat dan tidak melihat isian terbatas."),
    "pemeriksa": N_("Membaca dan memeriksa; tidak mengubah apa pun dan tidak melihat isian terbatas."),
}
"""What a role is for, in one line."""
_WHY_NOT: dict[Deed, str] = {
    "record": N_("Akun ini tidak mencatat. Masuk dengan akun petugas atau pimpinan."),
    "report": N_("Akun ini tidak membuat laporan. Masuk dengan akun petugas atau pimpinan."),
    "receive": N_("Akun ini tidak menerima berkas. Masuk dengan akun petugas atau pimpinan."),
    "keys": N_("Akun ini tidak mengurus kunci. Masuk dengan akun petugas, pimpinan, atau pengelola."),
    "backup": N_("Akun ini tidak membuat cadangan. Masuk dengan akun petugas, pimpinan, atau pengelola."),
    "accounts": N_("Akun ini tidak mengurus akun. Masuk dengan akun petugas, pimpinan, atau pengelola."),
    "office": N_("Akun ini tidak mengubah kop dan pejabat. Masuk dengan akun petugas, pimpinan, atau pengelola."),
    "assent": N_("Hanya pimpinan atau sekretaris. Masuk dengan akun pimpinan dahulu."),
}


def has(role: str, deed: Deed) -> bool:
    """Whether accounts of that role may do that."""
    return deed in _MAY.get(role, frozenset())


def may(office: Office, deed: Deed) -> bool:
    """Whether whoever is at the keyboard may do that."""
    return has(office.user.role, deed)


def may_appoint(office: Office, role: str) -> bool:
    """Whether whoever is at the keyboard may give and take away accounts of that role, where they may do so at all.

    Who may assent any; an ``admin`` another one, but nobody who reads what they may not; a clerk none that rules
    others. Where records are closed to some, ``closing.demand_assent`` asks for more.
    """
    if office.user.may_assent:
        return True
    return role not in ASSENTING_ROLES and role != ("petugas" if office.user.role == "admin" else "admin")


def why_not(office: Office, deed: Deed) -> str:
    """What to say to somebody who may not; ``""`` to somebody who may."""
    return "" if may(office, deed) else _(_WHY_NOT[deed])


def demand(office: Office, deed: Deed) -> None:
    """Raises ``Refused('role')`` where whoever is at the keyboard may not do that."""
    if not may(office, deed):
        what, _sep, instead = _(_WHY_NOT[deed]).partition(". ")
        raise Refused("role", what if what.endswith(".") else f"{what}.", instead)
