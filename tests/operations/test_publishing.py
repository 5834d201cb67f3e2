"""A regency publishes an instrument: tried on old screenings, used for new ones, carried down by receipts."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations import publishing, recording, sheets
from ppo_desktop.operations.office import Office
from ppo_desktop.records.field import Values
from ppo_desktop.records.instrument_copy import InstrumentCopy
from ppo_desktop.records.registry import kind
from records.questionnaire import CALM, risky

REGENCY = "61.01"
OURS = "1.0.6101.1"
SCREENING = kind("screening")


def screened(office: Office, answers: dict[str, str]) -> Values:
    """A screening of a grown man who leaves by the book, as it stands on its sheet."""
    person = {"name": "Budi", "sex": "L", "born_on": "1990-01-02", "no_nik_reason": "TIDAK_DIBAWA"}
    of = recording.save(office, kind("person"), person).record
    typed: dict[str, object] = {
        "person": of,
        "registered_on": "2026-11-03",
        "status": "niat",
        "destination_country": "MY",
        "planned_on": "2026-12-10",
        "warning_reasons": {"incomplete": "menyusul"},
    }
    departure = recording.save(office, kind("departure"), typed).record
    typed = {
        "departure": departure,
        "screened_on": "2026-11-21",
        "mode": "LENGKAP",
        "company": ["SENDIRI"],
        "interviewer": "Rina",
        "answers": answers,
    }
    record = recording.save(office, SCREENING, typed).record
    return sheets.sheet(office, SCREENING, record).values


@pytest.fixture
def regency(tmp_path: Path) -> Office:
    """A kabupaten, root of its region."""
    return offices.new_office(tmp_path / "kabupaten", REGENCY, offices.clock_at(), is_root=True)


def stricter(office: Office) -> InstrumentCopy:
    """A copy under which less is enough for help."""
    edited = publishing.copy(office)
    edited.set_limit("TINGGI", "certain_from", 12)
    return edited


def test_a_version_is_tried_on_what_was_asked_before_and_used_for_new_screenings_only(regency: Office) -> None:
    before = [screened(regency, answers) for answers in (CALM, risky("A2 C1 B5 B6"))]
    edited = stricter(regency)
    assert edited.version == OURS
    trial = publishing.try_out(regency, edited)
    assert (trial.count, [(one.before, one.after) for one in trial.changed]) == (2, [("SEDANG", "TINGGI")])
    assert publishing.instruments_of(regency).newest().version == "1.0", "trying publishes nothing"
    assert publishing.publish(regency, edited) == OURS
    after = screened(regency, risky("A2 C1 B5 B6"))
    assert (after["instrument_version"], after["band"]) == (OURS, "TINGGI")
    for values in before:
        kept = recording.save(regency, SCREENING, {"note": "Ditelepon."}, str(values["id"])).record
        now = sheets.sheet(regency, SCREENING, kept).values
        assert (now["instrument_version"], now["band"]) == ("1.0", values["band"])
    assert publishing.copy(regency).version == "1.0.6101.2"


def test_what_may_not_be_changed_is_not_published_and_says_why(regency: Office) -> None:
    edited = stricter(regency)
    edited.switch("A6", on=False)
    with pytest.raises(Refused, match="A6: tanda wajib rujuk tidak boleh dimatikan"):
        publishing.publish(regency, edited)
    assert publishing.instruments_of(regency).newest().version == "1.0"


def test_only_a_regency_publishes(tmp_path: Path) -> None:
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    with pytest.raises(Refused, match="hanya diterbitkan kabupaten"):
        publishing.copy(village)


def test_receipts_carry_it_down_and_each_office_passes_it_on(regency: Office, tmp_path: Path) -> None:
    edited = stricter(regency)
    publishing.publish(regency, edited)
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, regency.clock)
    stick = tmp_path / "stick"
    stick.mkdir()
    offices.enrol(camat, regency, stick)
    upper = offices.Pair(regency, camat, stick, regency.clock)  # type: ignore[arg-type]  # a standing clock
    upper.report(nihil=True)
    upper.carry_up()
    upper.carry_down()
    assert publishing.instruments_of(camat).newest().version == OURS
    assert publishing.instruments_of(camat).text(OURS) == edited.text
    with camat.database.reading() as connection:
        assert publishing.to_pass_on(connection, camat, beside={}) == {"instruments": {OURS: edited.text}}
        assert publishing.to_pass_on(connection, camat, beside={"verdicts": ["x" * 40_000]}) == {}, "no room"


def test_a_text_nobody_can_read_stops_nobody_and_is_passed_on(tmp_path: Path) -> None:
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    with village.database.transaction() as connection:
        publishing.learn(connection, {OURS: "rusak [", 7: "x", "1.0.6101.2": ["x"]})
        publishing.learn(connection, "rusak")
        assert publishing.to_pass_on(connection, village, beside={}) == {"instruments": {OURS: "rusak ["}}
    known = publishing.instruments_of(village)
    assert (known.newest().version, known.unreadable) == ("1.0", (OURS,))
    assert screened(village, CALM)["instrument_version"] == "1.0"
