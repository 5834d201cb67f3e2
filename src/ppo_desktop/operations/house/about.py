"""What one paper is made for, as the catalogue of papers hands it to whatever makes the paper."""

from __future__ import annotations

from msgspec import Struct


class About(Struct, frozen=True):
    """What one paper is made for."""

    record: str = ""
    """Id of the record it is about; ``""`` for a paper about nothing."""
    owner: str = ""
    """Code of the office that record belongs to; ``""``: ours."""
    size: str = "F4"
    """Or ``A4``; only what is handed back as bytes needs it."""
    span: str = ""
    """Of which months it tells, as ``Span.parse`` reads it, where the paper is about a time; ``""``: its own."""
    is_public: bool = False
    """Whether it is for everybody: small figures masked, where the paper knows how."""
    choice: str = ""
    """Which of several, where a paper is for each kind of record: name of the kind; ``""``: all of them."""
