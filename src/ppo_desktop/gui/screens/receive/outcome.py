"""The end of one stick, in large words: what came in, what was answered, and that it may be pulled out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, Empty, button, label, picture
from ppo_desktop.gui.screens.receive.finding import Answered, Found
from ppo_desktop.gui.screens.receive.verdicts import Group
from ppo_desktop.operations.carriers.inspection import Effect

_WAITING = (Group.MATCHING, Group.TO_LOOK_AT, Group.REFUSED)


class NextStep(Struct, frozen=True):
    """What the large button does now."""

    deed: Literal["take", "answer", "leave", ""]
    """``""``: there is nothing to do."""
    text: str = ""
    words: str = ""
    """What there is to know about it."""


def next_step(found: Sequence[Found], *, is_answered: bool, is_busy: bool) -> NextStep:
    """What comes next for the files of a stick."""
    matching = [one for one in found if one.shown.group is Group.MATCHING]
    if matching:
        answers = any(one.is_report for one in matching)
        text = (
            _("Terima semua yang cocok ({count}) dan tulis tanda terima")
            if answers
            else _("Terima semua yang cocok ({count})")
        )
        words = f"{plan_words(found)} {_('Enter menerima semuanya.')}"
        return NextStep("take", text.format(count=number(len(matching))), words)
    if not is_answered and any(one.is_report and one.shown.group is Group.TAKEN for one in found):
        words = _("Semua laporan di sini sudah diterima sebelumnya.")
        return NextStep("answer", _("Tulis tanda terima ke flashdisk"), words)
    return NextStep("") if is_busy or not found else NextStep("leave", _("Selesai"))


def plan_words(found: Sequence[Found]) -> str:
    """What taking in all that fits would do, as one plan: how many files of how many offices, what changes, what waits.

    ``3 berkas dari 2 kantor: 12 catatan baru, 1 catatan diubah. 1 berkas perlu dilihat dahulu dan tidak ikut.``
    """
    matching = [one for one in found if one.shown.group is Group.MATCHING]
    effects = [one.inspection.effect for one in matching if one.inspection and one.inspection.effect]
    words = _("{count} berkas dari {offices} kantor: {effect}.").format(
        count=number(len(matching)), offices=number(len({one.sender for one in matching})), effect=_together(effects)
    )
    waiting = sum(one.shown.group in (Group.TO_LOOK_AT, Group.REFUSED) for one in found)
    if waiting:
        more = _("{count} berkas perlu dilihat dahulu dan tidak ikut.").format(count=number(waiting))
        words = f"{words} {more}"
    return words


def _together(effects: Sequence[Effect]) -> str:
    return Effect(
        added=sum(effect.added for effect in effects),
        changed=sum(effect.changed for effect in effects),
        erased=sum(effect.erased for effect in effects),
        conflicts=sum(effect.conflicts for effect in effects),
    ).words


def outcome_lines(found: Sequence[Found], answered: Answered | None) -> list[str]:
    """What a person should know now, a sentence each."""
    taken = [one for one in found if one.taken]
    reports = [one for one in taken if one.is_report]
    receipts = [one for one in taken if not one.is_report]
    lines = []
    if reports:
        effects = [one.inspection.effect for one in reports if one.inspection and one.inspection.effect]
        lines.append(
            _("{count} laporan diterima: {effect}.").format(
                count=number(len(reports)),
                effect=_together(effects),
            )
        )
        if inside := sum(one.is_inside for one in reports):
            lines.append(_("{count} di antaranya dibawa di dalam berkas kantor lain.").format(count=number(inside)))
        lines.append(_agreement(reports))
    lines += _of_receipts(receipts)
    if answered and answered.copied:
        names = ", ".join(name_of(copied.to) for copied in answered.copied)
        lines.append(
            _("{count} tanda terima tertulis di flashdisk dan sudah dibaca ulang: {names}.").format(
                count=number(len(answered.copied)), names=names
            )
        )
    for receipt in answered.given_back if answered else ():
        lines.append(
            _("Dengan tanda terima untuk {office}: {words}").format(
                office=name_of(receipt.to), words=" ".join(receipt.notes)
            )
        )
    for unwritten in answered.unwritten if answered else ():
        lines.append(
            _("Tanda terima untuk {office} belum jadi: {why}").format(
                office=name_of(unwritten.to), why=unwritten.error.sentence
            )
        )
    if answered and answered.doubles:
        words = _("{count} dugaan orang yang sama menunggu keputusan; buka “Dugaan ganda” dari Beranda.")
        lines.append(words.format(count=number(answered.doubles)))
    waiting = sum(one.inspection is not None and not one.taken and one.shown.group in _WAITING for one in found)
    if waiting:
        lines.append(_("{count} berkas belum diterima; lihat di bawah.").format(count=number(waiting)))
    return [line for line in lines if line]


class Outcome(QFrame):
    """The card that ends a stick."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setProperty("tone", "ok")
        self.setAccessibleName(title)
        self.setAccessibleDescription(" ".join(lines))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(*(theme().px(tokens.PAD),) * 4)
        outer.setSpacing(theme().px(tokens.PAD))
        outer.addWidget(picture("eject", "ok", 40), alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme().px(tokens.TIGHT))
        words.addWidget(label(title, "figure"))
        for line in lines:
            words.addWidget(label(line))
        outer.addLayout(words, 1)


def halted(news: Sequence[Found]) -> Banner:
    """Batal was pressed between two files."""
    taken = number(sum(one.taken is not None for one in news))
    return Banner(
        "info",
        _("Dihentikan. {count} berkas sudah diterima, sisanya belum.").format(count=taken),
        _("Yang sudah diterima tetap tersimpan. Tekan Terima untuk meneruskan."),
    )


def nothing_here(look_again: Callable[[], object], *, is_checked: bool, is_left: bool) -> Empty:
    """What stands in the place of the rows: before a stick, with nothing on it, and when the person is done with it."""
    if not is_checked:
        return Empty("usb", _("Berkas dapat juga dijatuhkan ke halaman ini, atau dipilih dengan “Pilih berkas”."))
    again = button(_("Periksa lagi"), look_again, icon_name="refresh-cw")
    if is_left:
        return Empty("usb", _("Selesai dengan flashdisk ini. Cabut, lalu colokkan flashdisk berikutnya."), again)
    return Empty("inbox", _("Tidak ada berkas PPO di sini untuk diterima."), again)


def _of_receipts(receipts: Sequence[Found]) -> list[str]:
    """A sentence for each, but one for all that are only passed on."""
    entrusted = [one for one in receipts if one.inspection and one.inspection.code == "entrusted"]
    lines = [
        one.shown.sentence
        if one.inspection and one.inspection.code == "returned"
        else _("Tanda terima {who}: {words}").format(who=one.shown.who, words=one.shown.sentence)
        for one in receipts
        if one not in entrusted
    ]
    if entrusted:
        words = _("{count} tanda terima dititipkan untuk kantor di bawah; ikut dengan tanda terima dari sini.")
        lines.append(words.format(count=number(len(entrusted))))
    return lines


def _agreement(reports: Sequence[Found]) -> str:
    differing = [one.shown.who for one in reports if one.taken and one.taken.agrees is False]
    if differing:
        return _("Angka berbeda dari hitungan di sini: {names}. Tanda terimanya menyebutkan selisihnya.").format(
            names=", ".join(differing)
        )
    if all(one.taken and one.taken.agrees for one in reports):
        return _("Angka laporan cocok dengan hitungan di sini.")
    return ""
