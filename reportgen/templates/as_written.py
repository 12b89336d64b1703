"""What a layout file may say. Colours, fonts and sizes are brand roles; positions are columns, rows and lengths."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from math import ceil
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from reportgen.brand.as_written import TypeRole, raised
from reportgen.frames import ParagraphRole
from reportgen.source.validation import Length, Strict
from reportgen.templates.office_places import OfficePlace
from reportgen.templates.region_kinds import SHIPPED, known_kind

Ground = Literal[
    "paper", "surface", "tint", "ink", "dark", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6"
]
TextColour = Literal["text", "muted", "primary", "accent", "positive", "negative"]
Edge = Literal["left", "top", "right", "bottom"]
Numbers = bool | Literal["counted"]

LIGHT = frozenset({"paper", "surface", "tint"})
"""Grounds that are no colour of the brand."""

Family = Literal["data", "picture", "fields", "text"]
"""What slides look like from afar: figures, a picture, fields side by side, or text."""

FAMILIES: Mapping[str, Family] = MappingProxyType(
    {"chart": "data", "table": "data", "stats": "data", "picture": "picture", "cards": "fields", "entries": "fields"}
)
"""The family of what stands in a region, by its kind; other kinds are text."""

ORDER: tuple[Family, ...] = ("data", "picture", "fields")
"""The families of slides that have several of these, what is seen first before the others."""

QUIET = ("tint", "surface")
"""Grounds that are hardly told from each other."""

RegionKind = Annotated[
    str,
    AfterValidator(known_kind),
    WithJsonSchema({"anyOf": [{"enum": list(SHIPPED)}, {"type": "string"}]}),
]
"""The name of a kind of region; other packages bring more of them than ship."""

BLANK = "slide-blank"
"""The master of slide templates that name none: it has nothing on it, and all of it between the margins is live."""

LEAST_RULE = 0.25
"""The thinnest rule that print shows, in points."""

PLAIN = "slide-plain"
"""The master of slides that most others extend: what it has is what all slides have, if they do not say otherwise."""

Parents = str | Annotated[list[str], Field(min_length=1)]
"""What a file extends: a name, or several."""


def _range(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    match = re.fullmatch(r"(\d+)(?:\s*-\s*(\d+))?", value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'expected a range such as "1-12", got {value!r}')
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last:
        raise ValueError(f'expected a range such as "1-12", got {value!r}')
    return first, last


Range = Annotated[
    tuple[int, int],
    BeforeValidator(_range, json_schema_input_type=Annotated[str, Field(pattern=r"^\d+(\s*-\s*\d+)?$")] | int),
]


class At(Strict):
    """A box: columns and rows of a slide's live area or of the sheet, or lengths from the sheet's edges.

    Without `rows` and lengths, all rows are meant. `bleed` carries the named sides on to the sheet's edge.
    """

    of: Literal["live", "sheet"] | None = None
    """Whose columns and rows are meant: a slide template counts in its live area, a master on the sheet, which has 12
    columns and 24 rows between its margins."""
    columns: Range = (1, 12)
    """The columns that the box covers."""
    rows: Range | None = None
    """The rows that the box covers."""
    top: Length | None = None
    """From the sheet's top edge."""
    bottom: Length | None = None
    """From the sheet's bottom edge."""
    height: Length | None = None
    """The height of the box, where it is not given by rows."""
    left: Length | None = None
    """From the sheet's left edge, instead of columns; with `width`."""
    margin: Literal["left", "right"] | None = None
    """A strip of the sheet's margin from its edge on, instead of columns."""
    width: Length | None = None
    """The width of the box, where it is not that of its columns: from their left edge, or up to the sheet's right."""
    bleed: list[Edge] = []

    @model_validator(mode="after")
    def _placed(self) -> Self:
        edges = (self.top is not None) + (self.bottom is not None)
        tall = self.height is not None
        if self.rows is None and tall and edges == 0:
            raise ValueError('give "rows", or "top" or "bottom", beside "height"')
        if self.rows is None and not tall and edges == 1:
            raise ValueError('give "height", or both "top" and "bottom"')
        if self.left is not None and self.width is None:
            raise ValueError('give "width" beside "left"')
        if tall and edges == 2:
            raise ValueError('"top", "bottom" and "height" are one too many | take one away, such as "bottom: null"')
        return self


class Shrink(Strict):
    shrink: Annotated[float, Field(gt=0.3, lt=1.0)]
    """The smallest part of its size that the text may be set at."""


Step = Literal["tighten", "short", "break", "part", "continue", "error"] | Shrink
"""What gives way where a text does not fit, or a table: it may `break` its words, and `part` its columns."""


class EntriesLook(Strict):
    """How entries are arranged: as `rows` under each other with the label in a column of its own (`label` is its
    part of the width), as a `grid` of cells, `across` in a row, or as an `album`: rows that are filled by pictures of
    one height, each as wide as its shape asks for, about `across` in a row.

    `mark` puts a dot or a number on a rail, or a large number over each; `rule` a rule over each; `panel` and `inset`
    make cells boxes, which `stretch` over the height of a slide's place. Pictures
    take `picture_width` of a cell's width and `ratio` of that as height. The label stands before the title, or
    after it.
    """

    arrange: Literal["rows", "grid", "album"] = "rows"
    """Whether entries stand under each other, in a grid, or in an album."""
    mark: Literal["none", "dot", "number", "figure"] = "none"
    """What stands over entries, or before them: a dot, a disc with a number, or a number as large as numbers are."""
    picture: Literal["none", "circle", "rect"] = "none"
    """Whether entries show their pictures, and in which shape."""
    initials: bool = False
    """Whether an entry without a picture has the first letters of its title in the place of one."""
    picture_width: Annotated[float, Field(gt=0, le=1)] = 1.0
    ratio: Annotated[float, Field(gt=0.1, le=3)] = 0.66
    title: TypeRole = "heading3"
    """The type style of titles."""
    title_colour: TextColour = "primary"
    """The colour of titles."""
    figures: bool = False
    """Whether titles that are all amounts, such as prices, are set as numbers."""
    label_style: TypeRole = "label"
    """The type style of labels."""
    label: Annotated[float, Field(ge=0, le=0.6)] = 0.2
    label_after: bool = False
    """Whether the label stands after the title."""
    dates: bool = False
    """Whether the day, the year or the time of labels that are dates is set as a number, if all of them have one."""
    block: Ground | None = None
    """The ground of a block as high as its row that such a date stands on."""
    rule: bool = False
    stretch: bool = False
    stairs: Annotated[float, Field(ge=0, le=0.3)] = 0.0
    """By how much each panel of a row is higher than the one before it, in parts of their height, if texts let it."""
    last: Ground | None = None
    """The ground of the last panel, if not that of the others."""
    marked: Ground | None = None
    """The ground of the panel of the entry that stands out of the others, such as the part of a deck that begins."""
    columns: Annotated[int, Field(ge=1, le=4)] = 1
    """In how many columns rows may stand, one after the other, where one does not hold them all."""
    panel: Ground | None = None
    inset: Length = 0.0


class Item(Strict):
    """An item of a list, which has a name. What is in it may be said by several files."""

    name: str | None = None
    """What children call it by, to change it or to take it away (`NAME: null`), and what others stand beside. A region
    is called by its first slot, if it has no other name."""
    use: str | None = None
    """A part (``layouts/parts``) whose item or items stand here, with what is written beside `use` laid over them."""
    after: str | None = None
    """The item that this one stands after. A new item that says neither stands at the end."""
    before: str | None = None
    """The item that this one stands before."""
    foot: bool = False
    """Whether it stays at the end, so that items of children come before it."""


class Region(Item):
    """A place for content: it takes the section's `slots`, in this order, in one style, under one copyfit contract.

    `lines` limits how many lines the text may take; `required` makes the template one for
    sections that have the slot; `repeats` lets the slot appear on each slide that a section is split over; `beside`
    sets numbers in rows with their labels beside them; `height` is the least, natural and greatest height of a
    picture in a page's stack; an `aside` may come on a slide before the text that it follows in the source;
    `drop_cap` is the number of lines that the first letter is high; `around` is what the
    text of a page goes round. An `overlay` is the template's ground laid over the picture, as dense as
    text on it needs.
    """

    slots: list[str] = Field(min_length=1)
    kind: RegionKind = "text"
    """What kind of content it takes, and how it shows it: `text`, `cards`, `stats`, `picture`, `chart`, `table` or
    `entries`, or one that another package brings."""
    at: At | None = None
    style: TypeRole = "body"
    """The type style of its text."""
    role: ParagraphRole = "body"
    """What its text is to a screen reader: a heading, a paragraph, a caption."""
    colour: TextColour = "text"
    """The colour of its text; it is changed where it could not be read on its ground."""
    lead: TextColour | None = None
    """The colour of what is strong at the beginning of a point."""
    panel: Ground | None = None
    """A ground of its own that is drawn under the region; its texts take their colours from it."""
    ground: Ground | None = None
    """What the region stands on that others draw, such as a filled box of the master; its texts take their colours
    from it."""
    inset: Length = 0.0
    """The space between the panel's edge and what stands on it."""
    space: Length = 0.0
    """The space over it in a page's stack."""
    align: Literal["left", "center", "right"] = "left"
    """How lines stand."""
    anchor: Literal["top", "middle", "bottom"] = "top"
    """Where in its box a text stands that does not fill it."""
    lines: int | None = None
    fit: list[Step] = ["error"]
    """What is tried where the content does not fit, in this order: `tighten`, `shrink: 0.8`, `short`, `continue`,
    `error`."""
    required: bool = False
    repeats: bool = False
    hug: bool = False
    """Whether a panel on a page is only as wide as its text, as a tag is."""
    widest: Annotated[float, Field(ge=1, le=3)] = 1.0
    """How many times larger a text of one line on a page may be, so that it fills the width of its place."""
    grow: Annotated[int, Field(ge=0, le=4)] = 0
    """By how many steps of the ladder the type of a slide's region may become larger where there is room for it."""
    placeholder: Literal["title", "subtitle", "body", "picture", "table"] | None = None
    """Which placeholder of a PowerPoint layout it is."""
    office: OfficePlace | None = None
    """The placeholder of the company's own template that it fills, whose looks its text has."""
    shape: Literal["rect", "rounded", "circle"] = "rect"
    """The shape of its picture."""
    lent: bool = True
    """Whether charts and tables may stand in a picture's place."""
    overlay: bool = False
    across: int = 2
    """Cards, numbers or entries beside each other."""
    down: int = 2
    """Rows of cards."""
    least: int = 1
    """How many cards there are at least; those of a number above 1 are a set that is never split over slides."""
    numbers: Numbers = False
    """Whether cards are numbered; `counted` takes nothing but the items of a list that counts."""
    beside: bool = False
    links: bool = True
    """Whether it takes text with links, which need a colour of their own where the ground is coloured."""
    columns: int = 1
    """Columns that a text of a page is poured into."""
    height: tuple[Length, Length, Length] | None = None
    bleed: bool = False
    """Whether a picture of a page runs to the sheet's edges."""
    snap: bool = False
    """Whether it begins on a line of the baseline grid."""
    entries: EntriesLook | None = None
    aside: bool = False
    drop_cap: Annotated[int, Field(ge=0, le=6)] = 0
    around: list["Inset"] = []

    def on_quiet_ground(self) -> Self:
        """The region with panels of paper in the place of such as the quiet ground that it stands on."""
        entries = self.entries
        if entries is not None and entries.panel in QUIET:
            entries = entries.model_copy(update={"panel": "paper"})
        return self.model_copy(update={"panel": "paper" if self.panel in QUIET else self.panel, "entries": entries})

    @property
    def slot(self) -> str:
        """The slot that its place is called by: that of running text where it takes it among others, else the first."""
        return "body" if "body" in self.slots else self.slots[0]

    def grown(self, step: int, may_be: Callable[[TypeRole], bool]) -> Self:
        """The region with its type so many steps larger, or as many as it may go up and its type `may_be`."""
        most = min(step, self.grow)

        def larger(role: TypeRole, most: int) -> TypeRole:
            return next((name for up in range(most, 0, -1) if may_be(name := raised(role, up))), role)

        if not most:
            return self
        entries = self.entries and self.entries.model_copy(
            update={
                "title": larger(self.entries.title, most),
                "label_style": larger(self.entries.label_style, ceil(most / 2)),
            }
        )
        return self.model_copy(update={"style": larger(self.style, most), "entries": entries})

    def whole(self) -> Self:
        """The region without leave to go on elsewhere."""
        return self.model_copy(update={"fit": [step for step in self.fit if step != "continue"]})

    def stands_on(self, ground: str) -> str:
        """The ground of the region's texts, where the template has `ground` there: its panel, or what it says."""
        return self.panel or self.ground or ground


class Inset(Item):
    """What a running text goes round: a picture, or a text such as a pull quote.

    It stands in the column numbered `column` (from 1), on its left, its right or over its whole width (`across`), or
    between this column and the next; `width` is in parts of a column, `at` is how far down (0 top, 1 foot).
    """

    region: Region
    column: Annotated[int, Field(ge=1, le=6)] = 1
    side: Literal["left", "right", "across", "between"] = "right"
    """Where in the column it stands."""
    width: Annotated[float, Field(gt=0.1, le=2)] = 0.5
    at: Annotated[float, Field(ge=0, le=1)] = 0.0

    @model_validator(mode="after")
    def _set(self) -> Self:
        if self.region.kind not in ("text", "picture"):
            raise ValueError('text goes round a "text" or a "picture" only')
        return self


class Rule(Item):
    """A rule across the stack's width, or `length` of it."""

    rule: Literal["accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hairline", "ink"]
    """The colour of the rule."""
    weight: Length = 0.5
    """How thick the rule is."""
    length: Length | None = None
    thread: bool = False
    """Whether a hairline goes on from it over the width of the stack."""
    space: Length = 0.0
    """The space over it."""


class Cell(Item):
    """One side of a split: a stack of its own, `span` columns wide, on a panel or not."""

    span: int
    stack: list["Node"]
    panel: Ground | None = None
    """The ground of the cell's own; its texts take their colours from it."""
    inset: Length = 0.0
    """The space between the panel's edge and what stands on it."""


class Split(Item):
    """Stacks side by side; their spans and the gutters between them make the module's width."""

    split: list[Cell] = Field(min_length=2)
    space: Length = 0.0
    """The space over it."""


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "rule" if "rule" in value else "split" if "split" in value else "region"
    return "rule" if isinstance(value, Rule) else "split" if isinstance(value, Split) else "region"


Node = Annotated[
    Annotated[Region, Tag("region")] | Annotated[Rule, Tag("rule")] | Annotated[Split, Tag("split")],
    Discriminator(_kind),
]


class Furniture(Item):
    """Constant parts of a sheet: a filled box, a rule, the logo, a drawing, or a text with {title}, {date}, {folio}."""

    at: At
    fill: Ground | None = None
    """A filled box of that ground."""
    rounded: bool = False
    """Whether a filled box ends in half circles."""
    rule: Literal["accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hairline", "ink"] | None = None
    """A rule of that colour."""
    logo: Literal["on_light", "on_dark"] | None = None
    """The logo for light or for dark grounds; the other is taken where the ground asks for it."""
    art: str | None = None
    """A drawing or a picture that fills its box, beside the brand: what a company's own template has on its sheets."""
    text: str | None = None
    """A text that may name {title}, {subtitle}, {issue}, {date}, {folio} and {part}: the part of the deck that a slide
    is in, or the deck's title, and on pages the part of the newsletter; parts between `·` that come out empty are left
    out."""
    progress: Ground | None = None
    """A row of pills, one for each part of a deck; that of the part that a slide is in has this colour."""
    breadcrumb: Annotated[str, Field(min_length=1, max_length=3)] | None = None
    """The names of the parts of a deck with this sign between them, such as `›`; that of the part that a slide is in is
    bold. Where a line does not hold all, it has those beside it, or it alone. Parts are what dividers head, or runs of
    sections with one kicker."""
    turned: bool = False
    """Whether the text reads from the foot of its box to the top."""
    field: Literal["folio", "footer", "date"] | None = None
    """What the text is to office programs: the slide's number, its footer or its date."""
    office: OfficePlace | None = None
    """The placeholder of the company's own template that the text fills."""
    style: TypeRole = "label"
    """The type style of the text."""
    colour: TextColour = "muted"
    """The colour of the text."""
    ground: Ground | None = None
    """What it stands on, where that is not the ground of the sheet."""
    align: Literal["left", "center", "right"] = "left"
    """How the text or the logo stands in its box."""
    over: bool = False
    """Whether a logo stands on the band at the top of the first page, and is there only with it."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        kinds = (self.fill, self.rule, self.logo, self.text, self.progress, self.breadcrumb, self.art)
        if sum(part is not None for part in kinds) != 1:
            raise ValueError('give exactly one of "fill", "rule", "logo", "text", "progress", "breadcrumb", "art"')
        if self.rule is not None and self.at.height is not None and self.at.height < LEAST_RULE:
            raise ValueError(f'a rule under {LEAST_RULE} pt is lost in print | write "height: 0.5pt"')
        return self


class Extending(Strict):
    """A file that says only what differs from the others that it extends."""

    extends: Parents | None = None
    """The template or part that this file changes, or several, each laid over those before it. The file's own name
    means the file of that name below it in the roots."""


class SlideMaster(Extending):
    """What slides have apart from their own content: ground, furniture, the places of kicker and headline.

    Its name begins with ``slide-``, which tells it from the masters of pages. A brand or a project replaces one by a
    file of the same name.
    """

    kind: Literal["master"] = "master"
    """Always `master`."""
    description: str
    """What it is for, in a sentence."""
    ground: Ground = "paper"
    """The colour of the slides; texts take their colours from it."""
    live: At = At()
    """The area in which templates count the columns and rows of their own regions. It is given on the sheet."""
    rows: Annotated[int, Field(ge=1, le=48)] | None = None
    """How many rows templates count in it; as many as it takes of the sheet's 24, if nothing is said."""
    furniture: list[Furniture] = []
    """What is on each slide. Its places are on the sheet."""
    regions: list[Region] = []
    """The regions that all slides have, such as kicker and headline. Their places are on the sheet."""
    layout: str | None = None
    """The layout of the company's own template that slides stand on, as the name of its part."""


class SlideTemplate(Extending):
    """A slide: regions on the columns and rows of the live area of its master, and what the master has.

    `cost` is what it costs to take it where another would do (a slide costs 1).
    """

    kind: Literal["slide"] = "slide"
    """Always `slide`."""
    description: str
    """What it is for, in a sentence."""
    accepts: list[str]
    """The section types that may stand on it, those first that it is made for."""
    master: str = BLANK
    """The master that it stands on; ground, live area, furniture and regions begin as that has them."""
    ground: Ground = "paper"
    """The colour of the slide; texts take their colours from it."""
    live: At = At()
    """The area in which regions count their columns and rows, if it is not the master's."""
    rows: Annotated[int, Field(ge=1, le=48)] | None = None
    """How many rows the live area is divided into; as many as it takes of the sheet's 24, if nothing is said."""
    furniture: list[Furniture] = []
    regions: list[Region]
    layout: str | None = None
    """The layout of the company's own template that it stands on, if it is not the master's."""
    cost: Annotated[float, Field(ge=0, le=20)] = 0.0
    relief: bool = False
    """Whether it is taken only after a run of light slides, as a change for the eye, or where an author names it."""

    @model_validator(mode="after")
    def _panels_are_seen(self) -> Self:
        """Panels that would hardly be told from the slide's own ground are paper there."""
        if self.ground in QUIET:
            self.regions[:] = [region.on_quiet_ground() for region in self.regions]
        return self

    @cached_property
    def is_coloured(self) -> bool:
        """Whether it stands on a colour of the brand, or has a picture or a panel of colour over its full height."""
        tall = [region for region in self.regions if region.at is not None and {"top", "bottom"} <= {*region.at.bleed}]
        grounds = [region.panel or "paper" for region in tall]
        return not LIGHT.issuperset([self.ground, *grounds]) or any(region.kind == "picture" for region in tall)

    @cached_property
    def family(self) -> Family:
        """What a slide on it looks like from afar."""
        kinds = {FAMILIES[region.kind] for region in self.regions if region.kind in FAMILIES}
        album = any(region.entries is not None and region.entries.arrange == "album" for region in self.regions)
        return "picture" if album else next((family for family in ORDER if family in kinds), "text")

    @property
    def grow(self) -> int:
        """The steps of the ladder by which any of its regions may become larger."""
        return max(region.grow for region in self.regions)

    def grown(self, step: int, may_be: Callable[[TypeRole], bool]) -> Self:
        """The template with its type so many steps larger, where that may be: `may_be` says of a role whether it is
        not too large. Its tables stay whole: hundreds of rows are not set in larger type to see them go on.
        """
        grown = [region.grown(step, may_be) for region in self.regions]
        regions = [region.whole() if region.kind == "table" else region for region in grown]
        return self.model_copy(update={"regions": regions})


class Side(Strict):
    """A picture beside the stack, over the full height of a band and on to the sheet's edge.

    The band is at least as high as its text; `height` is its least, natural and greatest height.
    """

    picture: Region
    columns: Range
    """The columns that the picture covers, before it goes on to the sheet's edge."""
    height: tuple[Length, Length, Length]


class Characters(Strict):
    """How many characters of running text a template is made for."""

    least: Annotated[int, Field(ge=0)] = 0
    """So many at the least."""
    most: Annotated[int, Field(ge=1)] | None = None
    """So many at the most."""


class PageTemplate(Extending):
    """A module of a page: a stack that takes one section, at one of the `spans` of the page's 12 columns.

    `bleed` makes it a band of full width at the sheet's top or bottom; `cost` is what it costs to take it where
    another would do (a page costs 6); `columns_after` is the number of columns in
    which text goes on over the next page.
    """

    kind: Literal["page"] = "page"
    """Always `page`."""
    description: str
    """What it is for, in a sentence."""
    accepts: list[str]
    """The section types that may stand on it, those first that it is made for."""
    spans: list[int] = [12]
    ground: Ground = "paper"
    """The ground of the module; its texts take their colours from it."""
    bleed: Literal["top", "bottom"] | None = None
    padding: Length = 0.0
    """The space between the ground's edge and the stack."""
    stack: list[Node]
    side: Side | None = None
    logo_at: At | None = None
    """Where the brand's logo stands on a band at the sheet's foot."""
    cost: Annotated[float, Field(ge=0, le=20)] = 0.0
    columns_after: int = 2
    lends: bool = False
    """Whether a cover's picture stands with the lead of the newsletter, where that has none of its own."""
    last_resort: bool = False
    """Whether it is taken only where the section fits no other template that has places for all of it."""
    characters: Characters | None = None
    """How much running text it is made for; where a section that has some has more or less, others come first."""


class MasterTemplate(Extending):
    """What pages have apart from their modules: running head, folio, rules. `pages` says which pages follow it.

    ``left`` and ``right`` come before ``other``; ``first`` and ``last`` before these. The last page of several keeps
    the top of its neighbours, since which page is the last is known only at the end.
    """

    kind: Literal["master"] = "master"
    """Always `master`."""
    description: str
    """What it is for, in a sentence."""
    pages: Literal["first", "left", "right", "other", "last"]
    top: Length | None = None
    """Where modules begin, from the sheet's top; the brand's margin where nothing is said."""
    ground: Ground = "paper"
    """The colour of the pages."""
    furniture: list[Furniture] = []

    @model_validator(mode="after")
    def _last_keeps_the_top(self) -> Self:
        if self.pages == "last" and self.top is not None:
            raise ValueError('the last page keeps the top of the other pages | leave "top" out')
        return self


Template = SlideTemplate | PageTemplate | MasterTemplate


class Continuation(Extending):
    """Where the content of a section stands on the pages over which it goes on: one region for each kind of content.

    ``layouts/parts/continuation.yaml`` says it; a brand or a project replaces it by a file of that name. The slots of
    `text`, `picture`, `table`, `entries` and `stats` are those that the section has left, whatever the file says;
    `text` and `table` have as many columns as the template of the section's beginning asks for.
    """

    text: Region
    picture: Region | None = None
    table: Region
    entries: Region
    stats: Region
    pull: Region
    source: Region


class TableLook(Strict):
    """The type of a table, and how it gives way where its place is too small."""

    style: TypeRole
    fit: list[Step]


class TableInPicture(Extending):
    """How a table is set that stands in the place of a picture, on pages and on slides.

    ``layouts/parts/table-in-picture.yaml`` says it; a brand or a project replaces it by a file of that name.
    """

    newsletter: TableLook
    deck: TableLook

    def place(self, picture: Region, kind: Literal["newsletter", "deck"]) -> Region:
        """The place of a picture as the place of a table, which may be broken and parted where that place says so."""
        look = self.newsletter if kind == "newsletter" else self.deck
        fit = [*(step for step in picture.fit if step in ("break", "part")), *look.fit]
        return picture.model_copy(update={"kind": "table", "style": look.style, "fit": fit, "columns": 1})
