"""The readers of strangers' files: what each is fed with, and what may come out.

A target takes any bytes at all. It may take them, then they must be what was written (``AssertionError`` otherwise), or
refuse them with a documented code. Anything else, and more than ``SECONDS``, is a fault.
"""

from __future__ import annotations

import contextlib
import io
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from PIL import Image

import strangers
import tables
from exchange.samples import manifest_of, some_entries
from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange import enrolment_files, spreadsheet
from ppo_desktop.exchange.enrolment_files import AnswerFile, RequestFile
from ppo_desktop.exchange.manifest import Manifest, read_manifest
from ppo_desktop.exchange.payload import read_payload, write_payload
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.house.bounded import BoundedReader
from ppo_desktop.pdf import codes
from ppo_desktop.trust import certificates, certifiers, requesting, sealing
from ppo_desktop.trust.examining import examine
from ppo_desktop.trust.opening import open_signed_pdf
from trust.parties import NAMES, Setting, make_setting, plain_pdf
from trust.resigning import resigned_over

CORPUS = Path(__file__).parent / "corpus"
DOCUMENTED = frozenset(re.findall(r"`([a-z-]+)`", (Path(__file__).parents[2] / "docs/carrier-format.md").read_text()))
OF_TABLES = frozenset({"too-big", "too-many-rows", "locked", "no-table", "empty", "unreadable"})
OF_ANY_FILE = frozenset(
    {"encrypted", "too-many", "unreadable", "not-pdf", "code-file", "code-too-large", "certificate-form"}
) | {"certificate-kind"}
SECONDS = 2.0
Reader = Callable[[bytes], object]


@dataclass(frozen=True)
class Target:
    """A reader and honest files for it."""

    name: str
    read: Reader
    seeds: tuple[bytes, ...]

    def feed(self, data: bytes) -> str:
        """The code under which ``data`` was refused, or ``taken``.

        Raises:
            Fault: it was neither, or took too long.
        """
        start = time.process_time()
        try:
            self.read(data)
            code = "taken"
        except Refused as refused:
            code = refused.code
            if code not in DOCUMENTED | OF_TABLES | OF_ANY_FILE or not refused.message or not refused.advice:
                raise Fault(self.name, data, f"refused with {code!r}, which is not documented") from refused
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            raise Fault(self.name, data, repr(error)) from error
        if time.process_time() - start > SECONDS:
            raise Fault(self.name, data, f"{time.process_time() - start:.1f} s")
        return code


class Fault(Exception):
    """A reader did what it must not; ``data`` shows it."""

    def __init__(self, target: str, data: bytes, what: str) -> None:
        super().__init__(f"{target}: {what} ({len(data)} bytes)")
        self.target = target
        self.data = data


@dataclass(frozen=True)
class Readers:
    """The readers, each with what it must say of what it takes."""

    setting: Setting
    entries: list[Entry]
    manifest: Manifest
    request: bytes
    """PKCS#10."""

    def carrier(self, data: bytes) -> None:
        assert open_signed_pdf(data, self.setting.trust, NAMES).attachments == self.setting.files

    def insider(self, data: bytes) -> None:
        """The same, its bytes signed by the office itself wherever its signature can still be put in."""
        with contextlib.suppress(AssertionError, ValueError, TypeError, KeyError, IndexError):
            data = resigned_over(data, self.setting.village.key_der)
        opened = open_signed_pdf(data, self.setting.trust, NAMES)
        assert set(opened.attachments) == set(self.setting.files)
        assert opened.signer == self.setting.village.office_key

    def of_manifest(self, data: bytes) -> None:
        assert read_manifest(data).write() == data

    def of_payload(self, data: bytes) -> None:
        assert read_payload(data, self.manifest) == self.entries

    def of_seal(self, data: bytes) -> None:
        secrets = [self.setting.village.secret]
        assert sealing.unseal(data, secrets) == sealing.unseal(self.setting.files["payload.age"], secrets)

    def of_gzip(self, data: bytes) -> None:
        assert len(sealing.decompress(data, 1 << 20)) <= 1 << 20

    def of_request(self, data: bytes) -> None:
        file = enrolment_files.read_request(data)
        assert file.write() == data
        for der in file.requests.values():
            requesting.read_request(der)

    def of_answer(self, data: bytes) -> None:
        file = enrolment_files.read_answer(data)
        assert file.write() == data
        trust = certificates.Trust((self.setting.root.certificate_der,), (file.crl,), self.setting.trust.now)
        for der in (*file.certificates, *file.issuer):
            certificates.check_office_certificate(der, trust)
        certificates.root_of(file.root)

    def of_certificate(self, data: bytes) -> None:
        certificates.check_office_certificate(data, self.setting.trust)
        assert data in (self.setting.village.certificate, self.setting.neighbour.certificate)

    def of_signing_request(self, data: bytes) -> None:
        requesting.read_request(data)
        assert data == self.request

    def of_revocations(self, data: bytes) -> None:
        found = certificates.newest_crls((self.setting.root.certificate_der,), (data,))
        assert found in ((), (self.setting.crl,))

    def of_table(self, data: bytes) -> None:
        # In the reading process, as the program does: some spoiled workbooks make the library take all memory there is.
        _tables_reader().read(data)

    def of_stranger(self, data: bytes) -> None:
        """Any PDF: whatever it is, nobody we know signed it."""
        found = examine(data, self.setting.trust, (strangers.person().authority,), NAMES)
        assert all(one.office is None for one in found.signatures)

    def of_authority(self, data: bytes) -> None:
        assert all(one.fingerprint for one in certifiers.read_authorities(data))

    def of_scan(self, data: bytes) -> None:
        assert set(_scans_reader().read(data)) <= {_MARK}

    def of_json(self, data: bytes) -> None:
        with contextlib.suppress(ValueError):
            assert canonical.write(canonical.read(data)) == data


def all_targets() -> tuple[Target, ...]:
    """All of them, with fresh keys."""
    setting = make_setting()
    entries = some_entries()
    manifest = manifest_of([entries[:2], entries[2:]])
    plain = write_payload(manifest.binding(), entries)
    asked = requesting.new_request(setting.village.key_der, setting.village.office_key)
    own, other = setting.village.certificate, setting.neighbour.certificate
    request = RequestFile("61.01.04.2003", False, {"assent": asked, "dispatch": asked})
    answer = AnswerFile("ab" * 32, setting.root.certificate_der, setting.crl, (own, own), (other,))
    receipt = plain_pdf({**setting.files, "manifest.json": b'{"format":"ppo","kind":"receipt"}'})
    read = Readers(setting, entries, manifest, asked)
    return (
        Target("carrier", read.carrier, (setting.carrier,)),
        Target("insider", read.insider, (setting.carrier, setting.village.sign(receipt))),
        Target("manifest", read.of_manifest, (manifest.write(),)),
        Target("payload", read.of_payload, (plain,)),
        Target("seal", read.of_seal, (setting.files["payload.age"],)),
        Target("gzip", read.of_gzip, (sealing.compress(plain),)),
        Target("request", read.of_request, (request.write(),)),
        Target("answer", read.of_answer, (answer.write(),)),
        Target("certificate", read.of_certificate, (own, other)),
        Target("signing-request", read.of_signing_request, (asked,)),
        Target("revocations", read.of_revocations, (setting.crl,)),
        Target("table", read.of_table, _tables()),
        Target("stranger", read.of_stranger, _strangers()),
        Target("authority", read.of_authority, (strangers.person().authority, _pem(strangers.person().authority))),
        Target("scan", read.of_scan, _scans()),
        Target("json", read.of_json, (manifest.write(), plain.split(b"\n")[1])),
    )


def kept(target: Target) -> Iterator[tuple[str, bytes]]:
    """The kept corpus of a target: what once went wrong, and what reached far."""
    for path in sorted(CORPUS.glob(f"{target.name}/*")):
        yield path.name, path.read_bytes()


@cache
def _tables_reader() -> BoundedReader[object]:
    return BoundedReader(spreadsheet.read_sheets, "Pilih berkas lain.")


def _tables() -> tuple[bytes, ...]:
    rows = [["Desa Sempalai"], [], ["NIK", "Nama"], ["6101045203099901", "Siti Aminah"]]
    text = "NIK;Nama\n6101045203099901;Siti Aminah\n"
    page = b"<table><tr><td colspan=2>NIK<td>Nama</tr></table>"
    return (tables.xlsx(rows), tables.xls(rows), tables.ods(rows), text.encode(), text.encode("utf-16"), page)


_MARK = f"PPO1:61.01.04.2003:{'0123456789abcdef' * 4}"


@cache
def _scans_reader() -> BoundedReader[tuple[str, ...]]:
    return BoundedReader(codes.codes_in, "Ketik kodenya.")


def _scans() -> tuple[bytes, ...]:
    """A QR as pictures of several kinds, and as a PDF that holds one."""
    picture = Image.open(io.BytesIO(codes.drawn(_MARK))).convert("L")
    made = []
    for kind in ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "PDF"):
        out = io.BytesIO()
        picture.save(out, kind)
        made.append(out.getvalue())
    return tuple(made)


def _strangers() -> tuple[bytes, ...]:
    one = strangers.signed(strangers.letter(), strangers.person())
    return (one, strangers.signed(one, strangers.person("Budi", "Penerbit Lain"), "Kedua"), strangers.letter())


def _pem(der: bytes) -> bytes:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)
