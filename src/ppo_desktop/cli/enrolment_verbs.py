"""enrol request | issue | accept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb, Verbs
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _

Stick = Annotated[Path, typer.Option(help=N_("Flashdisk atau folder."), metavar="DIR")]
Assent = Annotated[str, typer.Option("--assent", help=N_("Akun pimpinan yang menyetujui."), metavar="NAMA")]
AssentFile = Annotated[Path | None, typer.Option(help=N_("Berkas berisi kata sandi yang menyetujui."), metavar="FILE")]
Words = Annotated[
    str, typer.Option(help=N_("Kata kunci yang dibacakan kantor lain; kosong: ditanyakan."), metavar="KATA")
]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    enrol = typer.Typer(cls=Verbs, help=N_("Kenalkan kunci dua kantor: request, issue, accept."), no_args_is_help=True)
    enrol.command("request", cls=Verb, help=N_("Desa: tulis permintaan kunci ke flashdisk."))(request)
    enrol.command("issue", cls=Verb, help=N_("Kantor akar: jawab permintaan."))(issue)
    enrol.command("accept", cls=Verb, help=N_("Desa: terima jawabannya."))(accept)
    app.add_typer(enrol, name="enrol")


def request(context: typer.Context, stick: Stick, assent: Assent = "", assent_password_file: AssentFile = None) -> None:
    """Write the request and show its words."""
    from ppo_desktop.operations.keys import enrolment

    session: Session = context.obj
    with session.office() as office:
        credentials = session.assenting(office, assent, assent_password_file)
        if credentials is None:
            raise _needs_head()
        done = enrolment.request(office, stick, credentials)
    session.show(
        {"file": str(done.path), "office": done.office, "words": done.words},
        _("Permintaan kunci ada di {file}.\nKata kunci, bacakan kepada kantor penjawab:\n\n    {words}\n").format(
            file=done.path, words=done.words
        ),
    )


def issue(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_("Berkas permintaan."), metavar="FILE")],
    stick: Stick,
    words: Words = "",
    assent: Assent = "",
    assent_password_file: AssentFile = None,
) -> None:
    """Answer a request once its words were compared."""
    from ppo_desktop.operations.keys import enrolment

    session: Session = context.obj
    with session.office() as office:
        credentials = session.assenting(office, assent, assent_password_file)
        if credentials is None:
            raise _needs_head()
        done = enrolment.issue(office, file, stick, credentials, session.confirm_words(words))
    date = today(session.clock)
    session.show(
        {"file": str(done.path), "office": done.office, "words": done.words, "date": str(date)},
        _(
            "Jawaban untuk {office} ada di {file}.\nTanggal komputer: {date}\n"
            "Kata kunci akar, bacakan kepada kantor itu:\n\n    {words}\n"
        ).format(office=done.office, file=done.path, date=long_date(date), words=done.words),
    )


def accept(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_("Berkas jawaban."), metavar="FILE")],
    words: Words = "",
) -> None:
    """Take the answer once the root's words were compared."""
    from ppo_desktop.operations.keys import enrolment

    session: Session = context.obj
    with session.office() as office:
        done = enrolment.accept(office, file, session.confirm_words(words))
    session.show(
        {"file": str(done.path), "office": done.office, "words": done.words},
        _("Kantor ini dan {office} sekarang saling mengenal kunci.").format(office=done.office),
    )


def _needs_head() -> Refused:
    return Refused("needs-assent", _("Langkah ini perlu persetujuan pimpinan."), _("Pakai pilihan --assent NAMA."))
