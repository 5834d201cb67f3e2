"""Before and after: a year on each side of the first event, small numbers without percents, and no proof claimed."""

from __future__ import annotations

import pytest

from insight.test_overviews import CAMAT, VILLAGE, a, find, section
from ppo_desktop.insight.overview import Row, shown
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.institution import INSTITUTION
from ppo_desktop.records.program import PROGRAM
from ppo_desktop.records.socialisation import SOCIALISATION

EVENTS = "Desa: dua belas bulan sebelum kegiatan pertama, dan sesudahnya"
PROGRAMS = "Desa dengan program: tahun sebelumnya, dan tahun itu"
ANSWERS = "Jawaban pengetahuan sebelum dan sesudah kegiatan"
CORE = ["PASPOR", "VISA", "PERJANJIAN_KERJA", "IZIN_KELUARGA"]


def left(record: str, day: str, path: str = "nonprosedural", documents: tuple[str, ...] = ()) -> tuple[str, Row]:
    return a(DEPARTURE, record, registered_on=day, path=path, documents=list(documents))


def event(day: str, **more: object) -> tuple[str, Row]:
    return a(SOCIALISATION, f"e{day}", held_on=day, **more)


def test_a_year_before_the_first_event_stands_beside_what_came_since() -> None:
    rows = [
        event("2026-06-10"),
        event("2026-08-01"),
        left("too-early", "2025-06-09", "prosedural"),
        left("b1", "2025-06-10", "prosedural", tuple(CORE)),
        left("b2", "2026-06-09", documents=("PASPOR",)),
        left("unclear", "2026-01-01", "belum_jelas"),
        left("a1", "2026-06-10", "prosedural", (*CORE, "KTP")),
    ]
    (line,) = section(find("before-after", rows), EVENTS).lines
    assert line.cells == ("Desa Sempalai", "10-06-2026", "1 dari 2", "1 dari 1", "1 dari 3", "1 dari 1")


def test_percents_stand_only_where_there_are_enough_on_that_side() -> None:
    rows = [event("2026-06-10"), *(left(f"b{day}", f"2026-05-{day}", "prosedural") for day in range(10, 20))]
    (line,) = section(find("before-after", rows), EVENTS).lines
    assert line.cells[2] == "10 dari 10 (100 %)"
    assert line.cells[3] is None
    assert shown(line.cells[3]) == "tidak ada data"


def test_programmes_are_compared_by_year_and_reach_the_villages_of_their_region() -> None:
    rows = [
        a(PROGRAM, "p1", CAMAT, year="2026", status="BERJALAN", region=CAMAT),
        a(PROGRAM, "p2", CAMAT, year="2026", status="BATAL", region=CAMAT),
        left("b1", "2025-03-01"),
        left("a1", "2026-03-01", "prosedural"),
    ]
    told = {line.cells[0]: line.cells for line in section(find("before-after", rows, CAMAT), PROGRAMS).lines}
    assert told["Desa Sempalai"] == ("Desa Sempalai", "1 program", "0 dari 1", "1 dari 1", "0 dari 1", "0 dari 1")
    assert len(told) == 23, "all villages of the kecamatan are reached"


def test_answers_need_both_marks_and_lead_to_the_event() -> None:
    school = a(INSTITUTION, "i1", name="SMAN 1 Tebas", kind="SMA")
    both = event("2026-06-10", institution="i1", pre_test=40, post_test=75)
    findings = find("before-after", [school, both, event("2026-07-01", pre_test=50)])
    (line,) = section(findings, ANSWERS).lines
    assert line.cells[3:] == (40, 75, 35)
    assert "SMAN 1 Tebas" in str(line.cells[0])
    assert line.lead
    assert line.lead.record == both[1]["id"]
    assert line.lead.owner == VILLAGE


@pytest.mark.parametrize("rows", [[], [event("2026-06-10")]], ids=["empty", "told"])
def test_that_it_is_no_proof_is_said_once(rows: list[tuple[str, Row]]) -> None:
    findings = find("before-after", rows)
    said = [*findings.notes, *(section.note for section in findings.sections)]
    assert sum("bukan bukti" in note for note in said) == 1
