"""The hints a field declaration may carry inside ``Annotated[...]``; nothing else describes a field.

One declaration serves the form, the list column, the record sheet, the checks, the journal entry and the data
dictionary, so a hint says what a field *is*, never how some screen draws it. What a hint cannot say is a function in
the rules of the kind.
"""

from __future__ import annotations

from msgspec import Struct

ALWAYS = "always"


class Label(Struct, frozen=True):
    """The words before the field; a declared attribute without a label is bookkeeping, not a field."""

    text: str
    unit: str = ""


class When(Struct, frozen=True):
    """The field applies only while another one, which stands before it, holds one of ``values``; see ``applying.py``.

    A list holds each of its items. ``None`` among the values: while nothing stands there. No values: while anything
    does.
    """

    field: str
    values: tuple[str | bool | None, ...] = ()


class Group(Struct, frozen=True):
    """Opens a section of the form; it holds for the fields that follow, until the next group.

    An empty title: what follows stands outside the form.
    """

    title: str
    when: When | None = None
    """What all fields of the section depend on, beside what each says of itself."""


class Help(Struct, frozen=True):
    """One sentence for whoever fills it in, and an example of a good value."""

    text: str
    example: str = ""


class Choices(Struct, frozen=True):
    """Values are codes of this list (see ``codes.py``); in a list or mapping each item or key is one."""

    list_name: str


class Required(Struct, frozen=True):
    """Expected from this stage on. Only a hint: columns stay nullable, a withheld part must not break the row."""

    at: str = ALWAYS


class Personal(Struct, frozen=True):
    """Says something about a person who can be known by it: masking, export and erasure read this."""


class Restricted(Struct, frozen=True):
    """Travels in the restricted part of the journal entry: only some roles see it, carriers withhold it."""


class Envelope(Struct, frozen=True):
    """Holds the other fields of its record, sealed for one office (see ``kind.SealedTo``); nobody reads it as text."""


class Date(Struct, frozen=True):
    """ISO text ``2026-11-21``; with ``partial`` also ``2026-11`` or ``2026`` when no more is known."""

    partial: bool = False


class Hour(Struct, frozen=True):
    """An hour of the day as text, ``14.30``: of the date in the field named."""

    of: str


class Digits(Struct, frozen=True):
    """A number that is a name, not an amount: ``least`` to ``most`` digits, kept as text."""

    least: int
    most: int


class Range(Struct, frozen=True):
    """Smallest and largest integer, or fewest and most characters of a text."""

    least: int
    most: int


class Decimal(Range, frozen=True):
    """A figure with a comma of so many characters, kept as text in one form (see ``decimals.py``), shown in groups."""


class Refers(Struct, frozen=True):
    """Holds the id of a record of this kind, of the same office."""

    kind: str
    belongs: bool = True
    """The record is part of what is known of the other: it stays with it and is erased with it. Else a mere link."""
    owner: str = ""
    """The field that names the office of that record, where it may be another's; ``""``: it is ours."""
    is_secret: bool = False
    """That the two belong together is not for every eye."""


class Photos(Struct, frozen=True):
    """Names photos, each with its caption and the mark whether it shows minors (see ``photos.py``)."""


class Derived(Struct, frozen=True):
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
