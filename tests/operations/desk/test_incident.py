"""The clock of three times 24 hours, and who has to be told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from msgspec.structs import replace

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import closing, recording
from ppo_desktop.operations.desk import agenda, incident
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind
from ppo_desktop.trust.vault import Vault
from verifiers import run

PERSON = kind("person")
WORDS = "Laptop dicuri dari kantor semalam."


def text_of(pdf: bytes) -> str:
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return " ".join(run("pdftotext", "-layout", file.name, "-").split())


@pytest.fixture
def village(tmp_path: Path) -> Office:
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    for name, note in (("Siti Aminah", "Rumah cat biru."), ("Budi Santoso", "")):
        typed = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA", "note": note}
        recording.save(office, PERSON, typed)
    return office


def test_the_clock_runs_from_when_it_became_known_and_the_agenda_counts_down(village: Office) -> None:
    now = village.clock.now()
    with pytest.raises(Refused, match="incident-words"):
        incident.begin(village, "stolen", now, "  ", "unknown")
    with pytest.raises(Refused, match="incident-ahead"):
        incident.begin(village, "stolen", now + timedelta(hours=1), WORDS, "unknown")
    one = incident.begin(village, "stolen", now - timedelta(hours=10), WORDS, "unknown", village.device.id)
    assert one.hours_left(now) == 62
    (task,) = [task for task in agenda.agenda(village) if task.kind == "incident"]
    assert task.due == "62 jam lagi"
    village.clock.move(hours=70)  # type: ignore[attr-defined]  # a clock of tests
    (task,) = [task for task in agenda.agenda(village) if task.kind == "incident"]
    assert task.due == "lewat 8 jam"
    for step in incident.STEPS:
        with pytest.raises(Refused, match="incident-open"):
            incident.close(village, one)
        one = incident.mark(village, one, step)
    assert incident.incidents(village) == [one]
    incident.close(village, one)
    assert not [task for task in agenda.agenda(village) if task.kind == "incident"]
    assert incident.begin(village, "stick", village.clock.now(), "Flashdisk.", "locked").number == 2


def test_locked_data_ask_for_no_letters_to_people(village: Office) -> None:
    one = incident.begin(village, "stick", village.clock.now(), WORDS, "locked")
    assert [step for step in incident.STEPS if incident.needs(village, one, step)] == []
    assert not [task for task in agenda.agenda(village) if task.kind == "incident"]
    stolen = incident.begin(village, "stolen", village.clock.now(), WORDS, "locked")
    (task,) = [task for task in agenda.agenda(village) if task.kind == "incident"]
    assert (task.severity, task.reason.split(",")[0]) == ("warn", "Datanya terkunci. Bila ragu"), "no duty, no alarm"
    incident.withdraw(village, stolen, "Ditemukan.")


@pytest.mark.parametrize("how", ["stick", "paper", "seen"])
def test_without_a_computer_no_key_is_in_danger_and_no_letter_says_so(village: Office, how: str) -> None:
    one = incident.begin(village, how, village.clock.now(), "Hilang di jalan.", "unknown")
    assert [step for step in incident.STEPS if incident.needs(village, one, step)] == ["people", "authority"]
    assert incident.letters(village, one) == ("people", "authority")
    for which in incident.letters(village, one):
        text = text_of(incident.letter_paper(village, one, which))
        for untrue in ("kunci", "kode darurat", "NIK", "cadangan", "2 orang"):
            assert untrue not in text
        assert "Data yang termuat di dalamnya: …" in text
    assert "Coret nama" in text_of(incident.affected_paper(village, one))


def test_what_was_no_incident_after_all_ends_with_its_reason_and_words_can_be_bettered(village: Office) -> None:
    first = incident.begin(village, "stolen", village.clock.now(), WORDS, "open")
    second = incident.begin(village, "stick", village.clock.now(), "Flashdisk.", "unknown")
    assert incident.reword(village, second, "Flashdisk merah.").words == "Flashdisk merah."
    with pytest.raises(Refused, match="incident-reason"):
        incident.withdraw(village, first, " ")
    incident.withdraw(village, first, "Laptop ditemukan di rumah.")
    newest, oldest = incident.incidents(village)
    assert (newest.words, newest.closed_on) == ("Flashdisk merah.", None)
    assert oldest.withdrawn == "Laptop ditemukan di rumah."
    assert oldest.closed_on
    (task,) = [task for task in agenda.agenda(village) if task.kind == "incident"]
    assert "Flashdisk" in task.sentence


def test_an_incident_stands_above_everything_else(village: Office) -> None:
    village.clock.move(days=40)  # type: ignore[attr-defined]  # a clock of tests
    assert agenda.agenda(village)[0].kind != "incident"
    incident.begin(village, "stolen", village.clock.now(), WORDS, "open")
    assert agenda.agenda(village)[0].kind == "incident"


def test_the_papers_say_what_the_law_asks_and_name_people_only_on_the_sealed_list(village: Office) -> None:
    one = incident.begin(village, "stolen", village.clock.now(), WORDS, "open", "4f1c2a9b77d0")
    for which, wanted in (
        ("people", ("Data yang tercatat", "Waspadai", "3 × 24 jam, yaitu sampai 24 November 2026 pukul 09.00 WIB")),
        ("authority", ("Pasal 46", "2 orang", "Kementerian Komunikasi")),
        ("upper", ("Yth. Camat Tebas", "Komputer 4F1C", "dicabut", "tidak diulang dari awal")),
    ):
        text = text_of(incident.letter_paper(village, one, which))  # type: ignore[arg-type]  # one of the three
        for words in (*wanted, WORDS):
            assert words in text
        assert "Siti" not in text
    text = text_of(incident.affected_paper(village, one))
    for words in ("RAHASIA", "Siti Aminah", "Budi Santoso", "2000"):
        assert words in text
    assert "cat biru" not in text, "restricted answers are not copied onto the list"


def test_who_may_not_look_gets_no_list_and_a_closed_record_is_counted_not_named(village: Office) -> None:
    one = incident.begin(village, "stolen", village.clock.now(), WORDS, "open")
    keeper = replace(village, user=village.user._replace(role="admin"))
    with pytest.raises(Refused, match="not-allowed"):
        incident.affected_paper(keeper, one)
    siti = next(row["id"] for row in offices.rows_at(village, PERSON) if row["name"] == "Siti Aminah")
    closing.close(village, PERSON, village.code, siti, [], "Keluarga pimpinan.")
    assert len(Vault.load(village.paths.vault).users) == 2
    head = offices.as_head(village)
    text = text_of(incident.affected_paper(head, one))
    assert "Siti" not in text
    assert "1 orang lain tidak disebut" in text
