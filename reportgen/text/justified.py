"""Lines that are level on both sides: how far their spaces and letters may give, and the runs of a line that is filled.

Spaces give first. Letters follow by a fiftieth of their width, where spaces alone would be wider than half as much
again, or narrower by a quarter.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.frames import GlyphRun
from reportgen.structs import replace
from reportgen.text.breaking import Piece
from reportgen.text.faces import DIGITS
from reportgen.text.print_or_office import Profile
from reportgen.text.shaping import StyledText

STRETCH, SHRINK = 0.5, 0.25
"""By which part of its width a space may become wider and narrower before letters are moved."""

LETTERS = 0.02
"""By which part of their width letters may be moved apart, or together."""

LOOSEST = 3.0
"""By how many times its own width a space may become wider; a line in print that would need more stays short."""

NARROWEST = 15.0
"""Ems of the narrowest measure in which lines are filled in print: in a narrower one there is hardly a word to choose,
and white rivers run through the text."""

SPACES = " \u00a0"
"""The spaces that give. Narrow ones belong to numbers and marks, and keep their width."""


def letters_give(text: StyledText) -> float:
    """By which part of their width the letters of a text may be moved: not where letters join, nor in office programs,
    which know spaces alone."""
    return LETTERS if text.profile is Profile.PRINT and not text.levels and text.air is None else 0.0


def spaces_inside(text: StyledText, pieces: Sequence[Piece]) -> list[float]:
    """How wide the spaces within each piece are together, at which no line may break, in points."""
    if "\u00a0" not in text.text:
        return [0.0] * len(pieces)
    return [
        sum(text.width(at, at + 1) for at in range(one.start, one.end) if text.text[at] == "\u00a0") for one in pieces
    ]


def moved(spare: float, spaces: float, letters: float) -> tuple[float, float]:
    """How many points of what a line lacks its spaces take, and how many its letters. `spaces` is how wide the first
    are together, and `letters` is how many points the second may take; where `spare` is less than nothing, they give
    it up.

    >>> moved(3.0, 20.0, 4.0), moved(12.0, 20.0, 4.0), moved(-6.0, 20.0, 4.0)
    ((3.0, 0.0), (10.0, 2.0), (-5.0, -1.0))
    """
    if spare >= 0.0:
        own = min(letters, max(0.0, spare - STRETCH * spaces))
    else:
        own = -min(letters, max(0.0, -spare - SHRINK * spaces))
    return spare - own, own


def filled(runs: Sequence[GlyphRun], spare: float, letters: float, loosest: float = LOOSEST) -> list[GlyphRun]:
    """The runs of a line with `spare` points shared among its spaces, and among its letters if these may be moved by a
    part of their width (`letters`); as they are where a space would grow by more than `loosest` of its width.
    """
    spaces = sum(_spaces(run) for run in runs)
    if not spaces or not spare:
        return list(runs)
    wide = sum(run.width for run in runs) - spaces
    by_spaces, by_letters = moved(spare, spaces, letters * wide)
    if by_spaces > loosest * spaces:
        return list(runs)
    gaps = sum(_letter_ends(run) for run in runs) - 1  # nothing is added after the last
    per_letter = by_letters / gaps if gaps > 0 else 0.0
    last = max(range(len(runs)), key=lambda at: runs[at].x)
    made = list(runs)
    x = min(run.x for run in runs)
    for at in sorted(range(len(runs)), key=lambda at: runs[at].x):
        made[at] = _filled(runs[at], x, by_spaces / spaces, per_letter, last=at == last)
        x += made[at].width
    return made


def least_width(runs: Sequence[GlyphRun], letters: float) -> float:
    """How narrow the runs of a line may be made, in points."""
    spaces = sum(_spaces(run) for run in runs)
    wide = sum(run.width for run in runs)
    return wide - SHRINK * spaces - letters * (wide - spaces)


def _spaces(run: GlyphRun) -> float:
    """How wide the spaces of a run are together, in points."""
    text = run.text
    if " " not in text and "\u00a0" not in text:
        return 0.0
    return sum(
        [advance for advance, cluster in zip(run.advances, run.clusters, strict=True) if text[cluster] in SPACES]
    )


def _letter_ends(run: GlyphRun) -> int:
    """How many characters of a run are no spaces: after each of them letters may be moved."""
    text = run.text
    return len({cluster for cluster in run.clusters if text[cluster] not in SPACES})


def _filled(run: GlyphRun, x: float, per_space: float, per_letter: float, *, last: bool) -> GlyphRun:
    """A run that stands at `x`, whose spaces grow by a part of their width and whose letters are so many points apart;
    but for the last of its line, after which nothing stands."""
    text = run.text
    advances: list[float] = []
    for at, (advance, cluster) in enumerate(zip(run.advances, run.clusters, strict=True)):
        following = run.clusters[at + 1] if at + 1 < len(run.clusters) else -1
        if text[cluster] in SPACES:
            advances.append(round(advance * (1 + per_space), DIGITS))
        elif per_letter and cluster != following and not (last and following < 0):
            advances.append(round(advance + per_letter, DIGITS))
        else:
            advances.append(advance)
    return replace(run, x=x, advances=tuple(advances))
