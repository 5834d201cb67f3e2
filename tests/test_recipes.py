"""What docs/recipes.md tells is enough: done to a copy of the program, it gives field, kind and overview."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import ppo_desktop

ROOT = Path(__file__).parent.parent
_STEP = re.compile(
    r"<!-- (?P<file>\S+?)(?:, (?P<where>below|in): (?P<what>\w+))? -->\n```python\n(?P<code>.*?)```", re.S
)

PROOF = """
import sys
from pathlib import Path

import offices
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.hands import in_front, keyboard, settle
from ppo_desktop.gui.application import make_application
from ppo_desktop.gui.design.theme import install_theme
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.rubbish import Collector
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import browsing, recording, searching
from ppo_desktop.records.registry import kind

install_theme(make_application())
collector = Collector()  # as the program itself does
office = offices.new_office(Path(sys.argv[1]), offices.VILLAGE, offices.clock_at())
siti = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
window = MainWindow(Session(office.paths, office.clock))
in_front(window)
window.session.open(office)
for name, typed in (
    ("person", {**siti, "nickname": "Sitong"}),
    ("boat", {"name": "KM Camar", "seen_on": "20-11-2026", "place": "Muara Tebas"}),
):
    where = {"kind": name, "record": None, "listed": LIST_OF[name], "typed": typed}
    window.show_place(Place("form", where))
    settle(window)
    QTest.keyClick(keyboard(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    ((owner, record),) = browsing.ids(office, kind(name))
    values = browsing.window(office, kind(name), [(owner, record)], tuple(kind(name).by_name))[0]
    print(name, values["nickname"] if name == "person" else values["place"], len(recording.history(office, record)))
print([hit.title for hit in searching.find(office, "camar")])
window.show_place(Place("figures", {"overview": "boats"}))
settle(window)
print(window.page.title.text(), [line.cells for line in window.page.findings.sections[0].lines])
window.close()
"""


def test_a_field_is_one_file_and_a_kind_or_an_overview_one_module_and_one_line(tmp_path: Path) -> None:
    copy = tmp_path / "src" / "ppo_desktop"
    shutil.copytree(Path(ppo_desktop.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "resources").symlink_to(ROOT / "resources")
    steps = list(_STEP.finditer((ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")))
    assert [step["file"] for step in steps] == [
        "records/person.py",
        "records/boat.py",
        "records/registry.py",
        "insight/boats.py",
        "insight/registry.py",
    ]
    for step in steps:
        follow(copy / step["file"], step["where"], step["what"], step["code"])
    (tmp_path / "proof.py").write_text(PROOF, encoding="utf-8")
    path = os.pathsep.join((str(tmp_path / "src"), str(ROOT / "tests")))
    done = subprocess.run(
        [sys.executable, str(tmp_path / "proof.py"), str(tmp_path / "kantor")],
        env={**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "person Sitong 6",
        "boat Muara Tebas 3",
        "['KM Camar']",
        "Perahu 2026 [('Muara Tebas', 1)]",
    ], done.stderr


def follow(file: Path, where: str | None, what: str, code: str) -> None:
    """Do one step of the page."""
    if where is None:
        file.write_text(code, encoding="utf-8")
        return
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    if where == "below":
        place = next(number for number, line in enumerate(lines) if line.startswith(f"    {what}:"))
        lines.insert(place + 1, code)
    else:
        place = next(number for number, line in enumerate(lines) if line.startswith(f"{what}:"))
        name = code.split()[-1]
        lines[place] = lines[place].replace("= (", f"= ({name}, ")
        first = next(number for number, line in enumerate(lines) if line.startswith(code.rpartition(".")[0]))
        lines.insert(first, code)
    file.write_text("".join(lines), encoding="utf-8")
