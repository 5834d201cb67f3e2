"""Photos of records: taken in from files, shown, sent along with carriers, kept when they arrive.

A photo is kept when it is picked, before the record that names it is saved; what neither a record nor a draft names is
swept when the office is opened and whenever something is erased. So a photo that was taken out of a record can be
brought back until the program is opened again, and no longer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Generator, Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ppo_desktop.core.errors import PpoError, Problem, Refused
from ppo_desktop.core.offices import office_type
from ppo_desktop.core.text import N_, _, clean
from ppo_desktop.exchange import stick
from ppo_desktop.exchange.manifest import MAX_ATTACHMENTS
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.bounded import BoundedReader
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.photos import Photo, photo_fields, photos, photos_of
from ppo_desktop.reports.document import Picture
from ppo_desktop.reports.record_sheet import SheetPhotos
from ppo_desktop.storage import photo_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.photo_store import Stored as Stored

if TYPE_CHECKING:
    from ppo_desktop.pdf.pictures import Picture as Arrived

SINCE_SCHEMA = 3
"""Of receipts: who wrote them under an older schema does not know photos and has kept none."""


class NotTaken(Struct, frozen=True):
    """A file that did not become a photo."""

    name: str
    error: PpoError


class Shown(Struct, frozen=True):
    """A photo of a record, to be looked at."""

    photo: Photo
    """With the mark that counts."""
    stored: Stored | None
    """``None`` where the picture is not on this PC."""


def take(office: Office, paths: Iterable[Path]) -> list[Stored | NotTaken]:
    """As ``take_each``, all at once."""
    return list(take_each(office, paths))


def take_each(office: Office, paths: Iterable[Path]) -> Generator[Stored | NotTaken, None, None]:
    """Make photos of files, one by one, and keep them; the files themselves are neither changed nor kept.

    Raises:
        Refused: this role may not.
        World: the database cannot be written, or pictures cannot be read safely on this PC now.
    """
    roles.demand(office, "record")
    from ppo_desktop.pdf import pictures

    with closing(BoundedReader(pictures.clean, N_("Pilih foto yang lain."))) as reader:
        for path in paths:
            try:
                picture = reader.read(content(path))
            except Refused as error:
                yield NotTaken(clean(path.name), error)
                continue
            stored = _stored(picture)
            with office.database.transaction() as connection:
                photo_store.put(connection, stored, picture.jpeg)
            yield stored


def content(path: Path) -> bytes:
    """What a file chosen as a picture holds; raises ``Refused('photo-unreadable')``."""
    try:
        return stick.read(path)
    except PpoError as error:
        message = _("Berkas ini tidak dapat dibaca, atau lebih besar dari 64 MB.")
        raise Refused("photo-unreadable", message, _("Periksa berkasnya, atau pilih foto yang lain.")) from error


def _stored(picture: Arrived) -> Stored:
    digest = hashlib.sha256(picture.jpeg).hexdigest()
    return Stored(digest, picture.width, picture.height, len(picture.jpeg), picture.small)


def some(office: Office, digests: Iterable[str]) -> dict[str, Stored]:
    """Those of the photos that are on this PC."""
    with office.database.reading() as connection:
        return photo_store.some(connection, list(digests))


def shown(office: Office, kind: RecordKind, values: Values, hidden: frozenset[str] = frozenset()) -> list[Shown]:
    """The photos of a record, in order; those in ``hidden`` fields are passed by."""
    named = list(photos_of(kind, values, hidden))
    here = some(office, [photo.digest for photo in named])
    return [Shown(photo, here.get(photo.digest)) for photo in named]


def printed(office: Office, kind: RecordKind, values: Values, hidden: frozenset[str]) -> SheetPhotos:
    """The photos of a record as its printed sheet shows them: without those of minors."""
    found = shown(office, kind, values, hidden)
    pictures = [
        Picture(whole, one.stored.width, one.stored.height, one.photo.caption)
        for one in found
        if one.stored and not one.photo.minors and (whole := jpeg(office, one.photo.digest))
    ]
    with_minors = sum(bool(one.photo.minors) for one in found)
    return SheetPhotos(tuple(pictures), with_minors, len(found) - len(pictures) - with_minors)


def jpeg(office: Office, digest: str) -> bytes | None:
    """The picture, if it is on this PC."""
    with office.database.reading() as connection:
        return photo_store.jpeg(connection, digest)


def missing(connection: Connection, kind: RecordKind, before: Values, after: Values) -> list[Problem]:
    """Errors for photos that a record newly names and that are not here: they were swept, or never picked."""
    problems = []
    for field in photo_fields(kind):
        known = {photo.digest for photo in photos(before.get(field.name))}
        new = {photo.digest for photo in photos(after.get(field.name))} - known
        if new and new - photo_store.some(connection, new).keys():
            message = _("{label}: ada foto yang sudah tidak tersimpan di komputer ini; buang, lalu tambahkan lagi.")
            problems.append(Problem(field.name, f"{field.name}-gone", message.format(label=_(field.label))))
    return problems


# ------------------------------------------------------------------------------- on their way to other offices


def to_send(connection: Connection, office: Office, to: str, readers: Collection[str]) -> dict[str, bytes]:
    """Digest → JPEG of what ``readers`` may have and the office ``to`` has not confirmed, the oldest here first.

    Photos that show minors stay at home, and what stays in restricted fields. No more than one carrier can take.
    """
    travels, stays = _named(connection, office, readers)
    wanted = travels - stays - photo_store.confirmed(connection, to)
    waiting = [digest for digest in photo_store.held(connection) if digest in wanted]
    found = ((digest, photo_store.jpeg(connection, digest)) for digest in waiting[:MAX_ATTACHMENTS])
    return {digest: picture for digest, picture in found if picture is not None}


def forget_unnamed(connection: Connection, office: Office, to: str, readers: Collection[str]) -> None:
    """The report that is made now tells ``to`` what our records name; it sweeps the rest, and may want it again."""
    travels, stays = _named(connection, office, readers)
    photo_store.forget_carried(connection, to, but=travels | stays)


def _named(connection: Connection, office: Office, readers: Collection[str]) -> tuple[set[str], set[str]]:
    """Photos that records name as all of ``readers`` see them: those that may travel, and those that show minors."""
    level = max(office_type(reader).level for reader in readers)
    travels, stays = set[str](), set[str]()
    for kind, row in photo_store.naming(connection, office.code):
        reaches = kind.restricted_reaches is not None and level <= kind.restricted_reaches
        hidden = frozenset() if reaches else kind.restricted_names
        for photo in photos_of(kind, row, hidden) if not row["deleted"] else ():
            (stays if photo.minors else travels).add(photo.digest)
    return travels, stays


def keep_arrived(connection: Connection, sender: str, pictures: Iterable[Arrived]) -> set[tuple[str, str, str]]:
    """Keep those photos of a carrier that records of its sender name; the (kind, office, record) that name them."""
    found = ((_stored(picture), picture.jpeg) for picture in pictures)
    arrived = {stored.digest: (stored, content) for stored, content in found}
    if not arrived:
        return set()
    named = [
        (photo.digest, (kind.name, sender, str(row["id"])))
        for kind, row in photo_store.naming(connection, sender)
        for photo in photos_of(kind, row)
        if photo.digest in arrived
    ]
    for digest, _key in named:
        photo_store.put(connection, *arrived[digest])
    return {key for _digest, key in named}


def confirm(connection: Connection, upper: str, carrier: object, *, schema: int, may_have_lost: bool) -> None:
    """A newer receipt of the office ``upper`` answers one of our carriers: it has the photos that travelled in it.

    Args:
        schema: under which the receipt was written.
        may_have_lost: its writer has another identity than before: put back from a backup, it may lack any of them.
    """
    if may_have_lost:
        photo_store.forget_confirmed(connection, upper)
    if isinstance(carrier, str) and schema >= SINCE_SCHEMA:
        photo_store.confirm(connection, carrier, upper)
