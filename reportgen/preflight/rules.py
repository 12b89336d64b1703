"""Preflight of content and output together: rules that look at a document and at what is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

from reportgen.api import Kind, brand_of, compose, is_for, layable, layout_faults, outputs_of
from reportgen.brand import Brand
from reportgen.document import Document, Loaded, load_parts
from reportgen.errors import (
    AssetError,
    BrandError,
    FitError,
    FontError,
    PluginError,
    ReportgenError,
    SourceError,
    TemplateError,
)
from reportgen.frames import Publication
from reportgen.plugins import files_of, leave_out, left_out, loaded, misfit, wrong
from reportgen.preflight import made_up_pages, pages, slides, spelling, text_checks
from reportgen.preflight.finding import SEVERITIES, Finding, Severity, as_json, as_sarif, as_text, in_order
from reportgen.preflight.pdf_rules import PDF_RULES

RULES: dict[str, str] = {
    "source": "The source is not what the schema allows.",
    "brand": "The brand is wrong.",
    "font": "No font has a character.",
    "template": "A template is wrong or unknown.",
    "asset": "A picture or a file is missing or broken.",
    "fit": "Content does not fit its place.",
    "not-as-written": "Something of the source is not shown as it was written.",
    "appearance": "Something looks unfinished: shrunken text, an empty page, a coarse picture.",
    "contrast": "Text stands out too little (WCAG 2.2, 1.4.3).",
    "small-text": "Text is too small.",
    "long-headline": "A headline takes too many lines.",
    "widow": "The last line of a paragraph stands alone.",
    "orphan": "The first line of a paragraph stands alone.",
    "bare-slide": "A slide is nearly empty.",
    "repeated-word": "A word is there twice.",
    "voice": "The brand avoids a word.",
    "spelling": "No dictionary has a word (with the extra spelling).",
    "logo-space": "Something stands too near to the logo.",
    "link": "A link leads nowhere.",
    "plugin": "What another package brings cannot be used, and is left out.",
    "alt-text": "An alternative text says nothing.",
    **slides.RULES,
    **made_up_pages.RULES,
    **PDF_RULES,
}
"""Every rule, and what it finds."""

_ELSEWHERE = "reportgen_checks"
"""The namespace package in which a file is a check."""

_ERRORS: tuple[tuple[type[ReportgenError], str], ...] = (
    (FontError, "font"),
    (BrandError, "brand"),
    (TemplateError, "template"),
    (AssetError, "asset"),
    (FitError, "fit"),
    (SourceError, "source"),
)

_DOCUMENT: tuple[Callable[[Document], Iterator[Finding]], ...] = (
    text_checks.taken_otherwise,
    text_checks.repeated_words,
    text_checks.broken_links,
    text_checks.poor_alternatives,
)
_PUBLICATION: tuple[Callable[[Publication], Iterator[Finding]], ...] = (
    pages.seen,
    pages.low_contrast,
    pages.small_text,
    pages.long_headlines,
    pages.lone_lines,
    pages.bare_sheets,
    *slides.LOOKS,
    *made_up_pages.LOOKS,
)


def check(
    source: str | Path | Document | Mapping[str, object],
    *,
    kinds: Iterable[Kind] | None = None,
    brand: str | Path | None = None,
    record: Mapping[str, object] | None = None,
    press: bool = False,
) -> tuple[Finding, ...]:
    """Everything that a person should look at before a document goes out; nothing is written.

    Args:
        source: a path, or what `load` or `parse` gave. Texts and mappings are deprecated: `parse` reads these.
        kinds: the publications to look at, instead of those in the source's `outputs`.
        brand: a brand's name or file, instead of the document's.
        record: the values of the source's fields.
        press: whether to look also at what a press would ask of it as PDF/X-4.

    Raises:
        PluginError: a check of another package cannot be used.

    >>> from reportgen import parse
    >>> story = {"type": "story", "headline": "Noon", "body": "It was the the end."}
    >>> june = parse({"title": "June", "sections": [story]})
    >>> [(finding.rule, finding.severity) for finding in check(june, kinds=["newsletter"])]
    [('repeated-word', 'warning')]
    """
    found: list[Finding] = []
    try:
        loaded = load_parts(source, record=record)
        found += (one for problem in loaded.problems for one in _of_error(problem))
        document = layable(loaded, partial=False)
        if document is None:
            return in_order(found)
        chosen = brand_of(document, brand)
    except ReportgenError as error:
        return in_order([*found, *_of_error(error)])
    publications: dict[Kind, Publication] = {}
    for kind in kinds or dict.fromkeys(kind for kind, _ in outputs_of(document, None, None)):
        if loaded.problems:
            found += _layout_findings(loaded, kind, chosen)
        if loaded.problems and not is_for(document, kind):
            continue
        try:
            publication = compose(document, kind, brand=chosen)
        except ReportgenError as error:
            found += _of_error(error)
            continue
        publications[kind] = publication
        if press:
            found += _press_findings(publication, document.stem)
    return in_order([*found, *findings_of(document, chosen, publications)])


def findings_of(document: Document, brand: Brand, publications: Mapping[Kind, Publication]) -> tuple[Finding, ...]:
    """Everything that a person should look at in a document and what was made of it.

    Raises:
        PluginError: a check of another package cannot be used.
    """
    found: list[Finding] = []
    for rule in _DOCUMENT:
        found += rule(document)
    found += text_checks.avoided_words(document, brand.avoid)
    found += spelling.misspelt(document, [*brand.words, brand.name])
    for publication in publications.values():
        for look in _PUBLICATION:
            found += look(publication)
        found += pages.crowded_logos(publication, brand)
    for name, look_at in _brought():
        found += _findings(name, look_at, document, publications)
    found += (Finding("plugin", "error", one.message, one.where, one.hint) for one in left_out())
    return in_order(found)


def _press_findings(publication: Publication, stem: str) -> Iterator[Finding]:
    """What a press would ask of a publication, were it written for one."""
    from reportgen.backends import PdfOptions, render
    from reportgen.preflight.pdf_files import findings_for_press

    made = render(publication, "pdf", PdfOptions(profile="x4"))
    yield from findings_for_press(made, f"{stem}.pdf", publication.press.most_ink)


def _layout_findings(loaded: Loaded, kind: Kind, brand: Brand) -> list[Finding]:
    """What is wrong with a publication of a source that has faults, beyond these."""
    faults = layout_faults(loaded, kind, lambda part, of: compose(part, of, brand=brand))
    return [one for fault in faults for one in _of_error(fault)]


_Check = Callable[[Document, Mapping[Kind, Publication]], Iterable[Finding]]


def _brought() -> Iterator[tuple[str, _Check]]:
    """The checks of others, with their names: functions that entry points lead to, and files `reportgen_checks/NAME.py`
    with a function `check`.

    What is none is told, and left out.
    """
    for name in files_of(_ELSEWHERE):
        file = f"{_ELSEWHERE}/{name}.py"
        try:
            rule = getattr(import_module(f"{_ELSEWHERE}.{name}"), "check", None)
        except Exception as error:
            leave_out("reportgen.checks", file, PluginError(f"{file} cannot be loaded: {error}"))
            continue
        if callable(rule):
            yield file, rule
        else:
            hint = "write one, or take the file out"
            leave_out("reportgen.checks", file, PluginError(f'{file} has no function "check"', hint=hint))
    for name, rule in loaded("reportgen.checks").items():
        if callable(rule):
            yield f'the check "{name}"', rule
        else:
            leave_out("reportgen.checks", name, wrong("reportgen.checks", name, "function"))


def _findings(
    name: str, rule: _Check, document: Document, publications: Mapping[Kind, Publication]
) -> Iterator[Finding]:
    """What the check of another package finds.

    Raises:
        PluginError: it is called with something else, or gives something else.
    """
    if why := misfit(rule, document, publications):
        hint = "it is called with the document and the publications: check(document, publications)"
        raise PluginError(f"{name} cannot be asked: {why}", hint=hint)
    given: object = rule(document, publications)
    if not isinstance(given, Iterable):
        raise PluginError(
            f"{name} gives no findings but {given!r}", hint="yield each finding, or return a list of them"
        )
    for one in given:
        if not isinstance(one, Finding) or one.severity not in SEVERITIES:
            hint = f"Finding(rule, severity, message, where, hint), severity being {', '.join(SEVERITIES)}"
            raise PluginError(f"{name} gives something else than a finding: {one!r}", hint=hint)
        yield one


def _of_error(error: ReportgenError) -> list[Finding]:
    return [
        Finding(
            next((rule for kind, rule in _ERRORS if isinstance(one, kind)), "source"),
            "error",
            one.message,
            one.where,
            one.hint,
        )
        for one in error.each
    ]


__all__ = ["RULES", "Finding", "Severity", "as_json", "as_sarif", "as_text", "check", "findings_of"]
