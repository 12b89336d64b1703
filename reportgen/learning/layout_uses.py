"""Which layouts of a template serve for what: by their types, by what their places can hold, by their names.

A *use* is a slide template to be: a layout, its places, and the slots that each takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from reportgen.file_names import portable
from reportgen.geometry import Rect
from reportgen.layout.fragments import heading_of_side, side
from reportgen.learning.furniture import clear_of
from reportgen.learning.placeholders import PlaceOfLayout
from reportgen.learning.template import Layout, Template
from reportgen.structs import Struct

LEAST_AREA = 0.04
"""The part of the sheet that a place for content has at least: smaller ones are for headings and captions."""

LEAST_HEIGHT = 0.12
"""The part of the sheet's height that a place for content has at least: lower ones are lines under titles."""

ALMOST = 0.85
"""A layout leaves as much free as another if it is this part of that."""

LEAST_TEXT = 0.2
"""The part of the sheet that a place for running text has at least."""

LEAST_QUOTED, QUOTED_AT = 60, 0.75
"""The characters that a title which is a quotation holds at the least, at a part of its size."""

WORDS = ("role", "byline", "standfirst", "body", "points", "link")
"""The slots of running text."""

NAMES_OF_PEOPLE = ("role", "byline")
"""Of these, what would be no item of a list: where text has bullets, they stand under it."""

TEXT_TYPES = ("story", "brief", "sidebar", "interview", "spotlight", "imprint", "closing", "cover", "cta", "chart")
"""Section types whose words stand in a place for text."""

_SHARED = (tuple(slot for slot in WORDS if slot != "points"), ("points",))
"""The slots of running text, for two places."""

FIGURE = ("picture", "chart", "table")
"""The slots of what is to be looked at, for a place that takes any of them."""

ASIDE, APART = 14.0, 36.0
"""Points by which a heading may stand further to a side than what is under it, and over that."""

MOST_PAIRS = 3
"""Layouts with a place for words and one for something to look at that a section may choose from."""

_KINDS = {"pic": "picture", "chart": "chart", "tbl": "table"}
"""What stands in places of types that take one thing."""

PICTURED = ("story", "brief", "cover", "closing", "spotlight", "interview", "cta", "quote")
"""Section types whose picture may stand alone under their title."""

_NAMES = {
    "cover": r"\b(title slide|cover|opening|titelfolie|deckblatt|startfolie|couverture)|^titel$"
    r"|(^|(?<!only)[\W_])title$|标题幻灯片|封面|首页|表紙",
    "divider": r"section|divider|chapter|abschnitt|kapitel|zwischen|trenn|intercalaire|secci[oó]n|章节|节标题",
    "closing": r"closing|thank|contact|end slide|schluss|danke|kontakt|abschluss|ende\b|merci|gracias|结束|谢谢",
}
"""What layouts are called that are for these, in some languages."""


class Taking(Struct, frozen=True):
    """A place of a layout, and the slots that it takes as a region of a kind."""

    place: PlaceOfLayout
    slots: tuple[str, ...]
    kind: str = "text"
    required: bool = True


def words_of(place: PlaceOfLayout) -> tuple[str, ...]:
    """The slots of running text that a place takes."""
    return tuple(slot for slot in WORDS if not place.levels[0].bullet or slot not in NAMES_OF_PEOPLE)


class Beside(Struct, frozen=True):
    """What stands beside words on a layout: for which section types, and what that is called."""

    kind: str
    purpose: str
    accepts: tuple[str, ...]


PICTURE_BESIDE = Beside("picture", "picture", ("story", "brief", "interview", "spotlight", "closing", "cta"))
CHART_BESIDE = Beside("chart", "chart beside words", ("chart",))
TABLE_BESIDE = Beside("table", "table beside words", ("table",))


class Use(Struct, frozen=True):
    """A slide template to be: which section types it is for, and why."""

    name: str
    layout: Layout
    accepts: tuple[str, ...]
    takes: tuple[Taking, ...]
    reason: str
    confidence: float
    repeats_title: bool = True

    @property
    def description(self) -> str:
        return f'The layout "{self.layout.name}": {self.reason}.'


class Uses(Struct, frozen=True):
    """All uses of a template; `plain` is the layout that everything else is composed on, in its `free` area."""

    plain: Layout
    free: Rect
    text: Layout | None
    chosen: tuple[Use, ...]
    by_name: tuple[Use, ...]
    """Each layout with all of its places, for authors who name it."""
    figured: tuple[Use, ...]
    """The same with something to look at in one of the places that take anything."""


def uses_of(template: Template) -> Uses | None:
    """What a template's layouts serve for; None where none of them has a title that text can be fitted to."""
    titled = [layout for layout in template.layouts if layout.title is not None]
    if not titled:
        return None
    finder = _Finder(template, titled)
    plain = finder.plain()
    text = finder.text()
    by_name, figured = tuple(finder.by_name()), tuple(finder.figured())
    return Uses(plain, finder.free_area(plain, text), text, tuple(finder.chosen(text)), by_name, figured)


def file_name(name: str, taken: Iterable[str]) -> str:
    """A layout's name as that of a file and a template, unlike those that are taken.

    >>> file_name("Titel/Inhalt: A+B", []), file_name("Two Content", ["two content"])
    ('Titel-Inhalt- A-B', 'Two Content 2')
    """
    plain = portable(name.replace("+", "-").strip(" .")[:80] or "Layout")
    known = {one.lower() for one in taken}
    return next(
        one for n in range(1, len(known) + 2) if (one := plain if n == 1 else f"{plain} {n}").lower() not in known
    )


class _Finder:
    """Looks for the layout that serves best for each purpose."""

    def __init__(self, template: Template, titled: Sequence[Layout]) -> None:
        self.template = template
        self.titled = titled
        self.area = template.size.width * template.size.height
        self.names: dict[str, str] = {}
        """The template names of layouts by their parts."""
        for layout in template.layouts:
            self.names[layout.part] = file_name(layout.name, self.names.values())

    def contents(self, layout: Layout) -> list[PlaceOfLayout]:
        """Places that are large enough for content."""
        least = LEAST_HEIGHT * self.template.size.height
        return [one for one in layout.contents if one.area >= LEAST_AREA * self.area and one.box.height >= least]

    # --- which layout

    def _first(self, layouts: Iterable[Layout], fits: Callable[[Layout], bool]) -> Layout | None:
        return next((layout for layout in layouts if fits(layout)), None)

    def plain(self) -> Layout:
        """The layout with a title alone; else, of those that leave most of the sheet free, that with fewest places."""
        alone = [layout for layout in self.titled if not self.contents(layout)]
        found = self._first(alone, lambda one: one.type == "titleOnly") or self._first(
            alone, lambda one: not self._opens(one) and self._room(one) >= LEAST_TEXT
        )
        usual = [one for one in self.titled if not self._opens(one)] or self.titled
        much = ALMOST * max(self._room(one) for one in usual)
        return found or min(usual, key=lambda one: (self._room(one) < much, one.master, len(one.contents)))

    def _room(self, layout: Layout) -> float:
        """The part of the sheet that is left for what is composed on a layout."""
        shown = self.contents(layout)
        if shown and all(place.type == "pic" for place in shown):
            return 0.0
        free = self.free_area(layout, None)
        return max(0.0, free.width) * max(0.0, free.height) / self.area

    def text(self) -> Layout | None:
        """The layout with one place for text, which is large."""

        def serves(layout: Layout) -> bool:
            found = self.contents(layout)
            one = found[0] if len(found) == 1 else None
            large = one is not None and one.area >= LEAST_TEXT * self.area
            return bool(large and one and one.takes_text and not self._opens(layout))

        known = [layout for layout in self.titled if serves(layout)]
        return self._first(known, lambda one: one.type in ("obj", "tx")) or (
            max(known, key=lambda one: self.contents(one)[0].area) if known else None
        )

    def _opens(self, layout: Layout) -> bool:
        subtitled = any(place.type == "subTitle" for place in layout.places)
        return (
            subtitled
            or layout.type in ("title", "secHead")
            or self._named(layout, "cover")
            or self._named(layout, "divider")
        )

    def _named(self, layout: Layout, purpose: str) -> bool:
        if layout.type in ("obj", "tx", "twoObj", "titleOnly", "blank"):
            return False
        return re.search(_NAMES[purpose], layout.name, re.IGNORECASE) is not None

    def free_area(self, plain: Layout, text: Layout | None) -> Rect:
        """What the layout for all else leaves free: the place of its content, or that of the text layout under the same
        title, or what is between title and footers; clear of what the layout draws there.
        """
        return clear_of(self._free_place(plain, text), plain.furniture)

    def _free_place(self, plain: Layout, text: Layout | None) -> Rect:
        own = self.contents(plain)
        if own:
            return _hull([_inside(one) for one in own])
        title = plain.title
        assert title is not None
        alike = [layout for layout in (text, *self.titled) if layout is not None and self._is_under(layout, title)]
        if alike:
            return _hull([_inside(one) for one in self.contents(alike[0])])
        return self._between(plain, title)

    def _is_under(self, layout: Layout, title: PlaceOfLayout) -> bool:
        """Whether a layout has content under a title that stands there."""
        return layout.title is not None and _near(layout.title.box, title.box) and bool(self.contents(layout))

    def _between(self, plain: Layout, title: PlaceOfLayout) -> Rect:
        """What is under a title, or right of one that stands in a column, and over the footers."""
        width, height = self.template.size.width, self.template.size.height
        feet = [one.box.y for one in plain.footers if one.box.y > height / 2]
        box, bottom = title.box, min(feet, default=0.94 * height) - 6
        if box.width < 0.45 * width and box.height > 0.35 * height and box.right < 0.6 * width:
            return Rect(box.right + 18, box.y, width - box.right - 18 - box.x, bottom - box.y)
        inner = _inside(title)
        return Rect(inner.x, box.bottom + 8, inner.width, bottom - box.bottom - 8)

    # --- uses

    def chosen(self, text: Layout | None) -> Iterable[Use]:
        """The uses that section types are given, the best layout for each."""
        cover = self._cover()
        if cover is not None:
            yield cover
        divider = self._divider(cover)
        yield from (divider, self._sentence(divider))
        yield from self._quote(divider, text)
        closing = self._closing(cover) or self._plain_closing(text)
        if closing is not None:
            yield closing
        if text is not None:
            yield from self._of_text(text)
        yield from self._beside(text)
        yield from self._comparisons()

    def _cover(self) -> Use | None:
        layout = self._first(self.titled, lambda one: one.type == "title")
        reason, sure = "its type is that of title slides", 0.98
        if layout is None:
            layout = self._first(self.titled, lambda one: any(p.type in ("ctrTitle", "subTitle") for p in one.places))
            reason, sure = "it has a subtitle", 0.9
        if layout is None:
            layout = self._first(self.titled, lambda one: self._named(one, "cover"))
            reason, sure = "it is called so", 0.75
        if layout is None:
            return None
        takes = [self._title(layout, "masthead")]
        texts = self._texts(layout)
        if texts:
            takes.append(Taking(texts[0], ("title", "standfirst"), required=False))
        picture = next((one for one in layout.contents if one.type == "pic"), None)
        if picture is not None:
            takes.append(Taking(picture, ("picture",), "picture", required=False))
        return Use(self._name(layout, "cover"), layout, ("cover",), tuple(takes), reason, sure, repeats_title=False)

    def _divider(self, cover: Use | None) -> Use:
        layout = self._first(self.titled, lambda one: one.type == "secHead")
        reason, sure = "its type is that of section headers", 0.95
        if layout is None:
            layout = self._first(self.titled, lambda one: self._named(one, "divider"))
            reason, sure = "it is called so", 0.75
        if layout is None and cover is not None:
            layout, reason, sure = cover.layout, "the template has no section header, so its title slide stands in", 0.4
        if layout is None:
            layout, reason, sure = self.text() or self.plain(), "the template has nothing that could open a part", 0.2
        takes = [self._title(layout, "headline")]
        texts = self._texts(layout)
        if texts:
            takes.append(Taking(texts[0], ("standfirst",), required=False))
        return Use(self._name(layout, "divider"), layout, ("divider",), tuple(takes), reason, sure, repeats_title=False)

    def _sentence(self, divider: Use) -> Use:
        """A statement stands where a section is opened: the title is the sentence."""
        return Use(
            self._name(divider.layout, "statement"),
            divider.layout,
            ("statement",),
            divider.takes,
            "a sentence stands alone as a section's title does",
            0.6,
            repeats_title=False,
        )

    def _quote(self, divider: Use, text: Layout | None) -> Iterable[Use]:
        """A quotation stands where a section is opened, if the title there has room for it; else where text stands, but
        for lists."""
        if divider.layout is text or divider.takes[0].place.characters(QUOTED_AT) < LEAST_QUOTED:
            place = self.contents(text)[0] if text is not None else None
            if text is None or place is None or place.levels[0].bullet:
                return
            takes = [self._title(text, "headline"), Taking(place, ("quote", "attribution", "role"))]
            reason = "titles have no room for a quotation, so the slide of text stands in"
            yield Use(self._name(text, "quote"), text, ("quote",), tuple(takes), reason, 0.4)
            return
        takes = [self._title(divider.layout, "quote")]
        takes += [Taking(one.place, ("attribution", "role"), required=False) for one in divider.takes[1:]]
        reason = "a quotation stands alone as a section's title does, its source under it"
        yield Use(
            self._name(divider.layout, "quote"),
            divider.layout,
            ("quote",),
            tuple(takes),
            reason,
            0.5,
            repeats_title=False,
        )

    def _closing(self, cover: Use | None) -> Use | None:
        layout = self._first(self.titled, lambda one: self._named(one, "closing"))
        reason, sure = "it is called so", 0.8
        if layout is None and cover is not None:
            layout, reason, sure = cover.layout, "the deck ends as it begins", 0.6
        if layout is None or not self._texts(layout):
            return None
        takes = (self._title(layout, "headline"), Taking(self._texts(layout)[0], ("body", "points"), required=False))
        return Use(self._name(layout, "closing"), layout, ("closing",), takes, reason, sure, repeats_title=False)

    def _plain_closing(self, text: Layout | None) -> Use | None:
        """The last slide where the template has none for it: words on a slide of text, or none."""
        if text is None:
            return None
        place = self.contents(text)[0]
        takes = (self._title(text, "headline"), Taking(place, ("body", "points"), required=False))
        reason = "the template has no last slide, so its slide of text stands in"
        return Use(self._name(text, "closing"), text, ("closing",), takes, reason, 0.4)

    def _of_text(self, layout: Layout) -> Iterable[Use]:
        """One large place: for words, and, where it takes anything, for a chart, a table or a picture alone."""
        place, sure = self.contents(layout)[0], 0.95 if layout.type in ("obj", "tx") else 0.8
        title = self._title(layout, "headline")
        reason = f"a title and one place for text over {place.area / self.area:.0%} of the slide"
        words = (title, Taking(place, words_of(place)))
        yield Use(self._name(layout, ""), layout, TEXT_TYPES, words, reason, sure)
        if not place.takes_anything:
            return
        alone = (("chart", ("chart",), ("chart",)), ("table", ("table",), ("table",)))
        for kind, slots, accepts in alone:
            yield Use(
                self._name(layout, kind),
                layout,
                accepts,
                (title, Taking(place, slots, kind)),
                f"its place takes a {kind} as well",
                0.9,
            )
        picture = (title, Taking(place, ("picture",), "picture"))
        yield Use(self._name(layout, "picture"), layout, PICTURED, picture, "its place takes a picture as well", 0.85)

    def _beside(self, text: Layout | None) -> Iterable[Use]:
        """Two places side by side: words, and beside them a picture, a chart or a table."""
        pairs = [layout for layout in self.titled if layout is not text and self._pair(layout) is not None]
        pictured = self._unlike(one for one in pairs if self._types(one) & {"pic"})
        open_ = self._unlike(one for one in pairs if self._types(one) == {"obj"})
        for layout in pictured or open_[:MOST_PAIRS]:
            yield self._pair_use(layout, PICTURE_BESIDE)
        for layout in open_:
            for beside in (CHART_BESIDE, TABLE_BESIDE):
                yield self._pair_use(layout, beside)
        for layout in open_[:1]:
            yield self._two_charts(layout)

    def _comparisons(self) -> Iterable[Use]:
        """Headings over places beside each other: the options of a comparison, for each number of them."""
        known: set[int] = set()
        for layout in self.titled:
            sides = self._sides(layout)
            if len(sides) < 2 or len(sides) in known or self._opens(layout):
                continue
            known.add(len(sides))
            takes = [self._title(layout, "headline")]
            for number, (head, place) in enumerate(sides, 1):
                takes += [Taking(head, (heading_of_side(number),)), Taking(place, (side(number),))]
            reason = f"{len(sides)} places beside each other, with a heading over each"
            sure = 0.95 if layout.type == "twoTxTwoObj" else 0.8
            yield Use(self._name(layout, "comparison"), layout, ("comparison",), tuple(takes), reason, sure)

    def _sides(self, layout: Layout) -> list[tuple[PlaceOfLayout, PlaceOfLayout]]:
        """The places of a layout that are as many headings and what stands under each, from left to right; none if it
        has others."""
        tall = self.contents(layout)
        pairs = [(head, place) for place in tall for head in layout.contents if _is_over(head, place)]
        texts = all(place.takes_text for place in layout.contents)
        whole = texts and len(pairs) == len(tall) == len(layout.contents) / 2
        return sorted(pairs, key=lambda pair: pair[1].box.x) if whole else []

    def _unlike(self, layouts: Iterable[Layout]) -> list[Layout]:
        """The first of layouts whose places are the same, and no more than are worth weighing."""
        found: list[Layout] = []
        for layout in layouts:
            boxes = [place.box for place in self.contents(layout)]
            known = ([place.box for place in self.contents(one)] for one in found)
            if not any(all(map(_near, boxes, others)) for others in known):
                found.append(layout)
        return found[:MOST_PAIRS]

    def _two_charts(self, layout: Layout) -> Use:
        first, second = self.contents(layout)
        takes = (Taking(first, ("chart",), "chart"), Taking(second, ("second",), "chart"))
        reason = "two places beside each other"
        title = self._title(layout, "headline")
        return Use(self._name(layout, "two charts"), layout, ("chart",), (title, *takes), reason, 0.9)

    def _types(self, layout: Layout) -> set[str]:
        return {place.type for place in self.contents(layout)}

    def _pair(self, layout: Layout) -> tuple[PlaceOfLayout, PlaceOfLayout] | None:
        """The place for words and that for what is to be looked at, where a layout has just these two."""
        found = self.contents(layout)
        if len(found) != 2 or self._opens(layout) or self._sides(layout):
            return None
        least = 2 * LEAST_AREA * self.area
        texts = sorted(
            (one for one in found if one.takes_text and one.area >= least), key=lambda one: one.type != "body"
        )
        if not texts:
            return None
        show = next((one for one in found if one is not texts[0] and one.type in ("pic", "obj")), None)
        return None if show is None else (texts[0], show)

    def _pair_use(self, layout: Layout, beside: Beside) -> Use:
        pair = self._pair(layout)
        assert pair is not None
        slots, kind = (beside.kind,), beside.kind
        takes = (self._title(layout, "headline"), Taking(pair[0], words_of(pair[0])), Taking(pair[1], slots, kind))
        reason = f"a place for words and one for a {kind} beside it"
        return Use(self._name(layout, beside.purpose), layout, beside.accepts, takes, reason, 0.9)

    def by_name(self) -> Iterable[Use]:
        """Each layout as its author would fill it: a title, words in the first place for text, a picture, further
        places in turn."""
        for layout in self.template.layouts:
            yield self._named_use(layout, None, "")

    def figured(self) -> Iterable[Use]:
        """The same with what is to be looked at in a place that takes anything: the last, or the first of several."""
        for layout in self.template.layouts:
            places = self.contents(layout)
            open_ = [place for place in places if place.takes_anything]
            ends = [(open_[-1], "figure")] if open_ else []
            ends += [(open_[0], "figure first")] if len(open_) > 1 else []
            for place, purpose in ends:
                yield self._named_use(layout, place, purpose)

    def _named_use(self, layout: Layout, figure: PlaceOfLayout | None, purpose: str) -> Use:
        """A layout with all of its places, one of which may be kept for a `figure`."""
        takes = [self._title(layout, "headline")] if layout.title is not None else []
        words = self._words(layout, figure)
        for number, place in enumerate(layout.contents):
            kind = _KINDS.get(place.type)
            if place is figure:
                takes.append(Taking(place, FIGURE, "picture"))
            elif kind is not None:
                takes.append(Taking(place, (kind,), kind, required=False))
            elif place.takes_text:
                slots = next((slots for one, slots in words if one is place), (f"text-{number}",))
                takes.append(Taking(place, slots, required=False))
        return Use(self._name(layout, purpose), layout, (), tuple(takes), "by its name", 1.0)

    def _words(self, layout: Layout, figure: PlaceOfLayout | None) -> list[tuple[PlaceOfLayout, tuple[str, ...]]]:
        """The places of a layout for running text, each with the slots that it takes: the large ones but that of the
        `figure`, or the one that it has, such as a caption."""
        texts = [place for place in self.contents(layout) if place.takes_text and place is not figure]
        texts = texts or [place for place in self._texts(layout) if place is not figure][:1]
        return list(zip(texts, _SHARED if len(texts) > 1 else (WORDS,), strict=False))

    def _name(self, layout: Layout, purpose: str) -> str:
        base = self.names[layout.part]
        return f"{base} ({purpose})" if purpose else base

    def _title(self, layout: Layout, slot: str) -> Taking:
        assert layout.title is not None
        return Taking(layout.title, (slot,))

    def _texts(self, layout: Layout) -> list[PlaceOfLayout]:
        """Its places for words, however small: the subtitle first, then the largest."""
        found = [one for one in layout.contents if one.takes_text]
        return sorted(found, key=lambda one: (one.type != "subTitle", -one.area))


def _near(one: Rect, other: Rect) -> bool:
    pairs = ((one.x, other.x), (one.y, other.y), (one.right, other.right), (one.bottom, other.bottom))
    return all(abs(a - b) < 6 for a, b in pairs)


def _is_over(head: PlaceOfLayout, place: PlaceOfLayout) -> bool:
    """Whether a place is as wide as another, and stands over it."""
    one, other = head.box, place.box
    level = abs(one.x - other.x) < ASIDE and abs(one.right - other.right) < ASIDE
    return level and one.y < other.y and abs(one.bottom - other.y) < APART


def _inside(place: PlaceOfLayout) -> Rect:
    """The box of a place without its insets at the sides."""
    left, _, right, _ = place.insets
    return Rect(place.box.x + left, place.box.y, place.box.width - left - right, place.box.height)


def _hull(boxes: Sequence[Rect]) -> Rect:
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Rect(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)
