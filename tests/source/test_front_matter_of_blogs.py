"""Markdown as blogs and newsletters keep it: keys for other programs, and templates of other languages in code."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import build, load
from reportgen.errors import ReportgenError
from reportgen.remarks import source_remarks

BLOG = """\
---
layout: post
title: The week at the harbour
author: Ann Mole
date: 2026-06-30 09:00:00 +0200
tags: [quay, boats]
showDate: true
permalink: /2026/06/harbour/
extra: {hidden: true}
---

## News

Text.
"""


def test_keys_for_other_programs_are_passed_over_with_one_remark(tmp_path: Path) -> None:
    source = tmp_path / "june.md"
    source.write_text(BLOG)
    document = load(source)
    (told,) = [str(one) for one in source_remarks(document)]
    assert told.startswith("june.md:2") and "layout, tags, showDate, permalink, extra" in told
    assert document.authors == ("Ann Mole",) and document.date_text == "June 30, 2026"


def test_in_toml_too(tmp_path: Path) -> None:
    source = tmp_path / "june.md"
    source.write_text('+++\ntitle = "June"\nweight = 3\n[taxonomies]\ntags = ["a"]\n+++\n\nText.\n')
    (told,) = source_remarks(load(source))
    assert "weight, taxonomies" in told.message


@pytest.mark.parametrize(("key", "meant"), [("titel", "title"), ("brnd", "brand"), ("autors", "authors")])
def test_a_slip_of_the_pen_is_a_fault(key: str, meant: str, tmp_path: Path) -> None:
    source = tmp_path / "june.md"
    source.write_text(f"---\ntitle: June\n{key}: x\n---\n\nText.\n")
    with pytest.raises(ReportgenError, match=f'june.md:3.*unknown key "{key}" .did you mean "{meant}"'):
        load(source)


def test_in_yaml_a_key_of_a_blog_is_a_fault(tmp_path: Path) -> None:
    source = tmp_path / "june.yaml"
    source.write_text("title: June\nlayout: post\nsections:\n  - {type: story, headline: H, body: B.}\n")
    with pytest.raises(ReportgenError, match='unknown key "layout"'):
        load(source)


CODE = """\
# Templates

Write `{{ site.title }}` or ``{% raw %}`{% endraw %}``.

```jinja
{% for post in posts %}
{{ post.title }}
{% endfor %}
```

    {{ indented }}

~~~
{{ tilde }}
~~~
"""


def test_templates_in_code_are_what_they_look_like(tmp_path: Path) -> None:
    source = tmp_path / "june.md"
    source.write_text(CODE)
    text = "\n".join(block.text for block in load(source).sections[0].offer["body"].texts())
    for part in ("{{ site.title }}", "{% for post in posts %}", "{{ post.title }}", "{{ indented }}", "{{ tilde }}"):
        assert part in text
    assert len(build(source, tmp_path / "out")) == 2


def test_a_field_beside_code_is_still_one(tmp_path: Path) -> None:
    source = tmp_path / "june.md"
    source.write_text(CODE + "\nDear {{ name }}\n")
    with pytest.raises(ReportgenError, match=r"written for records: \{\{ name \}\}"):
        load(source)


@pytest.mark.parametrize("mark", ["{% link _posts/one.md %}", "{{ site.title }}"])
def test_what_another_program_would_fill_in_is_told_with_the_rest(mark: str, tmp_path: Path) -> None:
    """Nothing of it is printed, and what else is wrong is told in the same go."""
    source = tmp_path / "june.md"
    source.write_text(f"# One\n\nText {mark} and more.\n\n# Two\n\n![A boat](nowhere.png)\n", "utf-8")
    with pytest.raises(ReportgenError) as caught:
        build(source, tmp_path / "out")
    first, second = str(caught.value).splitlines()
    assert "written for records" in first and "put into `code`" in first and "june.md:7" in second
    assert not (tmp_path / "out").exists()
