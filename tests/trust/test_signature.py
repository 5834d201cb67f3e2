"""Our signature in the eyes of others: poppler, OpenSSL, qpdf; and what makes it the only possible one."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.trust.preflight import preflight
from ppo_desktop.trust.signature import P256_ORDER, low_s
from trust.parties import NOW, Setting, plain_pdf


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(program), reason=f"the program {program} is not installed")


def run(*command: str | Path) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def pem(der: bytes) -> bytes:
    return x509.load_der_x509_certificate(der).public_bytes(serialization.Encoding.PEM)


@needs("pdfsig")
@needs("certutil")
def test_poppler_calls_it_valid_trusted_and_whole(setting: Setting, tmp_path: Path) -> None:
    (tmp_path / "c.pdf").write_bytes(setting.carrier)
    (tmp_path / "root.pem").write_bytes(pem(setting.root.certificate_der))
    run("certutil", "-N", "-d", f"sql:{tmp_path}", "--empty-password")
    run("certutil", "-A", "-d", f"sql:{tmp_path}", "-n", "root", "-t", "CT,C,C", "-i", tmp_path / "root.pem")
    said = run("pdfsig", "-nssdir", f"sql:{tmp_path}", tmp_path / "c.pdf")
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "Nov 21 2026" in said
    assert "SHA-256" in said


@needs("openssl")
def test_openssl_verifies_the_cms_against_root_and_list(setting: Setting, tmp_path: Path) -> None:
    envelope = preflight(setting.carrier, 1 << 26)
    crl = x509.load_der_x509_crl(setting.crl).public_bytes(serialization.Encoding.PEM)
    (tmp_path / "s.der").write_bytes(envelope.cms)
    (tmp_path / "signed").write_bytes(envelope.signed)
    (tmp_path / "root.pem").write_bytes(pem(setting.root.certificate_der) + crl)
    command = ("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "s.der", "-content")
    options = ("-CAfile", tmp_path / "root.pem", "-crl_check", "-purpose", "any", "-out", tmp_path / "out")
    clock = ("-attime", str(int(NOW.timestamp())))
    assert "successful" in run(*command, tmp_path / "signed", *options, *clock)
    assert (tmp_path / "out").read_bytes() == envelope.signed


@needs("qpdf")
def test_qpdf_finds_nothing_wrong(setting: Setting, tmp_path: Path) -> None:
    (tmp_path / "c.pdf").write_bytes(setting.carrier)
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", tmp_path / "c.pdf")


@needs("pdfdetach")
def test_poppler_takes_the_attachments_out_unchanged(setting: Setting, tmp_path: Path) -> None:
    (tmp_path / "c.pdf").write_bytes(setting.carrier)
    run("pdfdetach", "-saveall", "-o", tmp_path, tmp_path / "c.pdf")
    assert (tmp_path / "manifest.json").read_bytes() == setting.files["manifest.json"]
    assert (tmp_path / "payload.age").read_bytes() == setting.files["payload.age"]


def test_the_unsigned_file_stays_as_the_beginning(setting: Setting) -> None:
    plain = plain_pdf(setting.files)
    signed = setting.village.sign(plain)
    assert signed.startswith(plain)
    assert signed.endswith(b"%%EOF\n")
    assert signed.count(b"%%EOF\n") == 2


def test_the_signature_holds_one_certificate_and_no_free_part(setting: Setting) -> None:
    envelope = preflight(setting.carrier, 1 << 26)
    content = cms.ContentInfo.load(envelope.cms)["content"]
    assert [c.chosen.dump() for c in content["certificates"]] == [setting.village.certificate]
    assert content["crls"].native is None
    (signer,) = content["signer_infos"]
    assert signer["unsigned_attrs"].native is None
    attributes = {a["type"].native for a in signer["signed_attrs"]}
    assert {"content_type", "message_digest", "signing_certificate_v2"} <= attributes
    assert "signing_time" not in attributes  # PAdES keeps it in the PDF


def test_every_signature_has_the_smaller_s(setting: Setting) -> None:
    plain = plain_pdf(setting.files)
    for _i in range(8):
        envelope = preflight(setting.village.sign(plain), 1 << 26)
        (signer,) = cms.ContentInfo.load(envelope.cms)["content"]["signer_infos"]
        _r, s = decode_dss_signature(signer["signature"].native)
        assert s <= P256_ORDER // 2


@given(st.integers(1, P256_ORDER - 1), st.integers(1, P256_ORDER - 1))
def test_both_forms_of_a_signature_become_one(r: int, s: int) -> None:
    assert low_s(encode_dss_signature(r, s)) == low_s(encode_dss_signature(r, P256_ORDER - s))


def test_the_claimed_time_comes_from_the_caller(setting: Setting) -> None:
    signed = setting.village.sign(plain_pdf(setting.files), NOW.replace(year=2009))
    assert re.search(rb"/M \(D.{0,4}20091121093000", signed)
    assert b"20261121" not in signed[len(plain_pdf(setting.files)) :]


def test_signing_says_nothing_on_the_log(setting: Setting, caplog: pytest.LogCaptureFixture) -> None:
    setting.village.sign(plain_pdf(setting.files))
    assert not caplog.records


def test_the_digest_in_the_signature_is_of_everything_else(setting: Setting) -> None:
    envelope = preflight(setting.carrier, 1 << 26)
    assert hashlib.sha256(envelope.signed).digest() in envelope.cms
    assert len(envelope.signed) + 2 * len(envelope.contents) + 2 == len(setting.carrier)
