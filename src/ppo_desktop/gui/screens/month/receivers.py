"""Whom the month's report is for, where that is not the office that usually receives it, and why it may have to be."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.widgets import Banner, button
from ppo_desktop.gui.screens.month.standing import Standing
from ppo_desktop.operations.months.ledger import Passage


def receiver_banner(standing: Standing, is_signed: bool, choose: Callable[[str], object]) -> Banner | None:
    """What is sealed and waits for a report to take it along; and the way back to the usual report.

    Args:
        is_signed: whether the report in sight is made already.
        choose: called with the code of the office the report is to be for.
    """
    to = next((passage.to for passage in standing.sealed if passage.to in standing.receivers), "")
    elsewhere = standing.receivers and standing.to != standing.receivers[0]
    if not to and not elsewhere:
        return None
    ways = [_way(standing.receivers[0], choose)] if elsewhere else []
    if to:
        here = [passage for passage in standing.sealed if passage.to == to]
        words = _("{count} laporan tersegel menunggu dibawa ke {office}")
        return Banner("info", words.format(count=number(len(here)), office=name_of(to)), _how(here, is_signed), ways)
    separate = _("Laporan untuk {office} dibuat tersendiri.").format(office=name_of(standing.receivers[0]))
    return Banner("info", _("Laporan ini untuk {office}").format(office=standing.upper), separate, ways)


def _way(to: str, choose: Callable[[str], object]) -> QPushButton:
    return button(_("Laporan untuk {office}").format(office=name_of(to)), lambda: choose(to), icon_name="file-pen-line")


def _how(here: Sequence[Passage], is_signed: bool) -> str:
    if not is_signed:
        return _("Laporan bulan ini membawanya, sesudah ditandatangani dan disalin ke flashdisk.")
    if all(passage.state == "made" for passage in here):
        return _("Sudah masuk laporan; salin ke flashdisk. Kantor di antaranya meneruskannya tanpa dapat membukanya.")
    return _("Disegel sesudah laporan ini dibuat: ikut dengan laporan berikutnya, atau buat laporan perbaikan.")
