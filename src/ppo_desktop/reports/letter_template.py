"""Templates of letters: files of ``resources/letters``, the texts of which an office may replace by its own.

Pure, and never more than data: a word in braces is looked up in a table, nothing in a template is run.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from ppo_desktop.core.paths import resource
from ppo_desktop.core.text import _, clean

WORD = re.compile(r"\{([^{}\n]{0,60})\}")
LINES = frozenset({"addressee", "copies", "carbon_copies"})
TEXTS = ("title", "subject", "nature", "attachment", "addressee", "body", "carbon_copies", "copies")
"""What an office may put in its own words; ``LINES`` of them have one part a line."""
MOST_TEXT = 8000
"""Characters of all these together."""
PEN_LINES, MOST_PEN_LINES = 5, 20


class Place(Struct, frozen=True):
    """A place for a signature; texts may hold words."""

    titles: tuple[str, ...] = ()
    name: str = ""
    number: str = ""
    above: tuple[str, ...] = ()
    """``Mengetahui,``"""
    by_office: bool = False
    """Signed by whoever signs for the office, as it is chosen when the letter is written."""
    is_dated: bool = False
    """Place and date stand above it."""
    is_stamped: bool = False
    """With a box for the materai."""
    mark: str = ""
    """How the body calls it: it stands there, and not at the end."""


class Basis(Struct, frozen=True):
    """A line of the law behind a letter, and when somebody last looked whether it still says so."""

    text: str
    checked_on: str


class Template(Struct, frozen=True):
    """One letter, before anything is filled in; see the README of ``resources/letters`` for the signs in ``body``."""

    code: str
    title: str
    body: str
    places: tuple[Place, ...]
    topic: str = ""
    """What it is about, for its classification: the first that the office's list knows."""
    subject: str = ""
    """With it, it is a letter to somebody; without, a sheet under its title."""
    nature: str = ""
    attachment: str = ""
    addressee: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    carbon_copies: tuple[str, ...] = ()
    bases: tuple[Basis, ...] = ()
    bar: str = ""
    """The law's own bar (``legal-bars``) that keeps it from being issued."""
    is_numbered: bool = True
    pen_lines: int = PEN_LINES
    """Lines, or rows of a table, for the pen where a list or a long text is not known."""

    def text(self, name: str) -> str:
        """One of ``TEXTS`` as it is edited: one part a line."""
        value = getattr(self, name)
        return "\n".join(value) if name in LINES else str(value)

    def with_texts(self, texts: Mapping[str, str]) -> Template:
        """In an office's own words; what is not among ``TEXTS`` stays."""
        own: dict[str, Any] = {
            name: tuple(line for line in text.splitlines() if line.strip()) if name in LINES else text
            for name, text in texts.items()
            if name in TEXTS
        }
        return replace(self, **own)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word in braces, in the order in which it is met, once."""
        places = [part for place in self.places for part in (*place.above, *place.titles, place.name, place.number)]
        texts = [*(self.text(name) for name in TEXTS), *places]
        return tuple(dict.fromkeys(name for text in texts for name in words_in(text)))

    @property
    def is_secret(self) -> bool:
        """Whether neither its cover nor the name of its file may say whom it is about."""
        return self.nature.strip().casefold() == "rahasia"

    def write(self) -> str:
        """As JSON text, for ``read``."""
        return json.dumps(to_builtins(self), ensure_ascii=False, separators=(",", ":"))


class Word(Struct, frozen=True):
    """What may stand in braces, and where its value is read from."""

    name: str
    label: str
    group: str
    source: str
    """``kind.field``, ``kind:something computed``, ``=`` and a fixed text, or nothing: it is typed."""
    shape: str
    """``text``, ``long`` (several lines) or ``date``."""
    is_kept: bool
    """Whether it is kept with the letter; religion is not."""
    help: str
    example: str

    @property
    def is_ours(self) -> bool:
        """Whether the office itself says it, whatever the letter is about; then it has no example."""
        return self.source.startswith(("office:", "head:"))


OFFICE_WORDS: Mapping[str, str] = {
    "kantor": "Desa Sempalai",
    "kantor_lengkap": "Desa Sempalai, Kecamatan Tebas, Kabupaten Sambas",
    "kecamatan": "Tebas",
    "kecamatan_kabupaten": "Kecamatan Tebas, Kabupaten Sambas",
    "kode_wilayah": "61.01.04.2003",
    "kode_kecamatan": "61.01.04",
    "kepala_nama": "",
    "kepala_jabatan": "Kepala Desa Sempalai",
    "alamat_kantor": "",
    "nomor": "562/012/2003/XI/2026",
    "tanggal": "21 November 2026",
    "tanggal_terbilang": "Sabtu tanggal dua puluh satu bulan November tahun dua ribu dua puluh enam",
}
"""Words the program always knows, each with an example; nobody types them."""


@cache
def words() -> Mapping[str, Word]:
    """The words that are read from records or typed, in the order of asking."""
    with resource("letters", "words.csv").open(encoding="utf-8", newline="") as file:
        return {
            line["name"]: Word(
                line["name"],
                line["label"],
                line["group"],
                line["source"],
                line["shape"],
                line["kept"] == "1",
                line["help"],
                line["example"],
            )
            for line in csv.DictReader(file)
        }


@cache
def program_template(code: str) -> Template:
    """The program's own template; raises ``FileNotFoundError`` for a code nobody declared."""
    content = tomllib.loads(resource("letters", f"{code.lower()}.toml").read_text(encoding="utf-8"))
    return _made({**content, "code": code, "places": content.pop("place"), "bases": content.pop("basis", [])})


def read(text: str) -> Template:
    """A template as ``write`` wrote it; raises ``ValueError`` where it is none."""
    try:
        return _made(json.loads(text))
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a template") from error


def words_in(text: str) -> list[str]:
    """The words in braces, as they are looked up."""
    return [name for found in WORD.finditer(text) if (name := found[1].strip().casefold())]


def misspelt(texts: Iterable[str]) -> list[str]:
    """A sentence for each word in braces that no table has, and for braces that never close."""
    known = [*OFFICE_WORDS, *words()]
    told: dict[str, None] = {}
    for text in texts:
        for name in words_in(text):
            if name not in known:
                told[_unknown(name, known)] = None
        if WORD.sub("", text).count("{") or WORD.sub("", text).count("}"):
            told[_("Ada kurung kurawal yang tidak berpasangan. Tulis seperti {example}.").format(example="{nama}")] = (
                None
            )
    return list(told)


def _unknown(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return _("Isian “{name}” tidak dikenal. Mungkin maksudnya “{near}”.").format(name=name, near=near[0])
    return _("Isian “{name}” tidak dikenal. Pilih dari daftar isian di sebelah kanan.").format(name=name)


def cleaned(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts of an office as they are kept: clean, and none longer than ``MOST_TEXT``."""
    return {name: "\n".join(map(_tidy, text.splitlines()))[:MOST_TEXT].strip("\n") for name, text in texts.items()}


def _tidy(line: str) -> str:
    """Clean, with the spaces that set a paragraph in."""
    return "    " * line.startswith("    ") + clean(line)


def _made(content: Mapping[str, Any]) -> Template:
    known = set(Template.__struct_fields__)
    values = {name: value for name, value in content.items() if name in known}
    for name in LINES:
        values[name] = tuple(map(str, values.get(name, ())))
    values["pen_lines"] = min(MOST_PEN_LINES, int(content.get("pen_lines", PEN_LINES)))
    values["places"] = tuple(_place(one) for one in content["places"])
    values["bases"] = tuple(Basis(str(one["text"]), str(one["checked_on"])) for one in content.get("bases", ()))
    return Template(**values)


def _place(content: Mapping[str, Any]) -> Place:
    many = {name: tuple(map(str, content.get(name, ()))) for name in ("titles", "above")}
    return Place(**{**content, **many})
