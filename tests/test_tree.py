"""The tree itself: what a careful reader would check by eye, checked by machine."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import ppo_desktop

ROOT = Path(__file__).resolve().parents[1]
MAX_LINES = 420
MAX_TEXT_BYTES = 400_000
DECISION_HEADINGS = ["Question", "Decision", "Reasons", "Other ways"]
FONTS = {".ttf", ".otf", ".woff", ".woff2"}

# Joined here, so that this file does not name them itself.
HOSTS = ["python" + "hosted.", "py" + "pi.org", "registry." + "npm", "deb." + "debian", "crates" + ".io"]
PLACES = ["/" + "work/", "/" + "farm/", "../" + "shared", "shared/" + "design", "." + "library", "/tmp/" + "setup"]

SILENCED = re.compile(
    r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w, -]+\])?)(?P<rest>.*)"
)


def tree() -> list[Path]:
    """Every file that is or would be committed; all but the ignored folders where there is no git."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0 and listing.stdout:
        files = [ROOT / name.decode() for name in listing.stdout.split(b"\0") if name]
    else:
        made = re.compile(r"(^|/)(\.git|\.venv|\.\w+_cache|\.hypothesis|build|dist|__pycache__)/")
        files = [f for f in ROOT.rglob("*") if not made.search(f.relative_to(ROOT).as_posix())]
    return sorted(f for f in files if f.is_file())


def text_of(file: Path) -> str | None:
    """The file's text, or None for pictures, fonts and large data."""
    if file.stat().st_size > MAX_TEXT_BYTES:
        return None
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        return None


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def sources() -> Iterator[tuple[str, str]]:
    """(name, text) of every Python source."""
    for file in tree():
        if file.suffix in {".py", ".spec"}:
            yield named(file), file.read_text("utf-8")


def calls(*names: str) -> list[tuple[str, ast.Call]]:
    """(file, call) of every call of one of these functions in the program."""
    return [(place, call) for place, call in _calls() if getattr(call.func, "id", "") in names]


@cache
def _calls() -> list[tuple[str, ast.Call]]:
    found = []
    for file in sorted((ROOT / "src").rglob("*.py")):
        nodes = ast.walk(ast.parse(file.read_text("utf-8")))
        found += [(named(file), node) for node in nodes if isinstance(node, ast.Call)]
    return found


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_no_file_names_a_registry_host_or_the_place_it_was_written_in() -> None:
    words = re.compile("|".join(map(re.escape, HOSTS + PLACES)))
    found = [f"{named(f)}: {m.group()}" for f in tree() if (text := text_of(f)) and (m := words.search(text))]
    assert found == []


def test_every_source_fits_in_one_sitting() -> None:
    long = {name: lines for name, text in sources() if (lines := text.count("\n")) > MAX_LINES}
    assert long == {}


def test_every_make_target_that_a_document_names_exists() -> None:
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    missing = []
    for file in tree():
        if file.suffix == ".md" and (text := text_of(file)):
            named_targets = re.findall(r"(?:^|`)make ([a-z][\w-]*)", text, re.MULTILINE)
            missing += [f"{named(file)}: make {t}" for t in named_targets if t not in targets]
    assert missing == []
    assert {"demo", "test", "run", "check", "bench", "test-long"} <= targets


def test_every_link_between_our_documents_leads_somewhere() -> None:
    broken = []
    for file in tree():
        if file.suffix == ".md" and (text := text_of(file)):
            for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
                if not (file.parent / target).exists():
                    broken.append(f"{named(file)}: {target}")
    assert broken == []


def test_every_decision_note_tells_question_decision_reasons_and_other_ways() -> None:
    notes = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert notes
    for position, note in enumerate(notes, start=1):
        text = note.read_text("utf-8")
        assert note.name.startswith(f"{position:04d}-"), f"{note.name}: numbers follow each other"
        assert text.startswith(f"# {position:04d} "), f"{note.name}: title repeats the number"
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == DECISION_HEADINGS, note.name


def test_every_asset_has_its_origin_and_licence_beside_it() -> None:
    folders: dict[Path, set[str]] = {}
    for file in tree():
        if file.is_relative_to(ROOT / "resources"):
            folders.setdefault(file.parent, set()).add(file.name)
    assert folders
    for folder, names in folders.items():
        papers = {n for n in names if n.startswith(("LICENSE", "OFL", "README"))}
        assert papers, f"{named(folder)}: no README or LICENSE"
        if any(Path(n).suffix in FONTS for n in names):
            assert any(n.startswith(("LICENSE", "OFL")) for n in papers), f"{named(folder)}: fonts without licence text"
    assert "Permission is hereby granted" in (ROOT / "resources" / "regions" / "README.md").read_text("utf-8")


def test_the_changelog_knows_the_present_version() -> None:
    assert f"## {ppo_desktop.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_lint_rule_switched_off_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    ignored = text.partition("\nignore = [\n")[2].partition("\n]\n")[0].splitlines()
    ignored += text.partition("[tool.ruff.lint.per-file-ignores]\n")[2].partition("\n\n")[0].splitlines()
    assert len(ignored) > 5
    assert [line for line in ignored if not re.search(r"# .{12,}", line)] == []


def test_every_silenced_check_says_why() -> None:
    silent = []
    for name, text in sources():
        for number, line in enumerate(text.splitlines(), start=1):
            found = SILENCED.search(line)
            if found and not name.endswith("test_tree.py") and not re.search(r"\w{3,}.*\w{3,}", found["rest"]):
                silent.append(f"{name}:{number}: {line.strip()}")
    assert silent == []


def test_texts_for_translation_are_whole_sentences_with_named_gaps() -> None:
    broken = []
    for place, call in calls("_", "N_"):
        message = call.args[0] if call.args else None
        if isinstance(message, ast.JoinedStr | ast.BinOp) or (
            isinstance(message, ast.Constant) and re.search(r"\{\d*\}|%[sd]", str(message.value))
        ):
            broken.append(f"{place}:{call.lineno}")
    assert broken == []


def test_every_package_we_ask_for_has_an_exact_version() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", line)] == []
    pinned = {normal(line.partition("==")[0]) for line in pins}
    settings = project()["project"]
    assert isinstance(settings, dict)
    asked = [
        *settings["dependencies"],
        *(name for extra in settings["optional-dependencies"].values() for name in extra),
    ]
    assert {normal(name) for name in asked} - pinned == set()


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("script", ["scripts/setup.sh", "packaging/build.sh", ".ci/run"])
def test_every_script_can_be_run_and_parsed(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111
    parsed = subprocess.run(["bash", "-n", str(ROOT / script)], capture_output=True, text=True, check=False)
    assert (parsed.returncode, parsed.stderr) == (0, "")


def test_every_sentence_of_an_error_goes_through_the_catalogue() -> None:
    loose = []
    for place, call in calls("Refused", "World"):
        bare = [text for text in call.args[1:] if isinstance(text, ast.Constant | ast.JoinedStr)]
        loose += [f"{place}:{text.lineno}" for text in bare if getattr(text, "value", "x") != ""]
    assert loose == []
