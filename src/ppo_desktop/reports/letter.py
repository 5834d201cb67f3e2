"""A letter: a template with its words filled in. What is not known is left to the pen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.dates import is_date
from ppo_desktop.reports.document import (
    Beside,
    Blank,
    Block,
    Column,
    CutLine,
    Document,
    Facts,
    Heading,
    Numbered,
    PageBreak,
    Paragraph,
    Signature,
    Signatures,
    Spacer,
    Table,
)
from ppo_desktop.reports.letter_template import WORD, Place, Template, words_in
from ppo_desktop.reports.letter_template import words as known_words
from ppo_desktop.reports.office import DRAFT_MARK, TRAINING_MARK, Office, training_letterhead, unbroken
from ppo_desktop.reports.words import date_in_words

PEN, LONG_PEN = "." * 30, "." * 75
"""Where nothing is known: in running text, and behind a label."""
VOID_MARK = N_("BATAL")
_LEVEL = "\u00a0"
"""Above a signature without a date: the names stand in one line with the dated one's."""
_CROWD = 2
"""Places for signatures; more of them are lower, so that they stay on one page."""
_PEN_ROW = 9.0
"""Millimetres of a row of a table that the pen fills in."""
_FACT = re.compile(r"(?P<label>[^:|]{1,60}?)(?P<may_lack>\?)? : (?P<text>.*)")
_ITEM = re.compile(r"\d{1,2}\.(?P<may_lack>\?)? (?P<text>.*)")
_SIGNATURES = re.compile(r"\[tanda tangan(?:: *(?P<marks>[\w, ]+))?\]", re.IGNORECASE)


class Signer(Struct, frozen=True):
    """Who signs for the office, as printed."""

    titles: tuple[str, ...]
    """``("a.n. Kepala Desa Sempalai", "Sekretaris Desa,")``."""
    name: str = ""
    rank: str = ""
    number_line: str = ""


class LetterFacts(Struct, frozen=True, dict=True):
    """Everything a letter says."""

    office: Office
    template: Template
    filled: Mapping[str, str]
    """Word → what stands in its place; several lines where the template counts them."""
    signer: Signer
    day: date | None = None
    """``None``: the pen writes the date."""
    number: str | None = None
    """``None``: dots for the pen."""
    is_draft: bool = False
    is_void: bool = False
    is_training: bool = False

    @cached_property
    def words(self) -> Mapping[str, str]:
        """``filled`` with what the program always knows."""
        known = {**office_words(self.office, self.day, self.number), **dict(map(_shown, self.filled.items()))}
        return {name: text for name, text in known.items() if text.strip()}


def _shown(filled: tuple[str, str]) -> tuple[str, str]:
    """A word as it is printed: days are written out."""
    name, text = filled
    is_day = name in known_words() and known_words()[name].shape == "date" and is_date(text)
    return name, unbroken(long_date(date.fromisoformat(text))) if is_day else text


def office_words(office: Office, day: date | None, number: str | None) -> dict[str, str]:
    """The words of ``letter_template.OFFICE_WORDS``; what is not known is empty."""
    district = _("Kecamatan {name}").format(name=office.district) if office.district else ""
    is_village = office.code.count(".") == 3
    return {
        "kantor": office.full_name,
        "kantor_lengkap": office.long_name,
        "kecamatan": office.district if is_village else "",
        "kecamatan_kabupaten": ", ".join(part for part in (district, office.regency) if part) or office.full_name,
        "kode_wilayah": office.code,
        "kode_kecamatan": office.code[:8],
        "kepala_nama": office.head.name,
        "kepala_jabatan": office.head_title,
        "alamat_kantor": office.letterhead.address,
        "nomor": number or "",
        "tanggal": long_date(day) if day else "",
        "tanggal_terbilang": date_in_words(day) if day else "",
    }


def letter(facts: LetterFacts) -> Document:
    """The letter as pages will show it; any values and any template give one."""
    template, words = facts.template, facts.words
    inside = {place.mark for place in template.places if place.mark}
    body = tuple(_blocks(facts))
    holds_all = any((found := _SIGNATURES.fullmatch(line.strip())) and not found["marks"] for line in _lines(template))
    places = () if holds_all else tuple(_signed(facts, one) for one in template.places if one.mark not in inside)
    is_letter = bool(template.subject)
    place_date = f"{facts.office.seat}, {_day(facts)}"
    mark = _(VOID_MARK) if facts.is_void else _(DRAFT_MARK) if facts.is_draft else ""
    return Document(
        title=_text(template.title, words),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number=(facts.number or None) if template.is_numbered else "",
        attachment_note=_text(template.attachment, words) if template.attachment else "",
        nature=_text(template.nature, words) if template.nature else "",
        subject=_text(template.subject, words) if is_letter else "",
        addressee=tuple(_text(line, words) for line in template.addressee) if is_letter else (),
        date_line=place_date if is_letter else "",
        blocks=(*body, Spacer(0.7)),
        signatures=places,
        carbon_copies=tuple(_text(line, words) for line in template.carbon_copies if not _is_empty(line, words)),
        copies=tuple(_text(line, words) for line in template.copies),
        watermark=mark or (_(TRAINING_MARK) if facts.is_training else ""),
    )


def blanks(facts: LetterFacts) -> tuple[str, ...]:
    """The words of the template that nothing is known for: dots are printed."""
    return tuple(name for name in facts.template.words if name not in facts.words and name not in _may_lack(facts))


def _may_lack(facts: LetterFacts) -> set[str]:
    lines = [line for line in _lines(facts.template) if (m := _FACT.fullmatch(line) or _ITEM.fullmatch(line))]
    optional = [line for line in lines if (m := _FACT.fullmatch(line) or _ITEM.fullmatch(line)) and m["may_lack"]]
    return {name for line in optional for name in words_in(line)} | {"nomor"}


def _lines(template: Template) -> list[str]:
    return [line.rstrip() for line in template.body.splitlines()]


def _day(facts: LetterFacts) -> str:
    return unbroken(long_date(facts.day)) if facts.day else PEN


def _text(text: str, words: Mapping[str, str]) -> str:
    """``text`` with each word looked up, once: what stands in a value is never looked up again."""
    return WORD.sub(lambda found: words.get(found[1].strip().casefold(), PEN), text)


def _is_unknown(text: str, words: Mapping[str, str]) -> bool:
    return not any(name in words for name in words_in(text))


def _is_empty(text: str, words: Mapping[str, str]) -> bool:
    """Whether nothing is known for any of the words of a line that has some."""
    return bool(words_in(text)) and _is_unknown(text, words)


def _many(text: str, words: Mapping[str, str]) -> list[str]:
    """The lines a template line stands for: where it is one word, as many as the word's value has."""
    said = _text(text, words)
    return [line.strip() for line in said.splitlines() if line.strip()] if WORD.fullmatch(text.strip()) else [said]


def _blocks(facts: LetterFacts) -> Iterator[Block]:
    """The body; what is cut off below a line of scissors has its signature beside it, and stays on one page."""
    made = list(_in_order(facts))
    cut = next((place for place, block in enumerate(made) if isinstance(block, CutLine)), len(made))
    yield from made[: cut + 1]
    slip = made[cut + 1 :]
    signatures = tuple(block for block in slip if isinstance(block, Signatures))
    left = tuple(part for block in slip if block not in signatures for part in _for_pen(block))
    yield from [Beside(left, signatures)] if signatures else slip


def _for_pen(block: Block) -> Iterator[Block]:
    """Dots to the end of the line for every fact of a slip that is not known yet."""
    if not isinstance(block, Facts):
        yield block
        return
    known = tuple(row for row in block.rows if row[1] != LONG_PEN)
    yield from [Facts(known)] if known else []
    yield from (Blank(label) for label, text in block.rows if text == LONG_PEN)


def _in_order(facts: LetterFacts) -> Iterator[Block]:
    """Lines of one sort that follow each other belong together; a sentence goes with the list it introduces."""
    group, sort = list[str](), ""
    waiting: Block | None = None
    for line in [*_lines(facts.template), ""]:
        now = _sort_of(line)
        if group and (now != sort or now in _ALONE):
            made = list(_group(sort, group, facts))
            if waiting is not None and (made or sort != "items"):
                yield waiting
            waiting = made[0] if sort == "text" and group[-1].endswith(":") else None
            if waiting is None:
                yield from made
                yield from [Spacer(0.35)] if made and sort != "cut" else []
            group = []
        if line:
            group.append(line)
            sort = now
    if waiting is not None:
        yield waiting


_ALONE = frozenset({"heading", "box", "cut", "page", "signatures"})


def _sort_of(line: str) -> str:
    stripped = line.strip()
    if not stripped:
        return ""
    for beginning, sort in (("# ", "heading"), ("! ", "box"), ("---", "cut"), ("===", "page"), ("|", "table")):
        if stripped.startswith(beginning):
            return sort
    if _SIGNATURES.fullmatch(stripped):
        return "signatures"
    if _ITEM.fullmatch(stripped):
        return "items"
    return "facts" if _FACT.fullmatch(stripped) else "text"


def _group(sort: str, lines: list[str], facts: LetterFacts) -> Iterator[Block]:
    words = facts.words
    if sort == "heading":
        yield Heading(_text(lines[0].strip()[2:], words))
    elif sort == "box":
        yield Paragraph(_text(lines[0].strip()[2:], words), is_boxed=True)
    elif sort == "cut":
        yield CutLine(_text(lines[0].strip(" -"), words))
    elif sort == "page":
        yield PageBreak()
    elif sort == "signatures":
        yield from _inside(lines[0].strip(), facts)
    elif sort == "items":
        items = tuple(_items(lines, words))
        yield from [Numbered(items)] if items else []
        yield from [_room(facts)] if any(_is_pens_list(line, words) for line in lines) else []
    elif sort == "facts":
        rows = tuple(_facts(lines, words))
        is_pens = len(facts.template.places) <= _CROWD and all(text == LONG_PEN for _label, text in rows)
        if is_pens:  # and not one here and there: the colons of what is known stand elsewhere
            yield from (Blank(label) for label, _text in rows)
        elif rows:
            yield Facts(rows)
    elif sort == "table":
        yield from _table(lines, facts)
    elif len(lines) == 1 and _is_long_pen(lines[0], words):
        yield _room(facts)
    else:
        text = "\n".join(_text(line.strip(), words) for line in lines)
        yield Paragraph(text, is_indented=lines[0].startswith("    "))


def _room(facts: LetterFacts) -> Blank:
    return Blank("", lines=facts.template.pen_lines)


def _is_long_pen(text: str, words: Mapping[str, str]) -> bool:
    """Whether it is nothing but a word that may have lines, and nothing is known for it."""
    names = words_in(text) if WORD.fullmatch(text.strip()) else []
    return any(name in known_words() and known_words()[name].shape == "long" for name in names) and _is_unknown(
        text, words
    )


def _is_pens_list(line: str, words: Mapping[str, str]) -> bool:
    found = _ITEM.fullmatch(line.strip())
    return bool(found and not found["may_lack"] and _is_long_pen(found["text"], words))


def _facts(lines: list[str], words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        found = _FACT.fullmatch(line.strip())
        assert found, "only such lines are in the group"
        if not (found["may_lack"] and _is_empty(found["text"], words)):
            text = found["text"]
            is_pens = WORD.search(text) and not WORD.sub("", text).strip(", ") and _is_unknown(text, words)
            yield _text(found["label"].strip(), words), LONG_PEN if is_pens else _text(text, words)


def _items(lines: list[str], words: Mapping[str, str]) -> Iterator[str]:
    for line in lines:
        found = _ITEM.fullmatch(line.strip())
        assert found, "only such lines are in the group"
        may_lack = found["may_lack"] and _is_empty(found["text"], words)
        if not may_lack and not _is_long_pen(found["text"], words):
            yield from _many(found["text"], words)


def _table(lines: list[str], facts: LetterFacts) -> Iterator[Block]:
    words = facts.words

    def cells(line: str) -> list[str]:
        return [cell.strip() for cell in line.strip().strip("|").split("|")]

    titles = [_text(title, words) for title in cells(lines[0])]
    told = [line.strip().strip("|").strip() for line in lines[1:]]
    is_pens = any(_is_long_pen(line, words) for line in told)
    rows = [cells(said) for line in told if not _is_long_pen(line, words) for said in _many(line, words)]
    rows += [[]] * (facts.template.pen_lines - len(rows) if is_pens else 0)
    numbered = tuple((str(place), *_fitted(row, len(titles))) for place, row in enumerate(rows, start=1))
    if not numbered:
        return
    columns = (Column(_("No."), 0.5, "right"), Column(titles[0], 3.0), *(Column(title, 1.5) for title in titles[1:]))
    yield Table(columns, numbered, row_height=_PEN_ROW if is_pens else 0.0)


def _fitted(row: list[str], width: int) -> tuple[str, ...]:
    """As many cells as there are columns; what is too much stands in the last."""
    cells = [*row, *[""] * width]
    return (*cells[: width - 1], " ".join(cells[width - 1 :]).strip())


def _inside(line: str, facts: LetterFacts) -> Iterator[Block]:
    found = _SIGNATURES.fullmatch(line)
    assert found, "only such lines are in the group"
    marks = [mark.strip() for mark in (found["marks"] or "").split(",")]
    places = tuple(_signed(facts, place) for place in facts.template.places if place.mark in marks)
    yield from [Signatures(places)] if places else []


def _title(line: str, words: Mapping[str, str]) -> str:
    """Whoever signs; without what is not known, for dots among titles would be taken for the place to sign."""
    known = WORD.sub(lambda found: words.get(found[1].strip().casefold(), ""), line)
    return " ".join(known.split()).replace(" ,", ",")


def _signed(facts: LetterFacts, place: Place) -> Signature:
    """A place; ``Mengetahui,`` stands level with the date of the one beside it."""
    words = facts.words
    above = tuple(_text(line, words) for line in place.above)
    is_dated = place.is_dated and not facts.template.subject  # a letter has its date above
    dated = f"{facts.office.seat}, {_day(facts)}" if is_dated else ""
    lines = 4 if len(facts.template.places) <= _CROWD else 3
    first, *rest = (dated, *above) if dated else above or (_LEVEL,)
    if place.by_office:
        signer = facts.signer
        titles = (*rest, *signer.titles)
        return Signature(first, titles, signer.name, signer.number_line, lines, rank=signer.rank)
    titles = tuple(filter(None, (_title(line, words) for line in place.titles)))
    name = "" if _is_empty(place.name, words) else _text(place.name, words)
    number = "" if _is_empty(place.number, words) else _text(place.number, words)
    return Signature(first, (*rest, *titles), name, number, lines, needs_duty_stamp=place.is_stamped)
