"""Every screen of the program, over offices with nothing in them and with something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

import forms
import offices
import samples
from gui.hands import in_front, settle
from ppo_desktop.core.clock import FixedClock
from ppo_desktop.core.offices import Level
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.period import Month
from ppo_desktop.gui.shell.screens import DOORS, LIST_OF, SCREENS
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.history import losses
from ppo_desktop.operations.history.losses import Lost
from ppo_desktop.operations.neighbours import correcting, notes
from ppo_desktop.operations.tables import filling
from ppo_desktop.records.registry import kind, row_kinds
from ppo_desktop.reports.foreign_form import Pointed
from ppo_desktop.storage import carrier_store

OFFICES = ("desa", "camat", "desa kosong", "camat kosong")
TODAY = "2026-12-02T02:00:00"
OCTOBER = Month(2026, 10)
PAPERS = {
    "paper": {"paper": "blank-forms", "choice": "socialisation"},
    "letter": {"template": "BA_SERAH_TERIMA"},
    "letter-template": {"template": "BA_SERAH_TERIMA"},
    "table": {"kind": "departure"},
    "fill-form": {"name": "Rekap Disnaker", "month": "2026-11"},
}
"""Arguments of screens that show one of many papers or books."""
DAILY = ("departure", "person", "socialisation")
"""Kinds whose empty forms and sheets are looked at in every office; of the others, one filled in long."""


@dataclass(frozen=True)
class Sight:
    """A screen as somebody sees it."""

    office: str
    """One of ``OFFICES``; for doors the folder they stand before."""
    screen: str
    kind: str = ""
    """Of lists, forms and sheets."""

    @property
    def is_rare(self) -> bool:
        """Whether it is left to the long tests: empty offices, and lists and sheets that are all made alike."""
        return self.office.endswith("kosong") or (self.kind not in ("", *DAILY) and self.screen != "form")

    def __str__(self) -> str:
        return " ".join(filter(None, (self.office, self.screen, self.kind))).replace(" ", "-")


def sights() -> Iterator[Sight]:
    """All of them; sheets only where there are records."""
    for office in OFFICES:
        for screen in SCREENS:
            if screen.name not in ("form", "record", "interview") and (
                screen.name != "carrier" or "kosong" not in office
            ):
                yield Sight(office, screen.name)
    for name in DAILY:
        yield Sight("desa kosong", "form", name)
        yield Sight("desa", "form", name)
        yield Sight("desa", "record", name)
        yield Sight("camat", "record", name)
    for other in row_kinds():
        if other.name not in DAILY:
            office = "desa" if Level.VILLAGE in other.levels else "camat"
            for screen in ("form", "record", "list"):
                yield Sight(office, screen, other.name)
    yield Sight("desa", "interview", "departure")
    for door in DOORS:
        yield Sight("tidak ada" if door.name == "first-run" else "desa terkunci", door.name)


@dataclass(frozen=True)
class House:
    """The offices, made once; each window opens its own."""

    folder: Path

    @contextmanager
    def window(self, sight: Sight, size: tuple[int, int] = (1366, 768)) -> Iterator[MainWindow]:
        """A window that shows ``sight`` and has nothing left to do."""
        paths, clock = OfficePaths(self.folder / sight.office), offices.clock_at(TODAY)
        window = MainWindow(Session(paths, clock))
        window.resize(*size)
        in_front(window)
        if sight.office in OFFICES:
            window.session.open(open_office(paths, "petugas", offices.CLERK_PASSWORD, clock))
        try:
            window.show_place(place(sight, window))
            settle(window)
            yield window
        finally:
            window.close()
            window.deleteLater()


def place(sight: Sight, window: MainWindow) -> Place:
    """Where ``sight`` is seen."""
    if sight.screen == "list":
        return Place(LIST_OF[sight.kind])
    if sight.screen == "form" and sight.kind in DAILY:
        return Place("form", {"kind": sight.kind, "record": None, "listed": LIST_OF[sight.kind]})
    if sight.screen in ("form", "record"):
        owner, record = browsing.ids(window.session.office, kind(sight.kind))[0]
        where = {"kind": sight.kind, "owner": owner, "record": record, "listed": LIST_OF[sight.kind]}
        return Place(sight.screen, where)
    if sight.screen == "interview":
        return Place("interview", {"typed": {sight.kind: browsing.ids(window.session.office, kind(sight.kind))[0][1]}})
    if sight.screen.startswith("figures"):
        return Place(sight.screen, {"overview": "coverage", "year": 2026})
    if sight.screen == "carrier":
        with window.session.office.database.reading() as connection:
            known = carrier_store.known(connection, window.session.office.code)[0]
        return Place("carrier", {"carrier": known.id, "title": "Laporan November 2026"})
    return Place(sight.screen, PAPERS.get(sight.screen, {}))


def make_house(folder: Path) -> House:
    """A kecamatan and a village that reported to it, both as they are on their first day as well; all closed."""
    clock = offices.clock_at(TODAY)
    pair = offices.new_pair(folder, clock)
    pair.report(OCTOBER, nihil=True)
    person = pair.person(name="Siti Aminah binti Abdul Rahman", hamlet="Merpati Putih", phone="0812 3456 7890")
    pair.departure(person, destination_place="Sarawak, Kuching")
    pair.person(name="Dewi")
    event = {"activity": "SOS_DESA", "held_on": "2026-11-20", "title": "Bahaya TPPO dan cara melapor", "men": 14}
    recording.save(pair.village, kind("socialisation"), event)
    recording.save(pair.village, kind("socialisation"), event | {"held_on": "2026-10-12"})  # late
    recorded: dict[str, dict[str, str]] = {"desa": {}, "camat": {}}
    for other in row_kinds():
        is_villages = Level.VILLAGE in other.levels
        office, known = (pair.village, recorded["desa"]) if is_villages else (pair.camat, recorded["camat"])
        samples.save(office, other.name, known)
    pair.report()
    pair.carry_up()
    correspond(pair, person)
    pair.close()
    for name in ("desa kosong", "desa terkunci"):
        offices.new_office(folder / name, offices.VILLAGE, clock).close()
    offices.new_office(folder / "camat kosong", offices.CAMAT, clock, is_root=True).close()
    for name in OFFICES:
        keep_a_form(folder / name, clock)
    return House(folder)


def keep_a_form(folder: Path, clock: FixedClock) -> None:
    """Another office's form, with one cell pointed to a figure."""
    file = folder.parent / "Rekap Disnaker.xlsx"
    file.write_bytes(forms.dinas_form())
    with closing(open_office(OfficePaths(folder), "petugas", offices.CLERK_PASSWORD, clock)) as office:
        cells = [Pointed("Lampiran I", "C4", "fact.month")]
        filling.keep(office, PAPERS["fill-form"]["name"], filling.read(file), cells)


def correspond(pair: offices.Pair, person: str) -> None:
    """What offices ask and tell each other, and what a PC has to say about its own past."""
    reason = "Tanggal lahir dan NIK tidak cocok; periksa di KK."
    correcting.ask(pair.camat, kind("person"), pair.village.code, person, reason, "born_on")
    notes.write(pair.camat, pair.village.code, "Mohon daftar hadir kegiatan tanggal 12 dibawa bersama laporan.")
    pair.carry_down()
    with pair.village.database.transaction() as connection:
        losses.keep(connection, pair.clock, "old-copy", Lost(pair.village.device.id, 900, bytes(32)))


def seen(window: QWidget) -> list[QWidget]:
    """All widgets that are shown, what is scrolled out of sight included."""
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible()]


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops at it."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


def name_of(widget: QWidget) -> str:
    """What to call a widget in a complaint."""
    text = str(widget.property("text") or "")
    return f"{type(widget).__name__} “{widget.accessibleName() or text[:60]}”"


def place_of(widget: QWidget) -> QRect:
    """Where it is, as its window counts."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def disabled_without_reason(window: MainWindow) -> list[str]:
    return [
        name_of(widget)
        for widget in seen(window)
        if isinstance(widget, QPushButton)
        and not widget.isEnabled()
        and not (widget.accessibleDescription() or widget.toolTip())
    ]


def passed_by(walk: list[QWidget], window: MainWindow) -> list[str]:
    """Where Tab should stop and does not. Of buttons of which one is chosen Tab stops at that; arrows do the rest."""
    grouped = [widget.group() for widget in walk if isinstance(widget, QAbstractButton) and widget.group()]
    return [
        name_of(widget)
        for widget in seen(window)
        if takes_tab(widget)
        and widget not in walk
        and not (isinstance(widget, QAbstractButton) and widget.group() in grouped and widget.group().exclusive())
    ]


def walked(window: MainWindow) -> list[QWidget]:
    """Where Tab stops, from the window's first widget on until it comes round."""
    start = window.nextInFocusChain()
    while not takes_tab(start):
        start = start.nextInFocusChain()
    start.setFocus()
    stops = [start]
    for _press in range(300):
        QTest.keyClick(stops[-1], Qt.Key.Key_Tab)
        QApplication.processEvents()
        here = QApplication.focusWidget()
        assert here is not None, f"after {name_of(stops[-1])} nothing has the focus"
        if here is start:
            return stops
        assert here not in stops, f"Tab goes round without {name_of(start)}: {[name_of(stop) for stop in stops]}"
        stops.append(here)
    raise AssertionError(f"Tab does not come round: {[name_of(stop) for stop in stops]}")
