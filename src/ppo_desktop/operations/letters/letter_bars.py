"""What speaks against a letter as the records stand: the law's own bar, and what the head should weigh."""

from __future__ import annotations

from collections.abc import Iterator

from ppo_desktop.core.text import _
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.letters.letter_words import Held
from ppo_desktop.records import bars
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.instrument import BANDS
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.screening import SCREENING
from ppo_desktop.reports.letter_template import Template
from ppo_desktop.storage import rows

_BORDER = "batas"
"""What a template is about that only those who live at the border may ask for."""


def bar(template: Template, together: Held) -> str:
    """Why the law keeps this letter from being issued; ``""`` where it does not."""
    if not template.bar or "departure" not in together:
        return ""
    return " ".join(notice.words for notice in bars.of_departure(together["departure"]))


def remarks(office: Office, template: Template, together: Held) -> tuple[str, ...]:
    """What speaks for thinking twice; the head decides all the same."""
    told, departure = list(_border(office, template, together)), together.get("departure")
    if not template.bar or departure is None:
        return tuple(told)
    with office.database.reading() as connection:
        found = rows.where(connection, SCREENING, office.code, departure=str(departure["id"]))
        screenings = [sight(connection, office).one(SCREENING, row) for row in found]
    newest = max(screenings, key=lambda row: text_of(row, "screened_on"), default=None)
    band = text_of(newest or {}, "band")
    if newest is None:
        told.append(_("Belum ada skrining untuk keberangkatan ini."))
    elif band in BANDS[2:]:
        told.append(_("Hasil skrining: {band}.").format(band=code_list("screening-bands").label(band)))
    if departure.get("permit_present") is not True:
        told.append(_("Pemberi izin belum dicatat hadir di kantor."))
    if departure.get("age_at_departure") is None:
        told.append(_("Umur saat berangkat belum dapat dihitung: tanggal lahir atau rencana berangkat belum lengkap."))
    return tuple(told)


def _border(office: Office, template: Template, together: Held) -> Iterator[str]:
    """A border pass is for those who live in the listed districts, and nobody works with it."""
    if _BORDER not in template.topic.split():
        return
    home = text_of(together.get("person", {}), "region") or office.code
    if not code_list("border-districts").contains(home[:8]):
        yield _("Pas Lintas Batas hanya untuk penduduk kecamatan perbatasan yang terdaftar.")
    if text_of(together.get("departure", {}), "job") or text_of(together.get("departure", {}), "sector"):
        yield _("Keberangkatannya tercatat untuk bekerja; Pas Lintas Batas bukan dokumen untuk bekerja.")
