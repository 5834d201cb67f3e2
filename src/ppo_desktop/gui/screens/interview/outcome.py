"""The result, for the officer: the band in plain words, why, what to do now, and what is still to be found out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Badge, Banner, Card, button, column, label, picture, row, set_role
from ppo_desktop.gui.screens.interview.about import About
from ppo_desktop.gui.screens.interview.calling import contacts_card, of_our_book
from ppo_desktop.gui.screens.interview.judging import JudgingCard
from ppo_desktop.gui.screens.interview.steps import asked_again
from ppo_desktop.gui.screens.interview.talk import Talk
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.instrument import Action, Instrument, severity
from ppo_desktop.records.registry import referring_to
from ppo_desktop.records.scoring import Reason, Result, Sign
from ppo_desktop.records.screening import SCREENING

TONES = {"KRITIS": "bad", "TINGGI": "warn", "SEDANG": "info", "RENDAH": "ok"}
"""How a band is shown once the talk is over."""
TWO_COLUMNS_FROM = 820
"""Widths at 100 %."""
HELP_FROM = "TINGGI"
"""The mildest band with which telephone numbers are shown at once."""
LEVELS = {"village": Level.VILLAGE, "district": Level.DISTRICT, "regency": Level.REGENCY}
WHO = {
    Level.VILLAGE: N_("Desa atau kelurahan"),
    Level.DISTRICT: N_("Kecamatan"),
    Level.REGENCY: N_("Kabupaten"),
}
_UNITS = {
    "hour": N_("paling lambat {count} jam"),
    "day": N_("dalam {count} hari"),
    "working-day": N_("dalam {count} hari kerja"),
}
_HOURS = {"hour": 1, "day": 24, "working-day": 24}


def within(action: Action) -> str:
    """How soon: ``paling lambat 24 jam``."""
    return _(_UNITS[action.unit]).format(count=action.within) if action.within else _("saat ini juga")


def headline(instrument: Instrument, result: Result) -> Banner:
    """The band in words, and what it is not."""
    words = [_("Ini pra-skrining, bukan putusan tentang siapa pun.")]
    if result.is_short:
        words.insert(0, _("Belum semua pertanyaan terjawab."))
    shown = Banner(TONES.get(result.band, "neutral"), instrument.band(result.band).words, " ".join(words))
    set_role(shown.title, "title")
    return shown


def provisional_notice() -> Banner:
    """What it means that others were in the room."""
    return Banner(
        "info",
        _("Hasil ini sementara."),
        _("Ada orang lain yang ikut mendengar. Ulangi percakapan berdua saja untuk pertanyaan yang menunggu."),
    )


def reasons_card(instrument: Instrument, result: Result) -> Card:
    """Why, in sentences; what is not known stands elsewhere."""
    card = Card(_("Mengapa"))
    signs = [reason for reason in result.reasons if reason.sign is not Sign.UNKNOWN]
    if not signs:
        card.body.addWidget(label(_("Tidak ada tanda dalam jawaban yang diberikan."), "soft"))
    for reason in signs:
        card.body.addLayout(_reason(reason))
    words = {dimension.code: dimension.words for dimension in instrument.dimensions}
    for code in result.dimensions:
        card.body.addWidget(label(_("Beberapa tanda bersama-sama: {what}.").format(what=words[code].lower()), "strong"))
    points = _("{certain} poin dari jawaban pasti, {total} bersama yang belum diketahui.")
    card.body.addWidget(label(points.format(certain=result.score_certain, total=result.score_total), "muted"))
    return card


def _reason(reason: Reason) -> QHBoxLayout:
    is_flag = reason.sign is Sign.FLAG
    words = column(label(reason.sentence), spacing=1)
    below = _("{points} poin").format(points=reason.points)
    words.addWidget(label(_("Tanda wajib rujuk") + " · " + below if is_flag else below, "muted"))
    icon = picture("circle-alert" if is_flag else "dot", "bad" if is_flag else "muted", 16)
    line = row(icon, words, spacing=10)
    line.setStretch(1, 1)
    line.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
    return line


def actions_card(instrument: Instrument, band: str, level: Level) -> Card:
    """What is done by when and by whom: the most urgent first, and of what is equally urgent what this office does."""
    card = Card(_("Yang dilakukan sekarang"))
    actions = sorted(
        instrument.band(band).actions,
        key=lambda one: (one.within * _HOURS[one.unit], LEVELS.get(one.who) is not level),
    )
    for when, together in groupby(actions, key=within):
        first, *others = together
        badge = Badge(when, "bad" if first.unit == "hour" else "neutral", "clock")
        card.body.addWidget(badge, alignment=Qt.AlignmentFlag.AlignLeft)  # a head: it is of them all
        for who, steps in groupby((first, *others), key=lambda one: one.who):
            is_ours = LEVELS.get(who) is level
            name = _(WHO[LEVELS[who]]) if who in LEVELS else who
            heading = _("{who} (kantor ini)").format(who=name) if is_ours else name
            card.body.addLayout(
                column(
                    label(heading, "muted"),
                    *(label(step.words, "strong" if is_ours else "body") for step in steps),
                    spacing=tokens.TIGHT,
                )
            )
    return card


def offers_card(result: Result) -> Card:
    """Help that is offered whatever the band."""
    card = Card(_("Tawarkan layanan"))
    for _question, words in result.offers:
        card.body.addWidget(label(words))
    card.body.addWidget(label(_("Hanya dengan persetujuan orangnya, kecuali anak atau bahaya nyata."), "muted"))
    return card


def missing_card(
    instrument: Instrument, questions: Sequence[str], title: str, hint: str, ask: Callable[[str], object] | None
) -> Card:
    """Questions that have no certain answer yet; ``ask`` goes back to one."""
    card = Card(title, spacing=2)
    card.body.addWidget(label(hint, "soft"))
    for name in questions:
        question = instrument.by_id[name]
        if ask is None or question.automatic:
            card.body.addWidget(label(f"•  {question.text}", "soft"))
            continue
        card.body.addLayout(asked_again(question, ask))
    return card


class ResultView(QWidget):
    """The whole result, in two columns where they fit: what to do stands first, then why and what is lacking."""

    def __init__(self, talk: Talk, office: Office, ask: Callable[[str], object], judging: JudgingCard) -> None:
        """Args: ask: goes back to the question of that id."""
        super().__init__()
        instrument, result = talk.instrument, talk.result()
        whole = column(headline(instrument, result), spacing=12)
        if result.is_provisional:
            whole.addWidget(provisional_notice())
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(theme().px(12))
        left, right = column(spacing=12), column(spacing=12)
        for side in (left, right):
            self._columns.addLayout(side, 1)
        whole.addLayout(self._columns)
        whole.addStretch(1)
        self.setLayout(whole)
        left.addWidget(actions_card(instrument, result.band, office.identity.level))
        if result.offers:
            left.addWidget(offers_card(result))
        if result.offers or severity(result.band) >= severity(HELP_FROM):
            left.addWidget(contacts_card(of_our_book(office)))
        right.addWidget(reasons_card(instrument, result))
        for card in _missing_cards(instrument, result, ask):
            right.addWidget(card)
        right.addWidget(judging)
        left.addStretch(1)
        right.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.width() >= theme().px(TWO_COLUMNS_FROM)
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom,
        )


def _missing_cards(instrument: Instrument, result: Result, ask: Callable[[str], object]) -> Iterator[Card]:
    if result.waiting:
        hint = _("Tanyakan pada percakapan kedua, berdua saja.")
        yield missing_card(instrument, result.waiting, _("Menunggu percakapan berdua saja"), hint, None)
    open_ = [name for name in (*result.unknown, *result.unanswered) if name not in result.waiting]
    if open_:
        lacking = _("Terlalu banyak yang belum diketahui; lengkapi lalu skrining ulang.")
        hint = lacking if result.is_data_lacking else _("Lengkapi bila sudah diketahui.")
        yield missing_card(instrument, open_, _("Belum diketahui"), hint, ask)


def saved_banner(session: Session, screening: str, about: About) -> Banner:
    """The screening is on disk; what comes next."""
    known = {"screening": screening, "departure": about.departure, "person": about.person}
    actions: list[QPushButton] = []
    for kind in referring_to(SCREENING):
        typed = {field.name: known[field.refers] for field in kind.fields if known.get(field.refers)}
        begin = partial(session.go, kind.begun_by, kind=kind.name, record=None, listed=LIST_OF[kind.name], typed=typed)
        words = _("Buat {kind}").format(kind=_(kind.title).lower())
        actions.append(button(words, begin, look="" if actions else "primary", icon_name=kind.icon))
    actions.append(button(_("Kembali"), session.back, icon_name="arrow-left"))
    return _with_doors(Banner("ok", _("Skrining tersimpan."), _("Lanjutkan dengan yang perlu dilakukan.")), actions)


def undone_banner(session: Session, screening: str) -> Banner:
    """The screening was taken back; nothing follows from it, and where it can be had again."""
    sheet = button(_("Buka lembarnya"), partial(go_to_sheet, session, screening), icon_name="file-text")
    back = button(_("Kembali"), session.back, icon_name="arrow-left")
    words = _("Isinya masih tersimpan; “Pulihkan” pada lembarnya mengembalikannya.")
    return _with_doors(Banner("info", _("Skrining ini diurungkan."), words), [sheet, back])


def _with_doors(banner: Banner, doors: Sequence[QPushButton]) -> Banner:
    """Buttons below the words, in as many lines as they need."""
    banner.body.addLayout(Flow(doors))
    banner.buttons = tuple(doors)
    return banner


def go_to_sheet(session: Session, screening: str) -> None:
    """Show a screening as a record."""
    session.go("record", kind=SCREENING.name, record=screening, listed=LIST_OF[SCREENING.name])
