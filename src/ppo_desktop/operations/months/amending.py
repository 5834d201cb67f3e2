"""What has changed since the last report of a month: its own figures, and the reports of the offices below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ppo_desktop.core.offices import name_of, parent
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _, number
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import compiling
from ppo_desktop.operations.months.compiling import Told
from ppo_desktop.reports.compiled import HEADS, CompiledRow, CompiledTable
from ppo_desktop.reports.figures import TOTALS
from ppo_desktop.reports.monthly import Amends
from ppo_desktop.storage import carrier_store, journal_store
from ppo_desktop.storage.database import Connection


def amends(
    connection: Connection,
    office: Office,
    totals: Mapping[str, int],
    compiled: CompiledTable | None,
    seen: Sequence[Entry],
) -> Amends | None:
    """What a report made now says of the one it replaces; ``None`` where it is the first of its month.

    Args:
        seen: the earlier reports of the month.
    """
    versions = counting.report_versions(seen)
    if not versions:
        return None
    entry, before = versions[-1]
    told = compiling.read_told(before.get("compiled"), office.code)
    return Amends(
        n=len(versions),
        number=str(before.get("number") or ""),
        made_on=date.fromisoformat(entry.time[:10]),
        own=_differences(before.get("totals") or {}, totals),
        below=tuple(_below(connection, office, compiled, told, entry)) if compiled else (),
    )


def since_report(office: Office, month: Month) -> Amends | None:
    """As ``amends``, of a report that would be made now; ``None`` where the month was not reported yet."""
    with office.database.reading() as connection:
        seen = journal_store.of_record(connection, office.code, counting.report_record(office.code, month))
        if not counting.report_versions(seen):
            return None
        totals = counting.month_figures(connection, office.code, month).totals
        return amends(connection, office, totals, compiling.compile_month(connection, office, month), seen)


def _below(
    connection: Connection, office: Office, compiled: CompiledTable, before: Mapping[str, Told], entry: Entry
) -> Iterator[str]:
    """A sentence for each office below whose report came or changed since."""
    came = {carrier.id: carrier.received_at for carrier in carrier_store.arrived(connection, "report")}
    for row in compiled.rows:
        if parent(row.office) == office.code:
            words = _direct(row, before.get(row.office))
        else:  # the report tells of those directly below alone; of the others it is known when they came
            words = _("laporannya datang kemudian") if came.get(row.carrier, "") > entry.time else ""
        if words:
            yield f"{name_of(row.office)}: {words}"


def _direct(row: CompiledRow, told: Told | None) -> str:
    if row.totals is None:
        return _("laporannya ditarik") if told and told.counts else ""
    if told is None or not told.counts:
        return _("laporan NIHIL menyusul") if not any(row.totals.values()) else _("laporannya menyusul")
    changed = _differences(told.totals, row.totals)
    if told.state == "paper" and row.carrier:
        words = _("berkas menggantikan laporan kertas")
        return f"{words}, {changed}" if changed else words
    if told.carrier == row.carrier and not changed:
        return ""
    return changed or _("laporan perbaikan, angkanya sama")


def _differences(before: Mapping[str, int], now: Mapping[str, int]) -> str:
    """``berangkat 1 menjadi 2, pulang 0 menjadi 1``."""
    words = _("{label} {before} menjadi {now}")
    return ", ".join(
        words.format(label=_(HEADS[key][0]).lower(), before=number(before.get(key, 0)), now=number(now.get(key, 0)))
        for key in TOTALS
        if before.get(key, 0) != now.get(key, 0)
    )
