"""The registers an office keeps, declared once: paper, page and verb are made from these."""

from __future__ import annotations

from ppo_desktop.core.text import N_, _, number
from ppo_desktop.records.filters import OneOf
from ppo_desktop.reports.pmi_register import PMI
from ppo_desktop.reports.register import Counted, Line, Named, Register, RegisterColumn, Said, booked


def _attendance(line: Line) -> str:
    event = line.get("socialisation", {})
    told = (
        (_("Rencana {count}"), event.get("invited")),
        (_("Hadir {count}"), event.get("participants")),
        (_("L {count}"), event.get("men")),
        (_("P {count}"), event.get("women")),
        (_("Di bawah 18: {count}"), event.get("under_18")),
    )
    return "\n".join(words.format(count=number(value)) for words, value in told if isinstance(value, int))


EVENTS = Register(
    name="kegiatan",
    title=N_("Register Kegiatan Sosialisasi"),
    purpose=N_("Satu baris untuk setiap kegiatan pencegahan."),
    kind="socialisation",
    dated="held_on",
    tells_too=("institution",),
    names_people=False,
    size=8,
    columns=(
        RegisterColumn(
            N_("Tanggal; jam"),
            1.3,
            (Said("socialisation", "held_on"), Said("socialisation", "time"), booked("owner")),
        ),
        RegisterColumn(
            N_("Kegiatan; nomor laporan"),
            2.4,
            (
                Said("socialisation", "activity"),
                Said("socialisation", "title"),
                Said("socialisation", "number", N_("No. {value}")),
            ),
        ),
        RegisterColumn(
            N_("Tempat; lembaga; desa"),
            2.2,
            (Said("socialisation", "place"), Named("institution"), Said("socialisation", "region")),
        ),
        RegisterColumn(
            N_("Pelaksana; narasumber"),
            2.4,
            (
                Said("socialisation", "executor"),
                Said("socialisation", "executor_name"),
                Said("socialisation", "speakers"),
            ),
        ),
        RegisterColumn(N_("Unsur peserta"), 1.7, (Said("socialisation", "audiences"),)),
        RegisterColumn(N_("Peserta (orang)"), 1.4, (Counted(_attendance),)),
        RegisterColumn(
            N_("Pokok bahasan; bahan dibagikan"),
            2.3,
            (Said("socialisation", "topics"), Said("socialisation", "materials", N_("Bahan: {value}"))),
        ),
        RegisterColumn(
            N_("Biaya; sumber dana"),
            1.5,
            (
                Said("socialisation", "budget"),
                Said("socialisation", "funding"),
                Said("socialisation", "budget_line"),
            ),
        ),
        RegisterColumn(N_("Tindak lanjut"), 1.9, (Said("socialisation", "follow_up"),)),
    ),
)

REFERRALS = Register(
    name="rujukan",
    title=N_("Register Rujukan"),
    purpose=N_("Satu baris untuk setiap warga yang dirujuk, sampai lembar baliknya kembali."),
    kind="referral",
    dated="sent_on",
    tells_too=("person",),
    size=8,
    columns=(
        RegisterColumn(
            N_("Nomor surat; dikirim; cara"),
            1.8,
            (
                Said("referral", "number"),
                Said("referral", "sent_on"),
                Said("referral", "sent_hour", N_("pukul {value}")),
                Said("referral", "way"),
                booked("owner"),
            ),
            N_("Surat"),
        ),
        RegisterColumn(N_("Warga"), 2.1, (Named("person"), Said("person", "nik"), Said("person", "sex")), N_("Siapa")),
        RegisterColumn(
            N_("Dirujuk ke"),
            2.2,
            (Said("referral", "institution"), Said("referral", "institution_name")),
            N_("Pengiriman"),
        ),
        RegisterColumn(
            N_("Dasar; upaya; kecepatan"),
            1.8,
            (Said("referral", "basis"), Said("referral", "effort"), Said("referral", "urgency")),
            N_("Pengiriman"),
        ),
        RegisterColumn(
            N_("Data yang disampaikan; kontak kantor"),
            1.9,
            (Said("referral", "data_given"), Said("referral", "contact")),
            N_("Pengiriman"),
        ),
        RegisterColumn(
            N_("Diterima oleh, pada"),
            1.7,
            (Said("referral", "received_by"), Said("referral", "received_on")),
            N_("Lembar balik"),
        ),
        RegisterColumn(
            N_("Dijawab; batas; keadaan"),
            1.7,
            (
                Said("referral", "answered_on", N_("Dijawab {value}")),
                Said("referral", "answer_due", N_("Batas {value}")),
                Said("referral", "status"),
            ),
            N_("Lembar balik"),
        ),
        RegisterColumn(
            N_("Tanda yang dilihat; penjelasan; isi jawaban"),
            2.6,
            (
                Said("referral", "reasons"),
                Said("referral", "reason_note"),
                Said("referral", "answer", N_("Jawaban: {value}")),
            ),
            N_("Terbatas"),
        ),
    ),
)

AGENDA = Register(
    name="agenda",
    title=N_("Buku Agenda Surat Keluar"),
    purpose=N_("Surat yang dibuat kantor ini dengan nomornya; yang dibatalkan tetap tercatat."),
    kind="letter",
    dated="dated_on",
    only=(OneOf("state", frozenset({"FINAL", "BATAL"})),),
    tells_too=("person",),
    size=9,
    columns=(
        RegisterColumn(N_("Nomor surat"), 2.6, (Said("letter", "number"), booked("owner"))),
        RegisterColumn(N_("Tanggal"), 1.2, (Said("letter", "dated_on"),)),
        RegisterColumn(N_("Kode"), 0.8, (Said("letter", "classification"),)),
        RegisterColumn(N_("Kepada"), 2.6, (Said("letter", "addressee"),)),
        RegisterColumn(N_("Hal"), 3.2, (Said("letter", "subject"), Said("letter", "template"))),
        RegisterColumn(N_("Tentang"), 2.1, (Named("person"),)),
        RegisterColumn(
            N_("Keadaan"), 1.7, (Said("letter", "state"), Said("letter", "voided_on", N_("Dibatalkan {value}")))
        ),
        RegisterColumn(
            N_("Alasan keputusan atau pembatalan"),
            2.2,
            (Said("letter", "reason"), Said("letter", "void_reason")),
            N_("Terbatas"),
        ),
    ),
)

STOCK = Register(
    name="stok",
    title=N_("Buku Stok Bahan Sosialisasi"),
    purpose=N_("Setiap bahan masuk dan keluar, dengan sisanya."),
    kind="stock_move",
    dated="moved_on",
    names_people=False,
    size=9,
    columns=(
        RegisterColumn(N_("Bahan"), 3.0, (booked("material"),)),
        RegisterColumn(N_("Tanggal"), 1.2, (booked("day"),)),
        RegisterColumn(N_("Apa yang terjadi"), 2.2, (booked("what"),)),
        RegisterColumn(
            N_("Dari atau kepada; kegiatan; tempat"),
            3.0,
            (Said("stock_move", "counterpart"), booked("event"), Said("stock_move", "place")),
        ),
        RegisterColumn(N_("Masuk"), 0.9, (booked("in"),), N_("Jumlah"), "right"),
        RegisterColumn(N_("Keluar"), 0.9, (booked("out"),), N_("Jumlah"), "right"),
        RegisterColumn(N_("Sisa"), 0.9, (booked("left"),), N_("Jumlah"), "right"),
        RegisterColumn(
            N_("Tanda terima; sumber dana; catatan"),
            2.4,
            (Said("stock_move", "proof"), Said("stock_move", "funding"), Said("stock_move", "note"), booked("short")),
        ),
    ),
    note=N_(
        "Yang dibagikan pada kegiatan dihitung dari laporan kegiatannya. Sisa dihitung per bahan, dari baris pertama "
        "sampai baris itu."
    ),
)

EXPEDITION = Register(
    name="ekspedisi",
    title=N_("Buku Ekspedisi Berkas Elektronik"),
    purpose=N_("Berkas yang masuk dan keluar lewat flashdisk, dengan kolom paraf."),
    names_people=False,
    size=9,
    columns=(
        RegisterColumn(N_("Tanggal, pukul"), 1.45, (booked("when"),)),
        RegisterColumn(N_("Arah"), 0.85, (booked("direction"),)),
        RegisterColumn(N_("Kantor"), 2.0, (booked("office"),)),
        RegisterColumn(N_("Berkas"), 1.75, (booked("what"),)),
        RegisterColumn(N_("Isi"), 3.3, (booked("contents"),)),
        RegisterColumn(N_("Keadaan"), 2.7, (booked("outcome"),)),
        RegisterColumn(N_("Dibawa oleh"), 1.2, (booked("carried_by"),)),
        RegisterColumn(N_("Petugas"), 1.25, (booked("user"),)),
        RegisterColumn(N_("Paraf"), 0.9, ()),
    ),
)

REGISTERS: tuple[Register, ...] = (PMI, EVENTS, REFERRALS, STOCK, AGENDA, EXPEDITION)
"""In the order in which they are offered."""


def register(name: str) -> Register:
    """The register of that name; raises ``KeyError`` when there is none."""
    return {known.name: known for known in REGISTERS}[name]
