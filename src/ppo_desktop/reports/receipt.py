"""The receipt (tanda terima) an upper office returns for what it received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.reports.document import Block, Column, Document, Facts, Heading, Paragraph, Spacer, Table
from ppo_desktop.reports.figures import TOTALS
from ppo_desktop.reports.office import (
    TRAINING_MARK,
    Assent,
    Office,
    check_code,
    electronic_block,
    signature,
    training_letterhead,
    unbroken,
)

TITLE = N_("Tanda Terima Laporan")


@dataclass(frozen=True)
class ReceivedDevice:
    """One PC of the sender: everything up to ``up_to`` has arrived without a gap."""

    name: str
    up_to: int
    missing: str = ""
    """What lies beyond a gap, as text: ``41–57``; empty when nothing is missing."""


@dataclass(frozen=True)
class Difference:
    """A total the recount did not confirm. ``key`` is one of ``figures.TOTALS``."""

    key: str
    reported: int
    recounted: int


@dataclass(frozen=True)
class ReceiptFacts:
    """Everything the receipt says. The received carrier fields are empty where a receipt answers no single report."""

    office: Office
    """The office that received and now confirms."""
    sender: str
    """Full name of the office whose file was received: ``Desa Sempalai``."""
    addressee: str
    """``Kepala Desa Sempalai``."""
    day: date
    number: str | None
    month: str
    """Reported month (``YYYY-MM``) or ``""``."""
    received_id: str
    """Id of the received carrier, 64 hexadecimal digits, or ``""``."""
    received_on: str
    """When it was received, as text."""
    new_entries: int
    """Journal entries the received carrier brought that were new."""
    devices: tuple[ReceivedDevice, ...]
    differences: tuple[Difference, ...] | None
    """``None`` where nothing could be recounted."""
    assent: Assent
    words: str
    carrier_id: str
    """The receipt's own id."""
    clock_text: str
    doubles: tuple[tuple[str, int], ...] = ()
    """Full name of each other office → how many of the sender's records may be about persons whom it recorded too."""
    doubles_waiting: int = 0
    """How many more found no room."""
    notes: tuple[str, ...] = ()
    """Remarks for the sender, one sentence each."""
    is_training: bool = False


def receipt_page(facts: ReceiptFacts) -> Document:
    """The receipt as a sheet of one page."""
    office = facts.office
    return Document(
        title=_(TITLE),
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        number=facts.number,
        blocks=_blocks(facts),
        signatures=(
            signature(office, facts.assent, f"{office.place or office.name}, {unbroken(long_date(facts.day))}"),
        ),
        electronic=electronic_block(
            office, facts.assent, carrier_id=facts.carrier_id, words=facts.words, clock_text=facts.clock_text
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Tanda terima dari {office} ({code}) untuk {sender}").format(
            office=office.full_name, code=office.code, sender=facts.sender
        ),
    )


def _blocks(facts: ReceiptFacts) -> tuple[Block, ...]:
    greeting = _("Kepada Yth. {who}").format(who=facts.addressee)
    opening = _("Berkas berikut sudah kami terima dalam keadaan utuh dan sudah kami simpan:")
    rows = [(_("Pengirim"), facts.sender)]
    if facts.month:
        rows.append((_("Laporan bulan"), Month.parse(facts.month).label))
    if facts.received_id:
        rows.append((_("Kode periksa berkas"), check_code(facts.received_id)))
    rows += [
        (_("Diterima"), facts.received_on),
        (_("Catatan baru"), _("{count} catatan").format(count=number(facts.new_entries))),
    ]
    blocks: list[Block] = [Paragraph(greeting), Spacer(0.4), Paragraph(opening), Spacer(0.4), Facts(tuple(rows))]
    blocks += [Spacer(0.4), Heading(_("Sudah lengkap kami pegang")), _devices(facts.devices)]
    blocks += [Spacer(0.4), *_recount(facts)]
    blocks += _doubles(facts)
    if facts.notes:
        blocks += [Spacer(0.4), Heading(_("Catatan")), *(Paragraph(note) for note in facts.notes)]
    advice = _(
        "Masukkan berkas tanda terima ini ke PPO Desktop di kantor Bapak/Ibu. Setelah itu, yang sudah kami terima "
        "tidak perlu dikirim lagi."
    )
    return (*blocks, Spacer(0.6), Paragraph(advice), Spacer(1))


def _devices(devices: tuple[ReceivedDevice, ...]) -> Table:
    columns = (
        Column(_("Komputer pengirim"), 3),
        Column(_("Lengkap sampai catatan nomor"), 2, "right"),
        Column(_("Belum kami terima"), 2, "center"),
    )
    rows = tuple((d.name, number(d.up_to), d.missing or _("tidak ada")) for d in devices)
    return Table(columns, rows or ((_("Belum ada"), "0", _("tidak ada")),))


def _doubles(facts: ReceiptFacts) -> tuple[Block, ...]:
    """No names: whoever carries this sheet can read it; the program shows them where the records are."""
    if not facts.doubles:
        return ()
    columns = (Column(_("Kantor lain yang mencatat"), 4), Column(_("Catatan Bapak/Ibu"), 2, "right"))
    rows = tuple((office, number(count)) for office, count in facts.doubles)
    note = _(
        "Nama warganya tampil di PPO Desktop setelah tanda terima ini dimasukkan. Tanyakan kepada orangnya; catatan "
        "kedua kantor tetap ada."
    )
    if facts.doubles_waiting:
        more = _("{count} dugaan lagi belum muat; menyusul dalam tanda terima berikutnya setelah yang ini dijawab.")
        note = f"{note} {more.format(count=number(facts.doubles_waiting))}"
    heading = Heading(_("Mungkin orang yang sama dengan warga di kantor lain"))
    return Spacer(0.4), heading, Table(columns, rows, note=note)


def _recount(facts: ReceiptFacts) -> tuple[Block, ...]:
    if not facts.month:
        return ()
    if facts.differences is None:
        return (Paragraph(_("Jumlah belum dapat dihitung ulang di sini.")),)
    if not facts.differences:
        return (Paragraph(_("Jumlah dalam laporan sama dengan hitungan kami dari catatan yang diterima.")),)
    columns = (
        Column(_("Uraian"), 4),
        Column(_("Laporan"), 1, "right"),
        Column(_("Hitungan kami"), 1.3, "right"),
    )
    rows = tuple(
        (_(TOTALS[d.key][0]) if d.key in TOTALS else d.key, number(d.reported), number(d.recounted))
        for d in facts.differences
    )
    note = _(
        "Angka berbeda bukan penolakan. Biasanya ada catatan yang belum sampai atau dicatat setelah laporan dibuat."
    )
    return Heading(_("Angka berbeda dengan hitungan kami")), Table(columns, rows, note=note)
