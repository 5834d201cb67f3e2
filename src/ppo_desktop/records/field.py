"""The plain description of one field, read once from the declaration of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from msgspec import Struct

from ppo_desktop.records import hints
from ppo_desktop.records.hints import ALWAYS

Values = Mapping[str, object]
"""Field name → value, as in the journal: text, integer, bool, ``None``, list of text, mapping."""

SHORT_TEXT = 200
"""Most characters of a text that declares no range; longer ones are paragraphs."""
LARGEST_INTEGER = 2**31 - 1
"""Largest integer of a field that declares no range: what a plain column holds on any database."""
MOST_ITEMS = 200
"""Most items of a list or mapping."""

H = TypeVar("H")
Marks: TypeAlias = Mapping[type, object]


class Shape(StrEnum):
    """What kind of value a field holds, in the journal and in the row alike."""

    TEXT = "text"
    INTEGER = "integer"
    YES_NO = "bool"
    DATE = "date"
    PARTIAL_DATE = "partial-date"
    LIST = "list"
    MAPPING = "mapping"
    PHOTOS = "photos"


class Field(Struct, frozen=True, dict=True):
    """One field of a record kind; every text is Indonesian as marked with ``N_``, to be shown through ``_``."""

    name: str
    shape: Shape
    item: type
    """Of a list: type of each item; of a mapping: type of each value; ``object`` where any JSON value may stand."""
    label: str
    unit: str
    group: str
    """Section of the form; ``""`` for fields that stand outside the form."""
    when: tuple[hints.When, ...]
    """Conditions that must all hold for the field to apply: that of its section and its own."""
    help: str
    example: str
    choices: str
    """Name of the code list, or ``""``."""
    required_at: str
    """``""``, ``always`` or the stage from which the field is expected."""
    personal: bool
    restricted: bool
    envelope: bool
    derived: bool
    is_said: bool
    """Whether people see it on sheets."""
    refers: str
    """Name of the kind whose id this holds, or ``""``."""
    belongs: bool
    """Whether the record is part of what is known of the one it refers to, see ``hints.Refers``."""
    owner: str
    """Of a reference: the field that names the other record's office, or ``""``: it is of the same office."""
    is_secret: bool
    """Of a reference: whether that the two records belong together is not for every eye."""
    hour_of: str
    """The field whose date this is an hour of, or ``""``."""
    is_decimal: bool
    digits: tuple[int, int] | None
    range: tuple[int, int]
    """Of an integer: smallest and largest; of a text (also inside a list or mapping): fewest and most characters."""

    @property
    def always_required(self) -> bool:
        return self.required_at == ALWAYS

    @cached_property
    def max_length(self) -> int:
        """Most characters of a text."""
        return self.digits[1] if self.digits else self.range[1]

    @cached_property
    def is_free_text(self) -> bool:
        """Whether any clean text that is short enough fits."""
        return self.shape is Shape.TEXT and not self.refers

    @property
    def is_long(self) -> bool:
        """Whether a text of several lines belongs here."""
        return self.shape is Shape.TEXT and not self.choices and self.max_length > SHORT_TEXT


def fields_of(declaration: type) -> tuple[Field, ...]:
    """The fields a class declares, in order, those of no group last, each behind those it depends on.

    Raises:
        TypeError: a wrong declaration.
    """
    group = hints.Group("")
    found: list[Field] = []
    for name, annotation in get_type_hints(declaration, include_extras=True).items():
        marks = _by_kind(get_args(annotation)[1:])
        if get_origin(annotation) is not Annotated or not _mark(marks, hints.Label):
            continue
        group = _mark(marks, hints.Group) or group
        found.append(_field(name, get_args(annotation)[0], marks, group))
    ordered = sorted(found, key=lambda field: not field.group)
    for place, field in enumerate(ordered):
        if not {when.field for when in field.when} <= {before.name for before in ordered[:place]}:
            raise TypeError(f"{field.name}: what it depends on is to stand before it")
    return tuple(ordered)


def _field(name: str, annotation: Any, marks: Marks, group: hints.Group) -> Field:
    shape, item = _shape(name, annotation, _mark(marks, hints.Date))
    if shape is Shape.LIST and _mark(marks, hints.Photos) is not None:
        shape = Shape.PHOTOS
    label = _mark(marks, hints.Label) or hints.Label(name)
    help_ = _mark(marks, hints.Help) or hints.Help("")
    choices, required = _mark(marks, hints.Choices), _mark(marks, hints.Required)
    digits, limits = _mark(marks, hints.Digits), _mark(marks, hints.Range)
    refers, hour = _mark(marks, hints.Refers), _mark(marks, hints.Hour)
    derived = _mark(marks, hints.Derived)
    conditions = (group.when, _mark(marks, hints.When))
    is_amount = shape is Shape.INTEGER or item is int
    default = (0, LARGEST_INTEGER) if is_amount else (0, SHORT_TEXT)
    return Field(
        name=name,
        shape=shape,
        item=item,
        label=label.text,
        unit=label.unit,
        group=group.title,
        when=tuple(when for when in conditions if when),
        help=help_.text,
        example=help_.example,
        choices=choices.list_name if choices else "",
        required_at=required.at if required else "",
        personal=bool(_mark(marks, hints.Personal)),
        restricted=(is_restricted := bool(_mark(marks, hints.Restricted))),
        envelope=bool(_mark(marks, hints.Envelope)),
        derived=derived is not None,
        is_said=derived is None or derived.is_said,
        refers=refers.kind if refers else "",
        belongs=bool(refers and refers.belongs),
        owner=refers.owner if refers else "",
        is_secret=bool(refers and (refers.is_secret or is_restricted)),
        hour_of=hour.of if hour else "",
        is_decimal=isinstance(limits, hints.Decimal),
        digits=(digits.least, digits.most) if digits else None,
        range=(limits.least, limits.most) if limits else default,
    )


def _shape(name: str, annotation: Any, date: hints.Date | None) -> tuple[Shape, type]:
    """Shape and item type of ``X | None``; every column is nullable, so anything else is a mistake."""
    members = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else ()
    if NoneType not in members or len(members) != 2:
        raise TypeError(f"{name}: declare as X | None")
    (inner,) = (member for member in members if member is not NoneType)
    if date and inner is str:
        return (Shape.PARTIAL_DATE if date.partial else Shape.DATE), str
    if inner in _PLAIN:
        return _PLAIN[inner], inner
    origin, arguments = get_origin(inner), get_args(inner)
    if origin is list and arguments[0] in (str, object):
        return Shape.LIST, arguments[0]
    if origin is dict and arguments[0] is str and arguments[1] in (str, int, object):
        return Shape.MAPPING, arguments[1]
    raise TypeError(f"{name}: no field has the type {inner}")


_PLAIN = {str: Shape.TEXT, int: Shape.INTEGER, bool: Shape.YES_NO}


def _by_kind(marks: Iterable[object]) -> Marks:
    """The first mark of each class, and of each it inherits from."""
    found: dict[type, object] = {}
    for mark in marks:
        for kind in type(mark).__mro__:
            found.setdefault(kind, mark)
    return found


def _mark(marks: Marks, kind: type[H]) -> H | None:
    return cast("H | None", marks.get(kind))
