"""The one Qt style sheet, made from the tokens.

Widgets say what they are by the dynamic property ``role``, set by the factories; nothing else carries style of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from ppo_desktop.core.paths import resource
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.tokens import TONES, Palette


def stylesheet(palette: Palette, px: Callable[[float], int]) -> str:
    """The style sheet for a palette; ``px`` gives pixels at the zoom in force."""
    values: dict[str, object] = {**palette._asdict()}
    for name in ("FIGURE", "TITLE", "QUESTION", "HEADING", "STRONG", "BODY", "SMALL", "TINY"):
        values[name] = f"{px(getattr(tokens, name))}px"
    for name in ("FIELD_HEIGHT", "BUTTON_HEIGHT"):
        values[name] = f"{px(getattr(tokens, name))}px"
    values["BUTTON_FOCUSED"] = f"{px(tokens.BUTTON_HEIGHT) - 2}px"  # its border is thicker
    for name in ("RADIUS", "RADIUS_SMALL"):
        values[name] = f"{px(getattr(tokens, name))}px"
    for size in (1, 2, 4, 6, 8, 10, 12, 14, 16, 20, 24):
        values[f"p{size}"] = f"{px(size) if size > 2 else size}px"
    values["tick"] = resource("ticks", f"{palette.on_brand.removeprefix('#')}.svg").as_posix()
    sheet = _SHEET
    for tone in TONES:
        sheet += _TONE.replace("TONE", tone)
    for name in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", str(values[name]))
    return sheet


_SHEET = """
* { font-size: @BODY; color: @ink; }
QWidget[role="page"], QMainWindow, QDialog { background: @page; }
QScrollArea, QScrollArea > QWidget > QWidget[role="canvas"], QStackedWidget { background: transparent; border: 0; }
QToolTip { background: @card; color: @ink; border: 1px solid @edge; padding: @p6; }

QMenu { background: @card; border: 1px solid @edge; padding: @p6 0; }
QMenu::item { padding: @p8 @p20 @p8 @p16; color: @ink; border: 2px solid transparent; }
QMenu::item:selected { background: @brand_soft; color: @ink; border-left-color: @brand; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: @p4 0; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: @TITLE; font-weight: 700; }
QLabel[role="heading"] { font-size: @HEADING; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="soft"] { color: @soft; font-size: @SMALL; }
QLabel[role="muted"] { color: @muted; font-size: @SMALL; }
QLabel[role="tiny"] { color: @muted; font-size: @TINY; }
QLabel[role="question"] { font-size: @QUESTION; font-weight: 600; }
QLabel[role="figure"] { font-size: @FIGURE; font-weight: 700; }
QLabel[role="error"] { color: @bad; font-size: @SMALL; }
QLabel[role="warning"] { color: @warn; font-size: @SMALL; }
QLabel[role="key"] { color: @muted; font-size: @TINY; font-weight: 600; border: 1px solid @line; border-radius: 4px;
    padding: 1px @p6; background: @sunken; }
QLabel[role="code"] { font-size: @HEADING; font-weight: 600; letter-spacing: 1px; }

QFrame[role="card"] { background: @card; border: 1px solid @line; border-radius: @RADIUS; }
QFrame[role="card"]:focus { border-color: @focus; }
QFrame[role="floating"] { background: @card; border: 1px solid @edge; border-radius: @RADIUS; }
QFrame[role="sunken"] { background: @sunken; border: 1px solid @line; border-radius: @RADIUS_SMALL; }
QFrame[role="entry"] { border: 2px solid transparent; border-radius: @RADIUS_SMALL; }
QFrame[role="entry"]:hover { background: @sunken; }
QFrame[role="entry"]:focus { border: 2px solid @focus; background: @sunken; }
QFrame[role="asked"] { background: @card; border: 2px solid @line; border-radius: @RADIUS; }
QFrame[role="asked"][state="current"] { border-color: @focus; }
QFrame[role="rule"] { background: @line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="dot"] { background: @line; border: 0; border-radius: 3px; }
QFrame[role="dot"][state="done"] { background: @brand; }
QFrame[role="bar"] { background: @card; border: 0; border-bottom: 1px solid @line; }
QFrame[role="footer"] { background: @card; border: 0; border-top: 1px solid @line; }

QPushButton { min-height: @BUTTON_HEIGHT; padding: 0 @p16; border-radius: @RADIUS_SMALL; font-weight: 600;
    background: @card; border: 1px solid @edge; }
QPushButton:hover { background: @sunken; }
QPushButton:focus { border: 2px solid @focus; padding: 0 @p14; min-height: @BUTTON_FOCUSED; }
QPushButton:pressed { background: @brand_soft; }
QPushButton:disabled { color: @muted; background: @neutral_soft; border-color: @line; }
QPushButton[role="primary"] { background: @brand; color: @on_brand; border: 1px solid @brand; }
QPushButton[role="primary"]:hover { background: @brand_strong; }
QPushButton[role="primary"]:focus { border: 2px solid @ink; }
QPushButton[role="primary"]:disabled { color: @muted; background: @neutral_soft; border-color: @line; }
QPushButton[role="danger"] { color: @bad; border-color: @bad; }
QPushButton[role="quiet"] { background: transparent; border: 1px solid transparent; color: @link; padding: 0 @p8; }
QPushButton[role="quiet"]:hover { background: @brand_soft; }
QPushButton[role="quiet"]:focus { border: 2px solid @focus; padding: 0 @p6; }
QPushButton[role="quiet"]:disabled { color: @muted; background: transparent; }
QPushButton[role="problem"], QPushButton[role="doubt"] { background: transparent; border: 1px solid transparent;
    min-height: @p24; padding: 0 @p4; text-align: left; text-decoration: underline; font-size: @SMALL; }
QPushButton[role="problem"] { color: @bad; }
QPushButton[role="doubt"] { color: @warn; }
QPushButton[role="problem"]:focus, QPushButton[role="doubt"]:focus { border: 2px solid @focus; padding: 0 @p2; }
QPushButton[role="link"] { min-height: @p20; background: transparent; border: 2px solid transparent; color: @link;
    padding: 0 @p4; font-size: @SMALL; }
QPushButton[role="link"]:hover { background: @brand_soft; }
QPushButton[role="link"]:focus { border: 2px solid @focus; padding: 0 @p4; }
QPushButton[role="photo"] { background: @sunken; border: 2px solid transparent; padding: 0; }
QPushButton[role="photo"]:hover { border: 2px solid @edge; }
QPushButton[role="photo"]:focus { border: 3px solid @focus; padding: 0; }
QPushButton[role="searchbox"] { background: @sunken; color: @muted; font-weight: 400; text-align: left; }
QPushButton[role="searchbox"]:focus { background: @card; }
QPushButton[role="chip"] { min-height: @p24; padding: @p4 @p12; border-radius: @p16; font-weight: 500;
    font-size: @SMALL; }
QPushButton[role="chip"]:focus { padding: @p4 @p12; }
QPushButton[role="chip"]:checked { background: @brand_soft; border-color: @brand; color: @link; font-weight: 600; }
QPushButton[role="tab"] { background: transparent; border: 2px solid transparent; text-align: left; padding: 0 @p12;
    font-weight: 500; }
QPushButton[role="tab"]:hover { background: @brand_soft; }
QPushButton[role="tab"]:checked { background: @brand_soft; color: @link; font-weight: 600; }
QPushButton[role="tab"]:focus { border: 2px solid @focus; padding: 0 @p12; }
QPushButton[role="tile"] { text-align: left; padding: @p12 @p16; border-radius: @RADIUS; }
QPushButton[role="answer"] { text-align: left; padding: @p2 @p16; border-radius: @RADIUS_SMALL; }
QPushButton[role="answer"]:focus { border: 2px solid @focus; }
QPushButton[role="answer"]:checked { background: @brand_soft; border: 2px solid @brand; }
QPushButton[role="answer"]:checked:focus { border: 3px solid @focus; }
QPushButton[role="tile"]:focus { border: 2px solid @focus; }
QPushButton[role="tile"]:checked { background: @brand_soft; border: 2px solid @brand; }
QPushButton[role="tile"]:checked:focus { border: 3px solid @focus; }

QLineEdit, QPlainTextEdit, QSpinBox, QComboBox { background: @card; border: 1px solid @edge;
    border-radius: @RADIUS_SMALL; padding: 0 @p10; min-height: @FIELD_HEIGHT; selection-background-color: @brand;
    selection-color: @on_brand; placeholder-text-color: @muted; }
QPlainTextEdit { padding: @p6 @p8; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QComboBox:focus { border: 2px solid @focus; }
QLineEdit[state="bad"], QPlainTextEdit[state="bad"] { border: 2px solid @bad; }
QLineEdit[state="warn"], QPlainTextEdit[state="warn"] { border: 2px solid @warn; }
QLineEdit:disabled, QPlainTextEdit:disabled, QLineEdit:read-only { background: @neutral_soft; color: @soft; }
QLineEdit[role="search"] { background: @sunken; }
QLineEdit[role="search"]:focus { border: 2px solid @focus; background: @card; }
QLineEdit[role="cell"] { min-height: 0; border: 1px solid @edge; border-radius: 0; padding: 0 @p6; }
QLineEdit[role="cell"]:focus { border: 2px solid @focus; }

QCheckBox, QRadioButton { spacing: @p8; background: transparent; min-height: @p24; padding: @p2;
    border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @focus; background: @brand_soft; }
QCheckBox::indicator { width: @p16; height: @p16; border: 1px solid @edge; border-radius: 4px; background: @card; }
QCheckBox::indicator:checked { background: @brand; border-color: @brand; image: url(@tick); }
QRadioButton::indicator { width: @p16; height: @p16; border: 1px solid @edge; border-radius: @p8; background: @card; }
QRadioButton::indicator:checked { border: @p4 solid @brand; width: @p10; height: @p10; }

QTableView, QListView, QTreeView { background: @card; border: 0; outline: 0; selection-background-color: @brand_soft;
    selection-color: @ink; alternate-background-color: @sunken; gridline-color: @line; }
QTableView::item, QListView::item { padding: @p4 @p8; border: 0; border-bottom: 1px solid @line; }
QTableView::item:selected, QListView::item:selected { background: @brand_soft; color: @ink; }
QHeaderView { background: @card; border: 0; }
QTableCornerButton::section { background: @card; border: 0; border-bottom: 1px solid @line; }
QHeaderView::section { background: @card; color: @muted; font-size: @SMALL; font-weight: 600; border: 0;
    border-bottom: 1px solid @line; padding: @p8; text-align: left; }
QTableView[state="tight"]::item { padding: @p4; }
QHeaderView[state="tight"]::section { padding: @p8 @p4; }
QAbstractItemView[role="popup"] { background: @card; border: 1px solid @edge; padding: @p4; }

QProgressBar { background: @neutral_soft; border: 0; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: @brand; border-radius: 4px; }

QScrollBar:vertical { background: transparent; width: @p12; margin: 0; }
QScrollBar::handle:vertical { background: @edge; border-radius: 4px; min-height: 32px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: @p12; margin: 0; }
QScrollBar::handle:horizontal { background: @edge; border-radius: 4px; min-width: 32px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QLabel[role="step"] { border: 2px solid @edge; border-radius: @p14; color: @muted; font-weight: 600; }
QLabel[role="step"][state="current"], QLabel[role="step"][state="open"] { border-color: @brand; color: @link; }
QLabel[role="step"][state="done"] { background: @brand; border-color: @brand; }

QFrame[role="side"] { background: @side; border: 0; }
QFrame[role="side"] QLabel { color: @side_ink; }
QFrame[role="side"] QLabel[role="muted"] { color: @side_soft; font-size: @TINY; }
QFrame[role="side"] QFrame[role="rule"] { background: @side_active; }
QPushButton[role="place"] { background: transparent; color: @side_soft; border: 2px solid transparent; text-align: left;
    padding: 0 @p10; font-weight: 500; }
QPushButton[role="place"]:hover { background: @side_active; color: @side_ink; }
QPushButton[role="place"]:checked { background: @side_active; color: @side_ink; font-weight: 600; }
QPushButton[role="place"]:focus { border: 2px solid @side_ink; padding: 0 @p10; }
QPushButton[role="place"][state="low"] { min-height: @p24; padding: @p2 @p10; }
QFrame[role="training"] { background: @training; border: 0; }
QFrame[role="training"] QLabel { color: #201400; font-weight: 600; font-size: @SMALL; }
QFrame[role="training"] QPushButton { color: #201400; background: transparent; border: 1px solid #201400; }
QFrame[role="training"] QPushButton:focus { border: 2px solid #201400; }
QFrame[role="toast"] { background: @side; border: 1px solid @side_active; border-radius: @RADIUS_SMALL; }
QFrame[role="toast"] QLabel { color: @side_ink; }
QFrame[role="toast"] QPushButton { color: @side_ink; background: @side_active; border: 1px solid @side_soft; }
QFrame[role="toast"] QPushButton:focus { border: 2px solid @side_ink; }
"""

_TONE = """
QFrame[tone="TONE"] { background: @TONE_soft; border: 1px solid @TONE; border-radius: @RADIUS_SMALL; }
QFrame[role="badge"][tone="TONE"] { border: 0; border-radius: @p10; }
QFrame[role="badge"][tone="TONE"] QLabel { color: @TONE; font-size: @TINY; font-weight: 600; }
QFrame[role="square"][tone="TONE"] { border: 0; }
"""
