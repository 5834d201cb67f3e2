"""A real carrier and a real receipt, judged by other people's programs."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

import offices
from journeys.exhibits import Exhibits, hand_of
from ppo_desktop.operations import sending
from ppo_desktop.operations.office import Office
from verifiers import run, verapdf_verdicts

WHICH = ("carrier", "receipt")


@pytest.fixture(scope="module")
def root(exhibits: Exhibits, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root's certificate, PEM."""
    path = tmp_path_factory.mktemp("root") / "root.pem"
    path.write_bytes(pem(hand_of(exhibits.pair.camat, "root").certificate_der))
    return path


@pytest.fixture(scope="module")
def nss(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate store that trusts the root and nothing else."""
    folder = tmp_path_factory.mktemp("nss")
    run("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
    run("certutil", "-A", "-d", f"sql:{folder}", "-n", "akar", "-t", "CT,C,C", "-i", root)
    return folder


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A carrier of a practice office, with LATIHAN over its page."""
    folder = tmp_path_factory.mktemp("practice")
    clock = offices.clock_at()
    camat = offices.new_office(folder / "camat", offices.CAMAT, clock, is_root=True, training=True)
    village = offices.new_office(folder / "desa", offices.VILLAGE, clock, training=True)
    offices.enrol(village, camat, folder)
    pair = offices.Pair(camat, village, folder, clock)
    pair.report(nihil=True)
    yield sending.export(village, camat.code, folder).path
    pair.close()


def pem(certificate_der: bytes) -> bytes:
    return x509.load_der_x509_certificate(certificate_der).public_bytes(Encoding.PEM)


def taken_apart(path: Path, folder: Path) -> tuple[bytes, bytes]:
    """(manifest, payload) as poppler takes them out."""
    for number, name in ((1, "manifest.json"), (2, "payload.age")):
        run("pdfdetach", "-save", str(number), "-o", folder / name, path)
    return (folder / "manifest.json").read_bytes(), (folder / "payload.age").read_bytes()


@pytest.mark.parametrize("which", WHICH)
def test_pdfsig_says_valid_trusted_and_whole(exhibits: Exhibits, nss: Path, which: str) -> None:
    said = run("pdfsig", "-nssdir", f"sql:{nss}", getattr(exhibits, which))
    assert "Signature #2" not in said
    assert "Signature Validation: Signature is Valid." in said
    assert "Certificate Validation: Certificate is Trusted." in said
    assert "Total document signed" in said
    assert "Signing Hash Algorithm: SHA-256" in said
    assert "Signature Type: ETSI.CAdES.detached" in said


def test_pdfsig_without_the_root_does_not_trust_it(exhibits: Exhibits, tmp_path: Path) -> None:
    run("certutil", "-N", "-d", f"sql:{tmp_path}", "--empty-password")
    assert "Certificate issuer is unknown" in run("pdfsig", "-nssdir", f"sql:{tmp_path}", exhibits.carrier)


@pytest.mark.parametrize("which", WHICH)
def test_openssl_verifies_the_signature_against_the_root(
    exhibits: Exhibits, root: Path, which: str, tmp_path: Path
) -> None:
    data = getattr(exhibits, which).read_bytes()
    (found,) = re.findall(rb"/ByteRange \[0 (\d+) (\d+) (\d+)", data)
    start, end, rest = map(int, found)
    assert end + rest == len(data)
    contents = bytes.fromhex(data[start + 1 : end - 1].decode())
    (tmp_path / "signature.der").write_bytes(contents[: 4 + int.from_bytes(contents[2:4], "big")])
    (tmp_path / "signed").write_bytes(data[:start] + data[end:])
    arguments = ("cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "signature.der")
    arguments += ("-content", tmp_path / "signed", "-CAfile", root, "-purpose", "any", "-out", "/dev/null")
    assert "CMS Verification successful" in run("openssl", *arguments)
    (tmp_path / "signed").write_bytes(data[:start] + data[end:-1])
    run("openssl", *arguments, status=4)


@pytest.mark.parametrize("which", WHICH)
def test_qpdf_finds_nothing_to_remark(exhibits: Exhibits, which: str) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", getattr(exhibits, which))


@pytest.mark.parametrize("which", WHICH)
def test_pdfdetach_lists_both_attachments(exhibits: Exhibits, which: str) -> None:
    listing = run("pdfdetach", "-list", getattr(exhibits, which))
    assert listing.split() == ["2", "embedded", "files", "1:", "manifest.json", "2:", "payload.age"]


@pytest.mark.parametrize("which", WHICH)
@pytest.mark.parametrize("who", ["camat", "village"])
def test_age_and_gunzip_open_the_payload_for_sender_and_receiver(
    exhibits: Exhibits, which: str, who: str, tmp_path: Path
) -> None:
    office: Office = getattr(exhibits.pair, who)
    raw_manifest, payload = taken_apart(getattr(exhibits, which), tmp_path)
    sealed = json.loads(raw_manifest)["payload"]
    assert (len(payload), hashlib.sha256(payload).hexdigest()) == (sealed["length"], sealed["sha256"])
    (tmp_path / "key.txt").write_text(hand_of(office).secret + "\n")
    run("age", "-d", "-i", tmp_path / "key.txt", "-o", tmp_path / "payload.gz", tmp_path / "payload.age")
    plain = gzip.decompress((tmp_path / "payload.gz").read_bytes())
    assert (len(plain), hashlib.sha256(plain).hexdigest()) == (sealed["plain_length"], sealed["plain_sha256"])


def test_age_does_not_open_the_payload_for_another_village(exhibits: Exhibits, tmp_path: Path) -> None:
    taken_apart(exhibits.carrier, tmp_path)
    (tmp_path / "key.txt").write_text(hand_of(exhibits.other).secret + "\n")
    said = run("age", "-d", "-i", tmp_path / "key.txt", tmp_path / "payload.age", status=1)
    assert "no identity matched" in said


def test_verapdf_calls_carrier_receipt_and_practice_carrier_pdf_a_3b(exhibits: Exhibits, practice: Path) -> None:
    paths = [exhibits.carrier, exhibits.first, exhibits.receipt, practice]
    assert verapdf_verdicts(paths) == [(True, "")] * len(paths)


def test_what_a_finder_of_the_stick_can_read_names_nobody(exhibits: Exhibits) -> None:
    for path in (exhibits.carrier, exhibits.receipt):
        text = run("pdftotext", path, "-")
        for secret in ("Aminah", "Lestari", "Mariam", "Kuching", "081234567890"):
            assert secret not in text
            assert secret.encode() not in path.read_bytes()
