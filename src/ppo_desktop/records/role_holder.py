"""Pemegang peran: who holds which post, from ketua RT to the members of the Gugus Tugas, and until when.

A post nobody holds is a record without a name, so that vacancies are seen and counted.
"""

from typing import Annotated

import sqlmodel

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.records import dates, numbers
from ppo_desktop.records.codes import VILLAGES, code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import BeforeToday, Empty, Filter, OneOf, Within
from ppo_desktop.records.hints import Choices, Date, Digits, Group, Help, Label, Personal, Range, Required
from ppo_desktop.records.kind import CheckContext, RecordKind, Reminder, Shelf, folded
from ppo_desktop.records.row import Json, RecordRow
from ppo_desktop.records.rules import joined, out_of_order, text_of, warning

SOON_DAYS = 90
"""A term that ends within so many days is spoken of, since a decree takes its time."""
TASK_FORCE = frozenset({"GT_KETUA", "GT_KETUA_HARIAN", "GT_SEKRETARIS", "GT_KOORDINATOR", "GT_ANGGOTA"})
_PHONES = ("phone", "deputy_phone")


class RoleHolder(RecordRow, table=True):
    """One post and its holder."""

    __tablename__ = "role_holder"

    role: Annotated[str | None, Label(N_("Peran")), Group(N_("Jabatan")), Choices("roles"), Required()] = None
    name: Annotated[
        str | None,
        Label(N_("Nama")),
        Help(N_("Kosongkan bila jabatannya belum ada pemegangnya.")),
        Personal(),
        Range(0, 100),
    ] = None
    institution: Annotated[str | None, Label(N_("Instansi")), Choices("institutions")] = None
    capacity: Annotated[str | None, Label(N_("Kedudukan")), Choices("capacities")] = None

    rt: Annotated[str | None, Label(N_("RT")), Group(N_("Wilayah")), Digits(1, 3)] = None
    rw: Annotated[str | None, Label(N_("RW")), Digits(1, 3)] = None
    hamlet: Annotated[str | None, Label(N_("Dusun atau lingkungan")), Range(0, 100)] = None
    region: Annotated[str | None, Label(N_("Desa atau kelurahan")), Choices(VILLAGES)] = None

    phone: Annotated[
        str | None,
        Label(N_("Nomor HP")),
        Group(N_("Kontak dan wakil")),
        Help("", "0812 3456 7890"),
        Personal(),
        Range(0, 40),
    ] = None
    deputy: Annotated[str | None, Label(N_("Wakil atau pengganti")), Personal(), Range(0, 100)] = None
    deputy_phone: Annotated[str | None, Label(N_("Nomor HP wakil")), Personal(), Range(0, 40)] = None

    decree: Annotated[str | None, Label(N_("Nomor SK")), Group(N_("Masa jabatan")), Range(0, 100)] = None
    since: Annotated[str | None, Label(N_("Mulai")), Date(partial=True)] = None
    until: Annotated[
        str | None,
        Label(N_("Sampai")),
        Help(N_("Kosongkan bila SK tidak menyebut batas waktu.")),
        Date(partial=True),
    ] = None
    note: Annotated[str | None, Label(N_("Catatan")), Personal(), Range(0, 2000)] = None

    sub_tasks: Annotated[
        list[str] | None,
        Label(N_("Sub-tugas")),
        Group(N_("Gugus Tugas")),
        Help(N_("Hanya untuk anggota Gugus Tugas; sesuaikan dengan SK.")),
        Choices("sub-tasks"),
        sqlmodel.Field(sa_type=Json),
    ] = None


def complete(values: Values, _context: CheckContext) -> dict[str, object]:
    """Telephone numbers in E.164, RT and RW with three digits."""
    written: dict[str, object] = {name: numbers.phone(text) for name in _PHONES if (text := text_of(values, name))}
    return written | {name: text.zfill(3) for name in ("rt", "rw") if (text := text_of(values, name))}


def check(values: Values, _context: CheckContext) -> list[Problem]:
    """A vacant post, a term that ends before it begins, numbers nobody can dial."""
    problems = []
    if not text_of(values, "name"):
        message = _("Nama kosong: jabatan ini dicatat sebagai jabatan yang kosong.")
        problems.append(warning("name", "post-vacant", message))
    problems += out_of_order(values, "since", "until", _("Masa jabatan berakhir sebelum mulai."))
    unusual = [numbers.phone_problem(name, text) for name in _PHONES if (text := text_of(values, name))]
    return problems + [problem for problem in unusual if problem]


def title_of(values: Values) -> str:
    """Name, post and area: ``Budi Santoso – Ketua RT 003``."""
    role = text_of(values, "role")
    area = {"RT": text_of(values, "rt"), "RW": text_of(values, "rw"), "KADUS": text_of(values, "hamlet")}.get(role, "")
    post = " ".join(part for part in (code_list("roles").label(role), area) if part)
    name = text_of(values, "name")
    return " – ".join(part for part in (name, post) if part) if name else _("{post} (kosong)").format(post=post).strip()


def detail_of(values: Values) -> str:
    """Institution and end of the term: ``Dinas sosial · sampai 31-12-2027``."""
    institution, until = code_list("institutions").label(text_of(values, "institution")), text_of(values, "until")
    return joined(institution, until and _("sampai {day}").format(day=dates.written(until)))


def search_text(values: Values) -> str:
    """Name, deputy, post, institution, hamlet and decree."""
    role = code_list("roles").label(text_of(values, "role"))
    institution = code_list("institutions").label(text_of(values, "institution"))
    return folded(role, institution, *(values.get(name) for name in ("name", "deputy", "hamlet", "decree", "phone")))


ROLE_HOLDER = RecordKind(
    name="role_holder",
    title=N_("Pemegang peran"),
    plural=N_("Pemegang peran"),
    declaration=RoleHolder,
    aliases=("peran", "pemegang-peran", "pejabat"),
    icon="badge-check",
    purpose=N_("Siapa memegang peran apa, dari ketua RT sampai Gugus Tugas, dan sampai kapan."),
    shelf=Shelf.TASK_FORCE,
    list_columns=("hamlet", "capacity", "until", "phone"),
    filters=(
        Filter("vacant", N_("Jabatan kosong"), (Empty("name"),)),
        Filter("ended", N_("Masa jabatan habis"), (BeforeToday("until"),)),
        Filter("ending", N_("Segera habis"), (Within("until", SOON_DAYS),)),
        Filter("task-force", N_("Gugus Tugas"), (OneOf("role", TASK_FORCE),)),
        Filter("task-force-vacant", N_("Gugus Tugas: kosong"), (OneOf("role", TASK_FORCE), Empty("name"))),
        Filter("task-force-ended", N_("Gugus Tugas: masa habis"), (OneOf("role", TASK_FORCE), BeforeToday("until"))),
    ),
    reminders=(
        Reminder("ended", N_("{count} masa jabatan sudah habis"), N_("Catat pejabat barunya."), "info"),
        Reminder("ending", N_("{count} masa jabatan segera habis"), N_("Siapkan SK yang baru."), "info"),
        Reminder("vacant", N_("{count} jabatan kosong"), N_("Usulkan siapa yang mengisinya."), "info"),
    ),
    complete=complete,
    check=check,
    title_of=title_of,
    detail_of=detail_of,
    search_text=search_text,
)
