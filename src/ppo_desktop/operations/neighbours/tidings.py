"""What makes a receipt due beside a report: what an office below must not wait a month for.

That is what keys rest on (certificates for the office and those above it, lists of revoked keys, a new root), requests
to look at a record again, people whom a list names, and notes. Everything else a receipt tells goes along with the next
one. What an office above entrusted to us needs none: it is copied as a file of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from ppo_desktop.core.offices import is_below
from ppo_desktop.exchange.enrolment_files import to_text
from ppo_desktop.operations.books import listed_people
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import handover, renewal, revoking_lists
from ppo_desktop.operations.keys.revoking import in_use
from ppo_desktop.operations.neighbours import correcting, notes
from ppo_desktop.storage import trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust import certificates

Said = Mapping[str, Any]
"""Members of the newest receipt to an office, as this program wrote them."""


class Tidings:
    """What there is to tell now, read once for all the offices below."""

    def __init__(self, connection: Connection, office: Office) -> None:
        self._connection, self._office = connection, office
        trust = keyring.trust(connection, office)
        self._certified: dict[str, set[str]] = defaultdict(set)
        for peer in in_use(trust_store.peers(connection)):
            if not certificates.is_revoked(peer.certificate, trust):
                self._certified[peer.office].add(to_text(peer.certificate))
        self._keys = revoking_lists.told(connection) | handover.told(connection)
        self._requests: dict[str, set[str]] = defaultdict(set)
        for request in correcting.asked_with(connection, office):
            if request.state == "waiting":
                self._requests[request.owner].add(request.id)
        self._notes = notes.written_to(connection, office.code)
        self._listed: dict[str, set[str]] = defaultdict(set)
        for row in listed_people.waiting(connection, office):
            self._listed[str(row["region"])].add(str(row["id"]))

    def are_news(self, sender: str, said: Said) -> bool:
        """Whether something of it was not said to ``sender`` yet, and would find room in a receipt."""
        return (
            any(said.get(name) != value for name, value in self._keys.items())
            or self._has_new_certificates(sender, said)
            or (not self._requests[sender] <= _requests(said) and self._would_ask(sender, said))
            or (not self._listed[sender] <= listed_people.told_ids(said) and self._would_list(sender, said))
            or (not self._notes[sender] <= _notes(said) and self._would_note(sender, said))
        )

    def _has_new_certificates(self, sender: str, said: Said) -> bool:
        told = said.get("certificates", ())
        known = set().union(*(held for code, held in self._certified.items() if _concerns(code, sender)))
        return len(told) < renewal.MOST_CERTIFICATES and not known <= set(told)

    def _would_ask(self, sender: str, said: Said) -> bool:
        beside = {name: value for name, value in said.items() if name != "verdicts"}
        told = correcting.tell(self._connection, self._office, sender, beside)
        return not _requests(told) <= _requests(said)

    def _would_note(self, sender: str, said: Said) -> bool:
        beside = {name: value for name, value in said.items() if name != "notes"}
        return not _notes(notes.tell(self._connection, self._office, sender, beside)) <= _notes(said)

    def _would_list(self, sender: str, said: Said) -> bool:
        beside = {name: value for name, value in said.items() if name != "listed"}
        told = listed_people.tell(self._connection, self._office, sender, beside)
        return not listed_people.told_ids(told) <= listed_people.told_ids(said)


def _concerns(code: str, sender: str) -> bool:
    return code == sender or is_below(sender, code)


def _requests(said: Said) -> set[str]:
    return {line["request"] for line in said.get("verdicts", ()) if line["verdict"] == correcting.CORRECT}


def _notes(said: Said) -> set[str]:
    return {note["id"] for note in said.get("notes", ())}
