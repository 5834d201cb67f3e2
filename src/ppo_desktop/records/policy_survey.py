"""Survei pelaksana: once a year, five statements to those who do the work; nobody is named.

One record is one sheet. Roles are kept so wide that one office has several people of a role, and reports show no mean
of fewer than three sheets (see ``reports.policy``). All statements are worded so that agreeing is good.
"""

from typing import Annotated

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import Filter, OneOf, ThisYear
from ppo_desktop.records.hints import Choices, Digits, Group, Help, Label, Required
from ppo_desktop.records.kind import CheckContext, RecordKind, Shelf, folded
from ppo_desktop.records.row import RecordRow
from ppo_desktop.records.rules import text_of, warning, year_problems

ITEMS = ("understands", "agrees", "workload", "support", "trusts")
"""The five statements; each is answered by a code of ``agreement``, 1 to 5."""


class PolicySurvey(RecordRow, table=True):
    """One sheet."""

    __tablename__ = "policy_survey"

    year: Annotated[str | None, Label(N_("Tahun")), Group(N_("Lembar survei")), Digits(4, 4), Required()] = None
    role: Annotated[
        str | None,
        Label(N_("Peran pengisi")),
        Help(N_("Tanpa nama: hanya peran dan tahun yang dicatat.")),
        Choices("survey-roles"),
        Required(),
    ] = None

    understands: Annotated[
        str | None,
        Label(N_("Paham tugasnya")),
        Group(N_("Jawaban: 1 sangat tidak setuju, 5 sangat setuju")),
        Help(N_("Saya paham tugas saya dalam pencegahan TPPO dan pelindungan PMI.")),
        Choices("agreement"),
    ] = None
    agrees: Annotated[
        str | None,
        Label(N_("Setuju dengan tujuannya")),
        Help(N_("Saya setuju dengan tujuan kebijakan ini.")),
        Choices("agreement"),
    ] = None
    workload: Annotated[
        str | None,
        Label(N_("Beban kerja wajar")),
        Help(N_("Beban kerja untuk tugas ini masih wajar.")),
        Choices("agreement"),
    ] = None
    support: Annotated[
        str | None,
        Label(N_("Mendapat dukungan")),
        Help(N_("Saya mendapat dukungan dari atasan dan instansi lain.")),
        Choices("agreement"),
    ] = None
    trusts: Annotated[
        str | None,
        Label(N_("Percaya data")),
        Help(N_("Saya percaya data yang dilaporkan.")),
        Choices("agreement"),
    ] = None


def check(values: Values, context: CheckContext) -> list[Problem]:
    """A year that can be, and a sheet without a single answer."""
    problems = year_problems(values, context, "year")
    if not any(text_of(values, name) for name in ITEMS):
        problems.append(warning("understands", "no-answers", _("Belum ada jawaban pada lembar ini.")))
    return problems


def title_of(values: Values) -> str:
    """Year and role: ``Survei 2026 – Gugus Tugas``."""
    role = code_list("survey-roles").label(text_of(values, "role"))
    return " – ".join(part for part in (_("Survei {year}").format(year=text_of(values, "year")).strip(), role) if part)


def detail_of(values: Values) -> str:
    """How many statements were answered."""
    return _("{count} dari 5 jawaban").format(count=sum(1 for name in ITEMS if text_of(values, name)))


def search_text(values: Values) -> str:
    """Year and role."""
    return folded(_("survei"), values.get("year"), code_list("survey-roles").label(text_of(values, "role")))


POLICY_SURVEY = RecordKind(
    name="policy_survey",
    title=N_("Survei pelaksana"),
    plural=N_("Survei pelaksana"),
    declaration=PolicySurvey,
    aliases=("survei", "survei-pelaksana"),
    is_nameless=True,
    icon="square-pen",
    purpose=N_("Lima pernyataan setahun sekali kepada pelaksana, tanpa nama."),
    shelf=Shelf.TASK_FORCE,
    list_columns=ITEMS,
    filters=(
        Filter("this-year", N_("Tahun ini"), (ThisYear("year"),)),
        Filter("villages", N_("Desa, RT, dan RW"), (OneOf("role", frozenset({"DESA", "RT_RW"})),)),
        Filter("task-force", N_("Gugus Tugas"), (OneOf("role", frozenset({"GUGUS_TUGAS"})),)),
    ),
    check=check,
    title_of=title_of,
    detail_of=detail_of,
    search_text=search_text,
)
