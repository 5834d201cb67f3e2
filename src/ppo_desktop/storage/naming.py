"""Which persons an office above is told by name: those somebody must act for today or soon, and suspected doubles."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby

from sqlalchemy import Connection

from ppo_desktop.storage import driver
from ppo_desktop.storage.journal_store import RecordKey

_CHUNK = 500
_BANDS = """SELECT person, band FROM screening
    WHERE office = ? AND person IN ({marks}) AND deleted IS NOT TRUE AND band IS NOT NULL
    ORDER BY coalesce(screened_on, ''), id"""
_TWINS = """SELECT DISTINCT one.id FROM person one JOIN person two ON ({alike}) AND two.deleted IS NOT TRUE
    WHERE one.office = ? AND one.id IN ({marks}) AND (one.office, one.id) <> (two.office, two.id)
    AND NOT EXISTS (SELECT 1 FROM same_person AS told
        WHERE told.office = one.office AND told.office = two.office AND told.deleted IS NOT TRUE
        AND told.main_office = one.office AND told.other_office = one.office
        AND ((told.main = one.id AND told.other = two.id) OR (told.main = two.id AND told.other = one.id)))"""
_ALIKE = (
    "one.nik = two.nik",
    "one.name_key = two.name_key AND one.born_on = two.born_on",
)


def banded(connection: Connection, persons: Collection[RecordKey], bands: Collection[str]) -> set[RecordKey]:
    """Those of ``persons`` whose newest screening ended in one of ``bands``."""
    newest: dict[RecordKey, str] = {}
    for office, marks, ids in _parts(persons):
        for person, band in driver.execute(connection, _BANDS.format(marks=marks), (office, *ids)):
            newest[office, person] = band
    return {person for person, band in newest.items() if band in bands}


def doubled(connection: Connection, persons: Collection[RecordKey]) -> set[RecordKey]:
    """Those of ``persons`` of whom there is another record, of any office, with one NIK, or one name and birthday.

    Two of one office about which that office itself has decided are suspected no more.
    """
    return {
        (office, row[0])
        for office, marks, ids in _parts(persons)
        for alike in _ALIKE
        for row in driver.execute(connection, _TWINS.format(alike=alike, marks=marks), (office, *ids))
    }


def _parts(persons: Collection[RecordKey]) -> Iterator[tuple[str, str, list[str]]]:
    """Office, marks and ids, so many at once as a statement takes."""
    for office, of_office in groupby(sorted(persons), key=lambda key: key[0]):
        ids = [record for _office, record in of_office]
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            yield office, ", ".join("?" * len(part)), part
