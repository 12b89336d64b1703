"""The pages of the documentation that are made and not written, so that they cannot be out of date.

mkdocs calls `on_files` before it reads any page. The reference of keys comes from the models (`reportgen.schema`), that
of commands from the command line, the list of public names from `reportgen.__all__`; the gallery is drawn by reportgen
itself. REPORTGEN_GALLERY=0 leaves the pictures out, which take most of the time.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import reportgen
import reportgen.brands
from reportgen.preflight import RULES
from reportgen.schema import Key, keys

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).parents[1]
BRANDS = ("cirrus", "meridian", "northfield")
DPI = 30
"""Resolution of the gallery's pictures: a page is about as wide as a thumb is long, and its picture takes 10 KB."""

SHARED = ("notes", "source", "short", "layout", "only", "omit", "float")
"""Keys that every section may have: they are told once."""

KINDS: tuple[Literal["newsletter", "deck"], ...] = ("newsletter", "deck")
COMMANDS = ("build", "preview", "check", "batch", "new", "schema", "explain")
FONTS = ("check", "add")
LAYOUTS = ("list", "show", "preview", "gallery")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the made pages and pictures (https://www.mkdocs.org/user-guide/plugins/#on_files)."""
    from mkdocs.structure.files import File

    for path, content in made():
        files.append(File.generated(config, path, content=content))
    return files


def made() -> Iterator[tuple[str, str | bytes]]:
    """The path and the content of each made page and picture."""
    yield "reference/source.md", source_page()
    yield "reference/sections.md", sections_page()
    yield "reference/content.md", content_page()
    yield "reference/brand.md", brand_page()
    yield "reference/templates.md", templates_page()
    yield "reference/commands.md", commands_page()
    yield "api.md", api_page()
    for brand in BRANDS:
        yield from gallery_page(brand)


# --- keys


@cache
def by_root() -> dict[str, list[Key]]:
    """The keys by the first part of their path: a section type, ``brand``, ``page template`` …"""
    found: dict[str, list[Key]] = {}
    for key in keys():
        found.setdefault(key.path.partition(".")[0], []).append(key)
    return found


def table(found: list[Key], root: str) -> str:
    """Keys as a table, their paths without the part that all have in common."""
    rows = ["| key | takes | if left out | means |", "|---|---|---|---|"]
    for key in found:
        path = key.path.removeprefix(f"{root}.")
        default = "*required*" if key.required else f"`{cell(key.default)}`" if key.default else ""
        rows.append(f"| `{path}` | {cell(key.type)} | {default} | {cell(key.about)} |")
    return "\n".join(rows)


def cell(text: str) -> str:
    """Text that may stand in a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def at_depth(found: list[Key], root: str, prefix: str = "") -> list[Key]:
    """The keys right below a path, without those inside them."""
    head = f"{root}.{prefix}"
    return [key for key in found if key.path.startswith(head) and "." not in key.path.removeprefix(head)]


def source_page() -> str:
    found = [key for key in by_root()["source"] if key.path != "source.sections"]
    shared = [key for key in by_root()["story"] if key.path.rpartition(".")[2] in SHARED and key.path.count(".") == 1]
    return f"""# A source

A source is YAML, JSON, or Markdown with front matter. Every key stands here with what it takes, what it is without being
written, and what it means; `reportgen explain KEY` says the same in a terminal.

## At the top

{table(found, "source")}

`sections` is the list of what is published; each has a `type`, and the keys of that type: see [sections](sections.md).

## In every section

{table(shared, "story")}

Where the source is written for [many records](../recipes.md#personalised-letters), a section or a block may also have
`when` (it is kept where that is true) and `repeat: item in items` (it is there once for each).
"""


def sections_page() -> str:
    from reportgen.sections import section_model, section_types

    parts = [
        "# Sections\n\nA section's own keys, by its `type`. All sections share [some more](source.md#in-every-section).\n"
    ]
    for name in sorted(section_types()):
        model = section_model(name)
        own = [key for key in at_depth(by_root().get(name, []), name) if key.path.rpartition(".")[2] not in SHARED]
        about = " ".join((model.__doc__ or "").split())
        parts.append(f"## {name}\n\n{about}\n\n{table(own, name)}\n")
        for key in own:
            inner = at_depth(by_root()[name], name, f"{key.path.removeprefix(f'{name}.')}.")
            if inner and key.type.split(",")[0].removeprefix("list of ") not in CONTENT:
                parts.append(f"Each of `{key.path.rpartition('.')[2]}`:\n\n{table(inner, key.path)}\n")
    return "\n".join(parts)


CONTENT = {
    "picture": "cover.picture",
    "chart": "chart.chart",
    "table": "table.table",
    "stat": "stats.stats",
    "button": "cta.button",
}
"""Kinds of content that many sections take, and where in the keys they are told."""


def content_page() -> str:
    parts = [
        "# Pictures, charts, tables\n\nWhat may stand in more than one type of section. A `figure` is a picture, "
        "`{chart: …}` or `{table: …}`.\n"
    ]
    for name, path in CONTENT.items():
        root = path.partition(".")[0]
        inside = [key for key in by_root()[root] if key.path.startswith(f"{path}.")]
        parts.append(f"## {name}\n\n{table(inside, path)}\n")
    return "\n".join(parts)


def brand_page() -> str:
    found = by_root()["brand"]
    parts = [
        f"# A brand\n\nA folder with a `brand.yaml`. These are its keys.\n\n{table(at_depth(found, 'brand'), 'brand')}\n"
    ]
    roles = {key.path for key in found if re.fullmatch(r"brand\.type\.(page|slide)\.\w+", key.path)}
    for key in at_depth(found, "brand"):
        name = key.path.partition(".")[2]
        inside = [one for one in found if one.path.startswith(f"{key.path}.")]
        if name == "type":
            one = min(roles)
            styles = ", ".join(sorted({f"`{path.split('.')[-1]}`" for path in roles}))
            parts.append(
                "## type\n\n`page` and `slide` have each a style for these roles: "
                f"{styles}. Without `number` and `quote`, these are set as `heading1`. Each style is:\n\n{table(at_depth(found, one), one)}\n"
            )
        elif inside:
            parts.append(f"## {name}\n\n{table(inside, key.path)}\n")
    return "\n".join(parts)


def templates_page() -> str:
    parts = [
        "# Templates\n\nA template is one YAML file, whose name is its own: in `layouts/pages`, `layouts/slides` or "
        "`layouts/masters` of a project or beside a brand. Colours, fonts and sizes are roles of the brand.\n"
    ]
    told: set[str] = set()
    for root, found in by_root().items():
        if not root.endswith("template"):
            continue
        parts.append(f"## {root.capitalize()}\n\n{table(at_depth(found, root), root)}\n")
        for key in found:
            short = key.path.rpartition(".")[2]
            inside = at_depth(found, key.path)
            if inside and short not in told and not {one.path.rpartition(".")[2] for one in inside} <= told:
                told.add(short)
                parts.append(
                    f"### {short} {{#{root.replace(' ', '-')}-{short}}}\n\n{cell(key.about)}\n\n{table(inside, key.path)}\n"
                )
    return "\n".join(parts)


# --- commands and names


def commands_page() -> str:
    parts = ["# Commands\n"]
    for words in (
        *((one,) for one in COMMANDS),
        *(("layouts", one) for one in LAYOUTS),
        *(("fonts", one) for one in FONTS),
    ):
        name = " ".join(("reportgen", *words))
        parts.append(f"## {name}\n\n```text\n{shown_help(words)}\n```\n")
        if words == ("check",):
            parts.append(rules_table())
    return "\n".join(parts)


def rules_table() -> str:
    """What `check` looks for, by the name that its findings have."""
    rows = (f"| `{name}` | {cell(meaning)} |\n" for name, meaning in RULES.items())
    return "Each finding has the name of its rule.\n\n| rule | what it finds |\n|---|---|\n" + "".join(rows)


def shown_help(words: tuple[str, ...]) -> str:
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    command = [sys.executable, "-m", "reportgen", *words, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def api_page() -> str:
    """Every public name, told by its docstring."""
    names = "\n\n".join(f"::: reportgen.{name}" for name in reportgen.__all__)
    parts = "\n\n".join(f"::: reportgen.brands.{name}" for name in reportgen.brands.__all__)
    return f"""# From Python

Three calls make a document:

```python
from reportgen import compose, parse, render

document = parse({{"title": "June", "sections": [{{"type": "quote", "quote": "Few words."}}]}})
deck = compose(document, "deck")
blob = render(deck, "pptx")
```

All names below are imported from `reportgen`; everything is typed. Errors are `ReportgenError`.

{names}

## The parts of a brand

These are imported from `reportgen.brands`.

{parts}
"""


# --- the gallery


def gallery_page(brand: str) -> Iterator[tuple[str, str | bytes]]:
    """The page of one brand and its pictures: the first sheet of every template, filled with sample text."""
    from reportgen.brand import load_brand
    from reportgen.shipped import shipped
    from reportgen.templates import load_library

    library = load_library()
    chosen = load_brand(shipped("brands") / brand / "brand.yaml")
    parts = [f"# {chosen.name}\n\nEvery template that ships, filled with sample text, drawn by reportgen itself.\n"]
    for kind in KINDS:
        parts.append(f"## {'Pages' if kind == 'newsletter' else 'Slides'}\n\n<div class='grid cards' markdown>\n")
        templates: dict[str, Any] = dict(library.pages if kind == "newsletter" else library.slides)
        for name, template in templates.items():
            file = f"{kind}-{name}.webp"
            parts.append(f"-   ![{name}, {kind}]({brand}/{file})\n\n    **{name}** · {cell(template.description)}\n")
            yield f"gallery/{brand}/{file}", picture(name, kind, brand)
        parts.append("</div>\n")
    yield f"gallery/{brand}.md", "\n".join(parts)


def picture(name: str, kind: Literal["newsletter", "deck"], brand: str) -> bytes:
    """The first sheet of a template's preview as a small picture."""
    from reportgen.backends import PictureOptions, render_files
    from reportgen.brand import load_brand
    from reportgen.shipped import shipped
    from reportgen.structs import replace
    from reportgen.template_gallery import preview
    from reportgen.templates import load_library

    if os.environ.get("REPORTGEN_GALLERY") == "0":
        return b""
    made = preview(name, kind, load_library(), load_brand(shipped("brands") / brand / "brand.yaml"))
    first = replace(made, sheets=made.sheets[:1])
    return render_files(first, "webp", PictureOptions(dpi=DPI if kind == "newsletter" else DPI - 8))[0].data
