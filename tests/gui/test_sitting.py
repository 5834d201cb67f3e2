"""Several reports agreed to in one sitting, through the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, Key
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Month
from ppo_desktop.gui.screens.sitting import SittingPage
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.months import ledger, preparing, reporting
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.office import Assent

OCTOBER = Month(2026, 10)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    made = offices.new_pair(tmp_path)
    yield made
    made.close()


def page(hands: Hands) -> SittingPage:
    assert isinstance(hands.window.page, SittingPage)
    return hands.window.page


def test_two_months_are_agreed_to_with_one_password_and_each_is_told(
    open_window: OpenWindow, qtbot: Any, pair: offices.Pair
) -> None:
    pair.departure(pair.person())
    for month, number, nihil in ((OCTOBER, "470/11", True), (offices.NOVEMBER, "", False)):
        preparing.prepare(pair.village, month, pair.camat.code, number=number, nihil=nihil)
    hands = Hands(open_window(offices.as_head(pair.village), "home"), qtbot)
    hands.rest()
    assert "Setujui 2 laporan yang sudah disiapkan" in hands.sight
    hands.window.session.go("sitting")
    hands.rest()
    sitting = page(hands)
    assert [str(one.month) for one in sitting.chosen] == ["2026-10", "2026-11"]
    assert "Lihat dahulu: Laporan November 2026" in sitting.agree_action.why_not, "each is shown before"
    hands.push("Lihat Laporan November 2026 untuk Kecamatan Tebas")
    assert sitting.preview.page_count
    assert not sitting.agree_action.why_not
    sitting.assent.focus()
    hands.type("bukan ini sandinya")
    hands.press(Key.Key_Return)
    hands.rest()
    assert "tidak cocok" in sitting.assent.field.message
    assert ledger.reports(pair.village) == []
    recording.save(
        pair.village,
        kind("departure"),
        {
            "person": offices.rows_at(pair.village, kind("person"))[0]["id"],
            "registered_on": "2026-10-05",
            "status": "NIAT",
            "destination_country": "MY",
            "warning_reasons": {"incomplete": "menyusul"},
        },
    )
    hands.type(offices.HEAD_PASSWORD)
    hands.press(Key.Key_Return)
    hands.rest()
    assert "1 laporan disetujui, 1 belum." in hands.sight
    assert "bukan NIHIL" in hands.sight, "what did not go well is told with its reason"
    assert [str(one.month) for one in sitting.waiting] == ["2026-10"]
    (line,) = ledger.reports(pair.village)
    assert (str(line.month), line.assent, line.signed_by) == ("2026-11", Assent.HEAD, "Abdul Hamid")


def test_where_nothing_waits_the_card_is_as_wide_as_the_page_and_as_high_as_its_sentence(
    open_window: OpenWindow, qtbot: Any, pair: offices.Pair
) -> None:
    hands = Hands(open_window(pair.village, "sitting"), qtbot)
    hands.rest()
    sitting = page(hands)
    assert "Tidak ada yang menunggu persetujuan." in hands.sight
    assert sitting.card.width() > sitting.width() * 0.9
    assert sitting.card.height() < sitting.height() // 2


def test_nobody_approves_what_they_prepared_where_somebody_else_could(pair: offices.Pair) -> None:
    pair.departure(pair.person())
    head = offices.as_head(pair.village)
    with pytest.raises(Refused, match="same-person"):
        reporting.close_month(head, offices.NOVEMBER, assenting=offices.HEAD)
    preparing.prepare(pair.village, offices.NOVEMBER, pair.camat.code)
    closed = reporting.close_month(head, offices.NOVEMBER, assenting=offices.HEAD)
    assert closed.assent is Assent.HEAD
    assert preparing.waiting(head) == []
