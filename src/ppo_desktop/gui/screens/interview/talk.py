"""The state of an interview: who listens, what was answered, and what comes next. Pure, without widgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.screens.interview.question import Option, Question
from ppo_desktop.records import scoring
from ppo_desktop.records.instrument import Instrument, Means
from ppo_desktop.records.instrument import Question as Item
from ppo_desktop.records.scoring import Result
from ppo_desktop.records.screening_rules import SHORT, WHOLE, is_accompanied

COMPANY, END, RESULT = "company", "end", "result"
"""Stages beside those named after a group of questions."""
FLAGS = "flags"
_LETTERS = {"YA": "Y", "TIDAK": "T"}


class Group(Struct, frozen=True):
    """Questions of one page."""

    name: str
    title: str
    items: tuple[Item, ...]


class Talk(Struct):
    """One interview, as far as it has come."""

    instrument: Instrument
    facts: Mapping[str, object]
    company: list[str] = field(default_factory=list)
    """Codes of who is in the room; empty before that was asked."""
    answers: dict[str, str] = field(default_factory=dict)
    stage: str = COMPANY
    is_short: bool = False
    """Somebody chose to stop after the questions that come first: no others are put now."""

    @property
    def is_alone(self) -> bool:
        """Whether nobody listens before whom not everything can be said."""
        return not is_accompanied(self.company)

    def is_asked(self, item: Item) -> bool:
        """Whether this question is put to the person now."""
        waits_now = item.waits and not self.is_alone
        return not item.automatic and not waits_now and not scoring.is_skipped(item, self.facts)

    @property
    def groups(self) -> list[Group]:
        """The pages: what may demand help today comes first, then section by section what is left."""
        first = Group(FLAGS, _("Yang ditanyakan lebih dahulu"), self._asked(self.instrument.flag_questions))
        sections = [
            Group(
                section.id,
                section.title,
                self._asked(item for item in self.instrument.of_section(section.id) if not item.may_flag),
            )
            for section in self.instrument.sections
        ]
        return [group for group in (first, *sections) if group.items]

    def _asked(self, items: Iterable[Item]) -> tuple[Item, ...]:
        return tuple(item for item in items if self.is_asked(item))

    def group(self, name: str) -> Group | None:
        """The page of that name, if there is one now."""
        return next((group for group in self.groups if group.name == name), None)

    @property
    def asked(self) -> list[Item]:
        """Everything that is put to the person, page by page."""
        return [item for group in self.groups for item in group.items]

    @property
    def open_items(self) -> list[Item]:
        """What is asked and has no answer yet."""
        return [item for item in self.asked if item.id not in self.answers]

    @property
    def waiting(self) -> list[Item]:
        """What is kept for a talk alone."""
        return [
            item
            for item in self.instrument.questions
            if item.waits and not self.is_alone and not scoring.is_skipped(item, self.facts)
        ]

    def after(self, stage: str, *, only_open: bool = False) -> str:
        """The stage that follows; ``only_open``: pages on which everything is answered are passed over."""
        groups = self.groups
        names = [group.name for group in groups]
        place = names.index(stage) + 1 if stage in names else 0
        for group in groups[place:]:
            if self.is_short and group.name != FLAGS:
                continue
            if not only_open or any(item.id not in self.answers for item in group.items):
                return group.name
        return END

    def before(self, stage: str) -> str:
        """The stage before."""
        names = [COMPANY, *(group.name for group in self.groups), END, RESULT]
        if stage == END and self.is_short:
            return FLAGS if FLAGS in names else COMPANY
        return names[max(names.index(stage) - 1, 0)] if stage in names else COMPANY

    @property
    def mode(self) -> str:
        """Whether it was whole follows from what has an answer, not from where somebody stopped."""
        return SHORT if self.open_items else WHOLE

    def result(self) -> Result:
        """What the answers come to; shown only when the interview is over."""
        short = self.mode == SHORT
        return scoring.score(self.instrument, self.answers, self.facts, short=short, accompanied=not self.is_alone)


def shown(item: Item, note: str = "") -> Question:
    """A question as the page shows it: yes before no, each answer with its key."""
    lettered = all(answer.code in _LETTERS or answer.means in (Means.UNKNOWN, Means.NONE) for answer in item.answers)
    last = (Means.NONE, Means.UNKNOWN)
    answers = sorted(
        item.answers,
        key=lambda answer: (
            last.index(answer.means) + 1 if answer.means in last else 0,
            lettered and answer.code != "YA",
        ),
    )
    options = []
    digit = 0
    for answer in answers:
        if answer.means is Means.UNKNOWN:
            key = "0"
        elif answer.means is Means.NONE:
            key = "N"
        elif lettered:
            key = _LETTERS[answer.code]
        else:
            digit += 1
            key = str(digit) if digit <= 9 else ""
        options.append(Option(answer.code, answer.words, key))
    return Question(item.id, item.text, tuple(options), note)


FROM_RECORD = N_("Sudah terisi dari catatan keberangkatan; tanyakan lagi, betulkan bila berbeda.")
