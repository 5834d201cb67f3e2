"""Program: what is done about the root factors themselves, planned and real (non-penal work)."""

from typing import Annotated

import sqlalchemy as sa
import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records import program_rules as rules
from ppo_desktop.records.codes import REGIONS
from ppo_desktop.records.filters import Empty, Filter, OneOf, ThisYear
from ppo_desktop.records.hints import Choices, Derived, Digits, Group, Help, Label, Range, Required
from ppo_desktop.records.kind import RecordKind, Shelf
from ppo_desktop.records.row import Json, RecordRow

RUPIAH = 10**14
"""More than any programme of a regency costs, in rupiah."""
CROWD = 10_000_000
"""More people than any programme reaches."""


class Program(RecordRow, table=True):
    """One programme in one year."""

    name: Annotated[
        str | None,
        Label(N_("Nama program")),
        Group(N_("Program")),
        Help("", N_("Pelatihan menjahit bagi lulusan SLTA")),
        Range(1, 200),
        Required(),
    ] = None
    year: Annotated[str | None, Label(N_("Tahun")), Help("", "2026"), Digits(4, 4), Required()] = None
    status: Annotated[str | None, Label(N_("Keadaan")), Choices("program-statuses"), Required()] = None
    region: Annotated[str | None, Label(N_("Wilayah")), Choices(REGIONS), sqlmodel.Field(index=True)] = None

    factors: Annotated[
        list[str] | None,
        Label(N_("Faktor yang dijawab")),
        Group(N_("Faktor")),
        Choices("factors"),
        sqlmodel.Field(sa_type=Json),
    ] = None
    types: Annotated[
        list[str] | None,
        Label(N_("Jenis program")),
        Help(N_("Boleh lebih dari satu, paling sedikit satu untuk tiap faktor.")),
        Choices("program-types"),
        sqlmodel.Field(sa_type=Json),
    ] = None

    executor: Annotated[
        str | None, Label(N_("Pelaksana")), Group(N_("Pelaksana")), Choices("executors"), Required()
    ] = None
    executor_name: Annotated[
        str | None, Label(N_("Nama pelaksana")), Help("", "UPTD BLK Kabupaten Sambas"), Range(0, 150)
    ] = None

    budget_plan: Annotated[
        int | None,
        Label(N_("Anggaran direncanakan"), N_("rupiah")),
        Group(N_("Anggaran")),
        Range(0, RUPIAH),
        sqlmodel.Field(sa_type=sa.BigInteger),
    ] = None
    budget_real: Annotated[
        int | None,
        Label(N_("Anggaran terpakai"), N_("rupiah")),
        Range(0, RUPIAH),
        sqlmodel.Field(sa_type=sa.BigInteger),
    ] = None
    funding: Annotated[str | None, Label(N_("Sumber dana")), Choices("funding")] = None
    budget_line: Annotated[
        str | None, Label(N_("Kode kegiatan APBDes (Siskeudes)")), Help("", "04.04.02"), Choices("budget-lines")
    ] = None

    target_men: Annotated[
        int | None, Label(N_("Sasaran laki-laki"), N_("orang")), Group(N_("Sasaran dan hasil")), Range(0, CROWD)
    ] = None
    target_women: Annotated[int | None, Label(N_("Sasaran perempuan"), N_("orang")), Range(0, CROWD)] = None
    reached_men: Annotated[int | None, Label(N_("Terjangkau laki-laki"), N_("orang")), Range(0, CROWD)] = None
    reached_women: Annotated[int | None, Label(N_("Terjangkau perempuan"), N_("orang")), Range(0, CROWD)] = None
    result: Annotated[
        str | None,
        Label(N_("Hasil")),
        Help(N_("Apa yang berubah: berapa yang bekerja, kembali bersekolah, atau berusaha sendiri.")),
        Range(0, 2000),
    ] = None
    note: Annotated[str | None, Label(N_("Catatan")), Range(0, 1000)] = None

    reached: Annotated[int | None, Label(N_("Terjangkau"), N_("orang")), Group(""), Range(0, 2 * CROWD), Derived()] = (
        None
    )


PROGRAM = RecordKind(
    name="program",
    title=N_("Program"),
    plural=N_("Program"),
    declaration=Program,
    aliases=("program-faktor", "upaya"),
    icon="sprout",
    purpose=N_("Upaya atas faktor penyebab: pelatihan, beasiswa, usaha desa, dan sejenisnya."),
    shelf=Shelf.CAUSES,
    list_columns=("year", "status", "factors", "reached"),
    filters=(
        Filter("this-year", N_("Tahun ini"), (ThisYear("year"),)),
        Filter("going-on", N_("Sedang berjalan"), (OneOf("status", frozenset({"BERJALAN"})),)),
        Filter(
            "no-result", N_("Selesai tanpa hasil tertulis"), (OneOf("status", frozenset({"SELESAI"})), Empty("result"))
        ),
    ),
    check=rules.check,
    derive=rules.derive,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
