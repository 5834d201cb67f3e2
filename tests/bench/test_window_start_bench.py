"""How long until one can type, and until one can work: against a bare PySide6 window, each in a process of its own.

Counted is the processor time of the whole process (user and system): it is what an old PC has little of, and other
programs on this machine do not disturb it much. The office is opened with the cheapest password wrapping, which is a
chosen delay and no cost of ours.

“Home filled” counts everything from the start of the process until the first page shows what is to be done: all that is
needed to open the office and to read and write records. The modules of the pages that follow are loaded by the program
in the background, after those and as a rule while the password is typed; they are counted in the line after it.
Rubbish is collected as in the program (``gui.shell.rubbish``), and the window waits without turning in circles.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

import offices
from bench import measure, villagers
from ppo_desktop.core.paths import resource
from ppo_desktop.operations.books import recording
from ppo_desktop.records.registry import kind

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
ROUNDS = 15
EVERY = 2
"""Of the slow ones a run in every second round."""
SLOW = ("libraries", "home")
FONTS = str(resource("fonts"))
PEOPLE = 2000
_END = """
import json, resource, sys
from pathlib import Path
used = resource.getrusage(resource.RUSAGE_SELF)
# Not ru_maxrss: that begins with the memory of the process that started us.
memory = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "memory": int(memory.split()[1]) / 1024}))
sys.stdout.flush()
import os
os._exit(0)
"""
_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        application.quit()
application = QApplication([])
window = Bare()
window.resize(1366, 768)
window.show()
application.exec()
"""
_PLAIN = """
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QPushButton
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
import sys
from pathlib import Path
class Plain(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        application.quit()
application = QApplication([])
for font in Path(sys.argv[3]).glob("*.ttf"):
    QFontDatabase.addApplicationFont(str(font))
application.setStyleSheet("QLineEdit, QPushButton { border: 1px solid #888; border-radius: 8px; padding: 4px; }")
window, page, area = Plain(), QWidget(), QScrollArea()
inside = QVBoxLayout(page)
title, line = QLabel("PPO"), QLineEdit()
title.setAlignment(Qt.AlignmentFlag.AlignCenter)
line.setEchoMode(QLineEdit.EchoMode.Password)
for one in (title, line, QPushButton("Masuk")):
    inside.addWidget(one)
QShortcut(QKeySequence("Ctrl+K"), window)
area.setWidget(page)
window.setCentralWidget(area)
window.resize(1366, 768)
window.show()
application.exec()
"""
"""The least that a page with a password is made of, with nothing of ours: title, line, button, fonts, a style sheet."""
_LIBRARIES = _BARE + "import sqlmodel, sqlcipher3\n"
_DOOR = """
import gc, sys
gc.disable()  # as the program does before it loads the window
from pathlib import Path
from ppo_desktop.core.clock import SystemClock
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.application import make_application, open_window  # before any Qt, as in the program
from PySide6.QtCore import QTimer
from ppo_desktop.gui.design.theme import install_theme
from ppo_desktop.operations.house import preferences
application = make_application()
install_theme(application, "system")
window = open_window(OfficePaths(Path(sys.argv[1])), SystemClock())
window.resize(1366, 768)
page = type(window.page)
def painted(self, event):
    QTimer.singleShot(0, application.exit)  # quit would close the window
page.paintEvent = painted
window.show()
application.exec()
"""
_HOME = (
    _DOOR
    + """
del page.paintEvent
import resource
def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
from ppo_desktop.gui.application import FIRST, NEXT, load_heavy_modules
load_heavy_modules(FIRST)
from ppo_desktop.operations.doors.opening import open_office
office = open_office(OfficePaths(Path(sys.argv[1])), "petugas", sys.argv[2], SystemClock())
start = cpu()
window.session.open(office)
window.session.go("home")
type(window.page).paintEvent = painted
application.exec()
first = cpu() - start
del type(window.page).paintEvent
window.session.work.busy.connect(lambda is_busy: is_busy or QTimer.singleShot(0, application.exit))
if window.session.work.is_busy:
    application.exec()
application.processEvents()
print(json.dumps({"first": first, "filled": cpu()}))
load_heavy_modules(NEXT)
"""
)
_HOME = "import json\n" + _HOME


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A village with some thousand people."""
    made = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    for number in range(PEOPLE):
        recording.save(made, kind("person"), villagers.typed(number))
    made.close()
    return made.paths.folder


def test_starting_against_a_bare_window(office: Path, tmp_path: Path) -> None:
    closed = shutil.copytree(office, tmp_path / "closed")  # home ends at once here, and the next unlock page says so
    folders = {"door": closed}
    scripts = {"bare": _BARE, "plain": _PLAIN, "libraries": _LIBRARIES, "door": _DOOR, "home": _HOME}
    runs: dict[str, dict[int, dict[str, float]]] = {name: {} for name in scripts}
    for name, script in scripts.items():
        _run(script, str(folders.get(name, office)), offices.CLERK_PASSWORD, FONTS)  # compiles what is not compiled yet
    for turn in range(ROUNDS):
        for name, script in scripts.items():
            if name not in SLOW or turn % EVERY == 0:
                runs[name][turn] = _run(script, str(folders.get(name, office)), offices.CLERK_PASSWORD, FONTS)

    def median(name: str, figure: str) -> float:
        return statistics.median(run[figure] for run in runs[name].values())

    def ratio(name: str, figure: str = "cpu") -> str:
        """To the bare window of the same round, some seconds before: what the machine is busy with changes slowly."""
        ratios = [run[figure] / runs["bare"][turn]["cpu"] for turn, run in runs[name].items()]
        least = min(run[figure] for run in runs[name].values()) / min(run["cpu"] for run in runs["bare"].values())
        return f"{statistics.median(ratios):.2f} ({least:.2f})"

    bare = median("bare", "cpu")
    measure.tell(
        f"starting, processor time, medians of {ROUNDS} rounds (in brackets of the least; home with {PEOPLE} people)",
        [
            ("bare PySide6 window, first paint", f"{bare * 1e3:.0f} ms, {median('bare', 'memory'):.0f} MB"),
            ("unlock page, first paint", f"{median('door', 'cpu') * 1e3:.0f} ms"),
            ("ratio (target at most 1.3)", ratio("door")),
            ("the least page with a password, nothing of ours", f"{median('plain', 'cpu') * 1e3:.0f} ms"),
            ("its ratio", ratio("plain")),
            ("home, first paint after the password", f"{median('home', 'first') * 1e3:.0f} ms"),
            ("ratio (target at most 2.5)", ratio("home", "first")),
            ("home filled, from the start", f"{median('home', 'filled') * 1e3:.0f} ms"),
            ("ratio (target at most 8)", ratio("home", "filled")),
            ("and the pages that follow loaded, from the start", f"{median('home', 'cpu') * 1e3:.0f} ms"),
            ("ratio", ratio("home")),
            ("sqlmodel and sqlcipher3 alone, ratio", ratio("libraries")),
            ("memory at home", f"{median('home', 'memory'):.0f} MB"),
            ("bare window + sqlmodel + sqlcipher3", f"{median('libraries', 'memory'):.0f} MB"),
            ("ratio (target at most 1.3)", f"{median('home', 'memory') / median('libraries', 'memory'):.2f}"),
        ],
    )
    assert bare > 0


def _run(script: str, *arguments: str) -> dict[str, float]:
    # Modules are compiled before, as those of an installed program are, whatever this machine says about it.
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(arguments[0]).parent / "compiled")}
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **compiled}
    done = subprocess.run(
        [sys.executable, "-c", script + _END, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    figures: dict[str, float] = {}
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            figures |= json.loads(line)
    return figures
