"""What the three lines would say of tampered carriers: never whole and known at once, and never a crash."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from journeys.structures import structures
from ppo_desktop.core.errors import Refused
from ppo_desktop.trust.examining import examine
from trust.parties import NAMES, Party, Setting
from trust.tampering import Hand, mutants

EVERY = (7, pytest.param(1, marks=pytest.mark.long))
"""Which of them: opening.py is tried with all; those that look into PDFs cost a tenth of a second each."""


def hand(party: Party) -> Hand:
    return Hand(party.key_der, party.certificate)


def believed(data: bytes, setting: Setting) -> str:
    """``whole`` where the file would pass for unchanged and by a known office."""
    try:
        found = examine(data, setting.trust, (), NAMES)
    except Refused as error:
        return error.code
    if found.fault:
        return found.fault[0]
    if not all(one.is_intact for one in found.signatures):
        return "altered"
    known = [one for one in found.signatures if one.office and not one.why_unknown]
    return "whole" if known else "unknown"


@pytest.mark.parametrize("step", EVERY)
def test_no_tampered_copy_passes_for_whole_and_known(setting: Setting, step: int) -> None:
    assert believed(setting.carrier, setting) == "whole"
    told: Counter[str] = Counter()
    copies = mutants(setting.carrier, 2027, hand(setting.neighbour), hand(setting.stranger), 40)
    for name, data, _allowed in islice(copies, 0, None, step):
        verdict = believed(data, setting)
        assert verdict != "whole", name
        told[verdict] += 1
    assert told["altered"] >= 30 // step


@pytest.mark.long
def test_what_an_insider_hides_in_a_signed_file_is_told(setting: Setting) -> None:
    for game in structures(setting.carrier, hand(setting.village), "camat"):
        assert (believed(game.data, setting) == "whole") is game.is_good, game.name
