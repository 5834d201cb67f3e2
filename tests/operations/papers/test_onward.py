"""From a meeting to what it is to speak about, and from its decisions to tasks: once, together, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
import samples
from ppo_desktop.operations.books import recording, undoing
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.papers import onward
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import rows

MEETING = {"subject": "Rapat Gugus Tugas", "meeting_kind": "RAPAT_GT", "held_on": "2026-11-21"}
DECISIONS = """1. Menanyakan balasan rujukan ke P4MI; Rina, Kasi Pelayanan; 30-11-2026
2. Mengunjungi keluarga di RT 003; UPTD PPA; paling lambat 2 Desember
Rapat berikutnya bulan Januari"""


def meeting(office: Office, **more: object) -> str:
    typed = samples.with_reasons(office, "meeting", MEETING | more)
    return recording.save(office, kind("meeting"), typed).record


def tasks(office: Office) -> list[rows.Row]:
    with office.database.reading() as connection:
        found = rows.all_of(connection, kind("task"), office.code)
        return sorted(found, key=lambda row: row["due"])


def row(office: Office, record: str) -> rows.Row:
    with office.database.reading() as connection:
        found = rows.get(connection, kind("meeting"), office.code, record)
    assert found is not None
    return found


def late_referral(office: Office, person: str) -> str:
    typed = {
        "person": person,
        "institution": "P4MI_SAMBAS",
        "urgency": "BIASA",
        "status": "DIKIRIM",
        "basis": "KEWAJIBAN_HUKUM",
        "number": "470/22/Pem/2026",
        "sent_on": "2026-11-09",
    }
    return recording.save(office, kind("referral"), samples.with_reasons(office, "referral", typed)).record


def test_a_meeting_is_told_what_waits_also_from_offices_below_without_a_name(pair: offices.Pair) -> None:
    person = pair.person("Siti Aminah")
    late_referral(pair.village, person)
    visit = {"person": person, "action": "KUNJUNGAN_KELUARGA", "decided_on": "2026-11-01", "due_on": "2026-11-08"}
    recording.save(pair.village, kind("follow_up"), visit)
    recording.save(
        pair.village, kind("task"), {"what": "Surati sekolah", "owner": "Rina", "due": "2026-11-30", "status": "BELUM"}
    )
    pair.report(nihil=True)
    pair.carry_up()
    record = meeting(pair.camat)
    lines = onward.proposed(pair.camat, kind("meeting"), row(pair.camat, record))
    assert [line.line for line in lines] == [
        "Rujukan 470/22/Pem/2026 ke P4MI Sambas, dikirim 09-11-2026, belum dijawab (Desa Sempalai)",
        "Tindak lanjut “Kunjungan keluarga bersama RT atau kader”, tenggat 08-11-2026 (Desa Sempalai)",
        "Tugas “Surati sekolah”, tenggat 30-11-2026 (Desa Sempalai)",
    ]
    assert not [line for line in lines if "Siti" in line.line]
    saved = onward.take_over(pair.camat, kind("meeting"), record)
    assert row(pair.camat, record)["agenda"].splitlines() == [line.line for line in lines]
    assert onward.proposed(pair.camat, kind("meeting"), row(pair.camat, record)) == []
    assert saved.change is not None
    undoing.undo(pair.camat, saved.change)
    assert row(pair.camat, record)["agenda"] is None
    decided = row(pair.camat, meeting(pair.camat, decisions="Selesai"))
    assert onward.proposed(pair.camat, kind("meeting"), decided) == [], "it has spoken"


def test_decisions_become_tasks_once_and_together_and_can_be_taken_back(tmp_path: Path) -> None:
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at(), is_root=True)
    record = meeting(camat, decisions=DECISIONS)
    ((_wanted, lines),) = onward.following(camat, kind("meeting"), record)
    assert [line.is_ready for line in lines] == [True, True, False]
    assert "Belum ada tenggat" in " ".join(lines[2].lacks)
    made = onward.make(camat, kind("meeting"), record, "decisions")
    assert made.count == 2
    told = ("what", "owner", "institution", "due", "given_on", "meeting", "status")
    assert [tuple(task[name] for name in told) for task in tasks(camat)] == [
        (
            "Menanyakan balasan rujukan ke P4MI",
            "Rina, Kasi Pelayanan",
            None,
            "2026-11-30",
            "2026-11-21",
            record,
            "BELUM",
        ),
        ("Mengunjungi keluarga di RT 003", None, "UPTD_PPA", "2026-12-02", "2026-11-21", record, "BELUM"),
    ]
    assert onward.make(camat, kind("meeting"), record, "decisions").count == 0
    later = DECISIONS.replace("30-11-2026", "5-12-2026") + "\nSurati sekolah; Rina; 3-12-2026"
    recording.save(camat, kind("meeting"), {"decisions": later}, record)
    assert onward.make(camat, kind("meeting"), record, "decisions").count == 1, "another day is no other task"
    undoing.undo_all(camat, made.undo)
    assert [task["what"] for task in tasks(camat)] == ["Surati sekolah"]
    assert onward.make(camat, kind("meeting"), record, "decisions").count == 2, "what was taken back can be made"


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("Surati sekolah; Rina; 5 Januari", "2027-01-05"),
        ("Surati sekolah paling lambat 30-11-2026; Rina", "2026-11-30"),
        ("- Surati sekolah; tenggat 1 Des 2026; Rina.", "2026-12-01"),
        ("Surati sekolah; Rina; segera", None),
        ("Surati sekolah; Rina; 31-02-2026", "31-02-2026"),
        ("Surati sekolah; Rina; 31 Februari", "31 Februari"),
        ("Surati sekolah; Rina; paling lambat minggu depan", "minggu depan"),
        ("Surati sekolah sebelum 31/2/26; Rina", "31/2/26"),
    ],
)
def test_the_day_is_read_as_people_write_it(line: str, due: str | None) -> None:
    (wanted,) = kind("meeting").yields
    read = wanted.read(line, MEETING)
    assert (read["what"], read.get("due")) == ("Surati sekolah", due)
    assert read["owner"] == ("Rina, segera" if due is None else "Rina")


@pytest.mark.parametrize("who", ["Kasi Kesra 2", "3 kader desa", "RT 03-04", "2 kader", "3 desa"])
def test_who_is_to_do_it_is_no_day(who: str) -> None:
    (wanted,) = kind("meeting").yields
    assert wanted.read(f"Surati sekolah; {who}; 30-11-2026", MEETING)["owner"] == who


def test_a_deadline_that_is_no_day_is_told_as_such_and_not_as_missing(tmp_path: Path) -> None:
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at(), is_root=True)
    record = meeting(camat, decisions="Surati sekolah; Rina; 31-02-2026")
    ((_wanted, (line,)),) = onward.following(camat, kind("meeting"), record)
    assert line.lacks == ("Tenggat: “31-02-2026” bukan tanggal. Tulis seperti 21-11-2026.",)
