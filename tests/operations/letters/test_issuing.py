"""Letters: begun from what is recorded, kept, made final, printed alike years later."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
from ppo_desktop.core.errors import Invalid, Refused
from ppo_desktop.operations.books import recording, undoing
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.doors import setup
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office, Official
from ppo_desktop.operations.letters import issuing, letter_templates
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.neighbours import exchanging, receiving
from ppo_desktop.operations.papers import catalogue, registers
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.document import Facts, Paragraph
from ppo_desktop.reports.registers import AGENDA

SITI = {
    "name": "Siti Aminah",
    "sex": "P",
    "nik": "6101045203000001",
    "birth_place": "Tebas",
    "born_on": "2000-03-12",
    "address": "Jalan Parit Raja",
    "rt": "3",
    "rw": "1",
    "hamlet": "Dusun Setia",
    "marital_status": "1",
}


@pytest.fixture
def village(tmp_path: Path) -> Office:
    return offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())


def reasons(*codes: str) -> dict[str, object]:
    return {"warning_reasons": dict.fromkeys(codes, "sudah dicek")}


@pytest.fixture
def siti(village: Office) -> str:
    return recording.save(village, kind("person"), {**SITI, **reasons("nik-district")}).record


def departure(office: Office, person: str, **more: object) -> str:
    typed = {"person": person, "registered_on": "2026-11-03", "status": "niat", "destination_country": "MY", **more}
    return recording.save(office, kind("departure"), {**typed, **reasons("incomplete", "under-18")}).record


def told(office: Office, writing: issuing.Writing) -> str:
    """All words of the body."""
    said = []
    for block in issuing.document(office, writing).blocks:
        said += [f"{label}: {text}" for label, text in block.rows] if isinstance(block, Facts) else []
        said += [block.text] if isinstance(block, Paragraph) else []
    return "\n".join(said).replace("\u00a0", " ")


def test_what_is_recorded_stands_in_the_letter_and_the_rest_is_told(village: Office, siti: str) -> None:
    writing = issuing.begin(village, "BEPERGIAN", Subject("person", siti))
    said = told(village, writing)
    for words in (
        "Nama: Siti Aminah",
        "NIK: 6101045203000001",
        "Tempat, tanggal lahir: Tebas, 12 Maret 2000",
        "Alamat: Jalan Parit Raja, RT 003/RW 001, Dusun Setia",
        "Status perkawinan: Belum kawin",
        "Kepala Desa Sempalai, Kecamatan Tebas, Kabupaten Sambas, menerangkan",
    ):
        assert words in said
    assert {"Agama", "Keperluan"} <= set(issuing.unfilled(village, writing))
    assert "Pengikut" not in issuing.unfilled(village, writing)


def test_a_final_letter_is_printed_alike_whatever_changes_afterwards(village: Office, siti: str) -> None:
    writing = issuing.begin(village, "STATUS_KAWIN", Subject("person", siti))
    writing = replace(writing, filled={**writing.filled, "agama": "Islam", "keperluan": "melamar kerja"})
    record = issuing.finish(village, writing).record
    before = issuing.document(village, issuing.resume(village, record))
    recording.save(village, kind("person"), {"marital_status": "2"}, siti)
    texts = {"title": "Keterangan", "body": "{nama}"}
    letter_templates.adapt(village, "STATUS_KAWIN", texts)
    other = replace(village.identity, head=Official("Budi", "NIP 1", "Plt.", "Penata"), address="Jalan Baru 1")
    after = issuing.document(setup.change_identity(village, other), issuing.resume(village, record))
    assert after == before
    assert after.signatures[0].name == "Abdul Hamid"
    again = issuing.begin(village, "STATUS_KAWIN", Subject("person", siti))
    assert issuing.document(village, again).title == "Keterangan"


def test_religion_is_printed_and_not_kept(village: Office, siti: str) -> None:
    writing = issuing.begin(village, "BEPERGIAN", Subject("person", siti))
    writing = replace(writing, filled={**writing.filled, "agama": "Katolik"})
    assert "Agama: Katolik" in told(village, writing)
    record = issuing.finish(village, writing).record
    assert "agama" not in issuing.resume(village, record).filled
    assert "Katolik" not in str(offices.rows_at(village, LETTER))


def test_only_the_laws_own_bar_keeps_a_letter_from_being_issued(village: Office) -> None:
    child = recording.save(
        village,
        kind("person"),
        {**SITI, "nik": None, "no_nik_reason": "TIDAK_DIBAWA", "born_on": "2009-03-12"},
    ).record
    leaving = departure(village, child, planned_on="2026-12-10")
    writing = issuing.begin(village, "IZIN_KELUARGA", Subject("departure", leaving))
    assert "18 tahun" in writing.bar
    with pytest.raises(Refused, match="letter-barred"):
        issuing.finish(village, replace(writing, reason="Orang tuanya setuju"))
    issuing.save_draft(village, writing)
    notice = issuing.withheld_from(village, writing)
    assert not notice.bar
    assert "Permohonan Saudara untuk surat keterangan izin keluarga" in told(village, notice)
    record = issuing.finish(village, notice).record
    (row,) = [row for row in offices.rows_at(village, LETTER) if row["id"] == record]
    assert (row["decision"], row["person"], row["departure"]) == ("BELUM", child, leaving)


def test_what_the_head_should_weigh_is_told_and_the_reason_kept(village: Office, siti: str) -> None:
    leaving = departure(village, siti, planned_on="2026-12-10", permit_giver="Mariam", permit_relation="IBU")
    writing = issuing.begin(village, "IZIN_KELUARGA", Subject("departure", leaving))
    assert not writing.bar
    assert writing.remarks
    assert issuing.document(village, writing).title == "Surat Keterangan Izin Orang Tua"
    with pytest.raises(Refused, match="reason-missing"):
        issuing.finish(village, writing)
    final = replace(writing, reason="Ibu hadir dan mengerti.", number="562/7/2026")
    record = issuing.finish(village, final).record
    (row,) = offices.rows_at(village, kind("departure"))
    assert row["permit_number"] == "562/7/2026", "the register of departures has it too"
    for change in ({"reason": "Lain"}, {"departure": departure(village, siti)}):
        with pytest.raises(Invalid, match="final"):
            recording.save(village, LETTER, change, record)
    assert issuing.resume(village, record).reason == "Ibu hadir dan mengerti."
    assert "Ibu hadir" not in told(village, issuing.resume(village, record))


def test_what_the_law_bars_is_looked_at_when_the_letter_becomes_final(village: Office, siti: str) -> None:
    leaving = departure(village, siti, planned_on="2026-12-10")
    writing = replace(issuing.begin(village, "IZIN_KELUARGA", Subject("departure", leaving)), reason="Ibu hadir")
    assert not writing.bar
    younger = {"nik": None, "no_nik_reason": "TIDAK_DIBAWA", "born_on": "2010-03-12"}
    recording.save(village, kind("person"), younger, siti)
    recording.save(
        village, kind("departure"), {"planned_on": "2026-12-11", **reasons("incomplete", "under-18")}, leaving
    )
    with pytest.raises(Refused, match="letter-barred"):
        issuing.finish(village, writing)
    assert not offices.rows_at(village, LETTER)


def test_the_number_stands_on_the_departure_as_long_as_its_letter_does(village: Office, siti: str) -> None:
    leaving = departure(village, siti, planned_on="2026-12-10")

    def noted() -> object:
        (row,) = offices.rows_at(village, kind("departure"))
        return row["permit_number"]

    writing = replace(issuing.begin(village, "IZIN_KELUARGA", Subject("departure", leaving)), reason="Ibu hadir")
    record = issuing.finish(village, writing).record
    assert noted() is None
    issuing.add_number(village, record, "562/7/2026")
    assert noted() == "562/7/2026"
    newer = issuing.finish(village, replace(writing, number="562/8/2026")).record
    issuing.void(village, record, "Salah cetak")
    assert noted() == "562/8/2026", "of the letter that stands"
    issuing.void(village, newer, "Batal berangkat")
    assert noted() is None
    with pytest.raises(Invalid, match="final"):
        recording.save(village, LETTER, {"void_reason": "Lain"}, newer)


def test_a_final_letter_is_not_changed_removed_or_undone_but_made_void(village: Office, siti: str) -> None:
    saved = issuing.finish(village, issuing.begin(village, "SKTM", Subject("person", siti)))
    assert saved.change is not None
    for change in ({"subject": "Lain"}, {"state": "DRAF"}, {"filled": {}}):
        with pytest.raises(Invalid, match="final"):
            recording.save(village, LETTER, change, saved.record)
    with pytest.raises(Refused, match="remove-misfit"):
        undoing.remove(village, LETTER, saved.record)
    with pytest.raises(Refused, match="undo-misfit"):
        undoing.undo(village, saved.change)
    issuing.add_number(village, saved.record, "560/9/2003/XI/2026")
    with pytest.raises(Invalid, match="final"):
        issuing.add_number(village, saved.record, "560/10/2003/XI/2026")
    with pytest.raises(Refused, match="reason-missing"):
        issuing.void(village, saved.record, "  ")
    issuing.void(village, saved.record, "Salah orang")
    assert issuing.document(village, issuing.resume(village, saved.record)).watermark == "BATAL"
    with pytest.raises(Refused, match="letter-not-final"):
        issuing.void(village, saved.record, "lagi")


def test_a_referral_hands_on_what_the_record_says_and_that_it_was_read_is_written_down(
    village: Office, siti: str
) -> None:
    typed = {
        "person": siti,
        "institution": "UPTD_PPA",
        "urgency": "SEGERA",
        "status": "DISIAPKAN",
        "basis": "PERSETUJUAN",
        "reasons": ["DOKUMEN_DITAHAN"],
        "data_given": ["UMUR"],
    }
    referral = recording.save(village, kind("referral"), typed).record
    writing = issuing.begin(village, "RUJUKAN", Subject("referral", referral))
    assert writing.filled["rujukan_umur"] == "26 tahun, perempuan"
    assert "rujukan_nama" not in writing.filled, "no more than the referral says"
    assert writing.filled["rujukan_tanda"] == "Dokumen dipegang orang lain"
    assert [look.kind for look in access.looks(offices.as_head(village))] == ["referral"]


def test_somebody_else_may_sign_for_the_head(village: Office, siti: str) -> None:
    writing = issuing.begin(village, "SKTM", Subject("person", siti))
    second = issuing.signer(village, replace(writing, signer=issuing.SECRETARY))
    assert second.titles == ("a.n. Kepala Desa Sempalai", "Sekretaris Desa,")
    other = replace(writing, signer=issuing.OTHER, other=issuing.Signer(("Kasi Pelayanan",), "Rina", "Penata", "NIP 2"))
    third = issuing.signer(village, other)
    assert third.titles == ("a.n. Kepala Desa Sempalai", "Sekretaris Desa", "u.b.", "Kasi Pelayanan,")
    record = issuing.finish(village, other).record
    assert issuing.signer(village, issuing.resume(village, record)) == third


def test_an_office_puts_a_letter_in_its_own_words_and_comes_back(village: Office) -> None:
    with pytest.raises(Refused, match="template") as refused:
        letter_templates.adapt(village, "SKTM", {"body": "{namma}"})
    assert "nama" in refused.value.message
    letter_templates.adapt(village, "SKTM", {"body": "Dengan hormat, {nama}"})
    assert letter_templates.own_codes(village) == {"SKTM"}
    assert letter_templates.template(village, "SKTM").body == "Dengan hormat, {nama}"
    assert letter_templates.restore(village, "SKTM") == letter_templates.template(village, "SKTM")
    texts = {name: letter_templates.original("SKTM").text(name) for name in ("title", "body")}
    letter_templates.adapt(village, "SKTM", texts)
    assert letter_templates.own_codes(village) == set(), "the program's words are no copy"


def test_a_letter_of_the_register_is_printed_from_the_catalogue(village: Office, siti: str) -> None:
    record = issuing.finish(village, issuing.begin(village, "SKTM", Subject("person", siti))).record
    assert catalogue.make(village, "letter", About(record)).startswith(b"%PDF")
    by_hand = {"subject": "Surat tugas", "dated_on": "2026-11-02", "state": "FINAL", "number": "094/3/2026"}
    noted = recording.save(village, LETTER, by_hand).record
    with pytest.raises(Refused, match="letter-elsewhere"):
        catalogue.make(village, "letter", About(noted))


def test_a_letter_about_a_record_is_not_begun_without_one(village: Office) -> None:
    with pytest.raises(Refused, match="letter-about"):
        issuing.begin(village, "IZIN_KELUARGA")
    with pytest.raises(Refused, match="unknown-record"):
        issuing.begin(village, "IZIN_KELUARGA", Subject("departure", "0" * 32))
    assert issuing.begin(village, "BA_SERAH_TERIMA").filled["pihak1_nama"] == "Abdul Hamid"


def test_a_border_pass_far_from_the_border_or_for_work_is_for_the_head_to_weigh(village: Office, siti: str) -> None:
    at_home = issuing.begin(village, "PENGANTAR_PLB", Subject("person", siti))
    assert [remark.partition(" hanya")[0] for remark in at_home.remarks] == ["Pas Lintas Batas"]
    leaving = departure(village, siti, job="Penjaga kedai", planned_on="2026-12-10")
    assert len(issuing.begin(village, "PENGANTAR_PLB", Subject("departure", leaving)).remarks) == 2


@pytest.mark.long
def test_above_it_is_known_that_there_is_a_letter_and_nothing_of_what_it_says(tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path)
    person = pair.person()
    writing = issuing.begin(pair.village, "SKTM", Subject("person", person))
    filled = {**writing.filled, "keperluan": "biaya pengacara"}
    issuing.finish(pair.village, replace(writing, filled=filled, reason="Keluarga hadir", number="440/7/2026"))
    pair.report(nihil=True)
    pair.carry_up()
    (row,) = offices.rows_at(pair.camat, LETTER)
    assert (row["template"], row["state"], row["number"]) == ("SKTM", "FINAL", "440/7/2026")
    assert [row[name] for name in ("filled", "source", "reason", "void_reason")] == [None] * 4
    assert "pengacara" not in str(row)
    with pytest.raises(Refused, match="unknown-record"):
        issuing.resume(pair.camat, str(row["id"]))


@pytest.mark.long
def test_a_final_letter_stays_as_it_is_whatever_another_pc_still_does_with_its_draft(tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path)
    first, second = pair.village, offices.second_pc(pair, tmp_path / "kedua")

    def carry(giver: Office, taker: Office) -> None:
        exchanging.make_update(giver)
        receiving.take(taker, [sending.export(giver, giver.code, pair.stick).path])

    draft = issuing.save_draft(first, issuing.begin(first, "SKTM", Subject("person", pair.person()))).record
    carry(first, second)
    carry(second, first)
    issuing.finish(first, replace(issuing.resume(first, draft), filled={"nama": "Siti"}, number="440/7/2026"))
    before = issuing.resume(first, draft)
    for n in range(3):
        later = replace(issuing.resume(second, draft), filled={"nama": f"Budi {n}"}, dated_on="2026-01-01", number="9")
        issuing.save_draft(second, later)
    carry(second, first)
    carry(first, second)
    assert issuing.resume(first, draft) == issuing.resume(second, draft) == before
    assert (before.state, before.number, before.dated_on) == ("FINAL", "440/7/2026", "2026-11-21")
    draft = issuing.save_draft(first, issuing.begin(first, "BA_SERAH_TERIMA")).record
    carry(first, second)
    for office, number in ((first, "440/8/2026"), (second, "440/9/2026")):
        issuing.finish(office, replace(issuing.resume(office, draft), number=number))
    carry(first, second)
    carry(second, first)
    for office in (first, second):
        lines = registers.lines_of(office, AGENDA)
        told = [AGENDA.columns[0].cell(line).split("\n")[0] for line in lines]
        assert sorted(told) == ["440/7/2026", "440/8/2026", "440/9/2026"], "no number that was given is in no book"
        assert len(lines) == 3
        for number in ("440/8/2026", "440/9/2026"):
            with pytest.raises(Invalid, match="sudah dipakai"):
                issuing.finish(office, replace(issuing.begin(office, "BA_SERAH_TERIMA"), number=number))
