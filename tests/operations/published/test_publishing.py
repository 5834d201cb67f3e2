"""A regency publishes an instrument: tried on old screenings, used for new ones, carried down by receipts."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.papers import sheets
from ppo_desktop.operations.published import publishing
from ppo_desktop.operations.published.publishing import INSTRUMENTS
from ppo_desktop.records.field import Values
from ppo_desktop.records.instrument_copy import InstrumentCopy, copied
from ppo_desktop.records.instruments import Library, instrument, program_text, read_instrument
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


@pytest.fixture
def village(tmp_path: Path) -> Office:
    return offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())


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


def test_only_a_regency_publishes(village: Office) -> None:
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
        said = INSTRUMENTS.tell(connection, camat, "", {})
        assert (said["instruments"], set(said)) == ({OURS: edited.text}, {"instruments", "instruments_signed"})
        assert INSTRUMENTS.tell(connection, camat, "", {"verdicts": ["x" * 40_000]}) == {}, "no room"


def test_what_the_regency_signed_overrules_what_others_said_in_its_name(regency: Office, tmp_path: Path) -> None:
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, regency.clock)  # type: ignore[arg-type]  # a standing clock
    stick = tmp_path / "stick"
    stick.mkdir()
    offices.enrol(village, regency, stick)
    assert brought(village, named("1.0.6101.99", "Palsu")).newest().version == "1.0.6101.99", "by older programs"
    publishing.publish(regency, stricter(regency))
    with regency.database.reading() as theirs, village.database.transaction() as connection:
        INSTRUMENTS.learn(connection, village, offices.CAMAT, INSTRUMENTS.tell(theirs, regency, "", {}))
    known = brought(village, named("1.0.6101.100", "Palsu"))
    assert known.newest().version == OURS
    assert known.versions == ("1.0", "1.0.6101.99", OURS), "what a screening may have used stays"


def test_a_text_nobody_can_read_stops_nobody_and_is_passed_on(village: Office) -> None:
    with village.database.transaction() as connection:
        INSTRUMENTS.learn(connection, village, "", {"instruments": {OURS: "rusak [", 7: "x", "1.0.6101.2": ["x"]}})
        INSTRUMENTS.learn(connection, village, "", {"instruments": "rusak"})
        assert INSTRUMENTS.tell(connection, village, "", {}) == {"instruments": {OURS: "rusak ["}}
    known = publishing.instruments_of(village)
    assert (known.newest().version, known.unusable) == ("1.0", (OURS,))
    assert screened(village, CALM)["instrument_version"] == "1.0"


BASE = program_text("1.0")


def named(version: str, title: str = "Skrining Sambas") -> str:
    """The program's instrument under another version and title."""
    made = copied(BASE, version, status="Salinan", checked_on="2026-11-01")
    made.content["title"] = title
    return made.text


def brought(office: Office, *texts: str) -> Library:
    """What the office may use after one receipt for each of the texts."""
    for text in texts:
        with office.database.transaction() as connection:
            INSTRUMENTS.learn(connection, office, "", {"instruments": {read_instrument(text).version: text}})
    return publishing.instruments_of(office)


def test_only_a_version_of_our_own_regency_is_believed(village: Office, regency: Office) -> None:
    others = ["1.0", "2.0", "1.0.6171.1", "1.0.6101", "1.0.6101.01", "1.0.61.01"]
    known = brought(village, *map(named, others))
    assert known.versions == ("1.0",)
    assert known.instrument("1.0").title == instrument("1.0").title
    assert brought(regency, named(OURS)).versions == ("1.0",), "nobody above it makes versions for it"


def test_of_two_texts_under_one_version_the_first_stays_and_this_is_said(village: Office) -> None:
    known = brought(village, named(OURS), named(OURS))
    assert (known.newest().title, known.disputed) == ("Skrining Sambas", ())
    known = brought(village, named(OURS, "Lain"))
    assert (known.newest().title, known.disputed) == ("Skrining Sambas", (OURS,))
    assert brought(village, named(OURS)).disputed == (OURS,)


def test_an_older_version_that_arrives_late_does_not_become_the_newest(village: Office) -> None:
    known = brought(village, named("1.0.6101.10"), named("1.0.6101.9"))
    assert known.versions == ("1.0", "1.0.6101.9", "1.0.6101.10")
    assert known.newest().version == "1.0.6101.10"
    with village.database.reading() as connection:
        assert [*INSTRUMENTS.tell(connection, village, "", {}).values()] == [{"1.0.6101.10": known.text("1.0.6101.10")}]


def test_a_version_without_the_signs_that_demand_referral_is_kept_but_not_used(village: Office) -> None:
    tame = named("1.0.6101.2").replace('means = "flag"', 'means = "risk"')
    silent = copied(named("1.0.6101.3"), "1.0.6101.3", status="Salinan", checked_on="2026-11-01")
    silent.switch("A6", on=False)
    known = brought(village, named(OURS), tame, silent.text)
    assert read_instrument(tame).version == "1.0.6101.2"
    assert (known.newest().version, known.unusable) == (OURS, ("1.0.6101.2", "1.0.6101.3"))
