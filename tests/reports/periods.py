"""Monthly reports as a year brings them, for tests of what is made from them."""

from __future__ import annotations

from ppo_desktop.core.period import Span
from ppo_desktop.records.codes import code_list
from ppo_desktop.reports.brief_recaps import brief
from ppo_desktop.reports.period_sums import Book, Reported
from ppo_desktop.reports.recap import LABEL_LISTS

LABELS = {name: {code.code: code.label for code in code_list(name).items} for name in LABEL_LISTS}
YEAR = Span.parse("2026")


def reported(registered: int = 0, women: int = 0, *, late: int = 0, events: int = 0, men: int = 0) -> Reported:
    """A report in which whoever is recorded is going to Malaysia or, one in three, to Brunei."""
    away = registered // 3
    totals = {"registered": registered, "departed": away, "returned": 0, "events": events, "participants": men * 2}
    countries = {"MY": registered - away, **({"BN": away} if away else {})} if registered else {}
    profile = {"men": registered - women, "women": women, "sex_unknown": 0, "under_18": 1 if registered > 5 else 0}
    gone = {"men": away, "women": 0, "sex_unknown": 0, "under_18": 0, "countries": {"MY": away} if away else {}}
    recap = {
        "registered": {**profile, "countries": countries, "schemes": {"PERSEORANGAN": registered}, "paths": {}},
        "departed": gone,
        "returned": {"men": 0, "women": 0, "sex_unknown": 0, "reasons": {}},
        "reasons": {"UTANG": registered} if registered else {},
        "factors": {"F4": registered} if registered else {},
        "lost_contact": 0,
        "events": {"activities": {"SOS_SLTA": events} if events else {}, "men": men, "women": men, "under_18": 0},
        "materials": {"KOMIK": men} if men else {},
        "books": {"programs": {"F4": 1}, "cases": {"opened": 0, "running": {"DUGAAN": 2}}},
    }
    return Reported(totals, {"registered": late} if late else {}, brief(recap))


def book(code: str, name: str, months: dict[str, Reported], since: str = "2026-01", group: str = "") -> Book:
    return Book(code, name, months, group or code, since)


def village_year(*, without: tuple[str, ...] = ()) -> Book:
    """A village of which every month of two years is there, but those ``without``."""
    months = (*Span.parse("2025").months, *YEAR.months)
    told = {
        str(month): reported(2 + (place * 7) % 11, 1 + place % 2, events=place % 3, men=20 * (place % 3))
        for place, month in enumerate(months)
    }
    return book("61.01.04.2003", "Desa Sempalai", {k: v for k, v in told.items() if k not in without}, "2025-01")
