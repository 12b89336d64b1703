"""How what stands on the pages of any PDF is painted: colours, inks, lines, small type, pictures (ISO 32000-1, 8)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

import pikepdf

from reportgen.preflight.pdf_operators import OperatorReader, resources_of
from reportgen.structs import Struct, field, replace

_Matrix = tuple[float, float, float, float, float, float]


class Shown(Struct, frozen=True):
    """A picture where it stands: its object, and pixels to the inch."""

    picture: Any
    resolution: float


class PageMarks(Struct):
    """How a page is painted.

    `spaces` are the colour spaces in use, `spots` the inks with names, `inks` the most ink (percent) of a colour
    that is no picture's; `thinnest` is the thinnest line (points), `reversed` the smallest type (points) that is white.
    """

    number: int
    spaces: set[str] = field(default_factory=set)
    spots: set[str] = field(default_factory=set)
    inks: float = 0.0
    thinnest: float | None = None
    reversed: float | None = None
    pictures: list[Shown] = field(default_factory=list)


class _Look(Struct, frozen=True):
    """The state of graphics, as far as it matters here. A colour is the parts of its space, 0..1."""

    matrix: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    width: float = 1.0
    space: Any = "DeviceGray"
    white: bool = False
    size: float = 0.0


def marks_of_page(page: pikepdf.Page, number: int) -> PageMarks:
    """Read a page's operators, and those of the forms on it."""
    resources = resources_of(page)
    reader = _Reader(PageMarks(number), resources)
    reader.read(page, resources)
    if "/Group" in page.obj and "/CS" in page.obj.Group:
        reader.use(page.obj.Group.CS)
    return reader.marks


class _Reader(OperatorReader):
    """Follows what is painted."""

    def __init__(self, marks: PageMarks, resources: Any) -> None:
        super().__init__(resources)
        self.marks = marks
        self.look = _Look()
        self.saved: list[_Look] = []
        self.areas: list[float] = []
        """The shorter sides of the rectangles of the path."""

    # --- the state

    def _save(self, operands: list[Any]) -> None:
        self.saved.append(self.look)

    def _restore(self, operands: list[Any]) -> None:
        if self.saved:
            self.look = self.saved.pop()

    def _move(self, operands: list[Any]) -> None:
        a, b, c, d, e, f = (float(one) for one in operands)
        g, h, i, j, k, last = self.look.matrix
        moved = (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + last)
        self.look = replace(self.look, matrix=moved)

    @property
    def scale(self) -> float:
        """How much larger a length is drawn."""
        a, b, c, d, *_ = self.look.matrix
        return float(abs(a * d - b * c) ** 0.5)

    def _take_width(self, operands: list[Any]) -> None:
        self.look = replace(self.look, width=float(operands[0]))

    # --- colours

    def use(self, space: Any) -> str:
        """Note a colour space as used; gives its kind."""
        named = self.resources.get("/ColorSpace", pikepdf.Dictionary()) if isinstance(space, pikepdf.Name) else {}
        space = named.get(str(space), space) if named else space
        kind = str(space[0] if isinstance(space, pikepdf.Array) else space)[1:]
        if kind == "ICCBased":
            kind = {1: "DeviceGray", 4: "DeviceCMYK"}.get(int(space[1].N), "ICCBased RGB")
        elif kind in ("Separation", "DeviceN"):
            names = [space[1]] if kind == "Separation" else list(space[1])
            self.marks.spots |= {str(name)[1:] for name in names} - {"All", "None", *_PROCESS}
            self.use(space[2])
        elif kind == "Indexed":
            return self.use(space[1])
        self.marks.spaces.add(kind)
        return kind

    def _device(self, operands: list[Any], space: str, *, filling: bool) -> None:
        self.marks.spaces.add(space)
        parts = [float(part) for part in operands]
        if space == "DeviceCMYK":
            self.marks.inks = max(self.marks.inks, 100 * sum(parts))
        if filling:
            white = max(parts) < 0.01 if space == "DeviceCMYK" else min(parts) > 0.99
            self.look = replace(self.look, white=white)

    def _take_space(self, operands: list[Any]) -> None:
        self.look = replace(self.look, space=self.use(operands[0]), white=False)

    # --- lines and areas

    def _thin(self, width: float) -> None:
        found = width if self.marks.thinnest is None else min(width, self.marks.thinnest)
        self.marks.thinnest = found

    def _stroke(self, operands: list[Any]) -> None:
        self._thin(self.look.width * self.scale)
        self.areas = []

    def _rectangle(self, operands: list[Any]) -> None:
        self.areas.append(min(abs(float(operands[2])), abs(float(operands[3]))) * self.scale)

    def _fill(self, operands: list[Any]) -> None:
        for side in self.areas:
            self._thin(side)
        self.areas = []

    def _drop(self, operands: list[Any]) -> None:
        self.areas = []

    # --- text

    def _take_font(self, operands: list[Any]) -> None:
        self.look = replace(self.look, size=float(operands[1]))

    def _show(self, operands: list[Any]) -> None:
        if self.look.white:
            size = self.look.size * self.scale
            self.marks.reversed = size if self.marks.reversed is None else min(size, self.marks.reversed)

    # --- forms and pictures

    def _object(self, operands: list[Any]) -> None:
        one = self.named(operands)
        if one is None:
            return
        if one.get("/Subtype") == "/Form":
            before = self.look
            self._move(list(one.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0]))))
            self.read_form(one)
            self.look = before
            return
        a, b, *_ = self.look.matrix
        drawn = (a * a + b * b) ** 0.5
        if drawn:
            self.marks.pictures.append(Shown(one, 72 * int(one.Width) / drawn))
        if "/ColorSpace" in one:
            self.use(one.ColorSpace)

    TAKERS: ClassVar[Mapping[str, Any]] = {
        "q": _save,
        "Q": _restore,
        "cm": _move,
        "w": _take_width,
        "g": partial(_device, space="DeviceGray", filling=True),
        "G": partial(_device, space="DeviceGray", filling=False),
        "rg": partial(_device, space="DeviceRGB", filling=True),
        "RG": partial(_device, space="DeviceRGB", filling=False),
        "k": partial(_device, space="DeviceCMYK", filling=True),
        "K": partial(_device, space="DeviceCMYK", filling=False),
        **dict.fromkeys(("cs", "CS"), _take_space),
        **dict.fromkeys(("S", "s", "B", "b", "B*", "b*"), _stroke),
        "re": _rectangle,
        **dict.fromkeys(("f", "F", "f*"), _fill),
        "n": _drop,
        "Tf": _take_font,
        **dict.fromkeys(("Tj", "TJ", "'", '"'), _show),
        "Do": _object,
    }


_PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
