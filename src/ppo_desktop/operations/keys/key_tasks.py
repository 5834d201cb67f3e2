"""What there is to do about keys, as the first page shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.operations.history import lines
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.todo import Severity, Task
from ppo_desktop.operations.keys import handover, renewal, renewal_answers, revoking, revoking_lists
from ppo_desktop.storage import trust_store

GRAVE_AGE, GRAVE_LEFT = 380, 60
"""Days: so old a list, or so little left of a certificate, lets files be refused soon."""


def tasks(office: Office, day: date) -> Iterator[Task]:
    """Requests that wait here, a list or a certificate that ends, keys that are needed no more."""
    asked = renewal_answers.asked(office)
    if asked:
        sentence = _("Jawab {count} permintaan kunci baru").format(count=number(len(asked)))
        yield _task("key-requests", sentence, ", ".join(one.name for one in asked[:3]) + ".")
    for offer in handover.offers(office):
        reason = _("Kantor itu menyerahkan desa-desanya; cocokkan kata-katanya.")
        yield _task("key-offer", _("Terima desa-desa {office}").format(office=offer.name), reason)
    yield from _list(office)
    yield from _own(office, day)
    if _has_replaced(office):
        old = [pc for pc in revoking.pcs(office) if pc.replaced and (pc.is_proven or pc.is_this)]
        for pc in old[:1]:
            reason = _("Kunci yang baru sudah dipakai; yang lama tidak diperlukan lagi.")
            yield _task("key-old", _("Cabut kunci lama {office}").format(office=pc.name), reason, "info")


def _list(office: Office) -> Iterator[Task]:
    crl = revoking_lists.state(office, counts_behind=False)
    if crl is None or not crl.is_due:
        return
    reason = _("Dibuat {day}; setelah 400 hari berkas tidak dapat diperiksa lagi.").format(day=long_date(crl.made_on))
    severity: Severity = "bad" if crl.age > GRAVE_AGE else "warn"
    if crl.is_ours:
        yield _task("crl-renew", _("Perbarui daftar pencabutan kunci"), reason, severity)
    else:
        sentence = _("Minta tanda terima baru dari {root}: daftar kuncinya hampir habis").format(root=crl.root)
        yield _task("crl-old", sentence, reason, severity, "receive")


def _own(office: Office, day: date) -> Iterator[Task]:
    key = renewal.state(office)
    if key.foreign:
        reason = _("Di catatan komputer ini ada permintaan kunci yang tidak dibuat di sini.")
        yield _task("key-foreign", _("Periksa permintaan kunci yang asing"), reason, "bad")
    if key.until is None or not key.why or key.asked_on:
        return
    left = (key.until - day).days
    if key.why == "handed-over":
        reason = _("Desa-desa sudah diserahkan ke sana; kunci lama masih berlaku sampai kunci baru datang.")
        yield _task("key-ends", _("Minta kunci baru dari {upper}").format(upper=key.upper), reason, "info")
    else:
        reason = _("Kunci komputer ini berlaku hanya sampai {day}.").format(day=long_date(key.until))
        yield _task("key-ends", _("Perbarui kunci kantor"), reason, "bad" if left < GRAVE_LEFT else "warn")


def _has_replaced(office: Office) -> bool:
    """Whether a PC has more than one certificate of a use, before any signature is looked at."""
    with office.database.reading() as connection:
        if revoking_lists.own_root(connection) is None:
            return False
        gathered = lines.gathered(connection, trust_store.devices(connection))
        held = Counter((peer.office, peer.device, peer.use) for peer in trust_store.peers(connection))
    return any(count > 1 for count in held.values()) or any(len(places) > 1 for places in gathered)


def _task(kind: str, sentence: str, reason: str, severity: Severity = "warn", screen: str = "enrolment") -> Task:
    return Task(kind, sentence, reason, severity, screen)
