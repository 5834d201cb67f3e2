"""What the page says about one file, in words: no widgets."""

from __future__ import annotations

import re
from enum import IntEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.offices import CODE, is_below, name_of
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _, clean, number
from ppo_desktop.operations.carriers.inspection import Inspection, numbered
from ppo_desktop.operations.carriers.planning import Description, described
from ppo_desktop.operations.neighbours.receiving import Taken

FOR_OTHERS = frozenset({"not-for-us", "wrong-direction"})
"""Codes of files that are as they should be, but meant for another office."""
NOT_OURS = frozenset({"not-signed", "not-pdf"})
"""Codes of ordinary papers, which may well lie on a stick too."""
STICK_GONE = "file-unreadable"
TO_ENROL = frozenset({"unknown-key", "revoked"})
"""Codes that only matching keys with the sender settles."""
_TO_LOOK_AT = frozenset({"gap", "fork"})
_BY_ITS_OWN_WORDS = {"entrusted": N_("Titipan"), "returned": N_("Dikembalikan"), "older": N_("Lebih lama")}
"""Codes of what comes inside a receipt beside it, or after what is newer → badge."""
_CODE = CODE.pattern
_OUR_NAME = re.compile(
    rf"PPO-(?:permintaan-|jawaban-)?(?P<by>{_CODE})"
    rf"(?:-tanda-terima-(?P<to>{_CODE})|-(?P<month>[0-9]{{4}}-(?:0[1-9]|1[0-2])))?[-.]"
)


class Group(IntEnum):
    """The order of the rows: what waits for a person first."""

    MATCHING = 0
    TO_LOOK_AT = 1
    REFUSED = 2
    TAKEN = 3
    OTHERS = 4
    ORDINARY = 5


class Shown(Struct, frozen=True):
    """One row."""

    group: Group
    badge: str
    tone: str
    who: str
    """``Desa Sempalai``; by the file's name only, where it could not be read."""
    what: str
    """``Laporan November 2026``."""
    sentence: str
    """The plan in plain words; else why not, and what to do next."""
    is_takeable: bool = False
    needs_enrolment: bool = False
    """Whether the way on is to match keys."""
    icon: str = ""
    """Of the badge; empty: that of its tone."""
    brought_by: str = ""
    """``Kecamatan Tebas``, of a carrier that came inside another."""

    @property
    def where(self) -> str:
        """``Dibawa oleh Kecamatan Tebas``; empty of a file of its own."""
        return _("Dibawa oleh {office}").format(office=self.brought_by) if self.brought_by else ""

    @property
    def spoken(self) -> str:
        """The whole row, for who hears it."""
        return ". ".join(part for part in (self.who, self.what, self.where, self.badge, self.sentence) if part)


def shown(inspection: Inspection, here: str) -> Shown:
    """How a file that was only looked at is told, or one that another brings along, in the office ``here`` (code)."""
    row = _seen(inspection)
    if row.needs_enrolment and not inspection.place:
        row = _not_for(here, row, inspection.path)
    return _placed(row, inspection)


def _not_for(here: str, row: Shown, path: Path) -> Shown:
    """A file that nobody could read here: matching keys leads nowhere where its name says that it is not for us."""
    match = _OUR_NAME.match(path.name)
    if match is None:
        return row
    quiet = replace(row, group=Group.OTHERS, tone="neutral", needs_enrolment=False)
    if match["by"] == here:
        sentence = _("Menurut namanya, berkas ini dari kantor ini sendiri; tidak perlu diterima di sini.")
        return replace(quiet, badge=_("Buatan kantor ini"), icon="building-2", sentence=sentence)
    if match["to"] not in (None, here):
        sentence = _("Menurut namanya, berkas ini untuk {office}; teruskan ke sana.")
        sentence = sentence.format(office=name_of(match["to"]))
    elif match["month"] and not is_below(match["by"], here):
        sentence = _("Menurut namanya, laporan ini tidak dikirim ke kantor ini; serahkan kepada kantor tujuannya.")
    else:
        return row
    return replace(quiet, badge=_("Untuk kantor lain"), icon="send", sentence=sentence)


def _placed(row: Shown, inspection: Inspection) -> Shown:
    """With who brought it along and, of a receipt to be passed on, whom it is for."""
    row = replace(row, brought_by=name_of(inspection.brought_by)) if inspection.place else row
    to = inspection.reading.entrusted_to if inspection.reading else ""
    return replace(row, what=_("Tanda terima untuk {office}").format(office=name_of(to))) if to else row


def _seen(inspection: Inspection) -> Shown:
    told = described(inspection)
    if told is None:
        return _refused(inspection)
    row = Shown(Group.MATCHING, _("Cocok & lengkap"), "ok", told.sender, _what(told), _plan(told), is_takeable=True)
    if inspection.verdict == "seen":
        row = replace(row, tone="neutral", sentence=inspection.sentence, is_takeable=False)
        if inspection.code == "seen":
            return replace(row, group=Group.TAKEN, badge=_("Sudah diterima"), icon="check")
        return replace(row, group=Group.OTHERS, badge=_("Buatan kantor ini"), icon="building-2")
    if inspection.code in _BY_ITS_OWN_WORDS:
        badge = _BY_ITS_OWN_WORDS[inspection.code]
        return replace(row, badge=_(badge), tone="info", sentence=inspection.sentence)
    if inspection.code in _TO_LOOK_AT:
        return replace(row, group=Group.TO_LOOK_AT, badge=_("Perlu dilihat"), tone="warn", sentence=inspection.sentence)
    if told.effect.conflicts:
        sentence = _("{plan} Isian yang bentrok disimpan keduanya; yang benar dipilih setelah diterima.")
        return replace(
            row,
            group=Group.TO_LOOK_AT,
            badge=_("Perlu dilihat"),
            tone="warn",
            sentence=sentence.format(plan=_plan(told)),
        )
    return row


def taken(result: Taken) -> Shown:
    """How a file that is now part of this office's data is told."""
    inspection = result.inspection
    told = described(inspection)
    assert told is not None, "only what was read is taken"
    row = _placed(Shown(Group.TAKEN, _("Diterima"), "ok", told.sender, _what(told), ""), inspection)
    if inspection.code in _BY_ITS_OWN_WORDS:
        return replace(row, badge=_(_BY_ITS_OWN_WORDS[inspection.code]), sentence=inspection.sentence)
    if told.kind == "receipt":
        words = receipt_words(told, result.confirmed)
        return replace(row, sentence=" ".join((words, *result.notes)), tone="warn" if result.notes else "ok")
    effect = _capital(told.effect.words)
    if result.agrees is None:
        return replace(row, sentence=_("{effect}. Angka belum dapat dihitung ulang.").format(effect=effect))
    if result.agrees:
        return replace(row, sentence=_("{effect}. Angka laporan cocok dengan hitungan di sini.").format(effect=effect))
    sentence = _("{effect}. Angka laporan berbeda dari hitungan di sini; lihat rinciannya.").format(effect=effect)
    return replace(row, badge=_("Diterima, angka berbeda"), tone="warn", sentence=sentence)


def receipt_words(told: Description, confirmed: int) -> str:
    """What a receipt says that has come from above."""
    what = _("laporan {month} dikonfirmasi").format(month=told.month) if told.month else _("laporan dikonfirmasi")
    if confirmed:
        return _("Diterima di sana {count} baris catatan; {what}.").format(count=number(confirmed), what=what)
    return _capital(what) + "."


def _what(told: Description) -> str:
    kind = _("Tanda terima untuk laporan") if told.kind == "receipt" else _("Laporan")
    nihil = _(", NIHIL") if told.is_nihil else ""
    return f"{kind} {told.month}{nihil}".strip()


def _plan(told: Description) -> str:
    if told.kind == "receipt":
        return _("Tanda tangan dikenal, isi lengkap, dari {sender}.").format(sender=told.sender)
    assent = told.assent.sentence.removesuffix(".")
    who = f"{_lower(assent)} ({told.signed_by})" if told.signed_by else _lower(assent)
    return _("{effect}. Tanda tangan dikenal, isi lengkap, {assent}.").format(
        effect=_capital(told.effect.words), assent=who
    )


def _refused(inspection: Inspection) -> Shown:
    code = inspection.code
    who, what = by_name(inspection.path)
    if inspection.place:
        # What cannot be read says nothing about itself that could be believed.
        who, what = _("Berkas titipan ke-{n}").format(n=numbered(inspection.place)), _("Pengirimnya belum diketahui")
    row = Shown(Group.REFUSED, _("Belum dapat diterima"), "bad", who, what, inspection.sentence)
    if code in FOR_OTHERS:
        return replace(row, group=Group.OTHERS, badge=_("Untuk kantor lain"), tone="neutral", icon="send")
    if code in NOT_OURS and not inspection.place:
        return replace(row, group=Group.ORDINARY, badge=_("Bukan berkas PPO"), tone="neutral", icon="file-text")
    if code in TO_ENROL:
        return replace(row, badge=_("Kunci belum dikenal"), tone="warn", needs_enrolment=True)
    if code == "manifest-newer":
        sentence = _("{why} Biarkan berkasnya di flashdisk sampai program ini diperbarui; jangan dihapus.")
        return replace(row, badge=_("Versi lebih baru"), tone="info", sentence=sentence.format(why=inspection.sentence))
    if code == STICK_GONE:
        return replace(row, badge=_("Belum terbaca"), tone="warn")
    return row


def by_name(path: Path) -> tuple[str, str]:
    """Whose file it would be and what, going by its name alone, and that this is all we know."""
    match = _OUR_NAME.match(path.name)
    if not match:
        return clean(path.name), _("Berkas PDF")
    what = _("berkas kantor itu")
    if match["to"]:
        what = _("tanda terima untuk {office}").format(office=name_of(match["to"]))
    elif match["month"]:
        what = _("laporan {month}").format(month=Month.parse(match["month"]).label)
    told = _("Menurut nama berkasnya: {what}, nomor {number}")
    return name_of(match["by"]), told.format(what=what, number=clean(path.stem.rpartition("-")[2]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
