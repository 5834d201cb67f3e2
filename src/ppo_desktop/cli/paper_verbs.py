"""paper: what this office can print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.text import N_, _


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("paper", cls=Verb, help=N_("Cetakan: daftar, atau buat satu menjadi PDF."))(paper)


def paper(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("Nama cetakan; kosong: daftarnya."), metavar="NAMA")] = "",
    about: Annotated[str, typer.Option(help=N_("Nomor catatan yang dicetak."), metavar="CATATAN")] = "",
    owner: Annotated[str, typer.Option(help=N_("Kode kantor pemilik catatan."), metavar="KODE")] = "",
    out: Annotated[Path | None, typer.Option(help=N_("Berkas PDF yang ditulis."), metavar="FILE")] = None,
    size: Annotated[str, typer.Option(help=N_("Ukuran kertas: F4 atau A4."), metavar="UKURAN")] = "F4",
    period: Annotated[
        str, typer.Option(help=N_("Masa: 2026, 2026-S1, 2026-T3, 2026-11, atau 2026-01/2026-05."), metavar="MASA")
    ] = "",
    choice: Annotated[str, typer.Option(help=N_("Pilihan: buku untuk formulir kosong."), metavar="BUKU")] = "",
    public: Annotated[bool, typer.Option("--public", help=N_("Versi publik: angka kecil disamarkan."))] = False,
) -> None:
    """List the papers, or write one as a PDF."""
    from ppo_desktop.core.atomic import write_atomically
    from ppo_desktop.operations import papers

    session: Session = context.obj
    with session.office() as office:
        if not name:
            for one in papers.offered(office.identity.level):
                fields = {"name": one.name, "about": one.about, "title": _(one.title), "made": bool(one.make)}
                session.show(fields, f"{one.name}: {_(one.title)}. {_(one.purpose)}")
            return
        pdf = papers.make(office, name, papers.About(about, owner, size, period, public, choice))
        path = out or Path(f"{name}.pdf")
        write_atomically(path, pdf)
        session.show({"file": str(path), "bytes": len(pdf)}, _("Tersimpan: {file}").format(file=path))
