"""``make screens``: every screen of every level, light and dark, filled and empty, in two sizes, and every report page.

Pictures for looking at, not for comparing: fonts are drawn a little differently on every machine. What has less room
than its words need is listed in ``cut.txt`` beside them, and what looks as another picture does in ``same.txt``.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import forms
import offices
import samples
from bench import sambas
from gui.hands import settle
from gui.journey.test_layout import cut, sideways
from gui.shots import KEPT_FORM, Shot, door_shots, fold_away, shots
from ppo_desktop.core.clock import Clock
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.period import Month, Span
from ppo_desktop.gui.application import make_application
from ppo_desktop.gui.design.theme import install_theme, theme
from ppo_desktop.gui.shell.rubbish import Collector
from ppo_desktop.gui.shell.screens import DOORS
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.desk import incident
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import overviews, recapping
from ppo_desktop.operations.papers import catalogue, periodic
from ppo_desktop.operations.tables import filling, standard_figures
from ppo_desktop.practice import demonstration
from ppo_desktop.practice.offices import CAMAT, VILLAGES, Cast
from ppo_desktop.records.registry import kind, row_kinds
from ppo_desktop.records.same_person import SAME_PERSON
from ppo_desktop.reports.foreign_form import Pointed

SIZES = ((1366, 768), (1024, 600))
AFTER = "2026-12-04T02:00:00"
"""When the story of the demonstration is over."""
MONTHS = [*(Month(2025, number) for number in range(10, 13)), *(Month(2026, number) for number in range(1, 12))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="", help="a part of the picture's path: village-filled/light, home, pages")
    parser.add_argument("--zoom", type=int, default=100)
    given = parser.parse_args()
    shutil.rmtree(given.out, ignore_errors=True)
    install_theme(make_application(), zoom=given.zoom)
    camera = Camera(given.out, given.only)
    with contextlib.ExitStack() as stack:
        stack.enter_context(Collector())
        opened = stack.enter_context(shown_offices(given.out / "offices"))
        for name, office in opened.items():
            camera.take_all(name, office)
        camera.take_doors()
        for name, office in opened.items():
            camera.draw_papers(name, office)
    camera.draw_files()
    shutil.rmtree(given.out / "offices")
    print(f"{camera.count} pictures in {given.out}")


# ------------------------------------------------------------------------------- offices


@contextlib.contextmanager
def shown_offices(folder: Path) -> Iterator[dict[str, Office]]:
    """Offices in which something stands, those of the demonstration among them, and empty ones of each level."""
    clock, later = offices.clock_at(), offices.clock_at(AFTER)
    for _step in demonstration.run(folder / "demo"):
        pass
    made = {
        "village-filled": _opened(folder / "demo" / "offices", VILLAGES[0], later),
        "camat-filled": _opened(folder / "demo" / "offices", CAMAT, later),
        "regency-filled": sambas.regency(folder / "kabupaten-lama", later),
        "village-empty": offices.new_office(folder / "desa", offices.VILLAGE, clock),
        "camat-empty": offices.new_office(folder / "camat", offices.CAMAT, clock, is_root=True),
        "regency-empty": offices.new_office(folder / "kabupaten", sambas.REGENCY, clock, is_root=True),
    }
    for name, office in made.items():
        if name.endswith("filled"):
            _live_in(office)
    _let_report(made["regency-filled"])
    for name, head in (("camat-filled", CAMAT.credentials("pimpinan")), ("regency-filled", offices.HEAD)):
        recapping.sign_recap(made[name], MONTHS[-2], number="500.15/061/X/2026", assenting=head)
    try:
        yield made
    finally:
        for office in made.values():
            office.close()


def _opened(folder: Path, cast: Cast, clock: Clock) -> Office:
    who = cast.credentials("petugas")
    return open_office(OfficePaths(folder / cast.code), who.name, who.password, clock)


def _live_in(office: Office) -> None:
    """A record in every book, and another office's form."""
    recorded: samples.Recorded = {}
    for one in row_kinds():
        if office.identity.level in one.levels and (one is not SAME_PERSON or office.code == offices.VILLAGE):
            samples.save(office, one.name, recorded)
    file = office.paths.folder.parent / "Rekap Disnaker.xlsx"
    file.write_bytes(forms.dinas_form())
    cells = [Pointed("Lampiran I", "C4", "fact.month"), Pointed("Lampiran I", "C8", "totals.departed")]
    filling.keep(office, KEPT_FORM, filling.read(file), cells)


def _let_report(regency: Office) -> None:
    """A year of a whole kabupaten, in which some villages are late; its figures given out, and a laptop lost."""
    known = {one.office.code: one.device for one in sambas.senders(regency, sambas.VILLAGES)}
    for place, code in enumerate(sambas.VILLAGES):
        sambas.reports(regency, [code], MONTHS[: len(MONTHS) - (place % 5 == 0) - (place % 17 == 0)], known)
    standard_figures.issue(regency, Span.parse("2025"))
    incident.begin(regency, "stolen", regency.clock.now(), "Laptop bidang hilang dari mobil dinas.", "locked")


# ------------------------------------------------------------------------------- pictures


class Camera:
    """Takes the pictures whose path contains ``only``."""

    def __init__(self, out: Path, only: str) -> None:
        self._out, self._only = out, only
        self._seen: dict[bytes, Path] = {}
        self.count = 0

    def take_all(self, name: str, office: Office) -> None:
        """Every screen of an open office."""
        stick = self._out / "offices" / "demo" / "stick"
        for look, size in _looks():
            wanted = [(shot, target) for shot in shots(office, stick) if (target := self._wanted(name, look, shot))]
            if wanted:
                window = window_of(Session(office.paths, office.clock), size)
                window.session.open(office)
                window._idle.stop()  # nobody touches it for as long as hundreds of pictures take
                for shot, target in wanted:
                    self._take(window, shot, target)
                hand_on(window)

    def take_doors(self) -> None:
        """Every page before an office is open, each in a window of its own."""
        for look, size in _looks():
            for door in DOORS:
                folder = self._out / "offices" / ("leer" if door.name == "first-run" else "desa")
                for shot in door_shots(door.name):
                    if target := self._wanted("doors", look, shot):
                        window = window_of(Session(OfficePaths(folder), offices.clock_at()), size)
                        self._take(window, shot, target)
                        end(window)

    def draw_papers(self, name: str, office: Office) -> None:
        """Every paper of the catalogue, the reports of a time, and the pages of every overview."""
        for paper, make in _papers(office):
            if self._only in f"pages/{name}/{paper}":
                with contextlib.suppress(Refused):  # nothing to print in this office
                    self._draw(f"{name}/{paper}", make())

    def draw_files(self) -> None:
        """Every page of every PDF the demonstration left behind."""
        for file in sorted((self._out / "offices" / "demo").rglob("*.pdf")):
            if self._only in f"pages/{file.stem}":
                self._draw(file.stem, file.read_bytes())

    def _wanted(self, name: str, look: str, shot: Shot) -> Path | None:
        target = self._out / name / look / f"{shot.name}.png"
        return target if self._only in str(target.relative_to(self._out)) else None

    def _take(self, window: MainWindow, shot: Shot, target: Path) -> None:
        fold_away()
        window.show_place(shot.place)
        settle(window)
        shot.prepare(window)
        settle(window)
        if window.findChild(QPdfView) is not None:
            QTest.qWait(1000)  # pages are drawn beside the window
        assert window._place is not None
        doors = {door.name for door in DOORS}
        assert (window._place.screen in doors) == (shot.place.screen in doors), f"{target} would show a door"
        target.parent.mkdir(parents=True, exist_ok=True)
        assert _seen(window).save(str(target))
        page = window.page or window
        with (self._out / "cut.txt").open("a", encoding="utf-8") as told:
            told.writelines(f"{target.relative_to(self._out)}: {one}\n" for one in (*cut(page), *sideways(page)))
        first = self._seen.setdefault(hashlib.sha256(target.read_bytes()).digest(), target)
        if first is not target:
            with (self._out / "same.txt").open("a", encoding="utf-8") as told:
                told.write(f"{target.relative_to(self._out)}: {first.relative_to(self._out)}\n")
        self.count += 1

    def _draw(self, name: str, pdf: bytes) -> None:
        kept = self._out / "offices" / "drawn.pdf"
        kept.write_bytes(pdf)
        document = QPdfDocument()
        if document.load(str(kept)) is not QPdfDocument.Error.None_:
            return  # the damaged copy that the demonstration refuses
        for page in range(document.pageCount()):
            points = document.pagePointSize(page)
            drawn = document.render(page, QSize(round(points.width() * 1.3), round(points.height() * 1.3)))
            sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
            sheet.fill(QColor("white"))
            painter = QPainter(sheet)
            painter.drawImage(0, 0, drawn)
            painter.end()
            target = self._out / "pages" / f"{name}-{page + 1}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            assert sheet.save(str(target))
            self.count += 1
        document.close()


def _papers(office: Office) -> Iterator[tuple[str, Callable[[], bytes]]]:
    for paper in catalogue.offered(office.identity.level):
        if not paper.make:
            continue
        if not paper.about:
            yield paper.name, partial(catalogue.make, office, paper.name)
            continue
        own = [key for key in browsing.ids(office, kind(paper.about)) if key[0] == office.code]
        for owner, record in own[:1]:
            yield paper.name, partial(catalogue.make, office, paper.name, About(record=record, owner=owner))
    for of, is_public in (("2026-T3", False), ("2025", False), ("2025", True)):
        asked = periodic.Asked(periodic.REPORT, Span.parse(of), is_public=is_public)
        told = f"berkala-{of}{'-umum' if is_public else ''}"
        yield told, partial(periodic.pages, office, asked, lambda *_told: None)
    for overview in overviews.offered(office.identity.level):
        yield f"gambaran-{overview.name}", partial(_overview_pages, office, overview)
    for edition in standard_figures.all_editions(office):
        yield edition.name, partial(standard_figures.pages, office, edition)


def _overview_pages(office: Office, overview: overviews.Overview) -> bytes:
    return overviews.paper(office, overview, 2026, overviews.find(office, overview, 2026))


def _looks() -> Iterator[tuple[str, tuple[int, int]]]:
    for mode in ("light", "dark"):
        theme().set(mode=mode)
        for size in SIZES:
            yield f"{mode}-{size[0]}x{size[1]}", size


def window_of(session: Session, size: tuple[int, int]) -> MainWindow:
    window = MainWindow(session)
    window.resize(QSize(*size))
    window.show()
    return window


def _seen(window: MainWindow) -> QPixmap:
    """The window, and the menu that lies over it."""
    seen = window.grab()
    if popup := QApplication.activePopupWidget():
        painter = QPainter(seen)
        painter.drawPixmap(window.mapFromGlobal(popup.pos()), popup.grab())
        painter.end()
    return seen


def hand_on(window: MainWindow) -> None:
    """End the window; its office goes on to the next."""
    window.show_place(Place("home"))  # whatever was typed is kept while there is an office
    settle(window)
    window.session._office = None
    end(window)


def end(window: MainWindow) -> None:
    """Close and delete it now: what is left for the end of the program is torn down in no good order."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    main()
