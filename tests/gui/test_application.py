"""The program's entry: window or verbs, what is loaded when, and what the import hook is worth."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import offices
from ppo_desktop import app
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui import application
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.shell.rubbish import Collector
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.house.office import Office

SOURCES = str(Path(__file__).parents[2] / "src")
HEAVY = ("cryptography", "pikepdf", "PIL", "pyhanko", "pyrage", "reportlab", "sqlalchemy", "sqlcipher3", "sqlmodel")


LATER = (
    "argparse", "asyncio", "concurrent.futures", "csv", "ctypes", "logging", "msgspec", "multiprocessing", "queue",
    "ppo_desktop.core.period", "ppo_desktop.records.kind",
)  # fmt: skip
"""What typing a password needs as little."""
STRANGE = (
    "PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtPrintSupport",
    "difflib", "html.parser", "pikepdf", "PIL", "pyhanko", "pyrage", "reportlab", "statistics", "xml",
    "ppo_desktop.exchange.spreadsheet", "ppo_desktop.exchange.workbook", "ppo_desktop.insight.registry",
)  # fmt: skip
"""What is still not needed when every page that is loaded ahead is there."""


def started(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A fresh Python that runs ``code``."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept = {**kept, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": SOURCES, **environment}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=kept, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [(["--data", "a"], "a"), (["--data=b"], "b"), (["list", "warga"], None), (["--data", "a", "list"], None)],
)
def test_a_verb_goes_to_the_command_line_and_anything_less_opens_the_window(
    arguments: list[str], folder: str | None
) -> None:
    assert app.window_paths(arguments) == (OfficePaths(Path(folder)) if folder else None)
    assert app.window_paths([]) == OfficePaths.default()
    assert app.window_paths(["--help"]) is None


def test_a_screen_is_looked_for_where_windows_need_one() -> None:
    assert app.has_display("win32", {})
    assert not app.has_display("linux", {"HOME": "/root"})
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        assert app.has_display("linux", {name: ":0"})


def test_without_a_screen_a_sentence_and_the_verbs_are_shown() -> None:
    done = started("from ppo_desktop.app import main; main()", QT_QPA_PLATFORM="")
    assert done.returncode == app.USAGE
    assert "tidak menyediakan layar" in done.stderr
    assert "Cara pakai: ppo-desktop" in done.stdout


def test_where_qt_lacks_a_part_of_the_system_a_sentence_and_the_verbs_are_shown() -> None:
    broken = "import sys; sys.modules['PySide6.QtWidgets'] = None\nfrom ppo_desktop.app import main; main()"
    done = started(broken)
    assert done.returncode == app.USAGE
    assert "belum terpasang" in done.stderr


def test_a_verb_loads_no_window(tmp_path: Path) -> None:
    done = started(
        "import sys\nfrom ppo_desktop.app import main\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    print(ended.code, 'PySide6' in sys.modules)",
        "nik",
        "6101046103010001",
    )
    assert done.stdout.splitlines()[-1].endswith("False"), done.stdout + done.stderr


def test_the_first_page_is_painted_before_anything_heavy_is_loaded(village: Office) -> None:
    village.close()
    painted = (
        "import sys\nfrom pathlib import Path\n"
        "from ppo_desktop.gui import application\nfrom ppo_desktop.gui.design.theme import install_theme\n"
        "from ppo_desktop.core.clock import SystemClock\nfrom ppo_desktop.core.paths import OfficePaths\n"
        "qt = application.make_application(); install_theme(qt, 'system')\n"
        "window = application.open_window(OfficePaths(Path(sys.argv[1])), SystemClock())\n"
        "window.show(); qt.processEvents()\n"
        "from PySide6 import QtCore\n"
        "print(type(window.page).__name__, 'Qt' in vars(QtCore), *sys.modules)\n"
        "window.close()"
    )
    for folder, page in ((village.paths.folder, "UnlockPage"), (village.paths.folder / "belum", "FirstRunPage")):
        done = started(painted, str(folder))
        assert done.returncode == 0, done.stderr
        shown, has_names_of_qt, *loaded = done.stdout.split()
        assert shown == page
        assert page != "UnlockPage" or has_names_of_qt == "False"  # see design.naming
        assert not set(HEAVY) & set(loaded)
        assert page != "UnlockPage" or not set(LATER) & set(loaded)


def test_the_style_is_ours_whatever_the_pc_would_choose() -> None:
    shown = "from ppo_desktop.gui.application import make_application\nprint(make_application().style().objectName())"
    assert started(shown, QT_STYLE_OVERRIDE="Windows").stdout.split() == ["fusion"]


@pytest.mark.parametrize(("window", "ink", "dark"), [("#202326", "#fcfcfc", True), ("#efefef", "#000000", False)])
def test_as_the_computer_is_as_dark_as_the_palette_that_the_system_gave(window: str, ink: str, dark: bool) -> None:
    shown = (
        "from PySide6.QtGui import QColor, QPalette\n"
        "from ppo_desktop.gui.application import make_application\n"
        "from ppo_desktop.gui.design.theme import install_theme\n"
        "qt, given = make_application(), QPalette()\n"
        f"given.setColor(QPalette.ColorRole.Window, QColor('{window}'))\n"
        f"given.setColor(QPalette.ColorRole.WindowText, QColor('{ink}'))\n"
        "qt.setPalette(given)\n"
        "theme = install_theme(qt, 'system')\n"
        "theme.set(mode='light'); theme.set(mode='system')\n"  # ours was there meanwhile
        "print(theme.is_dark)"
    )
    assert started(shown).stdout.split() == [str(dark)]


def test_what_is_loaded_ahead_is_what_its_pages_show_at_once() -> None:
    done = started(
        "import sys\nfrom ppo_desktop.gui.application import load_heavy_modules\n"
        "load_heavy_modules()\nprint(*sys.modules)"
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "ppo_desktop.gui.screens.month.page" in loaded
    assert not set(STRANGE) & loaded


_VISITED = """
from PySide6 import QtWidgets
from PySide6.QtCore import QTimer
from ppo_desktop.app import main
from ppo_desktop.gui import application
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.doors.opening import open_office

places = [Place(name) for name in ("home", "people", "month", "papers", "settings")]
places.insert(2, Place("form", {"kind": "person", "record": None}))
places += [Place("figures", {"overview": "coverage"}), Place("grid", {"grid": "rt"})]
opened = application.open_window

def and_visit(paths, clock):
    window = opened(paths, clock)

    def step():
        if window.session.work.is_busy:
            QTimer.singleShot(20, step)
        elif places:
            window.show_place(places.pop(0))
            print(type(window.page).__name__, "QWizard" in vars(QtWidgets))
            QTimer.singleShot(200, step)
        else:
            QtWidgets.QScrollArea().viewport()
            print("QWizard" in vars(QtWidgets))
            window.close()

    def enter():
        window.session.open(open_office(paths, USER, PASSWORD, clock))
        step()

    QTimer.singleShot(0, enter)
    return window

application.open_window = and_visit
main()
"""


@pytest.fixture
def visited(village: Office) -> subprocess.CompletedProcess[str]:
    """The program, opened, shown page by page, and closed."""
    village.close()
    code = _VISITED.replace("USER", repr(village.user.name)).replace("PASSWORD", repr(offices.CLERK_PASSWORD))
    return started(code, "--data", str(village.paths.folder))


def test_the_program_ends_quietly_after_its_pages_were_shown(visited: subprocess.CompletedProcess[str]) -> None:
    assert (visited.returncode, visited.stderr) == (0, "")


def test_no_page_makes_the_types_of_widgets_that_nobody_shows(visited: subprocess.CompletedProcess[str]) -> None:
    *pages, strange = visited.stdout.splitlines()
    shown = "Home Records Form Month Papers Settings Figures Grid"
    assert pages == [f"{name}Page False" for name in shown.split()]
    assert strange == "True", "this is how one would notice"


def test_pyside_no_longer_reads_the_source_of_every_module() -> None:
    from shibokensupport import feature

    assert feature._mod_uses_pyside("ppo_desktop") is False
    assert callable(feature.feature_import), "the hook asks _mod_uses_pyside"
    assert "_mod_uses_pyside" in feature.feature_import.__code__.co_names + feature.feature_imported.__code__.co_names


_ARGUMENTS = """
import sys
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel
from shibokensupport.signature import parser
qt = QApplication([])
print("pyside_type_init" in vars(parser))
for wrong in (lambda: QRect("a"), lambda: QRect().setX(None), lambda: QLabel(text=5), lambda: QLabel(fred=5)):
    try:
        wrong()
    except (TypeError, AttributeError) as error:
        print(error)
print("pyside_type_init" in vars(parser), type(sys.meta_path), len(sys.meta_path))
"""


def test_pyside_compiles_what_explains_wrong_arguments_only_when_some_are_wrong() -> None:
    plain, ours = started(_ARGUMENTS), started("import ppo_desktop.gui" + _ARGUMENTS)
    assert (plain.returncode, ours.returncode) == (0, 0), plain.stderr + ours.stderr
    was_loaded, *explained = plain.stdout.splitlines()
    is_loaded, *lines = ours.stdout.splitlines()
    assert (was_loaded, is_loaded) == ("True", "False")
    assert lines == explained
    assert "called with wrong argument types" in lines[0]


_READS = """
import threading
from ppo_desktop.app import main

def read():
    from ppo_desktop.core.clock import SystemClock
    from ppo_desktop.core.errors import Refused
    from ppo_desktop.operations.carriers.reading import Reader
    from ppo_desktop.operations.carriers.worker import CarrierReader
    from ppo_desktop.trust.certificates import Trust
    reader = CarrierReader(Reader("61.01.04", False, Trust((), (), SystemClock().now()), (), ""))
    try:
        reader.read(b"no carrier")
    except Refused as error:
        print("refused:", error.code, flush=True)
    reader.close()

if __name__ == "__main__":
    from PySide6.QtCore import QTimer
    from ppo_desktop.gui.application import make_application
    application = make_application()
    reading = threading.Thread(target=read)
    QTimer.singleShot(0, reading.start)
    ending = QTimer()
    ending.timeout.connect(lambda: reading.ident and not reading.is_alive() and application.closeAllWindows())
    ending.start(50)
    main()
"""


def test_a_window_reads_carriers_in_a_process_of_its_own(tmp_path: Path) -> None:
    script = tmp_path / "mulai.py"
    script.write_text(_READS)
    done = subprocess.run(
        [sys.executable, str(script), "--data", str(tmp_path / "kantor")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": SOURCES},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["refused:", "not-pdf"]


def test_unreachable_objects_are_collected_in_the_windows_thread_alone(qapp: object) -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            ends.append(threading.current_thread())

    ends: list[threading.Thread] = []
    with Collector() as collector:
        Ring()
        thread = threading.Thread(target=lambda: [[number] for number in range(100_000)])
        thread.start()
        thread.join()
        kept = [[number] for number in range(2000)]
        assert not ends
        collector.collect()
        assert ends == [threading.main_thread()]
        assert kept
    assert gc.isenabled()


_CLOSED_AT_ONCE = """
from PySide6.QtCore import QTimer
from ppo_desktop.app import main
from ppo_desktop.gui.application import make_application

application = make_application()
QTimer.singleShot(100, application.closeAllWindows)
main()
"""


def test_a_window_closed_while_it_still_loads_ends_quietly(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CLOSED_AT_ONCE, "--data", str(tmp_path / "kantor")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": SOURCES},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_look_is_remembered_but_not_before_there_is_an_office(qapp: object, tmp_path: Path) -> None:
    paths = OfficePaths(tmp_path / "kantor")
    theme().set(zoom=130)
    try:
        application.keep_look(paths)
        assert not paths.folder.exists()
        paths.folder.mkdir()
        preferences.save(paths, preferences.entered(preferences.load(paths), "petugas"))
        application.keep_look(paths)
        assert preferences.load(paths).zoom == 130
        assert preferences.load(paths).accounts == ("petugas",)
    finally:
        theme().set(zoom=100)


def test_who_practised_without_an_office_comes_back_to_practice(tmp_path: Path) -> None:
    paths = OfficePaths(tmp_path)
    assert application.first_door(paths) == "first-run"
    preferences.save(paths, preferences.Preferences(training=True))
    assert application.first_door(paths) == "practice"
    offices.new_office(tmp_path, offices.VILLAGE, offices.clock_at()).close()
    assert application.first_door(paths) == "unlock"
