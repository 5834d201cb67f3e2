"""import-table: a table of another office, looked at row by row and taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import N_, _, number

if TYPE_CHECKING:
    from ppo_desktop.operations.house.office import Office
    from ppo_desktop.operations.tables.importing import Plan


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("import-table", cls=Verb, help=N_("Ambil daftar kepulangan, penempatan, atau lembar RT dari tabel."))(
        import_table
    )


def import_table(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(help=N_("Berkas .xlsx, .xls, .ods, atau .csv; kosong: yang menunggu."), metavar="FILE"),
    ] = None,
    sort: Annotated[
        str, typer.Option("--as", help=N_("returnees, departures, atau rt-reports; kosong: dikenali."))
    ] = "",
    common: Annotated[
        list[str] | None,
        typer.Option("--set", help=N_("Untuk semua baris: homecoming.reason=DEPORTASI."), metavar="ARTI=ISI"),
    ] = None,
    source: Annotated[str, typer.Option("--source", help=N_("Nama daftar, seperti disebut pada catatan."))] = "",
    only_look: Annotated[bool, typer.Option("--plan", help=N_("Periksa saja; tidak disimpan."))] = False,
    left: Annotated[
        Path | None, typer.Option("--left", help=N_("Folder untuk lembar baris yang belum diambil."), metavar="FOLDER")
    ] = None,
    undo: Annotated[str, typer.Option("--undo", help=N_("Urungkan seluruh impor dengan nomor ini."))] = "",
) -> None:
    """Take a table in, or what an office above told of; say what waits; take an import back."""
    from ppo_desktop.operations.tables import import_keeping, importing
    from ppo_desktop.records.table_shapes import shape

    session: Session = context.obj
    with session.office() as office:
        if undo:
            changes = import_keeping.undo(office, undo)
            session.show({"undone": len(changes.records)}, _("Seluruh impor sudah diurungkan."))
            return
        if file is None:
            _show_waiting(session, office, takes=not only_look)
            return
        planned = importing.plan(
            office,
            importing.read_file(file),
            of=shape(sort) if sort else None,
            common=dict(_pair(text) for text in common or ()),
            source=source,
        )
        _show(session, office, planned, left, takes=not only_look)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or "." not in name:
        raise Refused(
            "set-form", _("“{text}” tidak dimengerti.").format(text=text), _("Contoh: homecoming.reason=DEPORTASI")
        )
    return name.strip(), value.strip()


def _show(session: Session, office: Office, planned: Plan, left: Path | None, *, takes: bool) -> None:
    from ppo_desktop.operations.tables import import_keeping

    kept = None
    path = import_keeping.save_left(office, planned, {}, left) if left else None
    if takes:
        if planned.why_not:
            raise Refused("nothing-to-take", planned.why_not)
        kept = import_keeping.take(office, planned, {})
    lines = [
        f"{number(line.number):>5}  {line.title:30}  {_(line.verdict):26}  {line.why}".rstrip()
        for line in planned.lines
    ]
    counts = {verdict.name.lower(): count for verdict, count in sorted(planned.counts.items())}
    fields = {
        "sort": planned.shape.name,
        "counts": counts,
        "rows": [
            {
                "row": line.number,
                "verdict": line.verdict.name.lower(),
                "why": line.why,
                "remarks": list(line.raw.remarks),
            }
            for line in planned.lines
        ],
        "import": kept.id if kept else None,
        "taken": kept.count if kept else 0,
        "left": str(path) if path else None,
    }
    if kept:
        words = _("{sentence} diambil. Urungkan dengan: --undo {id}")
        lines.append(words.format(sentence=kept.sentence, id=kept.id))
    if path:
        lines.append(_("Lembar perbaikan: {path}").format(path=path))
    session.show(fields, "\n".join(lines))


def _show_waiting(session: Session, office: Office, *, takes: bool) -> None:
    """What an office above told of is looked at and taken as far as it is clear; what was taken before is listed."""
    from ppo_desktop.operations.books import listed_people
    from ppo_desktop.operations.tables import import_keeping, import_told

    for told in listed_people.proposed(office):
        planned = import_told.plan(office, told)
        _show(session, office, planned, None, takes=takes and not planned.why_not)
    waiting = listed_people.waiting_by_village(office)
    earlier = import_keeping.imports(office)
    lines = [_("{village}: {count} nama menunggu").format(village=village, count=n) for village, n in waiting.items()]
    lines += [f"{one.id}  {one.sentence}" + (_(" (diurungkan)") if one.undone else "") for one in earlier]
    fields = {
        "waiting": waiting,
        "imports": [{"id": one.id, "source": one.source, "count": one.count, "undone": one.undone} for one in earlier],
    }
    session.show(fields, "\n".join(lines) or _("Belum ada impor."))
