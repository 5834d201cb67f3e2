"""The licences that travel with a package: gathered from what PyInstaller really took, written beside the program."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
LICENCE = re.compile(r"licen[cs]e|copying|notice|copyright", re.IGNORECASE)
STDLIB = Path(sysconfig.get_path("stdlib")).resolve()
QT = {"PySide6_Essentials", "PySide6_Pdf", "shiboken6"}
"""Under the LGPL, whose text lies in ``licenses/``; their wheels bring none."""


def write(folder: Path, sources: Iterable[str]) -> None:
    """Fill ``folder`` (made anew) with ``licenses/`` and the licence texts of all that ``sources`` (files) belong to.

    Raises:
        LookupError: for files of unknown origin, and for parts that bring no licence text.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "licenses", folder)
    files = sorted({Path(source).resolve() for source in sources})
    system = debian_packages([file for file in files if origin(file) is None])
    origins = {file: origin(file) or system.get(file) or python_itself(file) for file in files}
    if unknown := [str(file) for file, name in origins.items() if name is None]:
        raise LookupError(f"of unknown origin: {unknown}")
    for name in {name for name in origins.values() if name is not None} - QT:
        texts = texts_of(name)
        if not texts:
            raise LookupError(f"without licence text: {name}")
        (folder / name).mkdir()
        for text in texts:
            shutil.copyfile(text, folder / name / text.name)


def origin(file: Path) -> str | None:
    """The Python package that ``file`` came with, ``ppo-desktop`` and ``python`` included; ``None`` if with none."""
    if file.is_relative_to(HERE.parent / "src") or file.is_relative_to(HERE.parent / "resources"):
        return "ppo-desktop"
    if (distribution := distributions().get(file)) is not None:
        return distribution.metadata["Name"]
    if file.is_relative_to(STDLIB) or file.name == "base_library.zip":  # PyInstaller's extract of it
        return "python"
    return None


def python_itself(file: Path) -> str | None:
    """What lies beside the standard library of a Python that is no Debian package: libpython."""
    return "python" if file.is_relative_to(Path(sys.base_prefix).resolve()) else None


def texts_of(name: str) -> list[Path]:
    """The files with the licence of what ``origin`` or ``debian_packages`` named."""
    if name == "ppo-desktop":
        return [HERE.parent / "LICENSE"]  # its resources bring their own papers along
    if name == "python":
        return sorted(STDLIB.glob("LICENSE*"))
    try:
        distribution = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return [Path("/usr/share/doc") / name / "copyright"]
    papers = [f for f in distribution.files or [] if ".dist-info/" in str(f) and LICENCE.search(f.name)]
    return [Path(str(distribution.locate_file(f))) for f in papers]


@cache
def distributions() -> dict[Path, importlib.metadata.Distribution]:
    """Every file of every Python package installed here."""
    return {
        Path(str(distribution.locate_file(file))).resolve(): distribution
        for distribution in importlib.metadata.distributions()
        for file in distribution.files or []
    }


def debian_packages(files: list[Path]) -> dict[Path, str]:
    """The system packages that ``files`` came with, as far as this is Debian and they did."""
    if not files or shutil.which("dpkg") is None:
        return {}
    # /lib is a link to /usr/lib, and dpkg knows some files by the one name and some by the other.
    names = {str(file): file for file in files} | {str(file).removeprefix("/usr"): file for file in files}
    found = subprocess.run(["dpkg", "-S", *names], capture_output=True, text=True, check=False)
    packages = {}
    for line in found.stdout.splitlines():
        package, _, name = line.partition(": ")
        if name in names:
            packages[names[name]] = package.partition(":")[0]
    return packages
