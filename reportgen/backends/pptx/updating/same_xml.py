"""Whether two pieces of office XML say the same, however programs wrote them down."""

from __future__ import annotations

from typing import Any

from reportgen.backends.pptx.open_deck import A, P, R

Form = tuple[Any, ...]
"""What a piece of XML says, to be compared."""

_REMARKS = frozenset(("dirty", "err", "smtClean", "lang", "altLang", "bmk"))
"""What office programs note about text while it is edited (`a:rPr`, ECMA-376 Part 1, 21.1.2.3.9)."""

_EMPTY = frozenset(f"{{{A}}}{name}" for name in ("pPr", "rPr", "lstStyle", "avLst", "endParaRPr", "bodyPr"))
"""What says nothing where it has neither attributes nor children."""

_IDENTITIES = ("{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}", "{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}")
"""Extensions with the creation ids of shapes and slides."""

RUN, TEXT, PARAGRAPH = f"{{{A}}}r", f"{{{A}}}t", f"{{{A}}}p"
RUN_LOOK = f"{{{A}}}rPr"
END_OF_PARAGRAPH = f"{{{A}}}endParaRPr"
IDENTITY = f"{{{P}}}cNvPr"
EXTENSIONS = (f"{{{A}}}extLst", f"{{{P}}}extLst")


def same(one: Any, other: Any) -> bool:
    """Whether two elements, or none, say the same."""
    if one is None or other is None:
        return one is other or _says_nothing(one if other is None else other)
    return form_of(one) == form_of(other)


def _says_nothing(element: Any) -> bool:
    _, attributes, children, _ = form_of(element)
    return element.tag in _EMPTY and not attributes and not children


def form_of(element: Any) -> Form:
    """What an element says: without numbers of shapes, notes of editing, languages, and runs as they happen to be cut."""
    tag = element.tag
    attributes = tuple(sorted((key, value) for key, value in element.attrib.items() if not _is_remark(tag, key)))
    children = tuple(_forms(element))
    text = "" if children else element.text or ""
    return tag, attributes, children, text


def _is_remark(tag: str, key: str) -> bool:
    return key in _REMARKS or (key == "id" and tag.endswith("}cNvPr")) or (key == "id" and tag == f"{{{A}}}fld")


def _forms(element: Any) -> list[Form]:
    made: list[Form] = []
    for child in element.iterchildren("*"):
        form = form_of(child)
        if _is_aside(child, form):
            continue
        if child.tag == RUN and made and made[-1][0] == RUN and made[-1][2][:-1] == form[2][:-1]:
            made[-1] = _joined(made[-1], form)
            continue
        made.append(_field(child, form))
    return made


def _is_aside(element: Any, form: Form) -> bool:
    """Whether an element says nothing about its parent: identities, ends, what is empty."""
    if element.tag == END_OF_PARAGRAPH or element.get("uri") in _IDENTITIES:
        return True
    return not form[2] and (element.tag in EXTENSIONS or (element.tag in _EMPTY and not form[1]))


def _joined(one: Form, other: Form) -> Form:
    """Two runs of the same look as one."""
    (*look, first), second = one[2], other[2][-1]
    return one[0], one[1], (*look, (*first[:3], first[3] + second[3])), ""


def _field(element: Any, form: Form) -> Form:
    """A field without what it showed last: the slide's number is another when the order changes."""
    if element.tag != f"{{{A}}}fld":
        return form
    kept = tuple(child for child in form[2] if child[0] != TEXT)
    return form[0], form[1], kept, ""


def relationship_attributes(root: Any) -> list[tuple[Any, str]]:
    """The attributes in a tree whose values are ids of relationships."""
    prefix = f"{{{R}}}"
    return [(one, key) for one in root.iter("*") for key in one.attrib if key.startswith(prefix)]
