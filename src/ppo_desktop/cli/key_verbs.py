"""keys list | revoke | renew-list | ask | requests | certify | hand-over | accept-root."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb, Verbs
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Office

Assent = Annotated[str, typer.Option("--assent", help=N_("Akun pimpinan yang menyetujui."), metavar="NAMA")]
AssentFile = Annotated[Path | None, typer.Option(help=N_("Berkas berisi kata sandi yang menyetujui."), metavar="FILE")]
Words = Annotated[
    str, typer.Option(help=N_("Kata kunci yang dibacakan kantor lain; kosong: ditanyakan."), metavar="KATA")
]
Code = Annotated[str, typer.Argument(help=N_("Kode wilayah kantor."), metavar="KODE")]
Pc = Annotated[str, typer.Argument(help=N_("Kode komputer, dari keys list."), metavar="KOMPUTER")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    keys = typer.Typer(cls=Verbs, help=N_("Urus kunci kantor: cabut, perbarui, serah terima."), no_args_is_help=True)
    keys.command("list", cls=Verb, help=N_("Kantor dan komputer yang kuncinya dikenal."))(list_)
    keys.command("revoke", cls=Verb, help=N_("Kantor teratas: cabut kunci satu komputer."))(revoke)
    keys.command("renew-list", cls=Verb, help=N_("Kantor teratas: perbarui daftar pencabutan."))(renew_list)
    keys.command("ask", cls=Verb, help=N_("Minta kunci baru dengan laporan berikutnya."))(ask)
    keys.command("requests", cls=Verb, help=N_("Kantor teratas: permintaan kunci baru dan serah terima."))(requests)
    keys.command("certify", cls=Verb, help=N_("Kantor teratas: terbitkan kunci baru satu komputer."))(certify)
    keys.command("hand-over", cls=Verb, help=N_("Serahkan desa kepada kantor teratas yang baru."))(hand_over)
    keys.command("accept-root", cls=Verb, help=N_("Terima desa dari kantor yang bergabung."))(accept_root)
    app.add_typer(keys, name="keys")


def list_(context: typer.Context) -> None:
    """Show each PC and the revocation list that counts here."""
    from ppo_desktop.operations.keys import revoking, revoking_lists

    session: Session = context.obj
    with session.office() as office:
        found, crl = revoking.pcs(office), revoking_lists.state(office)
    for pc in found:
        until = long_date(pc.until)
        words = _("sampai {until}").format(until=until) if pc.standing == "known" else _("dicabut")
        session.show(
            {
                "office": pc.office,
                "device": pc.device,
                "name": pc.name,
                "standing": pc.standing,
                "until": str(pc.until),
            },
            f"{pc.office} {pc.device}  {pc.name}: {words}",
        )
    if crl:
        session.show(
            {"crl": crl.number, "made": str(crl.made_on), "names": crl.names, "behind": list(crl.behind)},
            _("Daftar pencabutan dari {root}: {day}.").format(root=crl.root, day=long_date(crl.made_on)),
        )


def revoke(
    context: typer.Context,
    code: Code,
    pc: Pc,
    name: Annotated[str, typer.Option(help=N_("Nama kantor, tanda yakin."), metavar="NAMA")] = "",
    reason: Annotated[str, typer.Option(help="lost, stolen, replaced, wrong", metavar="ALASAN")] = "lost",
    assent: Assent = "",
    assent_password_file: AssentFile = None,
) -> None:
    """Take the keys of one PC out of use; it cannot be undone."""
    from ppo_desktop.operations.keys import revoking

    session: Session = context.obj
    if reason not in revoking.REASONS:
        raise Refused("reason", _("Alasan itu tidak dikenal."), ", ".join(revoking.REASONS))
    with session.office() as office:
        assenting = _assenting(session, office, assent, assent_password_file)
        made = revoking.revoke(office, code, pc, reason, assenting, name)
    session.show({"crl": made.number, "names": made.names}, _("Kuncinya dicabut. Ini tidak dapat diurungkan."))


def renew_list(context: typer.Context, assent: Assent = "", assent_password_file: AssentFile = None) -> None:
    """Make a newer revocation list."""
    from ppo_desktop.operations.keys import revoking_lists

    session: Session = context.obj
    with session.office() as office:
        made = revoking_lists.renew(office, _assenting(session, office, assent, assent_password_file))
    day = long_date(made.made_on)
    session.show({"crl": made.number, "made": str(made.made_on)}, _("Daftar baru dibuat {day}.").format(day=day))


def ask(
    context: typer.Context,
    former_head: Annotated[
        str, typer.Option(help=N_("Pimpinan yang diganti: kunci lamanya tidak dipakai lagi."), metavar="NAMA")
    ] = "",
    assent: Assent = "",
    assent_password_file: AssentFile = None,
) -> None:
    """Ask for new keys with the next report."""
    from ppo_desktop.operations.keys import renewal

    session: Session = context.obj
    with session.office() as office:
        assenting = _assenting(session, office, assent, assent_password_file)
        state = renewal.ask(office, assenting, former_head=former_head)
    asked = _("Permintaan ikut dalam laporan berikutnya. Kata-katanya:\n\n    {words}\n").format(words=state.words)
    session.show(
        {"asked": bool(state.asked_on), "words": state.words},
        asked if state.asked_on else _("Kunci komputer ini sudah diperbarui."),
    )


def requests(context: typer.Context) -> None:
    """Show what waits for this root."""
    from ppo_desktop.operations.keys import handover, renewal_answers

    session: Session = context.obj
    with session.office() as office:
        asked, offers = renewal_answers.asked(office), handover.offers(office)
    for one in asked:
        by = _("ditandatangani pimpinan") if one.by_head else _("dikirim petugas")
        fields = {"office": one.office, "device": one.device, "by_head": one.by_head}
        session.show(fields, f"{one.office} {one.device}  {one.name}: {by}")
    for offer in offers:
        words = _("menyerahkan desa-desanya")
        session.show({"office": offer.office, "offers": True}, f"{offer.office}  {offer.name}: {words}")
    if not asked and not offers:
        session.show({}, _("Tidak ada yang menunggu."))


def certify(
    context: typer.Context,
    code: Code,
    pc: Pc,
    words: Words = "",
    assent: Assent = "",
    assent_password_file: AssentFile = None,
) -> None:
    """Issue the new keys one PC asked for."""
    from ppo_desktop.operations.keys import renewal_answers

    session: Session = context.obj
    with session.office() as office:
        assenting = _assenting(session, office, assent, assent_password_file)
        renewal_answers.answer(office, code, pc, assenting, session.confirm_words(words))
    session.show({"office": code, "device": pc}, _("Kunci baru terbit; turun bersama tanda terima berikutnya."))


def hand_over(context: typer.Context, assent: Assent = "", assent_password_file: AssentFile = None) -> None:
    """Hand this root's region to the root above."""
    from ppo_desktop.operations.keys import handover

    session: Session = context.obj
    with session.office() as office:
        title = handover.sign(office, _assenting(session, office, assent, assent_password_file))
    session.show({"to": title}, _("Desa-desa diserahkan kepada {upper}.").format(upper=title))


def accept_root(
    context: typer.Context,
    code: Code,
    words: Words = "",
    assent: Assent = "",
    assent_password_file: AssentFile = None,
) -> None:
    """Believe in the root of an office below that joined this one."""
    from ppo_desktop.operations.keys import handover

    session: Session = context.obj
    with session.office() as office:
        offer = next((one for one in handover.offers(office) if one.office == code), None)
        if offer is None:
            raise Refused("no-offer", _("Tidak ada serah terima dari kantor {code}.").format(code=code))
        assenting = _assenting(session, office, assent, assent_password_file)
        title = handover.accept(office, offer.old, assenting, session.confirm_words(words))
    session.show({"root": title}, _("Kunci desa-desa {office} sekarang dikenal di sini.").format(office=title))


def _assenting(session: Session, office: Office, name: str, password_file: Path | None) -> Credentials:
    credentials = session.assenting(office, name, password_file)
    if credentials is None:
        raise Refused("needs-assent", _("Langkah ini perlu persetujuan pimpinan."), _("Pakai pilihan --assent NAMA."))
    return credentials
