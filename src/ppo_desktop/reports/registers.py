"""The registers an office keeps. The layout is our own: no official one was found, so an office may ask for another."""

from __future__ import annotations

from functools import partial

from ppo_desktop.core.text import N_, _, number
from ppo_desktop.records.filters import OneOf
from ppo_desktop.reports.register import Counted, Line, Named, Register, RegisterColumn, Said

_WHO, _GOING, _PAPERS, _WAY = N_("Warga"), N_("Tujuan dan penempatan"), N_("Dokumen dan izin"), N_("Perjalanan")


def _told(kind: str, name: str, line: Line) -> str:
    """Words, or a number, that the program itself worked out."""
    value = line.get(kind, {}).get(name)
    return number(value) if isinstance(value, int) else str(value or "")


def _book(name: str) -> Counted:
    return Counted(partial(_told, "book", name))


def _rt_rw(line: Line) -> str:
    person = line.get("person", {})
    told = ((_("RT {number}"), person.get("rt")), (_("RW {number}"), person.get("rw")))
    return " ".join(words.format(number=value) for words, value in told if value)


def _birth(line: Line) -> str:
    said = (Said("person", "birth_place")(line), Said("person", "born_on")(line))
    return ", ".join(part for part in said if part)


def _family(line: Line) -> str:
    said = (Said("person", name)(line) for name in ("contact_name", "contact_relation", "contact_phone"))
    return ", ".join(part for part in said if part)


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


def _flags(line: Line) -> str:
    flags = line.get("screening", {}).get("flags") or ()
    return _("Tanda wajib rujuk: {count}").format(count=number(len(flags))) if flags else ""


PMI = Register(
    name="pmi",
    title=N_("Buku Register Calon PMI dan PMI"),
    purpose=N_("Satu baris untuk setiap orang dan keberangkatannya."),
    kind="departure",
    dated="registered_on",
    tells_too=("person",),
    size=7,
    columns=(
        RegisterColumn(
            N_("Nomor register; tanggal catat; sumber"),
            1.75,
            (
                Said("departure", "register_number"),
                Said("departure", "registered_on"),
                Said("departure", "source"),
                _book("owner"),
            ),
            N_("Pencatatan"),
        ),
        RegisterColumn(
            N_("Nama lengkap; NIK; nomor KK"),
            2.4,
            (
                Named("person"),
                Said("person", "nik"),
                Said("person", "no_nik_reason", N_("NIK: {value}")),
                Said("person", "family_card", N_("KK: {value}")),
            ),
            _WHO,
        ),
        RegisterColumn(
            N_("Lahir; jenis kelamin; umur saat berangkat; status; hubungan"),
            1.75,
            (
                Counted(_birth),
                Said("person", "sex"),
                Said("departure", "age_at_departure"),
                Said("person", "marital_status"),
                Said("person", "family_relation"),
            ),
            _WHO,
        ),
        RegisterColumn(
            N_("Alamat; RT, RW; dusun; desa"),
            1.75,
            (
                Said("person", "address"),
                Counted(_rt_rw),
                Said("person", "hamlet"),
                Said("person", "region"),
            ),
            _WHO,
        ),
        RegisterColumn(
            N_("Pendidikan; pekerjaan; nomor HP; keluarga"),
            1.85,
            (
                Said("person", "education"),
                Said("person", "occupation"),
                Said("person", "phone"),
                Counted(_family),
            ),
            _WHO,
        ),
        RegisterColumn(
            N_("Negara; kota; sektor; jabatan"),
            1.55,
            (
                Said("departure", "destination_country"),
                Said("departure", "destination_place"),
                Said("departure", "sector"),
                Said("departure", "job"),
            ),
            _GOING,
        ),
        RegisterColumn(
            N_("Skema; P3MI atau pemberi kerja; petugas lapangan"),
            1.7,
            (
                Said("departure", "scheme"),
                Said("departure", "agency"),
                Said("departure", "field_officer", N_("Petugas: {value}")),
            ),
            _GOING,
        ),
        RegisterColumn(
            N_("Visa; paspor; ID PMI; dokumen"),
            1.8,
            (
                Said("departure", "visa"),
                Said("departure", "passport", N_("Paspor {value}")),
                Said("departure", "passport_until", N_("s/d {value}")),
                Said("departure", "pmi_id", N_("ID PMI {value}")),
                Said("departure", "documents", N_("Ada: {value}")),
            ),
            _PAPERS,
        ),
        RegisterColumn(
            N_("Pemberi izin; hubungan; hadir; nomor surat"),
            1.6,
            (
                Said("departure", "permit_giver"),
                Said("departure", "permit_relation"),
                Said("departure", "permit_present", N_("Hadir: {value}")),
                Said("departure", "permit_number", N_("No. {value}")),
            ),
            _PAPERS,
        ),
        RegisterColumn(
            N_("Rencana; berangkat; titik keluar; pengantar"),
            1.65,
            (
                Said("departure", "planned_on", N_("Rencana {value}")),
                Said("departure", "departed_on", N_("Berangkat {value}")),
                Said("departure", "exit_point"),
                Said("departure", "escort", N_("Pengantar: {value}")),
            ),
            _WAY,
        ),
        RegisterColumn(
            N_("Kontrak; kontak terakhir; pulang dan alasannya"),
            1.65,
            (
                Said("departure", "contract_until", N_("Kontrak s/d {value}")),
                Said("departure", "last_contact_on", N_("Kontak {value}")),
                Said("departure", "last_contact_channel"),
                Said("departure", "returned_on", N_("Pulang {value}")),
                Said("departure", "return_reason"),
            ),
            _WAY,
        ),
        RegisterColumn(
            N_("Hasil skrining; tanda; versi; jalur; keadaan"),
            1.75,
            (
                Said("screening", "band"),
                Counted(_flags),
                Said("screening", "instrument_version", N_("Versi {value}")),
                Said("departure", "path", N_("Jalur: {value}")),
                Said("departure", "status"),
            ),
            N_("Penilaian"),
        ),
        RegisterColumn(
            N_("Biaya diminta; utang; potongan gaji; skor"),
            1.85,
            (
                Said("departure", "fee_asked", N_("Biaya {value}")),
                Said("departure", "debt", N_("Utang {value}")),
                Said("departure", "wage_cut", N_("Potongan {value}")),
                Said("screening", "score_total", N_("Skor {value}")),
            ),
            N_("Terbatas"),
        ),
    ),
    note=N_("Umur dihitung pada tanggal berangkat atau rencananya. Kolom yang kosong berarti belum dicatat."),
)


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
            (Said("socialisation", "held_on"), Said("socialisation", "time"), _book("owner")),
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
            (Said("referral", "number"), Said("referral", "sent_on"), Said("referral", "way"), _book("owner")),
            N_("Pengiriman"),
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
        RegisterColumn(N_("Nomor surat"), 2.6, (Said("letter", "number"), _book("owner"))),
        RegisterColumn(N_("Tanggal"), 1.2, (Said("letter", "dated_on"),)),
        RegisterColumn(N_("Kode"), 0.8, (Said("letter", "classification"),)),
        RegisterColumn(N_("Kepada"), 2.6, (Said("letter", "addressee"),)),
        RegisterColumn(N_("Perihal"), 3.2, (Said("letter", "subject"), Said("letter", "template"))),
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
        RegisterColumn(N_("Bahan"), 3.0, (_book("material"),)),
        RegisterColumn(N_("Tanggal"), 1.2, (_book("day"),)),
        RegisterColumn(N_("Apa yang terjadi"), 2.2, (_book("what"),)),
        RegisterColumn(
            N_("Dari atau kepada; kegiatan; tempat"),
            3.0,
            (Said("stock_move", "counterpart"), _book("event"), Said("stock_move", "place")),
        ),
        RegisterColumn(N_("Masuk"), 0.9, (_book("in"),), N_("Jumlah"), "right"),
        RegisterColumn(N_("Keluar"), 0.9, (_book("out"),), N_("Jumlah"), "right"),
        RegisterColumn(N_("Sisa"), 0.9, (_book("left"),), N_("Jumlah"), "right"),
        RegisterColumn(
            N_("Tanda terima; sumber dana; catatan"),
            2.4,
            (Said("stock_move", "proof"), Said("stock_move", "funding"), Said("stock_move", "note")),
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
        RegisterColumn(N_("Tanggal, pukul"), 1.45, (_book("when"),)),
        RegisterColumn(N_("Arah"), 0.85, (_book("direction"),)),
        RegisterColumn(N_("Kantor"), 2.0, (_book("office"),)),
        RegisterColumn(N_("Berkas"), 1.75, (_book("what"),)),
        RegisterColumn(N_("Isi"), 3.3, (_book("contents"),)),
        RegisterColumn(N_("Keadaan"), 2.7, (_book("outcome"),)),
        RegisterColumn(N_("Dibawa oleh"), 1.2, (_book("carried_by"),)),
        RegisterColumn(N_("Petugas"), 1.25, (_book("user"),)),
        RegisterColumn(N_("Paraf"), 0.9, ()),
    ),
)

REGISTERS: tuple[Register, ...] = (PMI, EVENTS, REFERRALS, STOCK, AGENDA, EXPEDITION)
"""In the order in which they are offered."""


def register(name: str) -> Register:
    """The register of that name; raises ``KeyError`` when there is none."""
    return {known.name: known for known in REGISTERS}[name]
