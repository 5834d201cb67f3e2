"""What the columns of a table mean: made from the declarations, for people and for programs. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import REGIONS, VILLAGES, code_list
from ppo_desktop.records.dates import is_date
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.photos import photos
from ppo_desktop.records.row import AboutPerson, RecordRow
from ppo_desktop.records.showing import shown

HEADS = (
    N_("Judul kolom"),
    N_("Nama isian"),
    N_("Arti"),
    N_("Bagian"),
    N_("Jenis isi"),
    N_("Satuan"),
    N_("Daftar kode"),
    N_("Tentang orang"),
    N_("Terbatas"),
)
WIDTHS = (44, 24, 60, 24, 26, 10, 20, 10, 10)
CODE_HEADS = (N_("Daftar kode"), N_("Kode"), N_("Arti"), N_("Masih dipakai"))
CODE_WIDTHS = (22, 22, 60, 14)
OFFICIAL = frozenset({VILLAGES, REGIONS})
"""Lists of thousands of official codes, which others have as well: not told one by one."""
_SHAPES = {
    Shape.TEXT: N_("teks"),
    Shape.INTEGER: N_("bilangan bulat"),
    Shape.YES_NO: N_("ya atau tidak"),
    Shape.DATE: N_("tanggal"),
    Shape.PARTIAL_DATE: N_("tanggal, bulan, atau tahun"),
    Shape.LIST: N_("beberapa isi"),
    Shape.MAPPING: N_("nama dan isinya"),
    Shape.PHOTOS: N_("banyaknya foto dan keterangannya"),
}
_TYPES = {Shape.INTEGER: "integer", Shape.YES_NO: "boolean", Shape.DATE: "date"}
_WIDTHS = {Shape.INTEGER: 12, Shape.YES_NO: 10, Shape.DATE: 12, Shape.PARTIAL_DATE: 12}
YES, NO = "ya", "tidak"


class Meaning(Struct, frozen=True):
    """One column."""

    name: str
    """For programs."""
    title: str
    """For people; unique within its table."""
    meaning: str = ""
    section: str = ""
    words: str = ""
    """What sort of content, for people."""
    type: str = "string"
    """As Table Schema names it."""
    unit: str = ""
    choices: str = ""
    """Name of the code list; ``""``: none."""
    width: int = 24
    """Of its column, in characters."""
    is_personal: bool = False
    is_restricted: bool = False


def meanings(kind: RecordKind, fields: Sequence[Field]) -> tuple[Meaning, ...]:
    """The columns of a kind's fields, in their order; where two have one label, each says its section too."""
    labels = Counter(field.label for field in fields)
    return tuple(
        replace(_meaning(field, is_double=labels[field.label] > 1), is_restricted=is_kept_back(kind, field))
        for field in fields
    )


def _meaning(field: Field, *, is_double: bool) -> Meaning:
    title = _(field.label)
    if field.refers:
        title = _("{title} (nomor catatan)").format(title=title)
    if is_double:
        title = f"{title} ({_(field.group) or field.name})"
    sentences = [_(field.help), _("Contoh: {example}").format(example=field.example) if field.example else ""]
    if field.derived:
        sentences.append(_("Dihitung program dari isian lain."))
    words = _(_SHAPES[field.shape])
    if field.refers:
        words = _("nomor catatan lain")
    elif field.choices:
        words = _("kode") if field.shape is Shape.TEXT else _("beberapa kode")
    elif field.digits:
        words = _("deretan angka, sebagai teks")
    return Meaning(
        name=field.name,
        title=title,
        meaning=" ".join(filter(None, sentences)),
        section=_(field.group),
        words=words,
        type=_TYPES.get(field.shape, "string"),
        unit=_(field.unit),
        choices=field.choices,
        width=34 if field.refers else 50 if field.is_long else _WIDTHS.get(field.shape, 24),
        is_personal=field.personal,
    )


def lines(columns: Sequence[Meaning]) -> Iterator[tuple[str, ...]]:
    """The dictionary as rows under ``HEADS``."""
    for one in columns:
        said = (YES if flag else NO for flag in (one.is_personal, one.is_restricted))
        yield one.title, one.name, one.meaning, one.section, one.words, one.unit, one.choices, *said


def code_lines(columns: Sequence[Meaning]) -> Iterator[tuple[str, ...]]:
    """Every code of their lists as rows under ``CODE_HEADS``."""
    for name in dict.fromkeys(one.choices for one in columns if one.choices):
        if name in OFFICIAL:
            yield name, "", _("Kode wilayah Kementerian Dalam Negeri; desa dengan empat bagian."), YES
            continue
        for code in code_list(name).items:
            yield name, code.code, code.label, YES if code.active else NO


def resource(name: str, title: str, columns: Sequence[Meaning], delimiter: str) -> dict[str, object]:
    """A CSV file as a Tabular Data Resource tells of it."""
    return {
        "name": name,
        "path": f"{name}.csv",
        "title": title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": delimiter, "lineTerminator": "\r\n", "header": True},
        "schema": {"fields": [_described(one) for one in columns], "missingValues": [""]},
    }


def _described(one: Meaning) -> Mapping[str, object]:
    told: dict[str, object] = {"name": one.name, "title": one.title, "type": one.type}
    if one.type == "boolean":
        told |= {"trueValues": [YES], "falseValues": [NO]}
    return told | ({"description": one.meaning} if one.meaning else {})


# ------------------------------------------------------------------------------- values


def fields_of(kind: RecordKind, *, restricted_too: bool) -> tuple[Field, ...]:
    """The fields of a kind that a table has: whom it is about, the rest as in the form, numbers of other records."""
    found = (
        field
        for field in kind.fields
        if not field.envelope and field.name not in _BOOKKEEPING and (restricted_too or not is_kept_back(kind, field))
    )
    first = _WHOM if issubclass(kind.declaration, AboutPerson) else ()
    return tuple(sorted(found, key=lambda field: (bool(field.refers), field.name not in first)))


def is_kept_back(kind: RecordKind, field: Field) -> bool:
    """Whether a field goes into a table only for a reason.

    Where it is secret whom a record is about, so is what leads there: birthday, and the numbers of other records.
    """
    if field.restricted or field.is_secret:
        return True
    whom = kind.by_name.get(kind.about)
    return bool(whom and whom.is_secret and field.personal and (field.refers or field.name == "born_on"))


_WHOM = AboutPerson.model_fields.keys() - RecordRow.model_fields.keys()
_BOOKKEEPING = frozenset({"deleted", "warning_reasons"})


def in_words(field: Field, value: object) -> str | int | date | None:
    """A value as people read it in a workbook: words for codes, a day as a date, an amount as a number."""
    if value in (None, "", [], {}):
        return None
    if field.shape is Shape.INTEGER and isinstance(value, int):
        return value
    if field.shape in (Shape.DATE, Shape.PARTIAL_DATE) and is_date(str(value)):
        return date.fromisoformat(str(value))
    return shown(field, value)


def in_codes(field: Field, value: object) -> str | int | None:
    """A value as programs read it: codes, ISO dates, the parts of a list set apart by a comma."""
    if value in (None, "", [], {}):
        return None
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int):
        return value
    if field.shape is Shape.PHOTOS:
        return len(photos(value))
    if isinstance(value, Mapping):
        return ",".join(f"{key}:{amount}" for key, amount in value.items())
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value)
