"""A copy of an instrument that a regency edits: the content of the file, its changes, and the file again. Pure.

Questions are switched off and never taken out, so that no id is ever used for something else.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from ppo_desktop.core.text import _, clean

YES, NO, UNKNOWN = "YA", "TIDAK", "TT"
LIMITS = (("TINGGI", "certain_from"), ("SEDANG", "total_from"))
"""(band, its limit in points) that an office may set."""
LONGEST_TEXT = 400


class NewQuestion(Struct, frozen=True):
    """What an office says about a question of its own, which is answered by yes or no."""

    section: str
    text: str
    reason: str
    """The sentence shown with the result where the answer is a risk."""
    points: int
    risky: str
    """``YA`` or ``TIDAK``."""
    dimension: str = "-"


class InstrumentCopy:
    """The content of an instrument's file, which may be incomplete while it is edited."""

    def __init__(self, text: str) -> None:
        """Raises ``tomllib.TOMLDecodeError``: for texts that this class has written, never."""
        import tomllib  # not needed to open an office

        self.content: dict[str, Any] = tomllib.loads(text)

    @property
    def version(self) -> str:
        return str(self.content["version"])

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Those that are switched off included."""
        found: list[dict[str, Any]] = self.content["question"]
        return found

    @property
    def text(self) -> str:
        """The file."""
        return written(self.content)

    def question(self, name: str) -> dict[str, Any]:
        """The question of that id; raises ``KeyError``."""
        return {question["id"]: question for question in self.questions}[name]

    def change(self, name: str, *, text: str, why: str, points: int) -> None:
        """Other words, help and points of a question."""
        question = self.question(name)
        question |= {"text": _one_line(text), "why": _one_line(why), "points": points}

    def switch(self, name: str, *, on: bool) -> None:
        """Ask a question, or do not ask it any more."""
        question = self.question(name)
        question.pop("off", None)
        if not on:
            question["off"] = True

    def add(self, wanted: NewQuestion) -> str:
        """A question more, after the others of its section; its id."""
        numbers = [int(q["id"][1:]) for q in self.questions if q["id"][0] == wanted.section and q["id"][1:].isdecimal()]
        name = f"{wanted.section}{max(numbers, default=0) + 1}"
        means = {YES: "safe", NO: "safe"} | {wanted.risky: "risk"}
        made = {
            "id": name,
            "text": _one_line(wanted.text),
            "points": wanted.points,
            "tier": "-" if wanted.dimension == "-" else "W",
            "dimension": wanted.dimension,
            "reason": _one_line(wanted.reason),
            "why": _("Ditambahkan oleh kabupaten."),
            "source": _("Kabupaten"),
            "answers": [
                {"code": YES, "words": _("Ya"), "means": means[YES]},
                {"code": NO, "words": _("Tidak"), "means": means[NO]},
                {"code": UNKNOWN, "words": _("Tidak tahu"), "means": "unknown"},
            ],
        }
        places = [place for place, question in enumerate(self.questions) if question["id"][0] <= wanted.section]
        self.questions.insert(max(places, default=-1) + 1, made)
        return name

    def limit(self, band: str, name: str) -> int:
        """A limit of ``LIMITS``; raises ``KeyError``."""
        return int(self._band(band)[name])

    def set_limit(self, band: str, name: str, points: int) -> None:
        self._band(band)[name] = points

    def actions(self, band: str) -> list[str]:
        """What is to be done about a band, one sentence each."""
        return [str(action["words"]) for action in self._band(band)["actions"]]

    def set_action(self, band: str, place: int, words: str) -> None:
        self._band(band)["actions"][place]["words"] = _one_line(words)

    def _band(self, code: str) -> dict[str, Any]:
        found: dict[str, Any] = {band["code"]: band for band in self.content["band"]}[code]
        return found


def copied(text: str, version: str, *, status: str, checked_on: str) -> InstrumentCopy:
    """A copy of the instrument in ``text`` as another version."""
    made = InstrumentCopy(text)
    made.content |= {"version": version, "status": status, "checked_on": checked_on}
    return made


def next_version(base: str, office: str, taken: Iterable[str]) -> str:
    """``1.0.6101.2`` for the second version of Kabupaten 61.01: its own numbers, which the program never gives."""
    root = ".".join(base.split(".")[:2])
    stem = f"{root}.{office.replace('.', '')}"
    numbers = [int(v.rpartition(".")[2]) for v in taken if v.rpartition(".")[0] == stem]
    return f"{stem}.{max(numbers, default=0) + 1}"


def is_of(version: str, office: str) -> bool:
    """Whether that is a version ``next_version`` gives to ``office``."""
    number = "(0|[1-9][0-9]{0,3})"
    return bool(re.fullmatch(rf"{number}[.]{number}[.]{office.replace('.', '')}[.]{number}", version))


def written(content: Mapping[str, Any]) -> str:
    """``content`` as the text of a TOML file: what is plain first, then tables, then lists of tables."""
    plain = {name: value for name, value in content.items() if not _is_table(value) and not _is_tables(value)}
    lines = [f"{name} = {_inline(value)}" for name, value in plain.items()]
    for name, value in content.items():
        tables = [value] if _is_table(value) else value if _is_tables(value) else []
        for table in tables:
            lines += ["", f"[{name}]" if _is_table(value) else f"[[{name}]]"]
            lines += [f"{inner} = {_inline(one)}" for inner, one in table.items()]
    return "\n".join(lines) + "\n"


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _inline(value: object) -> str:
    """One value on one line; a JSON string is a TOML string as well."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_inline(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())[:LONGEST_TEXT]


def same(one: InstrumentCopy, other: InstrumentCopy) -> bool:
    """Whether two copies say the same, but for version and day."""
    bare = [copy.copy(each.content) for each in (one, other)]
    for content in bare:
        for name in ("version", "status", "checked_on"):
            content.pop(name, None)
    return bare[0] == bare[1]
