"""``make screens``: every screen of every level, light and dark, filled and empty, in two sizes, and every report page.

Pictures for looking at, not for comparing: fonts are drawn a little differently on every machine.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import forms
import offices
import tables
from gui.hands import settle
from ppo_desktop.core.clock import Clock
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.application import make_application
from ppo_desktop.gui.design.theme import install_theme, theme
from ppo_desktop.gui.screens.filling import PointPage
from ppo_desktop.gui.screens.interview import InterviewPage
from ppo_desktop.gui.screens.interview.talk import FLAGS, RESULT
from ppo_desktop.gui.screens.residents import ResidentsPage
from ppo_desktop.gui.shell.rubbish import Collector
from ppo_desktop.gui.shell.screens import DOORS, side_bar
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import browsing, grids, residents
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import overviews
from ppo_desktop.practice import demonstration
from ppo_desktop.practice.offices import CAMAT, VILLAGES, Cast
from ppo_desktop.records.registry import kind

SIZES = ((1366, 768), (1024, 600))
LONG = 300_000
"""Milliseconds a list of people may take on a busy machine."""
AFTER = "2026-12-04T02:00:00"
"""When the story of the demonstration is over."""


@dataclass(frozen=True)
class Shot:
    """One picture: a place, and what is done there before it is taken."""

    name: str
    place: Place
    prepare: Callable[[MainWindow], None] = lambda _window: None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="", help="a part of the picture's name, such as village-filled or home")
    parser.add_argument("--zoom", type=int, default=100)
    given = parser.parse_args()
    shutil.rmtree(given.out, ignore_errors=True)
    install_theme(make_application(), zoom=given.zoom)
    count = 0
    with contextlib.ExitStack() as stack:
        stack.enter_context(Collector())
        offices_ = stack.enter_context(_offices(given.out / "offices"))
        for name, office in offices_.items():
            count += _take_all(given.out, name, office, given.only)
        count += _take_doors(given.out, given.only)
    count += _pages(given.out)
    shutil.rmtree(given.out / "offices")
    print(f"{count} pictures in {given.out}")


@contextlib.contextmanager
def _offices(folder: Path) -> Iterator[dict[str, Office]]:
    """Empty offices of each level, and those of the demonstration."""
    clock = offices.clock_at()
    made = {
        "village-empty": offices.new_office(folder / "desa", offices.VILLAGE, clock),
        "camat-empty": offices.new_office(folder / "camat", offices.CAMAT, clock, is_root=True),
        "regency-empty": offices.new_office(folder / "kabupaten", "61.01", clock, is_root=True),
    }
    for _step in demonstration.run(folder / "demo"):
        pass
    later = offices.clock_at(AFTER)
    made["village-filled"] = _opened(folder / "demo" / "offices", VILLAGES[0], later)
    made["camat-filled"] = _opened(folder / "demo" / "offices", CAMAT, later)
    try:
        yield made
    finally:
        for office in made.values():
            office.close()


def _opened(folder: Path, cast: Cast, clock: Clock) -> Office:
    who = cast.credentials("petugas")
    return open_office(OfficePaths(folder / cast.code), who.name, who.password, clock)


def shots(office: Office) -> Iterator[Shot]:
    """Every screen of the side bar, forms and sheets, search and help."""
    for screen in side_bar(office.identity.level):
        yield Shot(screen.name, Place(screen.name))
    for name, listed in (("departure", "departures"), ("person", "people"), ("socialisation", "events")):
        record_kind = kind(name)
        if office.identity.level in record_kind.levels:
            yield Shot(f"form-{name}", Place("form", {"kind": name, "record": None, "listed": listed}))
            wrong = Place("form", {"kind": name, "record": None, "listed": listed})
            yield Shot(f"form-{name}-errors", wrong, _save_as_it_is)
        for owner, record in browsing.ids(office, record_kind)[:1]:
            where = {"kind": name, "owner": owner, "record": record, "listed": listed}
            yield Shot(f"record-{name}", Place("record", where))
    departures = [key for key in browsing.ids(office, kind("departure")) if key[0] == office.code]
    for _owner, departure in departures[:1]:
        talk = Place("interview", {"typed": {"departure": departure}})
        yield Shot("interview", talk)
        yield Shot("interview-questions", talk, _be_alone)
        yield Shot("interview-result", talk, _to_the_result)
        yield Shot("paper", Place("paper", {"paper": "pocket-card", "kind": "departure", "record": departure}))
    yield Shot("paper-form", Place("paper", {"paper": "blank-forms", "choice": "departure"}))
    yield Shot("table", Place("table", {"kind": "departure"}))
    yield Shot("reconcile", Place("reconcile"))
    yield Shot("instrument", Place("instrument"))
    if office.identity.level in residents.LEVELS:
        yield Shot("residents", Place("residents"), _read_a_list)
    yield Shot("imports", Place("imports"))
    yield Shot("settings-backup", Place("settings", {"section": "backup"}))
    yield Shot("settings-users", Place("settings", {"section": "users"}))
    yield Shot("settings-keys", Place("settings", {"section": "keys"}))
    yield Shot("shares", Place("shares"))
    yield Shot("ceremony", Place("ceremony"))
    yield Shot("sitting", Place("sitting"))
    yield Shot("incident", Place("incident"))
    yield Shot("outside", Place("outside"))
    yield Shot("verify", Place("verify"))
    yield Shot("duplicates", Place("duplicates"))
    yield Shot("pcs", Place("pcs"))
    yield Shot("letters", Place("letters"))
    yield Shot("forms", Place("forms"))
    yield Shot("point-form", Place("forms"), _point_a_form)
    yield Shot("papers", Place("papers"))
    yield Shot("letter", Place("letter", {"template": "BA_SERAH_TERIMA"}))
    yield Shot("letter-template", Place("letter-template", {"template": "BA_SERAH_TERIMA"}))
    yield Shot("settings-numbering", Place("settings", {"section": "numbering"}))
    yield Shot("lists", Place("lists"))
    yield Shot("transfers", Place("transfers"))
    yield Shot("quarantine", Place("quarantine"))
    yield Shot("grids", Place("grids"))
    for grid in grids.offered(office.identity.level):
        yield Shot(f"grid-{grid.name}", Place("grid", {"grid": grid.name}))
    yield Shot("overviews", Place("overviews"))
    for overview in overviews.offered(office.identity.level):
        yield Shot(f"figures-{overview.name}", Place("figures", {"overview": overview.name}))
    yield Shot("figures-paper", Place("figures-paper", {"overview": "coverage", "year": 2026}))
    yield Shot("periods", Place("periods", {"paper": "laporan-berkala"}))
    yield Shot("periods-register", Place("periods", {"paper": "register-pmi"}))
    yield Shot("standard", Place("standard"))
    yield Shot("search", Place("home"), _search)
    yield Shot("help", Place("home"), lambda window: window.toggle_help())


def _fold_away(window: MainWindow) -> None:
    """Search and help of the picture before."""
    focused = QApplication.focusWidget()
    if focused is not None:
        QTest.keyClick(focused, Qt.Key.Key_Escape)


def _save_as_it_is(window: MainWindow) -> None:
    save = getattr(window.page, "save", None)
    if save:
        save()


def _be_alone(window: MainWindow) -> None:
    assert isinstance(window.page, InterviewPage)
    window.page.talk.company = ["SENDIRI"]
    window.page._show(FLAGS)
    settle(window)


def _to_the_result(window: MainWindow) -> None:
    _be_alone(window)
    assert isinstance(window.page, InterviewPage)
    talk = window.page.talk
    talk.answers |= {item.id: item.answers[number % len(item.answers)].code for number, item in enumerate(talk.asked)}
    window.page._show(RESULT)
    settle(window)


def _read_a_list(window: MainWindow) -> None:
    assert isinstance(window.page, ResidentsPage)
    heading = ["No", "No. KK", "NIK", "Nama", "L/P", "Tgl Lahir", "Dusun", "RT", "Agama"]
    card, day = "6101040101109902", "12-03-2009"
    rows = [[n, card, f"61010452030999{n:02}", f"Orang {n}", "P", day, "Setia", 3, "-"] for n in range(40)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Data Penduduk 2026.xlsx"
        file.write_bytes(tables.xlsx([["DATA PENDUDUK"], [], heading, *rows, [41, None, 6.1e15, "Budi", "L"]]))
        window.page.read(file)
        settle(window, LONG)


def _point_a_form(window: MainWindow) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Rekap PMI Disnaker.xlsx"
        file.write_bytes(forms.dinas_form())
        window.show_place(Place("point-form", {"file": file}))
        settle(window, LONG)
    assert isinstance(window.page, PointPage)
    window.page.table.choose((7, 5))
    window.page.panel.take_proposal()
    window.page.fill_down()


def _search(window: MainWindow) -> None:
    window.open_search()
    settle(window)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "si")
    QTest.qWait(300)  # the pause after typing


def _take_all(out: Path, name: str, office: Office, only: str) -> int:
    count = 0
    for mode in ("light", "dark"):
        theme().set(mode=mode)
        for size in SIZES:
            window = MainWindow(Session(office.paths, office.clock))
            window.resize(QSize(*size))
            window.show()
            window.session.open(office)
            for shot in shots(office):
                target = out / name / f"{mode}-{size[0]}x{size[1]}" / f"{shot.name}.png"
                if only in str(target):
                    _fold_away(window)
                    window.show_place(shot.place)
                    settle(window)
                    shot.prepare(window)
                    count += _save(window, target)
            window.session._office = None  # the office goes on to the next window
            _end(window)
    return count


def _take_doors(out: Path, only: str) -> int:
    count = 0
    for mode in ("light", "dark"):
        theme().set(mode=mode)
        for size in SIZES:
            for door in DOORS:
                folder = out / "offices" / ("leer" if door.name == "first-run" else "desa")
                window = MainWindow(Session(OfficePaths(folder), offices.clock_at()))
                window.resize(QSize(*size))
                window.show()
                window.show_place(Place(door.name))
                target = out / "doors" / f"{mode}-{size[0]}x{size[1]}" / f"{door.name}.png"
                if only in str(target):
                    count += _save(window, target)
                _end(window)
    return count


def _end(window: MainWindow) -> None:
    """Close and delete it now: what is left for the end of the program is torn down in no good order."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def _save(window: MainWindow, target: Path) -> int:
    settle(window)
    if window.findChild(QPdfView) is not None:
        QTest.qWait(400)  # pages are drawn beside the window
    target.parent.mkdir(parents=True, exist_ok=True)
    assert window.grab().save(str(target))
    return 1


def _pages(out: Path) -> int:
    """Every page of every PDF the demonstration left behind."""
    count = 0
    for file in sorted((out / "offices" / "demo").rglob("*.pdf")):
        document = QPdfDocument()
        if document.load(str(file)) is not QPdfDocument.Error.None_:
            continue  # the damaged copy that the demonstration refuses
        for page in range(document.pageCount()):
            points = document.pagePointSize(page)
            drawn = document.render(page, QSize(round(points.width() * 1.3), round(points.height() * 1.3)))
            sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
            sheet.fill(QColor("white"))
            painter = QPainter(sheet)
            painter.drawImage(0, 0, drawn)
            painter.end()
            target = out / "pages" / f"{file.stem}-{page + 1}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            assert sheet.save(str(target))
            count += 1
    return count


if __name__ == "__main__":
    main()
