"""Bahan rapat: everything for a meeting in file order, what waits in it, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

import offices
import samples
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Month
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.letters import issuing
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.months import silent
from ppo_desktop.operations.papers import catalogue, meeting_papers, onward, slides
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.document import Document, Slide, plain_text
from ppo_desktop.storage import rows

MEETING = {"subject": "Rapat Gugus Tugas", "meeting_kind": "RAPAT_GT", "held_on": "2027-02-12", "agenda": "Pembukaan"}
REFERRAL = "Rujukan 470/22/Pem/2026 ke P4MI Sambas, dikirim 09-11-2026, belum dijawab (Desa Sempalai)"
SILENT = "Desa Sempalai belum melapor 2 bulan (sejak Desember 2026)"
VACANT = "Anggota Gugus Tugas, Dinas sosial: jabatan kosong (Kecamatan Tebas)"
NAMES = ("Siti", "Aminah", "Rina", "Marlina")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Pair]:
    """In February: a village with somebody referred and not answered, of which nothing came since the report of
    November; a vacant post and a task by name at the camat."""
    made = offices.new_pair(tmp_path_factory.mktemp("rapat"))
    person = made.person("Siti Aminah")
    made.departure(person, path="nonprosedural")
    typed = {
        "person": person,
        "institution": "P4MI_SAMBAS",
        "urgency": "BIASA",
        "status": "DIKIRIM",
        "basis": "KEWAJIBAN_HUKUM",
        "number": "470/22/Pem/2026",
        "sent_on": "2026-11-09",
    }
    recording.save(made.village, kind("referral"), samples.with_reasons(made.village, "referral", typed))
    made.clock.move(days=12)
    made.report()
    made.carry_up()
    made.clock.move(days=70)
    vacant = {"role": "GT_ANGGOTA", "institution": "DINSOS", "warning_reasons": {"post-vacant": "menunggu SK"}}
    recording.save(made.camat, kind("role_holder"), vacant)
    task = {"what": "Surati sekolah", "owner": "Rina Marlina", "institution": "DINSOS", "due": "2027-02-20"}
    recording.save(made.camat, kind("task"), task | {"status": "BELUM"})
    yield made
    made.close()


def meeting(office: Office, **more: object) -> str:
    return recording.save(office, kind("meeting"), samples.with_reasons(office, "meeting", MEETING | more)).record


def read(office: Office, record: str) -> rows.Row:
    with office.database.reading() as connection:
        found = rows.get(connection, kind("meeting"), office.code, record)
    assert found is not None
    return found


def text(made: Document) -> str:
    return plain_text(made).replace("\u00a0", " ")


def test_the_bundle_has_its_papers_in_file_order_and_what_waits_stands_in_the_minutes(pair: offices.Pair) -> None:
    record = meeting(pair.camat)
    made = meeting_papers.bundle(pair.camat, About(record))
    assert [one.title for one in made] == [
        "Surat Undangan Rapat",
        "Susunan Acara",
        "Bahan tayang: Rapat Gugus Tugas",
        "Daftar Hadir",
        "Notulen Rapat",
    ]
    for of_it in (text(made[1]), text(made[4])):
        assert REFERRAL in of_it
        assert SILENT in of_it
        assert VACANT in of_it
    assert "Pembukaan" in text(made[4])
    assert not any(name in text(one) for one in made for name in ("Siti", "Aminah"))
    assert catalogue.make(pair.camat, "meeting-bundle", About(record)).startswith(b"%PDF")


def test_minutes_that_are_final_go_in_as_they_were(pair: offices.Pair) -> None:
    record = meeting(pair.camat)
    begun = issuing.begin(pair.camat, "NOTULEN", Subject("meeting", record))
    issuing.finish(pair.camat, replace(begun, filled={**begun.filled, "rapat_bahasan": "Sudah dibahas."}))
    minutes = text(meeting_papers.bundle(pair.camat, About(record))[-1])
    assert "Sudah dibahas." in minutes
    assert REFERRAL not in minutes


def test_lines_that_somebody_numbered_are_not_numbered_twice(pair: offices.Pair) -> None:
    record = meeting(pair.camat, decisions="1. Surati sekolah; Rina\n2) Ulangi", agenda="1. Pembukaan; laporan desa")
    _invitation, agenda, _slides, _attendance, minutes = meeting_papers.bundle(pair.camat, About(record))
    assert "1. Pembukaan" in text(agenda)
    assert "1. 1." not in text(agenda)
    assert "2. laporan desa" in text(agenda), "as people write a list on one line"
    assert "1 | Surati sekolah | Rina" in text(minutes)
    assert "2 | Ulangi" in text(minutes)


def test_the_slides_are_eight_and_name_nobody(pair: offices.Pair) -> None:
    made = slides.document(pair.camat, read(pair.camat, meeting(pair.camat)))
    assert len(made.blocks) == 8
    assert all(isinstance(one, Slide) and "Keadaan 11 Februari 2027" in one.source for one in made.blocks)
    shown = text(made)
    assert not any(name in shown for name in NAMES)
    assert "Desa Sempalai: 2 bulan, sejak Desember 2026" in shown
    assert "Surati sekolah | Dinas sosial | 20-02-2027 | berjalan" in shown
    assert "P4MI Sambas | 0 | <5 | –" in shown, "one referral is a person: masked"
    assert "rujukan lewat tenggat <5" in shown
    assert "Nonprosedural | <5" in shown or "Nonprosedural | •" in shown


def test_a_task_or_a_subject_that_names_a_warga_is_not_put_on_the_wall(pair: offices.Pair) -> None:
    task = {"what": "Jemput sdri. SITI AMINAH di Aruk", "institution": "DINSOS", "due": "2027-02-13", "status": "BELUM"}
    record = recording.save(pair.camat, kind("task"), task).record
    made = slides.document(pair.camat, {"subject": "Kasus Siti Aminah", "meeting_kind": "RAPAT_GT"})
    recording.save(pair.camat, kind("task"), {"deleted": True}, record)
    said = f"{made.title} {made.footer} {text(made)}"
    assert not any(name in said.casefold() for name in ("siti", "aminah"))
    assert "(menyebut nama warga; lihat buku Tugas) | Dinas sosial | 13-02-2027" in said
    assert made.title == "Bahan tayang: Rapat Gugus Tugas"


def test_a_village_has_no_slides_and_another_office_makes_its_own(pair: offices.Pair) -> None:
    record = meeting(pair.village)
    titles = [one.title for one in meeting_papers.bundle(pair.village, About(record))]
    assert titles == ["Surat Undangan Rapat", "Susunan Acara", "Daftar Hadir", "Notulen Rapat"]
    with pytest.raises(Refused, match="paper-unknown"):
        catalogue.make(pair.village, "slides", About(record))
    with pytest.raises(Refused, match="paper-elsewhere"):
        meeting_papers.agenda(pair.camat, About(record, pair.village.code))


def test_a_meeting_is_told_of_offices_that_are_silent_until_it_has_decided(pair: offices.Pair) -> None:
    found = onward.proposed(pair.camat, kind("meeting"), read(pair.camat, meeting(pair.camat)))
    (of_it,) = [one for one in found if not one.kind]
    assert (of_it.line, of_it.field, of_it.screen) == (SILENT, "agenda", "board")
    assert SILENT not in [one.line for one in onward.proposed(pair.camat, kind("meeting"), {"agenda": SILENT})]
    assert onward.proposed(pair.camat, kind("meeting"), {"decisions": "Selesai"}) == []


def test_reports_are_counted_by_month_and_nobody_is_silent_before_a_report_is_due(pair: offices.Pair) -> None:
    found = silent.standing(pair.camat)
    counts = {str(one.month): (one.in_time + one.late, one.missing) for one in found.months}
    assert counts == {
        "2026-08": (0, 0),
        "2026-09": (0, 0),
        "2026-10": (0, 0),
        "2026-11": (1, 0),
        "2026-12": (0, 1),
        "2027-01": (0, 1),
    }
    assert [(one.name, one.months, one.since) for one in found.silent] == [("Desa Sempalai", 2, Month(2026, 12))]
    assert [one.waiting for one in found.months] == [0, 0, 0, 0, 0, 0]
    assert silent.standing(pair.village).months == ()


def test_a_slide_tells_reports_that_are_not_due_apart_from_those_that_are_missing(pair: offices.Pair) -> None:
    early = replace(pair.camat, clock=offices.clock_at("2027-02-02T02:00:00"))
    assert [(one.missing, one.waiting) for one in silent.standing(early).months][-2:] == [(1, 0), (1, 1)]
    made = slides.document(early, read(pair.camat, meeting(pair.camat)))
    assert "Januari 2027: 1 laporan belum jatuh tempo." in text(made)
