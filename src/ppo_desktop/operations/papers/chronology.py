"""Kronologi of a person, from the journal: every record about them, line by line with who wrote it down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from ppo_desktop.core.clock import stamp, today
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Month, is_partial_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.fold import fold
from ppo_desktop.operations.books import telling
from ppo_desktop.operations.books.activity import Deed, deed_of
from ppo_desktop.operations.books.undoing import DELETED
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.papers import about_person, emergency_file
from ppo_desktop.operations.papers.about_person import Dossier, Part, Passed
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Field
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.row import AboutPerson
from ppo_desktop.records.words import BIRTH, date_in_words, in_words
from ppo_desktop.reports.chronology import ChronologyFacts, Happening, chronology
from ppo_desktop.reports.document import Document
from ppo_desktop.storage.opening_store import Opening

_REASON = N_("Mencetak kronologi.")
_TOLD_OF = frozenset({"nik", "birth_place", "born_on", "sex", "address", "rt", "rw", "hamlet", "region"})
_COPIES = frozenset(AboutPerson.model_fields)
PLANS = frozenset({"due_on", "due", "planned_on", "next_contact_on", BIRTH}) | frozenset(
    {"passport_until", "contract_until", "contact_due_on", "answer_due"}
)
"""Days on which nothing happened here, also when they have passed."""
HAPPENED: Mapping[str, Mapping[str, str]] = {
    "person": {"moved_on": N_("Pindah")},
    "departure": {
        "registered_on": N_("Keberangkatan masuk register"),
        "departed_on": N_("Berangkat"),
        "last_contact_on": N_("Ada kabar dari yang berangkat"),
        "last_asked_on": N_("Keluarga ditanya, belum ada kabar"),
        "returned_on": N_("Pulang"),
    },
    "screening": {"screened_on": N_("Diskrining")},
    "follow_up": {"decided_on": N_("Tindak lanjut ditetapkan"), "done_on": N_("Tindak lanjut dilakukan")},
    "referral": {
        "sent_on": N_("Rujukan dikirim"),
        "received_on": N_("Rujukan diterima di tujuan"),
        "answered_on": N_("Rujukan dijawab"),
    },
    "case": {
        "opened_on": N_("Kasus dicatat"),
        "closed_on": N_("Kasus ditutup"),
        "happened_on": N_("Kejadian yang menjadi kasus"),
        "police_report_on": N_("Dilaporkan kepada polisi"),
        "investigated_on": N_("Penyidikan dimulai"),
        "complete_on": N_("Berkas perkara lengkap (P-21)"),
        "verdict_on": N_("Putusan pengadilan"),
        "restitution_paid_on": N_("Restitusi dibayar"),
    },
    "service": {
        "started_on": N_("Layanan dimulai"),
        "ended_on": N_("Layanan berakhir"),
        "closed_on": N_("Layanan ditutup"),
        "reopened_on": N_("Layanan dibuka lagi"),
    },
    "homecoming": {"returned_on": N_("Pulang"), "visited_on": N_("Dikunjungi setelah pulang")},
    "letter": {"dated_on": N_("Surat dibuat"), "voided_on": N_("Surat dibatalkan")},
}
"""Kind → field with the day of something that happened → what that was."""
_ELSEWHERE = frozenset({"answers", "facts", "dimensions"})
"""Of an interview: the result and its reasons are told, the rest is read on its own sheet."""
_DEEDS = {
    Deed.RECORDED: N_("{kind}: dicatat"),
    Deed.CHANGED: N_("{kind}: diubah"),
    Deed.REMOVED: N_("{kind}: dihapus dari daftar"),
    Deed.RESTORED: N_("{kind}: dikembalikan ke daftar"),
    Deed.ERASED: N_("{kind}: dihapus untuk selamanya"),
}


def paper(office: Office, about: About) -> list[Document]:
    """The chronology of a person, and behind it the emergency file of the newest departure.

    That what is restricted is looked at is written down first; whoever may not look gets it without.

    Raises:
        Refused: as ``about_person.dossier``.
    """
    found = about_person.dossier(office, about.record, about.owner)
    has_looked = about_person.look(office, found, _(_REASON))
    day, now = today(office.clock), stamp(office.clock)
    facts = ChronologyFacts(
        office=office.identity.on_paper(),
        person=found.title,
        about=tuple(
            line
            for _title, lines in telling.groups(
                PERSON, found.person, {}, day, lambda field: field.name in _TOLD_OF, is_joined=True
            )
            for line in lines
        ),
        happenings=tuple(happenings(office, found, has_looked=has_looked)),
        left_out=not has_looked,
        printed_by=office.user.display_name,
        printed_at=_moment(now),
        day=day,
        is_training=office.identity.training,
    )
    return [chronology(facts), *emergency_file.documents(office, found, has_looked=has_looked)]


def happenings(office: Office, found: Dossier, *, has_looked: bool) -> Iterator[Happening]:
    """All lines, in no order; who looked at what is for the head alone."""
    for part in found.parts:
        if has_looked or not part.is_secret:
            yield from _of_record(found, part, has_looked=has_looked)
    yield from map(_of_passing, found.passed)
    if office.user.role == "pimpinan":
        yield from map(_of_look, found.openings)


def _of_record(found: Dossier, part: Part, *, has_looked: bool) -> Iterator[Happening]:
    """What was written, and what it tells of earlier days; what the person is stands above the table already."""
    hidden = frozenset() if has_looked else part.kind.restricted_names
    before: dict[str, object] = {}
    kind, detail = _(part.kind.title), "" if part.kind.is_person else part.kind.title_of(part.row)
    for place, entry in enumerate(part.entries):
        changes = entry.changes()
        deed, values = deed_of(entry), fold(part.entries[: place + 1]).values
        what = _(_DEEDS[deed]).format(kind=kind)
        is_begun = deed is Deed.RECORDED
        words = part.kind.told(values, found.instruments)
        lines = [] if is_begun and part.kind.is_person else list(_details(part.kind, before, changes, hidden, words))
        when = (_written(entry.time), entry.author)
        told = _in_groups(lines) if is_begun else tuple(line for _group, line in lines)
        yield Happening(entry.time, _moment(entry.time), what, told, *when)
        for order, happened in _dated(part.kind, values, changes, entry, hidden):
            at = _moment(order) if "T" in order else date_in_words(order)
            yield Happening(order, at, happened, (detail,) if detail else (), *when)
        before |= changes


def _details(
    kind: RecordKind,
    before: Mapping[str, object],
    changes: Mapping[str, object],
    hidden: frozenset[str],
    words: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    """Group of the form and ``Negara tujuan: Malaysia``; of what was there before: what it was, too."""
    unsaid = {DELETED} if kind.is_person else {DELETED, *_COPIES}
    names = [name for name in kind.by_name if name in changes and name not in unsaid]
    for name in names:
        field = kind.by_name[name]
        if field.refers or name in _ELSEWHERE or (name == REASONS and not changes[name]):
            continue
        if name in hidden:
            yield field.group, _("{label}: (terbatas)").format(label=_(field.label))
            continue
        if name == telling.DANGER_WORD and changes[name]:
            yield field.group, _(telling.DANGER_TOLD)
            continue
        new = words.get(name) or _value(field, changes[name])
        old = None if name == telling.DANGER_WORD else before.get(name)
        change = _("{old} → {new}").format(old=_value(field, old), new=new) if old not in (None, "", [], {}) else new
        yield field.group, _("{label}: {value}").format(label=_(field.label), value=change)


def _value(field: Field, value: object) -> str:
    if field.name == REASONS and isinstance(value, dict):
        return "; ".join(str(reason) for reason in value.values())
    return in_words(field, value)


def _in_groups(lines: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What one group of the form says, one behind the other; what has several lines of its own stands alone."""
    told: list[str] = []
    for (_group, is_long), of_group in groupby(lines, key=lambda line: (line[0], "\n" in line[1])):
        texts = [text for _of, text in of_group]
        told += texts if is_long else ["; ".join(text.rstrip(".") for text in texts)]
    return tuple(told)


def _dated(
    kind: RecordKind, values: Mapping[str, object], changes: Mapping[str, object], entry: Entry, hidden: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Day, with its hour where that is known, and words of what an entry tells of an earlier time.

    What lies ahead is a plan, and nothing that happened.
    """
    hours = {field.hour_of: field.name for field in kind.fields if field.hour_of}
    for name, happened in HAPPENED.get(kind.name, {}).items():
        hour_name = hours.get(name, "")
        day, hour = values.get(name), values.get(hour_name)
        if name in hidden or not isinstance(day, str) or not is_partial_date(day):
            continue
        if not {name, hour_name} & changes.keys():
            continue
        order = f"{day}T{hour.replace('.', ':')}" if isinstance(hour, str) and len(day) == len("2026-11-21") else day
        if order < entry.time[: len(order)]:
            yield order, _(happened)


def _of_passing(one: Passed) -> Happening:
    what = _("Dilaporkan kepada {office}: {count} catatan").format(office=name_of(one.to), count=one.records)
    if one.kind == "report":
        what = _("{told}, dalam laporan bulan {month}").format(told=what, month=Month.parse(one.period).label)
    copied = _("Disalin ke flashdisk {when}.").format(when=_written(one.copied_at)) if one.copied_at else ""
    received = _("Sudah diterima di sana.") if one.is_received else _("Tanda terimanya belum ada.")
    state = " ".join(filter(None, (copied, received))) if copied or one.is_received else _("Belum dibawa.")
    return Happening(one.made_at, _moment(one.made_at), what, (state,), _written(one.made_at), "")


def _of_look(one: Opening) -> Happening:
    what = _("Isian terbatas dibuka")
    return Happening(
        one.time, _moment(one.time), what, (one.reason,) if one.reason else (), _written(one.time), one.display_name
    )


def _moment(time: str) -> str:
    """``21 November 2026, 09.30`` of a stamp."""
    day = time[:10]
    words = date_in_words(day) if is_partial_date(day) else day
    return _("{day}, {time}").format(day=words, time=time[11:16].replace(":", "."))


def _written(time: str) -> str:
    """``21-11-2026 09.30`` of a stamp."""
    return f"{written(time[:10])} {time[11:16].replace(':', '.')}"
