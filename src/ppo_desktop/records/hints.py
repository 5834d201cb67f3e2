"""The hints a field declaration may carry inside ``Annotated[...]``; nothing else describes a field.

One declaration serves the form, the list column, the record sheet, the checks, the journal entry and the data
dictionary, so a hint says what a field *is*, never how some screen draws it. What a hint cannot say is a function in
the rules of the kind.
"""

from __future__ import annotations

from dataclasses import dataclass

ALWAYS = "always"


@dataclass(frozen=True)
class Label:
    """The words before the field; a declared attribute without a label is bookkeeping, not a field."""

    text: str
    unit: str = ""


@dataclass(frozen=True)
class When:
    """The field applies only while another one, which stands before it, holds one of ``values``; see ``applying.py``.

    A list holds each of its items. ``None`` among the values: while nothing stands there. No values: while anything
    does.
    """

    field: str
    values: tuple[str | bool | None, ...] = ()


@dataclass(frozen=True)
class Group:
    """Opens a section of the form; it holds for the fields that follow, until the next group.

    An empty title: what follows stands outside the form.
    """

    title: str
    when: When | None = None
    """What all fields of the section depend on, beside what each says of itself."""


@dataclass(frozen=True)
class Help:
    """One sentence for whoever fills it in, and an example of a good value."""

    text: str
    example: str = ""


@dataclass(frozen=True)
class Choices:
    """Values are codes of this list (see ``codes.py``); in a list or mapping each item or key is one."""

    list_name: str


@dataclass(frozen=True)
class Required:
    """Expected from this stage on. Only a hint: columns stay nullable, a withheld part must not break the row."""

    at: str = ALWAYS


@dataclass(frozen=True)
class Personal:
    """Says something about a person who can be known by it: masking, export and erasure read this."""


@dataclass(frozen=True)
class Restricted:
    """Travels in the restricted part of the journal entry: only some roles see it, carriers withhold it."""


@dataclass(frozen=True)
class Envelope:
    """Holds the other fields of its record, sealed for one office (see ``kind.SealedTo``); nobody reads it as text."""


@dataclass(frozen=True)
class Date:
    """ISO text ``2026-11-21``; with ``partial`` also ``2026-11`` or ``2026`` when no more is known."""

    partial: bool = False


@dataclass(frozen=True)
class Hour:
    """An hour of the day as text, ``14.30``: of the date in the field named."""

    of: str


@dataclass(frozen=True)
class Digits:
    """A number that is a name, not an amount: ``least`` to ``most`` digits, kept as text."""

    least: int
    most: int


@dataclass(frozen=True)
class Range:
    """Smallest and largest integer, or fewest and most characters of a text."""

    least: int
    most: int


@dataclass(frozen=True)
class Decimal(Range):
    """A figure with a comma of so many characters, kept as text in one form (see ``decimals.py``), shown in groups."""


@dataclass(frozen=True)
class Refers:
    """Holds the id of a record of this kind, of the same office."""

    kind: str
    belongs: bool = True
    """The record is part of what is known of the other: it stays with it and is erased with it. Else a mere link."""
    owner: str = ""
    """The field that names the office of that record, where it may be another's; ``""``: it is ours."""
    is_secret: bool = False
    """That the two belong together is not for every eye."""


@dataclass(frozen=True)
class Photos:
    """Names photos, each with its caption and the mark whether it shows minors (see ``photos.py``)."""


@dataclass(frozen=True)
class Derived:
    """Computed from the other fields whenever the row is made; never typed, never in the journal."""

    is_said: bool = True
    """Whether people see it on sheets; else only the program reckons with it."""


Hint = (
    Label
    | Group
    | When
    | Help
    | Choices
    | Required
    | Personal
    | Restricted
    | Envelope
    | Date
    | Hour
    | Digits
    | Range
    | Refers
    | Photos
    | Derived
)
