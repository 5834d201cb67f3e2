"""With what a form is opened: for which record, filled with what, and for whom somebody waits."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.codes import VILLAGES, code_list
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind as kind_named

HERE = "region"
"""The field that says where; others name other villages."""
BEGINS_TODAY = frozenset({"registered_on"})
"""Dates that are nearly always of the day on which they are written down."""


class Chosen(Struct, frozen=True):
    """The draft of another form that waits for a new record: its key, and the field that will name it."""

    draft: DraftKey
    field: str


class Wanted(Struct, frozen=True):
    """A form somebody wants to see.

    Arguments of the screen: ``kind`` (or the ``form`` of a draft, such as ``departure/<id of a person>``), ``record``
    (id; none: a new one), ``listed``, ``typed`` (field → value to begin with), ``chosen_for`` (a ``Chosen``), ``at``
    (the field the keyboard begins in).
    """

    kind: RecordKind
    key: DraftKey
    listed: str
    typed: Mapping[str, object] = field(default_factory=dict)
    chosen_for: Chosen | None = None
    at: str = ""

    @property
    def record(self) -> str | None:
        return self.key.record


def read_wanted(arguments: Mapping[str, object]) -> Wanted:
    """What the arguments of a place ask for."""
    form = str(arguments["kind"])
    kind = kind_named(form.partition("/")[0])
    record = str(arguments["record"]) if arguments.get("record") else None
    typed = arguments.get("typed")
    filled = dict(typed) if isinstance(typed, Mapping) else {}
    if record is None and "/" not in form:
        # A form begun for one person is not the draft of a form begun for another.
        about = [str(filled[field.name]) for field in kind.fields if field.refers and filled.get(field.name)]
        form = "/".join((kind.name, *about))
    chosen_for = arguments.get("chosen_for")
    return Wanted(
        kind,
        DraftKey(form, record),
        str(arguments.get("listed") or ""),
        filled,
        chosen_for if isinstance(chosen_for, Chosen) else None,
        str(arguments.get("at") or ""),
    )


def first_values(kind: RecordKind, office: Office) -> dict[str, object]:
    """What stands in a new form from the beginning: today, and our own village."""
    values: dict[str, object] = {f.name: today(office.clock).isoformat() for f in kind.fields if f.name in BEGINS_TODAY}
    if code_list(VILLAGES).contains(office.code):
        values |= {f.name: office.code for f in kind.fields if f.name == HERE and f.choices == VILLAGES}
    return values


def gone() -> Refused:
    """What to say where a record is wanted that was erased meanwhile."""
    return Refused(
        "unknown-record",
        _("Catatan ini tidak ada lagi di komputer ini."),
        _("Mungkin sudah dihapus untuk selamanya. Cari namanya dengan Ctrl+K bila ragu."),
    )
