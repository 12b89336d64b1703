"""Words that are shaped together are what they are alone, and are broken where their language's patterns say."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pyphen
import pytest

from reportgen.brand import load_brand
from reportgen.text.faces import LoadedFace
from reportgen.text.hyphenation import MORE, syllables

ROOT = Path(__file__).parents[2]
BRAND = load_brand(ROOT / "examples/brands/meridian/brand.yaml")
DECLARATION: dict[str, str] = json.loads(Path(__file__).with_name("declaration.json").read_text("utf-8"))
WORDS = ["(2024)", "AVATAR,", "“To", "fi–fl", "Wi-Fi", "T.", "Łódź", "office"]


@pytest.mark.parametrize("key", ["Source Serif 4 400", "Source Serif 4 400 italic", "Inter 400", "Inter 600"])
@pytest.mark.parametrize("kern", [True, False])
@pytest.mark.parametrize("language", DECLARATION)
def test_words_shaped_at_once_are_what_they_are_alone(key: str, kern: bool, language: str) -> None:
    together, alone = LoadedFace(BRAND.faces[key]), LoadedFace(BRAND.faces[key])
    words = [*dict.fromkeys(DECLARATION[language].split()), *WORDS]
    together.learn(words, (kern, False, False), language)
    for word in words:
        for text in (word, f"{word} "):
            assert together.total(text, kern, language) == alone.total(text, kern, language)
            assert together.shape(text, kern, language) == alone.shape(text, kern, language)


@pytest.mark.parametrize("language", ["en", "de", "fr", "pl", "hu", "nl", "es", "it", "cs", "sv", "el", "ru"])
def test_patterns_are_read_as_pyphen_reads_them(language: str) -> None:
    before, after = MORE.get(language, (2, 2))
    theirs = pyphen.Pyphen(lang="en_US" if language == "en" else language, left=before, right=after)
    text = " ".join(DECLARATION.values()) + " καθένας δικαιούται человеческий összeg asszonnyal Schifffahrt omaatje"
    for word in set(re.findall(r"[^\W\d_]{5,}", text)):
        ours = "".join(f"{part}-" for part in syllables(word, language))[:-1]
        places = [int(place) for place in theirs.positions(word) if place.data is None]
        edges = [0, *places, len(word)]
        assert ours == "-".join(word[one:two] for one, two in pairwise(edges))
