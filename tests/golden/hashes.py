"""The bytes of all outputs of all examples and galleries, as hashes: has a change of the house changed what comes out?

    python tests/golden/hashes.py            compares with hashes.json and names what differs
    python tests/golden/hashes.py --write    writes hashes.json anew

The bytes hold for one set of installed packages (a new zlib or Pillow compresses otherwise), so this is a tool for two
commits on one machine, and no test.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[2]
HASHES = Path(__file__).with_name("hashes.json")
BRANDS = ("cirrus", "meridian", "northfield")
KINDS: tuple[Literal["newsletter"], Literal["deck"]] = ("newsletter", "deck")


def sources() -> Iterator[tuple[Path, str | None]]:
    """Each source and brand: the seed and the galleries in every brand, the long examples in their own."""
    for file in sorted((ROOT / "examples").glob("*/*.yaml")):
        if file.parent.name == "gallery" or file.stem == "capital-markets-in-china":
            yield from ((file, brand) for brand in BRANDS)
        elif file.stem == file.parent.name:
            yield file, None


def hashes(source: tuple[Path, str | None]) -> dict[str, str]:
    """The hash of each file that a source becomes, under its name with the brand before it."""
    from reportgen import build

    file, brand = source
    with tempfile.TemporaryDirectory() as folder:
        build(file, Path(folder), kinds=KINDS, formats=["pdf", "pptx", "json"], brand=brand)
        made = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        return {f"{brand or 'own'}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in made}


def templates(brand: str) -> dict[str, str]:
    """The hash of the gallery of all templates in a brand."""
    from reportgen.backends import render
    from reportgen.brand import load_brand
    from reportgen.template_gallery import gallery
    from reportgen.templates import load_library

    found = load_brand(ROOT / "examples/brands" / brand / "brand.yaml")
    library = load_library()
    made = {}
    for kind in KINDS:
        publication = gallery(kind, library, found)
        for form in ("pdf", "pptx", "json"):
            blob = render(publication, form)
            made[f"{brand}/templates/{kind}.{form}"] = hashlib.sha256(blob).hexdigest()
    return made


def main() -> int:
    with ProcessPoolExecutor() as pool:
        found: dict[str, str] = {}
        for made in (*pool.map(hashes, sources()), *pool.map(templates, BRANDS)):
            found.update(made)
    if "--write" in sys.argv:
        HASHES.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", "utf-8")
        return 0
    wanted: dict[str, str] = json.loads(HASHES.read_text("utf-8"))
    differing = sorted(name for name in wanted | found if wanted.get(name) != found.get(name))
    for name in differing:
        print(f"differs: {name}")
    print(f"{len(wanted | found) - len(differing)} of {len(wanted | found)} files are the same")
    return bool(differing)


if __name__ == "__main__":
    raise SystemExit(main())
