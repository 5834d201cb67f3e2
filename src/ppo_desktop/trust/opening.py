"""Opening a signed PDF from a stranger: three steps, each a gate for the next.

1. ``preflight``: bytes only; one canonical signature that fits the file.
2. The certificate chains to a root we confirmed and is not revoked; pyHanko validates the CMS once more.
3. Only now the PDF parser, strict and with limits: it must see that same single signature, certifying "no changes",
   over the entire file; then allow-lists for catalogue, pages and attachments.

Every failure is ``Refused``; anything unforeseen a hostile file provokes becomes ``Refused('unreadable')``. Codes::

    too-big not-pdf truncated not-signed altered signature-form      the file (step 1)
    unknown-key wrong-office wrong-usage revoked expired not-yet-valid crl-missing crl-stale    the key (step 2)
    signature-form extra-content attachments unreadable              what the parser finds (step 3)

What the attachments say is for the caller to read. Run it in a worker process with time and memory limits.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
from collections.abc import Collection, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import cms
from msgspec import Struct
from pyhanko.pdf_utils.decode_limits import DecodeLimits
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, NumberObject, StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel

from ppo_desktop.core.errors import PpoError
from ppo_desktop.trust.certificates import OfficeKey, Trust, check_office_certificate, validation_context
from ppo_desktop.trust.preflight import Envelope, preflight, refused
from ppo_desktop.trust.signature import FIELD
from ppo_desktop.trust.silence import silence_pyhanko


class Limits(Struct, frozen=True):
    """How much of a file is looked at."""

    file_bytes: int = 64 << 20
    attachment_bytes: int = 64 << 20
    """Any one attachment."""
    pages: int = 50


DEFAULT_LIMITS = Limits()


class Names(Struct, frozen=True):
    """Which attachments a file must and may have."""

    required: frozenset[str]
    further: re.Pattern[str] | None = None
    """Names beyond the required ones match this; ``None``: there are none."""
    most: int = 64

    def allow(self, found: Collection[str]) -> bool:
        more = set(found) - self.required
        matching = self.further is not None and all(self.further.fullmatch(name) for name in more)
        return self.required <= set(found) and (not more or matching) and len(more) <= self.most


class Opened(Struct, frozen=True):
    """A file that is whole and signed with a key we know; its attachments are the signer's word, not yet read."""

    attachments: Mapping[str, bytes]
    signer: OfficeKey
    certificate: bytes
    """The signer's certificate, DER; its SHA-256 is the fingerprint."""
    signed_at: datetime
    """By the sender's own clock: to be shown as such, never used for order."""


def open_signed_pdf(data: bytes, trust: Trust, names: Names, limits: Limits = DEFAULT_LIMITS) -> Opened:
    """The attachments of a signed PDF, if and only if it passes every gate; raises ``Refused`` (codes above).

    Not to be called where an asyncio loop runs.
    """
    silence_pyhanko()
    try:
        envelope = preflight(data, limits.file_bytes)
        signer = check_office_certificate(envelope.certificate, trust)
        _validate_cms(envelope, trust)
        return _read(data, envelope, signer, names, limits)
    except PpoError:
        raise
    except Exception as error:  # hostile files make libraries raise nearly anything
        raise refused("unreadable") from error


def _validate_cms(envelope: Envelope, trust: Trust) -> None:
    status = asyncio.run(
        async_validate_detached_cms(
            envelope.signed,
            cms.ContentInfo.load(envelope.cms)["content"],
            signer_validation_context=validation_context(envelope.certificate, trust),
            key_usage_settings=_usage(),
        )
    )
    if not status.bottom_line:
        raise refused("signature-form")


def _usage() -> KeyUsageConstraints:
    return KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=True)


def _read(data: bytes, envelope: Envelope, signer: OfficeKey, names: Names, limits: Limits) -> Opened:
    if data.count(b"startxref") > 2 or not data.endswith(b"%%EOF\n"):
        raise refused("extra-content")  # each revision costs the parser quadratically
    reader = PdfFileReader(BytesIO(data), strict=True, decode_limits=DecodeLimits.for_untrusted_input())
    if reader.encrypted:
        raise refused("extra-content")
    signature = _the_signature(reader, envelope)
    _demand_plain(reader, signature, limits)
    _demand_whole(signature, envelope)
    signed_at = signature.self_reported_timestamp
    if signed_at is None or signed_at.tzinfo is None:
        raise refused("signature-form")
    attachments = _attachments(reader.root, names, limits)
    return Opened(attachments, signer, envelope.certificate, signed_at)


def _demand_whole(signature: Any, envelope: Envelope) -> None:
    """The signature, which was validated before, covers the entire file for the parser as it did for the preflight.

    Both look at the same CMS (``_the_signature``); over the same digest it need not be validated once more.
    """
    signature.compute_integrity_info()
    info = signature.summarise_integrity_info()
    same = signature.md_algorithm == "sha256" and hmac.compare_digest(
        signature.compute_digest(), hashlib.sha256(envelope.signed).digest()
    )
    if not same or not info["docmdp_ok"] or info["coverage"] != SignatureCoverageLevel.ENTIRE_FILE:
        raise refused("signature-form")


def _the_signature(reader: PdfFileReader, envelope: Envelope) -> Any:
    """The one signature, which must be the one the preflight saw, certifying and allowing no changes."""
    signatures = reader.embedded_signatures
    if len(signatures) != 1:
        raise refused("signature-form")
    (signature,) = signatures
    same = (
        signature.field_name == FIELD
        and signature.sig_object_type == "/Sig"
        and signature.sig_object.get("/SubFilter") == "/ETSI.CAdES.detached"
        and bytes(signature.pkcs7_content) == envelope.contents
        and signature.docmdp_level == MDPPerm.NO_CHANGES
        and _reference(reader.root["/Perms"], "/DocMDP") == _reference(signature.sig_field, "/V")
    )
    if not same:
        raise refused("signature-form")
    return signature


_CATALOGUE = frozenset(
    {
        "/Type",
        "/Version",
        "/Extensions",
        "/Pages",
        "/Lang",
        "/Metadata",
        "/OutputIntents",
        "/Names",
        "/AF",
        "/AcroForm",
        "/Perms",
        "/PageMode",
        "/PageLayout",
        "/PageLabels",
        "/Outlines",
        "/ViewerPreferences",
        "/MarkInfo",
        "/StructTreeRoot",
    }
)
_PAGE = frozenset(
    {
        "/Type",
        "/Parent",
        "/MediaBox",
        "/CropBox",
        "/TrimBox",
        "/BleedBox",
        "/ArtBox",
        "/Resources",
        "/Contents",
        "/Rotate",
        "/Trans",
        "/Group",
        "/StructParents",
        "/Tabs",
        "/Annots",
    }
)
_PAGES = frozenset({"/Type", "/Parent", "/Kids", "/Count", "/MediaBox", "/CropBox", "/Resources", "/Rotate"})
_WIDGET = frozenset({"/Type", "/Subtype", "/FT", "/T", "/V", "/F", "/P", "/Rect", "/Ff", "/AP"})


def _demand_plain(reader: PdfFileReader, signature: Any, limits: Limits) -> None:
    """No actions, scripts, forms, layers, portfolios or annotations: only what our own pages need."""
    root = reader.root
    _demand_keys(root, _CATALOGUE)
    _demand_keys(root.get("/Names", DictionaryObject()), {"/EmbeddedFiles"})
    _demand_keys(root.get("/Outlines", DictionaryObject()), {"/Type", "/Count"})  # an entry may carry an action
    _demand_keys(root["/AcroForm"], {"/Fields", "/SigFlags"})
    _demand_keys(root["/Perms"], {"/DocMDP"})
    _demand_keys(signature.sig_field, _WIDGET)
    annotations = []
    for page in _pages(root, limits):
        _demand_keys(page, _PAGE)
        on_page = page.get("/Annots", ())
        annotations += [_reference(on_page, i) for i in range(len(on_page))]
    form_fields = root["/AcroForm"]["/Fields"]
    if len(form_fields) != 1 or annotations != [_reference(form_fields, 0)]:
        raise refused("extra-content")


def _pages(root: DictionaryObject, limits: Limits) -> list[DictionaryObject]:
    """All leaves of the page tree as it hangs, not as it counts itself: a viewer may show what is not counted."""
    pages: list[DictionaryObject] = []
    nodes = [_reference(root, "/Pages")]
    waiting = [root["/Pages"]]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, DictionaryObject) or len(nodes) > 2 * limits.pages:
            raise refused("extra-content")
        if "/Kids" not in node:
            pages.append(node)
            continue
        _demand_keys(node, _PAGES)
        kids = node["/Kids"]
        nodes += [_reference(kids, i) for i in range(len(kids))]
        waiting += [kids[i] for i in range(len(kids))]
    counted = root["/Pages"]["/Count"]
    is_tree = len(set(nodes)) == len(nodes) and 1 <= len(pages) <= limits.pages
    if not is_tree or not isinstance(counted, NumberObject) or counted != len(pages):
        raise refused("extra-content")
    return pages


def _demand_keys(dictionary: Any, allowed: frozenset[str] | set[str]) -> None:
    if not isinstance(dictionary, DictionaryObject) or not set(dictionary) <= allowed:
        raise refused("extra-content")


def _attachments(root: DictionaryObject, names: Names, limits: Limits) -> dict[str, bytes]:
    """The embedded files, by a flat and sorted name tree, unfiltered, and the same under ``/AF``."""
    if not names.required and not {"/Names", "/AF"} & set(root):
        return {}
    tree = root["/Names"]["/EmbeddedFiles"]
    pairs = tree.get("/Names")
    if not isinstance(tree, DictionaryObject) or set(tree) != {"/Names"} or not isinstance(pairs, ArrayObject):
        raise refused("attachments")
    found = [str(pairs[i]) for i in range(0, len(pairs), 2)]
    specs = [pairs.raw_get(i) for i in range(1, len(pairs), 2)]
    associated = root["/AF"]
    sound = (
        len(pairs) == 2 * len(found)
        and found == sorted(set(found))
        and names.allow(found)
        and isinstance(associated, ArrayObject)
        and all(isinstance(spec, IndirectObject) for spec in specs)
        and sorted(_reference(associated, i) for i in range(len(associated)))
        == sorted(_reference(pairs, i) for i in range(1, len(pairs), 2))
    )
    if not sound:
        raise refused("attachments")
    return {name: _content(name, spec.get_object(), limits) for name, spec in zip(found, specs, strict=True)}


def _content(name: str, spec: Any, limits: Limits) -> bytes:
    allowed = {"/Type", "/F", "/UF", "/EF", "/AFRelationship", "/Desc"}
    if not isinstance(spec, DictionaryObject) or not set(spec) <= allowed:
        raise refused("attachments")
    files = spec["/EF"]
    if str(spec["/F"]) != name or str(spec["/UF"]) != name or not set(files) <= {"/F", "/UF"}:
        raise refused("attachments")
    if len({_reference(files, key) for key in files}) != 1:
        raise refused("attachments")
    stream = files["/F"]
    plain = (
        isinstance(stream, StreamObject)
        and set(stream) <= {"/Type", "/Subtype", "/Params", "/Length"}
        and len(stream.encoded_data) <= limits.attachment_bytes
    )
    if not plain:
        raise refused("attachments")
    return bytes(stream.encoded_data)


def _reference(container: Any, key: Any) -> tuple[int, int]:
    """Number and generation of the object ``container`` points to at ``key``; it must be a reference."""
    raw = container.raw_get(key)
    if not isinstance(raw, IndirectObject):
        raise refused("extra-content")
    return raw.idnum, raw.generation
