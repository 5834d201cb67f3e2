"""compare, certifiers, and the three lines that inspect says of every file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.text import N_, _, number

if TYPE_CHECKING:
    from ppo_desktop.operations.papers.comparing import Original
    from ppo_desktop.operations.papers.verifying import Verification


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("compare", cls=Verb, help=N_("Cari berkas asli sebuah fotokopi dan tampilkan angkanya."))(compare)
    app.command("certifiers", cls=Verb, help=N_("Sertifikat induk PSrE yang dipasang di kantor ini."))(certifiers)


def compare(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help=N_("Kode periksa, tulisan kode QR, atau berkas foto."), metavar="KODE")],
) -> None:
    """Show the figures of the signed original that a code, or the QR on a scan, leads to."""
    from ppo_desktop.operations.papers import comparing

    session: Session = context.obj
    path = Path(code)
    with session.office() as office:
        codes = comparing.codes_in_file(path) if path.is_file() else (comparing.read_code(code),)
        originals = [comparing.original(office, one) for one in codes]
    for original in originals:
        session.show(
            {
                "id": original.id,
                "kind": original.kind,
                "sender": original.sender,
                "what": original.what,
                "own": original.is_own,
                "newer": bool(original.newer),
                "figures": {comparing.title(original, place): count for place, count in original.figures.items()},
            },
            _told(original),
        )
    if not originals and not session.as_json:
        typer.echo(_("Tidak ada kode QR yang terbaca di berkas itu. Ketik kode periksa yang tercetak."))


def certifiers(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(help=N_("Berkas sertifikat .pem atau .cer yang dipasang."), metavar="FILE...")
    ] = None,
    remove: Annotated[str, typer.Option(help=N_("Lepas sertifikat dengan kode ini."), metavar="KODE")] = "",
) -> None:
    """Install or remove certificates of authorities, then list what is installed."""
    from ppo_desktop.core.period import long_date
    from ppo_desktop.operations.keys import certifiers as kept

    session: Session = context.obj
    with session.office() as office:
        for path in files or []:
            kept.install(office, kept.read(office, path), path.name)
        if remove:
            kept.remove(office, remove)
        installed = kept.installed(office)
    for one in installed:
        session.show(
            {"fingerprint": one.fingerprint, "holder": one.holder, "ends": str(one.ends), "by": one.by},
            _("{holder}: berlaku sampai {ends}. Dipasang {name}, {day}.\n  Kode sertifikat: {code}").format(
                holder=one.holder, ends=long_date(one.ends), name=one.by, day=long_date(one.on), code=one.fingerprint
            ),
        )
    if not installed and not session.as_json:
        typer.echo(_("Daftar sertifikat PSrE belum dipasang di kantor ini."))


def fields_of(told: Verification) -> dict[str, object]:
    """For programs."""
    names = ("whole", "known", "official")
    answers = {name: {"yes": one.is_yes, "about": one.about} for name, one in zip(names, told.lines, strict=True)}
    return {**answers, "what": told.what, "signers": list(told.signers)}


def lines_of(told: Verification) -> str:
    """For people: what it is, who signed, and the three lines with their reasons."""
    lines = [told.what, *told.signers]
    for one in told.lines:
        lines += [one.words, f"  {one.why} {one.advice}"]
    return "".join(f"\n  {line}" for line in lines)


def _told(original: Original) -> str:
    lines = [original.what]
    lines += [original.newer] if original.newer else []
    if not original.tables:
        lines.append(_("Berkas ini tidak memuat tabel angka; bandingkan dengan halamannya."))
    for table in original.tables:
        lines.append(f"{table.title} ({' | '.join(table.columns)})")
        for row in table.rows:
            counts = " | ".join("–" if count is None else number(count) for count in row.counts)
            lines.append(f"  {row.title}: {counts}")
    return "\n".join(lines)
