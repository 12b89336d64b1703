"""Three readings of a slide → one, shape by shape, wherever in the deck a shape has been moved to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Literal

from lxml import etree

from reportgen.backends.pptx.open_deck import A, OpenDeck, P, R
from reportgen.backends.pptx.updating.account import Account, Change, Conflict
from reportgen.backends.pptx.updating.charts import C, Charts, book_of, data_of
from reportgen.backends.pptx.updating.same_xml import PARAGRAPH, relationship_attributes, same
from reportgen.backends.pptx.updating.slide_parts import (
    GROUP,
    OPEN_TAG,
    SHAPES,
    TREE,
    AsWritten,
    SlidePart,
    about_of,
    frames_with_charts,
    have_identity,
    put_tokens,
)
from reportgen.backends.pptx.updating.tables import TABLE, Tables
from reportgen.backends.pptx.updating.three_ways import ThreeWays
from reportgen.backends.pptx.updating.words import Bodies, recast, text_of, texts_of
from reportgen.errors import NOWHERE, Where
from reportgen.frames import Item, Paragraph, TableItem, TextItem

Take = Literal["ask", "deck", "source"]
"""Whose words stand where both changed them: the deck's, and it is told again; the deck's or the source's, for good."""

Places = Mapping[tuple[str, str], Item]
"""What stands on the new slides, by the keys of slides and shapes."""

_BODIES = (
    f"{{{P}}}txBody",
    f"{{{A}}}txBody",
    f"{{{C}}}rich",
    "{http://schemas.openxmlformats.org/drawingml/2006/chartDrawing}txBody",
)
_HOLDER = f"{{{P}}}ph"
_CONTENT = frozenset((f"{{{P}}}cSld",))
_ASIDE = frozenset(f"{{{P}}}{name}" for name in ("spTree", "custDataLst", "extLst"))
_REFERENCES = (f"{{{A}}}stCxn", f"{{{A}}}endCxn")


class SlideMerge:
    """The merging of one slide, and what is told of it."""

    def __init__(self, deck: SlidePart, source: SlidePart, base: AsWritten, account: Account, take: Take) -> None:
        self.deck = deck
        self.source = source
        self.base = base
        self.account = account
        self.take = take
        self.places: Places = {}
        self.slides: list[str] = []
        """The keys of the deck's slides as it was written."""
        self.open_before = frozenset(deck.tags.get(OPEN_TAG, "").split())
        self.open_now: set[str] = set()
        self.at = ("", "")
        """The key and the name of the shape that is being merged."""
        self.ways = ThreeWays({})
        bodies, tables = Bodies(self.ways, self._words), Tables(self.ways, self._judge)
        special = dict.fromkeys(_BODIES, bodies.merged)
        self.ways._special = {**special, TABLE: tables.merged, PARAGRAPH: self._paragraph}
        self.charts = Charts(self.ways, self._judge)
        self.trees: dict[str, Any] = {}
        """Parts of the deck that change besides the slide, by names."""
        self.blobs: dict[str, bytes] = {}
        self.replaced: dict[str, str] = {}
        """The parts of the source that come for charts that no person touched, by their tokens."""
        self.shape_ids: dict[str, str] = {}
        """The number that each shape of the source has in the deck, by its key."""
        self._chart_ids: tuple[dict[str, str], ...] = ()
        """The relationships of charts by the keys of their shapes: as written, in the deck, in the source."""

    # --- conflicts

    def _words(self, base: str, deck: str, source: str) -> bool:
        return self._judge("words", base, deck, source)

    def _paragraph(self, base: Any, deck: Any, source: Any) -> Any:
        """A paragraph whose words are the same in all: the deck's looks, the source's links and emphasis."""
        return recast(base, deck, source, self.ways) if text_of(deck) == text_of(source) else deck

    def _judge(self, what: str, base: str, deck: str, source: str) -> bool:
        """Whether the source's reading is taken where the deck has another than it was written with."""
        mark = hashlib.sha256("\0".join((self.at[0], what, source)).encode()).hexdigest()[:12]
        if deck == source or (base == source and mark not in self.open_before):
            return False
        told = Conflict(0, self.source.title, self.at[1], what, deck, source, self._where(source))
        self.account.conflicts.append((self.source.key, told))
        if self.take == "ask":
            self.open_now.add(mark)
        return self.take == "source"

    def _where(self, reading: str) -> Where:
        """The line of the source that says the words; else that of the shape's content, or of the slide's first."""
        own = self.places.get((self.source.key, self.at[0]))
        items = [own, *(item for (slide, _), item in self.places.items() if slide == self.source.key)]
        paragraphs = [one for item in items for one in paragraphs_of(item)]
        said = [one.where for one in paragraphs if one.text and one.text in reading]
        found = [*said, getattr(own, "where", None) or NOWHERE, *(one.where for one in paragraphs)]
        return next((where for where in found if where.line or where.path), NOWHERE)

    def _tell(self, entries: list[tuple[str, Change]], name: str, what: str) -> None:
        entries.append((self.source.key, Change(0, self.source.title, name, what)))

    # --- the slide

    def merge(self, *, layout_follows: bool) -> bool:
        """Merge the slide's tree in place, with tokens for what relationships lead to; whether anything is new.

        Where the layout is not to follow the source's, placeholders stay those of the deck's.
        """
        before = etree.tostring(self.deck.root)
        was, now, new = self.deck.shapes(self.base.root), self.deck.shapes(), self.source.shapes()
        pairs = paired(was, new)
        self._chart_ids = tuple(
            {key: chart.get(f"{{{R}}}id") or "" for key, chart in frames_with_charts(side)} for side in (was, now, new)
        )
        self.chart_links = {f"chart:{pairs.get(key, key)}": link for key, link in self._chart_ids[1].items()}
        self._tokens((was, now, new), pairs)
        for old, key in pairs.items():
            if old in now:
                self._matched(key, (was[old], now[old], new[key]), layout_follows=layout_follows)
            else:
                self._deleted(was[old], new[key])
        self._come_and_go(was, now, new, pairs)
        self._added()
        self._frame()
        self._charts(pairs)
        return bool(etree.tostring(self.deck.root) != before)

    def _come_and_go(
        self, was: dict[str, Any], now: dict[str, Any], new: dict[str, Any], pairs: dict[str, str]
    ) -> None:
        """Shapes that only the source has, and those that it has no longer."""
        for key in [one for one in new if one not in pairs.values()]:
            self._come(key, new, {pairs.get(one, one): shape for one, shape in self.deck.shapes().items()})
        for key in [one for one in was if one not in pairs and one in now]:
            self._gone(was[key], now[key])

    def _tokens(self, sides: tuple[dict[str, Any], ...], pairs: dict[str, str]) -> None:
        """Put what relationships and references lead to into the three trees, in words that are the same in all."""
        put_tokens(self.base.root, lambda key: self.deck.token_then(key, self.slides))
        put_tokens(self.deck.root, self.deck.token)
        put_tokens(self.source.root, lambda key: _foreign(self.source.token(key)))
        names: tuple[dict[str, str], ...] = (pairs, pairs, {})
        for root, shapes, known in zip((self.base.root, self.deck.root, self.source.root), sides, names, strict=True):
            for key, chart in frames_with_charts(shapes):
                chart.set(f"{{{R}}}id", f"chart:{known.get(key, key)}")
            ids = {about_of(shape).get("id"): known.get(key, key) for key, shape in shapes.items()}
            for element, attribute in references(root):
                number = element.get(attribute)
                element.set(attribute, f"shape:{ids[number]}" if number in ids else f"own:{number}")

    def _matched(self, key: str, readings: tuple[Any, Any, Any], *, layout_follows: bool) -> None:
        """A shape that all three have."""
        base, deck, source = readings
        name = about_of(deck).get("name") or ""
        self.at = (key, name)
        number = about_of(deck).get("id")
        if not layout_follows:
            _have_holder(source, base)
        own, fresh = aspects(base, deck), aspects(base, source)
        if own:
            self._tell(self.account.kept, name, ", ".join(own))
        self._alternative(readings)
        if source.tag == GROUP:
            made = deck
            self.ways.children(base, deck, source, frozenset(SHAPES))
        else:
            self.ways.wholly = bool(self.open_before)
            made = self.ways.merged(base, deck, source)
            self.ways.wholly = False
        if made is not deck:
            deck.getparent().replace(deck, made)
        about_of(made).set("id", number)
        have_identity(made, source)
        self.shape_ids[key] = number
        if fresh:
            self._tell(self.account.changed, name, ", ".join(fresh))

    def _alternative(self, readings: tuple[Any, Any, Any]) -> None:
        """The words for those who do not see the shape, where both changed them."""
        base, deck, source = (about_of(one) for one in readings)
        texts = [one.get("descr", "") for one in (base, deck, source)]
        if texts[0] != texts[1] and self._judge("alternative text", *texts):
            deck.set("descr", texts[2])

    def _deleted(self, base: Any, source: Any) -> None:
        """A shape that a person took away."""
        name = about_of(source).get("name") or ""
        self._tell(self.account.kept, name, "deleted")
        if words_of(base) != words_of(source):
            self._tell(
                self.account.unmatched, name, f'the shape was deleted; the source says "{words_of(source)}" there'
            )

    def _come(self, key: str, new: dict[str, Any], here: dict[str, Any]) -> None:
        """A shape that is new in the source: it stands where it would have been written, over what it would cover."""
        source = new[key]
        made = deepcopy(source)
        for child in [one for one in made if source.tag == GROUP and one.tag in SHAPES]:
            made.remove(child)
        number = str(max(int(one.get("id") or 0) for one in self.deck.root.iter("{*}cNvPr")) + 1)
        about_of(made).set("id", number)
        self.shape_ids[key] = number
        self._stand(made, key, new, here)
        self._tell(self.account.changed, about_of(made).get("name") or "", "new")

    def _stand(self, made: Any, key: str, new: dict[str, Any], here: dict[str, Any]) -> None:
        """Put a new shape into the tree: into the group that it has in the source, else after what it follows there."""
        holder = new[key].getparent()
        group = next((here[one] for one, shape in new.items() if shape is holder and one in here), None)
        before = [here[one] for one in list(new)[: list(new).index(key)] if one in here]
        if group is not None:
            group.append(made)
        elif before:
            _top(before[-1]).addnext(made)
        else:
            self.deck.root.find(TREE).insert(2, made)

    def _gone(self, base: Any, deck: Any) -> None:
        """A shape that the source has no longer: it goes, unless a person has put words into it."""
        name = about_of(deck).get("name") or ""
        self.at = ("", name)
        if words_of(base) != words_of(deck) and not self._judge("words", words_of(base), words_of(deck), ""):
            return
        if deck.tag == GROUP:
            for child in [one for one in deck if one.tag in SHAPES]:
                deck.addprevious(child)
        deck.getparent().remove(deck)
        self._tell(self.account.changed, name, "removed")

    def _added(self) -> None:
        """Tell of shapes that a person added."""
        ours = {*map(id, self.deck.shapes().values())}
        numbers = set(self.shape_ids.values())
        for shape in self.deck.root.iter(*SHAPES):
            if id(shape) not in ours and about_of(shape).get("id") not in numbers:
                self._tell(self.account.kept, about_of(shape).get("name") or "", "added")

    def _frame(self) -> None:
        """What a slide has besides shapes: its ground, whether it is hidden, transition and animation."""
        readings = (self.base.root, self.deck.root, self.source.root)
        self.ways.attributes(*readings)
        self.ways.children(*readings, _CONTENT)
        base, deck, source = (one.find(f"{{{P}}}cSld") for one in readings)
        self.ways.children(base, deck, source, _ASIDE)
        own, like = (one.find(f"{{{P}}}cSld/{{{P}}}extLst") for one in readings[1:])
        for made, number in zip(_slide_ids(own), _slide_ids(like), strict=False):
            made.set("val", number.get("val"))

    # --- charts

    def _charts(self, pairs: dict[str, str]) -> None:
        """Merge the charts that the deck has still."""
        for old, relationship in self._chart_ids[1].items():
            key, one = pairs.get(old), self.deck.links.get(relationship)
            number = self.deck.token_then(self._chart_ids[0].get(old, ""), self.slides).partition("chart:")[2]
            theirs = self.source.links.get(self._chart_ids[2].get(key or "", ""))
            if key is None or one is None or theirs is None or not number or int(number) > len(self.base.charts):
                continue
            self.at = (key, about_of(self.source.shapes()[key]).get("name") or "")
            self._chart(int(number), one.target, theirs.target)

    def _chart(self, number: int, name: str, theirs: str) -> None:
        """Merge a chart: `number` is that of its copy, the names are those of its part in the deck and in the source."""
        base = self.base.charts[number - 1]
        deck, source = etree.fromstring(self.deck.deck.parts[name]), etree.fromstring(self.source.deck.parts[theirs])
        for root in (base, source):
            _lead_as(root, deck)
        drawings = _drawing(self.deck.deck, name), _drawing(self.source.deck, theirs)
        shapes = [
            self.base.drawings.get(number),
            _tree(self.deck.deck, drawings[0]),
            _tree(self.source.deck, drawings[1]),
        ]
        fresh = not (same(base, source) and same(shapes[0], shapes[2]))
        own = not (same(base, deck) and same(shapes[0], shapes[1]))
        if fresh:
            self._tell(self.account.changed, self.at[1], "chart")
        if own:
            self._tell(self.account.kept, self.at[1], "chart")
        if fresh and not own:
            self.replaced[f"chart:{self.at[0]}"] = theirs
        elif own and (fresh or self.open_before):
            self._merged_chart((base, deck, source), name)
            if shapes[1] is not None and shapes[2] is not None:
                self.trees[drawings[0]] = self.ways.merged(*shapes)

    def _merged_chart(self, readings: tuple[Any, Any, Any], name: str) -> None:
        """Merge a chart that a person has touched, and its workbook with it."""
        before = data_of(readings[1])
        self.ways.wholly = bool(self.open_before)
        made = self.trees[name] = self.charts.merged(*readings)
        self.ways.wholly = False
        book = next((one.target for one in self.deck.deck.related(name).all if one.kind == "package"), "")
        if book and data_of(made) != before:
            self.blobs[book] = book_of(made)


def _tree(deck: OpenDeck, name: str) -> Any:
    return etree.fromstring(deck.parts[name]) if name else None


def _drawing(deck: OpenDeck, chart: str) -> str:
    """The part with the shapes that a chart carries; empty where there is none."""
    return next((one.target for one in deck.related(chart).all if one.kind == "chartUserShapes"), "")


def _lead_as(root: Any, like: Any) -> None:
    """Have the relationships that the same elements have in another reading; what it has not is left out."""
    ids = {(element.tag, key): element.get(key) for element, key in relationship_attributes(like)}
    for element, key in relationship_attributes(root):
        if (element.tag, key) in ids:
            element.set(key, ids[element.tag, key])
        else:
            element.getparent().remove(element)


def paragraphs_of(item: Item | None) -> list[Paragraph]:
    """The paragraphs of what stands on a sheet."""
    if isinstance(item, TextItem):
        return list(item.paragraphs)
    return [one for cell in item.cells for one in cell.paragraphs] if isinstance(item, TableItem) else []


def _foreign(token: str) -> str:
    """A relationship that only the source has."""
    return token.replace("own:", "theirs:", 1) if token.startswith("own:") else token


def _slide_ids(extensions: Any) -> list[Any]:
    name = "{http://schemas.microsoft.com/office/powerpoint/2010/main}creationId"
    return list(extensions.iter(name)) if extensions is not None else []


def references(root: Any) -> list[tuple[Any, str]]:
    """What refers to shapes by their numbers: animations and connectors."""
    found = [(one, "spid") for one in root.iter("*") if one.get("spid") is not None]
    return found + [(one, "id") for one in root.iter(*_REFERENCES)]


def _have_holder(element: Any, like: Any) -> None:
    """Have the placeholder that another reading has."""
    own, other = (next(one.iter(_HOLDER), None) for one in (element, like))
    if own is not None and other is not None:
        own.getparent().replace(own, deepcopy(other))


def _top(shape: Any) -> Any:
    """A shape, or the group that a person put it into."""
    while shape.getparent().tag == GROUP:
        shape = shape.getparent()
    return shape


def paired(was: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """Which shape of the source each one as written is: by key, else by kind and name."""
    pairs = {key: key for key in was if key in new}
    left = {(new[key].tag, about_of(new[key]).get("name")): key for key in new if key not in pairs}
    for key in was:
        if key not in pairs:
            other = left.pop((was[key].tag, about_of(was[key]).get("name")), None)
            if other is not None:
                pairs[key] = other
    return pairs


def words_of(shape: Any) -> str:
    """All that a shape says: the words of its text or table; of a picture, which one it is."""
    bodies = list(shape.iter(*_BODIES))
    if shape.tag == GROUP or not bodies:
        return " ".join(value for one in shape.iter(f"{{{A}}}blip") for value in one.attrib.values())
    return "\n".join(text for body in bodies for text in texts_of(body))


def aspects(base: Any, other: Any) -> list[str]:
    """In which ways a shape differs from what it was: for people."""
    if same(base, other):
        return []
    found = []
    if words_of(base) != words_of(other):
        found.append(
            "picture" if base.tag.endswith("}pic") else "table" if base.find(f".//{TABLE}") is not None else "words"
        )
    boxes = [
        [(dict(one.attrib)) for one in shape.iter(f"{{{A}}}off", f"{{{A}}}ext") if one.get("uri") is None]
        for shape in (base, other)
    ]
    if boxes[0] != boxes[1]:
        found.append("place or size")
    return found or ["look"]
