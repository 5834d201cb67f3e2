"""What carriers from below, and from this office's other PCs, say about keys; what receipts say: their parts."""

from __future__ import annotations

from ppo_desktop.operations.carriers.reading import Reading
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import handover, renewal, renewal_answers, revoking_lists
from ppo_desktop.records.internal import DEVICE, REPORT
from ppo_desktop.storage.database import Connection


def notice(connection: Connection, office: Office, reading: Reading) -> None:
    """Take up what a carrier that was just taken in says about keys, in its transaction.

    Reports say which lists their office holds, and whether it joined our root; PCs ask for new keys in their
    own records, and those of this office tell each other about certificates there.
    """
    sender = reading.manifest.sender
    for entry in reading.entries:
        if entry.kind == REPORT.name and sender != office.code:
            handover.notice(connection, office, sender, entry.changes())
            revoking_lists.notice(connection, office, sender, entry.changes())
    if sender == office.code:
        for entry in reading.entries:
            if entry.kind == DEVICE.name:
                renewal.learn(connection, office, sender, entry.changes())
    renewal_answers.notice(connection, office, reading)


def of_report(connection: Connection) -> dict[str, object]:
    """What a report's entry says about keys."""
    return {**revoking_lists.told(connection), **handover.told(connection)}
