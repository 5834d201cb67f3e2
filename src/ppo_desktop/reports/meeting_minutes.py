"""Notulen rapat: what was called, who came, what was said and decided, and what somebody is to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ppo_desktop.core.period import long_date, weekday
from ppo_desktop.core.text import _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import is_date
from ppo_desktop.records.field import Values
from ppo_desktop.records.rules import codes_of, text_of
from ppo_desktop.reports.document import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Numbered,
    Paragraph,
    Signature,
    Spacer,
    Table,
)
from ppo_desktop.reports.event import DASH, EMPTY, Deed, Named, deeds, named
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead


@dataclass(frozen=True)
class MeetingFacts:
    """Everything the papers of one meeting say. Texts are empty, figures ``None`` where nobody wrote anything."""

    office: Office
    day: date
    """Of printing."""
    subject: str
    kind: str
    number: str
    held_on: date | None
    time: str
    place: str
    chair: Named
    minute_taker: Named
    invited: tuple[str, ...]
    present: tuple[str, ...]
    """Institutions, in words."""
    men: int | None
    women: int | None
    agenda: tuple[str, ...]
    discussion: str
    decisions: tuple[Deed, ...]
    is_training: bool = False

    @property
    def weekday_and_date(self) -> str:
        """``Kamis, 12 November 2026``."""
        return f"{weekday(self.held_on)}, {long_date(self.held_on)}" if self.held_on else ""

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """Label and value: what it is, when and where."""
        rows = (
            (_("Acara"), self.subject),
            (_("Hari, tanggal"), self.weekday_and_date),
            (_("Jam"), self.time),
            (_("Tempat"), self.place),
        )
        return tuple((label, words or DASH) for label, words in rows)

    @property
    def footer(self) -> str:
        """At the foot of every page, after the name of the paper."""
        whose = _("{office} ({code})").format(office=self.office.full_name, code=self.office.code)
        return ", ".join(part for part in (self.subject, whose) if part)


def meeting_facts(office: Office, values: Values, day: date, *, is_training: bool = False) -> MeetingFacts:
    """The facts of a record; ``values`` as in the journal."""
    institutions, held_on = code_list("institutions"), text_of(values, "held_on")
    men, women = values.get("men"), values.get("women")
    return MeetingFacts(
        office=office,
        day=day,
        subject=text_of(values, "subject"),
        kind=code_list("meeting-kinds").label(text_of(values, "meeting_kind")),
        number=text_of(values, "number"),
        held_on=date.fromisoformat(held_on) if is_date(held_on) else None,
        time=text_of(values, "time"),
        place=text_of(values, "place"),
        chair=_one(text_of(values, "chair")),
        minute_taker=_one(text_of(values, "minute_taker")),
        invited=tuple(institutions.label(code) for code in codes_of(values, "invited")),
        present=tuple(institutions.label(code) for code in codes_of(values, "present")),
        men=men if isinstance(men, int) else None,
        women=women if isinstance(women, int) else None,
        agenda=items(text_of(values, "agenda")),
        discussion=text_of(values, "discussion"),
        decisions=deeds(text_of(values, "decisions"), values),
        is_training=is_training,
    )


def items(text: str) -> tuple[str, ...]:
    """The points of an agenda: one a line, or apart by semicolons where there is one line; their own numbers go."""
    lines = text.splitlines()
    found = lines if len(lines) > 1 else text.split(";")
    plain = (one.strip(" .\t").lstrip("0123456789.)-•* ").strip() for one in found)
    return tuple(one[0].upper() + one[1:] for one in plain if one)


def minutes(facts: MeetingFacts) -> Document:
    """The minutes of a meeting, signed by who wrote them and who led."""
    blocks: list[Block] = [
        Facts((*facts.about, *_who_led(facts))),
        Heading(_("A. Peserta")),
        *_present(facts),
        Heading(_("B. Susunan acara")),
        Numbered(facts.agenda) if facts.agenda else Paragraph(_(EMPTY)),
        Heading(_("C. Pembahasan")),
        Paragraph(facts.discussion or _(EMPTY)),
        Heading(_("D. Keputusan dan tindak lanjut")),
        _decided(facts.decisions) if facts.decisions else Paragraph(_(EMPTY)),
        Spacer(),
    ]
    return Document(
        title=_("Notulen {kind}").format(kind=facts.kind or _("Rapat")),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number=facts.number or None,
        blocks=tuple(blocks),
        signatures=signed_minutes(facts.office, facts.chair, facts.minute_taker, _("Pimpinan rapat,")),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Notulen: {footer}").format(footer=facts.footer),
    )


def signed_minutes(office: Office, chair: Named, minute_taker: Named, title: str) -> tuple[Signature, Signature]:
    """Places for who led and who wrote the minutes."""
    place = office.place or office.name
    return (
        Signature(_("Mengetahui:"), (title,), chair.name, chair.role),
        Signature(f"{place}, {'.' * 28}", (_("Notulis,"),), minute_taker.name, minute_taker.role),
    )


def _who_led(facts: MeetingFacts) -> tuple[tuple[str, str], ...]:
    def spoken(who: Named) -> str:
        return ", ".join(part for part in (who.name, who.role) if part) or DASH

    return ((_("Pimpinan rapat"), spoken(facts.chair)), (_("Notulis"), spoken(facts.minute_taker)))


def _present(facts: MeetingFacts) -> list[Block]:
    counts = (facts.men, facts.women)
    came = sum(count or 0 for count in counts) if counts != (None, None) else None
    words = tuple(str(count) if count is not None else DASH for count in (came, *counts))
    total = _("{came} orang: laki-laki {men}, perempuan {women}").format(came=words[0], men=words[1], women=words[2])
    institutions = tuple(dict.fromkeys((*facts.invited, *facts.present)))
    if not institutions:
        return [Facts(((_("Hadir"), total), (_("Instansi"), _(EMPTY))))]
    rows = tuple(
        (
            str(n),
            name,
            _("ya") if name in facts.invited else DASH,
            _("hadir") if name in facts.present else _("tidak hadir"),
        )
        for n, name in enumerate(institutions, 1)
    )
    columns = (
        Column(_("No."), 0.6, "center"),
        Column(_("Instansi"), 5),
        Column(_("Diundang"), 1.3, "center"),
        Column(_("Kehadiran"), 1.6, "center"),
    )
    return [Facts(((_("Hadir"), total),)), Spacer(0.3), Table(columns, rows)]


def _decided(decisions: tuple[Deed, ...]) -> Table:
    columns = (
        Column(_("No."), 0.6, "center"),
        Column(_("Keputusan"), 4),
        Column(_("Penanggung jawab"), 2),
        Column(_("Tenggat"), 1.8),
    )
    rows = tuple((str(n), one.what, one.who or DASH, one.due or DASH) for n, one in enumerate(decisions, 1))
    return Table(columns, rows)


def _one(line: str) -> Named:
    return (*named(line, has_topic=False), Named(""))[0]
