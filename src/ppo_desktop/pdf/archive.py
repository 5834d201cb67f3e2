"""Pages → PDF/A-3b (ISO 19005-3): ``finish`` for papers that are printed or kept, ``attach`` for what will be signed.

``attach`` makes one plain revision. The attachments stay unfiltered so that a reader finds their bytes as they are;
everything else is Flate compressed. Its catalogue holds only ``Type Pages Names AF OutputIntents Metadata Lang
ViewerPreferences``; ``finish`` leaves the bookmarks as well.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, BinaryIO, Literal

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, String

from ppo_desktop.core.clock import WIB

Relationship = Literal["Data", "Source", "Alternative", "Supplement", "Unspecified"]

CATALOGUE = frozenset({"/Type", "/Pages", "/Lang"})
"""What is kept of the catalogue the pages came with; of papers that nobody signs also their bookmarks."""
PRODUCER = "PPO Desktop"
LANGUAGE = "id-ID"


class Attachment(Struct, frozen=True):
    """An embedded file. ``name`` is printable ASCII and unique."""

    name: str
    mime: str
    data: bytes
    relationship: Relationship = "Data"
    description: str = ""


def attach(
    pages: bytes,
    attachments: Sequence[Attachment],
    *,
    title: str,
    author: str,
    created: datetime,
    identifier: str,
) -> bytes:
    """The archival file; the same bytes for the same input.

    ``created`` must be zone-aware; ``identifier`` goes into the metadata (``dc:identifier``) and the file's ID.
    """
    _check_names(attachments)
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        _clear(pdf, CATALOGUE)
        _compress(pdf)
        _describe(pdf, title, author, created, identifier)
        _embed(pdf, attachments, created)
        out = io.BytesIO()
        _save(pdf, out)
        return out.getvalue()


def finish(pages: BinaryIO, out: BinaryIO, *, title: str) -> None:
    """The archival file of a paper without attachments, which says nothing of when and by whom it was made."""
    with pikepdf.open(pages) as pdf:
        _clear(pdf, CATALOGUE | {"/Outlines"})
        _describe(pdf, title)
        whole = io.BytesIO()  # a full disk while the library itself writes would end the program
        _save(pdf, whole)
    out.write(whole.getbuffer())


def _clear(pdf: pikepdf.Pdf, kept: frozenset[str]) -> None:
    for key in [k for k in pdf.Root.keys() if k not in kept]:  # noqa: SIM118 - iterating yields objects, not names
        del pdf.Root[key]
    for page in pdf.pages:
        if "/Trans" in page.obj:
            del page.obj["/Trans"]


def _save(pdf: pikepdf.Pdf, out: io.BytesIO) -> None:
    pdf.save(
        out,
        min_version="1.7",
        fix_metadata_version=False,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        deterministic_id=True,
        linearize=False,
    )


def _check_names(attachments: Sequence[Attachment]) -> None:
    names = [a.name for a in attachments]
    if len(set(names)) != len(names) or not all(n.isascii() and n.isprintable() and n for n in names):
        raise ValueError(f"attachment names: {names}")


def _compress(pdf: pikepdf.Pdf) -> None:
    """Flate at its best for every stream of the pages but photos, which are JPEG."""
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Stream) and not _is_photo(obj):
            obj.write(zlib.compress(obj.read_bytes(), 9), filter=Name.FlateDecode)


def _is_photo(stream: pikepdf.Stream) -> bool:
    filters = stream.get("/Filter")
    return filters == Name.DCTDecode or (isinstance(filters, Array) and list(filters) == [Name.DCTDecode])


def _describe(
    pdf: pikepdf.Pdf, title: str, author: str = "", created: datetime | None = None, identifier: str = ""
) -> None:
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo.Title = String(title)
    if author:
        pdf.docinfo.Author = String(author)
    pdf.docinfo.Producer = pdf.docinfo.Creator = String(PRODUCER)
    moment = created.astimezone(WIB).replace(microsecond=0) if created else None
    if moment:
        pdf.docinfo.CreationDate = pdf.docinfo.ModDate = String(_pdf_date(moment))
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = title
        if author:
            xmp["dc:creator"] = [author]
        xmp["dc:language"] = {LANGUAGE}
        if identifier:
            xmp["dc:identifier"] = identifier
        xmp["xmp:CreatorTool"] = PRODUCER
        if moment:
            xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = moment.isoformat()
        xmp["pdf:Producer"] = PRODUCER
        xmp["pdfaid:part"] = "3"
        xmp["pdfaid:conformance"] = "B"
    profile = pikepdf.Stream(pdf, zlib.compress(_srgb(), 9), Filter=Name.FlateDecode, N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([intent])
    pdf.Root.Lang = String(LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _embed(pdf: pikepdf.Pdf, attachments: Sequence[Attachment], created: datetime) -> None:
    if not attachments:
        return
    names, associated = [], []
    for attachment in sorted(attachments, key=lambda a: a.name.encode("ascii")):
        spec = pdf.make_indirect(_file_spec(pdf, attachment, created))
        names += [String(attachment.name), spec]
        associated.append(spec)
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))
    pdf.Root.AF = Array(associated)


def _file_spec(pdf: pikepdf.Pdf, attachment: Attachment, created: datetime) -> Dictionary:
    stream = pikepdf.Stream(pdf, attachment.data)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name(f"/{attachment.mime}")
    stream.Params = Dictionary(
        Size=len(attachment.data),
        ModDate=String(_pdf_date(created.astimezone(WIB).replace(microsecond=0))),
        CheckSum=pikepdf.String(hashlib.md5(attachment.data, usedforsecurity=False).digest()),
    )
    parts: dict[str, Any] = {"/F": stream, "/UF": stream}
    return Dictionary(
        Type=Name.Filespec,
        F=String(attachment.name),
        UF=String(attachment.name),
        EF=Dictionary(parts),
        AFRelationship=Name(f"/{attachment.relationship}"),
        Desc=String(attachment.description or attachment.name),
    )


def _pdf_date(moment: datetime) -> str:
    return moment.strftime("D:%Y%m%d%H%M%S+07'00'")


@cache
def _srgb() -> bytes:
    """The sRGB profile of Pillow's colour engine with its making time (bytes 24 to 35) set to a fixed one."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = b"".join(n.to_bytes(2, "big") for n in (2026, 1, 1, 0, 0, 0))
    return bytes(profile)
