"""Pages for a signature from outside, and a certificate of an authority, in the eyes of poppler."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

import offices
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.operations.desk import ceremony
from ppo_desktop.operations.desk.ceremony import Holder
from ppo_desktop.operations.house.office import Official
from ppo_desktop.operations.months import ledger, outside
from ppo_desktop.operations.months.ledger import ReportLine
from verifiers import run

FILE_PASSWORD = "sandi dari penerbit"
FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    made = offices.new_pair(tmp_path)
    made.departure(made.person())
    made.report()
    yield made
    made.close()


def line_of(pair: offices.Pair) -> ReportLine:
    return ledger.reports(pair.village)[0]


def p12(folder: Path, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, ends: datetime = UNTIL) -> Path:
    """A certificate of a made-up authority, as an office would get it."""
    authority = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Penerbit Contoh")])
    holder = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Abdul Hamid")])

    def certificate(subject: x509.Name, public: object, ca: bool) -> x509.Certificate:
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)  # type: ignore[arg-type]  # one of the two
        made = made.serial_number(7 if ca else 8).not_valid_before(FROM).not_valid_after(ends)
        made = made.add_extension(x509.BasicConstraints(ca, None), critical=True)
        usage = x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False)
        return made.add_extension(usage, critical=True).sign(authority, hashes.SHA256())

    data = pkcs12.serialize_key_and_certificates(
        b"kades",
        key,
        certificate(holder, key.public_key(), ca=False),
        [certificate(issuer, authority.public_key(), ca=True)],
        BestAvailableEncryption(FILE_PASSWORD.encode()),
    )
    path = folder / "kades.p12"
    path.write_bytes(data)
    return path


def test_the_page_alone_holds_no_payload_and_no_signature_and_is_the_same_each_time(
    pair: offices.Pair, tmp_path: Path
) -> None:
    line = line_of(pair)
    carrier, page = ledger.file(pair.village, line.carrier), outside.page(pair.village, line)
    assert b"payload.age" in carrier
    for gone in (b"payload.age", b"manifest.json", b"/ByteRange", b"/EmbeddedFile"):
        assert gone not in page
    assert outside.page(pair.village, line) == page
    path = outside.save_page(pair.village, line, tmp_path)
    assert path.name == "PPO-laporan-2026-11-halaman.pdf"
    carried = tmp_path / "carrier.pdf"
    carried.write_bytes(carrier)
    assert run("pdftotext", "-layout", path, "-") == run("pdftotext", "-layout", carried, "-"), "the very same page"
    assert "0 embedded files" in run("pdfdetach", "-list", path)


def test_what_came_back_signed_is_kept_with_its_digest(pair: offices.Pair, tmp_path: Path) -> None:
    line = line_of(pair)
    page = outside.save_page(pair.village, line, tmp_path)
    with pytest.raises(Refused, match="not-signed"):
        outside.attach(pair.village, line, page)
    with pytest.raises(World, match="file-unreadable"):
        outside.attach(pair.village, line, tmp_path / "tiada.pdf")
    signed, other = tmp_path / "signed.pdf", tmp_path / "other.pdf"
    signed.write_bytes(page.read_bytes() + b"\n/ByteRange [0 1 2 3]\n%%EOF\n")
    other.write_bytes(b"%PDF-1.7 /ByteRange")
    kept = outside.attach(pair.village, line, signed)
    assert kept.paper.digest == hashlib.sha256(signed.read_bytes()).hexdigest()
    assert kept.is_same_page
    assert not outside.attach(pair.village, line, other).is_same_page
    assert outside.attach(pair.village, line, signed).paper == kept.paper, "once is enough"
    assert [one.is_same_page for one in outside.attached(pair.village, line)] == [True, False]
    (tmp_path / "kembali").mkdir()
    back = outside.save_attached(pair.village, kept.paper, tmp_path / "kembali")
    assert back.read_bytes() == signed.read_bytes()


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="the program pdfsig is not installed")
@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_poppler_finds_the_visible_signature_of_an_official_certificate_whole(
    pair: offices.Pair, tmp_path: Path, rsa_key: rsa.RSAPrivateKey, kind: str
) -> None:
    key = rsa_key if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    path = p12(tmp_path, key)
    village, line = pair.village, line_of(pair)
    with pytest.raises(Refused, match="no-certificate"):
        outside.sign_page(village, line, tmp_path, offices.HEAD)
    for password, file_password, code in (
        (offices.HEAD_PASSWORD, "bukan", "p12-password"),
        ("bukan ini sandinya", FILE_PASSWORD, "wrong-password"),
    ):
        with pytest.raises(World, match=code):
            outside.take_certificate(village, path, file_password, offices.Credentials("pimpinan", password))
    taken = outside.take_certificate(village, path, FILE_PASSWORD, offices.HEAD)
    assert (taken.holder, taken.issuer, taken.ends) == ("Abdul Hamid", "Penerbit Contoh", UNTIL.date())
    signed = outside.sign_page(village, line, tmp_path, offices.HEAD)
    said = run("pdfsig", "-nocert", signed)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "Abdul Hamid" in said
    text = run("pdftotext", "-layout", signed, "-")
    assert "Sertifikat dari Penerbit Contoh" in text
    for never in ("sah", "BSrE", "legal"):
        assert f" {never} " not in text.split("Ditandatangani secara elektronik", 1)[1]
    assert outside.attached(village, line)[0].is_same_page
    assert signed.read_bytes().startswith(outside.page(village, line))
    outside.switch(village, on=False)
    with pytest.raises(Refused, match="certificate-off"):
        outside.sign_page(village, line, tmp_path, offices.HEAD)
    outside.switch(village, on=True)
    pair.clock.move(days=900)
    with pytest.raises(Refused, match="certificate-off"):
        outside.sign_page(village, line, tmp_path, offices.HEAD)


def test_a_certificate_leaves_with_its_holder_and_one_that_is_over_is_not_taken(
    pair: offices.Pair, tmp_path: Path
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(Refused, match="p12-over"):
        outside.take_certificate(
            pair.village, p12(tmp_path, key, FROM + timedelta(days=9)), FILE_PASSWORD, offices.HEAD
        )
    outside.take_certificate(pair.village, p12(tmp_path, key), FILE_PASSWORD, offices.HEAD)
    (tmp_path / "bukan.p12").write_bytes(b"bukan")
    with pytest.raises(Refused, match="p12-form"):
        outside.take_certificate(pair.village, tmp_path / "bukan.p12", FILE_PASSWORD, offices.HEAD)
    holder = Holder(Official("Nurhayati", "", "Plt."), "nurhayati", "tujuh burung di dahan")
    handed = ceremony.hand_over(pair.village, "pimpinan", holder, password=offices.HEAD_PASSWORD)
    assert outside.certificate(handed.office) is None
