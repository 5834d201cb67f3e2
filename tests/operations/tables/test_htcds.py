"""Cases in a standard of others: only its fields and values, nobody named, every look written down, gaps told."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import closing, recording
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.tables import htcds
from ppo_desktop.records.case import CASE
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.registry import kind

LATER = {"warning_reasons": {"incomplete": "menyusul"}}
AFFAIR = {
    "opened_on": "2026-11-05",
    "happened_on": "2026-10",
    "status": "TERIDENTIFIKASI",
    "identified_by": "POLRES",
    "acts": ["PEREKRUTAN"],
    "means": ["PENIPUAN", "JERATAN_UTANG", "ANCAMAN", "BAYARAN"],
    "purposes": ["EKSPLOITASI_KERJA"],
    "country": "MY",
    "account": "Paspornya dipegang Pak Rahasia.",
}
SECRETS = ("siti", "rahasia", "6101045203000001", "2004-03-12", "61.01.04", "003/2026")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = offices.new_office(tmp_path_factory.mktemp("htcds") / "desa", offices.VILLAGE, offices.clock_at())
    typed = {"name": "Siti Rahasia", "sex": "P", "born_on": "2004-03-12", "nik": "6101045203040001"}
    siti = recording.save(made, kind("person"), typed).record
    gone = {"person": siti, "registered_on": "2026-11-03", "status": "bekerja", "destination_country": "MY"}
    departure = recording.save(made, kind("departure"), {**gone, "sector": "PERKEBUNAN", **LATER}).record
    recording.save(made, CASE, {**AFFAIR, "person": siti, "number": "003/2026", "departure": departure, **LATER})
    shut = recording.save(made, CASE, {**AFFAIR, "person": siti, "number": "004/2026", **LATER}).record
    closing.close(offices.as_head(made), CASE, made.code, shut, (), "Saudara petugas.")
    yield made
    made.close()


def read(path: Path) -> tuple[list[dict[str, str]], str]:
    with zipfile.ZipFile(path) as archive:
        text = archive.read("htcds.csv").decode("utf-8-sig")
        note = archive.read("BACA DAHULU.txt").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";")), note


def test_a_case_is_told_in_the_values_of_the_standard_and_names_nobody(office: Office, tmp_path: Path) -> None:
    taken = htcds.write(office, "Pertukaran data dengan IOM.", tmp_path)
    (case,), note = read(taken.path)
    assert case["prs_Gender"] == "Feminine"
    assert case["ppo_AgeBand"] == "18-24"
    assert case["vic_TraffickingStatus"] == "ActualVictimOfTrafficking"
    assert case["vic_TraffickingStatusDecisionMakingOrg"] == "Police"
    assert case["vic_Methods_of_Control"] == "FalsePromises DebtBondage Other"
    assert (case["vic_TypeOfExploitation"], case["vic_LocationOfExploitation"]) == ("ForcedLabour", "MY")
    assert case["vic_ForcedLabourIndustry"] == "A_AgricultureForestryAndFishing"
    assert (case["cas_Status"], case["prs_MailingState"]) == ("Active", "Kalimantan Barat")
    assert not [word for word in SECRETS if word in repr(case).casefold()]
    assert "1 kasus yang tertutup" in note
    assert (taken.count, taken.closed) == (1, 1)


def test_two_exports_cannot_be_laid_side_by_side(office: Office, tmp_path: Path) -> None:
    ids = set()
    for name in ("satu", "dua"):
        (tmp_path / name).mkdir()
        (case,), _note = read(htcds.write(office, "Uji.", tmp_path / name).path)
        ids.add(case["ppo_CaseId"])
    assert len(ids) == 2


def test_each_case_is_written_down_as_looked_at_and_only_those_who_may_look_get_it(
    office: Office, tmp_path: Path
) -> None:
    htcds.write(office, "Untuk UPTD PPA.", tmp_path)
    whole, look = access.looks(offices.as_head(office))[:2]
    assert (look.kind, look.reason) == ("case", "Untuk UPTD PPA.")
    assert "HTCDS" in whole.title
    with pytest.raises(Refused, match="reason-missing"):
        htcds.write(office, " \n", tmp_path)
    auditor = replace(office, user=office.user._replace(role="pemeriksa"))
    with pytest.raises(Refused, match="not-allowed"):
        htcds.write(auditor, "Ingin tahu.", tmp_path)


def test_the_mapping_knows_every_code_it_names_and_says_of_every_field_how_it_is_covered() -> None:
    known = {one.field: one for one in htcds.fields()}
    assert len(known) == len(htcds.fields())
    assert all(one.how in ("yes", "part", "withheld", "no") for one in known.values())
    assert all(bool(one.source) == one.is_told for one in known.values())
    for field, code in htcds.values():
        source = known[field].source
        choices = (kind("departure") if source == "sector" else CASE).field(source).choices
        assert code == "" or code_list(choices).contains(code), (field, code)
    assert not any(known[field].how in ("no", "withheld") for field, _code in htcds.values())
    assert htcds.about()["checked_on"] >= "2026-11-22"


def test_the_note_tells_what_is_not_covered(office: Office, tmp_path: Path) -> None:
    _cases, note = read(htcds.write(office, "Uji.", tmp_path).path)
    for told in ("HTCDS versi 1.0", "con_Consent (Persetujuan", "vic_MethodOfRecruitment", "Layanan, rujukan keluar"):
        assert told in note
    assert "CC BY 4.0" in note
