"""Lembar serah: people of other areas whom a list names, page by page for whoever answers for that area."""

from __future__ import annotations

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.operations.listed_people import values_of
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.papers import About
from ppo_desktop.operations.sight import sight
from ppo_desktop.records.field import Values
from ppo_desktop.records.listed import ELSEWHERE, LISTED
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.listed_sheet import HandedOver, listed_sheet
from ppo_desktop.storage import rows


def elsewhere(office: Office, about: About) -> list[Document]:
    """The page of hand-over for people of other areas, one for each area; for the catalogue of papers.

    Raises:
        Refused: nobody waits to be handed over.
    """
    with office.database.reading() as connection:
        found = rows.where(connection, LISTED, office.code, state=ELSEWHERE, handed_on=None)
        found = [row for row in sight(connection, office).open_ones(found) if about.record in ("", row["id"])]
    if not found:
        raise Refused(
            "nobody-elsewhere",
            _("Tidak ada nama untuk daerah lain yang menunggu diserahkan."),
            _("Nama seperti itu datang dengan “Impor tabel”."),
        )
    areas: dict[str, list[Values]] = {}
    for row in found:
        area = str(row["elsewhere"] or "") or name_of(str(row["region"] or ""))
        areas.setdefault(area, []).append({**row, **values_of(row)})
    return [
        listed_sheet(
            HandedOver(
                office=office.identity.on_paper(),
                area=area,
                people=people,
                day=today(office.clock),
                user=office.user.display_name,
                is_training=office.identity.training,
            )
        )
        for area, people in sorted(areas.items())
    ]


def count(office: Office) -> int:
    """How many names of other areas wait to be handed over."""
    with office.database.reading() as connection:
        return len(rows.where(connection, LISTED, office.code, state=ELSEWHERE, handed_on=None))
