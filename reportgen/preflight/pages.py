"""Rules about what was made: contrast, sizes, lines left alone, sheets left empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from reportgen.brand import Brand
from reportgen.brand.colour import blend, contrast
from reportgen.errors import NOWHERE
from reportgen.frames import (
    ChartItem,
    GlyphRun,
    ImageItem,
    Item,
    Line,
    Publication,
    ShapeItem,
    Sheet,
    TableItem,
    TextItem,
)
from reportgen.geometry import Insets, Rect
from reportgen.preflight.finding import Finding
from reportgen.remarks import remarks

READABLE, LARGE = 4.5, 3.0
"""Contrast that text needs, and large text (WCAG 2.2, 1.4.3, level AA)."""

LARGE_SIZE, LARGE_BOLD = 18.0, 14.0
"""Points from which text is large, and bold text."""

SMALLEST = {"newsletter": 6.0, "deck": 10.0}
"""Points below which nobody reads on paper, or from the third row."""

LONG = 3
"""Lines of a headline that are too many."""

BARE = 0.3
"""Part of a slide that is filled, below which it looks forgotten."""


def seen(publication: Publication) -> Iterator[Finding]:
    """What `build` warns of as well."""
    for remark in remarks(publication):
        yield Finding("appearance", "warning", remark.told, remark.where, remark.hint)


def low_contrast(publication: Publication) -> Iterator[Finding]:
    """Text that stands out too little from its ground."""
    for number, sheet in enumerate(publication.sheets, 1):
        for at, item in enumerate(sheet.items):
            if not isinstance(item, TextItem):
                continue
            for line in item.lines:
                x, y = item.start(line)
                spot = Rect(x - 3, y - 1, 1, 1) if item.turned else Rect(x, y - 3, 1, 1)
                grounds = _grounds(publication, sheet, at, spot)
                for text, ratio in _too_low(publication, line, grounds):
                    yield Finding(
                        "contrast",
                        "error",
                        f'"{text}" has a contrast of {ratio:.1f} on {_sheet(publication, number)}',
                        item.where,
                        f"{READABLE:g} is the least; change the brand's colours",
                    )


def _too_low(publication: Publication, line: Line, grounds: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """The texts of a line that stand out too little, and their contrast to the worst ground."""
    for run in line.runs:
        if not grounds or not run.text.strip():
            continue
        ratio = min(contrast(run.colour.rgb, ground) for ground in grounds)
        if ratio < (LARGE if _large(publication, run) else READABLE) - 0.01:
            yield run.text.strip()[:30], ratio


def _large(publication: Publication, run: GlyphRun) -> bool:
    bold = publication.faces[run.face].weight >= 600 if run.face in publication.faces else False
    return run.size >= (LARGE_BOLD if bold else LARGE_SIZE)


def _grounds(publication: Publication, sheet: Sheet, at: int, spot: Rect) -> tuple[str, ...]:
    """The colours that may be under a spot; none over a bare picture, whose colours only an eye can judge.

    Under what is laid over a picture anything may be, from black to white.
    """
    master = publication.master(sheet.master)
    veil: ShapeItem | None = None
    for item in (*reversed(sheet.items[:at]), *reversed(master.items)):
        if isinstance(item, ImageItem) and item.box.contains(spot, 0.5):
            return _under(veil, ("000000", "FFFFFF")) if veil is not None else ()
        if isinstance(item, ShapeItem) and item.fill is not None and item.box.contains(spot, 0.5):
            if item.opacity == 1.0:
                return _under(veil, (item.fill.rgb,))
            veil = item
    return _under(veil, (master.background.rgb,))


def _under(veil: ShapeItem | None, grounds: tuple[str, ...]) -> tuple[str, ...]:
    if veil is None or veil.fill is None:
        return grounds
    return tuple(blend(veil.fill.rgb, ground, veil.opacity) for ground in grounds)


def small_text(publication: Publication) -> Iterator[Finding]:
    """Text that is too small to be read."""
    least = SMALLEST[publication.kind]
    for number, sheet in enumerate(publication.sheets, 1):
        for item in sheet.items:
            if not isinstance(item, TextItem) or item.artifact:
                continue
            size = _smallest(item)
            if size < least - 0.01:
                yield Finding(
                    "small-text",
                    "warning",
                    f"text of {size:g} pt on {_sheet(publication, number)}",
                    item.where,
                    f"{least:g} pt is the least that is read",
                )


def _smallest(item: TextItem) -> float:
    """The smallest size of an item's text in points, without what is raised: it is small by its nature."""
    sizes = (run.size for line in item.lines for run in line.runs if run.text.strip() and not run.rise)
    return min(sizes, default=float("inf"))


def long_headlines(publication: Publication) -> Iterator[Finding]:
    """A headline of many lines."""
    for sheet in publication.sheets:
        for item in sheet.items:
            if not isinstance(item, TextItem) or item.artifact:
                continue
            for at, paragraph in enumerate(item.paragraphs):
                lines = sum(line.paragraph == at for line in item.lines)
                if paragraph.role in ("title", "heading1", "heading2") and lines >= LONG:
                    yield Finding(
                        "long-headline", "note", f"the headline takes {lines} lines", paragraph.where, "shorten it"
                    )


def lone_lines(publication: Publication) -> Iterator[Finding]:
    """A paragraph of which one line stands alone at the head or the foot of a page."""
    if publication.kind == "deck":
        return
    for number, sheet in enumerate(publication.sheets, 1):
        texts = [item for item in sheet.items if isinstance(item, TextItem)]
        foot = max((item.box.bottom for item in texts if not item.artifact), default=0.0)
        for item in texts:
            if item.artifact or not item.paragraphs:
                continue
            if _is_widowed(item, texts):
                where = item.paragraphs[0].where
                yield Finding("widow", "warning", f"a last line stands alone on page {number}", where)
            if _is_orphaned(item, foot):
                where = item.paragraphs[-1].where
                yield Finding("orphan", "warning", f"a first line stands alone at the foot of page {number}", where)


def _lines_of(item: TextItem, paragraph: int) -> int:
    """How many lines of one of its paragraphs an item holds."""
    return sum(line.paragraph == paragraph for line in item.lines)


def _is_widowed(item: TextItem, texts: Sequence[TextItem]) -> bool:
    """Whether an item begins with the last line of a paragraph, at the head of a column that goes on with another.

    Where the line stands right under the rest of its paragraph, which only goes round something, it is not alone.
    """
    first = item.paragraphs[0]
    ends_here = first.role == "body" and first.continued and not first.continues
    if not ends_here or len(item.paragraphs) == 1 or _lines_of(item, 0) != 1:
        return False
    above = [one for one in texts if one.paragraphs and one.paragraphs[-1].key == first.key]
    return len(above) < 2 and not any(_goes_on_under(one.box, item.box, first.leading) for one in above)


def _is_orphaned(item: TextItem, foot: float) -> bool:
    """Whether an item at the foot of the page ends with the first line of a paragraph."""
    last = len(item.paragraphs) - 1
    begins_here = item.paragraphs[last].continues and not item.paragraphs[last].continued
    return begins_here and _lines_of(item, last) == 1 and abs(item.box.bottom - foot) < 1


def _goes_on_under(above: Rect, below: Rect, leading: float) -> bool:
    """Whether a text goes on right under where it stood, narrower or wider, beside what it goes round."""
    return abs(below.y - above.bottom) < leading and min(above.right, below.right) > max(above.x, below.x)


def bare_sheets(publication: Publication) -> Iterator[Finding]:
    """A slide on which little stands."""
    if publication.kind == "newsletter":
        return
    by_number = {number: section for section in publication.makeup.sections for number in section.sheets}
    for sheet in publication.makeup.sheets:
        section = by_number.get(sheet.number)
        if sheet.fill < BARE and section is not None:
            yield Finding(
                "bare-slide", "note", f"slide {sheet.number} is filled to {round(100 * sheet.fill)} %", section.where
            )


def _sheet(publication: Publication, number: int) -> str:
    return f"{'page' if publication.kind == 'newsletter' else 'slide'} {number}"


def crowded_logos(publication: Publication, brand: Brand) -> Iterator[Finding]:
    """Something that stands in the space around a logo."""
    logos = {sha256(path.read_bytes()).hexdigest() for path in brand.logos}
    for number, sheet in enumerate(publication.sheets, 1):
        items = (*publication.master(sheet.master).items, *sheet.items)
        for logo in items:
            if not isinstance(logo, ImageItem) or logo.picture not in logos:
                continue
            space = brand.logo_clear * logo.box.height
            zone = logo.box.inset(Insets(-space, -space, -space, -space))
            near = next((item for item in sheet.items if item is not logo and _crowds(item, zone, logo.box)), None)
            if near is not None:
                yield Finding(
                    "logo-space",
                    "warning",
                    f"something stands too near to the logo on {_sheet(publication, number)}",
                    near.where if not isinstance(near, ShapeItem) else NOWHERE,
                    f"{brand.logo_clear:g} of its height is to be empty; take another template",
                )


def _crowds(item: Item, zone: Rect, logo: Rect) -> bool:
    """Whether an item reaches into a zone, and is no ground that the logo stands on."""
    match item:
        case TextItem():
            return any(zone.overlaps(_capitals(item, line)) for line in item.lines)
        case ShapeItem():
            return False
        case ChartItem() | TableItem():
            return zone.overlaps(item.box)
        case ImageItem():
            return zone.overlaps(item.box) and not item.box.contains(logo, 0.5)


def _capitals(item: TextItem, line: Line) -> Rect:
    """The box of a line from its baseline up to the height of its capitals."""
    height = 0.7 * max((run.size for run in line.runs), default=0.0)
    return Rect(item.box.x + line.x, item.box.y + line.baseline - height, line.width, height)
