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
    for name, data in (("b.dat", DATA), (".hidden", DATA), ("a.pdf", b"MZ"), ("empty", b"")):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "link.pdf").symlink_to(tmp_path / "b.dat")
    assert [path.name for path in stick.find(tmp_path, b"%PDF-")] == [".hidden", "b.dat"]


def test_a_report_that_cannot_be_read_is_found_by_its_name_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PPO-61.01.04.2003.pdf", "catatan.txt"):
        (tmp_path / name).write_bytes(b"%PDF-1.7\n")

    def broken(*_asked: object) -> None:
        raise OSError(errno.EIO, "I/O error")

    monkeypatch.setattr(stick, "open", broken, raising=False)
    assert [file.name for file in stick.find(tmp_path, b"%PDF-")] == ["PPO-61.01.04.2003.pdf"]


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


def infected(folder: Path, hiding: str = "\u00a0") -> Path:
    """As the usual virus leaves a stick: all in a folder without a name, shortcuts and a script in its place."""
    inside = folder / hiding
    (inside / "LAPORAN").mkdir(parents=True)
    (inside / NAME).write_bytes(DATA)
    (inside / "LAPORAN" / "lain.pdf").write_bytes(DATA)
    for name in ("DATA DESA.lnk", "autorun.inf", "helper.vbs"):
        (folder / name).write_bytes(b"%PDF- not to be opened")
    return inside


@pytest.mark.parametrize("hiding", ["\u00a0", "_", " ", "\u200b", "..."])
def test_what_a_shortcut_virus_moved_is_found_and_its_shortcuts_are_never_opened(
    tmp_path: Path, hiding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = infected(tmp_path, hiding)
    opened: list[str] = []
    really = open
    monkeypatch.setattr(
        "builtins.open", lambda path, *more, **named: (opened.append(str(path)), really(path, *more, **named))[1]
    )
    seen = stick.look(tmp_path)
    assert [path for path, start in seen.files] == [inside / NAME, inside / "LAPORAN" / "lain.pdf"]
    assert seen.is_infected
    assert not [path for path in opened if path.endswith((".lnk", ".vbs", ".inf"))]


def test_shortcuts_that_stand_in_the_place_of_folders_lead_us_into_them(tmp_path: Path) -> None:
    for name in ("LAPORAN", "System Volume Information", ".Trash-1000", "$RECYCLE.BIN"):
        (tmp_path / name).mkdir()
        (tmp_path / name / NAME).write_bytes(DATA)
    assert not stick.look(tmp_path).is_infected
    assert list(stick.find(tmp_path, b"%PDF-")) == [], "a person's folders are their own"
    (tmp_path / "laporan.lnk").write_bytes(b"L\0\0\0")
    assert stick.look(tmp_path).is_infected
    assert list(stick.find(tmp_path, b"%PDF-")) == [tmp_path / "LAPORAN" / NAME]


def test_a_desktop_folder_with_shortcuts_of_its_own_is_not_suspected(tmp_path: Path) -> None:
    for name in ("Peramban.lnk", "PPO Desktop.lnk", "pasang-ppo.exe", NAME):
        (tmp_path / name).write_bytes(DATA)
    (tmp_path / "Surat").mkdir()
    assert not stick.look(tmp_path).is_infected
    assert list(stick.find(tmp_path, b"%PDF-")) == [tmp_path / NAME]


def test_the_search_for_hidden_files_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stick, "MAX_FILES", 30)
    deep = tmp_path / "\u00a0"
    for depth in range(6):
        deep = deep / f"d{depth}"
        deep.mkdir(parents=True)
        (deep / f"{depth}.pdf").write_bytes(DATA)
    (tmp_path / "\u00a0" / "back").symlink_to(tmp_path)
    assert [path.name for path in stick.find(tmp_path, b"%PDF-")] == ["0.pdf", "1.pdf"]
    for number in range(50):
        (tmp_path / "\u00a0" / f"x{number}.pdf").write_bytes(DATA)
    assert len(list(stick.find(tmp_path, b"%PDF-"))) == 30 - 1, "one of thirty is the folder itself"


def test_a_folder_under_the_files_name_is_told(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(World, match="stick-taken"):
        stick.put(tmp_path, NAME, DATA)
    assert os.listdir(tmp_path) == [NAME]


def test_an_empty_file_under_the_name_is_replaced(tmp_path: Path) -> None:
    (tmp_path / NAME).touch()
    stick.put(tmp_path, NAME, DATA)
    assert (tmp_path / NAME).read_bytes() == DATA


def test_a_file_that_grows_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / NAME
    path.write_bytes(DATA)
    real = os.fstat

    def growing(descriptor: int) -> os.stat_result:
        seen = real(descriptor)
        with path.open("ab") as file:
            file.write(b"more")
        return seen

    monkeypatch.setattr(os, "fstat", growing)
    with pytest.raises(World, match="file-growing"):
        stick.read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are posix")
def test_a_pipe_under_our_name_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / NAME)
    assert list(stick.find(tmp_path, b"%PDF-")) == []
    with pytest.raises(World, match="file-unreadable"):
        stick.read(tmp_path / NAME)


@pytest.mark.parametrize("step", range(0, len(DATA) + 1, 4096))
def test_a_disk_that_is_full_after_any_step_leaves_no_part(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk takes ``step`` bytes and no more; the file's own object is replaced at the lowest level."""
    (tmp_path / NAME).write_bytes(b"an older one")
    real = Path.open

    class Full:
        def __init__(self, file: object) -> None:
            self.file = file

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_what: object) -> None:
            self.file.close()  # type: ignore[attr-defined]  # whatever open gave

        def write(self, data: bytes) -> None:
            self.file.write(data[:step])  # type: ignore[attr-defined]  # whatever open gave
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(
        Path, "open", lambda self, mode="r", *a: Full(real(self, mode)) if "x" in mode else real(self, mode, *a)
    )
    with pytest.raises(World, match="stick-full"):
        stick.put(tmp_path, NAME, DATA)
    assert os.listdir(tmp_path) == [NAME]
    assert (tmp_path / NAME).read_bytes() == b"an older one"
