"""A root, two offices, and a small signed carrier, built without the program's own PDF room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import ImageCms
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.trust import keys, sealing
from ppo_desktop.trust.certificates import OfficeKey, RootKey, Trust, issue, new_crl, new_request, new_root
from ppo_desktop.trust.opening import Names
from ppo_desktop.trust.signature import sign_pdf

NOW = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
NAMES = Names(frozenset({"manifest.json", "payload.age"}))


@dataclass(frozen=True)
class Party:
    """An office PC with one key."""

    office_key: OfficeKey
    key_der: bytes
    certificate: bytes
    secret: str

    def sign(self, pdf: bytes, at: datetime = NOW) -> bytes:
        return sign_pdf(pdf, self.key_der, self.certificate, at, "Laporan bulanan", "Sambas")


def make_party(root: RootKey, code: str, use: str = "assent", training: bool = False, now: datetime = NOW) -> Party:
    secret, recipient = sealing.new_sealing_key()
    key = keys.new_signing_key()
    office_key = OfficeKey(code, use, recipient, training, "0123456789ab")  # type: ignore[arg-type]  # a use as text, to mypy any text
    certificate = issue(root.key_der, root.certificate_der, new_request(key, office_key), now)
    return Party(office_key, key, certificate, secret)


def trust_in(root: RootKey, *crls: bytes, now: datetime = NOW) -> Trust:
    return Trust((root.certificate_der,), crls, now)


def plain_pdf(files: dict[str, bytes]) -> bytes:
    """One page with ``files`` attached, PDF/A-3b, one plain revision."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    page = BytesIO()
    canvas = Canvas(page, pdfVersion=(1, 7), initialFontName="Vera", lang="id-ID", invariant=1)
    canvas.drawString(72, 720, "Laporan bulan November 2026")
    canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(page.getvalue())) as pdf:
        specs = []
        for name in sorted(files):
            stream = Stream(pdf, files[name])
            stream.Type, stream.Subtype = Name.EmbeddedFile, Name("/application/octet-stream")
            stream.Params = Dictionary(Size=len(files[name]), ModDate=String("D:20261121093000+07'00'"))
            spec = Dictionary(
                Type=Name.Filespec, F=name, UF=name, AFRelationship=Name.Data, EF=Dictionary(F=stream, UF=stream)
            )
            specs.append((name, pdf.make_indirect(spec)))
        tree = Array([part for name, spec in specs for part in (String(name), spec)])
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=tree))
        pdf.Root.AF = Array([spec for _name, spec in specs])
        profile = Stream(pdf, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
        profile.N = 3
        intent = Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier="sRGB", DestOutputProfile=profile
        )
        pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
        with pdf.open_metadata() as metadata:
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "3", "B"
        out = BytesIO()
        pdf.save(
            out,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            min_version="1.7",
            fix_metadata_version=False,
        )
    return out.getvalue()


@dataclass(frozen=True)
class Setting:
    """One region: its root and list, a village, its neighbour, and a root nobody confirmed."""

    root: RootKey
    crl: bytes
    village: Party
    neighbour: Party
    foreign_root: RootKey
    stranger: Party
    files: dict[str, bytes]
    carrier: bytes

    @property
    def trust(self) -> Trust:
        return trust_in(self.root, self.crl)


def make_setting() -> Setting:
    """A fresh one; session fixtures share it."""
    root = new_root("61.01.04", "Kecamatan Sambas", NOW, False)
    foreign = new_root("61.01.04", "Kecamatan Sambas", NOW, False)
    village = make_party(root, "61.01.04.2003")
    neighbour = make_party(root, "61.01.04.2004")
    files = {
        "manifest.json": b'{"format":"ppo","kind":"report"}',
        "payload.age": sealing.seal(sealing.compress(b"baris\n" * 200), [village.office_key.sealing]),
    }
    return Setting(
        root,
        new_crl(root.key_der, root.certificate_der, 1, [], NOW),
        village,
        neighbour,
        foreign,
        make_party(foreign, "61.01.04.2003"),
        files,
        village.sign(plain_pdf(files)),
    )
