"""Sumber daya: what there is to work with in a year, against what was planned: people, money, goods, beds.

Where a safe house stands is written nowhere: the address protects the people in it.
"""

from typing import Annotated

import sqlalchemy as sa
import sqlmodel

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import Empty, Filter, OneOf, ThisYear
from ppo_desktop.records.hints import Choices, Date, Digits, Group, Help, Label, Range, Required
from ppo_desktop.records.kind import CheckContext, RecordKind, Shelf, folded
from ppo_desktop.records.row import Json, RecordRow
from ppo_desktop.records.rules import joined, text_of, warning, year_problems

RUPIAH = 10**13
"""More than any resource costs, in rupiah."""
AMOUNT = 10**7
"""More pieces or people than any office has."""
TRAINED = "ORANG_TERLATIH"


class Resource(RecordRow, table=True):
    """One resource of one year."""

    what: Annotated[
        str | None,
        Label(N_("Nama")),
        Group(N_("Sumber daya")),
        Help(N_("Alamat rumah aman tidak ditulis di sini."), "Kader desa terlatih identifikasi awal"),
        Range(0, 200),
        Required(),
    ] = None
    resource_kind: Annotated[str | None, Label(N_("Jenis")), Choices("resource-kinds"), Required()] = None
    year: Annotated[str | None, Label(N_("Tahun")), Digits(4, 4), Required()] = None
    institution: Annotated[str | None, Label(N_("Instansi yang menyediakan")), Choices("institutions")] = None

    planned: Annotated[int | None, Label(N_("Direncanakan")), Group(N_("Jumlah")), Range(0, AMOUNT)] = None
    available: Annotated[int | None, Label(N_("Yang ada sekarang")), Range(0, AMOUNT)] = None
    unit: Annotated[str | None, Label(N_("Satuan")), Help("", "orang, unit, tempat tidur"), Range(0, 40)] = None

    budget_plan: Annotated[
        int | None,
        Label(N_("Anggaran rencana"), N_("rupiah")),
        Group(N_("Anggaran")),
        Range(0, RUPIAH),
        sqlmodel.Field(sa_type=sa.BigInteger),
    ] = None
    budget_real: Annotated[
        int | None, Label(N_("Anggaran terpakai"), N_("rupiah")), Range(0, RUPIAH),
        sqlmodel.Field(sa_type=sa.BigInteger),
    ] = None  # fmt: skip
    funding: Annotated[str | None, Label(N_("Sumber dana")), Choices("funding")] = None

    topic: Annotated[
        str | None,
        Label(N_("Pelatihan tentang")),
        Group(N_("Pelatihan")),
        Help(N_("Isi bagian ini hanya untuk orang terlatih.")),
        Range(0, 200),
    ] = None
    trained_on: Annotated[str | None, Label(N_("Tanggal pelatihan")), Date(partial=True)] = None
    trainer: Annotated[str | None, Label(N_("Dilatih oleh")), Help(N_("Instansi atau lembaga.")), Range(0, 150)] = None
    trained_roles: Annotated[
        list[str] | None, Label(N_("Yang dilatih")), Choices("roles"), sqlmodel.Field(sa_type=Json)
    ] = None
    note: Annotated[str | None, Label(N_("Catatan")), Range(0, 2000)] = None


def check(values: Values, context: CheckContext) -> list[Problem]:
    """A year that can be, money beyond the plan, and trained people of whom nobody knows in what."""
    problems = [problem for problem in year_problems(values, context, "year") if not problem.is_warning]
    plan, spent = values.get("budget_plan"), values.get("budget_real")
    if isinstance(plan, int) and isinstance(spent, int) and spent > plan:
        message = _("Anggaran terpakai lebih besar daripada anggaran rencana.")
        problems.append(warning("budget_real", "budget-above-plan", message))
    is_training = values.get("resource_kind") == TRAINED
    if is_training and values.get("available") and not text_of(values, "topic"):
        message = _("Orang terlatih tercatat, tetapi pelatihannya belum ditulis.")
        problems.append(warning("topic", "topic-missing", message))
    if not is_training and (text_of(values, "topic") or text_of(values, "trained_on")):
        message = _("Bagian pelatihan terisi, padahal jenisnya bukan orang terlatih.")
        problems.append(warning("resource_kind", "training-alone", message))
    return problems


def title_of(values: Values) -> str:
    """What and of which year: ``Motor patroli desa, 2026``."""
    return ", ".join(part for part in (text_of(values, "what"), text_of(values, "year")) if part) or _("(kosong)")


def detail_of(values: Values) -> str:
    """Kind and amount: ``Kendaraan · ada 2 dari 5 unit``."""
    planned, available = values.get("planned"), values.get("available")
    amount = ""
    if isinstance(available, int):
        of_planned = _("ada {available} dari {planned} {unit}")
        words = of_planned if isinstance(planned, int) else _("ada {available} {unit}")
        amount = words.format(available=available, planned=planned, unit=text_of(values, "unit")).strip()
    resource_kind = code_list("resource-kinds").label(text_of(values, "resource_kind"))
    return joined(resource_kind, amount)


def search_text(values: Values) -> str:
    """What, kind, year, and of a training topic and trainer."""
    resource_kind = code_list("resource-kinds").label(text_of(values, "resource_kind"))
    return folded(resource_kind, *(values.get(name) for name in ("what", "year", "topic", "trainer")))


RESOURCE = RecordKind(
    name="resource",
    title=N_("Sumber daya"),
    plural=N_("Sumber daya"),
    declaration=Resource,
    aliases=("sumber-daya", "sumberdaya"),
    icon="layers",
    purpose=N_("Orang terlatih, anggaran, bahan, kendaraan, dan lainnya: rencana dan yang ada."),
    shelf=Shelf.TASK_FORCE,
    list_columns=("resource_kind", "year", "planned", "available"),
    filters=(
        Filter("this-year", N_("Tahun ini"), (ThisYear("year"),)),
        Filter("trained", N_("Orang terlatih"), (OneOf("resource_kind", frozenset({TRAINED})),)),
        Filter("uncounted", N_("Belum ada jumlahnya"), (Empty("available"),)),
    ),
    check=check,
    title_of=title_of,
    detail_of=detail_of,
    search_text=search_text,
)
