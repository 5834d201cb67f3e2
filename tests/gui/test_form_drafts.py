"""What was typed is there again: after leaving, locking, a power cut, a full disk; only Batal and a save drop it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

import offices
from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.forms import drafts
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind

NEW = DraftKey("person")
PLACE = Place("form", {"kind": "person", "record": None, "listed": "people"})
SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
TESTS = Path(__file__).parents[1]


def banners(page: FormPage) -> list[str]:
    return [banner.title.text() for banner in page.view.findChildren(Banner) if banner.isVisible()]


@pytest.fixture
def hands(village: Office, open_window: OpenWindow, qtbot: Any) -> Hands:
    """Hands at a new person's form, which was entered from the list."""
    window = open_window(village, "people")
    window.show_place(PLACE)
    QApplication.processEvents()
    return Hands(window, qtbot)


def test_a_pause_in_typing_keeps_a_draft_and_says_when(village: Office, hands: Hands, qtbot: Any) -> None:
    hands.fill("Siti Aminah", "6101")
    page = hands.form
    qtbot.waitUntil(lambda: page.bar.status.text() == "Draf tersimpan 09.00", timeout=5000)
    draft = drafting.find(village, NEW)
    assert draft is not None
    assert draft.typed == {"name": "Siti Aminah", "nik": "6101"}
    assert draft.title == "Siti Aminah"


def test_a_draft_is_called_what_its_record_will_be(village: Office, hands: Hands) -> None:
    hands.window.show_place(Place("form", {"kind": "socialisation", "record": None, "listed": "events"}))
    hands.fill_in(activity="Sosialisasi di desa", held_on="20-11-2026")
    hands.window.back()
    hands.rest()
    (draft,) = drafting.drafts(village)
    assert draft.title == "Sosialisasi di desa atau kelurahan, 20-11-2026"


def test_leaving_keeps_the_draft_and_opening_offers_it_with_a_sentence(village: Office, hands: Hands) -> None:
    hands.fill("Siti Aminah", "", "", "", "", "kemarin")
    hands.window.back()
    hands.window.show_place(PLACE)
    page = hands.form
    assert page.form.cells["name"].value == "Siti Aminah"
    assert page.form.cells["born_on"].value == "kemarin"
    hands.rest()
    hands.window.back()
    hands.window.show_place(PLACE)
    page = hands.form
    QApplication.processEvents()
    assert banners(page) == ["Draf dari 09.00 dipakai lagi."]
    assert page.form.cells["born_on"].value == "kemarin"


def test_a_form_that_was_only_looked_at_leaves_no_draft(village: Office, hands: Hands) -> None:
    hands.press(Key.Key_Return, Key.Key_Return)
    hands.window.back()
    hands.rest()
    assert drafting.drafts(village) == []


def test_what_was_typed_and_taken_back_leaves_no_draft(village: Office, hands: Hands) -> None:
    hands.type("Si")
    hands.form._keeper.keep()
    hands.rest()
    assert drafting.find(village, NEW) is not None
    hands.press(Key.Key_Backspace, Key.Key_Backspace)
    hands.window.back()
    hands.rest()
    assert drafting.find(village, NEW) is None


def test_beginning_anew_drops_the_draft_and_can_be_undone(village: Office, hands: Hands, qtbot: Any) -> None:
    drafting.keep(village, NEW, {"name": "Siti Aminah"}, title="Siti Aminah")
    hands.window.back()
    hands.window.show_place(PLACE)
    QApplication.processEvents()
    hands.push("Mulai baru")
    hands.rest()
    assert hands.form.form.cells["name"].value is None
    assert drafting.find(village, NEW) is None
    hands.window.toaster.undo()
    hands.rest()
    assert hands.form.form.cells["name"].value == "Siti Aminah"
    assert drafting.find(village, NEW) is not None


def test_cancelling_drops_the_draft_and_can_be_undone(village: Office, hands: Hands) -> None:
    hands.type("Siti Aminah")
    hands.push("Batal")
    hands.rest()
    assert not isinstance(hands.window.page, FormPage)
    assert drafting.find(village, NEW) is None
    assert hands.window.toaster.text == "Tidak disimpan; draf dibuang."
    hands.window.toaster.undo()
    hands.rest()
    assert hands.form.form.cells["name"].value == "Siti Aminah"


def test_the_offer_to_bring_a_draft_back_goes_when_its_form_is_opened_again(village: Office, hands: Hands) -> None:
    hands.type("Siti Aminah")
    hands.push("Batal")
    hands.rest()
    hands.window.show_place(Place("events"))
    assert hands.window.toaster.text == "Tidak disimpan; draf dibuang."
    hands.window.show_place(PLACE)
    assert hands.window.toaster.text == "", "it would come over what is typed now"


def test_escape_leaves_and_the_draft_waits(village: Office, hands: Hands) -> None:
    hands.type("Siti Aminah")
    hands.press(Key.Key_Escape)
    hands.rest()
    assert not isinstance(hands.window.page, FormPage)
    assert drafting.find(village, NEW) is not None


def test_saving_drops_the_draft(village: Office, hands: Hands) -> None:
    page = hands.form
    page.form.fill(SITI)
    page.form.cells["address"].focus()
    hands.type("Jalan Melati")
    page._keeper.keep()
    hands.rest()
    assert drafting.find(village, NEW) is not None
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert drafting.find(village, NEW) is None
    assert browsing.count(village, kind("person")) == 1


def test_locking_the_screen_keeps_the_draft(village: Office, hands: Hands, qtbot: Any) -> None:
    hands.type("Siti Aminah")
    hands.window.lock()
    hands.rest()
    again = offices.opened_at(village.paths.folder, offices.clock_at())
    assert drafting.find(again, NEW) is not None


def test_closing_the_window_keeps_the_draft(village: Office, hands: Hands) -> None:
    hands.type("Siti Aminah")
    hands.window.close()
    again = offices.opened_at(village.paths.folder, offices.clock_at())
    draft = drafting.find(again, NEW)
    assert draft is not None
    assert draft.typed == {"name": "Siti Aminah"}


def test_larger_letters_lose_nothing_that_is_being_typed(village: Office, hands: Hands) -> None:
    hands.type("Siti Aminah")
    hands.window.rebuild()
    assert hands.form.form.cells["name"].value == "Siti Aminah"


def test_a_draft_on_its_way_to_the_disk_is_found_already(village: Office, hands: Hands) -> None:
    session = hands.window.session
    gate = threading.Event()
    session.work.start(lambda _job: gate.wait(5), owner=session)
    drafts.hand_over(session, NEW, drafts.Content({"name": "Budi"}, "Budi", 0))
    found = drafts.find(session, NEW)
    assert found is not None
    assert found.typed == {"name": "Budi"}
    drafts.hand_over(session, NEW, drafts.NOTHING)
    assert drafts.find(session, NEW) is None
    gate.set()
    hands.rest()
    assert drafts.find(session, NEW) is None
    assert session.kept == {}


def test_a_draft_over_a_record_that_was_changed_since_says_so(village: Office, hands: Hands) -> None:
    record = recording.save(village, kind("person"), SITI).record
    drafting.keep(village, DraftKey("person", record), {"hamlet": "Elang"}, version=1)
    recording.save(village, kind("person"), {"rt": "4"}, record)
    hands.window.show_place(Place("form", {"kind": "person", "record": record, "listed": "people"}))
    QApplication.processEvents()
    page = hands.form
    assert page.form.cells["hamlet"].value == "Elang"
    assert page.form.cells["rt"].value == "004"
    (banner,) = [banner for banner in page.view.findChildren(Banner) if banner.isVisible()]
    assert banner.property("tone") == "warn"


@pytest.mark.skipif(os.name != "posix", reason="kills a process the way a power cut does")
def test_a_power_cut_after_five_seconds_of_typing_costs_at_most_the_last_five(
    village: Office, open_window: OpenWindow
) -> None:
    village.close()
    given = {**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent / "src")))}
    typist = subprocess.Popen(
        [sys.executable, "-m", "gui.typist", str(village.paths.folder)], env=given, stdout=subprocess.PIPE, text=True
    )
    assert typist.stdout is not None
    times: list[float] = []
    for line in typist.stdout:
        times.append(float(line))
        if times[-1] >= 5.5:
            break
    typist.send_signal(signal.SIGKILL)
    typist.wait()
    typist.stdout.close()
    again = offices.opened_at(village.paths.folder, offices.clock_at())
    window = open_window(again, "form", **PLACE.arguments)
    page = window.page
    assert isinstance(page, FormPage)
    assert banners(page) == ["Draf dari 09.00 dipakai lagi."]
    typed = str(page.form.cells["name"].value)
    whole = ("siti aminah " * len(times))[: len(times)]
    safe = sum(time <= times[-1] - 5 for time in times)
    assert whole.startswith(typed)
    assert len(typed) >= safe - 1  # a blank at the end does not count
    assert typed


# ------------------------------------------------------------------------------------------- a full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB; needs the right to mount."""
    folder = tmp_path / "kecil"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no small disk here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_on_a_full_disk_saving_fails_in_place_and_everything_typed_stays(
    small_disk: Path, open_window: OpenWindow, qtbot: Any
) -> None:
    office = offices.new_office(small_disk / "desa", offices.VILLAGE, offices.clock_at())
    window = open_window(office, "people")
    window.show_place(Place("form", {**PLACE.arguments, "typed": {**SITI, "note": "catatan " * 200}}))
    hands = Hands(window, qtbot)
    page = window.page
    assert isinstance(page, FormPage)
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    ballast = small_disk / "foto-liburan.jpg"
    ballast.write_bytes(bytes(free))
    page.save()
    hands.rest()
    assert banners(page) == ["Penyimpanan komputer penuh; data terakhir belum tersimpan."]
    assert page.form.cells["name"].value == "Siti Aminah"
    ballast.unlink()
    page.save()
    hands.rest()
    assert browsing.count(office, kind("person")) == 1
    window.close()
