"""One proof for every paper: what it says stands on its pages, whole, in its order, inside the margins.

``prove(build, folder)`` takes a function from a number of rows and a name (of a person, a place, whatever the paper
repeats) to the ``Document``, and judges it with programs of others: poppler and qpdf.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from msgspec.structs import replace

from ppo_desktop.pdf import fonts
from ppo_desktop.pdf.page import PAPERS
from ppo_desktop.pdf.render import render_together
from ppo_desktop.reports.document import Beside, Blank, Block, Document, Heading, Spacer, Table, plain_text
from verifiers import run

Build = Callable[[int, str], Document]

NAME = "Siti Aminah"
LONG_NAME = "Raden Mas Haji Muhammad Abdurrahman Wahiduddin Syamsuddin bin Haji Ismail Kusumawardhani, S.Pd.I., M.A.P."
ODD_NAME = "<b>Nur</b> & %s {0} \\n (x) 😀 李小龙 محمد \u202egnirts\u202c Zoë\u0301 \u0301 \u200b½"
NO_SPACE = "Sungai" * 30
CASES = {"empty": (0, NAME), "one": (1, NAME), "long": (2, LONG_NAME), "odd": (2, ODD_NAME), "unbroken": (1, NO_SPACE)}
DOTS = 40
"""Per inch, for looking at margins."""
_FOOT = re.compile(r"Halaman(\d+)dari(\d+)$")


def prove(build: Build, folder: Path, *, is_thorough: bool = False) -> None:
    """Print the paper in every case and judge the pages; ``is_thorough``: on both papers and with 500 rows."""
    cases = {name: build(*case) for name, case in CASES.items()}
    cases["many"] = build(500 if is_thorough else 60, NAME)
    unmarked = {name: replace(document, watermark="", copies=()) for name, document in cases.items()}
    for paper in PAPERS if is_thorough else ["A4"]:
        data = render_together(list(unmarked.values()), paper)
        assert data == render_together(list(unmarked.values()), paper)
        path = folder / f"{paper}.pdf"
        path.write_bytes(data)
        assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)
        _margins_are_empty(path, paper)
        pages = iter(_pages_of(path))
        for name, document in unmarked.items():
            own = _own_pages(pages, document)
            _says_everything(document, own, f"{name}, {paper}")
            _no_heading_is_left_alone(document, own)


def _pages_of(path: Path) -> list[str]:
    """The text of each page in the order it is drawn, without any space."""
    return ["".join(page.split()) for page in run("pdftotext", "-raw", path, "-").split("\f")[:-1]]


def _own_pages(pages: Iterator[str], document: Document) -> list[str]:
    """The next pages up to the last of one paper, without their feet."""
    own, foot = [], _bare(document.footer)
    for page in pages:
        number = _FOOT.search(page)
        assert number, page[-80:]
        text = page[: number.start()]
        shown = next((length for length in range(len(foot), 0, -1) if text.endswith(foot[:length])), 0)
        own.append(text[: len(text) - shown])
        assert int(number[1]) == len(own)
        if number[1] == number[2]:
            break
    return own


def _says_everything(document: Document, pages: list[str], where: str) -> None:
    """Every line, cell, label and value, in the order of reading; what two pages share may lack that order."""
    text, at = "".join(pages), 0
    for chunk in _chunks(document):
        found = text.find(chunk, at)
        if found < 0:
            pieces = [piece for piece in re.findall(r"\w+", chunk) if len(piece) < 12] or [chunk[:8]]
            is_cut = len(chunk) > 60
            assert is_cut, f"{where}: “{chunk}” is not there, or before what is read before it"
            assert all(piece in text for piece in pieces), f"{where}: “{chunk}” is not there"
            continue
        at = found + len(chunk)
    for head in (document.subject, *document.addressee, document.number or "", document.nature):
        assert _bare(head) in text, f"{where}: {head}"


def _chunks(document: Document) -> Iterator[str]:
    """What stands together on paper, without any space."""
    for line in plain_text(document).split("\n"):
        for cell in line.split(" | "):
            label, colon, value = cell.partition(": ")
            chunks = (label, f"{colon}{value}") if colon else (cell,)
            yield from filter(None, map(_bare, chunks))


def _bare(text: str) -> str:
    return "".join(fonts.printable(text).split())


def _no_heading_is_left_alone(document: Document, pages: list[str]) -> None:
    shown = [block for block in document.blocks if not isinstance(block, Spacer)]
    above_pen = {id(one) for one, after in pairwise(shown) if isinstance(after, Blank) and not after.label}
    headings = [_bare(one.text) for one in _all(document.blocks, Heading) if id(one) not in above_pen]  # dots: no text
    heads = ["".join(_bare(column.title) for column in table.columns) for table in _all(document.blocks, Table)]
    for page in pages[:-1]:
        alone = [words for words in (*headings, *heads) if words and page.endswith(words)]
        assert not alone, f"alone at the foot of a page: {alone}"


def _all(blocks: tuple[Block, ...], kind: type) -> Iterator:  # type: ignore[type-arg]  # of that kind
    for block in blocks:
        if isinstance(block, kind):
            yield block
        elif isinstance(block, Beside):
            yield from _all((*block.left, *block.right), kind)


def _margins_are_empty(path: Path, paper: str) -> None:
    """Nothing in the outer 12 mm, the foot's 8 mm apart: the widest strip that no printer loses."""
    run("pdftoppm", "-r", str(DOTS), "-gray", path, path.with_suffix(""))
    for file in sorted(path.parent.glob(f"{path.stem}-*.pgm")):
        width, height, dots = _grey(file)
        edge, foot = round(12 / 25.4 * DOTS), round(7 / 25.4 * DOTS)
        rows = [dots[at : at + width] for at in range(0, width * height, width)]
        strips = [*rows[:edge], *rows[-foot:], *(row[:edge] + row[-edge:] for row in rows)]
        assert all(min(strip) > 250 for strip in strips), f"{paper}: {file.name}"
        file.unlink()


def _grey(file: Path) -> tuple[int, int, bytes]:
    kind, width, height, _most, dots = file.read_bytes().split(maxsplit=4)
    assert kind == b"P5"
    return int(width), int(height), dots[-int(width) * int(height) :]
