"""fill-form: the Excel forms of other offices."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import N_, _, number

if TYPE_CHECKING:
    from ppo_desktop.operations.house.office import Office

_CELL = re.compile(r"(?P<sheet>[^!]+)!(?P<cell>[A-Z]+[0-9]+)=(?P<figure>[^:@]+)(@(?P<of>[^:]+))?(:(?P<period>\w+))?")


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("fill-form", cls=Verb, help=N_("Isi format lain: formulir Excel dinas, diisi untuk satu bulan."))(
        fill_form
    )


def fill_form(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("Nama formulir; kosong: daftarnya."), metavar="NAMA")] = "",
    month: Annotated[str, typer.Option(help=N_("Bulan yang diisi, seperti 2026-11."), metavar="BULAN")] = "",
    out: Annotated[Path, typer.Option(help=N_("Folder untuk salinan yang terisi."), metavar="DIR")] = Path(),
    only_look: Annotated[bool, typer.Option("--plan", help=N_("Tampilkan isinya saja; tidak disimpan."))] = False,
    add: Annotated[Path | None, typer.Option(help=N_("Simpan formulir kosong ini dahulu."), metavar="FILE")] = None,
    cell: Annotated[
        list[str] | None, typer.Option(help=N_("Sel dan angkanya: Lembar!C8=angka@kantor:masa."), metavar="SEL")
    ] = None,
    figures: Annotated[bool, typer.Option("--figures", help=N_("Daftar angka yang dapat diisikan."))] = False,
    delete: Annotated[bool, typer.Option("--delete", help=N_("Hapus formulir itu dari daftar."))] = False,
) -> None:
    """List the forms or figures, keep or delete a form, or fill one for a month."""
    from ppo_desktop.operations.tables import figure_values, filling

    session: Session = context.obj
    with session.office() as office:
        if figures:
            for id_, one in figure_values.offered().items():
                session.show({"id": id_, "words": one.words}, f"{id_}: {one.words}")
        elif add is not None:
            _add(session, office, name, add, cell or [])
        elif not name:
            for kept in filling.forms(office):
                fields = {"name": kept.name, "file": kept.file, "cells": len(kept.cells), "filled": kept.filled}
                session.show(fields, _("{name}: {count} sel").format(name=kept.name, count=number(len(kept.cells))))
        elif delete:
            filling.forget(office, name)
            session.show({"name": name}, _("Dihapus dari daftar."))
        else:
            _fill(session, office, name, month, None if only_look else out)


def _add(session: Session, office: Office, name: str, file: Path, cells: list[str]) -> None:
    from ppo_desktop.operations.tables import figure_values, filling
    from ppo_desktop.operations.tables.pointing import Pointing
    from ppo_desktop.reports.foreign_form import place_of

    picked = filling.read(file)
    pointing = Pointing(office, picked.form)
    for told in cells:
        match = _CELL.fullmatch(told)
        sheet = picked.form.sheet(match["sheet"]) if match else None
        place = place_of(match["cell"]) if match else None
        period = (match["period"] or "month") if match else ""
        if not match or not sheet or not place or match["figure"] not in pointing.offered:
            raise Refused("form-cell", _("“{cell}” tidak dikenal.").format(cell=told), _("Lihat --figures."))
        if period not in figure_values.PERIODS:
            known = ", ".join(figure_values.PERIODS)
            raise Refused("form-cell", _("Masa “{period}” tidak dikenal.").format(period=period), known)
        pointing.point(sheet, place, match["figure"], match["of"] or "", period)
    known_names = {form.name for form in filling.forms(office)}
    before = name if name in known_names else ""
    kept = filling.keep(office, name or file.stem, picked, pointing.ordered, before=before)
    fields = {"name": kept.name, "cells": len(kept.cells), "remarks": list(picked.form.remarks)}
    words = _("Formulir “{name}” disimpan: {count} sel.").format(name=kept.name, count=number(len(kept.cells)))
    session.show(fields, " ".join([words, *picked.form.remarks]))


def _fill(session: Session, office: Office, name: str, month: str, folder: Path | None) -> None:
    from ppo_desktop.core.clock import today
    from ppo_desktop.core.period import Month
    from ppo_desktop.operations.tables import filling

    wanted = Month.parse(month) if month else Month.of(today(office.clock)).previous
    made = filling.plan(office, name, wanted)
    told = {f"{one.pointed.sheet}!{one.pointed.cell}": one.put for one in made.lines}
    if folder is None:
        lines = [f"{cell}: {put}" for cell, put in told.items()]
        session.show({"month": str(wanted), "cells": told, "remarks": made.remarks}, "\n".join([*lines, *made.remarks]))
        return
    path = filling.save(office, made, folder)
    words = _("Tersimpan: {file}").format(file=path)
    fields = {"file": str(path), "month": str(wanted), "cells": told, "remarks": made.remarks}
    session.show(fields, "\n".join([words, *made.remarks]))
