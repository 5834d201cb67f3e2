"""Which fields of a record apply, by what its other fields hold (``hints.When``). Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from ppo_desktop.records.field import Field, Values
from ppo_desktop.records.hints import When
from ppo_desktop.records.kind import RecordKind

GAPS: tuple[object, ...] = (None, "", [], {})
"""What stands in a field that holds nothing."""


def applying(kind: RecordKind, values: Values) -> frozenset[str]:
    """Names of the fields that apply.

    What depends on a field that does not apply itself does not apply either, whatever stands there: so dropping an
    answer that does not apply never changes what else applies.
    """
    found: set[str] = set()
    for field in kind.fields:  # each stands behind what it depends on
        if not field.when or all(when.field in found and _holds(when, values.get(when.field)) for when in field.when):
            found.add(field.name)
    return frozenset(found)


def left_over(kind: RecordKind, values: Values, applies: Container[str]) -> list[Field]:
    """The fields that hold something although they do not apply, in the order of the form."""
    return [field for field in kind.fields if field.name not in applies and values.get(field.name) not in GAPS]


def _holds(when: When, value: object) -> bool:
    if value in GAPS:
        return None in when.values
    if not when.values:
        return True
    held: Iterable[object] = value if isinstance(value, list | Mapping) else (value,)
    return any(type(one) is type(wanted) and one == wanted for one in held for wanted in when.values)
