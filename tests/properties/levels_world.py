"""Three levels for the stateful test: a kabupaten that is root, two kecamatan, six villages, one of them with two PCs.

PCs are copied out of a template and opened when a history first needs them; each has a clock of its own. The template
is made once per process, in one of two modes: *passed through* as in ``world``, with lists of revoked keys that are
plain JSON and receipts that speak of files and keys alone, or *full*, with real roots, certificates, lists, seals,
pages and signatures. Files are read in process.
"""

from __future__ import annotations

import atexit
import base64
import hashlib
import json
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import offices
import ppo_desktop.pdf.archive
import ppo_desktop.pdf.render
import ppo_desktop.trust.opening
import ppo_desktop.trust.signature
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import region
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.carriers import carriers, giving_back, relaying
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import revoking, revoking_lists
from ppo_desktop.operations.months import awaited
from ppo_desktop.operations.neighbours import confirming, exchanging, receiving
from ppo_desktop.reports.document import Document
from ppo_desktop.storage import trust_store
from ppo_desktop.storage.trust_store import KeyPair, Peer
from ppo_desktop.trust.certificates import Trust
from ppo_desktop.trust.naming import OfficeKey
from ppo_desktop.trust.opening import Opened
from properties import world
from properties.world import World, pass_through_template

PLACES = {
    "K": "61.01",
    "D": "61.01.04",
    "E": "61.01.05",
    "d1": "61.01.04.2003",
    "d1b": "61.01.04.2003",
    "d2": "61.01.04.2005",
    "d3": "61.01.04.2006",
    "e1": "61.01.05.2001",
    "e2": "61.01.05.2002",
    "e3": "61.01.05.2003",
}
VILLAGES = tuple(name for name, code in PLACES.items() if code.count(".") == 3)
THIEF = "e2"
"""The PC whose keys may be revoked; its data is never put back."""
_ABOVE = {"d": "D", "e": "E", "D": "K", "E": "K"}
_ROOT = b"root"


def above(name: str) -> str:
    """The PC of the office directly above."""
    return _ABOVE[name[0]]


def pcs_of(code: str) -> list[str]:
    """The PCs of an office."""
    return [name for name, place in PLACES.items() if place == code]


def new_world(*, full: bool) -> World:
    """A world in which no PC is open yet."""
    return World(full_template() if full else pass_through_template(tuple(PLACES.items())), ())


# ---------------------------------------------------------------------------------------------- passed through


class _Trust(Trust):
    """What is believed where one root is taken for granted and lists are JSON: the clock is never behind 2026."""

    @property
    def moment(self) -> datetime:
        return max(self.now.astimezone(UTC), offices.clock_at().now())


_learn_certificate = receiving._learn_certificate


def patch_modules(patch: pytest.MonkeyPatch, *, full: bool, draws: bool = True) -> None:
    """Make the program ready for a world of this mode.

    Args:
        draws: whether, where all is full, each page is drawn and each month counted; else one page stands for all.
    """
    if full:
        world.do_at_once(patch)
        if not draws:
            patch.setattr(ppo_desktop.pdf.render, "render", _drawn_once)
            patch.setattr(counting, "month_figures", lambda connection, owner, month: world._NOTHING)
            patch.setattr(counting, "month_totals", lambda connection, owner, month: world._NOTHING.totals)
        return
    world.pass_through(patch)
    patch.setattr(receiving, "_learn_certificate", _learn_certificate)
    patch.setattr(ppo_desktop.pdf.archive, "attach", _attach)
    patch.setattr(ppo_desktop.trust.signature, "sign_pdf", _sign)
    patch.setattr(ppo_desktop.trust.opening, "open_signed_pdf", _open_signed)
    patch.setattr(keyring, "trust", _trust)
    patch.setattr(keyring, "newest_crl", lambda connection: _newest(trust_store.crls(connection)))
    patch.setattr(keyring, "lists_by_root", _lists_by_root)
    patch.setattr(keyring, "learn_crl", _learn_list)
    for module in (carriers, exchanging, awaited):
        patch.setattr(module, "is_revoked", lambda certificate, trust: _is_named(certificate, trust.crls))
    about_files = (revoking_lists.learn, relaying.learn, giving_back.learn)
    patch.setattr(confirming, "PARTS", tuple(part for part in _PARTS if part.learn in about_files))


_PARTS = confirming.PARTS


def _trust(connection: Any, office: Office) -> Trust:
    return _Trust((), tuple(trust_store.crls(connection)), office.clock.now())


def _newest(lists: list[bytes]) -> bytes | None:
    return max(lists, key=len, default=None)


def _lists_by_root(connection: Any) -> dict[bytes, bytes]:
    newest = _newest(trust_store.crls(connection))
    return {_ROOT: newest} if newest else {}


def _learn_list(connection: Any, crl: bytes) -> None:
    trust_store.add_crl(connection, crl)


def _is_named(certificate: bytes, lists: tuple[bytes, ...]) -> bool:
    return any(hashlib.sha256(certificate).hexdigest() in json.loads(one) for one in lists)


def _sign(unsigned: bytes, key: bytes, certificate: bytes, *_facts: object) -> bytes:
    """In the place of a signature stands a digest: it finds changed bytes, and keeps nobody from forging."""
    signed = base64.b64encode(certificate) + b"\n" + unsigned
    return b"%PDF-\n" + hashlib.sha256(signed).hexdigest().encode() + b"\n" + signed


def _attach(_pdf: bytes, attachments: list[Any], **_facts: object) -> bytes:
    """Attachments stand in the file byte by byte, as in a real one."""
    lengths = json.dumps({one.name: len(one.data) for one in attachments}).encode()
    return lengths + b"\n" + b"".join(one.data for one in attachments)


def _open_signed(data: bytes, trust: Trust, _names: object) -> Opened:
    magic, digest, signed = [*data.split(b"\n", 2), b"", b""][:3]
    if magic != b"%PDF-" or hashlib.sha256(signed).hexdigest().encode() != digest:
        raise Refused("altered", "Berkas ini sudah diubah.")
    certificate, lengths, content = signed.split(b"\n", 2)
    der = base64.b64decode(certificate)
    if _is_named(der, trust.crls):
        raise Refused("revoked", "Kunci pengirim sudah dicabut.")
    said = json.loads(der)
    key = OfficeKey(**{name: value for name, value in said.items() if name != "serial"})
    attachments, at = {}, 0
    for name, length in json.loads(lengths).items():
        attachments[name] = content[at : at + length]
        at += length
    return Opened(attachments, key, der, offices.clock_at().now())


# ---------------------------------------------------------------------------------------------- keys


def revoke(root: Office, code: str, *, full: bool) -> None:
    """The root takes the keys of an office out of use."""
    if full:
        for pc in revoking.pcs(root):
            if pc.office == code:
                revoking.revoke(root, code, pc.device, "stolen", offices.HEAD, region(code).name)
        return
    with root.database.transaction() as connection:
        named = [hashlib.sha256(peer.certificate).hexdigest() for peer in trust_store.peers(connection, [code])]
        trust_store.add_crl(connection, json.dumps(named).encode())


def certify_anew(root: Office, office: Office, stick: Path, *, full: bool) -> None:
    """An office whose keys were revoked asks again, and people compare the words."""
    if full:
        offices.enrol(office, root, stick)
        return
    with root.database.reading() as connection:
        lists = trust_store.crls(connection)
    with office.database.transaction() as connection:
        pair = trust_store.key(connection, "dispatch")
        assert pair is not None
        assert pair.certificate is not None
        key = {**json.loads(pair.certificate), "serial": 2}
        certificate = json.dumps(key).encode()
        trust_store.put_key(connection, "dispatch", KeyPair(pair.secret, certificate))
        for one in lists:
            trust_store.add_crl(connection, one)
    peer = Peer(certificate, key["code"], key["device"], key["use"], key["sealing"])
    for one_of_them in (root, office):
        with one_of_them.database.transaction() as connection:
            trust_store.add_peer(connection, peer, "2026-11-21T09:00:00+07:00")


# ---------------------------------------------------------------------------------------------- full


_render = ppo_desktop.pdf.render.render
_PAGE: list[bytes] = []


def _drawn_once(document: Document) -> bytes:
    if not _PAGE:
        _PAGE.append(_render(document))
    return _PAGE[0]


@cache
def full_template() -> Path:
    """All PCs with keys that the kabupaten's root certified, each knowing those of all; made once per process."""
    folder = Path(tempfile.mkdtemp(prefix="ppo-levels-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    stick = folder / "stick"
    stick.mkdir()
    clock = offices.clock_at()
    made = {
        name: offices.new_office(folder / name, code, clock, is_root=name == "K", clerk=f"Rina {name}")
        for name, code in PLACES.items()
    }
    for name, office in made.items():
        if name != "K":
            offices.enrol(office, made["K"], stick)
    with made["K"].database.reading() as connection:
        known = trust_store.peers(connection)
    for office in made.values():
        with office.database.transaction() as connection:
            for peer in known:
                trust_store.add_peer(connection, peer, "2026-11-21T09:00:00+07:00")
        world.leave(office)
    return folder
