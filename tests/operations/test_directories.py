"""Lists that everybody uses: added to at the top, in force below as soon as a receipt has come."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import offices
from ppo_desktop.core import additions
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import REGIONS, name_of, region
from ppo_desktop.operations import directories
from ppo_desktop.operations.directories import LISTS
from ppo_desktop.records import shared_lists
from ppo_desktop.records.codes import VILLAGES, code_list
from ppo_desktop.records.contacts import CONTACTS, hotlines
from ppo_desktop.records.shared_lists import TITLES, columns_of, with_usual, written

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
        directories.learn(connection, village, pair.camat.code, {"lists": told})
        directories.learn(connection, village, pair.camat.code, {"lists": "x"})
        said = LISTS.tell(connection, village, "", {})
        assert said == {"lists": {"audiences 61.01 2": text, future: "x"}}
        assert LISTS.tell(connection, village, "", {"verdicts": ["x" * 63_460]}) == {}, "no room"
    assert code_list("audiences").label("NELAYAN") == "Nelayan"
    (one,) = directories.added(village)
    assert [bool(line.problem) for line in one.lines] == [False, True]


def test_every_list_that_can_be_added_to_has_its_file() -> None:
    for name in TITLES:
        line = with_usual(name, dict.fromkeys(columns_of(name), "A"))
        assert tuple(line) == columns_of(name)
