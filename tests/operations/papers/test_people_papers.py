"""Papers about one person, from real records: the pocket card, the chronology, the emergency file, one's own data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from msgspec.structs import replace

import albums
import offices
import samples
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.papers import blank_forms, chronology, emergency_file, own_data, pocket_card
from ppo_desktop.records.field import Shape
from ppo_desktop.records.photos import Photo
from ppo_desktop.records.registry import kind, row_kinds
from ppo_desktop.reports.document import Document, Photos, Table, plain_text

DANGER = "Titip salam untuk Nek Long"


@dataclass
class Village:
    """A village that holds one of everything about one person."""

    office: Office
    ids: samples.Recorded
    dewi: str
    """Somebody else, who was not screened."""
    dewis_departure: str
    pair: offices.Pair


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    folder = tmp_path_factory.mktemp("orang")
    pair = offices.new_pair(folder)
    office, ids = pair.village, samples.Recorded()
    for of in ("departure", "screening", "follow_up", "referral", "case", "contact"):
        samples.save(office, of, ids)
    pair.clock.move(hours=3)
    copies = [Photo(albums.put(office, 7), "Paspor").write(), Photo(albums.put(office, 8), "Wajah", True).write()]
    left = {"status": "berangkat", "departed_on": "18-11-2026", "document_photos": copies}
    typed = samples.typed(office, "departure", ids) | left
    recording.save(office, kind("departure"), samples.with_reasons(office, "departure", typed), ids["departure"])
    dewi = pair.person("Dewi Lestari")
    departure = pair.departure(dewi)
    pair.report()
    sending.export(office, pair.camat.code, pair.stick)
    yield Village(office, ids, dewi, departure, pair)
    pair.close()


def said(made: Document | list[Document]) -> str:
    told = "\n".join(plain_text(each) for each in ([made] if isinstance(made, Document) else made))
    return told.replace("\u00a0", " ")


def without_looking(office: Office) -> Office:
    """The same office with somebody at the keyboard who may not see what is restricted."""
    return replace(office, user=office.user._replace(name="pengelola", role="admin"))


def lines(made: list[Document]) -> list[tuple[str, ...]]:
    """The rows of a chronology."""
    (table,) = [block for block in made[0].blocks if isinstance(block, Table)]
    return list(table.rows)


def test_the_card_has_the_numbers_of_the_country_and_of_home_and_nothing_that_could_harm(village: Village) -> None:
    recording.save(village.office, kind("contact"), {"name": "KJRI Kuching", "service": "PERWAKILAN_RI",
                   "area": "Malaysia", "phone": "+60 82 460 734", "checked_on": "01-11-2026"})  # fmt: skip
    card = said(pocket_card.paper(village.office, About(village.ids["departure"])))
    for words in ("Siti Aminah", "Malaysia", "999", "KJRI Kuching", "+60 82 4607 34", "Dicek 01-11-2026: KJRI Kuching"):
        assert words in card
    assert "+62 852 1111 2222" in card
    assert "Setiap minggu, pesan" in card
    assert "13 Desember 2026" in card
    assert "+62 21 2924 4800" in card
    for words in (DANGER, "6101", "C9901234", "Perlu pendampingan", "REG/", "PPO"):
        assert words not in card


def test_where_a_number_is_not_known_there_is_a_line_for_the_pen(village: Village) -> None:
    row = {"person_name": "Dewi", "destination_country": "GA"}
    facts = pocket_card.facts(village.office, row)
    assert not facts.has_mission
    assert not facts.abroad
    assert not facts.ours
    card = said(pocket_card.pocket_card(facts))
    assert "KBRI atau KJRI" in card
    assert "Desa Sempalai" in card
    assert "Gabon" in card
    assert pocket_card.facts(village.office, {**row, "destination_country": "BELUM_TAHU"}).destination == ""


def test_the_chronology_tells_in_order_when_it_happened_and_when_and_by_whom_it_was_written(village: Village) -> None:
    found = lines(chronology.paper(village.office, About(village.ids["person"])))
    times = [when for when, _what, _written in found if when]
    assert times[:2] == ["Agustus 2026", "2 November 2026"]
    assert (
        times.index("18 November 2026")
        < times.index("21 November 2026, 09.00")
        < times.index("21 November 2026, 12.00")
    )
    left = next(row for row in found if row[1].startswith("Berangkat\n"))
    assert left[0] == "18 November 2026"
    assert left[2] == "21-11-2026 12.00\nRina"
    changed = next(row for row in found if row[1].startswith("Keberangkatan: diubah"))
    assert "Keadaan sekarang: Siap berangkat → Sudah berangkat" in changed[1]
    assert not [row for row in found if row[1].startswith(("Rencana berangkat", "Tenggat", "Paspor"))]
    sent = next(row for row in found if row[1].startswith("Dilaporkan kepada Kecamatan Tebas: "))
    assert "catatan, dalam laporan bulan November 2026" in sent[1]
    assert "Disalin ke flashdisk 21-11-2026 12.00. Tanda terimanya belum ada." in sent[1]


def test_the_chronology_tells_the_hour_of_a_call_where_it_is_known(village: Village) -> None:
    found = lines(chronology.paper(village.office, About(village.ids["person"])))
    (done,) = [row for row in found if row[1].startswith("Tindak lanjut dilakukan")]
    assert done[0] == "9 November 2026, 14.30"
    (sent,) = [row for row in found if row[1].startswith("Rujukan dikirim")]
    assert sent[0] == "4 November 2026, 10.15"
    called = [row[0] for row in found if row[1].startswith("Ada kabar dari yang berangkat\n")]
    assert called == ["19 November 2026, 19.40"]


def test_every_day_that_a_record_about_a_person_can_tell_is_a_happening_or_a_plan() -> None:
    about, found = {"person"}, set[str]()
    while about != found:
        found = set(about)
        about |= {
            of_kind.name
            for of_kind in row_kinds()
            for field in of_kind.fields
            if field.refers in found and field.belongs
        }
    days = {
        (of_kind.name, field.name)
        for of_kind in map(kind, about - {"same_person"})
        for field in of_kind.fields
        if field.shape in (Shape.DATE, Shape.PARTIAL_DATE) and field.name not in chronology.PLANS
    }
    assert days == {(of_kind, name) for of_kind, names in chronology.HAPPENED.items() for name in names}


def test_the_chronology_tells_a_record_by_the_groups_of_its_form(village: Village) -> None:
    found = lines(chronology.paper(village.office, About(village.ids["person"])))
    begun = next(row[1] for row in found if row[1].startswith("Keberangkatan: dicatat")).splitlines()
    assert len(begun) > 3
    assert sum("Negara tujuan: " in line for line in begun) == 1
    assert not [line for line in begun if "Negara tujuan: " in line and "Biaya yang diminta: " in line]


def test_the_chronology_says_once_who_the_person_is(village: Village) -> None:
    made = chronology.paper(village.office, About(village.ids["person"]))
    (begun,) = [row for row in lines(made) if row[1].startswith("Warga: dicatat")]
    assert begun[1] == "Warga: dicatat"
    assert "NIK: 6101 0452 0300 9901" in said(made[0])
    assert [place.title_lines[0] for place in made[0].signatures] == ["Mengetahui,", "Petugas yang menyusun,"]


def test_what_is_restricted_is_told_only_after_a_look_that_the_head_can_read(village: Village) -> None:
    head = offices.as_head(village.office)
    before = len(access.looks(head))
    told = said(chronology.paper(village.office, About(village.ids["person"])))
    assert "Rp6.500.000" in told
    assert "Kasus: dicatat" in told
    looks = access.looks(head)
    assert len(looks) == before + 1
    assert (looks[0].who, looks[0].kind, looks[0].reason) == ("Rina", "person", "Mencetak kronologi.")
    told = said(chronology.paper(without_looking(village.office), About(village.ids["person"])))
    assert DANGER not in told
    assert "Kasus" not in told
    assert "Rp6.500.000" not in told
    assert "Biaya yang diminta: (terbatas)" in told
    assert "Isian terbatas tidak ikut tercetak." in told
    assert len(access.looks(head)) == before + 1
    assert "Isian terbatas dibuka" in said(chronology.paper(head, About(village.ids["person"])))
    assert "Isian terbatas dibuka" not in told


def test_the_emergency_file_has_the_copies_of_documents_but_no_face_of_a_child(village: Village) -> None:
    made = emergency_file.paper(village.office, About(village.ids["departure"]))
    told = said(made)
    for words in ("C9901234", "1: Paspor", "2: Wajah", "Ada kata tanda bahaya", "1 foto tidak dicetak", "PLBN Aruk"):
        assert words in told
    (printed,) = [block for document in made for block in document.blocks if isinstance(block, Photos)]
    assert [picture.caption for picture in printed.pictures] == ["Paspor"]
    hidden = said(emergency_file.paper(without_looking(village.office), About(village.ids["departure"])))
    assert "Paspor\n" not in hidden
    assert DANGER not in hidden
    assert "salinan dokumen tidak ikut tercetak" in hidden


def test_the_danger_word_stands_on_no_paper_also_after_a_look(village: Village) -> None:
    office, ids = village.office, village.ids
    typed = samples.typed(office, "departure", ids) | {"danger_word": "Salam untuk Pak Uda"}
    typed |= {"status": "berangkat", "departed_on": "18-11-2026"}
    recording.save(office, kind("departure"), samples.with_reasons(office, "departure", typed), ids["departure"])
    for told in (
        said(chronology.paper(office, About(ids["person"]))),
        said(emergency_file.paper(office, About(ids["departure"]))),
    ):
        assert "Ada kata tanda bahaya; tanyakan kepada petugas." in told
        for words in (DANGER, "Salam untuk Pak Uda"):
            assert words not in told
    gone = samples.with_reasons(office, "departure", typed | {"danger_word": None})
    recording.save(office, kind("departure"), gone, ids["departure"])
    told = said(chronology.paper(office, About(ids["person"])))
    assert DANGER not in told
    assert "Salam untuk Pak Uda" not in told
    back = samples.with_reasons(office, "departure", typed | {"danger_word": DANGER})
    recording.save(office, kind("departure"), back, ids["departure"])


def test_ones_own_data_is_complete_but_for_what_betrays_others_or_brings_danger(village: Village) -> None:
    told = said(own_data.paper(village.office, About(village.ids["person"])))
    for words in (
        "Siti Aminah",
        "6101 0452 0300 9901",
        "Rp6.500.000",
        "Untuk apa:",
        "Skrining: Perlu",
        "Kartu Keluarga",
    ):
        assert words in told
    assert "Kecamatan Tebas | Laporan bulan November 2026" in told
    assert "disalin ke flashdisk" in told
    assert "Rujukan" in told
    assert "3 x 24 jam" in told
    assert "Dasar hukum dicek tanggal" in told
    broker = recording.listing(village.office, kind("broker"))[0]["name"]
    for words in (DANGER, broker, "Kasus", "Paman yang akan mengantar", "ayahnya hari Senin"):
        assert words not in told, words
    assert "Dijelaskan langsung: Kata tanda bahaya, Catatan." in told
    look = access.looks(offices.as_head(village.office))[0]
    assert (look.kind, look.reason) == ("person", "Mencetak data atas permintaan warga sendiri.")
    few = said(own_data.paper(without_looking(village.office), About(village.ids["person"])))
    assert "Rp6.500.000" not in few
    assert "Isian terbatas tidak ikut tercetak." in few


def test_blank_forms_are_those_of_the_books_this_office_keeps(village: Village) -> None:
    all_of_them = {made.title for made in blank_forms.papers(village.office, About())}
    assert "Formulir Keberangkatan" in all_of_them
    assert "Formulir Skrining" in all_of_them
    (one,) = blank_forms.papers(village.office, About(choice="screening"))
    assert "A1. Dari siapa" in plain_text(one)
    for name in ("same_person", "report"):
        with pytest.raises(Refused, match="no-form"):
            blank_forms.papers(village.office, About(choice=name))


def test_whoever_is_not_shown_at_a_kecamatan_is_not_printed_there(village: Village) -> None:
    camat = village.pair.camat
    village.pair.carry_up()
    person, departure = (About(record, offices.VILLAGE) for record in (village.dewi, village.dewis_departure))
    papers = ((chronology.paper, person), (own_data.paper, person), (pocket_card.paper, departure),
              (emergency_file.paper, departure))  # fmt: skip
    for make, about in papers:
        with pytest.raises(Refused, match="veiled"):
            make(camat, about)
    access.look(camat, kind("person"), offices.VILLAGE, village.dewi, "Keluarganya bertanya.")
    for make, about in papers:
        assert "Dewi Lestari" in said(make(camat, about))
    assert "Data ini dicatat Desa Sempalai" in said(own_data.paper(camat, person))
    assert albums.here(village.office)
    assert not albums.here(camat), "copies of documents stay home"
