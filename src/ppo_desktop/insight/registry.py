"""All overviews, in the order in which they are offered."""

from __future__ import annotations

from ppo_desktop.core.offices import Level
from ppo_desktop.insight.before_after import BEFORE_AFTER
from ppo_desktop.insight.coverage import COVERAGE
from ppo_desktop.insight.factors import FACTORS
from ppo_desktop.insight.help import HELP
from ppo_desktop.insight.needs import NEEDS
from ppo_desktop.insight.overview import Overview
from ppo_desktop.insight.patterns import PATTERNS
from ppo_desktop.insight.plan import PLAN
from ppo_desktop.insight.reasons import REASONS
from ppo_desktop.insight.role_activity import ROLE_ACTIVITY
from ppo_desktop.insight.six_variables import SIX_VARIABLES
from ppo_desktop.insight.stock import STOCK
from ppo_desktop.insight.task_force import TASK_FORCE_PAGE

OVERVIEWS: tuple[Overview, ...] = (
    NEEDS,
    PATTERNS,
    HELP,
    COVERAGE,
    STOCK,
    REASONS,
    FACTORS,
    BEFORE_AFTER,
    TASK_FORCE_PAGE,
    PLAN,
    ROLE_ACTIVITY,
    SIX_VARIABLES,
)


def overview(name: str) -> Overview:
    """The overview of that name; raises ``KeyError`` when there is none."""
    return {known.name: known for known in OVERVIEWS}[name]


def offered(level: Level) -> tuple[Overview, ...]:
    """What an office of that level is offered."""
    return tuple(known for known in OVERVIEWS if level in known.levels)
