"""Characters and addresses that sources may hold."""

from __future__ import annotations

import re
import unicodedata

LINKS = ("https:", "http:", "mailto:", "tel:")
"""What the address of a link may begin with."""

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
"""A comment of HTML, which ends with the text where its end is missing."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """Text as it can be set: newlines as one character, composed (NFC), without control characters."""
    return unicodedata.normalize("NFC", CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
