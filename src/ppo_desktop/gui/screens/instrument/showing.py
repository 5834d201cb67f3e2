"""The instrument as it stands: questions with what they count, and what is done about each result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.widgets import Badge, Banner, Card, button, column, label, row, rule
from ppo_desktop.gui.screens.interview.outcome import LEVELS, TONES, WHO, within
from ppo_desktop.operations.published.publishing import Trial
from ppo_desktop.records.instrument import NO_DIMENSION, Band, Instrument, Question, Section

MOST_CHANGED = 12
"""Past screenings that are named after a trial."""
_TIERS = {"S": N_("tanda kuat"), "M": N_("tanda sedang"), "W": N_("tanda lemah")}


class Doors(Struct, frozen=True):
    """Where the editors of a copy are."""

    question: Callable[[str], object]
    band: Callable[[str], object]
    add: Callable[[str], object]


def about_card(instrument: Instrument, sentence: str) -> Card:
    """Which version it is, since when, and what it is not."""
    card = Card(instrument.title, spacing=tokens.TIGHT)
    card.body.addWidget(label(sentence, "strong"))
    card.body.addWidget(label(instrument.status, "soft"))
    for line in instrument.principles:
        card.body.addWidget(label(f"•  {line}", "soft"))
    return card


def bands_card(instrument: Instrument, doors: Doors | None, made: dict[str, QPushButton]) -> Card:
    """The results, from what they follow, and who does what by when. ``made`` gets the buttons that change one."""
    card = Card(_("Hasil dan tindakannya"), spacing=tokens.GAP + 2)
    for place, band in enumerate(instrument.bands):
        if place:
            card.body.addWidget(rule())
        head = row(Badge(band.words, TONES.get(band.code, "neutral")), None)
        if doors:
            made[band.code] = button(
                _("Ubah"), partial(doors.band, band.code), look="link", spoken=_("Ubah {what}").format(what=band.words)
            )
            head.addWidget(made[band.code])
        card.body.addLayout(head)
        card.body.addWidget(label(_conditions(band), "soft"))
        for action in band.actions:
            who = _(WHO[LEVELS[action.who]]) if action.who in LEVELS else action.who
            words = _("{who}: {what} ({when})").format(who=who, what=action.words.rstrip("."), when=within(action))
            card.body.addWidget(label(f"•  {words}"))
    return card


def _conditions(band: Band) -> str:
    conditions = (
        (band.any_flag, _("ada tanda wajib rujuk")),
        (
            band.certain_from is not None,
            _("{count} poin atau lebih dari jawaban pasti").format(count=band.certain_from),
        ),
        (band.any_dimension, _("beberapa tanda bersama-sama")),
        (band.total_from is not None, _("{count} poin seluruhnya").format(count=band.total_from)),
        (band.data_lacking, _("terlalu banyak yang belum diketahui")),
    )
    found = [words for holds, words in conditions if holds]
    return _("Bila {conditions}.").format(conditions=_(", atau ").join(found)) if found else _("Selain itu.")


def section_card(
    instrument: Instrument,
    section: Section,
    off: Sequence[Mapping[str, object]],
    doors: Doors | None,
    made: dict[str, QPushButton],
) -> Card:
    """The questions of a section; ``off``: those that were switched off in a copy."""
    card = Card(f"{section.id}. {section.title}", spacing=tokens.GAP + 2)
    rows: dict[str, QWidget] = {q.id: _question(instrument, q) for q in instrument.of_section(section.id)}
    rows |= {str(question["id"]): _switched_off(question) for question in off}
    for place, (name, shown) in enumerate(rows.items()):
        if place:
            card.body.addWidget(rule())
        number = label(name, "muted", wraps=False)
        line = row(number, shown, spacing=12)
        line.setStretch(1, 1)
        line.setAlignment(number, Qt.AlignmentFlag.AlignTop)
        if doors:
            spoken = _("Ubah {what}").format(what=name)
            made[name] = button(_("Ubah"), partial(doors.question, name), look="link", spoken=spoken)
            line.addWidget(made[name], alignment=Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(line)
    if doors:
        spoken = _("Tambah pertanyaan pada {section}").format(section=section.title)
        adding = button(
            _("Tambah pertanyaan"), partial(doors.add, section.id), look="quiet", icon_name="plus", spoken=spoken
        )
        made[section.id] = adding
        card.body.addWidget(adding, alignment=Qt.AlignmentFlag.AlignLeft)
    return card


def _question(instrument: Instrument, question: Question) -> QWidget:
    shown = QWidget()
    words = {dimension.code: dimension.words for dimension in instrument.dimensions}
    said = [_("{points} poin").format(points=question.points)]
    said += [_(_TIERS[question.tier])] if question.tier in _TIERS else []
    said += [words[question.dimension].lower()] if question.dimension != NO_DIMENSION else []
    said += [_("dijawab dari catatan")] if question.automatic else []
    said += [_("hanya ditanyakan berdua")] if question.waits else []
    counts = label(" · ".join(said), "muted")
    below = row(Badge(_("Tanda wajib rujuk"), "bad"), counts) if question.may_flag else row(counts)
    below.setStretchFactor(counts, 1)
    shown.setLayout(column(label(question.text, "strong"), label(question.why, "soft"), below, spacing=3))
    return shown


def _switched_off(question: Mapping[str, object]) -> QWidget:
    shown = QWidget()
    badge = row(Badge(_("Tidak ditanyakan"), "neutral"), None)
    shown.setLayout(column(label(str(question["text"]), "soft"), badge, spacing=3))
    return shown


def objections_banner(sentences: Sequence[str]) -> Banner:
    """What stands in the way of publishing."""
    return Banner("bad", _("Perlu diperbaiki sebelum terbit."), "\n".join(sentences))


def trial_card(trial: Trial, instrument: Instrument) -> Card:
    """What the copy would have said about the screenings that are here."""
    card = Card(_("Dicoba pada skrining yang sudah ada"), spacing=tokens.TIGHT)
    if not trial.count:
        words = _("Belum ada skrining di kantor ini, jadi belum ada yang dapat dibandingkan.")
    elif not trial.changed:
        words = _("Dengan versi ini tidak satu pun dari {count} skrining berubah hasilnya.").format(count=trial.count)
    else:
        words = _("Dengan versi ini {changed} dari {count} skrining berubah hasilnya.").format(
            changed=len(trial.changed), count=trial.count
        )
    card.body.addWidget(label(words, "strong"))
    for one in trial.changed[:MOST_CHANGED]:
        line = _("{title}: {before} → {after}").format(
            title=one.title,
            before=instrument.band(one.before).words if one.before else "–",
            after=instrument.band(one.after).words,
        )
        card.body.addWidget(label(f"•  {line}", "soft"))
    if len(trial.changed) > MOST_CHANGED:
        more = _("dan {count} lagi").format(count=len(trial.changed) - MOST_CHANGED)
        card.body.addWidget(label(more, "muted"))
    card.body.addWidget(label(_("Skrining lama tetap memakai versi dan hasilnya sendiri."), "muted"))
    return card
