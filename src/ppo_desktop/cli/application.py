"""Global options, the verbs, and what becomes of errors."""

from __future__ import annotations

import multiprocessing
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop import __version__
from ppo_desktop.cli import carrier_verbs, enrolment_verbs, keeping_verbs, office_verbs, record_verbs
from ppo_desktop.cli.session import Session
from ppo_desktop.core.errors import Invalid, PpoError
from ppo_desktop.core.paths import OfficePaths

OUR_MISTAKE = 70
"""``EX_SOFTWARE`` of sysexits.h."""

app = typer.Typer(
    name="ppo-desktop",
    help="PPO Desktop (Pencegahan Perdagangan Orang): catat, lapor, kirim lewat flashdisk, terima. Bukan aplikasi polisi.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"PPO Desktop {__version__}")
        raise typer.Exit


@app.callback()
def _global_options(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help="Folder data kantor.", metavar="DIR")] = None,
    user: Annotated[str, typer.Option(help="Nama akun.", metavar="NAMA")] = "",
    json: Annotated[bool, typer.Option("--json", help="Satu objek JSON per baris.")] = False,
    password_file: Annotated[Path | None, typer.Option(help="Berkas berisi sandi.", metavar="F")] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Versi.")] = False,
) -> None:
    paths = OfficePaths(data) if data else OfficePaths.default()
    context.obj = Session(paths, user, json, password_file)


office_verbs.register(app)
enrolment_verbs.register(app)
record_verbs.register(app)
carrier_verbs.register(app)
keeping_verbs.register(app)


def run(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its status; no error of the world ends in a traceback."""
    multiprocessing.freeze_support()
    try:
        app(arguments, standalone_mode=True)
    except PpoError as error:
        _tell(error, "--json" in (arguments or sys.argv[1:]))
        sys.exit(error.exit_status)
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        # Only type and place: values could name people.
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        typer.echo(f"Kesalahan program ({type(error).__name__}, {place}). Data yang sudah tersimpan aman.", err=True)
        typer.echo("Kirim kalimat ini kepada pendamping PPO Desktop.", err=True)
        sys.exit(OUR_MISTAKE)


def _tell(error: PpoError, as_json: bool) -> None:
    if as_json:
        from ppo_desktop.cli.session import write_json

        problems = error.problems if isinstance(error, Invalid) else ()
        told = [{"field": p.field, "code": p.code, "message": p.message, "warning": p.is_warning} for p in problems]
        write_json({"error": error.code, "message": error.message, "advice": error.advice, "problems": told})
        return
    if isinstance(error, Invalid):
        for problem in error.problems:
            mark = "Peringatan" if problem.is_warning else "Salah"
            typer.echo(f"{mark}: {problem.message} [{problem.code}]", err=True)
        typer.echo(error.advice, err=True)
    else:
        typer.echo(error.sentence, err=True)
