"""Synthetic offices and papers that look real, for tests of ``reports`` and ``pdf``."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from ppo_desktop.reports.document import Document
from ppo_desktop.reports.enrolment import EnrolmentFacts, Party, enrolment_minutes
from ppo_desktop.reports.figures import MonthFigures, MonthRows, count_month, no_totals
from ppo_desktop.reports.monthly import ReportFacts, monthly_report
from ppo_desktop.reports.office import Assent, Office, Person, letterhead
from ppo_desktop.reports.recap import RecapFacts, recap_report
from ppo_desktop.reports.receipt import Figure, ReceiptFacts, ReceivedDevice, receipt_page

CARRIER_ID = hashlib.sha256(b"manifest").hexdigest()
WORDS = "lusab-babad-gutih-tugad-bozok-kifun"
REGENCY = "Kabupaten Sambas"

NAUGHTY = (
    "<b>tebal</b> & <script>alert(1)</script>",
    "😀 李小龙 محمد \u202egnirts\u202c \u0628\u200f",
    "a" * 500,
    "%s {0} \\n \\ ( ) /Name ' \" ;",
    "tab\tnbsp\u00a0zwsp\u200bnul\x00bel\x07 baris\nbaris\r\n",
    "\ufffd\ufeff\u2011\u0301",
    "",
)
"""Text that has broken printing programs before."""

VILLAGE = Office(
    code="61.01.04.2003",
    type="desa",
    name="Sempalai",
    letterhead=letterhead(
        "desa",
        "Sempalai",
        district="Tebas",
        regency=REGENCY,
        address="Jalan Raya Sempalai Nomor 12, Kode Pos 79461",
    ),
    head=Person("H. ABDUL HAMID"),
    secretary=Person("SITI RAHMAH, S.Sos.", "NIP 19850412 201001 2 003"),
    district="Tebas",
    regency=REGENCY,
)
DISTRICT = Office(
    code="61.01.04",
    type="kecamatan",
    name="Tebas",
    letterhead=letterhead("kecamatan", "Tebas", regency=REGENCY, address="Jalan Pembangunan Nomor 1, Tebas"),
    head=Person("Drs. BUDI SANTOSO, M.Si.", "NIP 19700101 199503 1 004"),
    secretary=Person("RINA MARLINA, S.IP.", "NIP 19810203 200604 2 005"),
    regency=REGENCY,
)


def figures(late: dict[str, int] | None = None, **totals: int) -> MonthFigures:
    """Figures of November 2026 with the recap of no rows."""
    empty = count_month("2026-11", MonthRows({}, {}, {}))
    return MonthFigures("2026-11", no_totals() | totals, no_totals() | (late or {}), empty.recap)


BUSY = figures({"registered": 2, "departed": 1}, registered=14, departed=9, returned=3, events=4, participants=1148)
NIHIL = figures()


def report_facts(**changes: Any) -> ReportFacts:
    """A filled monthly report, with ``changes``."""
    facts: dict[str, Any] = {
        "office": VILLAGE,
        "addressee": "Camat Tebas",
        "figures": BUSY,
        "day": date(2026, 12, 2),
        "number": "500.15/118/2003/XI/2026",
        "assent": Assent.HEAD,
        "words": WORDS,
        "carrier_id": CARRIER_ID,
        "clock_text": "2 Desember 2026 pukul 09.30 WIB",
    }
    return ReportFacts(**facts | changes)


def receipt_figures(recounted: int | None = 9, together: int | None = 31) -> tuple[Figure, ...]:
    """Five totals; ``departed`` is reported as 9."""
    return (
        Figure("registered", 12, 12, 60),
        Figure("departed", 9, recounted, together),
        Figure("returned", 3, 3, 14),
        Figure("events", 2, 2, 11),
        Figure("participants", 1148, 1148, 5310),
    )


def full_receipt() -> ReceiptFacts:
    """A receipt that says everything it can say, and much of each."""
    others = tuple(
        (f"Desa {name}", count)
        for count, name in enumerate(("Serindang", "Tebas Kuala", "Pusaka", "Segarau", "Bekut", "Dungun"), 1)
    )
    note = "Mohon daftar hadir kegiatan tanggal 12 dibawa bersama laporan berikut, dan tanyakan kepada ketua RT 004 "
    return receipt_facts(
        months=("November 2026", "Oktober 2026 (NIHIL)", "September 2026", "Agustus 2026", "Juli 2026", "Juni 2026"),
        devices=tuple(ReceivedDevice(f"PC kantor nomor {n}", 1200 + n, f"{1202 + n}–{1205 + n}") for n in range(6)),
        figures=receipt_figures(8, None),
        offices=4,
        doubles=others,
        doubles_waiting=3,
        requests=7,
        handed=tuple(f"{n}0 Komik “Jangan Mudah Percaya Janji Manis, jilid {n}”" for n in range(1, 7)),
        notes=tuple((note * 4)[:400] for _n in range(6)),
        remarks=("12 baris catatan yang hilang di komputer Saudara kami kembalikan dengan berkas ini.",),
        key_list_on="2 November 2026",
    )


def receipt_facts(**changes: Any) -> ReceiptFacts:
    """A receipt of the village's report, with ``changes``."""
    facts: dict[str, Any] = {
        "office": DISTRICT,
        "sender": "Desa Sempalai",
        "addressee": "Kepala Desa Sempalai",
        "day": date(2026, 12, 5),
        "number": None,
        "month": "2026-11",
        "received_id": CARRIER_ID,
        "received_on": "5 Desember 2026 pukul 10.12 WIB",
        "new_entries": 42,
        "devices": (ReceivedDevice("Laptop kasi", 57), ReceivedDevice("PC kantor", 1204, "1.206–1.210")),
        "figures": receipt_figures(),
        "is_recounted": True,
        "assent": Assent.HEAD,
        "words": WORDS,
        "carrier_id": CARRIER_ID[::-1],
        "clock_text": "5 Desember 2026 pukul 10.15 WIB",
    }
    return ReceiptFacts(**facts | changes)


def enrolment_facts() -> EnrolmentFacts:
    upper = Party(DISTRICT, DISTRICT.head.name, "Camat Tebas", DISTRICT.head.number_line, WORDS, "Kunci kantor teratas")
    lower = Party(VILLAGE, VILLAGE.head.name, "Kepala Desa Sempalai", "", WORDS, "Kunci tanda tangan kantor")
    return EnrolmentFacts(upper, lower, date(2026, 11, 21))


def all_papers() -> dict[str, Document]:
    """Every kind of paper in the variants that look different."""
    return {
        "filled": monthly_report(report_facts()),
        "nihil": monthly_report(report_facts(figures=NIHIL, number=None, assent=Assent.NONE)),
        "training": monthly_report(report_facts(is_training=True)),
        "secretary": monthly_report(report_facts(assent=Assent.SECRETARY)),
        "recap": recap_report(RecapFacts(VILLAGE, BUSY, date(2026, 12, 2))),
        "receipt": receipt_page(receipt_facts()),
        "receipt-differs": receipt_page(receipt_facts(figures=receipt_figures(8), is_training=True)),
        "receipt-full": receipt_page(full_receipt()),
        "enrolment": enrolment_minutes(enrolment_facts()),
    }
