"""Keberangkatan: one line of the register of (calon) PMI, one per person and departure.

The columns follow the 40 of the register: those of UU 18/2017 art. 42 b and d, the family-permission letter, and the
registration items of Perban BP2MI 7/2022. One person may leave many times; recording someone who has been abroad for
years must work too, so dates may be partial.
"""

from typing import Annotated

import sqlalchemy as sa
import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records import bars
from ppo_desktop.records import departure_rules as rules
from ppo_desktop.records.filters import BeforeToday, Below, Filter, HasKey, LongAgo, OneOf
from ppo_desktop.records.hints import (
    Choices,
    Date,
    Derived,
    Group,
    Help,
    Hour,
    Label,
    Personal,
    Photos,
    Range,
    Refers,
    Required,
    Restricted,
    When,
)
from ppo_desktop.records.kind import RecordKind, Reminder
from ppo_desktop.records.row import AboutPerson, Json

RUPIAH = 10**12
"""More than any amount a family is asked for, in rupiah."""
CONTACT_DAYS = 90
"""After so many days without news of somebody abroad the village asks the family."""

_ABROAD = OneOf("status", frozenset({"berangkat", "bekerja", "perpanjang", "hilang_kontak"}))
_IS_BACK = When("status", ("cuti", "pulang", "purna", "meninggal"))
_HAS_LEFT = When("status", ("berangkat", "bekerja", "perpanjang", "hilang_kontak", *_IS_BACK.values))
_HAS_PLAN = When("contact_every")


class Departure(AboutPerson, table=True):
    """One departure, from the wish to leave until the return."""

    person: Annotated[
        str | None,
        Label(N_("Warga")),
        Group(N_("Pencatatan")),
        Required(),
        Personal(),
        Refers("person"),
    ] = None
    register_number: Annotated[
        str | None,
        Label(N_("Nomor register")),
        Help(N_("Dari buku register kantor; nomor tidak pernah dipakai ulang."), "REG/61.01.04.2003/2026/0007"),
        Range(0, 60),
    ] = None
    registered_on: Annotated[str | None, Label(N_("Tanggal catat")), Required(), Date()] = None
    source: Annotated[str | None, Label(N_("Sumber informasi")), Choices("sources")] = None
    status: Annotated[str | None, Label(N_("Keadaan sekarang")), Choices("statuses"), Required()] = None

    destination_country: Annotated[
        str | None, Label(N_("Negara tujuan")), Group(N_("Tujuan")), Choices("countries"), Required()
    ] = None
    destination_place: Annotated[
        str | None,
        Label(N_("Kota atau daerah tujuan")),
        Help(N_("Untuk Malaysia: negeri."), "Sarawak, Kuching"),
        Range(0, 100),
    ] = None
    sector: Annotated[str | None, Label(N_("Sektor")), Choices("sectors"), Required("siap")] = None
    job: Annotated[str | None, Label(N_("Jabatan atau pekerjaan")), Range(0, 100), Required("siap")] = None

    scheme: Annotated[
        str | None, Label(N_("Skema penempatan")), Group(N_("Penempatan")), Choices("schemes"), Required("siap")
    ] = None
    agency: Annotated[str | None, Label(N_("P3MI atau pemberi kerja")), Range(0, 100)] = None
    field_officer: Annotated[
        str | None,
        Label(N_("Petugas lapangan dan surat tugas")),
        Help(N_("Nama dan nomor surat tugas yang ditunjukkan.")),
        Personal(),
        Range(0, 150),
    ] = None
    broker: Annotated[
        str | None,
        Label(N_("Perantara")),
        Help(N_("Siapa yang menawarkan atau membawa; dicatat di buku Perantara.")),
        Personal(),
        Refers("broker", belongs=False),
    ] = None
    broker_part: Annotated[
        str | None, Label(N_("Yang dilakukan perantara")), When("broker"), Choices("broker-parts"), Personal()
    ] = None
    pmi_id: Annotated[str | None, Label(N_("ID PMI / e-PMI")), Personal(), Range(0, 40)] = None

    visa: Annotated[
        str | None, Label(N_("Jenis visa atau izin")), Group(N_("Dokumen")), Choices("visas"), Required("siap")
    ] = None
    passport: Annotated[
        str | None,
        Label(N_("Nomor paspor")),
        Help(N_("Satu huruf dan tujuh angka."), "C1234567"),
        Personal(),
        Range(0, 20),
    ] = None
    passport_until: Annotated[str | None, Label(N_("Paspor berlaku sampai")), When("passport"), Date()] = None
    documents: Annotated[
        list[str] | None,
        Label(N_("Dokumen yang sudah ada")),
        Choices("documents"),
        sqlmodel.Field(sa_type=Json),
    ] = None
    document_photos: Annotated[
        list[object] | None,
        Label(N_("Salinan dokumen (foto)")),
        Help(
            N_("Foto paspor, visa, perjanjian kerja. Tidak ikut dikirim; dipakai bila ia perlu dicari atau ditolong.")
        ),
        Personal(),
        Restricted(),
        Photos(),
        sqlmodel.Field(sa_type=Json),
    ] = None
    permit_giver: Annotated[
        str | None, Label(N_("Pemberi izin: nama")), Group(N_("Izin keluarga")), Personal(), Range(0, 100)
    ] = None
    permit_relation: Annotated[
        str | None, Label(N_("Pemberi izin: hubungan")), When("permit_giver"), Choices("contact-relations"), Personal()
    ] = None
    permit_present: Annotated[bool | None, Label(N_("Pemberi izin hadir di kantor")), When("permit_giver")] = None
    permit_number: Annotated[str | None, Label(N_("Nomor surat izin")), Range(0, 60)] = None

    fee_asked: Annotated[
        int | None,
        Label(N_("Biaya yang diminta"), N_("rupiah")),
        Group(N_("Uang")),
        Personal(),
        Restricted(),
        Range(0, RUPIAH),
        sqlmodel.Field(sa_type=sa.BigInteger),
    ] = None
    debt: Annotated[
        int | None,
        Label(N_("Utang atau pinjaman"), N_("rupiah")),
        Personal(),
        Restricted(),
        Range(0, RUPIAH),
        sqlmodel.Field(sa_type=sa.BigInteger),
    ] = None
    wage_cut: Annotated[
        int | None,
        Label(N_("Potongan gaji per bulan"), N_("rupiah")),
        Personal(),
        Restricted(),
        Range(0, RUPIAH),
        sqlmodel.Field(sa_type=sa.BigInteger),
    ] = None
    reasons: Annotated[
        list[str] | None,
        Label(N_("Alasan berangkat")),
        Group(N_("Alasan")),
        Help(N_("Boleh lebih dari satu.")),
        Choices("reasons"),
        Personal(),
        sqlmodel.Field(sa_type=Json),
    ] = None

    planned_on: Annotated[
        str | None, Label(N_("Rencana berangkat")), Group(N_("Perjalanan")), Date(partial=True), Required("siap")
    ] = None
    departed_on: Annotated[
        str | None, Label(N_("Tanggal berangkat")), _HAS_LEFT, Date(partial=True), Required("berangkat")
    ] = None
    exit_point: Annotated[str | None, Label(N_("Titik keluar")), Choices("exit-points"), Required("berangkat")] = None
    escort: Annotated[str | None, Label(N_("Pengantar atau penjemput")), Personal(), Range(0, 100)] = None
    path: Annotated[str | None, Label(N_("Jalur")), Choices("paths"), Required("berangkat")] = None
    contract_until: Annotated[str | None, Label(N_("Kontrak sampai")), Date(partial=True)] = None

    contact_every: Annotated[
        str | None,
        Label(N_("Kontak disepakati")),
        Group(N_("Rencana kontak")),
        Help(N_("Disepakati sebelum berangkat: seberapa sering memberi kabar.")),
        Choices("contact-intervals"),
    ] = None
    contact_channel: Annotated[str | None, Label(N_("Kontak melalui")), _HAS_PLAN, Choices("contact-channels")] = None
    contact_keeper: Annotated[
        str | None, Label(N_("Keluarga yang menerima kabar: nama")), _HAS_PLAN, Personal(), Range(0, 100)
    ] = None
    contact_keeper_relation: Annotated[
        str | None,
        Label(N_("Keluarga yang menerima kabar: hubungan")),
        _HAS_PLAN,
        Choices("contact-relations"),
        Personal(),
    ] = None
    contact_keeper_phone: Annotated[
        str | None, Label(N_("Keluarga yang menerima kabar: nomor HP")), _HAS_PLAN, Personal(), Range(0, 30)
    ] = None
    danger_word: Annotated[
        str | None,
        Label(N_("Kata tanda bahaya")),
        _HAS_PLAN,
        Help(N_("Kata biasa yang disepakati dengan keluarga; bila diucapkan, ada bahaya. Tidak ikut dikirim.")),
        Personal(),
        Restricted(),
        Range(0, 60),
    ] = None
    next_contact_on: Annotated[
        str | None, Label(N_("Kontak berikutnya")), _HAS_PLAN, Help(N_("Bila harinya sudah disepakati.")), Date()
    ] = None

    last_contact_on: Annotated[
        str | None, Label(N_("Kontak terakhir")), Group(N_("Kabar dan kepulangan")), Date(partial=True)
    ] = None
    last_contact_hour: Annotated[
        str | None,
        Label(N_("Jam kontak terakhir")),
        When("last_contact_on"),
        Help(N_("Bila diketahui."), "14.30"),
        Hour("last_contact_on"),
        Range(0, 5),
    ] = None
    last_contact_channel: Annotated[
        str | None, Label(N_("Kontak terakhir melalui")), When("last_contact_on"), Choices("contact-channels")
    ] = None
    last_asked_on: Annotated[
        str | None,
        Label(N_("Ditanya, belum ada kabar")),
        Help(N_("Hari terakhir keluarganya ditanya dan belum ada kabar.")),
        Date(partial=True),
    ] = None
    returned_on: Annotated[
        str | None, Label(N_("Tanggal pulang")), _IS_BACK, Date(partial=True), Required("pulang")
    ] = None
    return_reason: Annotated[
        str | None, Label(N_("Alasan pulang")), _IS_BACK, Choices("return-reasons"), Required("pulang")
    ] = None
    deportation_cause: Annotated[
        str | None,
        Label(N_("Sebab deportasi")),
        When("return_reason", ("DEPORTASI",)),
        Choices("deportation-causes"),
        Personal(),
    ] = None

    note: Annotated[
        str | None,
        Label(N_("Catatan")),
        Group(N_("Catatan")),
        Help(N_("Hanya untuk kantor ini; tidak ikut dikirim.")),
        Personal(),
        Restricted(),
        Range(0, 2000),
    ] = None
    answers: Annotated[str | None, Label(N_("Menurut daftar")), Group(""), Range(0, 32)] = None
    """Id of the line of a list (``listed``) by which an office above told of it."""
    age_at_departure: Annotated[
        int | None, Label(N_("Umur saat berangkat"), N_("tahun")), Group(""), Personal(), Derived()
    ] = None
    """From the real date of departure, else the planned one; the youngest age that partial dates allow."""
    contact_due_on: Annotated[str | None, Label(N_("Kabar ditunggu sampai")), Date(), Derived()] = None
    """By the contact plan, with its grace; after that day the plan is broken, see ``departure_rules.contact_due``."""


DEPARTURE = RecordKind(
    name="departure",
    title=N_("Keberangkatan"),
    plural=N_("Keberangkatan"),
    declaration=Departure,
    aliases=("keberangkatan", "berangkat"),
    icon="plane-takeoff",
    purpose=N_("Warga yang akan berangkat, sedang di luar negeri, atau sudah pulang."),
    list_columns=("register_number", "person_name", "destination_country", "status", "planned_on", "departed_on"),
    filters=(
        Filter("leaving", N_("Akan berangkat"), (OneOf("status", frozenset({"niat", "proses", "siap"})),)),
        Filter("abroad", N_("Di luar negeri"), (_ABROAD,)),
        Filter("plan-broken", N_("Rencana kontak terputus"), (_ABROAD, BeforeToday("contact_due_on"))),
        Filter("no-news", N_("Perlu dihubungi"), (_ABROAD, LongAgo("last_contact_on", CONTACT_DAYS))),
        Filter("back", N_("Sudah pulang"), (OneOf("status", frozenset({"pulang", "purna", "cuti"})),)),
        Filter(
            "irregular",
            N_("Nonprosedural atau belum jelas"),
            (OneOf("path", frozenset({"nonprosedural", "belum_jelas"})),),
        ),
        Filter("under-18", N_("Di bawah 18 tahun"), (Below("age_at_departure", rules.GROWN_UP),)),
        Filter("incomplete", N_("Belum lengkap"), (HasKey("warning_reasons", "incomplete"),)),
    ),
    reminders=(
        Reminder(
            "plan-broken",
            N_("{count} rencana kontak terputus"),
            N_("Kabar yang disepakati tidak datang; tanyakan kepada keluarganya."),
            due="contact_due_on",
        ),
    ),
    complete=rules.complete,
    check=rules.check,
    reached=rules.reached,
    derive=rules.derive,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    minors_present=rules.minors_present,
    notices=bars.of_departure,
    search_text=rules.search_text,
)
