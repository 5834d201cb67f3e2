"""All record kinds, by name.

When adding a kind:
1. declare it in a module of its own (fields, rules, one ``RecordKind``), its code lists in ``resources/codes``;
2. add it to ``KINDS`` below;
3. say where it shows: its screen, its figures, its words in the glossary.
"""

from __future__ import annotations

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.records.broker import BROKER
from ppo_desktop.records.case import CASE
from ppo_desktop.records.contact import CONTACT
from ppo_desktop.records.data_request import DATA_REQUEST
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.factor import FACTOR
from ppo_desktop.records.follow_up import FOLLOW_UP
from ppo_desktop.records.homecoming import HOMECOMING
from ppo_desktop.records.incoming_report import INCOMING_REPORT
from ppo_desktop.records.institution import INSTITUTION
from ppo_desktop.records.internal import (
    CORRECTION,
    DEVICE,
    FIGURE_SHEET,
    INSTRUMENT,
    LIST,
    NOTE,
    PERIOD_REPORT,
    RECEIPT,
    REPORT,
)
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.legal_instrument import LEGAL_INSTRUMENT
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.listed import LISTED
from ppo_desktop.records.local_event import LOCAL_EVENT
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.meeting import MEETING
from ppo_desktop.records.paper_report import PAPER_REPORT
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.plan_item import PLAN_ITEM
from ppo_desktop.records.policy_survey import POLICY_SURVEY
from ppo_desktop.records.program import PROGRAM
from ppo_desktop.records.referral import REFERRAL
from ppo_desktop.records.resource import RESOURCE
from ppo_desktop.records.role_holder import ROLE_HOLDER
from ppo_desktop.records.rt_report import RT_REPORT
from ppo_desktop.records.same_person import SAME_PERSON
from ppo_desktop.records.screening import SCREENING
from ppo_desktop.records.service import SERVICE
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.stock_move import STOCK_MOVE
from ppo_desktop.records.task import TASK

KINDS: tuple[RecordKind, ...] = (
    PERSON,
    DEPARTURE,
    SCREENING,
    BROKER,
    FOLLOW_UP,
    REFERRAL,
    CASE,
    SERVICE,
    HOMECOMING,
    LETTER,
    INCOMING_REPORT,
    RT_REPORT,
    SOCIALISATION,
    MATERIAL,
    STOCK_MOVE,
    INSTITUTION,
    FACTOR,
    PROGRAM,
    LEGAL_INSTRUMENT,
    ROLE_HOLDER,
    MEETING,
    TASK,
    PLAN_ITEM,
    RESOURCE,
    POLICY_SURVEY,
    LOCAL_EVENT,
    DATA_REQUEST,
    CONTACT,
    SAME_PERSON,
    PAPER_REPORT,
    LISTED,
    REPORT,
    PERIOD_REPORT,
    FIGURE_SHEET,
    RECEIPT,
    INSTRUMENT,
    LIST,
    CORRECTION,
    NOTE,
    DEVICE,
)

_BY_NAME = {name: kind for kind in KINDS for name in (kind.name, *kind.aliases)}


def kind(name: str) -> RecordKind:
    """The kind of that name or alias; raises ``Refused('unknown-kind')``."""
    found = _BY_NAME.get(name.strip().casefold())
    if not found:
        raise Refused(
            "unknown-kind",
            _("“{name}” bukan jenis catatan.").format(name=name),
            _("Yang ada: {names}.").format(names=", ".join(k.aliases[0] for k in KINDS if k.row)),
        )
    return found


def row_kinds() -> tuple[RecordKind, ...]:
    """The kinds that have a table."""
    return tuple(kind for kind in KINDS if kind.row)


def referring_to(other: RecordKind) -> tuple[RecordKind, ...]:
    """The kinds whose records may refer to one of ``other``."""
    return tuple(kind for kind in row_kinds() if any(field.refers == other.name for field in kind.fields))
