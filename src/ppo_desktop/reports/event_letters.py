"""The letters of an event and of a meeting: who is sent, and who is asked to come."""

from __future__ import annotations

from collections.abc import Sequence

from ppo_desktop.core.text import _
from ppo_desktop.reports.document import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Numbered,
    PageBreak,
    Paragraph,
    Signatures,
    Spacer,
    Table,
)
from ppo_desktop.reports.event import DASH, EventFacts
from ppo_desktop.reports.meeting_minutes import MeetingFacts
from ppo_desktop.reports.office import TRAINING_MARK, Assent, Office, signature, training_letterhead

DOTS = "." * 40
FREE_ROWS = 4
"""Of a list of people when nobody was named."""
MOST_ABOVE = 4
"""Addressees on the letter itself; more stand on a page behind it."""


def duty_letter(facts: EventFacts) -> Document:
    """Surat tugas: who is sent to hold the event."""
    office = facts.office
    names = [(one.name, one.role or DASH) for one in facts.committee] or [("", "")] * FREE_ROWS
    rows = tuple((str(n), *one) for n, one in enumerate(names, 1))
    columns = (Column(_("No."), 0.6, "center"), Column(_("Nama"), 3), Column(_("Jabatan"), 3))
    basis = tuple(line.strip() for line in facts.basis.splitlines() if line.strip())
    return Document(
        title=_("Surat Tugas"),
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        blocks=(
            Heading(_("Dasar")),
            Numbered(basis) if basis else Paragraph(DOTS * 3),
            Heading(_("Menugaskan kepada")),
            Table(columns, rows, row_height=0.0 if facts.committee else 9.0),
            Heading(_("Untuk")),
            Paragraph(_("Melaksanakan {title}, pada:").format(title=facts.title or DOTS)),
            Facts(_when(facts.weekday_and_date, facts.time, facts.place)),
            Spacer(0.5),
            Paragraph(_("Setelah kegiatan selesai, yang ditugaskan menyampaikan laporan tertulis.")),
            Spacer(),
        ),
        signatures=(signature(office, Assent.HEAD, _place_and_dots(office)),),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Surat tugas: {footer}").format(footer=facts.footer),
    )


def invitation(facts: EventFacts) -> Document:
    """Undangan to an event."""
    whom = (_("Pimpinan {institution}").format(institution=facts.institution),) if facts.institution else ()
    opening = _("kami mengundang Bapak/Ibu untuk hadir pada {title}, yang diadakan pada:").format(
        title=facts.title or DOTS
    )
    when = _when(facts.weekday_and_date, facts.time, facts.place)
    return _letter(facts.office, _("Undangan Kegiatan"), whom, opening, when, facts.footer, facts.is_training)


def meeting_invitation(facts: MeetingFacts) -> Document:
    """Undangan to a meeting, to each institution that is invited."""
    opening = _("kami mengundang Bapak/Ibu untuk hadir pada {kind}, yang diadakan pada:").format(
        kind=facts.kind.lower() or _("rapat")
    )
    when = (*_when(facts.weekday_and_date, facts.time, facts.place), (_("Acara"), facts.subject or DOTS))
    return _letter(facts.office, _("Undangan Rapat"), facts.invited, opening, when, facts.footer, facts.is_training)


def _letter(
    office: Office,
    subject: str,
    whom: Sequence[str],
    opening: str,
    when: tuple[tuple[str, str], ...],
    footer: str,
    is_training: bool,
) -> Document:
    has_list = len(whom) > MOST_ABOVE
    above = (_("Daftar terlampir"),) if has_list else tuple(whom) or (DOTS[:28],)
    signed = signature(office, Assent.HEAD, "")
    attached: tuple[Block, ...] = ()
    if has_list:
        attached = (Signatures((signed,)), PageBreak(), Heading(_("Daftar undangan")), Numbered(tuple(whom)))
    words = _("Dengan hormat, {rest}").format(rest=opening)
    thanks = _("Mengingat pentingnya acara ini, mohon hadir tepat waktu. Atas kehadirannya kami ucapkan terima kasih.")
    blocks: tuple[Block, ...] = (
        Paragraph(words, is_indented=True),
        Spacer(0.3),
        Facts(when),
        Spacer(0.3),
        Paragraph(thanks, is_indented=True),
        Spacer(),
    )
    return Document(
        title=subject,
        letterhead=training_letterhead(office.letterhead, is_training),
        blocks=(*blocks, *attached),
        attachment_note=_("1 lembar") if has_list else "-",
        subject=subject,
        date_line=_place_and_dots(office),
        addressee=(_("Kepada"), *(_("Yth. {who}").format(who=who) for who in above), _("di Tempat")),
        signatures=() if has_list else (signed,),
        watermark=_(TRAINING_MARK) if is_training else "",
        footer=f"{subject}: {footer}",
    )


def _when(day: str, time: str, place: str) -> tuple[tuple[str, str], ...]:
    return ((_("Hari, tanggal"), day or DOTS), (_("Jam"), time or DOTS), (_("Tempat"), place or DOTS))


def _place_and_dots(office: Office) -> str:
    return f"{office.place or office.name}, {'.' * 28}"
