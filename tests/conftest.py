"""What every test shares."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

import offices
import servers
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.house import bounded

# No window appears while tests run; QT_QPA_PLATFORM=xcb shows them.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The reading process costs a second of loading each time. Hundreds of tests read carriers: for them it is forked from
# one that has loaded already. tests/operations/carriers/test_worker.py starts it as the program does.
if "forkserver" in multiprocessing.get_all_start_methods():
    bounded.START = "forkserver"
    multiprocessing.set_forkserver_preload(
        ["ppo_desktop.operations.papers.verifying", "ppo_desktop.trust.examining", "ppo_desktop.pdf.codes"]
    )

try:
    importlib.import_module("PySide6.QtTest")  # and with it QtGui and QtWidgets
except ImportError:  # Qt expects libraries of the system: `scripts/setup.sh system` brings or names them
    if os.environ.get("CI") == "true":
        raise
    collect_ignore = ["gui"]

    def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
        """Everything but the window can still be tested; pytest-qt would stop at its first import of Qt."""
        pluginmanager.unregister(name="pytest-qt")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is loaded now stays to the end: Python's collector need not look through it again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Where offices lie on a server, what needs a backup of our own cannot be tried."""
    try:
        return (yield)
    except Refused as refused:
        if servers.IS_WANTED and refused.code == "server-keeps":
            pytest.skip(str(refused))
        raise


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Measures load a lot; that is left where none of them is to run."""
    return True if collection_path.name == "bench" and "not bench" in str(config.option.markexpr) else None


@pytest.fixture(scope="session", autouse=True)
def _guards_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The guards of the offices that tests make do not lie among the settings of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PPO_DESKTOP_GUARDS", str(tmp_path_factory.mktemp("guards")))
        yield


@pytest.fixture(autouse=True)
def _close_offices() -> Iterator[None]:
    """Close the offices a test opened and did not close; those of wider fixtures stay open."""
    before = offices.opened_count()
    yield
    offices.close_since(before)
