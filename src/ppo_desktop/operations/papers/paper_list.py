"""The catalogue of papers: a line for each, with what it is for, which records it is about, and what makes it.

To add a paper: one function ``(office, about) -> Made`` in a module of ``operations``, one line in ``PAPERS``. It
asks ``sight`` for whatever it says of records. The window's "Cetak…", the page of papers, the search and the verb
follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.kind import ABOVE_VILLAGES, EVERY_LEVEL


class Paper(Struct, frozen=True):
    """One sort of paper; words are marked with ``N_``."""

    name: str
    title: str
    purpose: str
    """One sentence: for whom, and when."""
    make: str = ""
    """``module:function`` below ``ppo_desktop.operations``, loaded when the paper is wanted; ``""`` where only
    ``screen`` can make it, which asks something first."""
    about: str = ""
    """Name of the kind of its record; ``""``: none."""
    levels: frozenset[Level] = EVERY_LEVEL
    icon: str = "printer"
    key: str = ""
    """A key that makes it on the sheet of its record, where it also has a button of its own."""
    screen: str = ""
    """The screen on which it is made, where something is to be chosen or typed; it gets ``arguments`` and, for a paper
    about a record, ``kind``, ``owner`` and ``record``."""
    arguments: Mapping[str, object] = field(default_factory=dict)


def _letters() -> Iterator[Paper]:
    """A line for each letter and each kind it is begun from; the first one is what it needs."""
    for code in code_list("letters").active:
        levels = frozenset(level for level in Level if level.name.lower() in code.extra["levels"].split())
        name = f"surat-{code.code.lower().replace('_', '-')}"
        for about in code.extra["about"].split() or [""]:
            is_first = code.extra["about"].startswith(about)
            yield Paper(
                name if is_first else f"{name}-{about}",
                code.label,
                code.extra["purpose"],
                about=about,
                levels=levels,
                icon="scroll-text",
                screen="letter",
                arguments={"template": code.code},
            )


PAPERS: tuple[Paper, ...] = (
    *_letters(),
    Paper(
        "letter",
        N_("Surat ini"),
        N_("Sesuai isi dan nomornya; yang draf atau batal bertanda."),
        "letters.issuing:paper",
        about="letter",
        icon="scroll-text",
    ),
    Paper(
        "letter-writing",
        N_("Nomor atau pembatalan…"),
        N_("Draf ditulis terus; surat final diberi nomor dari buku agenda atau dibatalkan."),
        about="letter",
        icon="pencil",
        screen="letter",
        key="N",
    ),
    Paper(
        "reminders",
        N_("Surat pengingat laporan"),
        N_("Untuk kantor di bawah yang laporan bulan lalunya belum datang; satu lembar untuk satu kantor."),
        "papers.reminding:of_last_month",
        levels=ABOVE_VILLAGES,
        icon="send",
    ),
    Paper(
        "lembar-serah",
        N_("Lembar serah warga daerah lain"),
        N_("Nama dari daftar kepulangan atau keberangkatan yang bukan warga wilayah ini; satu lembar satu daerah."),
        "tables.listed_handover:elsewhere",
        levels=ABOVE_VILLAGES,
        icon="scroll-text",
    ),
    Paper(
        "lembar-nama-desa",
        N_("Lembar nama untuk desa"),
        N_("Nama dari daftar yang menunggu dicatat, satu lembar satu desa; bagi desa yang belum memakai program."),
        "tables.listed_handover:of_villages",
        levels=ABOVE_VILLAGES,
        icon="scroll-text",
    ),
    Paper(
        "laporan-berkala",
        N_("Laporan triwulan, semester, dan tahunan"),
        N_("Jumlah, perbandingan, dan perkembangan; untuk kantor, atau ringkasan untuk umum."),
        "papers.periods:berkala",
        icon="trending-up",
        screen="periods",
        arguments={"paper": "laporan-berkala"},
    ),
    Paper(
        "angka-baku",
        N_("Lembar angka baku yang diberikan"),
        N_("Lembar yang disebut catatan ini, persis seperti waktu diberikan."),
        "tables.standard_figures:of_request",
        about="data_request",
        icon="trending-up",
    ),
    Paper(
        "register-pmi",
        N_("Buku register calon PMI dan PMI"),
        N_("Satu baris untuk setiap orang dan keberangkatannya; masa dipilih."),
        "papers.registers:pmi",
        icon="book-open",
        screen="periods",
        arguments={"paper": "register-pmi"},
    ),
    Paper(
        "register-kegiatan",
        N_("Register kegiatan sosialisasi"),
        N_("Satu baris untuk setiap kegiatan pencegahan; masa dipilih."),
        "papers.registers:events",
        icon="book-open",
        screen="periods",
        arguments={"paper": "register-kegiatan"},
    ),
    Paper(
        "register-rujukan",
        N_("Register rujukan"),
        N_("Satu baris untuk setiap warga yang dirujuk, sampai lembar baliknya kembali; masa dipilih."),
        "papers.registers:referrals",
        icon="book-open",
        screen="periods",
        arguments={"paper": "register-rujukan"},
    ),
    Paper(
        "register-stok",
        N_("Buku stok bahan sosialisasi"),
        N_("Setiap bahan masuk dan keluar, dengan sisanya; masa dipilih."),
        "papers.registers:stock",
        icon="book-open",
        screen="periods",
        arguments={"paper": "register-stok"},
    ),
    Paper(
        "register-agenda",
        N_("Buku agenda surat keluar"),
        N_("Surat final dan yang dibatalkan, dengan nomornya; masa dipilih."),
        "papers.registers:agenda",
        icon="book-open",
        screen="periods",
        arguments={"paper": "register-agenda"},
    ),
    Paper(
        "register-ekspedisi",
        N_("Buku ekspedisi"),
        N_("Berkas yang masuk dan keluar lewat flashdisk; masa dipilih."),
        "papers.registers:expedition",
        icon="book-open",
        screen="periods",
        arguments={"paper": "register-ekspedisi"},
    ),
    Paper(
        "slip-ekspedisi",
        N_("Slip buku ekspedisi"),
        N_("Setengah halaman: berkas yang masuk dan keluar hari ini, untuk ditempel di buku ekspedisi."),
        "papers.expedition:slip_of_today",
        icon="receipt",
    ),
    Paper(
        "pocket-card",
        N_("Kartu saku"),
        N_("Untuk yang berangkat: hak, yang disimpan sendiri, nomor darurat, kabar ke rumah."),
        "papers.pocket_card:paper",
        about="departure",
        icon="phone",
    ),
    Paper(
        "emergency-file",
        N_("Berkas darurat"),
        N_("Data dan salinan dokumen bagi yang mencari atau menolong; pembukaan isian terbatas dicatat."),
        "papers.emergency_file:paper",
        about="departure",
        icon="life-buoy",
    ),
    Paper(
        "chronology",
        N_("Kronologi dan berkas darurat"),
        N_("Semua yang diketahui dan dilakukan kantor, menurut waktu; pembukaan isian terbatas dicatat."),
        "papers.chronology:paper",
        about="person",
        icon="history",
    ),
    Paper(
        "own-data",
        N_("Data saya (hak warga)"),
        N_("Data seorang warga untuk dirinya; tanya dahulu apakah aman dibawa pulang. Pencetakannya dicatat."),
        "papers.own_data:paper",
        about="person",
        icon="user-round",
    ),
    Paper(
        "blank-forms",
        N_("Formulir kosong"),
        N_("Lembar kosong untuk ditulis tangan oleh RT, RW, atau saat kunjungan."),
        "papers.blank_forms:papers",
        icon="square-pen",
    ),
    Paper(
        "event-report",
        N_("Laporan kegiatan"),
        N_("Tiga belas bagian dalam urutannya, dengan halaman foto; yang kosong disebut."),
        "papers.event_papers:report",
        about="socialisation",
        icon="file-text",
    ),
    Paper(
        "event-folder",
        N_("Map SPJ"),
        N_("Semua berkas satu kegiatan menurut urutan map; sampulnya menyebut yang kurang dan belum ditandatangani."),
        "papers.event_papers:folder",
        about="socialisation",
        icon="folder-open",
    ),
    Paper(
        "talk-sheet",
        N_("Lembar bicara"),
        N_("Apa yang disampaikan kepada peserta ini, yang sering ditanyakan, nomor darurat; satu halaman."),
        "papers.event_papers:talk",
        about="socialisation",
        icon="megaphone",
    ),
    Paper(
        "attendance",
        N_("Daftar hadir kosong"),
        N_("Bagian atasnya terisi; sebanyak yang direncanakan hadir."),
        "papers.event_papers:attendance_list",
        about="socialisation",
        icon="list-checks",
    ),
    Paper(
        "event-photos",
        N_("Halaman foto"),
        N_("Foto yang boleh dicetak; yang memperlihatkan wajah anak tidak ikut."),
        "papers.event_papers:photo_pages",
        about="socialisation",
        icon="image",
    ),
    Paper(
        "meeting-bundle",
        N_("Bahan rapat"),
        N_("Undangan, susunan acara, bahan tayang, daftar hadir, dan notulen, menurut urutannya."),
        "papers.meeting_papers:bundle",
        about="meeting",
        icon="folder-open",
        key="B",
    ),
    Paper(
        "meeting-agenda",
        N_("Susunan acara"),
        N_("Pokok acara, dan semua yang menunggu dibahas: rujukan, tindak lanjut, tugas, kantor yang belum melapor."),
        "papers.meeting_papers:agenda",
        about="meeting",
        icon="list-checks",
    ),
    Paper(
        "slides",
        N_("Bahan tayang"),
        N_("Delapan halaman berhuruf besar untuk layar atau cetakan; tanpa nama, angka kecil disembunyikan."),
        "papers.meeting_papers:slide_deck",
        about="meeting",
        levels=ABOVE_VILLAGES,
        icon="image",
    ),
    Paper(
        "meeting-attendance",
        N_("Daftar hadir kosong"),
        N_("Bagian atasnya terisi dari catatan rapat."),
        "papers.meeting_papers:attendance_list",
        about="meeting",
        icon="list-checks",
    ),
    Paper(
        "key-minutes",
        N_("Berita acara pencocokan kunci"),
        N_("Sesudah kunci tanda tangan dua kantor dicocokkan; ditandatangani kedua pejabat."),
        icon="key-round",
        screen="enrolment",
    ),
    Paper(
        "emergency-sheet",
        N_("Lembar kode darurat"),
        N_("Membuka data bila kata sandi terlupa; disimpan dalam amplop di tempat terkunci."),
        icon="life-buoy",
        screen="settings",
        arguments={"section": "keys"},
    ),
)
"""In the order of showing."""
