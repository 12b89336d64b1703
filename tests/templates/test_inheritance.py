"""Templates that inherit: what a child says, what its parents keep, and where faults are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.errors import ReportgenError
from reportgen.templates import Library, PageTemplate, Region, Rule, load, load_library

HEADED = """
description: A head, text and a foot.
accepts: [story]
stack:
  line: {rule: accent2, weight: 2pt}
  headline: {style: heading1, role: heading1, lines: 3}
  body: {fit: [continue, error]}
  source: {style: caption, foot: true}
"""


def library(root: Path, **files: str) -> Library:
    """The templates that ship, and those in `root`: files by their names, such as ``pages_ours``."""
    for name, text in files.items():
        folder, _, called = name.partition("_")
        file = root / folder / f"{called.replace('_', '-')}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return load_library([root])


def refused(root: Path, **files: str) -> str:
    with pytest.raises(ReportgenError) as caught:
        library(root, **files)
    return str(caught.value).replace(f"{root.name}/", "")


def names(template: PageTemplate) -> list[str | None]:
    return [node.name for node in template.stack]


def region(template: PageTemplate, name: str) -> Region:
    (found,) = [node for node in template.stack if node.name == name]
    assert isinstance(found, Region)
    return found


def test_a_child_changes_items_key_by_key_and_takes_them_away(tmp_path: Path) -> None:
    child = "extends: headed\ndescription: Ours.\nline: null\nheadline: {lines: 2, role: null}\n"
    made = library(tmp_path, pages_headed=HEADED, pages_ours=child).pages["ours"]
    assert (made.description, made.accepts, made.extends) == ("Ours.", ["story"], "headed")
    assert names(made) == ["headline", "body", "source"]
    headline = region(made, "headline")
    assert (headline.lines, headline.style, headline.role) == (2, "heading1", "body")


def test_new_items_stand_where_they_are_told_and_before_the_foot(tmp_path: Path) -> None:
    child = (
        "extends: headed\nkicker: {slots: [kicker], before: headline}\nstack:\n  picture: {kind: picture}\n"
        "  byline: {slots: [byline], after: headline}\n"
    )
    made = library(tmp_path, pages_headed=HEADED, pages_ours=child).pages["ours"]
    assert names(made) == ["line", "kicker", "headline", "byline", "body", "picture", "source"]
    assert region(made, "picture").slots == ["picture"]


def test_lists_of_items_are_as_good_as_names(tmp_path: Path) -> None:
    child = "extends: headed\nstack:\n  - {slots: [headline], lines: 1}\n  - {name: line, rule: ink}\n"
    made = library(tmp_path, pages_headed=HEADED, pages_ours=child).pages["ours"]
    assert names(made) == ["line", "headline", "body", "source"]
    assert region(made, "headline").lines == 1
    assert isinstance(made.stack[0], Rule) and (made.stack[0].rule, made.stack[0].weight) == ("ink", 2.0)


def test_chains_and_several_parents(tmp_path: Path) -> None:
    made = library(
        tmp_path,
        pages_headed=HEADED,
        parts_small="description: Small.\nheadline: {style: heading3}\nspans: [4]\n",
        pages_second="extends: headed\nheadline: {lines: 2}\n",
        pages_third="extends: [second, small]\nbody: {columns: 2}\n",
    ).pages["third"]
    headline = region(made, "headline")
    assert (headline.lines, headline.style, made.spans, region(made, "body").columns) == (2, "heading3", [4], 2)
    assert made.description == "A head, text and a foot."  # a part describes itself


def test_items_are_found_inside_splits(tmp_path: Path) -> None:
    parent = (
        HEADED
        + "  sides: {split: {left: {span: 6, stack: {points: {}}}, right: {span: 6, stack: {stats: {kind: stats}}}}}\n"
    )
    child = "extends: headed\nleft: {span: 4}\nright: {span: 8}\npoints: {lead: primary}\nbody: {after: points}\n"
    made = library(tmp_path, pages_headed=parent, pages_ours=child).pages["ours"]
    assert names(made) == ["line", "headline", "sides", "source"]
    sides = made.stack[2].model_dump()
    assert [cell["span"] for cell in sides["split"]] == [4, 8]
    assert [node["name"] for node in sides["split"][0]["stack"]] == ["points", "body"]
    assert sides["split"][0]["stack"][0]["lead"] == "primary"


def test_parts_are_used_with_changes_beside(tmp_path: Path) -> None:
    part = "description: P.\nstack:\n  kicker: {style: label}\n  headline: {style: heading2, lines: 2}\n"
    one = "description: One.\nitem: {slots: [body, points], fit: [continue, error]}\n"
    page = (
        "description: D.\naccepts: [story]\nstack:\n  head: {use: head, kicker: null, headline: {lines: 4}}\n"
        "  words: {use: words, columns: 3}\n"
    )
    made = library(tmp_path, parts_head=part, parts_words=one, pages_ours=page).pages["ours"]
    assert names(made) == ["headline", "words"]
    assert (region(made, "headline").style, region(made, "headline").lines) == ("heading2", 4)
    assert (region(made, "words").slots, region(made, "words").columns) == (["body", "points"], 3)


def test_a_project_extends_the_template_of_the_same_name_below(tmp_path: Path) -> None:
    shipped = load_library()
    made = library(tmp_path, pages_quote="extends: quote\nquote: {style: display}\n")
    assert region(made.pages["quote"], "quote").style == "display"
    assert names(made.pages["quote"]) == names(shipped.pages["quote"])
    assert made.pages["standard"] is shipped.pages["standard"]  # what nobody changed is not made again


def test_children_of_a_replaced_template_stay_as_their_author_made_them(tmp_path: Path) -> None:
    own = "description: Mine.\naccepts: [chart]\nstack: [{slots: [chart], kind: chart}]\n"
    made = library(tmp_path, pages_chart=own)
    assert names(made.pages["chart"]) == ["chart"]
    assert made.pages["chart-side"] == load_library().pages["chart-side"]


def test_what_a_new_part_has_not_is_no_fault_of_those_that_change_it(tmp_path: Path) -> None:
    part = "description: Bare.\nstack:\n  headline: {style: display}\n  source: {style: caption, foot: true}\n"
    made = library(tmp_path, parts_across=part).pages
    assert names(made["chart"]) == ["headline", "chart", "words", "source"]


def test_masters_of_slides_are_files(tmp_path: Path) -> None:
    slide = "description: D.\naccepts: [story]\nmaster: slide-ours\nbody: {slots: [body]}\n"
    master = (
        "description: M.\nground: accent1\nlive: {columns: 5-12, rows: 3-22}\n"
        "furniture:\n  bar: {at: {columns: 1-4, bleed: [left, top, bottom]}, fill: accent2}\n"
        "headline: {at: {columns: 1-4}, ground: accent2, placeholder: title}\n"
    )
    made = library(tmp_path, slides_ours=slide, masters_slide_ours=master)
    template = made.slides["ours"]
    assert [region.name for region in template.regions] == ["headline", "body"]
    assert [(part.name, part.at.of) for part in template.furniture] == [("bar", "sheet")]
    assert (template.ground, template.live.columns, template.master) == ("accent1", (5, 12), "slide-ours")
    assert made.slide_masters["slide-ours"].regions[0].stands_on("paper") == "accent2"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"pages_a": "extends: stndard\n"},
            'pages/a.yaml:1:10 extends: unknown page template or part "stndard" (did you mean "standard"?)',
        ),
        (
            {"pages_a": "extends: b\n", "pages_b": "extends: a\n"},
            "pages/b.yaml:1:10 extends: a template extends itself: a → b → a (break the circle)\n"
            "pages/a.yaml:1:10 extends: a template extends itself: b → a → b (break the circle)",
        ),
        (
            {"pages_a": "extends: a\n"},
            'pages/a.yaml:1:10 extends: no root below this one has a page template "a" to extend '
            "(give it a name of its own, or leave extends out)",
        ),
        (
            {"pages_a": "extends: standard\nstack:\n  hedline: {lines: 2}\n"},
            'pages/a.yaml:3:12 stack.hedline: there is no "hedline" to change here (did you mean "headline"?; '
            'a new one says "rule" or "split" or "slots" or "kind")',
        ),
        (
            {"pages_a": "extends: standard\nbody: {slots: [body], after: hedline}\n"},
            'pages/a.yaml:2:30 body.after: there is no "hedline" to stand beside here (did you mean "headline"?)',
        ),
        (
            {"pages_headed": HEADED, "pages_a": "extends: headed\nheadline: {lines: many}\n"},
            'pages/a.yaml:2:19 headline.lines: expected a whole number, got "many"',
        ),
        (
            {"pages_headed": HEADED.replace("lines: 3", "lnes: 3"), "pages_a": "extends: headed\nbody: {columns: 2}\n"},
            'pages/headed.yaml:6:47 stack.headline.lnes: unknown key "lnes" (did you mean "lines"?)',
        ),
        (
            {"pages_a": "description: D.\naccepts: [story]\nstack:\n  words: {use: nothing}\n"},
            'pages/a.yaml:4:16 stack.words.use: unknown part "nothing" (known: ',
        ),
        (
            {"slides_a": "description: D.\naccepts: [story]\nmaster: slide-plane\nregions: []\n"},
            'slides/a.yaml:3:9 master: unknown slide master "slide-plane" (did you mean "slide-plain"?)',
        ),
        (
            {"pages_a": "description: D.\naccepts: [story]\nstack:\n  - headline\n"},
            "pages/a.yaml:4:5 stack[0]: expected keys with values (an item is written as keys with values)",
        ),
    ],
)
def test_faults_are_told_where_they_were_written(files: dict[str, str], told: str, tmp_path: Path) -> None:
    assert refused(tmp_path, **files).startswith(told)


def test_what_a_package_brings_is_checked_though_a_project_has_templates_over_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = tmp_path / "package/parts/listing.yaml"
    part.parent.mkdir(parents=True)
    part.write_text("extends: listing\nentries: {role: nosuch}\n")
    monkeypatch.setattr(load, "template_roots", lambda: [tmp_path / "package"])
    load._shipped.cache_clear()
    try:
        told = refused(tmp_path / "project", slides_ours="extends: text\n")
    finally:
        load._shipped.cache_clear()
    assert "package/parts/listing.yaml:2:17" in told
