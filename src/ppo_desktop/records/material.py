"""Bahan sosialisasi: the catalogue of leaflets, comics, banners and the like. How many there are: ``stock_move``."""

from typing import Annotated

import sqlmodel

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import Filter, OneOf
from ppo_desktop.records.hints import Choices, Digits, Group, Help, Label, Range, Required
from ppo_desktop.records.kind import CheckContext, RecordKind, Shelf, folded
from ppo_desktop.records.row import Json, RecordRow
from ppo_desktop.records.rules import joined, text_of, year_problems

WITHDRAWN = "DITARIK"


class Material(RecordRow, table=True):
    """One work in print, sound or picture; each print run is a movement of its stock."""

    medium: Annotated[str | None, Label(N_("Jenis bahan")), Group(N_("Bahan")), Choices("materials"), Required()] = None
    title: Annotated[
        str | None, Label(N_("Judul")), Help("", N_("Jangan Mudah Percaya Janji Manis")), Range(1, 150), Required()
    ] = None
    languages: Annotated[list[str] | None, Label(N_("Bahasa")), Choices("languages"), sqlmodel.Field(sa_type=Json)] = (
        None
    )

    publisher: Annotated[
        str | None,
        Label(N_("Penerbit atau pembuat")),
        Group(N_("Terbitan")),
        Help("", N_("Dinas P3AP2KB Kabupaten Sambas")),
        Range(0, 150),
    ] = None
    year: Annotated[str | None, Label(N_("Tahun terbit")), Digits(4, 4)] = None
    unit: Annotated[
        str | None,
        Label(N_("Satuan")),
        Help(N_("Bila dikosongkan, diisi menurut jenisnya."), "lembar"),
        Range(0, 20),
    ] = None
    size: Annotated[
        str | None, Label(N_("Ukuran")), Help(N_("Untuk baliho, spanduk, dan poster."), "4 x 6 meter"), Range(0, 40)
    ] = None

    summary: Annotated[
        str | None,
        Label(N_("Isi pokok")),
        Group(N_("Isi")),
        Help(N_("Termasuk nomor telepon yang tercetak, supaya diketahui bila sudah berganti.")),
        Range(0, 1000),
    ] = None
    audiences: Annotated[
        list[str] | None, Label(N_("Untuk siapa")), Choices("audiences"), sqlmodel.Field(sa_type=Json)
    ] = None
    state: Annotated[
        str | None,
        Label(N_("Keadaan")),
        Help(N_("Tarik bahan yang isinya sudah tidak benar, misalnya nomor telepon yang sudah berganti.")),
        Choices("material-states"),
    ] = None
    note: Annotated[str | None, Label(N_("Catatan")), Range(0, 1000)] = None


def complete(values: Values, _context: CheckContext) -> dict[str, object]:
    """The unit its type is counted in, where nobody wrote another; in use unless it was withdrawn."""
    medium = code_list("materials").by_code.get(text_of(values, "medium"))
    written: dict[str, object] = {}
    if medium and not text_of(values, "unit"):
        written["unit"] = medium.extra.get("unit")
    if not text_of(values, "state"):
        written["state"] = "DIPAKAI"
    return written


def check(values: Values, context: CheckContext) -> list[Problem]:
    """A year that can be."""
    return year_problems(values, context, "year")


def title_of(values: Values) -> str:
    """Type and title: ``Komik: Jangan Mudah Percaya``."""
    medium = code_list("materials").label(text_of(values, "medium"))
    return ": ".join(part for part in (medium, text_of(values, "title")) if part) or _("(tanpa judul)")


def detail_of(values: Values) -> str:
    """Publisher and year."""
    return joined(text_of(values, "publisher"), text_of(values, "year"))


def search_text(values: Values) -> str:
    """Type, title, publisher and year."""
    medium = code_list("materials").label(text_of(values, "medium"))
    return folded(medium, *(values.get(name) for name in ("title", "publisher", "year", "summary")))


MATERIAL = RecordKind(
    name="material",
    title=N_("Bahan sosialisasi"),
    plural=N_("Bahan sosialisasi"),
    declaration=Material,
    aliases=("bahan",),
    icon="book-open",
    purpose=N_("Daftar leaflet, komik, buku, baliho, dan bahan lain; jumlahnya pada buku stok."),
    shelf=Shelf.PREVENTION,
    list_columns=("publisher", "year", "languages", "state"),
    filters=(
        Filter(
            "handed-out",
            N_("Untuk dibagikan"),
            (OneOf("medium", frozenset({"LEAFLET", "BUKU_PANDUAN", "BUKU_BACAAN", "KOMIK", "STIKER"})),),
        ),
        Filter("put-up", N_("Untuk dipasang"), (OneOf("medium", frozenset({"BALIHO", "POSTER", "SPANDUK"})),)),
        Filter("withdrawn", N_("Sudah ditarik"), (OneOf("state", frozenset({WITHDRAWN})),)),
    ),
    complete=complete,
    check=check,
    title_of=title_of,
    detail_of=detail_of,
    search_text=search_text,
)
