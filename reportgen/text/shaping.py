"""A paragraph's text in its faces: how wide any part of it is, and the glyph runs that draw it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from operator import attrgetter
from typing import Literal

from reportgen.frames import BOLD, OFFICE_BOLD, OFFICE_REGULAR, GlyphRun, Paragraph, Run
from reportgen.frames.text_item import SUBSCRIPT_DROP, SUPERSCRIPT_RISE, SUPERSCRIPT_SIZE
from reportgen.structs import Struct, replace
from reportgen.text.breaking import Piece
from reportgen.text.breakpoints import opportunities, penalty
from reportgen.text.direction import has_right_to_left, levels_of, visual_order
from reportgen.text.faces import DIGITS, FALLBACK_SCALE, FontSet, LoadedFace, Shaped, is_han
from reportgen.text.print_or_office import Profile
from reportgen.text.scripts import is_of_another_script
from reportgen.text.square_text import HALF, Air, has_characters

CJK_SPACE = 0.24
"""Space that office applications put between CJK and Latin, in em."""

FIRST_WEAK = "\u2000"
"""From here on, what is not CJK has no script of its own: general punctuation, arrows, signs."""

_FULL = 0.9
"""Ems from which on a character is as wide as its square."""

_SQUARE = re.compile("[\u1100-\u1fff\u2300-\U0010ffff]")
"""Among these are all characters that are as wide as CJK (`is_han`), and no punctuation of Latin."""

SOFT_HYPHEN = "\u00ad"

TRAILING = " \n\u3000"
"""What takes no room at the end of a line."""

PARTING = frozenset("-/\u2010\u2013\u2014")
"""Signs within words after which lines may break, and beside which letters are kerned."""

UNSEEN = {0x00AD: None, 0x000A: None, 0x200B: None, 0x2060: None, 0xFEFF: None}
"""Characters that say where lines break, or do not, and are not drawn: soft hyphens, line ends, zero widths."""

Widths = dict[tuple[object, ...], dict[str, float]]
"""Widths of words in points, by how they are drawn."""


class Stretch(Struct, frozen=True):
    """Characters start..end of the text, in one run and one face, drawn at `size` points, `rise` over the baseline."""

    start: int
    end: int
    run: Run
    key: str
    face: LoadedFace
    size: float
    rise: float


class StyledText:
    """The text of a paragraph, and its stretches in the fonts and the profile that it is set in.

    Characters are counted through the whole text. A `first` says that no stretch before it has the characters asked
    for, so that none of those is looked at.
    """

    __slots__ = ("air", "ends_broken", "language", "levels", "profile", "spaced", "stretches", "text")

    def __init__(self, fonts: FontSet, paragraph: Paragraph, profile: Profile) -> None:
        self.text = paragraph.text.replace("\t", " ")
        self.language = paragraph.language
        self.profile = profile
        self.stretches = _stretches(fonts, paragraph, profile)
        self.ends_broken = ends_broken(paragraph)
        self.spaced = profile is Profile.OFFICE and not self.text.isascii() and _SQUARE.search(self.text) is not None
        """Whether there is space between CJK and Latin, so that a part's width depends on what stands beside it."""
        self.air: Air | None = None
        """The space about characters of Chinese and Japanese, in print."""
        if profile is Profile.PRINT and has_characters(self.text, self.language):
            self.air = Air(self.text, self.language, self._half_square)
        self.levels: tuple[int, ...] = ()
        """The level of direction of each character; none where all runs from left to right."""
        if paragraph.rtl or has_right_to_left(self.text):
            self.levels = levels_of(self.text, paragraph.rtl)

    @property
    def look(self) -> tuple[object, ...]:
        """How a text in one face is drawn: what its words are as wide by as they are anywhere."""
        (stretch,) = self.stretches
        run = stretch.run
        return (stretch.key, stretch.size, run.tracking, run.tabular, run.code, self.language_at(0), self.profile)

    def language_at(self, at: int) -> str:
        """The language of a character: that of its passage, or of the paragraph."""
        stretches = self.stretches
        if len(stretches) == 1:
            return stretches[0].run.language or self.language
        return next((one.run.language for one in stretches if one.start <= at < one.end), "") or self.language

    def width(self, start: int, end: int, first: int = 0) -> float:
        """The width of characters start..end in points."""
        if self.spaced:
            return sum(run.width for run in self.runs(start, end, first))  # spaces beside CJK depend on neighbours
        width = self.air.width(start, end) if self.air else 0.0
        kern, language = self.profile is Profile.PRINT, self.language
        for stretch in self.stretches[first:]:
            if stretch.start >= end:
                break
            face, run = stretch.face, stretch.run
            part = _drawn_text(self.text[max(start, stretch.start) : min(end, stretch.end)], run)
            for word in _words(part):
                if run.tracking:
                    shaped = face.shape(word, kern, language, kern and run.tabular, run.code)
                    width += shaped.total * stretch.size / face.units
                    width += run.tracking * len(set(shaped.clusters))
                else:
                    total = face.total(word, kern, language, kern and run.tabular, run.code)
                    width += total * stretch.size / face.units
        return width

    def learn(self, words: Sequence[str]) -> None:
        """Shape many words of a text in one face at once, where that is known to give what each has by itself."""
        if len(self.stretches) != 1 or len(words) < 2:
            return
        (stretch,) = self.stretches
        run, kern = stretch.run, self.profile is Profile.PRINT
        stretch.face.learn(words, (kern, kern and run.tabular, run.code), self.language)

    def extent(self, start: int, middle: int, end: int, first: int = 0) -> tuple[float, float]:
        """The widths in points of characters start..end, which end with a space from `middle` on, within a line and at
        its end."""
        inked = self.width(start, middle, first)
        wide = inked + (self.width(middle, end, first) if middle < end else 0.0)
        return wide, inked + (self.air.at_line_end(middle) if self.air else 0.0)

    def _half_square(self, at: int) -> float:
        """Half the width of a character in points if it is set in a square, else 0."""
        stretch = self.stretches[0] if len(self.stretches) == 1 else self._stretch_before(at + 1)
        full = stretch.face.shape(self.text[at], True, self.language).total / stretch.face.units
        return HALF * stretch.size if full > _FULL else 0.0

    def widths_before(self, start: int, end: int, places: Sequence[int]) -> Sequence[float | None]:
        """The widths in points of what stands before places in characters start..end, which are one word, as it is in
        the whole; None where it is another by itself."""
        stretches = self.stretches
        stretch = stretches[0] if len(stretches) == 1 else next(one for one in stretches if one.end > start)
        word = self.text[start:end]
        if stretch.end < end or _drawn_text(word, stretch.run) != word or stretch.run.tracking:
            return [None] * len(places)
        face, kern = stretch.face, self.profile is Profile.PRINT
        shaped = face.shape(word, kern, self.language, kern and stretch.run.tabular, stretch.run.code)
        scale = stretch.size / face.units
        widths = [shaped.width_before(place - start) for place in places]
        return [None if width is None else width * scale for width in widths]

    def runs(self, start: int, end: int, first: int = 0) -> list[GlyphRun]:
        """Glyph runs of characters start..end, side by side from x = 0."""
        runs: list[GlyphRun] = []
        x = 0.0
        for stretch in self.stretches[first:]:
            if stretch.start >= end:
                break
            low, high = max(start, stretch.start), min(end, stretch.end)
            part = _drawn_text(self.text[low:high], stretch.run)
            if not part:
                continue
            run = self.run(part, stretch, high, x)
            if self.air:
                places = [at for at in range(low, high) if ord(self.text[at]) not in UNSEEN]
                run = self.air.applied(run, places, first=low == start, last=high == end)
            x += run.width
            if runs and _joins(runs[-1], run):
                runs[-1] = _joined(runs[-1], run)
            else:
                runs.append(run)
        return runs

    def line(self, low: int, high: int) -> list[GlyphRun]:
        """The runs of a line of characters low..high, without the space at its end."""
        end = low + len(self.text[low:high].rstrip(TRAILING))
        if self.levels:
            return self._in_two_directions(low, end)
        runs = self.runs(low, end)
        if runs and self.breaks_word(high):
            x = sum(run.width for run in runs)
            runs.append(replace(self._hyphen(high), x=x))
        return runs

    def breaks_word(self, at: int) -> bool:
        """Whether a line that ends before character `at` breaks a word, so that a hyphen is seen there: in print."""
        if self.profile is Profile.OFFICE or at < 1:
            return False
        if at >= len(self.text):
            return self.ends_broken
        if not self._takes_hyphen_at(at):
            return self.text[at - 1] == SOFT_HYPHEN
        return not self._stretch_before(at).run.code and not self._is_in_address(at)

    def hyphened(self, places: Sequence[int]) -> list[int]:
        """Those places within letters of one word at which it may be broken with a hyphen, in print."""
        if not places or self._is_in_address(places[0]):
            return []
        if len(self.stretches) > 1:
            return [at for at in places if self._takes_hyphen_at(at) and not self._stretch_before(at).run.code]
        return [] if self.stretches[0].run.code else [at for at in places if self._takes_hyphen_at(at)]

    def _takes_hyphen_at(self, at: int) -> bool:
        return _takes_hyphen(self.text[at - 1]) and _takes_hyphen(self.text[at])

    def _is_in_address(self, at: int) -> bool:
        """Whether what stands between spaces about a character is an address, or the name of a file."""
        start, end = self.text.rfind(" ", 0, at) + 1, self.text.find(" ", at)
        return _ADDRESS.search(self.text, start, len(self.text) if end < 0 else end) is not None

    def hyphen_width(self, at: int) -> float:
        """The width of the hyphen of a word that is broken before character `at`, in points; 0 where there is none."""
        return self.hyphen_advance(at) if self.breaks_word(at) else 0.0

    def hyphen_advance(self, at: int) -> float:
        """The width of a hyphen after the character before `at`, in points."""
        stretch = self._stretch_before(at)
        wide = stretch.face.shape("-", True, self.language).total
        return float(wide * stretch.size / stretch.face.units + stretch.run.tracking)

    def _stretch_before(self, at: int) -> Stretch:
        """The stretch of the character before `at`."""
        stretches = self.stretches
        return stretches[0] if len(stretches) == 1 else next(one for one in stretches if one.start < at <= one.end)

    def _hyphen(self, at: int) -> GlyphRun:
        """The hyphen after the character before `at`, in its font; it is read as a soft one, and so is no text."""
        stretch = self._stretch_before(at)
        shaped = stretch.face.shape("-", True, self.language)
        return _glyph_run(SOFT_HYPHEN, stretch, [shaped], [0], _rounded([self.hyphen_advance(at)]))

    def _in_two_directions(self, low: int, end: int) -> list[GlyphRun]:
        """The runs of a line of which some run to the left, as they are read, each where it stands."""
        made: list[GlyphRun] = []
        levels: list[int] = []
        for stretch in self.stretches:
            at, stop = max(low, stretch.start), min(end, stretch.end)
            while at < stop:
                level = self.levels[at]
                after = next((one for one in range(at, stop) if self.levels[one] != level), stop)
                part = _drawn_text(self.text[at:after], stretch.run)
                if part:
                    made.append(self._directed(part, stretch, "rtl" if level % 2 else "ltr"))
                    levels.append(level)
                at = after
        x = 0.0
        for number in visual_order(levels):
            made[number] = replace(made[number], x=x)
            x += made[number].width
        return made

    def _directed(self, part: str, stretch: Stretch, direction: Literal["ltr", "rtl"]) -> GlyphRun:
        """Characters of one stretch and one level as glyphs, from left to right."""
        run, scale, kern = stretch.run, stretch.size / stretch.face.units, self.profile is Profile.PRINT
        words = _words(part)
        look = (kern, kern and run.tabular, run.code)
        shaped = [stretch.face.directed(word, look, self.language, direction) for word in words]
        starts = list(accumulate((len(word) for word in words), initial=0))[:-1]
        seen = list(zip(starts, shaped, strict=True))
        if direction == "rtl":
            seen.reverse()
        clusters = [start + cluster for start, one in seen for cluster in one.clusters]
        advances = [advance * scale for _, one in seen for advance in one.advances]
        if run.tracking:
            _track(advances, clusters, run.tracking)
        made = _glyph_run(part, stretch, [one for _, one in seen], clusters, _rounded(advances))
        return replace(made, leftward=direction == "rtl")

    def run(self, part: str, stretch: Stretch, after: int, x: float = 0.0) -> GlyphRun:
        """Characters of one stretch as glyphs; in the text they end before the character `after`."""
        face, run, kern = stretch.face, stretch.run, self.profile is Profile.PRINT
        words = _words(part)
        shaped = [face.shape(word, kern, self.language, kern and run.tabular, run.code) for word in words]
        clusters = _clusters(words, shaped)
        advances = self._advances(part, stretch, (shaped, clusters), after)
        made = _glyph_run(part, stretch, shaped, clusters, advances)
        return replace(made, x=x) if x else made

    def _advances(
        self, part: str, stretch: Stretch, glyphs: tuple[Sequence[Shaped], list[int]], after: int
    ) -> list[float]:
        """How far each glyph of shaped words moves the pen, in points."""
        (shaped, clusters), run = glyphs, stretch.run
        if not (run.tracking or self.spaced):
            points = stretch.face.points(stretch.size)
            return [points[advance] for one in shaped for advance in one.advances]
        scale = stretch.size / stretch.face.units
        advances = [advance * scale for one in shaped for advance in one.advances]
        if run.tracking:
            _track(advances, clusters, run.tracking)
        if self.spaced:
            scripts = _scripts_of(part, self.text[: after - len(part)], self.text[after : after + 1])
            for index, cluster in enumerate(clusters):
                if scripts[cluster] != scripts[cluster + 1]:
                    advances[index] += CJK_SPACE * stretch.size
        return _rounded(advances)


def _rounded(advances: Iterable[float]) -> list[float]:
    return [round(advance, DIGITS) for advance in advances]


def _glyph_run(
    part: str, stretch: Stretch, shaped: Sequence[Shaped], clusters: Sequence[int], advances: Sequence[float]
) -> GlyphRun:
    """Shaped words of a stretch, side by side from x = 0."""
    run = stretch.run
    return GlyphRun(
        face=stretch.key,
        size=stretch.size,
        x=0.0,
        colour=run.colour,
        text=part,
        glyphs=tuple([glyph for one in shaped for glyph in one.glyphs]),
        advances=tuple(advances),
        clusters=tuple(clusters),
        offsets=_offsets(shaped, stretch.size / stretch.face.units),
        rise=stretch.rise,
        link=run.link,
        strike=run.strike,
        underline=run.underline,
        note=run.note,
        language=run.language,
    )


def _of_two_weights(run: Run, fonts: FontSet) -> Run:
    """A run in the weight that office programs set it in: a family has one regular and one bold there, whatever others
    the brand has of it. What they make of a family without these two is not known."""
    weight = OFFICE_BOLD if run.weight >= BOLD else OFFICE_REGULAR
    same = run.weight == weight or not fonts.has(run.family, weight, run.italic)
    return run if same else replace(run, weight=weight)


def _stretches(fonts: FontSet, paragraph: Paragraph, profile: Profile) -> list[Stretch]:
    """The runs cut where another face of the chain takes over."""
    smaller = profile is Profile.PRINT
    found: list[Stretch] = []
    at = 0
    for run in paragraph.runs if smaller else (_of_two_weights(one, fonts) for one in paragraph.runs):
        main = fonts.pick(run.family, run.weight, run.italic)
        for start, end, face in fonts.spans(run, paragraph.language):
            key = face or fonts.boxes or main
            size = run.size
            if smaller and key not in (main, fonts.boxes) and not is_of_another_script(paragraph.language):
                size *= FALLBACK_SCALE
            rise = 0.0
            if run.superscript:
                rise = run.size * SUPERSCRIPT_RISE
                size *= SUPERSCRIPT_SIZE
            elif run.subscript:
                rise = -run.size * SUBSCRIPT_DROP
                size *= SUPERSCRIPT_SIZE
            found.append(Stretch(at + start, at + end, run, key, fonts.loaded(key), size, rise))
        at += len(run.text)
    return found


# --- parts that no line may break


def pieces_of(text: StyledText, widths: Widths) -> list[Piece]:
    """The unbreakable pieces of a text, with their widths in points; what is measured of words is added to `widths`."""
    office = text.profile is Profile.OFFICE
    cuts = opportunities(text.text, text.language, office) if text.text else []
    if len(text.stretches) == 1 and not text.spaced and not text.air:
        return _even_pieces(text, cuts, widths)
    pieces: list[Piece] = []
    first = 0
    for start, end in cuts:
        middle = start + len(text.text[start:end].rstrip(TRAILING))
        while first < len(text.stretches) and text.stretches[first].end <= start:
            first += 1
        wide, inked = text.extent(start, middle, end, first)
        cost = 0.0 if office else penalty(text.text, end)
        pieces.append(Piece(start, end, wide, inked, cost, text.text[end - 1] == "\n"))
    return pieces


def _even_pieces(text: StyledText, cuts: list[tuple[int, int]], widths: Widths) -> list[Piece]:
    """The pieces of a text in one face: a part is as wide as its characters are, wherever it stands."""
    whole, office = text.text, text.profile is Profile.OFFICE
    known_widths = widths.setdefault(text.look, {})
    parts = [whole[start:end] for start, end in cuts]
    text.learn([part for part in parts if part not in known_widths])
    pieces: list[Piece] = []
    for (start, end), part in zip(cuts, parts, strict=True):
        bare = part.rstrip(TRAILING)
        known, inked = known_widths.get(part), known_widths.get(bare)
        if known is None or inked is None:
            middle = start + len(bare)
            inked = known_widths[bare] = text.width(start, middle)
            space = known_widths.get(part[len(bare) :], 0.0)
            if middle < end and not space:
                space = known_widths[part[len(bare) :]] = text.width(middle, end)
            known = known_widths[part] = inked + space
        cost = 0.0 if office else penalty(whole, end)
        pieces.append(Piece(start, end, known, inked, cost, part.endswith("\n")))
    return _with_kerns(pieces, text, known_widths)


def _with_kerns(pieces: list[Piece], text: StyledText, known_widths: dict[str, float]) -> list[Piece]:
    """The pieces, in print those that go on with a word after a sign as wide as they are beside it, where that is
    more."""
    if text.profile is Profile.OFFICE:
        return pieces
    for at in range(1, len(pieces)):
        piece = pieces[at]
        if text.text[piece.start - 1] in PARTING:
            wider = _wider_together(text, piece.start, known_widths)
            pieces[at] = piece._replace(width=piece.width + wider, inked=piece.inked + wider)
    return pieces


def _wider_together(text: StyledText, at: int, known_widths: dict[str, float]) -> float:
    """Points by which the characters before and after a break inside a word are wider beside each other than apart; 0
    where they are narrower, so that a line is at most as wide as its pieces."""
    pair = f"\n{text.text[at - 1 : at + 1]}"
    known = known_widths.get(pair)
    if known is None:
        apart = text.width(at - 1, at) + text.width(at, at + 1)
        known = known_widths[pair] = max(0.0, text.width(at - 1, at + 1) - apart)
    return known


def _drawn_text(part: str, run: Run) -> str:
    """What is drawn of a part of the text. In code, spaces at which no line breaks are spaces for who copies it."""
    if part.isprintable():
        return part  # signs that are not seen are not printable to Python, nor are spaces but the common one
    seen = part.translate(UNSEEN)
    return seen.replace("\u00a0", " ") if run.code else seen


def _words(part: str) -> list[str]:
    """The text cut after each space, so that words are shaped once and found again."""
    if part.find(" ", 0, -1) < 0:
        return [part] if part else []
    found: list[str] = []
    start = 0
    while start < len(part):
        at = part.find(" ", start)
        end = len(part) if at < 0 else at + 1
        found.append(part[start:end])
        start = end
    return found


# --- glyphs


def _clusters(words: Sequence[str], shaped: Sequence[Shaped]) -> list[int]:
    """The character that each glyph belongs to, counted through all the words."""
    clusters: list[int] = []
    at = 0
    for word, one in zip(words, shaped, strict=True):
        clusters += [at + cluster for cluster in one.clusters]
        at += len(word)
    return clusters


def _track(advances: list[float], clusters: list[int], tracking: float) -> None:
    """Add the tracking after each cluster: the glyphs of one character stay together."""
    for at, (cluster, following) in enumerate(zip(clusters, (*clusters[1:], -1), strict=True)):
        if cluster != following:
            advances[at] += tracking


def _scripts_of(part: str, before: str, after: str) -> list[bool]:
    """Whether each character of a part, and the one after it, is CJK to office programs, which put space where this
    changes: spaces, dashes, curly quotes and arrows are of the script before them (measured in LibreOffice)."""
    told = next(filter(_has_script, chain(reversed(before), part, after)), " ")
    found, now = [], is_han(told)
    for char in part + after:
        now = is_han(char) or (now and not _is_latin(char))
        found.append(now)
    return found if after else [*found, now]


def _has_script(char: str) -> bool:
    return is_han(char) or _is_latin(char)


_ADDRESS = re.compile(r"//|/\w+/|@|\w\.\w|_")
"""What no word has in it, but addresses and names of files: they would have another address with a hyphen."""


def ends_broken(paragraph: Paragraph) -> bool:
    """Whether the part of a paragraph ends within a word, which goes on elsewhere."""
    text = paragraph.text if paragraph.continues else ""
    return text[-1:] == SOFT_HYPHEN or (_takes_hyphen(text[-1:]) and text != paragraph.initial)


def _takes_hyphen(char: str) -> bool:
    """Whether a character is a letter of a script whose words are broken with hyphens: Latin, Greek, Cyrillic …"""
    return char.isalpha() and (char < FIRST_UNHYPHENATED or "\u1e00" <= char < "\u2000")


FIRST_UNHYPHENATED = "\u0590"
"""From here on scripts have no hyphens, or none that are known: Hebrew, Arabic, those of India, CJK."""


def _is_latin(char: str) -> bool:
    """Whether a character is Latin to LibreOffice wherever it stands (measured with all of ASCII and with marks of
    Latin-1); dashes, curly quotes and arrows are of the script before them."""
    return char < FIRST_WEAK and not is_han(char) and not char.isspace()


def _offsets(shaped: Sequence[Shaped], scale: float) -> tuple[tuple[float, float], ...]:
    """The way of each glyph from its place on the line, in points; none at all where all stand in it."""
    if not any(one.offsets for one in shaped):
        return ()

    def each() -> Iterator[tuple[float, float]]:
        for one in shaped:
            if one.offsets:
                yield from ((x * scale, y * scale) for x, y in one.offsets)
            else:
                yield from ((0.0, 0.0) for _ in one.glyphs)

    return tuple(each())


def _joins(one: GlyphRun, two: GlyphRun) -> bool:
    return _drawn(one) == _drawn(two)


_drawn = attrgetter("face", "size", "colour", "rise", "link", "strike", "underline", "note", "language")


def _joined(one: GlyphRun, two: GlyphRun) -> GlyphRun:
    """Two runs that are drawn alike as one."""
    offsets: tuple[tuple[float, float], ...] = ()
    if one.offsets or two.offsets:
        offsets = (one.offsets or ((0.0, 0.0),) * len(one.glyphs)) + (two.offsets or ((0.0, 0.0),) * len(two.glyphs))
    shift = len(one.text)
    return replace(
        one,
        text=one.text + two.text,
        glyphs=one.glyphs + two.glyphs,
        advances=one.advances + two.advances,
        clusters=one.clusters + tuple(cluster + shift for cluster in two.clusters),
        offsets=offsets,
    )
