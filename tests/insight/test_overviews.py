"""Overviews: what was not recorded is no zero, rates are not summed, and every line says where it comes from."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from papers import VILLAGE as OFFICE
from ppo_desktop.core.text import number
from ppo_desktop.insight import registry
from ppo_desktop.insight.factors import villages_of
from ppo_desktop.insight.help import usual_days
from ppo_desktop.insight.overview import NO_DATA, REPORTS, Findings, Line, Overview, Question, Row, Section, shown
from ppo_desktop.pdf.render import lay_out
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.factor import FACTOR
from ppo_desktop.records.follow_up import FOLLOW_UP
from ppo_desktop.records.institution import INSTITUTION
from ppo_desktop.records.legal_instrument import LEGAL_INSTRUMENT
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.meeting import MEETING
from ppo_desktop.records.program import PROGRAM
from ppo_desktop.records.referral import REFERRAL
from ppo_desktop.records.registry import kind
from ppo_desktop.records.role_holder import ROLE_HOLDER
from ppo_desktop.records.rt_report import RT_REPORT
from ppo_desktop.records.screening import SCREENING
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.stock_move import STOCK_MOVE
from ppo_desktop.records.task import TASK
from ppo_desktop.reports.overview_sheet import SheetFacts, overview_sheet

VILLAGE, OTHER, CAMAT = "61.01.04.2003", "61.01.04.2005", "61.01.04"
TODAY = date(2026, 11, 21)


def row(kind_name: str, record: str, office: str = VILLAGE, **values: Any) -> Row:
    """A row as the database hands it out, with its derived columns."""
    record_kind = kind(kind_name)
    whole = {**dict.fromkeys(record_kind.by_name), **values}
    return {**whole, **record_kind.derive(whole), "office": office, "id": record}


def find(
    name: str, rows: list[tuple[str, Row]], office: str = VILLAGE, year: int = 2026, *, is_named: bool = False
) -> Findings:
    overview = registry.overview(name)
    wanted = [*overview.reads, *([REPORTS] if overview.counts_reports else [])]
    held = {name: [row for of, row in rows if of == name] for name in wanted}
    return overview.find(held, Question(office, TODAY, year, is_named))


def a(record_kind: Any, record: str, office: str = VILLAGE, **values: Any) -> tuple[str, Row]:
    return record_kind.name, row(record_kind.name, record, office, **values)


def section(findings: Findings, title: str) -> Section:
    return next(one for one in findings.sections if one.title == title)


def table(findings: Findings, title: str) -> dict[str, dict[str, str]]:
    """First cell → column → what stands there."""
    found = section(findings, title)
    heads = [column.title for column in found.columns]
    return {shown(line.cells[0]): dict(zip(heads, map(shown, line.cells), strict=True)) for line in found.lines}


def line(findings: Findings, title: str, subject: str) -> Line:
    found = section(findings, title)
    return next(one for one in found.lines if one.cells[found.subject] == subject)


EVERY = pytest.mark.parametrize("overview", registry.OVERVIEWS, ids=lambda overview: overview.name)


@EVERY
def test_an_overview_reads_only_what_is_open_to_every_eye(overview: Overview) -> None:
    for name, columns in overview.reads.items():
        assert set(columns) <= set(kind(name).by_name)
        assert not set(columns) & kind(name).restricted_names


@EVERY
@pytest.mark.parametrize("office", [VILLAGE, CAMAT, "61.01"])
def test_without_any_record_it_says_so_and_what_to_do(overview: Overview, office: str) -> None:
    findings = find(overview.name, [], office)
    assert findings.sections
    for one in findings.sections:
        assert one.lines or one.empty or one.title.startswith("Menurut")
        assert all(len(line.cells) == len(one.columns) for line in one.lines)


@EVERY
def test_the_head_of_a_page_counts_none_only_in_books_that_hold_something(overview: Overview) -> None:
    told = [fact.value for fact in find(overview.name, []).facts]
    assert set(told) <= {None}, "nothing is recorded that could tell"


def test_books_that_were_looked_through_and_had_none_say_0() -> None:
    holder = a(ROLE_HOLDER, "h", role="KADES", name="Budi", until="2027-01-01")
    assert [fact.value for fact in find("roles", [holder]).facts] == [1, 0, 0]
    old = a(SOCIALISATION, "s", held_on="2020-01-01", participants=9)
    assert [fact.value for fact in find("coverage", [old]).facts] == [None, None, 0, 0]
    assert find("factors", [a(PROGRAM, "p", year="2020")]).facts[2].value == 0


def test_what_was_not_recorded_is_told_in_words_and_a_minus_has_its_sign() -> None:
    assert (shown(None), shown(0), shown(-1200)) == (NO_DATA, "0", "−1.200")


# ------------------------------------------------------------------------------- stock


KOMIK = a(MATERIAL, "m1", medium="KOMIK", title="Nur", unit="eksemplar")
LEAFLET = a(MATERIAL, "m2", medium="LEAFLET", title="Lima tanda", unit="lembar")
CAME = a(STOCK_MOVE, "s1", material="m1", movement="TERIMA", moved_on="2026-10-01", amount=80)


def test_stock_is_what_came_in_less_what_went_out_also_at_events() -> None:
    event = a(SOCIALISATION, "e1", held_on="2026-10-05", materials={"KOMIK": 30})
    handed_over = a(STOCK_MOVE, "s2", material="m1", movement="SERAH", moved_on="2026-10-07", amount=20)
    left = table(find("stock", [KOMIK, LEAFLET, CAME, event, handed_over]), "Sisa tiap bahan")
    komik, leaflet = left["Komik: Nur (eksemplar)"], left["Leaflet: Lima tanda (lembar)"]
    assert (komik["Masuk"], komik["Keluar"], komik["Diserahkan"], komik["Sisa"]) == ("80", "50", "20", "30")
    assert (komik["Terakhir"], komik["Keadaan"]) == ("07-10-2026", "ada")
    assert leaflet["Sisa"] == leaflet["Masuk"] == NO_DATA


def test_less_than_none_is_to_be_counted_again_and_becomes_a_task_once() -> None:
    gone = a(STOCK_MOVE, "s2", material="m1", movement="BAGI", moved_on="2026-10-07", amount=90)
    wrong = line(find("stock", [KOMIK, CAME, gone]), "Perlu dihitung ulang", "Komik: Nur")
    assert wrong.lead
    assert wrong.cells[1:3] == (-10, "07-10-2026")
    assert wrong.lead.typed["given_on"] == "2026-11-21"
    task = a(TASK, "t1", what=wrong.lead.typed["what"], status="BELUM")
    known = line(find("stock", [KOMIK, CAME, gone, task]), "Perlu dihitung ulang", "Komik: Nur")
    assert (known.lead and known.lead.record, known.cells[-1]) == ("t1", "sudah menjadi tugas")
    done = a(TASK, "t1", what=wrong.lead.typed["what"], status="SELESAI")
    assert line(find("stock", [KOMIK, CAME, gone, done]), "Perlu dihitung ulang", "Komik: Nur").lead == wrong.lead


def test_an_office_is_named_only_where_there_are_several() -> None:
    above = find("stock", [KOMIK, CAME], CAMAT)
    assert section(above, "Sisa tiap bahan").columns[0].title == "Kantor"
    assert section(find("stock", [KOMIK, CAME]), "Sisa tiap bahan").columns[0].title == "Bahan"


# ------------------------------------------------------------------------------- coverage


def test_the_never_reached_stand_first_and_an_uncounted_event_has_no_people() -> None:
    rows = [
        a(INSTITUTION, "i1", name="SMAN 1", kind="SMA", men=10, women=10),
        a(INSTITUTION, "i2", name="Dusun Hulu", kind="DUSUN"),
        a(INSTITUTION, "i3", name="SMPN 1", kind="SMP"),
        a(SOCIALISATION, "e1", institution="i1", held_on="2026-03-01", men=5, women=6, materials={"KOMIK": 9}),
        a(SOCIALISATION, "e2", institution="i3", held_on="2025-03-01"),
        a(SOCIALISATION, "e3", held_on="2026-03-02", present={"SISWA": 40}),
    ]
    findings = find("coverage", rows)
    each = table(findings, "Tiap lembaga, yang belum dijangkau lebih dahulu")
    assert list(each) == ["Dusun Hulu", "SMPN 1", "SMAN 1"]
    assert each["Dusun Hulu"]["Terakhir"] == "belum dijangkau"
    assert each["SMPN 1"]["Peserta terakhir"] == NO_DATA
    assert (each["SMAN 1"]["Peserta terakhir"], each["SMAN 1"]["Dengan bahan"]) == ("11", "Komik 9")
    assert shown(findings.facts[0].value) == "1 dari 3"
    assert findings.notes == (
        "1 kegiatan tahun itu tidak menyebut lembaganya, jadi tidak terhitung pada lembaga mana pun.",
    )
    before = find("coverage", rows, year=2025)
    assert table(before, "Tiap lembaga, yang belum dijangkau lebih dahulu")["SMAN 1"]["Terakhir"] == "belum dijangkau"


# ------------------------------------------------------------------------------- factors


def figure(record: str, indicator: str, region: str, value: str, year: str = "2025", **more: Any) -> tuple[str, Row]:
    return a(FACTOR, record, indicator=indicator, region=region, value=value, year=year, quality="RESMI", **more)


def test_counts_of_villages_are_summed_and_rates_never() -> None:
    rows = [
        figure("f1", "F1B_L", VILLAGE, "1.200"),
        figure("f2", "F1B_L", OTHER, "800"),
        figure("f3", "F1A", VILLAGE, "2,1"),
        figure("f4", "F1A", OTHER, "1,4"),
        figure("f5", "F1B_P", VILLAGE, "1.100"),
        figure("f6", "F1B_P", OTHER, "700", year="2024"),
    ]
    told = table(find("factors", rows, CAMAT), "F1 Pertumbuhan penduduk")
    men, growth, women = (
        head for name in ("laki-laki", "Laju", "perempuan") for head in told["Jumlah"] if name in head
    )
    assert told["Jumlah"][men] == "2.000 dari 2 desa"
    assert told["Jumlah"][growth] == "tidak dijumlahkan"
    assert told["Jumlah"][women] == "tahunnya berbeda"
    assert told["Desa Sempalai"][growth] == "2,1 (2025)"
    assert told["21 desa lain"][men] == NO_DATA


def test_on_paper_many_villages_stand_under_their_kecamatan_and_those_without_figures_in_its_line() -> None:
    villages = villages_of("61.01")
    silent = {"61.01.04.2003", "61.01.04.2004", *(code for code in villages if code.startswith("61.01.06."))}
    told = [code for code in villages if code not in silent]
    rows = [figure(f"k{code}", "F1B_KK", code, "1.204", source="Profil desa") for code in told]
    rows += [figure(f"w{code}", "F4D", code, "95.000", "2024" if code.endswith("1") else "2025") for code in told[:30]]
    assert not find("factors", rows[:20], "61.01").paper, "few need no other form"
    paper = find("factors", rows, "61.01").paper
    matrix = next(one for one in paper if one.title == "Angka desa: F1b sampai F4d")
    assert len(matrix.lines) == len(told) + 19
    heads = [line.cells[0] for line in matrix.lines if len(line.cells) == 1]
    assert "Kecamatan Tebas: 21 dari 23 desa. Tidak ada data: Sempalai, Bekut." in heads
    assert "Kecamatan Sejangkung: tidak ada data dari 12 desanya." in heads
    assert {line.cells[2] for line in matrix.lines if len(line.cells) > 1} == {"95.000", "95.000 (2024)", "–"}
    (sources,) = (one for one in paper if one.title == "Jumlah, sumber, dan mutu angka desa")
    assert [line.cells[1] for line in sources.lines] == [f"{number(181 * 1204)} dari 181 desa", "tidak dijumlahkan"]
    assert [line.cells[4] for line in sources.lines] == ["Profil desa (181)", "sumber tidak ditulis (30)"]
    sheet = overview_sheet(SheetFacts(OFFICE, "Faktor", "", Findings(paper=paper), "Rina", TODAY))
    assert 8 <= len(lay_out(sheet)) <= 9, "200 lines of 5 mm"


def test_a_figure_of_the_regency_is_never_shown_as_a_villages() -> None:
    rows = [
        figure("f1", "F2A", "61.01", "5,08", year="2022"),
        figure("f2", "F2A", VILLAGE, "5,08"),
        figure("f3", "F3C", VILLAGE, "54", original_level="KABUPATEN"),
    ]
    findings = find("factors", rows)
    assert list(table(findings, "Angka kecamatan dan kabupaten")) == ["Kabupaten Sambas"]
    assert not section(findings, "Sumber dan mutu angka desa").lines
    assert findings.notes[0].startswith("2 angka tidak ditampilkan")


def test_the_newest_figure_up_to_the_year_counts_with_source_and_quality() -> None:
    rows = [
        figure("f1", "F2C", VILLAGE, "90", year="2024"),
        figure("f2", "F2C", VILLAGE, "86", year="2026", source="Hitungan RT", original_level="DESA"),
    ]
    (now,) = section(find("factors", rows), "Sumber dan mutu angka desa").lines
    assert [shown(cell) for cell in now.cells[2:]] == [
        "86",
        "jiwa",
        "2026",
        "Resmi",
        "Desa atau kelurahan",
        "Hitungan RT",
    ]
    (before,) = section(find("factors", rows, year=2025), "Sumber dan mutu angka desa").lines
    assert shown(before.cells[2]) == "90"


def test_a_factor_that_people_name_and_no_programme_answers_is_said() -> None:
    rows = [
        a(DEPARTURE, "d1", registered_on="2026-05-01", reasons=["SEKOLAH"]),
        a(DEPARTURE, "d2", OTHER, registered_on="2026-05-02", reasons=["TIDAK_ADA_PEKERJAAN"]),
        a(PROGRAM, "p1", year="2026", status="BERJALAN", region=VILLAGE, factors=["F2", "F4"], reached_women=14),
        a(PROGRAM, "p2", year="2026", status="BATAL", factors=["F3"]),
    ]
    findings = find("factors", rows, CAMAT)
    four = table(findings, "Empat faktor")
    assert four["F3 Pendidikan rendah"]["Keadaan"] == "faktor tanpa program"
    assert four["F2 Pengangguran terbuka"]["Orang terjangkau"] == "14"
    villages = table(findings, "Desa dan faktor")
    assert villages["Desa Sempalai"]["F3 Pendidikan rendah"] == "1 alasan, tanpa program"
    assert villages["Desa Seberkat"]["F2 Pengangguran terbuka"] == "1 alasan, tanpa program"
    assert villages["21 desa lain"]["F1 Pertumbuhan penduduk"] == NO_DATA


def test_who_has_recorded_nothing_is_not_alarmed_by_factors_without_a_programme() -> None:
    findings = find("factors", [])
    assert [fact.tone for fact in findings.facts] == ["", "", "", ""]
    assert {line.tone for line in section(findings, "Empat faktor").lines} == {""}
    some = find("factors", [a(DEPARTURE, "d1", registered_on="2026-05-01", reasons=["SEKOLAH"])])
    assert some.facts[-1].tone == "bad"


# ------------------------------------------------------------------------------- reasons, roles, help, policy


def test_who_gave_no_reason_is_not_counted_as_without_one() -> None:
    rows = [
        a(DEPARTURE, "d1", registered_on="2026-05-01", reasons=["UTANG", "UPAH_KURANG"], sex="P"),
        a(DEPARTURE, "d2", registered_on="2026-05-01", reasons=["UTANG"], sex="L"),
        a(DEPARTURE, "d3", registered_on="2026-05-01"),
    ]
    findings = find("reasons", rows)
    assert [fact.value for fact in findings.facts] == [3, 2, 1]
    factors = table(findings, "Menurut faktor")
    assert (factors["F4 Kesempatan kerja rendah"]["Orang"], factors["Alasan lain saja"]["Laki-laki"]) == ("1", "1")
    assert table(findings, "Menurut alasan")["Utang"]["Orang"] == "2"


def test_reports_of_an_rt_count_for_its_holder_and_a_missing_one_does_not() -> None:
    rows = [
        a(ROLE_HOLDER, "h1", role="RT", name="Budi", rt="3", rw="001"),
        a(ROLE_HOLDER, "h2", role="RT", name="Ani", rt="004", rw="001"),
        a(ROLE_HOLDER, "h3", role="RW", name="Umar", rw="001"),
        a(ROLE_HOLDER, "h4", role="RT", rt="005"),
        a(ROLE_HOLDER, "h5", role="KADES", name="Hamid", institution="DESA"),
        a(RT_REPORT, "r1", month="2026-10", rt="003", rw="001", state="NIHIL_LISAN"),
        a(RT_REPORT, "r2", month="2026-11", rt="003", rw="001", state="BELUM"),
        a(RT_REPORT, "r3", month="2026-08", rt="003", rw="001", state="ADA"),
        a(MEETING, "m1", held_on="2026-11-02", present=["DESA"]),
    ]
    findings = find("roles", rows)
    told = {shown(line.cells[1]): line.cells for line in section(findings, "Pemegang peran").lines}
    assert (told["Budi"][3], told["Umar"][3], told["Ani"][3], told["Hamid"][3]) == (
        "III: 1, IV: 1",
        "III: 1, IV: 1",
        None,
        None,
    )
    assert (told["Hamid"][-1], told["Hamid"][-2]) == ("IV: 1", "0"), "quarters are named, and only where there is any"
    assert [fact.value for fact in findings.facts] == [4, 1, 0]
    assert section(findings, "Jabatan kosong").lines[0].lead


def test_the_usual_time_of_two_answers_lies_between_them() -> None:
    sent = {"sent_on": "2026-11-01"}
    answered = [{**sent, "answered_on": day} for day in ("2026-11-02", "2026-11-08", "2026-11-03", "2026-11-09")]
    asked = Question(OFFICE, TODAY, 2026)
    assert usual_days(answered[:2], asked) == 4
    assert usual_days(answered[1:3], asked) == "4,5"
    assert usual_days(answered[:3], asked) == 2
    assert usual_days([sent], asked) is None


def test_what_is_open_late_and_in_time_is_told_apart_penal_and_not() -> None:
    rows = [
        a(FOLLOW_UP, "u1", action="LAIN", decided_on="2026-11-01", due_on="2026-11-20"),
        a(FOLLOW_UP, "u2", action="LAIN", decided_on="2026-11-01", due_on="2026-11-21"),
        a(FOLLOW_UP, "u3", action="LAIN", decided_on="2026-11-01", due_on="2026-11-10", done_on="2026-11-10"),
        a(FOLLOW_UP, "u4", action="LAIN", decided_on="2026-11-01", due_on="2026-11-10", done_on="2026-11-12"),
        a(FOLLOW_UP, "u5", action="LAIN", decided_on="2026-11-01", due_on="2026-11-10", outcome="TIDAK_PERLU"),
        a(FOLLOW_UP, "u6", action="LAIN", decided_on="2025-11-01", due_on="2025-11-10", done_on="2025-11-10"),
        a(REFERRAL, "r1", effort="PENAL", status="DIKIRIM", urgency="BIASA", sent_on="2026-11-01"),
        a(
            REFERRAL,
            "r2",
            effort="NONPENAL",
            status="SELESAI",
            urgency="BIASA",
            sent_on="2026-11-01",
            answered_on="2026-11-05",
        ),
        a(REFERRAL, "r3", effort="NONPENAL", status="DITANGANI", sent_on="2025-11-01", answered_on="2025-11-02"),
    ]
    findings = find("help", rows)
    assert [fact.value for fact in findings.facts] == [1, 1, 0, 1, 1], "answered last year, and in hand still"
    (told,) = section(findings, "Tindak lanjut menurut tindakan").lines
    assert told.cells[1:] == (1, 1, 1, 1, 1)
    efforts = table(findings, "Rujukan penal dan nonpenal")
    penal, other = efforts["Penal (ke penegak hukum)"], efforts["Nonpenal (pencegahan dan layanan)"]
    assert (penal["Lewat tenggat"], penal["Lama jawaban (hari)"]) == ("1", NO_DATA)
    assert (other["Dijawab tepat waktu"], other["Lama jawaban (hari)"]) == ("1", "4")
    assert (penal["Menunggu terlama (hari)"], other["Menunggu terlama (hari)"]) == ("20", NO_DATA)


def test_a_year_that_is_over_knows_nothing_of_the_years_after_it() -> None:
    rows = [
        a(FOLLOW_UP, "u1", action="LAIN", decided_on="2026-11-01", due_on="2026-11-10"),
        a(REFERRAL, "r1", effort="PENAL", status="DIKIRIM", urgency="BIASA", sent_on="2026-11-01"),
        a(MATERIAL, "m1", medium="KOMIK", title="Janji Manis"),
        a(STOCK_MOVE, "v1", material="m1", movement="AWAL", moved_on="2026-10-05", amount=80),
        a(LEGAL_INSTRUMENT, "l1", kind="SK", status="BERLAKU", dated_on="2026-03-01"),
    ]
    assert sum(fact.value or 0 for fact in find("help", rows, year=2025).facts) == 0
    assert sum(fact.value or 0 for fact in find("help", rows).facts) == 2
    for year, known in ((2025, False), (2026, True)):
        parts = section(find("policy", rows, year=year), "Bukti tiap bagian").lines
        judged = {shown(line.cells[1]) for line in parts if isinstance(line.cells[5], int)}
        assert ({"Bahan yang masih ada stoknya", "Kantor dengan perangkat hukum yang berlaku"} <= judged) is known


def test_help_that_came_in_time_is_judged_only_for_those_who_needed_it() -> None:
    urgent = a(SCREENING, "s1", band="KRITIS")
    ready = a(SCREENING, "s2", band="RENDAH")
    done = a(FOLLOW_UP, "u1", screening="s1", due_on="2026-11-02", done_on="2026-11-02")
    late = a(FOLLOW_UP, "u2", screening="s1", due_on="2026-11-02")
    other = a(FOLLOW_UP, "u3", screening="s2", due_on="2026-11-02")
    findings = find("policy", [urgent, ready, done, late, other])
    parts = {shown(line.cells[1]): line.cells for line in section(findings, "Bukti tiap bagian").lines}
    assert parts["Tindakan tepat waktu bagi warga yang perlu pendampingan"][3:6] == (1, 2, 50)
    assert parts["Rujukan yang dijawab"][3:6] == (None, None, "belum dapat dinilai")
    scores = {shown(line.cells[0]): line.cells[1] for line in section(findings, "Enam variabel").lines}
    assert (scores["5. Disposisi pelaksana"], scores["2. Sumber daya"]) == ("50 (sementara)", "belum dapat dinilai")


def test_who_was_counted_at_some_events_alone_is_not_read_as_all() -> None:
    told = {"held_on": "2026-11-10", "activity": "SOS_SLTA", "audiences": ["SISWA", "GURU"]}
    rows = [
        a(SOCIALISATION, "e1", **told, present={"SISWA": 90}),
        a(SOCIALISATION, "e2", **told, present={"GURU": 4}),
        a(SOCIALISATION, "e3", **{**told, "audiences": ["GURU"]}, present={"GURU": 3}),
    ]
    lines = section(find("coverage", rows), "Menurut unsur peserta").lines
    assert {shown(line.cells[0]): shown(line.cells[2]) for line in lines} == {
        "Siswa": "90 (dari 1 kegiatan)",
        "Guru": "7 (dari 2 kegiatan)",
    }
