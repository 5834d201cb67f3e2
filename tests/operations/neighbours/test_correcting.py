"""What an office above asks and tells through receipts, and how the village answers."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import closing, recording, stocktaking, undoing
from ppo_desktop.operations.history import journalling
from ppo_desktop.operations.neighbours import confirming, correcting, handing, notes, unusable
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.referral import REFERRAL
from ppo_desktop.records.registry import kind
from ppo_desktop.records.stock import left
from ppo_desktop.storage import journal_store
from verifiers import run


def test_a_request_for_correction_travels_down_and_is_answered_by_a_correction(pair: offices.Pair) -> None:
    person = pair.person(born_on="2030-01-01", warning_reasons={"born-on-future": "?"})
    pair.report(nihil=True)
    pair.carry_up()
    correcting.ask(pair.camat, PERSON, pair.village.code, person, "Tanggal lahir belum tiba.", "born_on")
    with pytest.raises(Refused, match="sudah diminta"):
        correcting.ask(pair.camat, PERSON, pair.village.code, person, "Sekali lagi.")
    pair.carry_down()
    (told,) = correcting.requested(pair.village)
    assert told.sentence == "Kecamatan Tebas meminta isian “Tanggal lahir” dilihat lagi: Tanggal lahir belum tiba."
    assert (told.record, told.title) == (person, "Siti Aminah")
    recording.save(pair.village, PERSON, {"born_on": "2000-03-12"}, person)
    assert correcting.requested(pair.village) == [], "a newer entry answers it"
    pair.report(nihil=True)
    pair.carry_up()
    assert [one.state for one in correcting.asked(pair.camat)] == ["changed"]
    pair.carry_down()
    assert correcting.requested(pair.village) == []


def test_a_record_that_is_right_is_answered_with_a_note_that_travels_up(pair: offices.Pair) -> None:
    person, other = pair.person(), pair.person("Dewi Lestari")
    pair.report(nihil=True)
    pair.carry_up()
    for record in (person, other):
        correcting.ask(pair.camat, PERSON, pair.village.code, record, "Benarkah RT-nya?")
    first, second = correcting.asked(pair.camat)
    pair.carry_down()
    assert {one.record for one in correcting.requested(pair.village)} == {person, other}
    (told,) = correcting.requested(pair.village, person)
    correcting.is_right(pair.village, told, "Sudah dicek di KK.")
    undoing.remove(pair.village, PERSON, other)
    assert correcting.requested(pair.village) == [], "of a removed record nothing is asked"
    pair.report(nihil=True)
    pair.carry_up()
    states = {one.record: (one.state, one.answer) for one in correcting.asked(pair.camat)}
    assert states == {person: ("right", "Sudah dicek di KK."), other: ("changed", "")}
    assert {first.id, second.id} == {one.id for one in correcting.asked(pair.camat)}


def test_a_withdrawn_request_is_gone_with_the_next_receipt(pair: offices.Pair) -> None:
    person = pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    correcting.ask(pair.camat, PERSON, pair.village.code, person, "Keliru?")
    pair.carry_down()
    correcting.withdraw(pair.camat, correcting.asked(pair.camat)[0].id)
    pair.report(nihil=True)
    pair.carry_up()
    pair.carry_down()
    assert correcting.requested(pair.village) == []
    assert [one.standing[-16:] for one in correcting.asked(pair.camat)] == ["ditarik kembali."]


def test_what_cannot_be_asked_is_said(pair: offices.Pair) -> None:
    person = pair.person()
    for text in ("", "x" * 201):
        with pytest.raises(Refused, match="paling panjang 200"):
            correcting.ask(pair.camat, PERSON, pair.village.code, person, text)
    with pytest.raises(Refused, match="tidak ada"):
        correcting.ask(pair.camat, PERSON, pair.village.code, person, "Belum sampai di sini.")
    with pytest.raises(Refused, match="kantor di bawah"):
        correcting.ask(pair.village, PERSON, pair.village.code, person, "Catatan sendiri.")


def test_requests_of_any_form_are_read_as_far_as_they_are_understood(pair: offices.Pair) -> None:
    person = pair.person()
    good = {"record": person, "request": "0" * 32, "verdict": "correct", "reason": "Lihat.", "version": 1, "on": "x"}
    odd = [7, {}, {**good, "reason": 7}, {**good, "version": True}, {**good, "record": "x"}, {**good, "verdict": "x"}]
    with pair.village.database.transaction() as connection:
        correcting.learn(connection, pair.village, pair.camat.code, {"verdicts": [*odd, good]})
    (told,) = correcting.requested(pair.village)
    assert (told.field, told.asked_on) == ("", "")
    with pair.village.database.transaction() as connection:
        correcting.learn(connection, pair.village, pair.camat.code, {"verdicts": "x"})
    assert correcting.requested(pair.village) == []


def test_notes_reach_the_other_side_and_no_later_receipt_loses_them(pair: offices.Pair) -> None:
    notes.write(pair.village, pair.camat.code, "Laporan berikut terlambat, listrik padam.")
    pair.report(nihil=True)
    pair.carry_up()
    (arrived,) = notes.unread(pair.camat)
    assert (arrived.text[:7], arrived.sender) == ("Laporan", pair.village.code)
    notes.seen(pair.camat)
    assert notes.unread(pair.camat) == []
    notes.write(pair.camat, pair.village.code, "Terima kasih, tidak apa-apa.")
    confirming.write_receipts(pair.camat)  # this one is lost on its way
    pair.report(nihil=True)
    pair.carry_up()
    notes.write(pair.camat, pair.village.code, "Bawa juga daftar RT.")
    assert not any(note.has_arrived for note in notes.exchanged(pair.camat) if note.to == pair.village.code)
    pair.carry_down()
    assert {note.text[:6] for note in notes.unread(pair.village)} == {"Terima", "Bawa j"}
    pair.report(nihil=True)
    pair.carry_up()
    assert all(note.has_arrived for note in notes.exchanged(pair.camat))
    (receipt,) = confirming.write_receipts(pair.camat)
    assert isinstance(receipt, confirming.Receipt)
    pair.carry_down()
    assert len(notes.exchanged(pair.village)) == 3, "what the newest receipt no longer says stays"
    assert all(note.has_arrived for note in notes.exchanged(pair.village))


def test_a_note_goes_to_offices_above_and_below_alone(pair: offices.Pair) -> None:
    assert notes.partners(pair.village) == [pair.camat.code]
    for to, text in ((offices.OTHER_VILLAGE, "Halo"), (pair.camat.code, " "), (pair.camat.code, "x" * 401)):
        with pytest.raises(Refused):
            notes.write(pair.village, to, text)
    assert list(notes.read({"notes": [7, {"id": "x", "text": "a"}, {"id": "0" * 32, "text": 3}]})) == []


def test_a_referral_is_answered_downwards_and_only_that_it_was_stands_on_the_page(pair: offices.Pair) -> None:
    typed = {"person": pair.person(), "institution": "KECAMATAN", "urgency": "SEGERA", "status": "DIKIRIM"}
    more = {"basis": "PERSETUJUAN", "sent_on": "2026-11-12", "number": "470/22"}
    referral = recording.save(pair.village, REFERRAL, {**typed, **more}).record
    pair.report(nihil=True)
    pair.carry_up()
    for to, record in ((pair.village.code, "0" * 32), (offices.OTHER_VILLAGE, referral)):
        with pytest.raises(Refused, match="Rujukan itu tidak ada"):
            notes.write(pair.camat, to, "Sudah ditemui.", referral=record)
    notes.write(pair.camat, pair.village.code, "Orangnya sudah didampingi UPTD.", referral=referral)
    pair.carry_down()
    (answer,) = notes.answering(pair.village, referral)
    assert (answer.text, answer.title, answer.is_new) == (
        "Orangnya sudah didampingi UPTD.", "Siti Aminah – Kantor camat", True
    )  # fmt: skip
    page = " ".join(run("pdftotext", next(pair.stick.glob("*tanda-terima*")), "-").split())
    assert (
        "Jawaban rujukan; isinya tampil di PPO Desktop – Rujukan 12-11-2026 nomor 470/22: dijawab 21-11-2026." in page
    )
    assert "didampingi" not in page
    assert "Siti" not in page
    checking = replace(pair.village, user=pair.village.user._replace(role="pemeriksa"))
    (read_by_others,) = notes.answering(checking, referral)
    assert "didampingi" not in read_by_others.text
    closing.close(offices.as_head(pair.village), REFERRAL, pair.village.code, referral, [], "Kerabat petugas.")
    (hidden,) = notes.exchanged(pair.village)
    assert (hidden.title, hidden.text) == ("Catatan tertutup", "–")
    assert notes.answering(pair.village, referral) == []


def test_what_is_handed_down_is_told_until_it_is_taken_in_and_counted_once(pair: offices.Pair) -> None:
    comic = {"medium": "KOMIK", "title": "Jangan Mudah Percaya"}
    material = recording.save(pair.camat, kind("material"), comic).record
    move = {"material": material, "movement": "SERAH", "moved_on": "2026-11-20", "amount": 80, "proof": "BA/1"}
    printed = {"material": material, "movement": "CETAK", "moved_on": "2026-11-19", "amount": 100}
    for typed in (printed, {**move, "other_office": pair.village.code}):
        recording.save(pair.camat, kind("stock_move"), typed)
    pair.report(nihil=True)
    pair.carry_up()
    pair.carry_down()
    (told,) = handing.proposed(pair.village)
    assert told.sentence == "Kecamatan Tebas menyerahkan 80 Komik “Jangan Mudah Percaya” pada 20 November 2026."
    handing.take_in(pair.village, told, 78)
    assert handing.proposed(pair.village) == []
    with pytest.raises(Refused, match="sudah dicatat"):
        handing.take_in(pair.village, told)
    with pair.village.database.reading() as connection:
        book = stocktaking.book(connection, pair.village.code)
    assert [left(book, str(row["id"])) for row in book.materials] == [78]
    confirming.write_receipts(pair.camat)
    pair.report(nihil=True)
    pair.carry_up()
    with pair.camat.database.reading() as connection:
        assert handing.tell(connection, pair.camat, pair.village.code, {}) == {}


def test_what_the_upper_office_could_not_use_is_told_in_words(pair: offices.Pair) -> None:
    person = pair.person()
    with pair.village.database.transaction() as connection:
        seen = journal_store.of_record(connection, pair.village.code, person)
        newer = {"blood_type": "O", "born_on": 7}
        journalling.write(connection, pair.village, PERSON, person, newer, seen=seen)
    pair.report(nihil=True)
    pair.carry_up()
    pair.carry_down()
    assert [one.sentence for one in unusable.told(pair.village)] == [
        "Kecamatan Tebas belum dapat memakai 1 isian “blood_type” (Warga): programnya di sana lebih lama. "
        "Tidak ada yang hilang.",
        "Kecamatan Tebas belum dapat memakai 1 isian “Tanggal lahir” (Warga): isinya tidak dapat dibaca di sana; "
        "periksa isian itu. Tidak ada yang hilang.",
    ]
