"""What an office publishes for those below, text by text, each under a version that is never used again.

A publication is a change of a record of the publisher. Receipts carry what is in force downwards; each office keeps
what came from above and passes it on. Of two texts under one version the first stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ppo_desktop.core import canonical
from ppo_desktop.journal.fold import fold
from ppo_desktop.journal.wire import room_beside
from ppo_desktop.operations import journalling
from ppo_desktop.operations.office import Office
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.storage import journal_store, settings_store
from ppo_desktop.storage.database import Connection

_MOST_BYTES = 64 * 1024
"""Of a text that comes from above."""


@dataclass(frozen=True)
class Matter:
    """One sort of thing that is published."""

    member: str
    """Of receipts: version → text."""
    kind: RecordKind
    """Of the records in which it is published."""
    is_for: Callable[[str, str], bool]
    """(version, code of the receiver): whether an office above it may have given that version."""
    in_force: Callable[[Iterable[str]], Sequence[str]]
    """Of some versions those that are passed on, the most important first."""

    @property
    def _name(self) -> str:
        return f"{self.member} from above"

    def texts(self, connection: Connection, office: Office) -> tuple[dict[str, str], set[str]]:
        """Version → text of all that is here, from above or our own; and the versions that came with two texts."""
        texts, disputed = self._from_above(connection)
        for said in self._published(connection, office):
            version, text = str(said["version"]), str(said["text"])
            if texts.setdefault(version, text) != text:
                disputed.add(version)
        return texts, disputed

    def publish(self, connection: Connection, office: Office, record: str, values: Mapping[str, object]) -> None:
        """Publish ``values["text"]`` as ``values["version"]``, a change of ``record``."""
        seen = journal_store.of_record(connection, office.code, record)
        journalling.write(connection, office, self.kind, record, values, seen=seen)

    def tell(
        self, connection: Connection, office: Office, _sender: str, beside: Mapping[str, object]
    ) -> dict[str, object]:
        """What a receipt says: what is in force, also what cannot be used here, as far as there is room ``beside``."""
        texts, _disputed = self.texts(connection, office)
        room = room_beside({**beside, self.member: {}})
        said: dict[str, str] = {}
        for version in self.in_force(texts):
            room -= len(canonical.write([version, texts[version]]))
            if room >= 0:
                said[version] = texts[version]
        return {self.member: said} if said else {}

    def learn(self, connection: Connection, office: Office, _upper: str, values: Mapping[str, object]) -> None:
        """Keep what a receipt brought under a version of an office above; anything else is passed over."""
        told = values.get(self.member)
        brought = {
            version: text
            for version, text in (told.items() if isinstance(told, Mapping) else ())
            if isinstance(version, str) and isinstance(text, str) and len(text.encode()) <= _MOST_BYTES
            if self.is_for(version, office.code)
        }
        held, disputed = self._from_above(connection)
        disputed |= {version for version, text in brought.items() if held.get(version, text) != text}
        if brought:
            texts = [[*item] for item in (brought | held).items()]
            settings_store.write(connection, self._name, {"texts": texts, "disputed": sorted(disputed)})

    def _from_above(self, connection: Connection) -> tuple[dict[str, str], set[str]]:
        said: Mapping[str, Any] = settings_store.read(connection, self._name) or {}
        return dict(said.get("texts", ())), set(said.get("disputed", ()))

    def _published(self, connection: Connection, office: Office) -> list[Mapping[str, object]]:
        """What each publication of this office said, in its order."""
        keys = journal_store.record_keys(connection, self.kind.name, office.code)
        found = [entries for _key, entries in journal_store.of_records(connection, keys) if not fold(entries).erased]
        said = [entry.changes() for entry in sorted(chain(*found), key=lambda entry: entry.order)]
        return [changes for changes in said if "version" in changes and "text" in changes]
