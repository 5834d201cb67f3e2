"""Words that no screen and no paper may say, and the one place that names the three levels of signature."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ppo_desktop.reports.signing_words import CERTIFIED, KNOWN, WHOLE, SignatureLevel

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = re.compile(
    r"\b(sah|keabsahan|legal|legalitas|BSrE|segel elektronik|valid|sidik|calo|tekong|perekrut|pelaku"
    r"|(?<!terduga )korban|kritis|risiko tinggi|peta kerawanan|Perlindungan PMI|kunci laporan|menahan surat"
    r"|Kaur Pelayanan|bendera keras|lembar pemulihan)\b",
    re.IGNORECASE,
)
ALLOWED = {
    ("records/instruments.py", "kritis"): "codes in the data keep their names; only who writes an instrument sees them",
    ("codes/broker-kinds.csv", "calo"): "what people type in the search; never shown",
    ("codes/broker-kinds.csv", "tekong"): "the same",
    ("codes/screening-bands.csv", "kritis"): "a code",
    ("instruments/1.0.toml", "kritis"): "a code",
    ("instruments/1.0.toml", "keabsahan"): "the name of an indicator of the ILO, in a note on sources",
}
"""(file, word) → why it may stand there."""


@cache
def said() -> tuple[tuple[str, str], ...]:
    """(file, text) of everything a user may read: what goes through the catalogue, and the lines of resources."""
    return tuple(_said())


def _said() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "src" / "ppo_desktop").rglob("*.py")):
        text = file.read_text("utf-8")
        if not FORBIDDEN.search(text):
            continue
        name = file.relative_to(ROOT / "src" / "ppo_desktop").as_posix()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
                yield from ((name, one.value) for one in node.args if isinstance(one, ast.Constant))
    for file in sorted((ROOT / "resources").rglob("*")):
        if file.suffix in (".csv", ".toml", ".json", ".txt"):
            name = file.relative_to(ROOT / "resources").as_posix()
            yield from ((name, line) for line in file.read_text("utf-8").splitlines())


def test_no_screen_and_no_paper_says_a_word_that_claims_too_much_or_brands_people() -> None:
    found = {
        (name, word.lower(), text[:80])
        for name, text in said()
        for word in FORBIDDEN.findall(re.sub(r"\{[^}]*\}", "", text))
        if (name, word.lower()) not in ALLOWED
    }
    assert found == set()


def test_every_exception_is_still_needed() -> None:
    standing = {(name, word.lower()) for name, text in said() for word in FORBIDDEN.findall(text)}
    assert set(ALLOWED) <= standing


def test_the_three_levels_and_the_three_lines_are_named_in_one_place() -> None:
    titles = [level.value.title for level in SignatureLevel]
    assert titles == [
        "Cetak untuk tanda tangan basah",
        "Tanda tangan elektronik tidak tersertifikasi (kunci kantor)",
        "TTE tersertifikasi, ditambahkan di luar aplikasi",
    ]
    sources = {
        file.relative_to(ROOT).as_posix(): file.read_text("utf-8")
        for file in (ROOT / "src" / "ppo_desktop").rglob("*.py")
        if file.name != "signing_words.py"
    }
    words = [*titles, f"{KNOWN}:", f"{CERTIFIED}:", f"{WHOLE}:"]
    docstring = re.compile(r"``[^`]*``")
    found = [(name, word) for name, text in sources.items() for word in words if word in docstring.sub("", text)]
    assert found == []
