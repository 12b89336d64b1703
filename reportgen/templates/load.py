"""Layout files → templates by name. Roots are searched in order, a later one wins; nothing falls back silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel

from reportgen.errors import NOWHERE, ReportgenError, TemplateError, Where, raise_all
from reportgen.plugins import template_roots
from reportgen.shipped import shipped
from reportgen.source.tree import load_yaml
from reportgen.source.validation import nearest, validate
from reportgen.templates.model import Continuation, MasterTemplate, PageTemplate, SlideTemplate, TableInPicture


@dataclass(frozen=True, slots=True)
class Library:
    """All templates that are known, by name, in the order of their names."""

    slides: Mapping[str, SlideTemplate]
    pages: Mapping[str, PageTemplate]
    masters: Mapping[str, MasterTemplate]
    continuation: Continuation
    table_in_picture: TableInPicture

    def chosen(
        self, layout: Mapping[str, str], kind: Literal["newsletter", "deck"], where: Where = NOWHERE
    ) -> str | None:
        """The template that an author names for a publication, if any does.

        Raises:
            TemplateError: there is no such template; the message names the nearest, or all.
        """
        known: dict[str, None] = dict.fromkeys(self.pages if kind == "newsletter" else self.slides)
        what = "page template" if kind == "newsletter" else "slide template"
        name = layout.get(kind)
        if name is None:
            name = layout.get("any")
            if name is None or name in known:
                return name
            if name in self.pages or name in self.slides:
                return None
            known, what = dict.fromkeys([*self.pages, *self.slides]), "template"
        if name not in known:
            close = nearest(name, list(known))
            hint = f'did you mean "{close}"?' if close else f"known templates: {', '.join(sorted(known))}"
            raise TemplateError(f'unknown {what} "{name}"', where, hint)
        return name


_T = TypeVar("_T")
_Found = dict[str, dict[str, BaseModel]]
"""The templates that were found, by folder and by name."""

_MODELS: Mapping[str, type[BaseModel]] = {"slides": SlideTemplate, "pages": PageTemplate, "masters": MasterTemplate}
_PARTS: Mapping[str, type[BaseModel]] = {"continuation": Continuation, "table-in-picture": TableInPicture}
"""The models of the files in ``parts`` that stand for themselves."""


def load_library(roots: Sequence[Path] = ()) -> Library:
    """The templates that ship with reportgen, those of other packages, then those of `roots`: folders with `pages`,
    `slides` or `masters`.

    Raises:
        ReportgenError: `TemplateError`, or `Problems` with those of all files.
    """
    found: _Found = {kind: {} for kind in (*_MODELS, "parts")}
    problems: list[ReportgenError] = []
    for kind, templates in _shipped().items():
        found[kind].update(templates)
    for root in roots:
        _read_root(root, found, problems)
    raise_all(problems)
    return _library(found)


@lru_cache(maxsize=1)
def _shipped() -> _Found:
    found: _Found = {kind: {} for kind in (*_MODELS, "parts")}
    problems: list[ReportgenError] = []
    for root in (shipped("layouts"), *template_roots()):
        _read_root(root, found, problems)
    raise_all(problems)
    return found


def _read_root(root: Path, found: _Found, problems: list[ReportgenError]) -> None:
    for kind in found:
        for file in sorted((root / kind).glob("*.yaml")):
            model = _PARTS.get(file.stem) if kind == "parts" else _MODELS[kind]
            if model is None:
                continue
            shown = f"{root.name}/{kind}/{file.name}"
            try:
                tree = load_yaml(file.read_text("utf-8"), shown, error=TemplateError)
                found[kind][file.stem] = validate(model, tree, error=TemplateError)
            except UnicodeDecodeError:
                problems.append(TemplateError("the file is not UTF-8 text", Where(shown), "save it as UTF-8"))
            except ReportgenError as error:
                problems.append(error)


def _library(found: _Found) -> Library:
    continuation, table = found["parts"]["continuation"], found["parts"]["table-in-picture"]
    assert isinstance(continuation, Continuation) and isinstance(table, TableInPicture)
    return Library(
        _of(SlideTemplate, found["slides"]),
        _of(PageTemplate, found["pages"]),
        _of(MasterTemplate, found["masters"]),
        continuation,
        table,
    )


def _of(model: type[_T], templates: Mapping[str, BaseModel]) -> dict[str, _T]:
    return {name: template for name, template in sorted(templates.items()) if isinstance(template, model)}
