"""Several documents in one sitting: head or secretary agrees to all that waits with one password."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from msgspec import Struct

from ppo_desktop.core.errors import PpoError
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import preparing, reporting
from ppo_desktop.operations.months.preparing import Prepared
from ppo_desktop.trust.vault import Vault


class Agreed(Struct, frozen=True):
    """How one document of a sitting ended."""

    prepared: Prepared
    closed: reporting.Closed | None
    problem: PpoError | None = None


def agree(office: Office, chosen: Sequence[Prepared], assenting: Credentials) -> Generator[Agreed, None, None]:
    """Sign what was ``chosen``, one by one, each in a transaction of its own; closing the generator leaves the rest.

    What cannot be signed is told and does not stop the others.

    Raises:
        World: wrong password. Refused: this person may not assent; nothing was signed then.
    """
    Vault.load(office.paths.vault).unlock_assent(assenting.name, assenting.password)
    for one in chosen:
        try:
            closed = reporting.close_month(
                office, one.month, nihil=one.is_nihil, number=one.number or None, assenting=assenting, to=one.to
            )
        except PpoError as problem:
            yield Agreed(one, None, problem)
        else:
            yield Agreed(one, closed)


def pages(office: Office, one: Prepared, assenting: str, paper: str = "F4") -> bytes:
    """The pages of a waiting report as they would be signed by the account ``assenting``; raises as ``preview``."""
    return reporting.preview(office, one.month, number=one.number or None, assenting=assenting, to=one.to, paper=paper)


def waiting(office: Office) -> list[Prepared]:
    """As ``preparing.waiting``."""
    return preparing.waiting(office)
