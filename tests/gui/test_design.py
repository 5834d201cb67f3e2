"""The tokens keep their promises to the eye, and every icon the code names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from ppo_desktop.core.paths import resource
from ppo_desktop.gui.design.chart import FILLS
from ppo_desktop.gui.design.stylesheet import stylesheet
from ppo_desktop.gui.design.theme import FAMILY, theme
from ppo_desktop.gui.design.tokens import DARK, LIGHT, TONES, Palette, contrast
from ppo_desktop.gui.design.typeahead import TypeAhead
from ppo_desktop.gui.design.widgets import Action, Square, button, label
from ppo_desktop.reports.chart import LEVELS

GUI = Path(__file__).parents[2] / "src" / "ppo_desktop" / "gui"
PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
TEXT, EDGE = 4.5, 3.0
"""Least contrast of text and of edges that must be seen (WCAG 2.1, 1.4.3 and 1.4.11)."""


def pairs(palette: Palette) -> dict[str, tuple[str, str]]:
    """Every text colour on every ground it is written on."""
    grounds = {"page": palette.page, "card": palette.card, "sunken": palette.sunken}
    found = {
        f"{name} on {ground}": (getattr(palette, name), colour)
        for name in ("ink", "soft", "muted", "link")
        for ground, colour in grounds.items()
    }
    for tone in TONES:
        strong, tint = getattr(palette, tone), getattr(palette, f"{tone}_soft")
        found |= {f"{tone} on its tint": (strong, tint), f"{tone} on card": (strong, palette.card)}
        found |= {f"ink on {tone}": (palette.ink, tint), f"soft on {tone}": (palette.soft, tint)}
    for ground in ("brand", "brand_strong"):
        found[f"on {ground}"] = (palette.on_brand, getattr(palette, ground))
    for name in ("link", "ink", "soft", "muted"):
        found[f"{name} on chosen"] = (getattr(palette, name), palette.brand_soft)
    for ground in ("side", "side_active"):
        found |= {
            f"{n} on {ground}": (getattr(palette, n), getattr(palette, ground)) for n in ("side_ink", "side_soft")
        }
    found["muted on disabled"] = (palette.muted, palette.neutral_soft)
    found["training stripe"] = ("#201400", palette.training)
    return found


@PALETTES
def test_every_text_can_be_read_on_every_ground_it_stands_on(palette: Palette) -> None:
    weak = {name: round(contrast(*pair), 2) for name, pair in pairs(palette).items() if contrast(*pair) < TEXT}
    assert weak == {}


@PALETTES
def test_edges_of_fields_and_the_focus_are_seen(palette: Palette) -> None:
    edges = {
        f"{name} on {ground}": (getattr(palette, name), getattr(palette, ground))
        for name in ("edge", "focus", "bad", "warn", "brand")
        for ground in ("card", "page")
    }
    edges["focus in the side bar"] = (palette.side_ink, palette.side_active)
    weak = {name: round(contrast(*pair), 2) for name, pair in edges.items() if contrast(*pair) < EDGE}
    assert weak == {}


@PALETTES
def test_on_a_map_what_needs_most_stands_out_most_and_every_square_has_an_edge(palette: Palette) -> None:
    levels = [contrast(getattr(palette, FILLS[level]), palette.card) for level in LEVELS]
    assert levels == sorted(levels)
    assert levels[-1] > 2 * levels[-2]
    assert levels[-1] > TEXT
    assert min(levels) > 1.2, "not lost in the card"
    assert QColor(getattr(palette, FILLS[LEVELS[-1]])).hsvSaturationF() > 0.6, "not pale"
    assert (
        min(contrast(palette.ink, palette.card), *(contrast(getattr(palette, one), palette.card) for one in FILLS[:2]))
        >= EDGE
    )
    assert not {"warn", "bad", "warn_soft", "bad_soft", "training"} & set(FILLS[:4]), "figures are no warnings"


@PALETTES
def test_whatever_is_typed_or_ticked_in_has_an_edge_that_is_seen(palette: Palette) -> None:
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", stylesheet(palette, round))
    edges = {
        (selector.strip(), colour)
        for selector, body in rules
        if re.search(r"QLineEdit|QPlainTextEdit|QSpinBox|QComboBox|::indicator", selector)
        for colour in re.findall(r"border(?:-color)?:[^;#]*(#[0-9a-f]{6})", body)
    }
    assert {'QLineEdit[role="cell"]'} < {selector for selector, _colour in edges}
    grounds = (palette.card, palette.page, palette.sunken)
    weak = {selector: colour for selector, colour in edges if min(contrast(colour, one) for one in grounds) < EDGE}
    assert weak == {}


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#ffffff", "#ffffff") == 1


def test_every_icon_the_window_names_is_there() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in GUI.rglob("*.py"))
    named = set(re.findall(r'(?:icon_name=|picture\(|pixmap\(|\bicon\(|Square\(|Empty\()"([a-z0-9-]+)"', sources))
    assert "plus" in named
    missing = {name for name in named if not resource("icons", f"{name}.svg").is_file()}
    assert missing == set()


def test_only_the_design_rooms_know_colours_and_style_sheets() -> None:
    for path in GUI.rglob("*.py"):
        if path.parent.name == "design":
            continue
        source = path.read_text(encoding="utf-8")
        assert "setStyleSheet" not in source, path.name
        assert not re.search(r'"#[0-9a-fA-F]{3,8}"', source), path.name


@pytest.mark.usefixtures("qapp")
def test_the_window_speaks_in_its_own_typeface() -> None:
    assert FAMILY in QFontDatabase.families()
    assert QFontInfo(theme().font()).family() == FAMILY


@pytest.mark.usefixtures("qapp")
def test_a_refused_button_says_why_below_itself_and_to_a_screen_reader() -> None:
    action = Action(button("Kirim"))
    action.refuse("Flashdisk belum dipasang.")
    assert not action.button.isEnabled()
    assert action.why_not == "Flashdisk belum dipasang."
    assert action.button.accessibleDescription() == "Flashdisk belum dipasang."
    assert action.sizeHint().width() > action.button.sizeHint().width(), "the reason has more room than the button"
    action.refuse("")
    assert action.sizeHint().width() == action.button.sizeHint().width()
    assert action.button.isEnabled()
    assert action.why_not == ""


@pytest.mark.usefixtures("qapp")
def test_a_reason_stands_below_all_buttons_of_its_row_and_moves_none_of_them_apart(qtbot: QtBot) -> None:
    other = button("Terima")
    action = Action(button("Kirim"), other)
    qtbot.addWidget(action)
    action.refuse("Belum ada komputer lain yang dikenal. Kenalkan kuncinya dahulu.")
    action.resize(action.sizeHint().width(), action.sizeHint().height())
    action.show()
    assert other.x() - action.button.geometry().right() < theme().px(12)
    assert action.button.y() == other.y()
    assert action._why.y() >= other.geometry().bottom()
    assert action._why.width() == action.width()


@pytest.mark.usefixtures("qapp")
def test_names_of_people_are_never_read_as_markup() -> None:
    shown = label("<b>Siti</b> & Budi")
    shown.adjustSize()
    assert shown.sizeHint().width() > label("Siti & Budi").sizeHint().width()


@pytest.mark.usefixtures("qapp")
def test_one_long_word_makes_no_page_wide_and_stays_the_same_word() -> None:
    link = "https://contoh.example/" + "Q" * 200
    shown = label(f"Tempat: {link}")
    assert shown.minimumSizeHint().width() < 300
    assert shown.text() == f"Tempat: {link}"
    assert label("Pertanggungjawabannya").minimumSizeHint().width() > label("Pertang").minimumSizeHint().width()


@pytest.mark.usefixtures("qapp")
def test_a_choice_that_is_wider_than_its_line_ends_in_an_ellipsis() -> None:
    long, fits = TypeAhead(), TypeAhead()
    for made in (long, fits):
        made.setFixedWidth(200)
        made.show_value("x", "Desa Sebayan di Kecamatan Sambas, Kabupaten Sambas")
    whole = long.grab().toImage()
    before = fits.fontMetrics().elidedText(fits.text(), Qt.TextElideMode.ElideRight, 150)
    shown = {}
    for letters in range(len(before) - 6, len(before) + 6):
        fits.show_value("x", long.text()[:letters].rstrip() + "…")
        shown[fits.text()] = fits.grab().toImage() == whole
    assert {*shown.values()} == {True, False}, shown
    long.show_value("x", "Desa Sebayan")
    fits.show_value("x", "Desa Sebayan")
    assert long.grab().toImage() == fits.grab().toImage() != whole


@PALETTES
@pytest.mark.usefixtures("qapp")
def test_a_ticked_box_shows_its_tick(palette: Palette) -> None:
    box = QCheckBox()
    box.setStyleSheet(stylesheet(palette, round))
    box.setChecked(True)
    picture = box.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert {palette.brand, palette.on_brand} <= colours


def test_the_name_of_a_file_goes_on_in_the_next_line_after_a_hyphen_and_other_long_words_anywhere() -> None:
    name = label("PPO-61.01.04-tanda-terima-61.01.04.2003-ab5b0d61.pdf")
    assert QLabel.text(name).split("\N{ZERO WIDTH SPACE}")[:3] == ["PPO-", "61.01.04-", "tanda-"]
    assert name.text() == "PPO-61.01.04-tanda-terima-61.01.04.2003-ab5b0d61.pdf"
    long = label("a" * 40)
    assert max(map(len, QLabel.text(long).split("\N{ZERO WIDTH SPACE}"))) == 12


def test_an_icon_stands_in_the_middle_of_its_square(qtbot: QtBot) -> None:
    square = Square("shield-check")
    qtbot.addWidget(square)
    square.show()
    icon = square.findChild(QLabel)
    assert icon is not None
    assert icon.geometry().center() == square.rect().center()
