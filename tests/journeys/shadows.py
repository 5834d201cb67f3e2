"""Shadow attacks: an insider prepares a report so that its page can be made to show something else later on.

After Mainka, Mladenov, Rohlmann, "Shadow Attacks: Hiding and Replacing Content in Signed PDFs" (NDSS 2021). What is
prepared is invisible and signed by the office's own key; whoever holds the file later activates it without any key.
Prepared files that nobody touched are whole: they are the controls. All that is activated must be refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from journeys.forging import Hostile, hostile
from trust.resigning import free_number, resigned_over, with_objects
from trust.tampering import Hand

GROWN = ("altered", "signature-form")
FORM = ("signature-form", "altered")
OTHER_PAGE = b"BT /F1 24 Tf 72 700 Td (NIHIL) Tj ET"


def shadows(original: bytes, hand: Hand, reader: str) -> Iterator[Hostile]:
    """``original`` is a carrier signed by ``hand``."""
    root = int(re.findall(rb"/Root (\d+) 0 R", original)[-1])
    new = free_number(original)
    catalogue = _body(original, root)
    pages = int(re.findall(rb"/Pages (\d+) 0 R", catalogue)[-1])
    page = int(re.findall(rb"/Kids\s*\[\s*(\d+) 0 R", _body(original, pages))[-1])
    drawn = _body(original, page)
    contents = re.search(rb"/Contents\s+(\d+) 0 R", drawn)
    assert contents
    font = re.findall(rb"(?s)(?<=\n)(\d+) 0 obj\s(?:(?!endobj).)*?/Type\s*/Font\b", original)[0]
    stream = b"<</Length %d>>\nstream\n%s\nendstream"

    # Hide: a sheet of paper lies over the figures, and is taken away (or laid on) afterwards.
    cover = stream % (len(b"1 g 0 0 999 999 re f"), b"1 g 0 0 999 999 re f")
    covered = drawn.replace(contents[0], b"/Contents[%s 0 R %d 0 R]" % (contents[1], new))
    prepared = with_objects(original, {new: cover, page: covered})
    yield from _activated("hide-cover-taken-away", prepared, hand, reader, {new: stream % (0, b"")})
    yield from _activated("hide-cover-freed", prepared, hand, reader, {new: b"null"})
    # Replace: the letters of the font, or the stream that is drawn.
    yield from _activated(
        "replace-font", original, hand, reader, {int(font): b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"}
    )
    yield from _activated(
        "replace-stream", original, hand, reader, {int(contents[1]): stream % (len(OTHER_PAGE), OTHER_PAGE)}
    )
    # Hide and replace: a whole other report lies in the file, and the last table leads to it afterwards.
    other = {
        new: catalogue.replace(b"/Pages %d 0 R" % pages, b"/Pages %d 0 R" % (new + 1)),
        new + 1: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (new + 2),
        new + 2: drawn.replace(contents[0], b"/Contents %d 0 R" % (new + 3)),
        new + 3: stream % (len(OTHER_PAGE), OTHER_PAGE),
    }
    loaded = with_objects(original, other)
    yield from _activated("hide-and-replace-catalogue", loaded, hand, reader, {root: other[new]})
    yield from _activated("hide-and-replace-page-tree", loaded, hand, reader, {pages: other[new + 1]})
    yield from _activated("hide-and-replace-attachments", loaded, hand, reader, {root: _other_names(catalogue)})


def _activated(name: str, prepared: bytes, hand: Hand, reader: str, objects: dict[int, bytes]) -> Iterator[Hostile]:
    """The prepared file as it was signed, and with ``objects`` given anew in the three places that there are."""
    signed = resigned_over(prepared, hand.key_der)
    yield hostile(f"control-shadow-{name}", signed, reader=reader)
    update = _update(signed, objects)
    yield hostile(f"shadow-{name}-appended", signed + update, *GROWN, reader=reader)
    stretched = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+) *\]", signed)
    assert stretched
    numbers = b"/ByteRange [0 %s %s %d" % (stretched[1], stretched[2], int(stretched[3]) + len(update))
    longer = signed.replace(stretched[0], numbers.ljust(len(stretched[0]) - 1) + b"]")
    yield hostile(f"shadow-{name}-range-stretched", longer + update, *FORM, reader=reader)
    end = int(stretched[2]) - 1
    hidden = b">" + update.replace(b"%%EOF\n", b"")
    if len(hidden) < end - int(stretched[1]) - 2000:
        inside = signed[: end - len(hidden)] + hidden + signed[end:]
        yield hostile(f"shadow-{name}-inside-the-gap", inside, *FORM, reader=reader)
    swapped = signed.replace(b"startxref\n", b"startxref\n%d %%" % int(stretched[2]), 1)
    yield hostile(f"shadow-{name}-other-table", swapped, *GROWN, "truncated", reader=reader)


def _update(signed: bytes, objects: dict[int, bytes]) -> bytes:
    """A later revision with these objects."""
    at, written, lines = len(signed), b"", b""
    for number, body in objects.items():
        lines += b"%d 1\n%010d 00000 n \n" % (number, at + len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    previous = re.findall(rb"startxref\s+(\d+)", signed)[-1]
    root = re.findall(rb"/Root \d+ 0 R", signed)[-1]
    trailer = b"trailer\n<</Size %d%s/Prev %s>>\n" % (free_number(signed), root, previous)
    return written + b"xref\n" + lines + trailer + b"startxref\n%d\n%%%%EOF\n" % (at + len(written))


def _other_names(catalogue: bytes) -> bytes:
    return re.sub(rb"/AF\s+(\d+ 0 R|\[[^\]]*\])", b"/AF[]", catalogue)


def _body(data: bytes, number: int) -> bytes:
    bodies = re.findall(rb"(?s)(?<=\n)%d 0 obj\s(.*?)\s*endobj" % number, data)
    assert bodies, number
    return bytes(bodies[-1])
