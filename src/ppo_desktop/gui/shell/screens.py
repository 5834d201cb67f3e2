"""All screens behind the unlock page, in the order of the side bar.

When adding a screen: one line here, one module in ``screens/``, its pictures in the screens tool of the tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property

from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_
from ppo_desktop.gui.shell.screen import Screen

VILLAGES = frozenset({Level.VILLAGE})
ABOVE_VILLAGES = frozenset({Level.DISTRICT, Level.REGENCY})


SCREENS: tuple[Screen, ...] = (
    Screen("home", N_("Beranda"), "house", "home:HomePage"),
    Screen("departures", N_("Keberangkatan"), "plane-takeoff", "records:RecordsPage", fixed={"kind": "departure"}),
    Screen("people", N_("Warga"), "users", "records:RecordsPage", fixed={"kind": "person"}),
    Screen("events", N_("Sosialisasi"), "megaphone", "records:RecordsPage", fixed={"kind": "socialisation"}),
    Screen("registers", N_("Semua buku"), "book-open", "registers:RegistersPage"),
    Screen("month", N_("Laporan bulanan"), "file-text", "month:MonthPage", group=1),
    Screen("receive", N_("Terima berkas"), "inbox", "receive:ReceivePage", group=1),
    Screen("board", N_("Papan laporan"), "list-checks", "board:BoardPage", 1, ABOVE_VILLAGES, keys="Ctrl+B"),
    Screen(
        "reconcile",
        N_("Rekonsiliasi"),
        "scale",
        "board:ReconcilePage",
        group=-1,
        parent="month",
        purpose=N_("Jumlah catatan di kedua kantor, dan nomor catatan yang berbeda."),
        words="cocokkan selisih beda banding",
    ),
    Screen(
        "carrier", N_("Berkas laporan"), "file-text", "board:CarrierPage", -1, parent="receive", has_own_way_back=True
    ),
    Screen(
        "transfers",
        N_("Buku ekspedisi"),
        "scroll-text",
        "transfers:TransfersPage",
        group=-1,
        parent="receive",
        purpose=N_("Berkas yang masuk dan keluar: kapan, dari dan untuk siapa, dibawa siapa."),
        words="flashdisk pembawa kurir kirim paraf",
    ),
    Screen(
        "verify",
        N_("Periksa berkas"),
        "file-check",
        "verify:VerifyPage",
        group=-1,
        parent="receive",
        purpose=N_("PDF apa pun dalam tiga baris, dan fotokopi laporan dibandingkan dengan aslinya."),
        words="tanda tangan elektronik tte keaslian palsu qr kode fotokopi psre sertifikat",
    ),
    Screen(
        "quarantine",
        N_("Isian yang belum dapat dipakai"),
        "hourglass",
        "quarantine:QuarantinePage",
        group=-1,
        parent="receive",
        purpose=N_("Yang sudah diterima, tetapi belum dapat dipakai di sini. Tidak ada yang hilang."),
        words="ditolak belum versi",
    ),
    Screen("activity", N_("Catatan kegiatan"), "history", "activity:ActivityPage", group=2),
    Screen(
        "enrolment",
        N_("Kunci kantor"),
        "key-round",
        "enrolment:EnrolmentPage",
        group=2,
        words="cabut tanda tangan kenalkan perbarui",
    ),
    Screen("settings", N_("Pengaturan"), "settings", "settings:SettingsPage", group=2),
    Screen(
        "pcs",
        N_("Komputer kantor ini"),
        "monitor",
        "pcs:PcsPage",
        group=-1,
        parent="enrolment",
        purpose=N_("Catatan antara beberapa komputer kantor ini, dan data yang disalin atau kembali ke keadaan lama."),
        words="laptop kedua pc ganda salinan tukar",
    ),
    Screen(
        "shares",
        N_("Kode darurat dalam tiga lembar"),
        "layers",
        "shares:SharesPage",
        group=-1,
        parent="settings",
        purpose=N_("Dua dari tiga lembar membuka data bila semua kata sandi terlupa."),
        words="lupa kata sandi password amplop pecahan",
        is_book=False,
    ),
    Screen("residents", N_("Daftar penduduk"), "users", "residents:ResidentsPage", -1, VILLAGES, parent="settings"),
    Screen(
        "imports",
        N_("Impor tabel"),
        "download",
        "imports:ImportsPage",
        group=-1,
        parent="registers",
        deed="record",
        purpose=N_(
            "Daftar kepulangan P4MI, kutipan SISKOP2MI, hasil Kobo atau ODK: diperiksa, lalu dicatat sekaligus."
        ),
        words="excel csv kobo odk siskop2mi p4mi bp3mi deportasi massal ambil unggah upload daftar",
    ),
    Screen(
        "sitting",
        N_("Persetujuan"),
        "signature",
        "sitting:SittingPage",
        group=-1,
        parent="month",
        deed="report",
        purpose=N_("Laporan yang sudah disiapkan petugas, disetujui pimpinan sekaligus."),
    ),
    Screen(
        "incident",
        N_("Insiden data"),
        "triangle-alert",
        "incident:IncidentPage",
        group=-1,
        parent="settings",
        purpose=N_("Laptop, flashdisk, atau berkas hilang: hitungan 3 × 24 jam, warga terdampak, surat-surat."),
        words="hilang dicuri kecurian kemalingan bocor pencurian kehilangan",
    ),
    Screen(
        "outside",
        N_("Tanda tangan di luar"),
        "pen-line",
        "outside:OutsidePage",
        group=-1,
        parent="month",
        purpose=N_("Halaman laporan saja untuk ditandatangani di luar, dan hasil yang kembali."),
    ),
    Screen(
        "ceremony",
        N_("Serah terima jabatan"),
        "handshake",
        "ceremony:CeremonyPage",
        -1,
        keeps=False,
        parent="settings",
        deed="accounts",
        purpose=N_("Kepala kantor berganti: data dan kunci berpindah ke pejabat baru, dengan berita acara."),
        words="kades camat baru pimpinan berganti pelantikan plt pj plh",
    ),
    Screen("form", N_("Formulir"), "pencil", "form:FormPage", -1, keeps=False, deed="record", has_own_way_back=True),
    Screen("record", N_("Lembar catatan"), "file-text", "record:RecordPage", -1, keeps=False, has_own_way_back=True),
    Screen(
        "grids", N_("Isi banyak sekaligus"), "layers", "grid:GridsPage", group=-1, parent="departures", deed="record"
    ),
    Screen(
        "grid",
        N_("Isi banyak sekaligus"),
        "layers",
        "grid:GridPage",
        -1,
        keeps=False,
        parent="departures",
        about="grid",
        deed="record",
        has_own_way_back=True,
    ),
    Screen(
        "overviews",
        N_("Gambaran"),
        "trending-up",
        "figures:HubPage",
        group=-1,
        parent="registers",
        purpose=N_("Stok, cakupan, faktor, tindak lanjut: angka dari banyak buku sekaligus."),
    ),
    Screen("figures", N_("Gambaran"), "trending-up", "figures:FiguresPage", group=-1, parent="registers"),
    Screen(
        "figures-paper",
        N_("Cetak gambaran"),
        "printer",
        "figures:PaperPage",
        -1,
        keeps=False,
        parent="registers",
        has_own_way_back=True,
    ),
    Screen(
        "table",
        N_("Simpan sebagai tabel"),
        "download",
        "table:TablePage",
        -1,
        parent="registers",
        has_own_way_back=True,
    ),
    Screen(
        "periods",
        N_("Laporan berkala"),
        "trending-up",
        "periods:PeriodsPage",
        group=-1,
        parent="month",
        purpose=N_("Register, triwulan, semester, tahunan, dan ringkasan untuk umum."),
        words="buku register tahun evaluasi publik statistik grafik rekap",
    ),
    Screen(
        "forms",
        N_("Isi format lain"),
        "file-pen-line",
        "filling:FormsPage",
        group=-1,
        parent="month",
        deed="report",
        purpose=N_("Formulir Excel kosong dari dinas, diisi dengan angka laporan setiap bulan."),
        words="excel dinas disnaker form formulir kosong rekap kabupaten xlsx isian format",
    ),
    Screen(
        "point-form",
        N_("Arahkan sel formulir"),
        "pencil",
        "filling:PointPage",
        -1,
        keeps=False,
        parent="month",
        deed="report",
    ),
    Screen(
        "fill-form",
        N_("Isi format lain"),
        "file-pen-line",
        "filling:FillPage",
        -1,
        keeps=False,
        parent="month",
        deed="report",
    ),
    Screen(
        "standard",
        N_("Angka baku"),
        "badge-check",
        "standard:StandardPage",
        group=-1,
        parent="registers",
        purpose=N_("Lembar angka tahunan tanpa nama, sama untuk setiap permintaan data."),
        words="permintaan data terbuka publik statistik csv edisi",
    ),
    Screen(
        "papers",
        N_("Surat dan cetakan"),
        "printer",
        "papers:PapersPage",
        group=-1,
        parent="registers",
        purpose=N_("Surat, daftar, dan laporan yang dicetak kantor ini."),
        words="print pdf surat cetak blangko",
    ),
    Screen(
        "letter",
        N_("Surat"),
        "scroll-text",
        "letter:LetterPage",
        -1,
        keeps=False,
        parent="registers",
        about="template",
        has_own_way_back=True,
    ),
    Screen(
        "letter-template",
        N_("Templat surat"),
        "pencil",
        "letter:TemplatePage",
        -1,
        keeps=False,
        parent="registers",
        about="template",
        has_own_way_back=True,
    ),
    Screen(
        "paper",
        N_("Cetakan"),
        "printer",
        "papers:PaperPage",
        -1,
        keeps=False,
        parent="registers",
        has_own_way_back=True,
    ),
    Screen(
        "instrument",
        N_("Instrumen skrining"),
        "list-checks",
        "instrument:InstrumentPage",
        -1,
        keeps=False,
        parent="registers",
        about="copy",
        purpose=N_("Pertanyaan skrining, poinnya, dan apa yang dilakukan untuk tiap hasil."),
    ),
    Screen(
        "letters",
        N_("Pesan dan permintaan"),
        "send",
        "letters:LettersPage",
        group=-1,
        parent="receive",
        purpose=N_("Pesan antarkantor, catatan yang diminta dilihat lagi, dan bahan yang diserahkan."),
        words="surat tulis perbaikan koreksi salah",
    ),
    Screen(
        "lists",
        N_("Daftar bersama"),
        "scroll-text",
        "lists:ListsPage",
        group=-1,
        parent="receive",
        purpose=N_("Desa baru, kode, dan nomor layanan yang ditambahkan kantor atas, dan dari siapa."),
        words="pilihan tambah desa baru hotline telepon",
    ),
    Screen("duplicates", N_("Dugaan ganda"), "users", "duplicates:DuplicatesPage", group=-1, parent="people"),
    Screen(
        "interview",
        N_("Skrining"),
        "list-checks",
        "interview:InterviewPage",
        -1,
        keeps=False,
        parent="registers",
        about="departure",
        deed="record",
        has_own_way_back=True,
    ),
)

DOORS: tuple[Screen, ...] = (
    Screen("unlock", N_("Masuk"), "lock", "unlock:UnlockPage", group=-1, keeps=False),
    Screen("first-run", N_("Mulai pertama"), "house", "first_run:FirstRunPage", group=-1, keeps=False),
    Screen("restore", N_("Pulihkan cadangan"), "database-backup", "restore:RestorePage", group=-1, keeps=False),
    Screen("recover", N_("Lupa kata sandi"), "key-round", "recover:RecoverPage", group=-1, keeps=False),
    Screen("practice", N_("Mode latihan"), "graduation-cap", "practice:PracticePage", group=-1, keeps=False),
)
"""What can be shown while no office is open, without side bar."""

_IN_SIDE_BAR = {"departure": "departures", "person": "people", "socialisation": "events"}
_LIST = "list-"


class _Lists(Mapping[str, str]):
    """Read when an office is open: the kinds are heavy to load."""

    @cached_property
    def _known(self) -> dict[str, str]:
        from ppo_desktop.records.registry import row_kinds

        return {kind.name: _IN_SIDE_BAR.get(kind.name, _LIST + kind.name) for kind in row_kinds()}

    def __getitem__(self, kind: str) -> str:
        return self._known[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


LIST_OF: Mapping[str, str] = _Lists()
"""Record kind → the screen that lists it."""


def screen(name: str) -> Screen:
    """The screen of that name, also the list of a kind that stands on the page of all books.

    Raises:
        KeyError: there is none.
    """
    if name.startswith(_LIST):
        return _book(name.removeprefix(_LIST))
    found = next((known for known in (*SCREENS, *DOORS) if known.name == name), None)
    if found is None:
        raise KeyError(name)
    return found


@cache
def _book(kind: str) -> Screen:
    from ppo_desktop.records.registry import kind as kind_named

    listed = kind_named(kind)
    where, fixed = "records:RecordsPage", {"kind": kind}
    return Screen(LIST_OF[kind], listed.plural, listed.icon, where, group=-1, fixed=fixed, parent="registers")


def side_bar(level: Level) -> tuple[Screen, ...]:
    """What the side bar of an office of that level offers."""
    return tuple(known for known in SCREENS if known.group >= 0 and level in known.levels)


def lit_at(name: str, kind: str = "") -> str:
    """Which place of the side bar a screen belongs to; one that is about a record kind, to the list of that kind."""
    shown = screen(LIST_OF.get(kind, name) if kind else name)
    return shown.name if shown.group >= 0 else shown.parent


def keys_of(screens: Sequence[Screen]) -> dict[str, str]:
    """Screen of a side bar → the keys that lead there: its own, else Ctrl and its number among the other nine."""
    numbered = [known for known in screens if not known.keys][:9]
    numbers = {known.name: f"Ctrl+{number}" for number, known in enumerate(numbered, start=1)}
    return numbers | {known.name: known.keys for known in screens if known.keys}
