"""What holds for good once a record says so, whatever is written about it elsewhere meanwhile. Data by kind."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Lasting(Struct, frozen=True):
    """From the entry on that gives ``field`` one of ``values``, whoever has not seen it changes ``fixed`` no more."""

    field: str
    values: frozenset[object]
    fixed: frozenset[str]


LETTER_FIXED = (
    "template",
    "subject",
    "addressee",
    "dated_on",
    "number",
    "classification",
    "decision",
    "reason",
    "departure",
    "referral",
    "homecoming",
    "meeting",
    "event",
    "filled",
    "source",
    "sequence",
    "series",
    "numbered_by",
)
"""What nobody changes once a letter is final. A number may still be added, where the pen wrote it first."""

LASTING: Mapping[str, Lasting] = {
    "letter": Lasting(
        "state",
        frozenset({"FINAL", "BATAL"}),
        frozenset({*LETTER_FIXED, "state", "person", "deleted", "void_reason", "voided_on"}),
    ),
}
