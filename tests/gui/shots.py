"""Which pictures ``make screens`` takes: every screen as it opens, and what people see there after the first step."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import forms
import tables
from gui.hands import settle
from ppo_desktop.core.offices import Level, name_of
from ppo_desktop.core.period import Month
from ppo_desktop.gui.screens.figures import FiguresPage
from ppo_desktop.gui.screens.filling import PointPage
from ppo_desktop.gui.screens.first_run import FirstRunPage
from ppo_desktop.gui.screens.imports import ImportsPage
from ppo_desktop.gui.screens.interview import InterviewPage
from ppo_desktop.gui.screens.interview.talk import FLAGS, RESULT
from ppo_desktop.gui.screens.periods import PeriodsPage
from ppo_desktop.gui.screens.receive import ReceivePage
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.screens.residents import ResidentsPage
from ppo_desktop.gui.screens.verify import VerifyPage
from ppo_desktop.gui.shell.screens import LIST_OF, SCREENS, side_bar
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import browsing, grids, residents
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger, overviews
from ppo_desktop.operations.papers import catalogue
from ppo_desktop.operations.tables import filling
from ppo_desktop.records.registry import kind, row_kinds
from ppo_desktop.storage import carrier_store

LONG = 300_000
"""Milliseconds a list of people may take on a busy machine."""
DAILY = ("departure", "person", "socialisation")
"""Kinds whose forms are shown empty, and as they refuse."""
KEPT_FORM = "Rekap Disnaker"
MONTH = "2026-11"
_FIRST_STEPS = 5
"""Steps of the first run that ask before anything is made."""
_TOLD_OF = frozenset({"form", "record", "interview", "carrier", "grid", "figures", "figures-paper", "table", "paper"})
_TOLD_OF |= {"point-form", "fill-form", "letter", "letter-template"}
"""Screens that need to be told what of."""


@dataclass(frozen=True)
class Shot:
    """One picture: a place, and what is done there before it is taken."""

    name: str
    place: Place
    prepare: Callable[[MainWindow], None] = lambda _window: None


def shots(office: Office, stick: Path) -> Iterator[Shot]:
    """All pictures of one office.

    Args:
        stick: where carriers lie that its villages sent.
    """
    level = office.identity.level
    for screen in (*side_bar(level), *(one for one in SCREENS if one.group < 0 and level in one.levels)):
        if screen.name not in _TOLD_OF:
            yield Shot(screen.name, Place(screen.name))
    yield from _of_books(office)
    for section in ("backup", "users", "keys", "numbering"):
        yield Shot(f"settings-{section}", Place("settings", {"section": section}))
    yield from _of_papers(office)
    yield from _of_files(office, stick)
    for grid in grids.offered(level):
        yield Shot(f"grid-{grid.name}", Place("grid", {"grid": grid.name}))
    for overview in overviews.offered(level):
        place = Place("figures", {"overview": overview.name})
        yield Shot(f"figures-{overview.name}", place)
        if overview.is_guarded:
            yield Shot(f"figures-{overview.name}-named", place, _give_a_reason)
    yield Shot("figures-paper", Place("figures-paper", {"overview": "coverage", "year": 2026}))
    yield Shot("search", Place("home"), _search)
    yield Shot("help", Place("home"), lambda window: window.toggle_help())


def door_shots(name: str) -> Iterator[Shot]:
    """Those of a page before an office is open."""
    yield Shot(name, Place(name))
    if name == "first-run":
        for place in range(1, _FIRST_STEPS):
            yield Shot(f"{name}-{place + 1}", Place(name), partial(_to_step, place))


def _of_books(office: Office) -> Iterator[Shot]:
    """Lists, forms and sheets; those of rarer books only where something stands in them."""
    for one in row_kinds():
        listed = LIST_OF[one.name]
        keys = browsing.ids(office, one)
        if one.name in DAILY:
            empty = Place("form", {"kind": one.name, "record": None, "listed": listed})
            yield Shot(f"form-{one.name}", empty)
            yield Shot(f"form-{one.name}-errors", empty, _save_as_it_is)
        elif office.identity.level not in one.levels or not keys:
            continue
        else:
            yield Shot(listed, Place(listed))
        own = [key for key in keys if key[0] == office.code]
        for owner, record in (own or keys)[:1]:
            where = {"kind": one.name, "owner": owner, "record": record, "listed": listed}
            yield Shot(f"record-{one.name}", Place("record", where))
            if catalogue.offered(office.identity.level, one.name):  # else the printer is asked for at once
                yield Shot(f"record-{one.name}-papers", Place("record", where), _offer_papers)
            if own and one.begun_by == "form":
                yield Shot(f"form-{one.name}-filled", Place("form", where))
    own = [record for owner, record in browsing.ids(office, kind("departure")) if owner == office.code]
    for departure in own[:1]:
        talk = Place("interview", {"typed": {"departure": departure}})
        yield Shot("interview", talk)
        yield Shot("interview-questions", talk, _be_alone)
        yield Shot("interview-result", talk, _to_the_result)


def _of_papers(office: Office) -> Iterator[Shot]:
    for about in ("departure", "meeting"):
        for owner, record in browsing.ids(office, kind(about))[:1]:
            for paper in catalogue.offered(office.identity.level, about):
                if paper.make and owner == office.code:
                    asked = {"paper": paper.name, "kind": about, "owner": owner, "record": record}
                    yield Shot(f"paper-{paper.name}", Place("paper", asked))
    yield Shot("paper-form", Place("paper", {"paper": "blank-forms", "choice": "departure"}))
    yield Shot("letter", Place("letter", {"template": "BA_SERAH_TERIMA"}))
    yield Shot("letter-template", Place("letter-template", {"template": "BA_SERAH_TERIMA"}))
    yield Shot("periods-register-pmi", Place("periods", {"paper": "register-pmi"}))
    yield Shot("periods-sign", Place("periods", {"paper": "laporan-berkala", "span": "2026-T3"}), _ask_signature)
    for line in ledger.reports(office)[:1]:
        yield Shot("month-reported", Place("month", {"month": str(line.month)}))


def _of_files(office: Office, stick: Path) -> Iterator[Shot]:
    """Sticks, carriers, and tables of other programs."""
    if office.identity.level in residents.LEVELS:
        yield Shot("residents-read", Place("residents"), _read_a_list)
    yield Shot("imports-read", Place("imports"), _read_returnees)
    yield Shot("table", Place("table", {"kind": "departure"}))
    yield Shot("table-case", Place("table", {"kind": "case"}))
    yield Shot("point-form", Place("forms"), _point_a_form)
    if any(form.name == KEPT_FORM for form in filling.forms(office)):
        yield Shot("fill-form", Place("fill-form", {"name": KEPT_FORM, "month": MONTH}))
    yield Shot("receive-stick", Place("receive"), partial(_read_stick, stick))
    for file in sorted(stick.glob("PPO-*.pdf"))[:1]:
        yield Shot("verify-file", Place("verify"), partial(_verify, file))
        yield Shot("verify-copy", Place("verify"), partial(_compare, file))
    with office.database.reading() as connection:
        known = [one for one in carrier_store.known(connection, office.code) if one.kind == "report"]
    for carrier in known[:1]:
        title = f"Laporan {Month.parse(carrier.period).label}, {name_of(carrier.sender)}"
        yield Shot("carrier", Place("carrier", {"carrier": carrier.id, "title": title}))


# ------------------------------------------------------------------------------- what is done there


def fold_away() -> None:
    """Menu, search and help of the picture before."""
    if popup := QApplication.activePopupWidget():
        popup.close()
    if focused := QApplication.focusWidget():
        QTest.keyClick(focused, Qt.Key.Key_Escape)


def _to_step(place: int, window: MainWindow) -> None:
    assert isinstance(window.page, FirstRunPage)
    answers = window.page.answers
    answers.level, answers.code, answers.address = Level.VILLAGE, "61.01.04.2003", "Jalan Raya Sempalai Nomor 7"
    answers.head, answers.secretary = "Burhanuddin", "Marlina"
    window.page.show_step(window.page.names[place])


def _save_as_it_is(window: MainWindow) -> None:
    save = getattr(window.page, "save", None)
    if save:
        save()


def _offer_papers(window: MainWindow) -> None:
    assert isinstance(window.page, RecordPage)
    window.page.choose_paper()


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


def _give_a_reason(window: MainWindow) -> None:
    assert isinstance(window.page, FiguresPage)
    window.page._unveil("Gelar perkara bersama Polres, 3 Desember.")
    settle(window)


def _ask_signature(window: MainWindow) -> None:
    assert isinstance(window.page, PeriodsPage)
    window.page.ask_signature()


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


def _read_returnees(window: MainWindow) -> None:
    """A list of P4MI with what such lists are: merged heads, days as d/m/Y, a wrong day, a person without village."""
    assert isinstance(window.page, ImportsPage)
    head = ["No", "Nama PMI", "L/P", "Tempat/Tgl Lahir", "NIK", "Alamat", None, None, "Tgl Deportasi", "Pelanggaran"]
    below = [None, None, None, None, None, "Desa", "Kecamatan", "Kabupaten", None, None]
    here, end = ["Sempalai", "Tebas", "Sambas"], ["20/11/2026", "Overstay"]
    rows = [
        [1, "SITI AMINAH", "P", "Sambas, 12/03/1990", "6101045203909901", *here, *end],
        [2, "MOH. DJAMIL", "L", "Sambas, 01/05/1988", None, *here, *end],
        [3, "YOSEF", "L", "Lumar, 3/4/1991", None, "Lumar", "Lumar", "Bengkayang", *end],
        [4, "NURHAYATI", "P", "Tebas, 1980", None, None, None, "Sambas", *end],
        [5, "RUDI HARTONO", "L", None, None, *here, "31/31/2026", "Overstay"],
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "P4MI Entikong 20 November.xlsx"
        title = [["DAFTAR PMI DEPORTASI MELALUI PLBN ENTIKONG"], []]
        file.write_bytes(tables.xlsx([*title, head, below, *rows], merged=["F3:H3"]))
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


def _read_stick(stick: Path, window: MainWindow) -> None:
    assert isinstance(window.page, ReceivePage)
    window.page.chooser.take_folder(stick)
    settle(window, LONG)


def _verify(file: Path, window: MainWindow) -> None:
    assert isinstance(window.page, VerifyPage)
    window.page.check(file)
    settle(window, LONG)


def _compare(file: Path, window: MainWindow) -> None:
    assert isinstance(window.page, VerifyPage)
    window.page.read_code(file)
    settle(window, LONG)


def _search(window: MainWindow) -> None:
    window.open_search()
    settle(window)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "si")
    QTest.qWait(300)  # the pause after typing
