"""The recap of a month where nobody stands above: compiled, numbered, signed, and kept here to be printed.

It is a report like any other in the journal; its pages are kept beside the carriers, but never copied for anybody.
"""

from __future__ import annotations

from dataclasses import dataclass

from ppo_desktop.core import canonical
from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import stamp, today
from ppo_desktop.core.period import Month
from ppo_desktop.operations import (
    carriers,
    compiling,
    counting,
    guard,
    journalling,
    keyring,
    preparing,
    reporting,
    roles,
)
from ppo_desktop.operations.keyring import Credentials
from ppo_desktop.operations.office import Office
from ppo_desktop.records.internal import REPORT
from ppo_desktop.reports.compiled import CompiledTable
from ppo_desktop.reports.compiled_recap import CompiledRecapFacts, compiled_recap
from ppo_desktop.reports.figures import MonthFigures
from ppo_desktop.reports.office import Assent, draft
from ppo_desktop.storage import carrier_store, journal_store
from ppo_desktop.storage.carrier_store import RECAP, Outgoing
from ppo_desktop.trust.vault import Vault


@dataclass(frozen=True)
class SignedRecap:
    """A recap that is signed and kept."""

    id: str
    pdf: bytes
    figures: MonthFigures
    changes: Changes


def sign_recap(
    office: Office, month: Month, *, number: str | None = None, assenting: Credentials | None = None
) -> SignedRecap:
    """Compile the month, sign the recap and keep it; doing it again makes an amended one, and both are kept.

    Args:
        number: the letter's number from the office's agenda book; ``None`` leaves dots for the pen.
        assenting: head or secretary with own password; ``None``: signed as the clerk, the head signs the print.

    Raises:
        Refused: this role may not, the month has not begun, the number is too long, or this office has no certificate.
        World: wrong password of whoever assents.
    """
    from ppo_desktop.pdf import archive
    from ppo_desktop.pdf.render import render
    from ppo_desktop.trust.signature import sign_pdf

    roles.demand(office, "report")
    number = reporting.clean_number(number)
    with office.database.transaction() as connection:
        reporting.check_begun(connection, office, month)
        if assenting:
            preparing.demand_two(Vault.load(office.paths.vault).users, office.user.name, assenting.name)
        signer = keyring.signer(connection, office, assenting)
        counted = counting.month_figures(connection, office.code, month)
        table = compiling.compile_month(connection, office, month)
        record = counting.report_record(office.code, month)
        seen = journal_store.of_record(connection, office.code, record)
        values = {
            **reporting.values_of(connection, office, counted, number, signer),
            "prepared_by": office.user.display_name,
            **({"compiled": compiling.in_entry(table, office.code)} if table else {}),
        }
        entry = journalling.plan(connection, office, REPORT, record, values, seen=seen)
        made = entry.link.hex()
        facts = _facts(office, (counted, table), number, (signer.assent, signer.words, made, signer.name))
        document = compiled_recap(facts)
        now = office.clock.now()
        paper = office.identity.on_paper()
        unsigned = archive.attach(
            render(document),
            [],
            title=document.title,
            author=paper.full_name,
            created=now,
            identifier=f"PPO1:{office.code}:{made}",
        )
        reason = carriers.reason_of(signer)
        pdf = sign_pdf(unsigned, signer.key_der, signer.certificate, now, reason, paper.long_name)
        journalling.commit(connection, entry, seen)
        kept = Outgoing(
            id=made,
            kind=RECAP,
            recipient="",
            period=str(month),
            made_at=stamp(office.clock),
            file_name=f"PPO-{office.code}-rekap-{month}.pdf",
            spans=canonical.write({entry.device: entry.seq}).decode(),
            pdf=pdf,
        )
        carrier_store.add_outgoing(connection, kept, [])
    guard.note(office)
    return SignedRecap(made, pdf, counted, Changes(frozenset({(REPORT.name, office.code, record)})))


def preview(
    office: Office, month: Month, *, number: str | None = None, assenting: str = "", paper: str = "F4"
) -> bytes:
    """The pages as they would be signed now, marked as a draft; nothing is written.

    Args:
        assenting: account name of whoever is going to assent; empty: signed as the clerk.

    Raises:
        Refused: the month has not begun, or the number is too long.
    """
    from ppo_desktop.pdf.render import render_together

    number = reporting.clean_number(number)
    with office.database.reading() as connection:
        reporting.check_begun(connection, office, month)
        counted = counting.month_figures(connection, office.code, month)
        table = compiling.compile_month(connection, office, month)
    assent = reporting.assent_by(office, assenting)
    facts = _facts(office, (counted, table), number, (assent, "", "", ""))
    return render_together([draft(compiled_recap(facts)), draft(reporting.recap(office, counted))], paper)


def _facts(
    office: Office,
    said: tuple[MonthFigures, CompiledTable | None],
    number: str | None,
    signing: tuple[Assent, str, str, str],
) -> CompiledRecapFacts:
    """Args: signing: assent, words of the key, id of the paper, who signed."""
    counted, table = said
    assent, words, made, signed_by = signing
    return CompiledRecapFacts(
        office=office.identity.on_paper(),
        figures=counted,
        compiled=table,
        day=today(office.clock),
        number=number,
        assent=assent,
        words=words,
        paper_id=made,
        clock_text=carriers.clock_text(office.clock),
        prepared_by=office.user.display_name if made else "",
        signed_by=signed_by,
        is_training=office.identity.training,
    )
