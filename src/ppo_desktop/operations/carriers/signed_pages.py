"""Pages signed with the office key and kept here, without entries inside: recaps of the top, reports of a year.

What they say stands in the journal; the link of that entry is their id, in the QR and the check code.
"""

from __future__ import annotations

from collections.abc import Sequence

from ppo_desktop.core import canonical
from ppo_desktop.core.clock import stamp
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.carriers import carriers
from ppo_desktop.operations.house.keyring import Signer
from ppo_desktop.operations.house.office import Office
from ppo_desktop.reports.document import Document
from ppo_desktop.storage import carrier_store
from ppo_desktop.storage.carrier_store import Outgoing
from ppo_desktop.storage.database import Connection


def sign(office: Office, documents: Sequence[Document], entry: Entry, signer: Signer) -> bytes:
    """The documents as one signed PDF that names the entry which says the same; nothing is written.

    Args:
        documents: the first names the file.
    """
    from ppo_desktop.pdf import archive
    from ppo_desktop.pdf.render import render_together
    from ppo_desktop.trust.signature import sign_pdf

    now, paper = office.clock.now(), office.identity.on_paper()
    unsigned = archive.attach(
        render_together(documents),
        [],
        title=documents[0].title,
        author=paper.full_name,
        created=now,
        identifier=f"PPO1:{office.code}:{entry.link.hex()}",
    )
    return sign_pdf(unsigned, signer.key_der, signer.certificate, now, carriers.reason_of(signer), paper.long_name)


def keep(
    connection: Connection, office: Office, kind: str, period: str, entry: Entry, signed: tuple[str, bytes]
) -> None:
    """Keep the pages of an entry beside the carriers.

    Args:
        kind: one of ``carrier_store.PAGES_ONLY``.
        signed: name of the file, and the file.
    """
    kept = Outgoing(
        id=entry.link.hex(),
        kind=kind,
        recipient="",
        period=period,
        made_at=stamp(office.clock),
        file_name=signed[0],
        spans=canonical.write({entry.device: entry.seq}).decode(),
        pdf=signed[1],
    )
    carrier_store.add_outgoing(connection, kept, [])
