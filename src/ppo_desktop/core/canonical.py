"""Canonical JSON and digests: the one byte form that is hashed, signed and carried.

Sorted keys, no spaces, UTF-8, NFC text without control characters, integers below 2**53, no floats (decimals travel
as text). ``read`` accepts exactly what ``write`` produces, which rules out duplicate keys, NaN, odd escapes and
spacing in one comparison. Compare RFC 8785 (JCS); ours is stricter because it has no floats.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 16


def write(value: object) -> bytes:
    """``value`` as canonical bytes; raises ``ValueError`` for floats, huge integers, deep nesting or unclean text."""
    check(value)
    return _dump(value)


def read(data: bytes) -> object:
    """The value of canonical ``data``; raises ``ValueError`` unless writing it again gives the same bytes."""
    value = parse(data)
    if _dump(value) != data:
        raise ValueError("not in canonical form")
    return value


def parse(data: bytes) -> object:
    """As ``read`` for a caller who writes the value again himself, and takes ``data`` only where it is the same.

    The value has a canonical form; raises ``ValueError`` where it has none.
    """
    if _nesting(data) > MAX_DEPTH:
        raise ValueError("nested too deeply")
    try:
        value = _DECODER.decode(data.decode("utf-8"))
    except (UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not _is_plain(data):
        check(value)
    return value


def rewrite(value: object) -> bytes:
    """As ``write`` for a value that is known to be canonical, because ``read`` returned it or ``check`` passed it."""
    return _dump(value)


def check(value: object, depth: int = 0) -> None:
    """Raise ``ValueError`` where ``value`` has no canonical form."""
    if isinstance(value, str):
        if not is_clean(value):
            raise ValueError("text with control characters or not in NFC")
    elif value is None:
        return
    elif isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise ValueError("integer beyond 2**53")
    elif depth >= MAX_DEPTH:
        raise ValueError("nested too deeply")
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not is_clean(key):
                raise ValueError("key is not text, or has control characters, or is not in NFC")
            check(item, depth + 1)
    elif isinstance(value, list | tuple):
        for item in value:
            check(item, depth + 1)
    else:
        raise ValueError(f"{type(value).__name__} has no canonical form")


def is_clean(text: str) -> bool:
    """Whether ``text`` is NFC and has no character that ``is_forbidden``."""
    if text.isascii() and text.isprintable():
        return True
    return unicodedata.is_normalized("NFC", text) and not any(map(is_forbidden, text))


def is_forbidden(character: str) -> bool:
    """Control characters but line break and tab, lone surrogates, and the marks that reorder a line to disguise it."""
    if character in "\n\t":
        return False
    return unicodedata.category(character) in ("Cc", "Cs") or character in _REORDERING


# Explicit bidirectional embeddings, overrides and isolates (Unicode Annex 9); right-to-left letters need none of them.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def sha256(*parts: bytes) -> bytes:
    """SHA-256 over length-prefixed parts, so that no two lists of parts share a digest by accident of their joints."""
    h = hashlib.sha256()
    for part in parts:
        h.update(len(part).to_bytes(8, "big"))
        h.update(part)
    return h.digest()


def _dump(value: object) -> bytes:
    return _ENCODER.encode(value).encode()


# Nothing that was checked or read goes round in a circle.
_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
)


def _is_plain(data: bytes) -> bool:
    """Whether ``data`` can hold nothing ``check`` would object to once it was decoded: the usual, fast case."""
    return data.isascii() and b"\\" not in data and b"\x7f" not in data


def _integer(text: str) -> int:
    value = int(text)
    if abs(value) > MAX_INTEGER:
        raise ValueError("integer beyond 2**53")
    return value


def _no_float(text: str) -> object:
    raise ValueError(f"no floats or constants: {text[:20]}")


_DECODER = json.JSONDecoder(parse_int=_integer, parse_float=_no_float, parse_constant=_no_float)


def _nesting(data: bytes) -> int:
    """Deepest run of opening brackets, counted before parsing so that the parser's recursion is never at risk."""
    depth = deepest = 0
    in_string = escaped = False
    if data.count(b"[") + data.count(b"{") <= MAX_DEPTH:
        return 0
    for byte in data:
        if in_string:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                in_string = False
        elif byte == 0x22:
            in_string = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest
