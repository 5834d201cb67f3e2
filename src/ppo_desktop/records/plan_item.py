"""Rencana aksi (RAD): one activity of the regional plan of a year, its targets by quarter, its budget, who does it."""

from typing import Annotated

import sqlalchemy as sa
import sqlmodel

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import Empty, Filter, ThisYear
from ppo_desktop.records.hints import Choices, Derived, Digits, Group, Help, Label, Personal, Range, Required
from ppo_desktop.records.kind import ABOVE_VILLAGES, CheckContext, RecordKind, Shelf, folded
from ppo_desktop.records.row import Json, RecordRow
from ppo_desktop.records.rules import joined, text_of, warning, year_problems

RUPIAH = 10**13
"""More than any activity costs, in rupiah."""
AMOUNT = 10**8
"""More than any target of a quarter."""
QUARTERS = (1, 2, 3, 4)


class PlanItem(RecordRow, table=True):
    """One line of the plan."""

    __tablename__ = "plan_item"

    activity: Annotated[str | None, Label(N_("Kegiatan")), Group(N_("Rencana")), Range(0, 200), Required()] = None
    year: Annotated[str | None, Label(N_("Tahun")), Digits(4, 4), Required()] = None
    heading: Annotated[
        str | None,
        Label(N_("Bidang menurut perda")),
        Help(N_("Lima bidang Perda Kalimantan Barat Nomor 7 Tahun 2007.")),
        Choices("regulation-headings"),
        Required(),
    ] = None
    factors: Annotated[
        list[str] | None,
        Label(N_("Faktor penyebab yang dijawab")),
        Help(N_("Kosongkan bila kegiatan ini tidak menjawab faktor penyebab.")),
        Choices("factors"),
        sqlmodel.Field(sa_type=Json),
    ] = None
    sub_task: Annotated[str | None, Label(N_("Sub-tugas Gugus Tugas")), Choices("sub-tasks")] = None

    institution: Annotated[
        str | None, Label(N_("Instansi penanggung jawab")), Group(N_("Penanggung jawab")), Choices("institutions")
    ] = None
    responsible: Annotated[
        str | None, Label(N_("Nama atau jabatan penanggung jawab")), Personal(), Range(0, 100)
    ] = None  # fmt: skip

    unit: Annotated[
        str | None, Label(N_("Satuan target")), Group(N_("Target")), Help("", "desa, orang, kali"), Range(0, 40)
    ] = None
    target_1: Annotated[int | None, Label(N_("Target triwulan I")), Range(0, AMOUNT)] = None
    target_2: Annotated[int | None, Label(N_("Target triwulan II")), Range(0, AMOUNT)] = None
    target_3: Annotated[int | None, Label(N_("Target triwulan III")), Range(0, AMOUNT)] = None
    target_4: Annotated[int | None, Label(N_("Target triwulan IV")), Range(0, AMOUNT)] = None
    target: Annotated[int | None, Label(N_("Target setahun")), Range(0, 4 * AMOUNT), Derived()] = None

    real_1: Annotated[
        int | None, Label(N_("Realisasi triwulan I")), Group(N_("Realisasi")), Range(0, AMOUNT)
    ] = None  # fmt: skip
    real_2: Annotated[int | None, Label(N_("Realisasi triwulan II")), Range(0, AMOUNT)] = None
    real_3: Annotated[int | None, Label(N_("Realisasi triwulan III")), Range(0, AMOUNT)] = None
    real_4: Annotated[int | None, Label(N_("Realisasi triwulan IV")), Range(0, AMOUNT)] = None
    real: Annotated[int | None, Label(N_("Realisasi setahun")), Range(0, 4 * AMOUNT), Derived()] = None

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
    note: Annotated[str | None, Label(N_("Catatan")), Help(N_("Kendala dan sebab target berubah.")), Range(0, 2000)] = (
        None
    )


def check(values: Values, context: CheckContext) -> list[Problem]:
    """A year that can be, and results above what was planned."""
    problems = [problem for problem in year_problems(values, context, "year") if not problem.is_warning]
    ours = derive(values)
    target, real = ours["target"], ours["real"]
    if isinstance(target, int) and isinstance(real, int) and real > target:
        message = _("Realisasi {real} lebih besar daripada target {target}; periksa kembali.")
        problems.append(warning("real_1", "real-above-target", message.format(real=real, target=target)))
    plan, spent = values.get("budget_plan"), values.get("budget_real")
    if isinstance(plan, int) and isinstance(spent, int) and spent > plan:
        message = _("Anggaran terpakai lebih besar daripada anggaran rencana.")
        problems.append(warning("budget_real", "budget-above-plan", message))
    if isinstance(target, int) and not text_of(values, "unit"):
        problems.append(warning("unit", "unit-missing", _("Target berupa angka, tetapi satuannya belum diisi.")))
    return problems


def derive(values: Values) -> dict[str, object]:
    """``target`` and ``real``: the quarters together, ``None`` when none was filled in."""
    return {name: _together(values, name) for name in ("target", "real")}


def _together(values: Values, name: str) -> int | None:
    counts = [count for quarter in QUARTERS if isinstance(count := values.get(f"{name}_{quarter}"), int)]
    return sum(counts) if counts else None


def title_of(values: Values) -> str:
    """Activity and year: ``Pelatihan kader desa, 2026``."""
    return ", ".join(part for part in (text_of(values, "activity"), text_of(values, "year")) if part) or _("(kosong)")


def detail_of(values: Values) -> str:
    """Institution and how far it is: ``Dinas sosial · 12 dari 40 desa``."""
    institution = code_list("institutions").label(text_of(values, "institution"))
    ours = derive(values)
    done = ""
    if ours["target"] is not None:
        words = _("{real} dari {target} {unit}")
        done = words.format(real=ours["real"] or 0, target=ours["target"], unit=text_of(values, "unit")).strip()
    return joined(institution, done)


def search_text(values: Values) -> str:
    """Activity, heading, year, institution and who answers for it."""
    heading = code_list("regulation-headings").label(text_of(values, "heading"))
    institution = code_list("institutions").label(text_of(values, "institution"))
    return folded(heading, institution, *(values.get(name) for name in ("activity", "year", "responsible")))


PLAN_ITEM = RecordKind(
    name="plan_item",
    title=N_("Rencana aksi"),
    plural=N_("Rencana aksi"),
    declaration=PlanItem,
    aliases=("rencana-aksi", "rencana", "rad"),
    icon="scroll-text",
    purpose=N_("Rencana aksi daerah: kegiatan, target per triwulan, anggaran, dan penanggung jawabnya."),
    shelf=Shelf.TASK_FORCE,
    list_columns=("year", "heading", "target", "real"),
    filters=(
        Filter("this-year", N_("Tahun ini"), (ThisYear("year"),)),
        Filter("no-result", N_("Belum ada realisasi"), (Empty("real"),)),
        Filter("no-target", N_("Belum ada target"), (Empty("target"),)),
        Filter("no-factor", N_("Tanpa faktor penyebab"), (Empty("factors"),)),
    ),
    levels=ABOVE_VILLAGES,
    check=check,
    derive=derive,
    title_of=title_of,
    detail_of=detail_of,
    search_text=search_text,
)
