"""user remove, hand-over, incident, page: people with accounts, another head, lost data, signatures from outside."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ppo_desktop.cli.session import Session, read_new_password, read_password
from ppo_desktop.cli.words import Verb, Verbs
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import N_, _

if TYPE_CHECKING:
    from ppo_desktop.operations.desk.incident import Incident
    from ppo_desktop.operations.house.office import Office


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("hand-over", cls=Verb, help=N_("Serah terima jabatan kepada pimpinan baru."))(hand_over)
    app.command("page", cls=Verb, help=N_("Simpan halaman laporan saja, untuk ditandatangani di luar."))(page)
    incidents = typer.Typer(cls=Verbs, help=N_("Insiden data."), no_args_is_help=True)
    incidents.command("add", cls=Verb, help=N_("Catat insiden; hitungan 3 × 24 jam dimulai."))(incident_add)
    incidents.command("list", cls=Verb, help=N_("Daftar insiden dan sisa waktunya."))(incident_list)
    incidents.command("papers", cls=Verb, help=N_("Simpan rancangan surat dan daftar warga terdampak."))(
        incident_papers
    )
    incidents.command("withdraw", cls=Verb, help=N_("Ternyata bukan insiden, atau sudah ditemukan."))(incident_withdraw)
    app.add_typer(incidents, name="incident")


def hand_over(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help=N_("Nama akun pimpinan lama."), metavar="AKUN")],
    name: Annotated[str, typer.Option(help=N_("Nama pimpinan baru."), metavar="NAMA")],
    account: Annotated[str, typer.Option(help=N_("Nama akun pimpinan baru."), metavar="AKUN")],
    number: Annotated[str, typer.Option(help=N_("NIP atau NIPD, seperti dicetak."), metavar="NIP")] = "",
    acting: Annotated[str, typer.Option(help=N_("Plt., Pj., atau Plh.; kosong: tetap."), metavar="SEBUTAN")] = "",
    basis: Annotated[str, typer.Option(help=N_("Dasarnya, misalnya nomor SK."), metavar="SK")] = "",
    code: Annotated[bool, typer.Option("--code", help=N_("Pejabat lama tidak hadir: pakai kode darurat."))] = False,
    to: Annotated[Path, typer.Option(help=N_("Folder untuk berita acara."), metavar="DIR")] = Path(),
) -> None:
    """Let another head take over; passwords are read from the terminal or ``PPO_HEAD_PASSWORD``/``PPO_CODE``."""
    from ppo_desktop.operations.desk import ceremony
    from ppo_desktop.operations.house.office import Official
    from ppo_desktop.operations.months import printing

    session: Session = context.obj
    with session.office() as office:
        question = _("Kata sandi baru untuk {user}").format(user=account)
        password = read_new_password(None, "PPO_NEW_PASSWORD", question)
        holder = ceremony.Holder(Official(name, number, acting), account, password, basis)
        if code:
            handed = ceremony.hand_over(office, old, holder, code=read_password(None, "PPO_CODE", _("Kode darurat")))
        else:
            proof = read_password(None, "PPO_HEAD_PASSWORD", _("Kata sandi {user}").format(user=old))
            handed = ceremony.hand_over(office, old, holder, password=proof)
        stem = handed.minutes.name.removesuffix(".pdf")
        path = printing.save_pdf(stem, ceremony.pages(handed.office, handed.minutes), to)
    problem = handed.key_problem.sentence if handed.key_problem else ""
    session.show(
        {"head": name, "account": account, "minutes": str(path), "key_problem": problem},
        _("{name} menjadi pimpinan dengan akun {account}. Berita acara: {file}\n{problem}").format(
            name=name, account=account, file=path, problem=problem
        ),
    )


def page(
    context: typer.Context,
    month: Annotated[str, typer.Argument(help=N_("Bulan laporan, misalnya 2026-11."), metavar="BULAN")],
    to: Annotated[Path, typer.Option(help=N_("Folder tujuan."), metavar="DIR")] = Path(),
) -> None:
    """Save the newest report's page of a month without payload."""
    from ppo_desktop.core.errors import Refused
    from ppo_desktop.operations.months import ledger, outside

    session: Session = context.obj
    wanted = Month.parse(month)
    with session.office() as office:
        line = next((one for one in ledger.reports(office) if one.month == wanted and one.is_newest), None)
        if line is None:
            raise Refused("no-report", _("Laporan {month} belum dibuat.").format(month=wanted.label))
        path = outside.save_page(office, line, to)
    session.show({"file": str(path)}, _("Halaman laporan disimpan: {file}").format(file=path))


def incident_add(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help=N_("Apa yang terjadi, singkat."), metavar="URAIAN")],
    how: Annotated[
        str, typer.Option(help=N_("stolen (biasa), lost, stick, paper, atau seen."), metavar="CARA", show_default=False)
    ] = "stolen",
    protected: Annotated[str, typer.Option(help=N_("locked, open, atau unknown."), metavar="KEADAAN")] = "unknown",
    known_at: Annotated[
        str, typer.Option(help=N_("Saat diketahui, seperti 2026-11-21T14:30; kosong: sekarang."), metavar="WAKTU")
    ] = "",
    device: Annotated[str, typer.Option(help=N_("Nama komputer yang hilang."), metavar="KOMPUTER")] = "",
) -> None:
    """Write an incident down."""
    from ppo_desktop.core.clock import WIB
    from ppo_desktop.core.errors import Refused
    from ppo_desktop.operations.desk import incident

    session: Session = context.obj
    with session.office() as office:
        try:
            at = datetime.fromisoformat(known_at).replace(tzinfo=WIB) if known_at else office.clock.now()
        except ValueError as error:
            raise Refused("incident-time", _("Waktu itu tidak dapat dibaca."), _("Tulis 2026-11-21T14:30.")) from error
        one = incident.begin(office, how, at, words, protected, device)
        people = incident.affected(office).count
    session.show(
        {"incident": one.number, "until": one.until.isoformat(), "people": people},
        _("Insiden {number} dicatat. Beri tahu paling lambat {until}; warga terdampak: {people}.").format(
            number=one.number, until=long_date(one.until.astimezone(WIB).date()), people=people
        ),
    )


def incident_list(context: typer.Context) -> None:
    """Show all incidents, the newest first."""
    from ppo_desktop.operations.desk import incident
    from ppo_desktop.reports.incident import HOW

    session: Session = context.obj
    with session.office() as office:
        for one in incident.incidents(office):
            left = one.hours_left(office.clock.now())
            session.show(
                {"incident": one.number, "hours_left": left, "closed": one.closed_on is not None},
                _("{number}. {how}, sisa {hours} jam").format(number=one.number, how=_(HOW[one.how]), hours=left),
            )


def incident_withdraw(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help=N_("Nomor insiden."), metavar="NOMOR")],
    reason: Annotated[str, typer.Argument(help=N_("Mengapa, singkat."), metavar="ALASAN")],
) -> None:
    """It was none after all, or what was lost is found."""
    from ppo_desktop.operations.desk import incident

    session: Session = context.obj
    with session.office() as office:
        one = incident.withdraw(office, _incident(office, number), reason)
    session.show(
        {"incident": one.number, "withdrawn": one.withdrawn}, _("Insiden {number} ditutup.").format(number=one.number)
    )


def incident_papers(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help=N_("Nomor insiden."), metavar="NOMOR")],
    to: Annotated[Path, typer.Option(help=N_("Folder tujuan; simpan di tempat terkunci."), metavar="DIR")] = Path(),
) -> None:
    """Save the drafts of the letters and the list of people."""
    from ppo_desktop.operations.desk import incident
    from ppo_desktop.operations.months import printing

    session: Session = context.obj
    with session.office() as office:
        one = _incident(office, number)
        letters = incident.letters(office, one)
        made = {f"rancangan-surat-{which}": incident.letter_paper(office, one, which) for which in letters}
        made["daftar-warga-terdampak"] = incident.affected_paper(office, one)
        paths = [printing.save_pdf(name, pdf, to) for name, pdf in made.items()]
    session.show({"files": [str(path) for path in paths]}, "\n".join(str(path) for path in paths))


def _incident(office: Office, number: int) -> Incident:
    from ppo_desktop.core.errors import Refused
    from ppo_desktop.operations.desk import incident

    one = next((one for one in incident.incidents(office) if one.number == number), None)
    if one is None:
        raise Refused("no-incident", _("Insiden nomor {number} tidak ada.").format(number=number))
    return one
