"""Papers of an event and lists of a meeting, from empty to very long; what lines of names and deeds mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from reportlab.lib.units import mm

from papers import VILLAGE
from papers_proof import Build, prove
from ppo_desktop.pdf.render import lay_out
from ppo_desktop.records.codes import code_list
from ppo_desktop.reports import attendance, event_folder, event_money, event_report
from ppo_desktop.reports.document import Blank, Document, Table, plain_text
from ppo_desktop.reports.event import Deed, EventFacts, Named, deeds, event_facts, named
from ppo_desktop.reports.talk_sheet import MOST_NUMBERS, Number, Talk, TalkFacts, talk_sheet, talks, talks_for

DAY = date(2026, 11, 21)
COUNTED = {"men": 41, "women": 56, "under_18": 90, "pre_test": 54, "post_test": 82, "budget": 2_450_000}


def event(rows: int, name: str) -> EventFacts:
    """An event in which ``name`` stands wherever words do, and of everything that repeats there are ``rows``."""
    flat = name.replace(";", " ")
    texts = ("title", "number", "time", "place", "executor_name", "documentation", "closing", "reported_by", "topics")
    values: dict[str, object] = {
        **(dict.fromkeys(texts, name) | COUNTED if rows else {}),
        "held_on": "2026-11-20",
        "basis": "\n".join([name] * rows),
        "committee": "\n".join(f"{flat}, {flat}" for _n in range(rows)),
        "speakers": "\n".join(f"{flat}, {flat}, {flat}" for _n in range(rows)),
        "follow_up": "\n".join(f"{flat}; {flat}; 31-12-2026" for _n in range(rows)),
        "payments": "\n".join(
            f"{flat}; honor {n}; {n}.000; 100\n{flat}; transport; {n}.500" for n in range(1, rows + 1)
        ),
        "present": {code.code: 90 for code in code_list("audiences").items[:rows]},
        "materials": {code.code: 97 for code in code_list("materials").items[:rows]},
    }
    return event_facts(VILLAGE, values, DAY, institution=name if rows else "")


def cover(rows: int, name: str) -> Document:
    facts = event(rows, name)
    letters = {"SURAT_TUGAS": event_folder.minutes(facts), "UNDANGAN": event_folder.minutes(facts)}
    return event_folder.event_folder(facts, letters, lambda _one: 1)[0]


def spoken(rows: int, name: str) -> Document:
    numbers = (Number(name, "0812 5555 4444", "dicek 21-11-2026"),) * rows
    talk = replace(talks()[0], say=(name,) * max(rows, 1), asked=((name, name),) * rows)
    return talk_sheet(TalkFacts(VILLAGE, talk, (("Kegiatan", name),), numbers, (name,) * min(rows, 9)))


def meeting(rows: int, name: str) -> Document:
    invited = [code.code for code in code_list("institutions").items[:rows]]
    return attendance.of_meeting(VILLAGE, {"subject": name, "held_on": "2026-11-12", "invited": invited})


def of_event(make: Callable[[EventFacts], Document]) -> Build:
    return lambda rows, name: make(event(rows, name))


PAPERS: dict[str, Build] = {
    "report": of_event(event_report.event_report),
    "cover": cover,
    "minutes": of_event(event_folder.minutes),
    "fees": of_event(event_money.fees),
    "transport": of_event(event_money.transport),
    "receipt": of_event(lambda facts: event_money.receipts(facts)[0]),
    "attendance": lambda rows, name: attendance.of_event(replace(event(rows, name), invited=rows or None)),
    "meeting": meeting,
    "talk": spoken,
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_of_an_event_says_all_it_has_to_say_inside_its_margins(name: str, tmp_path: Path) -> None:
    prove(PAPERS[name], tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", PAPERS)
def test_with_500_rows_on_both_papers_too(name: str, tmp_path: Path) -> None:
    prove(PAPERS[name], tmp_path, is_thorough=True)


def test_what_nobody_wrote_is_left_to_the_pen_and_tests_are_named_where_there_were_any() -> None:
    bare = event_report.event_report(event(0, ""))
    open_lines = [block.label for block in bare.blocks if isinstance(block, Blank)]
    assert {"Pokok bahasan", "Pernyataan atau kesepakatan", "Kendala dan saran", "Tindak lanjut"} <= set(open_lines)
    assert open_lines.count("") == 4, "basis, purpose, speakers, outcome"
    assert "Nilai rata-rata" not in plain_text(bare)
    assert sum(isinstance(block, Blank) for block in event_folder.minutes(event(0, "")).blocks) == 3
    full = event_report.event_report(event(2, "Siti Aminah"))
    assert "Nilai rata-rata sebelum: 54 dari 100" in plain_text(full)


@pytest.mark.parametrize("rows", [13, 17, 20])
def test_an_attendance_list_of_up_to_twenty_stands_on_one_sheet_of_f4(rows: int) -> None:
    sheet = attendance.of_event(replace(event(1, "Siti Aminah"), invited=rows, men=rows, women=0))
    assert len(list(lay_out(sheet, "F4"))) == 1


@pytest.mark.parametrize(("invited", "came", "rows"), [(13, 0, 16), (None, 19, 20), (30, 45, 46), (60, 0, 77)])
def test_an_attendance_list_has_room_for_all_who_are_known_of_and_fills_its_sheets(
    invited: int | None, came: int, rows: int
) -> None:
    facts = replace(event(1, "Siti Aminah"), invited=invited, men=came, women=0, is_training=True)
    sheet = attendance.of_event(facts)
    assert f"\n{rows} | " in plain_text(sheet)
    assert f"\n{rows + 1} | " not in plain_text(sheet)
    pages = lay_out(sheet, "F4")
    assert len(pages) == (1 if rows <= 20 else 2 if rows == 46 else 3)
    bottom = min(top - item.height for page in pages[-1:] for top, item in page)
    assert bottom < 45 * mm, "no more than two rows of room are left"


def test_a_meeting_has_a_row_for_each_who_came() -> None:
    sheet = attendance.of_meeting(VILLAGE, {"subject": "Rapat", "invited": ["POLSEK"], "men": 12, "women": 7})
    assert "\n20 | " in plain_text(sheet)


def test_a_line_of_names_is_read_as_people_write_it() -> None:
    read = named("Siti Rahmah, S.Sos., M.Si., Kasi Kesra, Kecamatan Tebas, syarat umur\n\nAni, SH, Ketua PKK; Budi")
    assert read == (
        Named("Siti Rahmah, S.Sos., M.Si.", "Kasi Kesra, Kecamatan Tebas", "syarat umur"),
        Named("Ani, SH", "Ketua PKK"),
        Named("Budi"),
    )
    assert named("Rina, Kasi Pelayanan, Desa Sempalai", has_topic=False) == (
        Named("Rina", "Kasi Pelayanan, Desa Sempalai"),
    )
    assert named(" , ;\n") == ()


def test_what_is_to_be_done_is_read_as_the_decisions_of_a_meeting_are() -> None:
    read = deeds(
        "Surati sekolah; Rina; 30-11-2026\nUndang Polsek; POLSEK\nUlangi tahun depan", {"held_on": "2026-11-20"}
    )
    assert read == (
        Deed("Surati sekolah", "Rina", "30 November 2026"),
        Deed("Undang Polsek", "Polsek"),
        Deed("Ulangi tahun depan"),
    )


def test_sums_of_a_list_are_those_of_its_lines_and_stay_open_where_a_line_does() -> None:
    def totals(lines: str) -> tuple[str, ...]:
        facts = event_facts(VILLAGE, {"payments": lines}, DAY)
        (table,) = [block for block in event_money.fees(facts).blocks if isinstance(block, Table)]
        assert table.total_row
        return table.total_row[3:6]

    assert totals("A; honor; 300.000; 15.000\nB; honor; 200.000; 0") == ("Rp500.000", "Rp15.000", "Rp485.000")
    assert totals("A; honor; 300.000; 15.000\nB; honor; 200.000") == ("Rp500.000", "", "")
    assert totals("A; honor; 300.000\nB; honor; banyak") == ("", "", "")
    assert totals("Toko; konsumsi; 9") == ("", "", "")


def test_every_audience_has_its_words_and_everybody_else_the_general_ones() -> None:
    audiences = [code for talk in talks() for code in talk.audiences]
    assert sorted(audiences) == sorted(code_list("audiences").by_code), "each in one file, none forgotten"
    assert [talk.title for talk in talks_for(["SISWA", "PEMUDA", "GURU"])] == [
        "Siswa dan pemuda",
        "RT, RW, perangkat, kader, guru, dan tokoh",
    ]
    (general,) = talks_for([])
    assert general.title == "Warga umum"


@pytest.mark.parametrize("talk", talks(), ids=lambda talk: talk.title)
def test_what_to_say_fits_on_one_page_of_either_paper_and_names_what_lists_know(talk: Talk) -> None:
    assert set(talk.services) <= code_list("contact-services").by_code.keys()
    assert set(talk.hand_out) <= code_list("materials").by_code.keys()
    assert date.fromisoformat(talk.checked_on) >= date(2026, 11, 22)
    number = Number("UPTD PPA Kabupaten Sambas dan Layanan Perempuan", "0812 5555 4444", "dicek 21-11-2026")
    about = (
        ("Kegiatan", "Sosialisasi bagi siswa kelas XII " * 4),
        ("Hari, tanggal", "Jumat, 20 November 2026"),
    )
    sheet = talk_sheet(TalkFacts(VILLAGE, talk, about, (number,) * (MOST_NUMBERS + 2), ()))
    assert [len(list(lay_out(sheet, paper))) for paper in ("F4", "A4")] == [1, 1]
