"""export-table, open-figures: tables for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.text import N_, _


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    words = N_("Simpan satu buku sebagai tabel: Excel, atau paket CSV untuk program lain.")
    app.command("export-table", cls=Verb, help=words)(export_table)
    words = N_("Angka baku satu tahun: daftar edisi, terbitkan yang baru, atau simpan sebagai CSV dan PDF.")
    app.command("open-figures", cls=Verb, help=words)(open_figures)


def export_table(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help=N_("Jenis catatan."), metavar="JENIS")],
    folder: Annotated[Path, typer.Argument(help=N_("Folder tujuan."), metavar="DIR")],
    filters: Annotated[
        list[str] | None, typer.Option("--filter", help=N_("Saringan daftar; boleh berulang."), metavar="NAMA")
    ] = None,
    owner: Annotated[str, typer.Option(help=N_("Hanya catatan kantor ini."), metavar="KODE")] = "",
    text: Annotated[str, typer.Option(help=N_("Hanya yang memuat kata-kata ini."), metavar="KATA")] = "",
    by: Annotated[str, typer.Option(help=N_("Urut menurut isian ini."), metavar="ISIAN")] = "",
    descending: Annotated[bool, typer.Option("--descending", help=N_("Urutan terbalik."))] = False,
    reason: Annotated[
        str, typer.Option(help=N_("Alasan menyertakan isian terbatas; kosong: tidak ikut."), metavar="ALASAN")
    ] = "",
    as_csv: Annotated[bool, typer.Option("--csv", help=N_("Paket CSV untuk program lain."))] = False,
    as_htcds: Annotated[
        bool, typer.Option("--htcds", help=N_("Semua kasus tanpa nama menurut standar HTCDS; perlu alasan."))
    ] = False,
) -> None:
    """Write a list into a file in a folder."""
    from ppo_desktop.core.errors import Refused
    from ppo_desktop.operations.tables import exporting, htcds
    from ppo_desktop.records.registry import kind as kind_named

    session: Session = context.obj
    declared = kind_named(kind)
    known = [one.name for one in declared.filters], [field.name for field in declared.fields]
    for wanted, names in zip((filters or [], [by] if by else []), known, strict=True):
        if unknown := [name for name in wanted if name not in names]:
            raise Refused(
                "filter-unknown",
                _("“{name}” tidak ada pada {kind}.").format(name=unknown[0], kind=_(declared.plural)),
                _("Yang ada: {names}.").format(names=", ".join(names) or "–"),
            )
    form: exporting.Form = "csv" if as_csv else "xlsx"
    asked = exporting.Asked(declared, tuple(filters or ()), owner, text, by, descending, reason, form)
    with session.office() as office:
        taken = htcds.write(office, reason, folder) if as_htcds else exporting.write(office, asked, folder)
    fields = {"file": str(taken.path), "rows": taken.count, "closed": taken.closed, "nameless": taken.nameless}
    words = _("Tersimpan: {file} ({count} baris)").format(file=taken.path, count=taken.count)
    session.show(fields, words)


def open_figures(
    context: typer.Context,
    year: Annotated[int, typer.Argument(help=N_("Tahun yang sudah selesai; 0: semua."), metavar="TAHUN")] = 0,
    issue: Annotated[bool, typer.Option("--issue", help=N_("Terbitkan edisi baru."))] = False,
    edition: Annotated[int, typer.Option(help=N_("Edisi; 0: yang terbaru."), metavar="N")] = 0,
    owner: Annotated[str, typer.Option(help=N_("Kode kantor di bawah."), metavar="KODE")] = "",
    save: Annotated[Path | None, typer.Option(help=N_("Simpan CSV dan PDF di folder ini."), metavar="DIR")] = None,
) -> None:
    """Tell, issue or save the sheets of masked figures."""
    from ppo_desktop.core.errors import Refused
    from ppo_desktop.core.period import Span
    from ppo_desktop.operations.months import printing
    from ppo_desktop.operations.tables import standard_figures

    session: Session = context.obj
    with session.office() as office:
        if issue:
            standard_figures.issue(office, Span.parse(str(year)))
        found = [
            one
            for one in standard_figures.all_editions(office)
            if year in (0, one.span.first.year) and owner in ("", one.owner) and edition in (0, one.n)
        ]
        for one in found:
            fields = {"office": one.owner, "span": str(one.span), "edition": one.n, "code": one.code}
            session.show({**fields, "changes": list(one.changes)}, one.name)
        if save:
            if not found:
                raise Refused(
                    "sheet-unknown", _("Edisi itu tidak ada di komputer ini."), _("Terbitkan dahulu dengan --issue.")
                )
            table = standard_figures.save(office, found[0], save)
            paper = printing.save_pdf(table.stem, standard_figures.pages(office, found[0]), save)
            session.show({"file": str(table), "paper": str(paper)}, _("Tersimpan: {file}").format(file=table))
