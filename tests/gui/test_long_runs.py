"""A window that is open all day."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCES = str(Path(__file__).parents[2] / "src")
CALLS = """
from ppo_desktop.gui.application import make_application, start_loading
application = make_application()
start_loading()
for _call in range(200_000):
    application.processEvents()
print("alive")
"""


def test_the_program_outlives_a_day_of_calls_into_qt() -> None:
    given = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": SOURCES}
    run = subprocess.run(
        [sys.executable, "-c", CALLS], env=given, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.stdout == "alive\n", run.stderr
