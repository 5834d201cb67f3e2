"""Lembar serah: people of another area whom a list names, for the office there; handed over against a signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from msgspec import Struct

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.showing import shown
from ppo_desktop.records.table_shapes import field_of
from ppo_desktop.reports.document import Block, Column, Document, Facts, Paragraph, Signature, Signatures, Spacer, Table
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead

_SAID = ("reason", "deportation_cause", "from_country", "entry_point", "destination_country", "agency", "job")
"""Of what else the list says, what the other office needs to find and help them."""


class HandedOver(Struct, frozen=True):
    """Everything the sheet says."""

    office: Office
    area: str
    """As the list says it."""
    people: Sequence[Values]
    """Listed names with what the list says of them (``listed_people.values_of``)."""
    day: date
    user: str
    is_ours: bool = False
    """Whether they are of the area below this office, whose village is told on paper."""
    is_training: bool = False


def listed_sheet(facts: HandedOver) -> Document:
    """One table and two signatures."""
    return Document(
        title=_("Lembar serah: {area}").format(area=facts.area),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        blocks=_blocks(facts),
        is_wide=True,
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Lembar serah, {office} ({code}). Berisi data pribadi; serahkan hanya kepada yang berwenang.").format(
            office=facts.office.full_name, code=facts.office.code
        ),
    )


def _blocks(facts: HandedOver) -> tuple[Block, ...]:
    columns = (
        Column(_("No."), 0.5, "center"),
        Column(_("Nama"), 2.2),
        Column(_("L/P"), 0.5, "center"),
        Column(_("Tanggal lahir"), 1.1),
        Column(_("NIK"), 1.7),
        Column(_("Alamat menurut daftar"), 2.6),
        Column(_("Pulang atau berangkat"), 1.2),
        Column(_("Keterangan menurut daftar"), 2.6),
    )
    rows = [(number(place), *_row(values)) for place, values in enumerate(facts.people, start=1)]
    sources = ", ".join(dict.fromkeys(text_of(values, "source") for values in facts.people))
    opening = _(
        "Nama-nama berikut disebut dalam daftar yang kami terima sebagai warga {area}. Mohon dicatat dalam buku desa "
        "dan dibantu seperlunya; bila ada yang bukan warga desa, mohon kami diberi tahu nomornya. Isinya seperti "
        "tertulis pada daftar; kebenarannya belum kami periksa."
    ).format(area=facts.area)
    if not facts.is_ours:
        opening = _(
            "Nama-nama berikut disebut dalam daftar yang kami terima, tetapi menurut daftar itu bukan warga wilayah "
            "kami. Kami serahkan agar dapat dicatat dan dibantu oleh daerah asalnya. Isinya seperti tertulis pada "
            "daftar; kebenarannya belum kami periksa."
        )
    return (
        Facts(
            (
                (_("Untuk"), facts.area),
                (_("Dari daftar"), sources),
                (_("Tanggal"), long_date(facts.day)),
            )
        ),
        Spacer(0.3),
        Paragraph(opening),
        Spacer(0.3),
        Table(columns, tuple(rows), size=9.5),
        Spacer(0.5),
        Signatures(
            (
                Signature("", (_("Yang menerima,"),), "", blank_lines=3),
                Signature("", (_("Yang menyerahkan,"),), facts.user, blank_lines=3),
            )
        ),
    )


def _row(values: Values) -> tuple[str, ...]:
    told = cast(dict[str, object], values.get("told") or {})
    said = [
        shown(field_of(meaning), value)
        for meaning, value in told.items()
        if meaning.partition(".")[2] in _SAID and not meaning.startswith("person.")
    ]
    born, day = (written(text_of(values, name)) for name in ("born_on", "day"))
    return (
        text_of(values, "name"),
        text_of(values, "sex"),
        born,
        text_of(values, "nik"),
        text_of(values, "address"),
        day,
        "; ".join(said),
    )
