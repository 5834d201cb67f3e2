"""init, user add, erase's neighbours: setting an office up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session, read_password


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("init", help="Siapkan kantor baru di folder data.")(init)
    users = typer.Typer(help="Akun.", no_args_is_help=True)
    users.command("add", help="Tambah akun; yang sedang masuk membuktikan dengan sandinya.")(user_add)
    users.command("list", help="Daftar akun.")(user_list)
    app.add_typer(users, name="user")


def init(
    context: typer.Context,
    code: Annotated[str, typer.Option(help="Kode wilayah kantor, misalnya 61.01.04.2003.")],
    head: Annotated[str, typer.Option(help="Nama pimpinan (kepala desa, lurah, camat).")],
    secretary: Annotated[str, typer.Option(help="Nama sekretaris.")] = "",
    head_number: Annotated[str, typer.Option(help="NIP atau NIPD pimpinan, seperti dicetak.")] = "",
    secretary_number: Annotated[str, typer.Option(help="NIP atau NIPD sekretaris, seperti dicetak.")] = "",
    address: Annotated[str, typer.Option(help="Alamat untuk kop.")] = "",
    clerk_user: Annotated[str, typer.Option(help="Nama akun petugas.")] = "petugas",
    clerk_name: Annotated[str, typer.Option(help="Nama petugas.")] = "Petugas",
    head_user: Annotated[str, typer.Option(help="Nama akun pimpinan.")] = "pimpinan",
    head_password_file: Annotated[Path | None, typer.Option(help="Berkas berisi sandi pimpinan.")] = None,
    root: Annotated[bool, typer.Option("--root", help="Kantor ini akar kepercayaan (kantor teratas).")] = False,
    training: Annotated[bool, typer.Option("--training", help="Kantor latihan.")] = False,
) -> None:
    """Set an office up, with the accounts of a clerk and of the head."""
    from ppo_desktop.operations.office import Identity, Official
    from ppo_desktop.operations.setup import create_office
    from ppo_desktop.trust.vault import NewUser

    session: Session = context.obj
    session.user = clerk_user
    users = (
        NewUser(clerk_user, clerk_name, "petugas", session.password()),
        NewUser(
            head_user,
            head,
            "pimpinan",
            read_password(head_password_file, "PPO_HEAD_PASSWORD", f"Sandi {head_user} (pimpinan)"),
        ),
    )
    identity = Identity(
        code, Official(head, head_number), Official(secretary, secretary_number), address, training
    )
    created = create_office(session.paths, identity, users, session.clock, is_root=root)
    created.office.close()
    name = identity.on_paper().full_name
    session.show(
        {"office": code, "name": name, "emergency_code": created.emergency_code, "root": root, "training": training},
        f"{name} siap di {session.paths.folder}.\n\nKode darurat (salin dengan tangan ke kertas, simpan di tempat "
        f"terkunci; hanya ditampilkan sekali):\n\n    {created.emergency_code}\n",
    )
    if not session.as_json:
        _check_code_copied(created.emergency_code)


def user_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Nama akun baru.")],
    display_name: Annotated[str, typer.Option("--name", help="Nama lengkap.")],
    role: Annotated[str, typer.Option(help="petugas, pimpinan, sekretaris, atau admin.")] = "petugas",
    new_password_file: Annotated[Path | None, typer.Option(help="Berkas berisi sandi akun baru.")] = None,
) -> None:
    """Give somebody an account."""
    from ppo_desktop.operations.setup import add_user
    from ppo_desktop.trust.vault import NewUser

    session: Session = context.obj
    with session.office() as office:
        password = read_password(new_password_file, "PPO_NEW_PASSWORD", f"Sandi baru untuk {name}")
        add_user(office, NewUser(name, display_name, role, password), session.password())
    session.show({"user": name, "role": role}, f"Akun {name} ({role}) siap dipakai.")


def user_list(context: typer.Context) -> None:
    """Show who has an account."""
    from ppo_desktop.operations.setup import accounts

    session: Session = context.obj
    for user in accounts(session.paths):
        session.show(
            {"user": user.name, "name": user.display_name, "role": user.role},
            f"{user.name:16} {user.role:12} {user.display_name}",
        )


def _check_code_copied(code: str) -> None:
    """Have two groups of the emergency code typed back, where a person sits at a terminal."""
    import secrets
    import sys

    if not sys.stdin.isatty():
        return
    groups = code.split("-") if "-" in code else code.split()
    for index in sorted(secrets.SystemRandom().sample(range(len(groups)), 2)):
        question = f"Ketik kelompok ke-{index + 1} dari kode di kertas"
        while typer.prompt(question).strip().casefold() != groups[index].casefold():
            typer.echo("Belum sama. Lihat lagi kertasnya.")
    typer.echo("Benar. Bersihkan layar sebelum meninggalkan komputer.")
