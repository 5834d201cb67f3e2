"""Before the month is closed: the pages as they would be signed, who may assent, and what is still to be mended."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

import offices
import papers
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording, review
from ppo_desktop.operations.doors.setup import add_user
from ppo_desktop.operations.months import reporting
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.monthly import monthly_report
from ppo_desktop.reports.office import draft
from ppo_desktop.trust.vault import NewUser


def village(folder: Path) -> offices.Office:
    """A village that is not enrolled: a draft needs no key."""
    return offices.new_office(folder / "desa", offices.VILLAGE, offices.clock_at())


def person(office: offices.Office, **more: object) -> str:
    typed = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA", **more}
    return recording.save(office, kind("person"), typed).record


def departure(office: offices.Office, who: str, **more: object) -> str:
    typed = {"person": who, "registered_on": "2026-11-03", "status": "niat", "destination_country": "MY", **more}
    return recording.save(office, kind("departure"), typed).record


def counted(office: offices.Office) -> object:
    with office.database.reading() as connection:
        return connection.exec_driver_sql("SELECT (SELECT count(*) FROM journal), (SELECT max(n) FROM journal)").one()


def test_a_preview_has_report_and_recap_and_writes_nothing(tmp_path: Path) -> None:
    office = village(tmp_path)
    departure(office, person(office))
    before = counted(office)
    pages = reporting.preview(office, offices.NOVEMBER, number="470/1", assenting="pimpinan")
    assert counted(office) == before
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        assert len(pdf.pages) == 3, "one page of report, two of recap"
    assert reporting.preview(office, offices.NOVEMBER, number="470/1", assenting="pimpinan") == pages
    assert reporting.preview(office, offices.NOVEMBER, number="470/2", assenting="pimpinan") != pages


def test_a_draft_says_so_and_is_otherwise_the_paper_that_will_be_signed() -> None:
    signed = monthly_report(papers.report_facts())
    marked = draft(signed)
    assert marked.electronic is not None
    assert (marked.electronic.lines[0], marked.electronic.qr) == ("BELUM DITANDATANGANI", "")
    assert marked.watermark == "DRAF"
    assert (marked.blocks, marked.letterhead, marked.signatures, marked.number) == (
        signed.blocks,
        signed.letterhead,
        signed.signatures,
        signed.number,
    )


def test_a_preview_shows_the_secretary_where_she_is_to_assent(tmp_path: Path) -> None:
    office = offices.as_head(village(tmp_path))
    add_user(office, NewUser("sekdes", "Siti Rahmah", "sekretaris", "empat burung di dahan"), offices.HEAD_PASSWORD)
    assert [(user.name, user.role) for user in reporting.assenters(office)] == [
        ("pimpinan", "pimpinan"),
        ("sekdes", "sekretaris"),
    ]
    by_head = reporting.preview(office, offices.NOVEMBER, assenting="pimpinan")
    assert reporting.preview(office, offices.NOVEMBER, assenting="sekdes") != by_head


def test_a_month_to_come_has_no_preview(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="month-ahead"):
        reporting.preview(village(tmp_path), offices.Month(2027, 1))


def test_remarks_name_the_record_and_field_to_mend_the_gravest_first(tmp_path: Path) -> None:
    office = village(tmp_path)
    siti = person(office)
    leaving = departure(
        office, siti, status="siap", planned_on="2026", warning_reasons={"incomplete": "menyusul dari agen"}
    )
    other = departure(office, person(office, name="Dewi"), registered_on="2026-10-03")
    event = {"activity": "SOS_SLTA", "men": 3, "held_on": "2026-11-10", "title": "Sosialisasi di SMA"}
    recording.save(office, kind("socialisation"), event)
    with office.database.transaction() as connection:
        # As another PC's or a newer program's data may be.
        connection.exec_driver_sql("UPDATE departure SET destination_country = NULL WHERE id = ?", (leaving,))
    remarks = review.check_month(office, offices.NOVEMBER)
    assert other not in {remark.record for remark in remarks}, "October is not asked about"
    assert [remark.severity for remark in remarks] == sorted(
        (remark.severity for remark in remarks), key=["bad", "warn", "info"].index
    )
    gravest = remarks[0]
    assert (gravest.kind, gravest.record, gravest.field, gravest.severity) == (
        "departure",
        leaving,
        "destination_country",
        "bad",
    )
    told = {(remark.code, remark.reason) for remark in remarks if remark.record == leaving}
    assert ("incomplete", "menyusul dari agen") in told


def test_a_date_of_which_only_the_year_is_known_is_said_to_count_nowhere(tmp_path: Path) -> None:
    office = village(tmp_path)
    record = departure(
        office, person(office), status="berangkat", registered_on="2026-10-03", departed_on="2026",
        warning_reasons={"incomplete": "menyusul"},
    )  # fmt: skip
    found = [remark for remark in review.check_month(office, offices.NOVEMBER) if remark.code == "year-only"]
    assert [(remark.record, remark.field, remark.severity) for remark in found] == [(record, "departed_on", "info")]


def test_who_came_home_but_counts_as_away_is_to_be_mended_first(tmp_path: Path) -> None:
    office = village(tmp_path)
    reasons = {"incomplete": "menyusul dari agen"}
    away = {"warning_reasons": reasons, "status": "bekerja", "departed_on": "2026-02", "path": "belum_jelas"}
    siti, rina = person(office), person(office, name="Rina Marlina", born_on="1999-04-05")
    linked = departure(office, siti, registered_on="2026-01-03", **away)
    other = departure(office, rina, registered_on="2026-01-03", **away)
    home = {"returned_on": "2026-11", "reason": "KONTRAK_SELESAI"}
    recording.save(office, kind("homecoming"), {"person": siti, "departure": linked, **home})
    recording.save(office, kind("homecoming"), {"person": rina, **home, "returned_on": "2026-10"})
    (remark,) = [one for one in review.check_month(office, offices.NOVEMBER) if one.code == "still-away"]
    assert (remark.record, remark.field, remark.severity) == (linked, "status", "warn")
    assert remark.sentence.endswith("jadi belum terhitung di “Pulang”.")
    october = review.check_month(office, offices.Month(2026, 10))
    assert [one.record for one in october if one.code == "still-away"] == [other]
    back = {"status": "pulang", "returned_on": "2026-11", "return_reason": "KONTRAK_SELESAI"}
    recording.save(office, kind("departure"), back, linked)
    assert "still-away" not in [one.code for one in review.check_month(office, offices.NOVEMBER)]
