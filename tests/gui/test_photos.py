"""Photos through the window: added and captioned by keyboard, marked, taken out and back, looked at, printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

import albums
import offices
from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key, OpenForm, choose_from_menu, in_front, keyboard, opener
from ppo_desktop.gui.forms.photo_wall import PhotoViewer
from ppo_desktop.gui.forms.photos import PhotosEditor
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.photos import MOST, Photo
from ppo_desktop.storage import photo_store
from verifiers import run

EVENT = {"kind": "socialisation", "record": None, "listed": "events"}
FILLED = {"activity": "SOS_DESA", "held_on": "20-11-2026", "men": 12, "women": 20}
Pick = Callable[..., None]


@pytest.fixture
def open_form(open_window: OpenWindow, qtbot: object) -> OpenForm:
    return opener(open_window, qtbot)


@pytest.fixture
def pick(monkeypatch: pytest.MonkeyPatch) -> Pick:
    """``pick(path, …)``: what the file dialog will answer."""

    def choose(*paths: Path) -> None:
        names = [str(path) for path in paths]
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: (names, ""))

    return choose


def album(page: FormPage) -> PhotosEditor:
    made = page.form.cells["photos"].editor
    assert isinstance(made, PhotosEditor)
    return made


def words(page: FormPage | RecordPage) -> list[str]:
    """The names of all buttons in sight, as a screen reader says them."""
    return [made.accessibleName() for made in page.findChildren(QPushButton) if made.isVisible()]


def test_two_photos_are_added_captioned_saved_looked_at_and_printed(
    village: Office, open_form: OpenForm, pick: Pick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pick(albums.file(tmp_path, 1, (2000, 1500)), albums.file(tmp_path, 2), tmp_path / "tidak-ada.jpg")
    page, hands = open_form(village, **EVENT, typed=FILLED)
    page.form.unfold()
    hands.push("Tambah foto")
    assert hands.at == "Foto 1: keterangan"
    assert "tidak-ada.jpg: Berkas ini tidak dapat dibaca" in album(page)._news.text()
    pick(tmp_path / "IMG_0002.jpg")
    hands.push("Tambah foto")
    assert album(page)._news.text() == "Satu foto sudah ada di sini, jadi tidak ditambahkan lagi."
    album(page)._tiles[0].caption.setFocus(Qt.FocusReason.TabFocusReason)
    hands.type("Pembukaan")
    hands.press(Key.Key_Return, Key.Key_Return)  # past the mark of the first
    assert hands.at == "Foto 2: keterangan"
    hands.type("Anak menari")
    hands.press(Key.Key_Return)
    assert hands.at == "Foto 2: ada wajah anak"
    hands.press(Key.Key_Space)
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    ((owner, record),) = browsing.ids(village, albums.EVENT)
    assert [caption for caption, jpeg in albums.seen(village, owner, record) if jpeg] == ["Pembukaan", "Anak menari"]

    hands.window.session.go("record", kind="socialisation", owner=owner, record=record, listed="events")
    hands.rest()
    sheet = hands.window.page
    assert isinstance(sheet, RecordPage)
    assert "Perbesar Foto 1: Pembukaan" in words(sheet)
    assert "Perbesar Foto 2: Anak menari" not in words(sheet)
    hands.push("Tampilkan foto 2")
    assert hands.at == "Perbesar Foto 2: Anak menari"
    hands.press(Key.Key_Return)
    viewer = hands.window.findChild(PhotoViewer)
    assert viewer is not None
    assert "Foto 2 dari 2. Anak menari" in viewer.caption.text()
    in_front(viewer)
    QTest.keyClick(keyboard(), Key.Key_Left)
    assert "Foto 1 dari 2. Pembukaan" in viewer.caption.text()
    assert not viewer.picture.pixmap().isNull()
    QTest.keyClick(keyboard(), Key.Key_Escape)
    in_front(hands.window)
    hands.rest()

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    hands.press(Key.Key_P)
    choose_from_menu("Lembar catatan ini")
    hands.rest()
    (paper,) = tmp_path.glob("*.pdf")
    said = run("pdftotext", "-layout", paper, "-")
    assert "Pembukaan" in said
    assert "Anak menari" not in said
    assert "1 foto tidak dicetak karena memperlihatkan wajah anak." in said
    images = [line.split() for line in run("pdfimages", "-list", paper).splitlines()[2:]]
    assert [(one[3], one[4], one[8]) for one in images] == [("1600", "1200", "jpeg")]


def test_what_comes_of_picked_files_is_in_sight(
    village: Office, open_window: OpenWindow, pick: Pick, tmp_path: Path, qtbot: object
) -> None:
    window = open_window(village, size=(1024, 600))
    hands = Hands(window, qtbot)
    window.session.go("form", **EVENT, typed=FILLED)
    hands.rest()
    hands.form.form.unfold()
    pick(albums.file(tmp_path, 1))
    hands.push("Tambah foto")
    assert hands.at == "Foto 1: keterangan"
    assert hands.focused.visibleRegion().boundingRect() == hands.focused.rect()
    pick(tmp_path / "tidak-ada.jpg")
    hands.push("Tambah foto")
    refusal = album(hands.form)._news
    assert refusal.visibleRegion().boundingRect() == refusal.rect()
    hands.push("Buang foto 1")
    assert hands.at == "Kembalikan foto yang dibuang"
    assert hands.focused.visibleRegion().boundingRect() == hands.focused.rect()


def test_the_mark_follows_the_event_until_somebody_says_and_a_photo_comes_back(
    village: Office, open_form: OpenForm
) -> None:
    named = [Photo(albums.put(village, shade), f"Foto ke-{shade}").write() for shade in (1, 2)]
    page, hands = open_form(village, **EVENT, typed=FILLED | {"photos": named})
    page.form.unfold()
    editor = album(page)
    marks = [tile.minors for tile in editor._tiles]
    assert [mark.isChecked() for mark in marks] == [False, False]
    page.form.cells["under_18"].editor.setFocus(Qt.FocusReason.TabFocusReason)
    hands.type("5")
    assert [mark.isChecked() for mark in marks] == [True, True]
    marks[0].setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Key.Key_Space)
    assert [photo["minors"] for photo in editor.value()] == [False, None]  # type: ignore[union-attr, attr-defined]  # the photos stand in a list
    hands.push("Buang foto 1")
    assert editor.value() == [named[1]]
    assert hands.at == "Kembalikan foto yang dibuang"
    hands.press(Key.Key_Return)
    assert editor.value() == [{**named[0], "minors": False}, named[1]]
    hands.press(Key.Key_Escape)  # leaves the form: its draft names the photos
    hands.rest()
    (draft,) = drafting.drafts(village)
    assert len(draft.typed["photos"]) == 2  # type: ignore[arg-type]  # the photos stand in a list
    with village.database.transaction() as connection:
        assert photo_store.sweep(connection) == 0


def test_files_are_dropped_onto_the_form_and_a_dozen_is_enough(
    village: Office, open_form: OpenForm, tmp_path: Path
) -> None:
    named = [Photo(albums.put(village, shade)).write() for shade in range(MOST - 1)]
    page, hands = open_form(village, **EVENT, typed=FILLED | {"photos": named})
    page.form.unfold()
    editor = album(page)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(albums.file(tmp_path, shade))) for shade in (100, 101)])
    where, action = QPointF(5, 5), Qt.DropAction.CopyAction
    editor.dropEvent(QDropEvent(where, action, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    assert page.form.complaints()[0].message == "Foto masih disiapkan. Tunggu sebentar, lalu simpan."
    hands.rest()
    assert page.form.complaints() == []
    assert len(editor._tiles) == MOST
    assert "1 yang terakhir tidak ditambahkan" in editor._news.text()
    assert not editor.add.isEnabled()
    assert editor._door.why_not == "Sudah 12 foto, jumlah terbanyak."


def test_the_kecamatan_sees_what_may_be_seen(open_window: OpenWindow, tmp_path: Path, qtbot: object) -> None:
    pair = offices.new_pair(tmp_path)
    seen, child = albums.put(pair.village, 1), albums.put(pair.village, 2)
    record = albums.event(pair.village, Photo(seen, "Di pasar"), Photo(child, "Anak kader", True))
    pair.report()
    pair.carry_up()
    place = {"kind": "socialisation", "owner": pair.village.code, "record": record, "listed": "events"}
    window = open_window(pair.camat, "record", **place)
    hands = Hands(window, qtbot)
    hands.rest()
    assert isinstance(window.page, RecordPage)
    assert "Perbesar Foto 1: Di pasar" in words(window.page)
    assert "Tampilkan foto 2" not in words(window.page)
    covered = [one.text() for one in window.page.findChildren(QLabel) if "wajah anak" in one.text()]
    assert "Memperlihatkan wajah anak; tidak dikirim ke kantor ini." in covered
    pair.close()
