"""The command-line library's own words in Indonesian: help pages and what is said about a command typed wrong."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ppo_desktop.core.text import N_, _

# Fixed words of a help page; what the library calls them → what people read. Longer ones first.
_HELP_WORDS = (
    ("COMMAND [ARGS]...", N_("PERINTAH [ISIAN]...")),
    ("[OPTIONS]", N_("[PILIHAN]")),
    ("Usage: ", N_("Cara pakai: ")),
    ("\nOptions:\n", N_("\nPilihan:\n")),
    ("\nArguments:\n", N_("\nIsian:\n")),
    ("\nCommands:\n", N_("\nPerintah:\n")),
    ("[required]", N_("[wajib]")),
    ("[default: ", N_("[bila kosong: ")),
)

# What the library says about a command → what people read; {what} is the first group.
_MISTAKES = (
    (r"Missing (?:argument|parameter) '?(.+?)'?\..*", N_("Isian {what} belum ditulis.")),
    (r"Missing option '?(.+?)'?\..*", N_("Pilihan {what} wajib ditulis.")),
    (r"Missing command\.?", N_("Perintahnya belum ditulis.")),
    (r"No such option:? '?([^\s']+)'?.*", N_("Pilihan {what} tidak dikenal.")),
    (r"No such command '(.+?)'\..*", N_("Perintah {what} tidak dikenal.")),
    (r"Option '(.+?)' requires .*", N_("Sesudah pilihan {what} harus ada nilainya.")),
    (r"Option '(.+?)' does not take a value.*", N_("Pilihan {what} tidak memakai nilai.")),
    (r"Invalid value for '?(.+?)'?: .*", N_("Nilai untuk {what} tidak dapat dipakai.")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", N_("Ada tulisan berlebih: {what}.")),
)


class _Words:
    """Help pages in Indonesian; mixed into the library's own classes."""

    def get_help(self, context: Any) -> str:
        """The page, its fixed words replaced."""
        page: str = super().get_help(context)  # type: ignore[misc]  # the other parent has it
        return _in_indonesian(page)

    def get_help_option(self, context: Any) -> Any:
        """``--help`` itself."""
        option = super().get_help_option(context)  # type: ignore[misc]  # the other parent has it
        if option is not None:
            option.help = _("Tampilkan bantuan ini.")
        return option


class Verb(_Words, TyperCommand):
    """One verb."""


class Verbs(_Words, TyperGroup):
    """A verb that has verbs of its own."""


def usage_mistake(error: typer.TyperException) -> tuple[str, str]:
    """(what is wrong, how it is used) for a command the library could not understand; a help page has no mistake."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        return "", error.format_message()
    usage = _in_indonesian(context.get_usage()) if context else ""
    said = " ".join(error.format_message().split())
    for pattern, words in _MISTAKES:
        if match := re.fullmatch(pattern, said):
            return _(words).format(what=match[1] if match.groups() else ""), usage
    return _("Perintah ini tidak dimengerti."), usage


def _in_indonesian(page: str) -> str:
    for theirs, ours in _HELP_WORDS:
        page = page.replace(theirs, _(ours))
    page = re.sub(r"(?m)^(  \S+) <\w+>", r"\1", page)  # the type of an argument, which nobody types
    return re.sub(r"\{([A-Z]+)\}", r"\1", page)
