"""The papers of an incident with personal data: letters within three times 24 hours, and the sealed list of people.

What a letter must say is in UU 27/2022 art. 46: which data, when and how, and what is being done about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.reports.document import Block, Column, Document, Facts, Paragraph, Spacer, Table
from ppo_desktop.reports.office import TRAINING_MARK, Assent, Office, signature, training_letterhead, unbroken

Letter = Literal["people", "authority", "upper"]
HOW = {
    "stolen": N_("Laptop atau komputer dicuri"),
    "lost": N_("Laptop atau komputer hilang"),
    "stick": N_("Flashdisk hilang atau dicuri"),
    "paper": N_("Berkas kertas hilang atau terbaca orang lain"),
    "seen": N_("Data dibuka atau dikirim kepada yang tidak berhak"),
}
AUTHORITY = N_("Kementerian Komunikasi dan Digital, sampai lembaga pelindungan data pribadi terbentuk")
_SUBJECTS = {
    "people": N_("Pemberitahuan kegagalan pelindungan data pribadi"),
    "authority": N_("Pemberitahuan kegagalan pelindungan data pribadi"),
    "upper": N_("Permohonan pencabutan kunci komputer kantor"),
}
_PROTECTED = {
    "locked": N_("Datanya terkunci dengan sandi; tanpa kata sandi atau kode darurat tidak dapat dibaca."),
    "open": N_("Ada kemungkinan datanya terbaca orang yang tidak berhak."),
    "unknown": N_("Belum diketahui apakah datanya sempat terbaca orang yang tidak berhak."),
}


@dataclass(frozen=True)
class IncidentFacts:
    """Everything the papers say."""

    office: Office
    upper: str
    """``Kecamatan Tebas``; empty where nobody is above."""
    authority: str
    how: str
    known_at: datetime
    until: datetime
    """In local time, as ``known_at``."""
    words: str
    protected: str
    device: str
    """Name of the PC that is gone; empty where none is."""
    count: int
    """Of people concerned."""
    day: date
    is_training: bool = False


def letter(facts: IncidentFacts, which: Letter) -> Document:
    """The draft of a letter of one page, with dots for its number."""
    office = facts.office
    to = {
        "people": _("Bapak/Ibu/Saudara yang datanya tercatat di {office}").format(office=office.full_name),
        "authority": facts.authority,
        "upper": facts.upper,
    }[which]
    subject = _(_SUBJECTS[which])
    return Document(
        title=f"{subject}, {office.full_name}",
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        subject=subject,
        addressee=(_("Kepada"), _("Yth. {who}").format(who=to), _("di Tempat")),
        blocks=_blocks(facts, which),
        signatures=(
            signature(office, Assent.NONE, f"{office.place or office.name}, {unbroken(long_date(facts.day))}"),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{subject}, {office}").format(subject=subject, office=office.full_name),
    )


def affected_list(facts: IncidentFacts, people: tuple[tuple[str, str, str, bool], ...], hidden: int) -> Document:
    """The people concerned: name, year of birth, place, and whether more than the usual is recorded of them.

    Args:
        hidden: further people whose records are closed to whoever prints this.
    """
    office = facts.office
    columns = (
        Column(_("No."), 0.6, "center"),
        Column(_("Nama"), 3),
        Column(_("Tahun lahir"), 1.1, "center"),
        Column(_("Dusun"), 1.6),
        Column(_("Isian terbatas"), 1.2, "center"),
        Column(_("Diberi tahu (tanggal, paraf)"), 2),
    )
    rows = tuple(
        (str(place), name, born, where, _("ada") if has_more else "–", "")
        for place, (name, born, where, has_more) in enumerate(people, start=1)
    )
    closed = _("{count} orang lain tidak disebut karena catatannya ditutup untuk akun yang mencetak.")
    title = _("Daftar Warga yang Datanya Terdampak")
    return Document(
        title=title,
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        number="",
        blocks=(
            Paragraph(_("RAHASIA – masukkan ke amplop tertutup; hanya untuk yang memberi tahu warga"), is_boxed=True),
            Spacer(0.5),
            Facts(
                (
                    (_("Insiden"), _(HOW[facts.how])),
                    (_("Diketahui"), _moment(facts.known_at)),
                    (_("Jumlah warga"), number(facts.count)),
                )
            ),
            Spacer(0.5),
            Table(columns, rows, note=closed.format(count=number(hidden)) if hidden else ""),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, {office}. RAHASIA.").format(title=title, office=office.full_name),
    )


def _blocks(facts: IncidentFacts, which: Letter) -> tuple[Block, ...]:
    told = [
        (_("Kejadian"), _(HOW[facts.how])),
        (_("Diketahui"), _moment(facts.known_at)),
        (_("Uraian"), facts.words),
        (_("Keadaan data"), _(_PROTECTED[facts.protected])),
        (_("Warga terdampak"), _("{count} orang").format(count=number(facts.count))),
        *([(_("Nama komputer"), facts.device)] if facts.device and which != "people" else []),
    ]
    if which == "people":
        told = [row for row in told if row[0] != _("Warga terdampak")]
    texts = {
        "people": (
            _("Dengan ini kami beri tahukan kejadian yang menyangkut data pribadi Bapak/Ibu/Saudara di kantor kami:"),
            _(
                "Data yang tercatat: nama, tanggal lahir, NIK, alamat, nomor telepon, rencana bekerja ke luar negeri, "
                "dan keterangan lain yang Bapak/Ibu/Saudara sampaikan."
            ),
            _(
                "Yang kami lakukan: kata sandi dan kode darurat diganti, kunci komputer itu dimintakan pencabutan, dan "
                "kejadiannya dilaporkan. Waspadai orang yang menghubungi dengan menyebut data tersebut, dan kabari "
                "kantor kami bila ada yang mencurigakan. Data Bapak/Ibu/Saudara tetap dapat ditanyakan kepada kami."
            ),
        ),
        "authority": (
            _("Sesuai Pasal 46 Undang-Undang Nomor 27 Tahun 2022, kami beri tahukan kejadian berikut:"),
            _(
                "Data yang tercatat: nama, tanggal lahir, NIK, alamat, nomor telepon, rencana bekerja ke luar negeri, "
                "dan pada sebagian orang isian terbatas (kesehatan, anak, keuangan)."
            ),
            _(
                "Penanganan: kata sandi dan kode darurat diganti, pencabutan kunci komputer dimintakan, warga yang "
                "terdampak diberi tahu tertulis, dan data dipulihkan dari cadangan terkunci."
            ),
        ),
        "upper": (
            _("Dengan ini kami beri tahukan kejadian berikut di kantor kami:"),
            _(
                "Kami mohon kunci tanda tangan komputer tersebut dicabut, agar berkas yang ditandatangani dengannya "
                "tidak diterima lagi. Laporan kami selanjutnya dibuat dari komputer lain dengan kunci baru."
            ),
            _("Nomor laporan dan nomor catatan kami diteruskan, tidak diulang dari awal."),
        ),
    }
    opening, *rest = texts[which]
    until = _("Pemberitahuan ini dibuat dalam batas 3 × 24 jam, yaitu sampai {until}.").format(
        until=_moment(facts.until)
    )
    return (
        Paragraph(_("Dengan hormat,")),
        Spacer(0.3),
        Paragraph(opening, is_indented=True),
        Spacer(0.3),
        Facts(tuple(told)),
        Spacer(0.3),
        *(part for text in rest for part in (Paragraph(text, is_indented=True), Spacer(0.3))),
        *([] if which == "upper" or facts.day > facts.until.date() else [Paragraph(until, is_indented=True)]),
        Spacer(1),
    )


def _moment(moment: datetime) -> str:
    return _("{day} pukul {time} WIB").format(day=long_date(moment.date()), time=moment.strftime("%H.%M"))
