"""The sheet of a record: what it shows, and everything that can be done from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, Key, choose_from_menu
from ppo_desktop.core.errors import Refused
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.forms.erasure import ErasedCard, ErasureCard
from ppo_desktop.gui.forms.sheet import HistoryCard
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.history import journalling
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.papers import sheets
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import journal_store
from verifiers import run

SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
OpenSheet = Callable[..., tuple[RecordPage, Hands]]


@pytest.fixture
def siti(village: Office) -> str:
    """A person."""
    return recording.save(village, kind("person"), {**SITI, "phone": "081234567890", "note": "Rumah cat biru."}).record


def departure_of(office: Office, person: str) -> str:
    typed = {"person": person, "registered_on": "2026-11-03", "status": "niat", "destination_country": "MY"}
    return recording.save(office, kind("departure"), {**typed, "fee_asked": "1500000"}).record


@pytest.fixture
def open_sheet(open_window: OpenWindow, qtbot: Any) -> OpenSheet:
    """The sheet of a record, reached from the list of people."""

    def open_(office: Office, of: str, record: str, owner: str = "") -> tuple[RecordPage, Hands]:
        window = open_window(office, "people")
        window.show_place(Place("record", {"kind": of, "owner": owner, "record": record, "listed": "people"}))
        QApplication.processEvents()
        assert isinstance(window.page, RecordPage)
        return window.page, Hands(window, qtbot)

    return open_


def texts(page: RecordPage) -> list[str]:
    """Everything written on the sheet."""
    QApplication.processEvents()
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible() and each.text()]


def text_of(paper: Path) -> str:
    """What can be read on the pages."""
    return " ".join(run("pdftotext", "-layout", paper, "-").split())


def set_apart(office: Office, record: str, field: str, *values: object) -> None:
    """Entries that follow the same one, as from PCs that do not know of each other."""
    with office.database.transaction() as connection:
        seen = journal_store.of_record(connection, office.code, record)
        for value in values:
            journalling.write(connection, office, kind("person"), record, {field: value}, seen=seen)


def test_a_record_is_told_in_words(village: Office, siti: str, open_sheet: OpenSheet) -> None:
    page, _hands = open_sheet(village, "person", siti)
    assert page.title.text() == "Siti Aminah"
    said = texts(page)
    for words in ("12 Maret 2000 (26 tahun)", "Perempuan", "0812 3456 7890", "Kartu tidak dibawa"):
        assert words in said
    assert not [text for text in said if "2000-03-12" in text or "TIDAK_DIBAWA" in text]
    page, _hands = open_sheet(village, "departure", departure_of(village, siti))
    said = texts(page)
    for words in ("3 November 2026", "Malaysia", "Berniat berangkat"):
        assert words in said


def test_what_is_not_for_every_eye_is_shown_on_demand_and_the_head_sees_who_looked(
    village: Office, siti: str, open_sheet: OpenSheet
) -> None:
    page, hands = open_sheet(village, "person", siti)
    assert "Rumah cat biru." not in " ".join(texts(page)), "neither among the values nor in the history"
    hands.push("Tampilkan isian terbatas")
    assert "Rumah cat biru." in texts(page)
    page, hands = open_sheet(village, "departure", departure_of(village, siti))
    assert "Rp1.500.000" not in " ".join(texts(page))
    hands.push("Tampilkan isian terbatas")
    assert "Rp1.500.000" in texts(page)
    told = access.looks(offices.as_head(village))
    assert [(look.who, look.kind, look.title) for look in told] == [
        ("Rina", "departure", "Siti Aminah – Malaysia"),
        ("Rina", "person", "Siti Aminah"),
    ]
    with pytest.raises(Refused, match="not-allowed"):
        access.looks(village)


def test_the_sheet_is_put_on_paper_as_it_is_in_sight(
    village: Office, siti: str, open_sheet: OpenSheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    page, hands = open_sheet(village, "person", siti)
    hands.press(Key.Key_P)
    choose_from_menu("Lembar catatan ini")
    hands.rest()
    paper = tmp_path / "Warga Siti Aminah.pdf"
    said = text_of(paper)
    assert "12 Maret 2000 (26 tahun)" in said
    assert "Dicetak 21 November 2026 oleh Rina." in said
    assert "Rumah cat biru." not in said
    assert "RAHASIA" not in said
    paper.unlink()
    hands.push("Tampilkan isian terbatas")
    page.onto_paper.click()
    choose_from_menu("Lembar catatan ini")
    hands.rest()
    said = text_of(paper)
    assert "Rumah cat biru." in said
    assert "RAHASIA" in said
    assert f"Tersimpan di folder {tmp_path.name}." in texts(page)


def test_a_history_of_which_nothing_is_shown_says_why(qapp: object) -> None:
    card = HistoryCard(cast(Any, None), [], lambda _link: None)
    assert "Riwayat tampak setelah yang disembunyikan dibuka." in [each.text() for each in card.findChildren(QLabel)]


def test_who_only_keeps_accounts_cannot_look(village: Office, siti: str, open_sheet: OpenSheet) -> None:
    keeper = replace(village, user=village.user._replace(role="admin"))
    page, _hands = open_sheet(keeper, "person", siti)
    (door,) = [made for made in page.findChildren(QPushButton) if made.text().strip() == "Tampilkan isian terbatas"]
    assert not door.isEnabled()
    assert "petugas dan pimpinan" in door.accessibleDescription()
    with pytest.raises(Refused, match="not-allowed"):
        access.look(keeper, kind("person"), village.code, siti)
    assert access.looks(offices.as_head(village)) == []


def test_changing_a_record_is_a_look_at_it_and_not_for_who_may_not_look(
    village: Office, siti: str, open_sheet: OpenSheet
) -> None:
    _page, hands = open_sheet(village, "person", siti)
    hands.press(Key.Key_E)
    hands.rest()
    assert hands.form.form.cells["note"].value == "Rumah cat biru."
    assert [look.record for look in access.looks(offices.as_head(village))] == [siti]
    keeper = replace(village, user=village.user._replace(role="sekretaris"))
    _page, hands = open_sheet(keeper, "person", siti)
    hands.press(Key.Key_E)
    hands.rest()
    assert hands.form.view.form is None
    assert not hands.form.bar.isEnabled()


def test_names_on_a_sheet_are_never_read_as_markup(village: Office, open_sheet: OpenSheet) -> None:
    record = recording.save(village, kind("person"), {**SITI, "name": "<b>Siti</b> & Budi"}).record
    page, _hands = open_sheet(village, "person", record)
    assert "<b>Siti</b> & Budi" in texts(page)
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in page.findChildren(QLabel) if each.text())


def test_escape_leaves_the_sheet(village: Office, siti: str, open_sheet: OpenSheet) -> None:
    page, hands = open_sheet(village, "person", siti)
    hands.press(Key.Key_Escape)
    assert hands.window.page is not page


def test_e_opens_the_form_over_the_record(village: Office, siti: str, open_sheet: OpenSheet) -> None:
    _page, hands = open_sheet(village, "person", siti)
    hands.press(Key.Key_E)
    assert isinstance(hands.window.page, FormPage)
    assert hands.window.page.form.cells["name"].value == "Siti Aminah"


def test_a_departure_is_begun_from_the_person_and_leads_back(village: Office, siti: str, open_sheet: OpenSheet) -> None:
    page, hands = open_sheet(village, "person", siti)
    assert page.depart.isVisible()
    hands.press(Key.Key_K)
    form = hands.window.page
    assert isinstance(form, FormPage)
    assert form.form.cells["person"].value == siti
    form.form.fill({"status": "niat", "destination_country": "MY"})
    form.save()
    hands.rest()
    page = hands.window.page
    assert isinstance(page, RecordPage)
    assert "Siti Aminah – Malaysia" in texts(page)
    hands.push("Buka Keberangkatan Siti Aminah – Malaysia")
    page = hands.window.page
    assert isinstance(page, RecordPage)
    assert page.title.text() == "Siti Aminah – Malaysia"
    assert not page.depart.isVisible()
    hands.push("Buka Warga Siti Aminah")
    assert hands.window.page is not None
    assert hands.window.page.title.text() == "Siti Aminah"


def test_delete_takes_it_out_of_the_list_and_undo_brings_it_back(
    village: Office, siti: str, open_sheet: OpenSheet, qtbot: Any
) -> None:
    _page, hands = open_sheet(village, "person", siti)
    hands.press(Key.Key_Delete)
    hands.rest()
    assert browsing.count(village, kind("person")) == 0
    assert not isinstance(hands.window.page, RecordPage)
    assert hands.window.toaster.text == "Siti Aminah dihapus dari daftar."
    hands.press(Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: browsing.count(village, kind("person")) == 1)


def test_a_person_with_a_departure_is_not_deleted_and_says_why(
    village: Office, siti: str, open_sheet: OpenSheet
) -> None:
    departure_of(village, siti)
    page, hands = open_sheet(village, "person", siti)
    hands.press(Key.Key_Delete)
    hands.rest()
    assert any("masih ada Keberangkatan" in text for text in texts(page))
    assert browsing.count(village, kind("person")) == 1


def test_a_deleted_record_is_restored_from_its_sheet(village: Office, siti: str, open_sheet: OpenSheet) -> None:
    page, hands = open_sheet(village, "person", siti)
    hands.press(Key.Key_Delete)
    hands.rest()
    page, hands = open_sheet(village, "person", siti)
    assert not page.edit.isEnabled()
    hands.push("Pulihkan")
    assert browsing.count(village, kind("person")) == 1
    assert page.edit.isEnabled()
    said = texts(page)
    assert "Dihapus dari daftar oleh Rina" in said
    assert "Dikembalikan ke daftar oleh Rina" in said
    assert not any("→" in line for line in said), "a removal is no change from “ya” to “–”"


def test_the_history_tells_field_by_field_who_when_and_undoes_one_change(
    village: Office, siti: str, open_sheet: OpenSheet
) -> None:
    village.clock.move(days=1)  # type: ignore[attr-defined]  # tests have a clock that moves
    recording.save(village, kind("person"), {"hamlet": "Elang", "phone": "081399998888"}, siti)
    page, hands = open_sheet(village, "person", siti)
    said = texts(page)
    assert "22 November 2026, 09.00" in said
    assert "Diubah oleh Rina" in said
    assert "Dusun atau lingkungan: – → Elang" in said
    assert "Nomor HP: 0812 3456 7890 → 0813 9999 8888" in said
    hands.push("Urungkan perubahan 22 November 2026, 09.00")
    assert sheets.sheet(village, kind("person"), siti).values["hamlet"] is None
    assert hands.window.toaster.text == "Sudah diurungkan."
    hands.window.toaster.undo()
    hands.rest()
    assert sheets.sheet(village, kind("person"), siti).values["hamlet"] == "Elang"


def test_what_cannot_be_undone_any_more_says_why(village: Office, siti: str, open_sheet: OpenSheet) -> None:
    for hamlet in ("Elang", "Merpati"):
        village.clock.move(days=1)  # type: ignore[attr-defined]  # tests have a clock that moves
        recording.save(village, kind("person"), {"hamlet": hamlet}, siti)
    page, hands = open_sheet(village, "person", siti)
    hands.push("Urungkan perubahan 22 November 2026, 09.00")
    assert any("sudah diubah lagi" in text for text in texts(page))


def test_rival_values_stand_side_by_side_and_one_is_chosen(village: Office, siti: str, open_sheet: OpenSheet) -> None:
    set_apart(village, siti, "hamlet", "Elang", "Merpati")
    page, hands = open_sheet(village, "person", siti)
    assert "Isian yang bentrok" in texts(page)
    hands.push("Pakai Elang untuk Dusun atau lingkungan")
    sheet = sheets.sheet(village, kind("person"), siti)
    assert sheet.values["hamlet"] == "Elang"
    assert sheet.conflicts == {}
    assert "Isian yang bentrok" not in texts(page)


def test_reasons_stand_on_the_sheet_with_what_they_explain(village: Office, open_sheet: OpenSheet) -> None:
    typed = {**SITI, "born_on": None, "warning_reasons": {"born-on-missing": "Keluarga lupa"}}
    record = recording.save(village, kind("person"), typed).record
    page, _hands = open_sheet(village, "person", record)
    said = texts(page)
    assert "Tanggal lahir belum diisi; tahun saja pun boleh." in said
    assert "Alasan: Keluarga lupa" in said


def test_the_record_of_another_office_can_only_be_looked_at(tmp_path: Any, open_sheet: OpenSheet) -> None:
    pair = offices.new_pair(tmp_path)
    record = pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    page, hands = open_sheet(pair.camat, "person", record, owner=pair.village.code)
    why = "Catatan ini milik Desa Sempalai; hanya kantor itu yang dapat mengubahnya."
    assert why in texts(page)
    for made in (page.edit, page.remove, page.depart):
        assert not made.isEnabled()
        assert made.accessibleDescription() == why
    (erasure,) = page.findChildren(ErasureCard)
    assert not erasure.door.isEnabled()
    page.setFocus()
    hands.window.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # type: ignore[union-attr]  # it is the page above
    page.setFocus()
    hands.press(Key.Key_E, Key.Key_Delete)
    hands.rest()
    assert hands.window.page is page
    assert browsing.count(pair.camat, kind("person")) == 1


def test_a_paper_report_whose_month_came_as_a_file_says_that_the_file_counts(
    tmp_path: Path, open_sheet: OpenSheet
) -> None:
    pair = offices.new_pair(tmp_path)
    typed = {"sender": offices.VILLAGE, "month": "11-2026", "received_on": "2026-11-21", "nihil": True}
    reason = {"photos-missing": "aslinya di map laporan"}
    record = recording.save(pair.camat, kind("paper_report"), {**typed, "warning_reasons": reason}).record
    page, _hands = open_sheet(pair.camat, "paper_report", record)
    assert not [one for one in page.findChildren(Banner) if "diganti" in one.accessibleName()]
    pair.report(nihil=True)
    pair.clock.move(days=12)
    pair.carry_up()
    page, _hands = open_sheet(pair.camat, "paper_report", record)
    said = [one.accessibleName() for one in page.findChildren(Banner)]
    words = "Laporan kertas ini tidak dihitung: berkas bulan itu sudah diterima 3 Desember 2026"
    assert [one for one in said if words in one], said


def test_erasing_asks_for_the_name_and_names_what_goes_with_it(
    village: Office, siti: str, open_sheet: OpenSheet
) -> None:
    departure_of(village, siti)
    page, hands = open_sheet(village, "person", siti)
    hands.push("Hapus untuk selamanya…")
    (card,) = page.findChildren(ErasureCard)
    assert any("Ikut terhapus: Siti Aminah – Malaysia (Keberangkatan)." in text for text in texts(page))
    assert not card.confirm.isEnabled()
    hands.type("Siti Amin")
    assert not card.confirm.isEnabled()
    hands.type("ah")
    hands.push("Hapus untuk selamanya")
    assert browsing.count(village, kind("person")) == 0
    assert browsing.count(village, kind("departure")) == 0
    assert page.findChildren(ErasedCard)
    hands.push("Kembali ke daftar")
    assert not isinstance(hands.window.page, RecordPage)


def test_thinking_better_of_it_erases_nothing(village: Office, siti: str, open_sheet: OpenSheet) -> None:
    page, hands = open_sheet(village, "person", siti)
    hands.push("Hapus untuk selamanya…")
    hands.type("Siti Aminah")
    hands.push("Jangan hapus")
    assert browsing.count(village, kind("person")) == 1
    (card,) = [card for card in page.findChildren(ErasureCard) if card.isVisible()]
    assert card.door.isVisible()


def test_a_record_that_is_gone_is_said_in_place(village: Office, siti: str, open_sheet: OpenSheet) -> None:
    recording.erase(village, siti)
    page, hands = open_sheet(village, "person", siti)
    assert "Catatan ini tidak ada lagi di komputer ini." in texts(page)
    assert not page.edit.isEnabled()
    page.session.go("form", kind="person", record=siti, listed="people")
    QApplication.processEvents()
    hands.press(Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    assert [banner.title.text() for banner in hands.form.findChildren(Banner)] == [
        "Catatan ini tidak ada lagi di komputer ini."
    ]
    hands.press(Key.Key_Escape)
    assert not isinstance(hands.window.page, FormPage)


def test_the_sheet_follows_what_is_saved_elsewhere(village: Office, siti: str, open_sheet: OpenSheet) -> None:
    page, hands = open_sheet(village, "person", siti)
    saved = recording.save(village, kind("person"), {"name": "Siti Rahmah"}, siti)
    hands.window.session.announce(saved.changes)
    assert page.title.text() == "Siti Rahmah"
