"""Plain data as the text of a YAML source, which is read as the same data again."""

from __future__ import annotations

from typing import Any

from reportgen.errors import SourceError, Where, raise_all
from reportgen.source.tree import Place, Spelled, SpelledFloat, is_plain_text, path_of


def yaml_text(value: Any) -> str:
    """The data as YAML: numbers as they were spelt, texts of several lines in blocks.

    Raises:
        SourceError: something in it only Python has, such as a picture in memory; `Problems` with all of that.

    >>> print(yaml_text({"title": "June", "points": ["1.0", "two"]}), end="")
    title: June
    points:
    - '1.0'
    - two
    """
    import yaml

    raise_all(SourceError(*fault) for fault in _foreign(value, ()))

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    def text(dumper: Dumper, data: str) -> Any:
        style = "|" if "\n" in data else None if is_plain_text(data) else "'"
        return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    def number(dumper: Dumper, data: Spelled | SpelledFloat) -> Any:
        kind = "int" if isinstance(data, int) else "float"
        return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", data.spelling)

    Dumper.add_representer(str, text)
    Dumper.add_multi_representer(str, text)
    Dumper.add_representer(Spelled, number)
    Dumper.add_representer(SpelledFloat, number)
    made: str = yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100)
    return made


def _foreign(value: Any, place: Place) -> list[tuple[str, Where, str]]:
    """What cannot be written, each with its place and a remedy."""
    if isinstance(value, dict):
        return [one for key, inner in value.items() for one in _foreign(inner, (*place, key))]
    if isinstance(value, list):
        return [one for number, inner in enumerate(value) for one in _foreign(inner, (*place, number))]
    where = Where(path=path_of(place))
    if isinstance(value, str) and ("{{" in value or "{%" in value):
        return [("{{ and {% begin the fields of a source in YAML", where, "write it otherwise")]
    if value is None or isinstance(value, str | int | float):
        return []
    message = f"a {type(value).__name__} in memory cannot be written as YAML"
    return [(message, where, "write it to a file, and give the name of that")]
