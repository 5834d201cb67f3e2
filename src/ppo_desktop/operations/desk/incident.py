"""Something with personal data was lost, stolen or seen: the clock of UU 27/2022 art. 46, and what has to be done.

An incident is this office's own note beside the journal: it travels to nobody, since whoever must know is told by
letter. Within three times 24 hours the people concerned and the authority are told in writing.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import cast

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop.core.clock import WIB, today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, parent
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, clean
from ppo_desktop.operations.books import browsing, counting
from ppo_desktop.operations.history import pc_names
from ppo_desktop.operations.house import access, roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.todo import Severity, Task
from ppo_desktop.operations.months import reporting
from ppo_desktop.records.person import PERSON
from ppo_desktop.reports.incident import AUTHORITY, COMPUTER, HOW, IncidentFacts, affected_list, letter
from ppo_desktop.reports.incident import Letter as Letter
from ppo_desktop.storage import settings_store
from ppo_desktop.storage.database import Connection

HOURS = 72
"""From becoming known until people and authority have been told."""
STEPS = ("keys", "people", "authority", "upper")
"""What has to be done: new passwords and codes; letters to people, authority and the office above."""
LETTERS: tuple[Letter, ...] = ("people", "authority", "upper")
PROTECTED = ("locked", "open", "unknown")
"""Whether the data were readable: the PC was locked or off and the code elsewhere; it was open; nobody knows."""
_INCIDENT = "incident "
"""Setting, followed by its number."""
_LONGEST = 1000


class Incident(Struct, frozen=True):
    """One incident as it stands."""

    number: int
    how: str
    """A key of ``reports.incident.HOW``."""
    known_at: datetime
    """When this office learnt of it."""
    words: str
    """What happened, as typed."""
    protected: str
    """One of ``PROTECTED``."""
    device: str
    """Identity of the PC that is gone; ``""``: none."""
    by: str
    done: dict[str, date] = field(default_factory=dict)
    """Step → when it was done."""
    closed_on: date | None = None
    withdrawn: str = ""
    """Why it was none after all: what was found, or written by mistake; ``""``: it was one."""

    @property
    def until(self) -> datetime:
        return self.known_at + timedelta(hours=HOURS)

    def hours_left(self, now: datetime) -> int:
        """Whole hours until the notices must be out; negative afterwards."""
        return int((self.until - now).total_seconds() // 3600)


class Affected(Struct, frozen=True):
    """The people whose data are concerned."""

    count: int
    hidden: int
    """Of them, those whose records are closed to whoever asks: counted, not named."""


def begin(office: Office, how: str, known_at: datetime, words: str, protected: str, device: str = "") -> Incident:
    """Write an incident down and start its clock.

    Raises:
        Refused: this role may not, nothing was said of what happened, or it became known later than now.
    """
    roles.demand(office, "record")
    told = _told(words)
    if known_at > office.clock.now() + timedelta(minutes=1):
        raise Refused("incident-ahead", _("Waktu diketahui belum terjadi."), _("Periksa tanggal dan jamnya."))
    if how not in HOW or protected not in PROTECTED:
        raise Refused("incident-kind", _("Jenis insiden itu tidak dikenal."), _("Pilih salah satu yang ditawarkan."))
    with office.database.transaction() as connection:
        number = max((int(rest) for rest in settings_store.beginning_with(connection, _INCIDENT)), default=0) + 1
        incident = Incident(number, how, known_at, told, protected, device, office.user.display_name)
        _write(connection, incident)
    return incident


def incidents(office: Office) -> list[Incident]:
    """All incidents, the newest first."""
    with office.database.reading() as connection:
        kept = settings_store.beginning_with(connection, _INCIDENT)
    return sorted((_read(int(rest), told) for rest, told in kept.items()), key=lambda one: -one.number)


def mark(office: Office, incident: Incident, step: str, *, done: bool = True) -> Incident:
    """A step was done today, or was not after all."""
    roles.demand(office, "record")
    assert step in STEPS
    steps = {name: day for name, day in incident.done.items() if name != step}
    if done:
        steps[step] = today(office.clock)
    return _replaced(office, replace(incident, done=steps))


def close(office: Office, incident: Incident) -> Incident:
    """Everything was done."""
    roles.demand(office, "record")
    missing = [step for step in STEPS if step not in incident.done and step not in _not_needed(office, incident)]
    if missing:
        raise Refused("incident-open", _("Masih ada langkah yang belum ditandai selesai."), _("Selesaikan dahulu."))
    return _replaced(office, replace(incident, closed_on=today(office.clock)))


def reword(office: Office, incident: Incident, words: str) -> Incident:
    """Say better what happened; raises ``Refused`` where nothing is said, or this role may not."""
    roles.demand(office, "record")
    return _replaced(office, replace(incident, words=_told(words)))


def withdraw(office: Office, incident: Incident, reason: str) -> Incident:
    """It was none after all, or what was lost is found: nothing more is to be done, and the reason stays.

    Raises:
        Refused: this role may not, or no reason was given.
    """
    roles.demand(office, "record")
    told = clean(reason).strip()[:_LONGEST]
    if not told:
        raise Refused("incident-reason", _("Alasannya belum ditulis."), _("Misalnya: laptop ditemukan di rumah."))
    return _replaced(office, replace(incident, closed_on=today(office.clock), withdrawn=told))


def needs(office: Office, incident: Incident, step: str) -> bool:
    """Whether a step is asked for here.

    Passwords and keys are in danger only with a computer, nobody is above a regency, and locked data need no letters
    to people.
    """
    return step not in _not_needed(office, incident)


def letters(office: Office, incident: Incident) -> tuple[Letter, ...]:
    """The letters there may be: nobody is asked to revoke a key that is not in danger."""
    return tuple(which for which in LETTERS if which != "upper" or needs(office, incident, which))


def lost_devices(office: Office) -> dict[str, str]:
    """The identities that wrote for this office beside this PC's own: one of them may be the PC that is gone.

    Returns its name by identity.
    """
    with office.database.reading() as connection:
        heads = counting.chain_heads(connection, office.code)
        return {
            device: pc_names.called(connection, office.code, device) for device in heads if device != office.device.id
        }


def _pc_name(office: Office, device: str) -> str:
    with office.database.reading() as connection:
        return pc_names.called(connection, office.code, device) if device else ""


def affected(office: Office) -> Affected:
    """Whose data stand on this office's PC, those of offices below too."""
    keys = browsing.ids(office, PERSON)
    rows = browsing.window(office, PERSON, keys, ("name",))
    hidden = sum(1 for row in rows if row is not None and not row.get("name"))
    return Affected(len(keys), hidden)


def affected_paper(office: Office, incident: Incident, paper: str = "F4") -> bytes:
    """The list of the people concerned, to be sealed in an envelope; who may not look gets none.

    Raises:
        Refused: this role may not.
    """
    from ppo_desktop.pdf.render import render

    if not access.may_look(office):
        raise Refused("not-allowed", access.why_not_look(), _("Minta petugas atau pimpinan mencetaknya."))
    keys = browsing.ids(office, PERSON)
    wanted = ("name", "born_on", "phone", "hamlet", *sorted(PERSON.restricted_names))
    people = []
    for row in browsing.window(office, PERSON, keys, wanted):
        if row is not None and row.get("name"):
            has_more = bool(access.hidden_fields(PERSON, row))
            place = str(row.get("hamlet") or "")
            people.append((str(row["name"]), str(row.get("born_on") or "")[:4], place, has_more))
    return render(affected_list(_facts(office, incident), tuple(people), len(keys) - len(people)), paper)


def letter_paper(office: Office, incident: Incident, which: Letter, paper: str = "F4") -> bytes:
    """The draft of one of ``letters``: to people, to the authority, or to the office above."""
    from ppo_desktop.pdf.render import render

    assert which in letters(office, incident), "there is no such letter"
    return render(letter(_facts(office, incident), which), paper)


def tasks(office: Office) -> list[Task]:
    """The notices that are not out yet."""
    now = office.clock.now()
    found = []
    for one in incidents(office):
        open_steps = [step for step in STEPS if step not in one.done and needs(office, one, step)]
        if one.closed_on or not open_steps:
            continue
        left = one.hours_left(now)
        due = _("lewat {hours} jam").format(hours=-left) if left < 0 else _("{hours} jam lagi").format(hours=left)
        is_duty = one.protected != "locked"
        words = _("Batas 3 × 24 jam: {day} pukul {time}.")
        if not is_duty:
            words = _("Datanya terkunci. Bila ragu, beri tahu juga sebelum {day} pukul {time}.")
        reason = words.format(
            day=long_date(one.until.astimezone(WIB).date()), time=one.until.astimezone(WIB).strftime("%H.%M")
        )
        sentence = _("Selesaikan insiden data: {how}").format(how=_(HOW[one.how]))
        severity: Severity = "bad" if is_duty else "warn"
        found.append(Task("incident", sentence, reason, severity, "incident", due=due, left=left // 24))
    return found


def _not_needed(office: Office, incident: Incident) -> frozenset[str]:
    steps: set[str] = {"upper"} if office.identity.level is Level.REGENCY else set()
    if incident.how not in COMPUTER:
        steps |= {"keys", "upper"}
    if incident.protected == "locked":
        steps |= {"people", "authority"}
    return frozenset(steps)


def _told(words: str) -> str:
    """What happened; raises ``Refused`` where nothing was said."""
    told = clean(words).strip()[:_LONGEST]
    if not told:
        raise Refused("incident-words", _("Kejadiannya belum ditulis."), _("Tulis singkat: apa, di mana, kapan."))
    return told


def _facts(office: Office, incident: Incident) -> IncidentFacts:
    level = office.identity.level
    return IncidentFacts(
        office=office.identity.on_paper(),
        upper=reporting.addressee(parent(office.code)) if level is not Level.REGENCY else "",
        authority=_(AUTHORITY),
        how=incident.how,
        known_at=incident.known_at.astimezone(WIB),
        until=incident.until.astimezone(WIB),
        words=incident.words,
        protected=incident.protected,
        device=_pc_name(office, incident.device),
        count=affected(office).count,
        day=today(office.clock),
        is_training=office.identity.training,
    )


def _replaced(office: Office, changed: Incident) -> Incident:
    with office.database.transaction() as connection:
        _write(connection, changed)
    return changed


def _write(connection: Connection, one: Incident) -> None:
    told: dict[str, object] = {
        "how": one.how,
        "known_at": one.known_at.astimezone(UTC).isoformat(),
        "words": one.words,
        "protected": one.protected,
        "device": one.device,
        "by": one.by,
        "done": {step: day.isoformat() for step, day in one.done.items()},
        "closed_on": one.closed_on.isoformat() if one.closed_on else "",
        "withdrawn": one.withdrawn,
    }
    settings_store.write(connection, f"{_INCIDENT}{one.number}", told)


def _read(number: int, told: dict[str, object]) -> Incident:
    closed = str(told["closed_on"])
    return Incident(
        number=number,
        how=str(told["how"]),
        known_at=datetime.fromisoformat(str(told["known_at"])),
        words=str(told["words"]),
        protected=str(told["protected"]),
        device=str(told["device"]),
        by=str(told["by"]),
        done={step: date.fromisoformat(day) for step, day in cast("dict[str, str]", told["done"]).items()},
        closed_on=date.fromisoformat(closed) if closed else None,
        withdrawn=str(told.get("withdrawn", "")),
    )
