"""Lembar bicara: one page with what to say to an audience, what people ask, whom to call and what to hand out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from ppo_desktop.core.paths import resource
from ppo_desktop.core.text import _, inside
from ppo_desktop.records.codes import code_list
from ppo_desktop.reports.document import Column, Document, Facts, Heading, Numbered, Paragraph, Spacer, Table
from ppo_desktop.reports.office import TRAINING_MARK, Office

EVERYBODY = "UMUM"
"""The audience whose talk serves where nobody wrote for whom an event is."""
MOST_NUMBERS = 4


class Talk(Struct, frozen=True):
    """One file of ``resources/talks``."""

    checked_on: str
    """ISO day on which its sentences were last compared with the rules."""
    title: str
    audiences: tuple[str, ...]
    """Codes of ``audiences``."""
    services: tuple[str, ...]
    """Codes of ``contact-services``: whom to name."""
    hand_out: tuple[str, ...]
    """Codes of ``materials``."""
    opening: str
    say: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]
    """Question and answer."""


class Number(Struct, frozen=True):
    """Whom to call."""

    name: str
    number: str
    """As people dial it."""
    checked: str
    """``dicek 21-11-2026``, or that it is to be made sure of first."""


class TalkFacts(Struct, frozen=True):
    """What a page says besides its talk."""

    office: Office
    talk: Talk
    about: tuple[tuple[str, str], ...]
    """Label and value: the event."""
    numbers: tuple[Number, ...]
    hand_out: tuple[str, ...]
    """Words: what the event has with it; empty: what the talk recommends."""
    is_training: bool = False


@cache
def talks() -> tuple[Talk, ...]:
    """All talks, by the names of their files."""
    return tuple(_talk(tomllib.loads(file.read_text("utf-8"))) for file in sorted(resource("talks").glob("*.toml")))


def _talk(read: dict[str, object]) -> Talk:
    asked = [(str(one["question"]), str(one["answer"])) for one in _lines(read["asked"])]
    lists = {name: tuple(map(str, _lines(read[name]))) for name in ("audiences", "services", "hand_out", "say")}
    words = {name: str(read[name]) for name in ("checked_on", "title", "opening")}
    return Talk(**words, **lists, asked=tuple(asked))  # type: ignore[arg-type]  # each name holds what it declares


def _lines(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def talks_for(audiences: Iterable[str]) -> tuple[Talk, ...]:
    """The talks for these audiences, one page each, in their order; the one for everybody where there is none."""
    wanted = [talk for code in audiences for talk in talks() if code in talk.audiences]
    found = tuple(dict.fromkeys(wanted))
    return found or tuple(talk for talk in talks() if EVERYBODY in talk.audiences)


def talk_sheet(facts: TalkFacts) -> Document:
    """The page."""
    talk = facts.talk
    given = facts.hand_out or tuple(code_list("materials").label(code) for code in talk.hand_out)
    confided = _(
        "Bila ada yang bercerita: dengarkan di tempat tersendiri, jangan berjanji, jangan sebut namanya di depan "
        "orang, dan catat sebagai laporan rahasia pada hari itu juga."
    )
    numbers = tuple((one.number, one.name, one.checked) for one in facts.numbers[:MOST_NUMBERS])
    return Document(
        title=_("Lembar Bicara: {audience}").format(audience=talk.title),
        letterhead=None,
        number="",
        blocks=(
            Facts(facts.about),
            Spacer(0.5),
            Paragraph(talk.opening, is_bold=True),
            Heading(_("Yang disampaikan")),
            Numbered(talk.say),
            Heading(_("Yang sering ditanyakan")),
            Table((Column(_("Pertanyaan"), 2.4), Column(_("Jawaban"), 3)), talk.asked, size=9.5),
            Heading(_("Nomor yang disebut dan dibagikan")),
            Table((Column(_("Nomor"), 2.1), Column(_("Siapa"), 3.6), Column(_("Keterangan"), 1.5)), numbers, size=9.5)
            if numbers
            else Paragraph(_("Belum ada nomor. Isi dahulu buku kontak kantor ini.")),
            Spacer(0.5),
            Facts(((_("Yang dibagikan"), ", ".join((*given[:1], *map(inside, given[1:])))),)),
            Spacer(0.5),
            Paragraph(confided, is_boxed=True),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Lembar bicara untuk {audience}, {office} ({code})").format(
            audience=talk.title, office=facts.office.full_name, code=facts.office.code
        ),
    )
