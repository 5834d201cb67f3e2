"""Warga: a person whose leaving or coming home the village records (UU 18/2017 art. 42 b and d)."""

from typing import Annotated

import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records import person_rules as rules
from ppo_desktop.records.codes import VILLAGES
from ppo_desktop.records.filters import Empty, Filter, OneOf, YoungerThan
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
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.row import RecordRow


class Person(RecordRow, table=True):
    """One person as this office knows them; the NIK is an attribute, never the key."""

    name_key: str | None = None
    """How the name sounds, see ``likeness.name_key``: who may be recorded twice is found by it."""
    has_moved: bool | None = None
    """Whether another village goes on for them."""

    name: Annotated[
        str | None,
        Label(N_("Nama lengkap")),
        Group(N_("Identitas")),
        Help(N_("Seperti pada KTP atau KK."), "Siti Aminah"),
        Required(),
        Personal(),
        Range(1, 100),
    ] = None
    nik: Annotated[
        str | None,
        Label(N_("NIK")),
        Help(N_("16 angka pada KTP atau KK. Kosongkan bila belum ada dan pilih alasannya."), "6101045203099901"),
        Personal(),
        Digits(16, 16),
        sqlmodel.Field(index=True),
    ] = None
    no_nik_reason: Annotated[
        str | None, Label(N_("Alasan NIK kosong")), When("nik", (None,)), Choices("no-nik-reasons"), Personal()
    ] = None
    family_card: Annotated[
        str | None,
        Label(N_("Nomor KK")),
        Help(N_("16 angka di bagian atas Kartu Keluarga.")),
        Personal(),
        Digits(16, 16),
    ] = None
    birth_place: Annotated[str | None, Label(N_("Tempat lahir")), Personal(), Range(0, 60)] = None
    born_on: Annotated[
        str | None,
        Label(N_("Tanggal lahir")),
        Help(N_("Bila tanggal tidak diketahui, cukup bulan dan tahun, atau tahun saja."), "12-03-2009"),
        Personal(),
        Date(partial=True),
    ] = None
    sex: Annotated[str | None, Label(N_("Jenis kelamin")), Choices("sexes"), Required(), Personal()] = None

    address: Annotated[str | None, Label(N_("Alamat")), Group(N_("Tempat tinggal")), Personal(), Range(0, 200)] = None
    rt: Annotated[str | None, Label(N_("RT")), Help(N_("Nomor RT."), "003"), Personal(), Digits(1, 3)] = None
    rw: Annotated[str | None, Label(N_("RW")), Help(N_("Nomor RW."), "001"), Personal(), Digits(1, 3)] = None
    hamlet: Annotated[str | None, Label(N_("Dusun atau lingkungan")), Personal(), Range(0, 60)] = None
    region: Annotated[str | None, Label(N_("Desa atau kelurahan")), Choices(VILLAGES), Personal()] = None

    moved_to: Annotated[
        str | None,
        Label(N_("Pindah ke desa")),
        Group(N_("Pindah rumah")),
        Help(N_("Diisi bila warga ini sudah pindah; desa yang baru meneruskan catatannya.")),
        Choices(VILLAGES),
        Personal(),
    ] = None
    moved_on: Annotated[str | None, Label(N_("Pindah pada")), When("moved_to"), Date(partial=True), Personal()] = None
    moved_from: Annotated[
        str | None,
        Label(N_("Pindahan dari desa")),
        Help(N_("Desa yang mencatatnya sebelum pindah ke sini; kantor di atas menghitungnya satu kali.")),
        Choices(VILLAGES),
        Personal(),
    ] = None
    moved_from_record: Annotated[str | None, Label(N_("Catatan di desa asal")), Group(""), Personal(), Range(0, 32)] = (
        None
    )
    """Id of the old village's record, as a receipt told it; without it the NIK says that the two are one."""

    education: Annotated[
        str | None, Label(N_("Pendidikan terakhir")), Group(N_("Keadaan")), Choices("education"), Personal()
    ] = None
    occupation: Annotated[str | None, Label(N_("Pekerjaan sekarang")), Choices("occupations"), Personal()] = None
    marital_status: Annotated[str | None, Label(N_("Status kawin")), Choices("marital-statuses"), Personal()] = None
    family_relation: Annotated[
        str | None, Label(N_("Hubungan dalam keluarga (KK)")), Choices("family-relations"), Personal()
    ] = None
    mother_name: Annotated[
        str | None,
        Label(N_("Nama ibu")),
        Help(N_("Seperti pada KK; membedakan dua orang yang senama."), "Zubaidah"),
        Personal(),
        Range(0, 100),
    ] = None
    father_name: Annotated[str | None, Label(N_("Nama ayah")), Personal(), Range(0, 100)] = None

    phone: Annotated[
        str | None,
        Label(N_("Nomor HP")),
        Group(N_("Kontak")),
        Help(N_("Boleh nomor bersama satu keluarga."), "0812 3456 7890"),
        Personal(),
        Range(0, 30),
    ] = None
    contact_name: Annotated[str | None, Label(N_("Kontak keluarga: nama")), Personal(), Range(0, 100)] = None
    contact_relation: Annotated[
        str | None, Label(N_("Kontak keluarga: hubungan")), Choices("contact-relations"), Personal()
    ] = None
    contact_phone: Annotated[str | None, Label(N_("Kontak keluarga: nomor HP")), Personal(), Range(0, 30)] = None

    note: Annotated[
        str | None,
        Label(N_("Catatan")),
        Group(N_("Catatan")),
        Help(N_("Hanya untuk kantor ini; tidak ikut dikirim.")),
        Personal(),
        Restricted(),
        Range(0, 2000),
    ] = None


PERSON = RecordKind(
    name="person",
    is_person=True,
    title=N_("Warga"),
    plural=N_("Warga"),
    declaration=Person,
    aliases=("warga", "orang"),
    icon="user-round",
    purpose=N_("Orang yang keberangkatan atau kepulangannya dicatat."),
    list_columns=("name", "sex", "born_on", "hamlet", "rt", "phone"),
    filters=(
        Filter("no-nik", N_("NIK kosong"), (Empty("nik"),)),
        Filter("women", N_("Perempuan"), (OneOf("sex", frozenset({"P"})),)),
        Filter("moved", N_("Sudah pindah"), (OneOf("has_moved", frozenset({True})),)),
        Filter("under-18", N_("Di bawah 18 tahun"), (YoungerThan("born_on", 18),)),
    ),
    complete=rules.complete,
    check=rules.check,
    derive=rules.derive,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
