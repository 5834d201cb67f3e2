"""What the clerks of a village and of its kecamatan do from the first run to the receipt, key by key.

Each part begins where the one before ended, or anew after the program was started again; nothing is done but by keys.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import offices
from gui.journey.clerk import Clerk
from gui.journey.sockets import Sockets
from ppo_desktop.core.clock import FixedClock
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.application import open_window
from ppo_desktop.trust.slots import FLOOR_COST

PERSON, EVENT = "satu warga dengan keberangkatan", "satu sosialisasi"
MONTH, RECEIVE, RECEIPT = "laporan bulanan ke flashdisk", "satu flashdisk di kecamatan", "tanda terima di desa"
NUMBER = "500.15/118/XII/2026"


@dataclass(frozen=True)
class Cast:
    """Who sits where."""

    folder: str
    kind: tuple[str, ...]
    """The digits that say what kind of office it is."""
    place: str
    clerk: str
    head: str
    clerk_password: str
    head_password: str


CAMAT = Cast(
    "camat",
    ("2", "1"),
    "tebas",
    "Yanti Kusuma",
    "Drs. Uray Syafrudin",
    "payung biru di dermaga",
    "empat bangau pulang sore",
)
VILLAGE = Cast(
    "desa", ("1",), "sempalai teb", "Rina Oktaviani", "Abdul Hamid", offices.CLERK_PASSWORD, offices.HEAD_PASSWORD
)


@dataclass
class World:
    """Two PCs, the stick that is carried between them, and what was written on paper."""

    folder: Path
    sockets: Sockets
    clock: FixedClock
    stick: Path = field(init=False)

    def __post_init__(self) -> None:
        self.stick = self.folder / "KINGSTON"
        self.stick.mkdir(exist_ok=True)

    def paths(self, cast: Cast) -> OfficePaths:
        return OfficePaths(self.folder / cast.folder)

    def start(self, cast: Cast) -> Clerk:
        """Switch a PC on, start the program, sit down."""
        window = open_window(self.paths(cast), self.clock)
        window.session.kdf_cost = FLOOR_COST
        window.resize(1366, 768)
        window.show()
        clerk = Clerk(window)
        clerk.sit_down()
        return clerk


Cut = Callable[[], object]
"""Called just before the step that would hurt most if the power failed in it."""


def no_cut() -> None:
    """The power stays on."""


def set_up(clerk: Clerk, cast: Cast, world: World, cut: Cut = no_cut) -> None:
    """The first run, to the first page; the backup goes onto the stick."""
    clerk.press(*cast.kind)
    clerk.wait_at("Nama ")
    clerk.fill(cast.place, "")
    clerk.fill("Jalan Poros 1", cast.head, "", "Siti Rahmah", "")
    clerk.fill(cast.clerk, "", cast.clerk_password, cast.clerk_password)
    clerk.fill(cast.head_password, cast.head_password)
    clerk.wait_at("Buat kantor ini")
    cut()
    clerk.press("Return")
    clerk.wait_for("Simpan kode darurat di kertas")
    paper = [group.replace(" ", "") for group in clerk.reads("Kode darurat: ").split(", ")]
    for _group in range(2):
        clerk.fill(paper[int(clerk.at.removeprefix("Kelompok ")) - 1])
    clerk.wait_for("Buat cadangan pertama")
    world.sockets.plug(world.stick)
    clerk.wait_at("Buat cadangan di sini")
    clerk.press("Return")
    clerk.wait_for("Cadangan sudah ditulis, dibaca lagi, dan utuh.")
    world.sockets.pull()
    clerk.press("Return")
    clerk.wait_for("Kantor siap dipakai")
    clerk.press("Return")
    clerk.wait_for("Yang perlu dikerjakan")


def unlock(clerk: Clerk, cast: Cast) -> None:
    """Enter with the clerk's password; the name marked may be somebody else's."""
    clerk.wait_at("Kata sandi")
    clerk.fill(cast.clerk_password)
    if clerk.sees("Kata sandi tidak cocok"):
        clerk.press("Shift+Tab", "Down", "Return")
        clerk.fill(cast.clerk_password)
    clerk.wait_for("Yang perlu dikerjakan")


# ------------------------------------------------------------------------------------------- matching keys


def ask(clerk: Clerk, world: World, cut: Cut = no_cut) -> str:
    """The village asks for its key to be known, or asks anew; the words its screen shows then."""
    clerk.press("Ctrl+9")
    if clerk.sees("Menunggu jawaban"):
        clerk.tab_to("Buat permintaan baru")
        clerk.press("Return")
    else:
        clerk.wait_for("Belum meminta")
    world.sockets.plug(world.stick)
    clerk.wait_for("KINGSTON")
    clerk.wait_at("Kata sandi Abdul Hamid")
    clerk.type(VILLAGE.head_password)
    cut()
    clerk.press("Return")
    clerk.wait_for("Permintaan sudah tertulis. Flashdisk boleh dicabut.")
    world.sockets.pull()
    return clerk.reads("Kata kunci: ").replace(", ", "")


def answer(clerk: Clerk, world: World, heard: str, cut: Cut = no_cut) -> str:
    """The camat answers with the words heard; the words read back."""
    clerk.press("Ctrl+9")
    clerk.wait_for("Kantor teratas")
    world.sockets.plug(world.stick)
    clerk.wait_for("permintaan di flashdisk ini.")
    if clerk.sees("kuncinya sudah dikenal"):  # answered before, but perhaps not as far as the stick
        clerk.tab_to("Desa Sempalai")
        clerk.press("Return")
    clerk.wait_at("Kata ke-1")
    clerk.type(heard)
    clerk.press("Return")
    clerk.type(CAMAT.head_password)
    cut()
    clerk.press("Return")
    clerk.wait_for("Flashdisk boleh dicabut")
    world.sockets.pull()
    return clerk.reads("Kata kunci: ").replace(", ", "")


def accept(clerk: Clerk, world: World, heard: str) -> None:
    """The village believes the answer once its words were compared."""
    clerk.press("Ctrl+9")
    clerk.wait_for("Menunggu jawaban")
    world.sockets.plug(world.stick)
    clerk.wait_at("Kata ke-1")
    clerk.type(heard)
    clerk.press("Return")
    clerk.wait_for("sekarang saling mengenal kunci. Flashdisk boleh dicabut.")
    world.sockets.pull()


# ------------------------------------------------------------------------------------------- every month


def record_departure(clerk: Clerk) -> None:
    """From the first page: somebody who is not recorded yet wants to go to Malaysia."""
    with clerk.task(PERSON):
        clerk.press("Ctrl+N")
        clerk.type("Siti Aminah")
        clerk.tab_to("Warga baru")
        clerk.press("Return")
        clerk.wait_at("NIK")
        clerk.type("6101045203000001")
        clerk.tab_to("Pakai: Menurut NIK: lahir 12 Maret 2000")
        clerk.press("Return", "Ctrl+S")
        clerk.wait_for("Siti Aminah tersimpan.")
        clerk.fill("", "", "")
        clerk.wait_at("Keadaan sekarang")
        clerk.choose("niat")
        clerk.choose("malay")
        clerk.press("Ctrl+S")
        clerk.wait_for("Siti Aminah – Malaysia tersimpan.")


def record_event(clerk: Clerk) -> None:
    """From the first page: an event for the public, with the heads that were counted."""
    with clerk.task(EVENT):
        clerk.press("Ctrl+4", "N")
        clerk.wait_at("Jenis kegiatan")
        clerk.choose("sosialisasi")
        clerk.fill("Bahaya TPPO", "")
        clerk.tab_to("Tanggal")
        clerk.type("20-11-2026")
        clerk.tab_to("Hadir laki-laki")
        clerk.fill("14", "23")
        clerk.press("Ctrl+S")
        clerk.wait_for("tersimpan.")


def report(clerk: Clerk, world: World) -> None:
    """From the first page to the file on the stick."""
    with clerk.task(MONTH):
        clerk.wait_at("Buat laporan: ")
        clerk.press("Return")
        sign(clerk)
        copy(clerk, world)


def sign(clerk: Clerk, cut: Cut = no_cut) -> None:
    """The first three steps of the month."""
    clerk.wait_at("Sudah diperiksa, lanjut")
    clerk.press("Return")
    clerk.fill(NUMBER)
    clerk.wait_at("Kata sandi Abdul Hamid")
    clerk.type(VILLAGE.head_password)
    cut()
    clerk.press("Return")
    clerk.wait_for("Disetujui Abdul Hamid, 2 Desember 2026.")


def copy(clerk: Clerk, world: World, cut: Cut = no_cut) -> None:
    """The last step: the stick is plugged in, the report goes onto it."""
    world.sockets.plug(world.stick)
    clerk.wait_for("KINGSTON")
    cut()
    clerk.press("Ctrl+E")
    clerk.wait_for("Sudah tersimpan dan dibaca ulang.")
    world.sockets.pull()


def receive(clerk: Clerk, world: World) -> None:
    """The camat takes in what the stick brings; the receipt goes back onto it."""
    with clerk.task(RECEIVE):
        clerk.press("Ctrl+7")
        world.sockets.plug(world.stick)
        clerk.wait_at("Terima semua yang cocok (1) dan tulis tanda terima")
        clerk.press("Return")
        clerk.wait_for("Flashdisk boleh dicabut")
        world.sockets.pull()
        clerk.press("Return")


def take_receipt(clerk: Clerk, world: World) -> None:
    """The village hears that its report arrived."""
    with clerk.task(RECEIPT):
        clerk.press("Ctrl+7")
        world.sockets.plug(world.stick)
        clerk.wait_at("Terima semua yang cocok (1)")
        clerk.press("Return")
        clerk.wait_for("laporan November 2026 dikonfirmasi")
        world.sockets.pull()
