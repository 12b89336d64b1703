"""Glossaries: a section type of words and what they mean, and a check of words that nothing uses."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from reportgen import ext


class Word(ext.EntryModel):
    """A word and its meaning."""

    word: ext.Title
    """The word."""
    meaning: ext.Body
    """What it means."""


class Glossary(ext.SectionModel):
    """Words that readers may not know."""

    traits: ClassVar[ext.Traits] = ext.Traits(listed=False, rail=True)

    type: Literal["glossary"] = "glossary"
    headline: ext.Headline
    words: Annotated[list[Word], Field(min_length=1), ext.ENTRIES, ext.Slot("entries")]
    unused: Annotated[Literal["told", "allowed"], ext.SETTING] = "told"
    """Whether `check` tells of words that stand in no other section."""

    @classmethod
    def sample(cls) -> dict[str, Any]:
        """What previews of templates show."""
        return {"words": [{"word": word, "meaning": f"What {word} means."} for word in ("Leading", "Gutter", "Folio")]}


def unused_words(document: ext.Document, publications: Mapping[str, ext.Publication]) -> Iterator[ext.Finding]:
    """Words of a glossary that stand in no other section."""
    del publications
    texts = [
        block.text.lower()
        for section in document.sections
        if section.type != "glossary"
        for content in section.offer.values()
        for block in content.texts()
    ]
    for number, section in enumerate(document.to_dict()["sections"]):
        if section["type"] != "glossary" or section.get("unused") == "allowed":
            continue
        for at, word in enumerate(section["words"]):
            if not any(word["word"].lower() in text for text in texts):
                where = document.where(("sections", number, "words", at, "word"))
                yield ext.Finding("unused-word", "warning", f'nothing uses "{word["word"]}"', where, "leave it out")
