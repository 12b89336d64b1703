"""Styled paragraphs, a language and a font chain → shaped, broken lines. Does not know where the lines will stand."""

from reportgen.text.typesetter import Profile, SetParagraph, Typesetter

__all__ = ["Profile", "SetParagraph", "Typesetter"]
