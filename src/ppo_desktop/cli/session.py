"""What the verbs share: the open office, passwords, output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ppo_desktop.core.clock import Clock, SystemClock
from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths

if TYPE_CHECKING:
    from ppo_desktop.operations.keyring import Credentials
    from ppo_desktop.operations.office import Office


@dataclass
class Session:
    """The global options of one call."""

    paths: OfficePaths
    user: str
    as_json: bool
    password_file: Path | None

    @property
    def clock(self) -> Clock:
        return SystemClock()

    @contextmanager
    def office(self) -> Iterator[Office]:
        """The office in the data folder, unlocked for the user, closed afterwards."""
        from ppo_desktop.operations.office import open_office

        if not self.user:
            self.user = _ask("Nama akun")
        office = open_office(self.paths, self.user, self.password(), self.clock)
        try:
            yield office
        finally:
            office.close()

    def password(self) -> str:
        """The user's password: from the file, the variable ``PPO_PASSWORD``, or asked for."""
        return read_password(self.password_file, "PPO_PASSWORD", f"Sandi {self.user}")

    def assenting(self, office: Office, name: str, password_file: Path | None) -> Credentials | None:
        """Who assents: the named person by own password, else the user if they may, else nobody."""
        from ppo_desktop.operations.keyring import Credentials

        if name:
            return Credentials(name, read_password(password_file, "PPO_ASSENT_PASSWORD", f"Sandi {name}"))
        return Credentials(office.user.name, self.password()) if office.user.may_assent else None

    def show(self, fields: Mapping[str, object], sentence: str) -> None:
        """One result: an object with ``--json``, else a sentence."""
        if self.as_json:
            write_json(fields)
        else:
            typer.echo(sentence)

    def confirm_words(self, typed: str) -> Callable[[str, str], bool]:
        """How words are compared: with those given as option, else with those a person types at the terminal."""

        def confirm(who: str, shown: str) -> bool:
            from ppo_desktop.operations.enrolment import same_words

            answer = typed or _ask(f"Kata kunci yang dibacakan {who}")
            return same_words(answer, shown)

        return confirm


def read_password(file: Path | None, variable: str, question: str) -> str:
    """A password from ``file`` (first line), the environment, or a prompt without echo."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").split("\n")[0].rstrip("\r")
        except OSError as error:
            raise World("password-file", f"Berkas sandi {file} tidak dapat dibaca.", "Periksa namanya.") from error
    if variable in os.environ:
        return os.environ[variable]
    return _ask(question, hide=True)


def write_json(fields: Mapping[str, object]) -> None:
    """One object on one line."""
    typer.echo(json.dumps(fields, ensure_ascii=False, sort_keys=True))


def read_json_object(source: str) -> dict[str, object]:
    """The JSON object in the file ``source`` (``-``: standard input); raises ``World`` with a plain sentence."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        value = json.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise World("file-unreadable", f"Berkas {source} tidak dapat dibaca.", "Periksa namanya.") from error
    except (ValueError, RecursionError) as error:
        raise World("json", f"{source} bukan JSON yang benar.", "Periksa tanda kurung dan koma.") from error
    if not isinstance(value, dict):
        raise World("json", f"{source} bukan satu objek JSON.", "Tulis seperti {\"name\": \"…\"}.")
    return value


def _ask(question: str, *, hide: bool = False) -> str:
    if not sys.stdin.isatty():
        raise World(
            "not-asked",
            f"{question} tidak diberikan.",
            "Berikan lewat pilihan, berkas sandi, atau variabel PPO_PASSWORD.",
        )
    return str(typer.prompt(question, hide_input=hide))
