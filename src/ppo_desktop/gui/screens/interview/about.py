"""Whom an interview is about, read from the office once; and what is kept of it as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.gui.forms.beginning import gone
from ppo_desktop.gui.screens.interview.talk import COMPANY, END, RESULT, Talk
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.books.recording import DELETED
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.papers import sheets
from ppo_desktop.operations.published import publishing
from ppo_desktop.records import scoring, screening_rules
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.field import Values
from ppo_desktop.records.instruments import Library
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.rules import codes_of, text_of
from ppo_desktop.records.screening import SCREENING

NO_DEPARTURE = "no-departure"
FORM = "interview"
"""Name of the drafts, which stand in no list: ``interview/<departure>``."""
JUDGED = ("interviewer", "woman_officer", "note", "band_given", "band_reason", "second_officer", REASONS)


class About(Struct, frozen=True):
    """One interview to be held, or gone on with."""

    kind: RecordKind
    departure: str
    person: str
    record: str | None
    title: str
    """Of the departure."""
    values: Values = field(default_factory=dict)
    """Of the screening that is gone on with."""
    facts: Mapping[str, object] = field(default_factory=dict)
    instruments: Library = field(default_factory=Library)
    unfinished: str = ""
    """Id of the newest screening of this departure, where it waits for a second talk."""

    @property
    def key(self) -> DraftKey:
        return DraftKey(f"{FORM}/{self.departure}", self.record)

    def begin(self) -> Talk:
        """The interview as the records know it: nothing yet, or what an earlier talk brought."""
        if self.record:
            answers = self.values.get("answers")
            known = {str(name): str(code) for name, code in answers.items()} if isinstance(answers, Mapping) else {}
            return Talk(
                self.instruments.instrument(text_of(self.values, "instrument_version")), self.facts, answers=known
            )
        asked = self.instruments.newest()
        found = scoring.proposed(asked, self.facts)
        return Talk(
            asked, self.facts, answers={name: code for name, code in found.items() if not asked.by_id[name].automatic}
        )


def read(office: Office, arguments: Mapping[str, object]) -> About:
    """What the arguments of a place ask for, as those of a form: ``record``, or in ``typed`` a departure or a person.

    Raises:
        Refused: the record is gone, or there is no departure to ask about.
    """
    kind = SCREENING
    record = str(arguments.get("record") or "") or None
    values: Values = _row(office, kind, record) if record else {}
    typed = arguments.get("typed")
    known = {**arguments, **typed} if isinstance(typed, Mapping) else arguments
    departure = text_of(values, "departure") or text_of(known, "departure")
    if not departure:
        departure = _departure_of(office, text_of(known, "person"))
    found = _row(office, DEPARTURE, departure)
    person = text_of(found, "person")
    facts = screening_rules.facts_of(
        found,
        _row(office, PERSON, person) if person else None,
        text_of(values, "screened_on") or today(office.clock).isoformat(),
    )
    unfinished = "" if record else _unfinished(office, kind, departure)
    library = publishing.instruments_of(office)
    return About(kind, departure, person, record, DEPARTURE.title_of(found), values, facts, library, unfinished)


def _row(office: Office, kind: RecordKind, record: str) -> Values:
    (found,) = browsing.window(office, kind, [(office.code, record)], tuple(kind.by_name))
    if found is None:
        raise gone()
    return found


def _unfinished(office: Office, kind: RecordKind, departure: str) -> str:
    linked = sheets.sheet(office, DEPARTURE, departure).linked
    newest_one = next((other.record for other in linked if other.kind == kind.name), "")
    values = _row(office, kind, newest_one) if newest_one else {}
    return newest_one if values.get("provisional") or values.get("mode") == screening_rules.SHORT else ""


def _departure_of(office: Office, person: str) -> str:
    """The newest departure of a person."""
    if not person:
        sentence = _("Skrining selalu tentang satu keberangkatan.")
        raise Refused(NO_DEPARTURE, sentence, _("Buka lembar keberangkatannya, lalu tekan S: Skrining."))
    for other in sheets.sheet(office, PERSON, person).linked:
        if other.kind == DEPARTURE.name:
            return other.record
    raise Refused(
        NO_DEPARTURE,
        _("Skrining selalu tentang satu keberangkatan, dan belum ada yang tercatat untuk orang ini."),
        _("Catat dahulu keberangkatannya, lalu mulai skrining dari lembarnya."),
    )


def is_listed(office: Office, record: str) -> bool:
    """Whether a screening of ours is in the list still."""
    (found,) = browsing.window(office, SCREENING, [(office.code, record)], (DELETED,))
    return found is not None and not found[DELETED]


def kept(talk: Talk, about: About, judged: Mapping[str, object]) -> dict[str, object]:
    """The interview as a draft; who it is about is named, so that erasing a person erases it."""
    return {
        "departure": about.departure,
        "company": talk.company,
        "answers": dict(talk.answers),
        "stage": talk.stage,
        "short": talk.is_short,
        **{name: value for name, value in judged.items() if value},
    }


def typed(about: About, talk: Talk, judged: Mapping[str, object], day: date) -> dict[str, object]:
    """The interview as the values of a screening. A second talk keeps the day of the first."""
    return {
        "departure": about.departure,
        "screened_on": text_of(about.values, "screened_on") or day.isoformat(),
        "mode": talk.mode,
        "company": talk.company,
        "instrument_version": talk.instrument.version,
        "answers": dict(talk.answers),
        "facts": None,
        **judged,
    }


def take_up(draft: Mapping[str, object], about: About) -> tuple[Talk, dict[str, object]]:
    """The interview of a draft, and what the officer had added. A result is not shown again without being asked for."""
    talk = about.begin()
    answers, asked = draft.get("answers"), talk.instrument.by_id
    if isinstance(answers, Mapping):  # of a draft that an older program left, what is still asked
        talk.answers = {name: code for name, code in answers.items() if name in asked and code in asked[name].by_code}
    talk.company = codes_of(draft, "company")
    talk.is_short = draft.get("short") is True
    stage = str(draft.get("stage") or COMPANY)
    talk.stage = END if stage == RESULT else stage
    return talk, {name: draft[name] for name in JUDGED if name in draft}
