"""Photos made small and clean, judged by a walk over their bytes that knows nothing of how they were made."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from ppo_desktop.core.errors import Refused
from ppo_desktop.pdf import pictures
from ppo_desktop.pdf.pictures import LONGEST_SIDE, MOST_BYTES, Picture

HARMLESS = {0xE0: "APP0", 0xDB: "DQT", 0xC0: "SOF0", 0xC4: "DHT", 0xDA: "SOS"}
NAME = "Rina Marlina"


def noise(width: int, height: int) -> Image.Image:
    """Nothing compresses worse."""
    return Image.effect_noise((width, height), 90).convert("RGB")


def as_file(image: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)  # type: ignore[arg-type]  # the words go through as they are
    return out.getvalue()


def camera(orientation: int = 1) -> bytes:
    """EXIF as a phone writes it: where, when, whose."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0110], exif[0x013B], exif[0x9286] = "Pabrik", "Ponsel 9", NAME, b"ASCII\x00\x00\x00" + b"rumah"
    exif.get_ifd(0x8825).update({1: "N", 2: (1.0, 21.0, 48.0), 3: "E", 4: (109.0, 18.0, 5.0)})
    return exif.tobytes()


def segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of each part up to the scan; then the end, and what stands behind it."""
    assert jpeg[:2] == b"\xff\xd8"
    at = 2
    while True:
        assert jpeg[at] == 0xFF
        marker, (length,) = jpeg[at + 1], struct.unpack(">H", jpeg[at + 2 : at + 4])
        yield marker, jpeg[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xDA:
            break
    while not (jpeg[at] == 0xFF and jpeg[at + 1] not in (0, *range(0xD0, 0xD8))):
        at += 1
    yield jpeg[at + 1], jpeg[at + 2 :]


def demand_bare(picture: Picture) -> None:
    """Only the picture, within its bounds, and readable by whoever reads JPEG."""
    *parts, (end, behind) = segments(picture.jpeg)
    assert {marker for marker, _content in parts} <= set(HARMLESS)
    assert [content[:5] for marker, content in parts if marker == 0xE0] in ([], [b"JFIF\x00"])
    assert (end, behind) == (0xD9, b"")
    assert len(picture.jpeg) <= MOST_BYTES
    with Image.open(io.BytesIO(picture.jpeg)) as again:
        again.load()
        assert (again.size, again.mode) == ((picture.width, picture.height), "RGB")
        assert max(again.size) <= LONGEST_SIDE
        assert not again.getexif()
        assert not {"icc_profile", "comment", "exif", "xmp", "photoshop"} & set(again.info)
    with Image.open(io.BytesIO(picture.small)) as small:
        assert max(small.size) <= 400
    assert pictures.check(picture.jpeg) == picture


@cache
def full() -> bytes:
    """A photo with everything a file can say beside the picture."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return as_file(
        noise(2400, 1800), quality=90, exif=camera(), icc_profile=profile, comment=NAME.encode(), dpi=(300, 300)
    )


def test_nothing_but_the_picture_gets_through() -> None:
    assert NAME.encode() in full()
    made = pictures.clean(full())
    demand_bare(made)
    assert NAME.encode() not in made.jpeg + made.small


def test_noise_is_made_coarser_and_smaller_until_it_fits_and_a_calm_photo_keeps_its_size() -> None:
    loud = pictures.clean(full())
    assert max(loud.width, loud.height) < LONGEST_SIDE
    calm = pictures.clean(as_file(Image.linear_gradient("L").resize((3000, 2000)).convert("RGB")))
    demand_bare(calm)
    assert (calm.width, calm.height) == (1600, 1067)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_whichever_way_the_phone_was_held(orientation: int) -> None:
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste("red", (0, 0, 30, 20))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose: what a phone held so sees
    held = upright.transpose(Image.Transpose(back[orientation])) if orientation > 1 else upright
    made = pictures.clean(as_file(held, quality=95, exif=camera(orientation)))
    with Image.open(io.BytesIO(made.jpeg)) as seen:
        assert seen.size == (60, 40)
        corners = [seen.getpixel(place) for place in ((8, 8), (52, 8), (8, 32), (52, 32))]
    assert [colour[1] > 128 for colour in corners if isinstance(colour, tuple)] == [False, True, True, True]


@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.sampled_from(["RGB", "L", "RGBA", "P", "1", "CMYK", "LA"]),
    st.integers(1, 120),
    st.integers(1, 120),
)
@settings(max_examples=25)
def test_every_kind_of_picture_comes_out_bare(kind: str, mode: str, width: int, height: int) -> None:
    fits = {"JPEG": ("RGB", "L", "CMYK"), "PNG": ("RGB", "L", "RGBA", "P", "1", "LA"), "WEBP": ("RGB", "RGBA")}
    image = noise(width, height).convert(mode if mode in fits[kind] else "RGB")
    demand_bare(pictures.clean(as_file(image, kind)))


def test_what_shines_through_stands_on_white() -> None:
    made = pictures.clean(as_file(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG"))
    with Image.open(io.BytesIO(made.jpeg)) as seen:
        assert seen.getpixel((20, 20)) == (255, 255, 255)


def bomb() -> bytes:
    """A PNG of a hundred million dots in a few bytes."""
    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def large_head() -> bytes:
    """A little JPEG whose frame says that it is enormous."""
    jpeg = as_file(noise(16, 16))
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", 65_000, 65_000) + jpeg[at + 4 :]


NOT_PHOTOS = {
    "photo-unknown": (b"", b"%PDF-1.7", b"GIF89a" + bytes(40), b"<svg/>"),
    "photo-heic": (b"\x00\x00\x00\x18ftypheic" + bytes(40),),
    "photo-broken": (as_file(noise(200, 200))[:2000], as_file(noise(64, 64), "PNG")[:500]),
    "photo-too-large": (bomb(), large_head()),
}


@pytest.mark.parametrize(("code", "data"), [(code, data) for code, files in NOT_PHOTOS.items() for data in files])
def test_what_is_no_photo_is_refused_with_a_sentence(code: str, data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        pictures.clean(data)
    assert caught.value.code == code
    assert caught.value.advice


def text_chunks() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", NAME)
    return as_file(noise(30, 30), "PNG", pnginfo=notes, exif=camera())


@pytest.mark.parametrize(
    "data",
    [
        full(),
        text_chunks(),
        as_file(noise(1700, 20), quality=50),
        as_file(noise(40, 40), progressive=True),
        as_file(noise(40, 40), comment=b"x"),
        pictures.clean(text_chunks()).jpeg + b"behind",
        pictures.clean(text_chunks()).jpeg[:-40],
        large_head(),
        bomb(),
        b"",
    ],
    ids=["metadata", "png", "long", "progressive", "comment", "behind", "cut", "large-head", "bomb", "nothing"],
)
def test_what_another_office_sent_must_be_as_we_make_it(data: bytes) -> None:
    with pytest.raises(Refused, match="photo-unclean"):
        pictures.check(data)
