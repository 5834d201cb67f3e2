"""Rules of the kind ``screening``: the result is written when the answers are, and an officer may judge otherwise.

Upwards anybody may at any time; downwards only with a reason and a second officer, and never below the gravest band
while a sign stands that alone demands referral.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ppo_desktop.core.errors import Problem, Refused
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _, search_key
from ppo_desktop.records import dates, departure_rules
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.instrument import GRAVEST, Instrument, severity
from ppo_desktop.records.instruments import Library
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.rules import codes_of, from_person, joined, not_recorded, not_yet, text_of, warning
from ppo_desktop.records.scoring import Result, answer_problems, score

SHORT, WHOLE = "SINGKAT", "LENGKAP"
ALONE = "SENDIRI"
ASKED = ("answers", "mode", "company", "instrument_version")
"""What the result follows from, beside the facts: while these stay, it stays."""
COMPUTED = (
    "band_computed",
    "score_certain",
    "score_total",
    "flags",
    "dimensions",
    "reasons",
    "provisional",
    "data_lacking",
    "facts",
)
_OF_DEPARTURE = ("scheme", "visa", "exit_point")
_FACTS = {
    "scheme": (N_("Skema penempatan"), "schemes"),
    "visa": (N_("Jenis visa atau izin"), "visas"),
    "exit_point": (N_("Titik keluar"), "exit-points"),
    "education": (N_("Pendidikan terakhir"), "education"),
    "age_at_departure": (N_("Umur saat berangkat"), ""),
}
"""Fact → its label and its code list."""


def complete(values: Values, context: CheckContext) -> dict[str, object]:
    """Person, version, the result of the answers, and the band that holds.

    A result that is there already is never computed anew unless what was asked has changed, or a part of it is emptied:
    an interview that is gone on with empties the facts, since what it saves is what it has shown.
    """
    departure = context.record("departure", text_of(values, "departure"))
    version = text_of(values, "instrument_version") or context.instruments.newest().version
    written: dict[str, object] = {"instrument_version": version}
    if departure:
        written["person"] = departure.get("person")
        written |= from_person(written, context)
    if answers := _mapping(values, "answers"):
        written["answers"] = {name: str(code).strip().upper() for name, code in answers.items()}
    before = _before(context)
    now = {**values, **written}
    person = context.record("person", text_of(now, "person"))
    facts = facts_of(departure, person, text_of(values, "screened_on")) if departure else _mapping(before, "facts")
    if not _stays(now, before):
        written |= _result_fields(now, facts, context.instruments)
    now |= written
    written["band"] = text_of(now, "band_given") or now.get("band_computed")
    return written


def check(values: Values, context: CheckContext) -> list[Problem]:
    """The departure is ours, the answers are those of the instrument, and nobody is judged down lightly."""
    message = _("Keberangkatan ini tidak ada dalam catatan kantor ini; catat dahulu.")
    return [
        *not_recorded(values, context, "departure", "departure", message),
        *not_yet(values, context, "screened_on", _("Tanggal skrining")),
        *_company_problems(values),
        *_answer_problems(values, context),
        *_judgement_problems(values),
    ]


def facts_of(departure: Values, person: Values | None, screened_on: str) -> dict[str, str]:
    """What the instrument asks the records for. Without a date of departure the age on the day of screening counts."""
    born_on = text_of(person or {}, "born_on") or text_of(departure, "born_on")  # corrected since, perhaps
    departure = {**departure, "born_on": born_on}
    found = {name: text_of(departure, name) for name in _OF_DEPARTURE}
    found["education"] = text_of(person or {}, "education")
    age = departure_rules.derive(departure)["age_at_departure"]
    has_date = text_of(departure, "departed_on") or text_of(departure, "planned_on")
    if born_on and screened_on and not has_date:
        age = dates.age_on(born_on, screened_on)
    if isinstance(age, int) and age >= 0:
        found["age_at_departure"] = str(age)
    return {name: text for name, text in found.items() if text}


def is_accompanied(company: Sequence[str]) -> bool:
    """Whether somebody in the room listens before whom not everything can be said."""
    known = code_list("screening-company").by_code
    return any(known[code].extra["listens"] == "1" for code in company if code in known)


def facts_held(values: Values) -> Mapping[str, object]:
    """What the records said on the day of a screening."""
    return _mapping(values, "facts")


def result_of(values: Values, library: Library) -> Result:
    """The result in full, computed from what a screening holds, under its own version.

    Raises:
        Refused: the instrument of that version is not on this PC.
    """
    return scored(library.instrument(text_of(values, "instrument_version")), values, facts_held(values))


def told(values: Values, library: Library) -> dict[str, str]:
    """Answers below their questions, reasons one to a line, and what the records said; empty for an unknown version."""
    try:
        known = library.instrument(text_of(values, "instrument_version"))
    except Refused:
        return {}
    asked = {question.id: question.text for question in known.questions}
    answers, reasons, facts = (_mapping(values, name) for name in ("answers", "reasons", "facts"))
    lines = {
        "answers": [f"{asked.get(one, one)} {known.words(one, str(code))}" for one, code in answers.items()],
        "reasons": [str(sentence) for sentence in reasons.values()],
        "facts": [_fact(name, str(code)) for name, code in facts.items()],
    }
    return {name: "\n".join(said) for name, said in lines.items() if said}


def _fact(name: str, code: str) -> str:
    label, codes = _FACTS.get(name, (name, ""))
    return f"{_(label)}: {code_list(codes).label(code) if codes else code}"


def title_of(values: Values) -> str:
    """Name and day: ``Siti Aminah – 21 November 2026``; the result is no part of anybody's name."""
    day = text_of(values, "screened_on")
    parts = (text_of(values, "person_name"), long_date(dates.earliest(day)) if dates.is_date(day) else "")
    return " – ".join(part for part in parts if part) or _("(tanpa nama)")


def detail_of(values: Values) -> str:
    """Result and mode: ``Perlu dilengkapi (sementara) · Lengkap``."""
    band, mode = text_of(values, "band"), text_of(values, "mode")
    words = code_list("screening-bands").label(band) if band else ""
    if words and values.get("provisional") is True:
        words = _("{band} (sementara)").format(band=words)
    return joined(*(part for part in (words, code_list("screening-modes").label(mode)) if part))


def search_text(values: Values) -> str:
    """Name and interviewer."""
    return folded(values.get("person_name"), values.get("interviewer"), _("skrining"))


def _stays(values: Values, before: Values | None) -> bool:
    """Whether a result is there, and nothing it follows from is another."""
    return before is not None and all(values.get(name) == before.get(name) for name in (*ASKED, *COMPUTED))


def _before(context: CheckContext) -> Values | None:
    return context.record("screening", context.record_id) if context.record_id else None


def _mapping(values: Values | None, name: str) -> Mapping[str, object]:
    found = values.get(name) if values else None
    return found if isinstance(found, Mapping) else {}


def scored(asked: Instrument, values: Values, facts: Mapping[str, object]) -> Result:
    """What the answers of a screening come to under ``asked``, whatever its own version is."""
    return score(
        asked,
        _mapping(values, "answers"),
        facts,
        short=values.get("mode") == SHORT,
        accompanied=is_accompanied(codes_of(values, "company")),
    )


def _result_fields(values: Values, facts: Mapping[str, object], library: Library) -> dict[str, object]:
    """The result as it is stored; nothing where this PC does not have the instrument, which ``check`` then says."""
    try:
        result = scored(library.instrument(text_of(values, "instrument_version")), values, facts)
    except Refused:
        return dict.fromkeys(COMPUTED)
    return {
        "band_computed": result.band,
        "score_certain": result.score_certain,
        "score_total": result.score_total,
        "flags": list(result.flags) or None,
        "dimensions": list(result.dimensions) or None,
        "reasons": {reason.question: reason.sentence for reason in result.reasons} or None,
        "provisional": result.is_provisional,
        "data_lacking": result.is_data_lacking,
        "facts": dict(facts) or None,
    }


def _company_problems(values: Values) -> list[Problem]:
    company = codes_of(values, "company")
    if ALONE not in company or not is_accompanied(company):
        return []
    message = _("Tertulis hanya yang ditanya dan petugas, padahal juga ada orang lain; hasilnya dianggap sementara.")
    return [warning("company", "company-contradicts", message)]


def _answer_problems(values: Values, context: CheckContext) -> list[Problem]:
    if _stays(values, _before(context)):
        return []
    try:
        asked = context.instruments.instrument(text_of(values, "instrument_version"))
    except Refused as refused:
        return [Problem("instrument_version", refused.code, refused.sentence)]
    return answer_problems(asked, _mapping(values, "answers"))


def _judgement_problems(values: Values) -> list[Problem]:
    given, computed = text_of(values, "band_given"), text_of(values, "band_computed")
    if not given or severity(given) >= severity(computed):
        return []
    if codes_of(values, "flags"):
        message = _("Selama ada tanda wajib rujuk, hasilnya tetap “{band}”.")
        words = message.format(band=code_list("screening-bands").label(GRAVEST))
        return [Problem("band_given", "band-flag", words)]
    problems = []
    if not text_of(values, "band_reason"):
        problems.append(Problem("band_reason", "band-reason", _("Hasil diturunkan: tulis alasannya.")))
    second = search_key(text_of(values, "second_officer"))
    if not second or second == search_key(text_of(values, "interviewer")):
        message = _("Hasil diturunkan: isi nama petugas kedua yang setuju, bukan petugas yang bertanya.")
        problems.append(Problem("second_officer", "band-second-officer", message))
    return problems
