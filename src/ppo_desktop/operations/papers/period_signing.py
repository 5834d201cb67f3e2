"""The report of a quarter, half a year or a year, signed with the office key on the head's assent.

Its sums are an entry of the journal, which travels upwards with the next monthly report like any other; its pages are
kept on this PC, to be copied and printed as they are. Signing it again makes an amended one, and both are kept.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Span
from ppo_desktop.core.text import _
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.carriers import carriers, signed_pages
from ppo_desktop.operations.history import guard, journalling
from ppo_desktop.operations.house import keyring, roles
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import preparing, reporting
from ppo_desktop.operations.papers import periods
from ppo_desktop.operations.papers.periods import Told, silent
from ppo_desktop.records.checking import usable
from ppo_desktop.records.internal import PERIOD_REPORT
from ppo_desktop.reports.figures import Row
from ppo_desktop.reports.office import Assent, electronic_block
from ppo_desktop.reports.period import period_report
from ppo_desktop.reports.period_figures import Figures
from ppo_desktop.storage import carrier_store, journal_store
from ppo_desktop.storage.carrier_store import PERIODIC
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust.vault import Vault

_IDS = uuid.UUID("0e6a1d0c-6b1f-5d0b-8f5e-6a2f6d3c9b40")


class SignedPeriod(Struct, frozen=True):
    """A report that was signed, as its entry tells it."""

    id: str
    """The link of its entry: 64 hexadecimal digits, as in the QR."""
    span: Span
    on: date
    number: str
    signed_by: str
    assent: Assent
    version: int
    """1 for the first of its span."""
    has_file: bool
    """Whether its pages are kept on this PC."""


def record_of(code: str, span: Span) -> str:
    """Id of the record of an office's report of a span; amended reports are further entries of it."""
    return uuid.uuid5(_IDS, f"{code} {span}").hex


def sign(
    office: Office, span: Span, assenting: Credentials | None, *, number: str | None = None, told: Told = silent
) -> tuple[str, Changes]:
    """Sum the span up, sign its pages, and keep them with the entry that says the same; the id of both.

    Args:
        number: the letter's number from the office's agenda book; ``None`` leaves dots for the pen.

    Raises:
        Refused: this role may not, the span has not begun, the number is too long, this office has no certificate,
            nobody assents, who prepared it would approve it, or no monthly report is there to sum up.
        World: wrong password of whoever assents.
    """
    roles.demand(office, "report")
    number = reporting.clean_number(number)
    periods.check_begun(office, span)
    if assenting is None:
        raise Refused(
            "assent-needed",
            _("Laporan berkala ditandatangani atas persetujuan pimpinan."),
            _("Minta pimpinan mengetik kata sandinya, atau cetak untuk tanda tangan basah."),
        )
    preparing.demand_two(Vault.load(office.paths.vault).users, office.user.name, assenting.name)
    attached = periods.enclosed(office, span, told)
    with office.database.transaction() as connection:
        signer = keyring.signer(connection, office, assenting)
        books = periods.books(connection, office, span, told)
        facts = periods.facts_of(office, span, books, remarks=attached.remarks)
        _check_told(facts.figures)
        record = record_of(office.code, span)
        seen = journal_store.of_record(connection, office.code, record)
        preparer = office.user.display_name
        values = {
            **_values(facts.figures),
            "number": number,
            "assent": signer.assent.value,
            "signed_by": signer.name,
            "prepared_by": preparer,
        }
        entry = journalling.plan(connection, office, PERIOD_REPORT, record, values, seen=seen)
        block = electronic_block(
            facts.office,
            signer.assent,
            carrier_id=entry.link.hex(),
            words=signer.words,
            clock_text=carriers.clock_text(office.clock),
            people=(preparer, signer.name),
        )
        document = period_report(facts.signed(number, signer.assent, block))
        pdf = signed_pages.sign(office, [document, *attached.sheets], entry, signer)
        journalling.commit(connection, entry, seen)
        name = f"PPO-{office.code}-laporan-{str(span).replace('/', '-sampai-')}-{entry.link.hex()[:8]}.pdf"
        signed_pages.keep(connection, office, PERIODIC, str(span), entry, (name, pdf))
    guard.note(office)
    return entry.link.hex(), Changes(frozenset({(PERIOD_REPORT.name, office.code, entry.record)}))


def why_not(office: Office, span: Span) -> str:
    """Why nobody can sign the report of a span here; ``""`` where somebody can."""
    with office.database.reading() as connection:
        try:
            periods.check_begun(office, span)
            keyring.demand_key(connection, "assent")
            if not periods.has_reports(connection, office, span):
                raise _no_reports(span)
        except Refused as refused:
            return refused.sentence
    return ""


def newest(office: Office, span: Span) -> SignedPeriod | None:
    """The report of the span that was signed last on any PC of this office, if any."""
    with office.database.reading() as connection:
        told = versions(connection, office.code, record_of(office.code, span))
        if not told:
            return None
        entry, values = told[-1]
        identifier = entry.link.hex()
        has_file = carrier_store.file(connection, identifier) is not None
    return SignedPeriod(
        identifier,
        span,
        date.fromisoformat(entry.time[:10]),
        str(values.get("number") or ""),
        str(values.get("signed_by") or ""),
        counting.assent_of(values),
        len(told),
        has_file,
    )


def is_current(office: Office, span: Span, told: Told = silent) -> bool:
    """Whether the monthly reports held now still come to the sums that were signed last; for the background."""
    with office.database.reading() as connection:
        _entry, values = versions(connection, office.code, record_of(office.code, span))[-1]
        now = _values(periods.facts_of(office, span, periods.books(connection, office, span, told)).figures)
    return all(values.get(name) == said for name, said in now.items())


def versions(connection: Connection, code: str, record: str) -> list[tuple[Entry, Row]]:
    """The signed reports of one span in the order they were made, with their usable values."""
    entries = sorted(journal_store.of_record(connection, code, record), key=lambda entry: entry.order)
    told = ((entry, usable(PERIOD_REPORT, entry.changes())[0]) for entry in entries)
    return [(entry, values) for entry, values in told if _span_of(values)]


def entries(connection: Connection) -> Iterator[tuple[Entry, Span]]:
    """Every signed report of a span that is told here, of this office and of those below."""
    keys = journal_store.record_keys(connection, PERIOD_REPORT.name)
    for _key, told in journal_store.of_records(connection, keys):
        for entry in told:
            if span := _span_of(usable(PERIOD_REPORT, entry.changes())[0]):
                yield entry, span


def _span_of(values: Mapping[str, object]) -> Span | None:
    """The span of an entry; ``None`` where another office's program wrote something else there."""
    try:
        return Span.parse(str(values.get("span") or ""))
    except Refused:
        return None


def _values(figures: Figures) -> dict[str, object]:
    """The sums on the pages, as the entry has them."""
    whole = figures.of("span")
    months = {str(month): figures.of("month", str(month)) for month in figures.span.months}
    offices = {code: figures.of("group", code) for code in figures.groups}
    return {
        "span": str(figures.span),
        "totals": whole.both,
        "late": whole.late,
        "months": {month: told.totals for month, told in months.items() if told.came},
        "offices": {code: told.both for code, told in offices.items() if told.came},
        "came": whole.came,
        "expected": whole.expected,
    }


def _check_told(figures: Figures) -> None:
    if not figures.of("span").came:
        raise _no_reports(figures.span)


def _no_reports(span: Span) -> Refused:
    return Refused(
        "period-empty",
        _("Belum ada laporan bulanan untuk {span}.").format(span=span.inside),
        _("Tutup dahulu bulan-bulannya; bulan tanpa kejadian dilaporkan NIHIL."),
    )
