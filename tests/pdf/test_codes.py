"""The QR of a page as it comes back from copiers and scanners."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.core.errors import Refused
from ppo_desktop.pdf import codes, qr
from ppo_desktop.pdf.codes import codes_in, named_in
from verifiers import run

MARK = f"PPO1:61.01.04.2003:{'0123456789abcdef' * 4}"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """A page with the QR as large as on reports, printed and scanned at 150 dpi."""
    folder = tmp_path_factory.mktemp("page")
    canvas = Canvas(str(folder / "page.pdf"), pagesize=A4)
    for line in range(40):
        canvas.drawString(25 * mm, 780 - 14 * line, "Laporan Pelindungan PMI dan Pencegahan TPPO " * 2)
    qr.draw(canvas, MARK, 23 * mm, 50 * mm, 30 * mm)
    canvas.save()
    run("pdftoppm", "-r", "150", "-gray", "-singlefile", folder / "page.pdf", folder / "page")
    with Image.open(folder / "page.pgm") as scanned:
        scanned.load()
        return scanned


def scan(page: Image.Image, degrees: float, grain: float) -> bytes:
    """``page`` laid askew on a poor copier and saved as a phone would."""
    turned = page.rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    if grain:
        turned = turned.filter(ImageFilter.GaussianBlur(grain / 70))
        turned = ImageChops.add(turned, Image.effect_noise(turned.size, grain), 1, -128)
    out = io.BytesIO()
    turned.save(out, "JPEG", quality=60)
    return out.getvalue()


@pytest.mark.parametrize(("degrees", "grain"), [(0, 0), (3, 40), (-7, 55), (90, 40), (182, 40)])
def test_the_code_is_read_from_a_scan_at_150_dpi_turned_and_grainy(
    page: Image.Image, degrees: float, grain: float
) -> None:
    assert codes_in(scan(page, degrees, grain)) == (MARK,)


def test_the_code_is_read_from_a_scan_inside_a_pdf_and_from_a_tiff(page: Image.Image) -> None:
    for kind in ("PDF", "TIFF", "PNG"):
        out = io.BytesIO()
        page.save(out, kind)
        assert codes_in(out.getvalue()) == (MARK,), kind


def test_our_own_papers_say_their_code_in_the_metadata() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_metadata() as xmp:
            xmp["dc:identifier"] = MARK
        pdf.save(out)
    assert named_in(out.getvalue()) == codes_in(out.getvalue()) == (MARK,)
    assert named_in(b"halo") == ()


def test_other_pictures_hold_no_code_and_other_files_are_told_so(
    page: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    blank = Image.new("L", (400, 300), 255)
    assert codes_in(scan(blank, 0, 40)) == ()
    for content in (b"halo", b"%PDF-1.7 halo", b""):
        with pytest.raises(Refused) as refused:
            codes_in(content)
        assert refused.value.code == "code-file"
    monkeypatch.setattr(codes, "_MOST_DOTS", 1000)
    with pytest.raises(Refused) as refused:
        codes_in(scan(page, 0, 0))
    assert refused.value.code == "code-too-large"
