"""Which of a brand's colours stands on which ground, chosen by contrast and never by name.

A brand gives roles (`ink`, `paper`, `accent1`, …) and no promise of how light they are: paper may be dark and ink
light, or both may be of middle lightness. What is drawn therefore asks for a colour by its purpose and its ground:
text, a rule, a hairline, a mark, the shade of an axis. The brand's own colours are kept wherever they are seen;
where they are not, their lightness is changed until they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reportgen.brand.colour import MIDDLE, READABLE, blend, contrast, graded, luminance, readable, relit, saturation
from reportgen.frames import Colour

Ground = str
"""The name of the colour that something stands on: a palette role or `tint`."""

VISIBLE = 3.0
"""Contrast that WCAG 2.2 (1.4.11) asks of graphics that carry meaning."""

SEEN = 1.3
"""Contrast above which the accents of a light brand stay as its designer chose them: yellow on white is seen."""

FAINT = 1.2
"""Contrast that a hairline or a grid line has at least: it is to be seen when one looks for it, and not before."""

HAIRLINE, TINT, MUTED = 1.6, 1.2, 6.0
"""The contrast of hairlines, of the tint and of quiet text where they are made for a dark or an unusual palette."""

OUTLINED = 1.03
"""Contrast below which a panel is taken for its ground, and gets an outline."""


@dataclass(frozen=True)
class Colours:
    """The colours of one palette, which maps roles to six hex digits."""

    palette: Mapping[str, str]
    _made: dict[tuple[str, str, str], Colour] = field(default_factory=dict, compare=False, repr=False)
    """What was chosen, by purpose, name and ground: a document asks for the same few colours many thousand times."""

    @cached_property
    def usual(self) -> bool:
        """Whether paper is light and ink can be read on it, as designers of most brands take for granted."""
        ink, paper = luminance(self.palette["ink"]), luminance(self.palette["paper"])
        return ink < paper and paper > 0.4 and contrast(self.palette["ink"], self.palette["paper"]) >= READABLE

    @cached_property
    def grey(self) -> str:
        """Ink or paper, whichever is the more neutral: what greys are made of where the palette is not usual."""
        return min(("paper", "ink"), key=lambda role: saturation(self.palette[role]))

    @property
    def darker(self) -> Ground:
        """The darker of ink and paper: what is laid over a picture that an author wants toned down."""
        return min(("ink", "paper"), key=lambda role: luminance(self.palette[role]))

    # --- grounds

    def fill(self, name: str) -> Colour:
        """A ground: a palette role, `tint` (a breath of the primary colour), `dark` (the darker of ink and paper), or
        the `hairline` colour of the paper.
        """
        match name:
            case "dark":
                return self._own(self.darker)
            case "tint":
                return self._once("tint", name, "paper", self._tint)
            case "hairline":
                return self._once("fill", name, "paper", self._hairline_of_paper)
            case _:
                return self._own(name)

    def is_reversed(self, ground: Ground) -> bool:
        """Whether text on the ground is reversed out of it: set in the colour of the paper instead of the ink."""
        return self.text("text", ground).role == "paper"

    def is_dark(self, ground: Ground) -> bool:
        """Whether a logo for light grounds cannot be taken for granted on the ground."""
        return luminance(self.fill(ground).rgb) < MIDDLE

    def plate(self, ground: Ground) -> Colour:
        """What a logo for light grounds stands on where the ground is dark: the lighter of paper and ink, or white."""
        role = max(("paper", "ink"), key=lambda role: luminance(self.palette[role]))
        return readable(role, self.palette[role], self.fill(ground).rgb)

    def zebra(self, ground: Ground) -> Colour:
        """The colour of every other row of a table that stands on the ground."""
        return self._once("zebra", "", ground, self._zebra)

    def outline(self, panel: Ground, ground: Ground) -> Colour | None:
        """The line round a panel that has the colour of the ground it lies on; None where it is seen without one."""
        if contrast(self.fill(panel).rgb, self.fill(ground).rgb) >= OUTLINED:
            return None
        return self.hairline(ground)

    def behind_code(self, ground: Ground) -> Ground:
        """The ground of a block of code: a quiet one that is told from what it lies on."""
        behind = self.fill(ground).rgb
        names = ("surface", "tint", "paper")
        return next((name for name in names if contrast(self.fill(name).rgb, behind) >= OUTLINED), names[0])

    def badge(self, ground: Ground) -> Ground:
        """The ground of a numbered disc: the primary colour, or the first other that is told from what it lies on."""
        behind = self.fill(ground).rgb
        names = ("accent1", "accent2", "accent3", "ink", "paper")
        return next((name for name in names if contrast(self.palette[name], behind) >= SEEN), names[0])

    def veil(self, ground: Ground, least: float) -> float:
        """How dense (`least` to 1) a ground is laid over a picture so that text reads on whatever it shows."""
        fill, text = self.fill(ground).rgb, self.text("text", ground).rgb
        for step in range(2, 20):
            seen = (blend(fill, picture, step / 20) for picture in ("000000", "FFFFFF"))
            if all(contrast(text, colour) >= READABLE for colour in seen):
                return max(step / 20, least)
        thick = min(contrast(text, blend(fill, picture, 0.95)) for picture in ("000000", "FFFFFF"))
        return 0.95 if self.usual or thick >= READABLE else 1.0

    # --- what stands on them

    def text(self, name: str, ground: Ground) -> Colour:
        """A text colour that reads on the ground (4.5 : 1).

        `text` is ink or paper; `muted` is quieter; `primary` and `accent` are the brand's colours; any palette role
        is itself, made lighter or darker where it could not be read.
        """
        return self._once("text", name, ground, self._text)

    def text_on_rows(self, name: str, ground: Ground) -> Colour:
        """A text colour that reads on the ground and on the other rows of a zebra."""
        band, behind = self.zebra(ground).rgb, self.fill(ground).rgb
        chosen = self.text(name, ground)
        for text in (chosen, self.text("text", ground)):
            for colour in (text, readable(text.role, self.palette[text.role], band)):
                if contrast(colour.rgb, band) >= READABLE and contrast(colour.rgb, behind) >= READABLE:
                    return colour
        return chosen

    def mark(self, role: str, ground: Ground) -> Colour:
        """A dot, a bar, a line or a rule that carries meaning: the role's colour, or one like it that is seen."""
        return self._once("mark", role, ground, self._mark)

    def rule(self, name: str, ground: Ground) -> Colour:
        """A rule of a template: a palette role, or `hairline`."""
        if name != "hairline":
            return self.mark(name, ground)
        hair = self.fill("hairline")
        return hair if contrast(hair.rgb, self.fill(ground).rgb) >= FAINT else self.hairline(ground)

    def hairline(self, ground: Ground) -> Colour:
        """A thin line that parts what stands on the ground: the brand's hairline, or the colour of reversed text."""
        return self._once("hairline", "", ground, self._hairline)

    def rail(self, ground: Ground) -> Colour:
        """The line that the dots of a timeline stand on."""
        return self.text("text", ground) if self.is_reversed(ground) else self.mark("accent4", ground)

    def frame(self, ground: Ground) -> Colour:
        """The strong rules over and under a table."""
        return self.text("text", ground) if self.is_reversed(ground) else self.mark("accent1", ground)

    def bar(self, ground: Ground, *, negative: bool = False) -> Colour:
        """A bar or a sparkline in a table's cell."""
        if self.is_reversed(ground):
            return self.mark("accent4", ground)
        return self.mark("negative" if negative else "accent3", ground)

    def shade(self, ground: Ground, light: float) -> Colour:
        """A neutral colour for axes, grids and whatever is not stressed.

        `light` (0 to 1) is its lightness if the ground were white: 0.5 is seen well, 0.86 just so. On other grounds
        it is as quiet as that.
        """
        return self._once("shade", f"{light:g}", ground, self._shade)

    def plot(self, role: str, ground: Ground) -> Colour:
        """A chart's series; on dark grounds it has 3 : 1 whatever the palette."""
        dark = luminance(self.fill(ground).rgb) < MIDDLE
        own = self._own(role)
        return readable(role, own.rgb, self.fill(ground).rgb, VISIBLE) if dark else self.kept(own, ground)

    def muted_mark(self, ground: Ground) -> Colour:
        """What is not stressed beside a series that is."""
        shade = self.shade(ground, 0.66)
        behind = self.fill(ground).rgb
        return shade if self.usual else graded(shade.role, self.palette[shade.role], behind, VISIBLE)

    def kept(self, colour: Colour, ground: Ground) -> Colour:
        """The colour, or where it would not be seen on the ground the same made lighter or darker."""
        behind = self.fill(ground).rgb
        least = SEEN if self.usual else VISIBLE
        return colour if contrast(colour.rgb, behind) >= least else readable(colour.role, colour.rgb, behind, VISIBLE)

    def upon(self, fill: Colour) -> Colour:
        """What is written into a bar or a slice: paper or ink, changed where neither reads."""
        role = max(("paper", "ink"), key=lambda role: contrast(self.palette[role], fill.rgb))
        return readable(role, self.palette[role], fill.rgb, READABLE)

    # --- how they are chosen

    def _once(self, purpose: str, name: str, ground: str, choose: Callable[[str, Ground], Colour]) -> Colour:
        key = (purpose, name, ground)
        if key not in self._made:
            self._made[key] = choose(name, ground)
        return self._made[key]

    def _own(self, role: str) -> Colour:
        return Colour(role, self.palette[role])

    def _graded(self, ground: str, ratio: float) -> Colour:
        return graded(self.grey, self.palette[self.grey], ground, ratio)

    def _tint(self, _: str, ground: Ground) -> Colour:
        breath = relit("accent1", self.palette["accent1"], 0.1, 0.9)
        return breath if self.usual else self._graded(self.palette[ground], TINT)

    def _hairline_of_paper(self, _: str, ground: Ground) -> Colour:
        line = relit("accent1", self.palette["accent1"], 0.3, 0.7)
        return line if self.usual else self._graded(self.palette[ground], HAIRLINE)

    def _text(self, name: str, ground: Ground) -> Colour:
        behind = self.fill(ground).rgb
        match name:
            case "text":
                role = max(("ink", "paper"), key=lambda role: contrast(self.palette[role], behind))
                return readable(role, self.palette[role], behind)
            case "muted":
                return self._muted(ground, behind)
            case "primary":
                if self.is_reversed(ground):
                    return self.text("text", ground)
                return readable("accent1", self.palette["accent1"], behind)
            case "accent":
                return readable("accent2", self.palette["accent2"], behind)
            case _:
                return readable(name, self.palette[name], behind)

    def _muted(self, ground: Ground, behind: str) -> Colour:
        loud = self.text("text", ground)
        if not self.usual:
            quiet = self._graded(behind, MUTED)
        elif self.is_reversed(ground):
            quiet = relit("accent1", self.palette["accent1"], 0.25, 0.75)
        else:
            quiet = relit("ink", self.palette["ink"], 0.65, 0.35)
        return quiet if READABLE <= contrast(quiet.rgb, behind) <= contrast(loud.rgb, behind) else loud

    def _mark(self, role: str, ground: Ground) -> Colour:
        return self.kept(self._own(role), ground)

    def _hairline(self, _: str, ground: Ground) -> Colour:
        if self.is_reversed(ground):
            return self.text("text", ground)
        hair, behind = self.fill("hairline"), self.fill(ground).rgb
        return hair if contrast(hair.rgb, behind) >= FAINT else self._graded(behind, HAIRLINE)

    def _shade(self, name: str, ground: Ground) -> Colour:
        light, behind = float(name), self.fill(ground).rgb
        if self.usual:
            if self.is_reversed(ground):
                shade = relit("paper", self.palette["paper"], 1.0 - 0.55 * light)
            else:
                shade = relit("ink", self.palette["ink"], 0.2, light * 0.96)
            if contrast(shade.rgb, behind) >= FAINT:
                return shade
        on_white = 1.05 / (light**2.2 + 0.05)
        return self._graded(behind, max(on_white, FAINT))

    def _zebra(self, _: str, ground: Ground) -> Colour:
        tint, behind = self.fill("tint"), self.fill(ground).rgb
        text = self.text("text", ground).rgb
        if contrast(tint.rgb, behind) >= OUTLINED and contrast(text, tint.rgb) >= READABLE:
            return tint
        # Away from the text, so that what is read on the ground is read on the band as well; where the ground is white
        # or black there is room on one side only.
        away = luminance(text) < luminance(behind)
        bands = (graded(self.grey, self.palette[self.grey], behind, TINT, lighter=side) for side in (away, not away))
        return next((band for band in bands if contrast(band.rgb, behind) >= OUTLINED), tint)
