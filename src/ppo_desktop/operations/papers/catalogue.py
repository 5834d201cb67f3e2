"""Papers: which of the catalogue (``paper_list``) an office has, how one is called, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TypeAlias

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import _
from ppo_desktop.operations.books.undoing import DELETED
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.letters import letter_templates
from ppo_desktop.operations.papers.paper_list import PAPERS as PAPERS
from ppo_desktop.operations.papers.paper_list import Paper as Paper
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.reports import letter_template
from ppo_desktop.reports.document import Document
from ppo_desktop.storage import rows
from ppo_desktop.storage.database import Connection

Made: TypeAlias = bytes | Document | Sequence[Document]
"""PDF pages, or what is drawn as such."""


def offered(level: Level, about: str | None = None) -> list[Paper]:
    """The papers of an office of that level, in order.

    Args:
        about: only those about this kind; ``""``: about nothing; ``None``: all.
    """
    return [one for one in PAPERS if level in one.levels and about in (None, one.about)]


def paper(office: Office, name: str) -> Paper:
    """The paper of that name; raises ``Refused('paper-unknown')`` where this office has none."""
    known = {one.name: one for one in offered(office.identity.level)}
    if name not in known:
        raise Refused(
            "paper-unknown",
            _("Tidak ada cetakan “{name}” di kantor ini.").format(name=name),
            _("Pilih salah satu: {names}.").format(names=", ".join(known)),
        )
    return known[name]


def called(office: Office, paper: Paper, about: About) -> str:
    """How one paper is called on screen and as a file: ``Kartu saku Siti Aminah – Malaysia``."""
    kind = kind_named(paper.about or about.choice) if paper.about or about.choice else None
    if kind is None or not about.record:
        return _together(_(paper.title), _(kind.title)) if kind else _(paper.title)
    with office.database.reading() as connection:
        row = rows.get(connection, kind, about.owner or office.code, about.record)
        if row is None or (kind is LETTER and _is_secret(connection, row)):
            return _(paper.title)
        return _together(_(paper.title), kind.called(sight(connection, office).one(kind, row)))


def _together(title: str, name: str) -> str:
    """``Bahan rapat koordinasi``: a word that ends the one and begins the other stands once."""
    last = title.rpartition(" ")[2]
    begin, rest = name[: len(last)], name[len(last) :]
    is_double = begin.casefold() == last.casefold() and not rest[:1].isalnum()
    return f"{title}{rest}" if is_double else f"{title} {name}"


def _is_secret(connection: Connection, row: rows.Row) -> bool:
    """Whether it is a letter that must not say on its cover, nor as a file, whom it is about."""
    if row.get("source"):
        return letter_template.read(str(row["source"])).is_secret
    code = str(row.get("template") or "")
    return code in code_list("letters").by_code and letter_templates.template_with(connection, code).is_secret


def make(office: Office, name: str, about: About | None = None) -> bytes:
    """A paper as PDF pages; takes long for large ones, so for the background.

    Raises:
        Refused: unknown paper, no or a closed record, or what the paper itself says.
    """
    from ppo_desktop.pdf.render import render_together

    wanted, about = paper(office, name), about or About()
    if not wanted.make:
        raise Refused(
            "paper-asks",
            _("{title} perlu diisi dahulu.").format(title=_(wanted.title)),
            _("Buat dari halaman “Surat dan cetakan”."),
        )
    if bool(about.record) is not bool(wanted.about):
        raise Refused(
            "paper-about",
            _("{title} dibuat dari sebuah catatan.").format(title=_(wanted.title))
            if wanted.about
            else _("{title} bukan tentang satu catatan.").format(title=_(wanted.title)),
            _("Sebut catatannya.") if wanted.about else _("Jangan sebut catatan."),
        )
    if about.record:
        with office.database.reading() as connection:
            sight(connection, office).demand(about.owner or office.code, about.record)
            row = rows.get(connection, kind_named(wanted.about), about.owner or office.code, about.record)
        if row and row.get(DELETED):
            raise Refused(
                "record-deleted",
                _("Catatan ini sudah dihapus dari daftar, jadi tidak dicetak."),
                _("Buka catatannya dan tekan “Pulihkan” bila masih diperlukan."),
            )
    module, function = wanted.make.split(":")
    maker: Callable[[Office, About], Made] = getattr(import_module(f"ppo_desktop.operations.{module}"), function)
    made = maker(office, about)
    if isinstance(made, bytes):
        return made
    return render_together([made] if isinstance(made, Document) else made, about.size)
