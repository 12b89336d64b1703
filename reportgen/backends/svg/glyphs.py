"""Glyphs as SVG paths: a drawing holds outlines, so that it looks the same wherever the fonts are missing."""

from __future__ import annotations

import uharfbuzz as hb

from reportgen.frames import Face


class Glyphs:
    """Outlines of glyphs, each drawn once."""

    def __init__(self) -> None:
        self._fonts: dict[Face, hb.Font] = {}
        self._paths: dict[tuple[Face, int], str] = {}

    def path(self, face: Face, glyph: int) -> str:
        """SVG path data in font units, y up, relative to the glyph's origin: it goes wherever the pen stands."""
        key = (face, glyph)
        if key not in self._paths:
            pen = _Outline()
            self._font(face).draw_glyph(glyph, _FUNCTIONS, pen)
            self._paths[key] = "".join(pen.parts)
        return self._paths[key]

    def upem(self, face: Face) -> int:
        """Font units to the em."""
        upem: int = self._font(face).face.upem
        return upem

    def _font(self, face: Face) -> hb.Font:
        if face not in self._fonts:
            font = hb.Font(hb.Face(face.path.read_bytes(), face.index))
            if face.variations:
                font.set_variations(dict(face.variations))
            self._fonts[face] = font
        return self._fonts[face]


class _Outline:
    """A glyph's outline as relative commands."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.x = self.y = self.begun_x = self.begun_y = 0.0

    def add(self, command: str, *points: float) -> None:
        """A command and its points (x, y, …), the last of which is where it ends."""
        shown = [f"{at - (self.x, self.y)[number % 2]:g}" for number, at in enumerate(points)]
        self.parts.append(f"{command}{' '.join(shown)}")
        self.x, self.y = points[-2:]
        if command == "m":
            self.begun_x, self.begun_y = self.x, self.y

    def close(self) -> None:
        """Back to where the contour has begun."""
        self.parts.append("z")
        self.x, self.y = self.begun_x, self.begun_y


def _functions() -> hb.DrawFuncs:
    made = hb.DrawFuncs()
    made.set_move_to_func(lambda x, y, out: out.add("m", x, y))
    made.set_line_to_func(lambda x, y, out: out.add("l", x, y))
    made.set_quadratic_to_func(lambda a, b, c, d, out: out.add("q", a, b, c, d))
    made.set_cubic_to_func(lambda a, b, c, d, e, f, out: out.add("c", a, b, c, d, e, f))
    made.set_close_path_func(lambda out: out.close())
    return made


_FUNCTIONS = _functions()
