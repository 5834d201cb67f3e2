"""Spoils bytes in the ways that parsers stumble over; the same number gives the same mutant.

Our own rather than a coverage-guided fuzzer (atheris): its wheels exist for Linux on x86-64 only, and most of what
reads here (OpenSSL, age, zlib, calamine, the JSON scanner) is compiled without the marks that such a fuzzer follows.
What it would find by coverage, this one is told: tokens of the formats, numbers at their limits, lengths in DER.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

TOKENS = (
    b"null", b"true", b"NaN", b"1e999", b"-0", b"0.0", b"{}", b"[]", b'""', b'"\\u0000"', b"\xe2\x80\xae",
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\x00", b"\xff" * 8,
    b"[" * 300, b'{"a":' * 300, b"\n", b"\r\n", b"%%EOF\n", b"startxref\n0\n",
    b"/ByteRange [0 1 2 3]", b"/Contents <00>", b"obj", b"endobj", b"stream\n", b"<<", b">>", b"/Type/Catalog", b"R",
    b"/Filter/FlateDecode", b"/JavaScript", b"xref\n0 9\n", b"trailer", b"/Prev 0", b"\x30\x80", b"\x30\x82\xff\xff",
    b"\x02\x01\xff", b"\x05\x00", b"\x06\x03\x55\x1d\x11", b"=cmd|'/c calc'!A1", b"../../", b"C:\\CON", b"age1",
    b"PK\x03\x04", b"<table><tr><td colspan=99>", b";;;;", b"-----BEGIN", b"<!DOCTYPE a [<!ENTITY a 'a'>]>",
)  # fmt: skip
NUMBERS = (b"0", b"-1", b"1", b"2147483647", b"2147483648", b"9007199254740993", b"99999999999999999999", b"1" * 400)
Change = Callable[[random.Random, bytearray, Sequence[bytes]], None]


def mutant(data: bytes, number: int, others: Sequence[bytes]) -> bytes:
    """``data`` changed in one to four ways; ``others``: files to take passages from."""
    chance = random.Random(number)
    changed = bytearray(data)
    for _turn in range(chance.choice((1, 1, 2, 4))):
        chance.choice(CHANGES)(chance, changed, others)
    return bytes(changed)


def _place(chance: random.Random, data: bytearray) -> int:
    return chance.randrange(len(data) + 1)


def _slice(chance: random.Random, data: bytearray) -> tuple[int, int]:
    start = _place(chance, data)
    return start, min(len(data), start + int(chance.expovariate(1 / 40)) + 1)


def _flip(chance: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _set(chance: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.choice((0, 1, 0x20, 0x2D, 0x30, 0x7F, 0x80, 0x82, 0xFE, 0xFF))


def _insert(chance: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    place = _place(chance, data)
    data[place:place] = chance.choice(TOKENS)


def _replace(chance: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    start, end = _slice(chance, data)
    data[start:end] = chance.choice(TOKENS)


def _delete(chance: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    start, end = _slice(chance, data)
    del data[start:end]


def _cut(chance: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    del data[_place(chance, data) :]


def _repeat(chance: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    start, end = _slice(chance, data)
    data[end:end] = data[start:end] * chance.choice((1, 2, 50))


def _swap(chance: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    (a, b), (c, d) = sorted((_slice(chance, data), _slice(chance, data)))
    if b <= c:
        data[a:d] = data[c:d] + data[b:c] + data[a:b]


def _splice(chance: random.Random, data: bytearray, others: Sequence[bytes]) -> None:
    other = bytearray(chance.choice(others)) if others else data
    start, end = _slice(chance, other)
    place = _place(chance, data)
    data[place : place + chance.choice((0, end - start))] = other[start:end]


def _number(chance: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    found = list(re.finditer(rb"\d+", data[:200_000]))
    if found:
        one = chance.choice(found)
        near = str(max(0, int(one[0][:18]) + chance.choice((-1, 1, 10)))).encode()
        data[one.start() : one.end()] = chance.choice((*NUMBERS, near))


def _member(chance: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    """A value of JSON, a name of PDF or a string gives way to another one of the same file."""
    found = list(re.finditer(rb'"[^"]{0,80}"|/[A-Za-z]{1,20}|\[[^\[\]]{0,80}\]', data[:200_000]))
    if len(found) > 1:
        one, other = chance.choice(found), chance.choice(found)
        data[one.start() : one.end()] = other[0]


CHANGES: tuple[Change, ...] = (
    _flip, _flip, _set, _insert, _replace, _delete, _cut, _repeat, _swap, _splice, _number, _number, _member, _member,
)  # fmt: skip
