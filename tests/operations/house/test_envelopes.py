"""A report about this office's own staff: sealed to the kabupaten as it is saved; nobody here reads a word of it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
from ppo_desktop.core.errors import Invalid, Refused
from ppo_desktop.operations.books import activity, browsing, recording, searching, suggesting, undoing
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house import access, drafting, envelopes
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.papers import sheets
from ppo_desktop.records.registry import kind

REPORT = kind("incoming_report")
REGENCY = "61.01"
WORDS = ("Kasi Pemerintahan", "Hamba Allah", "0813 9900 5566", "+6281399005566", "ruang rapat desa", "Rahasiasekali")
TOLD = {
    "about_own_staff": "ya",
    "received_on": "12-11-2026",
    "way": "DATANG",
    "subject": "TAWARAN_KERJA",
    "status": "BARU",
    "received_by": "Rahasiasekali, Kasi Pelayanan",
    "content": "Kasi Pemerintahan meminta uang untuk surat izin.",
    "about": "Kasi Pemerintahan",
    "place": "ruang rapat desa",
    "reporter_name": "Hamba Allah",
    "reporter_phone": "0813 9900 5566",
}


@dataclass
class Places:
    """A kabupaten that is root, a camat and a village that both compared keys with it."""

    regency: Office
    camat: Office
    village: Office
    stick: Path


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    folder = tmp_path_factory.mktemp("segel")
    clock, stick = offices.clock_at(), folder / "stick"
    stick.mkdir()
    regency = offices.new_office(folder / "kab", REGENCY, clock, is_root=True, clerk="Dewi")
    camat = offices.new_office(folder / "camat", offices.CAMAT, clock, clerk="Yanti")
    village = offices.new_office(folder / "desa", offices.VILLAGE, clock)
    for office in (camat, village):
        offices.enrol(office, regency, stick)
    yield Places(regency, camat, village, stick)
    for office in (regency, camat, village):
        office.close()


def everything_in(office: Office) -> str:
    """All that stands in the decrypted database, table by table."""
    with office.database.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        return "\n".join(
            str([bytes(cell).decode(errors="replace") if isinstance(cell, bytes) else cell for cell in row])
            for table in tables
            if not table.startswith("search_index")
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')
        )


@pytest.fixture(scope="module")
def sealed(enrolled: Places) -> str:
    """The report, typed in with a draft, and saved."""
    key = DraftKey("incoming_report")
    drafting.keep(enrolled.village, key, {**TOLD, "about_own_staff": None})
    return recording.save(enrolled.village, REPORT, TOLD, draft=key).record


def test_no_word_of_it_stands_anywhere_in_the_database_or_beside_it(enrolled: Places, sealed: str) -> None:
    village = enrolled.village
    said = everything_in(village)
    assert sealed in said
    assert [word for word in (*WORDS, "TAWARAN_KERJA") if word in said] == []
    with village.database.reading() as connection:
        words = connection.exec_driver_sql("SELECT text FROM search_document").scalars().all()
        assert not any("hamba" in text for text in words)
    (row,) = browsing.window(village, REPORT, [(village.code, sealed)], tuple(REPORT.by_name))
    assert row is not None
    filled = {name for name in REPORT.by_name if row[name] is not None}
    assert filled == {"about_own_staff", "received_on", "sealed", "sealed_for"}
    assert len(base64.b64decode(row["sealed"])) > 4096
    beside = [file for file in village.paths.folder.rglob("*") if file.is_file()]
    found = [file for file in beside for word in WORDS if word.encode() in file.read_bytes()]
    assert found == []


def test_here_it_is_a_line_with_a_day_that_nobody_opens_changes_or_takes_away(enrolled: Places, sealed: str) -> None:
    village = enrolled.village
    for office in (village, offices.as_head(village)):
        sheet = sheets.sheet(office, REPORT, sealed)
        assert REPORT.title_of(sheet.values) == "Laporan tersegel untuk Kabupaten Sambas"
        assert REPORT.detail_of(sheet.values) == "12-11-2026"
        with pytest.raises(Refused, match="not-for-us"):
            sheets.look(office, sheet)
        for deed in (
            lambda office=office: undoing.remove(office, REPORT, sealed),
            lambda office=office: recording.erase(office, sealed),
            lambda office=office: recording.save(office, REPORT, {"status": "SELESAI"}, sealed),
            lambda office=office: undoing.undo(office, recording.Change(sealed, link_of(office, sealed))),
        ):
            with pytest.raises(Refused, match="sealed"):
                deed()
    assert access.looks(offices.as_head(village)) == [], "what cannot be opened is no look"
    told = activity.activity(village)[0]
    assert told.title == "Laporan tersegel untuk Kabupaten Sambas"
    said = [f"{line.old_words} {line.new_words}" for line in activity.lines(village, told)]
    assert not any(word in line for line in said for word in (*WORDS, "age-encryption"))
    assert "– (amplop tersegel)" in said
    assert suggesting.frequent(village, REPORT, "way") == []
    assert searching.find(village, "hamba") == []
    assert [hit.record for hit in searching.find(village, "tersegel")] == [sealed]


def link_of(office: Office, record: str) -> bytes:
    return recording.history(office, record)[0].link


def test_a_draft_of_it_is_never_written_and_an_earlier_one_destroyed(enrolled: Places) -> None:
    village, key = enrolled.village, DraftKey("incoming_report")
    for yes in (True, "ya", "Ya "):
        drafting.keep(village, key, {"content": "Rahasiasekali", "about_own_staff": "tidak"})
        assert drafting.keep(village, key, {"content": "Rahasiasekali", "about_own_staff": yes}) is None
        assert drafting.find(village, key) is None
    assert "Rahasiasekali" not in everything_in(village)


def test_what_was_saved_in_the_open_cannot_be_sealed_afterwards_and_says_what_to_do(enrolled: Places) -> None:
    plain = recording.save(enrolled.village, REPORT, {**TOLD, "about_own_staff": "tidak"}).record
    with pytest.raises(Refused, match="sealing-too-late"):
        recording.save(enrolled.village, REPORT, {"about_own_staff": "ya"}, plain)
    recording.erase(enrolled.village, plain)


def test_at_the_kabupaten_it_is_opened_whole_and_the_look_is_kept(enrolled: Places, sealed: str) -> None:
    village, regency = enrolled.village, enrolled.regency
    reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD, to=REGENCY)
    path = sending.export(village, REGENCY, enrolled.stick).path
    receiving.take(regency, [path])
    sheet = sheets.sheet(regency, REPORT, sealed, village.code)
    assert sheet.values["content"] is None
    opened = sheets.look(regency, sheet)
    assert opened["content"] == "Kasi Pemerintahan meminta uang untuk surat izin."
    assert opened["reporter_phone"] == "+6281399005566"
    assert [look.record for look in access.looks(offices.as_head(regency))] == [sealed]
    assert "Kasi Pemerintahan" not in everything_in(regency), "opening writes nothing but who looked"
    secretary = replace(regency, user=regency.user._replace(role="sekretaris"))
    with pytest.raises(Refused, match="not-allowed"):
        sheets.look(secretary, sheet)


def test_an_envelope_says_nothing_in_another_record_or_another_office(enrolled: Places, sealed: str) -> None:
    regency, code = enrolled.regency, enrolled.village.code
    with regency.database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO incoming_report (office, id, version, recorded_at, changed_at, author, sealed, sealed_for)"
            " SELECT '61.01.04.2005', id, 1, '', '', '', sealed, sealed_for FROM incoming_report WHERE id = ?",
            (sealed,),
        )
    with pytest.raises(Refused, match="envelope-broken"):
        envelopes.opened(regency, REPORT, "61.01.04.2005", sealed)
    assert envelopes.opened(regency, REPORT, code, sealed)["about"] == "Kasi Pemerintahan"


@pytest.mark.parametrize("broken", ["", "x", "QUJD", "YWdlLWVuY3J5cHRpb24ub3JnL3YxCg=="])
def test_a_broken_envelope_is_refused_with_a_sentence(enrolled: Places, sealed: str, broken: str) -> None:
    regency = enrolled.regency
    with regency.database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO incoming_report (office, id, version, recorded_at, changed_at, author, sealed)"
            " VALUES ('61.01.04.2005', ?, 1, '', '', '', ?)",
            ("b" * 32, broken),
        )
    with pytest.raises(Refused, match=r"envelope-broken|seal-broken"):
        envelopes.opened(regency, REPORT, "61.01.04.2005", "b" * 32)


def test_the_camat_seals_about_its_own_people_too(enrolled: Places) -> None:
    record = recording.save(enrolled.camat, REPORT, TOLD).record
    (row,) = browsing.window(enrolled.camat, REPORT, [(offices.CAMAT, record)], ("sealed_for",))
    assert row
    assert row["sealed_for"] == "61.01"
    assert envelopes.addressee(enrolled.camat, REPORT) == "Kabupaten Sambas"


def test_where_no_key_holds_nothing_is_kept_and_it_says_whom_to_tell(enrolled: Places, tmp_path: Path) -> None:
    later = replace(enrolled.village, clock=offices.clock_at("2038-01-01T00:00:00"))
    for office in (enrolled.regency, later, offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())):
        with pytest.raises(Invalid) as refused:
            recording.save(office, REPORT, TOLD)
        assert [problem.code for problem in refused.value.problems] == ["about-own-staff"]
        assert envelopes.addressee(office, REPORT) == ""


def test_the_longest_report_still_travels(enrolled: Places) -> None:
    longest = {
        one.name: "\N{GRINNING FACE}" * one.max_length
        for one in REPORT.fields
        if one.group and one.is_long and not one.choices
    }
    saved = recording.save(enrolled.village, REPORT, {**TOLD, **longest})
    assert saved.change is None
