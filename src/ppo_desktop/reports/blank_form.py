"""Formulir kosong: the form of a record kind on paper, for RT, RW and visits, made from its declaration alone.

What a choice of few codes is on screen is a row of boxes here; a long list offers its frequent codes and a line for the
pen. Numbers and dates have a box for each digit, so that they can be typed in later without a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.hints import When
from ppo_desktop.records.instrument import Instrument
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.reports.document import (
    Blank,
    Block,
    Boxes,
    Column,
    Document,
    Heading,
    Paragraph,
    Spacer,
    Table,
)
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead

SEVERAL = N_("Boleh lebih dari satu")
MOST_BOXES = 26
"""A list of more codes offers its frequent ones, and a line for all others."""
_ANSWERS = "agreement"
"""The codes that answer a statement: it is read before them."""
DAY, MONTH, HOUR = (2, 2, 4), (2, 4), (2, 2)
ALWAYS_REQUIRED, LATER_REQUIRED, RESTRICTED, ALONE = "*", "(*)", "[T]", "[S]"
_AMOUNT_ROW = 6.5
"""Millimetres."""


class FormFacts(Struct, frozen=True):
    """What a form says besides its fields."""

    office: Office
    version: str
    """Of the program whose declaration it shows: a later one may ask for other things."""
    instrument: Instrument | None = None
    """Whose questions follow, for the talk of a screening."""
    is_training: bool = False


def form_fields(kind: RecordKind) -> list[Field]:
    """The fields a person fills in, in order."""
    return [field for field in kind.fields if field.group and not field.derived and not field.envelope]


def blank_form(kind: RecordKind, facts: FormFacts) -> Document:
    """Every field of ``kind`` as a place for the pen, under the headings of its form."""
    blocks: list[Block] = [Paragraph(_how_to(kind, facts)), *_who_filled_it_in(kind)]
    for place, (group, of_group) in enumerate(groupby(form_fields(kind), key=lambda field: field.group)):
        blocks += _section(kind, group, list(of_group))
        if place == 0 and facts.instrument:
            blocks += _questions(facts.instrument)
    kop = replace(facts.office.letterhead, address="")
    return Document(
        title=_("Formulir {kind}").format(kind=_(kind.title)),
        letterhead=training_letterhead(kop, facts.is_training),
        number="",
        blocks=tuple(blocks),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Formulir {kind}, versi {version}. {office} ({code}).").format(
            kind=_(kind.title), version=_version(facts), office=facts.office.full_name, code=facts.office.code
        )
        + _whose(kind),
    )


def _whose(kind: RecordKind) -> str:
    """On each page, so that loose sheets find each other again."""
    return "" if kind.is_nameless else _(" Nama atau nomor: {dots}").format(dots="." * 36)


def _version(facts: FormFacts) -> str:
    if facts.instrument is None:
        return facts.version
    return _("{version}, instrumen {instrument}").format(version=facts.version, instrument=facts.instrument.version)


def _how_to(kind: RecordKind, facts: FormFacts) -> str:
    fields = form_fields(kind)
    told = [_("Tulis dengan huruf cetak. Beri tanda silang pada kotak yang dipilih. Kosongkan yang tidak diketahui.")]
    if not kind.is_nameless or any(_cells(field) == DAY for field in fields):
        told.append(_("Tanggal: tanggal, bulan, tahun; contoh 05 11 2026."))
    if any(field.refers and _says_its_book(field) for field in fields):
        told.append(_("Nama dari buku lain: seperti di buku itu."))
    if any(field.always_required for field in fields):
        told.append(_("{mark} wajib diisi.").format(mark=ALWAYS_REQUIRED))
    if any(field.required_at and not field.always_required for field in fields):
        told.append(_("{mark} boleh menyusul.").format(mark=LATER_REQUIRED))
    if any(field.restricted for field in fields) or facts.instrument:
        told.append(
            _("{mark} isian terbatas: jangan diperlihatkan kepada orang lain; simpan formulir ini terkunci.").format(
                mark=RESTRICTED
            )
        )
    if facts.instrument:
        told.append(_("{mark} tanyakan hanya bila sendirian, tanpa orang lain yang mendengar.").format(mark=ALONE))
    return " ".join(told)


def _who_filled_it_in(kind: RecordKind) -> list[Block]:
    """Who asked, and what whoever types it in writes down, so that no sheet is typed in twice."""
    typed_in = Blank(_("Masuk komputer: tanggal, nama"))
    if kind.is_nameless:
        return [typed_in]
    return [Blank(_("Diisi oleh (nama, tanda tangan)")), Blank(_("Tanggal diisi"), cells=DAY), typed_in]


def _section(kind: RecordKind, group: str, fields: Sequence[Field]) -> Iterator[Block]:
    """The fields of a group; what all of them depend on is said once, in the heading."""
    shared = [when for when in fields[0].when if all(when in field.when for field in fields)]
    words = ". ".join(condition(kind, when) for when in shared)
    is_said_below = len(fields) == 1 and not words and _(fields[0].label) == _(group)
    yield Spacer(0.5) if is_said_below else Heading(f"{_(group)}. {words}" if words else _(group))
    for field in fields:
        yield from _places(kind, field, [when for when in field.when if when not in shared])


def condition(kind: RecordKind, when: When) -> str:
    """When a field is to be filled in: ``Diisi bila “Keadaan sekarang”: Pulang atau Purna``."""
    field = kind.field(when.field)
    label = _(field.label)
    if not when.values:
        return _("Diisi bila “{label}” terisi").format(label=label)
    if when.values == (None,):
        return _("Diisi bila “{label}” kosong").format(label=label)
    words = [_value(field, value) for value in when.values]
    return _("Diisi bila “{label}”: {values}").format(label=label, values=_one_of(words))


def _one_of(words: Sequence[str]) -> str:
    """``a``, ``a atau b``, ``a, b, atau c``."""
    if len(words) < 3:
        return _(" atau ").join(words)
    return _("{firsts}, atau {last}").format(firsts=", ".join(words[:-1]), last=words[-1])


def _value(field: Field, value: str | bool | None) -> str:
    if value is None:
        return _("kosong")
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    return code_list(field.choices).label(value) if field.choices else value


def marked(field: Field) -> str:
    """Its label with unit and marks: ``Biaya yang diminta (rupiah) [T]``."""
    label = _("{label} ({unit})").format(label=_(field.label), unit=_(field.unit)) if field.unit else _(field.label)
    required = {"": "", "always": ALWAYS_REQUIRED}.get(field.required_at, LATER_REQUIRED)
    return " ".join(part for part in (label, required, RESTRICTED if field.restricted else "") if part)


def _places(kind: RecordKind, field: Field, whens: Sequence[When]) -> list[Block]:
    """Where one field is written."""
    label, several = marked(field), field.shape is Shape.LIST and field.choices
    hints = [*(condition(kind, when) for when in whens), _help(field)]
    if several and SEVERAL.casefold() not in hints[-1].casefold():
        hints.append(_(SEVERAL))
    hint = _sentences(*hints)
    if field.shape is Shape.YES_NO:
        return [Boxes(label, (_("Ya"), _("Tidak")), hint=hint)]
    if field.shape is Shape.MAPPING and field.choices:
        return [Spacer(0.3), _amounts(field, label, hint)]
    if field.choices:
        return [_choice(field, label, hint)]
    if field.shape is Shape.PHOTOS:
        handed = _("foto diserahkan bersama formulir ini; tulis jumlahnya")
        return [Blank(label, hint=_sentences(handed, hint))]
    if field.refers:
        named = _("nama seperti pada buku {book}").format(book=_(kind_named(field.refers).plural))
        return [Blank(label, hint=_sentences("" if _says_its_book(field) else named, hint))]
    return [Blank(label, lines=_lines(field), hint=hint, cells=_cells(field))]


def _says_its_book(field: Field) -> bool:
    return _(kind_named(field.refers).title).casefold() in _(field.label).casefold()


def _help(field: Field) -> str:
    if field.choices and field.example:
        return _(field.help)  # its example is a code, for whoever types
    example = _("contoh: {example}").format(example=field.example) if field.example else ""
    return _sentences(_(field.help) if field.help else "", example)


def _sentences(*parts: str) -> str:
    """``parts`` one after the other, each with a capital, without the last full stop."""
    return ". ".join(part[0].upper() + part[1:].rstrip(".") for part in parts if part)


def _choice(field: Field, label: str, hint: str) -> Block:
    if field.choices == _ANSWERS:
        label, hint = f"{label}: {hint}", ""
    offered = code_list(field.choices).active
    frequent = [code for code in offered if code.frequent]
    if len(offered) <= MOST_BOXES:
        return Boxes(label, tuple(code.label for code in offered), hint=hint)
    if not frequent:
        return Blank(label, hint=hint)
    other = _("yang lain, tulis: {dots}").format(dots="." * 30)
    return Boxes(label, (*(code.label for code in frequent), other), hint=hint)


def _amounts(field: Field, label: str, hint: str) -> Block:
    """A number for each code, two codes in a row, the label in the head of the table."""
    labels = [code.label for code in code_list(field.choices).active]
    half = (len(labels) + 1) // 2
    right = labels[half:] + [""] * (2 * half - len(labels))
    columns = (Column(_("Jenis"), 3), Column(_("Jumlah"), 1)) * 2
    rows = tuple((one, "", other, "") for one, other in zip(labels[:half], right, strict=True))
    return Table(columns, rows, note=hint, size=9.0, groups=((label, len(columns)),), row_height=_AMOUNT_ROW)


def _cells(field: Field) -> tuple[int, ...]:
    if field.name == "month":
        return MONTH
    if field.shape in (Shape.DATE, Shape.PARTIAL_DATE):
        return DAY
    if field.hour_of:
        return HOUR
    if field.digits is None:
        return ()
    most = field.digits[1]
    return (4,) * (most // 4) if most > 10 and most % 4 == 0 else (most,)


def _lines(field: Field) -> int:
    """Dotted lines for a text: a paragraph gets several."""
    if field.shape in (Shape.LIST, Shape.MAPPING):
        return 3
    if not field.is_long:
        return 1
    return 2 if field.max_length <= 1000 else 3 if field.max_length <= 2000 else 5


# ------------------------------------------------------------------------------------------- the talk of a screening

_PRINCIPLES_HEAD = N_("Sebelum bertanya")


def _questions(instrument: Instrument) -> Iterator[Block]:
    """What is asked, as it is asked; what answers count for is not printed, it would teach the answer."""
    yield Heading(_(_PRINCIPLES_HEAD))
    yield Paragraph(" ".join(instrument.principles))
    if counted := [question.id for question in instrument.questions if question.automatic]:
        words = _("{numbers} tidak ditanyakan: program mengisinya dari catatan yang lain.")
        yield Paragraph(words.format(numbers=", ".join(counted)))
    for section in instrument.sections:
        asked = [question for question in instrument.of_section(section.id) if not question.automatic]
        if not asked:
            continue
        yield Heading(f"{section.id}. {section.title} {RESTRICTED}")
        for question in asked:
            mark = f" {ALONE}" if question.waits else ""
            yield Boxes(f"{question.id}. {question.text}{mark}", tuple(answer.words for answer in question.answers))
