"""A chart on paper and in the window: one drawing."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.gui.design import chart as window
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.chart import ChartView
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.pdf import charts as paper
from ppo_desktop.pdf import fonts
from ppo_desktop.reports.chart import Area, Mark, Words, marks
from ppo_desktop.reports.document import Chart, Series
from verifiers import run

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun")
CHARTS = [
    Chart("Bertumpuk", "stacked", MONTHS, (Series("A", (3, 5, 7, 2, None, 9)), Series("B", (1, 4, 2, 3, None, 5)))),
    Chart("Berdampingan", "columns", MONTHS[:3], (Series("A", (3, 5, 7)), Series("B", (9, None, 2))), "orang"),
    Chart("Mendatar", "bars", ("Malaysia", "Brunei Darussalam", "Taiwan"), (Series("A", (124, 45, None)),)),
    Chart("Garis", "lines", MONTHS, (Series("A", (3, 5, 7, 2, 4, 9)), Series("B", (1, None, 2, 3, 6, 5)))),
]
DARK = 235
"""Grey below which a dot is ink: neither paper nor card."""


def on_paper(chart: Chart, width: float, height: float, folder: Path) -> Image.Image:
    """Two dots a point."""
    fonts.register()
    path = folder / "chart.pdf"
    canvas = Canvas(str(path), pagesize=(width, height), invariant=1)
    canvas.translate(0, height)
    paper.paint(canvas, chart, width, height)
    canvas.save()
    run("pdftoppm", "-r", "144", "-png", "-singlefile", path, folder / "chart")
    return Image.open(folder / "chart.png").convert("L")


def in_window(chart: Chart, width: float, height: float) -> Image.Image:
    view = ChartView(chart.title)
    view.show_chart(chart)
    view.resize(round(width), round(height))
    buffer = QBuffer()
    view.grab().save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data())).convert("L")


def inked(image: Image.Image, box: tuple[float, float, float, float]) -> float:
    """Part of the dots in ``box`` (left, upper, right, lower) that differ from the ground, the colour of a corner."""
    ground = image.getpixel((image.width - 1, image.height - 1))
    assert isinstance(ground, int)
    dots = image.crop(tuple(round(edge) for edge in box)).point(lambda grey: 255 * (abs(grey - ground) > 12))
    return sum(dots.histogram()[128:]) / max(1, dots.width * dots.height)


def box_of(mark: Mark, factor: float) -> tuple[float, float, float, float] | None:
    """Where ink of the mark must be found."""
    if isinstance(mark, Area):
        edges = (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
    elif isinstance(mark, Words) and not mark.is_upright:
        left = {"left": 0.0, "center": 0.4, "right": 1.0}[mark.align] * mark.size
        edges = (mark.x - left, mark.y - mark.size / 2, mark.x - left + mark.size, mark.y + mark.size / 2)
    else:
        return None
    return tuple(edge * factor for edge in edges)  # type: ignore[return-value]  # four of them


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.shape)
def test_the_page_and_the_window_show_the_same_marks(chart: Chart, tmp_path: Path) -> None:
    width, height = 300.0, 160.0
    factor = theme().px(tokens.TINY) / paper.SIZE
    printed, shown = on_paper(chart, width, height, tmp_path), in_window(chart, width * factor, height * factor)
    drawn = marks(chart, width, height, paper.SIZE)
    for mark in drawn:
        box = box_of(mark, 2), box_of(mark, factor)
        if box[0] and box[1]:
            assert inked(printed, box[0]) > 0.05, mark
            assert inked(shown, box[1]) > 0.05, mark
    # Nothing else: as much ink in each part of the picture, the letters' different weight apart.
    for column in range(6):
        for row in range(4):
            cell = (column / 6, row / 4, (column + 1) / 6, (row + 1) / 4)
            amounts = [
                inked(image, tuple(part * side for part, side in zip(cell, image.size * 2, strict=True)))  # type: ignore[arg-type]  # four parts
                for image in (printed, shown)
            ]
            assert abs(amounts[0] - amounts[1]) < 0.15, (cell, amounts)


def test_both_painters_know_every_mark() -> None:
    assert set(paper._PAINTERS) == set(window._PAINTERS) == set(Mark.__args__)


def test_twice_the_size_is_the_same_picture_twice_as_large() -> None:
    for chart in CHARTS:
        small, large = marks(chart, 300, 160, 8), marks(chart, 600, 320, 16)
        assert len(small) == len(large)
        for one, other in zip(small, large, strict=True):
            if isinstance(one, Area) and isinstance(other, Area):
                assert (one.x * 2, one.height * 2) == pytest.approx((other.x, other.height))


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.shape)
def test_what_was_not_recorded_is_never_drawn_as_zero(chart: Chart) -> None:
    texts = [mark.text for mark in marks(chart, 500, 200, 8) if isinstance(mark, Words)]
    assert any("tidak ada data" in text for text in texts)
    zeros = Chart(chart.title, chart.shape, chart.categories, tuple(Series("A", (0,) * 6) for _one in chart.series))
    texts = [mark.text for mark in marks(zeros, 500, 200, 8) if isinstance(mark, Words)]
    assert not any("tidak ada data" in text for text in texts)
    assert texts.count("0") >= len(chart.categories)
