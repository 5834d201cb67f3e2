"""Papers of an event, made from its record: every figure is there, and no photo of a minor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

import albums
import offices
import samples
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house import officials
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office, Official, write_identity
from ppo_desktop.operations.letters import issuing
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.papers import catalogue, event_papers
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.photos import Photo
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.document import plain_text
from ppo_desktop.reports.event_report import PARTS
from verifiers import run

EVENT, MEETING = kind("socialisation"), kind("meeting")
FIGURES = (
    "120",
    "41",
    "56",
    "97",
    "90",
    "7",
    "5",
    "54 dari 100",
    "82 dari 100",
    "Rp2.450.000",
    "2 laporan",
    "3 lembar",
)
TALL, WIDE = (48, 96), (96, 48)
"""Shapes by which a photo is known again on paper."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = offices.new_office(tmp_path_factory.mktemp("desa"), offices.VILLAGE, offices.clock_at())
    yield made
    made.close()


@pytest.fixture(scope="module")
def event(office: Office) -> str:
    """The sample, with a photo of a child, one of grown-ups and one nobody marked."""
    typed = samples.with_reasons(office, EVENT.name, samples.typed(office, EVENT.name, {}))
    shots = [
        (albums.put(office, 10, TALL), "Anak-anak", True),
        (albums.put(office, 20, WIDE), "Para narasumber", False),
        (albums.put(office, 30, TALL), "Tidak ditandai", None),
    ]
    photos = [Photo(*shot).write() for shot in shots]
    return recording.save(office, EVENT, typed | {"photos": photos, "photo_consent": "LISAN"}).record


def text(pdf: bytes, folder: Path) -> str:
    (folder / "paper.pdf").write_bytes(pdf)
    return " ".join(run("pdftotext", "-layout", folder / "paper.pdf", "-").split())


def shapes(pdf: bytes, folder: Path) -> list[tuple[int, int]]:
    """Width and height of each picture in the file."""
    (folder / "photos.pdf").write_bytes(pdf)
    with pikepdf.open(folder / "photos.pdf") as opened:
        images = [one for one in opened.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        return [(int(image.Width), int(image.Height)) for image in images]


def test_a_report_has_its_parts_in_order_every_figure_and_no_photo_of_a_minor(
    office: Office, event: str, tmp_path: Path
) -> None:
    pdf = catalogue.make(office, "event-report", About(event))
    said = text(pdf, tmp_path)
    places = [said.index(part) for part in ("LAPORAN KEGIATAN", *PARTS, "Mengetahui:", "Pelapor,")]
    assert places == sorted(places)
    assert [figure for figure in FIGURES if figure not in said] == []
    for words in ("Nomor: 400.2.3/118/Kesra/XI/2026", "Jumat, 20 November 2026", "61.01.04.2003", "Komik 97 eksemplar"):
        assert words in said
    assert "Dua juta empat ratus lima puluh ribu rupiah" in said
    assert "Menghubungi siswa penghubung tiap bulan Kasi Pelayanan 31 Desember 2026" in said
    assert "2 foto tidak dicetak karena memperlihatkan wajah anak." in said, (
        "pupils came: what nobody marked counts too"
    )
    assert "Para narasumber" in said
    assert "Anak-anak" not in said
    assert shapes(pdf, tmp_path) == [WIDE]


def test_whoever_is_on_a_photo_and_was_not_asked_stays_off_the_paper(office: Office, tmp_path: Path) -> None:
    digest = albums.put(office, 40, WIDE)
    event = albums.event(office, Photo(digest, "Warga", minors=False), photo_consent="BELUM")
    pdf = catalogue.make(office, "event-report", About(event))
    assert shapes(pdf, tmp_path) == []
    assert "1 foto tidak dicetak karena yang difoto belum ditanya." in text(pdf, tmp_path)
    with pytest.raises(Refused, match="no-photos"):
        catalogue.make(office, "event-photos", About(event))


def test_an_event_of_which_little_is_known_still_has_every_part(office: Office, tmp_path: Path) -> None:
    said = text(catalogue.make(office, "event-report", About(albums.event(office))), tmp_path)
    assert [part for part in PARTS if part not in said] == []
    assert "Belum diisi" not in said, "a head signs no paper that says so: there are lines for the pen"
    assert "Nilai rata-rata" not in said, "nobody tested anybody"
    assert "Demikian laporan ini dibuat dengan sebenarnya" in said
    assert " 0 " not in said, "what nobody counted is a dash"


def test_the_folder_holds_all_papers_in_file_order_behind_a_cover_that_says_what_is_missing(
    office: Office, event: str, tmp_path: Path
) -> None:
    pdf = catalogue.make(office, "event-folder", About(event))
    said = text(pdf, tmp_path)
    titles = [
        "MAP PERTANGGUNGJAWABAN KEGIATAN (SPJ)",
        "SURAT TUGAS",
        "Hal : Undangan kegiatan",
        "DAFTAR HONOR NARASUMBER",
    ]
    titles += ["DAFTAR TRANSPORT", "KUITANSI", "NOTULEN KEGIATAN", "DOKUMENTASI FOTO", "LAPORAN KEGIATAN SOSIALISASI"]
    places = [said.index(title) for title in titles]
    assert places == sorted(places)
    cover = said[: places[1]]
    assert "Belum ditandatangani: Undangan, Daftar honor narasumber, Daftar transport, Kuitansi, Notulen," in cover
    assert "Pembayaran berjumlah Rp1.850.000, biaya pada laporan Rp2.450.000. Periksa selisih Rp600.000." in cover
    assert "DAFTAR HADIR" not in said, "the signed one comes into the folder itself"
    assert "Rp300.000 Rp15.000 Rp285.000" in said
    assert "Satu juta lima ratus ribu rupiah" in said

    bare = text(catalogue.make(office, "event-folder", About(albums.event(office))), tmp_path)
    assert (
        "Laporan kegiatan: lengkapi dasar, maksud dan tujuan, jumlah hadir, narasumber, pelaksanaan dan hasil," in bare
    )
    assert "DAFTAR HADIR" in bare
    assert "Uang sejumlah : ......" in bare


def test_the_folder_takes_the_letter_that_is_final_and_else_leaves_day_and_number_to_the_pen(
    office: Office, event: str, tmp_path: Path
) -> None:
    dots = "SURAT TUGAS Nomor: ......"
    assert dots in text(catalogue.make(office, "event-folder", About(event)), tmp_path)
    writing = issuing.begin(office, "SURAT_TUGAS", Subject(EVENT.name, event))
    assert writing.filled["petugas"] == "Rina Marlina | Kasi Pelayanan\nMaryam | Ketua Tim Penggerak PKK"
    issuing.save_draft(office, writing)
    assert dots in text(catalogue.make(office, "event-folder", About(event)), tmp_path), "a draft is none yet"
    final = issuing.finish(office, replace(writing, number="094/17/2026")).record
    said = text(catalogue.make(office, "event-folder", About(event)), tmp_path)
    assert "SURAT TUGAS Nomor: 094/17/2026" in said
    assert "1 Rina Marlina Kasi Pelayanan 2 Maryam Ketua Tim Penggerak PKK" in said
    issuing.void(office, final, "Salah tulis")
    assert dots in text(catalogue.make(office, "event-folder", About(event)), tmp_path)


def test_a_letter_taken_down_from_the_agenda_book_is_added_to_the_folder_as_paper(
    office: Office, tmp_path: Path
) -> None:
    event = albums.event(office)
    noted = {"template": "SURAT_TUGAS", "subject": "Surat tugas", "dated_on": "2026-11-02", "state": "FINAL",
             "number": "094/31", "event": event}  # fmt: skip
    recording.save(office, kind("letter"), noted)
    cover = plain_text(event_papers.folder(office, About(event))[0])
    assert "Surat tugas | – | dicatat di buku agenda, lampirkan kertasnya" in cover
    said = text(catalogue.make(office, "event-folder", About(event)), tmp_path)
    assert "SURAT TUGAS" not in said
    assert "Hal : Undangan kegiatan" in said
    written = issuing.begin(office, "SURAT_TUGAS", Subject(EVENT.name, event))
    issuing.finish(office, replace(written, number="094/32/2026"))
    recording.save(office, kind("letter"), noted | {"number": "094/33"})
    said = text(catalogue.make(office, "event-folder", About(event)), tmp_path)
    assert "SURAT TUGAS Nomor: 094/32/2026" in said
    assert "buku agenda" not in plain_text(event_papers.folder(office, About(event))[0])


def test_a_folder_with_nothing_missing_says_so(office: Office, tmp_path: Path) -> None:
    typed = samples.with_reasons(office, EVENT.name, samples.typed(office, EVENT.name, {}))
    photo = Photo(albums.put(office, 50), "Warga", minors=False).write()
    signed = [code.code for code in code_list("event-papers").items]
    event = recording.save(
        office, EVENT, typed | {"papers_signed": signed, "budget": 1_850_000, "photos": [photo]}
    ).record
    said = text(catalogue.make(office, "event-folder", About(event)), tmp_path)
    assert "Semua berkas di atas terisi dan sudah ditandatangani." in said


def test_what_to_say_is_one_page_for_each_audience_with_the_offices_own_numbers_first(
    office: Office, event: str, tmp_path: Path
) -> None:
    contact = {"name": "UPTD PPA Sambas", "service": "PPA", "phone": "0812 5555 4444", "checked_on": "2026-11-01"}
    recording.save(office, kind("contact"), contact)
    pdf = catalogue.make(office, "talk-sheet", About(event))
    said = text(pdf, tmp_path)
    titles = ["SISWA DAN PEMUDA", "RT, RW, PERANGKAT, KADER, GURU, DAN TOKOH", "ORANG TUA DAN KELUARGA"]
    assert [said.count(f"LEMBAR BICARA: {title}") for title in titles] == [1, 1, 1]
    with pikepdf.open(tmp_path / "paper.pdf") as opened:
        assert len(opened.pages) == 3
    assert said.index("0812 5555 4444") < said.index("129 SAPA")
    assert "dicek 01-11-2026" in said
    assert "110 Polri pastikan dahulu" in said
    assert "Komik, leaflet" in said


def test_attendance_lists_have_a_row_for_everybody_and_a_head_that_is_filled_in(
    office: Office, event: str, tmp_path: Path
) -> None:
    said = text(catalogue.make(office, "attendance", About(event)), tmp_path)
    assert "Jumat, 20 November 2026" in said
    assert " 139 139 Jumlah" in said
    typed = samples.with_reasons(office, MEETING.name, samples.typed(office, MEETING.name, {}))
    meeting = recording.save(office, MEETING, typed).record
    said = text(catalogue.make(office, "meeting-attendance", About(meeting)), tmp_path)
    assert "Rapat koordinasi pencegahan keberangkatan" in said
    assert " 46 46 Jumlah" in said


def test_a_report_of_an_earlier_day_keeps_the_head_of_that_day(office: Office, event: str, tmp_path: Path) -> None:
    later = replace(office, clock=offices.clock_at("2026-12-05T02:00:00"))
    new = replace(office.identity, head=Official("Maria Goreti", acting="Plt."))
    with office.database.transaction() as connection:
        officials.note_change(connection, later, new)
        write_identity(connection, new, office.device)
    now = replace(later, identity=new)
    assert "Abdul Hamid" in text(catalogue.make(now, "event-report", About(event)), tmp_path)
    said = text(catalogue.make(now, "event-report", About(albums.event(now))), tmp_path)
    assert "Plt. Kepala Desa Sempalai, Maria Goreti" in said.replace("Pelapor, ", "")


def test_an_event_of_another_office_is_for_that_office_to_print(office: Office) -> None:
    with pytest.raises(Refused, match="paper-elsewhere"):
        catalogue.make(office, "event-report", About("0" * 32, offices.OTHER_VILLAGE))


def test_an_event_that_cost_nothing_has_no_papers_about_money(office: Office, tmp_path: Path) -> None:
    said = text(catalogue.make(office, "event-folder", About(albums.event(office, funding="TANPA_BIAYA"))), tmp_path)
    assert "KUITANSI" not in said
    assert "DAFTAR HONOR" not in said
    assert said.count("tidak ada –") == 3
    assert "lengkapi pembayaran" not in said
