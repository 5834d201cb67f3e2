"""Keputusan dugaan ganda: whether two records are about one person, as the office that decides says.

The decision is a record of its own. It names both records and changes neither: each keeps its owner and its history.
Taking the decision back is taking back this record. See docs/decisions/0012-same-person.md.
"""

from typing import Annotated

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import REGIONS, code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import Filter, OneOf
from ppo_desktop.records.hints import Choices, Group, Help, Label, Personal, Range, Refers, Required
from ppo_desktop.records.kind import CheckContext, RecordKind, folded
from ppo_desktop.records.row import RecordRow
from ppo_desktop.records.rules import text_of

SAME, DIFFERENT = "SAMA", "LAIN"


class SamePerson(RecordRow, table=True):
    """What was decided about one pair."""

    __tablename__ = "same_person"

    verdict: Annotated[str | None, Label(N_("Keputusan")), Group(N_("Keputusan")), Choices("sameness"), Required()] = (
        None
    )
    main_office: Annotated[str | None, Label(N_("Pencatat yang utama")), Choices(REGIONS), Required()] = None
    main: Annotated[
        str | None,
        Label(N_("Catatan yang utama")),
        Refers("person", owner="main_office"),
        Required(),
    ] = None
    other_office: Annotated[str | None, Label(N_("Pencatat yang lain")), Choices(REGIONS), Required()] = None
    other: Annotated[
        str | None,
        Label(N_("Catatan yang lain")),
        Help(N_("Kosong bila catatannya hanya ada di kantor lain itu.")),
        Refers("person", owner="other_office"),
    ] = None
    note: Annotated[
        str | None,
        Label(N_("Keterangan")),
        Help(N_("Bagaimana diketahui; tanpa menyebut nama orang."), N_("Sudah ditanyakan kepada keluarganya.")),
        Personal(),
        Range(0, 500),
    ] = None

    replaced: str | None = None
    """The other record where both are of one office and were found to be one: its lists show the main one alone."""


def _derive(values: Values) -> dict[str, object]:
    is_within = values.get("verdict") == SAME and values.get("main_office") == values.get("other_office")
    return {"replaced": values.get("other") if is_within else None}


def _check(values: Values, context: CheckContext) -> list[Problem]:
    """One decision for each pair, and no circle: who is shown in another's place is nobody's main record."""
    main, other = (values.get("main_office"), values.get("main")), (values.get("other_office"), values.get("other"))
    if main == other:
        return [Problem("other", "same-record", _("Ini satu catatan saja; pilih dua catatan."))]
    problems = []
    for one, two in ((main, other), (other, main)):
        if context.same(
            SAME_PERSON.name, dict(zip(("main_office", "main", "other_office", "other"), (*one, *two), strict=True))
        ):
            message = _("Pasangan ini sudah diputuskan; urungkan dahulu keputusan itu.")
            problems.append(Problem("verdict", "decided-already", message))
    if _derive(values)["replaced"]:
        if context.same(SAME_PERSON.name, {"replaced": other[1]}):
            message = _("Catatan yang lain sudah digabung; urungkan dahulu penggabungan itu.")
            problems.append(Problem("other", "joined-already", message))
        if context.same(SAME_PERSON.name, {"replaced": main[1]}):
            message = _("Catatan yang utama sudah digabung dengan catatan lain; pakai catatan itu sebagai yang utama.")
            problems.append(Problem("main", "main-is-joined", message))
    return problems


def _title(values: Values) -> str:
    verdict = text_of(values, "verdict")
    return code_list("sameness").label(verdict) if verdict else _("(belum diputuskan)")


def _detail(values: Values) -> str:
    """Whose records they are: ``Desa Sempalai dan Desa Serindang``."""
    offices = dict.fromkeys(
        name_of(code) for field in ("main_office", "other_office") if (code := text_of(values, field))
    )
    return _(" dan ").join(offices)


def _search(values: Values) -> str:
    return folded(_title(values), _detail(values), values.get("note"))


SAME_PERSON = RecordKind(
    name="same_person",
    title=N_("Dugaan ganda"),
    plural=N_("Keputusan dugaan ganda"),
    declaration=SamePerson,
    aliases=("ganda", "orang-sama"),
    icon="link",
    begun_by="duplicates",
    purpose=N_("Dua catatan warga yang ternyata satu orang, atau ternyata bukan."),
    list_columns=("main_office", "other_office", "note"),
    filters=(
        Filter("same", N_("Orang yang sama"), (OneOf("verdict", frozenset({SAME})),)),
        Filter("different", N_("Bukan orang yang sama"), (OneOf("verdict", frozenset({DIFFERENT})),)),
    ),
    derive=_derive,
    check=_check,
    title_of=_title,
    detail_of=_detail,
    search_text=_search,
)
