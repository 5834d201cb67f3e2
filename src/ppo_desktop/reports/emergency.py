"""Sheets with the emergency code, whole or in three parts: it opens the office's data when passwords are forgotten."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.reports.document import Column, Document, Paragraph, Spacer, Table
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead

TITLE = N_("Lembar Kode Darurat")


class EmergencyFacts(Struct, frozen=True):
    """Everything the sheet says."""

    office: Office
    groups: tuple[str, ...]
    """The code's groups of letters and digits, in order."""
    day: date
    is_training: bool = False
    upper: str = ""
    """The office above, where the sealed envelope may lie; ``""`` where there is none."""


class ShareFacts(Struct, frozen=True):
    """Everything one of the three sheets says."""

    office: Office
    number: int
    """1 to 3."""
    set_name: str
    """What the three sheets have in common."""
    groups: tuple[str, ...]
    day: date
    is_training: bool = False


def emergency_sheet(facts: EmergencyFacts) -> Document:
    """The sheet of one page: the code in numbered groups, what it opens, where to keep it."""
    office = facts.office
    numbered = tuple((str(number), " ".join(group)) for number, group in enumerate(facts.groups, start=1))
    uses = _(
        "Kode ini membuka data {office} bila semua kata sandi terlupa: di halaman masuk pilih “Lupa kata sandi”, lalu "
        "ketik keenam kelompok di atas. Siapa pun yang memegang lembar ini dan komputernya dapat membuka semua data "
        "dan menandatangani atas nama pimpinan."
    ).format(office=office.full_name)
    keep = _(
        "Simpan lembar ini dalam amplop tertutup yang dibubuhi tanda tangan dan cap pada lipatannya, di lemari "
        "terkunci {upper}atau di kantor sendiri terpisah dari komputer, dan catat siapa yang menyimpannya. Jangan "
        "difoto, jangan disalin ke flashdisk atau telepon, dan jangan ditempel di komputer."
    ).format(upper=facts.upper and _("di {office} (kantor di atas), ").format(office=facts.upper))
    lost = _(
        "Bila lembar ini hilang atau terlihat orang lain, minta pimpinan atau sekretaris membuat kode darurat baru di "
        "Pengaturan. Kode pada lembar ini lalu tidak berlaku lagi."
    )
    reading = _("Angka 0 dan 1 dapat diketik juga sebagai huruf O dan I; huruf besar atau kecil sama saja.")
    return Document(
        title=_(TITLE),
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        number="",
        blocks=(
            Paragraph(_("RAHASIA – hanya untuk pimpinan dan sekretaris"), is_boxed=True),
            Spacer(1),
            Table((Column(_("Kelompok"), 1, "center"), Column(_("Kode"), 3, "center")), numbered, note=reading),
            Spacer(1),
            *(block for text in (uses, keep, lost) for block in (Paragraph(text), Spacer(0.5))),
            Spacer(1),
            Paragraph(_("Dibuat {day}. Disimpan oleh: {dots}").format(day=long_date(facts.day), dots="." * 40)),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, {office} ({code}). RAHASIA.").format(
            title=_(TITLE), office=office.full_name, code=office.code
        ),
    )


def share_sheet(facts: ShareFacts) -> Document:
    """One of the three sheets, of one page: its groups, what two of them do, where to keep it."""
    office = facts.office
    numbered = tuple((str(number), " ".join(group)) for number, group in enumerate(facts.groups, start=1))
    uses = _(
        "Dua dari tiga lembar ini, yang mana pun, bersama-sama membuka data {office} bila semua kata sandi terlupa: di "
        "halaman masuk pilih “Lupa kata sandi”, lalu “Pakai dua dari tiga lembar”. Satu lembar saja tidak membuka apa "
        "pun dan tidak memberi tahu apa pun tentang kodenya."
    ).format(office=office.full_name)
    keep = _(
        "Simpan ketiga lembar pada tiga orang atau tempat yang berbeda, masing-masing dalam amplop tertutup: misalnya "
        "pimpinan, sekretaris, dan kantor di atas. Jangan disimpan di dekat komputer atau cadangannya, jangan difoto, "
        "dan jangan disalin ke flashdisk."
    )
    lost = _(
        "Bila satu lembar hilang, buat tiga lembar baru dan musnahkan dua yang lama. Bila mungkin dua lembar dilihat "
        "orang lain, buat kode darurat baru; semua lembar lama lalu tidak berlaku lagi."
    )
    reading = _(
        "Huruf terakhir tiap kelompok memeriksa kelompoknya. Angka 0 dan 1 dapat diketik juga sebagai huruf O dan I."
    )
    title = _("Lembar {number} dari 3 Kode Darurat").format(number=facts.number)
    return Document(
        title=title,
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        number="",
        blocks=(
            Paragraph(
                _("RAHASIA – lembar {number} dari 3, set {name}").format(number=facts.number, name=facts.set_name),
                is_boxed=True,
            ),
            Spacer(1),
            Table((Column(_("Kelompok"), 1, "center"), Column(_("Isi"), 3, "center")), numbered, note=reading),
            Spacer(1),
            *(block for text in (uses, keep, lost) for block in (Paragraph(text), Spacer(0.5))),
            Spacer(1),
            Paragraph(_("Dibuat {day}. Disimpan oleh: {dots}").format(day=long_date(facts.day), dots="." * 40)),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, set {name}, {office} ({code}). RAHASIA.").format(
            title=title, name=facts.set_name, office=office.full_name, code=office.code
        ),
    )
