"""Kartu saku: what somebody takes along who departs, folded into the passport. Few, plain and large words.

It says of its bearer no more than the name, and nothing that could bring harm where a stranger reads it: no danger
word, no number of a register, no result.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.text import _
from ppo_desktop.reports.document import (
    Blank,
    Block,
    Boxes,
    Document,
    FoldedCard,
    Heading,
    Numbered,
    Paragraph,
    Spacer,
)
from ppo_desktop.reports.office import TRAINING_NOTICE, Office, unbroken
from ppo_desktop.reports.sentences import sentences

MOST_NUMBERS = 7
"""On the panel of emergency numbers; more could not be read at a glance."""
LONGEST_NAME = 45
"""Characters of whom to call."""


class CardWords(Struct, frozen=True):
    """``resources/pocket/card.toml``: the sentences, which an office may adapt."""

    checked_on: str
    rights_title: str
    rights: tuple[str, ...]
    keep_title: str
    keep: tuple[str, ...]
    keep_home: str
    help_title: str
    help: tuple[str, ...]


class Number(Struct, frozen=True):
    """Whom to call."""

    name: str
    number: str
    """As it is dialled there."""
    checked: str
    """``22-11-2026``; ``""``: nobody tried it yet."""


class CardFacts(Struct, frozen=True):
    """What a card says besides its words."""

    office: Office
    name: str
    destination: str
    """``Malaysia, Sarawak``; ``""`` where it is not known."""
    abroad: tuple[Number, ...]
    """Numbers of the country, the Indonesian mission among them."""
    ours: tuple[Number, ...]
    """The office itself; none: a line for the pen."""
    home: tuple[Number, ...]
    """Services of this country that can be reached from there."""
    has_mission: bool
    """Whether an embassy or consulate is among the numbers; else a line for the pen is."""
    keeper: str
    """Who waits for news: ``Abdul Rahman (ayah)``."""
    keeper_phone: str
    agreed: str
    """``Setiap minggu, telepon``."""
    next_on: str
    """``13 Desember 2026``."""
    is_training: bool = False


def pocket_card(facts: CardFacts) -> Document:
    """Four panels on one page: to be cut out along the edge and folded twice."""
    words = sentences(CardWords, "pocket", "card.toml")
    how = _("Gunting pada garis luar, lalu lipat dua kali pada garis putus-putus. Simpan di dalam paspor.")
    notice: list[Block] = [Paragraph(_(TRAINING_NOTICE), is_boxed=True)] if facts.is_training else []
    return Document(
        title=_("Kartu saku"),
        letterhead=None,
        number="",
        blocks=(
            *notice,
            Paragraph(how),
            Spacer(0.4),
            FoldedCard((_cover(facts), _numbers(facts, words), _rights(words), _keeping(words))),
        ),
    )


def _cover(facts: CardFacts) -> tuple[Block, ...]:
    """Whose it is, and how news was agreed on."""
    blocks: list[Block] = [Heading(_("Kartu saku saya")), Paragraph(facts.name, is_bold=True)]
    blocks += [Paragraph(_("Ke: {place}").format(place=facts.destination))] if facts.destination else []
    blocks.append(Heading(_("Kabar ke rumah")))
    if facts.agreed:
        blocks.append(Paragraph(facts.agreed, is_bold=True))
    if facts.keeper or facts.keeper_phone:
        blocks += [Paragraph(facts.keeper)] if facts.keeper else []
        blocks += [Paragraph(facts.keeper_phone, is_bold=True)] if facts.keeper_phone else [Blank(_("Nomor"))]
    else:
        blocks += [Blank(_("Nama")), Blank(_("Nomor"))]
    if facts.next_on:
        blocks.append(Paragraph(_("Kabar berikutnya: {day}").format(day=facts.next_on)))
    blocks.append(Heading(_("Nomor yang saya hafal")))
    return (*blocks, Blank(""))


def _numbers(facts: CardFacts, words: CardWords) -> tuple[Block, ...]:
    wanted = (*facts.abroad, *facts.ours, *facts.home)[:MOST_NUMBERS]
    numbers = [replace(one, name=_short(one.name)) for one in wanted]
    blocks: list[Block] = [Heading(words.help_title), Numbered(words.help)]
    if numbers:
        lines = (_("{name}: {number}").format(name=one.name, number=unbroken(one.number)) for one in numbers)
        blocks += [Spacer(0.3), Paragraph("\n".join(lines), is_bold=True), Paragraph(_checked(numbers))]
    blocks += [] if facts.has_mission else [Blank(_("KBRI atau KJRI"))]
    blocks += [] if facts.ours else [Blank(facts.office.full_name)]
    return tuple(blocks)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _checked(numbers: Sequence[Number]) -> str:
    """``Nomor dicek 22-11-2026: Polisi, Ambulans. Belum dicek: KJRI Kuching.``"""
    days: dict[str, list[str]] = {}
    for one in numbers:
        days.setdefault(one.checked, []).append(one.name)
    told = [
        (_("Dicek {day}: {names}.") if day else _("Belum dicek: {names}.")).format(day=day, names=", ".join(names))
        for day, names in days.items()
    ]
    return " ".join(told)


def _rights(words: CardWords) -> tuple[Block, ...]:
    return Heading(words.rights_title), Numbered(words.rights)


def _keeping(words: CardWords) -> tuple[Block, ...]:
    return Heading(words.keep_title), Boxes("", words.keep), Paragraph(words.keep_home)
