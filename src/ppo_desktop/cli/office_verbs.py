"""init, user add | reset | list: setting an office up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session, read_new_password, read_password
from ppo_desktop.cli.words import Verb, Verbs
from ppo_desktop.core.clock import today
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _

_TRIES = 5
"""How often a group of the emergency code is asked for."""


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("init", cls=Verb, help=N_("Siapkan kantor baru di folder data."))(init)
    users = typer.Typer(cls=Verbs, help=N_("Akun."), no_args_is_help=True)
    users.command("add", cls=Verb, help=N_("Tambah akun; yang sedang masuk mengetik kata sandinya."))(user_add)
    users.command("reset", cls=Verb, help=N_("Beri akun kata sandi baru dengan kode darurat."))(user_reset)
    users.command("remove", cls=Verb, help=N_("Hapus akun; catatannya tetap ada."))(user_remove)
    users.command("list", cls=Verb, help=N_("Daftar akun."))(user_list)
    app.add_typer(users, name="user")


def init(
    context: typer.Context,
    code: Annotated[str, typer.Option(help=N_("Kode wilayah kantor, misalnya 61.01.04.2003."), metavar="KODE")],
    head: Annotated[str, typer.Option(help=N_("Nama pimpinan (kepala desa, lurah, camat)."), metavar="NAMA")],
    secretary: Annotated[str, typer.Option(help=N_("Nama sekretaris."), metavar="NAMA")] = "",
    head_number: Annotated[str, typer.Option(help=N_("NIP atau NIPD pimpinan, seperti dicetak."), metavar="NIP")] = "",
    secretary_number: Annotated[
        str, typer.Option(help=N_("NIP atau NIPD sekretaris, seperti dicetak."), metavar="NIP")
    ] = "",
    address: Annotated[str, typer.Option(help=N_("Alamat untuk kop."), metavar="ALAMAT")] = "",
    clerk_user: Annotated[str, typer.Option(help=N_("Nama akun petugas."), metavar="AKUN")] = "petugas",
    clerk_name: Annotated[str, typer.Option(help=N_("Nama petugas."), metavar="NAMA")] = "Petugas",
    head_user: Annotated[str, typer.Option(help=N_("Nama akun pimpinan."), metavar="AKUN")] = "pimpinan",
    head_password_file: Annotated[
        Path | None, typer.Option(help=N_("Berkas berisi kata sandi pimpinan."), metavar="FILE")
    ] = None,
    root: Annotated[bool, typer.Option("--root", help=N_("Kantor ini akar kepercayaan (kantor teratas)."))] = False,
    training: Annotated[bool, typer.Option("--training", help=N_("Kantor latihan."))] = False,
) -> None:
    """Set an office up, with the accounts of a clerk and of the head."""
    from ppo_desktop.operations.doors.accounts import confirm_code
    from ppo_desktop.operations.doors.setup import NewUser, create_office
    from ppo_desktop.operations.house.office import Identity, Official

    session: Session = context.obj
    session.user = clerk_user
    users = (
        NewUser(clerk_user, clerk_name, "petugas", session.new_password()),
        NewUser(
            head_user,
            head,
            "pimpinan",
            read_new_password(
                head_password_file, "PPO_HEAD_PASSWORD", _("Kata sandi {user} (pimpinan)").format(user=head_user)
            ),
        ),
    )
    identity = Identity(code, Official(head, head_number), Official(secretary, secretary_number), address, training)
    created = create_office(session.paths, identity, users, session.clock, is_root=root)
    name = identity.on_paper().full_name
    date = today(session.clock)
    # A root's date stands in every certificate, so a person should see it.
    dated = "\n" + _("Tanggal komputer: {date}").format(date=long_date(date)) if root else ""
    facts = {"office": code, "name": name, "emergency_code": created.emergency_code, "root": root, "training": training}
    session.show(
        {**facts, "date": str(date)},
        _(
            "{name} siap di {folder}.{dated}\n\nKode darurat (salin dengan tangan ke kertas, simpan di tempat "
            "terkunci; hanya ditampilkan sekali):\n\n    {code}\n"
        ).format(name=name, folder=session.paths.folder, dated=dated, code=created.emergency_code),
    )
    try:
        if not session.as_json and _is_code_copied(created.emergency_code):
            confirm_code(created.office)
    finally:
        created.office.close()


def user_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("Nama akun baru."), metavar="AKUN")],
    display_name: Annotated[str, typer.Option("--name", help=N_("Nama lengkap."), metavar="NAMA")],
    role: Annotated[
        str, typer.Option(help=N_("petugas, pimpinan, sekretaris, admin, atau pemeriksa."), metavar="PERAN")
    ] = "petugas",
    new_password_file: Annotated[
        Path | None, typer.Option(help=N_("Berkas berisi kata sandi akun baru."), metavar="FILE")
    ] = None,
) -> None:
    """Give somebody an account."""
    from ppo_desktop.operations.doors.setup import NewUser, add_user

    session: Session = context.obj
    with session.office() as office:
        password = read_new_password(
            new_password_file, "PPO_NEW_PASSWORD", _("Kata sandi baru untuk {user}").format(user=name)
        )
        add_user(office, NewUser(name, display_name, role, password), session.password())
    session.show({"user": name, "role": role}, _("Akun {user} ({role}) siap dipakai.").format(user=name, role=role))


def user_reset(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("Nama akun."), metavar="AKUN")],
    new_password_file: Annotated[
        Path | None, typer.Option(help=N_("Berkas berisi kata sandi baru."), metavar="FILE")
    ] = None,
) -> None:
    """Give an account a new password by the emergency code, which is read from the terminal or ``PPO_CODE``."""
    from ppo_desktop.operations.doors.setup import reset_password

    session: Session = context.obj
    code = read_password(None, "PPO_CODE", _("Kode darurat di kertas"))
    question = _("Kata sandi baru untuk {user}").format(user=name)
    password = read_new_password(new_password_file, "PPO_NEW_PASSWORD", question)
    reset_password(session.paths, code, name, password)
    session.show({"user": name}, _("Akun {user} sekarang memakai kata sandi baru.").format(user=name))


def user_remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("Nama akun."), metavar="AKUN")],
) -> None:
    """Take an account away; what it recorded stays."""
    from ppo_desktop.operations.doors import accounts

    session: Session = context.obj
    with session.office() as office:
        accounts.remove_user(office, name, session.password())
    session.show({"user": name}, _("Akun {user} dihapus; catatannya tetap ada.").format(user=name))


def user_list(context: typer.Context) -> None:
    """Show who has an account."""
    from ppo_desktop.operations.doors.setup import accounts

    session: Session = context.obj
    for user in accounts(session.paths):
        session.show(
            {"user": user.name, "name": user.display_name, "role": user.role},
            f"{user.name:16} {user.role:12} {user.display_name}",
        )


def _is_code_copied(code: str) -> bool:
    """Whether two groups of the emergency code were typed back; where nobody sits at a terminal they are not."""
    import secrets
    import sys

    from ppo_desktop.operations.doors.setup import is_code_group

    if not sys.stdin.isatty():
        return False
    for index in sorted(secrets.SystemRandom().sample(range(code.count("-") + 1), 2)):
        question = _("Ketik kelompok ke-{number} dari kode di kertas").format(number=index + 1)
        for _try in range(_TRIES):
            if is_code_group(code, index, typer.prompt(question)):
                break
            typer.echo(_("Belum sama. Lihat lagi kertasnya."))
        else:
            typer.echo(_("Masih belum sama. Salin lagi seluruh kodenya ke kertas:\n\n    {code}\n").format(code=code))
            return False
    typer.echo(_("Benar. Bersihkan layar sebelum meninggalkan komputer."))
    return True
