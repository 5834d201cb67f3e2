"""Global options, the verbs, and what becomes of errors."""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
import traceback
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop import __version__
from ppo_desktop.cli import (
    account_verbs,
    board_verbs,
    carrier_verbs,
    duplicate_verbs,
    enrolment_verbs,
    filling_verbs,
    import_verbs,
    instrument_verbs,
    keeping_verbs,
    key_verbs,
    letter_verbs,
    office_verbs,
    overview_verbs,
    paper_verbs,
    photo_verbs,
    record_verbs,
    resident_verbs,
    screening_verbs,
    server_verbs,
    table_verbs,
    verify_verbs,
)
from ppo_desktop.cli.session import Session, write_json
from ppo_desktop.cli.words import Verbs, usage_mistake
from ppo_desktop.core import tries
from ppo_desktop.core.errors import Invalid, PpoError, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import N_, _, system_reason

PROGRAM = "ppo-desktop"
USAGE = 2
OUR_MISTAKE = 70
"""``EX_SOFTWARE`` of sysexits.h."""

app = typer.Typer(
    name=PROGRAM,
    cls=Verbs,
    help=N_(
        "PPO Desktop (Pencegahan Perdagangan Orang): catat, lapor, kirim lewat flashdisk, terima. Bukan aplikasi "
        "polisi."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"PPO Desktop {__version__}")
        raise typer.Exit


@app.callback()
def _global_options(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help=N_("Folder data kantor."), metavar="DIR")] = None,
    user: Annotated[str, typer.Option(help=N_("Nama akun."), metavar="NAMA")] = "",
    as_json: Annotated[bool, typer.Option("--json", help=N_("Satu objek JSON per baris."))] = False,
    password_file: Annotated[
        Path | None, typer.Option(help=N_("Berkas yang baris pertamanya kata sandi."), metavar="FILE")
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=N_("Tampilkan versi."))
    ] = False,
) -> None:
    paths = OfficePaths(data) if data else OfficePaths.default()
    context.obj = Session(paths, user, as_json, password_file)


office_verbs.register(app)
account_verbs.register(app)
enrolment_verbs.register(app)
key_verbs.register(app)
record_verbs.register(app)
photo_verbs.register(app)
resident_verbs.register(app)
import_verbs.register(app)
duplicate_verbs.register(app)
screening_verbs.register(app)
instrument_verbs.register(app)
letter_verbs.register(app)
overview_verbs.register(app)
paper_verbs.register(app)
filling_verbs.register(app)
table_verbs.register(app)
carrier_verbs.register(app)
verify_verbs.register(app)
board_verbs.register(app)
keeping_verbs.register(app)
server_verbs.register(app)


def run(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its status; no error of the world ends in a traceback."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    sys.exit(_status(arguments, as_json="--json" in arguments))


def _status(arguments: Sequence[str], *, as_json: bool) -> int:
    try:
        with tries.waiting_by(_wait):
            return _command().main(arguments, PROGRAM, standalone_mode=False) or 0
    except PpoError as error:
        return _tell(error, as_json=as_json)
    except typer.TyperException as error:
        return _tell_usage(error, as_json=as_json)
    except typer.Abort:
        typer.echo(_("Dibatalkan; tidak ada yang diubah."), err=True)
        return World.exit_status
    except OSError as error:
        return _tell(_of_the_system(error), as_json=as_json)
    except Exception as error:  # noqa: BLE001  # the last net: a clerk sees a sentence, never a traceback
        return _tell_our_mistake(error)


@cache
def _command() -> typer.core.TyperGroup:
    """Every verb; made once, for making them takes longer than most of them and tests run hundreds in one process."""
    return typer.main.get_group(app)


def _wait(seconds: int) -> None:
    """After wrong passwords; who starts a verb anew waits as long."""
    typer.echo(_("Beberapa kali kata sandi tidak cocok. Menunggu {seconds} detik…").format(seconds=seconds), err=True)
    time.sleep(seconds)


def _tell(error: PpoError, *, as_json: bool) -> int:
    problems = error.problems if isinstance(error, Invalid) else ()
    if as_json:
        told = [{"field": p.field, "code": p.code, "message": p.message, "warning": p.is_warning} for p in problems]
        write_json({"error": error.code, "message": error.message, "advice": error.advice, "problems": told})
    elif problems:
        for problem in problems:
            mark = _("Peringatan") if problem.is_warning else _("Salah")
            typer.echo(f"{mark}: {problem.message} [{problem.code}]", err=True)
        typer.echo(error.advice, err=True)
        if all(problem.is_warning for problem in problems):
            example = json.dumps({"warning_reasons": {problems[0].code: "…"}}, ensure_ascii=False)
            typer.echo(_("Alasan ditulis di dalam JSON, misalnya {example}.").format(example=example), err=True)
    else:
        typer.echo(error.sentence, err=True)
    return error.exit_status


def _tell_usage(error: typer.TyperException, *, as_json: bool) -> int:
    mistake, usage = usage_mistake(error)
    if as_json:
        write_json({"error": "usage", "message": mistake or usage, "advice": usage, "problems": []})
    else:
        if usage:
            typer.echo(usage, err=True)
        if mistake:
            typer.echo(mistake + " " + _("Tambahkan --help untuk melihat semua pilihan."), err=True)
    return USAGE


def _of_the_system(error: OSError) -> World:
    """What the operating system refused, where no operation had a better sentence."""
    name = Path(str(error.filename)).name if error.filename else "?"
    return World(
        "system",
        _("{name} tidak dapat dibaca atau ditulis ({reason}).").format(name=name, reason=system_reason(error)),
        _("Periksa folder, izin, dan ruang kosongnya, lalu coba lagi."),
    )


def _tell_our_mistake(error: Exception) -> int:
    """Type and place only: values could name people."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"
    typer.echo(_("Kesalahan program ({place}). Data yang sudah tersimpan aman.").format(place=place), err=True)
    typer.echo(_("Kirim kalimat ini kepada pendamping PPO Desktop."), err=True)
    return OUR_MISTAKE
