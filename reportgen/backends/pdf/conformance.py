"""What a file promises to whom: screen readers and archives, a press, or nobody. One class a profile."""

from __future__ import annotations

from typing import Any, ClassVar

from reportlab.pdfbase import pdfdoc

from reportgen.backends.options import PdfProfile
from reportgen.backends.pdf.metadata import UNDATED, archive_claims, press_claims, srgb_profile, xmp
from reportgen.backends.pdf.paints import SCREEN, Paints
from reportgen.frames import Publication


class Conformance:
    """PDF/UA-1 and PDF/A-2b: each mark is tagged or an artifact, links lead somewhere, colours are those of screens."""

    tagged: ClassVar[bool] = True
    """Whether the file has a structure tree."""
    linked: ClassVar[bool] = True
    """Whether links lead somewhere: annotations are not printed, but a press must not have to know that."""
    for_press: ClassVar[bool] = False
    """Whether the sheet's bleed is seen when the file is opened."""

    def paints(self, publication: Publication) -> Paints:
        """What its colours are painted with."""
        return SCREEN

    undated: ClassVar[str] = ""
    """The time at which files of this profile were made whose source gives none."""

    def metadata(self, publication: Publication, *, readable: bool) -> bytes:
        """The metadata stream; `readable` says whether all text is of characters that everybody knows."""
        return xmp(publication, self.claims(publication, readable=readable), self.undated)

    def claims(self, publication: Publication, *, readable: bool) -> str:
        """What its metadata say of standards."""
        return archive_claims(level_a=False)

    def intent(self, document: Any, paints: Paints) -> Any:
        """The output intent (ISO 32000-1, 14.11.5), or None."""
        return _intent(document, "GTS_PDFA1", srgb_profile(), 3, ("sRGB", "sRGB IEC61966-2.1"))

    def finished(self, data: bytes) -> bytes:
        """A file that is drawn, as it is promised."""
        return data


class SecondEdition(Conformance):
    """PDF/UA-2 and PDF/A-4: the same file, said in PDF 2.0."""

    def finished(self, data: bytes) -> bytes:
        from reportgen.backends.pdf.second_edition import as_second_edition

        return as_second_edition(data)


class ForArchives(Conformance):
    """PDF/UA-1 and PDF/A-2a where it holds: not where text is of characters for private use (ISO 19005-2, 6.2.11.7.3),
    of which an archive cannot know what they mean.
    """

    def claims(self, publication: Publication, *, readable: bool) -> str:
        return archive_claims(level_a=readable)


class Plain(Conformance):
    """The pages alone, with links, and as small as they can be."""

    tagged = False

    def claims(self, publication: Publication, *, readable: bool) -> str:
        return ""

    def intent(self, document: Any, paints: Paints) -> Any:
        return None


class ForPress(Conformance):
    """PDF/X-4 (ISO 15930-7): the colours of a press, no links, the profile of the printing condition in the file."""

    tagged = False
    linked = False
    for_press = True
    undated = UNDATED

    def paints(self, publication: Publication) -> Paints:
        from reportgen.backends.pdf.press_paints import PressPaints

        return PressPaints(publication.press, publication.theme)

    def claims(self, publication: Publication, *, readable: bool) -> str:
        return press_claims(publication)

    def intent(self, document: Any, paints: Paints) -> Any:
        from reportgen.backends.pdf.press_paints import PressPaints, condition_of

        assert isinstance(paints, PressPaints)
        return _intent(document, "GTS_PDFX", paints.profile, 4, condition_of(paints.profile))


_PROFILES: dict[PdfProfile, type[Conformance]] = {
    "ua1+a2": Conformance,
    "ua1+a2a": ForArchives,
    "ua2+a4": SecondEdition,
    "x4": ForPress,
    "plain": Plain,
}


def conformance(profile: PdfProfile) -> Conformance:
    """What a profile promises."""
    return _PROFILES[profile]()


def _intent(document: Any, kind: str, profile: bytes, channels: int, names: tuple[str, str]) -> Any:
    """An output intent with its profile; `names` are the identifier of the condition and what it is in words."""
    stream = pdfdoc.PDFStream(content=profile, filters=[pdfdoc.PDFZCompress])
    stream.dictionary["N"] = channels
    entries = {
        "Type": pdfdoc.PDFName("OutputIntent"),
        "S": pdfdoc.PDFName(kind),
        "OutputConditionIdentifier": pdfdoc.PDFString(names[0]),
        "Info": pdfdoc.PDFString(names[1]),
        "DestOutputProfile": document.Reference(stream),
    }
    if kind == "GTS_PDFX":
        entries["RegistryName"] = pdfdoc.PDFString("http://www.color.org")
    return pdfdoc.PDFArray([pdfdoc.PDFDictionary(entries)])
