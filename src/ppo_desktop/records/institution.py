"""Lembaga: schools, hamlets and groups that socialisation should reach; ``coverage`` counts which ones it did."""

from typing import Annotated

import sqlmodel

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.records import numbers
from ppo_desktop.records.codes import VILLAGES, code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import Empty, Filter, OneOf
from ppo_desktop.records.hints import Choices, Derived, Digits, Group, Help, Label, Personal, Range, Required
from ppo_desktop.records.kind import CheckContext, RecordKind, Shelf, folded
from ppo_desktop.records.row import RecordRow
from ppo_desktop.records.rules import joined, text_of, warning

PUPILS = 100_000
"""More pupils or members than any school or group has."""
SCHOOLS = ("SLTP", "SLTA")


def group_of(values: Values) -> str:
    """``SLTP``, ``SLTA``, ``DUSUN``, ``KELOMPOK`` or ``""``: where an institution is counted."""
    kind = code_list("institution-kinds").by_code.get(text_of(values, "kind"))
    return kind.extra["group"] if kind else ""


def _of_group(group: str) -> frozenset[str]:
    return frozenset(code.code for code in code_list("institution-kinds").items if code.extra["group"] == group)


class Institution(RecordRow, table=True):
    """One school, hamlet or group."""

    name: Annotated[
        str | None, Label(N_("Nama lembaga")), Group(N_("Lembaga")), Help("", "SMAN 1 Tebas"), Range(1, 150), Required()
    ] = None
    kind: Annotated[
        str | None, Label(N_("Jenis")), Choices("institution-kinds"), Required(), sqlmodel.Field(index=True)
    ] = None
    npsn: Annotated[str | None, Label(N_("NPSN")), Help(N_("Untuk sekolah: 8 angka."), "30100123"), Digits(8, 8)] = None
    men: Annotated[int | None, Label(N_("Siswa atau anggota laki-laki"), N_("orang")), Range(0, PUPILS)] = None
    women: Annotated[int | None, Label(N_("Siswa atau anggota perempuan"), N_("orang")), Range(0, PUPILS)] = None
    members: Annotated[
        int | None, Label(N_("Jumlah siswa atau anggota"), N_("orang")), Range(0, 2 * PUPILS), Derived()
    ] = None

    address: Annotated[str | None, Label(N_("Alamat")), Group(N_("Tempat")), Range(0, 200)] = None
    region: Annotated[str | None, Label(N_("Desa atau kelurahan")), Choices(VILLAGES)] = None

    head: Annotated[
        str | None, Label(N_("Kepala atau ketua")), Group(N_("Yang dihubungi")), Personal(), Range(0, 100)
    ] = None
    phone: Annotated[str | None, Label(N_("Nomor telepon")), Help("", "0562 391234"), Personal(), Range(0, 30)] = None
    note: Annotated[str | None, Label(N_("Catatan")), Range(0, 1000)] = None


def complete(values: Values, _context: CheckContext) -> dict[str, object]:
    """The telephone number in one form."""
    number = text_of(values, "phone")
    return {"phone": numbers.phone(number)} if number else {}


def check(values: Values, _context: CheckContext) -> list[Problem]:
    """A number that cannot be dialled; a school number of something that is no school."""
    problems = []
    if number := text_of(values, "phone"):
        unusual = numbers.phone_problem("phone", number)
        problems += [unusual] if unusual else []
    if text_of(values, "npsn") and group_of(values) not in (*SCHOOLS, ""):
        problems.append(warning("npsn", "npsn-no-school", _("NPSN hanya ada pada sekolah.")))
    return problems


def derive(values: Values) -> dict[str, object]:
    """``members``: men and women together, or ``None`` when neither was counted."""
    counts = [count for name in ("men", "women") if isinstance(count := values.get(name), int)]
    return {"members": sum(counts) if counts else None}


def title_of(values: Values) -> str:
    """Its name."""
    return text_of(values, "name") or _("(tanpa nama)")


def detail_of(values: Values) -> str:
    """What it is and where: ``SMA · Desa Tebas Sungai``."""
    place = code_list(VILLAGES).label(text_of(values, "region")).partition(",")[0]
    kind = code_list("institution-kinds").label(text_of(values, "kind"))
    return joined(kind, place)


def search_text(values: Values) -> str:
    """Name, kind, school number, address, place and head."""
    place = code_list(VILLAGES).label(text_of(values, "region"))
    kind = code_list("institution-kinds").label(text_of(values, "kind"))
    return folded(values.get("name"), kind, *(values.get(name) for name in ("npsn", "address", "head")), place)


INSTITUTION = RecordKind(
    name="institution",
    title=N_("Lembaga"),
    plural=N_("Lembaga"),
    declaration=Institution,
    aliases=("lembaga", "sekolah"),
    icon="school",
    purpose=N_("Sekolah, dusun, dan kelompok yang perlu dijangkau sosialisasi."),
    shelf=Shelf.PREVENTION,
    list_columns=("kind", "members", "head", "phone"),
    filters=(
        Filter("sltp", N_("SLTP"), (OneOf("kind", _of_group("SLTP")),)),
        Filter("slta", N_("SLTA"), (OneOf("kind", _of_group("SLTA")),)),
        Filter("hamlets", N_("Dusun"), (OneOf("kind", _of_group("DUSUN")),)),
        Filter("uncounted", N_("Belum ada jumlah"), (Empty("members"),)),
    ),
    complete=complete,
    check=check,
    derive=derive,
    title_of=title_of,
    detail_of=detail_of,
    search_text=search_text,
)
