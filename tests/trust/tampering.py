"""Tampered copies of any signed carrier: each comes with the codes under which it may be refused.

Knows nothing of fixtures: hand in the bytes and two keys. Every mutant differs from the original in its bytes and must
be refused. ``Hand`` "known" is another office the receiver trusts, "foreign" one it does not. One attack is left out
because the file is then whole and its key known: a trusted office that strips a signature and signs the rest as its
own (``resigned``); only manifest and seal can tell.

The groups follow the published attacks: incremental saving, signature wrapping and universal signature forgery
(Mladenov et al., "1 Trillion Dollar Refund: How To Spoof PDF Signatures", CCS 2019).
"""

from __future__ import annotations

import gzip
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import pikepdf
from asn1crypto import cms, keys, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ppo_desktop.core.clock import WIB
from ppo_desktop.trust.signature import sign_pdf
from trust.changes import ATTACHMENT_REWRITES, ATTACHMENT_UPDATES, CMS_CHANGES, PDF_UPDATES, drop_signature

Mutant = tuple[str, bytes, frozenset[str]]

BYTES_CHANGED = frozenset({"altered", "not-pdf", "truncated", "not-signed", "signature-form"})
"""What a change without any key can lead to; which one depends on where it hits."""
CUT = frozenset({"truncated", "not-signed", "not-pdf"})
GROWN = frozenset({"altered", "signature-form"})
FORM = frozenset({"signature-form", "altered"})


@dataclass(frozen=True)
class Hand:
    """Someone who can sign."""

    key_der: bytes
    certificate_der: bytes


def mutants(data: bytes, seed: int, known: Hand, foreign: Hand, flip_count: int = 300) -> Iterator[Mutant]:
    """Every tampered copy of the signed carrier ``data`` as (name, bytes, allowed codes); equal seeds, equal flips."""
    yield from flips(data, seed, flip_count)
    yield from cuts(data, seed)
    yield from growths(data, seed)
    yield from updates(data)
    yield from attachment_games(data)
    yield from byte_ranges(data)
    yield from wrappings(data)
    yield from other_signatures(data, known, foreign)
    yield from contents_games(data)
    yield from built_otherwise(data)
    yield from not_pdfs(data)


def flips(data: bytes, seed: int, count: int) -> Iterator[Mutant]:
    """One flipped bit each, spread evenly over the file with some chance; a tenth of them inside the signature."""
    random_ = random.Random(seed)
    start, end, _rest = _range(data)
    inside = count // 10
    step = len(data) / max(1, count - inside)
    places = [min(len(data) - 1, int((i + random_.random()) * step)) for i in range(count - inside)]
    places += [random_.randrange(start, end) for _i in range(inside)]
    for place in places:
        bit = 1 << random_.randrange(8)
        allowed = _codes_at(place, data.index(b"/ByteRange"), start, end)
        yield f"flip-{place}-{bit:02x}", _replaced(data, place, bytes([data[place] ^ bit])), allowed


def _codes_at(place: int, range_at: int, start: int, end: int) -> frozenset[str]:
    """A flip must be called what it is: anything but the header, the byte range and the signature is "altered"."""
    if place < len(b"%PDF-1."):
        return frozenset({"not-pdf"})
    if start <= place < end:
        return FORM
    near_range = range_at <= place < range_at + 60
    return BYTES_CHANGED if near_range else frozenset({"altered"})


def cuts(data: bytes, seed: int) -> Iterator[Mutant]:
    """Files that end too early, and files with a lost cluster (a stick pulled out)."""
    random_ = random.Random(seed)
    for keep in sorted(
        {0, 1, 7, 8, 100, len(data) // 4, len(data) // 2, len(data) - 512, len(data) - 6, len(data) - 1}
    ):
        yield f"cut-to-{keep}", data[:keep], CUT
    for _i in range(10):
        keep = random_.randrange(len(data))
        yield f"cut-to-{keep}", data[:keep], CUT
    cluster = 4096
    for place in range(0, len(data), max(cluster, len(data) // 8 // cluster * cluster)):
        size = len(data[place : place + cluster])
        yield f"lost-cluster-{place}", _replaced(data, place, bytes(size)), BYTES_CHANGED
        yield f"dropped-cluster-{place}", data[:place] + data[place + cluster :], BYTES_CHANGED


def growths(data: bytes, seed: int) -> Iterator[Mutant]:
    """Bytes after the end, before the beginning and in between."""
    noise = random.Random(seed).randbytes(512)
    tails = (b"\n", b" ", bytes(512), noise, b"%%EOF\n", b"startxref\n0\n%%EOF\n", b"<html></html>", data)
    for number, tail in enumerate(tails):
        yield f"appended-{number}", data + tail, GROWN
    for number, head in enumerate((b"\n", b"\xef\xbb\xbf", b"<html></html>", noise)):
        yield f"prefixed-{number}", head + data, frozenset({"not-pdf"})
    yield "prefixed-header", b"%PDF-1.7\n" + data, BYTES_CHANGED
    yield "prefixed-copy", data + data[:-1], GROWN | CUT
    middle = data.index(b"\n", len(data) // 3) + 1
    yield "inserted-comment", data[:middle] + b"% tambahan\n" + data[middle:], BYTES_CHANGED
    yield "line-ends-changed", data.replace(b"\n", b"\r\n"), BYTES_CHANGED


def updates(data: bytes) -> Iterator[Mutant]:
    """Incremental updates: all old bytes stay as they are and other things come after them."""
    size = int(re.findall(rb"/Size (\d+)", data)[-1])
    root = re.findall(rb"/Root (\d+ \d+ R)", data)[-1]
    previous = re.findall(rb"startxref\s+(\d+)", data)[-1]
    trailer = b"xref\n0 0\ntrailer\n<</Size %d/Root %s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
    yield "update-empty", data + trailer % (size, root, previous, len(data)), GROWN
    yield "update-without-xref", data + b"%s obj\n<</Type/Catalog>>\nendobj\n%%%%EOF\n" % root[:-2], GROWN
    for name, change in PDF_UPDATES.items():
        changed = updated(data, change)
        yield f"update-{name}", changed, GROWN
        yield f"update-{name}-range-stretched", _with_range(changed, _stretched(data, changed)), FORM


def attachment_games(data: bytes) -> Iterator[Mutant]:
    """Attachments swapped, renamed, doubled, dropped, replaced or added; by update and by writing the file anew."""
    for name, change in ATTACHMENT_REWRITES.items():
        yield f"rewrite-{name}", _rewritten(data, change), BYTES_CHANGED
        first = _first_revision(_rewritten(data, change))
        yield f"rewrite-{name}-old-signature", first + data[len(_first_revision(data)) :], BYTES_CHANGED
    for name, update in ATTACHMENT_UPDATES.items():
        yield f"update-{name}", updated(data, update), GROWN
    yield "resaved", _rewritten(data, lambda pdf: None), BYTES_CHANGED
    yield "resaved-unsigned", _rewritten(data, drop_signature), frozenset({"not-signed"})
    yield "first-revision-only", _first_revision(data), frozenset({"not-signed"})


def byte_ranges(data: bytes) -> Iterator[Mutant]:
    """The byte range says something else, of the same width in the file."""
    start, end, rest = _range(data)
    total = len(data)
    ranges = {
        "shorter": b"[0 %d %d %d]" % (start, end, rest - 1),
        "longer": b"[0 %d %d %d]" % (start, end, rest + 1),
        "gap-wider": b"[0 %d %d %d]" % (start - 1, end + 1, rest - 1),
        "gap-narrower": b"[0 %d %d %d]" % (start + 2, end - 2, rest + 2),
        "gap-moved": b"[0 %d %d %d]" % (start - 10, end - 10, rest + 10),
        "gap-is-tail": b"[0 %d %d %d]" % (start, total - 1, 1),
        "no-gap": b"[0 %d %d %d]" % (end, end, rest),
        "overlap": b"[0 %d %d %d]" % (end, start, total - start),
        "starts-late": b"[1 %d %d %d]" % (start - 1, end, rest),
        "empty-first": b"[0 0 %d %d]" % (end, rest),
        "empty-second": b"[0 %d %d 0]" % (start, total),
        "all-zero": b"[0 0 0 0]",
        "negative": b"[0 %d %d -%d]" % (start, end, rest),
        "negative-start": b"[-1 %d %d %d]" % (start + 1, end, rest),
        "huge": b"[0 %d %d 9999999999]" % (start, end),
        "four-thousand-digits": b"[0 " + b"9" * 40 + b" 0 0]",
        "three-numbers": b"[0 %d %d]" % (start, end),
        "six-numbers": b"[0 %d %d %d 0 0]" % (start, end, rest),
        "reals": b"[0 %d.0 %d %d]" % (start, end, rest),
        "leading-zero": b"[0 0%d %d %d]" % (start, end, rest),
        "other-spaces": b"[0  %d %d %d]" % (start, end, rest),
        "null": b"null",
        "reference": b"1 0 R",
        "name": b"/None",
    }
    for name, text in ranges.items():
        if (forged := _with_range(data, text)) != data:
            yield f"range-{name}", forged, BYTES_CHANGED
    yield "range-key-renamed", data.replace(b"/ByteRange", b"/ByteRangE"), frozenset({"not-signed"})
    yield "range-key-escaped", data.replace(b"/ByteRange [", b"/Byte#52ange ["), BYTES_CHANGED
    second = b"%% /ByteRange [0 %d %d %d]\n" % (start, end, rest)
    yield "range-twice", data[:9] + second + data[9:], FORM
    yield "contents-renamed", data.replace(b"/Contents <30", b"/Contentz <30"), FORM
    for name, text in {"empty": b"<>", "null": b"null", "zero": b"<00>", "garbage": b"<FF>"}.items():
        yield f"contents-{name}", data[:start] + text.ljust(end - start) + data[end:], FORM
    zeros = b"<" + b"0" * (end - start - 2) + b">"
    yield "contents-all-zero", data[:start] + zeros + data[end:], FORM


def wrappings(data: bytes) -> Iterator[Mutant]:
    """Signature wrapping: the signed bytes are all there, but a reader would look at others."""
    start, end, rest = _range(data)
    evil = b"\n1 0 obj\n<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>\nendobj\n"
    grown = data[:end] + evil + data[end:]
    yield "wrapped-after-gap", grown, BYTES_CHANGED
    yield "wrapped-after-gap-range", _with_range(grown, b"[0 %d %d %d]" % (start, end + len(evil), rest)), FORM
    yield "wrapped-in-gap", data[: end - 1 - len(evil)] + evil + data[end - 1 :], FORM
    hidden = evil.hex().upper().encode()
    yield "wrapped-in-padding", data[: end - 1 - len(hidden)] + hidden + data[end - 1 :], FORM
    yield "wrapped-copy-in-front", data[:start] + data[start:end] + evil + data, BYTES_CHANGED
    moved = data[:start] + data[start:end] + evil + data[end:]
    forged = moved.replace(b"/ByteRange [", b"/ByteRange[", 1)
    yield "wrapped-range-in-comment", forged + b"%%/ByteRange [0 %d %d %d]\n" % (start, end, rest), FORM
    renamed = data.replace(b"/Contents <", b"/Contents(x)/C <", 1)
    yield "wrapped-two-contents", renamed, BYTES_CHANGED


def other_signatures(data: bytes, known: Hand, foreign: Hand) -> Iterator[Mutant]:
    """Signatures by somebody else, beside the first one or in its place."""
    for name, hand in (("known", known), ("foreign", foreign)):
        yield f"second-signature-{name}", _second_signature(data, hand), GROWN
    yield "resigned-foreign", resigned(data, foreign), frozenset({"unknown-key"})
    start, end, _rest = _range(data)
    other = resigned(data, known)
    other_start, other_end, _other_rest = _range(other)
    if end - start == other_end - other_start:
        yield "contents-of-known", data[:start] + other[other_start:other_end] + data[end:], FORM
        yield "contents-for-known", other[:other_start] + data[start:end] + other[other_end:], FORM


def resigned(data: bytes, hand: Hand) -> bytes:
    """The carrier without its signature, signed anew by ``hand`` in the right form."""
    moment = datetime(2026, 11, 21, 9, 30, tzinfo=WIB)
    return sign_pdf(_first_revision(data), hand.key_der, hand.certificate_der, moment, "Laporan", "Sambas")


def contents_games(data: bytes) -> Iterator[Mutant]:
    """The signature stays valid for a lenient reader, but the file is another one (malleability)."""
    start, end, _rest = _range(data)
    contents = data[start + 1 : end - 1]
    der = _der(bytes.fromhex(contents.decode()))
    texts = {
        "lower-case": contents.lower(),
        "padding-last": contents[:-2] + b"01",
        "padding-first": contents[: 2 * len(der)] + b"01" + contents[2 * len(der) + 2 :],
        "space": contents[:-2] + b"  ",
        "line-break": contents[:-1] + b"\n",
        "not-hex": contents[:-1] + b"G",
    }
    first = next(i for i, c in enumerate(contents) if chr(c) in "ABCDEF")
    texts["one-lower"] = _replaced(contents, first, contents[first : first + 1].lower())
    for name, text in texts.items():
        yield f"hex-{name}", data[: start + 1] + text + data[end - 1 :], FORM
    for name, change in CMS_CHANGES.items():
        info = cms.ContentInfo.load(der)
        change(info["content"])
        changed = info.dump()
        yield f"cms-{name}", _with_contents(data, changed), FORM
    yield "cms-indefinite-length", _with_contents(data, b"\x30\x80" + der[4:] + b"\x00\x00"), FORM
    yield "cms-long-length", _with_contents(data, b"\x30\x83\x00" + der[2:]), FORM
    yield "cms-twice", _with_contents(data, der + der) if 4 * len(der) <= len(contents) else data + b"\n", FORM
    yield "cms-tail", _with_contents(data, der + b"\x05\x00"), FORM
    yield "cms-empty", _with_contents(data, b""), FORM


def built_otherwise(data: bytes) -> Iterator[Mutant]:
    """Games with the structure and bombs, as somebody without a key can make them; no parser may ever see them."""
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    bomb = zlib.compress(bytes(50 << 20), 9)
    objects = b"".join(b"%d 0 obj\n%d 0 R\nendobj\n" % (n, n + 1) for n in range(900, 3000))
    inserted = {
        "nested-arrays": b"[" * 100_000 + b"]" * 100_000,
        "nested-dictionaries": b"<</A" * 50_000,
        "packed-bomb": b"<</Type/ObjStm/Filter/FlateDecode/Length %d>>stream\n%s\nendstream\n" % (len(bomb), bomb),
        "object-chain": objects,
        "script": b"900 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n",
        "page-tree-loop": b"900 0 obj<</Type/Pages/Count 9/Kids[900 0 R]>>endobj\n",
        "other-catalogue": b"900 0 obj<</Type/Catalog/OpenAction 901 0 R>>endobj\n",
        "encryption": b"900 0 obj<</Filter/Standard/V 5/R 6>>endobj\n",
        "long-name": b"/" + b"A" * 100_000,
        "long-number": b"9" * 100_000,
    }
    for name, text in inserted.items():
        yield f"built-{name}", data[:start] + text + data[start:], BYTES_CHANGED
    tables = {
        "many-revisions": b"".join(b"xref\n0 0\ntrailer<</Size 1>>\nstartxref\n0\n%%EOF\n" for _i in range(2000)),
        "table-of-itself": b"xref\n0 0\ntrailer<</Prev %d/Size 9>>\nstartxref\n%d\n%%%%EOF\n" % (len(data), len(data)),
        "huge-table": b"xref\n0 2147483647\ntrailer<</Size 2147483647>>\nstartxref\n%d\n%%%%EOF\n" % len(data),
        "encrypting-trailer": b"xref\n0 0\ntrailer<</Encrypt 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(data),
    }
    for name, text in tables.items():
        yield f"built-{name}", data + text, GROWN
    yield "built-offsets-off", data.replace(b"0000000", b"0000009"), BYTES_CHANGED
    yield "built-objects-renumbered", data.replace(b" 0 obj", b" 1 obj"), BYTES_CHANGED
    yield "built-tables-dropped", data.replace(b"xref\n", b"xxxx\n"), BYTES_CHANGED


def not_pdfs(data: bytes) -> Iterator[Mutant]:
    """Other files under our names."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("laporan.pdf", data)
    files = {
        "empty": b"",
        "zip": packed.getvalue(),
        "gzip": gzip.compress(data),
        "text": "Yth. Camat, laporan NIHIL.".encode("utf-16"),
        "web-page": b"<!doctype html><title>%PDF-1.7</title>",
        "program": b"MZ" + data,
        "postscript": b"%!PS-Adobe-3.0\n" + data,
        "hex": data.hex().encode(),
        "backwards": data[::-1],
        "zeros": bytes(len(data)),
    }
    for name, file in files.items():
        yield f"other-{name}", file, frozenset({"not-pdf"})
    yield "other-header-alone", b"%PDF-1.7\n", CUT
    yield "other-header-and-end", b"%PDF-1.7\n%%EOF\n", frozenset({"not-signed"})


# ------------------------------------------------------------------------------------------- helpers


def _rewritten(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def updated(data: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """``data`` with an incremental update that makes one change."""
    out = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(data))
    change(writer)
    writer.write(out)
    return out.getvalue()


def _second_signature(data: bytes, hand: Hand) -> bytes:
    """An approval signature added after the first, by a tool that ignores that no change is allowed."""
    signer = signers.SimpleSigner(
        x509.Certificate.load(hand.certificate_der),
        keys.PrivateKeyInfo.load(hand.key_der),
        SimpleCertificateStore(),
    )
    metadata = signers.PdfSignatureMetadata(
        field_name="Kedua", subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    out = BytesIO()
    # pyHanko itself would obey the first signature's ban: hide it while signing, then put it back.
    masked = data.replace(b"/DocMDP", b"/DocMDX")
    signers.PdfSigner(metadata, signer, new_field_spec=fields.SigFieldSpec("Kedua", on_page=0)).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(masked)), output=out
    )
    return data + out.getvalue()[len(data) :]


def _first_revision(data: bytes) -> bytes:
    mark = b"%%EOF\n"
    return data[: data.index(mark) + len(mark)]


def _range(data: bytes) -> tuple[int, int, int]:
    match = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)", data)
    assert match, "not a signed carrier"
    return int(match[1]), int(match[2]), int(match[3])


def _with_range(data: bytes, text: bytes) -> bytes:
    """``data`` with another array in the place of the first byte range; the spaces behind it keep the width."""
    match = re.search(rb"/ByteRange (\[[^\]]*\] *)", data)
    assert match
    return data[: match.start(1)] + text.ljust(len(match[1])) + data[match.end(1) :]


def _stretched(data: bytes, updated: bytes) -> bytes:
    start, end, _rest = _range(data)
    return b"[0 %d %d %d]" % (start, end, len(updated) - end)


def _with_contents(data: bytes, der: bytes) -> bytes:
    start, end, _rest = _range(data)
    width = end - start - 2
    return data[: start + 1] + der.hex().upper().encode()[:width].ljust(width, b"0") + data[end - 1 :]


def _der(contents: bytes) -> bytes:
    return contents[: 4 + int.from_bytes(contents[2:4], "big")]


def _replaced(data: bytes, place: int, part: bytes) -> bytes:
    return data[:place] + part + data[place + len(part) :]
