"""Views for reports made with other programs on the server: counts alone, no name, number or address of anybody.

Small counts can point at a person all the same: what is published goes through ``reports.masking``, not through these.
"""

from __future__ import annotations

from typing import NamedTuple

from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.homecoming import HOMECOMING
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.storage import driver
from ppo_desktop.storage.tables import row_table


class View(NamedTuple):
    """Counts of a kind's records by office, month and ``columns``."""

    name: str
    kind: RecordKind
    day: str
    """The column with the day the record counts by."""
    columns: tuple[str, ...] = ()
    summed: str = ""
    """A column that is added up beside the number of records."""


FIGURES = (
    View("figures_departures", DEPARTURE, "departed_on", ("destination_country", "path", "sex")),
    View("figures_homecomings", HOMECOMING, "returned_on", ("reason",)),
    View("figures_socialisation", SOCIALISATION, "held_on", ("activity",), "participants"),
)


def statement(view: View) -> str:
    """What makes the view, or makes it anew."""
    table = driver.quoted(row_table(view.kind).name)
    columns = "".join(f", {driver.quoted(name)}" for name in view.columns)
    total = f", coalesce(sum({driver.quoted(view.summed)}), 0) AS {view.summed}" if view.summed else ""
    return f"""CREATE OR REPLACE VIEW {view.name} AS
        SELECT office, substr({driver.quoted(view.day)}, 1, 7) AS month{columns}, count(*) AS records{total}
        FROM {table} WHERE deleted IS NOT TRUE GROUP BY office, 2{columns}"""


VIEWS = tuple(map(statement, FIGURES))
