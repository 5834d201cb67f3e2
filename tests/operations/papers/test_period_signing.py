"""The report of a year, signed: its sums in the journal, its pages kept as they are, found by their check code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Span
from ppo_desktop.operations.books import activity, recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.months import ledger
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.papers import about_person, comparing, period_signing, verifying
from ppo_desktop.records.internal import TOTALS
from ppo_desktop.records.paper_report import PAPER_REPORT
from ppo_desktop.reports.office import Assent, check_code
from verifiers import run

YEAR = Span.parse("2026")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Pair]:
    """A village that has reported one month."""
    made = offices.new_pair(tmp_path_factory.mktemp("pair"))
    made.departure(made.person())
    made.report()
    yield made
    made.close()


@pytest.fixture(scope="module")
def signed(pair: offices.Pair) -> str:
    """Id of the year's report."""
    return period_signing.sign(pair.village, YEAR, offices.HEAD, number="400/1/PMI/2026")[0]


def test_a_year_is_signed_numbered_kept_and_says_so_on_its_page(
    pair: offices.Pair, signed: str, tmp_path: Path
) -> None:
    found = period_signing.newest(pair.village, YEAR)
    assert found is not None
    assert (found.id, found.number, found.assent, found.version) == (signed, "400/1/PMI/2026", Assent.HEAD, 1)
    assert found.has_file
    assert period_signing.is_current(pair.village, YEAR)
    (tmp_path / "year.pdf").write_bytes(ledger.file(pair.village, signed))
    words = " ".join(run("pdftotext", tmp_path / "year.pdf", "-").split())
    assert "Nomor: 400/1/PMI/2026" in words
    assert check_code(signed) in words.replace("\u00a0", " ")
    assert "tidak tersertifikasi (kunci kantor)" in words
    assert "Lampiran:" in words, "the overviews that a year encloses are signed with it"
    assert period_signing.newest(pair.village, Span.parse("2026-S2")) is None
    told = activity.activity(pair.village, kind="period_report")
    assert [one.words for one in told] == [f"dibuat, ditandatangani {found.signed_by}"]


def test_the_original_is_found_by_its_code_with_the_sums_of_its_page(pair: offices.Pair, signed: str) -> None:
    original = comparing.original(pair.village, comparing.read_code(check_code(signed)))
    assert original.what == "Laporan Tahun 2026 dari Desa Sempalai"
    (table,) = original.tables
    rows = dict(table.rows)
    assert rows["November 2026"] == (1, 0, 0, 0, 0)
    assert rows["Oktober 2026"] == (None,) * 5, "no report came: nothing to compare"
    assert comparing.compare(original, dict(original.figures)).differing == ()


def test_above_the_file_is_believed_and_its_sums_come_with_the_next_monthly_report(
    pair: offices.Pair, signed: str, tmp_path: Path
) -> None:
    (tmp_path / "year.pdf").write_bytes(ledger.file(pair.village, signed))
    pair.report()
    receiving.take(pair.camat, [sending.export(pair.village, pair.camat.code, pair.stick).path])
    original = comparing.original(pair.camat, comparing.read_code(signed[:16]))
    assert (original.what, original.is_own, original.has_file) == (
        "Laporan Tahun 2026 dari Desa Sempalai",
        False,
        False,
    )
    assert dict(original.tables[0].rows)["Jumlah"] == (1, 0, 0, 0, 0)
    told = verifying.verify(pair.camat, tmp_path / "year.pdf")
    assert (told.whole.is_yes, told.known.is_yes, told.certified.is_yes) == (True, True, False)
    assert told.what == original.what


def test_signed_again_it_is_amended_and_the_first_is_told_to_be_old(pair: offices.Pair, signed: str) -> None:
    kept = hashlib.sha256(ledger.file(pair.village, signed)).digest()
    pair.departure(pair.person("Dewi"))
    pair.report()
    assert not period_signing.is_current(pair.village, YEAR), "a monthly report was amended since"
    again, _changes = period_signing.sign(pair.village, YEAR, offices.HEAD)
    after = period_signing.newest(pair.village, YEAR)
    assert after is not None
    assert (after.id, after.version) == (again, 2)
    assert period_signing.is_current(pair.village, YEAR)
    assert "perbaikan yang lebih baru" in comparing.original(pair.village, comparing.read_code(signed)).newer
    assert comparing.original(pair.village, comparing.read_code(again)).newer == ""
    assert hashlib.sha256(ledger.file(pair.village, signed)).digest() == kept


def test_nobody_signs_what_is_empty_or_prepared_by_themselves_or_with_a_wrong_password(pair: offices.Pair) -> None:
    with pytest.raises(Refused, match="period-empty"):
        period_signing.sign(pair.village, Span.parse("2025"), offices.HEAD)
    with pytest.raises(Refused, match="period-ahead"):
        period_signing.sign(pair.village, Span.parse("2027"), offices.HEAD)
    with pytest.raises(Refused, match="assent-needed"):
        period_signing.sign(pair.village, YEAR, None)
    with pytest.raises(Refused, match="same-person"):
        period_signing.sign(offices.as_head(pair.village), YEAR, offices.HEAD)
    versions = period_signing.newest(pair.village, YEAR)
    with pytest.raises(Exception, match="wrong-password"):
        period_signing.sign(pair.village, YEAR, Credentials(offices.HEAD.name, "bukan sandinya"))
    assert period_signing.newest(pair.village, YEAR) == versions, "nothing half-written"


def test_what_is_said_to_be_signable_is_signed_and_nothing_else_at_both_levels(pair: offices.Pair) -> None:
    receiving.take(pair.camat, [sending.export(pair.village, pair.camat.code, pair.stick).path])
    on_paper = {"sender": pair.village.code, "month": "2024-03", "received_on": "2026-11-20"}
    reasons = {"warning_reasons": {"photos-missing": "aslinya di map laporan"}}
    recording.save(pair.camat, PAPER_REPORT, {**on_paper, **reasons, **dict.fromkeys(TOTALS, "1")})
    for office, told in ((pair.village, ("2026",)), (pair.camat, ("2026", "2024"))):
        for span in map(Span.parse, ("2023", "2024", "2025", "2026")):
            why = period_signing.why_not(office, span)
            assert (why == "") == (str(span) in told), (office.code, span, why)
            if why:
                with pytest.raises(Refused, match="period-empty"):
                    period_signing.sign(office, span, offices.HEAD)
            else:
                assert period_signing.sign(office, span, offices.HEAD)[0]


def test_erasing_somebody_leaves_the_pages_since_they_name_nobody(pair: offices.Pair) -> None:
    identifier, _changes = period_signing.sign(pair.village, Span.parse("2026-S2"), offices.HEAD)
    erased = pair.person("Nur")
    recording.erase(pair.village, erased)
    assert ledger.file(pair.village, identifier).startswith(b"%PDF-")
    person = pair.person("Ayu")
    assert all(one.kind != "periodic" for one in about_person.dossier(pair.village, person).passed)
