"""What people read when a source is wrong: every message, word for word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen import build
from reportgen.errors import Problems, ReportgenError

CASES = {
    "unknown key": ("title: June\nisue: 3\nsections:\n  - {type: closing, headline: x}\n", [
        'source.yaml:2:1 isue: unknown key "isue" (did you mean "issue"?)']),
    "missing key": ("title: June\nsections:\n  - type: story\n    body: x\n", [
        'source.yaml:3:5 sections[0].headline: "headline" is missing (write "headline:" here)']),
    "wrong type": ("title: June\nsections:\n  - type: story\n    headline: x\n    body: 12\n", [
        'source.yaml:5:11 sections[0].body: expected text, got the number 12 (put it in quotes: "12")']),
    "section type": ("title: June\nsections:\n  - type: storry\n    headline: x\n", [
        'source.yaml:3:11 sections[0].type: unknown section type "storry" (did you mean "story"?)']),
    "alt text": ("title: June\nsections:\n  - type: spotlight\n    name: A\n    portrait: portrait.jpg\n", [
        'source.yaml:5:15 sections[0].portrait: the picture needs "alt" (say what it shows, or set decorative: true)']),
    "literal": ("title: June\nsections:\n  - {type: closing, headline: x, only: newslettr}\n", [
        'source.yaml:3:40 sections[0].only: "newslettr" is not known here (did you mean "newsletter"?)']),
    "missing picture": (
        "title: June\nsections:\n  - type: story\n    headline: x\n    figure: {file: portrit.jpg, alt: x}\n", [
        'source.yaml:5:20 sections[0].figure.file: there is no file "portrit.jpg" (did you mean "portrait.jpg"?)']),
    "outside": ("title: June\nsections:\n  - type: story\n    headline: x\n    figure: {file: ../x.jpg, alt: x}\n", [
        'source.yaml:5:20 sections[0].figure.file: "../x.jpg" lies outside the project '
        "(move it in, or put a reportgen.toml in a folder above)"]),
    "absolute": ("title: June\nsections:\n  - type: story\n    headline: x\n    figure: {file: /etc/passwd, alt: x}\n", [
        'source.yaml:5:20 sections[0].figure.file: "/etc/passwd" is not a path inside the project '
        "(give a path relative to this file, with /)"]),
    "url": ("title: June\nsections:\n  - {type: story, headline: x, figure: {file: 'file:///x', alt: x}}\n", [
        'source.yaml:3:47 sections[0].figure.file: "file:///x" is not a path inside the project '
        "(give a path relative to this file, with /)"]),
    "broken picture": (
        "title: June\nsections:\n  - type: spotlight\n    name: N\n    portrait: {file: fake.jpg, alt: x}\n"
        "    points: [a]\n", [
        "source.yaml:5:22 sections[0].portrait.file: fake.jpg is not a PNG, JPEG, WEBP, GIF, TIFF, BMP, AVIF, SVG or PDF picture "
        "(save it as PNG or JPEG)"]),
    "link and formula": (
        "title: June\nsections:\n  - type: story\n    headline: x\n    body: |\n      One [bad](javascript:x) link.\n\n"
        "      $$\n      \\sqrt{x}\n      $$\n", [
        'source.yaml:6 sections[0].body: "javascript:x" is no link that can be followed '
        "(use https, http, mailto or tel)",
        "source.yaml:8 sections[0].body: a formula that is more than a line cannot stand in running text (write it as "
        "text, or show it as a picture)"]),
    "tab": ("title: June\nsections:\n\t- type: story\n", [
        "source.yaml:3:1: broken YAML: found character '\\t' that cannot start any token "
        "(a tab stands here: indent with spaces)"]),
    "key twice": ("title: June\ntitle: July\nsections:\n  - {type: closing, headline: x}\n", [
        'source.yaml:2:1 title: "title" stands here twice (first on line 1)']),
    "open quote": ('title: "June\nsections: 3\n', [
        "source.yaml:3:1: broken YAML: found unexpected end of stream (a quotation mark is not closed)"]),
    "colon": ("title: June: the first\nsections: 3\n", [
        "source.yaml:1:12: broken YAML: mapping values are not allowed here "
        "(put quotes around a text that contains a colon and a space)"]),
    "no sections": ("title: June\nsections: []\n", [
        "source.yaml:2:11 sections: it is empty (write something, or leave the key out)"]),
    "brand": ("title: June\nbrand: meridan\nsections:\n  - {type: closing, headline: x}\n", [
        'source.yaml:2:8 brand: unknown brand "meridan" (did you mean "meridian"?)']),
    "template": ("title: June\nsections:\n  - {type: closing, headline: x, layout: closng}\n", [
        'source.yaml:3:42 sections[0].layout: unknown template "closng" (did you mean "closing"?)']),
    "too long": (
        "title: June\nsections:\n  - {type: quote, quote: x, attribution: '" + "word " * 100 + "'}\n", [
        'source.yaml:3:42 sections[0].attribution: in the deck, on the template "quote": "attribution" is 214 characters '
        "too long for its place after shrink to 0.7 (shorten it by 214 characters, or give a shorter text under "
        "short: {attribution: …})"]),
    "several": ("title: 3\nsections:\n  - type: story\n    hedline: x\n", [
        'source.yaml:1:8 title: expected text, got the number 3 (put it in quotes: "3")',
        'source.yaml:4:5 sections[0].hedline: unknown key "hedline" (did you mean "headline"?)']),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    folder = tmp_path_factory.mktemp("project")
    shutil.copy(example.parent / "pictures/portrait.jpg", folder / "portrait.jpg")
    (folder / "fake.jpg").write_text("not a picture")
    return folder


def messages(source: Path) -> list[str]:
    out = source.parent / "out"
    with pytest.raises(ReportgenError) as caught:
        build(source, out)
    assert not out.exists(), "nothing may be written"
    error = caught.value
    return [str(problem) for problem in error.problems] if isinstance(error, Problems) else [str(error)]


@pytest.mark.parametrize("name", CASES)
def test_message(folder: Path, name: str) -> None:
    text, expected = CASES[name]
    source = folder / "source.yaml"
    source.write_text(text, "utf-8")
    assert messages(source) == expected


def test_not_utf8(tmp_path: Path) -> None:
    source = tmp_path / "source.yaml"
    source.write_bytes(b"title: x\nsubtitle: \xff\n")
    assert messages(source) == ["source.yaml:2: the file is not UTF-8 text (save it as UTF-8)"]


def test_json(tmp_path: Path) -> None:
    source = tmp_path / "source.json"
    source.write_text('{\n\t"title": "June",\n\t"sections": [{"type": "closing", "headline": 3}]\n}')
    assert messages(source) == [
        'source.json:3:47 sections[0].headline: expected text, got the number 3 (put it in quotes: "3")'
    ]


def test_broken_json(tmp_path: Path) -> None:
    source = tmp_path / "source.json"
    source.write_text('{"title": "June", }')
    assert messages(source) == [
        "source.json:1:19: broken JSON: Expecting property name enclosed in double quotes (look at commas and quotes)"
    ]


def test_markdown_lines(tmp_path: Path) -> None:
    source = tmp_path / "source.md"
    source.write_text("---\ntitle: T\n---\n# A\n---\ntyp: brief\n---\ntext\n\n# B\n\n| [x](ftp://y) |\n")
    typ, link = messages(source)
    assert typ == 'source.md:6:1 sections[0].typ: unknown key "typ" (did you mean "type"?)'
    assert link.startswith('source.md:12 sections[1].body: "ftp://y" is no link that can be followed')


def test_symlink_out_of_the_project(tmp_path: Path, example: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "link.jpg").symlink_to(example.parent / "pictures/portrait.jpg")
    source = project / "source.yaml"
    source.write_text("title: T\nsections:\n  - {type: story, headline: x, figure: {file: link.jpg, alt: x}}\n")
    assert "lies outside the project" in messages(source)[0]


def test_alias_bomb(tmp_path: Path) -> None:
    source = tmp_path / "source.yaml"
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    source.write_text("a0: &a0 [x, x, x]\n" + levels)
    assert "more than 100000 values" in messages(source)[0]
