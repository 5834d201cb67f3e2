"""What was paid at an event, for signing: lists of fees and of transport money, and a receipt for everything else.

Who keeps the money signs by the title of the office; day and the parts of a tax that nobody wrote are left for the pen.
"""

from __future__ import annotations

from collections.abc import Sequence

from ppo_desktop.core.offices import office_type
from ppo_desktop.core.text import _
from ppo_desktop.records.payments import Payment, Sort
from ppo_desktop.reports.document import Block, Column, Document, Facts, Paragraph, Signature, Signatures, Spacer, Table
from ppo_desktop.reports.event import DASH, EventFacts
from ppo_desktop.reports.event_report import known_to, rupiah
from ppo_desktop.reports.office import TRAINING_MARK, Assent, signature, training_letterhead
from ppo_desktop.reports.words import rupiah_in_words

FREE_ROWS = 5
"""Of a list in which nobody wrote anything."""
LIST_ROW = 11.0
"""Millimetres: room to sign."""


def of_sort(facts: EventFacts, sort: Sort) -> tuple[Payment, ...]:
    """The payments that stand on one of the papers."""
    return tuple(one for one in facts.payments if one.sort == sort)


def fees(facts: EventFacts) -> Document:
    """Daftar honor: who was paid for speaking or helping."""
    return _list(facts, _("Daftar Honor Narasumber"), of_sort(facts, "honour"), [one.name for one in facts.speakers])


def transport(facts: EventFacts) -> Document:
    """Daftar transport: whose journey was paid."""
    return _list(facts, _("Daftar Transport"), of_sort(facts, "transport"), ())


def receipts(facts: EventFacts) -> tuple[Document, ...]:
    """Kuitansi: one page for each payment that stands on no list; an empty one where there is none.

    The bill of a shop is pasted below.
    """
    bought = of_sort(facts, "purchase") or (Payment("", "", None),)
    return tuple(_receipt(facts, one) for one in bought)


def _list(facts: EventFacts, title: str, paid: Sequence[Payment], names: Sequence[str]) -> Document:
    columns = (
        Column(_("No."), 0.75, "center"),
        Column(_("Nama"), 2.6),
        Column(_("Uraian"), 2.2),
        Column(_("Jumlah"), 1.6, "right"),
        Column(_("Potongan"), 1.4, "right"),
        Column(_("Diterima"), 1.6, "right"),
        Column(_("Tanda tangan"), 2.0),
    )
    named = tuple(names) + ("",) * (FREE_ROWS - len(names))
    rows = tuple((str(n), *_paid(one), f"{n}.") for n, one in enumerate(paid, 1)) or tuple(
        (str(n), name, "", "", "", "", f"{n}.") for n, name in enumerate(named, 1)
    )
    sums = _sums(paid) if paid else ("", "", "")
    return Document(
        title=title,
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=(
            Facts(_about(facts)),
            Spacer(),
            Table(columns, rows, ("", _("Jumlah"), "", *sums, ""), size=9.5, row_height=LIST_ROW),
            *_spelt(paid),
            Spacer(),
        ),
        signatures=(known_to(facts), _treasurer(facts, _place_and_dots(facts))),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=f"{title}: {facts.footer}",
    )


def _paid(one: Payment) -> tuple[str, str, str, str, str]:
    if not one.is_clear:
        return (one.who, one.what, "", "", "")
    kept = rupiah(one.withheld) if one.withheld is not None else ""
    net = rupiah((one.amount or 0) - one.withheld) if one.withheld is not None else ""
    return (one.who, one.what, rupiah(one.amount), kept, net)


def _sums(paid: Sequence[Payment]) -> tuple[str, str, str]:
    """Of amounts, of what is kept back, of what is paid out; the last two only where every line says them."""
    if not all(one.is_clear for one in paid):
        return ("", "", "")
    amount = sum(one.amount or 0 for one in paid)
    if any(one.withheld is None for one in paid):
        return (rupiah(amount), "", "")
    kept = sum(one.withheld or 0 for one in paid)
    return (rupiah(amount), rupiah(kept), rupiah(amount - kept))


def _spelt(paid: Sequence[Payment]) -> list[Block]:
    if not paid or not all(one.is_clear for one in paid):
        return []
    words = rupiah_in_words(sum(one.amount or 0 for one in paid))
    return [Spacer(0.5), Facts(((_("Terbilang (jumlah)"), words),))]


def _receipt(facts: EventFacts, one: Payment) -> Document:
    payer = _payer(facts)
    what = ", ".join(part for part in (one.what, facts.title, facts.weekday_and_date) if part)
    words = rupiah_in_words(one.amount) if one.amount is not None else ""
    dots = "." * 40
    rows = (
        (_("Nomor bukti"), dots),
        (_("Sudah terima dari"), payer),
        (_("Uang sejumlah"), words or dots),
        (_("Untuk pembayaran"), what or dots),
        *(((_("Potongan"), rupiah(one.withheld)),) if one.withheld is not None else ()),
        (_("Kode kegiatan"), facts.budget_line or dots),
        (_("Sumber dana"), facts.funding or dots),
    )
    agreed = signature(facts.office, Assent.HEAD, _("Setuju dibayar:"))
    receiver = Signature(_place_and_dots(facts), (_("Yang menerima,"),), one.who)
    return Document(
        title=_("Kuitansi"),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=(
            Facts(rows),
            Spacer(0.5),
            Paragraph(rupiah(one.amount) if one.amount is not None else f"Rp{dots}", is_boxed=True),
            Spacer(),
            Signatures((agreed, receiver)),
            Spacer(),
            Signatures((_treasurer(facts, _("Lunas dibayar:")),)),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Kuitansi: {footer}").format(footer=facts.footer),
    )


def _treasurer(facts: EventFacts, above: str) -> Signature:
    return Signature(above, (f"{_payer(facts)},",), "")


def _payer(facts: EventFacts) -> str:
    return f"{_(office_type(facts.office.code).treasurer)} {facts.office.full_name}"


def _place_and_dots(facts: EventFacts) -> str:
    return f"{facts.office.seat}, {'.' * 28}"


def _about(facts: EventFacts) -> tuple[tuple[str, str], ...]:
    rows = (
        (_("Kegiatan"), facts.title),
        (_("Hari, tanggal"), facts.weekday_and_date),
        (_("Tempat"), facts.place),
        (_("Sumber dana"), facts.funding),
        (_("Kode kegiatan"), facts.budget_line),
    )
    return tuple((label, words or DASH) for label, words in rows)
