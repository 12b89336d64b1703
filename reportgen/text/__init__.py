"""Styled paragraphs, a language and a font chain → shaped, broken lines. Does not know where the lines will stand."""

from reportgen.text.print_or_office import OFFICE_MEASURE, Profile
from reportgen.text.typesetter import SetParagraph, Typesetter

__all__ = ["OFFICE_MEASURE", "Profile", "SetParagraph", "Typesetter"]
