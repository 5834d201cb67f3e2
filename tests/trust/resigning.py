"""An insider with a key and a hex editor: any bytes at all, rightly signed, in our own form of signature.

The library that writes our PDFs would never write these; so the signature is put over them by hand.
"""

from __future__ import annotations

import hashlib
import re

from asn1crypto import cms
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from trust.changes import P256_ORDER

_RANGE = re.compile(rb"/ByteRange (\[0 \d+ \d+ \d+ *\] *)")


def resigned_over(data: bytes, key_der: bytes) -> bytes:
    """``data``, a signed carrier that was edited, with byte range and signature put right by the signer's own key.

    Edits may be anywhere; the hex string of ``/Contents`` must still be there, of its old width.
    """
    found = _RANGE.search(data)
    gap = re.compile(rb"/Contents (<[0-9A-F]{2000,}>)").search(data)
    assert found
    assert gap
    numbers = b"[0 %d %d %d]" % (gap.start(1), gap.end(1), len(data) - gap.end(1))
    ranged = data[: found.start(1)] + numbers.ljust(len(found[1])) + data[found.end(1) :]
    digits = gap[1][1:-1]
    contents = bytes.fromhex(digits.decode())
    info = cms.ContentInfo.load(contents[: 4 + int.from_bytes(contents[2:4], "big")])
    signer = info["content"]["signer_infos"][0]
    for attribute in signer["signed_attrs"]:
        if attribute["type"].native == "message_digest":
            attribute["values"] = [hashlib.sha256(ranged[: gap.start(1)] + ranged[gap.end(1) :]).digest()]
    attributes = b"\x31" + signer["signed_attrs"].dump()[1:]
    key = serialization.load_der_private_key(key_der, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    r, s = decode_dss_signature(key.sign(attributes, ec.ECDSA(hashes.SHA256())))
    signer["signature"] = encode_dss_signature(r, min(s, P256_ORDER - s))
    made = info.dump().hex().upper().encode().ljust(len(digits), b"0")
    return ranged[: gap.start(1) + 1] + made + ranged[gap.end(1) - 1 :]


def with_objects(data: bytes, bodies: dict[int, bytes]) -> bytes:
    """``data``, whose last table is a classic one, with these objects put into its last revision; unsigned."""
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    table, trailer = data[start:].split(b"trailer", 1)
    lines = _lines_of(table)
    added = b""
    for number, body in bodies.items():
        lines[number] = b"%010d 00000 n " % (start + len(added))
        added += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    written = b"".join(b"%d 1\n%s\n" % (number, line) for number, line in sorted(lines.items()))
    trailer = re.sub(rb"startxref\s+\d+", b"startxref\n%d" % (start + len(added)), trailer)
    trailer = re.sub(rb"/Size \d+", b"/Size %d" % max(free_number(data), *(n + 1 for n in bodies)), trailer)
    return data[:start] + added + b"xref\n" + written + b"trailer" + trailer


def _lines_of(table: bytes) -> dict[int, bytes]:
    """Object number → its line in a classic table."""
    found: dict[int, bytes] = {}
    number = 0
    for line in table.splitlines()[1:]:
        if re.fullmatch(rb"\d+ \d+", line):
            number = int(line.split()[0])
        else:
            found[number] = line.ljust(19)
            number += 1
    return found


def with_trailer(data: bytes, entries: bytes) -> bytes:
    """``data`` with ``entries`` in front of those of its last trailer; unsigned."""
    before, after = data.rsplit(b"trailer", 1)
    return before + b"trailer" + after.replace(b"<<", b"<<" + entries, 1)


def free_number(data: bytes) -> int:
    """An object number that is not used yet."""
    return int(re.findall(rb"/Size (\d+)", data)[-1])
