"""What the verbs share: the open office, passwords, output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from msgspec import Struct

from ppo_desktop.core.clock import Clock, SystemClock
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _

if TYPE_CHECKING:
    from ppo_desktop.operations.house.keyring import Credentials
    from ppo_desktop.operations.house.office import Office


class Session(Struct):
    """The global options of one call."""

    paths: OfficePaths
    user: str
    as_json: bool
    password_file: Path | None
    _password: str = ""

    @property
    def clock(self) -> Clock:
        return SystemClock()

    @contextmanager
    def office(self) -> Iterator[Office]:
        """The office in the data folder, unlocked for the user, closed afterwards."""
        from ppo_desktop.operations.doors.opening import open_office

        office = open_office(self.paths, self.account(), self.password(), self.clock)
        try:
            yield office
        finally:
            office.close()

    def account(self) -> str:
        """The user's account name; asked for when it was not given."""
        self.user = self.user or _ask(_("Nama akun"))
        return self.user

    def password(self) -> str:
        """The user's password: from the file, the variable ``PPO_PASSWORD``, or asked for once."""
        if not self._password:
            question = _("Kata sandi {user}").format(user=self.user)
            self._password = read_password(self.password_file, "PPO_PASSWORD", question)
        return self._password

    def new_password(self) -> str:
        """The password the user is to have, typed twice where it is typed."""
        question = _("Kata sandi baru untuk {user}").format(user=self.user)
        self._password = read_new_password(self.password_file, "PPO_PASSWORD", question)
        return self._password

    def assenting(self, office: Office, name: str, password_file: Path | None) -> Credentials | None:
        """Who assents: the named person by own password, else the user if they may, else nobody."""
        from ppo_desktop.operations.house.keyring import Credentials

        if name:
            return Credentials(
                name, read_password(password_file, "PPO_ASSENT_PASSWORD", _("Kata sandi {user}").format(user=name))
            )
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
            from ppo_desktop.operations.keys.enrolment import same_words

            answer = typed or _ask(_("Kata kunci yang dibacakan {office}").format(office=who))
            return same_words(answer, shown)

        return confirm


def read_password(file: Path | None, variable: str, question: str) -> str:
    """A password from ``file`` (first line), the environment, or a prompt without echo."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").split("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise _unreadable("password-file", file) from error
    if variable in os.environ:
        return os.environ[variable]
    return _ask(question, hide=True, variable=variable)


def read_new_password(file: Path | None, variable: str, question: str) -> str:
    """As ``read_password``; a person types it a second time."""
    password = read_password(file, variable, question)
    if file is None and variable not in os.environ and _ask(_("Ulangi kata sandi itu"), hide=True) != password:
        raise Refused("password-differs", _("Kedua kata sandi tidak sama."), _("Ulangi perintahnya."))
    return password


def write_json(fields: Mapping[str, object]) -> None:
    """One object on one line."""
    typer.echo(json.dumps(fields, ensure_ascii=False, sort_keys=True))


def read_json_object(source: str) -> dict[str, object]:
    """The JSON object in the file ``source`` (``-``: standard input); raises ``World``, or ``Refused('json')``."""
    name = _("Masukan baku") if source == "-" else Path(source).name
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        value = json.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable("file-unreadable", Path(source)) from error
    except (ValueError, RecursionError) as error:
        raise Refused(
            "json", _("{file} bukan JSON yang benar.").format(file=name), _("Periksa tanda kutip, kurung, dan koma.")
        ) from error
    if not isinstance(value, dict):
        advice = _('Tulis seperti {"name": "…"}.')
        raise Refused("json", _("{file} bukan satu objek JSON.").format(file=name), advice)
    return value


def _ask(question: str, *, hide: bool = False, variable: str = "PPO_PASSWORD") -> str:
    if not sys.stdin.isatty():
        raise World(
            "not-asked",
            _("{what} belum diberikan.").format(what=question),
            _("Berikan lewat pilihan, berkas kata sandi, atau variabel {variable}.").format(variable=variable),
        )
    return str(typer.prompt(question, hide_input=hide, err=True))


def _unreadable(code: str, file: Path) -> World:
    return World(
        code, _("Berkas {file} tidak dapat dibaca.").format(file=file), _("Periksa nama dan foldernya, lalu coba lagi.")
    )
