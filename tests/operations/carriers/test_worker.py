"""The reading process: what happens where it cannot be started, and where it takes too long."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.clock import SystemClock
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.operations.carriers.reading import Reader
from ppo_desktop.operations.carriers.worker import carrier_reader
from ppo_desktop.operations.house import bounded
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.papers import verifying
from ppo_desktop.trust.certificates import Trust

resource = pytest.importorskip("resource")


@pytest.fixture(autouse=True)
def _as_the_program_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "START", "spawn")


@contextmanager
def files_left(count: int) -> Iterator[None]:
    """The system lets this process open only so many files more."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + count, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.parametrize("count", range(6))
def test_a_reading_process_that_cannot_be_started_is_told_and_leaves_nothing_open(count: int) -> None:
    reader = Reader("61.01.04", False, Trust((), (), SystemClock().now()), (), "")
    before = open_files()
    with pytest.raises(World, match="no-reader") as error, files_left(count), carrier_reader(reader) as worker:
        worker.read(b"%PDF-1.7")
    assert error.value.advice
    del error  # its frames hold the half-made process
    gc.collect()
    assert open_files() == before


def test_the_file_is_not_blamed_for_it(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    with pytest.raises(World, match="no-reader"), files_left(3):
        receiving.inspect(pair.camat, receiving.expand([pair.stick]))


def _sleep(_data: bytes) -> None:
    time.sleep(60)


def test_a_file_that_takes_too_long_is_not_called_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(bounded.BoundedReader(_sleep, "", seconds=0.5)) as worker, pytest.raises(Refused, match="too-slow"):
        worker.read(b"%PDF-1.7")
    refused = Refused("too-slow", "Berkas ini belum selesai dibaca dalam 60 detik.", "Coba lagi.")
    monkeypatch.setattr(bounded.BoundedReader, "read", lambda *_args: (_ for _ in ()).throw(refused))
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    file = tmp_path / "surat.pdf"
    file.write_bytes(b"%PDF-1.7")
    told = verifying.verify(office, file)
    assert [line.words for line in told.lines] == [
        "Berkas utuh: belum diketahui",
        "Kunci dikenal kantor ini: belum diketahui",
        "Sertifikat resmi PSrE: belum diketahui",
    ]
