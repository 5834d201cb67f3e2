"""Signatures that are not the office key's: pages for somebody to sign elsewhere, and an official's own certificate.

A carrier is signed by the office key alone. Beside it an office may want the report's page without payload: to have it
signed outside (certified services work online only) and to keep what comes back, or to sign it here with the
certificate that an authority gave the office holder as a ``.p12`` file. Whether that authority is a recognised one is
never said here; ``verifying`` tells where its chain ends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import cast

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.clock import WIB, stamp, today
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, clean
from ppo_desktop.exchange import stick
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger
from ppo_desktop.operations.months.ledger import ReportLine
from ppo_desktop.storage import carrier_store, paper_store, settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.paper_store import Paper
from ppo_desktop.storage.trust_store import KeyPair
from ppo_desktop.trust import vault
from ppo_desktop.trust.vault import Vault

PAPER = "signed-outside"
"""Kind of kept papers; they are about the carrier whose page they are."""
MOST_BYTES = 10 << 20
_KEY, _PURPOSE = "certified", "certified-key"
"""Name of the key beside ours, and what it is wrapped for."""
_STATE = "certified"
"""Setting: ``on``, ``by``, ``at``."""
_CORNER = (72, 160)
"""Where a visible signature stands on the last page: left, above the block of the office key."""
_ENDS_SOON = 60
"""Days before the end of a certificate in which that is said."""


class Certificate(Struct, frozen=True):
    """The certificate from outside, as it says of itself."""

    holder: str
    issuer: str
    begins: date
    ends: date
    is_on: bool
    """Its own switch: switched off it stays here and signs nothing."""
    imported_by: str
    imported_on: date

    def why_not(self, day: date) -> str:
        """Why it cannot sign; ``""`` where it can."""
        if not self.is_on:
            return _("Sertifikat ini dimatikan. Nyalakan dahulu di Pengaturan, Kunci.")
        if day > self.ends:
            return _("Sertifikat ini berlaku sampai {day}. Minta yang baru kepada penerbitnya.").format(
                day=long_date(self.ends)
            )
        if day < self.begins:
            return _("Sertifikat ini baru berlaku {day}. Periksa juga tanggal komputer.").format(
                day=long_date(self.begins)
            )
        return ""

    def ends_soon(self, day: date) -> bool:
        return 0 <= (self.ends - day).days <= _ENDS_SOON


class Attached(Struct, frozen=True):
    """A signed file that came back."""

    paper: Paper
    is_same_page: bool
    """Whether it begins with the very bytes of the page that was saved here."""


def page(office: Office, line: ReportLine) -> bytes:
    """The pages of a report as they were signed, without what is sealed inside; raises as ``ledger.file``."""
    from ppo_desktop.pdf.page_only import page_only

    return page_only(ledger.file(office, line.carrier))


def save_page(office: Office, line: ReportLine, folder: Path) -> Path:
    """Write the pages into ``folder``; raises as ``page`` and ``stick.put``."""
    roles.demand(office, "report")
    return stick.put(folder, f"{_name(line)}-halaman.pdf", page(office, line))


def attach(office: Office, line: ReportLine, path: Path) -> Attached:
    """Keep the file that was signed outside beside its report, as it is; its digest is kept with it.

    Raises:
        Refused: this role may not, it is no PDF, too big, or bears no signature.
        World: it cannot be read.
    """
    roles.demand(office, "report")
    content = _content(path)
    if not content.startswith(b"%PDF-"):
        raise Refused("not-pdf", _("Berkas ini bukan PDF."), _("Pilih PDF yang sudah ditandatangani."))
    if b"/ByteRange" not in content:
        raise Refused(
            "not-signed",
            _("PDF ini belum memuat tanda tangan elektronik."),
            _("Tandatangani dahulu di luar program, lalu pilih hasilnya."),
        )
    same = content.startswith(page(office, line))
    told = (PAPER, line.carrier, clean(path.name)[:120], stamp(office.clock), office.user.display_name)
    with office.database.transaction() as connection:
        return Attached(paper_store.keep(connection, told, content), same)


def attached(office: Office, line: ReportLine) -> list[Attached]:
    """What was kept beside a report, the oldest first."""
    made = page(office, line) if line.has_file else None
    with office.database.reading() as connection:
        papers = paper_store.of_kind(connection, PAPER, line.carrier)
        contents = [paper_store.content(connection, paper.n) or b"" for paper in papers]
    return [
        Attached(paper, made is not None and content.startswith(made))
        for paper, content in zip(papers, contents, strict=True)
    ]


def same_page(connection: Connection, carrier: str, content: bytes) -> str:
    """A sentence on how a file that was signed elsewhere relates to the paper of ours that it names; ``""`` for none.

    Args:
        carrier: the id that the file itself says.
    """
    from ppo_desktop.pdf.page_only import page_only

    kept = carrier_store.file(connection, carrier)
    if kept is None:
        return ""
    if content.startswith(page_only(kept)):
        return _("Halamannya sama persis dengan berkas asli yang ada di kantor ini.")
    return _("Halamannya menyebut berkas yang ada di kantor ini, tetapi tidak sama persis: bandingkan angkanya.")


def save_attached(office: Office, paper: Paper, folder: Path) -> Path:
    """Write a kept file into ``folder``, as it came."""
    with office.database.reading() as connection:
        content = paper_store.content(connection, paper.n)
    assert content is not None, "papers are never taken away"
    return stick.put(folder, paper.name, content)


# ----------------------------------------------------------------------------------- a certificate from outside


def certificate(office: Office) -> Certificate | None:
    """The certificate from outside, if one was imported."""
    with office.database.reading() as connection:
        return _certificate(connection)


def own_certificate(connection: Connection) -> tuple[str, Certificate] | None:
    """The fingerprint of the certificate from outside, and the certificate."""
    found, pair = _certificate(connection), trust_store.key(connection, _KEY)
    if found is None or pair is None or pair.certificate is None:
        return None
    return hashlib.sha256(pair.certificate).hexdigest(), found


def take_certificate(office: Office, path: Path, file_password: str, assenting: Credentials) -> Certificate:
    """Import a ``.p12`` file: its key is kept as the assent key is, under the passwords of head and secretary.

    Raises:
        Refused: not such a file, no usable key, its time is over, or this person may not assent.
        World: one of the two passwords is wrong, or the file cannot be read.
    """
    from ppo_desktop.trust.pkcs12 import named, read_pkcs12

    roles.demand(office, "keys")
    read = read_pkcs12(_content(path), file_password)
    if named(read.certificate_der).ends < today(office.clock):
        raise Refused(
            "p12-over",
            _("Sertifikat ini sudah habis masa berlakunya."),
            _("Minta yang baru kepada penerbitnya; periksa juga tanggal komputer."),
        )
    assent_key = Vault.load(office.paths.vault).unlock_assent(assenting.name, assenting.password)
    plain = canonical.write({"key": read.key_der.hex(), "chain": [der.hex() for der in read.chain]})
    with office.database.transaction() as connection:
        wrapped = vault.wrap(assent_key, plain, _PURPOSE)
        trust_store.put_key(connection, _KEY, KeyPair(wrapped, read.certificate_der))
        told: dict[str, object] = {"on": True, "by": office.user.display_name, "at": stamp(office.clock)}
        settings_store.write(connection, _STATE, told)
        taken = _certificate(connection)
    assert taken is not None, "it was just kept"
    return taken


def switch(office: Office, *, on: bool) -> None:
    """Let the certificate sign, or not."""
    roles.demand(office, "keys")
    with office.database.transaction() as connection:
        told = settings_store.read(connection, _STATE)
        if told:
            settings_store.write(connection, _STATE, {**told, "on": on})


def drop_certificate(office: Office) -> None:
    """Forget key and certificate for good; what it signed stays."""
    roles.demand(office, "keys")
    with office.database.transaction() as connection:
        forget(connection)


def forget(connection: Connection) -> None:
    """As ``drop_certificate``: its holder has left."""
    trust_store.drop_key(connection, _KEY)
    settings_store.forget(connection, _STATE)


def sign_page(office: Office, line: ReportLine, folder: Path, assenting: Credentials) -> Path:
    """Sign a report's page visibly with the certificate from outside, write it to ``folder`` and keep it.

    Raises:
        Refused: there is no certificate, it is switched off or over, or this person may not assent.
        World: wrong password, or ``folder`` cannot be written; then nothing is kept.
    """
    from ppo_desktop.pdf import page_only
    from ppo_desktop.trust.pkcs12 import Certified
    from ppo_desktop.trust.visible import sign_visibly

    roles.demand(office, "report")
    known = certificate(office)
    if known is None:
        raise Refused(
            "no-certificate", _("Belum ada sertifikat dari penerbit resmi."), _("Ambil berkas .p12 di Pengaturan.")
        )
    if why := known.why_not(today(office.clock)):
        raise Refused("certificate-off", why)
    assent_key = Vault.load(office.paths.vault).unlock_assent(assenting.name, assenting.password)
    with office.database.reading() as connection:
        pair = trust_store.key(connection, _KEY)
    assert pair is not None
    assert pair.certificate is not None
    kept = cast("Mapping[str, object]", canonical.read(vault.unwrap(assent_key, pair.secret, _PURPOSE)))
    chain = tuple(bytes.fromhex(der) for der in cast("list[str]", kept["chain"]))
    certified = Certified(bytes.fromhex(str(kept["key"])), pair.certificate, chain)
    now = office.clock.now().astimezone(WIB)
    words = (
        _("Ditandatangani secara elektronik oleh {name}").format(name=known.holder),
        _("Sertifikat dari {issuer}").format(issuer=known.issuer),
        _("Waktu: {day} pukul {time}, menurut jam komputer").format(
            day=long_date(now.date()), time=now.strftime("%H.%M")
        ),
        _("Periksa tanda tangannya dengan pembaca PDF."),
    )
    width, height = page_only.STAMP
    pdf = sign_visibly(
        page(office, line),
        certified,
        page_only.stamp(words),
        now,
        _("Laporan kantor"),
        _CORNER,
        (int(width), int(height)),
    )
    path = stick.put(folder, f"{_name(line)}-bertanda-tangan.pdf", pdf)
    told = (PAPER, line.carrier, path.name, stamp(office.clock), office.user.display_name)
    with office.database.transaction() as connection:
        paper_store.keep(connection, told, pdf)
    return path


def _certificate(connection: Connection) -> Certificate | None:
    from ppo_desktop.trust.pkcs12 import named

    pair, told = trust_store.key(connection, _KEY), settings_store.read(connection, _STATE)
    if pair is None or pair.certificate is None or told is None:
        return None
    said = named(pair.certificate)
    day = datetime.fromisoformat(str(told["at"])).date()
    return Certificate(said.holder, said.issuer, said.begins, said.ends, told["on"] is True, str(told["by"]), day)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise World("file-unreadable", _("Berkas tidak dapat dibaca."), _("Pilih lagi berkasnya.")) from error
    if len(content) > MOST_BYTES:
        raise Refused("too-big", _("Berkas ini terlalu besar."), _("Paling besar 10 MB."))
    return content


def _name(line: ReportLine) -> str:
    version = f"-perbaikan-{line.version - 1}" if line.version > 1 else ""
    return f"PPO-laporan-{line.month}{version}"
