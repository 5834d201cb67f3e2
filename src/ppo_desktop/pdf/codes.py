"""Check codes in files: the QR of a paper on a scan or photo, and what our own PDFs say of themselves.

A QR on our papers says ``PPO1:<office>:<id>``; the metadata of the PDF says the same (``dc:identifier``). Pictures come
from strangers' files: decode them in a bounded process only.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from PIL import Image, ImageFilter, ImageOps

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.pdf import qr

if TYPE_CHECKING:
    import pikepdf

MARK = re.compile(r"PPO1:([0-9.]{5,13}):([0-9a-f]{64})")
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP")
_MOST_DOTS = 120_000_000
"""An A4 page at 1200 dpi has as many."""
_MOST_PICTURES, _MOST_PAGES = 20, 20
_MOST_METADATA = 1 << 20
_ENOUGH = 3000
"""Longer side in dots: more does not help to find a QR of three centimetres, and takes minutes."""
_FINE = 2400
"""Longer side of an A4 page scanned at 200 dpi."""
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError)
"""What Pillow and the PDF reader raise over damaged files."""


def codes_in(data: bytes) -> tuple[str, ...]:
    """Every ``PPO1:…`` in a PDF or picture, each once, in the order found.

    Raises:
        Refused: ``code-file`` for other files, ``code-too-large``.
    """
    if b"%PDF-" in data[:1024]:
        return tuple(dict.fromkeys(_in_pdf(data)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                return tuple(dict.fromkeys(_in_picture(image)))
    except _TOO_LARGE as error:
        raise _too_large() from error
    except _BROKEN as error:
        raise Refused(
            "code-file",
            _("Berkas ini bukan foto, pindaian, atau PDF yang dapat dibaca."),
            _("Pilih JPG, PNG, TIFF, atau PDF; atau ketik kode periksanya."),
        ) from error


def named_in(data: bytes) -> tuple[str, ...]:
    """What the metadata of a PDF says: the papers of ours it is, or was made from; none where it cannot be read."""
    import pikepdf

    with suppress(pikepdf.PdfError, pikepdf.PasswordError, *_BROKEN), pikepdf.open(io.BytesIO(data)) as pdf:
        return tuple(dict.fromkeys(_named(pdf)))
    return ()


def _in_pdf(data: bytes) -> Iterator[str]:
    """What the metadata says, and what stands in the pictures of the first pages: a scan is one picture a page."""
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise Refused(
            "code-file", _("PDF ini rusak atau terkunci kata sandi."), _("Ketik kode periksa yang tercetak.")
        ) from error
    with pdf:
        yield from _named(pdf)
        left = _MOST_PICTURES
        for page in list(pdf.pages)[:_MOST_PAGES]:
            for raw in page.get_images().values():
                if left == 0 or not isinstance(raw, pikepdf.Stream):
                    return
                left -= 1
                with suppress(pikepdf.PdfError, NotImplementedError, RuntimeError, *_BROKEN, *_TOO_LARGE):
                    picture = pikepdf.PdfImage(raw)
                    if picture.width * picture.height <= _MOST_DOTS:
                        yield from _in_picture(picture.as_pil_image())


def drawn(text: str) -> bytes:
    """A QR of ``text`` as a PNG, as large as a scanner would see it: to try whether it can be read here."""
    rows = qr.modules(text)
    side = len(rows) + 2 * qr.QUIET
    picture = Image.new("1", (side, side), 1)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                picture.putpixel((x + qr.QUIET, y + qr.QUIET), 0)
    out = io.BytesIO()
    picture.resize((side * 4, side * 4)).save(out, "PNG")
    return out.getvalue()


def _named(pdf: pikepdf.Pdf) -> Iterator[str]:
    import pikepdf

    metadata = pdf.Root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        yield from _marks(metadata.read_bytes()[:_MOST_METADATA].decode("utf-8", "replace"))


def _in_picture(image: Image.Image) -> Iterator[str]:
    import zxingcpp

    if image.width * image.height > _MOST_DOTS:
        raise _too_large()
    image.draft("L", (_ENOUGH, _ENOUGH))
    grey = ImageOps.grayscale(image)
    grey.thumbnail((_ENOUGH, _ENOUGH))
    for clearer in (_as_it_is, _smooth, _larger):
        codes = zxingcpp.read_barcodes(clearer(grey), formats=zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.QRCode,)))
        if codes:
            for code in codes:
                yield from _marks(code.text)
            return


def _as_it_is(grey: Image.Image) -> Image.Image:
    return grey


def _smooth(grey: Image.Image) -> Image.Image:
    """Without the grain of a poor copier."""
    return grey.filter(ImageFilter.GaussianBlur(1.2))


def _larger(grey: Image.Image) -> Image.Image:
    """A coarse and turned scan: more dots between the modules' edges; a fine one only loses its grain."""
    if max(grey.size) > _FINE:
        return grey.filter(ImageFilter.GaussianBlur(2.5))
    doubled = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
    return doubled.filter(ImageFilter.GaussianBlur(2))


def _marks(text: str) -> Iterator[str]:
    for found in MARK.finditer(text):
        yield found[0]


def _too_large() -> Refused:
    return Refused(
        "code-too-large",
        _("Gambar ini terlalu besar untuk dibuka dengan aman."),
        _("Pindai dengan 150 sampai 300 dpi, atau ketik kode periksanya."),
    )
