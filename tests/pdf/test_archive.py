"""The archival file as independent readers judge it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from albums import picture
from papers import CARRIER_ID, NAUGHTY, all_papers, report_facts
from ppo_desktop.core.clock import WIB
from ppo_desktop.pdf.archive import Attachment, attach
from ppo_desktop.pdf.pictures import clean
from ppo_desktop.pdf.render import render
from ppo_desktop.reports.document import (
    Chart,
    Column,
    Document,
    Heading,
    Paragraph,
    Photos,
    Picture,
    Series,
    Signature,
    Signatures,
    Table,
)
from ppo_desktop.reports.monthly import monthly_report
from verifiers import run, verapdf_compliant, verapdf_verdicts

SHAPES = [(64, 48), (48, 64), (90, 20), (20, 90)] * 3
ALBUM = Photos(
    tuple(
        Picture(clean(picture(shade, shape)).jpeg, *shape, caption="Pembukaan oleh kepala desa " * (shade % 4))
        for shade, shape in enumerate(SHAPES)
    )
)
CREATED = datetime(2026, 12, 2, 9, 30, tzinfo=WIB)
MANIFEST = Attachment("manifest.json", "application/json", b'{"format":"ppo"}', "Data", "Daftar isi")
PAYLOAD = Attachment("payload.age", "application/octet-stream", bytes(range(256)) * 40, "Data", "Isi terkunci")


def archived(document: Document, *attachments: Attachment, created: datetime = CREATED) -> bytes:
    return attach(
        render(document),
        attachments or (PAYLOAD, MANIFEST),
        title=document.title,
        author="Desa Sempalai",
        created=created,
        identifier=CARRIER_ID,
    )


def written(data: bytes, path: Path) -> Path:
    path.write_bytes(data)
    return path


def unsigned_papers() -> dict[str, Document]:
    """What only leaves through the printer or a folder: bookmarks, a number of pages that is drawn last, charts."""
    rows = tuple((str(n), f"Warga {n}") for n in range(400))
    chart = Chart("Bagan", "stacked", ("A", "B"), (Series("Satu", (1, None)), Series("Dua", (2, 3))))
    place = Signature("", ("Pemberi izin,",), "", needs_duty_stamp=True)
    return {
        "register": Document(
            "Daftar", None, (Table((Column("No."), Column("Nama")), rows), Heading("Akhir")), number=""
        ),
        "letter": Document(
            "Surat", None, (chart, Signatures((place,)), ALBUM), subject="Surat", copies=("Satu", "Dua")
        ),
        "naughty": Document(NAUGHTY[4], None, (Heading(NAUGHTY[1]),), number=NAUGHTY[4]),
    }


def test_every_paper_is_pdf_a_3b_by_verapdfs_rules(tmp_path: Path) -> None:
    papers = all_papers()
    for i, text in enumerate(NAUGHTY):
        papers[f"naughty-{i}"] = Document("Uji", None, (Paragraph(text),), watermark=text, footer=text)
    papers["photos"] = Document("Uji", None, (ALBUM,))
    paths = [written(archived(paper), tmp_path / f"{name}.pdf") for name, paper in papers.items()]
    paths += [written(render(paper), tmp_path / f"unsigned-{name}.pdf") for name, paper in unsigned_papers().items()]
    for path, verdict in zip(paths, verapdf_verdicts(paths), strict=True):
        assert verdict == (True, ""), path.name


def test_photos_stay_the_jpegs_they_are_two_beside_each_other(tmp_path: Path) -> None:
    path = written(archived(Document("Uji", None, (ALBUM,))), tmp_path / "foto.pdf")
    run("pdfimages", "-all", path, tmp_path / "foto")
    found = [file.read_bytes() for file in sorted(tmp_path.glob("foto-*.jpg"))]
    assert sorted(found) == sorted(picture.jpeg for picture in ALBUM.pictures)
    said = run("pdftotext", "-layout", path, "-")
    assert all(picture.caption.split()[0] in said for picture in ALBUM.pictures if picture.caption)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2  # a dozen, and no page is crowded


def test_the_judge_does_refuse_pages_that_were_not_made_archival(tmp_path: Path) -> None:
    plain = Canvas(str(tmp_path / "plain.pdf"))
    plain.drawString(100, 100, "Uji")
    plain.save()
    verdict, failures = verapdf_compliant(tmp_path / "plain.pdf")
    assert not verdict
    assert failures


@pytest.mark.parametrize("name", all_papers())
def test_qpdf_finds_nothing_to_remark(name: str, tmp_path: Path) -> None:
    path = written(archived(all_papers()[name]), tmp_path / "paper.pdf")
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)


def test_poppler_lists_and_extracts_the_attachments(tmp_path: Path) -> None:
    path = written(archived(monthly_report(report_facts())), tmp_path / "paper.pdf")
    listing = run("pdfdetach", "-list", path)
    assert listing.split() == ["2", "embedded", "files", "1:", "manifest.json", "2:", "payload.age"]
    for number, attachment in ((1, MANIFEST), (2, PAYLOAD)):
        saved = tmp_path / attachment.name
        run("pdfdetach", "-save", str(number), "-o", saved, path)
        assert saved.read_bytes() == attachment.data


def test_attachments_stand_in_the_file_as_they_are() -> None:
    data = archived(monthly_report(report_facts()))
    assert data.count(MANIFEST.data) == 1
    assert data.count(PAYLOAD.data) == 1


def test_the_structure_is_what_the_reader_allows(tmp_path: Path) -> None:
    path = written(archived(monthly_report(report_facts())), tmp_path / "paper.pdf")
    data = path.read_bytes()
    assert data.startswith(b"%PDF-1.7\n")
    assert data.endswith(b"%%EOF\n")
    assert (data.count(b"%%EOF"), data.count(b"startxref"), data.count(b"/ObjStm")) == (1, 1, 0)
    with pikepdf.open(path) as pdf:
        assert set(pdf.Root.keys()) == {
            *("/Type", "/Pages", "/Names", "/AF", "/OutputIntents", "/Metadata", "/Lang", "/ViewerPreferences")
        }
        tree = list(pdf.Root.Names.EmbeddedFiles.Names)
        assert [str(name) for name in tree[::2]] == ["manifest.json", "payload.age"]
        assert [spec.objgen for spec in tree[1::2]] == [spec.objgen for spec in pdf.Root.AF]
        for spec in tree[1::2]:
            assert spec.F == spec.UF
            assert spec.EF.F.objgen == spec.EF.UF.objgen
            assert "/Filter" not in spec.EF.F
            assert spec.AFRelationship == pikepdf.Name.Data
        for page in pdf.pages:
            assert page.Contents.Filter == pikepdf.Name.FlateDecode
        assert pdf.docinfo.Title == monthly_report(report_facts()).title


def test_the_file_is_small_and_the_same_for_the_same_input() -> None:
    document = monthly_report(report_facts())
    data = archived(document)
    assert len(data) - len(PAYLOAD.data) < 60_000
    assert data == archived(document)
    assert data != archived(document, created=CREATED + timedelta(seconds=1))
    assert data == archived(document, created=CREATED.astimezone(UTC))


def test_metadata_name_title_author_time_and_id(tmp_path: Path) -> None:
    document = monthly_report(report_facts())
    path = written(archived(document), tmp_path / "paper.pdf")
    metadata = run("pdfinfo", "-meta", path)
    for text in (document.title, "Desa Sempalai", "2026-12-02T09:30:00+07:00", CARRIER_ID, ">3</pdfaid:part>"):
        assert text in metadata


def test_a_title_with_markup_stays_a_title(tmp_path: Path) -> None:
    title = "<x> & ]]> “Laporan” 😀"
    data = attach(render(all_papers()["nihil"]), (), title=title, author=title, created=CREATED, identifier="-")
    path = written(data, tmp_path / "paper.pdf")
    assert verapdf_compliant(path) == (True, "")
    with pikepdf.open(path) as pdf:
        assert pdf.docinfo.Title == title
        assert pdf.open_metadata()["dc:title"] == title
        assert "/AF" not in pdf.Root


def test_a_large_attachment_adds_no_more_than_itself(tmp_path: Path) -> None:
    big = Attachment("payload.age", "application/octet-stream", b"\x00\xff" * 2_000_000)
    path = written(archived(monthly_report(report_facts()), MANIFEST, big), tmp_path / "big.pdf")
    assert path.stat().st_size < len(big.data) + 60_000


@pytest.mark.parametrize("names", [("a", "a"), ("",), ("é.json",), ("a\n",)])
def test_attachment_names_are_plain_and_unique(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="attachment names"):
        archived(monthly_report(report_facts()), *(Attachment(name, "text/plain", b"x") for name in names))
