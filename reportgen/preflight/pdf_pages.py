"""What stands on the pages of any PDF: the words of its marked content (ISO 32000-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import pikepdf

from reportgen.preflight.pdf_operators import OperatorReader, resources_of
from reportgen.structs import Struct, field


class PageFacts(Struct):
    """What a page tells: the lines of each marked content, untagged text, artifacts that say too little."""

    number: int
    lines: dict[int, list[str]] = field(default_factory=dict)
    stray: list[str] = field(default_factory=list)
    artifacts: int = 0
    untyped: int = 0
    boxless: int = 0


def facts_of_page(page: pikepdf.Page, number: int) -> PageFacts:
    """Read a page's operators, and those of the forms on it."""
    resources = resources_of(page)
    reader = _Reader(PageFacts(number), resources)
    reader.read(page, resources)
    return reader.facts


class _Reader(OperatorReader):
    """Follows what is said."""

    def __init__(self, facts: PageFacts, resources: Any) -> None:
        super().__init__(resources)
        self.facts = facts
        self.marks: list[tuple[str, Any]] = []
        self.saved: list[str] = []
        self.font = ""
        self.size = 1.0
        self.line = 0.0
        self.maps: dict[tuple[int, int] | str, tuple[dict[int, str], int]] = {}
        self.last: tuple[int, float] | None = None

    # --- marks

    def _begin(self, operands: list[Any]) -> None:
        said = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if not isinstance(said, pikepdf.Dictionary):
            said = self.resources.get("/Properties", pikepdf.Dictionary()).get(str(said), pikepdf.Dictionary())
        self.marks.append((str(operands[0]), said))
        if str(operands[0]) == "/Artifact":
            self.facts.artifacts += 1
            self.facts.untyped += "/Type" not in said
            self.facts.boxless += "/BBox" not in said
        if "/ActualText" in said:
            self._say(str(said.ActualText), of_glyphs=False)

    def _end(self, operands: list[Any]) -> None:
        if self.marks:
            self.marks.pop()

    def _say(self, text: str, *, of_glyphs: bool = True) -> None:
        """Words where they stand, if nothing is said in their place."""
        replaced = any("/ActualText" in said for _, said in self.marks)
        if any(tag == "/Artifact" for tag, _ in self.marks) or (of_glyphs and replaced):
            return
        number = next((int(said.MCID) for _, said in reversed(self.marks) if "/MCID" in said), None)
        if number is None:
            self.facts.stray += [text] if text.strip() else []
            return
        lines = self.facts.lines.setdefault(number, [])
        if (
            lines
            and self.last is not None
            and self.last[0] == number
            and abs(self.last[1] - self.line) < 0.6 * self.size
        ):
            lines[-1] += text
        else:
            lines.append(text)
        self.last = number, self.line

    # --- text

    def _take_font(self, operands: list[Any]) -> None:
        self.font, self.size = str(operands[0]), float(operands[1])

    def _begin_text(self, operands: list[Any]) -> None:
        self.line = 0.0

    def _take_place(self, operands: list[Any]) -> None:
        self.line = float(operands[-1]) if len(operands) == 6 else self.line + float(operands[-1])

    def _show(self, operands: list[Any]) -> None:
        shown = operands[0] if isinstance(operands[0], pikepdf.Array) else operands[-1:]
        known = self._map()
        codes = b"".join(bytes(one) for one in shown if isinstance(one, pikepdf.String))
        letters, wide = known
        found = (int.from_bytes(codes[at : at + wide], "big") for at in range(0, len(codes), wide))
        self._say("".join(letters.get(code, chr(code) if wide == 1 else "\ufffd") for code in found))

    def _map(self) -> tuple[dict[int, str], int]:
        """The letters of the font, and how many bytes each has."""
        font = self.resources.get("/Font", pikepdf.Dictionary()).get(self.font)
        if font is None:
            return {}, 1
        key = font.objgen if font.is_indirect else self.font
        if key not in self.maps:
            wide = 2 if font.get("/Subtype") == "/Type0" else 1
            self.maps[key] = (dict(_letters(font)), wide)
        return self.maps[key]

    # --- forms

    def _save(self, operands: list[Any]) -> None:
        self.saved.append(self.font)

    def _restore(self, operands: list[Any]) -> None:
        if self.saved:
            self.font = self.saved.pop()

    def _object(self, operands: list[Any]) -> None:
        """A form, whose operators are read too."""
        one = self.named(operands)
        if one is not None and one.get("/Subtype") == "/Form":
            self.read_form(one)

    TAKERS: ClassVar[Mapping[str, Any]] = {
        **dict.fromkeys(("BDC", "BMC"), _begin),
        "EMC": _end,
        "Tf": _take_font,
        "BT": _begin_text,
        **dict.fromkeys(("Tm", "Td", "TD"), _take_place),
        **dict.fromkeys(("Tj", "TJ", "'", '"'), _show),
        "q": _save,
        "Q": _restore,
        "Do": _object,
    }


def _letters(font: Any) -> Iterator[tuple[int, str]]:
    """The map of a font from codes to texts (ISO 32000-1, 9.10.3)."""
    said = font.ToUnicode.read_bytes().decode("latin-1") if "/ToUnicode" in font else ""
    for block in re.findall(r"beginbfchar(.*?)endbfchar", said, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w*)>", block):
            yield int(code, 16), _text(text)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", said, re.DOTALL):
        for low, high, first in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            begin = _text(first)
            for step in range(int(high, 16) - int(low, 16) + 1):
                yield int(low, 16) + step, begin[:-1] + chr(ord(begin[-1]) + step)


def _text(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be", "replace")
