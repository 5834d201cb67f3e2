"""The screening instruments on this PC: questions, weights, thresholds and actions as data, one file per version.

Files lie in ``resources/instruments`` and are in Indonesian; nothing of their content stands in code. A version that
was used is never changed, so that an old screening can be read with the questions it was asked with. A regency may
publish versions of its own, which come by receipt: a ``Library`` is what one office has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, cached_property, lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.paths import resource
from ppo_desktop.core.text import _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.instrument import (
    BANDS,
    NO_DIMENSION,
    Action,
    Answer,
    Band,
    Dimension,
    Instrument,
    Means,
    Positive,
    Question,
    Section,
)

_MOST = 10_000
"""Of any number: a score stays one that can be counted, and read by people."""
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}")


@cache
def versions() -> tuple[str, ...]:
    """The versions on this PC, the oldest first."""
    names = [file.stem for file in resource("instruments").glob("*.toml") if _VERSION.fullmatch(file.stem)]
    return tuple(sorted(names, key=order_of))


def order_of(version: str) -> list[int]:
    """What versions are ordered by: ``1.0.6101.10`` comes after ``1.0.6101.9``; what is none comes first."""
    return [int(part) for part in version.split(".")] if _VERSION.fullmatch(version) else []


def newest() -> Instrument:
    """The instrument for new screenings."""
    return instrument(versions()[-1])


@cache
def instrument(version: str) -> Instrument:
    """The instrument of that version; raises ``Refused('instrument-unknown')`` or ``Refused('instrument-broken')``."""
    if version not in versions():
        raise Refused(
            "instrument-unknown",
            _("Instrumen skrining versi {version} tidak ada di komputer ini.").format(version=version[:20]),
            _("Yang ada: {versions}.").format(versions=", ".join(versions())),
        )
    found = read_instrument(resource("instruments", f"{version}.toml").read_text(encoding="utf-8"))
    if found.version != version:
        raise _broken(_("nama berkas dan versinya berbeda"))
    return found


class Library(Struct, frozen=True, dict=True):
    """The instruments of one office: those of the program, and before them those its regency has published."""

    published: tuple[tuple[str, str], ...] = ()
    """(version, text), the newest last, each version once; a text that cannot be used stops nobody."""
    disputed: tuple[str, ...] = ()
    """Versions that came with another text as well; the first one counts."""

    def newest(self) -> Instrument:
        """The instrument for new screenings: the newest published one that can be used, else the program's."""
        return self._usable[-1] if self._usable else newest()

    def instrument(self, version: str) -> Instrument:
        """The instrument of that version; raises as the function of that name."""
        return next((made for made in self._usable if made.version == version), None) or instrument(version)

    def text(self, version: str) -> str:
        """The file of a version that can be used; raises as ``instrument``."""
        return next((text for name, text in self.published if name == version), None) or program_text(version)

    @cached_property
    def versions(self) -> tuple[str, ...]:
        """All that can be used, those of the program first."""
        return (*versions(), *(made.version for made in self._usable))

    @cached_property
    def unusable(self) -> tuple[str, ...]:
        """Published versions that cannot be read here, or lack a sign that alone demands referral."""
        usable = {made.version for made in self._usable}
        return tuple(version for version, _text in self.published if version not in usable)

    @cached_property
    def _usable(self) -> tuple[Instrument, ...]:
        made = []
        for version, text in self.published:
            try:
                read = read_instrument(text)
            except Refused:
                continue
            if read.version == version and all(map(read.keeps_flags_of, _copied_from(version).flag_questions)):
                made.append(read)
        return tuple(made)


def _copied_from(version: str) -> Instrument:
    """The program's own version of which a published one is a copy; the newest where that is not here."""
    root = ".".join(version.split(".")[:2])
    return instrument(root) if root in versions() else newest()


def program_text(version: str) -> str:
    """The file of one of the program's own versions; raises as ``instrument``."""
    instrument(version)
    return resource("instruments", f"{version}.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def read_instrument(text: str) -> Instrument:
    """The instrument in a file; raises ``Refused('instrument-broken')`` with what is wrong with it."""
    import tomllib  # not needed to open an office

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search("line ([0-9]+)", str(error))
        place = _("di baris {line}").format(line=line[1]) if line else _("di akhir berkas")
        raise _broken(_("tulisannya salah {place}").format(place=place)) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, thousands of brackets
        raise _broken(_said(error)) from error
    try:
        made = _instrument(content)
    except _MISSHAPEN as error:
        raise _broken(_said(error)) from error
    for is_wrong, sentence in _contradictions(made):
        if is_wrong:
            raise _broken(sentence)
    return made


_MISSHAPEN = (LookupError, TypeError, ValueError, AttributeError)


class _WrongError(ValueError):
    """A value that cannot be used; says so in a sentence for people."""


def _said(error: Exception) -> str:
    if isinstance(error, _WrongError):
        return str(error)
    if isinstance(error, KeyError):
        return _("tidak ada isian {name}").format(name=error.args[0])
    return _("bentuk isiannya salah")


def _broken(what: str) -> Refused:
    return Refused(
        "instrument-broken",
        _("Berkas instrumen skrining tidak dapat dipakai: {what}.").format(what=what),
        _("Minta berkas yang benar dari kabupaten."),
    )


def _instrument(content: Mapping[str, Any]) -> Instrument:
    scoring = content["scoring"]
    return Instrument(
        version=_text(content["version"]),
        title=_text(content["title"]),
        status=_text(content["status"]),
        checked_on=_text(content["checked_on"]),
        principles=tuple(_text(line) for line in content["principles"]),
        sections=tuple(Section(_text(s["id"]), _text(s["title"])) for s in content["section"]),
        questions=tuple(_each([q for q in content["question"] if not _truth(q.get("off", False))], _question)),
        dimensions=tuple(
            Dimension(_text(d["code"]), _text(d["words"]), frozenset(d.get("only_with_sections", ())))
            for d in content["dimension"]
        ),
        positive=tuple(
            Positive(*(_whole(p.get(name, 0)) for name in ("strong", "medium", "weak", "medium_or_weak")))
            for p in scoring["positive"]
        ),
        bands=tuple(_each(content["band"], _band)),
        caps=tuple((frozenset(cap["sections"]), _whole(cap["most"])) for cap in scoring["cap"]),
        unknown_divisor=_whole(scoring["unknown_divisor"], least=1),
        lacking=(_whole(scoring["lacking"][0]), _whole(scoring["lacking"][1], least=1)),
        floor=_text(scoring["floor"]),
    )


def _each(items: list[Mapping[str, Any]], make: Callable[[Mapping[str, Any]], Any]) -> list[Any]:
    """Each item made; a mistake names the item it is in."""
    made = []
    for item in items:
        try:
            made.append(make(item))
        except _MISSHAPEN as error:
            raise _WrongError(f"{item.get('id') or item.get('code') or '?'}: {_said(error)}") from error
    return made


def _question(item: Mapping[str, Any]) -> Question:
    skip = item.get("skip")
    return Question(
        id=_text(item["id"]),
        section=_text(item["id"])[0],
        text=_text(item["text"]),
        points=_whole(item["points"], least=1),
        tier=_text(item["tier"]),
        dimension=_text(item["dimension"]),
        why=_text(item["why"]),
        source=_text(item["source"]),
        answers=tuple(_answer(answer, _text(item["reason"])) for answer in item["answers"]),
        automatic=_truth(item.get("automatic", False)),
        waits=_truth(item.get("waits", False)),
        fact=_text(item["fact"]) if "fact" in item else "",
        skip=(_text(skip["fact"]), frozenset(skip["codes"])) if skip else None,
    )


def _answer(item: Mapping[str, Any], reason: str) -> Answer:
    unless, least, below = item.get("unless"), item.get("from"), item.get("below")
    return Answer(
        code=_text(item["code"]),
        words=_text(item["words"]),
        means=Means(item["means"]),
        reason=_text(item.get("reason", reason)),
        offer=_text(item["offer"]) if "offer" in item else "",
        unless=(_text(unless["question"]), _text(unless["answer"])) if unless else None,
        when=frozenset(item.get("when", ())),
        least=None if least is None else _whole(least),
        below=None if below is None else _whole(below),
    )


def _band(item: Mapping[str, Any]) -> Band:
    certain, total = item.get("certain_from"), item.get("total_from")
    return Band(
        code=_text(item["code"]),
        words=_text(item["words"]),
        any_flag=_truth(item.get("any_flag", False)),
        any_dimension=_truth(item.get("any_dimension", False)),
        certain_from=None if certain is None else _whole(certain),
        total_from=None if total is None else _whole(total),
        data_lacking=_truth(item.get("data_lacking", False)),
        actions=tuple(map(_action, item["actions"])),
    )


def _action(item: Mapping[str, Any]) -> Action:
    codes = tuple(map(_text, item.get("codes", ())))
    return Action(_text(item["who"]), _text(item["words"]), _whole(item["within"]), _text(item["unit"]), codes)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongError(_("ada teks yang kosong"))
    return value


def _whole(value: object, least: int = 0) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _MOST:
        raise _WrongError(_("ada bilangan yang tidak mungkin"))
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongError(_("ada isian yang harus true atau false"))
    return value


def _contradictions(made: Instrument) -> list[tuple[bool, str]]:
    """(whether it is so, sentence) of everything that would make a score arbitrary."""
    questions, sections = made.questions, {section.id for section in made.sections}
    follow_ups = code_list("follow-up-actions")
    ids, dimensions = [q.id for q in questions], {d.code for d in made.dimensions} | {NO_DIMENSION}
    found = [
        (not _VERSION.fullmatch(made.version), _("versi harus seperti 1.0")),
        (len(set(ids)) != len(ids), _("ada nomor pertanyaan yang sama")),
        (tuple(b.code for b in made.bands) != BANDS[::-1], _("pita harus KRITIS, TINGGI, SEDANG, RENDAH berurutan")),
        (not made.bands or _has_condition(made.bands[-1]), _("pita terakhir tidak boleh bersyarat")),
        (not all(map(_has_condition, made.bands[:-1])), _("pita selain yang terakhir harus bersyarat")),
        (not (made.bands and made.bands[0].any_flag), _("tanda wajib rujuk harus selalu berakhir pada pita KRITIS")),
        (
            not frozenset().union(*(d.only_with for d in made.dimensions), *(c[0] for c in made.caps)) <= sections,
            _("dimensi atau batas menunjuk bagian yang tidak ada"),
        ),
        (
            any(not follow_ups.contains(code) for b in made.bands for a in b.actions for code in a.codes),
            _("tindakan menunjuk tindak lanjut yang tidak dikenal"),
        ),
        (made.floor not in BANDS, _("pita terendah skrining singkat tidak dikenal")),
        (not all(any(astuple(p)) for p in made.positive), _("syarat dimensi kosong")),
    ]
    for question in questions:
        means = [answer.means for answer in question.answers]
        named = [answer.unless for answer in question.answers if answer.unless]
        other = {name: made.by_id[name].by_code for name, _answer_there in named if name in made.by_id}
        found += [
            (question.section not in sections, _("{id}: bagiannya tidak ada").format(id=question.id)),
            (question.tier not in "SMW-", _("{id}: kekuatan harus S, M, W, atau -").format(id=question.id)),
            (question.dimension not in dimensions, _("{id}: dimensinya tidak ada").format(id=question.id)),
            (len(question.by_code) != len(means), _("{id}: ada kode jawaban yang sama").format(id=question.id)),
            (means.count(Means.UNKNOWN) != 1, _("{id}: harus ada satu jawaban tidak tahu").format(id=question.id)),
            (Means.SAFE not in means, _("{id}: tidak ada jawaban tanpa risiko").format(id=question.id)),
            (not {Means.RISK, Means.FLAG} & {*means}, _("{id}: tidak ada jawaban berisiko").format(id=question.id)),
            (question.automatic and not question.fact, _("{id}: otomatis tanpa asal").format(id=question.id)),
            (
                any(name not in other or answer not in other[name] for name, answer in named),
                _("{id}: menunjuk jawaban yang tidak ada").format(id=question.id),
            ),
        ]
    return found


def _has_condition(band: Band) -> bool:
    limits = (band.certain_from, band.total_from)
    return band.any_flag or band.any_dimension or band.data_lacking or any(limit is not None for limit in limits)
