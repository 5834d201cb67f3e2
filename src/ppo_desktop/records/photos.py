"""Photos of a record, as its fields of the shape ``PHOTOS`` name them; the pictures themselves lie beside the journal.

A value is a list of ``{"caption": text, "digest": 64 hexadecimal digits, "minors": true, false or null}``: what stands
below the photo, the SHA-256 of its JPEG, and whether somebody said that it shows the face of a minor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ppo_desktop.core import canonical
from ppo_desktop.records.field import Field, Shape, Values

if TYPE_CHECKING:
    from ppo_desktop.records.kind import RecordKind

MOST = 12
"""Photos of one field."""
LONGEST_CAPTION = 200
DIGEST = re.compile(r"[0-9a-f]{64}")
_KEYS = {"caption", "digest", "minors"}


class Photo(NamedTuple):
    """One photo of a record."""

    digest: str
    caption: str = ""
    minors: bool | None = None
    """Whether it shows the face of a minor; ``None``: nobody said, the record decides."""

    def write(self) -> dict[str, object]:
        """As in the journal."""
        return self._asdict()


def is_photo(item: object) -> bool:
    """Whether ``item`` has the form of one photo."""
    if not isinstance(item, dict) or set(item) != _KEYS:
        return False
    caption, digest, minors = item["caption"], item["digest"], item["minors"]
    if not isinstance(digest, str) or not DIGEST.fullmatch(digest) or not (minors is None or isinstance(minors, bool)):
        return False
    return isinstance(caption, str) and len(caption) <= LONGEST_CAPTION and canonical.is_clean(caption)


def photos(value: object) -> list[Photo]:
    """The photos a value of such a field names; what has not their form is left out."""
    return [Photo(**item) for item in value if is_photo(item)] if isinstance(value, list) else []


def photo_fields(kind: RecordKind) -> list[Field]:
    """The fields of a kind that hold photos."""
    return [field for field in kind.fields if field.shape is Shape.PHOTOS]


def photos_of(kind: RecordKind, values: Values, hidden: frozenset[str] = frozenset()) -> Iterator[Photo]:
    """The photos of a record, each with the mark that counts.

    Args:
        hidden: fields that are passed by.
    """
    unsaid = kind.minors_present(values)
    for field in photo_fields(kind):
        for photo in photos(values.get(field.name)) if field.name not in hidden else ():
            yield photo if photo.minors is not None else photo._replace(minors=unsaid)
