"""Fingerprints as words two officers can read to each other over the telephone.

Sixteen bits become one word of five letters, consonant-vowel-consonant-vowel-consonant, highest bits first: four bits
pick a consonant of ``bdfghjklmnprstvz``, two bits a vowel of ``aiou``. The alphabet is that of proquints (Daniel
Wilkerson, "A Proposal for Proquints: Identifiers that are Readable, Spellable, and Pronounceable", 2009), so
127.0.0.1 is ``lusab-babad``. Six words are 96 bits.
"""

from __future__ import annotations

import hashlib
import hmac
import re

CONSONANTS = "bdfghjklmnprstvz"
VOWELS = "aiou"
WORD_COUNT = 6


def fingerprint(cert_der: bytes) -> bytes:
    """SHA-256 of a certificate's DER bytes: 32 bytes."""
    return hashlib.sha256(cert_der).digest()


def words(digest: bytes, count: int = WORD_COUNT) -> str:
    """The first ``count`` words of ``digest`` (two bytes each), joined by hyphens; ``ValueError`` if too short."""
    if count < 1 or len(digest) < 2 * count:
        raise ValueError("digest too short for that many words")
    return "-".join(_word(int.from_bytes(digest[2 * i : 2 * i + 2], "big")) for i in range(count))


def digest_of(text: str) -> bytes:
    """The bytes behind words in their written form: the reverse of ``words``; raises ``ValueError`` otherwise."""
    return b"".join(_value(word).to_bytes(2, "big") for word in text.split("-"))


def words_match(typed: str, digest: bytes, count: int = WORD_COUNT) -> bool:
    """Whether ``typed`` is ``words(digest, count)``, whatever its case, spaces and punctuation."""
    letters = re.sub(r"[\W_\d]+", "", typed).casefold()
    expected = words(digest, count).replace("-", "")
    return hmac.compare_digest(letters.encode(), expected.encode())


def _word(value: int) -> str:
    return (
        CONSONANTS[value >> 12]
        + VOWELS[value >> 10 & 3]
        + CONSONANTS[value >> 6 & 15]
        + VOWELS[value >> 4 & 3]
        + CONSONANTS[value & 15]
    )


def _value(word: str) -> int:
    if len(word) != 5:
        raise ValueError("a word has five letters")
    value = 0
    for position, letter in enumerate(word):
        alphabet = VOWELS if position % 2 else CONSONANTS
        value = value * len(alphabet) + alphabet.index(letter)
    return value
