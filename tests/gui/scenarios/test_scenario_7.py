"""Rujukan tanpa balasan: seen at both offices, put before the task force, and made somebody's task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import offices
import samples
from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key, in_front
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.records import RecordsPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.insight.six_variables import SIX_VARIABLES
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import overviews
from ppo_desktop.records.registry import kind

MONDAY = "2026-11-09T02:00:00"
FAR_FROM_READY = {"A2": "TIDAK", "A3": "TIDAK", "A4": "YA"}
"""With what the sample says: no flag, and twenty points and more."""


@pytest.fixture
def pair(tmp_path: Any) -> Any:
    made = offices.new_pair(tmp_path, offices.clock_at(MONDAY))
    yield made
    made.close()


@pytest.fixture
def sit(open_window: OpenWindow, qtbot: Any) -> Callable[..., Hands]:
    """``sit(office, screen, **arguments)``: hands at the window of that office, everything shown."""
    places: dict[str, Hands] = {}

    def sit_(office: Office, screen: str = "home", **arguments: object) -> Hands:
        if office.code not in places:
            places[office.code] = Hands(open_window(office), qtbot)
        hands = places[office.code]
        in_front(hands.window)
        hands.window.show_place(Place(screen, arguments))
        hands.rest()
        return hands

    return sit_


def screened(pair: offices.Pair) -> dict[str, str]:
    """Somebody who needs company, as the interview found; ids by kind."""
    recorded: dict[str, str] = {}
    typed = samples.typed(pair.village, "screening", recorded)
    typed = {name: typed[name] for name in ("departure", "screened_on", "mode", "company", "interviewer", "answers")}
    typed |= {"screened_on": "2026-11-09", "answers": typed["answers"] | FAR_FROM_READY}
    ready = samples.with_reasons(pair.village, "screening", typed)
    recorded["screening"] = recording.save(pair.village, kind("screening"), ready).record
    (row,) = browsing.window(pair.village, kind("screening"), [(pair.village.code, recorded["screening"])], ("band",))
    assert row is not None
    assert row["band"] == "TINGGI"
    return recorded


def rows_of(office: Office, name: str, *columns: str) -> list[tuple[object, ...]]:
    keys = browsing.ids(office, kind(name), owner=office.code)
    return [
        tuple(row[column] for column in columns) for row in browsing.window(office, kind(name), keys, columns) if row
    ]


def communication(office: Office) -> int:
    """The score of the fourth variable, as the page of figures tells it; few of its parts can be judged here."""
    scores = overviews.find(office, SIX_VARIABLES).sections[0]
    (line,) = [line for line in scores.lines if str(line.cells[0]).startswith("4.")]
    score, _blank, words = str(line.cells[1]).partition(" ")
    assert words in ("", "(sementara)")
    return int(score)


def test_a_referral_without_an_answer_comes_before_the_task_force_and_ends_with_evidence(
    pair: offices.Pair, sit: Callable[..., Hands]
) -> None:
    known = screened(pair)

    # Monday: the village refers.
    clerk = sit(pair.village, "record", kind="departure", record=known["departure"], listed="departures")
    clerk.push("Catat rujukan")
    clerk.fill_in(institution="Disnakertrans", urgency="Biasa", status="Dikirim", basis="Kewajiban hukum")
    clerk.fill_in(number="470/22/Pem/2026", sent_on="9-11-2026")
    save(clerk)
    pair.report()
    pair.carry_up()

    # Its seventh day: time is not over yet. The day after it is, at both offices.
    pair.clock.move(days=7)
    assert "rujukan belum dijawab" not in sit(pair.village).sight
    pair.clock.move(days=1)
    at_village = sit(pair.village)
    assert "1 rujukan belum dijawab" in at_village.sight
    at_village.push("Buka: 1 rujukan belum dijawab")
    listed = at_village.window.page
    assert isinstance(listed, RecordsPage)
    assert len(listed.rows.keys) == 1
    at_camat = sit(pair.camat)
    assert "Tanyakan kepada kantornya: Desa Sempalai (1)." in at_camat.sight

    # The meeting takes it over by one key; nobody is named.
    camat = sit(pair.camat, "form", kind="meeting", record=None, listed="list-meeting")
    camat.form.form.fill({"subject": "Rapat Gugus Tugas", "meeting_kind": "RAPAT_GT", "held_on": "17-11-2026"})
    camat.form.form.cells["agenda"].focus()
    camat.press(Key.Key_Tab)
    assert camat.at.startswith("Masukkan: Menunggu dibahas: 1 rujukan")
    camat.press(Key.Key_Return)
    save(camat)
    ((agenda,),) = rows_of(pair.camat, "meeting", "agenda")
    assert str(agenda).startswith("Rujukan 470/22/Pem/2026 ke Dinas tenaga kerja")
    assert "dikirim 09-11-2026, belum dijawab (Desa Sempalai)" in str(agenda)
    assert "Siti" not in str(agenda)

    # What it decides becomes a task with an owner and a day, once.
    ((_owner, meeting),) = browsing.ids(pair.camat, kind("meeting"))
    decided = {"decisions": "1. Menanyakan balasan rujukan; Yanti, Kasi Kesra; 24-11-2026\n2. Rapat lagi bulan depan"}
    recording.save(pair.camat, kind("meeting"), decided, meeting)
    camat = sit(pair.camat, "record", kind="meeting", record=meeting, listed="list-meeting")
    assert "Buat 1 tugas dari keputusan" in camat.sight
    camat.press(Key.Key_T)
    camat.rest()
    task = ("Menanyakan balasan rujukan", "Yanti, Kasi Kesra", "2026-11-24", meeting)
    assert rows_of(pair.camat, "task", "what", "owner", "due", "meeting") == [task]
    assert "Buat 1 tugas" not in camat.sight
    camat.press(Key.Key_T)
    camat.rest()
    assert len(rows_of(pair.camat, "task", "what")) == 1

    # Closing it without evidence is refused, with it is done.
    ((_owner, record),) = browsing.ids(pair.camat, kind("task"), owner=pair.camat.code)
    pair.clock.move(days=6)
    camat = sit(pair.camat, "form", kind="task", record=record, listed="list-task")
    camat.form.form.fill({"status": "SELESAI", "done_on": "23-11-2026"})
    camat.press(Key.Key_S, held=CTRL)
    camat.rest()
    assert isinstance(camat.window.page, FormPage)
    assert "Tugas belum dapat ditutup tanpa bukti" in camat.sight
    camat.fill_in(evidence="Surat Disnakertrans 560/118/2026")
    save(camat)
    assert rows_of(pair.camat, "task", "status", "evidence") == [("SELESAI", "Surat Disnakertrans 560/118/2026")]

    # The fourth variable: what nobody answers counts against it, the answer for it.
    before = communication(pair.village)
    ((_owner, referral),) = browsing.ids(pair.village, kind("referral"))
    answered = {"status": "SELESAI", "answered_on": "2026-11-23", "received_on": "2026-11-23", "received_by": "Dewi"}
    typed = samples.with_reasons(pair.village, "referral", answered | referral_of(pair.village, referral))
    recording.save(pair.village, kind("referral"), typed, referral)
    after = communication(pair.village)
    assert after > before
    assert "rujukan belum dijawab" not in sit(pair.village).sight


def referral_of(office: Office, record: str) -> dict[str, object]:
    names = ("person", "institution", "urgency", "basis", "sent_on", "number")
    (row,) = browsing.window(office, kind("referral"), [(office.code, record)], names)
    assert row is not None
    return {name: row[name] for name in names}


def save(hands: Hands) -> None:
    """Save the form in sight; every warning has its reason."""
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert not isinstance(hands.window.page, FormPage), hands.sight
