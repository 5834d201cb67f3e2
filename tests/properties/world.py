"""A small world for the stateful test: a village office with two PCs and a camat, on real databases.

Everything is the program's own but four things that cost time and say nothing about the journal: sealing, compressing,
drawing and signing pass their bytes through. So carriers are built, read back, put on a folder, inspected, taken and
answered by the same operations that the command line calls.
"""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine

import offices
import ppo_desktop.pdf.archive
import ppo_desktop.pdf.render
import ppo_desktop.trust.opening
import ppo_desktop.trust.signature
from ppo_desktop.core.clock import FixedClock
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.journal.entry import write_entry
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.carriers import inspecting, reading_ahead
from ppo_desktop.operations.carriers.reading import Bringer, Reader, Reading, read_carrier
from ppo_desktop.operations.history import erasing, guard
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office, read_identity
from ppo_desktop.operations.keys import handover, renewal, revoking_lists
from ppo_desktop.operations.months import compiling
from ppo_desktop.operations.neighbours import confirming, feedback, receiving
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import KINDS
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.figures import MonthRows, count_month
from ppo_desktop.storage import database, projection, trust_store
from ppo_desktop.storage.database import Database
from ppo_desktop.storage.trust_store import KeyPair, Peer
from ppo_desktop.trust import sealing, slots
from ppo_desktop.trust.certificates import Trust
from ppo_desktop.trust.naming import OfficeKey
from ppo_desktop.trust.opening import Opened
from ppo_desktop.trust.vault import UserInfo, Vault

VILLAGE, CAMAT = offices.VILLAGE, offices.CAMAT
PCS = {"A": VILLAGE, "B": VILLAGE, "C": CAMAT}
NEWER_FIELD = "family_relation"
NEWER_KIND = "socialisation"


def _older_person() -> RecordKind:
    """The kind ``person`` as a program knows it that has never heard of ``NEWER_FIELD``."""
    older = replace(PERSON)
    fields = tuple(field for field in PERSON.fields if field.name != NEWER_FIELD)
    older.__dict__.update(fields=fields, by_name={field.name: field for field in fields})
    return older


OLDER_PERSON = _older_person()
OLDER_KINDS = {kind.name: kind for kind in KINDS if kind.name != NEWER_KIND} | {"person": OLDER_PERSON}


@dataclass
class Pc:
    """One PC: its folder and the office that is open in it."""

    name: str
    office: Office

    @property
    def folder(self) -> Path:
        return self.office.paths.folder

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the database, by plain SQL."""
        with self.office.database.raw() as raw:
            return [tuple(row) for row in raw.execute(statement, values).fetchall()]

    def backup(self) -> Path:
        return keeping.backup(self.office)

    def restore(self, file: Path) -> None:
        """Put a backup back the way the program does it."""
        self.office.close()
        self.office = keeping.restore(
            self.office.paths, file, "petugas", offices.CLERK_PASSWORD, self.office.clock
        ).office

    def put_back_unnoticed(self, file: Path, *, is_guarded: bool) -> None:
        """Put an old database file in place without telling the program: a copied folder, a rolled-back disk."""
        self.office.close()
        if not is_guarded:
            guard._file(self.office).unlink()
        for old in self.folder.glob("kantor.db*"):
            old.unlink()
        with zipfile.ZipFile(file) as archive:
            archive.extract("kantor.db", self.folder)
        self.office = _open(self.folder, self.name, self.office.clock)


class World:
    """Copies of a template's PCs in a folder of their own; ``close`` removes it."""

    def __init__(self, template: Path | None = None, names: Iterable[str] = PCS) -> None:
        """Args: names: the PCs that are opened at once, with one clock."""
        self.folder = Path(tempfile.mkdtemp(dir=_fast_folder()))
        self.clock = offices.clock_at()
        self.pcs: dict[str, Pc] = {}
        self._template = template or pass_through_template(tuple(PCS.items()))
        self._patch = pytest.MonkeyPatch()
        self._patch.setenv("PPO_DESKTOP_GUARDS", str(self.folder / "guards"))
        for name in names:
            self.open(name, self.clock)

    def open(self, name: str, clock: FixedClock) -> Pc:
        """Copy a PC out of the template and open it."""
        shutil.copytree(self._template / name, self.folder / name)
        self.pcs[name] = Pc(name, _open(self.folder / name, name, clock))
        return self.pcs[name]

    def close(self) -> None:
        for pc in self.pcs.values():
            pc.office.close()
        self._patch.undo()
        shutil.rmtree(self.folder)


def do_at_once(patch: pytest.MonkeyPatch) -> None:
    """Read files in this process and thread, and work out only once what is always the same."""
    patch.setattr(inspecting, "CarrierReader", _ReaderHere)
    patch.setattr(reading_ahead, "ThreadPoolExecutor", _AtOnce)
    patch.setattr(slots, "_derive", _derive_once)
    patch.setattr(database, "_engine", _engine_with_shared_statements)


def draw_from(patch: pytest.MonkeyPatch, seed: int) -> None:
    """Let names of records and PCs, nonces and sealing keys be the same for one seed: a failure is found again."""
    draw = random.Random(seed)
    patch.setattr(os, "urandom", draw.randbytes)
    patch.setattr(write_entry, "__defaults__", (draw.randbytes,))
    patch.setattr(sealing, "new_sealing_key", lambda: ("", f"age1{draw.randbytes(29).hex()}"))


def pass_through(patch: pytest.MonkeyPatch) -> None:
    """Let sealing, compressing, drawing and signing hand their bytes through."""
    do_at_once(patch)
    patch.setattr(sealing, "seal", lambda plain, recipients: plain)
    patch.setattr(sealing, "unseal", lambda sealed, secrets: sealed)
    patch.setattr(sealing, "compress", lambda plain: plain)
    patch.setattr(sealing, "decompress", lambda data, limit: data)
    patch.setattr(ppo_desktop.pdf.render, "render", lambda document: b"")
    patch.setattr(ppo_desktop.pdf.archive, "attach", _attach)
    patch.setattr(ppo_desktop.trust.signature, "sign_pdf", _sign)
    patch.setattr(ppo_desktop.trust.opening, "open_signed_pdf", _open_signed)
    # Neither whom we believe nor what a month comes to, or a page says, is the journal's business; all that costs more
    # than the rest, and so does reading every page of a database again that was copied into memory just now.
    patch.setattr(receiving, "_learn_certificate", lambda connection, office, reading: None)
    patch.setattr(counting, "month_figures", lambda connection, owner, month: _NOTHING)
    patch.setattr(counting, "month_totals", lambda connection, owner, month: _NOTHING.totals)
    patch.setattr(compiling, "compile_month", lambda connection, office, month: None)
    patch.setattr(feedback, "page_facts", lambda connection, office, answer: lambda carrier: None)
    patch.setattr(confirming, "receipt_page", lambda facts: _EMPTY)
    patch.setattr(Database, "is_intact", lambda database: True)
    patch.setattr(keyring, "trust", lambda connection, office: Trust((), (), office.clock.now()))
    patch.setattr(keyring, "newest_crl", lambda connection: None)
    patch.setattr(keyring, "sealing_secrets", lambda connection: ())
    patch.setattr(keyring, "former_recipients", lambda connection: ())
    about_keys = (handover.learn, revoking_lists.learn, renewal.learn)
    patch.setattr(confirming, "PARTS", tuple(part for part in confirming.PARTS if part.learn not in about_keys))
    patch.setattr(confirming, "Tidings", _NoTidings, raising=False)


def be_older(patch: pytest.MonkeyPatch) -> None:
    """Make every PC run a program that does not know ``NEWER_FIELD`` nor ``NEWER_KIND``."""
    patch.setattr(projection, "_KINDS_BY_NAME", OLDER_KINDS)


def _attach(pdf: bytes, attachments: list[Any], **_facts: object) -> bytes:
    assert pdf == b""
    return json.dumps({a.name: a.data.decode("latin-1") for a in attachments}).encode()


def _sign(unsigned: bytes, key: bytes, certificate: bytes, *_facts: object) -> bytes:
    return b"%PDF-\n" + base64.b64encode(certificate) + b"\n" + unsigned


def _open_signed(data: bytes, trust: object, names: object) -> Opened:
    _magic, certificate, attached = data.split(b"\n", 2)
    der = base64.b64decode(certificate)
    attachments = {name: text.encode("latin-1") for name, text in json.loads(attached).items()}
    return Opened(attachments, OfficeKey(**json.loads(der)), der, offices.clock_at().now())


class _NoTidings:
    """Keys are passed through, so nothing new about them makes a receipt due."""

    def __init__(self, _connection: object, _office: Office) -> None:
        pass

    def are_news(self, _sender: str, _said: object) -> bool:
        return False


class _ReaderHere:
    """As ``CarrierReader``, in this process."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, data: bytes) -> Reading:
        return read_carrier(data, self._reader)

    def read_brought(self, sealed: bytes, bringer: Bringer) -> Reading:
        return read_carrier(sealed, self._reader, bringer=bringer)

    def close(self) -> None:
        pass


class _AtOnce:
    """Does in the caller's thread what is handed to it."""

    def __init__(self, *_asked: object) -> None:
        pass

    def submit(self, work: Callable[..., Any], *given: object) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(work(*given))
        except Exception as error:  # noqa: BLE001  # whoever waits for the result is told
            future.set_exception(error)
        return future

    def shutdown(self, **_asked: object) -> None:
        pass


_derive_once = cache(slots._derive)


def _open(folder: Path, name: str, clock: FixedClock) -> Office:
    paths = OfficePaths(folder)
    opened = Database(paths.database, _database_key(paths))
    identity, device = read_identity(opened)
    office = Office(paths, opened, clock, UserInfo("petugas", f"Rina {name}", "petugas"), identity, device)
    # As every start of the program does.
    checked = guard.check(office)
    office = erasing.reconcile(checked, is_new=checked.device != office.device)
    guard.note(office)
    return replace(office, at_closing=guard.note)


_NOTHING = count_month("2026-11", MonthRows({}, {}, {}, {}, "", {}))
_EMPTY = Document("", None, ())
_STATEMENTS: dict[Any, Any] = {}
_engine = database._engine


def _engine_with_shared_statements(path: Path, key: bytes) -> Engine:
    """Thousands of databases are opened here; what SQLAlchemy compiled for one serves them all."""
    engine: Engine = _engine(path, key).execution_options(compiled_cache=_STATEMENTS)
    return engine


def _fast_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


@cache
def pass_through_template(places: tuple[tuple[str, str], ...]) -> Path:
    """PCs (name, office) as they are before anything is recorded, each knowing the keys of all; once per process."""
    folder = Path(tempfile.mkdtemp(prefix="ppo-template-"))
    with pytest.MonkeyPatch.context() as patch:
        draw_from(patch, 0)
        made = {
            name: offices.new_office(folder / name, code, offices.clock_at(), clerk=f"Rina {name}")
            for name, code in places
        }
    certificates = {name: _make_certificate(office) for name, office in made.items()}
    for office in made.values():
        with office.database.transaction() as connection:
            for certificate in certificates.values():
                key = json.loads(certificate)
                peer = Peer(certificate, key["code"], key["device"], key["use"], key["sealing"])
                trust_store.add_peer(connection, peer, "2026-11-21T09:00:00+07:00")
        leave(office)
    return folder


def leave(office: Office) -> None:
    """Close an office of a template as its next opening wants it: with rows made by this program, and no lock."""
    with office.database.transaction() as connection:
        projection.bring_up_to_date(connection, ppo_desktop.__version__)
    office.close()
    office.paths.lock.unlink(missing_ok=True)


_DATABASE_KEYS: dict[bytes, bytes] = {}


def _database_key(paths: OfficePaths) -> bytes:
    """What the clerk's password opens; asked once per vault, since that is made slow on purpose."""
    sealed = paths.vault.read_bytes()
    if sealed not in _DATABASE_KEYS:
        opened = Vault.load(paths.vault).unlock("petugas", offices.CLERK_PASSWORD)
        _DATABASE_KEYS[sealed] = opened.database_key
    return _DATABASE_KEYS[sealed]


def _make_certificate(office: Office) -> bytes:
    """A stand-in for a certificate: what it would vouch for, as JSON; installed as the clerk's key."""
    with office.database.transaction() as connection:
        key = OfficeKey(office.code, "dispatch", keyring.sealing_recipient(connection), False, office.device.id)
        stated = {name: getattr(key, name) for name in ("code", "use", "sealing", "training", "device")}
        certificate = json.dumps(stated).encode()
        trust_store.put_key(connection, "dispatch", KeyPair(b"key", certificate))
    return certificate
