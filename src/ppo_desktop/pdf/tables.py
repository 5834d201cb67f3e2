"""Ruled tables of any length: one strip a row, made as it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise

from msgspec import Struct
from msgspec.structs import replace
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.pdf.fonts import BOLD, REGULAR, width, wrap
from ppo_desktop.pdf.lines import baseline, draw_texts, text_item
from ppo_desktop.pdf.page import Frame, Item, space
from ppo_desktop.reports.document import Align, Table

CELL = 2.0 * mm / 11.0
"""Air beside a cell's text, for each point of its size."""
AIR = 3.5 / 11.0
"""Air above and below it, for each point."""
CELL_LEADING = 13.5 / 11.0
"""Of a cell's lines, for each point."""
NOTE_SIZE = 9.0
PALE = 0.85
"""Grey of the line between the pieces of one row."""
MAX_CELL_LINES = 40
"""A cell with more lines goes on in a further row, so that no row is taller than a page."""
HAIRLINE = 0.6
SHORT_TABLE = 8
"""Rows."""
SHORT_SHARE = 0.3
"""Of a page: rows of many lines are no short table."""
MOST_KEPT = 6
"""Lines of a note that stay with the table."""
SHADE = 0.92
"""Grey of the head, of 1 for white."""


class _Grid(Struct, frozen=True):
    """Where the columns stand, and how their text is set."""

    edges: tuple[float, ...]
    aligns: tuple[Align, ...]
    size: float
    font: str
    least: float = 0.0
    """Height of a row in points, at least."""
    is_head: bool = False
    most_lines: int = MAX_CELL_LINES

    @property
    def leading(self) -> float:
        return self.size * CELL_LEADING

    @property
    def rooms(self) -> list[float]:
        return [end - start - 2 * CELL * self.size for start, end in pairwise(self.edges)]


def table_items(table: Table, area: Frame) -> Iterator[Item]:
    """Head, rows, sum and note of ``table``."""
    grid = _grid(table, area)
    head = _head(table, grid)
    most = int((area.height - head.height - 2 * AIR * grid.size) / grid.leading) - 1
    grid = replace(grid, most_lines=max(1, min(MAX_CELL_LINES, most)))
    yield head
    yield from _kept_together(_body(table, grid, head), area.height * SHORT_SHARE, has_note=bool(table.note))
    if table.note:
        yield space(3)
        lines = wrap(table.note, REGULAR, NOTE_SIZE, area.width)
        for place, line in enumerate(lines, 1):
            is_kept = place < min(len(lines), MOST_KEPT)
            yield text_item([(area.left, line, REGULAR)], NOTE_SIZE, NOTE_SIZE * 1.3, is_kept)


def _grid(table: Table, area: Frame) -> _Grid:
    whole = sum(column.share for column in table.columns)
    edges = accumulate((area.width * column.share / whole for column in table.columns), initial=area.left)
    aligns = tuple(column.align for column in table.columns)
    return _Grid(tuple(edges), aligns, table.size, REGULAR, table.row_height * mm)


def _head(table: Table, grid: _Grid) -> Item:
    """The titles, under those of the groups where there are any, as one strip that every page repeats."""
    centred: list[Align] = ["center"] * len(grid.aligns)
    titled = replace(grid, aligns=tuple(centred), font=BOLD, least=0.0, is_head=True)
    titles = _rows([column.title for column in table.columns], titled, None)[0]
    if not table.groups:
        return replace(titles, keeps_next=True)
    ends = list(accumulate((count for _title, count in table.groups), initial=0))
    grouped = replace(titled, edges=tuple(grid.edges[end] for end in ends))
    above = _rows([title for title, _count in table.groups], grouped, None)[0]
    height = above.height + titles.height
    open_edges = [
        pair for pair, (title, _count) in zip(pairwise(grouped.edges), table.groups, strict=True) if not title
    ]

    def draw(canvas: Canvas, top: float) -> None:
        above.draw(canvas, top)
        titles.draw(canvas, top - above.height)
        for left, right in open_edges:  # no line between a title and the group it does not have
            canvas.setStrokeGray(SHADE)
            canvas.line(left + HAIRLINE, top - above.height, right - HAIRLINE, top - above.height)
            canvas.setStrokeGray(0)

    return Item(height, draw, keeps_next=True)


def _body(table: Table, grid: _Grid, head: Item) -> Iterator[Item]:
    if table.goes_on:
        yield from _going_on(table.rows, grid, head)
    else:
        across = replace(grid, edges=(grid.edges[0], grid.edges[-1]), aligns=("left",), font=BOLD, least=0.0)
        for row in table.rows:
            if len(row) == 1 < len(grid.aligns):
                yield from (replace(item, keeps_next=True) for item in _rows(row, across, head))
            else:
                yield from _rows(row, grid, head)
    if table.total_row:
        yield from _rows(table.total_row, replace(grid, font=BOLD, least=0.0), head)


def _going_on(rows: Iterable[tuple[str, ...]], grid: _Grid, head: Item) -> Iterator[Item]:
    following = iter(rows)
    row = next(following, None)
    while row is not None:
        after = next(following, None)
        yield from _rows(row, grid, head, is_begun=bool(row[0]), is_ended=after is None or bool(after[0]))
        row = after


def _kept_together(rows: Iterable[Item], most: float, *, has_note: bool) -> Iterator[Item]:
    """A short table, of up to ``most`` points, stays on one page; a long one never leaves its last row alone, nor what
    is noted below it."""
    rest = iter(rows)
    held = list(islice(rest, SHORT_TABLE))
    following = next(rest, None)
    if following is not None:
        yield from held[:-1]
        held = [held[-1], following]
        for row in rest:
            yield held.pop(0)
            held.append(row)
    if sum(row.height for row in held) > most:
        yield from held[:-2]
        held = held[-2:]
    yield from (replace(row, keeps_next=True) for row in held[:-1])
    yield from (replace(row, keeps_next=has_note) for row in held[-1:])


def _rows(
    cells: Sequence[str], grid: _Grid, head: Item | None, *, is_begun: bool = True, is_ended: bool = True
) -> list[Item]:
    """A row, in pieces where it is taller than a page may hold; a pale line stands between its pieces."""
    wrapped = [wrap(cell, grid.font, grid.size, room) for cell, room in zip(cells, grid.rooms, strict=True)]
    tallest = max(len(lines) for lines in wrapped)
    if tallest <= grid.most_lines:
        return [_row(wrapped, tallest, grid, head, (is_begun, is_ended))]
    places = range(0, tallest, grid.most_lines)
    return [
        _row(
            [lines[at : at + grid.most_lines] for lines in wrapped],
            min(grid.most_lines, tallest - at),
            grid,
            head,
            (is_begun and at == places[0], is_ended and at == places[-1]),
        )
        for at in places
    ]


def _row(
    cells: Sequence[Sequence[str]],
    tallest: int,
    grid: _Grid,
    head: Item | None,
    whole: tuple[bool, bool] = (True, True),
) -> Item:
    """Args: whole: whether it begins and ends here what it tells."""
    natural = tallest * grid.leading + 2 * AIR * grid.size
    height = max(natural, grid.least)

    def draw(canvas: Canvas, top: float) -> None:
        if grid.is_head:
            canvas.setFillGray(SHADE)
            canvas.rect(grid.edges[0], top - height, grid.edges[-1] - grid.edges[0], height, stroke=0, fill=1)
            canvas.setFillGray(0)
        _rule(canvas, grid.edges, top, top - height, whole)
        text_top = top - (height - natural) / 2 - AIR * grid.size
        draw_texts(canvas, grid.font, grid.size, _placed(cells, tallest, grid, text_top))

    return Item(height, draw, head=head)


def _rule(
    canvas: Canvas, edges: Sequence[float], top: float, foot: float, whole: tuple[bool, bool] = (True, True)
) -> None:
    """The lines around the cells of a row."""
    above, below = f"{top:.2f}", f"{foot:.2f}"
    across = [f"{edges[0]:.2f} {y} m {edges[-1]:.2f} {y} l" for y in (above, below)]
    solid = [line for line, is_edge in zip(across, whole, strict=True) if is_edge]
    pale = [line for line in across if line not in solid]
    down = [f"{x:.2f} {above} m {x:.2f} {below} l" for x in edges]
    if pale:
        canvas.addLiteral(" ".join([f"q {PALE} G {HAIRLINE} w n", *pale, "S Q"]))
    canvas.addLiteral(" ".join([f"{HAIRLINE} w n", *solid, *down, "S"]))


def _placed(
    cells: Sequence[Sequence[str]], tallest: int, grid: _Grid, top: float
) -> Iterator[tuple[float, float, str]]:
    """The lines of each cell with their places."""
    air, leading = CELL * grid.size, grid.leading
    first = baseline(top, grid.size, leading)
    for place, lines in enumerate(cells):
        y = first - ((tallest - len(lines)) * leading / 2 if grid.is_head else 0.0)
        left, align = grid.edges[place] + air, grid.aligns[place]
        free = grid.edges[place + 1] - air - left
        for line in lines:
            if line:
                rest = 0.0 if align == "left" else free - width(line, grid.font, grid.size)
                yield left + (rest if align == "right" else rest / 2), y, line
            y -= leading
