"""What the colours of a brand are printed with: inks that it names, and the profile of its press."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from reportgen.brand.as_written import InkedColour
from reportgen.errors import BrandError, ReportgenError
from reportgen.files import Readable
from reportgen.frames import Ink
from reportgen.source.tree import Tree


def rgb_of(colour: str | InkedColour) -> str:
    """The colour on screens, as six hex digits."""
    return colour.rgb if isinstance(colour, InkedColour) else colour


def inks_of(palette: Mapping[str, str | InkedColour]) -> dict[str, Ink]:
    """The inks by role, of those roles of which the brand says any."""
    found: dict[str, Ink] = {}
    for role, colour in palette.items():
        if isinstance(colour, InkedColour) and (colour.cmyk or colour.spot):
            process = None if colour.cmyk is None else tuple(part / 100 for part in colour.cmyk)
            found[role] = Ink(process, colour.spot)  # type: ignore[arg-type]  # four parts, as it was checked
    return found


def unusable_profile(profile: Readable | None, tree: Tree) -> Iterator[ReportgenError]:
    """Why a brand's profile cannot be printed by, if so."""
    if profile is None:
        return
    from PIL import ImageCms

    where = tree.where(("press", "profile"))
    hint = "ask the press for its profile: a CMYK printer profile, such as PSOcoated_v3.icc"
    try:
        about = ImageCms.ImageCmsProfile(io.BytesIO(profile.read_bytes())).profile
    except Exception as error:  # littlecms tells of a broken file in many ways
        yield BrandError(f"{profile.name} is no ICC profile: {error}", where, hint)
        return
    if about.xcolor_space.strip() != "CMYK" or about.device_class != "prtr":
        what = f"{about.xcolor_space.strip()}, {about.device_class}"
        yield BrandError(f"{profile.name} is not the profile of a press: it is for {what}", where, hint)
