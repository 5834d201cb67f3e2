"""Accounts, the emergency code's paper, the office's own papers, and a clock that is put right."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
import papers
from ppo_desktop.core.clock import corrected, today
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.operations.doors import accounts, pc_clock, setup
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.house.office import Office, Official
from ppo_desktop.operations.keys import enrolment, minutes
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.reports.document import plain_text
from ppo_desktop.reports.emergency import EmergencyFacts, emergency_sheet
from ppo_desktop.trust import vault as vault_module
from ppo_desktop.trust.vault import NewUser, Vault

NEW_PASSWORD = "sembilan kapal di muara"


@pytest.fixture
def village(tmp_path: Path) -> Office:
    return offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())


def test_one_s_own_password_can_be_changed_with_the_old_one(village: Office) -> None:
    with pytest.raises(World, match="wrong-password"):
        accounts.change_password(village, "bukan sandinya", NEW_PASSWORD)
    accounts.change_password(village, offices.CLERK_PASSWORD, NEW_PASSWORD)
    village.close()
    offices.closed_later(open_office(village.paths, "petugas", NEW_PASSWORD, village.clock))


def test_an_account_is_removed_by_somebody_else_who_may(village: Office) -> None:
    head = offices.as_head(village)
    setup.add_user(head, NewUser("sekdes", "Siti", "sekretaris", NEW_PASSWORD), offices.HEAD_PASSWORD)
    for by, name, password, code in (
        (village, "sekdes", offices.CLERK_PASSWORD, "needs-assent"),
        (village, "petugas", offices.CLERK_PASSWORD, "own-account"),
        (village, "siapa", offices.CLERK_PASSWORD, "user-unknown"),
        (head, "sekdes", offices.CLERK_PASSWORD, "wrong-password"),
    ):
        with pytest.raises((Refused, World), match=code):
            accounts.remove_user(by, name, password)
    accounts.remove_user(head, "sekdes", offices.HEAD_PASSWORD)
    accounts.remove_user(head, "petugas", offices.HEAD_PASSWORD)
    assert [user.name for user in accounts.people(village)] == ["pimpinan"]


def test_a_new_emergency_code_takes_the_place_of_the_old_one_and_waits_to_be_read_back(village: Office) -> None:
    accounts.confirm_code(village)
    assert accounts.code_state(village).confirmed_at
    with pytest.raises(Refused, match="may-not-assent"):
        accounts.new_emergency_code(village, offices.CLERK_PASSWORD)
    first = accounts.new_emergency_code(offices.as_head(village), offices.HEAD_PASSWORD)
    assert not accounts.code_state(village).confirmed_at
    second = accounts.new_emergency_code(offices.as_head(village), offices.HEAD_PASSWORD)
    vault = Vault.load(village.paths.vault)
    vault.unlock_with_code(second)
    with pytest.raises(World, match="wrong-code"):
        vault.unlock_with_code(first)


@pytest.mark.parametrize("place", ["the note", "the vault"])
def test_a_new_code_that_cannot_be_noted_or_written_leaves_the_old_sheet_good(
    village: Office, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    head = offices.as_head(village)
    sheet = accounts.new_emergency_code(head, offices.HEAD_PASSWORD)
    accounts.confirm_code(village)

    def full(*_anything: object) -> None:
        raise World("disk-full", "Penyimpanan komputer penuh.", "Kosongkan ruang.")

    with monkeypatch.context() as broken:
        if place == "the note":
            broken.setattr(accounts, "note_new_code", full)
        else:
            broken.setattr(vault_module, "write_atomically", full)
        with pytest.raises(World, match="disk-full"):
            accounts.new_emergency_code(head, offices.HEAD_PASSWORD)
    Vault.load(village.paths.vault).unlock_with_code(sheet)
    assert accounts.code_state(village).confirmed_at, "it is still the one that was read back"


def test_the_sheet_tells_the_code_in_groups_what_it_opens_and_where_to_keep_it(village: Office) -> None:
    code = "7K3QD-0ABC1-22222-33333-44444-55555"
    sheet = emergency_sheet(EmergencyFacts(papers.report_facts().office, tuple(code.split("-")), date(2026, 11, 21)))
    text = plain_text(sheet)
    assert "1 | 7 K 3 Q D" in text
    assert "6 | 5 5 5 5 5" in text
    assert "lemari terkunci" in text
    before = sorted(village.paths.folder.rglob("*"))
    assert accounts.code_sheet(village, code).startswith(b"%PDF-")
    assert sorted(village.paths.folder.rglob("*")) == before, "it goes to the printer and nowhere else"


def test_officials_and_letterhead_change_for_papers_to_come(village: Office) -> None:
    before = reporting.preview(village, offices.NOVEMBER)
    identity = replace(village.identity, head=Official(" Budi  Santoso ", "NIPD 1"), lines=("PEMERINTAH", "DESA KAMI"))
    changed = setup.change_identity(village, identity)
    assert changed.identity.head == Official("Budi Santoso", "NIPD 1")
    assert reporting.preview(changed, offices.NOVEMBER) != before
    assert offices.reopened(changed).identity == changed.identity
    with pytest.raises(Refused, match="identity-fixed"):
        setup.change_identity(changed, replace(identity, code=offices.OTHER_VILLAGE))
    with pytest.raises(Refused, match="too-long"):
        setup.change_identity(changed, replace(identity, address="a" * 121))


def test_enrolment_stands_at_not_asked_asked_and_enrolled(tmp_path: Path, village: Office) -> None:
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, village.clock, is_root=True)
    stick = tmp_path / "stick"
    stick.mkdir()
    assert enrolment.state(village).kind == "not-asked"
    asked = enrolment.request(village, stick, offices.HEAD)
    standing = enrolment.state(village)
    assert (standing.kind, standing.words, standing.since[:10]) == ("asked", asked.words, "2026-11-21")

    seen = enrolment.inspect_request(camat, asked.path)
    assert (seen.office, seen.name, seen.words) == (offices.VILLAGE, "Desa Sempalai", asked.words)
    with pytest.raises(Refused, match="own-request"):
        enrolment.inspect_request(village, asked.path)
    with pytest.raises(Refused, match="not-compared"):
        minutes.minutes(camat, offices.VILLAGE)
    answered = enrolment.issue(camat, asked.path, stick, offices.HEAD, lambda _who, shown: shown == seen.words)

    answer = enrolment.inspect_answer(village, answered.path)
    assert (answer.office, answer.name, answer.words) == (offices.CAMAT, "Kecamatan Tebas", answered.words)
    with pytest.raises(Refused, match="answer-not-ours"):
        enrolment.inspect_answer(offices.new_office(tmp_path / "x", offices.OTHER_VILLAGE, village.clock), answer.path)
    enrolment.accept(village, answer.path, lambda _who, shown: shown == answer.words)
    standing = enrolment.state(village)
    assert (standing.kind, standing.root_name, standing.words) == ("enrolled", "Kecamatan Tebas", answered.words)
    assert standing.until is not None
    assert standing.until > date(2027, 1, 1)
    assert (enrolment.state(camat).kind, enrolment.state(camat).words) == ("root", answered.words)

    at_camat, at_village = minutes.minutes(camat, offices.VILLAGE), minutes.minutes(village, offices.CAMAT)
    assert at_camat.startswith(b"%PDF-")
    assert at_village.startswith(b"%PDF-")
    with pytest.raises(Refused, match="not-compared"):
        minutes.minutes(camat, offices.OTHER_VILLAGE)


def test_the_database_knows_a_date_that_a_dead_clock_does_not(pair: offices.Pair) -> None:
    pair.clock.move(days=10)
    pair.person()
    assert pc_clock.newest_known(pair.village) == pair.clock.now()
    pair.clock.moment = datetime(2015, 1, 1, tzinfo=UTC)
    newest = pc_clock.newest_known(pair.village)
    assert newest is not None
    assert newest > pair.clock.now()
    right = replace(pair.village, clock=corrected(pair.clock, date(2026, 12, 3)))
    assert today(right.clock) == date(2026, 12, 3)
    pair.clock.move(hours=1)
    assert right.clock.now().hour == 1, "the clock goes on"
    assert reporting.close_month(right, offices.NOVEMBER, nihil=True, assenting=offices.HEAD).carrier.pdf


def test_one_wrong_year_is_not_believed_for_ever(pair: offices.Pair) -> None:
    now = pair.clock.moment
    pair.clock.moment = datetime(2035, 1, 1, tzinfo=UTC)
    pair.person()
    pair.clock.moment = now
    assert pc_clock.newest_known(pair.village) == datetime(2035, 1, 1, tzinfo=UTC)
    pair.person("Dewi Lestari")
    assert pc_clock.newest_known(pair.village) == now


def test_backups_here_and_elsewhere_are_known_apart(village: Office, tmp_path: Path) -> None:
    assert keeping.backups(village).newest is None
    keeping.backup(village)
    known = keeping.backups(village)
    assert (known.here, known.elsewhere) == (village.clock.now(), None)
    keeping.backup(village, tmp_path / "stick")
    (village.paths.backups / f"{village.code}-kemarin.ppo-cadangan").write_bytes(b"")
    assert keeping.backups(village).elsewhere == village.clock.now()
