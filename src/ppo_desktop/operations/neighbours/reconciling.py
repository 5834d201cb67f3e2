"""Rekonsiliasi: what two offices hold of one journal, kind by kind, and the records that differ, by their ids.

The office below says in its report how many records of each kind it has (``holdings``) and up to which number; the
office above counts what it holds up to there. Which records stand behind a number that is missing only the office
below can know: it sees them by the receipts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import is_below, name_of
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.insight.overview import Column, Fact, Findings, Lead, Line, Section
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.history import holdings
from ppo_desktop.operations.history.holdings import Holdings, Ids
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.months import awaited, reporting
from ppo_desktop.records.internal import TOTALS
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.reports import figures
from ppo_desktop.reports.overview_sheet import SheetFacts, overview_sheet
from ppo_desktop.storage import carrier_store, journal_store, rows, summaries
from ppo_desktop.storage.database import Connection

PURPOSE = N_("Jumlah catatan menurut jenis di kedua kantor, dan catatan yang berbeda beserta nomornya.")
MOST = 500
"""Records that are listed; the counts above tell of all."""


class Differing(Struct, frozen=True):
    """Why a record is on the list."""

    kind: str
    record: str
    why: str


def find(office: Office, other: str = "") -> Findings:
    """Compare with an office below; with ``""`` with the office above that receives our reports.

    Raises:
        Refused: ``other`` is not below us, or nothing that could be compared has come from or gone to it.
    """
    with office.database.reading() as connection:
        if other:
            return _from_below(connection, office, other)
        return _upwards(connection, office, _receiver(connection, office))


def title(office: Office, other: str = "") -> str:
    """``Rekonsiliasi dengan Desa Sempalai``; raises as ``find`` where nobody is meant."""
    with office.database.reading() as connection:
        return _("Rekonsiliasi dengan {office}").format(office=name_of(other or _receiver(connection, office)))


def paper(office: Office, other: str = "", size: str = "F4") -> bytes:
    """The same as pages; raises as ``find``."""
    from ppo_desktop.pdf.render import render

    facts = SheetFacts(
        office=office.identity.on_paper(),
        title=title(office, other),
        purpose=_(PURPOSE),
        findings=find(office, other),
        printed_by=office.user.display_name,
        day=today(office.clock),
        is_training=office.identity.training,
    )
    return render(overview_sheet(facts), size)


# ------------------------------------------------------------------------------- seen from above


def _from_below(connection: Connection, office: Office, other: str) -> Findings:
    if not is_below(other, office.code):
        raise Refused(
            "not-below",
            _("{office} tidak berada di bawah kantor ini.").format(office=name_of(other)),
            _("Pilih kantor dari papan laporan."),
        )
    reports = counting.reports(connection, other)
    if not reports:
        raise _nothing(name_of(other))
    newest = max(reports, key=lambda report: report["month"])
    held = holdings.split(connection, other, newest["cutoff"])
    told = newest.get("holdings")
    counted = told if isinstance(told, Mapping) else None
    gaps = awaited.gap_words(journal_store.holes(connection, other))
    differing = list(_differing(connection, other, held))
    facts = (
        Fact(_("Laporan yang dibandingkan"), Month.parse(newest["month"]).label),
        Fact(_("Nomor yang belum ada di sini"), gaps or _("tidak ada"), "warn" if gaps else "ok"),
        Fact(_("Catatan yang berbeda"), len(differing), "warn" if differing else "ok"),
    )
    here = (_("Menurut {office}").format(office=name_of(other)), _("Dipegang di sini"))
    sections = (
        _by_kind(here, counted, _sizes(held.before), _sizes(held.later), _("Baru sesudahnya")),
        _totals(connection, other, newest["month"]),
        _listed(connection, office, other, differing),
    )
    notes = [
        _("Jumlah termasuk catatan yang sudah dihapus dari daftar; dihitung sampai nomor terakhir laporan itu."),
        _("Catatan di balik nomor yang belum ada hanya diketahui kantor pengirimnya: halaman ini di sana menyebutnya."),
    ]
    if counted is None:
        notes.append(_("Laporan itu dibuat program versi lama, yang belum menyebut jumlah catatan menurut jenis."))
    return Findings(facts, sections, tuple(notes))


def _differing(connection: Connection, owner: str, held: Holdings) -> Iterator[Differing]:
    waiting: dict[tuple[str, str], int] = {}
    for one in summaries.quarantined_values(connection, -1):
        if one.owner == owner:
            waiting[one.kind, one.record] = waiting.get((one.kind, one.record), 0) + 1
    for (kind, record), count in waiting.items():
        words = _("{count} isian belum dapat dipakai di sini").format(count=number(count))
        yield Differing(kind, record, words)
    for ids, why in ((held.later, _("baru sesudah laporan itu")), (held.changed, _("diubah sesudah laporan itu"))):
        yield from (Differing(kind, record, why) for kind, record in _pairs(ids) if (kind, record) not in waiting)


def _totals(connection: Connection, other: str, month: str) -> Section:
    """The five totals as reported, and as they were counted here when the report came."""
    versions = counting.report_versions(
        journal_store.of_record(connection, other, counting.report_record(other, Month.parse(month)))
    )
    reported = versions[-1][1].get("totals") or {} if versions else {}
    came = [one for one in carrier_store.arrived(connection, "report") if one.sender == other and one.period == month]
    recount = carrier_store.incoming(connection, came[0].id).recount if came else ""
    counted = cast(dict[str, int], canonical.read(recount.encode())) if recount else {}
    lines = []
    for key in TOTALS:
        told, here = reported.get(key, 0), counted.get(key, 0) if counted else None
        lines.append(Line((_(figures.TOTALS[key][0]), told, here), "warn" if here not in (None, told) else ""))
    columns = (
        Column(_("Angka laporan"), 3),
        Column(_("Dilaporkan"), 1, is_number=True),
        Column(_("Dihitung di sini"), 1, is_number=True),
    )
    note = _("Dihitung ketika laporannya diterima; “tidak ada data” bila waktu itu belum semua catatannya ada.")
    return Section(_("Angka bulan itu"), columns, tuple(lines), note)


# ------------------------------------------------------------------------------- seen from below


def _upwards(connection: Connection, office: Office, upper: str) -> Findings:
    confirmed = {device: seq for device, (seq, _link) in carrier_store.confirmed(connection, upper).items()}
    if not confirmed:
        raise _nothing(name_of(upper))
    held = holdings.split(connection, office.code, confirmed)
    ours = {
        kind: len(held.before.get(kind, ())) + len(held.later.get(kind, ())) for kind in {*held.before, *held.later}
    }
    missing = [Differing(kind, record, _("belum dipegang di sana")) for kind, record in _pairs(held.later)]
    changed = [Differing(kind, record, _("perubahannya belum sampai")) for kind, record in _pairs(held.changed)]
    differing = [*missing, *changed]
    last = next((one for one in carrier_store.arrived(connection, "receipt") if one.sender == upper), None)
    facts = (
        Fact(_("Tanda terima terakhir"), long_date(date.fromisoformat(last.received_at[:10])) if last else None),
        Fact(_("Catatan yang berbeda"), len(differing), "warn" if differing else "ok"),
    )
    heads = (_("Di kantor ini"), _("Sudah dipegang {office}").format(office=name_of(upper)))
    sections = (
        _by_kind(heads, ours, _sizes(held.before), None, ""),
        _listed(connection, office, office.code, differing),
    )
    notes = (
        _("Menurut tanda terima yang terakhir masuk. Yang berbeda ikut dengan laporan berikutnya dengan sendirinya."),
        _("Jumlah termasuk catatan yang sudah dihapus dari daftar."),
    )
    return Findings(facts, sections, notes)


# ------------------------------------------------------------------------------- what both have in common


def _by_kind(
    heads: tuple[str, str],
    told: Mapping[str, object] | None,
    held: Mapping[str, int],
    more: Mapping[str, int] | None,
    more_head: str,
) -> Section:
    """A line for each kind: what the journal's owner says, what the other side holds, the difference, and ``more``."""
    lines = []
    for kind in row_kinds():
        said, here = (told or {}).get(kind.name, 0), held.get(kind.name, 0)
        added = (more or {}).get(kind.name, 0)
        if not said and not here and not added:
            continue
        own = said if told is not None and type(said) is int else None
        difference = None if own is None else here - own
        cells = (_(kind.plural), own, here, difference, *((added,) if more is not None else ()))
        lines.append(Line(cells, "warn" if difference else "ok" if told is not None else ""))
    columns = [Column(_("Jenis catatan"), 3), Column(heads[0], 1.4, is_number=True)]
    columns += [Column(heads[1], 1.4, is_number=True), Column(_("Selisih"), 1, is_number=True)]
    columns += [Column(more_head, 1.2, is_number=True)] if more is not None else []
    return Section(_("Menurut jenis"), tuple(columns), tuple(lines), empty=_("Belum ada catatan."))


def _listed(connection: Connection, office: Office, owner: str, differing: list[Differing]) -> Section:
    seen, lines = sight(connection, office), []
    known = {kind.name for kind in row_kinds()}
    for one in differing[:MOST]:
        kind = kind_named(one.kind) if one.kind in known else None
        row = rows.get(connection, kind, owner, one.record) if kind else None
        called = kind.called(seen.one(kind, row)) if kind and row else None
        lead = Lead(one.kind, owner, one.record) if row else None
        lines.append(Line((_(kind.title) if kind else one.kind, one.record[:8], called, one.why), "warn", lead))
    columns = (Column(_("Jenis"), 1.4), Column(_("Nomor"), 0.9), Column(_("Catatan"), 2.6), Column(_("Bedanya"), 2.2))
    note = _("Nomor: delapan tanda pertama nomor catatan; sama di kedua kantor.")
    if len(differing) > MOST:
        note = f"{note} {_('Yang tampil {count} pertama.').format(count=number(MOST))}"
    empty = _("Tidak ada catatan yang berbeda.")
    return Section(_("Catatan yang berbeda"), columns, tuple(lines), note if lines else "", empty, subject=2)


def _pairs(ids: Ids) -> list[tuple[str, str]]:
    return [(kind, record) for kind in sorted(ids) for record in sorted(ids[kind])]


def _sizes(ids: Ids) -> dict[str, int]:
    return {kind: len(records) for kind, records in ids.items()}


def _receiver(connection: Connection, office: Office) -> str:
    if reporting.has_receiver(connection, office):
        return reporting.receivers(connection, office)[0]
    raise Refused(
        "no-office-chosen",
        _("Belum ada kantor yang dipilih untuk dibandingkan."),
        _("Pilih kantornya di Papan laporan, lalu tekan “Rekonsiliasi”."),
    )


def _nothing(name: str) -> Refused:
    return Refused(
        "nothing-to-reconcile",
        _("Belum ada yang dapat dibandingkan dengan {office}.").format(office=name),
        _("Buka lagi sesudah laporan pertamanya diterima dan tanda terimanya kembali."),
    )
