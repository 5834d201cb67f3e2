"""What the tampered copies change: in the CMS, by incremental update, or by writing the file anew."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
from asn1crypto import cms, core, x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from pikepdf import Dictionary, Name, Stream, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

# ------------------------------------------------------------------------------------------- changes to the CMS


def _cms_unsigned_attribute(content: cms.SignedData) -> None:
    attribute = cms.CMSAttribute({"type": "1.2.3.4", "values": [core.OctetString(b"x")]})
    content["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([attribute])


def _cms_other_s(content: cms.SignedData) -> None:
    signer = content["signer_infos"][0]
    r, s = decode_dss_signature(signer["signature"].native)
    signer["signature"] = encode_dss_signature(r, P256_ORDER - s)


def _cms_certificate_twice(content: cms.SignedData) -> None:
    one = content["certificates"][0].chosen.dump()
    content["certificates"] = cms.CertificateSet(
        [cms.CertificateChoices("certificate", x509.Certificate.load(one)) for _i in range(2)]
    )


def _cms_no_certificate(content: cms.SignedData) -> None:
    del content["certificates"]


def _cms_two_signers(content: cms.SignedData) -> None:
    one = content["signer_infos"][0].dump()
    content["signer_infos"] = cms.SignerInfos([cms.SignerInfo.load(one), cms.SignerInfo.load(one)])


def _cms_no_signer(content: cms.SignedData) -> None:
    content["signer_infos"] = cms.SignerInfos([])


def _cms_two_digests(content: cms.SignedData) -> None:
    content["digest_algorithms"] = cms.DigestAlgorithms([{"algorithm": "sha256"}, {"algorithm": "sha512"}])


def _cms_no_parameter(content: cms.SignedData) -> None:
    # SHA-256 with its parameter absent instead of NULL: both are allowed, only one is ours.
    content["digest_algorithms"] = cms.DigestAlgorithms.load(bytes.fromhex("310d300b0609608648016503040201"))


def _cms_version(content: cms.SignedData) -> None:
    content["version"] = "v3"


def _cms_content_inside(content: cms.SignedData) -> None:
    content["encap_content_info"] = {"content_type": "data", "content": b"lain"}


def _cms_wrong_algorithm(content: cms.SignedData) -> None:
    content["signer_infos"][0]["signature_algorithm"] = {"algorithm": "sha512_ecdsa"}


def _cms_no_signed_attributes(content: cms.SignedData) -> None:
    del content["signer_infos"][0]["signed_attrs"]


def _cms_fewer_attributes(content: cms.SignedData) -> None:
    signer = content["signer_infos"][0]
    kept = [a for a in signer["signed_attrs"] if a["type"].native != "signing_certificate_v2"]
    signer["signed_attrs"] = cms.CMSAttributes([cms.CMSAttribute.load(a.dump()) for a in kept])


CMS_CHANGES: dict[str, Callable[[cms.SignedData], None]] = {
    "unsigned-attribute": _cms_unsigned_attribute,
    "other-s": _cms_other_s,
    "certificate-twice": _cms_certificate_twice,
    "no-certificate": _cms_no_certificate,
    "two-signers": _cms_two_signers,
    "no-signer": _cms_no_signer,
    "two-digests": _cms_two_digests,
    "no-parameter": _cms_no_parameter,
    "version": _cms_version,
    "content-inside": _cms_content_inside,
    "wrong-algorithm": _cms_wrong_algorithm,
    "no-signed-attributes": _cms_no_signed_attributes,
    "fewer-attributes": _cms_fewer_attributes,
}


# ------------------------------------------------------------------------------------------- incremental updates


def _set_title(writer: IncrementalPdfFileWriter) -> None:
    info = generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("Lain")})
    writer.set_info(writer.add_object(info))


def _add_annotation(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (70, 700, 300, 740)]),
            generic.pdf_name("/Contents"): generic.pdf_string("NIHIL"),
        }
    )
    page.setdefault(generic.pdf_name("/Annots"), generic.ArrayObject()).append(writer.add_object(note))
    writer.update_container(page)


def _add_action(writer: IncrementalPdfFileWriter) -> None:
    writer.root[generic.pdf_name("/OpenAction")] = generic.DictionaryObject(
        {generic.pdf_name("/S"): generic.pdf_name("/JavaScript"), generic.pdf_name("/JS"): generic.pdf_string("1")}
    )
    writer.update_root()


def _add_dss(writer: IncrementalPdfFileWriter) -> None:
    certificate = generic.StreamObject(stream_data=b"\x30\x00")
    writer.root[generic.pdf_name("/DSS")] = generic.DictionaryObject(
        {generic.pdf_name("/Certs"): generic.ArrayObject([writer.add_object(certificate)])}
    )
    writer.update_root()


def _change_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    page[generic.pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
    writer.update_container(page)


PDF_UPDATES: dict[str, Callable[[IncrementalPdfFileWriter], None]] = {
    "title": _set_title,
    "annotation": _add_annotation,
    "open-action": _add_action,
    "dss": _add_dss,
    "page-content": _change_page,
}


def _names_of(writer: IncrementalPdfFileWriter) -> generic.ArrayObject:
    pairs: generic.ArrayObject = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    return pairs


def _update_names(change: Callable[[generic.ArrayObject], None]) -> Callable[[IncrementalPdfFileWriter], None]:
    def update(writer: IncrementalPdfFileWriter) -> None:
        pairs = [_names_of(writer).raw_get(i) for i in range(len(_names_of(writer)))]
        array = generic.ArrayObject(pairs)
        change(array)
        tree = generic.DictionaryObject({generic.pdf_name("/Names"): array})
        names = generic.DictionaryObject({generic.pdf_name("/EmbeddedFiles"): tree})
        writer.root[generic.pdf_name("/Names")] = names
        writer.update_root()

    return update


def _swap(pairs: generic.ArrayObject) -> None:
    pairs[1], pairs[3] = pairs.raw_get(3), pairs.raw_get(1)


def _rename(pairs: generic.ArrayObject) -> None:
    pairs[0] = generic.pdf_string("manifes.json")


def _double(pairs: generic.ArrayObject) -> None:
    pairs.extend([pairs.raw_get(0), pairs.raw_get(1)])


def _remove(pairs: generic.ArrayObject) -> None:
    del pairs[0:2]


def _replace_content(writer: IncrementalPdfFileWriter) -> None:
    reference = _names_of(writer)[1].raw_get("/EF")
    files = reference.get_object() if isinstance(reference, generic.IndirectObject) else reference
    stream = files["/F"]
    stream._data = stream._encoded_data = b'{"format":"ppo","kind":"lain"}'
    writer.mark_update(files.raw_get("/F"))


ATTACHMENT_UPDATES: dict[str, Callable[[IncrementalPdfFileWriter], None]] = {
    "attachments-swapped": _update_names(_swap),
    "attachment-renamed": _update_names(_rename),
    "attachment-doubled": _update_names(_double),
    "attachment-removed": _update_names(_remove),
    "attachment-replaced": _replace_content,
}


# ------------------------------------------------------------------------------------------- written anew


def _pairs(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.Names.EmbeddedFiles.Names


def _pike_swap(pdf: pikepdf.Pdf) -> None:
    first, second = _pairs(pdf)[1], _pairs(pdf)[3]
    first.EF, second.EF = second.EF, first.EF


def _pike_rename(pdf: pikepdf.Pdf) -> None:
    _pairs(pdf)[0] = String("manifes.json")
    _pairs(pdf)[1].F = _pairs(pdf)[1].UF = String("manifes.json")


def _pike_double(pdf: pikepdf.Pdf) -> None:
    _pairs(pdf).extend([_pairs(pdf)[0], _pairs(pdf)[1]])


def _pike_remove(pdf: pikepdf.Pdf) -> None:
    del _pairs(pdf)[0]
    del _pairs(pdf)[0]


def _pike_replace(pdf: pikepdf.Pdf) -> None:
    _pairs(pdf)[1].EF.F.write(b'{"format":"ppo","kind":"lain"}')


def _pike_add(pdf: pikepdf.Pdf) -> None:
    stream = Stream(pdf, b"MZ")
    stream.Type = Name.EmbeddedFile
    spec = Dictionary(Type=Name.Filespec, F="z.exe", UF="z.exe", EF=Dictionary(F=stream, UF=stream))
    _pairs(pdf).extend([String("z.exe"), pdf.make_indirect(spec)])


def drop_signature(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AcroForm, pdf.Root.Perms
    for page in pdf.pages:
        if "/Annots" in page:
            del page["/Annots"]


ATTACHMENT_REWRITES: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "attachments-swapped": _pike_swap,
    "attachment-renamed": _pike_rename,
    "attachment-doubled": _pike_double,
    "attachment-removed": _pike_remove,
    "attachment-replaced": _pike_replace,
    "attachment-added": _pike_add,
}
