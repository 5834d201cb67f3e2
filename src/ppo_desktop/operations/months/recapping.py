"""The recap of a month where nobody stands above: compiled, numbered, signed, and kept here to be printed.

It is a report like any other in the journal; its pages are kept beside the carriers, but never copied for anybody.
"""

from __future__ import annotations

from msgspec import Struct

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.period import Month
from ppo_desktop.operations.carriers import signed_pages
from ppo_desktop.operations.history import guard, journalling
from ppo_desktop.operations.house import keyring, roles
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import preparing, reporting
from ppo_desktop.operations.months.reporting import Signing
from ppo_desktop.records.internal import REPORT
from ppo_desktop.reports.figures import MonthFigures
from ppo_desktop.reports.monthly import compiled_recap
from ppo_desktop.reports.office import draft
from ppo_desktop.storage.carrier_store import RECAP
from ppo_desktop.trust.vault import Vault


class SignedRecap(Struct, frozen=True):
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
    roles.demand(office, "report")
    number = reporting.clean_number(number)
    with office.database.transaction() as connection:
        reporting.check_begun(connection, office, month)
        if assenting:
            preparing.demand_two(Vault.load(office.paths.vault).users, office.user.name, assenting.name)
        signer = keyring.signer(connection, office, assenting)
        told = reporting.tell(connection, office, month, number, signer, office.user.display_name)
        entry, made = told.entry, told.entry.link.hex()
        signing = Signing(signer.assent, signer.words, made, office.user.display_name, signer.name)
        facts = reporting.facts_of(office, "", told.said, number, signing)
        pdf = signed_pages.sign(office, [compiled_recap(facts)], entry, signer)
        journalling.commit(connection, entry, told.seen)
        name = f"PPO-{office.code}-rekap-{month}.pdf"
        signed_pages.keep(connection, office, RECAP, str(month), entry, (name, pdf))
    guard.note(office)
    return SignedRecap(made, pdf, told.said.figures, Changes(frozenset({(REPORT.name, office.code, entry.record)})))


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
        said = reporting.count(connection, office, month)
    assent = reporting.assent_by(office, assenting)
    facts = reporting.facts_of(office, "", said, number, Signing(assent))
    return render_together([draft(compiled_recap(facts)), draft(reporting.recap(office, said.figures))], paper)
