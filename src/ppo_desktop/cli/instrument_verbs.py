"""instrument: which screening instrument is used; a regency's own is tried and published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import asdict

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.errors import World
from ppo_desktop.core.text import N_, _

if TYPE_CHECKING:
    from ppo_desktop.operations.house.office import Office
    from ppo_desktop.records.instrument_copy import InstrumentCopy


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("instrument", cls=Verb, help=N_("Instrumen skrining: lihat, coba, atau terbitkan."))(instrument)


def instrument(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help=N_("Salinan yang diubah; kosong: lihat."), metavar="FILE")] = None,
    only_try: Annotated[bool, typer.Option("--try", help=N_("Coba saja; tidak diterbitkan."))] = False,
    copy: Annotated[bool, typer.Option("--copy", help=N_("Tulis salinan untuk diubah ke keluaran baku."))] = False,
) -> None:
    """Tell which versions are here, write a copy to be edited, try one, or publish it."""
    from ppo_desktop.operations.published import publishing

    session: Session = context.obj
    with session.office() as office:
        if copy:
            typer.echo(publishing.copy(office).text, nl=False)
        elif file is not None:
            edited = _read(file)
            _show_trial(session, office, edited)
            if not only_try:
                version = publishing.publish(office, edited)
                session.show({"version": version}, _("Versi {version} terbit.").format(version=version))
        else:
            known = publishing.instruments_of(office)
            newest, all_of_them = known.newest().version, ", ".join(known.versions)
            fields = {
                "version": newest,
                "versions": list(known.versions),
                "unusable": list(known.unusable),
                "disputed": list(known.disputed),
            }
            words = _("Yang dipakai: versi {version}. Yang ada: {versions}.")
            session.show(fields, words.format(version=newest, versions=all_of_them))


def _read(file: Path) -> InstrumentCopy:
    from ppo_desktop.records.instrument_copy import InstrumentCopy
    from ppo_desktop.records.instruments import read_instrument

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        sentence = _("Berkas {file} tidak dapat dibaca.").format(file=file)
        raise World("file-unreadable", sentence, _("Periksa namanya.")) from error
    read_instrument(text)  # says what is wrong with it
    return InstrumentCopy(text)


def _show_trial(session: Session, office: Office, edited: InstrumentCopy) -> None:
    from ppo_desktop.operations.published import publishing

    objections, trial = publishing.objections(office, edited), publishing.try_out(office, edited)
    words = _("Dengan versi ini {changed} dari {count} skrining berubah hasilnya.")
    lines = [words.format(changed=len(trial.changed), count=trial.count), *objections]
    fields = {"count": trial.count, "changed": [asdict(one) for one in trial.changed], "objections": objections}
    session.show(fields, "\n".join(lines))
