"""Every paper of the exchange and of the office's own round, from empty to very long, as other programs read it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from papers import DISTRICT, VILLAGE, WORDS, enrolment_facts, receipt_facts, report_facts
from papers_proof import Build, prove
from ppo_desktop.core.period import Month
from ppo_desktop.insight.overview import Column as Titled
from ppo_desktop.insight.overview import Findings, Line, Section
from ppo_desktop.reports.ceremony import CeremonyFacts, ceremony_minutes
from ppo_desktop.reports.compiled import CompiledRow, CompiledTable
from ppo_desktop.reports.document import (
    Beside,
    Blank,
    Boxes,
    Chart,
    Column,
    CutLine,
    Document,
    Facts,
    Heading,
    Numbered,
    PageBreak,
    Paragraph,
    Series,
    Signature,
    Signatures,
    Slide,
    Table,
)
from ppo_desktop.reports.emergency import EmergencyFacts, emergency_sheet
from ppo_desktop.reports.enrolment import enrolment_minutes
from ppo_desktop.reports.figures import TOTALS
from ppo_desktop.reports.incident import IncidentFacts, affected_list, letter
from ppo_desktop.reports.monthly import compiled_recap, monthly_report
from ppo_desktop.reports.office import Assent, Office, Person
from ppo_desktop.reports.overview_sheet import SheetFacts, overview_sheet
from ppo_desktop.reports.receipt import ReceivedDevice, receipt_page
from ppo_desktop.reports.record_sheet import RecordFacts, record_sheet
from ppo_desktop.reports.reminder import ReminderFacts, reminder_letter
from ppo_desktop.reports.update import UpdateFacts, update_page

DAY = date(2026, 12, 2)


def village(name: str) -> Office:
    return replace(VILLAGE, name=name, head=Person(name, f"NIP {name}"))


def _compiled(rows: int, name: str) -> CompiledTable:
    return CompiledTable(
        tuple(
            CompiledRow(f"61.01.04.{2001 + n}", name, "received", dict.fromkeys(TOTALS, 1000 + n)) for n in range(rows)
        )
    )


COLUMNS = (Titled("Nama", 3), Titled("Jumlah", 1, True))


def _lines(rows: int, name: str) -> tuple[Line, ...]:
    return tuple(Line((name, 1000 + n)) for n in range(rows))


def _incident(name: str) -> IncidentFacts:
    known = datetime(2026, 12, 2, 9, tzinfo=UTC)
    return IncidentFacts(
        village(name), f"Camat {name}", name, "stolen", known, known + timedelta(days=3), name, "open", name, 1240, DAY
    )


def _every_block(rows: int, name: str) -> Document:
    """One of each, with ``rows`` of what repeats."""
    names = tuple(f"{name} {n}" for n in range(rows)) or (name,)
    place = Signature("Sempalai, 2 Desember 2026", (f"{name},",), name, f"NIP {name}", rank=name)
    pair = (replace(place, place_date="", needs_duty_stamp=True), replace(place, name=""), place)
    columns = (Column("No.", 1, "right"), Column("Nama", 4), Column("Jumlah", 1.6, "right"))
    cells = tuple((str(n), one, f"{n}.000") for n, one in enumerate(names))
    figures = tuple(float(n % 7) if n % 5 else None for n in range(len(names)))
    return Document(
        "Segala isi",
        VILLAGE.letterhead,
        (
            Heading(f"Bagian {name}"),
            Blank(name, 2, hint=name),
            Boxes(name, names[:30], frozenset({0}), hint=name),
            Numbered(names, letters=True),
            Facts(tuple((name, one) for one in names)),
            Table(columns, cells, ("", "Jumlah", "1"), name, size=8, groups=((name, 2), ("Semua", 1)), row_height=9),
            Chart(name, "bars", names, (Series("orang", figures),)),
            Chart(name, "lines", names, (Series("Satu", figures), Series("Dua", figures[::-1]))),
            Signatures(pair),
            CutLine("potong di sini"),
            Beside(
                (Heading(f"Kartu {name}"), Paragraph(name)),
                (Facts(((name, name),)), Boxes(name, (name,))),
                is_framed=True,
            ),
            Slide(f"Tayangan {name}", (Facts(((name, name),)), Table(columns, cells)), f"Sumber: {name}"),
            PageBreak(),
            Paragraph(" ".join(names), is_indented=True),
        ),
        number="",
        nature="RAHASIA",
        subject=name,
        addressee=("Kepada", f"Yth. {name}"),
        signatures=(place,),
        carbon_copies=names[:20],
        footer=f"Segala isi, {name}",
    )


PAPERS: dict[str, Build] = {
    "every block": _every_block,
    "monthly": lambda rows, name: monthly_report(
        report_facts(office=village(name), addressee=name, number=name, compiled=_compiled(rows, name))
    ),
    "receipt": lambda rows, name: receipt_page(
        receipt_facts(
            sender=name, addressee=name, devices=tuple(ReceivedDevice(name, n, "1–2") for n in range(min(rows, 3)))
        )
    ),
    "enrolment": lambda rows, name: enrolment_minutes(
        replace(enrolment_facts(), lower=replace(enrolment_facts().lower, office=village(name), officer=name))
    ),
    "compiled recap": lambda rows, name: compiled_recap(
        report_facts(office=DISTRICT, compiled=_compiled(rows, name), number=name, prepared_by=name, signed_by=name)
    ),
    "reminder": lambda rows, name: reminder_letter(
        ReminderFacts(DISTRICT, name, Month.parse("2026-11"), DAY, DAY, True, (name,) * min(rows, 40))
    ),
    "overview": lambda rows, name: overview_sheet(
        SheetFacts(
            VILLAGE,
            name,
            name,
            Findings(sections=(Section(f"Bagian {name}", COLUMNS, _lines(rows, name), name),), notes=(name,)),
            name,
            DAY,
        )
    ),
    "record": lambda rows, name: record_sheet(
        RecordFacts(
            VILLAGE,
            "Keberangkatan",
            name,
            name,
            ((f"Bagian {name}", tuple((f"Isian {n}", name) for n in range(rows))),),
            ((name, name),) * min(rows, 9),
            name,
            name,
            DAY,
            True,
        )
    ),
    "incident, people": lambda rows, name: letter(_incident(name), "people"),
    "incident, upper": lambda rows, name: letter(_incident(name), "upper"),
    "affected": lambda rows, name: affected_list(
        _incident(name), tuple((name, "1990", name, n % 2 == 0) for n in range(rows)), 3
    ),
    "emergency": lambda rows, name: emergency_sheet(EmergencyFacts(village(name), ("ABCD-EFGH",) * 8, DAY)),
    "ceremony": lambda rows, name: ceremony_minutes(
        CeremonyFacts(village(name), village(name), DAY, name, False, ((name, name),) * rows, ((name, name),) * rows)
    ),
    "update": lambda rows, name: update_page(
        UpdateFacts(village(name), name, (name,) * min(rows, 9), rows, 2, name, Assent.NONE, WORDS, "ab" * 32, "kini")
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_all_it_has_to_say_inside_its_margins(name: str, tmp_path: Path) -> None:
    prove(PAPERS[name], tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", PAPERS)
def test_with_500_rows_on_both_papers_too(name: str, tmp_path: Path) -> None:
    prove(PAPERS[name], tmp_path, is_thorough=True)


def test_a_reminder_has_its_nature_and_date_above_as_every_letter() -> None:
    letter = PAPERS["reminder"](0, "Kepala Desa Sempalai")
    assert letter.nature == "Biasa"
    assert "2026" in letter.date_line
    assert not letter.signatures[0].place_date
