"""screen: what answers come to, without an office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import asdict

from ppo_desktop.cli.session import read_json_object, write_json
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.errors import Invalid, Problem
from ppo_desktop.core.text import N_, _

if TYPE_CHECKING:
    from ppo_desktop.records.instrument import Instrument

_SHAPES: Mapping[str, type] = {"version": str, "answers": dict, "facts": dict, "short": bool, "accompanied": bool}


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("screen", cls=Verb, help=N_("Hitung hasil skrining dari jawaban; tidak menyimpan apa pun."))(screen)


def screen(
    source: Annotated[str, typer.Argument(help=N_("Berkas JSON; - untuk masukan baku."), metavar="FILE")] = "-",
) -> None:
    """Score answers: an object with ``answers`` and perhaps ``version``, ``facts``, ``short``, ``accompanied``."""
    from ppo_desktop.records.instruments import instrument, newest
    from ppo_desktop.records.scoring import score

    asked = read_json_object(source)
    _must_be_known(asked)
    version = asked.get("version")
    used = instrument(str(version)) if version else newest()
    answers, facts = _mapping(asked, "answers"), _mapping(asked, "facts")
    _must_belong(used, answers, facts)
    result = score(used, answers, facts, short=bool(asked.get("short")), accompanied=bool(asked.get("accompanied")))
    told: dict[str, object] = asdict(result)
    told["band_words"] = used.band(result.band).words
    told["reasons"] = [
        {"question": r.question, "sign": r.sign.value, "points": r.points, "sentence": r.sentence}
        for r in result.reasons
    ]
    told["actions"] = [asdict(action) for action in used.band(result.band).actions]
    told["offers"] = [{"question": question, "offer": offer} for question, offer in result.offers]
    write_json(told)


def _mapping(asked: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = asked.get(name)
    return found if isinstance(found, Mapping) else {}


def _must_be_known(asked: Mapping[str, object]) -> None:
    """Nothing that was written may be passed over in silence; raises ``Invalid``."""
    wrong = [name for name, value in asked.items() if not isinstance(value, _SHAPES.get(name, ()))]
    message = _("“{name}” tidak dikenal atau salah bentuk; yang dibaca: {names}.")
    problems = [Problem(name, "unreadable", message.format(name=name[:40], names=", ".join(_SHAPES))) for name in wrong]
    if problems:
        raise Invalid(problems)


def _must_belong(used: Instrument, answers: Mapping[str, object], facts: Mapping[str, object]) -> None:
    """Answers and facts are those of the instrument; raises ``Invalid``."""
    from ppo_desktop.records.scoring import answer_problems

    message = _("Keadaan “{name}” tidak dipakai instrumen ini; yang dipakai: {names}.")
    names = ", ".join(sorted(used.facts))
    problems = answer_problems(used, answers)
    problems += [
        Problem("facts", "fact-unknown", message.format(name=name[:40], names=names))
        for name in facts
        if name not in used.facts
    ]
    if problems:
        raise Invalid(problems)
