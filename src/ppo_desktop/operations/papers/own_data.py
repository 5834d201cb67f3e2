"""Data saya: what is stored about a person, for that person; what would betray or endanger somebody is not printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _
from ppo_desktop.operations.books import telling
from ppo_desktop.operations.books.undoing import DELETED
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.papers import about_person
from ppo_desktop.operations.papers.about_person import Dossier, Part, Passed
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Field
from ppo_desktop.records.referral import REFERRAL
from ppo_desktop.records.row import AboutPerson
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.words import date_in_words
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.own_data import Kept, OwnDataFacts, Receiver, own_data

_REASON = N_("Mencetak data atas permintaan warga sendiri.")
_COPIES = frozenset(AboutPerson.model_fields)


def paper(office: Office, about: About) -> Document:
    """Everything about a person that they may take home; that it is printed is written down first.

    Raises:
        Refused: as ``about_person.dossier``.
    """
    found = about_person.dossier(office, about.record, about.owner)
    has_looked = about_person.look(office, found, _(_REASON))
    days = Counter(one.time[:10] for one in found.openings)
    facts = OwnDataFacts(
        office=office.identity.on_paper(),
        person=found.title,
        kept=tuple(_kept(office, found, one, has_looked=has_looked) for one in found.parts if not one.is_secret),
        receivers=(*map(_passed, found.passed), *_institutions(found)),
        looks=tuple(_("{day} ({count} kali)").format(day=date_in_words(day), count=n) for day, n in days.items()),
        left_out=not has_looked,
        printed_by=office.user.display_name,
        day=today(office.clock),
        owner=name_of(found.owner) if found.owner != office.code else "",
        is_training=office.identity.training,
    )
    return own_data(facts)


def _kept(office: Office, found: Dossier, part: Part, *, has_looked: bool) -> Kept:
    kind, values = part.kind, part.row

    def is_told(field: Field) -> bool:
        is_copy = field.name in _COPIES and not part.kind.is_person
        return not (_is_explained(field) or is_copy or (field.restricted and not has_looked))

    words, day = kind.told(values, found.instruments), today(office.clock)
    groups = telling.groups(kind, values, words, day, is_told, is_joined=True)
    lines = tuple(line for _title, of_group in groups for line in of_group)
    explained = tuple(_(f.label) for f in kind.fields if _is_explained(f) and telling.is_filled(f, values))
    title = "" if kind.is_person else kind.detail_of(values)
    removed = _("(sudah dihapus dari daftar)") if values.get(DELETED) else ""
    return Kept(
        _(kind.title),
        " ".join(part for part in (title, removed) if part),
        _(kind.purpose),
        date_in_words(str(values["recorded_at"])[:10]),
        lines,
        explained,
    )


def _is_explained(field: Field) -> bool:
    """Free text may name others; a head reads it first."""
    return field.is_long or field.name == telling.DANGER_WORD


def _passed(one: Passed) -> Receiver:
    report = one.kind == "report"
    what = (
        _("Laporan bulan {month}").format(month=Month.parse(one.period).label) if report else _("Berkas antarkomputer")
    )
    told = _("{what}: {count} catatan").format(what=what, count=one.records)
    state = _("diterima") if one.is_received else _("disalin ke flashdisk") if one.copied_at else _("belum dibawa")
    return Receiver(name_of(one.to), told, date_in_words((one.copied_at or one.made_at)[:10]), state)


def _institutions(found: Dossier) -> Iterator[Receiver]:
    """Whom the person was referred to, and what was handed over."""
    for part in found.part(REFERRAL.name):
        values = part.row
        if values.get(DELETED) or not values.get("sent_on"):
            continue
        institution = text_of(values, "institution_name") or code_list("institutions").label(
            text_of(values, "institution")
        )
        given = [code_list("referral-data").label(code) for code in values.get("data_given") or ()]
        what = _("Rujukan: {data}").format(data=", ".join(given)) if given else _("Rujukan")
        state = _("diterima") if values.get("received_on") else _("dikirim")
        yield Receiver(institution, what, date_in_words(str(values["sent_on"])), state)
