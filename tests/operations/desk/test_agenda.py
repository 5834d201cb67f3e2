"""The first page: what is to be done next, in which order, and the figures beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import offices
import samples
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.desk.agenda import agenda
from ppo_desktop.operations.desk.home import home_figures
from ppo_desktop.operations.doors import accounts
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.todo import due_words
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.neighbours import confirming
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.registry import kind

DECEMBER = offices.Month(2026, 12)


def told(office: Office) -> dict[str, tuple[str, str]]:
    """Kind → severity and due words of all tasks."""
    return {task.kind: (task.severity, task.due) for task in agenda(office, most=50)}


def test_a_new_village_is_led_through_its_first_steps(tmp_path: Path) -> None:
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    assert [(task.kind, task.screen) for task in agenda(village)] == [
        ("enrolment-request", "enrolment"),
        ("emergency-code", ""),
        ("backup", "settings"),
        ("first-person", "form"),
    ]
    assert all(task.sentence and task.reason for task in agenda(village))
    code = next(task for task in agenda(village) if task.kind == "emergency-code")
    assert code.sentence.startswith("Ingatkan pimpinan"), "a clerk cannot make one"
    heads = next(task for task in agenda(offices.as_head(village)) if task.kind == "emergency-code")
    assert heads.sentence != code.sentence
    assert heads.screen == "settings"
    stick = tmp_path / "stick"
    stick.mkdir()
    enrolment.request(village, stick, offices.HEAD)
    accounts.confirm_code(village)
    keeping.backup(village)
    assert told(village) == {
        "enrolment-answer": ("warn", ""),
        "backup-stick": ("info", ""),
        "first-person": ("info", ""),
    }
    keeping.backup(village, stick)
    assert "backup-stick" not in told(village)


def test_an_office_above_villages_begins_with_their_keys_and_not_with_a_person(tmp_path: Path) -> None:
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at(), is_root=True)
    assert "first-person" not in told(camat)
    assert told(camat)["first-office"] == ("info", "")
    pair = offices.new_pair(tmp_path / "pair")
    assert "first-office" not in told(pair.camat)


def test_a_report_is_announced_asked_for_overdue_copied_and_its_receipt_missed(pair: offices.Pair) -> None:
    pair.person()
    assert "month" not in told(pair.village)
    pair.clock.move(days=7)
    assert told(pair.village)["month-ends"] == ("info", "7 hari lagi")
    pair.clock.move(days=4)
    assert told(pair.village)["month"] == ("warn", "3 hari lagi")
    pair.clock.move(days=7)
    (first, *_rest) = agenda(pair.village)
    assert (first.kind, first.sentence, first.due, first.severity) == (
        "month",
        "Buat laporan November 2026",
        "lewat 4 hari",
        "bad",
    )
    assert (first.screen, first.arguments) == ("month", {"month": "2026-11"})

    pair.report(nihil=True)
    assert told(pair.village)["copy"] == ("bad", "lewat 4 hari")
    assert "month" not in told(pair.village)
    pair.carry_up()
    assert not {"copy", "no-receipt"} & told(pair.village).keys()
    pair.clock.move(days=16)
    assert told(pair.village)["no-receipt"] == ("warn", "lewat 2 hari")
    pair.carry_down()
    assert "no-receipt" not in told(pair.village)


def test_months_left_out_are_told_in_one_line_the_oldest_first(pair: offices.Pair) -> None:
    pair.clock.move(days=75)
    (task,) = [task for task in agenda(pair.village) if task.kind == "month"]
    assert task.arguments == {"month": "2026-11"}
    assert task.reason == "Jatuh tempo 5 Desember 2026. Ada 2 bulan lain yang juga belum dilaporkan."


def test_a_withdrawn_report_is_asked_for_again(pair: offices.Pair) -> None:
    person = pair.person()
    pair.report(nihil=True)
    recording.erase(pair.village, person)
    assert told(pair.village)["withdrawn"][0] == "bad"


def test_the_camat_is_told_of_receipts_and_of_who_is_missing(pair: offices.Pair) -> None:
    pair.clock.move(days=11)
    assert told(pair.camat)["missing-reports"] == ("info", "3 hari lagi")
    pair.clock.move(days=5)
    (task,) = [task for task in agenda(pair.camat, 50) if task.kind == "missing-reports"]
    assert (task.sentence, task.reason, task.severity) == (
        "1 dari 1 kantor belum melapor November 2026",
        "Belum: Desa Sempalai.",
        "bad",
    )
    pair.report(nihil=True)
    pair.carry_up()
    assert told(pair.camat)["receipts"] == ("warn", "")
    assert "missing-reports" not in told(pair.camat)
    confirming.write_receipts(pair.camat)
    assert told(pair.camat)["copy-receipts"] == ("warn", "")
    sending.export_receipts(pair.camat, pair.stick)
    assert not {"receipts", "copy-receipts", "month"} & told(pair.camat).keys(), "a root reports to nobody"


def test_a_report_that_is_due_soon_stands_above_a_backup_that_is_long_overdue(pair: offices.Pair) -> None:
    pair.person()
    keeping.backup(pair.village)
    pair.report(nihil=True)
    pair.clock.move(days=42)
    tasks = agenda(pair.village)
    assert [(task.kind, task.severity, task.due) for task in tasks[:3]] == [
        ("copy", "bad", "lewat 28 hari"),
        ("month", "warn", "3 hari lagi"),
        ("backup", "bad", "lewat 35 hari"),
    ]


def test_backups_grow_old(pair: offices.Pair) -> None:
    keeping.backup(pair.village, pair.stick)
    pair.clock.move(days=8)
    assert told(pair.village)["backup"] == ("warn", "lewat 1 hari")
    pair.clock.move(days=30)
    assert told(pair.village)["backup"][0] == "bad"
    keeping.backup(pair.village)
    assert "backup" not in told(pair.village)


def test_no_more_than_five_things_the_gravest_first(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.clock.move(days=90)
    tasks = agenda(pair.village)
    assert len(tasks) <= 5
    assert [task.severity for task in tasks] == sorted((t.severity for t in tasks), key=["bad", "warn", "info"].index)


def test_due_words_are_words() -> None:
    day = date(2026, 12, 5)
    assert [due_words(date(2026, 12, d), day) for d in (1, 5, 9)] == ["4 hari lagi", "hari ini", "lewat 4 hari"]


def test_the_figures_of_the_first_page(pair: offices.Pair) -> None:
    siti = pair.person()
    reasons = {"incomplete": "menyusul"}
    left: dict[str, object] = {"status": "berangkat", "warning_reasons": reasons}
    pair.departure(siti, **left, path="prosedural", departed_on="2026-11-07", last_contact_on="2026-11-20")
    pair.departure(siti, **left, path="nonprosedural", departed_on="2026-11")
    pair.departure(siti, **left, departed_on="2026-02-01")
    pair.departure(siti, **left, departed_on="2026")
    event = {"activity": "SOS_SLTA", "held_on": "2026-11-10", "men": 3, "women": 4}
    recording.save(pair.village, kind("socialisation"), event)
    figures = home_figures(pair.village, offices.NOVEMBER)
    assert figures.departed == {"prosedural": 1, "nonprosedural": 1, "belum_jelas": 0, "": 0}
    assert (figures.abroad, figures.without_news) == (4, 3)
    assert (figures.events, figures.participants) == (1, 7)
    told = [month and sum(month.values()) for month in figures.year]
    assert told == [None, 1, *[None] * 8, 2, None], "nothing is known of months before the office began, nor ahead"
    told = [month and sum(month.values()) for month in home_figures(pair.village, offices.Month(2027, 3)).year]
    assert told == [0, 0, 0, *[None] * 9], "a month in which nobody left counts none"
    assert (figures.reported, figures.expected) == (0, 0)
    pair.report()
    pair.carry_up()
    above = home_figures(pair.camat, offices.NOVEMBER)
    assert (above.reported, above.expected) == (1, 1)
    assert above.year == figures.year
    assert figures.told is None, "nobody reports to a village"
    later = home_figures(pair.camat, offices.NOVEMBER.next)
    assert later.told is not None
    assert list(later.told) == [offices.NOVEMBER], "months without reports are left out"
    told = {key: later.told[offices.NOVEMBER][key] for key in ("departed", "events", "participants")}
    assert told == {"departed": 2, "events": 1, "participants": 7}
    assert sum(later.departed.values()) == 0


def test_books_ask_for_what_is_overdue_at_the_village_and_at_the_camat_who_is_told_whose_it_is(
    pair: offices.Pair,
) -> None:
    holder = {"role": "RT", "name": "Budi", "rt": "3", "since": "2020", "until": "2025"}
    ended = samples.with_reasons(pair.village, "role_holder", holder)
    recording.save(pair.village, kind("role_holder"), ended)
    task = {"what": "Surati P4MI Sambas", "owner": "Rina", "due": "2026-11-10", "status": "BELUM"}
    ready = samples.with_reasons(pair.village, "task", task)
    made = recording.save(pair.village, kind("task"), ready)
    (found,) = [each for each in agenda(pair.village, most=50) if each.kind == "task-overdue"]
    assert (found.sentence, found.severity, found.due) == ("1 tugas lewat tenggat", "bad", "lewat 11 hari")
    assert found.reason == "Tutup dengan bukti, atau beri tenggat baru."
    assert (found.screen, found.arguments) == ("list", {"kind": "task", "filter": "overdue"})
    pair.report(nihil=True)
    pair.carry_up()
    recording.save(pair.camat, kind("task"), ready | {"due": "2026-11-18"})
    (above,) = [each for each in agenda(pair.camat, most=50) if each.kind == "task-overdue"]
    assert above.sentence == "2 tugas lewat tenggat"
    assert above.reason.endswith("kantor ini (1), Desa Sempalai (1).")
    assert above.due == "lewat 11 hari", "the oldest"

    assert "role_holder-ended" in told(pair.village)
    assert "role_holder-ended" not in told(pair.camat), "only the village can put that right"
    recording.save(pair.camat, kind("role_holder"), ended)
    (own,) = [each for each in agenda(pair.camat, most=50) if each.kind == "role_holder-ended"]
    assert own.sentence.startswith("1 ")
    assert own.arguments == {"kind": "role_holder", "filter": "ended", "owner": pair.camat.code}

    closed = {"status": "SELESAI", "done_on": "2026-11-20", "evidence": "Surat nomor 5"}
    recording.save(pair.village, kind("task"), samples.with_reasons(pair.village, "task", task | closed), made.record)
    assert "task-overdue" not in told(pair.village)


def test_the_overdue_stand_first_by_severity_and_then_by_date(pair: offices.Pair) -> None:
    for what, due in (("Lama", "2026-11-12"), ("Baru", "2026-12-04")):
        task = samples.with_reasons(
            pair.village, "task", {"what": what, "owner": "Rina", "due": due, "status": "BELUM"}
        )
        recording.save(pair.village, kind("task"), task)
    keeping.backup(pair.village)
    pair.clock.move(days=48)
    tasks = [task for task in agenda(pair.village) if task.severity == "bad"]
    assert [(task.kind, task.due) for task in tasks] == [
        ("task-overdue", "lewat 57 hari"),
        ("month", "lewat 34 hari"),
        ("backup", "lewat 41 hari"),
    ]


def test_a_season_proposes_its_event_until_one_is_planned(pair: offices.Pair) -> None:
    assert "season" not in told(pair.village), "an empty office has other things to do first"
    pair.person()
    (season,) = [task for task in agenda(pair.village, most=50) if task.kind == "season"]
    assert season.sentence == "Rencanakan sosialisasi di desa atau kelurahan"
    assert season.reason.startswith("Libur semester dan akhir tahun 2026")
    typed = season.arguments["typed"]
    assert isinstance(typed, dict)
    planned = {**typed, "held_on": "2026-12-18"}
    recording.save(pair.village, kind("socialisation"), samples.with_reasons(pair.village, "socialisation", planned))
    assert "season" not in told(pair.village)


def test_a_stock_below_nothing_is_counted_again_and_what_was_handed_up_is_received(pair: offices.Pair) -> None:
    comic = {"medium": "KOMIK", "title": "Janji Manis"}

    def move(office: Office, **more: object) -> None:
        typed = samples.with_reasons(office, "stock_move", {"moved_on": "2026-11-02", **more})
        recording.save(office, kind("stock_move"), typed)

    here = recording.save(pair.village, kind("material"), comic).record
    move(pair.village, material=here, movement="AWAL", amount=80)
    event = {"activity": "SOS_SLTA", "held_on": "2026-11-20", "men": 41, "women": 56, "materials": {"KOMIK": 97}}
    recording.save(pair.village, kind("socialisation"), samples.with_reasons(pair.village, "socialisation", event))
    (task,) = [each for each in agenda(pair.village, most=50) if each.kind == "stock-below-zero"]
    assert task.sentence == "Stok −17 menurut buku: Komik: Janji Manis"
    assert task.arguments == {"kind": "stock_move", "typed": {"material": here}}
    move(pair.village, material=here, movement="KOREKSI_TAMBAH", amount=37)
    assert "stock-below-zero" not in told(pair.village)

    other = recording.save(pair.village, kind("material"), {"medium": "KOMIK", "title": "Paspor Nur"}).record
    move(pair.village, material=other, movement="AWAL", amount=5)
    (task,) = [each for each in agenda(pair.village, most=50) if each.kind == "stock-unclear"]
    assert task.sentence == "97 Komik dibagikan 20-11-2026, judul yang mana?"
    told_which = task.arguments["typed"]
    assert isinstance(told_which, dict)
    move(pair.village, **told_which | {"material": here})
    assert not {"stock-unclear", "stock-below-zero"} & told(pair.village).keys()

    move(pair.village, material=here, movement="SERAH", amount=20, other_office=pair.camat.code)
    above = recording.save(pair.camat, kind("material"), comic).record
    pair.report()
    pair.carry_up()
    (task,) = [each for each in agenda(pair.camat, most=50) if each.kind == "stock-arriving"]
    assert task.sentence == "Desa Sempalai menyerahkan 20 Komik: Janji Manis"
    typed = task.arguments["typed"]
    assert isinstance(typed, dict)
    assert typed["material"] == above
    move(pair.camat, **typed)
    assert "stock-arriving" not in told(pair.camat)
