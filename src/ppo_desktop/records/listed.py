"""Nama dari daftar: somebody whom a list of another office names, kept for the village that is to record them.

An office above villages records nobody of theirs: it keeps what the list says, each village is told in the next receipt
of its own people alone (``operations.books.listed_people``), and records them in its own books. So nobody is counted
twice. Who it is about never goes further up; of people of other areas the page of hand-over is printed.
"""

from typing import Annotated

import sqlmodel

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.offices import is_below, name_of
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import VILLAGES, code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import Empty, Filter, OneOf, ThisYear
from ppo_desktop.records.hints import (
    Choices,
    Date,
    Digits,
    Group,
    Help,
    Label,
    Personal,
    Range,
    Required,
    Restricted,
    When,
)
from ppo_desktop.records.kind import ABOVE_VILLAGES, CheckContext, RecordKind, Shelf, folded
from ppo_desktop.records.row import Json, RecordRow
from ppo_desktop.records.rules import joined, not_yet, text_of

TO_VILLAGE, UNKNOWN, ELSEWHERE = "DESA", "CARI", "LUAR"
"""States: a village of ours is told, its village is not known yet, it is for an office that is not below us."""


class Listed(RecordRow, table=True):
    """One line of a list."""

    sort: Annotated[str | None, Label(N_("Jenis daftar")), Group(N_("Daftar")), Choices("list-sorts"), Required()] = (
        None
    )
    source: Annotated[
        str | None,
        Label(N_("Dari daftar")),
        Help(N_("Kantor dan tanggal daftarnya; desa membacanya."), N_("P4MI Entikong, 20 November 2026")),
        Required(),
        Range(1, 100),
    ] = None
    listed_on: Annotated[str | None, Label(N_("Diterima pada")), Required(), Date()] = None
    line: Annotated[int | None, Label(N_("Baris pada daftar")), Range(0, 1_000_000)] = None

    region: Annotated[
        str | None,
        Label(N_("Desa atau kelurahan")),
        Group(N_("Untuk siapa")),
        Help(N_("Desa ini diberi tahu dengan tanda terima berikutnya, dan hanya tentang warganya sendiri.")),
        Choices(VILLAGES),
    ] = None
    elsewhere: Annotated[
        str | None,
        Label(N_("Daerah lain")),
        When("region", (None,)),
        Help(N_("Bila bukan warga wilayah ini."), N_("Kabupaten Bengkayang")),
        Range(0, 100),
    ] = None
    handed_on: Annotated[str | None, Label(N_("Diserahkan kepada daerah itu pada")), When("elsewhere"), Date()] = None
    state: Annotated[str | None, Label(N_("Keadaan")), Group(""), Choices("listed-states")] = None
    """Follows from where they live."""

    name: Annotated[
        str | None,
        Label(N_("Nama menurut daftar")),
        Group(N_("Orangnya")),
        Required(),
        Personal(),
        Restricted(),
        Range(1, 100),
    ] = None
    nik: Annotated[str | None, Label(N_("NIK")), Personal(), Restricted(), Digits(16, 16)] = None
    sex: Annotated[str | None, Label(N_("Jenis kelamin")), Choices("sexes"), Personal(), Restricted()] = None
    born_on: Annotated[str | None, Label(N_("Tanggal lahir")), Personal(), Restricted(), Date(partial=True)] = None
    address: Annotated[str | None, Label(N_("Alamat")), Personal(), Restricted(), Range(0, 200)] = None
    day: Annotated[
        str | None, Label(N_("Tanggal pulang atau berangkat")), Personal(), Restricted(), Date(partial=True)
    ] = None
    told: Annotated[
        dict[str, object] | None,
        Label(N_("Keterangan lain pada daftar")),
        Group(""),
        Personal(),
        Restricted(),
        sqlmodel.Field(sa_type=Json),
    ] = None
    """Field of a book (``homecoming.reason``) → value, of what has no field here."""


def _complete(values: Values, context: CheckContext) -> dict[str, object]:
    region = text_of(values, "region")
    if region and (not context.code or is_below(region, context.code)):
        return {"state": TO_VILLAGE}
    return {"state": ELSEWHERE if region or text_of(values, "elsewhere") else UNKNOWN}


def _check(values: Values, context: CheckContext) -> list[Problem]:
    return not_yet(values, context, "listed_on", _("Tanggal diterima"))


def _title(values: Values) -> str:
    """``Baris 7 – P4MI Entikong, 20 November 2026``; nobody is named on shared screens."""
    line = values.get("line")
    row = _("Baris {line}").format(line=line) if line else ""
    return " – ".join(part for part in (row, text_of(values, "source")) if part) or _("(tanpa nama daftar)")


def _detail(values: Values) -> str:
    """``Daftar kepulangan · Desa Sempalai``."""
    sort = code_list("list-sorts").label(text_of(values, "sort"))
    region = text_of(values, "region")
    return joined(sort, name_of(region) if region else text_of(values, "elsewhere"))


def _search(values: Values) -> str:
    """The list and the area."""
    region = text_of(values, "region")
    return folded(values.get("source"), name_of(region) if region else "", values.get("elsewhere"))


LISTED = RecordKind(
    name="listed",
    title=N_("Nama dari daftar"),
    plural=N_("Nama dari daftar"),
    declaration=Listed,
    aliases=("nama-daftar",),
    icon="scroll-text",
    purpose=N_("Warga yang disebut daftar kantor lain: desa diberi tahu, dan dicatat di buku desanya."),
    shelf=Shelf.HELP,
    levels=ABOVE_VILLAGES,
    list_columns=("listed_on", "region", "state", "elsewhere", "handed_on"),
    filters=(
        Filter("to-villages", N_("Untuk desa"), (OneOf("state", frozenset({TO_VILLAGE})),)),
        Filter("unknown-village", N_("Desanya dicari"), (OneOf("state", frozenset({UNKNOWN})),)),
        Filter("elsewhere", N_("Untuk daerah lain"), (OneOf("state", frozenset({ELSEWHERE})), Empty("handed_on"))),
        Filter("this-year", N_("Tahun ini"), (ThisYear("listed_on"),)),
    ),
    computed=frozenset({"state"}),
    complete=_complete,
    check=_check,
    title_of=_title,
    detail_of=_detail,
    search_text=_search,
)
