"""Colour spaces of inks that are no process inks (ISO 32000-1, 8.6.6): alone, and with black that makes them darker."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc

from reportgen.frames import Process


def separation(spot: str, proof: Process) -> Any:
    """The space of one ink, whose tints are those of a mixture of process inks on a proof."""
    function = pdfdoc.PDFDictionary(
        {
            "FunctionType": 2,
            "Domain": pdfdoc.PDFArray([0, 1]),
            "C0": pdfdoc.PDFArray([0.0] * 4),
            "C1": pdfdoc.PDFArray(proof),
            "N": 1,
        }
    )
    return pdfdoc.PDFArray([pdfdoc.PDFName("Separation"), _name(spot), pdfdoc.PDFName("DeviceCMYK"), function])


def with_black(spot: str, proof: Process) -> Any:
    """The space of one ink and black over it."""
    names = pdfdoc.PDFArray([_name(spot), pdfdoc.PDFName("Black")])
    about = pdfdoc.PDFDictionary({"Colorants": pdfdoc.PDFDictionary({_name(spot)[1:]: separation(spot, proof)})})
    device = pdfdoc.PDFName("DeviceCMYK")
    return pdfdoc.PDFArray([pdfdoc.PDFName("DeviceN"), names, device, _Darkened(proof), about])


class _Darkened(pdfdoc.PDFObject):  # type: ignore[misc]
    """The function from the tint of an ink and the part of black to process inks (7.10.5): a stream of its own."""

    def __init__(self, proof: Process) -> None:
        cyan, magenta, yellow, black = proof
        code = (
            f"{{exch dup {cyan:g} mul exch dup {magenta:g} mul exch dup {yellow:g} mul exch {black:g} mul "
            "5 -1 roll add dup 1 gt {pop 1} if}"
        )
        self.stream = pdfdoc.PDFStream(content=code, filters=None)
        self.stream.dictionary["FunctionType"] = 4
        self.stream.dictionary["Domain"] = pdfdoc.PDFArray([0, 1] * 2)
        self.stream.dictionary["Range"] = pdfdoc.PDFArray([0, 1] * 4)

    def format(self, document: Any) -> Any:
        return pdfdoc.format(document.Reference(self.stream), document)


def _name(text: str) -> str:
    """A name object, whose odd characters are written by their numbers (ISO 32000-1, 7.3.5)."""
    return "/" + "".join(chr(one) if chr(one).isalnum() and one < 128 else f"#{one:02X}" for one in text.encode())
