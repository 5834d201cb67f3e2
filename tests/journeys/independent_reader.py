"""A second reader, written from ``docs/carrier-format.md`` alone: poppler, OpenSSL, age, and Python's own library.

It takes nothing from the program it checks. Anything that does not hold is an ``AssertionError``.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONSONANTS, VOWELS = "bdfghjklmnprstvz", "aiou"
HALF_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551 // 2


@dataclass(frozen=True)
class Line:
    """One entry: its twelve members, and what was computed."""

    members: list[Any]
    link: str

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for part in self.members[10:] if isinstance(part, list) for name, value in part[1].items()}

    @property
    def order(self) -> tuple[int, str, str]:
        return self.members[7], self.members[0], self.link


def read(file: Path, root_pem: Path, key_file: Path, scratch: Path) -> tuple[dict[str, Any], list[Line]]:
    """Manifest and entries of a carrier, everything checked."""
    check_signature(file.read_bytes(), root_pem, scratch)
    listing = tool("pdfdetach", "-list", file).decode().split()
    names = listing[4::2]
    assert listing[:3] == [str(len(names)), "embedded", "files"]
    assert names[:2] == ["manifest.json", "payload.age"]
    raw, payload, *others = (attachment(file, number, scratch) for number in range(1, len(names) + 1))
    manifest = canonical(raw)
    assert (manifest["format"], manifest["version"]) == ("ppo-carrier", 1)
    assert manifest["kind"] in ("report", "receipt", "update")
    announced = [[name, len(data), sha256(data)] for name, data in zip(names[2:], others, strict=True)]
    assert manifest["attachments"] == announced
    if manifest["kind"] == "update":
        assert {code for code, _recipient in manifest["recipients"]} == {manifest["sender"]}
        assert (manifest["period"], manifest["totals"], manifest["late"]) == ("", {}, {})
    assert manifest["certificate"] == sha256((scratch / "signer.der").read_bytes())
    der = scratch / "signer.der"
    alternatives = tool("openssl", "x509", "-inform", "DER", "-in", der, "-noout", "-ext", "subjectAltName").decode()
    assert f"URI:ppo://office/{manifest['sender']}," in alternatives
    assert ("URI:ppo://training" in alternatives) == manifest["training"]
    return manifest, entries(manifest, opened(manifest["payload"], payload, key_file, scratch))


def relays(file: Path, manifest: dict[str, Any], key_file: Path, scratch: Path) -> list[bytes]:
    """The carriers that a carrier brings along, as their senders signed them."""
    found = []
    for place, (name, _length, _digest) in enumerate(manifest["attachments"], start=3):
        if re.fullmatch(r"relay-[0-9]{4}\.age", name):
            (scratch / name).write_bytes(attachment(file, place, scratch))
            found.append(tool("age", "-d", "-i", key_file, scratch / name))
    return found


def check_signature(data: bytes, root_pem: Path, scratch: Path) -> None:
    assert data.startswith(b"%PDF-1.")
    assert data.endswith(b"%%EOF\n")
    ((start, end, rest),) = re.findall(rb"/ByteRange \[0 (\d+) (\d+) (\d+) *\]", data)
    a, b = int(start), int(end)
    assert b + int(rest) == len(data)
    match = re.fullmatch(rb"<((?:[0-9A-F]{2})+)>", data[a:b])
    assert match
    contents = bytes.fromhex(match[1].decode())
    size = 4 + int.from_bytes(contents[2:4], "big")
    assert contents[:2] == b"\x30\x82"
    assert not any(contents[size:])
    (scratch / "signature.der").write_bytes(contents[:size])
    (scratch / "signed").write_bytes(data[:a] + data[b:])
    tool(
        "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", scratch / "signature.der", "-content",
        scratch / "signed", "-CAfile", root_pem, "-purpose", "any", "-no_check_time", "-signer",
        scratch / "signer.pem", "-out", "/dev/null",
    )  # fmt: skip
    # The floor clock: a PC whose clock lies before the certificate's first day locks nobody out.
    tool("openssl", "x509", "-in", scratch / "signer.pem", "-noout", "-checkend", "0")
    tool("openssl", "x509", "-in", scratch / "signer.pem", "-outform", "DER", "-out", scratch / "signer.der")
    value = tool("openssl", "asn1parse", "-inform", "DER", "-in", scratch / "signature.der").decode()
    octets = re.findall(r"OCTET STRING +\[HEX DUMP\]:([0-9A-F]+)\n?$", value)[-1]
    r_size = 2 * int(octets[6:8], 16)
    assert int(octets[8 + r_size + 4 :], 16) <= HALF_ORDER


def attachment(file: Path, number: int, scratch: Path) -> bytes:
    saved = scratch / f"attachment-{number}"
    tool("pdfdetach", "-save", str(number), "-o", saved, file)
    assert saved.read_bytes() in file.read_bytes()
    return saved.read_bytes()


def opened(sealed: dict[str, Any], payload: bytes, key_file: Path, scratch: Path) -> bytes:
    assert (len(payload), sha256(payload)) == (sealed["length"], sealed["sha256"])
    assert sealed["plain_length"] <= min(2**20 + 64 * sealed["length"], 2**29)
    (scratch / "payload.age").write_bytes(payload)
    packed = tool("age", "-d", "-i", key_file, scratch / "payload.age")
    unpacker = zlib.decompressobj(31)
    plain = unpacker.decompress(packed, sealed["plain_length"])
    assert unpacker.eof
    assert not unpacker.unused_data
    assert (len(plain), sha256(plain)) == (sealed["plain_length"], sealed["plain_sha256"])
    return plain


def entries(manifest: dict[str, Any], plain: bytes) -> list[Line]:
    header, *lines, trailer, end = plain.split(b"\n")
    bound = canonical(header)
    assert re.fullmatch("[0-9a-f]{64}", bound.pop("nonce"))
    names = ("certificate", "format", "kind", "period", "recipients", "sender", "spans", "training", "version")
    assert bound == {name: manifest[name] for name in names}
    assert (canonical(trailer), end) == ({"end": True, "entries": len(lines)}, b"")
    found: list[Line] = []
    queue = iter(lines)
    for device, first, last, prev, link in manifest["spans"]:
        assert (first == 1) == (prev == "0" * 64)
        for seq in range(first, last + 1):
            line = linked(manifest["sender"], next(queue), prev)
            assert line.members[:2] == [device, seq]
            found.append(line)
            prev = line.link
        assert prev == link
    assert next(queue, None) is None
    return found


def linked(office: str, line: bytes, prev: str) -> Line:
    members = canonical(line)
    assert len(members) == 12
    parts = [part if part is None or isinstance(part, str) else part_digest(*part) for part in members[10:]]
    return Line(members, digest(b"ppo-link", bytes.fromhex(prev), written([office, *members[:10], *parts])))


def part_digest(nonce: str, changes: dict[str, Any]) -> str:
    return digest(b"ppo-part", bytes.fromhex(nonce), written(changes))


def digest(*parts: bytes) -> str:
    return sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def written(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def canonical(data: bytes) -> Any:
    value = json.loads(data)
    assert written(value) == data
    assert unicodedata.is_normalized("NFC", data.decode())
    return value


def words(data: bytes) -> str:
    def word(n: int) -> str:
        places = ((12, CONSONANTS), (10, VOWELS), (6, CONSONANTS), (4, VOWELS), (0, CONSONANTS))
        return "".join(letters[n >> shift & len(letters) - 1] for shift, letters in places)

    return "-".join(word(int.from_bytes(data[i : i + 2], "big")) for i in range(0, 12, 2))


def record(lines: list[Line]) -> tuple[dict[str, Any], set[str]] | None:
    """Values and fields in conflict of one record's entries; ``None`` when it is erased."""
    ordered = sorted(lines, key=lambda line: line.order)
    if any(line.members[9] == "erase" for line in ordered):
        return None
    seen: dict[tuple[Any, ...], set[str]] = {}
    for line in ordered:
        ancestors: set[str] = set()
        for name in map(tuple, line.members[8]):
            if name in seen:
                ancestors |= seen[name]
        seen[(*line.members[:2], line.link[:16])] = ancestors | {line.link}
    values: dict[str, Any] = {}
    conflicts = set()
    for line in ordered:
        values.update(line.changes)
    for field in values:
        writers = [line for line in ordered if field in line.changes]
        gone = set().union(*(seen[(*w.members[:2], w.link[:16])] - {w.link} for w in writers))
        if len({written(w.changes[field]) for w in writers if w.link not in gone}) > 1:
            conflicts.add(field)
    return values, conflicts


def tool(*arguments: str | Path) -> bytes:
    done = subprocess.run([*arguments], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout
