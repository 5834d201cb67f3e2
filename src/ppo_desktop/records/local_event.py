"""Kejadian setempat: what happened around the work, in economy, society and politics, and what came of it."""

from typing import Annotated

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import VILLAGES, code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import Empty, Filter, OneOf, ThisYear
from ppo_desktop.records.hints import Choices, Date, Group, Help, Label, Range, Required
from ppo_desktop.records.kind import CheckContext, RecordKind, Shelf, folded
from ppo_desktop.records.row import RecordRow
from ppo_desktop.records.rules import joined, not_yet, text_of


class LocalEvent(RecordRow, table=True):
    """One thing that happened."""

    __tablename__ = "local_event"

    what: Annotated[
        str | None,
        Label(N_("Apa yang terjadi")),
        Group(N_("Kejadian")),
        Help(N_("Singkat dan tanpa nama orang."), "Pabrik kelapa sawit di Semparuk tutup"),
        Range(0, 200),
        Required(),
    ] = None
    event_kind: Annotated[str | None, Label(N_("Jenis")), Choices("local-event-kinds"), Required()] = None
    happened_on: Annotated[
        str | None,
        Label(N_("Tanggal")),
        Help(N_("Bulan atau tahun saja pun boleh.")),
        Date(partial=True),
        Required(),
    ] = None
    region: Annotated[
        str | None,
        Label(N_("Desa atau kelurahan")),
        Help(N_("Kosongkan bila menyangkut seluruh wilayah kantor ini.")),
        Choices(VILLAGES),
    ] = None

    effect_kind: Annotated[
        str | None, Label(N_("Pengaruhnya")), Group(N_("Pengaruh")), Choices("local-event-effects")
    ] = None
    effect: Annotated[
        str | None,
        Label(N_("Penjelasan pengaruh")),
        Help(N_("Apa yang berubah bagi warga atau bagi pekerjaan kantor, sejauh diketahui.")),
        Range(0, 2000),
    ] = None
    source: Annotated[str | None, Label(N_("Sumber keterangan")), Range(0, 200)] = None


def check(values: Values, context: CheckContext) -> list[Problem]:
    """What has not happened yet."""
    return not_yet(values, context, "happened_on", _("Tanggal kejadian"))


def title_of(values: Values) -> str:
    """What and when: ``Pabrik di Semparuk tutup, 03-2026``."""
    parts = (text_of(values, "what"), written(text_of(values, "happened_on")))
    return ", ".join(part for part in parts if part) or _("(kosong)")


def detail_of(values: Values) -> str:
    """Kind and effect."""
    event_kind = code_list("local-event-kinds").label(text_of(values, "event_kind"))
    effect = code_list("local-event-effects").label(text_of(values, "effect_kind"))
    return joined(event_kind, effect)


def search_text(values: Values) -> str:
    """What, kind and effect."""
    event_kind = code_list("local-event-kinds").label(text_of(values, "event_kind"))
    return folded(event_kind, *(values.get(name) for name in ("what", "effect", "source")))


LOCAL_EVENT = RecordKind(
    name="local_event",
    title=N_("Kejadian setempat"),
    plural=N_("Kejadian setempat"),
    declaration=LocalEvent,
    aliases=("kejadian", "kejadian-setempat"),
    icon="map-pin",
    purpose=N_("Keadaan ekonomi, sosial, dan politik setempat yang mempengaruhi warga dan pekerjaan ini."),
    shelf=Shelf.TASK_FORCE,
    list_columns=("happened_on", "event_kind", "effect_kind"),
    filters=(
        Filter("this-year", N_("Tahun ini"), (ThisYear("happened_on"),)),
        Filter("pushing", N_("Mendorong berangkat"), (OneOf("effect_kind", frozenset({"MENDORONG"})),)),
        Filter("no-effect", N_("Pengaruh belum ditulis"), (Empty("effect_kind"),)),
    ),
    check=check,
    title_of=title_of,
    detail_of=detail_of,
    search_text=search_text,
)
