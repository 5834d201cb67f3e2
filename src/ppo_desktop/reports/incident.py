"""The papers of an incident with personal data: letters within three times 24 hours, and the sealed list of people.

What a letter must say is in UU 27/2022 art. 46: which data, when and how, and what is being done about it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

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
COMPUTER = frozenset({"stolen", "lost"})
"""Of these the ones where a computer is gone, and with it keys, passwords and all the data of the office."""
AUTHORITY = N_("Kementerian Komunikasi dan Digital, sampai lembaga pelindungan data pribadi terbentuk")
_DOTS = "\u2026" * 8
"""What is written by hand: which data a lost stick or paper held is known to nobody but the clerk."""
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


class IncidentFacts(Struct, frozen=True):
    """Everything the papers say."""

    office: Office
    upper: str
    """``Camat Tebas``; empty where nobody is above."""
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
    """Of people whose data the computer of the office holds."""
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
        signatures=(signature(office, Assent.NONE, f"{office.seat}, {unbroken(long_date(facts.day))}"),),
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
    is_all = facts.how in COMPUTER
    strike = _("Coret nama yang datanya tidak ikut hilang atau terbuka; yang tersisa diberi tahu.")
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
                    (_("Jumlah warga") if is_all else _("Tercatat di kantor"), number(facts.count)),
                )
            ),
            Spacer(0.5),
            *(() if is_all else (Paragraph(strike), Spacer(0.3))),
            Table(columns, rows, note=closed.format(count=number(hidden)) if hidden else ""),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, {office}. RAHASIA.").format(title=title, office=office.full_name),
    )


def _blocks(facts: IncidentFacts, which: Letter) -> tuple[Block, ...]:
    is_computer = facts.how in COMPUTER
    affected = _("{count} orang").format(count=number(facts.count) if is_computer else _DOTS)
    told = [
        (_("Kejadian"), _(HOW[facts.how])),
        (_("Diketahui"), _moment(facts.known_at)),
        (_("Uraian"), facts.words),
        (_("Keadaan data"), _(_PROTECTED[facts.protected])),
        *([(_("Warga terdampak"), affected)] if which != "people" else []),
        *([(_("Nama komputer"), facts.device)] if facts.device and which != "people" else []),
    ]
    listed = _("Data yang termuat di dalamnya: {dots}").format(dots=_DOTS * 3)
    deeds = _deeds(facts)
    beware = _(
        "Waspadai orang yang menghubungi dengan menyebut data tersebut, dan kabari kantor kami bila ada yang "
        "mencurigakan. Data Bapak/Ibu/Saudara tetap dapat ditanyakan kepada kami."
    )
    notified = _("Warga yang terdampak diberi tahu tertulis.")
    texts = {
        "people": (
            _("Dengan ini kami beri tahukan kejadian yang menyangkut data pribadi Bapak/Ibu/Saudara di kantor kami:"),
            _(
                "Data yang tercatat: nama, tanggal lahir, NIK, alamat, nomor telepon, rencana bekerja ke luar negeri, "
                "dan keterangan lain yang Bapak/Ibu/Saudara sampaikan."
            )
            if is_computer
            else listed,
            " ".join((_("Yang kami lakukan: {deeds}").format(deeds=deeds), beware)),
        ),
        "authority": (
            _("Sesuai Pasal 46 Undang-Undang Nomor 27 Tahun 2022, kami beri tahukan kejadian berikut:"),
            _(
                "Data yang tercatat: nama, tanggal lahir, NIK, alamat, nomor telepon, rencana bekerja ke luar negeri, "
                "dan pada sebagian orang isian terbatas (kesehatan, anak, keuangan)."
            )
            if is_computer
            else listed,
            " ".join((_("Penanganan: {deeds}").format(deeds=deeds), notified)),
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


def _deeds(facts: IncidentFacts) -> str:
    """What the office does about it: only what is asked of it for such an incident."""
    if facts.how not in COMPUTER:
        return _("kejadiannya dicatat, dan data yang termuat di dalamnya diperiksa.")
    key = _("dimintakan pencabutan") if facts.upper else _("dicabut")
    deeds = _("kata sandi dan kode darurat diganti, kunci komputer itu {key}, dan data dipulihkan dari cadangan.")
    return deeds.format(key=key)


def _moment(moment: datetime) -> str:
    return _("{day} pukul {time} WIB").format(day=long_date(moment.date()), time=moment.strftime("%H.%M"))
