"""The three offices of the demonstration: kecamatan Tebas, which is root, and two of its villages."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from ppo_desktop.core.clock import Clock
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.doors.setup import NewOffice, NewUser, create_office
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Identity, Official
from ppo_desktop.practice.story import SEBERKAT, SEMPALAI

TEBAS = "61.01.04"


class Cast(Struct, frozen=True):
    """An office and the people who have an account there."""

    code: str
    address: str
    head: Official
    secretary: Official
    users: tuple[NewUser, ...]
    """The clerk first."""

    def credentials(self, role: str) -> Credentials:
        """Name and password of the one who has that role."""
        user = next(user for user in self.users if user.role == role)
        return Credentials(user.name, user.password)

    def set_up(self, folder: Path, clock: Clock) -> NewOffice:
        """The office as a practice office in ``folder``, open for its clerk; raises as ``create_office``."""
        identity = Identity(self.code, self.head, self.secretary, self.address, training=True)
        return create_office(OfficePaths(folder), identity, self.users, clock, is_root=self.code == TEBAS)


CAMAT = Cast(
    TEBAS,
    "Jalan Raya Tebas, Tebas 79461",
    Official("Drs. Uray Syafrudin, M.Si.", "NIP 19719901 199803 1 999"),
    Official("Herawati, S.Sos.", "NIP 19789902 200501 2 999"),
    (
        NewUser("petugas", "Yanti Marlina", "petugas", "payung biru di dermaga"),
        NewUser("camat", "Drs. Uray Syafrudin, M.Si.", "pimpinan", "empat bangau pulang sore"),
    ),
)
VILLAGES = (
    Cast(
        SEMPALAI,
        "Jalan Poros Desa Nomor 1, Sempalai",
        Official("Abdul Hamid"),
        Official("Siti Rahmah"),
        (
            NewUser("petugas", "Rina Oktaviani", "petugas", "tiga ikan di parit"),
            NewUser("kades", "Abdul Hamid", "pimpinan", "lima perahu ke hulu"),
        ),
    ),
    Cast(
        SEBERKAT,
        "Jalan Tepi Sungai Nomor 9, Seberkat",
        Official("Markus Jelani"),
        Official("Nurhayati"),
        (
            NewUser("petugas", "Bong Kim Fo", "petugas", "lampu kuning di teras"),
            NewUser("kades", "Markus Jelani", "pimpinan", "dua belas pohon nipah"),
            NewUser("sekdes", "Nurhayati", "sekretaris", "kopi manis pagi hari"),
        ),
    ),
)
OFFICES = (CAMAT, *VILLAGES)


def password_of(code: str, account: str) -> str:
    """The practice password of an account, which is no secret; ``""`` for any other office or account."""
    users = (user for cast in OFFICES if cast.code == code for user in cast.users)
    return next((user.password for user in users if user.name == account), "")
