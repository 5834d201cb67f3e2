"""Registers: rows in the order of the book, as whoever prints them may see them, of any length, and never too much."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

import offices
import samples
from ppo_desktop.core.clock import FixedClock
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Span
from ppo_desktop.operations.books import closing, recording
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.papers import registers
from ppo_desktop.pdf.render import render
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.document import Table, plain_text
from ppo_desktop.reports.register import Register
from ppo_desktop.reports.registers import AGENDA, EVENTS, PMI, REFERRALS, REGISTERS, STOCK

LATER = {"warning_reasons": {"incomplete": "menyusul"}}


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A village with a few of everything; Dewi's departure is for the head alone."""
    office = offices.new_office(
        tmp_path_factory.mktemp("registers") / "desa", offices.VILLAGE, offices.clock_at("2026-12-04T02:00:00")
    )
    leaves(office, "Rani", "2025-12-31")
    leaves(office, "Siti", "2026-11-03", fee_asked="3500000")
    leaves(office, "Ayu", "2026-02-01")
    leaves(office, "Nur", "2026-11-03")
    shut = leaves(office, "Dewi Rahasia", "2026-11-04", job="Juru masak rahasia")
    closing.close(offices.as_head(office), kind("departure"), office.code, shut, (), "Benturan kepentingan.")
    stock_and_event(office)
    person = next(row for row in offices.rows_at(office, kind("person")) if row["name"] == "Siti")["id"]
    sent = {"person": person, "institution": "POLRES", "urgency": "SEGERA", "status": "DIKIRIM"}
    more = {"basis": "KEWAJIBAN_HUKUM", "number": "300/12/2026", "reason_note": "Paspor dipegang orang lain."}
    recording.save(office, kind("referral"), {**sent, **more, "sent_on": "2026-11-30", **LATER})
    yield office
    office.close()


def leaves(office: Office, name: str, day: str, **more: object) -> str:
    """Somebody whose departure is recorded on ``day``; the record of the departure."""
    person = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
    typed = {"registered_on": day, "status": "NIAT", "destination_country": "MY", **LATER, **more}
    who = recording.save(office, kind("person"), person).record
    tick(office)
    return recording.save(office, kind("departure"), {**typed, "person": who}).record


def tick(office: Office) -> None:
    """Of one day, rows stand in the order in which they were recorded."""
    assert isinstance(office.clock, FixedClock)
    office.clock.move(seconds=1)


def stock_and_event(office: Office) -> None:
    """130 comics came, an event of 97 people handed 97 out."""
    material = recording.save(office, kind("material"), {"medium": "KOMIK", "title": "Nur"}).record
    moved = {"material": material, "movement": "TERIMA"}
    for day, amount in (("2025-12-01", "80"), ("2026-02-01", "50")):
        recording.save(office, kind("stock_move"), {**moved, "moved_on": day, "amount": amount})
    typed = {"activity": "SOS_SLTA", "held_on": "2026-03-03", "men": "41", "women": "56", "place": "SMAN 1 Tebas"}
    recording.save(office, kind("socialisation"), {**typed, "materials": {"KOMIK": 97}})


def text(office: Office, register: Register = PMI, span: str = "", reason: str = "") -> str:
    return plain_text(registers.document(office, register, Span.parse(span) if span else None, reason=reason))


def order(told: str, *names: str) -> bool:
    places = [told.index(name) for name in names]
    return places == sorted(places)


def test_rows_stand_by_their_day_and_only_those_of_the_time_asked_for(village: Office) -> None:
    assert order(text(village), "Rani", "Ayu", "Siti", "Nur")
    of_year = text(village, span="2026")
    assert order(of_year, "Masa: Tahun 2026", "1 | ", "Ayu", "2 | ", "Siti", "3 | ", "Nur", "dengan 3 baris")
    assert "Rani" not in of_year
    assert "dengan 2 baris" in text(village, span="2026-T4")


def test_a_book_is_read_part_by_part_as_often_as_wanted_and_may_be_stopped(
    village: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "PAGE", 2)
    found = registers.lines_of(village, PMI)
    assert len(found) == len(list(found)) == len(list(found)) == 4

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        render(registers.document(village, PMI), told=stop)


def test_what_is_closed_is_counted_and_not_printed(village: Office) -> None:
    told = text(village)
    assert "Dewi" not in told
    assert "Juru masak" not in told
    assert "dengan 4 baris. 1 catatan yang ditutup untuk akun pencetak" in told
    assert "1 catatan yang ditutup" in text(village, span="2024"), "when it was recorded is not told either"
    assert "Juru masak rahasia" in text(offices.as_head(village))


def test_restricted_columns_need_a_reason_and_each_look_is_written_down(village: Office) -> None:
    told = text(village)
    assert "3.500.000" not in told
    assert "Biaya diminta" not in told
    assert access.looks(offices.as_head(village)) == []
    assert "Biaya Rp3.500.000" in text(village, reason="Diminta camat untuk rapat.")
    looks = [(look.title, look.reason) for look in access.looks(offices.as_head(village))]
    assert looks == [("Siti – Malaysia", "Diminta camat untuk rapat.")]


def test_a_role_that_may_not_look_gets_no_restricted_columns(village: Office) -> None:
    reader = replace(village, user=village.user._replace(role="pemeriksa"))
    assert registers.why_not_restricted(reader)
    with pytest.raises(Refused, match="not-allowed"):
        text(reader, reason="Ingin tahu.")


def test_the_stock_book_tells_what_is_left_after_each_movement(village: Office) -> None:
    told = text(village, STOCK, "2026")
    rows = [line.split(" | ") for line in told.splitlines() if line[:1].isdigit()]
    assert [(row[3], *row[5:8]) for row in rows] == [
        ("Sisa sebelumnya", "", "", "80"),
        ("Diterima dari kantor lain", "50", "", "130"),
        ("Dibagikan", "", "97", "33"),
    ]


def test_what_is_left_below_zero_is_told_with_a_minus_that_is_no_hyphen(village: Office) -> None:
    material = recording.save(village, kind("material"), {"medium": "LEAFLET", "title": "Kenali calo"}).record
    away = {"material": material, "movement": "BAGI", "moved_on": "2026-04-01", "amount": "97"}
    recording.save(village, kind("stock_move"), samples.with_reasons(village, "stock_move", away))
    told = text(village, STOCK, "2026")
    assert "−97" in told
    assert "-97" not in told


def test_events_and_referrals_have_their_registers(village: Office) -> None:
    told = text(village, EVENTS, "2026")
    assert all(part in told for part in ("03-03-2026", "SMAN 1 Tebas", "Hadir 97\nL 41\nP 56"))
    told = text(village, REFERRALS)
    assert all(part in told for part in ("300/12/2026", "Siti", "Kewajiban hukum"))
    assert "Paspor dipegang" not in told


def test_the_agenda_has_final_and_voided_letters_and_no_drafts(village: Office) -> None:
    typed = {"dated_on": "2026-11-05", "addressee": "Camat Tebas"}
    for state, subject, number in (("FINAL", "Undangan", "005/1"), ("BATAL", "Salah", "005/2"), ("DRAF", "Belum", "")):
        more = {"voided_on": "2026-11-06", "void_reason": "Salah nama."} if state == "BATAL" else {}
        letter = {**typed, **more, "state": state, "subject": subject, "number": number}
        tick(village)
        recording.save(village, kind("letter"), letter)
    told = text(village, AGENDA, "2026")
    assert order(told, "005/1 | 05-11-2026", "005/2 | 05-11-2026", "Batal\nDibatalkan 06-11-2026", "dengan 2 baris")
    assert "Belum" not in told
    assert "Salah nama" not in told


@pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.name)
def test_an_empty_register_says_so_leaves_nihil_to_the_report_and_has_three_places_to_sign(
    village: Office, register: Register
) -> None:
    made = registers.document(village, register, Span.parse("2020"))
    if register is not STOCK:
        assert "Belum ada yang tercatat." in plain_text(made)
    assert [place.name for place in made.signatures] == ["Rina", "Siti Rahmah", "Abdul Hamid"]
    assert made.is_wide


def test_an_office_above_has_one_column_for_whoever_it_may_not_see_and_no_empty_ones(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    pair = offices.new_pair(tmp_path_factory.mktemp("kecamatan"))
    pair.departure(pair.person("Dewi Lestari"), passport="C9901234")
    pair.report()
    pair.carry_up()
    (table,) = [block for block in registers.document(pair.camat, PMI).blocks if isinstance(block, Table)]
    ((_number, recorded, who, *_rest),) = table.rows
    assert recorded.startswith("Desa Sempalai\n")
    assert who == "Warga Desa Sempalai, P, 2000"
    heads = [column.title for column in table.columns]
    assert not [head for head in heads if head.startswith(("Alamat", "Pendidikan", "Lahir"))]
    pair.close()
