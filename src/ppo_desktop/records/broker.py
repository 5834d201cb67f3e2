"""Perantara: somebody, or an account, that offers, brings, fetches or places; recorded, not judged.

Names are known to many and help to see one person behind several departures; numbers, places and what is told of them
stay in the office.
"""

from typing import Annotated

import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records import broker_rules as rules
from ppo_desktop.records.filters import Filter, LongAgo, OneOf
from ppo_desktop.records.hints import Choices, Date, Group, Help, Label, Personal, Range, Required, Restricted
from ppo_desktop.records.kind import RecordKind, Shelf
from ppo_desktop.records.row import Json, RecordRow

CHECKED_DAYS = 365
"""After so many days a licence is looked up again: it is given for some years, and withdrawn at any time."""


class Broker(RecordRow, table=True):
    """One go-between as this office knows them."""

    name: Annotated[
        str | None,
        Label(N_("Nama")),
        Group(N_("Siapa")),
        Help(N_("Nama orang, perusahaan, atau akun seperti yang dikenal warga."), "Pak Long Ujang"),
        Required(),
        Personal(),
        Range(1, 100),
    ] = None
    aliases: Annotated[
        str | None,
        Label(N_("Nama lain")),
        Help(N_("Panggilan dan nama yang dipakai di tempat lain; pisahkan dengan koma.")),
        Personal(),
        Range(0, 200),
    ] = None
    category: Annotated[
        str | None,
        Label(N_("Jenis")),
        Help(N_("Menurut yang ditunjukkan, bukan menurut dugaan.")),
        Choices("broker-kinds"),
        Required(),
        Personal(),
    ] = None
    standing: Annotated[
        str | None,
        Label(N_("Kedudukan")),
        Help(N_("“Pihak yang dilaporkan” hanya bila ada laporan kepada yang berwenang.")),
        Choices("broker-standings"),
        Required(),
        Personal(),
    ] = None
    parts: Annotated[
        list[str] | None,
        Label(N_("Yang dilakukan")),
        Help(N_("Boleh lebih dari satu.")),
        Choices("broker-parts"),
        Personal(),
        sqlmodel.Field(sa_type=Json),
    ] = None

    company: Annotated[str | None, Label(N_("P3MI yang disebut")), Group(N_("Izin")), Personal(), Range(0, 100)] = None
    licence_number: Annotated[
        str | None,
        Label(N_("Nomor izin atau surat tugas")),
        Help(N_("SIP3MI, SIP2MI, atau nomor surat tugas yang ditunjukkan.")),
        Personal(),
        Range(0, 80),
    ] = None
    licence_check: Annotated[str | None, Label(N_("Cara memeriksa izin")), Choices("licence-checks"), Personal()] = None
    licence_result: Annotated[str | None, Label(N_("Hasil pemeriksaan")), Choices("licence-results"), Personal()] = None
    licence_checked_on: Annotated[str | None, Label(N_("Diperiksa pada")), Personal(), Date()] = None

    phones: Annotated[
        str | None,
        Label(N_("Nomor HP")),
        Group(N_("Hubungan dan tempat")),
        Help(N_("Boleh beberapa; pisahkan dengan koma. Isian bagian ini tidak ikut dikirim."), "0812 3456 7890"),
        Personal(),
        Restricted(),
        Range(0, 200),
    ] = None
    accounts: Annotated[
        str | None,
        Label(N_("Akun daring")),
        Help(N_("Nama akun dan di mana; satu baris satu akun.")),
        Personal(),
        Restricted(),
        Range(0, 500),
    ] = None
    vehicles: Annotated[
        str | None,
        Label(N_("Kendaraan")),
        Help(N_("Jenis, warna, nomor polisi.")),
        Personal(),
        Restricted(),
        Range(0, 200),
    ] = None
    places: Annotated[
        str | None,
        Label(N_("Tempat")),
        Help(N_("Tempat tinggal, tempat menunggu, tempat menyeberang.")),
        Personal(),
        Restricted(),
        Range(0, 1000),
    ] = None

    known_since: Annotated[
        str | None, Label(N_("Dikenal sejak")), Group(N_("Catatan")), Personal(), Date(partial=True)
    ] = None
    source: Annotated[str | None, Label(N_("Sumber informasi")), Choices("sources"), Personal()] = None
    note: Annotated[
        str | None,
        Label(N_("Catatan")),
        Help(N_("Yang dilihat atau didengar sendiri, dan dari siapa. Tidak ikut dikirim.")),
        Personal(),
        Restricted(),
        Range(0, 2000),
    ] = None


BROKER = RecordKind(
    name="broker",
    title=N_("Perantara"),
    plural=N_("Perantara"),
    declaration=Broker,
    aliases=("perantara",),
    icon="link",
    purpose=N_("Siapa yang menawarkan, membawa, menjemput, atau menempatkan warga, dan izin yang ditunjukkan."),
    shelf=Shelf.HELP,
    list_columns=("name", "category", "standing", "licence_result", "licence_checked_on"),
    told_by_title=("name",),
    filters=(
        Filter("reported", N_("Pihak yang dilaporkan"), (OneOf("standing", frozenset({"DILAPORKAN"})),)),
        Filter("no-permit", N_("Tanpa izin yang ditunjukkan"), (OneOf("category", frozenset({"TANPA_IZIN"})),)),
        Filter(
            "to-check",
            N_("Izin perlu diperiksa"),
            (OneOf("category", rules.LICENSED), LongAgo("licence_checked_on", CHECKED_DAYS)),
        ),
    ),
    is_guarded=True,
    is_of_outsiders=True,
    complete=rules.complete,
    check=rules.check,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
