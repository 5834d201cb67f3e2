"""Closing a month: count, sign, commit report entry and carrier in one transaction."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import WIB, today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, above, is_below, office_type, parent, region
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _, clean
from ppo_desktop.exchange import stick
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.books import counting, photos
from ppo_desktop.operations.carriers import carriers, giving_back, relaying, words_above
from ppo_desktop.operations.carriers.carriers import Carrier, Draft
from ppo_desktop.operations.history import guard, holdings, journalling
from ppo_desktop.operations.house import keyring, roles
from ppo_desktop.operations.house.keyring import Credentials, Signer
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import key_news
from ppo_desktop.operations.months import amending, compiling, preparing
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.internal import REPORT
from ppo_desktop.reports.compiled import CompiledTable
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.figures import MonthFigures
from ppo_desktop.reports.monthly import Amends, ReportFacts, monthly_report
from ppo_desktop.reports.office import Assent, draft
from ppo_desktop.reports.recap import LABEL_LISTS, RecapFacts, recap_report
from ppo_desktop.storage import carrier_store, journal_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust.accounts import UserInfo
from ppo_desktop.trust.vault import Vault

_LONGEST_NUMBER = 60


class Closed(Struct, frozen=True):
    """A month that is signed and kept, ready to be copied to sticks."""

    carrier: Carrier
    figures: MonthFigures
    assent: Assent
    signer_words: str
    changes: Changes


class Signing(Struct, frozen=True):
    """What the page says about its signature."""

    assent: Assent
    words: str = ""
    carrier_id: str = ""
    prepared_by: str = ""
    signed_by: str = ""


def figures(office: Office, month: Month) -> MonthFigures:
    """The month's figures as they stand now."""
    with office.database.reading() as connection:
        return counting.month_figures(connection, office.code, month)


def close_month(
    office: Office,
    month: Month,
    *,
    nihil: bool = False,
    number: str | None = None,
    assenting: Credentials | None = None,
    to: str | None = None,
) -> Closed:
    """Sign the month's report for the office above and keep it with everything not confirmed there and above it.

    It is sealed to those higher up too (``carriers.readers_of``), so that the receiver can pass it on as it is. Doing
    it again for the same month makes an amended report; both are kept in the journal.

    Args:
        nihil: the person states that nothing happened; demanded when it is so, refused when it is not.
        number: the letter's number from the office's agenda book; ``None`` leaves dots for the pen.
        assenting: head or secretary with own password; ``None``: sent by the clerk, the head signs the print.
        to: another office above, as one that nobody carries to from the receiver; ``None``: the ``receiver``.

    Raises:
        Refused: this role may not, the statement about NIHIL and the figures differ, the month has not begun, the
            number is too long, we are not enrolled, ``to`` is not above us, or who prepared it would approve it.
        World: wrong password of whoever assents.
    """
    roles.demand(office, "report")
    number = clean_number(number)
    if to:
        _check_above(office, to)
    with office.database.transaction() as connection:
        recipient = to or receivers(connection, office)[0]
        check_begun(connection, office, month)
        prepared = preparing.of(connection, month, recipient)
        if assenting:
            people = Vault.load(office.paths.vault).users
            preparing.demand_two(people, prepared.by if prepared else office.user.name, assenting.name)
        preparer = prepared.name if prepared else office.user.display_name
        signer = keyring.signer(connection, office, assenting, recipient)
        told = tell(connection, office, month, number, signer, preparer)
        counted, entry = told.said.figures, told.entry
        _check_nihil(counted, nihil, month)
        readers = carriers.readers_of(connection, office, recipient)
        words_above.forget_revoked(connection, office)
        photos.forget_unnamed(connection, office, recipient, readers)
        unsent = carriers.in_runs([*carriers.unconfirmed(connection, office, recipient), entry])
        draft = Draft(
            kind="report",
            to=recipient,
            period=str(month),
            entries=carriers.travelling(unsent, office.code, readers),
            recipients=carriers.recipients_of(connection, office, recipient),
            confirmed=carriers.confirmed_to(connection, recipient),
            totals=counted.totals,
            late=counted.late,
            photos=photos.to_send(connection, office, recipient, readers),
            relays=relaying.upwards(connection, office, recipient),
        )
        carrier = carriers.build(
            office,
            draft,
            signer,
            lambda carrier_id: monthly_report(
                facts_of(
                    office,
                    recipient,
                    told.said,
                    number,
                    Signing(signer.assent, signer.words, carrier_id, preparer, signer.name),
                )
            ),
            partial(carrier_store.file, connection),
        )
        carriers.read_back(connection, office, carrier)
        journalling.commit(connection, entry, told.seen)
        carriers.keep(connection, office, recipient, carrier)
        preparing.done(connection, month, recipient)
    guard.note(office)
    return Closed(
        carrier,
        counted,
        signer.assent,
        signer.words,
        Changes(frozenset({(REPORT.name, office.code, entry.record)})),
    )


class Said(Struct, frozen=True):
    """What the paper of a month says in figures: the office's own, the table of those below, the report it replaces."""

    figures: MonthFigures
    compiled: CompiledTable | None
    amends: Amends | None = None


def count(connection: Connection, office: Office, month: Month) -> Said:
    """What a report of the month would say now."""
    figures = counting.month_figures(connection, office.code, month)
    compiled = compiling.compile_month(connection, office, month)
    seen = journal_store.of_record(connection, office.code, counting.report_record(office.code, month))
    return Said(figures, compiled, amending.amends(connection, office, figures.totals, compiled, seen))


class Told(Struct, frozen=True):
    """What a month comes to, and the entry that will tell it."""

    said: Said
    entry: Entry
    seen: list[Entry]
    """The earlier reports of the month."""


def tell(
    connection: Connection, office: Office, month: Month, number: str | None, signer: Signer, prepared_by: str
) -> Told:
    """Count a month, compile what is below, and plan the entry of its report; nothing is written yet."""
    said = count(connection, office, month)
    record = counting.report_record(office.code, month)
    seen = journal_store.of_record(connection, office.code, record)
    values = {
        **values_of(connection, office, said.figures, number, signer),
        "prepared_by": prepared_by,
        **({"compiled": compiling.in_entry(said.compiled, office.code)} if said.compiled else {}),
    }
    entry = journalling.plan(connection, office, REPORT, record, values, seen=seen)
    return Told(said, entry, seen)


def has_receiver(connection: Connection, office: Office) -> bool:
    """Whether an office above receives our reports: none does of a kabupaten, or of a root that has joined no other."""
    is_root = trust_store.key(connection, "root") is not None
    has_joined = trust_store.key(connection, f"{keyring.ABOVE}dispatch") is not None
    return office.identity.level is not Level.REGENCY and (has_joined or not is_root)


def receivers(connection: Connection, office: Office) -> list[str]:
    """The offices above whose keys are known here, the nearest first; the one directly above where none is known.

    The first receives the reports. A village whose kabupaten certified it knows the kabupaten alone.
    """
    known = trust_store.offices(connection)
    levels = [level for level in Level if level > office.identity.level]
    found = [code for level in levels if (code := above(office.code, level)) in known]
    return found or [parent(office.code)]


def receiver(office: Office) -> str:
    """Whom the reports of this office are for."""
    with office.database.reading() as connection:
        return receivers(connection, office)[0]


def assenters(office: Office) -> tuple[UserInfo, ...]:
    """Who may assent to a report with an own password, in the order their accounts were made."""
    return tuple(user for user in Vault.load(office.paths.vault).users if user.may_assent)


def preview(
    office: Office, month: Month, *, number: str | None = None, assenting: str = "", paper: str = "F4", to: str = ""
) -> bytes:
    """The pages of the month's report and recap as they would be signed now, marked as a draft; nothing is written.

    Args:
        assenting: account name of whoever is going to assent; empty: sent by the clerk.

    Raises:
        Refused: the month has not begun, or the number is too long.
    """
    from ppo_desktop.pdf.render import render_together

    number = clean_number(number)
    with office.database.reading() as connection:
        check_begun(connection, office, month)
        said = count(connection, office, month)
        recipient = to or receivers(connection, office)[0]
    facts = facts_of(office, recipient, said, number, Signing(assent_by(office, assenting)))
    return render_together([draft(monthly_report(facts)), draft(recap(office, said.figures))], paper)


def recap_pdf(office: Office, figures: MonthFigures, paper: str = "F4") -> bytes:
    """The fuller recap as pages, for printing inside the office; it never travels in the clear."""
    from ppo_desktop.pdf.render import render

    return render(recap(office, figures), paper)


def assent_by(office: Office, account: str) -> Assent:
    """How a paper is agreed to by the account of that name; empty: by nobody."""
    roles = {user.name: user.role for user in assenters(office)}
    return {"": Assent.NONE, "sekretaris": Assent.SECRETARY}.get(roles.get(account, ""), Assent.HEAD)


def recap(office: Office, figures: MonthFigures) -> Document:
    """The fuller recap, for those who may see it."""
    facts = RecapFacts(
        office=office.identity.on_paper(),
        figures=figures,
        day=today(office.clock),
        labels={name: {code.code: code.label for code in code_list(name).items} for name in LABEL_LISTS},
        is_training=office.identity.training,
    )
    return recap_report(facts)


def print_files(office: Office, closed: Closed, folder: Path) -> tuple[Path, Path]:
    """Write the signed report and the recap into ``folder`` for printing; raises ``World`` as ``stick.put``."""
    recap = recap_pdf(office, closed.figures)
    return (
        stick.put(folder, closed.carrier.file_name, closed.carrier.pdf),
        stick.put(folder, f"rekap-{closed.figures.month}.pdf", recap),
    )


def addressee(recipient: str) -> str:
    """Whom a report to the office ``recipient`` is addressed to: ``Camat Tebas``."""
    kind, place = office_type(recipient), region(recipient)
    return f"{_(kind.head)} {place.full_name if kind.level is Level.REGENCY else place.name}"


def _check_above(office: Office, to: str) -> None:
    region(to)
    if not is_below(office.code, to):
        raise Refused(
            "not-above",
            _("Kantor {code} tidak berada di atas kantor ini.").format(code=to),
            _("Periksa kode kantor tujuan."),
        )


def clean_number(typed: str | None) -> str | None:
    """The letter's number as typed, ``None`` where dots are to be printed; raises ``Refused`` where it is too long."""
    number = clean(typed or "")
    if len(number) > _LONGEST_NUMBER:
        raise Refused(
            "number-too-long",
            _("Nomor surat paling panjang {most} huruf.").format(most=_LONGEST_NUMBER),
            _("Tulis nomor seperti pada buku agenda."),
        )
    return number or None


def check_begun(connection: Connection, office: Office, month: Month) -> None:
    """Refuse a month that has not begun: by the PC's clock, or by the newest date the root signed, if that is later."""
    signed = keyring.trust(connection, office).moment.astimezone(WIB).date()
    if month.first > max(today(office.clock), signed):
        raise Refused(
            "month-ahead",
            _("Bulan {month} belum mulai.").format(month=month.label),
            _("Periksa bulan dan jam komputer."),
        )


def _check_nihil(counted: MonthFigures, stated: bool, month: Month) -> None:
    if counted.is_nihil and not stated:
        raise Refused(
            "nihil-unstated",
            _("Tidak ada kejadian pada {month}.").format(month=month.label),
            _("Bila memang nihil, nyatakan NIHIL, lalu ulangi."),
        )
    if stated and not counted.is_nihil:
        raise Refused(
            "nihil-untrue",
            _("Pada {month} ada kejadian tercatat, jadi laporannya bukan NIHIL.").format(month=month.label),
            _("Buat laporan tanpa menyatakan NIHIL."),
        )


def values_of(
    connection: Connection, office: Office, counted: MonthFigures, number: str | None, signer: Signer
) -> dict[str, object]:
    """What the entry of a report says, but for who made it ready and what it compiles."""
    return {
        "month": counted.month,
        "nihil": counted.is_nihil,
        "number": number,
        "totals": dict(counted.totals),
        "late": dict(counted.late),
        "recap": counted.recap,
        "cutoff": counting.chain_heads(connection, office.code),
        "holdings": holdings.counts(connection, office.code),
        "assent": signer.assent.value,
        "signed_by": signer.name,
        **giving_back.told_in_reports(connection, office),
        **words_above.told_in_reports(connection),
        **key_news.of_report(connection),
    }


def facts_of(
    office: Office,
    recipient: str,
    said: Said,
    number: str | None,
    signing: Signing,
) -> ReportFacts:
    """What the paper of a month says.

    Args:
        recipient: code of the office above; ``""`` for the recap of whoever stands on top.
    """
    return ReportFacts(
        office=office.identity.on_paper(),
        addressee=addressee(recipient) if recipient else "",
        figures=said.figures,
        compiled=said.compiled,
        amends=said.amends,
        day=today(office.clock),
        number=number,
        assent=signing.assent,
        words=signing.words,
        carrier_id=signing.carrier_id,
        prepared_by=signing.prepared_by,
        signed_by=signing.signed_by,
        clock_text=carriers.clock_text(office.clock),
        is_training=office.identity.training,
    )
