"""The structure tree of any PDF (ISO 32000-1, 14.7): its elements with their words, languages and annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pikepdf

from reportgen.preflight.pdf_pages import PageFacts

_INLINE = ("Span", "Link", "Em", "Strong", "Quote", "Reference", "Sub", "Code", "Lbl")


class _Tree(NamedTuple):
    """What is known of a file before its elements are read: its pages, and what tags of its own mean (14.7.3)."""

    pages: Mapping[tuple[int, int], PageFacts]
    roles: Any

    def tag(self, raw: Any) -> str:
        """The tag of an element, by the role map where it is one of the file's own."""
        said = str(raw.get("/S", "/Document"))
        return str(self.roles.get(said, said))[1:]


class Element:
    """A structure element with those in it, its lines, and the annotations that it names."""

    def __init__(self, raw: Any, up: Element | None, tree: _Tree, page: Any) -> None:
        self.raw = raw
        self.up = up
        self.tag = tree.tag(raw)
        self.kids: list[Element | str] = []
        self.annotations: list[Any] = []
        self.page: PageFacts | None = None
        page = raw.get("/Pg", page)
        below = raw.get("/K", pikepdf.Array([]))
        for kid in below if isinstance(below, pikepdf.Array) else [below]:
            self._take(kid, tree, page)

    def _take(self, kid: Any, tree: _Tree, page: Any) -> None:
        is_dictionary = isinstance(kid, pikepdf.Dictionary)
        if is_dictionary and kid.get("/Type") == "/OBJR":
            self.annotations.append(kid.Obj)
        elif is_dictionary and "/S" in kid:
            self.kids.append(Element(kid, self, tree, page))
        else:
            on = kid.get("/Pg", page) if is_dictionary else page
            facts = tree.pages.get(on.objgen) if on is not None else None
            number = int(kid.MCID) if is_dictionary else int(kid)
            if facts is not None:
                self.page = self.page or facts
                self.kids += facts.lines.get(number, [])

    def every(self, *tags: str) -> Iterator[Element]:
        """This one and all in it that have one of the tags, or all."""
        if not tags or self.tag in tags:
            yield self
        for kid in self.below:
            yield from kid.every(*tags)

    @property
    def below(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def breath(self) -> Iterator[str]:
        """The lines that are read together with its own."""
        for kid in self.kids:
            if isinstance(kid, str):
                yield kid
            elif kid.is_inline:
                yield from kid.breath()

    @property
    def is_inline(self) -> bool:
        """Whether it is a part of a line (14.8.4.4)."""
        return self.tag in _INLINE

    @property
    def is_figure(self) -> bool:
        return self.tag in ("Figure", "Formula")

    @property
    def is_pictured(self) -> bool:
        """Whether what is read is an alternative text, and not its words."""
        return self.is_figure or self.is_in("Figure", "Formula")

    @property
    def leads_inside(self) -> bool:
        """Whether it is a link to a place in the file."""
        return self.tag == "Link" and self.target.startswith("#")

    @property
    def level(self) -> int:
        """1 to 6 of a heading that says its level; 0 of all else."""
        return int(self.tag[1]) if len(self.tag) == 2 and self.tag[0] == "H" and self.tag[1] in "123456" else 0

    @property
    def text(self) -> str:
        if "/ActualText" in self.raw:
            return str(self.raw.ActualText)
        return " ".join("".join(kid if isinstance(kid, str) else kid.text for kid in self.kids).split())

    @property
    def language(self) -> str:
        """The language that its words are read in (14.9.2.2): its own or that of what it stands in."""
        return str(self.raw.Lang) if "/Lang" in self.raw else self.up.language if self.up is not None else ""

    def above(self) -> Iterator[Element]:
        """What it stands in, the nearest first."""
        up = self.up
        while up is not None:
            yield up
            up = up.up

    def is_in(self, *tags: str) -> bool:
        return any(one.tag in tags for one in self.above())

    @property
    def section(self) -> Element | None:
        """The section that it stands in."""
        return next((one for one in self.above() if one.tag in ("Sect", "Art", "Part", "Document")), None)

    def attribute(self, key: str) -> Any:
        said = self.raw.get("/A", pikepdf.Array([]))
        owners = said if isinstance(said, pikepdf.Array) else [said]
        return next((one[key] for one in owners if isinstance(one, pikepdf.Dictionary) and key in one), None)

    @property
    def target(self) -> str:
        """Where a link leads: an address, or `#` and a place in this file; empty if nowhere."""
        for annotation in self.annotations:
            action: Any = annotation.get("/A", pikepdf.Dictionary())
            if "/URI" in action:
                return str(action["/URI"])
            place: Any = annotation.get("/Dest", action.get("/D"))
            if place is not None:
                return f"#{place.unparse().decode('latin-1')}"
        return ""

    @property
    def place(self) -> str:
        """The page that it begins on, as messages say it."""
        page = next((one.page.number for one in self.every() if one.page is not None), None)
        return "" if page is None else f"page {page}: "

    @property
    def named(self) -> str:
        """What messages call it by: its first words, quoted."""
        return f'"{shortened(self.text)}"'


def shortened(text: str) -> str:
    """A text as messages quote it."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def structure_of(pdf: pikepdf.Pdf, pages: Mapping[tuple[int, int], PageFacts]) -> Element:
    """All elements of a tagged file, under one that is the file."""
    root = pdf.Root.StructTreeRoot
    top = pikepdf.Dictionary(
        S=pikepdf.Name.File,
        K=root.get("/K", pikepdf.Array([])),
        Lang=pikepdf.String(str(pdf.Root.get("/Lang", ""))),
    )
    return Element(top, None, _Tree(pages, root.get("/RoleMap", pikepdf.Dictionary())), None)
