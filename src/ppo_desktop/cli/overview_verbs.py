"""overview: figures over many books."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.text import N_, _


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("overview", cls=Verb, help=N_("Gambaran: angka dari banyak buku sekaligus."))(overview)


def overview(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("Nama gambaran; kosong: daftarnya."), metavar="NAMA")] = "",
    year: Annotated[int, typer.Option(help=N_("Tahun; 0: tahun ini."), metavar="TAHUN")] = 0,
    save: Annotated[
        Path | None, typer.Option(help=N_("Simpan sebagai tabel CSV di folder ini."), metavar="DIR")
    ] = None,
    reason: Annotated[
        str, typer.Option(help=N_("Alasan menampilkan nama, bila gambarannya menyembunyikan nama."), metavar="ALASAN")
    ] = "",
) -> None:
    """Tell what an overview says, or which there are."""
    from ppo_desktop.core.errors import Refused
    from ppo_desktop.insight.overview import shown
    from ppo_desktop.operations.months import overviews

    session: Session = context.obj
    with session.office() as office:
        offered = {one.name: one for one in overviews.offered(office.identity.level)}
        if not name:
            for one in offered.values():
                session.show({"name": one.name, "title": _(one.title)}, f"{one.name}: {_(one.title)}")
            return
        if name not in offered:
            raise Refused(
                "overview-unknown",
                _("Tidak ada gambaran “{name}”.").format(name=name),
                _("Pilih salah satu: {names}.").format(names=", ".join(offered)),
            )
        year = year or overviews.years(office)[0]
        if reason and offered[name].is_guarded:
            overviews.unveil(office, offered[name], year, reason)
        findings = overviews.find(office, offered[name], year)
        path = overviews.save_table(offered[name], year, findings, save) if save else None
    for fact in findings.facts:
        session.show({"fact": fact.label, "value": fact.value}, f"{fact.label}: {shown(fact.value)}")
    for section in findings.sections:
        for line in section.lines:
            told = {column.title: cell for column, cell in zip(section.columns, line.cells, strict=True)}
            words = " | ".join(map(shown, line.cells))
            session.show({"section": section.title, "line": told}, f"{section.title}: {words}")
    if path:
        session.show({"file": str(path)}, _("Tersimpan: {file}").format(file=path))
