"""A new project: a source to write in, a brand of its own, a picture, schemas for the editor."""

from __future__ import annotations

import json
import re
from pathlib import Path

from reportgen.errors import SourceError
from reportgen.file_names import portable
from reportgen.schema import FILES, json_schema
from reportgen.shipped import shipped
from reportgen.structs import Struct
from reportgen.text.text_as_paths import outlines

HEX = re.compile(r"#?([0-9A-Fa-f]{6})")


class Wishes(Struct, frozen=True):
    """What a new project is called and looks like; colours as six hex digits."""

    title: str
    language: str = "en"
    primary: str = "12355B"
    accent: str = "E4472E"


def slug(name: str) -> str:
    """A name as a folder or a file may have it.

    >>> slug("Our June Letter!")
    'our-june-letter'
    """
    return portable(re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "newsletter")


def colour(text: str) -> str:
    """Six hex digits of a colour as people write it.

    Raises:
        SourceError: it is none.
    """
    match = HEX.fullmatch(text.strip())
    if match is None:
        raise SourceError(f'"{text}" is no colour', hint='write six hex digits, such as "#12355B"')
    return match[1].upper()


def create(folder: Path, wishes: Wishes) -> Path:
    """Write a new project into a folder that is not there yet, or empty; the source is returned.

    Raises:
        SourceError: the folder has files in it, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SourceError(f'"{folder}" is there already, and not empty', hint="choose another name")
    name = slug(folder.name)
    files: dict[str, str] = {
        f"{name}.yaml": _source(wishes, name),
        "reportgen.toml": "# The project's root: files that sources name lie below this folder.\n",
        f"brands/{name}/brand.yaml": _brand(wishes),
        f"brands/{name}/logo-on-light.svg": _logo(wishes.title, wishes.primary, wishes.accent),
        f"brands/{name}/logo-on-dark.svg": _logo(wishes.title, "FFFFFF", wishes.accent),
        "pictures/cover.svg": _cover(wishes),
        "layouts/README.md": _LAYOUTS,
        ".vscode/settings.json": json.dumps(_SETTINGS, indent=2) + "\n",
        ".gitignore": "out/\n",
    }
    for file in FILES:
        files[f".reportgen/{file}.schema.json"] = json.dumps(json_schema(file), ensure_ascii=False, indent=1) + "\n"
    try:
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    except OSError as error:
        raise SourceError(f"cannot write to {folder}: {error.strerror}", hint="choose another folder") from error
    return folder / f"{name}.yaml"


_SETTINGS = {
    "yaml.schemas": {
        ".reportgen/source.schema.json": "*.yaml",
        ".reportgen/brand.schema.json": "brands/*/brand.yaml",
        ".reportgen/template.schema.json": "layouts/*/*.yaml",
    }
}

_LAYOUTS = """\
Templates of your own, one YAML file each: `pages/NAME.yaml`, `slides/NAME.yaml`, `masters/NAME.yaml`.

    reportgen layouts list               what there is
    reportgen layouts show standard      what each slot takes
    reportgen layouts preview standard   how it looks in your brand
"""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _source(wishes: Wishes, name: str) -> str:
    return f"""\
# yaml-language-server: $schema=.reportgen/source.schema.json
title: {_quoted(wishes.title)}
subtitle: A first issue, to be written over
issue: Issue 1
language: {wishes.language}
brand: {name}
outputs: [newsletter.pdf, deck.pptx]

sections:
  - type: cover
    masthead: {_quoted(wishes.title)}
    title: A first issue, to be written over
    picture: {{file: pictures/cover.svg, decorative: true}}

  - type: story
    kicker: Begin here
    headline: Change this headline, then build again
    standfirst: One source makes a newsletter as PDF and a deck for PowerPoint, in the same brand.
    body: |
      Write what you have to say here, in paragraphs with an empty line between them. **Bold** and *italic* text,
      [links](https://example.com/) and lists work as they do in Markdown.

      You never place a box. Text is measured before it is set, and goes on in the next column, on the next page or
      on the next slide by itself. Where something cannot fit, a message names the file, the line and the remedy.
    points:
      - "**Points** stand in a list, or on cards."
      - "**Numbers** stand out when they are `stats`."
      - "**Pictures** need an `alt` text, for those who cannot see them."
    stats:
      - {{value: "1", label: source to write}}
      - {{value: "2", label: publications to send}}

  - type: process
    kicker: How it goes on
    headline: Four steps to the first issue
    steps:
      - {{title: Write, text: "Fill this source; your editor completes the keys."}}
      - {{title: Look, text: "Build, and read the newsletter and the deck."}}
      - {{title: Style, text: "Set colours, fonts and logo in brands/{name}."}}
      - {{title: Send, text: "Both files lie in the folder out."}}

  - type: closing
    headline: Thank you for reading
    body: {_quoted(wishes.title)}
"""


def _brand(wishes: Wishes) -> str:
    """The house brand with other colours and another name."""
    text = (shipped("brands") / "meridian/brand.yaml").read_text("utf-8")
    text = re.sub(r"^name: .*$", f"name: {_quoted(wishes.title)}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^  alt: .*$", f"  alt: {_quoted(wishes.title)}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r'^(  accent1: )"#\w{6}"', rf'\1"#{wishes.primary}"', text, count=1, flags=re.MULTILINE)
    text = re.sub(r'^(  accent2: )"#\w{6}"', rf'\1"#{wishes.accent}"', text, count=1, flags=re.MULTILINE)
    return "# yaml-language-server: $schema=../../.reportgen/brand.schema.json\n" + text


def _logo(title: str, ink: str, accent: str) -> str:
    """A wordmark: a disc, and the title in outlines."""
    font = shipped("fonts") / "SourceSerif4-SemiBold.ttf"
    path, end = outlines(title[:40], font, 28, 34, 28)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{end:.0f}" height="36" viewBox="0 0 {end:.0f} 36">'
        f'<circle cx="14" cy="18" r="12" fill="#{accent}"/><path fill="#{ink}" d="{path}"/></svg>\n'
    )


def _cover(wishes: Wishes) -> str:
    """Rings in the brand's colours."""
    rings = "".join(
        f'<circle cx="860" cy="420" r="{radius}" fill="none" stroke="#{wishes.accent}" stroke-width="{width}"/>'
        for radius, width in ((120, 46), (230, 26), (340, 14), (450, 8), (560, 4), (670, 2))
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800" viewBox="0 0 1200 800">'
        f'<rect width="1200" height="800" fill="#{wishes.primary}"/>{rings}</svg>\n'
    )
