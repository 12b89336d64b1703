"""XMP and Info as PDF/UA-1 (ISO 14289-1), PDF/A-2 (ISO 19005-2) and PDF/X-4 (ISO 15930-7) ask for them."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from reportgen.frames import Publication

_HEAD = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
"""
_ARCHIVE = """<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
"""
"""PDF/A-2b and PDF/UA-1, with the schema of the latter, as the former asks for."""

_SECOND_EDITION = """<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev>
<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>
"""
"""PDF/A-4 (ISO 19005-4, 6.7.3) and PDF/UA-2 (ISO 14289-2, 5)."""

_TAIL = """</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def author(publication: Publication) -> str:
    return ", ".join(publication.authors)


def archive_claims(*, level_a: bool) -> str:
    """PDF/UA-1 with PDF/A-2b, or with PDF/A-2a, which says that all text can be read, too."""
    return _ARCHIVE.replace(LEVEL_B, LEVEL_A) if level_a else _ARCHIVE


def second_edition(metadata: bytes) -> bytes:
    """Metadata of an archive with what they claim by PDF/A-4 and PDF/UA-2, which describe no schemas of their own."""
    return metadata.replace(_ARCHIVE.encode(), _SECOND_EDITION.encode())


LEVEL_A, LEVEL_B = (f"<pdfaid:conformance>{level}</pdfaid:conformance>" for level in "AB")
"""How the metadata say that all text can be read, or that the file is seen the same everywhere and no more."""


def press_claims(publication: Publication) -> str:
    """PDF/X-4 (ISO 15930-7, 6.16), with what it asks for besides: times, and an identifier of the file."""
    identifier = _identifier(publication)
    return (
        '<pdfxid:GTS_PDFXVersion xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">PDF/X-4</pdfxid:GTS_PDFXVersion>\n'
        "<pdf:Trapped>False</pdf:Trapped>\n"
        f"<xmp:MetadataDate>{publication.created or UNDATED}</xmp:MetadataDate>\n"
        f'<xmpMM:DocumentID xmlns:xmpMM="{_MEDIA}">uuid:{identifier}</xmpMM:DocumentID>\n'
        f'<xmpMM:VersionID xmlns:xmpMM="{_MEDIA}">1</xmpMM:VersionID>\n'
        f'<xmpMM:RenditionClass xmlns:xmpMM="{_MEDIA}">default</xmpMM:RenditionClass>\n'
    )


UNDATED = "2000-01-01T00:00:00Z"
"""When files for a press were made whose source gives no time, and they must have one."""

_MEDIA = "http://ns.adobe.com/xap/1.0/mm/"


def _identifier(publication: Publication) -> str:
    """A UUID by what the publication says of itself (RFC 9562, 5.5), so that the same source gives the same."""
    said = (publication.title, publication.subtitle, *publication.authors, publication.date, publication.created)
    return str(uuid5(NAMESPACE_URL, "\n".join(said)))


def xmp(publication: Publication, claims: str, undated: str = "") -> bytes:
    """The metadata stream: what Info says, and what the file claims to be. `undated` is the time of a publication
    that has none.
    """
    parts = [
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(publication.title)}</rdf:li></rdf:Alt></dc:title>'
    ]
    if publication.authors:
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(author(publication))}</rdf:li></rdf:Seq></dc:creator>")
    if publication.subtitle:
        parts.append(
            '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">'
            f"{escape(publication.subtitle)}</rdf:li></rdf:Alt></dc:description>"
        )
    parts.append(f"<dc:language><rdf:Bag><rdf:li>{escape(publication.language)}</rdf:li></rdf:Bag></dc:language>")
    parts.append("<pdf:Producer>reportgen</pdf:Producer><xmp:CreatorTool>reportgen</xmp:CreatorTool>")
    created = publication.created or undated
    if created:
        parts.append(f"<xmp:CreateDate>{created}</xmp:CreateDate>")
        parts.append(f"<xmp:ModifyDate>{created}</xmp:ModifyDate>")
    return (_HEAD + "\n".join(parts) + claims + _TAIL).encode("utf-8")


def info_date(created: str) -> str:
    """``2022-03-01T00:00:00Z`` as a PDF date (ISO 32000-1, 7.9.4)."""
    digits = "".join(char for char in created if char.isdigit())
    return f"D:{digits}Z"


def srgb_profile() -> bytes:
    """An sRGB profile without a clock in it: bytes 24 to 35 of a profile are its date (ICC.1, 7.2.1)."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    profile[84:100] = bytes(16)
    return bytes(profile)
