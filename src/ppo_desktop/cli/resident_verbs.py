"""residents: the village's own population list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import N_, _, number

if TYPE_CHECKING:
    from ppo_desktop.operations.books.residents import Plan
    from ppo_desktop.operations.house.office import Office


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("residents", cls=Verb, help=N_("Daftar penduduk desa: ambil, lihat, atau hapus."))(residents)


def residents(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help=N_("Berkas .xlsx, .xls, .ods, atau .csv; kosong: lihat."), metavar="FILE")
    ] = None,
    only_look: Annotated[bool, typer.Option("--plan", help=N_("Periksa berkasnya saja; tidak disimpan."))] = False,
    delete: Annotated[bool, typer.Option("--delete", help=N_("Hapus daftar yang dipakai."))] = False,
) -> None:
    """Take a list in, say how it was understood, tell which is in use, or delete it."""
    from ppo_desktop.operations.books import residents as lists

    session: Session = context.obj
    with session.office() as office:
        if delete:
            lists.forget(office)
        elif file is not None:
            planned = lists.plan(lists.read(file))
            _show_plan(session, planned)
            if not only_look:
                lists.use(office, planned)
        elif why := lists.why_not(office):
            raise Refused("not-allowed", why)
        if not only_look:
            _show_current(session, office)


def _show_plan(session: Session, planned: Plan) -> None:
    from ppo_desktop.records.resident_table import meaning_label

    reading = planned.reading
    meanings = {one.letter: planned.meanings.get(one.place, "") for one in planned.layout.columns}
    lines = [
        f"{one.letter:3} {one.heading:30} "
        + (meaning_label(meanings[one.letter]) if meanings[one.letter] else _("(tidak diambil)"))
        for one in planned.layout.columns
    ]
    counted = _("{people} orang, {families} keluarga, {without} tanpa NIK, {rest} baris bukan orang.")
    lines.append(
        counted.format(
            people=number(len(reading.residents)),
            families=number(reading.families),
            without=number(reading.without_nik),
            rest=number(reading.left_out),
        )
    )
    remarks = [remark.sentence for remark in reading.remarks]
    fields = {
        "people": len(reading.residents),
        "families": reading.families,
        "without_nik": reading.without_nik,
        "left_out": reading.left_out,
        "columns": meanings,
        "remarks": remarks,
        "why_not": planned.why_not,
    }
    session.show(fields, "\n".join([*lines, *remarks, *([planned.why_not] if planned.why_not else [])]))


def _show_current(session: Session, office: Office) -> None:
    from ppo_desktop.operations.books import residents as lists

    current = lists.current(office)
    fields = {"file": current.file, "count": current.count, "taken_on": str(current.taken_on)} if current else {}
    words = _("{list}, dari {file}.").format(list=current.sentence, file=current.file) if current else ""
    session.show({"list": fields or None}, words or _("Belum ada daftar penduduk."))
