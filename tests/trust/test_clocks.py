"""Whatever the PC's clock says, from 1990 to 2090: what the root signed decides.

A clock that is behind neither locks an honest office out nor revives a revoked key, and one that is ahead is named in
the refusal with its own date and the date it passed. Whole carriers: ``tests/journeys/test_carriers_at_any_clock.py``.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from ppo_desktop.core.errors import Refused
from ppo_desktop.trust.certificates import Trust, check_office_certificate
from trust.clock_table import ALL, SOME, Case, cases
from trust.parties import Setting


@pytest.mark.parametrize("clocks", [SOME, pytest.param(ALL, marks=[pytest.mark.long, pytest.mark.timeout(900)])])
def test_every_situation_is_judged_right_at_every_clock(setting: Setting, clocks: list[datetime]) -> None:
    table = list(cases(setting))
    assert len({case.name for case in table}) == len(table) == 34
    for case in table:
        for clock in clocks:
            said = judged(case, clock)
            assert said == case.expected(clock), (case.name, clock.date())


def judged(case: Case, clock: datetime) -> str:
    """The code, after seeing that the sentence is the right one for it."""
    try:
        check_office_certificate(case.party.certificate, Trust(case.roots, case.lists, clock))
    except Refused as error:
        refused = error
    else:
        return "ok"
    case.demand_right_words(clock, refused.code, refused.sentence)
    assert refused.message.endswith(".")
    assert refused.advice.endswith(".")
    return refused.code
