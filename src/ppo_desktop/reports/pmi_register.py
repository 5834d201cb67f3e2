"""Buku register CPMI/PMI: the 40 columns of the register folded into a table that fits across a page of A4.

The layout is our own: no official one was found, so an office may ask for another. Offices above villages see most
people veiled (``operations.house.sight``): there what tells of the person stands in one column, and the others hold
what is told of everybody.
"""

from __future__ import annotations

from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.reports.register import Counted, Line, Named, Register, RegisterColumn, Said, booked

_WHO, _GOING, _PAPERS, _WAY = N_("Warga"), N_("Tujuan dan penempatan"), N_("Dokumen dan izin"), N_("Perjalanan")


def _rt_rw(line: Line) -> str:
    person = line.get("person", {})
    told = ((_("RT {number}"), person.get("rt")), (_("RW {number}"), person.get("rw")))
    return " ".join(words.format(number=value) for words, value in told if value)


def _birth(line: Line) -> str:
    said = (Said("person", "birth_place")(line), Said("person", "born_on")(line))
    return _labelled(_("Lahir: {value}"), ", ".join(part for part in said if part))


def _family(line: Line) -> str:
    said = (Said("person", name)(line) for name in ("contact_name", "contact_relation", "contact_phone"))
    return _labelled(_("Keluarga: {value}"), ", ".join(part for part in said if part))


def _labelled(words: str, value: str) -> str:
    return words.format(value=value) if value else ""


def _flags(line: Line) -> str:
    flags = line.get("screening", {}).get("flags") or ()
    return _("Tanda wajib rujuk: {count}").format(count=number(len(flags))) if flags else ""


_MONEY = RegisterColumn(
    N_("Biaya diminta; utang; potongan gaji; skor"),
    1.85,
    (
        Said("departure", "fee_asked", N_("Biaya {value}")),
        Said("departure", "debt", N_("Utang {value}")),
        Said("departure", "wage_cut", N_("Potongan {value}")),
        Said("screening", "score_total", N_("Skor {value}")),
    ),
    N_("Terbatas"),
)
_GOING_TO = RegisterColumn(
    N_("Negara; kota; sektor; jabatan"),
    1.55,
    (
        Said("departure", "destination_country", N_("Negara: {value}")),
        Said("departure", "destination_place", N_("Kota: {value}")),
        Said("departure", "sector", N_("Sektor: {value}")),
        Said("departure", "job", N_("Jabatan: {value}")),
    ),
    _GOING,
)
_JUDGED = RegisterColumn(
    N_("Hasil skrining; tanda; versi; jalur; keadaan"),
    1.75,
    (
        Said("screening", "band", N_("Hasil: {value}")),
        Counted(_flags),
        Said("screening", "instrument_version", N_("Versi {value}")),
        Said("departure", "path", N_("Jalur: {value}")),
        Said("departure", "status", N_("Keadaan: {value}")),
    ),
    N_("Penilaian"),
)
_JOURNEY = RegisterColumn(
    N_("Rencana; berangkat; titik keluar; pengantar; kontrak; kontak; pulang"),
    2.1,
    (
        Said("departure", "planned_on", N_("Rencana {value}")),
        Said("departure", "departed_on", N_("Berangkat {value}")),
        Said("departure", "exit_point", N_("Titik keluar: {value}")),
        Said("departure", "escort", N_("Pengantar: {value}")),
        Said("departure", "contract_until", N_("Kontrak s/d {value}")),
        Said("departure", "last_contact_on", N_("Kontak {value}")),
        Said("departure", "last_contact_channel", N_("Kontak lewat: {value}")),
        Said("departure", "returned_on", N_("Pulang {value}")),
        Said("departure", "return_reason", N_("Sebab pulang: {value}")),
    ),
    _WAY,
)
_PLACED = RegisterColumn(
    N_("Skema; P3MI atau pemberi kerja; petugas lapangan"),
    1.7,
    (
        Said("departure", "scheme", N_("Skema: {value}")),
        Said("departure", "agency", N_("P3MI atau pemberi kerja: {value}")),
        Said("departure", "field_officer", N_("Petugas: {value}")),
    ),
    _GOING,
)
_DOCUMENTS = RegisterColumn(
    N_("Visa; paspor; ID PMI; dokumen; izin keluarga"),
    2.7,
    (
        Said("departure", "visa", N_("Visa: {value}")),
        Said("departure", "passport", N_("Paspor {value}")),
        Said("departure", "passport_until", N_("Paspor s/d {value}")),
        Said("departure", "pmi_id", N_("ID PMI {value}")),
        Said("departure", "documents", N_("Ada: {value}")),
        Said("departure", "permit_giver", N_("Izin: {value}")),
        Said("departure", "permit_relation", N_("Hubungan: {value}")),
        Said("departure", "permit_present", N_("Pemberi izin hadir: {value}")),
        Said("departure", "permit_number", N_("Surat izin No. {value}")),
    ),
    _PAPERS,
)

_ABOVE = (
    RegisterColumn(
        N_("Desa; nomor register; tanggal catat; sumber"),
        1.9,
        (
            booked("owner"),
            Said("departure", "register_number"),
            Said("departure", "registered_on", N_("Dicatat {value}")),
            Said("departure", "source", N_("Sumber: {value}")),
        ),
        N_("Pencatatan"),
    ),
    RegisterColumn(
        N_("Sebutan; bila perlu ditangani juga NIK, lahir, alamat, keluarga"),
        2.9,
        (
            Named("person"),
            Said("person", "nik", N_("NIK: {value}")),
            Counted(_birth),
            Said("person", "sex", N_("Jenis kelamin: {value}")),
            Said("departure", "age_at_departure", N_("Umur: {value}")),
            Said("person", "address", N_("Alamat: {value}")),
            Counted(_rt_rw),
            Said("person", "hamlet", N_("Dusun: {value}")),
            Said("person", "phone", N_("HP: {value}")),
            Counted(_family),
        ),
        _WHO,
    ),
    _GOING_TO,
    _PLACED,
    _DOCUMENTS,
    _JOURNEY,
    _JUDGED,
    _MONEY,
)

PMI = Register(
    name="pmi",
    title=N_("Buku Register Calon PMI dan PMI"),
    purpose=N_("Satu baris untuk setiap orang dan keberangkatannya."),
    kind="departure",
    dated="registered_on",
    tells_too=("person",),
    size=8,
    columns=(
        RegisterColumn(
            N_("Nomor register; tanggal catat; sumber"),
            2.0,
            (
                Said("departure", "register_number"),
                Said("departure", "registered_on", N_("Dicatat {value}")),
                Said("departure", "source", N_("Sumber: {value}")),
                booked("owner"),
            ),
            N_("Pencatatan"),
        ),
        RegisterColumn(
            N_("Nama lengkap; NIK; nomor KK"),
            2.6,
            (
                Named("person"),
                Said("person", "nik", N_("NIK: {value}")),
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
                Said("person", "sex", N_("Jenis kelamin: {value}")),
                Said("departure", "age_at_departure", N_("Umur: {value}")),
                Said("person", "marital_status", N_("Status: {value}")),
                Said("person", "family_relation", N_("Hubungan: {value}")),
            ),
            _WHO,
        ),
        RegisterColumn(
            N_("Alamat; RT, RW; dusun; desa"),
            1.75,
            (
                Said("person", "address", N_("Alamat: {value}")),
                Counted(_rt_rw),
                Said("person", "hamlet", N_("Dusun: {value}")),
                Said("person", "region"),
            ),
            _WHO,
        ),
        RegisterColumn(
            N_("Pendidikan; pekerjaan; nomor HP; keluarga"),
            1.85,
            (
                Said("person", "education", N_("Pendidikan: {value}")),
                Said("person", "occupation", N_("Pekerjaan: {value}")),
                Said("person", "phone", N_("HP: {value}")),
                Counted(_family),
            ),
            _WHO,
        ),
        RegisterColumn(
            N_("Negara; kota; sektor; jabatan; skema; P3MI atau pemberi kerja; petugas lapangan"),
            2.6,
            (*_GOING_TO.values, *_PLACED.values),
            _GOING,
        ),
        _DOCUMENTS,
        _JOURNEY,
        _JUDGED,
        _MONEY,
    ),
    columns_at={Level.DISTRICT: _ABOVE, Level.REGENCY: _ABOVE},
    note=N_(
        "Umur dihitung pada tanggal berangkat atau rencananya. "
        "Yang kosong belum dicatat, atau tidak dikirim ke kantor ini."
    ),
)
