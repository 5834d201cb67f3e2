"""A list of people who came home as P4MI hands it over, for tests: invented, with the faults such lists have."""

from __future__ import annotations

from ppo_desktop.exchange.spreadsheet import read_sheets
from ppo_desktop.operations.books.residents import ListFile
from ppo_desktop.operations.tables.import_lines import Verdict
from ppo_desktop.operations.tables.importing import Plan

HEADING = "No;Nama;L/P;Tgl Lahir;NIK;Desa;Kecamatan;Kabupaten;Tgl Kepulangan;Alasan Pulang"
HERE = "Sempalai;Tebas;Sambas"
NIK = "6101045203909901"
ROWS = (
    f"1;SITI AMINAH;P;12/03/1990;{NIK};{HERE};3/11/2026;Deportasi",
    f"2;MOH. ACHMAD;L;1/5/1988;;{HERE};3/11/2026;Deportasi",
    f"3;ROHANI;P;4/4/1979;;{HERE};3/11/2026;Deportasi",
    "4;YOSEF;L;3/4/1991;;Lumar;Lumar;Bengkayang;3/11/2026;Deportasi",
    f"5;RUDI;L;;;{HERE};31/31/2026;Deportasi",
    f"6;SITI AMINAH;P;12/03/1990;{NIK};{HERE};3/11/2026;Deportasi",
    f"7;NURHAYATI;P;;;{HERE};3/11/2026;Deportasi",
)


def file(*rows: str, heading: str = HEADING, name: str = "P4MI.csv") -> ListFile:
    """A table of text, as it is read."""
    return ListFile(name, read_sheets("\n".join((heading, *rows)).encode()))


def verdicts(plan: Plan) -> list[Verdict]:
    """What would become of each row."""
    return [line.verdict for line in plan.lines]
