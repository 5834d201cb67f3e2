"""Games with the structure of a PDF by an insider: all bytes are signed, rightly and in the right form."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from journeys.forging import Hostile, Made, hostile
from trust.resigning import free_number, resigned_over, with_objects, with_trailer
from trust.tampering import Hand

MIB = 1 << 20
ANY = frozenset({"unreadable", "extra-content", "attachments", "signature-form"})
"""Which part of the structure is found odd first is the parser's business; that it is refused is ours."""


def structures(original: bytes, hand: Hand, reader: str) -> Iterator[Hostile]:
    """``original`` is a carrier signed by ``hand``; each file is that one with something odd in its structure."""

    def game(name: str, edited: bytes, *codes: str) -> Hostile:
        return hostile(f"structure-{name}", _signed(edited, hand), *(codes or ANY), reader=reader)

    new = free_number(original)
    root, pages = _numbers(original)
    catalogue, tree = _object(original, root), _object(original, pages)

    def rooted(entries: bytes) -> bytes:
        return with_objects(original, {root: catalogue.replace(b"<<", b"<<" + entries, 1)})

    yield game("action-on-opening", rooted(b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), "extra-content")
    yield game("action-by-an-escaped-name", rooted(b"/Open#41ction<</S/JavaScript/JS(1)>>"), "extra-content")
    yield game("catalogue-actions", rooted(b"/AA<</WC<</S/Launch/F(cmd.exe)>>>>"), "extra-content")
    yield game("portfolio", rooted(b"/Collection<</View/T>>"), "extra-content")
    yield game("layers", rooted(b"/OCProperties<</OCGs[]/D<<>>>>"), "extra-content")
    outline = b"<</First %d 0 R/Last %d 0 R/Count 1>>" % (new, new)
    item = b"<</Title(Buka)/Parent %d 0 R/A<</S/JavaScript/JS(1)>>>>" % root
    scripted = {root: _without(catalogue, b"/Outlines").replace(b"<<", b"<</Outlines " + outline, 1), new: item}
    yield game("outline-with-a-script", with_objects(original, scripted), "extra-content")
    yield game("security-store", rooted(b"/DSS<<>>"), "extra-content")
    yield game("key-twice", rooted(b"/Pages %d 0 R" % new))
    yield game("nested-arrays", rooted(b"/PageLabels " + b"[" * 100_000 + b"]" * 100_000))
    yield game("nested-unclosed", rooted(b"/PageLabels " + b"<<" * 50_000))
    yield game("no-pages", rooted(b"").replace(b"/Pages %d 0 R" % pages, b"/Pages %d 9 R" % pages))
    names = re.search(rb"/Names (\d+) 0 R|/Names\s*<<", catalogue)
    assert names
    tables = {
        "names-with-scripts": b"<</EmbeddedFiles<</Names[]>>/JavaScript<</Names[]>>>>",
        "names-with-kids": b"<</EmbeddedFiles<</Kids[%d 0 R]>>>>" % new,
        "names-empty": b"<</EmbeddedFiles<</Names[]>>>>",
        "names-number": b"<</EmbeddedFiles 5>>",
    }
    for name, table in tables.items():
        yield game(name, with_objects(original, {root: _with_names(catalogue, table), new: b"<</Kids[%d 0 R]>>" % new}))
    counts = {"millions": b"1000000000", "negative": b"-1", "none": b"0", "real": b"1.5", "name": b"/Viele"}
    for name, count in counts.items():
        changed = re.sub(rb"/Count \d+", b"/Count " + count, tree)
        yield game(f"pages-{name}", with_objects(original, {pages: changed}))
    yield game("pages-of-pages", with_objects(original, {pages: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % pages}))
    kids = re.search(rb"/Kids\s*\[([^\]]*)\]", tree)
    assert kids
    page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]/AA<</O<</S/Launch/F(cmd.exe)>>>>>>" % pages
    more = tree.replace(kids[0], b"/Kids[%s %d 0 R]" % (kids[1], new))
    yield game("pages-that-are-not-counted", with_objects(original, {pages: more, new: page}), "extra-content")
    deeper = b"<</Type/Pages/Parent %d 0 R/Count 0/Kids[%d 0 R]>>" % (pages, new + 1)
    hidden = {pages: more, new: deeper, new + 1: page}
    yield game("pages-under-an-empty-branch", with_objects(original, hidden), "extra-content")
    yield game("object-is-itself", with_objects(original, {pages: b"%d 0 R" % pages}))
    chain = {new + i: b"%d 0 R" % (new + i + 1) for i in range(3000)}
    yield game("object-chain", with_objects(original, {**chain, pages: b"%d 0 R" % new, new + 3000: tree}))
    yield game("encrypted", with_trailer(original, b"/Encrypt<</Filter/Standard/V 2/R 3/O(x)/U(y)/P -4/Length 128>>"))
    start = int(re.findall(rb"startxref\s+(\d+)", original)[-1])
    yield game("table-behind-itself", re.sub(rb"/Prev \d+", b"/Prev %d" % start, original))
    yield game("table-nowhere", re.sub(rb"/Prev \d+", b"/Prev 999999999", original))
    yield game("hybrid-table", with_trailer(original, b"/XRefStm %d" % start))
    huge = re.sub(rb"(?s)/Size \d+(?!.*/Size)", b"/Size 2147483647", original)
    yield hostile("control-size-that-nobody-allots", _signed(huge, hand), reader=reader)
    yield game("root-is-a-page", re.sub(rb"(?s)/Root \d+ 0 R(?!.*/Root)", b"/Root %d 0 R" % pages, original))
    yield game("third-revision-mark", with_objects(original, {new: b"(startxref 0 %%EOF)"}), "extra-content")
    yield game("second-byte-range", with_objects(original, {new: b"(/ByteRange [0 1 2 3])"}), "signature-form")
    yield game("objects-lost", original[:start] + b"xref\n0 0\n" + original[original.rindex(b"trailer") :])
    packed = zlib.compress(bytes(200 * MIB), 9)
    stream = b"<</Type/%s/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
    body = stream % (b"ObjStm", len(packed), packed)
    yield game("table-is-a-bomb", _table_of_stream(original, packed))
    yield game("cross-table-is-short", _table_of_stream(original, zlib.compress(bytes(8))))
    yield hostile("control-bomb-that-nobody-opens", _signed(with_objects(original, {new: body}), hand), reader=reader)
    yield hostile("control-signed-anew", _signed(original, hand), reader=reader)
    comment = original.replace(b"%%EOF\n", b"%%EOF\n%" + b"x" * 40 + b"\n", 1)
    yield game("offsets-off", comment)


def _without(dictionary: bytes, key: bytes) -> bytes:
    return re.sub(key + rb" \d+ 0 R", b"", dictionary)


def _signed(edited: bytes, hand: Hand) -> Made:
    return lambda: resigned_over(edited, hand.key_der)


def _numbers(data: bytes) -> tuple[int, int]:
    """Of the catalogue and of the page tree."""
    root = int(re.findall(rb"/Root (\d+) 0 R", data)[-1])
    return root, int(re.findall(rb"/Pages (\d+) 0 R", _object(data, root))[-1])


def _object(data: bytes, number: int) -> bytes:
    """The body that the last revision gives to an object."""
    bodies = re.findall(rb"(?s)(?<=\n)%d 0 obj\s(.*?)\s*endobj" % number, data)
    assert bodies, number
    return bytes(bodies[-1])


def _with_names(catalogue: bytes, table: bytes) -> bytes:
    """The catalogue with another ``/Names``, wherever it stands now."""
    if found := re.search(rb"/Names \d+ 0 R", catalogue):
        return catalogue.replace(found[0], b"/Names " + table)
    at = catalogue.index(b"/Names")
    depth, end = 0, at + len(b"/Names")
    while True:
        mark = catalogue[end : end + 2]
        depth += {b"<<": 1, b">>": -1}.get(mark, 0)
        end += 2 if mark in (b"<<", b">>") else 1
        if depth == 0 and mark == b">>":
            return catalogue[:at] + b"/Names " + table + catalogue[end:]


def _table_of_stream(data: bytes, packed: bytes) -> bytes:
    """The last classic table replaced by one in a stream (ISO 32000-1, 7.5.8)."""
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    root, previous = re.findall(rb"/Root \d+ 0 R", data)[-1], re.findall(rb"/Prev \d+", data)[-1]
    new = free_number(data)
    head = b"<</Type/XRef/Size %d/W[1 4 2]/Filter/FlateDecode/Length %d%s%s>>" % (new + 1, len(packed), root, previous)
    table = b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (new, head, packed)
    return data[:start] + table + b"startxref\n%d\n%%%%EOF\n" % start
