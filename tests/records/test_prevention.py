"""Materials, their stock, and which institutions socialisation has reached."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.core.text import number
from ppo_desktop.records.checking import check, must_pass
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.coverage import Reached, Share, coverage, shares
from ppo_desktop.records.kind import StockBook
from ppo_desktop.records.payments import Payment, payments
from ppo_desktop.records.registry import kind
from ppo_desktop.records.stock import COLUMNS, MOVEMENTS, drawn, left, signed, stock, unreceived
from records.office import TODAY, Office

COMIC, MOVE, EVENT, SCHOOL = "a" * 32, "b" * 32, "c" * 32, "d" * 32
HANDED_OUT: dict[str, object] = {"material": COMIC, "movement": "BAGI", "moved_on": "20-11-2026", "amount": "97"}

moves = st.lists(
    st.fixed_dictionaries(
        {
            "material": st.sampled_from([COMIC, "e" * 32]),
            "movement": st.sampled_from([code.code for code in code_list(MOVEMENTS).items]),
            "moved_on": st.sampled_from([None, "2026-01-01", "2026-02-01", "2026-02-02", "2026-11-21"]),
            "amount": st.integers(1, 50),
        }
    ),
    max_size=20,
)


@pytest.fixture
def shop(office: Office) -> Office:
    """Eighty comics are on the shelf."""
    office.others["material", COMIC] = {"medium": "KOMIK", "title": "Janji Manis", "state": "DIPAKAI"}
    office.others["stock_move", MOVE] = {"material": COMIC, "movement": "CETAK", "amount": 80}
    return office


def codes(kind_name: str, typed: dict[str, object], office: Office) -> set[str]:
    return {problem.code for problem in check(kind(kind_name), typed, office).problems}


def test_a_material_is_counted_in_the_unit_of_its_type_unless_another_is_written(office: Office) -> None:
    values = must_pass(check(kind("material"), {"medium": "leaflet", "title": "Kenali Janji Palsu"}, office))
    assert (values["unit"], values["state"]) == ("lembar", "DIPAKAI")
    assert kind("material").title_of(values) == "Leaflet: Kenali Janji Palsu"
    typed = {"medium": "LEAFLET", "title": "Kenali", "unit": "rim", "year": "2206"}
    assert check(kind("material"), typed, office).values["unit"] == "rim"
    assert codes("material", typed, office) == {"year-impossible"}


def test_handing_out_more_than_there_is_needs_a_reason_and_says_what_would_be_left(shop: Office) -> None:
    (problem,) = check(kind("stock_move"), HANDED_OUT, shop).problems
    assert (problem.code, problem.is_warning) == ("stock-below-zero", True)
    assert "tinggal 80" in problem.message
    assert "−17" in problem.message
    values = must_pass(check(kind("stock_move"), HANDED_OUT | {"amount": 80}, shop))
    assert kind("stock_move").derive(values) == {"change": -80}
    assert kind("stock_move").title_of(values) == "Komik: Janji Manis, −80"


def test_a_movement_that_is_corrected_does_not_count_twice(shop: Office) -> None:
    shop.record_id = MOVE
    typed = {"material": COMIC, "movement": "CETAK", "moved_on": "2026-11-01", "amount": 70}
    assert codes("stock_move", typed, shop) == set()
    assert codes("stock_move", typed | {"movement": "RUSAK"}, shop) == {"stock-below-zero"}


def test_what_is_withdrawn_unknown_or_hung_nowhere_is_told(shop: Office) -> None:
    shop.others["material", COMIC]["state"] = "DITARIK"
    hung = HANDED_OUT | {"movement": "PASANG", "amount": 1, "put_up_on": "2026-11-20", "taken_down_on": "2026-11-19"}
    assert codes("stock_move", hung, shop) == {
        "material-withdrawn",
        "place-missing",
        "taken-down-on-before-put-up-on",
    }
    unknown = HANDED_OUT | {"material": "f" * 32, "event": "f" * 32, "moved_on": "2026-12-01"}
    assert codes("stock_move", unknown, shop) == {"material-unknown", "event-unknown", "moved-on-future"}


def test_every_movement_has_a_sign_and_a_column_of_the_book() -> None:
    for code in code_list(MOVEMENTS).items:
        assert code.extra["sign"] in {"1", "-1"}
        assert code.extra["column"] in COLUMNS
    assert signed({"movement": "TERBANG", "amount": 3}) == signed({"movement": "BAGI", "amount": True}) == 0


@given(moves, st.randoms())
def test_what_is_left_is_the_signed_sum_in_any_order(some: list[dict[str, Any]], chance: Any) -> None:
    mixed = some[:]
    chance.shuffle(mixed)
    assert stock(mixed) == stock(some)
    for material, book in stock(some).items():
        assert book.left == sum(signed(move) for move in some if move["material"] == material)
        columns = book.columns
        came = columns["awal"] + columns["masuk"] + columns["koreksi"]
        assert book.left == came - columns["keluar"] - columns["rusak"]


@given(moves, moves)
def test_two_books_together_leave_what_each_of_them_leaves(
    one: list[dict[str, Any]], two: list[dict[str, Any]]
) -> None:
    together, first, second = stock(one + two), stock(one), stock(two)
    for material, book in together.items():
        assert book.left == sum(part[material].left for part in (first, second) if material in part)


@given(moves)
def test_a_stock_went_below_zero_on_the_first_day_that_ended_so(some: list[dict[str, Any]]) -> None:
    for material, book in stock(some).items():
        of_it = [move for move in some if move["material"] == material]
        days = sorted({move["moved_on"] for move in of_it if move["moved_on"]})
        ends = {day: sum(signed(m) for m in of_it if (m["moved_on"] or "") <= day) for day in days}
        assert book.below_zero_on == next((day for day in days if ends[day] < 0), "")


def test_what_came_in_on_a_day_may_be_handed_out_on_it() -> None:
    day = {"material": COMIC, "moved_on": "2026-11-20", "amount": 5}
    assert stock([day | {"movement": "BAGI"}, day | {"movement": "CETAK"}])[COMIC].below_zero_on == ""


def test_an_event_names_an_institution_of_this_office(office: Office) -> None:
    event: dict[str, object] = {"activity": "SOS_SLTA", "held_on": "2026-11-20", "men": 41, "women": 56}
    assert codes("socialisation", event | {"institution": SCHOOL}, office) == {"institution-unknown"}
    office.others["institution", SCHOOL] = {"name": "SMAN 1 Tebas"}
    assert codes("socialisation", event | {"institution": SCHOOL}, office) == set()


def test_one_audience_cannot_be_larger_than_all_who_came(office: Office) -> None:
    event: dict[str, object] = {"activity": "SOS_DESA", "held_on": "2026-11-20", "men": 4, "women": 6}
    assert codes("socialisation", event | {"present": {"PEREMPUAN": 6, "KADER": 10}}, office) == set()
    assert codes("socialisation", event | {"present": {"PEREMPUAN": 11}}, office) == {"present-too-many"}


def test_a_school_number_belongs_to_a_school(office: Office) -> None:
    school = {"name": "MTs Al-Ikhlas", "kind": "MTS", "npsn": "30100456", "phone": "0812-3456-7890", "men": 80}
    values = must_pass(check(kind("institution"), school, office))
    assert values["phone"] == "+6281234567890"
    assert kind("institution").derive(values) == {"members": 80}
    assert codes("institution", school | {"kind": "DUSUN"}, office) == {"npsn-no-school"}


def test_coverage_counts_what_reached_each_institution_and_shows_the_forgotten_ones() -> None:
    places = [{"id": SCHOOL, "kind": "SMA"}, {"id": COMIC, "kind": "SMK"}, {"id": MOVE, "kind": "MTS"}]
    event: dict[str, object] = {"institution": SCHOOL, "materials": {"KOMIK": 40}}
    events: list[dict[str, object]] = [
        event | {"held_on": "2025-03-01", "participants": 30},
        event | {"held_on": "2026-11-20", "participants": None},
        event | {"held_on": "2026-12-01", "participants": 99},
        event | {"held_on": "2026-01-01", "participants": 9, "institution": "f" * 32},
        {"held_on": None, "institution": MOVE, "materials": "rusak"},
    ]
    reached = coverage(places, events, TODAY)
    assert reached[SCHOOL] == Reached(2, "2026-11-20", None, 30, (("KOMIK", 80),))
    assert reached[COMIC] == reached[MOVE] == Reached()
    assert shares(places, reached, "2026-01-01") == {"SLTA": Share(1, 2), "SLTP": Share(0, 1)}
    assert shares(places, reached, "2026-11-21")["SLTA"].reached == 0


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "institution": st.sampled_from([SCHOOL, COMIC, None]),
                "held_on": st.sampled_from([None, "2026-01-01", "2026-11-21", "2026-11-22"]),
                "participants": st.sampled_from([None, 0, 45]),
            }
        ),
        max_size=10,
    )
)
def test_no_event_is_counted_at_two_institutions(events: list[dict[str, Any]]) -> None:
    places = [{"id": SCHOOL, "kind": "SMA"}, {"id": COMIC, "kind": "SMK"}]
    reached = coverage(places, events, date(2026, 11, 21))
    held = [e for e in events if e["institution"] and e["held_on"] and e["held_on"] <= "2026-11-21"]
    assert sum(one.events for one in reached.values()) == len(held)
    assert sum(one.people for one in reached.values()) == sum(e["participants"] or 0 for e in held)


BOOK = StockBook(
    materials=[{"id": COMIC, "medium": "KOMIK"}],
    moves=[{"id": MOVE, "material": COMIC, "movement": "AWAL", "moved_on": "2026-11-02", "amount": 80}],
    events=[{"id": EVENT, "held_on": "2026-11-20", "materials": {"KOMIK": 30, "LEAFLET": 30}}],
)


def test_what_an_event_handed_out_is_drawn_from_the_only_stock_it_can_be_of() -> None:
    assert left(BOOK, COMIC) == 50
    assert [(draw.medium, draw.amount, draw.on) for draw in drawn(BOOK)] == [("KOMIK", 30, "2026-11-20")]
    early = [BOOK.events[0] | {"held_on": "2026-11-01"}]  # type: ignore[operator]  # the rows here are dicts
    assert left(StockBook(BOOK.materials, BOOK.moves, early), COMIC) == 80, "before the book was begun"
    assert left(StockBook(BOOK.materials, (), BOOK.events), COMIC) == 0, "no stock is kept"


def test_what_a_movement_says_of_an_event_is_not_drawn_again() -> None:
    said = {"material": COMIC, "movement": "BAGI", "moved_on": "2026-11-20", "amount": 20, "event": EVENT}
    book = StockBook(BOOK.materials, [*BOOK.moves, said], BOOK.events)
    assert left(book, COMIC) == 50
    assert [draw.amount for draw in drawn(book)] == [10]
    assert left(StockBook(BOOK.materials, [*BOOK.moves, said | {"amount": 35}], BOOK.events), COMIC) == 45


def test_of_two_titles_of_one_type_nobody_but_the_clerk_can_say_which_was_handed_out() -> None:
    other = "e" * 32
    titles = [*BOOK.materials, {"id": other, "medium": "KOMIK"}]
    begun = [*BOOK.moves, {"material": other, "movement": "AWAL", "moved_on": "2026-11-02", "amount": 10}]
    book = StockBook(titles, begun, BOOK.events)
    assert [draw.material for draw in drawn(book)] == [""]
    assert (left(book, COMIC), left(book, other)) == (80, 10)
    withdrawn = [BOOK.materials[0], {"id": other, "medium": "KOMIK", "state": "DITARIK"}]
    assert left(StockBook(withdrawn, begun, BOOK.events), COMIC) == 50


def test_an_event_that_handed_out_more_than_there_was_needs_a_reason(shop: Office) -> None:
    event: dict[str, object] = {"activity": "SOS_SLTA", "held_on": "2026-11-20", "men": 41, "women": 56}
    (problem,) = check(kind("socialisation"), event | {"materials": {"KOMIK": 97}}, shop).problems
    assert (problem.field, problem.code, problem.is_warning) == ("materials", "stock-below-zero", True)
    assert "Komik: Janji Manis: menurut buku stok tinggal 80, dengan kegiatan ini menjadi −17." in problem.message
    assert codes("socialisation", event | {"materials": {"KOMIK": 80, "LEAFLET": 97}}, shop) == set()
    shop.others["socialisation", EVENT] = event | {"materials": {"KOMIK": 60}}
    assert codes("socialisation", event | {"materials": {"KOMIK": 30}}, shop) == {"stock-below-zero"}
    shop.record_id = EVENT
    assert codes("socialisation", event | {"materials": {"KOMIK": 70}}, shop) == set(), "the event itself is changed"


def test_what_another_office_handed_over_waits_until_it_is_received() -> None:
    sent = {"office": "61.01.04", "id": "1", "material_title": "Komik: Janji Manis", "moved_on": "2026-11-10"}
    received = {"movement": "TERIMA", "other_office": "61.01.04", "material_title": "Komik: Janji Manis", "amount": 18}
    assert unreceived(StockBook(), [sent]) == [sent]
    assert unreceived(StockBook(moves=[received]), [sent, sent | {"id": "2"}]) == [sent | {"id": "2"}]
    assert unreceived(StockBook(moves=[received | {"movement": "CETAK"}]), [sent]) == [sent]


def test_a_payment_says_who_for_what_and_how_much_the_way_clerks_write_it() -> None:
    lines = """Dewi Kartikasari; honor narasumber 2 jam; 300.000; 15.000
    Ketua RT 001; Transport; Rp50.000,-

    Toko Sinar; konsumsi 100 kotak; 1500000"""
    honour, transport, food = payments(lines)
    assert (honour.sort, transport.sort, food.sort) == ("honour", "transport", "purchase")
    assert honour == Payment("Dewi Kartikasari", "honor narasumber 2 jam", 300_000, 15_000)
    assert (transport.amount, food.amount, food.withheld) == (50_000, 1_500_000, None)
    assert payments("Toko Transporta; sewa kursi; 1").__len__() == 1


@given(st.integers(0, 10**13 - 1), st.sampled_from(["{}", "Rp{}", "Rp {},-", "rp. {},00"]), st.booleans())
def test_an_amount_is_read_as_it_was_meant_however_it_is_written(amount: int, habit: str, in_groups: bool) -> None:
    words = habit.format(number(amount) if in_groups else amount)
    (one,) = payments(f"Ani; honor; {words}")
    assert (one.amount, one.is_clear) == (amount, True)


@pytest.mark.parametrize(
    "line",
    [
        "Toko Sinar",
        "Toko; konsumsi; banyak",
        "Toko; konsumsi; 1.50",
        "; konsumsi; 10",
        "A; honor; 10; 11",
        "A; x; 9; pajak",
    ],
)
def test_a_payment_that_cannot_be_read_is_told_by_its_line_and_may_stay(office: Office, line: str) -> None:
    typed = {"activity": "SOS_DESA", "held_on": "1-12-2026", "budget": 100, "payments": f"Ani; honor; 10\n{line}"}
    (problem,) = check(kind("socialisation"), typed, office).problems
    assert (problem.code, problem.is_warning) == ("payments-unclear", True)
    assert "baris 2" in problem.message
    assert not codes("socialisation", typed | {"payments": "Ani; honor; 10"}, office)
