"""Pictures as a source names them, and QR codes in their place."""

from __future__ import annotations

from pathlib import Path

from reportgen.content.markdown import read_inline
from reportgen.content.picture import PictureContent
from reportgen.errors import ReportgenError, Where
from reportgen.sections.base import PictureModel
from reportgen.source.characters import clean
from reportgen.source.project import Project
from reportgen.source.tree import Place, Tree


def picture_content(
    model: PictureModel, tree: Tree, place: Place, project: Project, base: Path, problems: list[ReportgenError]
) -> PictureContent | None:
    """A picture that lies in the project; None where a problem was kept."""
    where = tree.where((*place, "file"))
    try:
        path = project.resolve(model.file, base, where)
    except ReportgenError as error:
        problems.append(error)
        return None
    caption = read_inline(model.caption, tree.where((*place, "caption")), problems) if model.caption else ()
    alt = clean(model.alt or "")
    return PictureContent(
        path=path,
        alt=alt,
        decorative=model.decorative,
        focus=model.focus,
        caption=caption,
        credit=clean(model.credit or ""),
        where=where,
        fit=model.fit,
        shape=model.shape,
        tone=model.tone,
        overlay=model.overlay,
    )


def qr_content(address: str, where: Where) -> PictureContent:
    """A QR code of an address, to be drawn."""
    return PictureContent(
        Path("qr.svg"),
        f"QR code: {address}",
        False,
        (0.0, 0.0),
        (),
        "",
        where,
        fit="contain",
        qr=clean(address).strip(),
    )
