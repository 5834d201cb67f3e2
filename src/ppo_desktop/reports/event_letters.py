"""The letters of an event: who is sent, and who is asked to come."""

from __future__ import annotations

from ppo_desktop.core.text import _
from ppo_desktop.reports.document import (
    Column,
    Document,
    Facts,
    Heading,
    Numbered,
    Paragraph,
    Spacer,
    Table,
)
from ppo_desktop.reports.event import DASH, EventFacts
from ppo_desktop.reports.office import TRAINING_MARK, Assent, Office, signature, training_letterhead

DOTS = "." * 40
FREE_ROWS = 4
"""Of a list of people when nobody was named."""


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
    office, whom = facts.office, DOTS[:28]
    if facts.institution:
        whom = _("Pimpinan {institution}").format(institution=facts.institution)
    opening = _("Dengan hormat, kami mengundang Bapak/Ibu untuk hadir pada {title}, yang diadakan pada:")
    thanks = _("Mengingat pentingnya acara ini, mohon hadir tepat waktu. Atas kehadirannya kami ucapkan terima kasih.")
    return Document(
        title=_("Undangan Kegiatan"),
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        attachment_note="-",
        subject=_("Undangan Kegiatan"),
        date_line=_place_and_dots(office),
        addressee=(_("Kepada"), _("Yth. {who}").format(who=whom), _("di Tempat")),
        blocks=(
            Paragraph(opening.format(title=facts.title or DOTS), is_indented=True),
            Spacer(0.3),
            Facts(_when(facts.weekday_and_date, facts.time, facts.place)),
            Spacer(0.3),
            Paragraph(thanks, is_indented=True),
            Spacer(),
        ),
        signatures=(signature(office, Assent.HEAD, ""),),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Undangan: {footer}").format(footer=facts.footer),
    )


def _when(day: str, time: str, place: str) -> tuple[tuple[str, str], ...]:
    return ((_("Hari, tanggal"), day or DOTS), (_("Jam"), time or DOTS), (_("Tempat"), place or DOTS))


def _place_and_dots(office: Office) -> str:
    return f"{office.place or office.name}, {'.' * 28}"
