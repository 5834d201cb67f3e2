"""The minutes of having compared keys, for two officials to sign."""

from __future__ import annotations

from pathlib import Path

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import is_below
from ppo_desktop.core.text import _
from ppo_desktop.exchange import stick
from ppo_desktop.operations.house.office import Identity, Office, Official
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.keys.enrolment_checks import REQUESTED
from ppo_desktop.reports.enrolment import EnrolmentFacts, Party, enrolment_minutes
from ppo_desktop.storage import settings_store
from ppo_desktop.trust.words import words


def minutes(office: Office, other: str, paper: str = "F4") -> bytes:
    """The minutes of having compared keys with the office ``other``, as pages to be signed by both.

    Raises:
        Refused: no keys were compared with that office on this PC.
    """
    from ppo_desktop.pdf.render import render

    with office.database.reading() as connection:
        answered = settings_store.read(connection, f"{enrolment.ANSWERED}{other}")
        asked = settings_store.read(connection, REQUESTED)
    standing = enrolment.state(office)
    is_upper = answered is not None and standing.kind == "root"
    if not is_upper and not (asked and standing.compared_with == other and is_below(office.code, other)):
        raise Refused(
            "not-compared",
            _("Kunci dengan kantor {code} belum dicocokkan di komputer ini.").format(code=other),
            _("Selesaikan dahulu permintaan dan jawaban kuncinya."),
        )
    theirs = Identity(other, Official(""), Official(""))
    upper, lower = (office.identity, theirs) if is_upper else (theirs, office.identity)
    asked_words = (
        str(answered["words"]) if is_upper and answered else words(bytes.fromhex(str((asked or {})["digest"])))
    )
    root_words = standing.words if is_upper else str((asked or {}).get("root") or standing.words)
    facts = EnrolmentFacts(
        upper=_party(upper, root_words, _("Kunci kantor teratas")),
        lower=_party(lower, asked_words, _("Permintaan kunci kantor")),
        day=today(office.clock),
        is_training=office.identity.training,
    )
    return render(enrolment_minutes(facts), paper)


def save_minutes(office: Office, other: str, folder: Path) -> Path:
    """Write the minutes with ``other`` into ``folder``, to be printed elsewhere; raises as ``minutes`` and ``put``."""
    return stick.put(folder, f"berita-acara-kunci-{other}.pdf", minutes(office, other))


def _party(identity: Identity, compared: str, key_of: str) -> Party:
    on_paper = identity.on_paper()
    return Party(on_paper, identity.head.name, on_paper.head_title, identity.head.number, compared, key_of)
