"""The desk of the kabupaten: taking in a month of all its villages, and compiling a year, against other ways to do so.

Times are those of the processor, children included: what else the PC does then counts for neither side. What is
compared runs in one test; the limits that are only hoped for are printed, not demanded. Of what several processes do
side by side the clock tells something else, which is printed too, but means little on a busy PC.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import shutil
import statistics
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pyrage
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature

import offices
from bench import measure, sambas
from ppo_desktop.core.period import Month, Span
from ppo_desktop.operations.carriers import carriers, reading_ahead
from ppo_desktop.operations.carriers.reading import read_carrier
from ppo_desktop.operations.house import bounded, keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import board, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.papers import periods
from ppo_desktop.records.internal import TOTALS
from ppo_desktop.reports.brief_recaps import STANDING, together
from ppo_desktop.reports.period_sums import recap_of, summed
from ppo_desktop.trust.certificates import Trust, validation_context
from ppo_desktop.trust.preflight import preflight
from ppo_desktop.trust.silence import silence_pyhanko

pytestmark = pytest.mark.bench
COUNTS = (1, 13, 65, 195)
"""How many villages; each measure has offices of its own."""
FEW = 10
"""Rows of files that tell what a file costs by itself."""
WORKERS = 2
COLUMNS = ("link", "device", "seq", "author", "time", "kind", "record", "version", "changes")
MEBIBYTE = 1 << 20
LEAST_MEMORY = 1024 * MEBIBYTE
MONTHS = tuple(Month(year, number) for year in (2026, 2027, 2028) for number in range(1, 13))[10:34]
"""Two years, from November 2026 on."""


def test_taking_in_a_month_of_all_villages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "START", "spawn")  # as the program does; and children of ours are counted
    monkeypatch.setattr(reading_ahead, "WORTH_ANOTHER", 0)
    monkeypatch.setattr(reading_ahead, "MOST_READERS", WORKERS)
    maker = sambas.regency(tmp_path / "maker")
    paths = sambas.stick(maker, tmp_path / "stick", offices.NOVEMBER, sambas.VILLAGES[: COUNTS[-1]])
    small = sambas.stick(maker, tmp_path / "small", offices.NOVEMBER, sambas.VILLAGES[: COUNTS[1]], FEW)
    begun = _spent(lambda: receiving.inspect(maker, [_spoiled(tmp_path)]))  # each of the two, for whatever they read
    took: dict[int, Spent] = {}
    peaks: dict[int, int] = {}
    for count in COUNTS:
        with _copy(maker, tmp_path / f"office-{count}") as office:
            spent = _spent(lambda count=count, office=office: _take(office, paths[:count]))
            used = spent.processor - begun.processor * min(count, WORKERS)
            took[count] = Spent(used, spent.clock - begun.clock)  # by the clock both begin at once
            peaks[count] = _peak()
    with _copy(maker, tmp_path / "office-small") as office:
        few = (_seconds(lambda: _take(office, small)) - begun.processor * WORKERS) / len(small)
    excel = [_workbook(path) for path in paths[: COUNTS[1]]]
    excel_few = [_workbook(path, FEW) for path in small]
    read = _seconds(lambda: _read_workbooks(excel)) - (idle := _seconds(lambda: _read_workbooks([])))
    read_few = _seconds(lambda: _read_workbooks(excel_few)) - idle
    bare, taking = _bare_loop(maker, tmp_path, paths[: COUNTS[2]]), took[COUNTS[2]]
    reading = _reading(maker, paths[: COUNTS[1]]) / COUNTS[1]
    rows, gained = sambas.ROWS, sambas.ROWS - FEW
    least, most = (took[count].processor / count for count in (COUNTS[1], COUNTS[-1]))
    ours = taking.processor / COUNTS[2]
    ours_row, excel_row = (ours - few) / gained, (read - read_few) / len(excel) / gained
    measure.tell(
        f"taking in a month of a kabupaten, {rows} records a village, seconds of the processor",
        [
            *(
                (f"{count} villages (a village)", f"{one.processor:.1f} s ({one.processor / count:.3f} s)")
                for count, one in took.items()
            ),
            *((f"most memory after {count} villages", f"{peaks[count] / MEBIBYTE:.0f} MiB") for count in COUNTS),
            ("a reading process begun, not in the others", f"{begun.processor:.2f} s"),
            ("of a village: reading, which ends with verified entries", f"{reading:.3f} s"),
            ("a record", f"{ours_row * 1e6:.0f} µs"),
            ("a file by itself", f"{(few - FEW * ours_row) * 1e3:.0f} ms"),
            ("openpyxl reads, a row", f"{excel_row * 1e6:.0f} µs"),
            ("openpyxl, a workbook by itself", f"{(read_few / len(small) - FEW * excel_row) * 1e3:.0f} ms"),
            ("openpyxl / ours, a row (target at least 6)", f"{excel_row / ours_row:.2f}"),
            ("openpyxl / ours, a whole file", f"{read / len(excel) / ours:.2f}"),
            ("bare loop: verify, decrypt, json, executemany, a file", f"{bare.processor / COUNTS[2]:.3f} s"),
            ("ours / bare loop (target at most 2.5)", f"{taking.processor / bare.processor:.2f}"),
            (f"the same by the clock, ours with {WORKERS} reading processes", f"{taking.clock / bare.clock:.2f}"),
            (f"{COUNTS[-1]} villages / {COUNTS[1]} villages, each", f"{most / least:.2f}"),
        ],
    )
    assert most < 2 * least, "time grows as the number of files"
    assert peaks[COUNTS[-1]] - peaks[COUNTS[1]] < 200 * MEBIBYTE, "memory does not"


def test_compiling_a_year_against_duckdb_on_the_same_rows(tmp_path: Path) -> None:
    """195 villages and two years of reports: what the yearly report and the board of the year read and add up.

    Both sides hold what ``report_line`` holds, made ready for it: here columns and brief recaps, there columns and a
    table of figures by path. Both choose the report in force of each month, hand over the totals of each office and
    month that the yearly report shows (the year, the year before, twelve months), add up the totals with what was told
    late, and add up the recaps, of which some parts count of an office's last month alone. Beyond that we look up which
    offices are expected and what is on paper; that is ours to pay. Both come to the same figures, which is asserted.
    What DuckDB takes for the sums alone is told beside it.
    """
    import duckdb

    office = sambas.regency(tmp_path / "kab", offices.clock_at("2028-11-05T02:00:00"))
    reported = sambas.reports(office, sambas.VILLAGES, MONTHS)
    span = Span.parse("2027")
    found: list[Any] = []
    boards = _median(lambda: board.year(office, 2027))
    table = _sums_of(office)
    with duckdb.connect(config={"threads": 2}) as duck:
        _load(duck, office)
        query = """SELECT substr(office, 1, 8), month, sum(registered), sum(departed), sum(returned), sum(events),
                          sum(participants), count(*) FROM report WHERE month LIKE '2027-%' GROUP BY ALL ORDER BY ALL"""
        kecamatan, floor = _alternately(lambda: table(span), lambda: duck.execute(query).fetchall())
        year, duck_year = _alternately(
            lambda: found.append(_year(office, span)), lambda: found.append(_year_of(duck, span))
        )
        recaps = "SELECT place, sum(value) FROM figure JOIN report USING (link) WHERE month LIKE '2027-%' GROUP BY ALL"
        bare = _median(lambda: (duck.execute(query).fetchall(), duck.execute(recaps).fetchall()), 9)
        assert table(span) == [tuple(row) for row in duck.execute(query).fetchall()]
    (summed_up, recap), (months, totals, places) = found[-2:]
    assert summed_up.totals == {name: sum(row[place] for row in table(span)) for place, name in enumerate(TOTALS, 2)}
    assert totals == (*summed_up.totals.values(), *summed_up.late.values(), summed_up.came)
    assert len(months) == 14 * len(sambas.VILLAGES), "from November 2026 on"
    assert dict(places) == dict(_leaves(recap))
    measure.tell(
        f"compiling 2027 for 195 villages, of {reported} reports",
        [
            ("reports of the year by office, all their figures summed (target 1 s)", f"{year * 1e3:.0f} ms"),
            ("DuckDB: the same", f"{duck_year * 1e3:.1f} ms"),
            ("ratio (target at most 3)", f"{year / duck_year:.1f}"),
            ("DuckDB: two sums alone, nothing chosen, nothing handed over", f"{bare * 1e3:.1f} ms"),
            ("ratio", f"{year / bare:.1f}"),
            ("five totals by kecamatan and month, summed by the database", f"{kecamatan * 1e3:.1f} ms"),
            ("DuckDB: the same", f"{floor * 1e3:.1f} ms"),
            ("ratio", f"{kecamatan / floor:.1f}"),
            ("the board of the year, 195 × 12", f"{boards * 1e3:.0f} ms"),
        ],
    )
    office.close()
    assert year < 1, "seconds"


def _year(office: Office, span: Span) -> tuple[Any, dict[str, Any]]:
    with office.database.reading() as connection:
        books = periods.books(connection, office, span)
    return summed(books, span.months), recap_of(books, span)


def _year_of(duck: Any, span: Span) -> tuple[list[Any], tuple[int, ...], list[Any]]:
    """Reports in force by office and month, the sums of the span, and the sums of its recaps by place."""
    names = [*TOTALS, *(f"late_{name}" for name in TOTALS)]
    year = {"first": str(span.first), "last": str(span.last)}
    newest = "row_number() OVER (PARTITION BY office, month ORDER BY version DESC, device DESC, link DESC) = 1"
    months = duck.execute(
        f"""SELECT office, month, {", ".join(names)} FROM report
            WHERE month BETWEEN $first AND $last QUALIFY {newest} ORDER BY office, month""",
        year | {"first": str(span.previous.first)},
    )
    rows = months.fetchall()
    totals = duck.execute(
        f"""SELECT {", ".join(f"sum({name})" for name in names)}, count(*) FROM (
            SELECT * FROM report WHERE month BETWEEN $first AND $last QUALIFY {newest})""",
        year,
    ).fetchone()
    places = duck.execute(
        f"""WITH here AS (SELECT link, month = max(month) OVER (PARTITION BY office) AS is_last FROM (
                SELECT * FROM report WHERE month BETWEEN $first AND $last QUALIFY {newest}))
            SELECT place, sum(value) FROM figure JOIN here USING (link)
            WHERE is_last OR NOT is_standing GROUP BY place""",
        year,
    ).fetchall()
    return rows, totals, places


def _sums_of(office: Office) -> Callable[[Span], list[tuple[Any, ...]]]:
    """The five totals of a year by kecamatan and month, straight from the table of reports."""
    sums = ", ".join(f"sum({name})" for name in TOTALS)
    query = f"""SELECT substr(office, 1, 8), month, {sums}, count(*) FROM report_line
                WHERE month >= ? AND month <= ? GROUP BY 1, 2 ORDER BY 1, 2"""

    def run(span: Span) -> list[tuple[Any, ...]]:
        with office.database.raw() as raw:
            return [tuple(row) for row in raw.execute(query, (str(span.first), str(span.last))).fetchall()]

    return run


def _load(duck: Any, office: Office) -> None:
    """What ``report_line`` holds, as DuckDB likes it: a column for each total, a line for each figure of the recaps."""
    names = [*TOTALS, *(f"late_{name}" for name in TOTALS)]
    columns = ["link", "office", "version", "device", "month", *names]
    with office.database.raw() as raw:
        rows = raw.execute(f"SELECT hex(link), {', '.join(columns[1:])}, recap FROM report_line").fetchall()
    figures = [
        {"link": row[0], "place": place, "value": count, "is_standing": _stands(place)}
        for row in rows
        for place, count in _leaves(together([[row[-1]]]))
    ]
    kept = {"report": [dict(zip(columns, row[:-1], strict=True)) for row in rows], "figure": figures}
    for name, lines in kept.items():
        path = office.paths.folder / f"{name}.json"
        path.write_text("\n".join(map(json.dumps, lines)))
        duck.execute(f"CREATE TABLE {name} AS SELECT * FROM read_json('{path}', format = 'newline_delimited')")
        path.unlink()


def _stands(place: str) -> bool:
    return any(f"{place}.".startswith(f".{'.'.join(path)}.") for path in STANDING)


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, int]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}")
    elif isinstance(value, int):
        yield path, value


def test_all_of_it_under_one_gibibyte(tmp_path: Path) -> None:
    """The same in a process that may address no more than 1 GiB, its reading processes likewise (RLIMIT_AS)."""
    maker = sambas.regency(tmp_path / "kab")
    paths = sambas.stick(maker, tmp_path / "stick", offices.NOVEMBER, sambas.VILLAGES[: COUNTS[-1]])
    maker.close()
    (tmp_path / "kab" / "lock").unlink(missing_ok=True)
    limited = multiprocessing.get_context("spawn").Process(target=_limited, args=(tmp_path / "kab", paths))
    limited.start()
    limited.join()
    assert limited.exitcode == 0


def _limited(folder: Path, paths: list[Path]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LEAST_MEMORY, LEAST_MEMORY))
    office = offices.opened_at(folder, offices.clock_at("2026-12-02T02:00:00"))
    _take(office, paths)
    assert len(board.year(office, 2026)) >= len(paths)
    assert _year(office, Span.parse("2026"))[0].came == len(paths)
    measure.tell(
        "taking in under 1 GiB of addresses", [(f"most memory, {len(paths)} villages", f"{_peak() >> 20} MiB")]
    )
    office.close()


# ------------------------------------------------------------------------------- ours


@contextmanager
def _copy(maker: Office, folder: Path) -> Iterator[Office]:
    """A kabupaten that knows the villages and holds nothing of them: a copy of one that does not either."""
    with maker.database.raw() as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    shutil.copytree(maker.paths.folder, folder)
    (folder / "lock").unlink(missing_ok=True)
    office = offices.opened_at(folder, offices.clock_at("2026-12-02T02:00:00"))
    yield office
    office.close()


def _take(office: Office, paths: Sequence[Path]) -> None:
    results = receiving.take_each(office, paths)
    assert sum(isinstance(one, Taken) and one.added > 0 for one in results) == len(paths)


def _spoiled(folder: Path) -> Path:
    path = folder / "spoiled.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    return path


# ------------------------------------------------------------------------------- the same rows in workbooks


def _workbook(path: Path, rows: int = sambas.ROWS) -> Path:
    """What the records in a village's file say, as a workbook with a sheet for each kind: a column for each field."""
    import openpyxl

    code, clock = path.name.split("-")[1], offices.clock_at("2026-12-02T02:00:00")
    book = openpyxl.Workbook(write_only=True)
    sheets: dict[str, Any] = {}
    for entry in sambas.entries(code, "a" * 12, offices.NOVEMBER, rows, clock):
        if entry.kind == "report":
            continue
        values = entry.changes()
        if entry.kind not in sheets:
            sheets[entry.kind] = book.create_sheet(entry.kind)
            sheets[entry.kind].append(["record", "version", "author", "time", *values])
        cells = (", ".join(value) if isinstance(value, list) else value for value in values.values())
        sheets[entry.kind].append([entry.record, entry.version, entry.author, entry.time, *cells])
    made = path.with_suffix(".xlsx")
    book.save(made)
    return made


def _read_workbooks(paths: Sequence[Path]) -> None:
    with ProcessPoolExecutor(WORKERS) as pool:
        assert all(count in (FEW, sambas.ROWS) for count in pool.map(_rows_of, paths))


def _rows_of(path: Path) -> int:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    book.close()
    return sum(len(each) - 1 for each in rows)


# ------------------------------------------------------------------------------- the bare loop


def _bare_loop(office: Office, folder: Path, paths: Sequence[Path]) -> Spent:
    """What nobody can do without: check the signature, open the seal, read the lines, write them down, encrypted.

    One file is done before, as the reading processes are begun before.
    """
    silence_pyhanko()
    with office.database.reading() as connection:
        reader, trust = carriers.reader(connection, office), keyring.trust(connection, office)
    identity = pyrage.x25519.Identity.from_str(reader.secrets[0])
    list(_bare_rows(paths[0].read_bytes(), trust, identity))
    with _copy(office, folder / "bare") as bare, bare.database.raw() as raw:
        raw.execute(f"CREATE TABLE bare ({', '.join(COLUMNS)})")
        raw.execute("CREATE UNIQUE INDEX bare_link ON bare (link)")
        raw.execute("CREATE INDEX bare_place ON bare (device, seq)")

        def take(path: Path) -> None:
            rows = list(_bare_rows(path.read_bytes(), trust, identity))
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany(f"INSERT INTO bare VALUES ({', '.join('?' * len(COLUMNS))})", rows)
            raw.execute("COMMIT")

        return _spent(lambda: list(map(take, paths)))


def _reading(office: Office, paths: Sequence[Path]) -> float:
    """Seconds of reading alone, in this process: without the pipe, and without judging and taking in."""
    with office.database.reading() as connection:
        reader = carriers.reader(connection, office)
    read_carrier(paths[0].read_bytes(), reader)
    return _seconds(lambda: [read_carrier(path.read_bytes(), reader) for path in paths])


def _bare_rows(data: bytes, trust: Trust, identity: Any) -> list[tuple[Any, ...]]:
    signature = PdfFileReader(BytesIO(data)).embedded_signatures[0]
    certificate = preflight(data, 64 * MEBIBYTE).certificate
    assert validate_pdf_signature(signature, validation_context(certificate, trust)).intact
    with pikepdf.open(BytesIO(data)) as pdf:
        payload = pdf.attachments["payload.age"].get_file().read_bytes()
    lines = zlib.decompress(pyrage.decrypt(payload, [identity]), 31).splitlines()[1:-1]
    read = [json.loads(line) for line in lines]
    return [
        (f"{one[0]} {one[1]}", one[0], one[1], one[3], one[4], one[5], one[6], one[7], json.dumps(one[10]))
        for one in read
    ]


# ------------------------------------------------------------------------------- measuring


class Spent(NamedTuple):
    """Seconds; those of the processor with those of processes that have ended."""

    processor: float
    clock: float


def _spent(run: Callable[[], object]) -> Spent:
    before, began = _used(), time.perf_counter()
    run()
    return Spent(_used() - before, time.perf_counter() - began)


def _seconds(run: Callable[[], object]) -> float:
    """Seconds of the processor."""
    return _spent(run).processor


def _median(run: Callable[[], object], rounds: int = 3) -> float:
    return statistics.median(_seconds(run) for _round in range(rounds))


def _alternately(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 9) -> tuple[float, float]:
    """Medians of both, measured in turn: what else the PC does then falls on both."""
    both = [(_seconds(ours), _seconds(theirs)) for _round in range(rounds)]
    return statistics.median(one for one, _other in both), statistics.median(other for _one, other in both)


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _peak() -> int:
    """Bytes of the most memory this process had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
