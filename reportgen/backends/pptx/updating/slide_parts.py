"""A slide in a presentation's file: its XML, what its relationships lead to, the keys of its shapes, and its copy of what
it was when it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from reportgen.backends.pptx.as_written import LAYOUT_TAG, RELATIONSHIP_TAG, SECTION_TAG, digest
from reportgen.backends.pptx.open_deck import A, OpenDeck, P, R
from reportgen.backends.pptx.relationships import Relationship, parsed
from reportgen.backends.pptx.stable_ids import SHAPE_TAG, SLIDE_TAG
from reportgen.backends.pptx.updating.same_xml import relationship_attributes
from reportgen.structs import Struct, field

TREE, LIST = f"{{{P}}}cSld/{{{P}}}spTree", f"{{{P}}}cSld/{{{P}}}custDataLst"
GROUP = f"{{{P}}}grpSp"
SHAPES = (*(f"{{{P}}}{name}" for name in ("sp", "pic", "graphicFrame", "cxnSp", "contentPart")), GROUP)
OPEN_TAG = "REPORTGEN_OPEN"
"""The name of the tag with the conflicts that nobody has settled."""

_CREATED = "{http://schemas.microsoft.com/office/drawing/2014/main}creationId"
_TAG = f"{{{P}}}tag"


class AsWritten(Struct):
    """What a slide was when it was written."""

    root: Any
    charts: list[Any] = field(default_factory=list)
    drawings: dict[int, Any] = field(default_factory=dict)
    """The shapes on charts, by the numbers of these."""
    notes: Any = None
    names: list[str] = field(default_factory=list)
    """The names of the parts, in order."""


class SlidePart:
    """A slide of a presentation."""

    def __init__(self, deck: OpenDeck, name: str) -> None:
        self.deck = deck
        self.name = name
        self.root: Any = etree.fromstring(deck.parts[name])
        self.links: dict[str, Relationship] = {one.key: one for one in deck.related(name).all}
        self.tags_name = ""
        self.tags: dict[str, str] = {}
        for one in self.links.values():
            if one.kind == "tags" and one.target in deck.parts:
                self._read_tags(one.target)
        self.key = self.tags.get(SLIDE_TAG, "")
        self._shapes: dict[str, str] = {
            name.removeprefix(SHAPE_TAG): key for name, key in self.tags.items() if name.startswith(SHAPE_TAG)
        }

    def _read_tags(self, name: str) -> None:
        found = {
            (one.get("name") or "").upper(): one.get("val") or "" for one in parsed(self.deck.parts[name]).iter(_TAG)
        }
        if SLIDE_TAG in found:
            self.tags_name, self.tags = name, found

    # --- what it is

    @property
    def title(self) -> str:
        """The words of its title."""
        for shape in self.root.iter(f"{{{P}}}sp"):
            holder = shape.find(f"{{{P}}}nvSpPr/{{{P}}}nvPr/{{{P}}}ph")
            if holder is not None and holder.get("type") in ("title", "ctrTitle"):
                return " ".join("".join(shape.itertext(f"{{{A}}}t")).split())
        return self.key.rpartition("/")[0].partition(" ")[2]

    @property
    def layout(self) -> str:
        """The name of the part of its layout."""
        return next((one.target for one in self.links.values() if one.kind == "slideLayout"), "")

    @property
    def layout_told(self) -> tuple[str, str]:
        """The digest and the name that its layout had when it was written."""
        told, _, name = self.tags.get(LAYOUT_TAG, "").partition(" ")
        return told, name

    @property
    def section(self) -> str:
        """The name that its section had when it was written."""
        return self.tags.get(SECTION_TAG, "")

    @property
    def notes(self) -> str:
        """The name of the part of its notes."""
        return next((one.target for one in self.links.values() if one.kind == "notesSlide"), "")

    # --- shapes

    def shapes(self, root: Any = None) -> dict[str, Any]:
        """The shapes with keys, wherever in groups they stand; of a copied one the first."""
        found: dict[str, Any] = {}
        for element in (self.root if root is None else root).iter(*SHAPES):
            key = self._shapes.get(created(element))
            if key is not None:
                found.setdefault(key, element)
        return found

    # --- what it was

    def as_written(self) -> AsWritten | None:
        """The copies that travel with the slide; None where there are none."""
        found: AsWritten | None = None
        for entry in self.root.iterfind(f"{LIST}/{{{P}}}custData"):
            one = self.links.get(entry.get(f"{{{R}}}id") or "")
            if one is None or one.target not in self.deck.parts:
                continue
            root = parsed(self.deck.parts[one.target])
            match etree.QName(root).localname:
                case "sld":
                    found = AsWritten(root)
                case "chartSpace" if found is not None:
                    found.charts.append(root)
                case "userShapes" if found is not None:
                    found.drawings[len(found.charts)] = root
                case "notes" if found is not None:
                    found.notes = root
                case _:
                    continue
            if found is not None:
                found.names.append(one.target)
        return found

    # --- relationships

    def token(self, key: str) -> str:
        """What a relationship leads to, in words that mean the same in another deck; `own` where there are none."""
        one = self.links.get(key)
        if one is None:
            return f"own:{key}"
        match one.kind:
            case "image" if one.target in self.deck.parts:
                return f"image:{digest(self.deck.parts[one.target])}"
            case "hyperlink" if not one.target:
                return f"link:{self.address(key)}"
            case "slide":
                return f"slide:{SlidePart(self.deck, one.target).key or one.target}"
            case _:
                return f"own:{key}"

    def address(self, key: str) -> str:
        """The address that a relationship leads to."""
        for entry in parsed(self.deck.parts[self.deck.related(self.name).name]):
            if entry.get("Id") == key:
                return entry.get("Target") or ""
        return ""

    def token_then(self, key: str, slides: Sequence[str]) -> str:
        """What a relationship led to when the slide was written; `slides` are the keys that those of the deck had then."""
        told = self.tags.get(RELATIONSHIP_TAG + key.removeprefix("rId"), f"then:{key}")
        kind, _, number = told.partition(":")
        return f"slide:{slides[int(number) - 1]}" if kind == "slide" else told


def created(element: Any) -> str:
    """The digits of a shape's creation id; empty where it has none."""
    about = about_of(element)
    made = next(about.iter(_CREATED), None) if about is not None else None
    return (made.get("id") or "").strip("{}").replace("-", "").upper() if made is not None else ""


def about_of(element: Any) -> Any:
    """`p:cNvPr` of a shape."""
    return element.find("*/{*}cNvPr")


def have_identity(element: Any, like: Any) -> None:
    """Give a shape the creation id of another one."""
    made = next(about_of(like).iter(_CREATED), None)
    there = next(about_of(element).iter(_CREATED), None)
    if made is None:
        return
    if there is not None:
        there.set("id", made.get("id"))
        return
    about = about_of(element)
    listed = about.find(f"{{{A}}}extLst")
    if listed is None:
        listed = etree.SubElement(about, f"{{{A}}}extLst")
    holder = etree.SubElement(listed, f"{{{A}}}ext", uri="{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}")
    etree.SubElement(holder, _CREATED, id=made.get("id"))


def put_tokens(root: Any, token: Any) -> None:
    """Have what relationships lead to instead of their ids in a tree."""
    for element, key in relationship_attributes(root):
        element.set(key, token(element.get(key)))


def frames_with_charts(shapes: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The charts' elements of shapes, by keys."""
    for key, shape in shapes.items():
        chart = shape.find(".//{http://schemas.openxmlformats.org/drawingml/2006/chart}chart")
        if chart is not None:
            yield key, chart
