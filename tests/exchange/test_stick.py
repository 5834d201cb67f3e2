"""The stick: a file is whole or absent, whatever happens to disk and stick meanwhile."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ppo_desktop.core.errors import Refused, World
from ppo_desktop.exchange import stick

NAME = "PPO-61.01.04.2003-2026-11-abcd1234.pdf"
DATA = b"%PDF-" + bytes(range(256)) * 40


def _mount(folder: Path, options: str) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root may mount a small disk")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("this system lets nobody mount")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A stick of 64 KiB."""
    folder = tmp_path / "stick"
    folder.mkdir()
    _mount(folder, "size=64k")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_what_was_put_is_there_and_nothing_else(tmp_path: Path) -> None:
    assert stick.put(tmp_path, NAME, DATA) == tmp_path / NAME
    assert (tmp_path / NAME).read_bytes() == DATA
    assert os.listdir(tmp_path) == [NAME]


def test_the_same_file_again_is_left_as_it_is(tmp_path: Path) -> None:
    before = stick.put(tmp_path, NAME, DATA).stat()
    after = stick.put(tmp_path, NAME, DATA).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_another_file_under_the_name_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(DATA[:100])
    stick.put(tmp_path, NAME, DATA)
    assert (tmp_path / NAME).read_bytes() == DATA


def test_a_full_stick_is_told_and_holds_no_part_of_the_file(small: Path) -> None:
    stick.put(small, "first.pdf", DATA)
    with pytest.raises(World) as told:
        stick.put(small, NAME, DATA * 10)
    assert told.value.code == "stick-full"
    assert os.listdir(small) == ["first.pdf"]
    stick.put(small, NAME, DATA)


def test_a_full_stick_keeps_the_older_file_under_the_name(small: Path) -> None:
    stick.put(small, NAME, DATA)
    with pytest.raises(World, match="stick-full"):
        stick.put(small, NAME, DATA * 10)
    assert (small / NAME).read_bytes() == DATA


def test_a_write_protected_stick_is_told(small: Path) -> None:
    stick.put(small, "first.pdf", DATA)
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    with pytest.raises(World, match="stick-read-only"):
        stick.put(small, NAME, DATA)
    assert os.listdir(small) == ["first.pdf"]


def test_a_folder_one_may_not_write_is_told(tmp_path: Path) -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)
    with pytest.raises(World, match="stick-read-only"):
        stick.put(tmp_path, NAME, DATA)
    tmp_path.chmod(0o700)
    assert os.listdir(tmp_path) == []


def test_a_missing_stick_is_told(tmp_path: Path) -> None:
    with pytest.raises(World, match="stick-missing"):
        stick.put(tmp_path / "pulled", NAME, DATA)
    with pytest.raises(World, match="stick-missing"):
        list(stick.find(tmp_path / "pulled", b"%PDF-"))


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_stick_pulled_while_copying_is_told(tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    shutil_rmtree = shutil.rmtree
    real_fsync, real_replace = os.fsync, Path.replace

    def pulled_at_fsync(descriptor: int) -> None:
        shutil_rmtree(folder)
        raise OSError(errno.EIO, "Input/output error")

    def pulled_at_replace(self: Path, target: Path) -> Path:
        shutil_rmtree(folder)
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", pulled_at_fsync if moment == "fsync" else real_fsync)
    monkeypatch.setattr(Path, "replace", pulled_at_replace if moment == "replace" else real_replace)
    with pytest.raises(World, match="stick-pulled"):
        stick.put(folder, NAME, DATA)
    assert not folder.exists()


def test_a_stick_that_keeps_other_bytes_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: real(self)[:-1] + b"?")
    with pytest.raises(World, match="stick-differs"):
        stick.put(tmp_path, NAME, DATA)
    assert os.listdir(tmp_path) == []


def test_an_unknown_error_of_the_stick_is_told_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(World, match="stick-error"):
        stick.put(tmp_path, NAME, DATA)
    assert os.listdir(tmp_path) == []


def test_what_an_interrupted_copy_left_behind_is_cleared_and_never_found(tmp_path: Path) -> None:
    leftover = tmp_path / f"{stick.TEMPORARY}0badcafe"
    leftover.write_bytes(DATA[:50])
    assert list(stick.find(tmp_path, b"%PDF-")) == []
    stick.put(tmp_path, NAME, DATA)
    assert os.listdir(tmp_path) == [NAME]


def test_our_files_are_found_by_content_whatever_their_names(tmp_path: Path) -> None:
    for name, data in (("b.exe", DATA), (".hidden", DATA), ("a.pdf", b"MZ"), ("empty", b"")):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "link.pdf").symlink_to(tmp_path / "b.exe")
    assert [path.name for path in stick.find(tmp_path, b"%PDF-")] == [".hidden", "b.exe"]


def test_a_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(DATA)
    assert stick.read(path, len(DATA)) == DATA
    with pytest.raises(Refused, match="too-big"):
        stick.read(path, len(DATA) - 1)
    with pytest.raises(World, match="file-unreadable"):
        stick.read(tmp_path / "absent")
    with pytest.raises(World, match="file-unreadable"):
        stick.read(tmp_path)


def test_a_name_with_control_characters_is_shown_without_them(tmp_path: Path) -> None:
    with pytest.raises(World) as told:
        stick.read(tmp_path / "a\x1b[31mb.pdf")
    assert "\x1b" not in told.value.message
    assert "a�[31mb.pdf" in told.value.message
