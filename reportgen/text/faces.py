"""Font files as HarfBuzz faces: what they cover, how they shape, which one a run asks for."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

import uharfbuzz as hb

from reportgen.errors import FontError
from reportgen.frames import CHARACTER_BOXES, Face, Run
from reportgen.structs import Struct, replace

FALLBACK_SCALE = 0.92
"""Size of a fall-back glyph in a line of another script, in print."""

CJK_LANGUAGES = ("zh", "ja", "ko")
"""Languages whose own text is in the fall-back fonts, so that it is set there in full size and weight."""


_REGIONS = {"ja": " CJK JP", "ko": " CJK KR", "zh-TW": " CJK TC", "zh-Hant": " CJK TC", "zh-HK": " CJK HK"}
"""How the families end that have the forms of characters of a language."""


_OF_HAN, _OF_NO_SCRIPT = ("zh", "ja"), (None, "Zyyy", "Zinh", "Zzzz")


class Shaped(Struct, frozen=True):
    """A piece of text shaped once, in font units: glyph ids, advances, offsets, clusters (character indices)."""

    glyphs: tuple[int, ...]
    advances: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    clusters: tuple[int, ...]
    total: int
    unsafe: tuple[int, ...] = ()
    """The glyphs that would be others, or stand elsewhere, without what stands before them; not of `code`."""

    def width_before(self, place: int) -> int | None:
        """The width of what stands before a character, in font units; None where the text cannot be cut there as it
        is, because its parts are shaped otherwise than together. Text runs to the right."""
        at = bisect_left(self.clusters, place)
        if at == len(self.clusters) or self.clusters[at] != place or at in self.unsafe:
            return None
        return sum(self.advances[:at])

    def part(self, first: int, after: int, start: int) -> Shaped:
        """Some of the glyphs by themselves, whose characters are counted from `start` on."""
        offsets = self.offsets[first:after]
        advances = self.advances[first:after]
        unsafe = self.unsafe[bisect_left(self.unsafe, first) : bisect_left(self.unsafe, after)]
        return Shaped(
            self.glyphs[first:after],
            advances,
            offsets if offsets and any(x or y for x, y in offsets) else (),
            tuple([cluster - start for cluster in self.clusters[first:after]]),
            sum(advances),
            tuple([at - first for at in unsafe]) if unsafe else (),
        )


_FLAGS_ALONE = (
    hb.BufferSerializeFlags.NO_GLYPH_NAMES
    | hb.BufferSerializeFlags.NO_CLUSTERS
    | hb.BufferSerializeFlags.NO_POSITIONS
    | hb.BufferSerializeFlags.NO_ADVANCES
    | hb.BufferSerializeFlags.GLYPH_FLAGS
)
"""Of each glyph its number, and its flags after a #; where the first bit is set, it is unsafe to break before it
(hb_glyph_flags_t)."""

Look = tuple[bool, bool, bool]
"""Whether text is kerned, has figures of one width, and is code."""


DIGITS = 5
"""Decimal places of a point to which advances are told."""


class _Points(dict[int, float]):
    """Lengths in points by those in font units."""

    def __init__(self, scale: float) -> None:
        super().__init__()
        self._scale = scale

    def __missing__(self, units: int) -> float:
        made = self[units] = round(units * self._scale, DIGITS)
        return made


class LoadedFace:
    """One face of a font file.

    Raises:
        FontError: the file cannot be read, or has no characters.
    """

    def __init__(self, face: Face) -> None:
        try:
            blob = face.path.read_bytes()
            self._face = hb.Face(blob, face.index)
            self._font = hb.Font(self._face)
            self.units = self._face.upem
            self.covered = frozenset(map(chr, self._face.unicodes))
        except Exception as error:
            raise FontError(
                f"cannot read the font {face.path.name}: {error}", hint="use a TrueType or OpenType file"
            ) from error
        if not self.covered:
            raise FontError(f"the font {face.path.name} has no characters", hint="use a TrueType or OpenType file")
        if face.variations:
            self._font.set_variations(dict(face.variations))
        self._shaped: dict[tuple[str, bool, str, bool, bool], Shaped] = {}
        self._learned: dict[tuple[str, bool, str, bool, bool], tuple[int, Shaped, int, int, int]] = {}
        """The widths of words that were shaped among others, and where they stand there; `shape` cuts them out."""
        self._points: dict[float, _Points] = {}
        self._directed: dict[tuple[str, Look, str, str], Shaped] = {}
        self._direction = ""

    @property
    def kept(self) -> int:
        """How many pieces of text are kept as they were shaped."""
        return len(self._shaped) + len(self._directed) + len(self._learned)

    def forget(self) -> None:
        """Keep the font, and nothing that was shaped with it."""
        self._shaped.clear()
        self._learned.clear()
        self._points.clear()
        self._directed.clear()

    def shape(self, text: str, kern: bool, language: str, tabular: bool = False, code: bool = False) -> Shaped:
        """The glyphs of a piece of text; `kern` also switches ligatures, `tabular` asks for figures of one width.

        Where it is `code`, no character changes its shape beside another: arrows are not made of ``-->``.
        """
        key = (text, kern, language, tabular, code)
        known = self._shaped.get(key)
        if known is None:
            learned = self._learned.get(key)
            made = (
                learned[1].part(*learned[2:])
                if learned
                else self._shape(text, language, _features(kern, tabular, code))
            )
            known = self._shaped[key] = made
        return known

    def total(self, text: str, kern: bool, language: str, tabular: bool = False, code: bool = False) -> int:
        """The width of a piece of text as it is shaped, in font units."""
        learned = self._learned.get((text, kern, language, tabular, code))
        return learned[0] if learned else self.shape(text, kern, language, tabular, code).total

    def points(self, size: float) -> Mapping[int, float]:
        """Widths at a size in points, rounded, by those in font units."""
        known = self._points.get(size)
        if known is None:
            known = self._points[size] = _Points(size / self.units)
        return known

    def directed(self, text: str, look: Look, language: str, direction: Literal["ltr", "rtl"]) -> Shaped:
        """The glyphs of a piece of text in a direction, from left to right; every mark has its own character."""
        key = (text, look, language, direction)
        known = self._directed.get(key)
        if known is None:
            self._direction = direction
            known = self._directed[key] = self._shape(text, language, _features(*look))
            self._direction = ""
        return known

    def learn(self, words: Iterable[str], look: Look, language: str) -> None:
        """Shape words of Latin letters, alone and with a space after them, all at once: HarfBuzz tells where text may
        be cut so that its parts are what they are by themselves. Other words are shaped when they are asked for.
        """
        kern, tabular, code = look
        kept = self._learned
        bare = dict.fromkeys([word.rstrip(" ") for word in words])
        new = [one for one in filter(_LATIN_WORD.match, bare) if (one, kern, language, tabular, code) not in kept]
        if len(new) < 2:
            return
        whole = _read(self._buffer(" ".join(new) + " ", language, _features(*look)), self._font)
        unsafe, clusters = frozenset(whole.unsafe), whole.clusters
        sums = [0, *accumulate(whole.advances)]
        start = first = 0
        for word in new:
            end = start + len(word)
            space = bisect_left(clusters, end, first)
            after = bisect_left(clusters, end + 1, space)
            if first not in unsafe and after not in unsafe:
                total = sums[after] - sums[first]
                kept[f"{word} ", kern, language, tabular, code] = (total, whole, first, after, start)
                if space not in unsafe and clusters[space] == end:
                    total = sums[space] - sums[first]
                    kept[word, kern, language, tabular, code] = (total, whole, first, space, start)
            start, first = end + 1, after

    def _buffer(self, text: str, language: str, features: dict[str, bool]) -> hb.Buffer:
        """A piece of text as HarfBuzz has shaped it."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if language[:2] in _OF_HAN and buffer.script in _OF_NO_SCRIPT:
            buffer.script = "Hani"  # marks by themselves have the forms that they have among characters
        buffer.language = language
        if self._direction:
            buffer.direction = self._direction
            buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        hb.shape(self._font, buffer, features)
        return buffer

    def _shape(self, text: str, language: str, features: dict[str, bool]) -> Shaped:
        return _read(self._buffer(text, language, features), self._font)

    @property
    def cap_height(self) -> float:
        """Height of the capital H over the baseline, in font units; seven tenths of the em where there is no H."""
        glyph = self._font.get_nominal_glyph(ord("H"))
        extents = self._font.get_glyph_extents(glyph) if glyph else None
        return float(extents.y_bearing) if extents else 0.7 * self.units


_LATIN_WORD = re.compile("(?=.*[A-Za-zÀ-ÖØ-öø-ɏ])[!-~¡-¬®-ɏ’‘“”–—…]+$")
"""Words of which HarfBuzz finds the script by themselves, as it does in the midst of others."""


def _read(buffer: hb.Buffer, font: hb.Font) -> Shaped:
    """What HarfBuzz has shaped."""
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    offsets = [(position.x_offset, position.y_offset) for position in positions]
    advances = [position.x_advance for position in positions]
    return Shaped(
        tuple([info.codepoint for info in infos]),
        tuple(advances),
        tuple(offsets) if any(x or y for x, y in offsets) else (),
        tuple([info.cluster for info in infos]),
        sum(advances),
        _unsafe(buffer, font),
    )


def _unsafe(buffer: hb.Buffer, font: hb.Font) -> tuple[int, ...]:
    """The glyphs before which text cannot be cut as it is. As text they are read in a fifth of the time that the flags
    of each glyph take."""
    told = buffer.serialize(font, hb.BufferSerializeFormat.TEXT, _FLAGS_ALONE)
    if "#" not in told:
        return ()
    return tuple([at for at, glyph in enumerate(told.strip("[]").split("|")) if "#" in glyph and glyph[-1] in "1357"])


def _features(kern: bool, tabular: bool, code: bool) -> dict[str, bool]:
    features = {} if kern and not code else {"kern": False, "liga": False, "clig": False}
    if code:
        features["calt"] = False
    return {**features, "tnum": True} if tabular else features


class CharacterBoxes(LoadedFace):
    """The face that shows the code of each character in a frame, as `fonts/make_boxes.py` makes its parts.

    The digits stand on two lines; the frame comes last and has the advance of the whole box.
    """

    COLUMN, LEFT, LOWER, UPPER = 270, 100, -100, 350
    """Units of the font: a digit's width, where the first one stands, and the baselines of the two lines."""

    def learn(self, words: Iterable[str], look: Look, language: str) -> None:
        """Nothing: boxes stand side by side, whatever stands beside them."""

    def _shape(self, text: str, language: str, features: dict[str, bool]) -> Shaped:
        glyphs: list[int] = []
        advances: list[int] = []
        offsets: list[tuple[int, int]] = []
        clusters: list[int] = []
        for at, char in enumerate(text):
            if (is_joining(char) or char == ZERO_WIDTH_JOINER) and glyphs:
                continue  # what only varies the character before it
            columns = 2 if char <= "\uffff" else 3
            code = f"{ord(char):0{2 * columns}X}"
            for number, digit in enumerate(code):
                row, column = divmod(number, columns)
                glyphs.append(self._glyph(ord(digit)))
                advances.append(0)
                offsets.append((self.LEFT + column * self.COLUMN, self.LOWER if row else self.UPPER))
            frame = self._glyph(0xE000 + columns)
            glyphs.append(frame)
            advances.append(self._font.get_glyph_h_advance(frame))
            offsets.append((0, 0))
            clusters += [at] * (len(code) + 1)
        return Shaped(tuple(glyphs), tuple(advances), tuple(offsets), tuple(clusters), sum(advances))

    def _glyph(self, code: int) -> int:
        found: int | None = self._font.get_nominal_glyph(code)
        assert found is not None, "the font has all parts of its boxes"
        return found


def is_han(char: str) -> bool:
    """Whether a character is set in the square of CJK text."""
    return unicodedata.east_asian_width(char) in "WF"


def nearest(faces: Iterable[Face], weight: int, italic: bool) -> Face:
    """The face of a family that is nearest in slant, then in weight."""
    return min(faces, key=lambda face: (face.italic != italic, abs(face.weight - weight), face.weight))


class _Setting(NamedTuple):
    """What faces are looked for in: a run, the key of its own face, whether its language is `native` to the fall-backs,
    the marks that are `square` there, and the region whose forms are looked for."""

    run: Run
    main: str
    native: bool
    square: Collection[str]
    region: str


class FontSet:
    """The faces of a brand: finds the one for a run, and for each character that it lacks.

    Characters are looked for in the run's own face, then in the families of the `fallback` in turn, then in those of
    the `reserve`, which are none of the brand's choice.
    """

    def __init__(self, faces: Mapping[str, Face], fallback: Sequence[str], reserve: Sequence[str] = ()) -> None:
        self._faces = faces
        self._fallback = tuple(fallback)
        self._reserve = tuple(name for name in reserve if any(face.family == name for face in faces.values()))
        self._reserved: dict[tuple[str, int, bool, str], str | None] = {}
        self._looks = frozenset((face.family, face.weight, face.italic) for face in faces.values())
        self._loaded: dict[str, LoadedFace] = {}
        self._picked: dict[tuple[str, int, bool], str] = {}
        self._spans: dict[tuple[str, str, int, bool, str], list[tuple[int, int, str | None]]] = {}
        self._fallbacks: dict[tuple[str, str, int, bool], str | None] = {}

    @property
    def kept(self) -> int:
        """How many answers and shapes are kept."""
        return (
            len(self._spans)
            + len(self._fallbacks)
            + len(self._reserved)
            + sum(face.kept for face in self._loaded.values())
        )

    def forget(self) -> None:
        """Keep the fonts, and nothing that was found in them."""
        self._spans.clear()
        self._fallbacks.clear()
        self._reserved.clear()
        for face in self._loaded.values():
            face.forget()

    @property
    def boxes(self) -> str | None:
        """The key of the face that shows codes of characters which no font has, where there is one."""
        return CHARACTER_BOXES if CHARACTER_BOXES in self._faces else None

    def loaded(self, key: str) -> LoadedFace:
        """The face of a key, read when it is first asked for.

        Raises:
            FontError: its file cannot be read.
        """
        found = self._loaded.get(key)
        if found is None:
            kind = CharacterBoxes if key == CHARACTER_BOXES else LoadedFace
            found = self._loaded[key] = kind(self._faces[key])
        return found

    def has(self, family: str, weight: int, italic: bool) -> bool:
        """Whether a family has a face of just this weight and slant."""
        return (family, weight, italic) in self._looks

    def pick(self, family: str, weight: int, italic: bool) -> str:
        """The key of the family's face nearest in slant, then in weight.

        Raises:
            FontError: no face has that family.
        """
        key = (family, weight, italic)
        if key not in self._picked:
            own = [face for face in self._faces.values() if face.family == family]
            if not own:
                known = ", ".join(sorted({face.family for key, face in self._faces.items() if key != self.boxes}))
                raise FontError(f'unknown font family "{family}"', hint=f"known families: {known}")
            self._picked[key] = nearest(own, weight, italic).key
        return self._picked[key]

    def lighter(self, family: str, weight: int) -> str:
        """The heaviest face of a fall-back family that is lighter than `weight`, or its lightest."""
        own = sorted((f for f in self._faces.values() if f.family == family and not f.italic), key=lambda f: f.weight)
        fitting = [face for face in own if face.weight < weight]
        return (fitting[-1] if fitting else own[0]).key

    def spans(self, run: Run, language: str) -> list[tuple[int, int, str | None]]:
        """The run's text as stretches (start, end, face key) of one face; None where no face has the character."""
        key = (run.text, run.family, run.weight, run.italic, language)
        known = self._spans.get(key)
        if known is None:
            known = self._spans[key] = self._find_spans(run, language)
        return known

    def _find_spans(self, run: Run, language: str) -> list[tuple[int, int, str | None]]:
        text = run.text
        main = self.pick(run.family, run.weight, run.italic)
        covered = self.loaded(main).covered
        if covered.issuperset(text):
            return [(0, len(text), main)] if text else []
        primary = language.partition("-")[0]
        region = _REGIONS.get(language, _REGIONS.get(primary, ""))
        setting = _Setting(run, main, primary in CJK_LANGUAGES, _SQUARE if primary in ("zh", "ja") else "", region)
        found: list[tuple[int, int, str | None]] = []
        for index, char in enumerate(text):
            before = found[-1][2] if found else main
            needs = char in setting.square or _is_lacking(char, covered)
            face = self._face_of(index, setting, before) if needs else main
            if found and char == ZERO_WIDTH_JOINER:
                face = before  # one emoji of several stays one run, so that its font or an office program draws it
            if found and before == face:
                found[-1] = (found[-1][0], index + 1, face)
            else:
                found.append((index, index + 1, face))
        return self._with_spaces(found, text) if len(found) > 2 else found

    def _with_spaces(self, found: list[tuple[int, int, str | None]], text: str) -> list[tuple[int, int, str | None]]:
        """The stretches of a text, those of one face that only a space parts as one: it is as wide as that face has it,
        as office programs set it, too, and the words stay together."""
        made: list[tuple[int, int, str | None]] = []
        for start, end, face in found:
            parted = len(made) > 1 and face == made[-2][2] and text[made[-1][0] : made[-1][1]] == " "
            if parted and face and " " in self.loaded(face).covered:
                made[-2:] = [(made[-2][0], end, face)]
            else:
                made.append((start, end, face))
        return made

    def _face_of(self, at: int, setting: _Setting, before: str | None) -> str | None:
        """The face of a character that the run's own lacks, or that is another mark among characters of CJK."""
        run, main = setting.run, setting.main
        char = run.text[at]
        if char in setting.square and char in self.loaded(main).covered:
            among = _stands_among_han(run.text, at)
            return (among and self._fallback_of(char, setting)) or main
        goes_on = before is not None and before != main and char in self.loaded(before).covered
        if goes_on or (before != main and is_joining(char)):
            return before
        return self._fallback_of(char, setting) or self._reserve_for(char, run, main, setting.region)

    def _fallback_of(self, char: str, setting: _Setting) -> str | None:
        """The fall-back's face of a character, or one in the reserve that has the forms of the language's region where
        the fall-back has those of another one."""
        found = self._fallback_for(char, setting.run, setting.native)
        if not found or not setting.region or _region_of(self._faces[found]) in ("", setting.region[-2:]):
            return found
        other = self._reserve_for(char, setting.run, setting.main, setting.region)
        return other if other and _region_of(self._faces[other]) == setting.region[-2:] else found

    def _fallback_for(self, char: str, run: Run, native: bool) -> str | None:
        key = (char, run.family if native else "", run.weight, native)
        if key not in self._fallbacks:
            self._fallbacks[key] = self._find_fallback(char, run, native)
        return self._fallbacks[key]

    def _find_fallback(self, char: str, run: Run, native: bool) -> str | None:
        for family in self._fallback:
            if not any(face.family == family for face in self._faces.values()):
                continue
            key = self.pick(family, run.weight, False) if native else self.lighter(family, run.weight)
            if char in self.loaded(key).covered:
                return key
        return None

    def _reserve_for(self, char: str, run: Run, main: str, region: str) -> str | None:
        """The face that stands in for the brand's where none of these has a character, with the forms of a region."""
        if char in _SPACES and " " in self.loaded(main).covered:
            return main  # HarfBuzz makes these of the space, each as wide as it is to be
        key = (char, run.weight, run.italic, region)
        if key not in self._reserved:
            families = sorted(self._reserve, key=lambda name: not region or not name.endswith(region))
            faces = (self.pick(family, run.weight, run.italic) for family in families)
            self._reserved[key] = next((face for face in faces if char in self.loaded(face).covered), None)
        return self._reserved[key]

    # --- what stands in

    def covers(self, run: Run, language: str) -> bool:
        """Whether the run's own face has all of its characters."""
        spans = self.spans(run, language)
        return not spans or (len(spans) == 1 and spans[0][2] == self.pick(run.family, run.weight, run.italic))

    def with_stand_ins(self, run: Run, language: str) -> tuple[Run, ...]:
        """The run cut into runs that name the family that they are set in, where a reserve stands in for its own."""
        spans = self.spans(run, language)
        if all(self._is_chosen(face, run) for _, _, face in spans):
            return (run,)
        made: list[Run] = []
        for start, end, face in spans:
            text = run.text[start:end]
            if self._is_chosen(face, run):
                made.append(replace(run, text=text))
            elif face is None:
                made.append(replace(run, text=text, instead_of=run.family))
            else:
                made.append(replace(run, text=text, family=self._faces[face].family, instead_of=run.family))
        return tuple(made)

    def _is_chosen(self, face: str | None, run: Run) -> bool:
        """Whether a face is one of those that the brand has chosen for a run."""
        if face is None:
            return False
        family = self._faces[face].family
        return family == run.family or family in self._fallback


def _is_lacking(char: str, covered: Collection[str]) -> bool:
    """Whether a character needs a glyph that is not among those that are covered."""
    return char not in covered and char >= " " and char not in _INVISIBLE


def _region_of(face: Face) -> str:
    """The region whose forms of characters a face has, by the end of its family's name; empty where it says none."""
    last = face.family.rpartition(" ")[2]
    return last if last in ("SC", "TC", "HK", "JP", "KR") else ""


def is_joining(char: str) -> bool:
    """Whether a character has no sense without the one before it: an accent, or a choice of its variant."""
    return bool(unicodedata.combining(char)) or "\ufe00" <= char <= "\ufe0f"


ZERO_WIDTH_JOINER = "\u200d"

_SPACES = frozenset("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f")
"""Spaces that HarfBuzz makes of the common one in a font that lacks them (`hb-ot-shape-fallback`)."""

_SQUARE = frozenset("“”‘’—…·")
"""Marks that Chinese and Japanese share with Latin: there they are as wide as a character."""

_NEAR = re.compile("[“”‘’—…·\\s]*")


def _stands_among_han(text: str, at: int) -> bool:
    """Whether the next character on one side of a mark is one of CJK, marks between them left out."""
    after = _NEAR.match(text, at)
    assert after is not None
    before = text[:at].rstrip("“”‘’—…· ")[-1:]
    return (bool(before) and is_han(before)) or (after.end() < len(text) and is_han(text[after.end()]))


_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\t\n"
"""Characters that need no glyph: no other font is looked for where the run's own lacks them."""
