"""Kasus: what may be trafficking in persons, by the three elements of the law, and what the competent say of it.

The office records and refers; whether it *is* one is said by police, UPTD PPA and courts. The name of the presumed
victim is secret by law (UU 21/2007): no list, title or search shows it.
"""

from typing import Annotated

import sqlalchemy as sa
import sqlmodel

from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_
from ppo_desktop.records import case_rules as rules
from ppo_desktop.records.filters import Below, Filter, OneOf
from ppo_desktop.records.hints import (
    Choices,
    Date,
    Derived,
    Group,
    Help,
    Label,
    Personal,
    Range,
    Refers,
    Required,
    Restricted,
    When,
)
from ppo_desktop.records.kind import RecordKind, Shelf
from ppo_desktop.records.row import AboutPerson, Json
from ppo_desktop.records.rules import from_person

RUPIAH = 10**12
"""More than any restitution of one person, in rupiah."""


class Case(AboutPerson, table=True):
    """One presumed victim in one affair; several victims of one affair share its number."""

    number: Annotated[
        str | None,
        Label(N_("Nomor kasus")),
        Group(N_("Kasus")),
        Help(N_("Nomor kantor ini; kasus ini ditampilkan dengan nomornya, tanpa nama."), "003/2026"),
        Range(0, 60),
    ] = None
    opened_on: Annotated[str | None, Label(N_("Dicatat pada")), Required(), Date()] = None
    person: Annotated[
        str | None,
        Label(N_("Warga yang kasusnya dicatat")),
        Required(),
        Personal(),
        Refers("person", is_secret=True),
    ] = None
    status: Annotated[str | None, Label(N_("Keadaan kasus")), Choices("case-statuses"), Required()] = None
    identified_by: Annotated[
        str | None,
        Label(N_("Teridentifikasi oleh")),
        When("status", ("TERIDENTIFIKASI", "PUTUSAN")),
        Help(N_("Hanya instansi yang berwenang; kantor desa mencatat dugaan.")),
        Choices("institutions"),
    ] = None
    closed_on: Annotated[str | None, Label(N_("Ditutup pada")), Date()] = None

    happened_on: Annotated[
        str | None,
        Label(N_("Waktu kejadian")),
        Group(N_("Kejadian")),
        Help(N_("Cukup bulan atau tahun bila harinya tidak diketahui.")),
        Personal(),
        Restricted(),
        Date(partial=True),
    ] = None
    country: Annotated[str | None, Label(N_("Negara tujuan")), Choices("countries"), Personal(), Restricted()] = None
    acts: Annotated[
        list[str] | None,
        Label(N_("Perbuatan")),
        Choices("case-acts"),
        Personal(),
        Restricted(),
        sqlmodel.Field(sa_type=Json),
    ] = None
    means: Annotated[
        list[str] | None,
        Label(N_("Cara")),
        Help(N_("Di bawah 18 tahun, cara tidak perlu ada.")),
        Choices("case-means"),
        Personal(),
        Restricted(),
        sqlmodel.Field(sa_type=Json),
    ] = None
    purposes: Annotated[
        list[str] | None,
        Label(N_("Tujuan")),
        Choices("case-purposes"),
        Personal(),
        Restricted(),
        sqlmodel.Field(sa_type=Json),
    ] = None
    harms: Annotated[
        list[str] | None,
        Label(N_("Akibat yang dialami")),
        Choices("case-harms"),
        Personal(),
        Restricted(),
        sqlmodel.Field(sa_type=Json),
    ] = None
    account: Annotated[
        str | None,
        Label(N_("Uraian")),
        Help(N_("Apa yang dikatakan sendiri, kapan dan kepada siapa; bukan penilaian.")),
        Personal(),
        Restricted(),
        Range(0, 4000),
    ] = None

    police_report: Annotated[
        str | None,
        Label(N_("Nomor laporan polisi")),
        Group(N_("Langkah hukum, menurut kabar dari yang berwenang")),
        Personal(),
        Restricted(),
        Range(0, 80),
    ] = None
    police_report_on: Annotated[
        str | None, Label(N_("Tanggal laporan polisi")), Personal(), Restricted(), Date(partial=True)
    ] = None
    investigated_on: Annotated[
        str | None, Label(N_("Penyidikan mulai")), Personal(), Restricted(), Date(partial=True)
    ] = None
    complete_on: Annotated[
        str | None, Label(N_("Berkas lengkap (P-21)")), Personal(), Restricted(), Date(partial=True)
    ] = None
    penal_source: Annotated[
        str | None,
        Label(N_("Kabar dari siapa, kapan")),
        Help(N_("Untuk setiap langkah: siapa yang memberi tahu, dan tanggalnya.")),
        Personal(),
        Restricted(),
        Range(0, 1000),
    ] = None

    verdict_number: Annotated[
        str | None,
        Label(N_("Nomor putusan")),
        Group(N_("Putusan dan restitusi, menurut kabar dari yang berwenang")),
        Personal(),
        Restricted(),
        Range(0, 80),
    ] = None
    verdict_on: Annotated[str | None, Label(N_("Tanggal putusan")), Personal(), Restricted(), Date(partial=True)] = None
    verdict: Annotated[str | None, Label(N_("Isi putusan")), Personal(), Restricted(), Range(0, 1000)] = None
    restitution: Annotated[
        int | None,
        Label(N_("Restitusi"), N_("rupiah")),
        Personal(),
        Restricted(),
        Range(0, RUPIAH),
        sqlmodel.Field(sa_type=sa.BigInteger),
    ] = None
    restitution_paid_on: Annotated[
        str | None,
        Label(N_("Restitusi dibayar pada")),
        When("restitution"),
        Personal(),
        Restricted(),
        Date(partial=True),
    ] = None

    broker: Annotated[
        str | None,
        Label(N_("Pihak yang dilaporkan")),
        Group(N_("Terkait dengan")),
        Help(N_("Bila sudah dicatat di buku Perantara.")),
        Personal(),
        Restricted(),
        Refers("broker", belongs=False),
    ] = None
    departure: Annotated[
        str | None, Label(N_("Keberangkatan yang terkait")), Personal(), Refers("departure", belongs=False)
    ] = None
    referral: Annotated[
        str | None, Label(N_("Rujukan yang terkait")), Personal(), Refers("referral", belongs=False)
    ] = None
    note: Annotated[str | None, Label(N_("Catatan")), Personal(), Restricted(), Range(0, 2000)] = None

    person_name: Annotated[str | None, Label(N_("Nama saat dicatat")), Personal(), Restricted(), Range(0, 100)] = None
    """Secret here, unlike elsewhere."""
    age: Annotated[int | None, Label(N_("Umur saat kejadian"), N_("tahun")), Group(""), Personal(), Derived()] = None
    """At the time of the event, else when it was recorded; the youngest that partial dates allow."""


CASE = RecordKind(
    name="case",
    title=N_("Kasus"),
    plural=N_("Kasus"),
    declaration=Case,
    aliases=("kasus",),
    icon="scroll-text",
    purpose=N_("Dugaan perdagangan orang: perbuatan, cara, tujuan, akibat, dan langkah hukum menurut yang berwenang."),
    shelf=Shelf.HELP,
    list_columns=("number", "opened_on", "status", "sex", "age"),
    told_by_title=("number",),
    filters=(
        Filter("running", N_("Masih berjalan"), (OneOf("status", rules.RUNNING),)),
        Filter("under-18", N_("Di bawah 18 tahun"), (Below("age", rules.GROWN_UP),)),
        Filter("decided", N_("Ada putusan"), (OneOf("status", frozenset({"PUTUSAN"})),)),
    ),
    restricted_reaches=Level.REGENCY,
    is_guarded=True,
    complete=from_person,
    check=rules.check,
    derive=rules.derive,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
