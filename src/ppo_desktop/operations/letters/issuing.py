"""Writing letters: begun from a record, kept as a draft, made final with its number, printed, made void.

A final letter keeps the template's text, what stands in it, and who signs it, so that it is printed alike whenever it
is wanted. Only the law's own bar keeps a letter from being issued; else the head decides, and the reason is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Invalid, Refused
from ppo_desktop.core.text import N_, _, clean
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.books.recording import Saved
from ppo_desktop.operations.house import access, officials
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.letters import letter_bars, letter_templates, letter_words, numbering
from ppo_desktop.operations.letters.letter_kept import NO_HEAD, NOBODY, Kept, apart, under
from ppo_desktop.operations.letters.letter_words import LINKS, Subject, field_of
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import is_date
from ppo_desktop.records.field import Values
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.rules import text_of
from ppo_desktop.reports import letter_template
from ppo_desktop.reports.document import Document, Letterhead
from ppo_desktop.reports.letter import PEN, LetterFacts, Signer, blanks, letter
from ppo_desktop.reports.letter_template import OFFICE_WORDS, WORD, Template, words
from ppo_desktop.storage import rows
from ppo_desktop.storage.database import Connection

WITHHELD = "BELUM_TERBIT"
"""The letter that says that another cannot be issued yet."""
HEAD, SECRETARY, OTHER = "kepala", "sekretaris", "ub"
SIGNERS: Mapping[str, str] = {
    HEAD: N_("Pimpinan"),
    SECRETARY: N_("Sekretaris, a.n. pimpinan"),
    OTHER: N_("Pejabat lain, a.n. pimpinan u.b."),
}
_OF_LETTER = frozenset({"nomor", "tanggal", "tanggal_terbilang"})
_OF_PERSON = ("person", "departure", "referral", "homecoming")
"""Links of the register that lead to a person."""
NOTHING = Subject()
_FIELDS = {kind: field_of(kind) for kind in LINKS}


class Writing(Struct, frozen=True):
    """A letter as it stands on the page where it is written."""

    template: Template
    subject: Subject = NOTHING
    links: Mapping[str, str] = field(default_factory=dict)
    """Field of the register → record it is about."""
    filled: Mapping[str, str] = field(default_factory=dict)
    dated_on: str = ""
    """ISO; ``""``: the pen writes it."""
    number: str = ""
    classification: str = ""
    signer: str = HEAD
    other: Signer = NOBODY
    """Of ``OTHER``: title, name, rank and number."""
    head: Letterhead = NO_HEAD
    """As it was printed where the letter is final."""
    reason: str = ""
    state: str = "DRAF"
    record: str | None = None
    bar: str = ""
    """Why the law keeps this letter from being issued, ``""`` where it does not."""
    remarks: tuple[str, ...] = ()
    """What the head should weigh; with any, a reason is kept."""

    @property
    def asked(self) -> tuple[str, ...]:
        """The words somebody may fill in, in the order of the letter."""
        return tuple(name for name in self.template.words if name in words())


def begin(office: Office, code: str, subject: Subject | None = None) -> Writing:
    """A new letter with all that is known filled in.

    Raises:
        Refused: unknown template or record, or one that is closed.
    """
    subject, template = subject or NOTHING, letter_templates.template(office, code)
    together = letter_words.held(office, subject)
    about = code_list("letters").by_code[code].extra["about"].split()[:1]
    if about and about[0] not in together:
        raise Refused(
            "letter-about",
            _("{title} dibuat dari sebuah catatan.").format(title=code_list("letters").label(code)),
            _("Buka catatannya dahulu, lalu tekan “Cetak…”."),
        )
    return Writing(
        template=template,
        subject=subject,
        links={_FIELDS[kind]: str(row["id"]) for kind, row in together.items() if kind in _FIELDS},
        filled=letter_words.known(office, template, together),
        dated_on=today(office.clock).isoformat(),
        classification=numbering.classification(template, numbering.rule(office).list_name),
        bar=letter_bars.bar(template, together),
        remarks=letter_bars.remarks(office, template, together),
    )


def resume(office: Office, record: str) -> Writing:
    """A letter of the register as it was left; of one about a person, that it was opened is written down.

    Raises:
        Refused: as ``begin``, not written here, or about a person and this role may not look.
    """
    row = _row(office, record)
    if isinstance(row.get("filled"), dict) and any(row.get(kind) for kind in _OF_PERSON):
        access.look(office, LETTER, office.code, record)
    return reread(office, record)


def reread(office: Office, record: str) -> Writing:
    """As ``resume``, of a letter whoever asks has just written: no look."""
    row = _row(office, record)
    code = text_of(row, "template")
    filled = row.get("filled")
    if not code or not isinstance(filled, dict):
        raise Refused(
            "letter-elsewhere",
            _("Surat ini hanya dicatat; isinya tidak ada di program."),
            _("Cetak ulang dari arsip kertasnya."),
        )
    subjects = (Subject(kind, text_of(row, _FIELDS[kind])) for kind in reversed(LINKS) if row.get(_FIELDS[kind]))
    subject = next(subjects, NOTHING)
    template = letter_templates.template(office, code)
    bar, remarks = "", tuple[str, ...]()
    if row["source"]:
        template = letter_template.read(str(row["source"]))
    elif subject.record:
        together = letter_words.held(office, subject)
        bar, remarks = letter_bars.bar(template, together), letter_bars.remarks(office, template, together)
    said, kept = apart(filled)
    return Writing(
        template=template,
        subject=subject,
        links={name: text_of(row, name) for name in _FIELDS.values() if row.get(name)},
        signer=kept.signer or HEAD,
        filled=said,
        dated_on=text_of(row, "dated_on"),
        number=text_of(row, "number"),
        classification=text_of(row, "classification"),
        other=kept.lines,
        head=kept.head,
        reason=text_of(row, "reason"),
        state=text_of(row, "state"),
        record=record,
        bar=bar,
        remarks=remarks,
    )


def sample(office: Office, template: Template) -> Writing:
    """A letter with made-up content, to see what a template looks like."""
    known = {name: words()[name] for name in template.words if name in words()}
    ours = {name: said for name, said in letter_words.known(office, template, {}).items() if words()[name].is_ours}
    filled = {name: ours.get(name) or word.example or f"({word.label})" for name, word in known.items()}
    day = today(office.clock).isoformat()
    return Writing(template=template, filled=filled, dated_on=day, number=_("(nomor)"), state="FINAL")


def again(writing: Writing, filled: Mapping[str, str], reason: str) -> Writing:
    """A letter with what was typed before and not kept in the register yet."""
    return replace(writing, filled={**writing.filled, **filled}, reason=reason or writing.reason)


def document(office: Office, writing: Writing) -> Document:
    """The letter as pages will show it; what is not final says so on every page."""
    return letter(facts(office, writing))


def facts(office: Office, writing: Writing) -> LetterFacts:
    """All that the letter says."""
    then = _then(office, writing)
    return LetterFacts(
        office=under(writing.head, then.identity.on_paper()),
        template=writing.template,
        filled=writing.filled,
        signer=signer(then, writing),
        day=_day(writing),
        number=writing.number or None,
        is_draft=writing.state == "DRAF",
        is_void=writing.state == "BATAL",
        is_training=office.identity.training,
    )


def _day(writing: Writing) -> date | None:
    return date.fromisoformat(writing.dated_on) if is_date(writing.dated_on) else None


def _then(office: Office, writing: Writing) -> Office:
    """The office with the officials of the letter's day."""
    day = _day(writing)
    return officials.as_of(office, day) if day else office


def signer(office: Office, writing: Writing) -> Signer:
    """Who signs: as it was printed where the letter is final, else as the officials of the day stand."""
    if writing.state != "DRAF" and writing.other.titles:
        return writing.other
    paper = office.identity.on_paper()
    head = _("a.n. {head}").format(head=paper.head_title)
    if writing.signer == SECRETARY:
        second = paper.secretary
        return Signer((head, f"{paper.secretary_title},"), second.name, second.rank, second.number_line)
    if writing.signer == OTHER:
        lines = [line for line in writing.other.titles[-1:] if line.strip()]
        titles = (head, paper.secretary_title, "u.b.", *(f"{line.rstrip(',')}," for line in lines or [PEN]))
        return replace(writing.other, titles=titles)
    return Signer((f"{paper.head_title},",), paper.head.name, paper.head.rank, paper.head.number_line)


def unfilled(office: Office, writing: Writing) -> tuple[str, ...]:
    """Labels of the words left to the pen, with their group where two are alike."""
    shared = Counter(words()[name].label for name in writing.asked)
    empty = [words()[name] for name in blanks(facts(office, writing)) if name in words()]
    return tuple(f"{one.label} ({one.group.lower()})" if shared[one.label] > 1 else one.label for one in empty)


def preview(office: Office, writing: Writing, size: str = "F4") -> bytes:
    """The letter as PDF pages."""
    from ppo_desktop.pdf.render import render

    return render(document(office, writing), size)


def save_draft(office: Office, writing: Writing) -> Saved:
    """Keep a letter that is still being written; it has no number of the program yet.

    Raises:
        Invalid: a date or number that cannot be used. Refused: it is final, or this role records nothing.
    """
    return recording.save(office, LETTER, _values(office, writing, "DRAF"), writing.record)


def finish(office: Office, writing: Writing) -> Saved:
    """Make a letter final: the number, the entry and all it says in one transaction.

    Raises:
        Refused: the law bars it as the records stand now, a reason is missing, or no number can be given here.
        Invalid: as ``save_draft``.
    """
    with office.database.transaction() as connection:
        _demand_issuable(office, writing)
        final = writing
        more: dict[str, object] = {}
        is_ours = numbering.rule_with(connection).owner != "agenda" and writing.template.is_numbered
        if is_ours and not writing.number:
            day = _day(writing) or today(office.clock)
            given = numbering.give(connection, office, writing.template, writing.classification, day)
            final = replace(writing, number=given.text, dated_on=day.isoformat())
            more = {"sequence": given.sequence, "series": given.series, "numbered_by": office.device.id}
        values = _values(office, final, "FINAL") | more | {"source": writing.template.write()}
        saved = recording.save_with(connection, office, LETTER, values, writing.record)
        return _noting(connection, office, saved, writing.template.code, final.links, final.number)


def _demand_issuable(office: Office, writing: Writing) -> None:
    """The page may be older than what was recorded since: what bars and what is to be weighed is looked at again."""
    together = letter_words.held(office, writing.subject)
    if bar := letter_bars.bar(writing.template, together):
        raise Refused("letter-barred", bar, _("Buat “Pemberitahuan belum dapat diterbitkan”."))
    if (told := letter_bars.remarks(office, writing.template, together)) and not writing.reason.strip():
        raise Refused(
            "reason-missing",
            _("Tulis alasan pimpinan: ada hal yang perlu dipertimbangkan. {told}").format(told=" ".join(told)),
            _("Alasannya disimpan di kantor ini dan tidak dicetak pada surat."),
        )


def _noting(
    connection: Connection, office: Office, saved: Saved, code: str, links: Values, number: str, was: str | None = None
) -> Saved:
    """Write the number on the record it belongs to as well, unless that waits for other repairs.

    Args:
        was: only where this number stands there; ``None``: whatever stands there.
    """
    kind, _dot, name = code_list("letters").by_code[code].extra["number_to"].partition(".") if code else ("", "", "")
    record = text_of(links, kind)
    if not record or not (number or was):
        return saved
    row = rows.get(connection, kind_named(kind), office.code, record) or {}
    if was is not None and text_of(row, name) != was[:60]:
        return saved
    try:
        noted = recording.save_with(connection, office, kind_named(kind), {name: number[:60] or None}, record)
    except (Invalid, Refused):
        return saved  # it is told when somebody opens that record
    return replace(saved, changes=Changes(saved.changes.records | noted.changes.records))


def add_number(office: Office, record: str, number: str) -> Saved:
    """Note the number that the pen wrote on a final letter; raises as ``recording.save``."""
    row, written = _row(office, record), clean(number)
    with office.database.transaction() as connection:
        saved = recording.save_with(connection, office, LETTER, {"number": written}, record)
        return _noting(connection, office, saved, text_of(row, "template"), row, written)


def void(office: Office, record: str, reason: str) -> Saved:
    """Make a final letter void; its number stays listed and is never given again.

    Raises:
        Refused: no reason, or no such letter. Invalid: it is not final.
    """
    if not (why := clean(reason).strip()):
        raise Refused("reason-missing", _("Tulis dahulu alasan pembatalannya, walau singkat."))
    row = _row(office, record)
    if text_of(row, "state") != "FINAL":
        raise Refused(
            "letter-not-final",
            _("Hanya surat yang sudah final dibatalkan."),
            _("Draf cukup dihapus dari daftar."),
        )
    values = {"state": "BATAL", "void_reason": why, "voided_on": today(office.clock).isoformat()}
    with office.database.transaction() as connection:
        saved = recording.save_with(connection, office, LETTER, values, record)
        return _noting(connection, office, saved, text_of(row, "template"), row, "", was=text_of(row, "number"))


def paper(office: Office, about: About) -> Document:
    """A letter of the register, as the catalogue of papers prints it."""
    return document(office, resume(office, about.record))


def withheld_from(office: Office, writing: Writing) -> Writing:
    """The letter that says that this one cannot be issued yet, about the same record and with what is known."""
    begun = begin(office, WITHHELD, writing.subject)
    asked = code_list("letters").label(writing.template.code)
    return replace(begun, filled={**begun.filled, "diminta": asked[:1].lower() + asked[1:]}, reason=writing.reason)


def _values(office: Office, writing: Writing, state: str) -> dict[str, object]:
    kept = {
        name: text
        for name, raw in writing.filled.items()
        if name in words() and words()[name].is_kept and (text := clean(raw))
    }
    lines, head = writing.other, NO_HEAD
    if state != "DRAF":
        lines = signer(_then(office, writing), replace(writing, state="DRAF"))
        head = office.identity.on_paper().letterhead
        today_s = facts(office, writing).words
        kept |= {name: today_s[name] for name in writing.template.words if name in OFFICE_WORDS and name in today_s}
        kept = {name: text for name, text in kept.items() if name not in _OF_LETTER}
    kept |= Kept(writing.signer, lines, head).write()
    code = writing.template.code
    said = WORD.sub(lambda found: kept.get(found[1].strip().casefold(), ""), writing.template.subject)
    is_open = not _tells_of_person(writing)
    subject = (is_open and " ".join(said.split())) or code_list("letters").label(code)
    about = facts(office, replace(writing, filled=kept))
    addressee = letter(about).addressee
    to = " ".join(line.removeprefix("Yth. ") for line in addressee[1:2] if PEN not in line)
    return {
        "template": code,
        "subject": subject[:200],
        "addressee": to[:200] or None,
        "dated_on": writing.dated_on or today(office.clock).isoformat(),
        "state": state,
        "number": writing.number or None,
        "classification": writing.classification or None,
        "decision": "BELUM" if code == WITHHELD else "SURAT",
        "reason": writing.reason or None,
        "filled": {name: text for name, text in kept.items() if text},
        **writing.links,
    }


def _tells_of_person(writing: Writing) -> bool:
    """Whether what the subject would be made of can say something of the person; it goes up with the register."""
    used = [name for name in letter_template.words_in(writing.template.subject) if name not in OFFICE_WORDS]
    sources = (words()[name].source for name in used if name in words())
    return bool(used) and (
        any(writing.links.get(kind) for kind in _OF_PERSON) or any(one.startswith(_OF_PERSON) for one in sources)
    )


def _row(office: Office, record: str) -> Values:
    with office.database.reading() as connection:
        row = rows.get(connection, LETTER, office.code, record)
        if row is None:
            raise recording.unknown(record)
        seen = sight(connection, office)
        seen.demand(office.code, record)
        return seen.one(LETTER, row)
