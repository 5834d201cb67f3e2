"""Lists that everybody uses: added to at the top, in force below as soon as a receipt has come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import offices
from journeys.exhibits import Hand, hand_of
from ppo_desktop.core import additions
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import REGIONS, name_of, region
from ppo_desktop.exchange.enrolment_files import to_text
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.keys import renewal, revoking
from ppo_desktop.operations.published import directories
from ppo_desktop.operations.published.directories import LISTS
from ppo_desktop.records import shared_lists
from ppo_desktop.records.codes import VILLAGES, code_list
from ppo_desktop.records.contacts import CONTACTS, hotlines
from ppo_desktop.records.shared_lists import TITLES, columns_of, with_usual, written
from ppo_desktop.trust import statements

NEW_VILLAGE = "61.01.04.2999"


@pytest.fixture(autouse=True)
def nothing_added() -> Iterator[None]:
    additions.use({})
    yield
    additions.use({})


def a_list(name: str, *typed: dict[str, str]) -> str:
    return written(name, [with_usual(name, one) for one in typed])


def test_what_the_top_adds_is_used_below_as_soon_as_the_receipt_has_come(pair: offices.Pair) -> None:
    camat, village = pair.camat, pair.village
    region_list = a_list(REGIONS, {"code": NEW_VILLAGE, "name": "Pasir Baru"})
    assert directories.publish(camat, REGIONS, region_list) == f"regions {camat.code} 1"
    fishing = {"label": "Kelompok nelayan"}
    directories.publish(camat, "audiences", a_list("audiences", fishing))
    gone = {"code": "SISWA", "label": "Siswa", "active": "0"}
    assert directories.publish(camat, "audiences", a_list("audiences", fishing, gone)).endswith(" 2")
    numbers = {"name": "Puskesmas Tebas", "service": "KESEHATAN", "phone": "0562 391 111", "checked_on": "2026-11-20"}
    known = code_list("contact-services").items[0].code
    directories.publish(camat, CONTACTS, a_list(CONTACTS, {**numbers, "service": known}))
    assert region(NEW_VILLAGE).full_name == "Desa Pasir Baru"
    additions.use({})
    assert name_of(NEW_VILLAGE) == NEW_VILLAGE, "the lists as they come with the program"
    pair.report(nihil=True)
    pair.carry_up()
    additions.use({})
    pair.carry_down()
    assert name_of(NEW_VILLAGE) == "Desa Pasir Baru"
    assert code_list(VILLAGES).contains(NEW_VILLAGE)
    audiences = code_list("audiences")
    assert audiences.label("KELOMPOK_NELAYAN") == "Kelompok nelayan"
    assert "SISWA" not in {code.code for code in audiences.active}
    assert audiences.label("SISWA") == "Siswa", "out of use, not out of the words of old records"
    assert hotlines()[-1].name == "Puskesmas Tebas"
    told = [(one.title, one.by, one.number) for one in directories.added(village)]
    assert told == [
        ("Desa dan kelurahan", camat.code, 1),
        ("Nomor darurat dan layanan", camat.code, 1),
        ("Sasaran sosialisasi", camat.code, 2),
    ]
    additions.use({})
    offices.reopened(village)
    assert code_list("audiences").contains("KELOMPOK_NELAYAN"), "in force whenever the office is opened"


def test_only_the_top_publishes_and_what_cannot_be_used_is_said(pair: offices.Pair) -> None:
    with pytest.raises(Refused, match="kantor teratas"):
        directories.publish(pair.village, "audiences", a_list("audiences", {"label": "Apa saja"}))
    for name, line, words in (
        (REGIONS, {"code": "61.02.01.2001", "name": "Jauh"}, "tidak berada di bawah"),
        ("audiences", {"code": "SISWA", "label": "Nelayan"}, "sudah berarti"),
        ("audiences", {"code": "kecil", "label": "Nelayan"}, "huruf besar"),
        ("audiences", {"code": "X"}, "kosong"),
        (CONTACTS, {"name": "Posko", "service": "APA", "phone": "1"}, "tidak dikenal"),
    ):
        with pytest.raises(Refused, match=words):
            directories.publish(pair.camat, name, a_list(name, line))
    with pytest.raises(Refused, match="bukan daftar"):
        directories.publish(pair.camat, "audiences", "kode,nama\nA,B\n")
    twice = a_list("audiences", {"label": "Nelayan"}, {"label": "Nelayan"})
    assert [line.problem for line in shared_lists.read("audiences", twice, pair.camat.code)] == [
        "",
        "Tertulis dua kali.",
    ]


def test_a_text_from_above_is_used_as_far_as_it_can_be_and_passed_on_whole(pair: offices.Pair) -> None:
    village = pair.village
    text = a_list("audiences", {"label": "Nelayan"}, {"code": "??", "label": "Rusak"})
    future = "prices 61.01 3"
    told = {"audiences 61.01 2": text, "audiences 61.01 1": "old", future: "x", "audiences 61.02 9": text, 7: "x"}
    with village.database.transaction() as connection:
        directories.learn(connection, village, "61.01", {"lists": told})
        directories.learn(connection, village, "61.01", {"lists": "x"})
        said = LISTS.tell(connection, village, "", {})
        assert said == {"lists": {"audiences 61.01 2": text, future: "x"}}
        assert LISTS.tell(connection, village, "", {"verdicts": ["x" * 63_460]}) == {}, "no room"
    assert code_list("audiences").label("NELAYAN") == "Nelayan"
    (one,) = directories.added(village)
    assert [bool(line.problem) for line in one.lines] == [False, True]


def signed_by(hand: Hand, text: str, version: str) -> dict[str, object]:
    """What a receipt says of a text that ``hand`` has signed."""
    parts = (b"lists", version.encode(), text.encode())
    proof = [to_text(statements.sign(hand.key_der, "ppo-publication", *parts)), to_text(hand.certificate_der)]
    return {"lists": {version: text}, "lists_signed": {version: proof}}


def test_nobody_publishes_in_the_name_of_the_office_above(pair: offices.Pair, tmp_path: Path) -> None:
    regency = offices.new_office(tmp_path / "kabupaten", "61.01", pair.clock, is_root=True)
    village = offices.new_office(tmp_path / "desa2", offices.OTHER_VILLAGE, pair.clock)
    offices.enrol(village, regency, pair.stick)
    offices.enrol(pair.camat, regency, pair.stick)
    text, false = a_list("audiences", {"label": "Nelayan"}), a_list("audiences", {"label": "Palsu"})
    directories.publish(regency, "audiences", text)
    high, low = "audiences 61.01 999999", "audiences 61.01 1"
    good, camat = hand_of(regency), hand_of(pair.camat)

    def learned(upper: str, said: dict[str, object]) -> list[int]:
        with village.database.transaction() as connection:
            directories.learn(connection, village, upper, said)
        return [one.number for one in directories.added(village)]

    assert learned(offices.CAMAT, {"lists": {high: false}}) == []
    assert learned(offices.CAMAT, signed_by(camat, false, high)) == [], "its key speaks for itself alone"
    moved = signed_by(good, text, low) | {"lists": {low: false}}
    assert learned(offices.CAMAT, moved) == [], "the signature is another text's"
    assert learned("61.01", {"lists": {high: false}}) == [999999], "as older programs say it themselves"
    with regency.database.reading() as connection:
        said = LISTS.tell(connection, regency, "", {})
    assert learned(offices.CAMAT, said) == [1], "what is signed overrules any number, whoever brings it"
    assert learned("61.01", {"lists": {high: false}}) == [1]
    with village.database.reading() as connection:
        assert LISTS.tell(connection, village, "", {}) == said, "the proof is passed on"
    assert learned(offices.CAMAT, signed_by(good, false, "audiences 61.01 77")) == [77], "its key was stolen"
    renewal.ask(regency, offices.HEAD)
    revoking.revoke_replaced(regency, regency.code, regency.device.id, offices.HEAD)
    with village.database.transaction() as connection, regency.database.reading() as other:
        keyring.learn_crl(connection, keyring.newest_crl(other) or b"")
        again = LISTS.tell(other, regency, "", {})
    assert learned(offices.CAMAT, {}) == [77], "a key that was replaced takes nothing away by that"
    assert learned(offices.CAMAT, again) == [1], "until the office signs with its new one"


def test_every_list_that_can_be_added_to_has_its_file() -> None:
    for name in TITLES:
        line = with_usual(name, dict.fromkeys(columns_of(name), "A"))
        assert tuple(line) == columns_of(name)
