"""Two different questions: may a person save this (``check``), and does this fit the row (``usable``).

``check`` looks at what somebody typed, cleans it, and speaks to them. ``usable`` looks at what the journal holds,
which may come from another version or a broken program: it never raises and never corrects, it only leaves out.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from msgspec import Struct

from ppo_desktop.core.errors import Invalid, Problem
from ppo_desktop.core.text import _, clean
from ppo_desktop.records.applying import applying, left_over
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, RecordKind
from ppo_desktop.records.reading import problem, read

REASONS = "warning_reasons"
LEFT_OVER = "left-over"
"""Code of the warning that something is filled in which does not apply."""


class Checked(Struct, frozen=True):
    """What may be saved, and what is to be said about it."""

    values: dict[str, object]
    """Canonical value of every field that was typed (``None`` where it was emptied) or completed by the program."""
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What makes saving impossible."""
        return tuple(p for p in self.problems if not p.is_warning)

    @property
    def warnings_without_reason(self) -> tuple[Problem, ...]:
        """The warnings that still wait for the clerk's reason."""
        reasons = self.values.get(REASONS)
        given = reasons if isinstance(reasons, Mapping) else {}
        return tuple(p for p in self.problems if p.is_warning and p.code not in given)

    @property
    def may_be_saved(self) -> bool:
        return not self.errors and not self.warnings_without_reason


def check(kind: RecordKind, typed: Mapping[str, object], context: CheckContext) -> Checked:
    """Clean and judge a *whole* record as typed; a field that is not in ``typed`` counts as empty.

    ``typed["warning_reasons"]`` maps warning codes to reasons; reasons for warnings that no longer stand are dropped.
    Never raises; see ``must_pass``.
    """
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for name, raw in typed.items():
        field = kind.by_name.get(name)
        if name == REASONS:
            continue
        if not field or field.derived:
            message = _("“{name}” bukan isian {kind}.").format(name=clean(str(name))[:60], kind=_(kind.title))
            problems.append(Problem(name, "unknown-field", message))
            continue
        values[name], remarks = read(field, raw)
        problems += remarks
    values |= kind.complete(values, context)
    applies = applying(kind, values)
    problems += _missing(kind, values, applies, {p.field for p in problems})
    problems += _left_over(kind, values, applies)
    problems += kind.check(values, context)
    reasons = _reasons(typed.get(REASONS), problems)
    if reasons or REASONS in typed:
        values[REASONS] = reasons
    return Checked(values, tuple(problems))


def hours_gone(kind: RecordKind, before: Values, typed: Mapping[str, object]) -> dict[str, None]:
    """The hours that belong to a day for which another is typed now without one: they would tell of the wrong day."""
    hours = (field for field in kind.fields if field.hour_of in typed and field.name not in typed)
    days = {field.name: kind.field(field.hour_of) for field in hours if before.get(field.name)}
    return {name: None for name, day in days.items() if read(day, typed[day.name])[0] != before.get(day.name)}


def must_pass(checked: Checked) -> dict[str, object]:
    """The values, ready to be saved; raises ``Invalid`` with the errors, else with the warnings that lack a reason."""
    standing = checked.errors or checked.warnings_without_reason
    if standing:
        raise Invalid(list(standing))
    return checked.values


def usable(kind: RecordKind, values: Mapping[str, object]) -> tuple[dict[str, object], dict[str, str]]:
    """The values that fit the row of ``kind``, and field name → reason for those that do not.

    Reasons: ``unknown-field``, ``wrong-type``, ``not-a-date``, ``not-a-record``, ``out-of-range``, ``too-long``,
    ``unclean-text``. Pure and total over any JSON value. Codes no list knows are kept: lists differ between versions.
    """
    fitting: dict[str, object] = {}
    quarantined: dict[str, str] = {}
    judges, free_texts = kind.judges, kind.free_texts
    for name, value in values.items():
        if type(value) is str and len(value) <= free_texts.get(name, -1) and value.isascii() and value.isprintable():
            fitting[name] = value  # without asking further: most of what is ever asked about
            continue
        judge = judges.get(name)
        if reason := "unknown-field" if judge is None else "" if value is None else judge(value):
            quarantined[name] = reason
        else:
            fitting[name] = value
    return fitting, quarantined


def _missing(kind: RecordKind, values: Values, applies: Container[str], spoken_of: set[str]) -> list[Problem]:
    """Errors for what is always required, one warning for all that the reached stage expects; of what applies."""
    asked = [f for f in kind.fields if f.required_at and f.name in applies and f.name not in spoken_of]
    empty = [f for f in asked if values.get(f.name) in (None, "")]
    problems = [problem(f, "required", _("{label} wajib diisi.")) for f in empty if f.always_required]
    reached = kind.reached(values)
    expected = [_(f.label) for f in empty if f.required_at in reached]
    if expected:
        message = _("Belum terisi: {labels}.").format(labels=", ".join(expected))
        problems.append(Problem("", "incomplete", message, is_warning=True))
    return problems


def _left_over(kind: RecordKind, values: Values, applies: Container[str]) -> list[Problem]:
    """One warning for all that is filled in although it does not apply."""
    labels = ", ".join(_(field.label) for field in left_over(kind, values, applies))
    message = _("Terisi, padahal tidak berlaku menurut isian yang lain: {labels}.").format(labels=labels)
    return [Problem("", LEFT_OVER, message, is_warning=True)] if labels else []


def _reasons(typed: object, problems: list[Problem]) -> dict[str, str] | None:
    given = typed if isinstance(typed, Mapping) else {}
    texts = {p.code: given.get(p.code) for p in problems if p.is_warning}
    cleaned = {code: clean(text)[:1000] for code, text in texts.items() if isinstance(text, str)}
    return {code: text for code, text in cleaned.items() if text} or None
