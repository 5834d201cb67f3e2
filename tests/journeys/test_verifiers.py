"""A real carrier and a real receipt, judged by other people's programs."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

import offices
import strangers
from journeys.exhibits import Exhibits, hand_of
from ppo_desktop.core.period import Span
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger, outside, printing, recapping
from ppo_desktop.operations.neighbours import exchanging
from ppo_desktop.operations.papers import period_signing, verifying
from verifiers import run, verapdf_verdicts

WHICH = ("carrier", "receipt")
SIGNED = (*WHICH, "district", "recap", "year", "update", "page")
"""Everything that leaves the program signed: reports of village and kecamatan, the recap of the top, the report of a
year, a receipt, what PCs of one office exchange, and a page with an official's own certificate."""
FILE_PASSWORD = "sandi dari penerbit"


@dataclass(frozen=True)
class Signed:
    """A signed file, and the certificate it goes back to (DER)."""

    path: Path
    root: bytes


@pytest.fixture(scope="module")
def root(exhibits: Exhibits, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root's certificate, PEM."""
    path = tmp_path_factory.mktemp("root") / "root.pem"
    path.write_bytes(pem(hand_of(exhibits.pair.camat, "root").certificate_der))
    return path


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Pair]:
    """A kecamatan below a kabupaten, both for practice: LATIHAN stands over their pages."""
    folder = tmp_path_factory.mktemp("practice")
    clock = offices.clock_at()
    regency = offices.new_office(folder / "kabupaten", "61.01", clock, is_root=True, training=True)
    camat = offices.new_office(folder / "camat", offices.CAMAT, clock, training=True)
    offices.enrol(camat, regency, folder)
    pair = offices.Pair(regency, camat, folder, clock)
    pair.report(nihil=True)
    yield pair
    pair.close()


@pytest.fixture(scope="module")
def signed(
    exhibits: Exhibits, practice: offices.Pair, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Signed]:
    """By the names of ``SIGNED``."""
    regency, camat, folder = practice.camat, practice.village, tmp_path_factory.mktemp("signed")
    second = offices.new_office(folder / "camat-2", offices.CAMAT, practice.clock, training=True)
    offices.enrol(second, regency, folder)
    offices.meet(camat, folder)
    exchanging.make_update(camat)
    person = strangers.person()
    (folder / "camat.p12").write_bytes(strangers.p12(person, FILE_PASSWORD))
    outside.take_certificate(camat, folder / "camat.p12", FILE_PASSWORD, offices.HEAD)
    (folder / "recap.pdf").write_bytes(recapping.sign_recap(regency, offices.NOVEMBER, assenting=offices.HEAD).pdf)
    year, _changes = period_signing.sign(camat, Span.parse("2026"), offices.HEAD)
    (folder / "year.pdf").write_bytes(ledger.file(camat, year))
    (report,) = ledger.reports(camat)
    here = x509.load_pem_x509_certificate(root.read_bytes()).public_bytes(Encoding.DER)
    above = hand_of(regency, "root").certificate_der
    made = {
        "carrier": Signed(exhibits.carrier, here),
        "receipt": Signed(exhibits.receipt, here),
        "district": Signed(sending.export(camat, regency.code, folder).path, above),
        "recap": Signed(folder / "recap.pdf", above),
        "year": Signed(folder / "year.pdf", above),
        "update": Signed(sending.export(camat, camat.code, folder).path, above),
        "page": Signed(outside.sign_page(camat, report, folder, offices.HEAD), person.authority),
    }
    second.close()
    assert set(made) == set(SIGNED)
    return made


@pytest.fixture(scope="module")
def nss(signed: dict[str, Signed], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate store that trusts the roots and nothing else."""
    folder = tmp_path_factory.mktemp("nss")
    run("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
    for number, der in enumerate({one.root for one in signed.values()}):
        (folder / "root.pem").write_bytes(pem(der))
        store = ("-d", f"sql:{folder}", "-n", f"akar {number}", "-t", "CT,C,C", "-i", folder / "root.pem")
        run("certutil", "-A", *store)
    return folder


def pem(certificate_der: bytes) -> bytes:
    return x509.load_der_x509_certificate(certificate_der).public_bytes(Encoding.PEM)


def taken_apart(path: Path, folder: Path) -> tuple[bytes, bytes]:
    """(manifest, payload) as poppler takes them out."""
    for number, name in ((1, "manifest.json"), (2, "payload.age")):
        run("pdfdetach", "-save", str(number), "-o", folder / name, path)
    return (folder / "manifest.json").read_bytes(), (folder / "payload.age").read_bytes()


@pytest.mark.parametrize("which", SIGNED)
def test_pdfsig_says_valid_trusted_and_whole(signed: dict[str, Signed], nss: Path, which: str) -> None:
    said = run("pdfsig", "-nssdir", f"sql:{nss}", signed[which].path)
    assert "Signature #2" not in said
    assert "Signature Validation: Signature is Valid." in said
    assert "Certificate Validation: Certificate is Trusted." in said
    assert "Total document signed" in said
    assert "Signing Hash Algorithm: SHA-256" in said
    assert "Signature Type: ETSI.CAdES.detached" in said


def test_pdfsig_without_the_root_does_not_trust_it(exhibits: Exhibits, tmp_path: Path) -> None:
    run("certutil", "-N", "-d", f"sql:{tmp_path}", "--empty-password")
    assert "Certificate issuer is unknown" in run("pdfsig", "-nssdir", f"sql:{tmp_path}", exhibits.carrier)


@pytest.mark.parametrize("which", SIGNED)
def test_openssl_verifies_the_signature_against_the_root(signed: dict[str, Signed], which: str, tmp_path: Path) -> None:
    data = signed[which].path.read_bytes()
    (tmp_path / "root.pem").write_bytes(pem(signed[which].root))
    (found,) = re.findall(rb"/ByteRange \[0 (\d+) (\d+) (\d+)", data)
    start, end, rest = map(int, found)
    assert end + rest == len(data)
    contents = bytes.fromhex(data[start + 1 : end - 1].decode())
    (tmp_path / "signature.der").write_bytes(contents[: 4 + int.from_bytes(contents[2:4], "big")])
    (tmp_path / "signed").write_bytes(data[:start] + data[end:])
    arguments = ("cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "signature.der")
    arguments += ("-content", tmp_path / "signed", "-CAfile", tmp_path / "root.pem", "-purpose", "any")
    arguments += ("-attime", str(int(offices.clock_at().now().timestamp())), "-out", "/dev/null")
    assert "CMS Verification successful" in run("openssl", *arguments)
    (tmp_path / "signed").write_bytes(data[:start] + data[end:-1])
    run("openssl", *arguments, status=4)


@pytest.mark.parametrize("which", SIGNED)
def test_pyhanko_finds_one_signature_over_the_entire_file(signed: dict[str, Signed], which: str) -> None:
    reader = PdfFileReader(BytesIO(signed[which].path.read_bytes()))
    (signature,) = reader.embedded_signatures
    root = asn1_x509.Certificate.load(signed[which].root)
    context = ValidationContext(trust_roots=[root], moment=offices.clock_at().now(), revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, context)
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE


@pytest.mark.parametrize("which", SIGNED)
def test_qpdf_finds_nothing_to_remark(signed: dict[str, Signed], which: str) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", signed[which].path)


def test_our_own_three_lines_agree_with_the_other_judges(
    signed: dict[str, Signed], practice: offices.Pair, exhibits: Exhibits
) -> None:
    for office, names in ((practice.village, ("district", "recap", "year", "update", "page")), (exhibits.other, WHICH)):
        for told in verifying.verify_each(office, [signed[name].path for name in names]):
            assert (told.whole.is_yes, told.known.is_yes, told.certified.is_yes) == (True, True, False), told


def test_what_is_saved_after_signing_is_the_signed_file_itself(
    signed: dict[str, Signed], practice: offices.Pair, nss: Path, tmp_path: Path
) -> None:
    camat = practice.village
    (line,) = ledger.reports(camat)
    saved, *_recap = printing.save(printing.papers(camat, line), tmp_path)
    (kept,) = outside.attached(camat, line)
    for path, original in ((saved, "district"), (outside.save_attached(camat, kept.paper, tmp_path), "page")):
        assert path.read_bytes() == signed[original].path.read_bytes()
        assert "Signature is Valid." in run("pdfsig", "-nssdir", f"sql:{nss}", path)


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


def test_verapdf_calls_all_that_the_office_key_signs_pdf_a_3b(exhibits: Exhibits, signed: dict[str, Signed]) -> None:
    paths = [exhibits.first, *(one.path for name, one in signed.items() if name != "page")]
    assert verapdf_verdicts(paths) == [(True, "")] * len(paths)


def test_what_a_finder_of_the_stick_can_read_names_nobody(exhibits: Exhibits) -> None:
    for path in (exhibits.carrier, exhibits.receipt):
        text = run("pdftotext", path, "-")
        for secret in ("Aminah", "Lestari", "Mariam", "Kuching", "081234567890"):
            assert secret not in text
            assert secret.encode() not in path.read_bytes()
