"""Rules of the kind ``program``, and which root factors have no programme. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _, number
from ppo_desktop.records.codes import REGIONS, code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.rules import codes_of, joined, text_of, warning, year_problems

TYPES = "program-types"
_DONE = frozenset({"BERJALAN", "SELESAI"})


def check(values: Values, context: CheckContext) -> list[Problem]:
    """Factors and types fit each other; what is done says whom it reached; no more was spent than planned."""
    planned = text_of(values, "status") == "RENCANA"
    return [
        *(problem for problem in year_problems(values, context, "year") if not (planned and problem.is_warning)),
        *_factor_problems(values),
        *_amount_problems(values),
    ]


def derive(values: Values) -> dict[str, object]:
    """``reached``: men and women together, or ``None`` when neither was counted."""
    counts = [n for name in ("reached_men", "reached_women") if isinstance(n := values.get(name), int)]
    return {"reached": sum(counts) if counts else None}


def factors_of(values: Values) -> frozenset[str]:
    """The root factors a programme answers: those it names and those its types stand for."""
    types = code_list(TYPES).by_code
    of_types = (types[code].extra["factor"] for code in codes_of(values, "types") if code in types)
    return frozenset(code for code in (*codes_of(values, "factors"), *of_types) if code)


def without_programme(programmes: Iterable[Values], year: str) -> tuple[str, ...]:
    """The root factors that no programme of ``year`` answers, in their order; what is put off or off answers none."""
    answered: set[str] = set()
    for row in programmes:
        if text_of(row, "year") == year and text_of(row, "status") not in {"BATAL", "DITUNDA"}:
            answered |= factors_of(row)
    return tuple(factor.code for factor in code_list("factors").items if factor.code not in answered)


def title_of(values: Values) -> str:
    """Its name."""
    return text_of(values, "name") or _("(tanpa nama)")


def detail_of(values: Values) -> str:
    """Year, state and who does it."""
    status = code_list("program-statuses").label(text_of(values, "status"))
    return joined(text_of(values, "year"), status, text_of(values, "executor_name"))


def search_text(values: Values) -> str:
    """Name, types, who does it, region and year."""
    types = (code_list(TYPES).label(code) for code in codes_of(values, "types"))
    region = code_list(REGIONS).label(text_of(values, "region"))
    return folded(values.get("name"), *types, values.get("executor_name"), region, values.get("year"))


def _factor_problems(values: Values) -> list[Problem]:
    named, types = set(codes_of(values, "factors")), codes_of(values, "types")
    if not named and not types:
        message = _("Belum disebut faktor penyebab mana yang dijawab program ini.")
        return [warning("factors", "factors-missing", message)]
    meant = factors_of({"types": types})
    labels = code_list("factors").label
    problems = []
    if forgotten := sorted(meant - named):
        message = _("Jenis program menjawab {factors}, tetapi faktor itu belum dipilih.")
        words = message.format(factors=", ".join(map(labels, forgotten)))
        problems.append(warning("factors", "factors-forgotten", words))
    is_general = any(not factors_of({"types": [code]}) for code in types)
    if (untyped := sorted(named - meant)) and not is_general:
        message = _("Belum ada jenis program untuk {factors}.")
        words = message.format(factors=", ".join(map(labels, untyped)))
        problems.append(warning("types", "types-missing", words))
    return problems


def _amount_problems(values: Values) -> list[Problem]:
    problems = []
    if text_of(values, "status") in _DONE and derive(values)["reached"] is None:
        message = _("Program sudah berjalan; jumlah orang yang terjangkau belum diisi.")
        problems.append(warning("reached_men", "reached-missing", message))
    plan, real = values.get("budget_plan"), values.get("budget_real")
    if isinstance(plan, int) and isinstance(real, int) and real > plan:
        message = _("Anggaran terpakai Rp{real} lebih besar daripada rencana Rp{plan}.")
        words = message.format(real=number(real), plan=number(plan))
        problems.append(warning("budget_real", "budget-exceeded", words))
    return problems
