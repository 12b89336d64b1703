"""Values without what is wrong with their form: so that what else is wrong with them can be told in one go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.errors import ReportgenError
from reportgen.source.tree import Place
from reportgen.source.validation import Slip, slip_of

_Slips = Mapping[Place, Slip | None]


def without_faults(value: Mapping[str, Any], faults: Mapping[Place, ReportgenError]) -> dict[str, Any] | None:
    """A copy of a value with slips of the pen put right, without the other keys at, or nearest around, the places of
    its faults. What is missing in the value itself becomes a dash, which is a text. None where nothing would be left.

    >>> wrong = ReportgenError("unknown key")
    >>> without_faults({"type": "story", "picture": {"size": 3}}, {("picture", "size"): wrong, ("headline",): wrong})
    {'type': 'story', 'picture': {}, 'headline': '-'}
    """
    missing = {str(place[0]): "-" for place in faults if len(place) == 1 and place[0] not in value}
    keys = {place: _key_at(value, place) for place in faults if not {*place[:1]} & {*missing}}
    wrong = {key: slip_of(faults[place]) if key == place else None for place, key in keys.items()}
    if () in faults or () in wrong or ("type",) in wrong:
        return None
    made: dict[str, Any] = _without(value, wrong)
    return {**made, **missing}


def _key_at(value: Any, place: Place) -> Place:
    """The key at a place, or the nearest around it; where something is missing, that which it is missing in."""
    key: Place = ()
    for number, part in enumerate(place):
        if not (part in value if isinstance(value, Mapping) else isinstance(value, list)):
            break
        value = value[part]
        if isinstance(part, str):
            key = place[: number + 1]
    return key


def _without(value: Any, slips: _Slips) -> Any:
    """A copy of a value without what stands at the places; items of lists keep their numbers."""
    inside = _by_first_part(slips)
    if isinstance(value, list):
        return [_without(one, inside[number]) if number in inside else one for number, one in enumerate(value)]
    made: dict[str, Any] = {}
    for key, one in value.items():
        below = inside.get(key, {})
        if () not in below:
            made[key] = _without(one, below) if below else one
        elif slip := below[()]:
            made[slip.meant if slip.of_a_key else key] = one if slip.of_a_key else slip.meant
    return made


def _by_first_part(slips: _Slips) -> dict[str | int, dict[Place, Slip | None]]:
    inside: dict[str | int, dict[Place, Slip | None]] = {}
    for place, slip in slips.items():
        inside.setdefault(place[0], {})[place[1:]] = slip
    return inside
