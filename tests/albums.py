"""Photos for tests: picture files as phones write them, and events that name photos."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from PIL import Image

from ppo_desktop.operations.books import photos, recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.pdf import pictures
from ppo_desktop.records.photos import Photo
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import photo_store
from ppo_desktop.storage.photo_store import Stored

EVENT = kind("socialisation")


def picture(shade: int, size: tuple[int, int] = (64, 48)) -> bytes:
    """A JPEG; another one for each shade from 0 to 255."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).point(lambda dot: dot ^ shade).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def file(folder: Path, shade: int = 0, size: tuple[int, int] = (640, 480)) -> Path:
    """A photo as a phone writes it, with the place where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (1.0, 21.0, 48.0)})
    path = folder / f"IMG_{shade:04}.jpg"
    with Image.open(io.BytesIO(picture(shade, size))) as image:
        image.save(path, exif=exif)
    return path


def put(office: Office, shade: int, size: tuple[int, int] = (64, 48)) -> str:
    """A small photo in the office's store; its digest."""
    made = pictures.clean(picture(shade, size))
    return put_as_it_is(office, made.jpeg, size)


def put_as_it_is(office: Office, data: bytes, size: tuple[int, int] = (64, 48)) -> str:
    """Bytes in the store that may be no photo at all; their digest."""
    stored = Stored(hashlib.sha256(data).hexdigest(), *size, len(data), data)
    with office.database.transaction() as connection:
        photo_store.put(connection, stored, data)
    return stored.digest


def event(office: Office, *named: Photo, **more: object) -> str:
    """Save an event with photos; the record id."""
    typed = {"activity": "SOS_DESA", "held_on": "2026-11-20", "photos": [photo.write() for photo in named], **more}
    reasons = {"warning_reasons": {"participants-missing": "tidak dihitung"}}
    return recording.save(office, EVENT, typed | reasons).record


def here(office: Office) -> set[str]:
    """The digests of all photos in the store."""
    with office.database.reading() as connection:
        return set(photo_store.held(connection))


def seen(office: Office, owner: str, record: str) -> list[tuple[str, bytes | None]]:
    """Caption and picture of each photo of a record, as its sheet shows them."""
    from ppo_desktop.operations.papers import sheets

    values = sheets.sheet(office, EVENT, record, owner).values
    return [(one.photo.caption, photos.jpeg(office, one.photo.digest)) for one in photos.shown(office, EVENT, values)]
