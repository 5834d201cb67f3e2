"""Tables of other offices: weighed, kept at one stroke, known again, taken back; villages hear of their own people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace

import offices
from lists import HERE, NIK, ROWS, file, verdicts
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange.spreadsheet import read_sheets
from ppo_desktop.operations.books import listed_people, recording, undoing
from ppo_desktop.operations.books.residents import ListFile
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.papers import catalogue
from ppo_desktop.operations.tables import import_keeping, importing, listed_handover
from ppo_desktop.operations.tables.import_keeping import Decision
from ppo_desktop.operations.tables.import_lines import Verdict
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.homecoming import HOMECOMING
from ppo_desktop.records.listed import LISTED
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.rt_report import RT_REPORT
from ppo_desktop.records.table_shapes import DEPARTURES
from ppo_desktop.reports.document import plain_text


@pytest.fixture
def village(pair: offices.Pair) -> Office:
    return pair.village


@pytest.fixture(scope="module")
def kab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A kabupaten without anybody below, for tests that undo what they do."""
    office = offices.new_office(tmp_path_factory.mktemp("kab"), "61.01", offices.clock_at(), is_root=True)
    yield office
    office.close()


def count(office: Office) -> dict[str, int]:
    return {
        kind.name: len(offices.rows_at(office, kind)) for kind in (PERSON, DEPARTURE, HOMECOMING, RT_REPORT, LISTED)
    }


def test_each_row_is_told_what_would_become_of_it_and_nothing_is_kept(pair: offices.Pair) -> None:
    siti = pair.person("Siti Aminah", born_on="1990-03-12", nik=NIK, no_nik_reason=None)
    ahmad = pair.person("Muhammad Ahmad", sex="L", born_on="1988-05-01")
    pair.person("Nurhayati", born_on="1980")
    pair.departure(ahmad, status="bekerja", departed_on="2024-01", path="belum_jelas", exit_point="PLBN_ARUK")
    before = count(pair.village)
    plan = importing.plan(pair.village, file(*ROWS, "Jumlah;7;;;;;;;;"))
    known, apart, wrong, recorded, ask = (
        Verdict.KNOWN,
        Verdict.APART,
        Verdict.UNREADABLE,
        Verdict.RECORDED,
        Verdict.ASK,
    )
    assert verdicts(plan) == [known, known, Verdict.NEW, apart, wrong, recorded, ask]
    assert [line.person for line in plan.lines[:2]] == [siti, ahmad]
    assert "Nama sama, hanya ejaannya berbeda" in plan.lines[1].why
    assert "Keberangkatannya ditandai pulang." in plan.lines[1].why
    assert plan.lines[5].why == "Sama dengan baris 2."
    assert (plan.left_out, count(pair.village)) == (1, before)


def test_what_is_clear_is_kept_at_one_stroke_and_the_same_file_brings_nothing_new(pair: offices.Pair) -> None:
    ahmad = pair.person("Muhammad Ahmad", sex="L", born_on="1988-05-01")
    left = pair.departure(ahmad, status="bekerja", departed_on="2024-01", path="belum_jelas", exit_point="PLBN_ARUK")
    plan = importing.plan(pair.village, file(*ROWS))
    assert import_keeping.take(pair.village, plan, {}).count == 4
    assert count(pair.village) == {"person": 4, "departure": 1, "homecoming": 4, "rt_report": 0, "listed": 0}
    people = {row["name"]: row for row in offices.rows_at(pair.village, PERSON)}
    assert (people["SITI AMINAH"]["nik"], people["ROHANI"]["no_nik_reason"]) == (NIK, "TIDAK_TAHU")
    assert people["ROHANI"]["region"] == offices.VILLAGE
    back = next(row for row in offices.rows_at(pair.village, HOMECOMING) if row["person"] == ahmad)
    assert (back["departure"], back["returned_on"], back["reason"]) == (left, "2026-11-03", "DEPORTASI")
    (departure,) = offices.rows_at(pair.village, DEPARTURE)
    assert (departure["status"], departure["returned_on"]) == ("pulang", "2026-11-03")
    again = importing.plan(pair.village, file(*ROWS, name="sama.csv"))
    assert set(verdicts(again)) == {Verdict.RECORDED, Verdict.APART, Verdict.UNREADABLE}
    assert import_keeping.count_taken(pair.village, again, {}) == 0


def test_who_is_recorded_by_hand_is_known_in_a_table_too(pair: offices.Pair) -> None:
    person = pair.person("Rohani", born_on="1979-04-04")
    typed = {"person": person, "returned_on": "11-2026", "reason": "DEPORTASI"}
    recording.save(pair.village, HOMECOMING, typed)
    (line,) = importing.plan(pair.village, file(ROWS[2])).lines
    assert line.verdict is Verdict.RECORDED
    assert line.why.startswith("Rohani sudah tercatat")


def test_a_doubtful_row_waits_for_a_person(pair: offices.Pair) -> None:
    other = pair.person("Nurhayati", born_on="1980")
    plan = importing.plan(pair.village, file(ROWS[6]))
    assert (verdicts(plan), plan.lines[0].candidates[0].record) == ([Verdict.ASK], other)
    with pytest.raises(Refused) as refused:
        import_keeping.take(pair.village, plan, {})
    assert refused.value.code == "nothing-to-take"
    import_keeping.take(pair.village, plan, {0: Decision(person=other)})
    assert [row["person"] for row in offices.rows_at(pair.village, HOMECOMING)] == [other]


def test_a_whole_import_is_taken_back_and_may_then_be_taken_again(pair: offices.Pair) -> None:
    ahmad = pair.person("Muhammad Ahmad", sex="L", born_on="1988-05-01")
    pair.departure(ahmad, status="bekerja", departed_on="2024-01", path="belum_jelas", exit_point="PLBN_ARUK")
    before = count(pair.village)
    kept = import_keeping.take(pair.village, importing.plan(pair.village, file(*ROWS)), {})
    import_keeping.undo(pair.village, kept.id)
    assert count(pair.village) == before
    assert [row["status"] for row in offices.rows_at(pair.village, DEPARTURE)] == ["bekerja"]
    assert [one.undone for one in import_keeping.imports(pair.village)] == [True]
    with pytest.raises(Refused, match="sudah diurungkan"):
        import_keeping.undo(pair.village, kept.id)
    assert import_keeping.take(pair.village, importing.plan(pair.village, file(*ROWS)), {}).count == 4


def test_what_was_changed_since_keeps_a_whole_import_from_being_taken_back(pair: offices.Pair) -> None:
    kept = import_keeping.take(pair.village, importing.plan(pair.village, file(*ROWS)), {})
    person = next(row["id"] for row in offices.rows_at(pair.village, PERSON) if row["name"] == "ROHANI")
    recording.save(pair.village, PERSON, {"phone": "0812 9999 0000"}, person)
    before = count(pair.village)
    with pytest.raises(Refused, match="diubah lagi"):
        import_keeping.undo(pair.village, kept.id)
    assert count(pair.village) == before


def test_a_row_that_cannot_be_kept_after_all_and_whoever_stops_leave_nothing_behind(pair: offices.Pair) -> None:
    plan = importing.plan(pair.village, file(*ROWS[:3]))
    before = count(pair.village)
    with pytest.raises(Refused) as refused:
        import_keeping.take(pair.village, plan, {2: Decision(person="f" * 32)})
    assert refused.value.code == "row-misfit"
    assert "Baris 4 (ROHANI)" in refused.value.message

    def stop(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_keeping.take(pair.village, plan, {}, stop)
    assert (count(pair.village), import_keeping.imports(pair.village)) == (before, [])


def test_columns_chosen_by_hand_are_remembered_for_the_next_table_like_it(kab: Office) -> None:
    heading = "Orangnya;Kelamin;Sampai;Dusunnya"
    chosen = {0: "person.name", 1: "person.sex", 2: "homecoming.returned_on", 3: "place.village"}
    common = {"homecoming.reason": "repatriasi"}
    first = importing.plan(kab, file("Siti;P;3/11/2026;Sempalai", heading=heading))
    assert first.why_not == "Belum ada kolom yang dipilih sebagai Nama lengkap."
    plan = importing.plan(kab, cast(ListFile, first.file), meanings=chosen, common=common, of=first.shape, sheet=0)
    assert verdicts(plan) == [Verdict.NEW]
    kept = import_keeping.take(kab, plan, {})
    following = importing.plan(kab, file("Ahmad;L;4/11/2026;Seberkat", heading=heading, name="lain.csv"))
    assert (following.is_remembered, dict(following.meanings)) == (True, chosen)
    import_keeping.undo(kab, kept.id)


def test_a_second_export_of_a_field_form_brings_only_what_is_new(village: Office) -> None:
    heading = "_id,nama,jk,tgl_lahir,negara_tujuan,tanggal_berangkat"
    one, other = "1,Siti,P,1990-03-12,Malaysia,2026-10-02", "2,Ahmad,L,1988-05-01,Malaysia,2026-10-05"
    plan = importing.plan(village, file(one, heading=heading))
    assert plan.shape is DEPARTURES
    import_keeping.take(village, plan, {})
    again = importing.plan(village, file(one.replace("Siti", "Siti Aminah"), other, heading=heading))
    assert verdicts(again) == [Verdict.RECORDED, Verdict.NEW]
    assert again.lines[0].why == "Sudah diambil dari P4MI."


def test_the_sheet_of_a_month_of_the_neighbourhoods_is_taken_once(village: Office) -> None:
    heading = "rt;rw;bulan;isi_laporan;jumlah"
    rows = ("3;1;11-2026;ada;2", "4;1;11-2026;nihil;", "5;1;2026;ada;1")
    plan = importing.plan(village, file(*rows, heading=heading))
    assert verdicts(plan) == [Verdict.NEW, Verdict.NEW, Verdict.UNREADABLE]
    import_keeping.take(village, plan, {})
    assert {row["rt"]: row["state"] for row in offices.rows_at(village, RT_REPORT)} == {
        "003": "ADA",
        "004": "NIHIL_TERTULIS",
    }
    by_other_hand = importing.plan(village, file("3;1;11-2026;ada;3", heading=heading))
    assert verdicts(by_other_hand) == [Verdict.RECORDED]


def test_somebody_under_age_is_looked_at_before_they_are_taken(village: Office) -> None:
    heading = "nama;jk;tgl_lahir;negara_tujuan;tanggal_berangkat"
    plan = importing.plan(village, file("Siti;P;12-03-2010;Malaysia;02-10-2026", heading=heading))
    assert verdicts(plan) == [Verdict.ASK]
    assert "di bawah 18 tahun" in plan.lines[0].why
    import_keeping.take(village, plan, {0: Decision()})
    (row,) = offices.rows_at(village, DEPARTURE)
    assert row["warning_reasons"]["under-18"] == "Menurut P4MI"


def test_rows_that_are_left_go_into_a_table_that_can_be_put_right_and_taken_in(village: Office, tmp_path: Path) -> None:
    bad = f'8;"=HYPERLINK(""http://x"")";L;;;{HERE};31/31/2026;Deportasi'
    plan = importing.plan(village, file(ROWS[2], ROWS[4], bad))
    path = import_keeping.save_left(village, plan, {0: Decision(skips=True)}, tmp_path)
    (sheet,) = read_sheets(path.read_bytes())
    assert [row.text(len(sheet.rows[0].cells) - 1) for row in sheet.rows] == [
        "Yang perlu diperbaiki",
        "Dilewati petugas.",
        "Tanggal pulang: “31/31/2026” bukan tanggal. Tulis seperti 21-11-2026.",
        "Tanggal pulang: “31/31/2026” bukan tanggal. Tulis seperti 21-11-2026.",
    ]
    assert b"<f>" not in path.read_bytes()
    again = importing.plan(village, ListFile(path.name, (sheet,)))
    assert verdicts(again) == [Verdict.NEW, Verdict.UNREADABLE, Verdict.UNREADABLE]
    assert again.lines[0].raw.values == plan.lines[0].raw.values


def test_an_office_above_keeps_names_for_villages_and_other_areas_and_records_nobody(kab: Office) -> None:
    no_village = "9;HAMDAN;L;3/4/1991;;;;Sambas;3/11/2026;Deportasi"
    other = "10;DEWI;P;5/6/1995;;Seberkat;Tebas;Sambas;3/11/2026;Deportasi"
    plan = importing.plan(kab, file(*ROWS, no_village, other))
    place, new = Verdict.PLACE, Verdict.NEW
    assert verdicts(plan) == [new, new, new, Verdict.APART, Verdict.UNREADABLE, Verdict.RECORDED, new, place, new]
    kept = import_keeping.take(kab, plan, {})
    assert count(kab) == {"person": 0, "departure": 0, "homecoming": 0, "rt_report": 0, "listed": 7}
    assert listed_people.waiting_by_village(kab) == {offices.VILLAGE: 4, offices.OTHER_VILLAGE: 1}
    with kab.database.reading() as connection:
        told = {code: listed_people.tell(connection, kab, code, {}) for code in (offices.OTHER_VILLAGE, "61.01.04")}
    (line,) = cast(list[dict[str, dict[str, object]]], told[offices.OTHER_VILLAGE]["listed"])
    assert line["values"]["person.name"] == "DEWI"
    assert told["61.01.04"] == {}, "no office between hears of anybody"
    assert catalogue.make(kab, "lembar-serah").startswith(b"%PDF")
    assert listed_people.unreached(kab) == {offices.VILLAGE, offices.OTHER_VILLAGE}
    pages = listed_handover.of_villages(kab, About())
    assert [("DEWI" in plain_text(page), "ROHANI" in plain_text(page)) for page in pages] == [
        (True, False),
        (False, True),
    ]
    import_keeping.undo(kab, kept.id)
    for name in ("lembar-serah", "lembar-nama-desa"):
        with pytest.raises(Refused, match="Tidak ada nama"):
            catalogue.make(kab, name)


def test_who_a_list_names_stays_at_the_office_that_got_it(kab: Office) -> None:
    kept = import_keeping.take(kab, importing.plan(kab, file(ROWS[0])), {})
    (row,) = offices.rows_at(kab, LISTED)
    named = {field.name for field in LISTED.fields if field.personal}
    assert named - {"warning_reasons"} <= LISTED.restricted_names
    assert LISTED.restricted_reaches is None
    assert (row["state"], row["region"]) == ("DESA", offices.VILLAGE)
    import_keeping.undo(kab, kept.id)


def test_who_may_not_record_takes_nothing_in(village: Office) -> None:
    reader = replace(village, user=village.user._replace(role="pemeriksa"))
    plan = importing.plan(village, file(ROWS[2]))
    for deed in (lambda: importing.plan(reader, file(ROWS[2])), lambda: import_keeping.take(reader, plan, {})):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.code == "role"
    assert count(village)["person"] == 0


def test_a_record_that_is_gone_is_offered_to_be_recorded_anew(pair: offices.Pair) -> None:
    import_keeping.take(pair.village, importing.plan(pair.village, file(ROWS[2])), {})
    (back,) = offices.rows_at(pair.village, HOMECOMING)
    undoing.remove(pair.village, HOMECOMING, str(back["id"]))
    (line,) = importing.plan(pair.village, file(ROWS[2].replace("3;ROHANI", "8;Rohani"))).lines
    assert line.verdict is Verdict.KNOWN
