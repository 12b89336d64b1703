"""Kinds of region: those that ship are known by name, and another package brings one in one file and one template."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.errors import ReportgenError
from reportgen.geometry import Rect
from reportgen.layout.components import registry
from reportgen.layout.components.grid import Columns, equal_cells
from reportgen.templates import Region, load_library, region_kinds

FAQ = """\
from dataclasses import dataclass, field
from typing import Annotated, Literal

from reportgen.content.base import Content
from reportgen.content.reading import Reads
from reportgen.content.text import Block, Span
from reportgen.content.values import Strict
from reportgen.errors import Where
from reportgen.frames import Placeholder
from reportgen.geometry import Rect
from reportgen.layout.components.component import Component, Placed
from reportgen.layout.styles import TextStyle
from reportgen.sections.base import Headline, SectionModel


class FaqComponent(Component):
    kind = "faq"

    def place(self, site):
        style = TextStyle("body", "body", "text", ground=site.ground)
        items, y = [], site.box.y
        for number, text in enumerate(site.content(FaqContent).lines):
            key = f"{site.section}.{site.slot}.{number}"
            line = self.setter.plain(text, style, key, where=site.content(FaqContent).where)
            done = self.setter.set((line,), site.box.width)
            box = Rect(site.box.x, y, site.box.width, done.height)
            items.append(self.placer.text_item(done, box, site.region, site.section))
            y += done.height
        return Placed(tuple(items), y - site.box.y, {})

    def placeholders(self, site):
        return [Placeholder(site.slot, "body", site.box)]


@dataclass(frozen=True, slots=True)
class FaqContent(Content):
    component = FaqComponent

    lines: tuple[str, ...]
    where: Where = field(compare=False)


class Question(Strict):
    ask: str
    answer: str


def read(questions, at):
    lines = [text for one in questions for text in (f"Q: {one.ask}", f"A: {one.answer}")]
    return FaqContent(tuple(lines), at.where())


class Faq(SectionModel):
    type: Literal["faq"]
    headline: Headline
    faq: Annotated[list[Question], Reads(read)]
"""
SLIDE = """\
kind: slide
description: Questions with their answers.
accepts: [faq]
regions:
  - {slots: [headline], at: {columns: 1-12, rows: 1-3}, style: heading1, role: heading1, repeats: true, required: true}
  - {slots: [faq], kind: faq, at: {columns: 1-12, rows: 5-22}, required: true}
"""
PAGE = """\
kind: page
description: Questions with their answers.
accepts: [faq]
stack:
  - {slots: [headline], style: heading1, role: heading1, required: true}
  - {slots: [faq], kind: faq, space: 8pt, required: true}
"""
SOURCE = """\
title: T
sections:
  - type: faq
    headline: What people ask
    faq: [{ask: Is it open?, answer: It is.}]
"""


@pytest.mark.parametrize(("kind", "folder", "template"), [("deck", "slides", SLIDE), ("newsletter", "pages", PAGE)])
def test_a_kind_of_content_and_of_region_is_one_file_and_one_template(
    tmp_path: Path, kind: str, folder: str, template: str
) -> None:
    site, project = tmp_path / "site", tmp_path / "project"
    about = site / "faq-1.0.dist-info"
    about.mkdir(parents=True)
    (site / "faq.py").write_text(FAQ)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: faq\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[reportgen.sections]\nfaq = faq:Faq\n")
    (project / "layouts" / folder).mkdir(parents=True)
    (project / "layouts" / folder / "faq.yaml").write_text(template)
    (project / "reportgen.toml").write_text("")
    (project / "june.yaml").write_text(SOURCE)
    command = [sys.executable, "-m", "reportgen", "build", "june.yaml", "--as", kind, "--to", "json"]
    environment = {**os.environ, "PYTHONPATH": str(site)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=project, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    written = (project / f"june-{kind}.json").read_text()
    assert "Q: Is it open?" in written
    assert "A: It is." in written
    if kind == "deck":
        (master,) = json.loads(written)["masters"]
        assert "faq" in [placeholder["name"] for placeholder in master["placeholders"]]


def test_the_kinds_that_templates_know_are_those_that_have_components() -> None:
    assert sorted(region_kinds.SHIPPED) == sorted(registry.SHIPPED)
    for kind in region_kinds.SHIPPED:
        assert registry.component_of_kind(kind).kind == kind


def test_a_kind_that_is_not_known_is_told_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "slides").mkdir()
    (tmp_path / "slides/wrong.yaml").write_text(SLIDE.replace("kind: faq", "kind: entires"))
    with pytest.raises(ReportgenError) as error:
        load_library([tmp_path])
    assert 'there is no kind of region "entires"' in str(error.value)
    assert 'did you mean "entries"?' in str(error.value)


def test_a_region_takes_what_its_kind_shows() -> None:
    picture = registry.component_of_kind("picture")
    circle = Region(slots=["a"], kind="picture", shape="circle")
    assert not picture.suits(circle, "text")
    assert not picture.suits(Region(slots=["a"], kind="picture"), "text")


def test_cells_fill_their_box() -> None:
    box = Rect(10.0, 20.0, 110.0, 70.0)
    cells = equal_cells(box, 2, 3, 10.0)
    assert cells[0] == Rect(10.0, 20.0, 50.0, 50.0 / 3)
    assert cells[-1].right == box.right
    assert abs(cells[-1].bottom - box.bottom) < 1e-9
    assert [list(row) for row in Columns.of(box, 2, 10.0).rows("abc")] == [["a", "b"], ["c"]]
