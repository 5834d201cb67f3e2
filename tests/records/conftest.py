"""An office with one person in it."""

from __future__ import annotations

import pytest

from records.office import SITI, Office


@pytest.fixture
def office() -> Office:
    siti = {
        "name": "Siti Aminah",
        "nik": "6101045203099901",
        "sex": "P",
        "born_on": "2009-03-12",
        "region": "61.01.04.2003",
    }
    return Office(people={SITI: dict(siti)})
