"""What is left in memory of a deck that is written: nothing that waits for Python's collector."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from pptx.opc.package import XmlPart

from reportgen import Publication, render
from reportgen.backends.pptx.incremental_writer import PptxPress
from reportgen.structs import replace


def trees() -> int:
    """How many parts that hold an lxml tree there are, the collector being off."""
    return sum(isinstance(held, XmlPart) and "_element" in vars(held) for held in gc.get_objects())


def at_once(publication: Publication) -> None:
    render(publication, "pptx")


def one_after_another(publication: Publication) -> None:
    press = PptxPress()
    for count in (1, 2, 1):
        press.print(replace(publication, sheets=publication.sheets[:count], targets={}))


@pytest.mark.parametrize(("write", "kept"), [(at_once, 0), (one_after_another, 1)])
def test_parts_are_freed_without_the_collector(
    publication: Publication, write: Callable[[Publication], None], kept: int
) -> None:
    write(publication)
    gc.collect()
    before = trees()
    gc.disable()
    try:
        write(publication)
        left = trees() - before
        gc.collect()
    finally:
        gc.enable()
    assert left <= kept * PARTS_OF_A_DECK


PARTS_OF_A_DECK = 12
"""At most what the press holds of the deck that it wrote last: slides, layouts, master, notes, presentation."""
