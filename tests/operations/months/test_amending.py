"""A kecamatan finishes with those that came, and issues a recap perbaikan when the others follow."""

from __future__ import annotations

from datetime import date

import pytest

import offices
import papers
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.desk import agenda
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.months import amending, recapping, reporting
from ppo_desktop.records.paper_report import PAPER_REPORT
from ppo_desktop.reports.document import plain_text
from ppo_desktop.reports.monthly import Amends, compiled_recap, monthly_report
from ppo_desktop.reports.office import Assent

PAPER = {"sender": offices.VILLAGE, "month": "2026-11", "received_on": "2026-11-21", "registered": "4", "departed": "1"}
REST = {"returned": "0", "events": "0", "participants": "0", "warning_reasons": {"photos-missing": "di map"}}
HEAD = Credentials("pimpinan", offices.HEAD_PASSWORD)


def changes(pair: offices.Pair) -> tuple[str, ...]:
    found = amending.since_report(pair.camat, offices.NOVEMBER)
    return found.changes if found else ("not reported yet",)


def text(pair: offices.Pair) -> str:
    """The recap as it would be signed now."""
    with pair.camat.database.reading() as connection:
        said = reporting.count(connection, pair.camat, offices.NOVEMBER)
    signing = reporting.Signing(Assent.HEAD)
    document = compiled_recap(reporting.facts_of(pair.camat, "", said, None, signing))
    return f"{document.title}\n{plain_text(document)}"


def test_a_recap_is_finished_with_who_came_and_amended_as_the_others_follow(pair: offices.Pair) -> None:
    assert changes(pair) == ("not reported yet",)
    assert "Perbaikan" not in text(pair)
    recapping.sign_recap(pair.camat, offices.NOVEMBER, number="400/12/2026", assenting=HEAD)
    assert changes(pair) == ()
    assert "Angkanya tetap sama" in text(pair)

    recording.save(pair.camat, PAPER_REPORT, PAPER | REST)
    assert changes(pair) == ("Desa Sempalai: laporannya menyusul",)
    said = text(pair)
    assert "Bulan November 2026 (Perbaikan ke-1)" in said
    assert "Perbaikan ke-1 ini menggantikan laporan nomor 400/12/2026 tanggal" in said
    recapping.sign_recap(pair.camat, offices.NOVEMBER, assenting=HEAD)
    assert changes(pair) == ()

    pair.departure(pair.person())
    pair.report()
    pair.carry_up()
    expected = "Desa Sempalai: berkas menggantikan laporan kertas, baru dicatat 4 menjadi 1, berangkat 1 menjadi 0"
    assert changes(pair) == (expected,)
    assert "(Perbaikan ke-2)" in text(pair)
    pair.clock.move(days=12)
    (task,) = [task for task in agenda.agenda(pair.camat, 50) if task.kind == "amend"]
    assert (task.sentence, task.screen) == ("Buat rekap perbaikan ke-2 November 2026", "month")
    recapping.sign_recap(pair.camat, offices.NOVEMBER, assenting=HEAD)
    pair.departure(pair.person("Dewi Lestari"))
    pair.report()
    pair.carry_up()
    assert changes(pair) == ("Desa Sempalai: baru dicatat 1 menjadi 2",)


@pytest.mark.parametrize("count", [0, 30])
def test_the_paper_tells_some_changes_and_counts_the_rest(count: int) -> None:
    amends = Amends(1, "", date(2026, 12, 3), "berangkat 1 menjadi 2", ("Desa Bekut: laporannya menyusul",) * count)
    document = monthly_report(papers.report_facts(amends=amends))
    assert "(Perbaikan ke-1)" in document.subject
    words = plain_text(document)
    assert "Catatan kantor ini sendiri: berangkat 1 menjadi 2" in words
    assert ("dan 21 hal lagi" in words) is (count == 30)
