"""Another head: papers, accounts, key and minutes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

import offices
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.operations.desk import ceremony
from ppo_desktop.operations.desk.ceremony import Holder
from ppo_desktop.operations.doors import accounts, succession
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.house import officials
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Office, Official, read_identity
from ppo_desktop.operations.keys import renewal
from ppo_desktop.operations.months import ledger, printing, reporting
from ppo_desktop.reports.office import Assent
from ppo_desktop.storage.database import Connection, Database
from ppo_desktop.trust import vault as vault_module
from verifiers import run

PASSWORD = "tujuh burung di dahan"
PLT = Holder(Official("Nurhayati", "NIP 19800101", "Plt."), "nurhayati", PASSWORD, "SK Camat Nomor 7 Tahun 2026")


def text_of(pdf: bytes) -> str:
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return " ".join(run("pdftotext", file.name, "-").split())


@pytest.fixture
def pair(tmp_path: Path) -> offices.Pair:
    return offices.new_pair(tmp_path)


def test_another_head_takes_over_and_old_papers_keep_the_old_name(pair: offices.Pair) -> None:
    pair.departure(pair.person())
    pair.report(number="470/12/XI/2026")
    with pytest.raises(World, match="wrong-password"):
        ceremony.hand_over(pair.village, "pimpinan", PLT, password="bukan ini sandinya")
    assert read_identity(pair.village.database)[0].head.name == "Abdul Hamid", "nothing happened"
    handed = ceremony.hand_over(pair.village, "pimpinan", PLT, password=offices.HEAD_PASSWORD)
    village = handed.office
    assert village.identity.on_paper().head_title == "Plt. Kepala Desa Sempalai"
    assert [user.name for user in accounts.people(village)] == ["petugas", "nurhayati"]
    assert [(one.account, one.name, one.day) for one in ceremony.closed_accounts(village)] == [
        ("pimpinan", "Abdul Hamid", date(2026, 11, 21))
    ]
    assert handed.key_problem is None
    assert renewal.state(village).new_head, "a new key is asked for"
    text = text_of(ceremony.pages(village, handed.minutes))
    for words in (
        "Serah Terima",
        "Abdul Hamid",
        "Nurhayati",
        "Plt. Kepala Desa Sempalai",
        "470/12/XI/2026",
        "SK Camat",
    ):
        assert words in text
    with pytest.raises(Refused, match="head-waits"):
        reporting.close_month(village, offices.NOVEMBER, assenting=Credentials("nurhayati", PASSWORD))
    (line,) = ledger.reports(village)
    assert "Abdul Hamid" in text_of(ledger.file(village, line.carrier))
    assert line.signed_by == "Abdul Hamid"
    assert officials.as_of(village, date(2026, 11, 20)).identity.head.name == "Abdul Hamid"
    papers = printing.papers(officials.as_of(village, date(2026, 11, 20)), line)
    assert papers.recap is not None
    with pytest.raises(World, match="wrong-password"):
        open_office(village.paths, "pimpinan", offices.HEAD_PASSWORD, pair.clock)


def test_the_emergency_code_stands_in_for_a_head_who_cannot_come(tmp_path: Path) -> None:
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    code = accounts.new_emergency_code(offices.as_head(village), offices.HEAD_PASSWORD)
    with pytest.raises(World, match="wrong-code"):
        ceremony.hand_over(village, "pimpinan", PLT, code="A" * 30)
    handed = ceremony.hand_over(village, "pimpinan", PLT, code=code)
    assert "lembar kode darurat" in text_of(ceremony.pages(village, handed.minutes))
    village.close()
    offices.closed_later(open_office(village.paths, "nurhayati", PASSWORD, village.clock))


@pytest.mark.parametrize(
    ("step", "is_killed"), [*((step, False) for step in range(6)), (1, True), (2, True), (3, True)]
)
def test_wherever_it_stops_there_is_one_head_and_it_can_be_repeated_or_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, *, is_killed: bool
) -> None:
    """Intent, new account, the change, the old account, the end: each fails before or in its last moment."""
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    real_write, real_transaction, left = vault_module.write_atomically, Database.transaction, [step]

    def counted() -> None:
        left[0] -= 1
        if left[0] == -1 or (left[0] < -1 and is_killed):  # who is killed sets nothing right any more
            raise World("disk-full", "Penyimpanan komputer penuh.", "Kosongkan ruang.")

    def write(path: Path, data: bytes) -> None:
        counted()
        real_write(path, data)

    @contextmanager
    def transaction(self: Database) -> Iterator[Connection]:
        with real_transaction(self) as connection:
            yield connection
            counted()

    with monkeypatch.context() as broken:
        broken.setattr(vault_module, "write_atomically", write)
        broken.setattr(Database, "transaction", transaction)
        try:
            ceremony.hand_over(village, "pimpinan", PLT, password=offices.HEAD_PASSWORD)
        except World:
            assert step < 3, "from the change on it is done, and nobody is told otherwise"
        else:
            assert step >= 3 or is_killed
    village.close()
    opened = offices.closed_later(open_office(village.paths, "petugas", offices.CLERK_PASSWORD, village.clock))
    (head,) = ceremony.outgoing(opened)
    if head.name == "pimpinan":
        assert opened.identity.head.name == "Abdul Hamid"
        assert ceremony.papers(opened) == []
        opened = ceremony.hand_over(opened, "pimpinan", PLT, password=offices.HEAD_PASSWORD).office
    assert opened.identity.head.name == "Nurhayati"
    assert len(ceremony.papers(opened)) == 1
    assert [user.name for user in accounts.people(opened)] == ["petugas", "nurhayati"]


def test_a_head_who_has_gone_does_not_come_in_while_the_change_is_carried_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())

    def cut(_office: Office) -> None:
        raise World("disk-full", "Penyimpanan komputer penuh.", "Kosongkan ruang.")

    with monkeypatch.context() as broken:
        broken.setattr(succession, "settle", cut)
        handed = ceremony.hand_over(village, "pimpinan", PLT, password=offices.HEAD_PASSWORD)
    assert handed.office.identity.head.name == "Nurhayati"
    village.close()
    with pytest.raises(World, match="wrong-password"):
        open_office(village.paths, "pimpinan", offices.HEAD_PASSWORD, village.clock)
    offices.closed_later(open_office(village.paths, "nurhayati", PASSWORD, village.clock))


def test_nothing_changes_where_the_new_account_cannot_be_made(pair: offices.Pair) -> None:
    pair.departure(pair.person())
    for holder, code in (
        (Holder(PLT.official, "petugas", PASSWORD), "user-exists"),
        (Holder(PLT.official, "nurhayati", "kurang"), "password-short"),
        (Holder(Official(" "), "nurhayati", PASSWORD), "no-head"),
        (Holder(Official("Nur", "", "Yth."), "nurhayati", PASSWORD), "acting"),
    ):
        with pytest.raises(Refused, match=code):
            ceremony.hand_over(pair.village, "pimpinan", holder, password=offices.HEAD_PASSWORD)
    with pytest.raises(Refused, match="may-not-assent"):
        ceremony.hand_over(pair.village, "petugas", PLT, password=offices.CLERK_PASSWORD)
    assert ceremony.papers(pair.village) == []
    assert ceremony.closed_accounts(pair.village) == []
    assert read_identity(pair.village.database)[0].head.name == "Abdul Hamid"
    closed = pair.report()
    assert closed.assent is Assent.HEAD, "the old key still signs"
