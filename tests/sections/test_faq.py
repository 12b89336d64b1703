"""A section type with a kind of content of its own: one Python file and one template, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FAQ = '''\
"""`faq`: questions that are asked again and again, each with a short answer beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from reportgen.content.base import Content
from reportgen.content.markdown import read_inline
from reportgen.content.reading import ReadContext, Reads
from reportgen.content.text import Block, Span, Text
from reportgen.content.values import Strict
from reportgen.errors import Where
from reportgen.geometry import Rect
from reportgen.layout.components.component import Component, Heights, Placed, Site
from reportgen.layout.fragments import Fragment
from reportgen.layout.styles import TextStyle
from reportgen.sections.base import Headline, SectionModel


class Asked(Component):
    """Questions at the left, answers at the right."""

    kind = "faq"

    def measure(self, site: Site) -> Heights:
        height = self.place(site).height
        return Heights(height, height, height)

    def place(self, site: Site) -> Placed:
        style = TextStyle.of(site.region, site.inside)
        box, gutter = site.inner, self.setter.grid.gutter
        width = (box.width - gutter) / 2
        y, items = box.y, []
        for number, pair in enumerate(site.content(FaqContent).pairs):
            height = 0.0
            for name, spans, x in zip(("question", "answer"), pair, (box.x, box.x + width + gutter), strict=True):
                block = Block("paragraph", spans, site.content(FaqContent).where)
                key = f"{site.section}.{site.slot}.{number}.{name}"
                text = self.setter.set(self.setter.paragraphs([Fragment(block, key)], style), width)
                place = Rect(x, y, width, text.height)
                items.append(self.placer.text_item(text, place, site.region, site.section))
                height = max(height, text.height)
            y += height
        return Placed(tuple(items), y - box.y, {})


@dataclass(frozen=True, slots=True)
class FaqContent(Content):
    """Pairs of a question and its answer."""

    pairs: tuple[tuple[tuple[Span, ...], tuple[Span, ...]], ...]
    where: Where = field(compare=False)

    component: ClassVar[type[Component]] = Asked

    def texts(self):
        return (Block("paragraph", spans, self.where) for pair in self.pairs for spans in pair)


Asked.takes = (FaqContent,)


class Question(Strict):
    """A question and its answer."""

    q: Text
    a: Text


def read(models: list[Question], at: ReadContext) -> FaqContent:
    pairs = (
        (read_inline(one.q, at.where(n, "q"), at.problems), read_inline(one.a, at.where(n, "a"), at.problems))
        for n, one in enumerate(models)
    )
    return FaqContent(tuple(pairs), at.where())


class Faq(SectionModel):
    type: Literal["faq"]
    headline: Headline
    questions: Annotated[list[Question], Field(min_length=1), Reads(read)]
'''
TEMPLATE = """\
kind: page
description: Questions with their answers beside them.
accepts: [faq]
stack:
  - {slots: [headline], style: heading1, role: heading1, required: true}
  - {slots: [questions], kind: faq, style: body, required: true}
"""
SOURCE = """\
title: T
sections:
  - type: faq
    headline: What people ask
    questions:
      - {q: Where is the *bridge*?, a: Over the river.}
      - {q: Who pays?, a: The the county.}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The two files, and a source that has a section of the type."""
    files = {
        "reportgen_sections/faq.py": FAQ,
        "layouts/pages/faq.yaml": TEMPLATE,
        "june.yaml": SOURCE,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(project)}
    command = [sys.executable, "-m", "reportgen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=project, env=environment, check=False)


def test_a_kind_of_content_is_one_file_and_one_template(project: Path) -> None:
    done = run(project, "build", "june.yaml", "--as", "newsletter", "--to", "json", "--to", "pdf", "--to", "pptx")
    assert done.returncode == 0, done.stderr
    text = (project / "june-newsletter.json").read_text()
    assert "Over the river." in text
    assert {path.name for path in project.glob("june*")} >= {"june.pdf", "june-newsletter.pptx"}


def test_it_is_known_to_the_schema_to_explain_and_to_the_checks(project: Path) -> None:
    schema = json.loads(run(project, "schema", "source").stdout)
    assert "Faq" in schema["$defs"]
    assert "faq.questions: list of question (required)" in run(project, "explain", "faq.questions").stdout
    checked = run(project, "check", "june.yaml", "--as", "newsletter")
    assert '"The the": the word is there twice' in checked.stdout + checked.stderr


def test_its_faults_are_told_with_their_lines(project: Path) -> None:
    (project / "june.yaml").write_text(SOURCE.replace("q: Who", "qq: Who"))
    done = run(project, "build", "june.yaml")
    assert "june.yaml:7:10 sections[0].questions[1].qq: unknown key" in done.stderr
    (project / "june.yaml").write_text(SOURCE.replace("type: faq", "type: fag"))
    assert 'unknown section type "fag" (did you mean "faq"?)' in run(project, "build", "june.yaml").stderr


def test_a_file_without_the_type_is_told(project: Path) -> None:
    (project / "reportgen_sections/faq.py").write_text("")
    done = run(project, "build", "june.yaml")
    assert done.returncode != 0
    assert 'the file reportgen_sections/faq.py has no section type "faq"' in done.stderr
