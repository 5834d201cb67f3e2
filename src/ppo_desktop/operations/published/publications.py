"""What an office publishes for those below, text by text, each under a version that is never used again.

A publication is a change of a record of the publisher. Receipts carry what is in force downwards, with the publisher's
signature; each office keeps what came from above and passes it on. So an office between can hold a text back, but not
put words into the mouth of the one above it. Of two texts under one version the first stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, cast

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange.enrolment_files import some_der, to_text
from ppo_desktop.journal.fold import fold
from ppo_desktop.journal.wire import room_beside
from ppo_desktop.operations.history import journalling
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.storage import journal_store, settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust import certificates, statements
from ppo_desktop.trust.certificates import Trust

_MOST_BYTES = 64 * 1024
"""Of a text that comes from above."""
_DOMAIN = "ppo-publication"
Proof = list[str]
"""Signature and certificate of the publisher, base64 of DER."""


class _Above(NamedTuple):
    """What came from above."""

    texts: dict[str, str]
    disputed: set[str]
    """Versions that came with two texts."""
    proofs: dict[str, Proof]
    """Version → what proved its text when it came."""


class Matter(Struct, frozen=True):
    """One sort of thing that is published."""

    member: str
    """Of receipts: version → text; the proofs stand beside it, in ``<member>_signed``."""
    kind: RecordKind
    """Of the records in which it is published."""
    publisher: Callable[[str, str], str]
    """(version, code of the receiver) → the office above it that may have given that version, ``""`` where none may."""
    in_force: Callable[[Iterable[str]], Sequence[str]]
    """Of some versions those that are passed on, the most important first."""
    hearsay: bool
    """Whether an unsigned text is taken from any office above, as older programs tell it; else from its own alone."""

    @property
    def _name(self) -> str:
        return f"{self.member} from above"

    @property
    def _signed(self) -> str:
        return f"{self.member}_signed"

    def texts(self, connection: Connection, office: Office) -> tuple[dict[str, str], set[str]]:
        """Version → text of all that is here, from above or our own; and the versions that came with two texts."""
        texts, disputed, _proofs = self._from_above(connection)
        for said in self._published(connection, office):
            version, text = str(said["version"]), str(said["text"])
            if texts.setdefault(version, text) != text:
                disputed.add(version)
        return texts, disputed

    def counting(self, connection: Connection, office: Office) -> dict[str, str]:
        """Version → text of those that may be in force: of each publisher what it has proved, if it ever proved any.

        What a key signed that was revoked since gives way to anything a good one has signed, whatever the numbers.
        """
        own = self._own(connection, office)
        above = self._from_above(connection)
        trust = keyring.trust(connection, office) if above.proofs else None
        standing = {version: _standing(above.proofs.get(version), trust) for version in above.texts}
        best: dict[str, int] = {}
        for version, rank in standing.items():
            publisher = self.publisher(version, office.code)
            best[publisher] = max(best.get(publisher, 0), rank)
        counted = {
            version: text
            for version, text in above.texts.items()
            if standing[version] == best[self.publisher(version, office.code)]
        }
        return counted | own

    def publish(self, connection: Connection, office: Office, record: str, values: Mapping[str, object]) -> None:
        """Publish ``values["text"]`` as ``values["version"]``, a change of ``record``."""
        seen = journal_store.of_record(connection, office.code, record)
        journalling.write(connection, office, self.kind, record, values, seen=seen)

    def tell(
        self, connection: Connection, office: Office, _sender: str, beside: Mapping[str, object]
    ) -> dict[str, object]:
        """What a receipt says: what is in force, also what cannot be used here, as far as there is room ``beside``."""
        texts = self.counting(connection, office)
        own, proofs = self._own(connection, office), self._from_above(connection).proofs
        room = room_beside({**beside, self.member: {}, self._signed: {}})
        said: dict[str, str] = {}
        signed: dict[str, Proof] = {}
        for version in self.in_force(texts):
            text = texts[version]
            proof = self._sign(connection, version, text) if version in own else proofs.get(version)
            room -= len(canonical.write([version, text, version, proof]))
            if room >= 0:
                said[version] = text
                if proof:
                    signed[version] = proof
        return {name: value for name, value in ((self.member, said), (self._signed, signed)) if value}

    def learn(self, connection: Connection, office: Office, upper: str, values: Mapping[str, object]) -> None:
        """Keep what a receipt brought under a version of an office above; anything else is passed over.

        A signature counts that a certificate of the publisher made, judged as if it had signed a carrier. Without one,
        nothing is taken of a publisher that has signed before.
        """
        held = self._from_above(connection)
        have_signed = {self.publisher(version, office.code) for version in held.proofs}
        texts, disputed, proofs = dict(held.texts), set(held.disputed), dict(held.proofs)
        trust = keyring.trust(connection, office)
        proved = values.get(self._signed)
        for version, text in self._brought(values):
            publisher = self.publisher(version, office.code)
            if not publisher:
                continue
            said = proved.get(version) if isinstance(proved, Mapping) else None
            proof = self._proof(said, version, text, publisher, trust)
            if proof is None and (publisher in have_signed or not (self.hearsay or upper == publisher)):
                continue
            if texts.get(version, text) != text:
                if proof is None or version in proofs:
                    disputed.add(version)
                    continue
                disputed.discard(version)  # what nobody had signed was not the publisher's
            texts[version] = text
            if proof:
                proofs[version] = proof
        if (texts, disputed, proofs) != held:
            told = {"texts": [[*item] for item in texts.items()], "disputed": sorted(disputed), "proofs": proofs}
            settings_store.write(connection, self._name, told)

    def _brought(self, values: Mapping[str, object]) -> list[tuple[str, str]]:
        told = values.get(self.member)
        return [
            (version, text)
            for version, text in (told.items() if isinstance(told, Mapping) else ())
            if isinstance(version, str) and isinstance(text, str) and len(text.encode()) <= _MOST_BYTES
        ]

    def _sign(self, connection: Connection, version: str, text: str) -> Proof | None:
        """The proof of an own text, by the key at hand for every clerk; ``None`` before it has a certificate."""
        pair = trust_store.key(connection, "dispatch")
        if pair is None or pair.certificate is None:
            return None
        return [to_text(statements.sign(pair.secret, _DOMAIN, *self._parts(version, text))), to_text(pair.certificate)]

    def _proof(self, said: object, version: str, text: str, publisher: str, trust: Trust) -> Proof | None:
        parts = some_der(said, 2)
        if len(parts) != 2:
            return None
        signature, certificate = parts
        try:
            is_theirs = certificates.check_office_certificate(certificate, trust).code == publisher
        except Refused:
            return None
        holds = is_theirs and statements.is_signed(signature, certificate, _DOMAIN, *self._parts(version, text))
        return cast(Proof, said) if holds else None

    def _parts(self, version: str, text: str) -> tuple[bytes, bytes, bytes]:
        return self.member.encode(), version.encode(), text.encode()

    def _from_above(self, connection: Connection) -> _Above:
        said: Mapping[str, Any] = settings_store.read(connection, self._name) or {}
        return _Above(dict(said.get("texts", ())), set(said.get("disputed", ())), dict(said.get("proofs", {})))

    def _own(self, connection: Connection, office: Office) -> dict[str, str]:
        """Version → text of what this office has published; of two under one version the first."""
        texts: dict[str, str] = {}
        for said in self._published(connection, office):
            texts.setdefault(str(said["version"]), str(said["text"]))
        return texts

    def _published(self, connection: Connection, office: Office) -> list[Mapping[str, object]]:
        """What each publication of this office said, in its order."""
        keys = journal_store.record_keys(connection, self.kind.name, office.code)
        found = [entries for _key, entries in journal_store.of_records(connection, keys) if not fold(entries).erased]
        said = [entry.changes() for entry in sorted(chain(*found), key=lambda entry: entry.order)]
        return [changes for changes in said if "version" in changes and "text" in changes]


def _standing(proof: Proof | None, trust: Trust | None) -> int:
    """How well a text is proved: not at all, by a key that was revoked since, or by a good one."""
    if proof is None or trust is None:
        return 0
    return 1 if certificates.is_revoked(some_der(proof, 2)[1], trust) else 2
