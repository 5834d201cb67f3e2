"""What stands in a table that was saved, read by somebody else's program."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import openpyxl

from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.tables import exporting
from ppo_desktop.operations.tables.exporting import Asked
from ppo_desktop.records.kind import RecordKind

Sheets = dict[str, list[tuple[Any, ...]]]


def sheets(path: Path) -> Sheets:
    """Name of a sheet → its rows, the heads first."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def told(office: Office, kind: RecordKind, **more: Any) -> Sheets:
    """A list as a workbook, read again; ``more`` as of ``Asked``."""
    with tempfile.TemporaryDirectory() as folder:
        return sheets(exporting.write(office, Asked(kind, **more), Path(folder)).path)
