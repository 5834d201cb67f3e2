"""The receipt (tanda terima) an upper office returns for what it received."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

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
MOST_LINES, MOST_NOTES, MOST_LETTERS = 3, 2, 150
"""Of anything on the page, so that it stays one unless everything comes at once; letters are those of a note."""


class ReceivedDevice(Struct, frozen=True):
    """One PC of the sender: everything up to ``up_to`` has arrived without a gap."""

    name: str
    up_to: int
    missing: str = ""
    """What lies beyond a gap, as text: ``41–57``; empty when nothing is missing."""


class Difference(Struct, frozen=True):
    """A total the recount did not confirm. ``key`` is one of ``figures.TOTALS``."""

    key: str
    reported: int
    recounted: int


class Figure(Struct, frozen=True):
    """One total of the month. ``key`` is one of ``figures.TOTALS``."""

    key: str
    reported: int
    recounted: int | None = None
    together: int | None = None
    """Of all offices beside the sender that reported; ``None`` where it would tell a small number of another one."""


class ReceiptFacts(Struct, frozen=True):
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
    assent: Assent
    words: str
    carrier_id: str
    """The receipt's own id."""
    clock_text: str
    doubles: tuple[tuple[str, int], ...] = ()
    """Full name of each other office → how many of the sender's records may be about persons whom it recorded too."""
    doubles_waiting: int = 0
    """How many more found no room."""
    months: tuple[str, ...] = ()
    """The months whose reports are here, the newest first."""
    figures: tuple[Figure, ...] = ()
    """In the order of ``figures.TOTALS``; none where the receipt answers no report."""
    offices: int = 0
    """How many offices, the sender among them, reported the month."""
    is_recounted: bool = False
    requests: int = 0
    """How many records are to be looked at again; which ones is sealed."""
    handed: tuple[str, ...] = ()
    """Materials that the sender has not taken in yet."""
    answered: tuple[str, ...] = ()
    """Referrals of the sender that are answered: which and when; what the answer says is sealed."""
    notes: tuple[str, ...] = ()
    """What people here wrote to the sender."""
    remarks: tuple[str, ...] = ()
    """Sentences about what goes back with the receipt."""
    key_list_on: str = ""
    """When the newest key list was signed, as text."""
    is_training: bool = False


def receipt_page(facts: ReceiptFacts) -> Document:
    """The receipt as a sheet of one page."""
    office = facts.office
    return Document(
        title=_(TITLE),
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        number=facts.number,
        blocks=_blocks(facts),
        signatures=(signature(office, facts.assent, f"{office.seat}, {unbroken(long_date(facts.day))}"),),
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
    if facts.months:
        rows.append((_("Laporan yang ada"), "; ".join(unbroken(month) for month in facts.months[:MOST_LINES])))
    if facts.key_list_on:
        rows.append((_("Daftar kunci"), _("yang terbaru, {day}").format(day=facts.key_list_on)))
    return (
        Paragraph(greeting),
        Paragraph(opening),
        Spacer(0.2),
        Facts(tuple(rows)),
        Spacer(0.2),
        *_devices(facts.devices),
        *_figures(facts),
        *_answers(facts),
        *_wishes(facts),
        *_notes(facts),
        Spacer(0.4),
        Paragraph(
            _(
                "Masukkan berkas tanda terima ini ke PPO Desktop di kantor Bapak/Ibu. Setelah itu, yang sudah kami "
                "terima tidak perlu dikirim lagi."
            )
        ),
        Spacer(0.6),
    )


def _devices(devices: tuple[ReceivedDevice, ...]) -> tuple[Block, ...]:
    """One sentence where everything is there; otherwise which numbers are missing."""
    gaps = [device for device in devices if device.missing]
    if not gaps:
        count = sum(device.up_to for device in devices)
        words = _("Semua {count} catatan sampai nomor terakhir sudah lengkap kami pegang.")
        return (Paragraph(words.format(count=number(count))),) if devices else ()
    words = _("– {name}: nomor {missing} belum ada; lengkap sampai nomor {upto}.")
    lines = [words.format(name=gap.name, missing=gap.missing, upto=number(gap.up_to)) for gap in gaps[:MOST_LINES]]
    if more := len(gaps) - MOST_LINES:
        lines += [_("– {count} komputer lain juga belum lengkap.").format(count=number(more))] if more > 0 else []
    heading = Heading(_("Yang belum ada; biasanya menyusul dengan berkas berikut"))
    return Spacer(0.3), heading, *map(Paragraph, lines)


def _doubles(facts: ReceiptFacts) -> list[str]:
    """No names: whoever carries this sheet can read it; the program shows them where the records are."""
    if not facts.doubles:
        return []
    named = [f"{office} {number(count)}" for office, count in facts.doubles[:MOST_LINES]]
    if others := sum(count for _office, count in facts.doubles[MOST_LINES:]):
        named.append(_("kantor lain {count}").format(count=number(others)))
    words = _(
        "Mungkin orang yang sama dengan warga di kantor lain: {list}. Namanya tampil di PPO Desktop; tanyakan kepada "
        "orangnya."
    ).format(list=", ".join(named))
    if facts.doubles_waiting:
        more = _("{count} dugaan lagi belum muat; menyusul setelah yang ini dijawab.")
        words = f"{words} {more.format(count=number(facts.doubles_waiting))}"
    return [words]


def _figures(facts: ReceiptFacts) -> tuple[Block, ...]:
    """The sender's figures beside ours, and beside those of all that reported the month."""
    if not facts.figures:
        return ()
    differ = any(figure.recounted not in (None, figure.reported) for figure in facts.figures)
    beside = facts.offices > 1
    columns = [Column(_("Uraian"), 4), Column(_("Laporan Bapak/Ibu"), 1.4, "right")]
    columns += [Column(_("Hitungan kami"), 1.3, "right")] if differ else []
    columns += [Column(_("Jumlah {count} kantor").format(count=number(facts.offices)), 1.4, "right")] if beside else []
    rows = []
    for figure in facts.figures:
        row = [_(TOTALS[figure.key][0]), number(figure.reported)]
        row += [number(figure.recounted or 0)] if differ else []
        row += ["*" if figure.together is None else number(figure.together)] if beside else []
        rows.append(tuple(row))
    title = _("Angka berbeda dengan hitungan kami") if differ else _("Angka bulan ini")
    return Spacer(0.3), Heading(title), Table(tuple(columns), tuple(rows), note=_about(facts, differ=differ))


def _about(facts: ReceiptFacts, *, differ: bool) -> str:
    if differ:
        said = _(
            "Angka berbeda tidak menghalangi penerimaan: biasanya ada catatan yang belum sampai, atau yang dicatat "
            "kemudian."
        )
    elif facts.is_recounted:
        said = _("Jumlah dalam laporan sama dengan hitungan kami dari catatan yang diterima.")
    else:
        said = _("Jumlah belum dapat dihitung ulang di sini.")
    is_masked = facts.offices > 1 and any(figure.together is None for figure in facts.figures)
    masked = _("* kantor lain bersama-sama kurang dari 5, jadi tidak ditampilkan.") if is_masked else ""
    beside = _("Kolom terakhir menjumlahkan semua kantor yang sudah melaporkan bulan itu.") if facts.offices > 1 else ""
    return " ".join(part for part in (said, beside, masked) if part)


def _answers(facts: ReceiptFacts) -> tuple[Block, ...]:
    """Nobody is named here, nor what was done for them: whoever carries this sheet can read it."""
    if not facts.answered:
        return ()
    lines = [f"– {one}." for one in facts.answered[:MOST_LINES]]
    if (more := len(facts.answered) - MOST_LINES) > 0:
        lines.append(_("– dan {count} jawaban lagi.").format(count=number(more)))
    heading = Heading(_("Jawaban rujukan; isinya tampil di PPO Desktop"))
    return Spacer(0.3), heading, *map(Paragraph, lines)


def _wishes(facts: ReceiptFacts) -> tuple[Block, ...]:
    """What the sender is asked to do; which records are meant stands in the sealed part alone."""
    lines = []
    if facts.requests:
        words = _("{count} catatan kami minta dilihat lagi; mana dan mengapa, tampil di PPO Desktop.")
        lines.append(words.format(count=number(facts.requests)))
    if facts.handed:
        shown = "; ".join(facts.handed[:MOST_LINES])
        more = len(facts.handed) - MOST_LINES
        shown += _("; dan {count} lagi").format(count=number(more)) if more > 0 else ""
        words = _("Bahan yang kami serahkan dan belum dicatat penerimaannya: {list}. Hitung, lalu catat.")
        lines.append(words.format(list=shown))
    lines += [*_doubles(facts), *facts.remarks]
    if not lines:
        return ()
    return Spacer(0.3), Heading(_("Mohon ditindaklanjuti")), *(Paragraph(f"– {line}") for line in lines)


def _notes(facts: ReceiptFacts) -> tuple[Block, ...]:
    """As many as fit on the page; all of them stand in the program."""
    if not facts.notes:
        return ()
    shown = [f"– {_clipped(' '.join(note.split()))}" for note in facts.notes[-MOST_NOTES:]]
    more = len(facts.notes) - len(shown)
    if more:
        shown.append(_("dan {count} pesan lagi di PPO Desktop.").format(count=number(more)))
    return (Spacer(0.3), Heading(_("Pesan")), *map(Paragraph, shown))


def _clipped(note: str) -> str:
    if len(note) <= MOST_LETTERS:
        return note
    return _("{beginning}… (selengkapnya di PPO Desktop)").format(beginning=note[:MOST_LETTERS].rstrip())
