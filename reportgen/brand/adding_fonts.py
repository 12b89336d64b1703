"""Font files → a brand that has them: copies beside its `brand.yaml`, which names them with their version and licence.

Of `brand.yaml` only the lines of these fonts change, so that comments and columns of everything else stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from reportgen.brand.as_written import Family, FontFile
from reportgen.brand.font_files import faces_of, unpacked
from reportgen.brand.font_names import NamedFace, named_faces
from reportgen.brand.load import load_brand
from reportgen.errors import BrandError, FontError, ReportgenError, Where, raise_all
from reportgen.shipped import shipped
from reportgen.source.project import find_project
from reportgen.source.tree import as_yaml, load_yaml
from reportgen.structs import Struct

FOLDER = "fonts"
"""The folder beside `brand.yaml` that the files are copied to."""

_LICENCES = ("OFL*", "LICEN[CS]E*", "COPYING*")
"""What the files of licences are called that lie beside fonts."""


class AddedFont(Struct, frozen=True):
    """A family that a brand has got: the key under `fonts` and the files, from the brand's folder."""

    key: str
    family: str
    files: tuple[str, ...]
    licence: str
    """What may be done with it, as its files say; empty where they say nothing."""


class _Copy(Struct, frozen=True):
    """A file that is to be copied, and what it has."""

    file: Path
    name: str
    faces: tuple[NamedFace, ...]


def add_fonts(
    files: Iterable[str | Path],
    brand: str | Path,
    *,
    key: str | None = None,
    fallback: bool = False,
    replace: bool = False,
) -> tuple[AddedFont, ...]:
    """Copy font files beside a `brand.yaml`, and name them there with their version, copyright and licence.

    Files of one family go under one key; those of a family that the brand has join its files.

    Args:
        files: TrueType or OpenType files, collections or web fonts. A licence that lies beside them is copied, too.
        brand: the path of the `brand.yaml`.
        key: the name under `fonts` by which the type scale calls the family, instead of one made of its name.
        fallback: whether the family is asked for characters that the brand's other fonts lack.
        replace: whether a file, or another family under the key, may be written over.

    Raises:
        ReportgenError: a file is no font, may not be embedded, or has no name; the brand is wrong, ships with
            reportgen, or has something else of that name. Nothing is written then. `Problems` with all of it.
    """
    home = Path(brand)
    text = _text_of(home)
    copies = [_read(Path(file)) for file in files]
    families = _families(copies)
    if key is not None and len(families) > 1:
        raise FontError(
            f"the files are of {len(families)} families: {', '.join(families)}", hint="add those of each under its key"
        )
    written = load_yaml(text, home.name, error=BrandError).value
    known: dict[str, dict[str, object]] = {
        name: value for name, value in written.get("fonts", {}).items() if isinstance(value, dict)
    }
    added: list[AddedFont] = []
    asked: list[str] = list(written.get("fallback", [])) if fallback else []
    for family, parts in families.items():
        name = key or next((name for name, one in known.items() if one.get("family") == family), _key_of(family))
        if name in known and known[name].get("family") != family and not replace:
            hint = "choose another with --as, or say --replace"
            raise BrandError(f'the key "{name}" has {known[name].get("family")}', Where(home.name), hint)
        entry = _entry(family, parts, known.get(name))
        text = _with_font(text, name, entry, written)
        added.append(AddedFont(name, family, tuple(copy.name for copy, _ in parts), str(entry.get("licence", ""))))
        asked += [family] if fallback and family not in asked else []
    if fallback:
        text = _with_fallback(text, asked)
    _write(home, text, copies, replace=replace)
    return tuple(added)


def _text_of(home: Path) -> str:
    if home.resolve().is_relative_to(shipped("brands").resolve()):
        raise BrandError(f"{home} ships with reportgen", hint="copy its folder into brands/, and add fonts to that")
    try:
        return home.read_text("utf-8")
    except OSError as error:
        raise BrandError(f"cannot read the brand: {error.strerror}", Where(str(home))) from error


def _read(file: Path) -> _Copy:
    """What a font file has; each of its faces can be set and embedded.

    Raises:
        FontError: it cannot.
    """
    import uharfbuzz as hb

    where = Where(str(file))
    try:
        found = named_faces(hb.Blob(unpacked(file, file.name, where).read_bytes()))
    except OSError as error:
        raise FontError(f"cannot read the file: {error.strerror}", where) from error
    except ReportgenError:
        raise
    except Exception as error:
        raise FontError(f"cannot read the font: {error}", where, "use a TrueType or OpenType file") from error
    problems: list[ReportgenError] = []
    for one in found:
        if not one.family:
            problems.append(FontError("the font says no name of its family", where, "list it in brand.yaml yourself"))
            continue
        try:
            faces = faces_of(one.family, _entry_of(file.name, one), file, lambda *key: where)
        except ReportgenError as error:
            problems.append(error)
            continue
        if any(face.embedding == "forbidden" for face in faces):
            problems.append(FontError("its maker forbids to embed it (OS/2 fsType), as a PDF would", where))
    raise_all(problems)
    return _Copy(file, f"{FOLDER}/{file.name}", tuple(found))


def _families(copies: Sequence[_Copy]) -> dict[str, list[tuple[_Copy, NamedFace]]]:
    families: dict[str, list[tuple[_Copy, NamedFace]]] = {}
    for copy in copies:
        for face in copy.faces:
            families.setdefault(face.family, []).append((copy, face))
    return families


def _entry_of(name: str, face: NamedFace) -> FontFile:
    """A file's entry in `brand.yaml`; a variable font says no weight, so that it has all of its range."""
    said: dict[str, object] = {} if face.weights else {"weight": face.weight}
    said |= {"italic": True} if face.italic else {}
    said |= {"index": face.index} if face.index else {}
    return FontFile.model_validate({"file": name, **said})


def _entry(family: str, parts: Iterable[tuple[_Copy, NamedFace]], known: dict[str, object] | None) -> dict[str, object]:
    """A family's entry: the files that it had, those of a style that is added anew left out, and the new ones."""
    own = Family.model_validate(known) if known and known.get("family") == family else Family(family=family)
    new = {(face.weight, face.italic, bool(face.weights)): _entry_of(copy.name, face) for copy, face in parts}
    names = {one.file for one in new.values()}
    kept = [one for one in own.files if (one.weight, one.italic, False) not in new and one.file not in names]
    files = sorted([*kept, *new.values()], key=lambda one: (one.italic, one.weight))
    said = next(iter([face for _, face in parts]))
    about = {"version": said.version, "copyright": said.copyright, "licence": said.licence}
    return {
        "family": family,
        **own.model_dump(exclude_unset=True, exclude={"family", "files"}),
        **{name: value for name, value in about.items() if value},
        "files": [one.model_dump(exclude_unset=True) for one in files],
    }


def _key_of(family: str) -> str:
    """The key of a family that nobody named.

    >>> _key_of("Noto Sans Georgian")
    'noto-sans-georgian'
    """
    return re.sub(r"[^a-z0-9]+", "-", family.lower()).strip("-") or "added"


# --- lines of brand.yaml


def _with_font(text: str, key: str, entry: dict[str, object], written: dict[str, object]) -> str:
    """The text of `brand.yaml` with a family under `fonts`; where these stand in one line, they are written anew."""
    lines = text.splitlines()
    start, end = _block(lines, "fonts", 0)
    inner = next((line for line in lines[start + 1 : end] if line.strip() and not line.lstrip().startswith("#")), "")
    if start < 0 or not inner:
        fonts = written.get("fonts", {})
        assert isinstance(fonts, dict)
        return _with_lines(lines, start, end, as_yaml({"fonts": {**fonts, key: entry}}).splitlines())
    depth = len(inner) - len(inner.lstrip())
    new = [f"{' ' * depth}{line}" for line in as_yaml({key: entry}).splitlines()]
    first, last = _block(lines[:end], key, depth, start + 1)
    return _with_lines(lines, first, last, new) if first >= 0 else _with_lines(lines, end, end, new)


def _with_fallback(text: str, families: Sequence[str]) -> str:
    lines = text.splitlines()
    start, end = _block(lines, "fallback", 0)
    return _with_lines(lines, start, end, [f"fallback: [{', '.join(families)}]"])


def _block(lines: Sequence[str], key: str, depth: int, first: int = 0) -> tuple[int, int]:
    """The lines of a key at a depth, as start and end; comments and empty lines after it are none of it. (-1, -1) where
    it is not there."""
    head = re.compile(rf" {{{depth}}}[\"']?{re.escape(key)}[\"']?\s*:")
    start = next((at for at in range(first, len(lines)) if head.match(lines[at])), -1)
    if start < 0:
        return -1, -1
    end = start + 1
    for at in range(start + 1, len(lines)):
        line = lines[at]
        bare = line.lstrip()
        if not bare or bare.startswith("#"):
            continue
        if len(line) - len(bare) <= depth and not (bare.startswith("- ") and len(line) - len(bare) == depth):
            break
        end = at + 1
    return start, end


def _with_lines(lines: Sequence[str], start: int, end: int, new: Iterable[str]) -> str:
    """The lines with others in the place of start..end; at the end where there is no such place."""
    if start < 0:
        start = end = len(lines)
    return "\n".join([*lines[:start], *new, *lines[end:], ""])


# --- written


def _write(home: Path, text: str, copies: Sequence[_Copy], *, replace: bool) -> None:
    """Copy the files and write `brand.yaml`; where the brand cannot be read then, all is as it was."""
    before: dict[Path, bytes | None] = {}
    for source, target in _targets(home, copies):
        blob = source.read_bytes()
        old = target.read_bytes() if target.is_file() else None
        if old is not None and old != blob and not replace:
            raise FontError(f"{target} is another file of that name", hint="rename the new one, or say --replace")
        before[target] = old
    before[home] = home.read_bytes()
    try:
        for source, target in _targets(home, copies):
            target.parent.mkdir(exist_ok=True)
            if source.resolve() != target.resolve():
                target.write_bytes(source.read_bytes())
        home.write_text(text, "utf-8")
        load_brand(home, find_project(home.parent))
    except BaseException as error:
        _restore(before)
        if isinstance(error, OSError):
            raise FontError(f"cannot write to {home.parent}: {error.strerror}") from error
        raise


def _restore(before: dict[Path, bytes | None]) -> None:
    for path, blob in before.items():
        if blob is not None:
            path.write_bytes(blob)
        else:
            path.unlink(missing_ok=True)


def _targets(home: Path, copies: Sequence[_Copy]) -> list[tuple[Path, Path]]:
    """Files and where they are copied to: fonts, and the licences that lie beside them."""
    found = [(copy.file, home.parent / copy.name) for copy in copies]
    for copy in copies:
        stem = _key_of(copy.faces[0].family)
        for pattern in _LICENCES:
            licences = sorted(copy.file.parent.glob(pattern))
            found += [(one, home.parent / FOLDER / f"{stem}-{one.name}") for one in licences if one.is_file()]
    return list(dict.fromkeys(found))


__all__ = ["AddedFont", "add_fonts"]
