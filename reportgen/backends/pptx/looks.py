"""What text looks like, and what of it is written: a paragraph's look less what its place gives it already.

An office deck hands looks down: the master's text styles, the list styles of the master's and the layout's
placeholders, the paragraph (ECMA-376 Part 1, 19.3.1.51, 21.1.2.4). Each of them says what differs from the one above,
and all of them are written here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from reportgen.backends.pptx.xml import SheetTheme, colour_xml, emu, faces, text_fill
from reportgen.frames import BOLD, OFFICE_PITCH, OFFICE_SHRINKS, Bullet, Paragraph, Run
from reportgen.structs import Struct

MOST_LEVELS = 9
"""As many levels as a list style has (21.1.2.4.13 and its neighbours)."""

_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}
_ATTRIBUTES = frozenset(("marL", "indent", "algn", "rtl", "sz", "b", "i", "kern", "spc"))

Properties = Mapping[str, str]
"""Attributes by name and child elements as XML, in the order of the schema."""


class Level(Struct, frozen=True):
    """The look of one level of a place."""

    paragraph: Properties
    run: Properties
    size: float = 0.0
    """The size of its text in points; 0 where nothing is given."""


BARE = Level({}, {})
"""What a text box inherits that is no placeholder: nothing that may be relied on."""


class Levels(Struct, frozen=True):
    """The levels that a place hands down, each under the name of its style; the first stands for all unknown names."""

    names: tuple[str, ...] = ("",)
    levels: tuple[Level, ...] = (BARE,)

    @classmethod
    def of(cls, styles: Sequence[Paragraph], theme: SheetTheme) -> Levels:
        """Those that a placeholder's styles describe."""
        made = tuple(level_of(style, theme) for style in styles[:MOST_LEVELS])
        return cls(tuple(style.style for style in styles[:MOST_LEVELS]), made) if made else LOOSE

    def index(self, style: str) -> int:
        """The number of a style's level, from 0."""
        return self.names.index(style) if style in self.names else 0

    def at(self, index: int) -> Level:
        """The level of a number; nothing where there is none."""
        return self.levels[index] if index < len(self.levels) else BARE


LOOSE = Levels()


def level_of(style: Paragraph, theme: SheetTheme) -> Level:
    """The look of a paragraph and of its first run."""
    run = style.runs[0]
    return Level(paragraph_look(style, theme), {**run_look(run, style, theme), "kern": "0"}, run.size)


def paragraph_look(paragraph: Paragraph, theme: SheetTheme, number: str = "") -> dict[str, str]:
    """A paragraph's properties (`a:pPr`, 21.1.2.2.7), all of them. `number` is where a numbered item has to count from,
    as an attribute. Boxes of a newsletter are wider than its columns, so that lines filled there would meet."""
    mark = paragraph.bullet if not paragraph.continued else None
    hanging = -emu(paragraph.hang or paragraph.indent) if mark else emu(paragraph.first_indent)
    return {
        "marL": str(emu(paragraph.indent)),  # from the right where the paragraph runs to the left
        "indent": str(hanging),
        "algn": "just" if paragraph.justified and not theme.exact else _ALIGN[paragraph.align],
        **({"rtl": "1"} if paragraph.rtl else {}),
        "lnSpc": f"<a:lnSpc>{_pitch(paragraph, theme)}</a:lnSpc>",
        "spcBef": f'<a:spcBef><a:spcPts val="{round(paragraph.space_before * 100)}"/></a:spcBef>',
        "spcAft": '<a:spcAft><a:spcPts val="0"/></a:spcAft>',
        "bullet": _bullet(mark, theme, number) if mark else "<a:buNone/>",
    }


def _pitch(paragraph: Paragraph, theme: SheetTheme) -> str:
    """The distance of lines as a share of their size, so that it grows with it; exact on the pages of a newsletter,
    whose lines stand on a grid.
    """
    if theme.exact or not paragraph.runs:
        return f'<a:spcPts val="{round(paragraph.leading * 100)}"/>'
    share = paragraph.leading / (OFFICE_PITCH * max(run.size for run in paragraph.runs))
    return f'<a:spcPct val="{round(100 * share) * 1000}"/>'


def run_look(run: Run, paragraph: Paragraph, theme: SheetTheme) -> dict[str, str]:
    """A run's properties (`a:rPr`, 21.1.2.3.9) that a level may give it; the others are `emphasis`."""
    return {
        "sz": str(round(run.size * 100)),
        "b": str(int(run.weight >= BOLD)),
        "i": str(int(run.italic)),
        "spc": str(round(run.tracking * 100)),
        "fill": text_fill(run.colour, theme),
        "faces": _faces_of(run, paragraph, theme),
    }


def _faces_of(run: Run, paragraph: Paragraph, theme: SheetTheme) -> str:
    """The typefaces of a run: one that stands in is named for every script, because its text was measured in it."""
    if run.instead_of in ("", run.family):
        made = faces(run.family, theme, paragraph.role in ("title", "heading1"))
    else:
        made = "".join(f"<a:{tag} typeface={quoteattr(run.family)}/>" for tag in ("latin", "ea", "cs"))
    # Fixed pitch, modern (ECMA-376 Part 1, 21.1.2.3.7): a client without the family takes another monospace.
    return made.replace("/>", ' pitchFamily="49" charset="0"/>', 1) if run.code else made


def emphasis(run: Run) -> str:
    """The attributes of a run that no level has."""
    made = ' baseline="30000"' if run.superscript else ""
    if run.subscript:
        made += ' baseline="-25000"'
    if run.strike:
        made += ' strike="sngStrike"'
    return made + ' u="sng"' * run.underline


def written(tag: str, look: Properties, given: Properties, attributes: str = "", inside: str = "") -> str:
    """An element with the properties of a look that are not given already."""
    children = ""
    for name, value in look.items():
        if given.get(name) != value:
            if name in _ATTRIBUTES:
                attributes += f' {name}="{value}"'
            else:
                children += value
    return f"<{tag}{attributes}>{children}{inside}</{tag}>"


def _bullet(bullet: Bullet, theme: SheetTheme, number: str) -> str:
    """A bullet in its colour; a number counts by itself (`a:buAutoNum`), so that items can be put between."""
    mark = f"<a:buChar char={quoteattr(bullet.text)}/>"
    if ordinal_of(bullet):
        mark = f'<a:buAutoNum type="arabicPeriod"{number}/>'
    return f'<a:buClr>{colour_xml(bullet.colour, theme)}</a:buClr><a:buFont typeface="+mn-lt"/>{mark}'


def ordinal_of(bullet: Bullet | None) -> int:
    """The number of a numbered item, which its mark shows; 0 for all others."""
    found = re.fullmatch(r"(\d+)\.", bullet.text) if bullet is not None else None
    return int(found[1]) if found else 0


ALONE = ' eaLnBrk="1" latinLnBrk="0" hangingPunct="0"'
"""What paragraphs need where nothing is handed down: Chinese punctuation that does not hang was measured."""


def list_style(levels: Levels, above: Levels, tag: str = "a:lstStyle") -> str:
    """The levels of a place (`a:lstStyle` of a placeholder, or a text style of the master), less what is above it."""
    made = ""
    for number, level in enumerate(levels.levels):
        over = above.at(number)
        run = written("a:defRPr", level.run, over.run)
        alone = ALONE if not over.paragraph else ""
        inside = run if run != "<a:defRPr></a:defRPr>" else ""
        one = written(f"a:lvl{number + 1}pPr", level.paragraph, over.paragraph, alone, inside)
        made += one if one != f"<a:lvl{number + 1}pPr></a:lvl{number + 1}pPr>" else ""
    return f"<{tag}>{made}</{tag}>"


TURNED = ' vert="vert270"'
"""The attribute of a text that reads from the foot of its box to the top (`ST_TextVerticalType`, 20.1.10.83)."""


def body_properties(
    anchor: str, fit: str = "<a:noAutofit/>", insets: tuple[float, float, float, float] = (0, 0, 0, 0), more: str = ""
) -> str:
    """`a:bodyPr` that leaves nothing to what clients take for granted; insets are left, top, right, bottom in points,
    `more` are further attributes."""
    left, top, right, bottom = (emu(length) for length in insets)
    return (
        f'<a:bodyPr wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" '
        f'anchor="{_ANCHOR[anchor]}" rtlCol="0"{more}>{fit}</a:bodyPr>'
    )


def shrunk(paragraphs: Sequence[Paragraph], levels: Levels) -> float:
    """By which percentage all text of a placeholder is smaller than its levels, as PowerPoint would have shrunk it;
    100 where it is not, or not all of it by the same step.
    """
    sizes = {
        (level.size, run.size)
        for paragraph in paragraphs
        for level in (levels.at(levels.index(paragraph.style)),)
        for run in paragraph.runs
        if not run.code
    }
    if all(own >= given for given, own in sizes):
        return 100.0
    for step in OFFICE_SHRINKS:
        if all(int(given * step + 0.5) == own for given, own in sizes):
            return 100 * step
    return 100.0


def at_scale(level: Level, scale: float) -> Level:
    """What a level gives where PowerPoint shrinks its text to a percentage: smaller text, in lines that follow it."""
    if scale == 100.0:
        return level
    size = int(level.size * scale / 100 + 0.5)
    return Level(level.paragraph, {**level.run, "sz": str(size * 100)}, float(size))
