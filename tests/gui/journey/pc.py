"""A PC whose power fails: the window in a process of its own, driven by keys, ended by SIGKILL in the middle.

``python -m gui.journey.pc`` with a JSON line: folder, cast, day, parts to do, and where and when the power fails.
Each part looks at the screen for what is there already, as a clerk would, and goes on from it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtTest import QTest

import offices
from gui.journey import story
from gui.journey.clerk import Clerk
from gui.journey.sockets import Sockets
from gui.journey.story import CAMAT, VILLAGE, Cast, Cut, World
from ppo_desktop.gui.application import make_application
from ppo_desktop.gui.design.theme import install_theme
from ppo_desktop.gui.shell.rubbish import Collector

NAME = "Siti Aminah binti Abdul Rahman"
SLOWLY = 400
"""Milliseconds between two letters of somebody who looks for each, where the power is going to fail."""


class Pc:
    """One start of the program until its end."""

    def __init__(self, folder: Path, cast: Cast, day: str) -> None:
        self._sheet = folder / "paper.json"
        self.paper: dict[str, str] = json.loads(self._sheet.read_text()) if self._sheet.exists() else {}
        """What clerks wrote down: words that were read out."""
        self.cast = cast
        self.world = World(
            folder, Sockets(folder / f"sockets {cast.folder}", pytest.MonkeyPatch()), offices.clock_at(day)
        )
        self.clerk: Clerk = self.world.start(cast)

    def write_down(self, what: str, words: str) -> None:
        self.paper[what] = words
        self._sheet.write_text(json.dumps(self.paper))

    def enter(self, cut: Cut) -> None:
        """The first run, or the password where an office stands already."""
        if self.clerk.sees("Aplikasi ini dipakai di kantor apa?"):
            story.set_up(self.clerk, self.cast, self.world, cut)
        elif not self.clerk.sees("Yang perlu dikerjakan"):
            story.unlock(self.clerk, self.cast)

    # ------------------------------------------------------------------------------- parts

    def ask(self, cut: Cut) -> None:
        self.write_down("request", story.ask(self.clerk, self.world, cut))

    def answer(self, cut: Cut) -> None:
        self.write_down("answer", story.answer(self.clerk, self.world, self.paper["request"], cut))

    def accept(self, _cut: Cut) -> None:
        self.clerk.press("Ctrl+9")
        if not self.clerk.sees("Sudah dikenal"):
            story.accept(self.clerk, self.world, self.paper["answer"])

    def type(self, cut: Cut) -> None:
        """Begin with somebody and be slow about it; every letter is told."""
        self._open_person()
        self.clerk.press("Ctrl+A")
        cut()
        for place in range(len(NAME)):
            self.clerk.type(NAME[place])
            tell(f"typed {place + 1}")
            QTest.qWait(0 if cut is story.no_cut else SLOWLY)
        self.clerk.press("Return")
        self.clerk.wait_for("Draf tersimpan")

    def save(self, cut: Cut) -> None:
        """Finish the form and save it; where that was done already, there is nothing to do."""
        clerk = self.clerk
        clerk.press("Ctrl+3")
        if clerk.sees("1 catatan"):
            return
        self._open_person()
        assert clerk.sees("Draf dari"), "the draft is offered with a sentence"
        clerk.press("Ctrl+A")
        clerk.type(NAME)
        clerk.press("Return", "Ctrl+A")
        clerk.type("6101045203000001")
        clerk.press("Return")
        clerk.tab_to("Tanggal lahir")
        clerk.press("Ctrl+A")
        clerk.fill("12-3-2000")
        clerk.press("Ctrl+A")
        clerk.choose("perem")
        cut()
        clerk.press("Ctrl+S")
        clerk.wait_for("tersimpan.")

    def _open_person(self) -> None:
        self.clerk.press("Ctrl+3", "N")
        self.clerk.wait_for("Identitas")
        self.clerk.tab_to("Nama lengkap")  # a form with a draft begins at the first field that is empty

    def record(self, _cut: Cut) -> None:
        """A departure of that person, and an event."""
        clerk = self.clerk
        clerk.press("Ctrl+1", "Ctrl+N")
        clerk.type("siti am")
        clerk.press("Return")
        clerk.tab_to("Keadaan sekarang")
        clerk.choose("niat")
        clerk.choose("malay")
        clerk.press("Ctrl+S")
        clerk.wait_for("tersimpan.")
        clerk.press("Ctrl+1")
        story.record_event(clerk)

    def sign(self, cut: Cut) -> None:
        self._open_month()
        if not self.clerk.sees("Disetujui Abdul Hamid"):
            story.sign(self.clerk, cut)

    def copy(self, cut: Cut) -> None:
        self._open_month()
        if not self.clerk.sees("Di flashdisk sejak"):
            story.copy(self.clerk, self.world, cut)

    def _open_month(self) -> None:
        self.clerk.press("Ctrl+6")
        self.clerk.wait_for("Langkah 1 dari 5")
        if not self.clerk.sees("Laporan November 2026"):  # it is made; the page shows what is next
            self.clerk.tab_to("Bulan sebelumnya")
            self.clerk.press("Return")
            self.clerk.wait_for("Laporan November 2026")

    def receive(self, cut: Cut) -> None:
        """Take in and answer; what is in already is answered again."""
        self._take(("Terima semua yang cocok (1) dan tulis tanda terima", "Tulis tanda terima ke flashdisk"), cut)

    def take_receipt(self, cut: Cut) -> None:
        self._take(("Terima semua yang cocok (1)", "Selesai"), cut)

    def _take(self, offers: tuple[str, str], cut: Cut) -> None:
        clerk = self.clerk
        clerk.press("Ctrl+7")
        self.world.sockets.plug(self.world.stick)
        clerk.wait_for_one_of(offers)
        clerk.rest()
        if clerk.sees(offers[0]):
            clerk.wait_at(offers[0])
            cut()
            clerk.press("Return")
            clerk.wait_for("Flashdisk boleh dicabut")
        elif offers[1] != "Selesai":
            clerk.wait_at(offers[1])
            clerk.press("Return")
            clerk.wait_for("Flashdisk boleh dicabut")
        self.world.sockets.pull()


def tell(line: str) -> None:
    """Say what is done, and when."""
    sys.stdout.write(f"{time.monotonic():.3f} {line}\n")
    sys.stdout.flush()


def power_fails() -> None:
    tell("cut")
    os.kill(os.getpid(), signal.SIGKILL)


def cut_after(seconds: float) -> Cut:
    """Once called, the power fails so much later."""

    def cut() -> None:
        timer = threading.Timer(seconds, power_fails)
        timer.daemon = True
        timer.start()

    return cut


def main() -> None:
    told = json.loads(sys.stdin.readline())
    application = make_application()
    install_theme(application)
    with Collector():
        pc = Pc(Path(told["folder"]), CAMAT if told["cast"] == CAMAT.folder else VILLAGE, told["day"])
        for name in ("enter", *told["parts"]):
            is_cut = name == told["cut"]
            part: Callable[[Cut], None] = getattr(pc, name)
            part(cut_after(told["after"]) if is_cut else story.no_cut)
            if is_cut:
                power_fails()
            tell(f"done {name}")
        pc.clerk.window.close()


if __name__ == "__main__":
    main()
