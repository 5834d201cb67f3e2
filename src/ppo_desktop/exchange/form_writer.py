"""Filling cells of a form: only their bytes change, and the results of formulas, which would no longer be right.

Everything else in the file (layout, pictures, drawings, print set-up, rules of what may be typed) comes through bit by
bit. Results of formulas are left out, so that no program shows a total of before; Excel and LibreOffice work them out
when the file is opened. For a bounded process.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Mapping, Set
from html import escape
from typing import Any

from msgspec import Struct, field

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _, clean
from ppo_desktop.exchange import workbook
from ppo_desktop.exchange.form_reader import Position, clean_line, range_of, read_form
from ppo_desktop.exchange.splicing import Splice, behind, spliced, tag_end, without
from ppo_desktop.exchange.workbook import Workbook
from ppo_desktop.reports.foreign_form import Place, cell_name, place_of

Values = Mapping[tuple[str, str], int | str]
"""(sheet, ``D12``) → a count, or words; ``""`` empties the cell."""
_TYPE, _SPANS = (re.compile(rb"\s" + name + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')") for name in (b"t", b"spans"))
_FULL = re.compile(rb"\sfullCalcOnLoad\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


def fill(data: bytes, values: Values = {}) -> bytes:  # noqa: B006 - never changed
    """The form with these cells filled.

    A formula gives way where a value is named for its cell: whoever calls has asked.

    Raises:
        Refused: as ``Workbook``; ``form-place`` where a sheet is not there, or a cell hangs together with others.
    """
    values = {key: clean(value) if isinstance(value, str) else value for key, value in values.items()}
    book = Workbook(data)
    parts = {clean_line(part.name): part.part for part in reversed(book.sheets())}
    wanted: dict[str, dict[Place, int | str]] = {part: {} for part in parts.values()}
    for (sheet, cell), value in values.items():
        place = place_of(cell)
        if sheet not in parts or place is None:
            raise _gone(sheet, cell)
        wanted[parts[sheet]][place] = value
    _check(data, values)
    new: dict[str, bytes] = {}
    is_chain_wrong = False
    for part, cells in wanted.items():
        if not cells and not _FORMULA.search(book.read(part)):
            continue
        scan = _Scan(book.read(part), cells)
        new[part] = scan.filled()
        is_chain_wrong |= scan.has_overwritten
    new[book.main] = _calculating(book.read(book.main))
    left_out = _unchain(book, new) if is_chain_wrong else set()
    made = _packed(book, {part: told for part, told in new.items() if told != book.read(part)}, left_out)
    _prove(made, values)
    return made


def _check(data: bytes, values: Values) -> None:
    """No cell of a group of formulas is overwritten, none that is covered by merged cells filled."""
    form = read_form(data, {sheet for sheet, _cell in values})
    for sheet_name, cell in values:
        sheet, place = form.sheet(sheet_name), place_of(cell)
        if sheet is None or place is None or sheet.first_of(place) != place:
            raise _gone(sheet_name, cell)
        held = sheet.at(place)
        if held and held.is_bound:
            raise Refused(
                "form-place",
                _("Sel {cell} dipakai bersama sel lain dan tidak dapat diganti.").format(cell=cell),
                _("Arahkan angka itu ke sel yang lain."),
            )


def _prove(made: bytes, values: Values) -> None:
    """What was written is read back as it was meant."""
    form = read_form(made, {sheet for sheet, _cell in values})
    for (sheet, cell), value in values.items():
        place, known = place_of(cell), form.sheet(sheet)
        found = known.at(place) if known and place else None
        if (found.text if found else "") != clean_line(str(value)):
            raise AssertionError(f"{cell} was not filled as meant")


def _gone(sheet: str, cell: str) -> Refused:
    return Refused(
        "form-place",
        _("Sel {cell} pada lembar “{sheet}” tidak ada di formulir ini.").format(cell=cell, sheet=sheet),
        _("Buka formulirnya di sini, lalu arahkan lagi angkanya."),
    )


# ----------------------------------------------------------------------------------- one sheet


class _Row(Struct):
    """A row in which something is filled."""

    start: int
    tag_end: int
    end: int = -1
    style: str = ""
    cells: list[tuple[int, int]] = field(default_factory=list)
    """Column and first byte of those that are there."""

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written ``<row/>``."""
        return self.end == self.tag_end


class _Scan:
    """A sheet read with the places of its bytes."""

    def __init__(self, data: bytes, wanted: Mapping[Place, int | str]) -> None:
        self.has_overwritten = False
        """Whether a formula gave way."""
        self._data = data
        self._wanted = wanted
        self._rows = {row for row, _column in wanted}
        self._left = dict(wanted)
        self._splices: list[Splice] = []
        self._found: dict[int, _Row] = {}
        self._starts: list[tuple[int, int]] = []
        self._column_styles: list[tuple[int, int, str]] = []
        self._body = _Row(-1, -1)
        self._prefix = b""
        self._dimension: tuple[int, int, str] | None = None
        self._at = Position()
        self._place: Place = (0, 0)
        self._cell: dict[str, str] = {}
        self._cell_start = 0
        self._cell_splices: list[Splice] = []
        self._has_formula = False
        self._value_start = 0
        self._parser: Any = workbook.reader_of(data)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        workbook.run(self._parser, data)

    def filled(self) -> bytes:
        """The sheet with its new cells."""
        self._insert()
        self._widen()
        return spliced(self._data, self._splices)

    # ------------------------------------------------------------------------------- reading

    def _element_end(self, raw: str) -> int:
        """Behind the element that ends now."""
        return behind(self._data, int(self._parser.CurrentByteIndex), raw)

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        name, at = workbook.local(raw), int(self._parser.CurrentByteIndex)
        if name == "sheetData":
            self._prefix = raw.encode()[: -len(name)]
            self._body = _Row(at, tag_end(self._data, at))
        elif name == "row":
            self._at.enter_row(attributes)
            self._starts.append((self._at.row, at))
            if self._at.row in self._rows:
                style = attributes.get("s", "") if attributes.get("customFormat") in ("1", "true") else ""
                self._found[self._at.row] = _Row(at, tag_end(self._data, at), style=style)
        elif name == "c":
            self._place = self._at.enter_cell(attributes)
            self._cell, self._cell_start, self._cell_splices, self._has_formula = attributes, at, [], False
            if self._place[0] in self._found:
                self._found[self._place[0]].cells.append((self._place[1], at))
        elif name == "f":
            self._has_formula = True
        elif name == "v":
            self._value_start = at
        elif name == "col" and attributes.get("style"):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self._column_styles.append((int(first) - 1, int(last) - 1, attributes["style"]))
        elif name == "dimension":
            self._dimension = (at, tag_end(self._data, at), attributes.get("ref", ""))

    def _end(self, raw: str) -> None:
        name = workbook.local(raw)
        if name == "sheetData":
            self._body.end = self._element_end(raw)
        elif name == "row" and self._at.row in self._found:
            self._found[self._at.row].end = self._element_end(raw)
        elif name == "v":
            self._cell_splices.append(Splice(self._value_start, self._element_end(raw), b""))
        elif name == "c":
            self._end_cell(raw)

    def _end_cell(self, raw: str) -> None:
        if self._place in self._left:
            value = self._left.pop(self._place)
            self.has_overwritten |= self._has_formula
            made = self._made(self._place, value, self._cell.get("s", ""))
            self._splices.append(Splice(self._cell_start, self._element_end(raw), made))
        elif self._has_formula and self._cell_splices:
            self._splices += self._cell_splices
            end = tag_end(self._data, self._cell_start)
            tag = self._data[self._cell_start : end]
            if (plain := _TYPE.sub(b"", tag)) != tag:
                self._splices.append(Splice(self._cell_start, end, plain))

    # ------------------------------------------------------------------------------- writing

    def _made(self, place: Place, value: int | str, style: str) -> bytes:
        p = self._prefix.decode()
        begin = f'<{p}c r="{cell_name(place)}"' + (f' s="{escape(style)}"' if style else "")
        if value == "":
            return f"{begin}/>".encode()
        if isinstance(value, int):
            return f"{begin}><{p}v>{value}</{p}v></{p}c>".encode()
        return f'{begin} t="inlineStr"><{p}is><{p}t xml:space="preserve">{escape(value)}</{p}t></{p}is></{p}c>'.encode()

    def _insert(self) -> None:
        """Cells that the form does not have yet, in rows that it has or has not."""
        by_row: dict[int, list[Place]] = {}
        for place in sorted(self._left):
            by_row.setdefault(place[0], []).append(place)
        new_rows: dict[int, bytes] = {}
        for row, places in by_row.items():
            known = self._found.get(row)
            cells = {place[1]: self._made(place, self._left[place], self._style(place, known)) for place in places}
            if known is None:
                new_rows[row] = self._wrapped(f'row r="{row + 1}"', "row", b"".join(cells.values()))
            else:
                self._into_row(known, cells)
        self._add_rows(new_rows)

    def _style(self, place: Place, row: _Row | None) -> str:
        """As the row is formatted, else the column."""
        column = next((style for first, last, style in self._column_styles if first <= place[1] <= last), "")
        return (row.style if row else "") or column

    def _into_row(self, row: _Row, cells: Mapping[int, bytes]) -> None:
        tag = _SPANS.sub(b"", self._data[row.start : row.tag_end])  # a hint that may not be true any more
        if row.is_empty_tag:
            inside = b"".join(cells.values())
            opened = tag.rstrip(b">").rstrip(b"/ ") + b">"
            self._splices.append(Splice(row.start, row.end, opened + inside + b"</" + self._prefix + b"row>"))
            return
        if tag != self._data[row.start : row.tag_end]:
            self._splices.append(Splice(row.start, row.tag_end, tag))
        close = self._data.rfind(b"</", row.start, row.end)
        there = sorted(row.cells)
        at_place: dict[int, bytes] = {}
        for column, made in cells.items():
            place = bisect_left(there, (column, -1))
            at = there[place][1] if place < len(there) else close
            at_place[at] = at_place.get(at, b"") + made
        self._splices += [Splice(at, at, made) for at, made in at_place.items()]

    def _add_rows(self, rows: Mapping[int, bytes]) -> None:
        if not rows:
            return
        body = self._body
        if body.start < 0:
            raise workbook.no_form()
        if body.is_empty_tag:
            made = self._wrapped("sheetData", "sheetData", b"".join(rows.values()))
            self._splices.append(Splice(body.start, body.end, made))
            return
        close = self._data.rfind(b"</", body.start, body.end)
        there = sorted(self._starts)
        at_place: dict[int, bytes] = {}
        for row, made in rows.items():
            place = bisect_left(there, (row, -1))
            at = there[place][1] if place < len(there) else close
            at_place[at] = at_place.get(at, b"") + made
        self._splices += [Splice(at, at, made) for at, made in at_place.items()]

    def _wrapped(self, begin: str, name: str, inside: bytes) -> bytes:
        p = self._prefix
        return b"<" + p + begin.encode() + b">" + inside + b"</" + p + name.encode() + b">"

    def _widen(self) -> None:
        """The told extent of the sheet holds the new cells too."""
        known = range_of(self._dimension[2]) if self._dimension else None
        if known is None or self._dimension is None or all(known.holds(place) for place in self._wanted):
            return
        places = [known.first, known.last, *self._wanted]
        first, last = ((min, max)[way](place[0] for place in places) for way in (0, 1))
        left, right = ((min, max)[way](place[1] for place in places) for way in (0, 1))
        start, end, told = self._dimension
        ref = f"{cell_name((first, left))}:{cell_name((last, right))}"
        self._splices.append(Splice(start, end, self._data[start:end].replace(told.encode(), ref.encode())))


# ----------------------------------------------------------------------------------- the workbook around it


def _calculating(data: bytes) -> bytes:
    """The main part, saying that everything is to be worked out when the file is opened."""
    found: dict[str, tuple[int, int]] = {}
    parser = workbook.reader_of(data)
    prefix: list[bytes] = []

    def start(raw: str, _attributes: dict[str, str]) -> None:
        name = workbook.local(raw)
        prefix[:] = prefix or [raw.encode()[: -len(name)]]
        if name == "calcPr":
            found[name] = (parser.CurrentByteIndex, tag_end(data, parser.CurrentByteIndex))

    def end(raw: str) -> None:
        if workbook.local(raw) in _BEFORE_CALC:
            found["before"] = (-1, behind(data, parser.CurrentByteIndex, raw))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    workbook.run(parser, data)
    if "calcPr" in found:
        first, last = found["calcPr"]
        tag = _FULL.sub(b"", data[first:last])
        close = b"/>" if tag.endswith(b"/>") else b">"
        return data[:first] + tag[: -len(close)].rstrip() + b' fullCalcOnLoad="1"' + close + data[last:]
    if "before" not in found:
        raise workbook.no_form()
    at = found["before"][1]
    return data[:at] + b"<" + prefix[0] + b'calcPr fullCalcOnLoad="1"/>' + data[at:]


def _unchain(book: Workbook, new: dict[str, bytes]) -> set[str]:
    """Leave out the order in which formulas are worked out, which names one that is gone; Excel makes it anew."""
    chains = {part for _id, kind, part in book.relations(book.main) if kind == "calcChain"}
    if not chains:
        return set()
    folder, _slash, name = book.main.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    types = "[Content_Types].xml"
    new[rels] = without(book.read(rels), "Relationship", "Type", lambda value: value.endswith("/calcChain"))
    new[types] = without(book.read(types), "Override", "PartName", lambda value: value.lstrip("/") in chains)
    return chains


def _packed(book: Workbook, new: Mapping[str, bytes], left_out: Set[str]) -> bytes:
    """The file with these parts in the place of the old ones; order, dates and names stay."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for info in book.infos:
            if info.filename in left_out:
                continue
            told = zipfile.ZipInfo(info.filename, info.date_time)
            told.compress_type = (
                info.compress_type if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            )
            told.external_attr, told.create_system = info.external_attr, info.create_system
            packed.writestr(told, new.get(info.filename, b"") or book.read(info.filename))
    return made.getvalue()
