"""to-server: an office whose data several officers share moves to a PostgreSQL server."""

from __future__ import annotations

from typing import Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.text import N_, _


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("to-server", cls=Verb, help=N_("Pindahkan data kantor ke server PostgreSQL."))(to_server)


def to_server(
    context: typer.Context,
    url: Annotated[
        str, typer.Argument(help=N_("postgresql://nama@server/basisdata?sslmode=verify-full"), metavar="URL")
    ],
) -> None:
    """Copy everything there, and open it there from now on."""
    from ppo_desktop.operations.house import places

    session: Session = context.obj
    with session.office() as office:
        aside = places.move_to_server(office, url)
    session.show(
        {"aside": str(aside)},
        _("Data kantor sekarang ada di server. Berkas lama disimpan sebagai {file}; simpan di tempat terkunci.").format(
            file=aside
        ),
    )
