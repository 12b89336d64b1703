"""Three readings of a piece of office XML → one: as it was written, as it is in the deck, as the source would have it now.

What only one side changed is that side's. What both changed is taken apart further, down to attributes; where nothing
can be taken apart any more, looks are the deck's, and words are a conflict (`words`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from reportgen.backends.pptx.open_deck import A
from reportgen.backends.pptx.updating.same_xml import same

Special = Callable[[Any, Any, Any], Any]
"""What merges elements of a kind of its own: the base, the deck's, the source's → the merged one."""

_CHOICES = {
    "fill": ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"),
    "autofit": ("noAutofit", "normAutofit", "spAutoFit"),
    "geometry": ("custGeom", "prstGeom"),
    "bullet": ("buNone", "buAutoNum", "buChar", "buBlip"),
    "effect": ("effectLst", "effectDag"),
    "text": ("rich", "strRef"),
}
_ROLES = {f"{{{A}}}{name}": role for role, names in _CHOICES.items() for name in names}
"""Elements of which a parent has one: a change of kind is a change of that one."""

_KEYED = {"ext": "uri", "axId": "val"}


class ThreeWays:
    """Merges elements; those of some tags by rules of their own."""

    def __init__(self, special: Mapping[str, Special]) -> None:
        self._special = special
        self.wholly = False
        """Whether what the source did not change is looked at, too: a conflict of an earlier time may be open."""

    def merged(self, base: Any, deck: Any, source: Any) -> Any:
        """The element that stands in the deck from now on; the deck's own where nothing of it changes."""
        if same(deck, source) or (same(base, source) and not self.wholly):
            return deck
        if same(base, deck):
            return deepcopy(source)
        if deck is None or source is None or deck.tag != source.tag:
            return deck
        special = self._special.get(deck.tag, self._record)
        return special(base, deck, source)

    def _record(self, base: Any, deck: Any, source: Any) -> Any:
        """An element that is taken apart into attributes and children."""
        if base is not None and base.tag != deck.tag:
            base = None
        self.attributes(base, deck, source)
        self.children(base, deck, source)
        return deck

    def attributes(self, base: Any, deck: Any, source: Any) -> None:
        """Take the source's attributes that the deck has as they were."""
        was: Mapping[str, str] = base.attrib if base is not None else {}
        for key in {*was, *source.attrib}:
            if key == "id" or deck.get(key) != was.get(key):
                continue
            if key in source.attrib:
                deck.set(key, source.get(key))
            elif key in deck.attrib:
                del deck.attrib[key]

    def children(self, base: Any, deck: Any, source: Any, skip: frozenset[str] = frozenset()) -> None:
        """Merge the children, each with those of its role; those of tags to `skip` stay."""
        was, now, new = (roles_of(one, skip) for one in (base, deck, source))
        for role in dict.fromkeys((*new, *was)):
            put(deck, now, list(new), role, self.merged(was.get(role), now.get(role), new.get(role)))


def roles_of(element: Any, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The children of an element by what they are in it."""
    counts: Counter[str] = Counter()
    made: dict[str, Any] = {}
    for child in element.iterchildren("*") if element is not None else ():
        if child.tag in skip:
            continue
        role = _role(child)
        counts[role] += 1
        made[f"{role} {counts[role]}"] = child
    return made


def _role(child: Any) -> str:
    local = child.tag.rpartition("}")[2]
    if child.tag in _ROLES:
        return _ROLES[child.tag]
    if local in ("dPt", "dLbl", "legendEntry", "pt"):
        index = child.find("{*}idx")
        return f"{child.tag}#{child.get('idx') if index is None else index.get('val')}"
    if local.endswith("Ax"):
        return f"{child.tag}#{child.find('{*}axId').get('val')}"
    return f"{child.tag}#{child.get(_KEYED[local], '')}" if local in _KEYED else str(child.tag)


def put(parent: Any, now: dict[str, Any], order: list[str], role: str, element: Any) -> None:
    """Have a child of a role: in the place of the one that is there, or after what comes before it in an order."""
    there = now.get(role)
    if element is there:
        return
    if element is None:
        parent.remove(there)
        del now[role]
        return
    if there is not None:
        parent.replace(there, element)
    else:
        before = [now[one] for one in order[: order.index(role)] if one in now]
        if before:
            before[-1].addnext(element)
        else:
            parent.insert(0, element)
    element.tail = None
    now[role] = element
