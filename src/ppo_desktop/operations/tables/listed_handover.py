"""Lembar serah: people whom a list names, page by page for whoever answers for them: another area, or a village."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.operations.books.listed_people import values_of, waiting
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
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
        areas.setdefault(area, []).append(row)
    return _sheets(office, areas)


def of_villages(office: Office, about: About) -> list[Document]:
    """What waits to be recorded, one page for each village, for those without the program; for the catalogue.

    Raises:
        Refused: nobody waits.
    """
    with office.database.reading() as connection:
        found = sight(connection, office).open_ones(waiting(connection, office, about.choice))
    if not found:
        raise Refused(
            "nobody-waits",
            _("Tidak ada nama yang menunggu dicatat desa."),
            _("Nama seperti itu datang dengan “Impor tabel”."),
        )
    villages: dict[str, list[Values]] = {}
    for row in found:
        villages.setdefault(name_of(str(row["region"])), []).append(row)
    return _sheets(office, villages, is_ours=True)


def _sheets(office: Office, areas: Mapping[str, Sequence[Values]], *, is_ours: bool = False) -> list[Document]:
    return [
        listed_sheet(
            HandedOver(
                office=office.identity.on_paper(),
                area=area,
                people=[{**row, **values_of(row)} for row in people],
                day=today(office.clock),
                user=office.user.display_name,
                is_ours=is_ours,
                is_training=office.identity.training,
            )
        )
        for area, people in sorted(areas.items())
    ]


def count(office: Office) -> int:
    """How many names of other areas wait to be handed over."""
    with office.database.reading() as connection:
        return len(rows.where(connection, LISTED, office.code, state=ELSEWHERE, handed_on=None))
