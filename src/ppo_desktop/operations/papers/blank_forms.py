"""Formulir kosong: the forms of this office's books, to be filled in by pen."""

from __future__ import annotations

from ppo_desktop import __version__
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.published import publishing
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.records.screening import SCREENING
from ppo_desktop.reports.blank_form import FormFacts, blank_form
from ppo_desktop.reports.document import Document


def has_form(office: Office, kind: RecordKind) -> bool:
    """Whether this office fills in such forms."""
    return kind.is_on_paper and office.identity.level in kind.levels


def papers(office: Office, about: About) -> list[Document]:
    """The form of the kind that ``about.choice`` names; without one, those of all books.

    Raises:
        Refused: there is no such kind, or it is not recorded on a form here.
    """
    wanted = [kind_named(about.choice)] if about.choice else [kind for kind in row_kinds() if has_form(office, kind)]
    for kind in wanted:
        if not has_form(office, kind):
            raise Refused(
                "no-form",
                _("{kind} tidak dicatat dengan formulir di kantor ini.").format(kind=_(kind.title)),
                _("Pilih buku yang lain."),
            )
    return [blank_form(kind, _facts(office, kind)) for kind in wanted]


def _facts(office: Office, kind: RecordKind) -> FormFacts:
    instrument = publishing.instruments_of(office).newest() if kind is SCREENING else None
    return FormFacts(office.identity.on_paper(), __version__, instrument, office.identity.training)
