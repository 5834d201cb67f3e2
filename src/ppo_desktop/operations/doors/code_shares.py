"""The emergency code in three parts, of which any two open what the code opens; they live on paper only."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from ppo_desktop.core.clock import stamp, today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.operations.doors import accounts
from ppo_desktop.operations.house.office import Office
from ppo_desktop.reports.emergency import ShareFacts, share_sheet
from ppo_desktop.storage import settings_store
from ppo_desktop.trust import codes, shares
from ppo_desktop.trust.shares import COUNT as COUNT
from ppo_desktop.trust.shares import GROUP as GROUP
from ppo_desktop.trust.shares import GROUPS as GROUPS
from ppo_desktop.trust.shares import Share as Share
from ppo_desktop.trust.shares import is_group as is_group
from ppo_desktop.trust.vault import Vault

_SHARES = "emergency-shares"
"""Setting: ``at`` and ``set`` of the newest three sheets. The sheets themselves are kept nowhere."""


class SharesState(Struct, frozen=True):
    """What is known of sheets on paper."""

    made_at: datetime
    set_name: str
    is_current: bool
    """Whether the code they give is still the present one."""


def make(office: Office, code: str) -> tuple[Share, ...]:
    """Split the present emergency code, as typed from its sheet; older sheets still give it too.

    Raises:
        Refused: whoever is logged in may not assent. World: ``wrong-code``.
    """
    if not office.user.may_assent:
        raise Refused(
            "needs-assent",
            _("Hanya pimpinan atau sekretaris membagi kode darurat."),
            _("Masuk dengan akun pimpinan, lalu coba lagi."),
        )
    Vault.load(office.paths.vault).unlock_with_code(code)
    made = shares.split(code)
    with office.database.transaction() as connection:
        settings_store.write(connection, _SHARES, {"at": stamp(office.clock), "set": made[0].set_name})
    return made


def state(office: Office) -> SharesState | None:
    """What is known of the sheets; ``None`` where none were made."""
    with office.database.reading() as connection:
        noted = settings_store.read(connection, _SHARES)
    if noted is None:
        return None
    at, code_at = str(noted["at"]), accounts.code_state(office).made_at
    return SharesState(datetime.fromisoformat(at), str(noted["set"]), not code_at or at >= code_at)


def code_from(one: str, other: str) -> str:
    """The emergency code from two sheets as typed; raises ``Refused`` as ``shares.read`` and ``shares.combine``."""
    return shares.combine(shares.read(one), shares.read(other))


def demand_sheet(typed: str) -> None:
    """Raise ``Refused`` unless ``typed`` is one whole sheet."""
    shares.read(typed)


def is_same_group(group: str, typed: str) -> bool:
    """Whether ``typed`` repeats a group: proof that it was written down."""
    return codes.normal(typed) == group


def sheet(office: Office, share: Share, paper: str = "F4") -> bytes:
    """One sheet, for the printer only: two of them must not be kept where a PC can read them."""
    from ppo_desktop.pdf.render import render

    facts = ShareFacts(
        office=office.identity.on_paper(),
        number=share.number,
        set_name=share.set_name,
        groups=share.groups,
        day=today(office.clock),
        is_training=office.identity.training,
    )
    return render(share_sheet(facts), paper)
