"""Lists as tables: what somebody sees of a book and nothing else, in parts, explained, and told to the head."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

import exported
import offices
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.operations.books import browsing, closing, recording
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.tables import exporting
from ppo_desktop.operations.tables.exporting import Asked
from ppo_desktop.records import dictionary
from ppo_desktop.records.registry import kind, row_kinds
from ppo_desktop.storage.journal_store import RecordKey

PERSON, DEPARTURE, CASE = kind("person"), kind("departure"), kind("case")
HOSTILE = '=HYPERLINK("http://x";"klik")'


@dataclass
class Held:
    office: Office
    case: str


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    office = offices.new_office(tmp_path_factory.mktemp("tabel") / "desa", offices.VILLAGE, offices.clock_at())
    later = {"warning_reasons": {"incomplete": "menyusul"}}
    typed = {"sex": "P", "born_on": "2000-03-12", "hamlet": HOSTILE}
    siti = recording.save(office, PERSON, {**typed, "name": "Siti", "nik": "6101045203000001"}).record
    dewi = recording.save(office, PERSON, {**typed, "name": "Dewi", "no_nik_reason": "TIDAK_DIBAWA"}).record
    gone = {"registered_on": "2026-11-03", "status": "NIAT", "destination_country": "MY", "fee_asked": "3500000"}
    recording.save(office, DEPARTURE, {**gone, "person": siti, **later})
    shut = recording.save(office, DEPARTURE, {**gone, "person": dewi, "destination_place": "Rahasia", **later}).record
    closing.close(offices.as_head(office), DEPARTURE, office.code, shut, (), "Benturan kepentingan.")
    affair = {"person": siti, "opened_on": "2026-11-05", "status": "DUGAAN", "acts": ["PEREKRUTAN", "PENGIRIMAN"]}
    case = recording.save(office, CASE, {**affair, "account": "Paspornya dipegang orang lain.", **later}).record
    yield Held(office, case)
    office.close()


def test_a_list_is_as_it_is_seen_in_words_with_real_dates_and_a_nik_that_stays_text(held: Held) -> None:
    data = exported.told(held.office, PERSON)["Warga"]
    heads = list(data[0])
    row = dict(zip(heads, next(line for line in data[1:] if "Siti" in line), strict=True))
    assert (row["NIK"], row["Nama lengkap"], row["Jenis kelamin"]) == ("6101045203000001", "Siti", "Perempuan")
    assert row["Kantor"] == "Desa Sempalai"
    (leaving,) = exported.told(held.office, DEPARTURE)["Keberangkatan"][1:]
    assert datetime(2026, 11, 3) in leaving  # noqa: DTZ001 - a day has no zone
    assert "Malaysia" in leaving
    assert leaving[0] == "Siti", "whom it is about comes first"


def test_filter_owner_typing_and_order_are_those_of_the_list(held: Held) -> None:
    assert len(exported.told(held.office, PERSON, typed="dew")["Warga"]) == 2
    for descending, first in ((False, "Dewi"), (True, "Siti")):
        rows = exported.told(held.office, PERSON, by="name", descending=descending)["Warga"]
        assert first in rows[1]
    told = exported.told(held.office, PERSON, filters=(PERSON.filters[0].name,), typed="siti")
    assert ("Saringan", f"{PERSON.filters[0].label}, “siti”") in told["Keterangan"]
    assert len(exported.told(held.office, PERSON, owner=offices.OTHER_VILLAGE)["Warga"]) == 1


def test_a_closed_record_is_left_out_and_counted(held: Held) -> None:
    told = exported.told(held.office, DEPARTURE)
    assert "Rahasia" not in repr(told)
    assert ("Tidak ikut", "1 catatan yang ditutup untuk akun ini") in told["Keterangan"]
    assert ("Banyaknya baris", "1") in told["Keterangan"]


def test_restricted_fields_go_along_only_for_a_reason_and_each_record_looked_at_is_written_down(held: Held) -> None:
    plain = exported.told(held.office, CASE)
    assert "Paspornya" not in repr(plain)
    assert "Siti" not in repr(plain), "the name of whom a case is about is restricted"
    assert ("Isian terbatas", "tidak ikut") in plain["Keterangan"]
    told = exported.told(held.office, CASE, reason=" Untuk \n gelar perkara. ")
    assert "Perekrutan, Pengiriman" in told["Kasus"][1]
    assert "Paspornya dipegang orang lain." in told["Kasus"][1]
    whole, look, *_earlier = access.looks(offices.as_head(held.office))
    assert (whole.record, look.record, look.reason) == ("", held.case, "Untuk gelar perkara.")
    assert whole.title == "Disimpan sebagai tabel: Kasus, 1 baris; dengan isian terbatas"


def test_who_may_not_see_what_is_restricted_gets_none_of_it(held: Held, tmp_path: Path) -> None:
    auditor = replace(held.office, user=held.office.user._replace(role="pemeriksa"))
    with pytest.raises(Refused, match="not-allowed"):
        exporting.write(auditor, Asked(CASE, reason="Ingin tahu."), tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert "Paspornya" not in repr(exported.told(auditor, CASE))


def test_a_table_of_people_is_told_to_the_head_and_one_of_leaflets_is_not(held: Held) -> None:
    before = len(access.looks(offices.as_head(held.office)))
    exported.told(held.office, PERSON, typed="siti")
    look, *rest = access.looks(offices.as_head(held.office))
    assert len(rest) == before
    assert (look.who, look.title) == ("Rina", "Disimpan sebagai tabel: Warga, 1 baris")
    exported.told(held.office, kind("material"))
    assert len(access.looks(offices.as_head(held.office))) == before + 1


def test_rows_are_read_part_by_part_and_stopping_leaves_nothing(
    held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PAGE", 1)
    sizes: list[int] = []
    window = browsing.window

    def counted(office: Office, of: object, keys: Sequence[RecordKey], columns: Collection[str] = ()) -> object:
        sizes.append(len(keys))
        return window(office, PERSON, keys, columns)

    monkeypatch.setattr(browsing, "window", counted)
    taken = exporting.write(held.office, Asked(PERSON), tmp_path)
    assert (sizes, taken.count) == ([1, 1], 2)
    taken.path.unlink()

    def stop(done: int, _total: int, _words: str) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exporting.write(held.office, Asked(PERSON), tmp_path, stop)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(World, match="stick-missing"):
        exporting.write(held.office, Asked(PERSON), tmp_path / "tidak ada")


def test_the_dictionary_explains_every_column_and_every_code_in_the_table(held: Held) -> None:
    for of in (PERSON, DEPARTURE, CASE, kind("socialisation")):
        told = exported.told(held.office, of, reason="Uji kamus.")
        names = list(told)
        assert names[1:] == ["Kamus data", "Daftar kode", "Keterangan"]
        heads, *meanings = told["Kamus data"]
        assert [line[0] for line in meanings] == list(told[names[0]][0])
        assert len({line[1] for line in meanings}) == len(meanings)
        lists = {line[6] for line in meanings} - {None}
        assert {line[0] for line in told["Daftar kode"][1:]} == lists
        assert heads[-1] == "Terbatas"


def test_no_two_columns_of_any_kind_are_called_alike() -> None:
    for of in row_kinds():
        columns = dictionary.meanings(of, dictionary.fields_of(of, restricted_too=True))
        assert len({one.title.casefold() for one in columns}) == len(columns), of.name
        assert all(one.words for one in columns)


def test_no_restricted_field_of_any_kind_is_a_column_unless_it_was_asked_for() -> None:
    for of in row_kinds():
        there = {field.name for field in dictionary.fields_of(of, restricted_too=False)}
        assert not there & of.restricted_names
        assert not any(of.field(name).is_secret or of.field(name).envelope for name in there)
        assert there <= {field.name for field in dictionary.fields_of(of, restricted_too=True)}


def test_nothing_leads_from_a_case_to_whom_it_is_about_unless_it_was_asked_for() -> None:
    there = {field.name for field in dictionary.fields_of(CASE, restricted_too=False)}
    assert {"status", "sex", "age"} <= there
    assert not there & {"person", "person_name", "born_on", "departure", "referral", "broker"}
    asked = dictionary.fields_of(CASE, restricted_too=True)
    kept_back = {one.name for one in dictionary.meanings(CASE, asked) if one.is_restricted}
    assert kept_back == {field.name for field in asked} - there


def test_for_programs_it_is_one_package_with_codes_and_what_describes_them(held: Held, tmp_path: Path) -> None:
    taken = exporting.write(held.office, Asked(DEPARTURE, form="csv"), tmp_path)
    with zipfile.ZipFile(taken.path) as archive:
        package = json.loads(archive.read("datapackage.json"))
        (resource,) = package["resources"]
        text = archive.read(resource["path"]).decode("utf-8-sig")
        note = archive.read("BACA DAHULU.txt").decode("utf-8-sig")
        meanings = archive.read("kamus-data.csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""), delimiter=resource["dialect"]["delimiter"])
    assert list(row) == [field["name"] for field in resource["schema"]["fields"]]
    assert (row["destination_country"], row["registered_on"], row["sex"]) == ("MY", "2026-11-03", "P")
    assert "1 catatan yang ditutup" in note
    assert "Negara tujuan;destination_country" in meanings


def test_whatever_was_typed_into_a_field_is_no_formula_in_either_form(held: Held, tmp_path: Path) -> None:
    for form in ("xlsx", "csv"):
        taken = exporting.write(held.office, Asked(PERSON, form=form), tmp_path)
        with zipfile.ZipFile(taken.path) as archive:
            name = "xl/worksheets/sheet1.xml" if form == "xlsx" else "person.csv"
            text = archive.read(name).decode("utf-8-sig")
        assert "HYPERLINK" in text
        assert "<f" not in text
        assert ';"=HYPER' not in text
