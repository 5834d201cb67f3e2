"""Ganti kepala desa, laptop hilang: an acting head signs, the laptop is stolen, the office goes on on another one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest

import offices
from gui.hands import Hands, Key, in_front
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.screens.ceremony import CeremonyPage
from ppo_desktop.gui.screens.incident import IncidentPage
from ppo_desktop.gui.screens.recover import RecoverPage
from ppo_desktop.gui.screens.restore import RestorePage
from ppo_desktop.gui.screens.sitting import SittingPage
from ppo_desktop.gui.screens.unlock import UnlockPage
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.desk import incident
from ppo_desktop.operations.doors import accounts, code_shares, opening
from ppo_desktop.operations.history import pc_names
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.keys import renewal, renewal_answers, revoking
from ppo_desktop.operations.months import ledger, preparing, reporting
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.reports.office import Assent
from verifiers import run

ACTING, NEW_ACTING = "tujuh burung di dahan", "sembilan awan di bukit"
Seats = Callable[..., Hands]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    made = offices.new_pair(tmp_path, offices.clock_at("2026-12-01T02:00:00"))
    yield made
    made.close()


@pytest.fixture
def sit(qapp: object, qtbot: Any) -> Iterator[Seats]:
    """``sit(paths, clock, door)``: hands at a window of the program as it starts."""
    windows: list[MainWindow] = []

    def sit_(paths: OfficePaths, clock: Any, door: str = "unlock") -> Hands:
        window = MainWindow(Session(paths, clock))
        windows.append(window)
        in_front(window)
        window.show_place(Place(door))
        hands = Hands(window, qtbot)
        hands.rest()
        return hands

    yield sit_
    for window in windows:
        window.close()


def logged_in(hands: Hands, name: str, password: str) -> None:
    page = hands.window.page
    assert isinstance(page, UnlockPage)
    page.people.set_value(name)
    page.password.line.setFocus()
    hands.fill(password)
    hands.rest()
    assert hands.window.session.is_open, hands.sight
    assert hands.window.session.office.user.name == name


def locked(hands: Hands) -> None:
    hands.window.lock()
    hands.rest()


def go(hands: Hands, screen: str, **arguments: object) -> Any:
    hands.window.show_place(Place(screen, arguments))
    hands.rest()
    return hands.window.page


def text_of(pdf: bytes) -> str:
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return " ".join(run("pdftotext", "-layout", file.name, "-").split())


def answer_keys(pair: offices.Pair) -> None:
    """The camat compares the words and certifies what was asked for; the receipt goes down."""
    (asked,) = renewal_answers.asked(pair.camat)
    assert asked.words == renewal.state(pair.village).words
    renewal_answers.answer(pair.camat, asked.office, asked.device, offices.HEAD, lambda _who, _words: True)
    assert all(isinstance(one, Taken) for one in pair.carry_down())


def brought(pair: offices.Pair) -> None:
    assert all(isinstance(one, Taken) for one in pair.carry_up())


@pytest.mark.long
def test_the_office_goes_on_with_another_head_and_on_another_laptop(
    pair: offices.Pair, sit: Seats, tmp_path: Path
) -> None:
    # The Kades reports November under his own name; the emergency code is split on three sheets.
    pair.departure(pair.person("Siti Aminah"))
    pair.report(number="470/12/XI/2026")
    brought(pair)
    head = offices.as_head(pair.village)
    sheets = code_shares.make(head, accounts.new_emergency_code(head, offices.HEAD_PASSWORD))
    stolen = pair.village.device.id
    pair.village.close()

    # His term ends. A Plt. takes over at the window, with an account of her own.
    pair.clock.move(days=1)
    hands = sit(OfficePaths(tmp_path / "desa"), pair.clock)
    logged_in(hands, "petugas", offices.CLERK_PASSWORD)
    page = go(hands, "ceremony")
    assert isinstance(page, CeremonyPage)
    assert "470/12/XI/2026" in hands.sight
    page.name.setFocus()
    hands.fill("Nurhayati", "NIP 19800101")
    hands.press(Key.Key_Right, Key.Key_Return)
    hands.fill("SK Camat Nomor 7 Tahun 2026", "", ACTING, ACTING)
    page.proof.setFocus()
    hands.fill(offices.HEAD_PASSWORD)
    hands.rest()
    assert "Serah terima selesai." in hands.sight
    hands.push("Selesai, masuk lagi")

    # Until her key is certified the clerk sends; then two documents wait for her and she agrees to both at once.
    logged_in(hands, "petugas", offices.CLERK_PASSWORD)
    pair.village = hands.window.session.office
    pair.departure(pair.person("Budi Santoso"), registered_on="2026-11-20")
    assert pair.report(number="470/13/XII/2026", assenting=None).assent is Assent.NONE
    brought(pair)
    answer_keys(pair)
    preparing.prepare(pair.village, offices.NOVEMBER, pair.camat.code, number="470/14/XII/2026")
    locked(hands)
    logged_in(hands, "nurhayati", ACTING)
    assert "Setujui 1 laporan yang sudah disiapkan" in hands.sight
    page = go(hands, "sitting")
    assert isinstance(page, SittingPage)
    page.assent.focus()
    hands.fill(ACTING)
    hands.rest()
    assert "1 laporan disetujui." in hands.sight
    pair.village = hands.window.session.office
    newest, *_between, first = ledger.reports(pair.village)
    for line, wanted in ((newest, ("Plt. Kepala Desa Sempalai", "Nurhayati")), (first, ("Abdul Hamid",))):
        for words in wanted:
            assert words in text_of(ledger.file(pair.village, line.carrier))
    assert "Nurhayati" not in text_of(ledger.file(pair.village, first.carrier)), "old papers keep the old name"
    assert [name for name, _day in renewal.state(pair.village).former_heads] == ["Abdul Hamid"]
    brought(pair)
    backup = keeping.backup(pair.village, tmp_path / "stick" / "cadangan")
    locked(hands)

    # Two weeks later the laptop is gone, and somebody has it.
    hands.window.close()
    shutil.copytree(tmp_path / "desa", tmp_path / "pencuri")
    pair.clock.move(days=14)
    hands = sit(OfficePaths(tmp_path / "laptop-baru"), pair.clock, "restore")
    page = hands.window.page
    assert isinstance(page, RestorePage)
    page.take(backup)
    hands.rest()
    page.people.set_value("petugas")
    page.password.line.setFocus()
    hands.fill(offices.CLERK_PASSWORD)
    hands.rest()
    assert "Data Desa Sempalai sudah pulih." in hands.sight
    hands.push("Buka beranda")
    pair.village = hands.window.session.office
    assert pair.village.device.id != stolen
    assert offices.names_at(pair.village) == ["Budi Santoso", "Siti Aminah"]
    assert len(ledger.reports(pair.village)) == 3

    # The wizard: the clock of three times 24 hours, who is concerned, and the letters.
    page = go(hands, "incident")
    assert isinstance(page, IncidentPage)
    assert page.form
    page.form.time.setText("08.00")
    page.form.device.set_value(stolen)
    page.form.words.setFocus()
    hands.type("Laptop dicuri dari kantor.")
    hands.push("Catat insiden dan mulai hitungan")
    assert "Tersisa 71 jam" in hands.sight
    assert "2 warga tercatat di komputer kantor ini." in hands.sight
    (one,) = incident.incidents(pair.village)
    letter = text_of(incident.letter_paper(pair.village, one, "upper"))
    assert pc_names.by_first(stolen) in letter, "as the camat's page of keys calls it"
    listed = text_of(incident.affected_paper(pair.village, one))
    assert "Siti Aminah" in listed
    assert "Budi Santoso" in listed

    # Two people bring two of the three sheets: the Plt. gets a new password.
    locked(hands)
    page = go(hands, "recover", account="nurhayati")
    assert isinstance(page, RecoverPage)
    page.turn()
    for field, sheet in zip(page.sheets.fields, (sheets[0], sheets[2]), strict=True):
        field.setFocus()
        hands.fill(" ".join(sheet.groups))
    hands.fill(NEW_ACTING, NEW_ACTING)
    hands.rest()
    logged_in(hands, "nurhayati", NEW_ACTING)
    pair.village = hands.window.session.office
    acting = Credentials("nurhayati", NEW_ACTING)

    # New keys are asked for; once a report came that they signed, those that were stolen are revoked.
    renewal.ask(pair.village, acting)
    locked(hands)
    logged_in(hands, "petugas", offices.CLERK_PASSWORD)
    pair.village = hands.window.session.office
    pair.departure(pair.person("Rahmat"), registered_on="2026-11-25")
    reporting.close_month(pair.village, offices.NOVEMBER, number="470/15/XII/2026", assenting=acting)
    brought(pair)
    answer_keys(pair)
    with pytest.raises(Refused, match="not-proven"):
        revoking.revoke_replaced(pair.camat, offices.VILLAGE, stolen, offices.HEAD)
    closed = reporting.close_month(
        pair.village, offices.NOVEMBER.next, number="470/16/XII/2026", nihil=True, assenting=acting
    )
    assert closed.assent is Assent.HEAD
    brought(pair)
    revoking.revoke_replaced(pair.camat, offices.VILLAGE, stolen, offices.HEAD)

    # What the thief makes of it is refused, and numbers go on: none is used twice.
    thief = offices.closed_later(
        opening.open_office(OfficePaths(tmp_path / "pencuri"), "petugas", offices.CLERK_PASSWORD, pair.clock)
    )
    reporting.close_month(thief, offices.NOVEMBER.next, nihil=True, number="470/99")
    forged = sending.export(thief, pair.camat.code, tmp_path / "pencuri")
    (refused,) = receiving.take(pair.camat, [forged.path])
    assert not isinstance(refused, Taken)
    assert refused.code == "revoked"
    numbers = [line.number for line in ledger.reports(pair.village)]
    assert sorted(numbers) == [f"470/{n}/{m}/2026" for n, m in ((12, "XI"), *((n, "XII") for n in (13, 14, 15, 16)))]
    assert [line.version for line in ledger.reports(pair.village) if line.month == offices.NOVEMBER] == [4, 3, 2, 1]
    page = go(hands, "incident")
    assert isinstance(page, IncidentPage)
    for step in ("keys", "upper", "people", "authority"):
        page.steps[step].button.setFocus()
        hands.press(Key.Key_Space)
        hands.rest()
    hands.push("Insiden selesai")
    assert incident.incidents(pair.village)[0].closed_on
