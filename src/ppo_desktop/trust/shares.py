"""Two of three: the emergency code split so that any two of three sheets give it back, and one alone says nothing.

Shamir's scheme (1979) over GF(256) with the polynomial x^8 + x^4 + x^3 + x + 1, byte by byte: the code's 150 bits, as a
number of 19 bytes, are the line's height at 0, a share its height at 1, 2 or 3. The slope is random.

A share is nine groups of four characters of the code's alphabet (5 bits each) and a fifth that checks them: 5 bits
number of the share, 15 bits name of the set, 152 bits height, 8 bits check of the whole share. The set's name is random
and tells sheets of different makings apart; it says nothing about the code.
"""

from __future__ import annotations

import secrets

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.trust.codes import ALPHABET, LENGTH, groups, looks_like_code, normal, wrong_code

COUNT, NEEDED = 3, 2
GROUPS, GROUP = 9, 5
_BYTES, _SET_BITS = 19, 15
_DATA = GROUP - 1


class Share(Struct, frozen=True):
    """One of the three."""

    number: int
    """1 to ``COUNT``."""
    set: int
    """Which making it belongs to."""
    height: bytes

    @property
    def groups(self) -> tuple[str, ...]:
        """As printed: ``GROUPS`` groups of ``GROUP`` characters."""
        bits = (self.number << _SET_BITS) | self.set
        whole = (bits << 8 * (_BYTES + 1)) | int.from_bytes(self.height + self._check(), "big")
        return tuple(
            text + _check_letter(text, place)
            for place in range(GROUPS)
            for text in [_letters(whole >> 5 * _DATA * (GROUPS - 1 - place), _DATA)]
        )

    @property
    def set_name(self) -> str:
        """Three characters that the sheets of one making have in common."""
        return _letters(self.set, _SET_BITS // 5)

    def _check(self) -> bytes:
        head = self.number.to_bytes(1, "big") + self.set.to_bytes(2, "big")
        return canonical.sha256(b"ppo-share" + head + self.height)[:1]


def split(code: str) -> tuple[Share, ...]:
    """Three shares of an emergency code; raises ``World('wrong-code')`` for what cannot be one."""
    if not looks_like_code(code):
        raise wrong_code()
    secret = _number(normal(code)).to_bytes(_BYTES, "big")
    slope, named = secrets.token_bytes(_BYTES), secrets.randbits(_SET_BITS)
    return tuple(
        Share(number, named, bytes(low ^ _times(number, high) for low, high in zip(secret, slope, strict=True)))
        for number in range(1, COUNT + 1)
    )


def read(typed: str) -> Share:
    """The share that was typed from a sheet.

    Raises:
        Refused: ``share-length``, ``share-group`` (with the groups that cannot be right) or ``share-wrong``.
    """
    letters = normal(typed)
    if len(letters) != GROUPS * GROUP:
        raise Refused(
            "share-length",
            _("Satu lembar berisi {all} huruf dan angka; baru terketik {count}.").format(
                all=GROUPS * GROUP, count=len(letters)
            ),
            _("Ketik kesembilan kelompoknya."),
        )
    parts = [letters[start : start + GROUP] for start in range(0, len(letters), GROUP)]
    wrong = [place for place, part in enumerate(parts) if not is_group(part, place)]
    if wrong:
        raise Refused(
            "share-group",
            _("Kelompok {numbers} belum benar.").format(numbers=", ".join(str(place + 1) for place in wrong)),
            _("Lihat lagi kelompok itu di kertas."),
        )
    whole = _number("".join(part[:_DATA] for part in parts))
    data = (whole & ((1 << 8 * (_BYTES + 1)) - 1)).to_bytes(_BYTES + 1, "big")
    head = whole >> 8 * (_BYTES + 1)
    share = Share(head >> _SET_BITS, head & ((1 << _SET_BITS) - 1), data[:_BYTES])
    if not 1 <= share.number <= COUNT or share._check() != data[_BYTES:]:
        raise Refused(
            "share-wrong", _("Lembar ini belum terketik dengan benar."), _("Periksa lagi semua kelompok di kertas.")
        )
    return share


def combine(one: Share, other: Share) -> str:
    """The emergency code from two shares.

    Raises:
        Refused: ``share-same`` (one sheet twice), ``share-sets`` (of different makings) or ``share-wrong``.
    """
    if one.set != other.set:
        raise Refused(
            "share-sets",
            _("Kedua lembar bukan dari pembuatan yang sama ({one} dan {other}).").format(
                one=one.set_name, other=other.set_name
            ),
            _("Pakai dua lembar dengan nama set yang sama; yang dibuat terakhir yang berlaku."),
        )
    if one.number == other.number:
        raise Refused(
            "share-same",
            _("Dua kali lembar yang sama (lembar {number}).").format(number=one.number),
            _("Ketik juga salah satu dari dua lembar lainnya."),
        )
    # The line through both points, at 0: in this field minus is plus.
    across = _inverse(one.number ^ other.number)
    left, right = _times(other.number, across), _times(one.number, across)
    secret = bytes(_times(a, left) ^ _times(b, right) for a, b in zip(one.height, other.height, strict=True))
    number = int.from_bytes(secret, "big")
    if number >> 5 * LENGTH:
        raise Refused(
            "share-wrong", _("Kedua lembar itu tidak memberi kode darurat."), _("Periksa lagi kedua lembarnya.")
        )
    return "-".join(groups(_letters(number, LENGTH)))


def is_group(typed: str, place: int) -> bool:
    """Whether a group of a share, counted from 0, can be right: one wrong or two swapped characters cannot."""
    text = normal(typed)
    return (
        len(text) == GROUP
        and all(letter in ALPHABET for letter in text)
        and text[_DATA] == _check_letter(text[:_DATA], place)
    )


def _check_letter(text: str, place: int) -> str:
    """Weighted sum in GF(32) (x^5 + x^2 + 1): other weights at each character, another start for each group."""
    total, weight = place + 1, 1
    for letter in text:
        weight = _times(weight, 2, 0b100101, 5)
        total ^= _times(weight, ALPHABET.index(letter), 0b100101, 5)
    return ALPHABET[total]


def _times(a: int, b: int, polynomial: int = 0x11B, bits: int = 8) -> int:
    """The product in GF(2^bits)."""
    product = 0
    for _bit in range(bits):
        product ^= a * (b & 1)
        b >>= 1
        a <<= 1
        a ^= polynomial * (a >> bits)
    return product


def _inverse(value: int) -> int:
    """``value`` to the power of 254."""
    product = 1
    for _power in range(254):
        product = _times(product, value)
    return product


def _letters(number: int, count: int) -> str:
    """The lowest 5 × ``count`` bits as characters."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    return number
