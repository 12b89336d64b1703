"""`brand.yaml` → `Brand`: names are looked up, files found and proven readable, all errors at once."""

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from reportgen.brand.as_written import USUAL_MASTERS, BrandFile, Family, Logo, Palette, SheetGrid, TypeScale, size_of
from reportgen.brand.brand import Brand, Grid
from reportgen.brand.font_files import faces_of
from reportgen.brand.font_tables import unembeddable
from reportgen.brand.inks import inks_of, rgb_of, unusable_profile
from reportgen.brand.world_fonts import world_families
from reportgen.errors import NOWHERE, BrandError, FontError, ReportgenError, Where, raise_all
from reportgen.files import Given, HeldFile, Readable
from reportgen.frames import CHARACTER_BOXES, Face
from reportgen.geometry import Insets
from reportgen.shipped import SERIES, shipped
from reportgen.source.project import Project, project_in_memory
from reportgen.source.python_data import data_tree
from reportgen.source.tree import Tree, load_yaml
from reportgen.source.validation import nearest, validate
from reportgen.structs import replace

RESOLUTION, PRINTED_RESOLUTION = 220, 300
"""Pixels to the inch of pictures where the brand says nothing: what screens show, and what a press prints."""


class _ManifestFace(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)
    file: str
    weight: int
    italic: bool = False


class _ManifestFamily(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)
    faces: list[_ManifestFace]


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)
    families: dict[str, _ManifestFamily]


@lru_cache(maxsize=1)
def shipped_families() -> Mapping[str, tuple[Face, ...]]:
    folder = shipped("fonts")
    path = folder / "manifest.yaml"
    tree = load_yaml(path.read_text("utf-8"), path.name, error=BrandError)
    manifest = validate(_Manifest, tree, error=BrandError)
    return {
        name: tuple(_face(name, face.weight, face.italic, folder / face.file) for face in family.faces)
        for name, family in manifest.families.items()
    }


def _boxes() -> Face:
    """The face that shows the codes of characters that no font has."""
    return Face(CHARACTER_BOXES, "Character Boxes", 400, False, shipped("fonts") / "CharacterBoxes.ttf")


def _face(family: str, weight: int, italic: bool, path: Readable) -> Face:
    return Face(f"{family} {weight}{' italic' if italic else ''}", family, weight, italic, path)


def find_brand(name: str | None, project: Project, base: Path, where: Where = NOWHERE) -> Readable:
    """The `brand.yaml` of a brand: a path, or a name looked up in the project's `brands/` and among those shipped.

    Raises:
        BrandError: no brand has that name; the message lists the known ones.
        AssetError: a path that is missing or leaves the project.
    """
    if name is None:
        return shipped("brands") / "meridian" / "brand.yaml"
    if "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
        if project.is_folder(name, base):
            name = f"{name.rstrip('/')}/brand.yaml"
        return project.resolve(name, base, where)
    given = project.files.get(f"brands/{name}/brand.yaml")
    if given is not None:
        return given
    roots = (*project.folders("brands"), shipped("brands"))
    for root in roots:
        file = root / name[:200] / "brand.yaml"  # no name of a folder is longer
        if file.is_file():
            if not (project.holds(file) or file.resolve().is_relative_to(shipped("brands").resolve())):
                raise BrandError(
                    f'the brand "{name}" lies outside the project, behind a link', where, "copy its folder into brands/"
                )
            return file
    known = sorted({file.parent.name for root in roots for file in root.glob("*/brand.yaml")})
    close = nearest(name, known)
    hint = f'did you mean "{close}"?' if close else f"known brands: {', '.join(known)}"
    raise BrandError(f'unknown brand "{name}"', where, hint)


def load_brand(path: Readable, project: Project | None = None) -> Brand:
    """Read a brand; its files must lie in the project, or beside `brand.yaml` where it lies outside (shipped brands).

    Raises:
        ReportgenError: `BrandError`, `FontError`, `AssetError`, or `Problems` with all that were found.
    """
    tree = load_yaml(_read(path), _shown(path, project), error=BrandError)
    if project is not None and (isinstance(path, HeldFile) or project.holds(path)):
        return _brand(tree, project, path.parent, path)
    return _brand(tree, Project(path.parent if isinstance(path, Path) else None), path.parent, path)


def plain_brand() -> Brand:
    """What a document is set in that names no brand: as an example is, but under nobody's name and without a logo."""
    brand = load_brand(shipped("brands") / "meridian" / "brand.yaml")
    return replace(brand, name="Plain", logo_on_light=None, logo_on_dark=None, logo_alt="")


def brand_of_data(spec: Mapping[str, object] | BrandFile, files: Mapping[str, Given] | None) -> Brand:
    """A brand in memory; see `Brand.from_dict`.

    Raises:
        ReportgenError: what is wrong with it, all at once.
    """
    return _brand(data_tree(spec, BrandError), project_in_memory(files, None), Path(), None)


def _brand(tree: Tree, home: Project, base: Path, file: Readable | None) -> Brand:
    """A brand as written, whose files lie in `home` by their names from `base`.

    Raises:
        ReportgenError: what is wrong with it, all at once.
    """
    spec = validate(BrandFile, tree, error=BrandError)
    problems: list[ReportgenError] = []
    faces: dict[str, Face] = {}
    families: dict[str, str] = {}
    for key, family in spec.fonts.families.items():
        families[key] = family.family
        try:
            faces.update((face.key, face) for face in _faces(family, key, tree, home, base))
        except ReportgenError as error:
            problems.append(error)
    for number, name in enumerate(spec.fallback):
        if name not in families.values():
            try:
                family_faces = _faces(Family(family=name), None, tree, home, base, ("fallback", number))
                faces.update((face.key, face) for face in family_faces)
            except ReportgenError as error:
                problems.append(error)
    problems.extend(_unknown_fonts(spec, tree))
    problems.extend(_unknown_series(spec, tree))
    problems.extend(_not_embeddable(spec, faces, tree))
    faces.update(_standing_in({face.family for face in faces.values()}))
    faces[CHARACTER_BOXES] = _boxes()
    files, missing = _own_files(spec, tree, home, base)
    profile = files.get(("press", "profile"))
    problems.extend([*missing, *unusable_profile(profile, tree)])
    raise_all(problems)
    logo = spec.logo or Logo(on_light="")
    palette = {role: getattr(spec.palette, role) for role in Palette.model_fields}
    return Brand(
        name=spec.name,
        palette=MappingProxyType({role: rgb_of(colour) for role, colour in palette.items()}),
        families=MappingProxyType(families),
        faces=MappingProxyType(dict(sorted(faces.items()))),
        fallback=tuple(spec.fallback),
        reserve=tuple(name for name in (*shipped_families(), *world_families()) if name not in spec.fallback),
        page_type=spec.type.page,
        slide_type=spec.type.slide,
        page=_grid(spec.page),
        slide=_grid(spec.slide),
        logo_on_light=files.get(("logo", "on_light")),
        logo_on_dark=files.get(("logo", "on_dark")),
        logo_alt=logo.alt or spec.name,
        file=file,
        resolution=spec.resolution or (PRINTED_RESOLUTION if spec.page.bleed else RESOLUTION),
        pictures=spec.pictures,
        tables=spec.tables,
        paragraphs=spec.paragraphs,
        density=spec.density,
        avoid=spec.voice.avoid,
        words=tuple(spec.voice.words),
        logo_clear=logo.clear,
        mirrored=spec.page.mirrored,
        page_series=spec.page.series,
        look=spec.look,
        masters=spec.masters,
        embed=spec.fonts.embed,
        office_file=files.get(("template",)),
        inks=MappingProxyType(inks_of(palette)),
        profile=profile,
        most_ink=spec.press.most_ink,
        measure=spec.measure,
    )


def _standing_in(chosen: set[str]) -> dict[str, Face]:
    """The faces of families that a brand has not chosen and that stand in for its own: those that ship come first."""
    families = {**world_families(), **shipped_families()}
    return {face.key: face for name, faces in families.items() if name not in chosen for face in faces}


def _read(path: Readable) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise BrandError(f"cannot read the brand: {error.strerror}", Where(str(path))) from error
    except UnicodeDecodeError as error:
        raise BrandError("the file is not UTF-8 text", Where(str(path)), "save it as UTF-8") from error


def _shown(path: Readable, project: Project | None) -> str:
    if isinstance(path, HeldFile):
        return (path.parent / path.name).as_posix()
    if project is not None and project.root is not None and path.is_relative_to(project.root):
        return path.relative_to(project.root).as_posix()
    return path.name


def _faces(
    family: Family,
    key: str | None,
    tree: Tree,
    home: Project,
    base: Path,
    place: tuple[str | int, ...] | None = None,
) -> list[Face]:
    place = place or ("fonts", key or "", "family")
    if not family.files:
        known = shipped_families()
        if family.measured_as is not None and family.measured_as in known:
            return [
                replace(face, key=f"{family.family} {face.key}", family=family.family)
                for face in known[family.measured_as]
            ]
        if family.family not in known:
            hint = f'list its files under "files", or take one that ships: {", ".join(sorted(known))}'
            raise BrandError(f'no font family "{family.family}" ships with reportgen', tree.where(place), hint)
        return list(known[family.family])
    faces: list[Face] = []
    problems: list[ReportgenError] = []
    for number, file in enumerate(family.files):
        at = partial(_place, tree, ("fonts", key or "", "files", number))
        try:
            faces += faces_of(family.family, file, home.resolve(file.file, base, at("file")), at)
        except ReportgenError as error:
            problems.append(error)
    raise_all(problems)
    return faces


def _own_files(
    spec: BrandFile, tree: Tree, home: Project, base: Path
) -> tuple[dict[tuple[str, ...], Readable], list[ReportgenError]]:
    """The files that a brand names besides its fonts, by the places of their names, and why others cannot be found."""
    named: dict[tuple[str, ...], str | None] = {
        ("logo", "on_light"): spec.logo.on_light if spec.logo else None,
        ("logo", "on_dark"): spec.logo.on_dark if spec.logo else None,
        ("template",): spec.template,
        ("press", "profile"): spec.press.profile,
    }
    found: dict[tuple[str, ...], Readable] = {}
    problems: list[ReportgenError] = []
    for place, name in named.items():
        try:
            if name:
                found[place] = home.resolve(name, base, tree.where(place))
        except ReportgenError as error:
            problems.append(error)
    return found, problems


def _place(tree: Tree, entry: tuple[str | int, ...], *key: str) -> Where:
    """Where a key of an entry stands in `brand.yaml`."""
    return tree.where((*entry, *key))


def _unknown_fonts(spec: BrandFile, tree: Tree) -> list[ReportgenError]:
    problems: list[ReportgenError] = []
    for medium, scale in (("page", spec.type.page), ("slide", spec.type.slide)):
        for role in TypeScale.model_fields:
            style = getattr(scale, role)
            if style is not None and style.font not in spec.fonts.families:
                close = nearest(style.font, list(spec.fonts.families))
                hint = f'did you mean "{close}"?' if close else f"known fonts: {', '.join(spec.fonts.families)}"
                where = tree.where(("type", medium, role, "font"))
                problems.append(BrandError(f'unknown font "{style.font}"', where, hint))
    return problems


def _not_embeddable(spec: BrandFile, faces: Mapping[str, Face], tree: Tree) -> list[ReportgenError]:
    """Why files of the brand's own fonts cannot be carried by office files, where these are to."""
    problems: list[ReportgenError] = []
    own = spec.fonts.families.items() if spec.fonts.embed else ()
    for key, family in own:
        for number, file in enumerate(family.files):
            slant = " italic" if file.italic else ""
            face = faces.get(f"{family.family} {file.weight}{slant}")
            why = unembeddable(face.path, bool(face.variations)) if face is not None else ""
            if why:
                where = tree.where(("fonts", key, "files", number, "file"))
                hint = 'take "embed: true" away, or use another file'
                problems.append(FontError(f'"{file.file}" cannot be embedded in PowerPoint files: {why}', where, hint))
    return problems


def _unknown_series(spec: BrandFile, tree: Tree) -> Iterator[ReportgenError]:
    """That no series of masters for slides, or of pages, has the name that a brand gives."""
    asked = (
        ("masters", spec.masters, "slides", ("masters",)),
        ("pages", spec.page.series, "pages", ("page", "series")),
    )
    for what, name, folder, place in asked:
        usual = [USUAL_MASTERS] if what == "masters" else []
        known = sorted([*usual, *(one.parent.name for one in shipped(SERIES).glob(f"*/{folder}"))])
        if name is not None and name not in known:
            yield BrandError(f'unknown series of {what} "{name}"', tree.where(place), f"known: {', '.join(known)}")


def _grid(grid: SheetGrid) -> Grid:
    margins = Insets(grid.margins.top, grid.margins.right, grid.margins.bottom, grid.margins.left)
    return Grid(size_of(grid.size), margins, grid.columns, grid.gutter, grid.baseline, grid.bleed)
