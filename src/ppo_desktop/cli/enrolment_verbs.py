"""enrol request | issue | accept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.core.errors import Refused

Stick = Annotated[Path, typer.Option(help="Flashdisk atau folder.", metavar="DIR")]
Assent = Annotated[str, typer.Option("--assent", help="Akun pimpinan yang menyetujui.", metavar="NAMA")]
AssentFile = Annotated[Path | None, typer.Option(help="Berkas sandi yang menyetujui.")]
Words = Annotated[str, typer.Option(help="Kata kunci yang dibacakan kantor lain.")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    enrol = typer.Typer(help="Kenalkan kunci dua kantor: request, issue, accept.", no_args_is_help=True)
    enrol.command("request", help="Desa: tulis permintaan kunci ke flashdisk.")(request)
    enrol.command("issue", help="Kantor akar: jawab permintaan.")(issue)
    enrol.command("accept", help="Desa: terima jawabannya.")(accept)
    app.add_typer(enrol, name="enrol")


def request(context: typer.Context, stick: Stick, assent: Assent = "", assent_password_file: AssentFile = None) -> None:
    """Write the request and show its words."""
    from ppo_desktop.operations import enrolment

    session: Session = context.obj
    with session.office() as office:
        credentials = session.assenting(office, assent, assent_password_file)
        if credentials is None:
            raise _needs_head()
        done = enrolment.request(office, stick, credentials)
    session.show(
        {"file": str(done.path), "office": done.office, "words": done.words},
        f"Permintaan kunci ada di {done.path}.\nKata kunci, bacakan kepada kantor penjawab:\n\n    {done.words}\n",
    )


def issue(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Berkas permintaan.")],
    stick: Stick,
    words: Words = "",
    assent: Assent = "",
    assent_password_file: AssentFile = None,
) -> None:
    """Answer a request once its words were compared."""
    from ppo_desktop.operations import enrolment

    session: Session = context.obj
    with session.office() as office:
        credentials = session.assenting(office, assent, assent_password_file)
        if credentials is None:
            raise _needs_head()
        done = enrolment.issue(office, file, stick, credentials, session.confirm_words(words))
    session.show(
        {"file": str(done.path), "office": done.office, "words": done.words},
        f"Jawaban untuk {done.office} ada di {done.path}.\nKata kunci akar, bacakan kepada kantor itu:\n\n"
        f"    {done.words}\n",
    )


def accept(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="Berkas jawaban.")], words: Words = ""
) -> None:
    """Take the answer once the root's words were compared."""
    from ppo_desktop.operations import enrolment

    session: Session = context.obj
    with session.office() as office:
        done = enrolment.accept(office, file, session.confirm_words(words))
    session.show(
        {"file": str(done.path), "office": done.office, "words": done.words},
        f"Kunci kantor ini sekarang dikenal oleh {done.office}.",
    )


def _needs_head() -> Refused:
    return Refused("needs-assent", "Langkah ini perlu persetujuan pimpinan.", "Pakai pilihan --assent NAMA.")
