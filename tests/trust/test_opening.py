"""What gets in: whole files by known keys; and what a known key may not smuggle in either."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, Stream, String

from ppo_desktop.core.errors import Refused
from ppo_desktop.trust.certificates import Trust, new_crl
from ppo_desktop.trust.opening import DEFAULT_LIMITS, Limits, Names, open_signed_pdf
from trust.changes import PDF_UPDATES
from trust.parties import NAMES, NOW, Setting, make_party, plain_pdf, trust_in
from trust.tampering import updated


def verdict(data: bytes, trust: Trust, names: Names = NAMES, limits: Limits = DEFAULT_LIMITS) -> str:
    try:
        open_signed_pdf(data, trust, names, limits)
    except Refused as refused:
        return refused.code if refused.message and refused.advice else f"{refused.code} without a sentence"
    return "ok"


def test_a_whole_carrier_by_a_known_office_is_opened(setting: Setting) -> None:
    opened = open_signed_pdf(setting.carrier, setting.trust, NAMES)
    assert opened.attachments == setting.files
    assert opened.signer == setting.village.office_key
    assert opened.certificate == setting.village.certificate
    assert opened.signed_at == NOW


def test_the_key_says_whether_the_head_assented(setting: Setting) -> None:
    clerk = make_party(setting.root, "61.01.04.2003", "dispatch")
    opened = open_signed_pdf(clerk.sign(plain_pdf(setting.files)), setting.trust, NAMES)
    assert opened.signer.use == "dispatch"
    assert open_signed_pdf(setting.carrier, setting.trust, NAMES).signer.use == "assent"


def test_the_claimed_time_neither_opens_nor_closes(setting: Setting) -> None:
    for year in (1999, 2009, 2060):
        moment = NOW.replace(year=year)
        opened = open_signed_pdf(setting.village.sign(plain_pdf(setting.files), moment), setting.trust, NAMES)
        assert opened.signed_at == moment


@pytest.mark.parametrize("year", [1990, 2009, 2026, 2027])
def test_a_receiver_whose_clock_is_behind_still_opens(setting: Setting, year: int) -> None:
    trust = trust_in(setting.root, setting.crl, now=NOW.replace(year=year))
    assert verdict(setting.carrier, trust) == "ok"


def test_keys_that_may_not_be_trusted_have_their_own_codes(setting: Setting) -> None:
    roots = setting.trust.roots
    revoking = new_crl(setting.root.key_der, roots[0], 2, [setting.village.certificate], NOW)
    assert verdict(setting.stranger.sign(plain_pdf(setting.files)), setting.trust) == "unknown-key"
    assert verdict(setting.carrier, Trust((), (), NOW)) == "unknown-key"
    assert verdict(setting.carrier, trust_in(setting.root)) == "crl-missing"
    assert verdict(setting.carrier, trust_in(setting.root, revoking, setting.crl)) == "revoked"
    assert verdict(setting.carrier, replace(setting.trust, now=NOW + timedelta(days=500))) == "crl-stale"
    assert verdict(setting.carrier, replace(setting.trust, now=NOW + timedelta(days=5000))) == "expired"


def test_nothing_is_fetched_and_nothing_is_written(
    setting: Setting, monkeypatch: pytest.MonkeyPatch, tmp_path: object, caplog: pytest.LogCaptureFixture
) -> None:
    def connect(*_arguments: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", connect)
    assert verdict(setting.carrier, setting.trust) == "ok"
    assert verdict(setting.carrier[:-900] + b"x" * 900, setting.trust) != "ok"
    assert not caplog.records


@pytest.mark.parametrize("names", [set(), {*NAMES.required, "photo-0001.age"}, {"manifest.json", "payload.agE"}])
def test_other_attachments_than_expected_are_refused(setting: Setting, names: set[str]) -> None:
    assert verdict(setting.carrier, setting.trust, Names(frozenset(names))) == "attachments"


def test_more_attachments_are_fine_when_they_are_expected(setting: Setting) -> None:
    files = {**setting.files, "photo-0001.age": b"age"}
    signed = setting.village.sign(plain_pdf(files))
    photos = re.compile(r"photo-[0-9]{4}\.age")
    assert verdict(signed, setting.trust, Names(frozenset(files))) == "ok"
    assert verdict(signed, setting.trust, Names(NAMES.required, photos)) == "ok"
    assert verdict(signed, setting.trust, Names(NAMES.required, photos, most=0)) == "attachments"
    assert verdict(signed, setting.trust, Names(NAMES.required, re.compile("relay"))) == "attachments"
    assert verdict(signed, setting.trust) == "attachments"


def test_limits_hold(setting: Setting) -> None:
    assert verdict(setting.carrier, setting.trust, limits=Limits(file_bytes=1000)) == "too-big"
    assert verdict(setting.carrier, setting.trust, limits=Limits(attachment_bytes=100)) == "attachments"
    assert verdict(setting.carrier, setting.trust, limits=Limits(pages=0)) == "extra-content"


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-", b"%PDF-1.7\n", b"PK\x03\x04", b"MZ" * 999, b"%PDF-1.7\n%%EOF\n", bytes(1 << 20)]
)
def test_what_is_no_carrier_is_refused(setting: Setting, data: bytes) -> None:
    assert verdict(data, setting.trust) in ("not-pdf", "truncated", "not-signed")


@given(st.binary(max_size=400))
def test_random_bytes_after_a_pdf_header_are_refused(setting: Setting, data: bytes) -> None:
    assert verdict(b"%PDF-1.7\n" + data, setting.trust) != "ok"
    text = b"%PDF-1.7\n/ByteRange [0 40 60 20]" + data
    assert verdict(text, setting.trust) != "ok"


# ------------------------------------------------------- a known office, a whole signature, a hostile inside


def open_action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def additional_actions(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.Launch, F=String("cmd.exe")))


def page_action(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.URI, URI=String("http://x")))


def link(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String("x")))
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def scripts_by_name(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String("1"))
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("x"), action]))


def layers(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary())


def portfolio(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Collection = Dictionary(Type=Name.Collection)


def form_field(pdf: pikepdf.Pdf) -> None:
    field = Dictionary(FT=Name.Tx, T=String("nik"))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))


def xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(pdf, b"<xdp/>"))


def pairs(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.Names.EmbeddedFiles.Names


def other_display_name(pdf: pikepdf.Pdf) -> None:
    pairs(pdf)[1].UF = String("lain.json")


def path_as_name(pdf: pikepdf.Pdf) -> None:
    pairs(pdf)[1].F = pairs(pdf)[1].UF = String("../manifest.json")


def doubled(pdf: pikepdf.Pdf) -> None:
    pairs(pdf).extend([pairs(pdf)[0], pairs(pdf)[1]])


def unsorted(pdf: pikepdf.Pdf) -> None:
    old = list(pairs(pdf))
    pdf.Root.Names.EmbeddedFiles.Names = Array([*old[2:], *old[:2]])


def kids(pdf: pikepdf.Pdf) -> None:
    tree = Dictionary(Limits=Array([String("manifest.json"), String("payload.age")]), Names=pairs(pdf))
    pdf.Root.Names.EmbeddedFiles = Dictionary(Kids=Array([pdf.make_indirect(tree)]))


def one_only_associated(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF = Array([pdf.Root.AF[0]])


def other_associated(pdf: pikepdf.Pdf) -> None:
    stream = Stream(pdf, b"lain")
    spec = Dictionary(Type=Name.Filespec, F="manifest.json", UF="manifest.json", EF=Dictionary(F=stream))
    pdf.Root.AF = Array([pdf.make_indirect(spec), pdf.Root.AF[1]])


def two_contents(pdf: pikepdf.Pdf) -> None:
    pairs(pdf)[1].EF.UF = Stream(pdf, b"lain")


def external_stream(pdf: pikepdf.Pdf) -> None:
    pairs(pdf)[1].EF.F.stream_dict.F = String("/etc/passwd")


def filtered(pdf: pikepdf.Pdf) -> None:
    import zlib

    pairs(pdf)[1].EF.F.write(zlib.compress(bytes(1 << 20)), filter=Name.FlateDecode)


def extra_key(pdf: pikepdf.Pdf) -> None:
    pairs(pdf)[1].RF = Dictionary()


def name_object(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names.EmbeddedFiles.Names = Dictionary()


def odd_array(pdf: pikepdf.Pdf) -> None:
    pairs(pdf).append(String("z"))


def null_spec(pdf: pikepdf.Pdf) -> None:
    pairs(pdf)[1] = pdf.make_indirect(Array([]))


INSIDER: dict[Callable[[pikepdf.Pdf], None], str] = {
    open_action: "extra-content",
    additional_actions: "extra-content",
    page_action: "extra-content",
    link: "extra-content",
    scripts_by_name: "extra-content",
    layers: "extra-content",
    portfolio: "extra-content",
    form_field: "extra-content",
    xfa: "extra-content",
    other_display_name: "attachments",
    path_as_name: "attachments",
    doubled: "attachments",
    unsorted: "attachments",
    kids: "attachments",
    one_only_associated: "attachments",
    other_associated: "attachments",
    two_contents: "attachments",
    external_stream: "attachments",
    filtered: "attachments",
    extra_key: "attachments",
    name_object: "attachments",
    odd_array: "attachments",
    null_spec: "attachments",
}


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def test_a_resaved_file_signed_afterwards_is_fine(setting: Setting) -> None:
    """The control for the hostile ones below: only their change makes them refused."""
    signed = setting.village.sign(changed(plain_pdf(setting.files), lambda _pdf: None))
    assert verdict(signed, setting.trust) == "ok"


@pytest.mark.parametrize("change", INSIDER, ids=lambda change: change.__name__)
def test_a_known_office_cannot_smuggle_things_in(setting: Setting, change: Callable[[pikepdf.Pdf], None]) -> None:
    signed = setting.village.sign(changed(plain_pdf(setting.files), change))
    assert verdict(signed, setting.trust) == INSIDER[change]


def test_an_encrypted_pdf_by_a_known_office_is_refused(setting: Setting) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(plain_pdf(setting.files))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="", user=""))
    from pyhanko.pdf_utils.misc import PdfError

    try:
        signed = setting.village.sign(out.getvalue())
    except PdfError:
        return  # our own signer already cannot
    assert verdict(signed, setting.trust) != "ok"


def test_many_revisions_before_the_signature_are_refused(setting: Setting) -> None:
    pdf = plain_pdf(setting.files)
    for _i in range(3):
        pdf = updated(pdf, PDF_UPDATES["title"])
    assert verdict(setting.village.sign(pdf), setting.trust) == "extra-content"
