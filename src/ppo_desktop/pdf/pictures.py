"""Photos made small and clean: upright, at most 1600 dots long, at most 300 kB, nothing but the picture.

Place, time, device, names, thumbnails, colour profiles and comments of the original do not get through: the dots are
copied into a new picture. ``check`` judges what another office says to have cleaned. Decoding may hang or take much
memory over hostile files: run both in a bounded process.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from PIL import Image, UnidentifiedImageError

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _

LONGEST_SIDE = 1600
MOST_BYTES = 300_000
SMALL_SIDE = 400
"""Longest side of the small picture that is shown beside others."""
MOST_DOTS = 40_000_000
"""Of pictures that must be decoded whole; of JPEG, which is decoded small, Pillow's own limit counts."""
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITIES = (85, 75, 65, 55, 45)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by its EXIF orientation."""
_ORIENTATION = 0x0112
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError)
"""What Pillow raises over damaged files."""
_HEIC = re.compile(rb"....ftyp(heic|heix|hevc|heim|heis|mif1|msf1)", re.DOTALL)
_JFIF = b"JFIF\x00"


class Picture(NamedTuple):
    """A clean photo."""

    jpeg: bytes
    width: int
    height: int
    small: bytes
    """The same as a small JPEG."""


def clean(data: bytes) -> Picture:
    """The photo in a JPEG, PNG or WEBP file, made small and clean.

    Raises:
        Refused: ``photo-heic``, ``photo-unknown``, ``photo-too-large`` or ``photo-broken``.
    """
    if _HEIC.match(data[:12]):
        raise Refused(
            "photo-heic",
            _("Foto iPhone (HEIC) belum dapat dibaca."),
            _("Kirim fotonya lewat WhatsApp, atau ubah dahulu menjadi JPG, lalu pilih hasilnya."),
        )
    try:
        upright = _upright(data)
    except _TOO_LARGE as error:
        raise Refused(
            "photo-too-large",
            _("Ukuran foto ini terlalu besar untuk dibuka dengan aman."),
            _("Kirim fotonya lewat WhatsApp agar mengecil, lalu pilih hasilnya."),
        ) from error
    except UnidentifiedImageError as error:
        raise Refused(
            "photo-unknown", _("Berkas ini bukan foto JPG, PNG, atau WEBP."), _("Pilih foto dari ponsel atau kamera.")
        ) from error
    except _BROKEN as error:
        raise Refused(
            "photo-broken", _("Foto ini rusak atau terpotong."), _("Salin lagi dari ponsel atau kamera.")
        ) from error
    return check(_fitted(upright))


def check(jpeg: bytes) -> Picture:
    """A photo that came from elsewhere, if it is as ``clean`` makes them; raises ``Refused('photo-unclean')``."""
    try:
        if len(jpeg) <= MOST_BYTES and _is_bare(jpeg):
            with _opened(jpeg) as image:
                if max(image.size) <= LONGEST_SIDE:
                    image.load()
                    return Picture(jpeg, image.width, image.height, _small(image))
    except (*_TOO_LARGE, *_BROKEN):
        pass
    raise Refused("photo-unclean", _("Foto ini tidak seperti yang dibuat PPO Desktop."))


def _upright(data: bytes) -> Image.Image:
    """The bare dots, at most ``LONGEST_SIDE`` long, as they are to be looked at."""
    with _opened(data) as image:
        if image.format not in ("JPEG", "MPO") and image.width * image.height > MOST_DOTS:
            raise Image.DecompressionBombError
        turn = _TURNS.get(_orientation(image))
        if image.mode not in ("RGB", "L", "CMYK"):
            image = image.convert("RGBA")
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        bare = Image.new("RGB", image.size, "white")
        bare.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return bare.transpose(turn) if turn is not None else bare


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """A picture of which no more than its head was read; what Pillow thinks suspicious is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            yield image


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - whatever is wrong with what a camera wrote: the picture counts
        return 1


def _fitted(image: Image.Image) -> bytes:
    """``image`` as JPEG of at most ``MOST_BYTES``: first coarser, then smaller."""
    while True:
        for quality in _QUALITIES:
            jpeg = _jpeg(image, quality)
            if len(jpeg) <= MOST_BYTES:
                return jpeg
        image = image.resize((max(image.width * 3 // 4, 1), max(image.height * 3 // 4, 1)))


def _small(image: Image.Image) -> bytes:
    small = Image.new("RGB", image.size)
    small.paste(image)
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return _jpeg(small, 75)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _is_bare(jpeg: bytes) -> bool:
    """Whether it is one baseline JPEG with the parts of the picture only, from its first byte to its last."""
    at = 2
    if jpeg[:2] != b"\xff\xd8":
        return False
    while jpeg[at : at + 1] == b"\xff" and len(jpeg) >= at + 4:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        content = jpeg[at + 4 : at + 2 + length]
        is_jfif = marker == 0xE0 and length == 16 and content.startswith(_JFIF)
        if not is_jfif and marker not in (0xDB, 0xC0, 0xC4, 0xDD, 0xDA):  # tables, frame, restarts, scan
            return False
        at += 2 + length
        if marker == 0xDA:
            end = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL).search(jpeg, at)
            return end is not None and end[0] == b"\xff\xd9" and end.end() == len(jpeg)
    return False
