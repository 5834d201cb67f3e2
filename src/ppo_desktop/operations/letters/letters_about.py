"""The letters about one record, as they go into a folder of its papers."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.letters import issuing
from ppo_desktop.operations.letters.issuing import Writing
from ppo_desktop.operations.letters.letter_words import Subject, field_of
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.rules import text_of


def letters_about(office: Office, subject: Subject, templates: Iterable[str]) -> dict[str, Writing]:
    """Template → the newest final letter written here, none where one was only taken down from the agenda book, else
    one whose day and number the pen writes (its ``record`` is then ``None``)."""
    field = field_of(subject.kind)
    rows = browsing.rows_of(office, LETTER, ("template", "state", field))
    keys = [(office.code, str(row["id"])) for row in rows if row[field] == subject.record and row["state"] == "FINAL"]
    final: dict[str, list[str]] = {}
    for row in browsing.window(office, LETTER, keys, ("template", "filled")):
        if row and (template := text_of(row, "template")):
            final.setdefault(template, []).extend([str(row["id"])] if row["filled"] else [])
    found = {}
    for template in templates:
        if template not in final:
            found[template] = replace(issuing.begin(office, template, subject), state="FINAL", dated_on="")
        elif final[template]:
            found[template] = issuing.resume(office, final[template][0])
    return found
