"""Sosialisasi: one event; its fields are the thirteen parts of the report offices write about it.

Letterhead and signatures are the report's own; the rest of the parts are the groups below. Names of persons in
trouble do not belong here: the report is read by many.
"""

from typing import Annotated

import sqlalchemy as sa
import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records import socialisation_rules as rules
from ppo_desktop.records.codes import VILLAGES
from ppo_desktop.records.filters import Empty, Filter, ThisYear
from ppo_desktop.records.hints import (
    Choices,
    Date,
    Derived,
    Group,
    Help,
    Label,
    Personal,
    Photos,
    Range,
    Refers,
    Required,
    When,
)
from ppo_desktop.records.kind import Beginning, RecordKind, Shelf
from ppo_desktop.records.row import Json, RecordRow

RUPIAH = 10**13
"""More than any event costs, in rupiah."""
CROWD = 1_000_000
"""More people or pieces than any event has."""


class Socialisation(RecordRow, table=True):
    """One prevention event or activity."""

    activity: Annotated[
        str | None, Label(N_("Jenis kegiatan")), Group(N_("Kegiatan")), Choices("activities"), Required()
    ] = None
    title: Annotated[str | None, Label(N_("Judul kegiatan")), Range(0, 200)] = None
    number: Annotated[str | None, Label(N_("Nomor laporan")), Range(0, 60)] = None
    basis: Annotated[
        str | None,
        Label(N_("Dasar")),
        Help(N_("Peraturan, SK, surat tugas, atau kode kegiatan APBDes.")),
        Range(0, 1000),
    ] = None
    purpose: Annotated[str | None, Label(N_("Maksud dan tujuan")), Range(0, 2000)] = None
    executor: Annotated[str | None, Label(N_("Pelaksana")), Choices("executors")] = None
    executor_name: Annotated[str | None, Label(N_("Nama pelaksana")), Help("", "Tim Penggerak PKK"), Range(0, 150)] = (
        None
    )
    committee: Annotated[
        str | None,
        Label(N_("Petugas atau panitia")),
        Help(N_("Satu baris per orang: nama, jabatan. Tercetak pada surat tugas."), "Rina Marlina, Kasi Pelayanan"),
        Personal(),
        Range(0, 2000),
    ] = None

    held_on: Annotated[str | None, Label(N_("Tanggal")), Group(N_("Waktu dan tempat")), Date(), Required()] = None
    time: Annotated[str | None, Label(N_("Jam")), Help(N_("Mulai dan selesai."), "08.00-10.30"), Range(0, 30)] = None
    place: Annotated[str | None, Label(N_("Tempat")), Range(0, 150)] = None
    region: Annotated[str | None, Label(N_("Desa atau kelurahan")), Choices(VILLAGES)] = None
    institution: Annotated[
        str | None,
        Label(N_("Lembaga yang dijangkau")),
        Help(N_("Sekolah, dusun, atau kelompok; dari sini dihitung siapa yang belum pernah dijangkau.")),
        Refers("institution", belongs=False),
    ] = None

    audiences: Annotated[
        list[str] | None,
        Label(N_("Unsur peserta")),
        Group(N_("Peserta")),
        Choices("audiences"),
        sqlmodel.Field(sa_type=Json),
    ] = None
    present: Annotated[
        dict[str, int] | None,
        Label(N_("Hadir menurut unsur")),
        Help(N_("Bila dihitung: unsur dan jumlahnya. Satu orang boleh terhitung pada dua unsur."), "SISWA: 90"),
        Choices("audiences"),
        Range(1, CROWD),
        sqlmodel.Field(sa_type=Json),
    ] = None
    invited: Annotated[int | None, Label(N_("Direncanakan"), N_("orang")), Range(0, CROWD)] = None
    men: Annotated[int | None, Label(N_("Hadir laki-laki"), N_("orang")), Range(0, CROWD)] = None
    women: Annotated[int | None, Label(N_("Hadir perempuan"), N_("orang")), Range(0, CROWD)] = None
    under_18: Annotated[int | None, Label(N_("Di antaranya di bawah 18 tahun"), N_("orang")), Range(0, CROWD)] = None
    attendance_sheets: Annotated[
        int | None,
        Label(N_("Daftar hadir"), N_("lembar")),
        Help(N_("Lembar yang dilampirkan pada laporan.")),
        Range(0, 1000),
    ] = None
    participants: Annotated[int | None, Label(N_("Jumlah hadir"), N_("orang")), Range(0, 2 * CROWD), Derived()] = None

    speakers: Annotated[
        str | None,
        Label(N_("Narasumber")),
        Group(N_("Isi")),
        Help(N_("Satu baris per orang: nama, jabatan, instansi, pokok bahasan.")),
        Range(0, 2000),
    ] = None
    topics: Annotated[str | None, Label(N_("Pokok bahasan")), Range(0, 2000)] = None
    materials: Annotated[
        dict[str, int] | None,
        Label(N_("Bahan sosialisasi yang dibagikan")),
        Help(N_("Jenis dan jumlah."), "KOMIK: 97"),
        Choices("materials"),
        Range(1, CROWD),
        sqlmodel.Field(sa_type=Json),
    ] = None
    outcome: Annotated[
        str | None,
        Label(N_("Pelaksanaan dan hasil")),
        Help(N_("Jalannya acara dan tanya jawab. Jangan tulis nama orang yang sedang bermasalah.")),
        Range(0, 4000),
    ] = None
    agreements: Annotated[
        str | None,
        Label(N_("Pernyataan atau kesepakatan")),
        Help(N_("Apa yang disepakati bersama, dan oleh siapa.")),
        Range(0, 2000),
    ] = None
    cases_raised: Annotated[
        int | None,
        Label(N_("Hal yang dilaporkan saat kegiatan"), N_("laporan")),
        Help(N_("Jumlah saja. Isinya dicatat tersendiri sebagai laporan rahasia, bukan di sini.")),
        Range(0, 1000),
    ] = None
    pre_test: Annotated[int | None, Label(N_("Nilai rata-rata sebelum"), N_("dari 100")), Range(0, 100)] = None
    post_test: Annotated[int | None, Label(N_("Nilai rata-rata sesudah"), N_("dari 100")), Range(0, 100)] = None

    budget: Annotated[
        int | None,
        Label(N_("Biaya"), N_("rupiah")),
        Group(N_("Biaya dan tindak lanjut")),
        Range(0, RUPIAH),
        sqlmodel.Field(sa_type=sa.BigInteger),
    ] = None
    funding: Annotated[str | None, Label(N_("Sumber dana")), Choices("funding")] = None
    budget_line: Annotated[
        str | None,
        Label(N_("Kode kegiatan APBDes (Siskeudes)")),
        When("funding", ("APBDES",)),
        Help(N_("Kode pada Siskeudes."), "04.04.01"),
        Choices("budget-lines"),
    ] = None
    payments: Annotated[
        str | None,
        Label(N_("Pembayaran")),
        When("budget"),
        Help(
            N_("Satu baris per penerima: siapa; untuk apa; rupiah; potongan. Dari situ dibuat daftar dan kuitansinya."),
            "Dewi Kartikasari; honor narasumber 2 jam; 300.000; 15.000",
        ),
        Personal(),
        Range(0, 4000),
    ] = None
    obstacles: Annotated[str | None, Label(N_("Kendala dan saran")), Range(0, 2000)] = None
    follow_up: Annotated[
        str | None,
        Label(N_("Tindak lanjut")),
        Help(N_("Satu baris per hal: apa; siapa; sampai kapan.")),
        Range(0, 2000),
    ] = None
    photos: Annotated[
        list[object] | None,
        Label(N_("Foto")),
        Group(N_("Dokumentasi dan pelapor")),
        Help(N_("Foto diperkecil dan keterangan tersembunyinya (tempat, alat) dibuang; berkas aslinya tidak diubah.")),
        Personal(),
        Photos(),
        sqlmodel.Field(sa_type=Json),
    ] = None
    photo_consent: Annotated[
        str | None,
        Label(N_("Persetujuan yang difoto")),
        When("photos"),
        Help(N_("Foto orang dewasa pun dicetak hanya bila mereka tidak keberatan.")),
        Choices("photo-consents"),
    ] = None
    documentation: Annotated[
        str | None,
        Label(N_("Dokumentasi")),
        Help(N_("Lampiran lain yang disimpan: daftar hadir, undangan, kliping.")),
        Range(0, 1000),
    ] = None
    papers_signed: Annotated[
        list[str] | None,
        Label(N_("Berkas yang sudah ditandatangani")),
        Help(N_("Sampul map SPJ menyebut sisanya.")),
        Choices("event-papers"),
        sqlmodel.Field(sa_type=Json),
    ] = None
    closing: Annotated[
        str | None,
        Label(N_("Penutup")),
        Help(N_("Bila kosong, laporan memakai kalimat penutup yang biasa.")),
        Range(0, 1000),
    ] = None
    reported_by: Annotated[
        str | None, Label(N_("Pelapor")), Help(N_("Nama dan jabatan yang menandatangani laporan.")), Range(0, 150)
    ] = None
    reported_on: Annotated[str | None, Label(N_("Tanggal laporan")), Date()] = None
    note: Annotated[str | None, Label(N_("Catatan")), Range(0, 2000)] = None


SOCIALISATION = RecordKind(
    name="socialisation",
    title=N_("Sosialisasi"),
    plural=N_("Sosialisasi"),
    declaration=Socialisation,
    aliases=("sosialisasi", "kegiatan"),
    icon="megaphone",
    purpose=N_("Kegiatan pencegahan yang direncanakan dan yang sudah berlangsung."),
    shelf=Shelf.PREVENTION,
    list_columns=("held_on", "activity", "title", "place", "participants"),
    filters=(
        Filter("this-year", N_("Tahun ini"), (ThisYear("held_on"),)),
        Filter("uncounted", N_("Belum ada jumlah hadir"), (Empty("participants"),)),
    ),
    begins=(Beginning("incoming_report", N_("Catat laporan rahasia"), rules.whispered),),
    check=rules.check,
    minors_present=rules.minors_present,
    derive=rules.derive,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
