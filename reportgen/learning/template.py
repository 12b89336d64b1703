"""A template as it was understood: its sheets' size, its masters, each layout with its placeholders and its drawing."""

from __future__ import annotations

from reportgen.geometry import Rect, Size
from reportgen.learning.art import Art, Artist
from reportgen.learning.furniture import furniture_of, is_crossed
from reportgen.learning.office_file import NS, OfficeFile
from reportgen.learning.placeholders import EMU, FOOTERS, PlaceOfLayout, master_places, places_of
from reportgen.learning.rooms import with_room
from reportgen.learning.theme_colours import SheetColours, ThemeOf, colours_of, theme_of
from reportgen.structs import Struct


class Layout(Struct, frozen=True):
    """A layout of the template."""

    part: str
    name: str
    type: str
    """`ST_SlideLayoutType` (ECMA-376 Part 1, 19.7.15); empty where it says none."""
    master: int
    """The number of its master, from 0."""
    places: tuple[PlaceOfLayout, ...]
    art: Art
    furniture: tuple[Rect, ...] = ()
    """Where it draws something that content would hide."""

    @property
    def title(self) -> PlaceOfLayout | None:
        """Its title, where it has one that text can be fitted to."""
        return next((one for one in self.places if one.is_title and not one.doubtful), None)

    @property
    def contents(self) -> list[PlaceOfLayout]:
        """Its places for content, from left to right and from top to bottom, but for those that cannot be fitted to."""
        found = [one for one in self.places if not one.is_title and one.type not in FOOTERS and not one.doubtful]
        return sorted(found, key=lambda one: (round(one.box.y / 24), one.box.x))

    @property
    def footers(self) -> list[PlaceOfLayout]:
        """Its places for date, footer and number, but for those that a logo lies over: people leave them empty."""
        found = (one for one in self.places if one.type in ("dt", "ftr", "sldNum") and not one.doubtful)
        return [one for one in found if not is_crossed(one.box, self.furniture)]


class Template(Struct, frozen=True):
    """The whole of a template. `theme` and `colours` are those of its first master, by the number of layouts."""

    file: OfficeFile
    size: Size
    theme: ThemeOf
    colours: SheetColours
    layouts: tuple[Layout, ...]
    of_master: tuple[PlaceOfLayout, ...]
    """The placeholders of the first master."""

    @property
    def sheet(self) -> Rect:
        return Rect(0.0, 0.0, self.size.width, self.size.height)


def understood(file: OfficeFile) -> Template:
    """Read all masters and layouts, those of the master with most layouts first.

    Raises:
        BrandError: a part of the file is missing or broken.
    """
    extent = file.root(file.main).find("p:sldSz", NS)
    size = Size(int(extent.get("cx")) / EMU, int(extent.get("cy")) / EMU)
    masters = sorted(file.masters, key=lambda one: -len(file.layouts(one)))
    made: list[Layout] = []
    for number, master in enumerate(masters):
        theme = theme_of(file, master)
        artist = Artist(file, theme, size)
        colours = colours_of(file, theme, master)
        for part in file.layouts(master):
            own = colours_of(file, theme, master, part)
            root = file.root(part)
            name = root.find("p:cSld", NS).get("name") or part.rpartition("/")[2].removesuffix(".xml")
            kind = root.get("type") or ""
            furniture = furniture_of(file, master, part)
            places = with_room(places_of(file, theme, own, master, part), kind, name, size, furniture)
            art = artist.art(master, part, colours, own)
            made.append(Layout(part, name, kind, number, places, art, furniture))
    theme = theme_of(file, masters[0])
    colours = colours_of(file, theme, masters[0])
    return Template(file, size, theme, colours, tuple(made), tuple(master_places(file, theme, colours, masters[0])))
