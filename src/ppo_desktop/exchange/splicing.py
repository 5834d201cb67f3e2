"""Cutting pieces out of a part's bytes and putting others in, so that all the rest stays bit by bit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from ppo_desktop.exchange import workbook

_TAG = re.compile(rb"<[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*>")


class Splice(Struct, frozen=True):
    """Bytes in the place of others."""

    start: int
    end: int
    new: bytes


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """The bytes with these pieces in the place of others; what is put in comes before what is replaced there."""
    made, at = [], 0
    for one in sorted(splices, key=lambda one: (one.start, one.end)):
        made += [data[at : one.start], one.new]
        at = one.end
    return b"".join([*made, data[at:]])


def tag_end(data: bytes, start: int) -> int:
    """Behind the tag that begins there."""
    match = _TAG.match(data, start)
    if match is None:
        raise workbook.no_form()
    return match.end()


def behind(data: bytes, at: int, raw: str) -> int:
    """Where an element ends; the parser stands at its closing tag, and behind one that has none (``<c/>``)."""
    closing = b"</" + raw.encode()
    has_one = data.startswith(closing, at) and data[at + len(closing) : at + len(closing) + 1] in b"> \t\r\n"
    return tag_end(data, at) if has_one else at


def without(data: bytes, element: str, attribute: str, is_gone: Callable[[str], bool]) -> bytes:
    """A part without the empty elements of which an attribute says so."""
    gone: list[tuple[int, int]] = []
    parser = workbook.reader_of(data)
    opened: list[int] = []

    def start(raw: str, attributes: dict[str, str]) -> None:
        if workbook.local(raw) == element and is_gone(attributes.get(attribute, "")):
            opened.append(parser.CurrentByteIndex)

    def end(raw: str) -> None:
        if opened and workbook.local(raw) == element:
            gone.append((opened.pop(), behind(data, parser.CurrentByteIndex, raw)))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    workbook.run(parser, data)
    return spliced(data, [Splice(first, last, b"") for first, last in gone])
