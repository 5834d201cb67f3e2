"""Templates of letters as this office uses them: the program's, or the office's own copy, kept in the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.codes import code_list
from ppo_desktop.reports import letter_template
from ppo_desktop.reports.letter_template import MOST_TEXT, TEXTS, Template
from ppo_desktop.storage import settings_store
from ppo_desktop.storage.database import Connection

_OWN = "letter template "


def template(office: Office, code: str) -> Template:
    """The template of that code in this office's words; raises ``Refused('template-unknown')``."""
    with office.database.reading() as connection:
        return template_with(connection, code)


def template_with(connection: Connection, code: str) -> Template:
    """As ``template``."""
    own = settings_store.read(connection, f"{_OWN}{code}") or {}
    return original(code).with_texts(cast("Mapping[str, str]", own))


def original(code: str) -> Template:
    """The program's own; raises as ``template``."""
    if code not in code_list("letters").by_code:
        raise Refused(
            "template-unknown",
            _("Tidak ada templat surat “{code}”.").format(code=code[:40]),
            _("Pilih dari halaman “Surat dan cetakan”."),
        )
    return letter_template.program_template(code)


def is_own(office: Office, code: str) -> bool:
    """Whether this office uses words of its own."""
    with office.database.reading() as connection:
        return settings_store.read(connection, f"{_OWN}{code}") is not None


def own_codes(office: Office) -> frozenset[str]:
    """The templates for which this office uses words of its own."""
    with office.database.reading() as connection:
        return frozenset(settings_store.beginning_with(connection, _OWN))


def problems(texts: Mapping[str, str]) -> list[str]:
    """What is wrong with texts of an office, a sentence each; none: they can be kept."""
    told = letter_template.misspelt(texts.values())
    if not texts.get("title", "").strip():
        told.append(_("Judul surat masih kosong."))
    if not texts.get("body", "").strip():
        told.append(_("Isi surat masih kosong."))
    if sum(map(len, texts.values())) > MOST_TEXT:
        told.append(_("Teksnya terlalu panjang; paling banyak {most} huruf.").format(most=MOST_TEXT))
    return told


def adapt(office: Office, code: str, texts: Mapping[str, str]) -> Template:
    """Use these words from now on; letters that are final stay as they are.

    Args:
        texts: by name, those of ``letter_template.TEXTS``; where all are the program's, its template is used again.

    Raises:
        Refused: this role may not, unknown template, or words nobody knows.
    """
    roles.demand(office, "office")
    known = original(code)
    own = letter_template.cleaned({name: text for name, text in texts.items() if name in TEXTS})
    if wrong := problems({**{name: known.text(name) for name in TEXTS}, **own}):
        raise Refused("template", wrong[0], _("Perbaiki tulisannya, lalu simpan lagi."))
    changed = known.with_texts(own)
    if changed == known.with_texts(letter_template.cleaned({name: known.text(name) for name in TEXTS})):
        return restore(office, code)
    with office.database.transaction() as connection:
        settings_store.write(connection, f"{_OWN}{code}", dict(own))
    return changed


def restore(office: Office, code: str) -> Template:
    """Use the program's template again; raises as ``adapt``."""
    roles.demand(office, "office")
    known = original(code)
    with office.database.transaction() as connection:
        settings_store.forget(connection, f"{_OWN}{code}")
    return known
