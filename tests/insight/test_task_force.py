"""The Gugus Tugas in figures: the plan by quarter, reports of heads, and on what each of the six variables stands."""

from __future__ import annotations

import pytest

from insight.test_overviews import CAMAT, OTHER, VILLAGE, a, find, line, section, table
from ppo_desktop.insight.overview import REPORTS, Row
from ppo_desktop.insight.plan import BEHIND, NOT_YET, REACHED, UNTOLD, progress
from ppo_desktop.records.meeting import MEETING
from ppo_desktop.records.plan_item import PLAN_ITEM
from ppo_desktop.records.referral import REFERRAL
from ppo_desktop.records.role_holder import ROLE_HOLDER
from ppo_desktop.records.screening import SCREENING
from ppo_desktop.records.task import TASK

ACTIVITIES, PARTS = "Tiap kegiatan: realisasi dari target tiap triwulan", "Bukti tiap bagian"
COUNTED = "Keadaan yang dicatat, tanpa nilai"


def item(record: str, office: str = CAMAT, **more: object) -> tuple[str, Row]:
    return a(PLAN_ITEM, record, office, **{"activity": record, "year": "2026", "heading": "PENCEGAHAN", **more})


def report(month: str, state: str, office: str = VILLAGE, *, is_nihil: bool = False) -> tuple[str, Row]:
    return REPORTS, {"office": office, "id": "", "month": month, "state": state, "is_nihil": is_nihil}


@pytest.mark.parametrize(
    ("planned", "state", "target", "real"),
    [
        ({"target_1": 5, "target_3": 5, "real_1": 4, "real_3": 6}, REACHED, 10, 10),
        ({"target_1": 5, "target_3": 5, "real_1": 5, "real_3": 4}, BEHIND, 10, 9),
        ({"target_1": 5, "target_3": 5, "real_1": 5}, UNTOLD, 10, 5),
        ({"target_1": 5, "target_3": 5, "real_1": 10}, REACHED, 10, 10),
        ({"target_4": 5}, NOT_YET, None, None),
        ({"target_1": 0, "target_2": 5, "real_2": 5}, REACHED, 5, 5),
    ],
)
def test_a_quarter_that_nobody_wrote_of_is_no_failure(
    planned: dict[str, int], state: str, target: int | None, real: int | None
) -> None:
    of_it = progress(planned, (1, 2, 3))
    assert (of_it.state, of_it.target, of_it.real) == (state, target, real)


def test_activities_that_lag_come_first_and_each_quarter_says_what_was_done_of_what() -> None:
    rows = [
        item("Selesai", target_1=2, real_1=2, budget_plan=100, budget_real=40),
        item("Tertinggal", target_2=5, real_2=3, target_3=1),
        item("Lama", year="2025", target_1=9),
    ]
    findings = find("plan", rows, CAMAT)
    assert [fact.value for fact in findings.facts] == [2, "1 dari 2", 1, "Rp40 dari Rp100"]
    told = section(findings, ACTIVITIES)
    assert [one.cells[0] for one in told.lines] == ["Tertinggal", "Selesai"]
    assert told.lines[0].cells[3:7] == ("–", "3 dari 5", "– dari 1", "–")
    assert told.lines[0].cells[-3:] == (6, 3, "belum ditulis")
    assert told.lines[0].lead
    assert told.lines[0].lead.record == "Tertinggal"
    assert table(findings, "Menurut bidang")["Pencegahan"]["Tercapai"] == "1"


def test_heads_are_told_by_the_monthly_reports_of_their_offices() -> None:
    rows = [
        a(ROLE_HOLDER, "h1", CAMAT, role="CAMAT", name="Uray"),
        a(ROLE_HOLDER, "h2", CAMAT, role="KADES", name="Hamid", region=VILLAGE),
        a(ROLE_HOLDER, "h3", CAMAT, role="KADES", name="Yusuf", region=OTHER),
        report("2026-01", "own", CAMAT),
        report("2026-01", "late"),
        report("2026-02", "paper"),
        report("2026-04", "missing"),
    ]
    names = {one.cells[1]: one.cells[3] for one in section(find("roles", rows, CAMAT), "Pemegang peran").lines}
    assert names == {"Uray": "I: 1", "Hamid": "I: 2, II: 0", "Yusuf": None}


def test_reports_in_time_are_a_part_of_communication_and_paper_is_left_out() -> None:
    rows = [
        report("2026-01", "received"),
        report("2026-02", "nihil", is_nihil=True),
        report("2026-03", "late"),
        report("2026-04", "missing"),
        report("2026-05", "paper"),
        report("2026-10", "awaited"),
        report("2026-01", "own", CAMAT),
    ]
    of_it = next(
        one for one in section(find("policy", rows, CAMAT), PARTS).lines if "Laporan bulanan" in str(one.cells[1])
    )
    assert of_it.cells[2:] == ("tahun 2026", 2, 4, 50, 1)
    assert of_it.lead
    assert of_it.lead.screen == "board"
    assert not [
        one for one in section(find("policy", [], CAMAT), PARTS).lines if "Laporan bulanan" in str(one.cells[1])
    ]


def test_who_screens_with_an_older_list_than_the_newest_in_use_is_counted() -> None:
    rows = [
        a(SCREENING, "s1", instrument_version="1.0", screened_on="2026-02-01"),
        a(SCREENING, "s2", instrument_version="1.0-6101", screened_on="2026-05-01"),
        a(SCREENING, "s3", OTHER, instrument_version="1.0", screened_on="2026-09-01"),
        a(SCREENING, "s4", OTHER, instrument_version="9", screened_on="2025-09-01"),
    ]
    parts = {str(one.cells[1]): one.cells[3:5] for one in section(find("policy", rows, CAMAT), PARTS).lines}
    assert parts["Kantor dengan daftar skrining terbaru"] == (1, 2)


def test_each_part_says_of_what_time_it_is_and_leads_to_its_book() -> None:
    lines = section(find("policy", [a(MEETING, "m", CAMAT, held_on="2026-03-03")], CAMAT), PARTS).lines
    periods = {str(one.cells[1]): one.cells[2] for one in lines}
    assert periods["Kegiatan yang mencapai target sampai triwulan lalu"] == "sampai triwulan III 2026"
    assert periods["Jabatan yang terisi"] == "keadaan 21 November 2026"
    leads = {str(one.cells[1]): one.lead for one in lines}
    assert all(leads.values())
    meeting = leads["Rapat yang keputusannya dicatat"]
    assert meeting
    assert (meeting.kind, meeting.filter) == ("meeting", "this-year")
    before = section(find("policy", [], CAMAT, 2025), PARTS).lines
    assert {one.lead.filter for one in before if one.lead} == {""}


def test_counts_that_are_neither_good_nor_bad_stand_apart() -> None:
    nil = [report(f"2026-{n:02d}", "nihil", is_nihil=True) for n in range(2, 8)]
    above = [report(f"2026-{n:02d}", "nihil", CAMAT, is_nihil=True) for n in range(2, 8)]
    short = [report(f"2026-{n:02d}", "nihil", OTHER, is_nihil=True) for n in (1, 2, 3, 5, 6, 7)]
    rows = [
        *nil,
        *short,
        *above,
        a(ROLE_HOLDER, "h1", role="KADES", name="Hamid", until="2026-02"),
        a(ROLE_HOLDER, "h2", role="KADES", name="Yusuf", since="2026-03-01"),
        a(ROLE_HOLDER, "h3", role="RT", name="Budi", since="2026-03-01"),
        a(REFERRAL, "r1", status="SELESAI", urgency="BIASA", sent_on="2026-05-01", answered_on="2026-05-08"),
    ]
    findings = find("policy", rows, CAMAT)
    nil_words = "Desa atau kelurahan yang NIHIL 6 bulan berturut-turut"
    assert line(findings, COUNTED, nil_words).cells[2] == 1, "a kecamatan seldom records anything itself"
    assert line(findings, COUNTED, "Jabatan yang berganti pemegang").cells[2] == 1
    assert line(findings, COUNTED, "Lama jawaban rujukan (hari, nilai tengah)").cells[2] == 7
    screens = [line(find("policy", [], one), COUNTED, nil_words).lead for one in (CAMAT, VILLAGE)]
    assert [lead.screen for lead in screens if lead] == ["board", "month"], "a village has no board"
    nothing = find("policy", [], CAMAT)
    assert line(nothing, COUNTED, "Jabatan yang berganti pemegang").cells[2] is None


def member(record: str, role: str = "GT_ANGGOTA", **more: object) -> tuple[str, Row]:
    return a(ROLE_HOLDER, record, CAMAT, role=role, **{"name": record, "decree": "12/2026", **more})


def test_members_stand_with_their_terms_and_what_ends_or_is_vacant_is_said() -> None:
    rows = [
        member("Budi", institution="DINSOS", until="2027-12-31", sub_tasks=["PENCEGAHAN"]),
        member("Umar", institution="POLSEK", until="2026-11-20"),
        member("Rina", institution="DP3A", until="2027-01", phone="+6281234567890"),
        member("Yanti", "GT_KETUA", decree=None),
        member("", institution="P4MI_SAMBAS"),
        a(ROLE_HOLDER, "rt", CAMAT, role="RT", name="Bukan anggota"),
        item("Penyuluhan", sub_task="KOORDINASI"),
    ]
    findings = find("task-force", rows, CAMAT)
    assert [fact.value for fact in findings.facts] == [5, 1, 2, None], "no meeting is recorded at all"
    told = section(findings, "Anggota dan masa jabatan")
    assert told.columns[0].title == "Peran", "one office: it is not named"
    assert told.lines[0].cells[2] == "Yanti", "the chair first"
    states = {one.cells[2]: one.cells[-1] for one in told.lines}
    assert states == {
        "Budi": "terisi",
        "Umar": "masa habis",
        "Rina": "segera habis",
        "Yanti": "tanpa SK",
        "–": "kosong",
    }
    sub_tasks = table(findings, "Sub-tugas: anggota dan rencana aksi")
    assert sub_tasks["I Pencegahan"] == {
        "Sub-tugas": "I Pencegahan",
        "Anggota": "1",
        "Kegiatan rencana aksi": "0",
    }
    assert sub_tasks["VI Koordinasi dan kerja sama"]["Anggota"] == "0"


def test_who_was_invited_and_came_and_what_became_of_decisions() -> None:
    rows = [
        a(MEETING, "m1", CAMAT, subject="Satu", held_on="2026-03-03", invited=["DINSOS", "POLSEK"], present=["DINSOS"]),
        a(
            MEETING,
            "m2",
            CAMAT,
            subject="Dua",
            held_on="2026-10-03",
            invited=["DINSOS"],
            present=["DINSOS", "DESA"],
            decisions="Satu; Rina\n\nDua; Budi",
        ),
        a(MEETING, "m3", CAMAT, subject="Tiga", held_on="2026-11-03", invited=["POLSEK"]),
        a(TASK, "t1", CAMAT, meeting="m2", status="SELESAI", due="2026-10-10"),
        a(TASK, "t2", CAMAT, meeting="m2", status="BELUM", due="2026-11-20"),
        a(TASK, "t3", VILLAGE, meeting="m2", status="BELUM", due="2026-11-20"),
    ]
    findings = find("task-force", rows, CAMAT)
    came = section(findings, "Kehadiran instansi pada rapat").lines
    assert [one.cells[1:] for one in came] == [(1, 0, "–"), (2, 2, "03-10-2026")], "as listed"
    meetings = section(findings, "Rapat, keputusan, dan tugasnya").lines
    assert [one.cells[2:] for one in meetings] == [(None, "–", 0), (2, "1 dari 2", 1), (None, "–", 0)]
    assert meetings[1].lead
    assert meetings[1].lead.record == "m2"
