"""The parts of a stranger's ``.xlsx``: unpacked within bounds, and refused where they could do more than be a form.

Read it in a bounded process only (``operations.house.bounded``). Nothing in it is run, followed or fetched.
"""

from __future__ import annotations

import io
import posixpath
import xml.parsers.expat
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import N_, _

MOST_BYTES = 8 << 20
"""Of a form as a file."""
MOST_UNPACKED = 60 << 20
MOST_PARTS = 2000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HOSTILE = {
    "vbaproject": N_("Formulir ini berisi makro (program di dalam Excel)."),
    "/macrosheets/": N_("Formulir ini berisi makro (program di dalam Excel)."),
    "/activex/": N_("Formulir ini berisi tombol yang menjalankan program."),
    "/embeddings/": N_("Di dalam formulir ini ada berkas lain yang tertanam."),
}
"""Part of a name, in small letters → what is wrong."""
_TOLD = {
    "/externallinks/": N_("Formulir ini mengambil angka dari berkas Excel lain; isian itu tidak kami ubah."),
    "xl/connections.xml": N_(
        "Formulir ini menyambung ke sumber data lain bila dibuka; sambungan itu tidak kami pakai."
    ),
    "_xmlsignatures/": N_("Tanda tangan elektronik di dalam formulir ini tidak berlaku lagi sesudah diisi."),
}

Start = Callable[[str, dict[str, str]], object]
End = Callable[[str], object]


class SheetPart(Struct, frozen=True):
    """Where a sheet of the workbook lies."""

    name: str
    part: str
    is_hidden: bool


class Workbook:
    """An unpacked workbook."""

    def __init__(self, data: bytes) -> None:
        """Raises:
        Refused: ``too-big``, ``locked``, ``old-form``, ``no-form``, ``hostile-form``.
        """
        self.data = data
        self.infos, self._packed = _opened(data)
        self.names = {info.filename for info in self.infos}
        for name in self.names:
            small = f"/{name.lower()}"
            for sign, words in _HOSTILE.items():
                if sign in small:
                    raise hostile(words)
        self.main = self._related("", "officeDocument")[0] if self._related("", "officeDocument") else ""
        if self.main not in self.names or not self._is_workbook():
            raise no_form()
        self._refuse_live_links()

    def read(self, part: str) -> bytes:
        """The bytes of a part; raises ``Refused('no-form')`` where it is broken."""
        try:
            return self._packed.read(part)
        except (KeyError, *_BROKEN) as error:
            raise no_form() from error

    @property
    def remarks(self) -> tuple[str, ...]:
        """What should be known of it, a sentence each."""
        every = "\n".join(self.names).lower()
        return tuple(_(words) for sign, words in _TOLD.items() if sign.strip("/") in every)

    def sheets(self) -> list[SheetPart]:
        """The sheets with cells, in the order in which Excel shows them."""
        found: list[tuple[str, str, bool]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "sheet":
                way = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
                hidden = attributes.get("state", "visible") != "visible"
                found.append((attributes.get("name", ""), way, hidden))

        parse(self.read(self.main), start)
        parts = {way: part for way, kind, part in self.relations(self.main) if kind == "worksheet"}
        return [SheetPart(name, parts[way], hidden) for name, way, hidden in found if parts.get(way) in self.names]

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """What a part refers to within the file: (id, kind, name of the part)."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.names:
            return []
        found: list[tuple[str, str, str]] = []

        def start(element: str, attributes: dict[str, str]) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
                found.append((attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], target))

        parse(self.read(rels), start)
        return found

    def _related(self, part: str, kind: str) -> list[str]:
        return [target for _id, its_kind, target in self.relations(part) if its_kind == kind]

    def strings(self) -> list[str]:
        """The texts that cells share."""
        parts = self._related(self.main, "sharedStrings")
        return shared_texts(self.read(parts[0])) if parts and parts[0] in self.names else []

    def _is_workbook(self) -> bool:
        seen: list[str] = []
        parse(self.read(self.main), lambda name, _attributes: seen.append(name) if not seen else None)
        return seen == ["workbook"]

    def _refuse_live_links(self) -> None:
        for part in self.names:
            if "externallinks/" in part.lower() and part.lower().endswith(".xml"):
                seen: set[str] = set()
                parse(self.read(part), lambda name, _attributes, seen=seen: seen.add(name))  # type: ignore[misc]  # a default binds the loop's own
                if seen & {"ddeLink", "oleLink"}:
                    raise hostile(N_("Formulir ini mengambil data dari program lain saat dibuka (DDE)."))


_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)


def _opened(data: bytes) -> tuple[list[zipfile.ZipInfo], zipfile.ZipFile]:
    if len(data) > MOST_BYTES:
        raise too_big()
    if data.startswith(_OLE):
        raise _locked() if "EncryptedPackage".encode("utf-16-le") in data else _old()
    if not data.startswith(_ZIP):
        raise _old()
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        infos = packed.infolist()
    except _BROKEN as error:
        raise no_form() from error
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise too_big()
    if len({info.filename for info in infos}) < len(infos):
        raise no_form()
    if any(info.flag_bits & 1 for info in infos):
        raise _locked()
    return infos, packed


# ----------------------------------------------------------------------------------- XML


def parse(data: bytes, start: Start, end: End | None = None, text: Callable[[str], object] | None = None) -> None:
    """Go through a part; names of elements and attributes come as written, without a prefix of the element.

    Raises:
        Refused: ``no-form`` where it is no well-formed UTF-8; ``hostile-form`` where it declares anything of its own.
    """
    parser = reader_of(data)
    parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    if end:
        parser.EndElementHandler = lambda name: end(local(name))
    if text:
        parser.CharacterDataHandler = text
    run(parser, data)


def reader_of(data: bytes) -> Any:
    """A parser of one part that declares nothing and is UTF-8, so that its places are those of the bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise no_form()
    parser = xml.parsers.expat.ParserCreate()
    parser.buffer_text = True

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise no_form()

    def doctype(*_told: object) -> None:
        raise hostile(N_("Formulir ini berisi perintah yang tidak semestinya ada di dalam formulir."))

    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = doctype
    return parser


def run(parser: Any, data: bytes) -> None:
    """All of a part; raises ``Refused('no-form')``, and what the handlers raise."""
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError as error:
        raise no_form() from error


def local(name: str) -> str:
    """``x:row`` → ``row``."""
    return name.rpartition(":")[2]


def shared_texts(data: bytes) -> list[str]:
    """The texts of a table of shared ones; how a word is read aloud in Japan is not part of it."""
    found: list[str] = []
    collected: list[str] = []
    open_: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        open_.append(name)
        if name == "si":
            collected.clear()

    def end(name: str) -> None:
        open_.pop()
        if name == "si":
            found.append("".join(collected))

    def text(words: str) -> None:
        if open_[-1:] == ["t"] and "rPh" not in open_:
            collected.append(words)

    parse(data, start, end, text)
    return found


# ----------------------------------------------------------------------------------- refusals


def hostile(words: str) -> Refused:
    """A form that could do more than be one; ``words`` are marked with ``N_``."""
    return Refused("hostile-form", _(words), _("Buka di Excel, simpan sebagai .xlsx tanpa itu, lalu pilih berkas itu."))


def no_form() -> Refused:
    """What it is cannot be told, or it is broken."""
    return Refused(
        "no-form",
        _("Berkas ini bukan formulir Excel yang utuh."),
        _("Buka di Excel atau LibreOffice, simpan lagi sebagai .xlsx, lalu pilih berkas itu."),
    )


def too_big() -> Refused:
    return Refused(
        "too-big",
        _("Formulir ini terlalu besar: paling banyak {most} MB.").format(most=MOST_BYTES >> 20),
        _("Kecilkan gambarnya di Excel atau hapus lembar yang tidak perlu, simpan, lalu pilih berkas itu."),
    )


def _locked() -> Refused:
    return Refused(
        "locked",
        _("Formulir ini dikunci dengan kata sandi."),
        _("Buka di Excel, simpan lagi tanpa kata sandi, lalu pilih berkas itu."),
    )


def _old() -> Refused:
    return Refused(
        "old-form",
        _("Formulir ini bukan .xlsx."),
        _("Buka di Excel atau LibreOffice, pilih Simpan sebagai .xlsx, lalu pilih berkas itu."),
    )
