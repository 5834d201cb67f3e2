"""photo: pictures into a record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.text import N_, _


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("photo", cls=Verb, help=N_("Tambah foto pada satu catatan."))(photo)


def photo(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help=N_("sosialisasi, atau buku lain yang berfoto."), metavar="JENIS")],
    record_id: Annotated[str, typer.Argument(help=N_("Id catatan."), metavar="ID")],
    files: Annotated[list[Path], typer.Argument(help=N_("Berkas JPG, PNG, atau WEBP."), metavar="FILE")],
    caption: Annotated[str, typer.Option(help=N_("Keterangan foto."), metavar="TEKS")] = "",
    minors: Annotated[
        bool | None, typer.Option("--minors/--no-minors", help=N_("Ada wajah anak; tidak ada wajah anak."))
    ] = None,
) -> None:
    """Make small clean copies of pictures and put them into a record."""
    from ppo_desktop.core.errors import Refused
    from ppo_desktop.operations.books import photos, recording
    from ppo_desktop.operations.books.photos import Stored
    from ppo_desktop.operations.papers import sheets
    from ppo_desktop.records.photos import Photo, photo_fields
    from ppo_desktop.records.registry import kind as kind_named

    session: Session = context.obj
    declared = kind_named(kind)
    field = next(iter(photo_fields(declared)), None)
    if field is None:
        raise Refused("no-photos", _("{kind} tidak memuat foto.").format(kind=_(declared.title)))
    with session.office() as office:
        before = sheets.sheet(office, declared, record_id).values[field.name] or []
        taken = photos.take(office, files)
        added = [Photo(one.digest, caption, minors).write() for one in taken if isinstance(one, Stored)]
        if added:
            recording.save(office, declared, {field.name: [*before, *added]}, record_id)
    for one in taken:
        if isinstance(one, Stored):
            told = _("Ditambahkan: {width} × {height}, {length} byte").format(**one._asdict())
            session.show({"digest": one.digest, "length": one.length}, told)
        else:
            session.show({"file": one.name, "refused": one.error.code}, f"{one.name}: {one.error.sentence}")
