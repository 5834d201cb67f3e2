"""duplicates: who may be recorded twice. What is decided about a pair is a record: ``record ganda``."""

from __future__ import annotations

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.text import N_


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("duplicates", cls=Verb, help=N_("Dugaan orang yang sama, yang paling mirip dahulu."))(suspected)


def suspected(context: typer.Context) -> None:
    """Show the pairs nobody has decided about, with points and reasons."""
    from ppo_desktop.operations.books import duplicates

    session: Session = context.obj
    with session.office() as office:
        for pair in duplicates.suspected(office):
            parties = [
                {"office": party.owner, "id": party.record, "title": party.title} for party in (pair.one, pair.other)
            ]
            reasons = [reason.name.lower() for reason in pair.likeness.reasons]
            names = " – ".join(f"{party.title} ({party.place})" for party in (pair.one, pair.other))
            session.show(
                {"pair": parties, "points": pair.likeness.points, "reasons": reasons},
                f"{pair.likeness.points:3}  {names}: {pair.likeness.words}",
            )
