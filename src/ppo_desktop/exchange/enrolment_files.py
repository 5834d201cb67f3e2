"""Enrolment travels as two small text files: a request for certificates, and the answer to it.

No carriers: whoever asks has no certificate to sign with, and the answer holds only certificates and a revocation
list, each of which proves itself once a person has compared the root's words. Layout::

    PPO-PERMINTAAN-KUNCI 1          (answer: PPO-JAWABAN-KUNCI 1)
    {canonical JSON}
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import CODE
from ppo_desktop.core.text import _

REQUEST = b"PPO-PERMINTAAN-KUNCI 1\n"
ANSWER = b"PPO-JAWABAN-KUNCI 1\n"
MAX_BYTES = 16 * 1024
MAX_CERTIFICATES = 8
"""The most that an answer brings for the asking device, and of the answering office."""
MOST_LISTS = 8
"""Revocation lists that are read of one entry."""


class RequestFile(Struct, frozen=True):
    """A device's wish to be certified: one signing request (PKCS#10 DER) per use of its keys."""

    office: str
    training: bool
    requests: dict[str, bytes]
    """``assent`` and ``dispatch``."""

    def write(self) -> bytes:
        body = {
            "office": self.office,
            "requests": {use: to_text(der) for use, der in self.requests.items()},
            "training": self.training,
        }
        return REQUEST + canonical.write(body) + b"\n"

    @property
    def digest(self) -> bytes:
        """SHA-256 of the file: what both offices compare as words."""
        return hashlib.sha256(self.write()).digest()


class AnswerFile(Struct, frozen=True):
    """The root's answer: its certificate and revocation list, the certificates asked for, and its own office's."""

    request: str
    """SHA-256 of the request file, hexadecimal."""
    root: bytes
    crl: bytes
    certificates: tuple[bytes, ...]
    """For the asking device."""
    issuer: tuple[bytes, ...]
    """Of the answering office, so that reports can be sealed to it."""

    def write(self) -> bytes:
        body = {
            "certificates": [to_text(der) for der in self.certificates],
            "crl": to_text(self.crl),
            "issuer": [to_text(der) for der in self.issuer],
            "request": self.request,
            "root": to_text(self.root),
        }
        return ANSWER + canonical.write(body) + b"\n"


def read_request(data: bytes) -> RequestFile:
    """The request in ``data``; raises ``Refused('enrolment-form')``."""
    body = _body(data, REQUEST, {"office", "requests", "training"})
    requests = body["requests"]
    if not isinstance(requests, dict) or set(requests) != {"assent", "dispatch"}:
        raise _bad_form()
    office, training = body["office"], body["training"]
    if not isinstance(office, str) or not CODE.fullmatch(office) or not isinstance(training, bool):
        raise _bad_form()
    return RequestFile(office, training, {use: _from_text(text) for use, text in requests.items()})


def read_answer(data: bytes) -> AnswerFile:
    """The answer in ``data``; raises ``Refused('enrolment-form')``."""
    body = _body(data, ANSWER, {"certificates", "crl", "issuer", "request", "root"})
    request = body["request"]
    if not isinstance(request, str) or len(request) != 64:
        raise _bad_form()
    return AnswerFile(
        request=request,
        root=_from_text(body["root"]),
        crl=_from_text(body["crl"]),
        certificates=_certificates(body["certificates"]),
        issuer=_certificates(body["issuer"]),
    )


def _body(data: bytes, heading: bytes, keys: set[str]) -> dict[str, object]:
    if len(data) > MAX_BYTES or not data.startswith(heading) or not data.endswith(b"\n"):
        raise _bad_form()
    try:
        body = canonical.read(data[len(heading) : -1])
    except ValueError as error:
        raise _bad_form() from error
    if not isinstance(body, dict) or set(body) != keys:
        raise _bad_form()
    return body


def _certificates(value: object) -> tuple[bytes, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_CERTIFICATES:
        raise _bad_form()
    return tuple(_from_text(item) for item in value)


def to_text(der: bytes) -> str:
    """Base64, as DER stands in every text of ours."""
    return base64.b64encode(der).decode()


def _from_text(value: object) -> bytes:
    if not isinstance(value, str):
        raise _bad_form()
    try:
        der = base64.b64decode(value, validate=True)
    except ValueError as error:
        raise _bad_form() from error
    if to_text(der) != value:  # the last character has bits to spare: one file, one form
        raise _bad_form()
    return der


def some_der(value: object, most: int) -> list[bytes]:
    """What of a list that anybody may have written is base64, of the first ``most``; nothing where it is no list."""
    found = []
    for item in value[:most] if isinstance(value, list) else ():
        try:
            found.append(_from_text(item))
        except Refused:
            continue
    return found


def lists_told(values: Mapping[str, object]) -> list[bytes]:
    """The revocation lists (DER) that a report or a receipt tells, ``crl`` and ``crls``, whoever signed them."""
    return [*some_der([values.get("crl")], 1), *some_der(values.get("crls"), MOST_LISTS)]


def _bad_form() -> Refused:
    return Refused(
        "enrolment-form",
        _("Berkas ini bukan permintaan atau jawaban kunci PPO Desktop, atau sudah berubah."),
        _("Minta kantor pengirim membuatnya lagi."),
    )
