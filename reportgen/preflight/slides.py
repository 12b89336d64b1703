"""Rules about the slides of a deck: what anyone in the audience sees, each with one measure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby, pairwise

from reportgen.frames import (
    ChartItem,
    ImageItem,
    Item,
    Line,
    Publication,
    ShapeItem,
    Sheet,
    TableCell,
    TableItem,
    TextItem,
)
from reportgen.frames.layout_decisions import SectionMakeUp
from reportgen.geometry import Rect
from reportgen.layout.medium import WORDS_OF_SLIDE
from reportgen.preflight.finding import Finding
from reportgen.preflight.seen_on_sheets import boxes_of, cut_pictures, edges_of, largest_gap, lonely_sets, occupied
from reportgen.structs import Struct, replace
from reportgen.text.sentences import word_count

EMPTY = 0.45
"""The part of a slide's inside that the largest empty rectangle may take."""

INSIDE = Rect(0.05, 0.06, 0.9, 0.84)
"""The inside of a slide, between its margins and over its footer, in parts of its width and height."""

PANEL = 60.0
"""Points from which a shape, high and wide, is a panel and not a thing to look at."""

SIZES, ALIKE = 6, 1.04
"""Different sizes of type on a slide from which it looks restless, and by which factor sizes look like one."""

CUT = 0.6
"""The part of a picture's area that may be cut off."""

LARGE, STATED = 30.0, 30
"""Points from which type is large, and the most words of a statement, which needs no title and may have space."""

TITLED = 8
"""Words from which a slide needs a title."""

STRANDED = 0.35
"""How full the last slide of a section that goes on is at least."""

PLAIN_RUN = 3
"""Slides of nothing but text in a row that are too many."""

SPARSE = ("cover", "divider", "quote", "statement", "cta", "closing")
"""Types of sections that are made to be sparse."""

TITLES = ("title", "heading1")

HIGH = 0.15
"""The part of a slide's height, from its top, in which a title begins that stands over other things."""


class _Slide(Struct, frozen=True):
    """A slide with its number and the section that it shows; `size` is the sheet, `last` the deck's last."""

    number: int
    sheet: Sheet
    section: SectionMakeUp
    size: Rect
    ground: tuple[Item, ...]
    """What its master has."""
    last: bool

    @property
    def texts(self) -> list[TextItem]:
        return [
            item for item in self.sheet.items if isinstance(item, TextItem) and not item.artifact and not item.field
        ]

    @property
    def cells(self) -> list[TableCell]:
        return [cell for item in self.sheet.items if isinstance(item, TableItem) for cell in item.cells]

    @property
    def lines(self) -> list[Line]:
        """The lines of its texts, initials and the like too, and of its tables; the footer's are none of them."""
        texts = (item for item in self.sheet.items if isinstance(item, TextItem) and not item.field)
        return [
            *chain.from_iterable(text.lines for text in texts),
            *chain.from_iterable(one.lines for one in self.cells),
        ]

    @property
    def words(self) -> int:
        """The words that stand on it, without the figures of tables."""
        said = [paragraph.text for item in self.texts for paragraph in item.paragraphs]
        told = [paragraph.text.split() for cell in self.cells for paragraph in cell.paragraphs]
        words = (word for cell in told for word in cell if any(map(str.isalpha, word)))
        return sum(map(word_count, said)) + sum(map(word_count, words))

    def is_statement(self) -> bool:
        """Whether few words stand there, most of them large and no title over others, or a picture takes much of it;
        openers and the like are made to be so, and what says little at a deck's end is a farewell."""
        if self.section.type in SPARSE:
            return True
        runs = [run for item in self.texts if not self._is_over(item) for line in item.lines for run in line.runs]
        large = sum(word_count(run.text) for run in runs if run.size >= LARGE)
        pictures = [item.box for item in self.sheet.items if isinstance(item, ImageItem)]
        filled = any(box.width * box.height > EMPTY * self.size.width * self.size.height for box in pictures)
        return filled or (self.words <= STATED and (self.last or 2 * large >= self.words))

    def _is_over(self, item: TextItem) -> bool:
        """Whether a text is the slide's title and stands over what it is about."""
        titles = any(paragraph.role in TITLES for paragraph in item.paragraphs)
        return titles and item.box.y < HIGH * self.size.height and len({one.slot for one in self.texts}) > 1

    def told(self, rule: str, message: str, hint: str) -> Finding:
        return Finding(rule, "note", f"slide {self.number} {message}", self.section.where, hint)


def _slides(publication: Publication) -> Iterator[_Slide]:
    """The slides of a deck, each with its section; none of a newsletter."""
    if publication.kind == "newsletter":
        return
    sections = {number: section for section in publication.makeup.sections for number in section.sheets}
    size = Rect(0.0, 0.0, publication.size.width, publication.size.height)
    for number, sheet in enumerate(publication.sheets, 1):
        if number in sections:
            ground = publication.master(sheet.master).items
            yield _Slide(number, sheet, sections[number], size, ground, number == len(publication.sheets))


def half_empty(publication: Publication) -> Iterator[Finding]:
    """A slide with one large empty space that nobody can have meant."""
    for slide in _slides(publication):
        if slide.number == 1 or slide.is_statement():
            continue
        share = _gap(slide)
        if share > EMPTY:
            hint = "join it with the section beside it, give it a picture or numbers, or make it a statement"
            yield slide.told("half-empty-slide", f"has an empty space of {round(100 * share)} % of its inside", hint)


def _gap(slide: _Slide) -> float:
    """The largest empty rectangle of a slide, in parts of its inside."""
    width, height = slide.size.width, slide.size.height
    inside = Rect(INSIDE.x * width, INSIDE.y * height, INSIDE.width * width, INSIDE.height * height)
    return largest_gap(occupied(_boxes(slide), inside))


def _boxes(slide: _Slide) -> Iterator[Rect]:
    """Where something is seen on a slide: what stands on it, and the edges of panels, its master's too."""
    for item in (*slide.ground, *slide.sheet.items):
        if isinstance(item, ShapeItem) and min(item.box.width, item.box.height) > PANEL:
            yield from edges_of(item.box)
        else:
            yield from boxes_of(item)


def wordy(publication: Publication) -> Iterator[Finding]:
    """A slide with more words than can be taken in while somebody speaks."""
    for slide in _slides(publication):
        if slide.section.type not in ("agenda", "contents") and slide.words > WORDS_OF_SLIDE:
            hint = "move some to the notes (deck: digest does so for long text), or make two sections of it"
            yield slide.told("wordy-slide", f"has {slide.words} words", hint)


def headless(publication: Publication) -> Iterator[Finding]:
    """A slide of several words without a title that says what they are about."""
    for slide in _slides(publication):
        roles = {paragraph.role for item in slide.texts for paragraph in item.paragraphs}
        if slide.words >= TITLED and roles.isdisjoint(TITLES) and not slide.is_statement():
            yield slide.told("headless-slide", "has no title", "give its section a headline")


def alone_in_row(publication: Publication) -> Iterator[Finding]:
    """A set of which one stands alone in its last row."""
    for slide in _slides(publication):
        for name, count in lonely_sets(slide.texts):
            message = f'has one of {count} alone in the last row of "{name}"'
            yield slide.told("alone-in-row", message, "add or leave out one, or name another template")


def cropped(publication: Publication) -> Iterator[Finding]:
    """A picture of which too much is cut off: heads are lost that way."""
    for slide in _slides(publication):
        for item, lost in cut_pictures(slide.sheet.items, CUT):
            hint = "say what must be seen with focus, or show it whole with fit: contain"
            message = f"cuts off {round(100 * lost)} % of a picture"
            yield replace(slide.told("cropped-picture", message, hint), where=item.where)


def stranded(publication: Publication) -> Iterator[Finding]:
    """The last slide of a section that holds no more than a remainder."""
    fills = {sheet.number: sheet.fill for sheet in publication.makeup.sheets}
    for slide in _slides(publication):
        section = slide.section
        if len(section.sheets) < 2 or slide.number != section.sheets[-1]:
            continue
        if section.templates[-1] == section.templates[-2] and fills.get(slide.number, 1.0) < STRANDED:
            yield slide.told("stranded-part", "holds only a remainder of its section", "shorten it, or say slides: 1")


def many_sizes(publication: Publication) -> Iterator[Finding]:
    """A slide with so many sizes of type that none stands out."""
    for slide in _slides(publication):
        count = _sizes(slide)
        if count >= SIZES:
            hint = "shorten what was made smaller, or name another template"
            yield slide.told("many-sizes", f"has type of {count} sizes", hint)


def _sizes(slide: _Slide) -> int:
    """The sizes of type that can be told apart on a slide, without its footer and the labels of charts."""
    sizes = sorted({run.size for line in slide.lines for run in line.runs if not run.rise})
    return sum(size > ALIKE * smaller for smaller, size in pairwise([0.0, *sizes]))


def text_runs(publication: Publication) -> Iterator[Finding]:
    """Slides of nothing but text, one after the other."""
    for plain, run in groupby(_slides(publication), key=_is_plain):
        slides = [*run]
        if plain and len(slides) >= PLAIN_RUN:
            message = f"is the third of {len(slides)} with nothing but text"
            yield slides[PLAIN_RUN - 1].told("text-run", message, "give one a picture, numbers, a chart or a quotation")


def _is_plain(slide: _Slide) -> bool:
    """Whether nothing but running text stands on a slide."""
    seen = (ImageItem, ChartItem, TableItem)
    panels = any(isinstance(item, ShapeItem) and item.name in ("panel", "band", "dot") for item in slide.sheet.items)
    return not panels and not slide.is_statement() and not any(isinstance(item, seen) for item in slide.sheet.items)


RULES = {
    "half-empty-slide": "A large part of a slide is empty, and it is no statement.",
    "wordy-slide": "A slide has more words than can be taken in.",
    "headless-slide": "A slide has no title.",
    "alone-in-row": "One of a set stands alone in the last row.",
    "cropped-picture": "Most of a picture is cut off.",
    "stranded-part": "The last slide of a section holds only a remainder.",
    "many-sizes": "A slide has type of many sizes.",
    "text-run": "Three slides in a row have nothing but text.",
}
"""The rules of this file, and what each finds."""

LOOKS = (half_empty, wordy, headless, alone_in_row, cropped, stranded, many_sizes, text_runs)
"""What finds them."""
