"""The small facts every paper needs about an office, and the pieces built from them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.offices import OFFICE_TYPES, Level, seats
from ppo_desktop.core.text import N_, _
from ppo_desktop.reports.document import Document, ElectronicBlock, Letterhead, Signature
from ppo_desktop.reports.signing_words import SignatureLevel

TRAINING_MARK = N_("LATIHAN")
TRAINING_NOTICE = N_("LATIHAN – BUKAN SURAT DINAS")
DRAFT_MARK = N_("DRAF")
USUAL = N_("Biasa")
"""``Sifat`` of a letter that is neither urgent nor secret."""


class Assent(StrEnum):
    """Who agreed to a paper by own password."""

    HEAD = "head"
    SECRETARY = "secretary"
    """For the head (a.n.)."""
    NONE = "none"
    """Nobody was there: a clerk sent it, the head signs the print."""

    @property
    def sentence(self) -> str:
        """For the person who made the paper."""
        return _(_ASSENT_SENTENCES[self])


_ASSENT_SENTENCES = {
    Assent.HEAD: N_("Disetujui pimpinan."),
    Assent.SECRETARY: N_("Disetujui sekretaris a.n. pimpinan."),
    Assent.NONE: N_("Dikirim petugas, tanda tangan pimpinan pada cetakan."),
}


class Person(Struct, frozen=True):
    """A holder of an office, as printed under a signature."""

    name: str
    number_line: str = ""
    """``NIP …`` or ``NIPD …``; empty when there is none."""
    acting: str = ""
    """``Plt.``, ``Pj.``, ``Plh.``: for whom the place is held; empty for who holds it."""
    rank: str = ""
    """Pangkat of a civil servant, as ``Penata Tk. I (III/d)``; empty for who has none."""


class Office(Struct, frozen=True):
    """An office as its papers name it. ``type`` is a key of ``core.offices.OFFICE_TYPES``."""

    code: str
    type: str
    name: str
    """Bare place name: ``Sempalai``."""
    letterhead: Letterhead
    head: Person
    secretary: Person = Person("")
    place: str = ""
    """Where papers are signed, if not at the seat of the office."""
    district: str = ""
    """Bare name of the kecamatan a village lies in."""
    regency: str = ""
    """With its title: ``Kabupaten Sambas``."""
    own_title: str = ""
    """Of the head where the usual one is not theirs: ``Kepala Dinas Tenaga Kerja``."""

    @property
    def full_name(self) -> str:
        """``Desa Sempalai``, ``Kabupaten Sambas``."""
        title = _(OFFICE_TYPES[self.type].title)
        return self.name if self.name.startswith(title) else f"{title} {self.name}"

    @property
    def seat(self) -> str:
        """The place before a date: ``Sempalai``, ``Tebas``, ``Sambas``; of a kabupaten its capital, never its title."""
        title = _(OFFICE_TYPES[self.type].title)
        return self.place or seats().get(self.code) or self.name.removeprefix(f"{title} ")

    @property
    def long_name(self) -> str:
        """``Desa Sempalai, Kecamatan Tebas, Kabupaten Sambas``."""
        district = _("Kecamatan {name}").format(name=self.district) if self.district else ""
        return ", ".join(part for part in (self.full_name, district, self.regency) if part)

    @property
    def head_title(self) -> str:
        """``Kepala Desa Sempalai``, ``Plt. Camat Tebas``, ``Ketua Harian Gugus Tugas Kabupaten Sambas``."""
        kind = OFFICE_TYPES[self.type]
        usual = f"{_(kind.head)} {self.full_name if kind.level is Level.REGENCY else self.name}"
        title = self.own_title or usual
        return f"{self.head.acting} {title}".strip()

    @property
    def secretary_title(self) -> str:
        """``Sekretaris Desa``."""
        return _(OFFICE_TYPES[self.type].secretary)


def letterhead(
    type_name: str, name: str, *, district: str = "", regency: str = "", address: str = "", logo: bytes | None = None
) -> Letterhead:
    """The usual letterhead of an office of ``type_name``; every line may be replaced by the office's own.

    ``name`` and ``district`` are bare place names, ``regency`` carries its title (``Kabupaten Sambas``).
    """
    kind = OFFICE_TYPES[type_name]
    own = name if name.startswith(kind.title) else f"{kind.title} {name}"
    lines = [f"PEMERINTAH {regency or own}"]
    if kind.level is Level.VILLAGE and district:
        lines.append(f"KECAMATAN {district}")
    lines.append("GUGUS TUGAS PENCEGAHAN DAN PENANGANAN TPPO" if kind.level is Level.REGENCY else own)
    return Letterhead(tuple(line.upper() for line in lines), address, logo)


def unbroken(text: str) -> str:
    """``text`` that is not split over two lines."""
    return text.replace(" ", "\u00a0")


def dated_above(letter: Document) -> Document:
    """``letter`` with the place and date of its one signature at the upper right, as letters have it."""
    (place,) = letter.signatures
    return replace(letter, date_line=place.place_date, signatures=(replace(place, place_date=""),))


def training_letterhead(head: Letterhead, is_training: bool) -> Letterhead:
    """``head`` with the mark of a practice office when it is one."""
    notice = _(TRAINING_NOTICE) if is_training else head.notice
    return Letterhead(head.lines, head.address, head.logo, notice)


def signature(office: Office, assent: Assent, place_date: str) -> Signature:
    """The place for ink and stamp: the secretary signs a.n. the head where she assented, else the head."""
    if assent is Assent.SECRETARY:
        titles = (_("a.n. {head}").format(head=office.head_title), f"{office.secretary_title},")
        second = office.secretary
        return Signature(place_date, titles, second.name, second.number_line, rank=second.rank)
    head = office.head
    return Signature(place_date, (f"{office.head_title},",), head.name, head.number_line, rank=head.rank)


def assent_line(office: Office, assent: Assent) -> str:
    """The sentence that says who assented, for the electronic block."""
    if assent is Assent.HEAD:
        return _("Disetujui {title}.").format(title=office.head_title)
    if assent is Assent.SECRETARY:
        return _("Disetujui {secretary} a.n. {head}.").format(secretary=office.secretary_title, head=office.head_title)
    return _("Dikirim petugas, tanda tangan pimpinan pada cetakan.")


def check_code(carrier_id: str) -> str:
    """The first 16 digits of a carrier's id in groups of four: what two people compare on the telephone."""
    head = carrier_id[:16].upper()
    return " ".join(head[i : i + 4] for i in range(0, len(head), 4))


def electronic_block(
    office: Office, assent: Assent, *, carrier_id: str, words: str, clock_text: str, people: tuple[str, str] = ("", "")
) -> ElectronicBlock:
    """The block with the QR ``PPO1:<code>:<id>``. It says what the signature is and never that it is certified.

    Args:
        people: who prepared the paper and who approved it; empty where nobody is named.
    """
    prepared, approved = people
    roles = (
        _("Disiapkan oleh {name}.").format(name=prepared)
        if assent is Assent.NONE
        else _("Disiapkan oleh {name}; disetujui oleh {approver}.").format(name=prepared, approver=approved)
    )
    lines = [
        SignatureLevel.OFFICE_KEY.title,
        assent_line(office, assent),
        *([roles] if prepared else []),
        _("Waktu: {time}, menurut jam kantor pengirim.").format(time=clock_text),
        _("Kata pengenal kunci tanda tangan: {words}").format(words=words),
        _("Kode periksa berkas: {code}").format(code=unbroken(check_code(carrier_id))),
        _("Periksa berkas elektroniknya dengan PPO Desktop."),
    ]
    return ElectronicBlock(f"PPO1:{office.code}:{carrier_id}", tuple(lines))


def draft(document: Document) -> Document:
    """``document`` as it will be signed, but telling on every page that it is not signed yet."""
    lines = (
        _("BELUM DITANDATANGANI"),
        _("Ini draf untuk diperiksa di kantor. Jangan dikirim dan jangan dibubuhi cap."),
        _("Kode QR dan kode periksa berkas tercetak di sini setelah laporan ditandatangani."),
    )
    return replace(
        document,
        electronic=ElectronicBlock("", lines) if document.electronic else None,
        watermark=_(DRAFT_MARK),
        footer=_("DRAF – {footer}").format(footer=document.footer),
    )
