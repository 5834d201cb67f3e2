"""What the first page says about what other offices ask, tell and hand over; see the page of letters."""

from __future__ import annotations

from collections.abc import Iterator

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _, number
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.todo import Task
from ppo_desktop.operations.neighbours import correcting, handing, notes, unusable

SCREEN = "letters"


def tasks(office: Office) -> Iterator[Task]:
    """What waits for somebody here; reads only."""
    if requested := correcting.requested(office):
        first = requested[0]
        sentence = _("Lihat lagi {count} catatan").format(count=number(len(requested)))
        yield Task("corrections", sentence, first.sentence, "warn", SCREEN)
    if handed := handing.proposed(office):
        sentence = _("Terima {count} kiriman bahan").format(count=number(len(handed)))
        yield Task("handed", sentence, handed[0].sentence, "warn", SCREEN)
    if unread := notes.unread(office):
        sentence = _("Baca {count} pesan baru").format(count=number(len(unread)))
        yield Task("notes", sentence, _("Dari {office}.").format(office=name_of(unread[0].sender)), "info", SCREEN)
    if found := unusable.told(office):
        sentence = _("{count} isian belum dapat dipakai kantor atas").format(
            count=number(sum(one.count for one in found))
        )
        yield Task("unusable", sentence, _("Tersimpan di sana dan tidak hilang."), "info", SCREEN)
