"""Profil faktor: one figure on a root factor, of one region and one year, with where it comes from.

A figure may be decimal. It is kept as text with a comma, as people write and read it (``5,08``), and derived from it
in hundredths (``508``) for ordering and adding: no float comes near it.
"""

from typing import Annotated

import sqlalchemy as sa
import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records import decimals
from ppo_desktop.records import factor_rules as rules
from ppo_desktop.records.codes import REGIONS, code_list
from ppo_desktop.records.filters import Filter, OneOf, ThisYear
from ppo_desktop.records.hints import Choices, Date, Decimal, Derived, Digits, Group, Help, Label, Range, Required
from ppo_desktop.records.kind import RecordKind, Shelf
from ppo_desktop.records.row import RecordRow


class Factor(RecordRow, table=True):
    """One indicator of one region in one year."""

    indicator: Annotated[
        str | None, Label(N_("Indikator")), Group(N_("Angka")), Choices("factor-indicators"), Required()
    ] = None
    region: Annotated[
        str | None,
        Label(N_("Wilayah")),
        Help(N_("Wilayah yang digambarkan angka ini: desa, kecamatan, atau kabupaten.")),
        Choices(REGIONS),
        Required(),
        sqlmodel.Field(index=True),
    ] = None
    year: Annotated[
        str | None, Label(N_("Tahun")), Help(N_("Tahun keadaan, bukan tahun terbit."), "2025"), Digits(4, 4), Required()
    ] = None
    value: Annotated[
        str | None,
        Label(N_("Nilai")),
        Help(N_("Paling banyak dua angka di belakang koma. Satuannya menurut indikator."), "5,08"),
        Required(),
        Decimal(1, 30),
    ] = None

    quality: Annotated[
        str | None, Label(N_("Mutu angka")), Group(N_("Sumber")), Choices("figure-qualities"), Required()
    ] = None
    original_level: Annotated[
        str | None,
        Label(N_("Tingkat asli angka")),
        Help(N_("Angka ini dihitung atau diterbitkan untuk tingkat apa.")),
        Choices("area-levels"),
    ] = None
    source: Annotated[
        str | None,
        Label(N_("Sumber")),
        Help("", N_("BPS, Kabupaten Sambas Dalam Angka 2026, tabel 3.1")),
        Range(0, 200),
    ] = None
    accessed_on: Annotated[str | None, Label(N_("Tanggal dilihat")), Date()] = None
    note: Annotated[str | None, Label(N_("Catatan")), Range(0, 1000)] = None

    hundredths: Annotated[
        int | None,
        Label(N_("Nilai dalam perseratus")),
        Group(""),
        Range(-decimals.MOST, decimals.MOST),
        Derived(is_said=False),
        sqlmodel.Field(sa_type=sa.BigInteger),
    ] = None
    root: Annotated[str | None, Label(N_("Faktor")), Choices("factors"), Derived()] = None
    """The root factor its indicator speaks for; none for those that only describe the place."""


def _chip(factor: str) -> Filter:
    return Filter(factor.lower(), code_list("factors").label(factor), (OneOf("root", frozenset({factor})),))


FACTOR = RecordKind(
    name="factor",
    title=N_("Profil faktor"),
    plural=N_("Profil faktor"),
    declaration=Factor,
    aliases=("faktor",),
    icon="trending-up",
    purpose=N_("Angka penduduk, pengangguran, pendidikan, dan kesempatan kerja tiap wilayah dan tahun."),
    shelf=Shelf.CAUSES,
    list_columns=("year", "region", "value", "quality"),
    filters=(
        Filter("this-year", N_("Tahun ini"), (ThisYear("year"),)),
        *(_chip(factor.code) for factor in code_list("factors").items),
    ),
    complete=rules.complete,
    check=rules.check,
    derive=rules.derive,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
