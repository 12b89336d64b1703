"""What a designer may change of how things are drawn: the key `look` of `brand.yaml`, with its defaults in this place.

A measure that belongs to one place of one template is a key of that template; one that is the same wherever a thing is
drawn belongs to the brand, and is a key here. Lengths are points; what is given in parts says of what.
"""

from typing import Annotated, Literal

from pydantic import Field

from reportgen.geometry import MM
from reportgen.source.validation import Length, Strict

Part = Annotated[float, Field(ge=0, le=10)]
"""A measure in parts of another, mostly of the size or the leading of the type beside it."""

Factor = Annotated[float, Field(gt=0, le=1)]
"""A measure that is smaller than another, in parts of it."""


class PerMedium(Strict):
    """A measure that is one on pages and another on slides, which are seen from afar; points, if not said
    otherwise."""

    page: Annotated[float, Field(ge=0, le=100)]
    """The measure on pages."""
    slide: Annotated[float, Field(ge=0, le=100)]
    """The measure on slides."""


class ParagraphLook(Strict):
    """Paragraphs. `space` is the space before one, `small_space` that before one of titles, captions and the like, in
    parts of the leading; running text on pages stands on the baseline grid instead. `first_indent` is in parts of the
    size, where the brand indents paragraphs. What is strong has at least the weight `strong`.

    Code is `code` of the size of the text round it. Blocks of it stand on a ground of their own, which is
    `code_padding` higher above and below, in parts of the leading.
    """

    space: Part = 0.5
    small_space: Part = 0.25
    first_indent: Part = 1.2
    strong: Annotated[int, Field(ge=1, le=1000)] = 700
    code: Factor = 0.9
    code_padding: Annotated[float, Field(ge=0, le=0.5)] = 0.3


class ListLook(Strict):
    """Points of lists. `indent` is how far they hang behind their bullet, `number_indent` behind a number at least, in
    parts of the size; no less than `least_indent` points. `space` is the space before each, in parts of the leading.
    """

    bullet: Annotated[str, Field(min_length=1, max_length=2)] = "•"
    """The bullet of a list: one or two characters."""
    indent: PerMedium = PerMedium(page=1.15, slide=1.1)
    least_indent: PerMedium = PerMedium(page=4 * MM, slide=0)
    number_indent: Part = 1.7
    space: PerMedium = PerMedium(page=0.25, slide=0.4)


class CardLook(Strict):
    """Points as boxes on a grid.

    `number_size` is the size of a card's number, in parts of the type role `number`; `number_gap` is the space under
    it, in parts of its size.
    """

    number_gap: Part = 0.35
    number_size: Factor = 0.75


class StatLook(Strict):
    """Numbers with their labels.

    Under a `rule` (its weight in points), the number follows after `rule_gap`, the label after `label_gap`, the next
    row after `row_gap`, all in parts of the labels' leading. Where labels stand beside the numbers, `beside_gap` is
    between them, `beside_rule` is the weight of the rule over each row, and `beside_padding` the space under and over
    it, all in points.
    """

    rule: PerMedium = PerMedium(page=0.75, slide=1.5)
    rule_gap: Part = 0.5
    label_gap: Part = 0.25
    row_gap: Part = 1.0
    beside_gap: Length = 14.0
    beside_rule: Length = 0.75
    beside_padding: Length = 3.0


class PanelLook(Strict):
    """Coloured boxes that content stands on. `radius` rounds the corners of those that stand free, in points; one that
    runs to an edge of the sheet keeps them.
    """

    radius: PerMedium = PerMedium(page=0, slide=0)


class PictureMeasures(Strict):
    """Pictures in their places, and what stands under them.

    `rounding` is the radius of a rounded picture's corners, in parts of its shorter side. `height` is the height of a
    picture for which a page template gives none, in parts of its width. `caption_gap` is the space over a caption:
    points on pages, parts of the caption's leading on slides. `caption_most` is how much of a picture's place on a
    slide its caption may take, in parts of the height. `crop_most` is how much of a picture's area its place on a page
    may cut off, and `bleed_crop_most` a place that runs to the sheet's edges.
    """

    rounding: Annotated[float, Field(ge=0, le=0.5)] = 0.06
    height: Part = 0.5
    caption_gap: PerMedium = PerMedium(page=3.5, slide=0.3)
    caption_most: Factor = 0.4
    crop_most: Annotated[float, Field(ge=0, lt=1)] = 0.25
    bleed_crop_most: Annotated[float, Field(ge=0, lt=1)] = 0.5


class EntryLook(Strict):
    """Timelines, calendars, steps, teams: the marks on their rails and the space between them.

    In parts of the size of the entries' titles: the diameters of a `dot` and of a numbered disc (`badge`), and in rows
    the space from label to rail (`rail_gap`), the whole space that a dot has between label and text (`dot_room`), and
    the space after a disc (`badge_gap`). `dot_under` and `badge_under` are the spaces under marks in a grid, in parts
    of the titles' leading. `label_gap` is between label and text where no mark is, in gutters.

    In points: the weights of the `rail`, of the `rule` over cells of a grid, and of the rule over rows (`row_rule`).

    In parts of the leading of the entries' text: `row_gap` between rows (on a page that is not full up to `row_stretch`
    more), `rule_gap` and `row_rule_gap` from the top of
    a rule to what stands under it, `picture_gap` under pictures, `text_gap` between title and text.

    `above` is the part of the free height that stands over entries in the middle of their place: a little over its
    optical middle. `picture_least` is how far pictures may shrink so that all entries fit, in parts of their height.
    """

    dot: Part = 0.55
    badge: Part = 2.0
    rail: Length = 1.0
    rail_gap: Part = 0.4
    dot_room: Part = 2.4
    badge_gap: Part = 0.8
    label_gap: Part = 0.8
    dot_under: Part = 0.6
    badge_under: Part = 0.5
    rule: PerMedium = PerMedium(page=2.0, slide=3.0)
    rule_gap: Part = 0.8
    row_rule: Length = 0.75
    row_rule_gap: Part = 0.5
    row_gap: Part = 0.7
    row_stretch: Part = 1.0
    picture_gap: Part = 0.6
    text_gap: Part = 0.15
    above: Annotated[float, Field(ge=0, le=1)] = 0.36
    picture_least: Factor = 0.5


class PageLook(Strict):
    """Pages of a newsletter. Heights are in baselines, the lines of the page's grid.

    `gap` is the space between modules, from which a page that is too full takes `gap_give` of it, and to which one that
    is not full adds up to `gap_stretch` of it. "Continued on page 5" takes the height `jump_to` at the foot of a part,
    "Continued from page 4" takes `jump_from` over the next part.
    """

    gap: Part = 1.5
    gap_give: Annotated[float, Field(ge=0, le=1)] = 0.25
    gap_stretch: Part = 1.3
    jump_to: Part = 1.0
    jump_from: Part = 2.0


class FlowLook(Strict):
    """Running text in columns, and what it goes round: pull quotes, pictures, drop caps.

    A column is at least `narrowest_column` times the size of its text wide: a narrow place has fewer columns than its
    template asks for. Beside an obstacle, text stands where at least `narrowest` times its size is left of the column.
    Text of no more lines than `one_column` is not shared among columns, nor one of which each column would have fewer
    than `least_lines`, as long as fewer columns are no wider than `widest_column` times its size. A paragraph needs
    more than `drop_cap_least` characters for its first letter to be dropped, with `drop_cap_gap` of its size to its
    right.

    Text keeps `distance` of a gutter beside what it goes round, and leaves at least `inset_space` baselines over and
    under it together. A pull quote stands `quote_gap` baselines from the rules over and under it, whose weight is
    `quote_rule` points.
    """

    narrowest_column: Annotated[float, Field(ge=1, le=40)] = 13.5
    narrowest: Annotated[float, Field(ge=1, le=40)] = 9.0
    one_column: Annotated[int, Field(ge=0, le=100)] = 4
    least_lines: Annotated[int, Field(ge=1, le=100)] = 5
    widest_column: Annotated[float, Field(ge=1, le=100)] = 40.0
    drop_cap_least: Annotated[int, Field(ge=1)] = 120
    drop_cap_gap: Part = 0.12
    distance: Part = 0.8
    inset_space: Part = 0.8
    quote_gap: Part = 0.6
    quote_rule: Length = 1.5


class TableLook(Strict):
    """Tables.

    `size` is that of a table which has room, `least_size` the smallest that it may be shrunk to where its template lets
    it, in parts of its type style's. In parts of the size of its type: `padding` to the left and right of cells,
    `row_padding` above and under them (on a page that is not full up to `row_stretch` more), `group_gap` above the
    heading of a group, `caption_gap` under the caption, `notes_gap` over the notes. Weights of rules are points:
    `strong_rule` under headings, `light_rule` over totals and at the foot, `hairline` between rows.

    A bar or a sparkline in a cell is `graphic_gap` from its number and at least `least_graphic`, where there is room
    `graphic` wide; a bar is `bar` high; all in parts of the size. A sparkline is `sparkline` times as high as a bar;
    its line's weight `sparkline_weight` and its dot's radius `sparkline_dot` are parts of its height.
    """

    size: PerMedium = PerMedium(page=1.0, slide=0.8)
    least_size: PerMedium = PerMedium(page=0.6, slide=0.5)
    padding: Part = 0.6
    row_padding: PerMedium = PerMedium(page=0.32, slide=0.3)
    row_stretch: Part = 0.39
    group_gap: Part = 0.7
    caption_gap: Part = 0.4
    notes_gap: Part = 0.5
    strong_rule: PerMedium = PerMedium(page=1.0, slide=1.5)
    light_rule: PerMedium = PerMedium(page=0.6, slide=1.0)
    hairline: PerMedium = PerMedium(page=0.5, slide=0.75)
    graphic_gap: Part = 0.8
    least_graphic: Part = 3.0
    graphic: Annotated[float, Field(ge=1, le=40)] = 9.0
    bar: Part = 0.64
    sparkline: Annotated[float, Field(ge=0.5, le=4)] = 1.4
    sparkline_weight: Annotated[float, Field(ge=0.01, le=0.3)] = 0.09
    sparkline_dot: Annotated[float, Field(ge=0, le=0.4)] = 0.16


Weight = Annotated[float, Field(gt=0, le=20)]
"""The weight of a line, or the diameter of a small mark, in points."""


Gap = Annotated[float, Field(ge=0, le=5)]
"""The space between bars, in parts of a bar: native charts know no more than five (ECMA-376 Part 1, `c:gapWidth`)."""


Accent = Literal["accent1", "accent2", "accent3", "accent4", "accent5", "accent6"]


class ChartLook(Strict):
    """Charts, as they are drawn in the PDF and as the native charts of a deck are told to be drawn.

    Weights of lines and diameters of marks are points at type of 8 points, as newsletters have it; beside larger type
    they grow with it, by half at most: `line` (a line among others), `stressed_line` (one that is highlighted, or of
    one or two), `dot` (a dot of a scatter chart of up to 40; more are smaller), `target` (the dash that marks a
    target). These stay as they are: `grid` (grid lines), `axis` (the line that bars stand on), `edge` (the line
    between slices, and round bubbles).

    In parts of the weight of a line: `marker` (the diameter of markers on all its points), `point_marker` (of a marker
    on one point that a label speaks of).

    Spaces between bars are in parts of the thickness of one bar: `bar_gap` (between bars of one series), `group_gap`
    (between groups of two and more), `stack_gap`, `combo_gap` (where lines stand over columns), `waterfall_gap`,
    `bullet_gap` (between the ranges of bullet charts), `measure_gap` (between the measures on them).

    In parts of the size of the type: `label_gap`, between a mark, or the plot, and the text that belongs to it.

    `doughnut_hole` is a part of the doughnut's diameter, `largest_bubble` a part of the plot's shorter side, and
    `smallest_pie` the part of the place's shorter side below which a pie has a legend and no names beside its slices.

    A chart on a page may be from `least` to `most` of its natural height. `text_gap` is the space between the chart and
    its title or source, in parts of the leading of its texts; `least_text` is the least size of these texts, in points.

    `series` are the roles of the palette that series have in their order, after which lighter and darker kin of them
    follow; `stressed` is that of what is highlighted, which is best none of these.
    """

    series: Annotated[tuple[Accent, ...], Field(min_length=1)] = (
        "accent1",
        "accent3",
        "accent5",
        "accent6",
        "accent4",
    )
    stressed: Accent = "accent2"
    line: Weight = 1.5
    stressed_line: Weight = 2.25
    grid: Weight = 0.5
    axis: Weight = 0.75
    edge: Weight = 1.0
    dot: Weight = 5.0
    target: Annotated[float, Field(gt=0, le=72)] = 14.0
    marker: Annotated[float, Field(ge=1, le=8)] = 2.6
    point_marker: Annotated[float, Field(ge=1, le=8)] = 2.8
    bar_gap: Gap = 0.55
    group_gap: Gap = 0.8
    stack_gap: Gap = 0.6
    combo_gap: Gap = 0.7
    waterfall_gap: Gap = 0.35
    bullet_gap: Gap = 0.7
    measure_gap: Gap = 3.0
    label_gap: Annotated[float, Field(ge=0.1, le=2)] = 0.5
    doughnut_hole: Annotated[float, Field(ge=0.1, le=0.9)] = 0.58
    largest_bubble: Annotated[float, Field(ge=0.02, le=0.75)] = 0.25
    smallest_pie: Annotated[float, Field(ge=0.2, le=1)] = 0.42
    least: Factor = 0.8
    most: Annotated[float, Field(ge=1, le=5)] = 1.35
    text_gap: Part = 0.6
    least_text: PerMedium = PerMedium(page=0.0, slide=12.0)


class Look(Strict):
    """How the brand draws what all brands have."""

    paragraphs: ParagraphLook = ParagraphLook()
    lists: ListLook = ListLook()
    cards: CardLook = CardLook()
    stats: StatLook = StatLook()
    panels: PanelLook = PanelLook()
    pictures: PictureMeasures = PictureMeasures()
    entries: EntryLook = EntryLook()
    pages: PageLook = PageLook()
    flow: FlowLook = FlowLook()
    tables: TableLook = TableLook()
    charts: ChartLook = ChartLook()
