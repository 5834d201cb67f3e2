"""The emergency code is typed back in part, and no typing mistake holds a person for ever."""

from __future__ import annotations

import sys

import pytest
import typer

from ppo_desktop.cli.office_verbs import _is_code_copied

CODE = "7K3QD-0ABC1-0ABC1-0ABC1-0ABC1-0ABC1"


def asked(answers: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many times something was asked for."""
    count = 0

    def prompt(question: str) -> str:
        nonlocal count
        count += 1
        return next(answer for part, answer in answers.items() if part in question)

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(typer, "prompt", prompt)
    _is_code_copied(CODE)
    return count


def test_the_letter_o_does_for_a_zero(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked({"ke-1": "7k3qd", "": "OABCI"}, monkeypatch) == 2
    assert "Benar." in capsys.readouterr().out


def test_after_five_wrong_tries_the_code_is_shown_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked({"": "salah"}, monkeypatch) == 5
    assert CODE in capsys.readouterr().out
